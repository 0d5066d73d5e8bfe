#include "linkage/decisions.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "linkage/sets.hpp"

namespace boothwise::linkage {

namespace {

using Pair = std::pair<RecordNo, RecordNo>;
Pair pair_of(RecordNo one, RecordNo other) { return std::minmax(one, other); }

}  // namespace

std::optional<std::size_t> contradiction(std::span<const Decision> decisions, std::size_t records) {
  Sets persons(records);
  for (const Decision& decision : decisions) {
    if (decision.same) persons.join(decision.left, decision.right);
  }
  for (std::size_t at = 0; at < decisions.size(); ++at) {
    if (!decisions[at].same && persons.of(decisions[at].left) == persons.of(decisions[at].right)) return at;
  }
  return std::nullopt;
}

std::vector<Label> labels_of(std::span<const Decision> decisions, const Prepared& prepared) {
  Comparer compare(prepared);
  std::map<Pattern, Label> by_pattern;
  for (const Decision& decision : decisions) {
    const auto [left, right] = pair_of(decision.left, decision.right);
    const Pattern pattern = compare.compare(left, right);
    Label& label = by_pattern[pattern];
    label.pattern = pattern;
    (decision.same ? label.same : label.different) += 1;
  }
  std::vector<Label> labels;
  for (const auto& [pattern, label] : by_pattern) labels.push_back(label);
  return labels;
}

std::vector<Link> with_decisions(std::vector<Link> links, std::span<const Decision> decisions, const Model& model,
                                 const Prepared& prepared) {
  if (decisions.empty()) return links;
  std::map<Pair, bool> decided;
  for (const Decision& decision : decisions) decided[pair_of(decision.left, decision.right)] = decision.same;
  std::erase_if(links, [&](const Link& link) { return decided.contains({link.left, link.right}); });
  Scorer scorer(model, prepared, 0.5);
  for (const auto& [pair, same] : decided) {
    if (!same) continue;
    const Evidence evidence = scorer.explain(pair.first, pair.second).evidence;
    links.push_back({pair.first, pair.second, static_cast<float>(evidence.weight), 1});
  }
  std::ranges::sort(links, {}, [](const Link& link) { return std::tuple(link.left, link.right); });
  return links;
}

}  // namespace boothwise::linkage
