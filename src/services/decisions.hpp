#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "linkage/pairs.hpp"
#include "services/record_files.hpp"

namespace boothwise::services {

/// A line of a decisions file: what a person said of two records.
struct NamedDecision {
  std::string left_id;
  std::string right_id;
  bool same = false;
  std::uint64_t line = 0;
};

/// Reads `left_id`, `right_id` and `decision` (`same` or `different`); other columns may stand beside them. CSV, CSV.gz
/// or XLSX. Errors: those of reading a table; `column_missing`, `row_length`; `decision_malformed`.
Result<std::vector<NamedDecision>> read_decisions(const std::filesystem::path& file);
/// The same of bytes in memory.
Result<std::vector<NamedDecision>> parse_decisions(std::string_view bytes, const std::string& display_name);

/// The decisions by record. `right` are the ids of the right table, whose records stand behind the left ones; null in a
/// single table. Errors: `record_unknown`; `decisions_contradict` where a pair is said to be different which others
/// make one person, or where the two are one record; each with its line.
Result<std::vector<linkage::Decision>> resolved(const std::vector<NamedDecision>& decisions, const std::string& file,
                                                const RecordIds& left, const RecordIds* right);

}  // namespace boothwise::services
