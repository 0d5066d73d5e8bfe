#include "services/roll_help.hpp"

#include "operations/roll_help.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "intake/record_reader.hpp"
#include "services/json_body.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::ClaimsPeriod;
using operations::RollHelp;

namespace {

constexpr std::size_t short_bytes_most = 80;
constexpr std::size_t long_bytes_most = 400;
constexpr std::string_view objection = "objection";

struct Situation {
  std::string name;
  Bilingual title;
  std::string form;
  Bilingual form_name;
  json::array steps;
  json::array evidence;
  std::set<std::string> evidence_codes;
};

struct Limit {
  std::string kind;
  std::int64_t per_day = 0;
  std::int64_t declaration_above = 0;
  std::string source;
};

/// What `data/roll_help/` says.
struct Guide {
  std::vector<Situation> situations;
  std::vector<Limit> limits;

  static Result<Guide> read(const fs::path& data_folder) {
    Guide guide;
    BOOTHWISE_CHECK(each_own_row(data_folder / "roll_help" / "guide.csv",
                                 [&guide](const std::vector<std::string>& cells) { guide.take(cells); }));
    BOOTHWISE_CHECK(each_own_row(data_folder / "roll_help" / "limits.csv", [&guide](const auto& cells) {
      guide.limits.push_back({cells[0], parse_number<std::int64_t>(cells[1]).value_or(0),
                              parse_number<std::int64_t>(cells[2]).value_or(0), cells[3]});
    }));
    return guide;
  }

  [[nodiscard]] const Situation* situation(std::string_view name) const {
    const auto found = std::ranges::find(situations, name, &Situation::name);
    return found == situations.end() ? nullptr : &*found;
  }
  [[nodiscard]] const Limit& limit(std::string_view kind) const {
    const auto found = std::ranges::find(limits, kind, &Limit::kind);
    if (found == limits.end()) throw BrokenInvariant("no limits of this kind of revision");
    return *found;
  }

 private:
  /// situation, kind, code, en, hi, examples_en, examples_hi.
  void take(const std::vector<std::string>& cells) {
    if (situations.empty() || situations.back().name != cells[0]) situations.emplace_back().name = cells[0];
    Situation& one = situations.back();
    const Bilingual text{cells[3], cells[4]};
    if (cells[1] == "title") {
      one.title = text;
    } else if (cells[1] == "form") {
      one.form = cells[2];
      one.form_name = text;
    } else if (cells[1] == "step") {
      one.steps.push_back(to_json(text));
    } else {
      one.evidence.push_back(
          {{"code", cells[2]}, {"title", to_json(text)}, {"examples", to_json(Bilingual{cells[5], cells[6]})}});
      one.evidence_codes.insert(cells[2]);
    }
  }
};

json::object limit_json(const Limit& limit) {
  return {{"kind", limit.kind},
          {"per_day", limit.per_day},
          {"declaration_above", limit.declaration_above},
          {"source", limit.source}};
}

std::int64_t day_number(Day day) { return std::chrono::sys_days(day).time_since_epoch().count(); }

std::string_view state_of(const ClaimsPeriod& period, Day today) {
  const std::string day = iso_date(today);
  return day < period.first_day ? "before" : day > period.last_day ? "over" : "open";
}

json::object period_json(const ClaimsPeriod& period, Day today) {
  const std::string_view state = state_of(period, today);
  const auto last = parse_date(period.last_day);
  return {{"revision", period.revision},
          {"first_day", period.first_day},
          {"last_day", period.last_day},
          {"kind", period.kind},
          {"source", period.source},
          {"state", state},
          {"days_left",
           state == "over" || !last ? json::value(nullptr) : json::value(day_number(*last) - day_number(today) + 1)}};
}

Result<ClaimsPeriod> period_of(operations::Store& store, const std::string& revision) {
  BOOTHWISE_TRY(periods, operations::claims_periods(store));
  const auto found = std::ranges::find(periods, revision, &ClaimsPeriod::revision);
  if (found != periods.end()) return *found;
  return Error{ErrorKind::not_found,
               "claims_period_unknown",
               {"say first when claims about this revision may be made", "पहले बताएँ कि इस पुनरीक्षण के दावे कब तक हो सकते हैं"},
               {{}, 0, "revision", shortened(revision, short_bytes_most)}};
}

json::object help_json(const RollHelp& help) {
  json::array evidence;
  for (const std::string& code : split(help.evidence, ',')) evidence.emplace_back(code);
  return {{"help", help.id},
          {"ac_no", help.ac.value},
          {"part_no", help.part},
          {"serial_no", help.serial ? json::value(*help.serial) : json::value(nullptr)},
          {"situation", help.situation},
          {"form", help.form},
          {"evidence", std::move(evidence)},
          {"reason", help.reason},
          {"agent", help.agent},
          {"given_on", help.given_on},
          {"declared", help.declared},
          {"outcome", help.outcome}};
}

Error refused(ErrorKind kind, std::string code, std::string field, Bilingual message) {
  Error error{kind, std::move(code), std::move(message)};
  error.where.column = std::move(field);
  return error;
}

/// What a person says about the help that she gave.
Result<RollHelp> parse_help(const Guide& guide, const JsonBody& body) {
  constexpr std::int64_t place_most = 9999;
  constexpr std::int64_t serial_most = 99'999;
  constexpr std::size_t evidence_most = 10;
  RollHelp help;
  BOOTHWISE_TRY(revision, body.text("revision", short_bytes_most));
  BOOTHWISE_TRY(ac, body.integer("ac_no", 1, place_most));
  BOOTHWISE_TRY(part, body.integer("part_no", 1, place_most));
  BOOTHWISE_TRY(serial, body.integer_or_none("serial_no", 1, serial_most));
  BOOTHWISE_TRY(name, body.text("situation", short_bytes_most));
  BOOTHWISE_TRY(evidence, body.texts("evidence", evidence_most, short_bytes_most));
  BOOTHWISE_TRY(reason, body.text_or_empty("reason", long_bytes_most));
  BOOTHWISE_TRY(agent, body.text("agent", short_bytes_most));
  BOOTHWISE_TRY(in_person, body.flag("checked_in_person"));
  BOOTHWISE_TRY(declared, body.flag("declared"));
  const Situation* situation = guide.situation(name);
  if (situation == nullptr) {
    Error error = refused(ErrorKind::bad_input, "situation_unknown", "situation",
                          {"this is no situation of the guide", "मार्गदर्शिका में ऐसी स्थिति नहीं है"});
    error.where.value = shortened(name, short_bytes_most);
    for (const Situation& one : guide.situations) error.choices.push_back(one.name);
    return error;
  }
  if (!in_person) {
    return refused(ErrorKind::bad_input, "not_checked_in_person", "checked_in_person",
                   {"help is given only after you have checked with the person yourself (R26)",
                    "सहायता केवल तब, जब आपने व्यक्ति से स्वयं जाँच की हो (R26)"});
  }
  const bool known =
      std::ranges::all_of(evidence, [&](const std::string& code) { return situation->evidence_codes.contains(code); });
  if (evidence.empty() || !known) {
    Error error = refused(ErrorKind::bad_input, "evidence_missing", "evidence",
                          {"say which of the evidence the elector has", "बताएँ कि निर्वाचक के पास कौन-सा प्रमाण है"});
    error.choices.assign(situation->evidence_codes.begin(), situation->evidence_codes.end());
    return error;
  }
  if (name == objection && (reason.empty() || !serial)) {
    return refused(ErrorKind::bad_input, "reason_missing", reason.empty() ? "reason" : "serial_no",
                   {"an objection names one entry and its reason", "आपत्ति में एक प्रविष्टि और उसका कारण देना है"});
  }
  std::ranges::sort(evidence);
  for (const std::string& code : evidence) help.evidence += (help.evidence.empty() ? "" : ",") + code;
  help.revision = std::move(revision);
  help.ac = AcNo(static_cast<std::int32_t>(ac));
  help.part = static_cast<std::int32_t>(part);
  help.serial = serial;
  help.situation = situation->name;
  help.form = situation->form;
  help.reason = std::move(reason);
  help.agent = std::move(agent);
  help.declared = declared;
  return help;
}

Status check_limits(const Limit& limit, const operations::HelpCount& count, bool declared) {
  if (count.on_day >= limit.per_day) {
    const std::string number = std::to_string(limit.per_day);
    return refused(ErrorKind::conflict, "daily_limit", "agent",
                   {"an agent may help with " + number + " applications a day; go on tomorrow",
                    "एक एजेंट दिन में " + number + " आवेदन में ही सहायता कर सकता है; कल आगे बढ़ें"});
  }
  if (count.in_revision >= limit.declaration_above && !declared) {
    const std::string number = std::to_string(limit.declaration_above);
    return refused(ErrorKind::conflict, "declaration_missing", "declared",
                   {"above " + number + " in a revision each comes with a declaration of personal verification",
                    "एक पुनरीक्षण में " + number + " से अधिक पर हर आवेदन के साथ स्वयं सत्यापन की घोषणा चाहिए"});
  }
  return success();
}

}  // namespace

Result<json::object> roll_help_guide_view(const fs::path& data_folder) {
  BOOTHWISE_TRY(guide, Guide::read(data_folder));
  json::array situations;
  for (Situation& one : guide.situations) {
    situations.push_back({{"situation", one.name},
                          {"title", to_json(one.title)},
                          {"form", one.form},
                          {"form_name", to_json(one.form_name)},
                          {"steps", std::move(one.steps)},
                          {"evidence", std::move(one.evidence)}});
  }
  json::array limits;
  for (const Limit& limit : guide.limits) limits.push_back(limit_json(limit));
  return json::object{{"situations", std::move(situations)}, {"limits", std::move(limits)}};
}

Result<json::object> claims_periods_view(Workspace& workspace, Day today) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(periods, operations::claims_periods(*store));
  json::array list;
  for (const ClaimsPeriod& period : periods) list.push_back(period_json(period, today));
  return json::object{{"periods", std::move(list)}};
}

Result<json::object> set_claims_period_view(Workspace& workspace, std::string_view text, Day today) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(revision, body.text("revision", short_bytes_most));
  BOOTHWISE_TRY(first, body.text("first_day", short_bytes_most));
  BOOTHWISE_TRY(last, body.text("last_day", short_bytes_most));
  BOOTHWISE_TRY(kind, body.text("kind", short_bytes_most));
  BOOTHWISE_TRY(source, body.text("source", long_bytes_most));
  if (!intake::is_label(revision)) {
    return refused(ErrorKind::bad_input, "revision_malformed", "revision",
                   {"expected up to 40 letters, digits, -, _ or .", "40 तक अक्षर, अंक, -, _ या . चाहिए"});
  }
  const auto first_day = parse_date(first);
  const auto last_day = parse_date(last);
  if (!first_day || !last_day) {
    Error error = refused(ErrorKind::bad_input, "date_malformed", first_day ? "last_day" : "first_day",
                          {"expected a date such as 2026-01-06", "2026-01-06 जैसी तिथि चाहिए"});
    error.where.value = shortened(first_day ? last : first, short_bytes_most);
    return error;
  }
  if (day_number(*last_day) < day_number(*first_day)) {
    return refused(ErrorKind::bad_input, "period_reversed", "last_day",
                   {"the period ends before it begins", "अवधि शुरू होने से पहले समाप्त होती है"});
  }
  if (kind != "summary" && kind != "intensive") {
    Error error = refused(ErrorKind::bad_input, "body_malformed", "kind",
                          {"expected summary or intensive", "summary या intensive चाहिए"});
    error.choices = {"summary", "intensive"};
    return error;
  }
  const ClaimsPeriod period = {std::move(revision), iso_date(*first_day), iso_date(*last_day), std::move(kind),
                               std::move(source)};
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_CHECK(operations::set_claims_period(*store, period));
  return period_json(period, today);
}

Result<json::object> roll_help_view(Workspace& workspace, const fs::path& data_folder, const std::string& revision,
                                    const std::string& agent, Day today) {
  BOOTHWISE_TRY(guide, Guide::read(data_folder));
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(period, period_of(*store, revision));
  BOOTHWISE_TRY(all, operations::help_given(*store, revision));
  const Limit& limit = guide.limit(period.kind);
  std::set<std::string> agents;
  if (!agent.empty()) agents.insert(agent);
  json::array given;
  for (const RollHelp& help : all) {
    if (!agent.empty() && help.agent != agent) continue;
    agents.insert(help.agent);
    given.push_back(help_json(help));
  }
  json::array standing;
  for (const std::string& one : agents) {
    BOOTHWISE_TRY(count, operations::count_help(*store, one, revision, iso_date(today)));
    standing.push_back({{"agent", one},
                        {"today", count.on_day},
                        {"in_revision", count.in_revision},
                        {"per_day", limit.per_day},
                        {"declaration_above", limit.declaration_above}});
  }
  return json::object{{"revision", revision},
                      {"period", period_json(period, today)},
                      {"given", std::move(given)},
                      {"agents", std::move(standing)}};
}

Result<json::object> add_roll_help(Workspace& workspace, const fs::path& data_folder, std::string_view text,
                                   Instant now, Day today) {
  BOOTHWISE_TRY(guide, Guide::read(data_folder));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(wanted, parse_help(guide, body));
  wanted.given_on = iso_date(today);
  wanted.noted_at = now;
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(period, period_of(*store, wanted.revision));
  if (state_of(period, today) != "open") {
    const Bilingual first = date_text(period.first_day);
    const Bilingual last = date_text(period.last_day);
    return refused(ErrorKind::conflict, "claims_period_over", "revision",
                   {"claims may be made from " + first.en + " to " + last.en,
                    "दावे " + first.hi + " से " + last.hi + " तक हो सकते हैं"});
  }
  RollHelp kept;
  const Status noted = store->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(count, operations::count_help(inside, wanted.agent, period.revision, wanted.given_on));
    BOOTHWISE_CHECK(check_limits(guide.limit(period.kind), count, wanted.declared));
    BOOTHWISE_TRY(added, operations::add_help(inside, std::move(wanted)));
    kept = std::move(added);
    return success();
  });
  BOOTHWISE_CHECK(noted);
  return help_json(kept);
}

Result<json::object> set_roll_help_outcome(Workspace& workspace, std::string_view help, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(outcome, body.text("outcome", short_bytes_most));
  const std::vector<std::string> outcomes = {"given", "accepted", "rejected", "withdrawn"};
  if (std::ranges::find(outcomes, outcome) == outcomes.end()) {
    Error error =
        refused(ErrorKind::bad_input, "body_malformed", "outcome",
                {"expected given, accepted, rejected or withdrawn", "given, accepted, rejected या withdrawn चाहिए"});
    error.choices = outcomes;
    return error;
  }
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_CHECK(operations::set_help_outcome(*store, help, outcome));
  return json::object{{"help", help}, {"outcome", outcome}};
}

}  // namespace boothwise::services
