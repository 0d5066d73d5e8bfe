#include "operations/internal/positional_sql.hpp"

#include <algorithm>

namespace boothwise::operations {

namespace {

bool is_of_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Where a text in quotes that begins at `at` is over.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  const std::size_t closing = sql.find(sql[at], at + 1);
  return closing == std::string_view::npos ? sql.size() : closing + 1;
}

}  // namespace

PositionalSql positional(std::string_view sql) {
  PositionalSql made;
  made.text.reserve(sql.size() + 16);
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at + 1;
    if (sql[at] == '\'' || sql[at] == '"') {
      end = end_of_quoted(sql, at);
    } else if (sql.substr(at).starts_with("::")) {
      end = at + 2;
    } else if (sql[at] == ':') {
      end = static_cast<std::size_t>(
          std::find_if_not(sql.begin() + static_cast<std::ptrdiff_t>(end), sql.end(), is_of_a_name) - sql.begin());
    }
    if (sql[at] == ':' && end > at + 1 && sql[at + 1] != ':') {
      made.names.emplace_back(sql.substr(at + 1, end - at - 1));
      made.text += "$" + std::to_string(made.names.size());
    } else {
      made.text += sql.substr(at, end - at);
    }
    at = end;
  }
  return made;
}

}  // namespace boothwise::operations
