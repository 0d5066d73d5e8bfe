#include "services/approvals.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iterator>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"
#include "services/users.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::Store;

namespace {

constexpr std::string_view user_prefix = "user:";

/// A user as who decides sees her: name only, and nothing of one who left.
Result<json::value> named_user(Store& whole, std::string_view id) {
  BOOTHWISE_TRY(user, operations::user_with_id(whole, id));
  return user && !user->ended ? json::value(user->name) : json::value();
}

Result<json::object> approval_json(Caller& caller, const operations::Approval& approval) {
  json::object view{{"id", approval.id},
                    {"kind", approval.kind},
                    {"object", approval.object},
                    {"reason", approval.reason},
                    {"asked_by", approval.asked_by},
                    {"asked_at", iso_utc(approval.asked_at)},
                    {"ends_at", iso_utc(approval.ends_at)},
                    {"decision", approval.decision.empty() ? json::value() : json::value(approval.decision)},
                    {"used", approval.used}};
  if (approval.object.starts_with(user_prefix)) {
    BOOTHWISE_TRY(object, named_user(caller.whole_store(), approval.object.substr(user_prefix.size())));
    view["object_name"] = std::move(object);
  } else {
    const std::vector<operations::UnitId> units = units_of(approval.path);
    BOOTHWISE_TRY(unit, operations::unit_by_id(caller.whole_store(), units.empty() ? 0 : units.back()));
    view["object_name"] = unit ? json::value(unit->name.hi) : json::value();
  }
  const bool own = approval.asked_by == caller.access().user();
  const bool open = approval.decision.empty() && approval.ends_at > caller.now();
  view["own"] = own;
  view["asked_by_name"] = nullptr;
  if (own || caller.access().may(Right::approve, approval.path)) {  // she may stand above whoever only manages users
    BOOTHWISE_TRY(asker, named_user(caller.whole_store(), approval.asked_by));
    view["asked_by_name"] = std::move(asker);
  }
  view["over"] = !open && approval.decision.empty();
  view["may_decide"] = open && !own && caller.access().may(Right::approve, approval.path);
  view["may_use"] = own && approval.decision == "approved" && !approval.used && approval.ends_at > caller.now();
  return view;
}

constexpr std::string_view unit_prefix = "unit:";

/// The unit whose contacts are asked for. Errors: `unit_unknown`; those of Access::permit.
Result<operations::Unit> unit_of_contacts(Caller& caller, std::string_view object) {
  const auto number =
      object.starts_with(unit_prefix) ? parse_number<std::int64_t>(object.substr(unit_prefix.size())) : std::nullopt;
  if (!number) {
    return JsonBody::malformed("object", "expected unit:NUMBER", "unit:संख्या चाहिए", object);
  }
  BOOTHWISE_TRY(unit, open_unit(caller, *number));
  BOOTHWISE_CHECK(caller.access().permit(Right::export_field_contacts, unit.path));
  return unit;
}

Result<json::object> add_request(Caller& caller, const std::string& kind, const std::string& object,
                                 const UnitPath& path, const std::string& reason) {
  constexpr auto lasts = std::chrono::hours(24);
  const operations::Approval approval{
      operations::new_id(), kind, object, path, reason, caller.access().user(), caller.now(),
      caller.now() + lasts, {},   {},     false};
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_approval(inside, approval));
    return caller.note(inside, "approval.asked", object, approval.path, {{"kind", kind}}, reason);
  }));
  return approval_json(caller, approval);
}

}  // namespace

Result<json::object> ask_approval(Caller& caller, std::string_view text) {
  constexpr std::size_t reason_bytes = 400;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(kind, body.text("kind", 40));
  BOOTHWISE_TRY(object, body.text("object", 120));
  BOOTHWISE_TRY(reason, body.text("reason", reason_bytes));
  if (kind == field_contacts_kind) {
    BOOTHWISE_TRY(unit, unit_of_contacts(caller, object));
    return add_request(caller, kind, object, unit.path, reason);
  }
  if (kind == voter_slips_kind && object.starts_with("slips:")) {
    BOOTHWISE_CHECK(caller.access().permit(Right::view_roll_rows, whole_organisation));
    return add_request(caller, kind, object, whole_organisation, reason);
  }
  if (kind != "reset_user" || !object.starts_with("user:")) {
    return JsonBody::malformed("kind", "expected reset_user, and user:ID as object",
                               "reset_user, और object में user:ID चाहिए", kind);
  }
  BOOTHWISE_TRY(user, managed_user(caller, std::string_view(object).substr(5)));
  return add_request(caller, kind, object, user.path, reason);
}

Result<json::object> approvals_view(Caller& caller) {
  constexpr auto shown = std::chrono::hours(24 * 30);
  constexpr std::int64_t most = 200;
  json::array list;
  std::set<Right> asked_for = {Right::approve, Right::manage_users, Right::export_field_contacts};
  std::vector<UnitPath> reach;
  for (const Right right : asked_for) std::ranges::copy(caller.access().reach(right), std::back_inserter(reach));
  for (const UnitPath& at : topmost(std::move(reach))) {
    BOOTHWISE_TRY(approvals, operations::approvals_below(caller.store(), at, caller.now() - shown, most));
    for (const operations::Approval& approval : approvals) {
      BOOTHWISE_TRY(view, approval_json(caller, approval));
      list.push_back(std::move(view));
    }
  }
  return json::object{{"approvals", std::move(list)}};
}

Result<json::object> decide_approval(Caller& caller, std::string_view id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(decision, body.text("decision", 10));
  if (decision != "approved" && decision != "refused") {
    return JsonBody::malformed("decision", "expected approved or refused", "approved या refused चाहिए", decision);
  }
  BOOTHWISE_TRY(approval, operations::approval(caller.store(), id));
  if (!approval || !caller.access().may(Right::approve, approval->path)) {
    return refused_field(ErrorKind::not_found, "approval_unknown", "",
                         {"there is no such request within your reach", "आपके दायरे में ऐसा कोई अनुरोध नहीं है"});
  }
  if (approval->asked_by == caller.access().user()) {
    return refused_field(ErrorKind::conflict, "own_request", "",
                         {"a second person must decide this", "इसका निर्णय दूसरा व्यक्ति करे"});
  }
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(decided, operations::decide_approval(inside, id, caller.access().user(), decision, caller.now()));
    if (!decided) {
      return refused_field(ErrorKind::conflict, "approval_decided", "",
                           {"this was decided already, or is too old", "इसका निर्णय हो चुका है, या यह पुराना हो गया"});
    }
    return caller.note(inside, "approval." + decision, approval->object, approval->path, {{"kind", approval->kind}});
  }));
  return json::object{{"id", approval->id}, {"decision", decision}};
}

}  // namespace boothwise::services
