#include "services/roll_judgements.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace boothwise::services {

using operations::Verdict;

namespace {

constexpr std::string_view duplicates_word = "duplicates ";
constexpr std::string_view changes_word = "changes ";

/// When the roll of a part was imported last, which is when its addresses began to hold.
class ImportTimes {
 public:
  explicit ImportTimes(const warehouse::Manifest& manifest) : manifest_(manifest) {}

  Instant of(const EntryAddress& entry) {
    const auto [place, is_new] = times_.try_emplace({entry.revision, entry.ac, entry.part}, Instant::max());
    if (!is_new) return place->second;
    const std::string unit = std::to_string(entry.ac.value) + "/" + std::to_string(entry.part);
    for (const warehouse::ActiveFile& file :
         warehouse::active_files(manifest_, "roll_entries", entry.revision, std::to_string(entry.ac.value) + "/")) {
      if (warehouse::counts(file, unit)) place->second = file.run->imported_at;
    }
    return place->second;
  }

 private:
  const warehouse::Manifest& manifest_;
  std::map<std::tuple<std::string, AcNo, std::int32_t>, Instant> times_;
};

}  // namespace

std::string to_string(const ReviewQueue& queue) {
  const std::string scope = "@" + std::to_string(queue.ac.value);
  if (queue.comparison.is_duplicates()) return std::string(duplicates_word) + queue.comparison.from + scope;
  return std::string(changes_word) + queue.comparison.from + "~" + queue.comparison.to + scope;
}

std::optional<ReviewQueue> parse_review_queue(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return std::nullopt;
  const auto ac = parse_number<std::int32_t>(text.substr(at + 1));
  if (!ac || *ac < 0) return std::nullopt;
  std::string_view revisions = text.substr(0, at);
  if (revisions.starts_with(duplicates_word)) {
    const std::string revision(revisions.substr(duplicates_word.size()));
    return revision.empty() ? std::nullopt : std::optional(ReviewQueue{{revision, revision}, AcNo(*ac)});
  }
  if (!revisions.starts_with(changes_word)) return std::nullopt;
  revisions.remove_prefix(changes_word.size());
  const std::size_t tilde = revisions.find('~');
  if (tilde == std::string_view::npos || tilde == 0 || tilde + 1 == revisions.size()) return std::nullopt;
  return ReviewQueue{{std::string(revisions.substr(0, tilde)), std::string(revisions.substr(tilde + 1))}, AcNo(*ac)};
}

bool PairVerdicts::disagreed() const {
  const auto said = [this](Verdict verdict) {
    return std::ranges::any_of(by_person, [verdict](const auto& one) { return one.second == verdict; });
  };
  return said(Verdict::same) && said(Verdict::different);
}

std::optional<bool> PairVerdicts::settled(bool two) const {
  if (disagreed()) return std::nullopt;
  const auto sure = std::ranges::count_if(by_person, [](const auto& one) { return one.second != Verdict::unsure; });
  if (sure < (two ? 2 : 1)) return std::nullopt;
  return std::ranges::any_of(by_person, [](const auto& one) { return one.second == Verdict::same; });
}

Result<VerdictsOfPairs> verdicts_of(operations::Store& store, const warehouse::Manifest& manifest,
                                    const ReviewQueue& queue) {
  BOOTHWISE_TRY(decisions, operations::pair_decisions(store, to_string(queue)));
  ImportTimes imported(manifest);
  VerdictsOfPairs verdicts;
  for (const operations::PairDecision& decision : decisions) {
    const auto left = parse_entry_address(decision.left);
    const auto right = parse_entry_address(decision.right);
    if (!left || !right || decision.at < imported.of(*left) || decision.at < imported.of(*right)) continue;
    verdicts[{decision.left, decision.right}].by_person[decision.by] = decision.verdict;
  }
  return verdicts;
}

Result<std::vector<RollJudgement>> judgements_of(operations::Store& store, const warehouse::Manifest& manifest,
                                                 const ReviewQueue& queue, bool two) {
  BOOTHWISE_TRY(verdicts, verdicts_of(store, manifest, queue));
  std::vector<RollJudgement> judgements;
  for (const auto& [pair, said] : verdicts) {
    if (const auto same = said.settled(two)) {
      judgements.push_back({*parse_entry_address(pair.first), *parse_entry_address(pair.second), *same});
    }
  }
  return judgements;
}

}  // namespace boothwise::services
