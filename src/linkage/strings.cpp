#include "linkage/strings.hpp"

#include <algorithm>
#include <bit>

namespace boothwise::linkage {

namespace {

constexpr std::uint64_t low_bits(std::size_t count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

}  // namespace

void LetterMap::make(Letters letters) {
  for (std::size_t at = 0; at < used_size_; ++at) positions_[used_[at]] = 0;
  used_size_ = letters.size();
  for (std::size_t at = 0; at < letters.size(); ++at) {
    used_[at] = letters[at];
    positions_[letters[at]] |= std::uint64_t{1} << at;
  }
}

unsigned edit_distance(Letters left, const LetterMap& map, Letters right) {
  if (left.empty()) return static_cast<unsigned>(right.size());
  std::uint64_t plus = ~std::uint64_t{0};  // cells of the column that are one more than the one above
  std::uint64_t minus = 0;
  std::uint64_t zero = 0;  // cells whose diagonal step cost nothing
  std::uint64_t positions_before = 0;
  const std::uint64_t last = std::uint64_t{1} << (left.size() - 1);
  auto distance = static_cast<unsigned>(left.size());
  for (const std::uint8_t letter : right) {
    const std::uint64_t positions = map.positions(letter);
    const std::uint64_t swapped = (((~zero) & positions) << 1U) & positions_before;
    zero = (((positions & plus) + plus) ^ plus) | positions | minus | swapped;
    std::uint64_t row_plus = minus | ~(zero | plus);
    std::uint64_t row_minus = zero & plus;
    if ((row_plus & last) != 0) ++distance;
    if ((row_minus & last) != 0) --distance;
    row_plus = (row_plus << 1U) | 1U;
    row_minus <<= 1U;
    plus = row_minus | ~(zero | row_plus);
    minus = zero & row_plus;
    positions_before = positions;
  }
  return distance;
}

double jaro_winkler(Letters left, const LetterMap& map, Letters right) {
  if (left.empty() || right.empty()) return 0;
  const std::size_t longer = std::max(left.size(), right.size());
  const std::size_t reach = longer < 4 ? 0 : longer / 2 - 1;
  std::uint64_t left_matched = 0;
  std::uint64_t right_matched = 0;
  for (std::size_t at = 0; at < right.size(); ++at) {
    std::uint64_t window = low_bits(at + reach + 1);
    if (at > reach) window &= ~low_bits(at - reach);
    const std::uint64_t found = map.positions(right[at]) & window & ~left_matched;
    if (found == 0) continue;
    left_matched |= found & (~found + 1);
    right_matched |= std::uint64_t{1} << at;
  }
  const int matches = std::popcount(left_matched);
  if (matches == 0) return 0;
  int out_of_order = 0;
  for (std::uint64_t l = left_matched, r = right_matched; l != 0; l &= l - 1, r &= r - 1) {
    if (left[static_cast<std::size_t>(std::countr_zero(l))] != right[static_cast<std::size_t>(std::countr_zero(r))]) {
      ++out_of_order;
    }
  }
  const double common = matches;
  const int transpositions = out_of_order / 2;
  const double jaro = (common / static_cast<double>(left.size()) + common / static_cast<double>(right.size()) +
                       (common - transpositions) / common) /
                      3;
  constexpr double boost_least = 0.7;
  if (jaro <= boost_least) return jaro;
  std::size_t prefix = 0;
  const std::size_t prefix_max = std::min({left.size(), right.size(), std::size_t{4}});
  while (prefix < prefix_max && left[prefix] == right[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

}  // namespace boothwise::linkage
