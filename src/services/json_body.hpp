#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::services {

/// Of codes, ids and days in a request.
constexpr std::size_t code_bytes_most = 60;

/// An error about what a request says in a field (none: about the whole); the value is shown shortened.
Error refused_field(ErrorKind kind, std::string code, std::string_view field, Bilingual message,
                    std::string_view value = {});

/// The JSON object that a request brings. Every error names the field, what stood there, and what was expected:
/// `body_malformed`.
class JsonBody {
 public:
  static Result<JsonBody> parse(std::string_view text);
  explicit JsonBody(boost::json::object object) : object_(std::move(object)) {}

  /// A text of 1 to `bytes_most` bytes, white space at its ends left out.
  [[nodiscard]] Result<std::string> text(std::string_view field, std::size_t bytes_most) const;
  /// The same; empty where the field is missing, null or empty.
  [[nodiscard]] Result<std::string> text_or_empty(std::string_view field, std::size_t bytes_most) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view field, std::int64_t least, std::int64_t most) const;
  /// The same; nothing where the field is missing or null.
  [[nodiscard]] Result<std::optional<std::int64_t>> integer_or_none(std::string_view field, std::int64_t least,
                                                                    std::int64_t most) const;
  /// False where the field is missing.
  [[nodiscard]] Result<bool> flag(std::string_view field) const;
  [[nodiscard]] Result<double> number(std::string_view field, double least, double most) const;
  /// Objects of a list, at most so many.
  [[nodiscard]] Result<std::vector<JsonBody>> objects(std::string_view field, std::size_t most) const;
  /// Nothing where the field is missing or null.
  [[nodiscard]] Result<std::optional<JsonBody>> object_or_none(std::string_view field) const;
  /// Whole numbers of a list, at most so many; an empty list where the field is missing.
  [[nodiscard]] Result<std::vector<std::int64_t>> integers(std::string_view field, std::size_t most, std::int64_t least,
                                                           std::int64_t largest) const;
  [[nodiscard]] bool has(std::string_view field) const { return object_.contains(field); }
  /// REQUIRES: has(field).
  [[nodiscard]] const boost::json::value& value(std::string_view field) const { return object_.at(field); }
  /// Success where no other field is there: a misspelt one is not passed over.
  [[nodiscard]] Status only(std::initializer_list<std::string_view> fields) const;
  /// Texts of a list, at most so many.
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view field, std::size_t most,
                                                       std::size_t bytes_most) const;

  static Error malformed(std::string_view field, std::string_view en, std::string_view hi, std::string_view value = {});

 private:
  boost::json::object object_;
};

}  // namespace boothwise::services
