#include "field/households.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/spelling.hpp"
#include "base/text.hpp"
#include "intake/csv_writer.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::field {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that begins at `at`, without leading zeros; moves behind it.
std::string_view number_at(std::string_view text, std::size_t& at) {
  while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.substr(begin, at - begin);
}

}  // namespace

std::strong_ordering house_order(std::string_view a_text, std::string_view b_text) {
  const std::string a = latin_digits(a_text);
  const std::string b = latin_digits(b_text);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view one = number_at(a, i);
      const std::string_view other = number_at(b, j);
      if (one.size() != other.size()) return one.size() <=> other.size();
      if (const auto order = one <=> other; std::is_neq(order)) return order;
    } else {
      if (const auto order = a[i] <=> b[j]; std::is_neq(order)) return order;
      ++i;
      ++j;
    }
  }
  if (const auto order = (a.size() - i) <=> (b.size() - j); std::is_neq(order)) return order;
  return a_text <=> b_text;
}

Result<std::vector<House>> households(const FieldDoor& door, const operations::Device& device) {
  std::vector<House> list;
  const auto part = parse_number<std::int32_t>(device.part);
  if (!device.ac || !part) return list;
  BOOTHWISE_CHECK(door.workspace.warehouse->refresh());
  const auto manifest = door.workspace.warehouse->manifest();
  warehouse::RollReader reader(*door.workspace.warehouse, *manifest);
  const std::set<std::string> revisions = reader.revisions();
  const AcNo ac(static_cast<std::int32_t>(*device.ac));
  const auto newest = std::find_if(revisions.rbegin(), revisions.rend(),
                                   [&](const std::string& revision) { return reader.segments(revision).contains(ac); });
  if (newest == revisions.rend()) return list;
  BOOTHWISE_TRY(houses, reader.houses(*newest, ac, *part));
  std::ranges::sort(houses, [](const auto& a, const auto& b) {
    if (a.section != b.section) return a.section < b.section;
    return std::is_lt(house_order(a.house_no, b.house_no));
  });
  for (const auto& house : houses) {
    const std::string place =
        std::to_string(ac.value) + "/" + device.part + "/" + std::to_string(house.section) + "/" + house.house_no;
    list.push_back({door.key.keyed_id(ServerKey::Purpose::records, "house " + place),
                    std::to_string(house.section) + (house.section_name.empty() ? "" : " " + house.section_name),
                    house.house_no, static_cast<std::int64_t>(house.electors)});
  }
  return list;
}

Result<std::string> households_list(const FieldDoor& door, const operations::Device& device) {
  using Cells = std::vector<std::string>;
  BOOTHWISE_TRY(houses, households(door, device));
  std::string csv = intake::csv_line(Cells{"name", "label", "section", "house_no", "electors"});
  for (const House& house : houses) {
    csv += intake::csv_line(
        Cells{house.id, "मकान " + house.house_no, house.section, house.house_no, std::to_string(house.electors)});
  }
  return csv;
}

}  // namespace boothwise::field
