#include "server/encoding.hpp"

#include <array>
#include <brotli/encode.h>
#include <cstdlib>
#include <zlib.h>

#include "base/result.hpp"
#include "base/text.hpp"

namespace boothwise::server {

std::string_view encoding_name(Encoding encoding) {
  constexpr std::array<std::string_view, 3> names = {"", "gzip", "br"};
  return names.at(static_cast<std::size_t>(encoding));
}

Encoding accepted_encoding(std::string_view header) {
  bool gzip = false;
  bool brotli = false;
  for (const std::string& part : split(header, ',')) {
    const std::string_view item = trimmed(part);
    const std::size_t semicolon = item.find(';');
    const std::string name = ascii_lower(trimmed(item.substr(0, semicolon)));
    const std::size_t quality = semicolon == std::string_view::npos ? semicolon : item.find("q=", semicolon);
    const bool refused =
        quality != std::string_view::npos && std::strtod(std::string(item.substr(quality + 2)).c_str(), nullptr) <= 0;
    gzip |= name == "gzip" && !refused;
    brotli |= name == "br" && !refused;
  }
  return brotli ? Encoding::brotli : gzip ? Encoding::gzip : Encoding::identity;
}

namespace {

/// A compressor that is made once a thread: its quarter of a megabyte is not fetched and cleared anew for each answer.
class Gzip {
 public:
  Gzip() {
    constexpr int gzip_window = 15 + 16;  // zlib's own way to ask for a gzip header
    constexpr int level = 3;
    if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw BrokenInvariant("zlib did not start");
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() { deflateEnd(&stream_); }

  std::string operator()(std::string_view text) {
    deflateReset(&stream_);
    std::string result(deflateBound(&stream_, text.size()), '\0');
    std::string input(text);  // zlib asks for bytes that may be written, though it only reads them
    stream_.next_in = reinterpret_cast<Bytef*>(input.data());
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(result.data());
    stream_.avail_out = static_cast<uInt>(result.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw BrokenInvariant("zlib did not end");
    result.resize(stream_.total_out);
    return result;
  }

 private:
  z_stream stream_{};
};

std::string gzipped(std::string_view text) {
  thread_local Gzip gzip;
  return gzip(text);
}

std::string brotlied(std::string_view text) {
  constexpr int quality = 4;
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string result(size, '\0');
  if (BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                            reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                            reinterpret_cast<std::uint8_t*>(result.data())) == BROTLI_FALSE) {
    throw BrokenInvariant("brotli failed");
  }
  result.resize(size);
  return result;
}

}  // namespace

std::string encoded(std::string_view text, Encoding encoding) {
  switch (encoding) {
    case Encoding::identity:
      return std::string(text);
    case Encoding::gzip:
      return gzipped(text);
    case Encoding::brotli:
      return brotlied(text);
  }
  throw BrokenInvariant("encoding outside its range");
}

}  // namespace boothwise::server
