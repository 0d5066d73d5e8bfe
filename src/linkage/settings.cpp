#include "linkage/settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boothwise::linkage {

namespace {

constexpr std::array<std::pair<CompareAs, std::string_view>, 7> kinds{{{CompareAs::name, "name"},
                                                                       {CompareAs::relation, "relation"},
                                                                       {CompareAs::text, "text"},
                                                                       {CompareAs::date, "date"},
                                                                       {CompareAs::number, "number"},
                                                                       {CompareAs::code, "code"},
                                                                       {CompareAs::category, "category"}}};

constexpr std::array<std::pair<Atom, std::string_view>, 6> atoms{{{Atom::equal, "equal"},
                                                                  {Atom::first_sound, "first_sound"},
                                                                  {Atom::first_loose, "first_loose"},
                                                                  {Atom::last_sound, "last_sound"},
                                                                  {Atom::all_sounds, "all_sounds"},
                                                                  {Atom::beginning, "beginning"}}};

template <typename List>
auto named(const List& list, std::string_view name) {
  using One = decltype(list[0].first);
  const auto found = std::ranges::find(list, name, [](const auto& entry) { return entry.second; });
  return found == list.end() ? std::optional<std::remove_const_t<std::remove_reference_t<One>>>() : found->first;
}

template <typename List>
std::vector<std::string> names(const List& list) {
  std::vector<std::string> all;
  all.reserve(list.size());
  for (const auto& entry : list) all.emplace_back(entry.second);
  return all;
}

}  // namespace

std::string_view name_of(CompareAs as) { return kinds[static_cast<std::size_t>(as)].second; }
std::optional<CompareAs> compare_as_named(std::string_view name) { return named(kinds, name); }
std::vector<std::string> compare_as_names() { return names(kinds); }

std::string_view name_of(Atom atom) { return atoms[static_cast<std::size_t>(atom)].second; }
std::optional<Atom> atom_named(std::string_view name) { return named(atoms, name); }
std::vector<std::string> atom_names() { return names(atoms); }

}  // namespace boothwise::linkage
