#include "services/approvals.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iterator>

#include "services/json_body.hpp"
#include "services/users.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::Store;

namespace {

json::object approval_json(const operations::Approval& approval) {
  return {{"id", approval.id},
          {"kind", approval.kind},
          {"object", approval.object},
          {"reason", approval.reason},
          {"asked_by", approval.asked_by},
          {"asked_at", iso_utc(approval.asked_at)},
          {"ends_at", iso_utc(approval.ends_at)},
          {"decision", approval.decision.empty() ? json::value() : json::value(approval.decision)},
          {"used", approval.used}};
}

}  // namespace

Result<json::object> ask_approval(Caller& caller, std::string_view text) {
  constexpr std::size_t reason_bytes = 400;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(kind, body.text("kind", 40));
  BOOTHWISE_TRY(object, body.text("object", 120));
  BOOTHWISE_TRY(reason, body.text("reason", reason_bytes));
  if (kind != "reset_user" || !object.starts_with("user:")) {
    return JsonBody::malformed("kind", "expected reset_user, and user:ID as object",
                               "reset_user, और object में user:ID चाहिए", kind);
  }
  BOOTHWISE_TRY(user, managed_user(caller, std::string_view(object).substr(5)));
  constexpr auto lasts = std::chrono::hours(24);
  const operations::Approval approval{
      operations::new_id(), kind, object, user.path, reason, caller.access().user(), caller.now(),
      caller.now() + lasts, {},   {},     false};
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_approval(inside, approval));
    return caller.note(inside, "approval.asked", object, approval.path, {{"kind", kind}}, reason);
  }));
  return approval_json(approval);
}

Result<json::object> approvals_view(Caller& caller) {
  constexpr auto shown = std::chrono::hours(24 * 30);
  constexpr std::int64_t most = 200;
  json::array list;
  std::set<Right> asked_for = {Right::approve, Right::manage_users};
  std::vector<UnitPath> reach;
  for (const Right right : asked_for) std::ranges::copy(caller.access().reach(right), std::back_inserter(reach));
  for (const UnitPath& at : topmost(std::move(reach))) {
    BOOTHWISE_TRY(approvals, operations::approvals_below(caller.store(), at, caller.now() - shown, most));
    for (const operations::Approval& approval : approvals) list.push_back(approval_json(approval));
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
