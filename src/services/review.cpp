#include "services/review.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_duplicates.hpp"
#include "services/rolls_view.hpp"
#include "services/view_parts.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::RollComparison;
using warehouse::RollComparisons;
using warehouse::RollPair;
using warehouse::RollReader;

namespace {

constexpr std::size_t mine_shown_max = 20;
constexpr std::size_t name_bytes_max = 80;

Error refused(ErrorKind kind, std::string code, Bilingual message, std::string column, std::string_view value) {
  Error error{kind, std::move(code), std::move(message)};
  error.where.column = std::move(column);
  error.where.value = shortened(value, name_bytes_max);
  return error;
}

Result<ReviewQueue> queue_named(const RollComparisons& comparisons, std::string_view text) {
  const auto queue = parse_review_queue(text);
  if (queue && comparisons.segments(queue->comparison).contains(queue->ac)) return *queue;
  return refused(ErrorKind::not_found, "queue_unknown",
                 {"there is no such queue of pairs", "जोड़ों की ऐसी कोई क़तार नहीं है"}, "queue", text);
}

Status check_name(std::string_view by) {
  if (!trimmed(by).empty() && by.size() <= name_bytes_max && is_utf8(by)) return success();
  return refused(ErrorKind::bad_input, "name_missing",
                 {"expected the name of the person who looks, up to 80 bytes", "देखने वाले का नाम चाहिए, 80 बाइट तक"},
                 "by", by);
}

/// A queue's uncertain pairs, likeliest first.
Result<std::vector<RollPair>> pairs_of(RollComparisons& comparisons, const ReviewQueue& queue) {
  BOOTHWISE_TRY(pairs, comparisons.pairs(queue.comparison, queue.ac, "uncertain"));
  std::ranges::stable_sort(pairs, std::ranges::greater{}, &RollPair::probability);
  return pairs;
}

std::pair<std::string, std::string> key_of(const RollPair& pair) {
  return {to_string(pair.left), to_string(pair.right)};
}

json::object decision_json(const operations::PairDecision& decision) {
  return {{"id", decision.id},       {"left", decision.left},
          {"right", decision.right}, {"verdict", operations::name_of(decision.verdict)},
          {"by", decision.by},       {"at", iso_utc(decision.at)}};
}

/// True if `by` still has to look at the pair.
bool waits_for(const VerdictsOfPairs& verdicts, const RollPair& pair, const NextPair& asked) {
  const auto said = verdicts.find(key_of(pair));
  if (said == verdicts.end()) return true;
  const auto& persons = said->second.by_person;
  return !persons.contains(asked.by) && asked.two && persons.size() < 2;
}

Result<json::object> entry_of(RollReader& reader, const EntryAddress& address) {
  BOOTHWISE_TRY(entries, reader.entries(address.revision, address.ac, address.part));
  const auto found = std::ranges::find(entries, address.serial, &RollReader::Entry::serial);
  json::object entry = found == entries.end() ? json::object() : roll_entry_json(*found);
  entry["entry"] = to_string(address);
  entry["ac_no"] = address.ac.value;
  entry["part_no"] = address.part;
  return entry;
}

json::array evidence_json(const KeptEvidence& evidence, const json::object& left, const json::object& right) {
  json::array parts;
  for (const KeptEvidence::Part& part : evidence.parts) {
    const auto value = [&](const json::object& entry) {
      const json::value* found = entry.if_contains(part.field);
      return found == nullptr ? json::value(nullptr) : *found;
    };
    parts.push_back({{"field", part.field},
                     {"left", value(left)},
                     {"right", value(right)},
                     {"says", to_json(part.says)},
                     {"weight", part.weight}});
  }
  return parts;
}

Result<json::object> pair_json(RollReader& reader, const RollPair& pair, const RollComparison& comparison) {
  BOOTHWISE_TRY(left, entry_of(reader, pair.left));
  BOOTHWISE_TRY(right, entry_of(reader, pair.right));
  json::object view{{"probability", pair.probability}, {"weight", pair.weight}};
  const auto evidence =
      read_evidence(comparison.is_duplicates() ? RollMatch::duplicates : RollMatch::revisions, pair.evidence);
  view["related"] = evidence ? json::value(evidence->related) : json::value(nullptr);
  view["parts"] = evidence ? evidence_json(*evidence, left, right) : json::array();
  view["left"] = std::move(left);
  view["right"] = std::move(right);
  return view;
}

Bilingual name_of(AcNo ac, const Places& places) {
  if (ac == warehouse::between_segments) return {"between districts", "ज़िलों के बीच"};
  return segment_name(places, ac);
}

}  // namespace

Result<json::object> review_queues_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                        operations::Store& store) {
  RollComparisons comparisons(warehouse, manifest);
  BOOTHWISE_TRY(places, warehouse::Reader(warehouse, manifest).places());
  json::array queues;
  std::set<std::string> revisions;
  for (const RollComparison& comparison : comparisons.all()) {
    revisions.insert({comparison.from, comparison.to});
    for (const AcNo ac : comparisons.segments(comparison)) {
      const ReviewQueue queue{comparison, ac};
      BOOTHWISE_TRY(pairs, comparisons.pairs(comparison, ac, "uncertain"));
      if (pairs.empty()) continue;
      BOOTHWISE_TRY(verdicts, verdicts_of(store, manifest, queue));
      std::size_t decided = 0;
      std::size_t disagreed = 0;
      for (const RollPair& pair : pairs) {
        const auto said = verdicts.find(key_of(pair));
        if (said == verdicts.end()) continue;
        ++decided;
        disagreed += said->second.disagreed() ? 1 : 0;
      }
      queues.push_back({{"queue", to_string(queue)},
                        {"kind", comparison.is_duplicates() ? "duplicates" : "changes"},
                        {"from", comparison.from},
                        {"to", comparison.to},
                        {"ac_no", ac == warehouse::between_segments ? json::value(nullptr) : json::value(ac.value)},
                        {"name", to_json(name_of(ac, places))},
                        {"pairs", pairs.size()},
                        {"decided", decided},
                        {"disagreed", disagreed}});
    }
  }
  json::object view{{"queues", std::move(queues)}};
  add_sources(view, manifest, drawn_rolls({revisions.begin(), revisions.end()}));
  return view;
}

Result<json::object> review_next_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                      operations::Store& store, const NextPair& asked) {
  RollComparisons comparisons(warehouse, manifest);
  BOOTHWISE_TRY(queue, queue_named(comparisons, asked.queue));
  BOOTHWISE_CHECK(check_name(asked.by));
  BOOTHWISE_TRY(pairs, pairs_of(comparisons, queue));
  BOOTHWISE_TRY(verdicts, verdicts_of(store, manifest, queue));
  std::erase_if(pairs, [&](const RollPair& pair) { return !waits_for(verdicts, pair, asked); });
  json::object view{{"queue", asked.queue}, {"by", asked.by}, {"waiting", pairs.size()}, {"pair", nullptr}};
  if (!pairs.empty()) {
    RollReader reader(warehouse, manifest);
    BOOTHWISE_TRY(pair, pair_json(reader, pairs[asked.skip % pairs.size()], queue.comparison));
    view["pair"] = std::move(pair);
  }
  BOOTHWISE_TRY(decisions, operations::pair_decisions(store, asked.queue));
  json::array mine;
  for (auto decision = decisions.rbegin(); decision != decisions.rend() && mine.size() < mine_shown_max; ++decision) {
    if (decision->by == asked.by) mine.push_back(decision_json(*decision));
  }
  view["mine"] = std::move(mine);
  add_sources(view, manifest, drawn_rolls({queue.comparison.from, queue.comparison.to}));
  return view;
}

Result<json::object> review_decide(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                   operations::Store& store, operations::PairDecision decision,
                                   std::string_view verdict) {
  RollComparisons comparisons(warehouse, manifest);
  BOOTHWISE_TRY(queue, queue_named(comparisons, decision.queue));
  BOOTHWISE_CHECK(check_name(decision.by));
  const auto said = operations::verdict_named(verdict);
  if (!said) {
    Error error =
        refused(ErrorKind::bad_input, "verdict_malformed",
                {"expected same, different or unsure", "same, different या unsure चाहिए"}, "verdict", verdict);
    error.choices = {"same", "different", "unsure"};
    return error;
  }
  BOOTHWISE_TRY(pairs, comparisons.pairs(queue.comparison, queue.ac, "uncertain"));
  const std::pair wanted(decision.left, decision.right);
  if (std::ranges::none_of(pairs, [&](const RollPair& pair) { return key_of(pair) == wanted; })) {
    return refused(ErrorKind::not_found, "pair_unknown",
                   {"this queue does not hold the pair", "इस क़तार में यह जोड़ा नहीं है"}, "left",
                   decision.left + " " + decision.right);
  }
  decision.verdict = *said;
  BOOTHWISE_TRY(noted, operations::decide_pair(store, std::move(decision)));
  return decision_json(noted);
}

Result<json::object> review_outcome_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                         operations::Store& store, std::string_view queue_text) {
  RollComparisons comparisons(warehouse, manifest);
  BOOTHWISE_TRY(queue, queue_named(comparisons, queue_text));
  BOOTHWISE_TRY(pairs, comparisons.pairs(queue.comparison, queue.ac, "uncertain"));
  BOOTHWISE_TRY(verdicts, verdicts_of(store, manifest, queue));
  std::size_t decided = 0;
  std::size_t agreed = 0;
  json::array disagreed;
  for (const RollPair& pair : pairs) {
    const auto said = verdicts.find(key_of(pair));
    if (said == verdicts.end()) continue;
    ++decided;
    agreed += said->second.settled(true) ? 1 : 0;
    if (!said->second.disagreed()) continue;
    json::array each;
    for (const auto& [by, verdict] : said->second.by_person) {
      each.push_back({{"by", by}, {"verdict", operations::name_of(verdict)}});
    }
    disagreed.push_back({{"left", said->first.first}, {"right", said->first.second}, {"verdicts", std::move(each)}});
  }
  return json::object{{"queue", queue_text},
                      {"pairs", pairs.size()},
                      {"decided", decided},
                      {"agreed", agreed},
                      {"disagreed", std::move(disagreed)}};
}

Result<std::size_t> review_apply(warehouse::Warehouse& warehouse, operations::Store& store, std::string_view queue_text,
                                 bool two, const linkage::Resources& resources, Progress& progress) {
  const auto manifest = warehouse.manifest();
  BOOTHWISE_TRY(queue, queue_named(RollComparisons(warehouse, *manifest), queue_text));
  std::size_t judged = 0;
  const JudgementsOf judgements = [&](AcNo ac) -> Result<std::vector<RollJudgement>> {
    BOOTHWISE_TRY(settled, judgements_of(store, *manifest, {queue.comparison, ac}, two));
    judged += settled.size();
    return settled;
  };
  if (queue.comparison.is_duplicates()) {
    BOOTHWISE_CHECK(
        find_roll_duplicates(warehouse, {queue.comparison.from, queue.ac, resources, judgements, true}, progress));
  } else {
    BOOTHWISE_CHECK(compare_rolls(
        warehouse, {queue.comparison.from, queue.comparison.to, queue.ac, resources, judgements, true}, progress));
  }
  return judged;
}

}  // namespace boothwise::services
