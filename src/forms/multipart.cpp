#include "forms/multipart.hpp"

#include <map>
#include <optional>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046
constexpr std::size_t header_bytes_max = 4096;
constexpr std::size_t parts_max = 400;

Error malformed(std::string_view what_en, std::string_view what_hi) {
  return {ErrorKind::bad_input, "multipart_malformed", {std::string(what_en), std::string(what_hi)}};
}

/// A header's value, and its parameters by their names in lower case.
struct Header {
  std::string value;
  std::map<std::string, std::string> parameters;
};

Header parse_header(std::string_view text) {
  Header header;
  std::size_t at = std::min(text.find(';'), text.size());
  header.value = ascii_lower(trimmed(text.substr(0, at)));
  while (at < text.size()) {
    ++at;
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::string name = ascii_lower(trimmed(text.substr(at, equals - at)));
    std::string value;
    at = equals + 1;
    if (at < text.size() && text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\')) ++at;
        value += text[at];
      }
      at = std::min(text.find(';', at), text.size());
    } else {
      const std::size_t end = std::min(text.find(';', at), text.size());
      value = trimmed(text.substr(at, end - at));
      at = end;
    }
    header.parameters.emplace(name, std::move(value));
  }
  return header;
}

std::string unescaped(std::string text) {
  text = replaced(std::move(text), "%22", "\"");
  text = replaced(std::move(text), "%0D", "\r");
  return replaced(std::move(text), "%0A", "\n");
}

/// The part's headers, read into it. False where it has no name.
bool read_headers(std::string_view headers, Part& part) {
  part.type = "text/plain";
  bool named = false;
  for (std::size_t begin = 0; begin < headers.size();) {
    const std::size_t end = std::min(headers.find("\r\n", begin), headers.size());
    const std::string_view line = headers.substr(begin, end - begin);
    begin = end + 2;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = ascii_lower(trimmed(line.substr(0, colon)));
    const Header header = parse_header(line.substr(colon + 1));
    if (name == "content-type") part.type = header.value;
    if (name != "content-disposition" || header.value != "form-data") continue;
    if (const auto found = header.parameters.find("name"); found != header.parameters.end()) {
      part.name = unescaped(found->second);
      named = !part.name.empty();
    }
    if (const auto found = header.parameters.find("filename"); found != header.parameters.end()) {
      part.file_name = unescaped(found->second);
    }
  }
  return named && is_utf8(part.name) && is_utf8(part.file_name);
}

}  // namespace

Result<std::vector<Part>> read_multipart(std::string_view content_type, std::string_view body) {
  const Header type = parse_header(content_type);
  const auto boundary = type.parameters.find("boundary");
  if (type.value != "multipart/form-data")
    return malformed("expected multipart/form-data", "multipart/form-data चाहिए");
  if (boundary == type.parameters.end() || boundary->second.empty() || boundary->second.size() > boundary_bytes_max) {
    return malformed("expected a boundary of 1 to 70 characters", "1 से 70 अक्षर की boundary चाहिए");
  }
  const std::string opening = "--" + boundary->second;
  const std::string between = "\r\n" + opening;
  std::vector<Part> parts;
  std::size_t at = body.starts_with(opening) ? opening.size() : body.find(between);
  if (at == std::string_view::npos) return malformed("the boundary does not come", "boundary नहीं मिली");
  if (!body.starts_with(opening)) at += between.size();
  while (!body.substr(at).starts_with("--")) {
    const std::size_t line = body.find("\r\n", at);  // white space may stand behind a boundary
    if (line == std::string_view::npos || !trimmed(body.substr(at, line - at)).empty()) {
      return malformed("a boundary is damaged", "boundary बिगड़ी हुई है");
    }
    Part part;
    const std::size_t begin = line + 2;
    const std::size_t headers_end = body.substr(begin).starts_with("\r\n") ? begin : body.find("\r\n\r\n", begin);
    const std::size_t bytes_begin = headers_end == begin ? begin + 2 : headers_end + 4;
    if (headers_end == std::string_view::npos || headers_end - begin > header_bytes_max) {
      return malformed("a part's headers do not end", "किसी भाग के हेडर समाप्त नहीं होते");
    }
    if (!read_headers(body.substr(begin, headers_end - begin), part)) {
      return malformed("a part has no name", "किसी भाग का नाम नहीं है");
    }
    const std::size_t end = body.find(between, bytes_begin);
    if (end == std::string_view::npos)
      return malformed("it ends before its last boundary", "अंतिम boundary से पहले समाप्त");
    part.bytes = body.substr(bytes_begin, end - bytes_begin);
    if (parts.size() == parts_max) return malformed("more than 400 parts", "400 से अधिक भाग");
    parts.push_back(std::move(part));
    at = end + between.size();
  }
  return parts;
}

}  // namespace boothwise::forms
