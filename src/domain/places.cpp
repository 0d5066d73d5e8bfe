#include "domain/places.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace boothwise {

std::string to_string(const Part& part) { return std::to_string(part.number) + part.suffix; }

std::optional<Part> parse_part(std::string_view text) {
  text = trimmed(text);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 4) return std::nullopt;
  Part part;
  for (const char digit : text.substr(0, digits)) part.number = part.number * 10 + (digit - '0');
  std::string_view suffix = text.substr(digits);
  while (!suffix.empty() && (suffix.front() == '-' || suffix.front() == ' ')) suffix.remove_prefix(1);
  constexpr std::size_t suffix_bytes_max = 8;
  const auto usable = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  if (suffix.size() > suffix_bytes_max || !is_utf8(suffix) || !std::ranges::all_of(suffix, usable)) {
    return std::nullopt;
  }
  part.suffix = std::string(suffix);
  std::ranges::transform(part.suffix, part.suffix.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return part;
}

Places::Places(std::vector<District> districts, std::vector<ParliamentaryConstituency> pcs,
               std::vector<AssemblyConstituency> acs)
    : districts_(std::move(districts)), pcs_(std::move(pcs)), acs_(std::move(acs)) {
  std::ranges::sort(districts_, {}, &District::id);
  std::ranges::sort(pcs_, {}, &ParliamentaryConstituency::no);
  std::ranges::sort(acs_, {}, &AssemblyConstituency::no);
}

namespace {

template <typename List, typename Key, typename Projection>
auto find_in(const List& list, const Key& key, Projection projection) -> decltype(list.data()) {
  const auto at = std::ranges::lower_bound(list, key, {}, projection);
  return at != list.end() && std::invoke(projection, *at) == key ? &*at : nullptr;
}

}  // namespace

const District* Places::district(std::string_view id) const { return find_in(districts_, id, &District::id); }
const ParliamentaryConstituency* Places::pc(PcNo no) const { return find_in(pcs_, no, &ParliamentaryConstituency::no); }
const AssemblyConstituency* Places::ac(AcNo no) const { return find_in(acs_, no, &AssemblyConstituency::no); }

std::vector<const AssemblyConstituency*> Places::segments_of(PcNo no) const {
  std::vector<const AssemblyConstituency*> segments;
  for (const AssemblyConstituency& ac : acs_) {
    if (ac.pc == no) segments.push_back(&ac);
  }
  return segments;
}

}  // namespace boothwise
