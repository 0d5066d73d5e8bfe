#include "services/concordance_decisions.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::ConcordanceDecision;

namespace {

Error malformed(std::string_view field, std::string_view en, std::string_view hi) {
  Error error{ErrorKind::bad_input, "body_malformed", {std::string(en), std::string(hi)}};
  error.where.column = field;
  return error;
}

/// A text of 1 to `most` bytes.
Result<std::string> text_of(const json::object& object, std::string_view field, std::size_t most) {
  const json::value* value = object.if_contains(field);
  const std::string text = value != nullptr && value->is_string() ? std::string(trimmed(value->as_string())) : "";
  if (text.empty() || text.size() > most)
    return malformed(field, "expected a text of up to " + std::to_string(most) + " bytes",
                     std::to_string(most) + " बाइट तक का पाठ चाहिए");
  return text;
}

Result<std::vector<ConcordanceDecision::Target>> targets_of(const json::object& object) {
  constexpr std::size_t targets_most = 20;
  constexpr std::size_t part_bytes_most = 20;
  const json::value* list = object.if_contains("targets");
  if (list == nullptr || !list->is_array() || list->as_array().size() > targets_most)
    return malformed("targets", "expected a list of up to 20 stations; an empty one says that there is none",
                     "20 तक मतदेय स्थलों की सूची चाहिए; खाली सूची का अर्थ है कोई नहीं");
  std::vector<ConcordanceDecision::Target> targets;
  for (const json::value& one : list->as_array()) {
    if (!one.is_object()) return malformed("targets", "expected {part, weight}", "{part, weight} चाहिए");
    BOOTHWISE_TRY(part, text_of(one.as_object(), "part", part_bytes_most));
    const json::value* weight = one.as_object().if_contains("weight");
    if (weight == nullptr || !weight->is_number())
      return malformed("weight", "expected a number from 0 to 1", "0 से 1 तक की संख्या चाहिए");
    if (std::ranges::find(targets, part, &ConcordanceDecision::Target::part) != targets.end())
      return malformed("targets", "station " + part + " stands twice", "मतदेय स्थल " + part + " दो बार है");
    targets.push_back({part, weight->to_number<double>()});
  }
  return targets;
}

Result<ConcordanceDecision> parse_decision(std::string_view body) {
  boost::system::error_code failure;
  const json::value document = json::parse(body, failure);
  if (failure || !document.is_object()) return malformed("", "expected a JSON object", "JSON ऑब्जेक्ट चाहिए");
  const json::object& object = document.as_object();
  ConcordanceDecision decision;
  constexpr std::size_t set_bytes_most = 40;
  constexpr std::size_t part_bytes_most = 20;
  constexpr std::size_t name_bytes_most = 80;
  BOOTHWISE_TRY(from, text_of(object, "from", set_bytes_most));
  BOOTHWISE_TRY(to, text_of(object, "to", set_bytes_most));
  BOOTHWISE_TRY(part, text_of(object, "from_part", part_bytes_most));
  BOOTHWISE_TRY(by, text_of(object, "by", name_bytes_most));
  const json::value* ac = object.if_contains("ac_no");
  if (ac == nullptr || !ac->is_int64() || ac->as_int64() < 1 || ac->as_int64() > 9999)
    return malformed("ac_no", "expected a segment's number", "विधान सभा क्षेत्र की संख्या चाहिए");
  BOOTHWISE_TRY(targets, targets_of(object));
  decision.from = std::move(from);
  decision.to = std::move(to);
  decision.ac = AcNo(static_cast<std::int32_t>(ac->as_int64()));
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
