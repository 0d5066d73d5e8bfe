#include "services/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

namespace boothwise::services {

namespace json = boost::json;

namespace {

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  constexpr double decimals = 1e6;
  constexpr double exact = 1e9;  // beyond it six decimals are past a double's precision
  const double rounded = std::abs(number) < exact ? std::round(number * decimals) / decimals : number;
  fmt::format_to(std::back_inserter(out), "{}", rounded == 0 ? 0.0 : rounded);
}

void append(std::string& out, const json::object& object);

void append(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      return;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case json::kind::int64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_int64());
      return;
    case json::kind::uint64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_uint64());
      return;
    case json::kind::double_:
      append_number(out, value.get_double());
      return;
    case json::kind::string: {
      const json::string& text = value.get_string();
      append_text(out, {text.data(), text.size()});
      return;
    }
    case json::kind::array: {
      char before = '[';
      for (const json::value& element : value.get_array()) {
        out += before;
        append(out, element);
        before = ',';
      }
      out += before == '[' ? "[]" : "]";
      return;
    }
    case json::kind::object:
      append(out, value.get_object());
      return;
  }
}

void append(std::string& out, const json::object& object) {
  char before = '{';
  for (const json::key_value_pair& member : object) {
    out += before;
    append_text(out, {member.key().data(), member.key().size()});
    out += ':';
    append(out, member.value());
    before = ',';
  }
  out += before == '{' ? "{}" : "}";
}

}  // namespace

std::string json_text(const json::value& value) {
  std::string out;
  append(out, value);
  return out;
}

std::string json_text(const json::object& object) {
  std::string out;
  append(out, object);
  return out;
}

}  // namespace boothwise::services
