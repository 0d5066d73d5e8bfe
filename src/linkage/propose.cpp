#include "linkage/propose.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/random.hpp"
#include "base/text.hpp"
#include "linkage/blocking.hpp"
#include "linkage/compare.hpp"
#include "linkage/sorted.hpp"
#include "names/letters.hpp"

namespace boothwise::linkage {

namespace {

// ---- What a column holds ----

constexpr std::size_t values_looked_at = 4000;

struct Profile {
  double filled = 0;    ///< share of records
  double distinct = 0;  ///< distinct values over filled records
  std::size_t values = 0;
  double dates = 0;  ///< shares of the distinct values looked at
  double numbers = 0;
  double with_digits = 0;
  double words = 0;  ///< mean
  double number_max = 0;
  bool running = false;  ///< each value once, numbers only
};

Profile profile_of(const Table& table, std::size_t column) {
  const Dictionary& texts = table.dictionary(column);
  Profile profile;
  profile.values = texts.size();
  std::size_t filled = 0;
  for (RecordNo record = 0; record < table.size(); ++record) filled += table.value(record, column) != 0 ? 1 : 0;
  profile.filled = table.size() == 0 ? 0 : static_cast<double>(filled) / static_cast<double>(table.size());
  profile.distinct = filled == 0 ? 0 : static_cast<double>(texts.size()) / static_cast<double>(filled);
  const std::size_t step = std::max<std::size_t>(1, texts.size() / values_looked_at);
  double looked_at = 0;
  for (std::size_t id = 1; id <= texts.size(); id += step) {
    const std::string normal = names::normalised(texts.text(static_cast<ValueId>(id)));
    if (normal.empty()) continue;
    ++looked_at;
    const std::optional<Day> day = parse_day(normal);
    profile.dates +=
        day && (day->number != 0 || normal.size() > 8) && day->digits[0] <= '2' && day->digits[0] >= '1' ? 1 : 0;
    const bool digits_only = std::ranges::all_of(normal, [](char letter) { return letter >= '0' && letter <= '9'; });
    if (digits_only) profile.number_max = std::max(profile.number_max, std::strtod(normal.c_str(), nullptr));
    profile.numbers += digits_only ? 1 : 0;
    profile.with_digits +=
        std::ranges::any_of(normal, [](char letter) { return letter >= '0' && letter <= '9'; }) ? 1 : 0;
    profile.words += 1.0 + static_cast<double>(std::ranges::count(normal, ' '));
  }
  if (looked_at == 0) return profile;
  for (double* share : {&profile.dates, &profile.numbers, &profile.with_digits, &profile.words}) *share /= looked_at;
  constexpr double nearly_all = 0.999;
  profile.running = profile.numbers > nearly_all && profile.distinct > nearly_all;
  return profile;
}

bool says(std::string_view header, std::initializer_list<std::string_view> hints) {
  return std::ranges::any_of(hints, [&](std::string_view hint) { return header.find(hint) != std::string_view::npos; });
}

bool is_about_relation(std::string_view header) {
  return says(header, {"rel_", "relation", "relative", "father", "husband", "guardian", "mother", "spouse", "पिता",
                       "पति", "माता", "संबंधी"});
}
bool is_about_age(std::string_view header) {
  return header == "age" || says(header, {"age_", "_age", "yob", "birth_year", "year_of_birth", "आयु", "उम्र"});
}
bool is_about_name(std::string_view header) {
  return says(header, {"name", "naam", "नाम", "surname", "elector"}) &&
         !says(header, {"place", "street", "village", "station", "city", "file", "father_or"});
}
bool is_about_place(std::string_view header) {
  return says(header, {"address", "street",  "suburb", "city", "town", "village", "ward",     "house",
                       "part",    "section", "post",   "pin",  "zip",  "state",   "district", "place",
                       "county",  "region",  "मकान",   "भाग",  "ग्राम", "पता",     "जिला"});
}
bool is_running_number(std::string_view header) {
  return says(header, {"serial", "sl_no", "s_no", "row_no", "record_id", "rec_id", "क्रम"});
}

CompareAs kind_of(const Profile& profile, std::string_view header) {
  constexpr double most = 0.8;
  constexpr std::size_t categories_max = 12;
  if (profile.dates >= most) return CompareAs::date;
  if (profile.numbers >= most && is_about_age(header)) return CompareAs::number;
  constexpr double repeated = 0.5;  // so many values that are not new
  if (profile.values <= categories_max && profile.distinct <= repeated) return CompareAs::category;
  if (profile.numbers >= most) return CompareAs::code;
  if (profile.with_digits < 1 - most) {
    if (is_about_relation(header)) return CompareAs::relation;
    if (is_about_name(header)) return CompareAs::name;
  }
  constexpr double few_words = 1.5;
  if (profile.with_digits >= 0.5 && profile.words <= few_words) return CompareAs::code;
  if (profile.with_digits >= most && profile.words <= 2 && profile.values > categories_max) return CompareAs::code;
  return CompareAs::text;
}

/// True if nearly every value of `part` stands as words in the same record's `whole`.
bool is_contained(const Table& table, std::size_t part, std::size_t whole) {
  const std::size_t step = std::max<std::size_t>(1, table.size() / 2000);
  double seen = 0;
  double inside = 0;
  for (std::size_t record = 0; record < table.size(); record += step) {
    const auto number = static_cast<RecordNo>(record);
    const std::string_view small = table.dictionary(part).text(table.value(number, part));
    const std::string_view large = table.dictionary(whole).text(table.value(number, whole));
    if (small.size() < 2 || large.empty()) continue;
    ++seen;
    inside += large.size() > small.size() && large.find(small) != std::string_view::npos ? 1 : 0;
  }
  constexpr double nearly_all = 0.85;
  constexpr double enough = 20;
  return seen >= enough && inside >= nearly_all * seen;
}

}  // namespace

std::vector<Comparison> propose_comparisons(const Table& table, std::span<const std::string> headers) {
  std::vector<Comparison> list;
  std::optional<std::size_t> type_column;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const std::string header = ascii_lower(headers[column]);
    const Profile profile = profile_of(table, column);
    const bool running = profile.running && !is_about_age(header);
    if (profile.values < 2 || running || is_running_number(header)) continue;
    const CompareAs as = kind_of(profile, header);
    if (as == CompareAs::category && is_about_relation(header)) {
      type_column = column;
      continue;
    }
    Comparison comparison{column, as};
    comparison.shared_at_home = as == CompareAs::relation || (as != CompareAs::name && is_about_place(header));
    list.push_back(comparison);
  }
  for (Comparison& comparison : list) {
    if (comparison.as == CompareAs::relation) comparison.type_column = type_column;
  }
  // A column whose words all stand in another one would count twice.
  std::erase_if(list, [&](const Comparison& part) {
    const bool wordy = part.as == CompareAs::name || part.as == CompareAs::text;
    return wordy && std::ranges::any_of(list, [&](const Comparison& whole) {
             return whole.column != part.column && whole.as == part.as &&
                    is_contained(table, part.column, whole.column);
           });
  });
  return list;
}

namespace {

// ---- Which records to compare ----

struct Candidate {
  BlockOn on;
  double agrees = 0;   ///< how often a match shares it
  double selects = 1;  ///< how often two records share it by chance
};

/// How often records of one person share an atom: on the low side of what is usual, so that the rules do not lean on
/// each other.
double usual_agreement(CompareAs as, Atom atom) {
  switch (atom) {
    case Atom::equal:
      return as == CompareAs::category ? 0.93 : as == CompareAs::number ? 0.5 : as == CompareAs::text ? 0.55 : 0.7;
    case Atom::first_sound:
      return 0.75;
    case Atom::first_loose:
      return 0.78;
    case Atom::last_sound:
      return 0.65;
    case Atom::all_sounds:
      return 0.55;
    case Atom::beginning:
      return 0.78;
  }
  return 0.5;
}

std::vector<Atom> atoms_of(CompareAs as) {
  switch (as) {
    case CompareAs::name:
    case CompareAs::relation:
      return {Atom::all_sounds, Atom::first_sound, Atom::first_loose, Atom::last_sound};
    case CompareAs::text:
      return {Atom::equal, Atom::first_sound, Atom::beginning};
    case CompareAs::date:
    case CompareAs::code:
      return {Atom::equal, Atom::beginning};
    case CompareAs::number:
    case CompareAs::category:
      return {Atom::equal};
  }
  return {};
}

/// A sample of records with their keys for each candidate, to count on what a rule costs.
class CostSample {
 public:
  CostSample(const Prepared& prepared, double block_pairs_max, std::uint64_t seed)
      : prepared_(prepared), block_pairs_max_(block_pairs_max) {
    RandomStream random = RandomStream(seed).of(0x636F7374U);
    draw(0, prepared.left, random, left_);
    if (!prepared.single) draw(prepared.left, prepared.records - prepared.left, random, right_);
  }

  /// Adds a candidate; the share of records that take part in it.
  double add(const BlockOn& on) {
    std::vector<std::uint64_t>& list = keys_.emplace_back();
    for (const std::vector<RecordNo>& records : {std::cref(left_), std::cref(right_)}) {
      for (const RecordNo record : records) list.push_back(part_key(prepared_, on, record));
    }
    const auto absent = static_cast<double>(std::ranges::count(list, std::uint64_t{0}));
    return 1 - absent / static_cast<double>(list.size());
  }

  struct Cost {
    double pairs = 0;
    double capped = 0;  ///< share of the records in blocks that are too large: there only neighbours are compared

    void add(double block_pairs, double records, double block_pairs_max) {
      const bool large = block_pairs > block_pairs_max;
      pairs += large ? records * static_cast<double>(neighbours) : block_pairs;
      capped += large ? records : 0;
    }
  };

  /// What sharing all of `members` (numbers of candidates) would bring.
  [[nodiscard]] Cost cost(std::span<const std::size_t> members) const {
    std::vector<std::uint64_t> left = keys_of(members, 0, left_.size());
    const auto records = static_cast<double>(prepared_.records);
    if (prepared_.single) {
      const auto size = static_cast<double>(left_.size());
      return size < 2 ? Cost() : same_pairs(left, records / size);
    }
    const std::vector<std::uint64_t> right = keys_of(members, left_.size(), left_.size() + right_.size());
    const auto all_left = static_cast<double>(prepared_.left);
    return common_pairs(left, right, all_left / static_cast<double>(left_.size()),
                        (records - all_left) / static_cast<double>(right_.size()));
  }

 private:
  static constexpr std::size_t sample_size = 10'000;

  static void draw(std::size_t from, std::size_t size, RandomStream& random, std::vector<RecordNo>& list) {
    const std::size_t wanted = std::min<std::size_t>(size, sample_size);
    const double step = static_cast<double>(size) / static_cast<double>(std::max<std::size_t>(wanted, 1));
    for (std::size_t at = 0; at < wanted; ++at) {
      const double place = step <= 1 ? static_cast<double>(at) : (static_cast<double>(at) + random.uniform()) * step;
      list.push_back(static_cast<RecordNo>(from + std::min(size - 1, static_cast<std::size_t>(place))));
    }
  }

  /// Sorted keys of the sampled records from `begin` to `end` that take part in all members.
  [[nodiscard]] std::vector<std::uint64_t> keys_of(std::span<const std::size_t> members, std::size_t begin,
                                                   std::size_t end) const {
    std::vector<std::uint64_t> list;
    list.reserve(end - begin);
    for (std::size_t at = begin; at < end; ++at) {
      std::uint64_t key = 1;
      for (const std::size_t member : members) {
        const std::uint64_t part = keys_[member][at];
        key = part == 0 || key == 0 ? 0 : mixed(key, part);
      }
      if (key != 0) list.push_back(key);
    }
    return sorted_by_hash(std::move(list), std::identity());
  }

  /// `scale`: records that a sampled one stands for.
  [[nodiscard]] Cost same_pairs(const std::vector<std::uint64_t>& keys, double scale) const {
    Cost cost;
    for (std::size_t begin = 0; begin < keys.size();) {
      std::size_t end = begin;
      while (end < keys.size() && keys[end] == keys[begin]) ++end;
      const auto size = static_cast<double>(end - begin);
      cost.add(size * (size - 1) / 2 * scale * scale, size * scale, block_pairs_max_);
      begin = end;
    }
    cost.capped /= static_cast<double>(prepared_.records);
    return cost;
  }

  [[nodiscard]] Cost common_pairs(const std::vector<std::uint64_t>& left, const std::vector<std::uint64_t>& right,
                                  double left_scale, double right_scale) const {
    Cost cost;
    auto other = right.begin();
    for (std::size_t begin = 0; begin < left.size();) {
      std::size_t end = begin;
      while (end < left.size() && left[end] == left[begin]) ++end;
      other = std::lower_bound(other, right.end(), left[begin]);
      const auto last = std::upper_bound(other, right.end(), left[begin]);
      const double of_left = static_cast<double>(end - begin) * left_scale;
      const double of_right = static_cast<double>(last - other) * right_scale;
      cost.add(of_left * of_right, of_left + of_right, block_pairs_max_);
      begin = end;
    }
    cost.capped /= static_cast<double>(prepared_.records);
    return cost;
  }

  const Prepared& prepared_;
  double block_pairs_max_;
  std::vector<RecordNo> left_;
  std::vector<RecordNo> right_;
  std::vector<std::vector<std::uint64_t>> keys_;  // by candidate, then sampled record
};

constexpr std::size_t matches_drawn = 4096;
using Covered = std::bitset<matches_drawn>;

/// Rules from one to three candidates, those that chance alone makes far too costly left out.
class RuleChoice {
 public:
  RuleChoice(const Prepared& prepared, double pairs_max, double block_pairs_max, std::uint64_t seed,
             const Agreement* known)
      : prepared_(prepared), pairs_max_(pairs_max), cost_(prepared, block_pairs_max, seed), seed_(seed), known_(known) {
    for (std::size_t comparison = 0; comparison < prepared.comparisons.size(); ++comparison) add_candidates(comparison);
    draw_matches();
    combine();
  }

  BlockingPlan plan() {
    BlockingPlan plan;
    Covered covered;
    double spent = 0;
    for (Option& option : options_) set_value(option, covered);
    while (plan.rules.size() < rules_max && !options_.empty()) {
      const auto best = std::ranges::max_element(options_, {}, &Option::value);
      if (best->gain < gain_least * matches_drawn) break;
      if (!best->counted) {
        count(*best);
        set_value(*best, covered);
        continue;
      }
      const Option taken = std::move(*best);
      options_.erase(best);
      if (spent + taken.pairs > pairs_max_) continue;
      spent += taken.pairs;
      covered |= taken.covers;
      plan.rules.push_back(rule_of(taken));
      plan.pairs.push_back(taken.pairs);
      for (Option& option : options_) set_value(option, covered);
    }
    plan.missed = 1 - static_cast<double>(covered.count()) / matches_drawn;
    return plan;
  }

 private:
  struct Option {
    std::vector<std::size_t> members;
    double pairs = 0;  ///< by chance until it is counted
    bool counted = false;
    Covered covers;
    double gain = 0;   ///< matches that no rule taken before covers
    double value = 0;  ///< for the work
  };
  static constexpr std::size_t rules_max = 12;
  static constexpr double gain_least = 0.0005;

  /// Matches in blocks that are too large are found by luck only: they do not count as covered.
  void count(Option& option) {
    const CostSample::Cost cost = cost_.cost(option.members);
    option.pairs = std::max(cost.pairs, static_cast<double>(prepared_.records) / 10);
    option.counted = true;
    for (std::size_t match = 0; match < matches_drawn && cost.capped > 0; ++match) {
      if (capped_draws_[match] < cost.capped) option.covers.reset(match);
    }
  }

  [[nodiscard]] BlockingRule rule_of(const Option& option) const {
    BlockingRule rule;
    for (const std::size_t member : option.members) rule.on.push_back(candidates_[member].on);
    return rule;
  }

  void add_candidates(std::size_t comparison) {
    const CompareAs as = prepared_.comparisons[comparison].as;
    for (const Atom atom : atoms_of(as)) {
      const BlockOn on{comparison, atom};
      const double filled = cost_.add(on);
      const std::array only = {candidates_.size()};
      candidates_.push_back(
          {on, agreement(on, usual_agreement(as, atom) * filled), cost_.cost(only).pairs / prepared_.pairs()});
    }
  }

  /// What is known of it, as far as enough matches stand behind it.
  [[nodiscard]] double agreement(const BlockOn& on, double usual) const {
    if (known_ == nullptr) return usual;
    constexpr double matches_for_usual = 20;
    const AtomAgreement& counted = (*known_)[on.comparison];
    const double shared = counted.shared[static_cast<std::size_t>(on.atom)];
    return (counted.matches * shared + matches_for_usual * usual) / (counted.matches + matches_for_usual);
  }

  /// Which candidates each of many made-up matches shares: one draw a comparison, so that its atoms go together.
  void draw_matches() {
    RandomStream random = RandomStream(seed_).of(0x6D61746368U);
    shared_.resize(candidates_.size());
    std::vector<double> draws(prepared_.comparisons.size());
    for (std::size_t match = 0; match < matches_drawn; ++match) {
      for (double& draw : draws) draw = random.uniform();
      capped_draws_.push_back(random.uniform());
      for (std::size_t at = 0; at < candidates_.size(); ++at) {
        shared_[at][match] = draws[candidates_[at].on.comparison] < candidates_[at].agrees;
      }
    }
  }

  void combine() {
    for (std::size_t one = 0; one < candidates_.size(); ++one) {
      consider({one});
      for (std::size_t two = one + 1; two < candidates_.size(); ++two) {
        if (same_comparison(one, two)) continue;
        consider({one, two});
        for (std::size_t three = two + 1; three < candidates_.size(); ++three) {
          if (!same_comparison(one, three) && !same_comparison(two, three)) consider({one, two, three});
        }
      }
    }
  }

  [[nodiscard]] bool same_comparison(std::size_t one, std::size_t other) const {
    return candidates_[one].on.comparison == candidates_[other].on.comparison;
  }

  void consider(std::initializer_list<std::size_t> members) {
    Option option{members, 0, false, {}};
    double chance = 1;
    option.covers.set();
    for (const std::size_t member : members) {
      chance *= candidates_[member].selects;
      option.covers &= shared_[member];
    }
    option.pairs = std::max(chance * prepared_.pairs(), static_cast<double>(prepared_.records) / 10);
    if (option.pairs <= pairs_max_) options_.push_back(std::move(option));
  }

  /// Matches gained for the work, where the work has a floor: a rule is never free.
  void set_value(Option& option, const Covered& covered) const {
    option.gain = static_cast<double>((option.covers & ~covered).count());
    option.value = option.gain / (option.pairs + pairs_max_ / rules_max);
  }

  const Prepared& prepared_;
  double pairs_max_;
  CostSample cost_;
  std::uint64_t seed_;
  const Agreement* known_;
  std::vector<Candidate> candidates_;
  std::vector<Covered> shared_;
  std::vector<double> capped_draws_;  // by match: how often its records' values are shared, as a rank
  std::vector<Option> options_;
};

}  // namespace

BlockingPlan propose_blocking(const Prepared& prepared, double pairs_max, std::uint64_t block_pairs_max,
                              std::uint64_t seed, const Agreement* known) {
  return RuleChoice(prepared, pairs_max, static_cast<double>(block_pairs_max), seed, known).plan();
}

std::int32_t propose_shift(const Prepared& prepared, std::size_t comparison) {
  if (prepared.single) return 0;
  // Two other comparisons together, as selective as can be, bring the pairs to look at.
  std::vector<std::pair<double, BlockOn>> others;
  for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
    if (at == comparison || prepared.comparisons[at].as == CompareAs::number) continue;
    const double agreement = prepared.values[at].agreement();
    const Atom atom = atoms_of(prepared.comparisons[at].as).front();
    if (agreement > 0 || atom != Atom::equal) others.push_back({agreement, {at, atom}});  // else it brings nothing
  }
  if (others.empty()) return 0;
  std::ranges::sort(others, {}, [](const auto& other) { return other.first; });
  BlockingRule rule;
  for (std::size_t at = 0; at < std::min<std::size_t>(2, others.size()); ++at) rule.on.push_back(others[at].second);
  const BlockingKeys keys(prepared, {&rule, 1});
  const RuleBlocks blocks(keys, 0, prepared.records > 200'000 ? 16 : 1);
  constexpr std::int32_t reach = 30;
  std::array<double, 2 * reach + 1> differences{};
  const std::size_t column = prepared.comparisons[comparison].column;
  const Values& values = prepared.values[comparison];
  for (std::size_t part = 0; part < blocks.parts(); ++part) {
    blocks.visit(part, [&](const Block& block) {
      visit_pairs(block, prepared, 10'000, [&](RecordNo left, std::span<const RecordNo> rights) {
        for (const RecordNo right : rights) {
          const ValueId one = prepared.row(left)[column];
          const ValueId other = prepared.row(right)[column];
          if (one == 0 || other == 0) continue;
          const std::int32_t difference = values.number(other) - values.number(one);
          if (std::abs(difference) <= reach) ++differences[static_cast<std::size_t>(std::int64_t{difference} + reach)];
        }
      });
    });
  }
  const auto most = std::ranges::max_element(differences);
  const double all = std::accumulate(differences.begin(), differences.end(), 0.0);
  constexpr double stands_out = 0.3;
  return all > 0 && *most >= stands_out * all ? static_cast<std::int32_t>(most - differences.begin()) - reach : 0;
}

}  // namespace boothwise::linkage
