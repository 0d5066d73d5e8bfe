#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "server/router.hpp"

namespace boothwise::test {

/// Random numbers of one seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : source_(seed) {}
  std::size_t below(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(source_); }
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <typename Of>
  const Of& one_of(const std::vector<Of>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 source_;
};

/// Requests for any route of the table: mostly of rows that are there, wherever they stand; some of none.
class RandomRequests {
 public:
  using Json = boost::json::object;

  /// `days`: of a duty, a post, a task.
  RandomRequests(Dice& dice, std::string day, std::string later)
      : dice_(dice), day_(std::move(day)), later_(std::move(later)) {}

  /// Ids by what a path calls them: "unit", "person", "task"…
  std::map<std::string, std::vector<std::string>> known;

  /// Whether the bodies that a route takes are known here: a new route has to be added.
  [[nodiscard]] bool knows_body(const std::string& route) const { return bodies_.contains(route); }

  server::Request of(const server::Route& route) {
    server::Request request;
    request.method = route.method;
    request.path = route.pattern;
    for (const server::Parameter& parameter : route.parameters) {
      if (parameter.place == server::Parameter::Place::path) {
        const std::string hole = "{" + parameter.name + "}";
        request.path.replace(request.path.find(hole), hole.size(), id(name_of_id(route.id, parameter.name)));
      } else if (parameter.required || dice_.once_in(2)) {
        request.query.emplace_back(parameter.name, value(parameter));
      }
    }
    if (route.takes_json) request.body = boost::json::serialize(body(route.id));
    return request;
  }

  /// One that is known, or one that is not.
  std::string id(const std::string& kind) {
    static const std::vector<std::string> none{
        "0", "999999", "x", "ज", "..", "' OR 1=1 --", "00000000000000000000000000000000"};
    const auto found = known.find(kind);
    if (found == known.end() || found->second.empty() || dice_.once_in(12)) return dice_.one_of(none);
    return dice_.one_of(found->second);
  }

 private:
  static std::string name_of_id(const std::string& route, const std::string& name) {
    if (name != "id") return name;
    return route == "end_responsibility" ? "responsibility" : "override";
  }

  std::int64_t unit() {
    const auto& units = known.at("unit");
    return dice_.once_in(12) ? 999999 : std::stoll(dice_.one_of(units));
  }
  std::int64_t segment() { return static_cast<std::int64_t>(1 + dice_.below(4)); }
  std::string part() { return std::to_string(1 + dice_.below(12)); }

  std::string value(const server::Parameter& parameter) {
    if (!parameter.choices.empty()) return dice_.one_of(parameter.choices);
    if (parameter.name == "q") return dice_.once_in(2) ? "zq" : "z";
    if (parameter.name == "kind") return dice_.one_of<std::string>({"pc", "ac", "unit", "part"});
    if (parameter.name == "level") return dice_.one_of(levels_);
    if (parameter.name == "after" || parameter.name == "before") return dice_.once_in(3) ? "zq" : "";
    if (parameter.name == "election") return "LS-2019";
    if (parameter.name == "side") return "BJP";
    if (parameter.name == "name") return "a.png";
    if (known.contains(parameter.name)) return id(parameter.name);
    if (parameter.name == "part") return part();
    return parameter.type == server::Parameter::Type::text ? "zq" : std::to_string(segment());
  }

  Json body(const std::string& route) {
    const auto found = bodies_.find(route);
    Json made = found == bodies_.end() ? Json{} : found->second();
    if (dice_.once_in(15) && !made.empty()) made.erase(made.begin()->key());
    if (dice_.once_in(25)) made["community"] = "x";
    return made;
  }

  Json duty() {
    const std::string kind = dice_.one_of<std::string>({"pc", "ac", "unit", "part"});
    Json made{{"person", id("person")},
              {"duty", dice_.one_of<std::string>({"president", "in_charge", "deputy"})},
              {"kind", kind},
              {"place_no", kind == "unit" ? unit() : segment()},
              {"from_day", day_}};
    if (kind == "part") made["part"] = part();
    return made;
  }

  Json card() {
    return {{"revision", dice_.below(2)},
            {"verdict", dice_.one_of<std::string>({"cannot_tell", "partly", "never"})},
            {"text_hi", "{{1}}"},
            {"figures", boost::json::array{Json{{"reference", "votes?area=seat:1"}}}}};
  }

  Dice& dice_;
  std::string day_;
  std::string later_;
  const std::vector<std::string> levels_{"state", "region", "district", "mandal", "shakti_kendra", "booth"};
  const std::vector<std::string> roles_{"state_officer", "district_president", "district_in_charge",
                                        "mandal_head",   "booth_head",         "seat_in_charge",
                                        "auditor"};
  using Maker = std::function<Json()>;
  /// What each route takes, as docs/api.md has it. What belongs to no unit is sent empty.
  const std::map<std::string, Maker> bodies_{
      {"evidence",
       [] {
         return Json{{"text", "2019 में 5 सीटें जीतीं"}, {"areas", boost::json::array{"seat:1"}}, {"wish", "refute"}};
       }},
      {"make_report_pack",
       [] {
         return Json{{"language", "hi"}, {"format", "xlsx"}};
       }},
      {"answer_quiz",
       [] {
         return Json{{"answers", Json{{"points", 2}}}};
       }},
      {"check_exercise",
       [] {
         return Json{{"answer", "zq"}};
       }},
      {"training_reply",
       [] {
         return Json{{"token", "x-y"}, {"reply", "yes"}};
       }},
      {"join_training",
       [] {
         return Json{{"token", "x-y"}};
       }},
      {"check_in_self",
       [] {
         return Json{{"code", "123456"}};
       }},
      {"ask_training_help",
       [] {
         return Json{{"words", "zq"}};
       }},
      {"training_feedback",
       [] {
         return Json{{"useful", 5}, {"clear", 4}, {"pace", 3}};
       }},
      {"make_training_session",
       [this] {
         return Json{{"template", "districts_75"}, {"day", later_}, {"venue", "zq"}};
       }},
      {"change_training_session",
       [] {
         return Json{{"venue", "zq"}};
       }},
      {"check_in",
       [] {
         return Json{{"code", "123456"}};
       }},
      {"revoke_certificate",
       [] {
         return Json{{"reason", "zq"}};
       }},
      {"add_scheme",
       [this] {
         return Json{{"code", dice_.one_of<std::string>({"pm_kisan", "made_up", "x"})},
                     {"name_en", "Made up"},
                     {"name_hi", "काल्पनिक"},
                     {"unit", dice_.one_of<std::string>({"household", "person", "house"})},
                     {"source_url", "https://example.org"}};
       }},
      {"change_scheme",
       [this] {
         return Json{{"helpline", "1076"}, {"status", dice_.one_of<std::string>({"in_force", "closed", "lost"})}};
       }},
      {"close_scheme",
       [this] {
         return Json{{"to_day", dice_.one_of<std::string>({"2026", day_, "never"})}};
       }},
      {"send_message_again",
       [] {
         return Json{{"did_not_arrive", true}};
       }},
      {"add_unit",
       [this] {
         return Json{{"parent", unit()}, {"level", dice_.one_of(levels_)}, {"name_hi", "नई इकाई"}};
       }},
      {"change_unit",
       [this] {
         return Json{{"name_hi", "दूसरा नाम"}, {"name_en", "Other"}, {"code", "c" + part()}};
       }},
      {"move_unit",
       [this] {
         return Json{{"parent", unit()}};
       }},
      {"close_unit",
       [this] {
         return Json{{"on", day_}};
       }},
      {"set_unit_places",
       [this] {
         return Json{{"places", "parts " + std::to_string(segment()) + ": " + part()}};
       }},
      {"add_organisation_person",
       [this] {
         return Json{{"unit", unit()},
                     {"name", "कोई नया"},
                     {"phone", "+919812" + std::to_string(100000 + dice_.below(800000))}};
       }},
      {"change_organisation_person",
       [this] {
         return Json{{"unit", unit()}, {"name", "दूसरा"}, {"languages", "hi"}};
       }},
      {"organisation_person_leaves",
       [this] {
         return Json{{"on", day_}};
       }},
      {"begin_post",
       [this] {
         return Json{{"person", id("person")},
                     {"unit", unit()},
                     {"post", dice_.one_of<std::string>({"booth_member", "district_data_head", "mandal_in_charge"})},
                     {"from", day_}};
       }},
      {"end_post",
       [this] {
         return Json{{"on", day_}};
       }},
      {"appoint_agent",
       [this] {
         return Json{{"person", id("person")}, {"ac_no", segment()}, {"part", part()},
                     {"bla1_by", "दल"},        {"bla2_on", day_},    {"from", day_}};
       }},
      {"end_agent",
       [this] {
         return Json{{"on", day_}};
       }},
      {"import_organisation",
       [this] {
         return Json{{"uploads", boost::json::array{id("upload")}}};
       }},
      {"give_responsibility",
       [this] {
         return Json{{"give", boost::json::array{duty()}}};
       }},
      {"propose_responsibility",
       [this] {
         return Json{{"kind", "pc"}, {"unit", unit()}, {"cap", 2}, {"seconds_max", 1}};
       }},
      {"end_responsibility",
       [this] {
         return Json{{"last_day", day_}};
       }},
      {"issue_programme",
       [this] {
         return Json{{"template", "leaders_stay"},
                     {"unit", unit()},
                     {"first_day", day_},
                     {"due_day", later_},
                     {"level", dice_.one_of(levels_)}};
       }},
      {"issue_directive",
       [this] {
         return Json{{"unit", unit()}, {"level", dice_.one_of(levels_)}, {"title", "सूची देखें"}, {"due_day", later_}};
       }},
      {"add_task",
       [this] {
         Json made{{"unit", unit()}, {"title", "एक काम"}, {"due_day", later_}};
         if (dice_.once_in(2)) made["assignee"] = id("person");
         return made;
       }},
      {"propose_visits",
       [this] {
         return Json{{"unit", unit()},
                     {"first_day", later_},
                     {"days", 5},
                     {"people", boost::json::array{id("person")}},
                     {"seats", boost::json::array{Json{{"pc_no", 1}, {"visits", 2}}}}};
       }},
      {"accept_visits",
       [this] {
         return Json{
             {"visits", boost::json::array{Json{{"person", id("person")}, {"ac_no", segment()}, {"day", later_}}}}};
       }},
      {"report_task",
       [this] {
         return Json{{"state", dice_.one_of<std::string>({"open", "done", "blocked"})}, {"note", "हुआ"}, {"reached", 3}};
       }},
      {"note_claim",
       [this] {
         return Json{{"text", "एक दावा"}, {"said_by", "एक वक्ता"}, {"unit", unit()}};
       }},
      {"change_claim",
       [this] {
         return Json{{"said_by", "दूसरा वक्ता"}, {"said_on", day_}};
       }},
      {"triage_claim",
       [this] {
         return Json{{"priority", dice_.one_of<std::string>({"high", "low", "urgent"})}, {"owner", id("user")}};
       }},
      {"close_claim",
       [this] {
         return Json{{"as", dice_.one_of<std::string>({"unsettled", "not_answered", "duplicate"})},
                     {"reason", "क्योंकि"},
                     {"duplicate_of", id("claim")}};
       }},
      {"reopen_claim",
       [] {
         return Json{{"reason", "फिर से"}};
       }},
      {"save_answer_card", [this] { return card(); }},
      {"check_answer_card", [this] { return card(); }},
      {"send_answer_card",
       [] {
         return Json{{"revision", 1}, {"checklist", boost::json::array{"sources"}}};
       }},
      {"return_answer_card",
       [] {
         return Json{{"reason", "शीर्षक"}};
       }},
      {"publish_answer",
       [] {
         return Json{{"revision", 1}, {"checklist", boost::json::array{"sources"}}};
       }},
      {"withdraw_answer",
       [] {
         return Json{{"note_hi", "ग़लत"}, {"note_en", "wrong"}};
       }},
      {"comment_on_task",
       [] {
         return Json{{"text", "देखा"}};
       }},
      {"change_task",
       [this] {
         Json made{{"due_day", later_}};
         if (dice_.once_in(2)) made["assignee"] = id("person");
         return made;
       }},
      {"set_poll",
       [] {
         return Json{{"election", "LS-2029"},   {"kind", "state"},      {"announced_on", "2029-03-01"},
                     {"poll_on", "2029-04-20"}, {"closes_at", "18:00"}, {"result_on", "2029-05-20"},
                     {"source", "आयोग"}};
       }},
      {"remove_poll",
       [] {
         return Json{{"election", "LS-2029"}, {"kind", "state"}};
       }},
      {"ask_for_override",
       [] {
         return Json{{"feature", "programmes"}, {"reason", "जाँच"}, {"hours", 2}};
       }},
      {"invite_user",
       [this] {
         return Json{{"name", "नया"},
                     {"sign_in_name", "u" + std::to_string(dice_.below(1000000))},
                     {"role", dice_.one_of(roles_)},
                     {"unit", unit()}};
       }},
      {"give_role",
       [this] {
         return Json{{"role", dice_.one_of(roles_)}, {"unit", unit()}};
       }},
      {"reset_user",
       [this] {
         return dice_.once_in(2) ? Json{} : Json{{"approval", id("approval")}};
       }},
      {"ask_approval",
       [this] {
         return Json{{"kind", "reset_user"}, {"object", "user:" + id("user")}, {"reason", "भूल गए"}};
       }},
      {"decide_approval",
       [this] {
         return Json{{"decision", dice_.one_of<std::string>({"approved", "refused"})}};
       }},
      {"make_token",
       [] {
         return Json{{"title", "t"}, {"rights", boost::json::array{"view_work"}}, {"days", 2}};
       }},
      {"make_calendar_address",
       [] {
         return Json{{"language", "hi"}};
       }},
      {"set_language",
       [] {
         return Json{{"language", "en"}};
       }},
      {"verify_audit", [] { return Json{}; }},
      {"sign_in",
       [] {
         return Json{{"name", "asha"}, {"password", "x"}};
       }},
      {"sign_in_code",
       [] {
         return Json{{"code", "000000"}};
       }},
      {"invitation",
       [] {
         return Json{{"invitation", "x"}};
       }},
      {"take_invitation",
       [] {
         return Json{{"invitation", "x"}, {"password", "सुबह की चाय 47 बार"}};
       }},
      {"end_codes",
       [] {
         return Json{{"code", "000000"}};
       }},
      {"change_password",
       [] {
         return Json{{"former", "x"}, {"password", "सुबह की चाय 48 बार"}};
       }},
      {"decide_concordance", [] { return Json{}; }},
      {"review_decide", [] { return Json{}; }},
      {"review_apply", [] { return Json{}; }},
      {"compare_rolls", [] { return Json{}; }},
      {"find_roll_duplicates", [] { return Json{}; }},
      {"make_roll_draft", [] { return Json{}; }},
      {"put_roll_draft_entry", [] { return Json{}; }},
      {"remove_roll_draft_entry", [] { return Json{}; }},
      {"set_claims_period", [] { return Json{}; }},
      {"add_roll_help", [] { return Json{}; }},
      {"set_roll_help_outcome", [] { return Json{}; }},
      {"preview", [] { return Json{}; }},
      {"put_form",
       [this] {
         return dice_.once_in(2) ? Json{{"xml", "<a/>"}} : Json{{"definition", Json{{"id", "f"}}}, {"persons", true}};
       }},
      {"preview_form",
       [] {
         return Json{{"definition", Json{{"id", "f"}, {"title", Json{{"hi", "फ़"}, {"en", "F"}}}}}};
       }},
      {"close_form",
       [] {
         return Json{{"days", 3}};
       }},
      {"forecast_answer",
       [] {
         return Json{{"scenario", "format = 1\nelection = \"LS-2024\"\n[[bloc]]\nname = \"A\"\nparties = [\"BJP\"]\n"},
                     {"elections", 200}};
       }},
      {"forecast_needs",
       [] {
         return Json{{"scenario", "format = 1\nelection = \"LS-2024\"\n[[bloc]]\nname = \"A\"\nparties = [\"BJP\"]\n"},
                     {"elections", 200}};
       }},
      {"keep_scenario",
       [] {
         return Json{{"title", "जैसा पिछली बार"},
                     {"scenario", "format = 1\nelection = \"LS-2024\"\n[[bloc]]\nname = \"A\"\nparties = [\"BJP\"]\n"}};
       }},
      {"add_ready_forms",
       [] {
         return Json{{"organisation", Json{{"hi", "संगठन"}, {"en", "Organisation"}}},
                     {"address", Json{{"hi", "मार्ग 1"}, {"en", "1 Road"}}},
                     {"telephone", "00000 00000"}};
       }},
      {"put_notice",
       [] {
         return Json{{"key", "visit"},
                     {"purposes", boost::json::array{"schemes"}},
                     {"texts", Json{{"hi", Json{{"who", "हम"}}}, {"en", Json{{"who", "we"}}}}}};
       }},
      {"give_device",
       [this] {
         return Json{{"unit", unit()}, {"title", "फ़ोन"}, {"days", 30}};
       }},
      {"receipt",
       [] {
         return Json{{"code", "3f9a-12bc-77de"}};
       }},
      {"withdraw",
       [] {
         return Json{{"code", "3f9a-12bc-77de"}, {"purposes", boost::json::array{"contact"}}};
       }},
      {"ask_for_rights",
       [] {
         return Json{{"kind", "complaint"}, {"text", "मुझे फ़ोन न करें"}};
       }},
      {"answer_request",
       [] {
         return Json{{"answer", "हो गया"}};
       }},
      {"report_breach",
       [this] {
         return Json{{"what", "फ़ोन खो गया"}, {"unit", unit()}, {"drill", true}};
       }},
      {"review_day",
       [this] {
         return Json{{"device", id("device")},
                     {"day", day_},
                     {"state", dice_.one_of<std::string>({"approved", "sent_back", "rolled_back"})},
                     {"reason", "फिर से देखें"}};
       }},
      {"draw_call_backs",
       [this] {
         return Json{{"unit", unit()}, {"form", id("form")}, {"count", 5}, {"purpose", "जाँच"}};
       }},
      {"export_contacts",
       [this] {
         return Json{{"unit", unit()},
                     {"form", id("form")},
                     {"format", dice_.one_of<std::string>({"csv", "xlsx"})},
                     {"reason", "बैठक का निमंत्रण"}};
       }},
      {"start_import", [] { return Json{}; }},
  };
};

}  // namespace boothwise::test
