#include "check.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

#include "base/sealed_stream.hpp"
#include "services/audit_trail.hpp"
#include "services/backup_file.hpp"
#include "services/backup_parts.hpp"
#include "services/tombstones.hpp"

using namespace boothwise;

namespace {

/// Takes what comes, as a restore would: paths that may be, rows that are lists.
class Looking final : public services::BackupTaker {
 public:
  Status begin(const boost::json::object& head) override {
    fuzzing::must(!inside_);
    inside_ = true;
    const boost::json::value* path = head.if_contains("path");
    if (path == nullptr || !path->is_string()) return success();
    const std::filesystem::path asked = std::string(path->as_string());
    if (services::is_backup_path(path->as_string())) {
      fuzzing::must(asked.is_relative() && asked.lexically_normal().native().rfind("..", 0) == std::string::npos);
    }
    return success();
  }
  Status data(std::string_view bytes) override {
    fuzzing::must(inside_);
    static_cast<void>(services::cells_of(bytes, "f"));
    return success();
  }
  Status end(const boost::json::object&) override {
    fuzzing::must(inside_);
    inside_ = false;
    return success();
  }
  [[nodiscard]] bool inside() const { return inside_; }

 private:
  bool inside_ = false;
};

std::filesystem::path scratch() {
  return std::filesystem::temp_directory_path() / ("boothwise-backup-fuzz-" + std::to_string(::getpid()));
}

/// A whole file as somebody may send it. What is not ours is never read: nobody here knows its key.
void look_at_file(std::string_view bytes) {
  std::istringstream in{std::string(bytes)};
  static const SealingKeys keys = new_sealing_keys();
  auto reader = SealedReader::open(in, "f", {keys});
  fuzzing::must(!reader.ok() || !reader->next().ok());
}

/// Messages that are authentic, whatever they say: a byte of length, the message.
void look_at_messages(std::string_view bytes) {
  static const SealingKeys keys = new_sealing_keys();
  {
    auto writer = SealedWriter::create(scratch(), keys.open_half);
    fuzzing::must(writer.ok());
    while (!bytes.empty()) {
      const std::size_t size = std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
      const std::string_view message = bytes.substr(1, size);
      bytes.remove_prefix(1 + size);
      fuzzing::must(writer->put(message, bytes.empty()).ok());
    }
    fuzzing::must(writer->commit().ok());
  }
  std::ifstream in(scratch(), std::ios::binary);
  auto reader = SealedReader::open(in, "f", {keys});
  fuzzing::must(reader.ok());
  Looking looking;
  const Status read = services::read_backup(*reader, "f", looking);
  fuzzing::must(!read || !looking.inside());
}

void look_at_texts(std::string_view text) {
  if (const auto parsed = services::parse_tombstones(text, "f")) {
    fuzzing::must(services::parse_tombstones(services::tombstones_text(*parsed), "f").ok());
  }
  static_cast<void>(services::read_stated_heads(text, std::string(64, '0')));
  std::ofstream(scratch(), std::ios::binary) << text;
  static_cast<void>(read_open_half(scratch()));
  static_cast<void>(read_secret_half(scratch()));
}

}  // namespace

/// The first byte says as what the rest is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest = fuzzing::text_of(data, size).substr(1);
  switch (data[0] % 3) {
    case 0:
      look_at_file(rest);
      break;
    case 1:
      look_at_messages(rest);
      break;
    default:
      look_at_texts(rest);
  }
  std::error_code ignored;
  std::filesystem::remove(scratch(), ignored);
  return 0;
}
