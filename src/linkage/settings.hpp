#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boothwise::linkage {

/// What a column holds, which says how two of its values are compared.
enum class CompareAs : std::uint8_t {
  name,      ///< names of persons, in Devanagari and Latin
  relation,  ///< a relative's name, beside a column that says which relative: a wife's is her husband's, once her
             ///< father's
  text,      ///< words: places, streets, occupations, foreign names
  date,      ///< days, in any usual form
  number,    ///< where near means alike: age, year
  code,      ///< where near means a slip: card, house and phone numbers, post codes
  category   ///< same or not
};
std::string_view name_of(CompareAs as);
std::optional<CompareAs> compare_as_named(std::string_view name);
std::vector<std::string> compare_as_names();

/// One comparison. Columns count from 0 in the order of `Settings::columns`.
struct Comparison {
  std::size_t column = 0;
  CompareAs as = CompareAs::text;
  std::optional<std::size_t> type_column{};  ///< `relation` only
  std::int32_t shift = 0;                    ///< `number` only: what the right value is expected to be above the left
  bool shared_at_home = false;  ///< people who live together have it in common: address, relative. Agreement in such
                                ///< alone must not make two persons one
};

/// Whether it tells where somebody lives, and not who she is.
constexpr bool is_place(const Comparison& comparison) {
  return comparison.shared_at_home && comparison.as != CompareAs::relation;
}

/// What of a value two records must share to be compared at all.
enum class Atom : std::uint8_t {
  equal,        ///< all of it
  first_sound,  ///< first telling word as it sounds (names, text)
  first_loose,  ///< the same, voice forgotten
  last_sound,   ///< last word as it sounds
  all_sounds,   ///< the telling words as they sound, in any order
  beginning     ///< year of a date, first half of a code, first four letters
};
constexpr std::size_t atom_kinds = 6;
std::string_view name_of(Atom atom);
std::optional<Atom> atom_named(std::string_view name);
std::vector<std::string> atom_names();

struct BlockOn {
  std::size_t comparison = 0;
  Atom atom = Atom::equal;
  friend bool operator==(const BlockOn&, const BlockOn&) = default;
};

/// Records that share all of these are compared.
struct BlockingRule {
  std::vector<BlockOn> on;
};

/// How two tables, or one with itself, are linked.
struct Settings {
  std::vector<std::string> columns;  ///< of the files, as they are used
  std::vector<Comparison> comparisons;
  std::vector<BlockingRule> blocking;
  double probability_least = 0.5;    ///< what counts as a link
  double probability_review = 0.05;  ///< from here to `probability_least` a person should look
  bool one_to_one = false;           ///< two tables: a record has at most one partner
  bool rivals = true;                ///< two tables: a record's candidates speak against each other, where one table
                                     ///< has nobody twice (linkage/competition.hpp)
  std::uint64_t seed = 1;
};

/// Limits of the machine, not of the result. Equal results for any value, apart from `block_pairs_max`.
struct Resources {
  unsigned threads = 1;
  std::uint64_t block_pairs_max = 20'000'000;  ///< a block with more is compared with neighbours only, and reported
  std::uint64_t index_bytes_max = ~std::uint64_t{0};  ///< beyond it records are looked for part by part
};

}  // namespace boothwise::linkage
