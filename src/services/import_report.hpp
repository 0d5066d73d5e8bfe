#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "domain/elections.hpp"
#include "intake/record_reader.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

enum class CheckStatus : std::uint8_t { ok, warning, error };

/// One cross-check of what was imported. An error keeps the import out unless the user skips what is bad.
struct Check {
  std::string code;
  CheckStatus status = CheckStatus::ok;
  Bilingual text;
  std::vector<Bilingual> details;  ///< the first 50
};

/// What became of one file, or of files that belong together (a booth election's stations, votes and candidates).
struct GroupReport {
  std::string kind;
  std::vector<warehouse::SourceFile> files;
  std::vector<ElectionId> elections;
  std::vector<std::pair<std::string, std::string>> mapping;
  std::int64_t rows_read = 0;
  std::int64_t rows_taken = 0;
  std::int64_t rows_refused = 0;
  std::vector<intake::Refusal> refused;  ///< the first 1,000
  std::vector<Check> checks;
  std::optional<std::int64_t> run;  ///< its number, once committed
  bool already_there = false;       ///< the same files are in already: nothing was done

  [[nodiscard]] std::int64_t checks_with(CheckStatus status) const;
};

struct LeftFile {
  std::string name;
  Bilingual reason;
};

struct ImportReport {
  std::vector<GroupReport> groups;
  std::vector<LeftFile> left;  ///< files of a folder that are no known data
  bool committed = false;

  /// Something was refused or failed a check, and the user did not ask to skip it.
  [[nodiscard]] bool has_bad() const;
};

}  // namespace boothwise::services
