#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/growing_array.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "linkage/table.hpp"

namespace boothwise::services {

/// The ids of a file's records, in order. Whole numbers are kept as such.
class RecordIds {
 public:
  void add(std::string_view id);
  [[nodiscard]] std::size_t size() const { return texts_.empty() ? numbers_.size() : ends_.size(); }
  /// Appends the id to `out`.
  void append_to(std::string& out, std::size_t record) const;
  [[nodiscard]] std::string text(std::size_t record) const;
  /// Where each of `wanted` stands; one walk over the ids. The last one counts where an id is there twice.
  [[nodiscard]] std::vector<std::optional<std::size_t>> find(std::span<const std::string> wanted) const;
  /// Keeps those of the records numbered `records`, in that order.
  void keep(std::span<const linkage::RecordNo> records);
  /// Writes to an archive or reads from one.
  template <typename Archive>
  void transfer(Archive& archive) {
    archive.array(numbers_);
    archive.array(texts_);
    archive.array(ends_);
    if constexpr (Archive::is_reading) {
      if (!archive.ok() || !is_whole()) archive.fail();
    }
  }
  /// The first record whose id another one before it has.
  [[nodiscard]] std::optional<std::size_t> first_repeated() const;

 private:
  [[nodiscard]] std::string_view view(std::size_t record) const;
  /// Of ids that are numbers: notes by id of `asked` where each stands, at 0 those that nobody asked for.
  void find_numbers(const linkage::Dictionary& asked, std::vector<std::optional<std::size_t>>& found) const;
  void become_texts();
  [[nodiscard]] bool is_whole() const;

  GrowingArray<std::uint64_t> numbers_;
  GrowingArray<char> texts_;  // once one id was no whole number
  GrowingArray<std::uint64_t> ends_;
};

/// By its name's ending.
bool is_parquet(const std::filesystem::path& file);

/// A table lacks a column; lists those there are.
Error column_missing(const std::filesystem::path& file, const std::string& column, std::vector<std::string> columns);
/// A row with more or fewer cells than the header.
Error row_length(const std::filesystem::path& file, std::uint64_t line, std::size_t expected, std::size_t found);

/// The columns of a record file: CSV, CSV.gz and XLSX told by content, Parquet by its ending.
/// Errors: those of reading a table; `not_parquet`.
Result<std::vector<std::string>> columns_of(const std::filesystem::path& file);

/// Takes the cells of one record; `line` is where it stands, from 1 (Parquet: its number).
using TakeRecord = std::function<Status(std::uint64_t line, std::span<const std::string_view> cells)>;

/// Gives the cells of `columns`, in that order, of each record of `file`. Errors: those of reading; `column_missing`
/// (lists those there are), `row_length`, `stopped`, those of `take`.
Status visit_records(const std::filesystem::path& file, std::span<const std::string> columns, Progress& progress,
                     const TakeRecord& take);

/// The cells of one record, counted from 0. Errors: as above. REQUIRES: there are that many.
Result<std::vector<std::string>> record_texts(const std::filesystem::path& file, std::span<const std::string> columns,
                                              std::size_t record, Progress& progress);

/// Adds the records of `file` to `table`, of each the cells of `columns` in that order, and their ids: the cells of
/// `id_column`, or the number of the record from 1 on where that is empty. Errors: as above;
/// `id_missing`, `id_repeated`.
Result<RecordIds> read_records(const std::filesystem::path& file, std::span<const std::string> columns,
                               const std::string& id_column, linkage::Table& table, Progress& progress);

}  // namespace boothwise::services
