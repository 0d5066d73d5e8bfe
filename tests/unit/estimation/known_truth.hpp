#pragma once

#include "shared_data.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "intake/table.hpp"

/// Public files with a known truth, as they lie beside the source tree; docs/estimation.md says what they are.
namespace boothwise::test {

/// Columns of a file by name, as text.
class KnownTable {
 public:
  static std::filesystem::path path(const std::string& name) { return shared_data() / "stats" / name; }
  static bool is_there(const std::string& name) { return std::filesystem::exists(path(name)); }

  explicit KnownTable(const std::string& name) {
    auto reader = intake::open_table(path(name)).value();
    header_ = reader->header();
    columns_.resize(header_.size());
    intake::Row row;
    while (reader->next(row).value()) {
      for (std::size_t column = 0; column < header_.size(); ++column) columns_[column].emplace_back(row.cells[column]);
    }
  }

  [[nodiscard]] std::size_t rows() const { return columns_.front().size(); }
  [[nodiscard]] const std::vector<std::string>& text(std::string_view name) const {
    for (std::size_t column = 0; column < header_.size(); ++column) {
      if (header_[column] == name) return columns_[column];
    }
    throw std::invalid_argument(std::string(name));
  }
  [[nodiscard]] std::vector<double> numbers(std::string_view name) const {
    std::vector<double> list;
    for (const std::string& cell : text(name)) list.push_back(parse_number<double>(cell).value());
    return list;
  }

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> columns_;
};

/// Numbers texts in the order in which they come.
class Levels {
 public:
  std::uint32_t of(const std::string& name) {
    return numbers_.emplace(name, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] const std::uint32_t* find(const std::string& name) const {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

}  // namespace boothwise::test
