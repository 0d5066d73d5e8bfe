#include "check.hpp"

#include <cstring>

#include "linkage/link.hpp"
#include "services/kept_links.hpp"

using namespace boothwise;

/// A number, so many bytes of a state's content, and a changes' content behind them. What is taken can be linked on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint32_t state_size = 0;
  if (size < sizeof state_size) return 0;
  std::memcpy(&state_size, data, sizeof state_size);
  const std::string_view content = fuzzing::text_of(data, size).substr(sizeof state_size);
  GrowingArray<char> state;
  state.append(content.substr(0, state_size));
  GrowingArray<char> changes;
  changes.append(content.substr(state.size()));
  auto links = services::parse_state({state.data(), state.size()}, "f");
  if (!links) return 0;
  if (!changes.empty() && !services::parse_changes({changes.data(), changes.size()}, "g", *links)) return 0;
  NoProgress quiet;
  const linkage::Prepared& prepared = links->kept.prepared;
  constexpr std::uint64_t pairs_max = 1000;
  const linkage::Resources resources{1, pairs_max};
  const auto linked = linkage::link_added(prepared, links->used.settings, *links->used.model, resources, quiet,
                                          links->kept.postings, 0);
  fuzzing::must(linked.ok() && links->ids.size() == prepared.records);
  return 0;
}
