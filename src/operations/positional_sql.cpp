#include "operations/internal/positional_sql.hpp"

namespace boothwise::operations {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_of_a_name(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

/// Where what begins at `at` is over: a text in quotes, a cast's sign, a colon with what follows it, else one byte.
std::size_t end_of_token(std::string_view sql, std::size_t at) {
  if (sql[at] == '\'' || sql[at] == '"') {
    const std::size_t closing = sql.find(sql[at], at + 1);
    return closing == std::string_view::npos ? sql.size() : closing + 1;
  }
  if (sql.substr(at).starts_with("::")) return at + 2;
  std::size_t end = at + 1;
  while (sql[at] == ':' && end < sql.size() && is_of_a_name(sql[end])) ++end;
  return end;
}

bool is_place(std::string_view token) { return token.size() > 1 && token[0] == ':' && is_letter(token[1]); }

}  // namespace

PositionalSql positional(std::string_view sql) {
  PositionalSql made;
  made.text.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = end_of_token(sql, at);
    const std::string_view token = sql.substr(at, end - at);
    if (is_place(token)) {
      made.names.emplace_back(token.substr(1));
      made.text += "$" + std::to_string(made.names.size());
    } else {
      made.text += token;
    }
    at = end;
  }
  return made;
}

}  // namespace boothwise::operations
