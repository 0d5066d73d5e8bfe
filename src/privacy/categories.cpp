#include "privacy/categories.hpp"

#include <algorithm>
#include <numeric>

namespace boothwise::privacy {

namespace {

constexpr std::size_t categories_most = 64;

Error about(CategorySetId set, std::string code, Bilingual message) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {.value = std::to_string(set.value)}};
}

Groups each_by_itself(std::size_t categories) {
  Groups groups(categories);
  std::iota(groups.begin(), groups.end(), 0U);
  return groups;
}

/// How many groups: 0 unless all numbers up to the greatest are in use.
std::size_t count_groups(const Groups& groups) {
  const std::size_t count = std::size_t{1} + *std::ranges::max_element(groups);
  for (std::uint32_t group = 0; group < count; ++group) {
    if (std::ranges::find(groups, group) == groups.end()) return 0;
  }
  return count;
}

/// True if categories that are one group in `upper` are one in `lower`.
bool nested(const Groups& upper, const Groups& lower) {
  for (std::size_t one = 0; one < upper.size(); ++one) {
    for (std::size_t other = 0; other < one; ++other) {
      if (upper[one] == upper[other] && lower[one] != lower[other]) return false;
    }
  }
  return true;
}

}  // namespace

Result<CategorySet> CategorySet::of(CategorySetId id, RiskClass risk, std::size_t categories, Merges merges,
                                    std::optional<Coarsening> coarsens) {
  if (categories < 2 || categories > categories_most)
    return about(id, "categories_out_of_range",
                 {"a question has 2 to 64 answers to choose from", "प्रश्न में चुनने के लिए 2 से 64 उत्तर हों"});
  CategorySet set;
  set.id_ = id;
  set.risk_ = risk;
  for (const Level level : levels) {
    Groups& groups = merges[number(level)];
    if (groups.empty()) groups = each_by_itself(categories);
    const std::size_t count = groups.size() == categories ? count_groups(groups) : 0;
    set.counts_[number(level)] = count;
    if (count < 2 || (level != Level::district && !nested(set.groups_[number(level) - 1], groups)))
      return about(id, "merge_malformed",
                   {"at every level each answer is in a group, groups are numbered from 0 without gaps, there are at "
                    "least two, and what is one group stays one at the levels below",
                    "हर स्तर पर हर उत्तर एक समूह में हो, समूहों के नंबर 0 से लगातार हों, कम से कम दो समूह हों, और जो एक "
                    "समूह है वह नीचे के स्तरों पर भी एक रहे"});
    set.groups_[number(level)] = std::move(groups);
  }
  if (coarsens) {
    const std::vector<std::uint32_t>& to = coarsens->to;
    const bool sound = coarsens->finer != id && to.size() > categories && to.size() <= categories_most &&
                       count_groups(to) == categories;
    if (!sound)
      return about(id, "coarsening_malformed",
                   {"a coarser set says of each answer of a finer one which of its own it belongs to, and uses all",
                    "मोटा वर्ग-समूह बारीक समूह के हर उत्तर का अपना वर्ग बताए और अपने सब वर्ग काम में ले"});
    set.coarsens_ = std::move(coarsens);
  }
  return set;
}

}  // namespace boothwise::privacy
