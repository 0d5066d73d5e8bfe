#include "intake/byte_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>
#include <zlib.h>

namespace boothwise::intake {

namespace fs = std::filesystem;

namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(std::FILE* file, std::uint64_t total, std::string name)
      : file_(file, &std::fclose), total_(total), name_(std::move(name)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) {
      return Error{
          ErrorKind::environment, "file_unreadable", {"this file cannot be read", "यह फ़ाइल पढ़ी नहीं जा सकी"}, {name_}};
    }
    read_ += got;
    return got;
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return read_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return total_; }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::uint64_t read_ = 0;
  std::uint64_t total_;
  std::string name_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t got = std::min(buffer.size(), bytes_.size() - read_);
    std::copy_n(bytes_.data() + read_, got, buffer.data());
    read_ += got;
    return got;
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return read_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t read_ = 0;
};

class StartedSource final : public ByteSource {
 public:
  StartedSource(std::string start, std::unique_ptr<ByteSource> rest)
      : start_(std::move(start)), rest_(std::move(rest)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (taken_ == start_.size()) return rest_->read(buffer);
    const std::size_t got = std::min(buffer.size(), start_.size() - taken_);
    std::copy_n(start_.data() + taken_, got, buffer.data());
    taken_ += got;
    return got;
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return rest_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return rest_->bytes_total(); }

 private:
  std::string start_;
  std::size_t taken_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

/// A source that reads another one in blocks.
class FilterSource : public ByteSource {
 public:
  FilterSource(std::unique_ptr<ByteSource> inner, std::string name)
      : inner_(std::move(inner)), name_(std::move(name)) {}
  [[nodiscard]] std::uint64_t bytes_read() const override { return inner_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return inner_->bytes_total(); }

 protected:
  /// Reads the next block; an empty one at the end.
  Result<std::span<char>> next_block() {
    BOOTHWISE_TRY(got, inner_->read(block_));
    return std::span<char>(block_).first(got);
  }
  [[nodiscard]] Error failed(std::string code, Bilingual message) const {
    return {ErrorKind::bad_input, std::move(code), std::move(message), {name_}};
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::string name_;
  std::vector<char> block_ = std::vector<char>(1U << 16U);
};

class InflatingSource final : public FilterSource {
 public:
  InflatingSource(std::unique_ptr<ByteSource> inner, std::string name)
      : FilterSource(std::move(inner), std::move(name)) {
    constexpr int window_with_gzip_header = 15 + 16;
    if (inflateInit2(&stream_, window_with_gzip_header) != Z_OK) throw BrokenInvariant("zlib did not start");
  }
  InflatingSource(const InflatingSource&) = delete;
  InflatingSource& operator=(const InflatingSource&) = delete;
  ~InflatingSource() override { inflateEnd(&stream_); }

  Result<std::size_t> read(std::span<char> buffer) override {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    while (stream_.avail_out == buffer.size()) {
      if (stream_.avail_in == 0) {
        BOOTHWISE_TRY(block, next_block());
        if (block.empty()) {
          if (!in_member_) return std::size_t{0};
          return failed("gzip_truncated", {"the gzip file ends in the middle: it was not copied whole; get it again",
                                           "gzip फ़ाइल बीच में समाप्त हो गई: पूरी कॉपी नहीं हुई; फिर से लें"});
        }
        stream_.next_in = reinterpret_cast<Bytef*>(block.data());
        stream_.avail_in = static_cast<uInt>(block.size());
      }
      if (!in_member_) {
        inflateReset(&stream_);
        in_member_ = true;
      }
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {
        in_member_ = false;
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return failed("gzip_damaged", {"the gzip file is damaged; get it again", "gzip फ़ाइल ख़राब है; फिर से लें"});
      }
    }
    return buffer.size() - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  bool in_member_ = true;
};

/// UTF-16 to UTF-8, unit by unit; halves of units and pairs may lie in two blocks.
class Utf16Source final : public FilterSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> inner, std::string name, bool big_endian)
      : FilterSource(std::move(inner), std::move(name)), big_endian_(big_endian) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    while (taken_ == ready_.size()) {
      ready_.clear();
      taken_ = 0;
      BOOTHWISE_TRY(block, next_block());
      if (block.empty()) {
        if (half_ || high_surrogate_ != 0) return unpaired();
        return std::size_t{0};
      }
      for (const char byte : block) {
        if (!take(static_cast<unsigned char>(byte))) return unpaired();
      }
    }
    const std::size_t got = std::min(buffer.size(), ready_.size() - taken_);
    std::copy_n(ready_.data() + taken_, got, buffer.data());
    taken_ += got;
    return got;
  }

 private:
  [[nodiscard]] Error unpaired() const {
    return failed("not_utf16", {"the file says that it is UTF-16 and is not; save it as CSV in UTF-8",
                                "फ़ाइल अपने को UTF-16 बताती है पर है नहीं; UTF-8 में CSV सहेजें"});
  }

  bool take(unsigned char byte) {
    if (!half_) {
      first_ = byte;
      half_ = true;
      return true;
    }
    half_ = false;
    const unsigned unit = big_endian_ ? first_ << 8U | byte : static_cast<unsigned>(byte) << 8U | first_;
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high_surrogate_ != 0) {
      if (!low) return false;
      append(0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_surrogate_ = 0;
    } else if (high) {
      high_surrogate_ = unit;
    } else if (low) {
      return false;
    } else {
      append(unit);
    }
    return true;
  }

  void append(unsigned code) {
    const auto byte = [&](unsigned value) { ready_ += static_cast<char>(value); };
    if (code < 0x80) {
      byte(code);
    } else if (code < 0x800) {
      byte(0xC0 | code >> 6U);
      byte(0x80 | (code & 0x3FU));
    } else if (code < 0x10000) {
      byte(0xE0 | code >> 12U);
      byte(0x80 | (code >> 6U & 0x3FU));
      byte(0x80 | (code & 0x3FU));
    } else {
      byte(0xF0 | code >> 18U);
      byte(0x80 | (code >> 12U & 0x3FU));
      byte(0x80 | (code >> 6U & 0x3FU));
      byte(0x80 | (code & 0x3FU));
    }
  }

  bool big_endian_;
  bool half_ = false;
  unsigned first_ = 0;
  unsigned high_surrogate_ = 0;
  std::string ready_;
  std::size_t taken_ = 0;
};

/// Takes `bytes` away from the start.
Status skip(ByteSource& source, std::size_t bytes) {
  std::array<char, 4> dropped{};
  while (bytes > 0) {
    BOOTHWISE_TRY(got, source.read(std::span(dropped).first(bytes)));
    if (got == 0) break;
    bytes -= got;
  }
  return success();
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const fs::path& path) {
  std::error_code failure;
  if (fs::is_directory(path, failure)) {
    return Error{ErrorKind::bad_input,
                 "file_unreadable",
                 {"expected a file and found a folder", "फ़ाइल चाहिए थी, फ़ोल्डर मिला"},
                 {path.string()}};
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    const std::string why = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe)
    return Error{ErrorKind::bad_input,
                 errno == ENOENT ? "file_not_found" : "file_unreadable",
                 {"cannot open this file: " + why, "यह फ़ाइल खुल नहीं सकी: " + why},
                 {path.string()}};
  }
  const std::uint64_t total = fs::file_size(path, failure);
  return std::unique_ptr<ByteSource>(new FileSource(file, failure ? 0 : total, path.filename().string()));
}

std::unique_ptr<ByteSource> over_memory(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }

std::unique_ptr<ByteSource> inflating(std::unique_ptr<ByteSource> compressed, std::string display_name) {
  return std::make_unique<InflatingSource>(std::move(compressed), std::move(display_name));
}

std::unique_ptr<ByteSource> with_start(std::string start, std::unique_ptr<ByteSource> source) {
  return std::make_unique<StartedSource>(std::move(start), std::move(source));
}

Result<std::unique_ptr<ByteSource>> as_utf8(std::unique_ptr<ByteSource> source, std::string_view start,
                                            std::string display_name) {
  if (start.starts_with("\xEF\xBB\xBF")) {
    BOOTHWISE_CHECK(skip(*source, 3));
    return source;
  }
  const bool little = start.starts_with("\xFF\xFE");
  const bool big = start.starts_with("\xFE\xFF");
  if (little || big) {
    BOOTHWISE_CHECK(skip(*source, 2));
    return std::unique_ptr<ByteSource>(new Utf16Source(std::move(source), std::move(display_name), big));
  }
  // ASCII text in UTF-16 has a NUL in every second byte.
  const auto zeros = std::ranges::count(start, '\0');
  if (start.size() >= 8 && static_cast<std::size_t>(zeros) * 3 > start.size()) {
    return Error{ErrorKind::bad_input,
                 "utf16_without_bom",
                 {"this looks like UTF-16 without a byte order mark; save it as CSV in UTF-8",
                  "यह बिना चिह्न का UTF-16 लगता है; UTF-8 में CSV सहेजें"},
                 {std::move(display_name)}};
  }
  return source;
}

}  // namespace boothwise::intake
