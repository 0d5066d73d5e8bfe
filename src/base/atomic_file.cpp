#include "base/atomic_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

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

}  // namespace

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

Status write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path temporary = path;
  temporary += "." + std::to_string(::getpid()) + ".tmp";
  {
    const FileDescriptor descriptor(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!descriptor.open()) return unwritable(temporary, errno);
    while (!content.empty()) {
      const ssize_t put = ::write(descriptor.get(), content.data(), content.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const int number = errno;
        ::unlink(temporary.c_str());
        return unwritable(temporary, number);
      }
      content.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  BOOTHWISE_CHECK(sync_file(temporary));
  if (::rename(temporary.c_str(), path.c_str()) != 0) return unwritable(path, errno);
  return sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

}  // namespace boothwise
