#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

// What no import may bring in: numbers of identity cards and accounts (R4), community or religion beside persons (R13),
// government lists of persons (R23). docs/formats.md#refused-data.

/// Twelve digits, in groups or not, that begin with 2 to 9 and pass the check of Verhoeff (1969), as Aadhaar numbers
/// do. One in ten of such numbers passes by chance.
bool looks_like_aadhaar(std::string_view text);
/// 13 to 19 digits, in groups or not, that begin with 3 to 6 and pass the check of Luhn (ISO/IEC 7812-1).
bool looks_like_payment_card(std::string_view text);
/// Four letters, a zero, six letters or digits: a bank branch (IFSC).
bool looks_like_ifsc(std::string_view text);

/// Any of the three.
bool must_be_masked(std::string_view text);

/// Ten digits, in groups or not, with or without the country's code, that begin with 6 to 9: an Indian mobile number.
bool looks_like_mobile(std::string_view text);
/// A text that says whose child or spouse somebody is: `Ram s/o Shyam`, `राम पुत्र श्याम`.
bool names_a_relative(std::string_view text);

/// Refuses a file by its columns. Errors: `forbidden_column` (R4), `community_column` (R13), `person_list` (R23), each
/// with the column and the rule.
Status check_columns(const std::vector<std::string>& header, std::string_view display_name);
/// Of what estimates are made from, where community has no place for persons or areas. Errors: as check_columns, but
/// `community_column` (R13) whatever the file is about.
Status check_estimate_columns(const std::vector<std::string>& header, std::string_view display_name);
/// Of official counts, which hold no persons at all: any column that only persons have is refused. Errors:
/// `person_list` (R23).
Status check_count_columns(const std::vector<std::string>& header, std::string_view display_name);

/// Watches the cells of a file while it is read.
class Guard {
 public:
  /// `counts`: of official counts, where mobile numbers and relatives' names give a list of persons away.
  Guard(std::vector<std::string> header, std::string display_name, bool counts = false);

  /// True if the cell holds a number that must not be kept: the caller masks it. Errors: `forbidden_numbers` once a
  /// column has so many of them that it must be meant for them: 30 % of its filled cells; `person_list` (R23) at the
  /// first cell of official counts that names a relative.
  Result<bool> look(std::size_t column, std::string_view cell, std::uint64_t line);
  /// After the last row. Errors: as above; `person_list` also for a column of official counts most of whose cells are
  /// mobile numbers.
  Status finish() const;

  /// Cells that were found and did not make their column refused.
  struct Stray {
    std::uint64_t line = 0;
    std::string column;
  };
  [[nodiscard]] const std::vector<Stray>& strays() const { return strays_; }

 private:
  struct Column {
    std::uint64_t filled = 0;
    std::uint64_t found = 0;
    std::uint64_t first_line = 0;
    std::uint64_t mobiles = 0;
  };
  [[nodiscard]] bool is_meant(const Column& column) const;
  [[nodiscard]] Error refused(std::size_t column) const;
  [[nodiscard]] Error persons(std::size_t column, std::uint64_t line) const;

  std::vector<std::string> header_;
  std::string display_name_;
  bool counts_;
  std::vector<Column> columns_;
  std::vector<Stray> strays_;
};

/// What stands where a number was masked.
constexpr std::string_view masked_number = "************";

}  // namespace boothwise::intake
