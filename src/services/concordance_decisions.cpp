#include "services/concordance_decisions.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::ConcordanceDecision;

namespace {

Result<std::vector<ConcordanceDecision::Target>> targets_of(const JsonBody& body) {
  constexpr std::size_t targets_most = 20;
  constexpr std::size_t part_bytes_most = 20;
  BOOTHWISE_TRY(list, body.objects("targets", targets_most));
  std::vector<ConcordanceDecision::Target> targets;
  for (const JsonBody& one : list) {
    BOOTHWISE_TRY(part, one.text("part", part_bytes_most));
    BOOTHWISE_TRY(weight, one.number("weight", 0, 1));
    if (std::ranges::find(targets, part, &ConcordanceDecision::Target::part) != targets.end()) {
      return JsonBody::malformed("targets", "a station stands twice", "एक मतदेय स्थल दो बार है", part);
    }
    targets.push_back({std::move(part), weight});
  }
  return targets;
}

Result<ConcordanceDecision> parse_decision(std::string_view text) {
  constexpr std::size_t set_bytes_most = 40;
  constexpr std::size_t part_bytes_most = 20;
  constexpr std::size_t name_bytes_most = 80;
  constexpr std::int64_t ac_most = 9999;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  ConcordanceDecision decision;
  BOOTHWISE_TRY(from, body.text("from", set_bytes_most));
  BOOTHWISE_TRY(to, body.text("to", set_bytes_most));
  BOOTHWISE_TRY(part, body.text("from_part", part_bytes_most));
  BOOTHWISE_TRY(by, body.text("by", name_bytes_most));
  BOOTHWISE_TRY(ac, body.integer("ac_no", 1, ac_most));
  BOOTHWISE_TRY(targets, targets_of(body));
  decision.from = std::move(from);
  decision.to = std::move(to);
  decision.ac = AcNo(static_cast<std::int32_t>(ac));
  decision.from_part = std::move(part);
  decision.targets = std::move(targets);
  decision.by = std::move(by);
  return decision;
}

Status check_station(const std::vector<warehouse::Station>& stations, const StationSet& set, const std::string& part) {
  const auto same = [&](const warehouse::Station& station) { return to_string(station.part) == part; };
  if (std::ranges::any_of(stations, same)) return success();
  const Bilingual of = set.name();
  Error error{ErrorKind::not_found,
              "unknown_booth",
              {"no such station in this segment: " + of.en, of.hi + ": इस क्षेत्र में यह मतदेय स्थल नहीं"}};
  error.where.value = shortened(part, 80);
  return error;
}

}  // namespace

json::object decision_json(const ConcordanceDecision& decision) {
  json::array targets;
  for (const ConcordanceDecision::Target& target : decision.targets)
    targets.push_back({{"part", target.part}, {"weight", target.weight}});
  return {{"id", decision.id},          {"from", decision.from},           {"to", decision.to},
          {"ac_no", decision.ac.value}, {"from_part", decision.from_part}, {"targets", std::move(targets)},
          {"by", decision.by},          {"at", iso_utc(decision.at)}};
}

Result<json::object> concordance_decisions_view(Workspace& workspace, const StationSet& from, const StationSet& to,
                                                std::optional<AcNo> ac) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(decisions, operations::concordance_decisions(*store, from.id(), to.id(), ac));
  json::array list;
  for (const ConcordanceDecision& decision : decisions) list.push_back(decision_json(decision));
  return json::object{{"from", from.id()}, {"to", to.id()}, {"decisions", std::move(list)}};
}

Result<json::object> decide_concordance_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                             std::string_view body, Instant now) {
  BOOTHWISE_TRY(decision, parse_decision(body));
  BOOTHWISE_TRY(from, parse_station_set(manifest, decision.from));
  BOOTHWISE_TRY(to, parse_station_set(manifest, decision.to));
  if (!from.is_before(to)) {
    return Error{ErrorKind::bad_input,
                 "sets_reversed",
                 {"the older set comes first: from " + to.id() + " to " + from.id(),
                  "पुरानी सूची पहले: " + to.id() + " से " + from.id()}};
  }
  BOOTHWISE_TRY(from_lists, StationLists::read(*workspace.warehouse, manifest, from, decision.ac));
  BOOTHWISE_TRY(to_lists, StationLists::read(*workspace.warehouse, manifest, to, decision.ac));
  BOOTHWISE_CHECK(check_station(from_lists.segment(decision.ac), from, decision.from_part));
  for (const ConcordanceDecision::Target& target : decision.targets)
    BOOTHWISE_CHECK(check_station(to_lists.segment(decision.ac), to, target.part));
  decision.from = from.id();
  decision.to = to.id();
  decision.at = now;
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(kept, operations::decide_concordance(*store, std::move(decision)));
  return decision_json(kept);
}

Result<json::object> undo_concordance_view(Workspace& workspace, std::string_view id, Instant now) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_CHECK(operations::undo_concordance_decision(*store, id, now));
  return json::object{{"undone", id}};
}

}  // namespace boothwise::services
