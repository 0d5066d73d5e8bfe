#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "linkage/link.hpp"
#include "services/link_settings.hpp"

namespace boothwise::services {

/// Two files to link, or one to find doubles in, and where the answers go. An empty path is not written.
struct LinkJob {
  std::filesystem::path left;
  std::optional<std::filesystem::path> right;  ///< none: doubles within `left`

  std::filesystem::path settings;     ///< a settings or model file; empty: proposed from the columns
  std::string id;                     ///< the column that names a record; empty: the settings', else numbers from 1
  std::string right_id;               ///< where the right file calls it otherwise
  std::vector<std::string> ignored;   ///< columns that proposed settings leave out
  std::optional<std::int32_t> years;  ///< proposed settings: how much older everybody is in the right file
  bool one_to_one = false;            ///< as the settings', if not set
  std::optional<double> probability_least;
  std::optional<std::uint64_t> seed;
  linkage::Resources resources;
  std::uint64_t memory_bytes = 0;   ///< what the records and their index may take of memory; 0 = half of the machine's
  std::filesystem::path temporary;  ///< the folder for what goes beyond; empty: that of `out`

  std::filesystem::path decisions;  ///< what people said of pairs (services/decisions.hpp)

  std::filesystem::path out;        ///< links (`left_id`, `right_id`, `match_weight`, `match_probability`), or of one
                                    ///< file its clusters (`record_id`, `cluster_id`)
  std::filesystem::path pairs;      ///< one file: its links
  std::filesystem::path uncertain;  ///< pairs that a person should look at, as links
  std::filesystem::path unlinked;   ///< two files: records without a partner (`side`, `record_id`)
  std::filesystem::path previous;   ///< one file: clusters of an earlier run, whose ids live on
  std::filesystem::path model;      ///< settings with what was learnt
  std::filesystem::path state;      ///< one file: what `relink` goes on from (services/kept_links.hpp)
};

/// A block too large to compare all its pairs, for people.
struct CappedReport {
  std::string rule;
  std::string example;  ///< id of one of its records
  std::size_t records = 0;
  double pairs = 0;
};

struct LinkReport {
  LinkSettings used;
  std::size_t left = 0;  ///< records
  std::size_t right = 0;
  std::size_t links = 0;
  std::size_t uncertain = 0;
  std::size_t unlinked_left = 0;
  std::size_t unlinked_right = 0;
  std::size_t clusters = 0;  ///< of two records or more
  double pairs = 0;          ///< compared
  std::size_t bytes_in_files = 0;  ///< what did not fit into memory went to files of that size
  std::vector<linkage::RuleUse> rules;
  std::vector<CappedReport> capped;
};

/// Links, and writes what was asked for: each file appears whole or not at all. Errors: those of reading a table and of
/// settings and decisions; `column_missing`, `id_missing`, `id_repeated`, `nothing_to_compare`, `output_ending`,
/// `stopped`, …
Result<LinkReport> link_files(const LinkJob& job, Progress& progress);

/// Settings proposed from the files, or read from the job's settings file and completed.
Result<LinkSettings> propose_settings(const LinkJob& job, Progress& progress);

/// Why two records are one person, or are not: weights in bits that sum up to `weight`.
struct PairExplanation {
  struct Part {
    std::string column;
    std::string left;  ///< as the file has it
    std::string right;
    Bilingual says;
    double weight = 0;
  };
  std::vector<Part> parts;
  double related = 0;  ///< taken off because people who belong together agree like this too
  double prior = 0;    ///< log2 of the odds that a pair drawn at random is one person
  double weight = 0;
  double probability = 0;
};

/// Errors: those of `link_files`; `record_unknown` if there is no such id.
Result<PairExplanation> explain_pair(const LinkJob& job, const std::string& left_id, const std::string& right_id,
                                     Progress& progress);

}  // namespace boothwise::services
