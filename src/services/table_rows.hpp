#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

/// Rows of a small table that a command takes (leaders, posts, seats, areas), with errors that name the cell.
namespace boothwise::services {

/// One row of a file, its cells by the number of the column asked for; a column that is not there is empty.
class TableRow {
 public:
  TableRow(const std::string& file, std::uint64_t line, std::span<const std::string> columns,
           std::vector<std::string_view> cells)
      : file_(&file), line_(line), columns_(columns), cells_(std::move(cells)) {}

  [[nodiscard]] std::string_view text(std::size_t column) const { return trimmed(cells_[column]); }

  [[nodiscard]] Error error(std::size_t column, std::string code, Bilingual message) const {
    Error error{ErrorKind::bad_input, std::move(code), std::move(message)};
    error.where = {*file_, line_, columns_[column], shortened(text(column), 80)};
    return error;
  }

  /// A number from `least` to `most`; `otherwise` for an empty cell, which is refused without it.
  [[nodiscard]] Result<double> number(std::size_t column, double least, double most,
                                      std::optional<double> otherwise) const {
    if (text(column).empty() && otherwise) return *otherwise;
    const auto value = parse_number<double>(text(column));
    if (value && *value >= least && *value <= most) return *value;
    return malformed(column, least, most, {"a number", "संख्या"});
  }

  [[nodiscard]] Result<std::uint32_t> count(std::size_t column, std::uint32_t most,
                                            std::optional<std::uint32_t> otherwise) const {
    if (text(column).empty() && otherwise) return *otherwise;
    const auto value = parse_number<std::uint32_t>(text(column));
    if (value && *value <= most) return *value;
    return malformed(column, 0, most, {"a whole number", "पूर्ण संख्या"});
  }

  /// Words between semicolons, in small letters.
  [[nodiscard]] std::vector<std::string> words(std::size_t column) const {
    std::vector<std::string> list;
    for (const std::string& word : split(text(column), ';')) {
      const std::string plain = ascii_lower(trimmed(word));
      if (!plain.empty() && std::ranges::find(list, plain) == list.end()) list.push_back(plain);
    }
    return list;
  }

 private:
  [[nodiscard]] Error malformed(std::size_t column, double least, double most, const Bilingual& what) const {
    const std::string from = std::to_string(static_cast<std::int64_t>(least));
    const std::string to = std::to_string(static_cast<std::int64_t>(most));
    return error(
        column, "number_malformed",
        {"expected " + what.en + " from " + from + " to " + to, from + " से " + to + " तक की " + what.hi + " चाहिए"});
  }

  const std::string* file_;
  std::uint64_t line_;
  std::span<const std::string> columns_;
  std::vector<std::string_view> cells_;
};

/// What is done with each row.
using TakeTableRow = std::function<Status(const TableRow& row)>;

/// Reads the columns of a file, in that order; the first `required` of them must be there.
Status read_rows(const std::filesystem::path& path, const std::vector<std::string>& columns, std::size_t required,
                 Progress& progress, const TakeTableRow& take);

}  // namespace boothwise::services
