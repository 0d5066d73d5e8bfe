#include "base/atomic_file.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/mapped_file.hpp"
#include "base/text.hpp"

namespace boothwise {

namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

Error file_error(ErrorKind kind, std::string code, const std::filesystem::path& path, int number) {
  const std::string why = std::strerror(number);  // NOLINT(concurrency-mt-unsafe)
  return Error{
      kind, std::move(code), {"cannot use this file: " + why, "इस फ़ाइल का उपयोग नहीं हो सका: " + why}, {path.string()}};
}

Error unwritable(const std::filesystem::path& path, int number) {
  return file_error(ErrorKind::environment, "file_unwritable", path, number);
}

Status sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.open() || ::fsync(descriptor.get()) != 0) return unwritable(folder, errno);
  return success();
}

constexpr std::string_view temporary_ending = ".tmp";

/// `PATH.PROCESS.COUNT.tmp`: one of its own for each writer, so that two threads may write one file at once.
std::filesystem::path temporary_of(const std::filesystem::path& path) {
  static std::atomic<std::uint64_t> count = 0;
  std::filesystem::path temporary = path;
  temporary += "." + std::to_string(::getpid()) + "." + std::to_string(++count) + std::string(temporary_ending);
  return temporary;
}

/// Takes away what killed processes left of `path`: files named as `temporary_of` does, after a process that is no
/// more.
void clean_up_beside(const std::filesystem::path& path) {
  const std::string begin = path.filename().string() + ".";
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(
           path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.size() <= begin.size() + temporary_ending.size()) continue;
    if (!name.starts_with(begin) || !name.ends_with(temporary_ending)) continue;
    const std::string_view process_and_count =
        std::string_view(name).substr(begin.size(), name.size() - begin.size() - temporary_ending.size());
    const auto process = parse_number<pid_t>(process_and_count.substr(0, process_and_count.find('.')));
    if (process && *process > 0 && ::kill(*process, 0) != 0 && errno == ESRCH) ::unlink(entry.path().c_str());
  }
}

/// `temporary`, whose bytes are on disk, becomes `path`.
Status take_place(const std::filesystem::path& temporary, const std::filesystem::path& path) {
  if (::rename(temporary.c_str(), path.c_str()) != 0) return unwritable(path, errno);
  return sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat found {};
  if (!descriptor.open() || ::fstat(descriptor.get(), &found) != 0) {
    const int number = errno;
    return number == ENOENT ? file_error(ErrorKind::bad_input, "file_not_found", path, number)
                            : file_error(ErrorKind::environment, "file_unreadable", path, number);
  }
  const auto size = static_cast<std::size_t>(found.st_size);
  if (size == 0) return MappedFile(nullptr, 0);
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, descriptor.get(), 0);
  if (memory == MAP_FAILED) return file_error(ErrorKind::environment, "file_unreadable", path, errno);
  ::madvise(memory, size, MADV_POPULATE_READ);  // only advice: refused, pages come as they are asked for
  return MappedFile(memory, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : memory_(std::exchange(other.memory_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (memory_ != nullptr) ::munmap(memory_, size_);
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.open()) {
    const int number = errno;
    return number == ENOENT ? file_error(ErrorKind::bad_input, "file_not_found", path, number)
                            : file_error(ErrorKind::environment, "file_unreadable", path, number);
  }
  std::string content;
  std::string buffer(1U << 16U, '\0');
  while (true) {
    const ssize_t got = ::read(descriptor.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(ErrorKind::environment, "file_unreadable", path, errno);
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
    if (content.size() > bytes_max) {
      const std::string limit = std::to_string(bytes_max >> 20U) + " MiB";
      return Error{ErrorKind::too_large,
                   "file_too_large",
                   {"expected at most " + limit, "अधिकतम " + limit + " की अपेक्षा थी"},
                   {path.string()}};
    }
  }
}

Status sync_file(const std::filesystem::path& path) {
  {
    const FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.open() || ::fsync(descriptor.get()) != 0) return unwritable(path, errno);
  }
  return sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

Result<AtomicFile> AtomicFile::create(std::filesystem::path path, Readers readers) {
  clean_up_beside(path);
  std::filesystem::path temporary = temporary_of(path);
  const mode_t mode = readers == Readers::owner ? 0600 : 0644;
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return unwritable(temporary, errno);
  return AtomicFile(std::move(path), std::move(temporary), descriptor);
}

Status AtomicFile::append(std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = ::write(descriptor_, content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return unwritable(temporary_, errno);
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  return success();
}

Status AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) return unwritable(temporary_, errno);
  BOOTHWISE_CHECK(take_place(temporary_, path_));
  ::close(std::exchange(descriptor_, -1));
  return success();
}

Status replace_file(const std::filesystem::path& path,
                    const std::function<Status(const std::filesystem::path& temporary)>& write) {
  clean_up_beside(path);
  const std::filesystem::path temporary = temporary_of(path);
  Status done = write(temporary);
  if (done) done = sync_file(temporary);
  if (done) done = take_place(temporary, path);
  if (!done) ::unlink(temporary.c_str());
  return done;
}

Status write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  BOOTHWISE_TRY(file, AtomicFile::create(path));
  BOOTHWISE_CHECK(file.append(content));
  return file.commit();
}

}  // namespace boothwise
