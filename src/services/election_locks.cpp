#include "services/election_locks.hpp"

#include "operations/election_calendar.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::LockOverride;
using operations::Poll;

namespace {

constexpr std::string_view exit_polls = "exit_poll_output";
constexpr std::size_t reason_bytes_most = 400;
constexpr std::int64_t hours_most = 24;
constexpr std::int64_t number_most = 9'999'999;
constexpr std::chrono::days shown_for{30};

Result<std::vector<LockRule>> read_rules(const std::filesystem::path& data_folder) {
  std::vector<LockRule> rules;
  BOOTHWISE_CHECK(
      each_own_row(data_folder / "elections" / "locks.csv", [&rules](const std::vector<std::string>& cells) {
        const ElectionPhase phase = cells[1] == "silence" ? ElectionPhase::silence : ElectionPhase::announced;
        rules.push_back({cells[0], phase, cells[2] == "1", {cells[3], cells[4]}, cells[5]});
      }));
  return rules;
}

Result<LockRule> rule_named(const std::filesystem::path& data_folder, std::string_view feature) {
  BOOTHWISE_TRY(rules, read_rules(data_folder));
  const auto found = std::ranges::find(rules, feature, &LockRule::feature);
  if (found != rules.end()) return *found;
  Error error = refused_field(ErrorKind::bad_input, "feature_unknown", "feature",
                              {"expected one of these", "इनमें से एक चाहिए"}, feature);
  for (const LockRule& rule : rules) error.choices.push_back(rule.feature);
  return error;
}

/// Polls that concern segments; all of them for no segments.
std::vector<PollDates> concerning(const std::vector<Poll>& polls, const Snapshot& snapshot,
                                  const std::vector<std::int64_t>& segments) {
  const auto concerns = [&](const Poll& poll) {
    if (segments.empty() || poll.kind == "state") return true;
    return std::ranges::any_of(segments, [&](std::int64_t ac) {
      if (poll.kind == "ac") return poll.place == ac;
      const auto* segment = snapshot.places.ac(AcNo(static_cast<std::int32_t>(ac)));
      return segment != nullptr && segment->pc.value == poll.place;
    });
  };
  std::vector<PollDates> dates;
  for (const Poll& poll : polls) {
    if (concerns(poll)) dates.push_back(poll.dates);
  }
  return dates;
}

/// What holds somewhere now.
struct Standing {
  ElectionPhase phase = ElectionPhase::ordinary;
  bool exit_polls_barred = false;
  std::vector<PollDates> polls;
  std::vector<LockOverride> lifted;  // where it was asked for

  [[nodiscard]] bool locks(const LockRule& rule) const {
    const bool by_clock = locks_in(rule, phase) || (rule.feature == exit_polls && exit_polls_barred);
    return by_clock && std::ranges::find(lifted, rule.feature, &LockOverride::feature) == lifted.end();
  }
};

/// Without what was lifted.
Result<Standing> phase_now(Caller& caller, const Snapshot& snapshot, const std::vector<std::int64_t>& segments) {
  Standing now;
  BOOTHWISE_TRY(polls, operations::polls(caller.whole_store()));
  now.polls = concerning(polls, snapshot, segments);
  now.phase = phase_at(now.polls, caller.now());
  now.exit_polls_barred = exit_polls_barred(now.polls, caller.now());
  return now;
}

/// By the hour, so that the same is asked again for as long.
Result<std::vector<LockOverride>> overrides_shown(Caller& caller) {
  return operations::overrides_since(caller.whole_store(),
                                     std::chrono::floor<std::chrono::hours>(caller.now()) - shown_for);
}

Result<Standing> standing(Caller& caller, const Snapshot& snapshot, const std::vector<std::int64_t>& segments) {
  BOOTHWISE_TRY(now, phase_now(caller, snapshot, segments));
  BOOTHWISE_TRY(asked, overrides_shown(caller));
  std::ranges::copy_if(asked, std::back_inserter(now.lifted),
                       [&](const LockOverride& one) { return one.lifts(caller.now()); });
  return now;
}

/// What every page says on top while an election is on.
json::value banner_json(const Standing& now, Instant at) {
  if (now.phase == ElectionPhase::ordinary) return nullptr;
  const auto in_phase = [&](const PollDates& one) { return phase_at({&one, 1}, at) == now.phase; };
  const auto poll = std::ranges::find_if(now.polls, in_phase);
  if (poll == now.polls.end()) return nullptr;
  const bool silent = now.phase == ElectionPhase::silence;
  Bilingual until = date_text(silent ? poll->poll_on : poll->result_on);
  if (silent) {
    const std::string time = fmt::format(", {:02}:{:02}", poll->closes_at / 60, poll->closes_at % 60);
    until = {until.en + time, until.hi + time};
  }
  const Bilingual name = phase_name(now.phase);
  return to_json(silent ? Bilingual{name.en + " (" + poll->election + "), until " + until.en +
                                        ": no campaign messages go out, no exit polls are shown.",
                                    name.hi + " (" + poll->election + "), " + until.hi +
                                        " तक: कोई प्रचार संदेश नहीं जाएगा, एग्ज़िट पोल नहीं दिखेगा।"}
                        : Bilingual{name.en + " is in force (" + poll->election + "), until " + until.en + ": " +
                                        "no new scheme surveys or messages, no government logos.",
                                    name.hi + " लागू है (" + poll->election + "), " + until.hi +
                                        " तक: योजनाओं के नए सर्वे या संदेश नहीं, सरकारी लोगो नहीं।"});
}

json::object override_json(const LockOverride& one, Instant now) {
  return {{"id", one.id},
          {"feature", one.feature},
          {"reason", one.reason},
          {"hours", one.hours},
          {"asked_by", one.asked_by},
          {"asked_at", iso_utc(one.asked_at)},
          {"approved_by", text_or_null(one.approved_by)},
          {"approved_at", one.approved_by.empty() ? json::value(nullptr) : json::value(iso_utc(one.approved_at))},
          {"lifts_now", one.lifts(now)}};
}

json::object poll_json(Caller& caller, const Snapshot& snapshot, const Poll& poll) {
  const Bilingual whole{"the whole state", "पूरा प्रदेश"};
  const PollDates& dates = poll.dates;
  return {{"election", dates.election},
          {"kind", poll.kind},
          {"place_no", poll.place},
          {"name", to_json(poll.kind == "state" ? whole : place_name(caller, snapshot, {poll.kind, poll.place, ""}))},
          {"announced_on", iso_date(dates.announced_on)},
          {"poll_on", iso_date(dates.poll_on)},
          {"closes_at", fmt::format("{:02}:{:02}", dates.closes_at / 60, dates.closes_at % 60)},
          {"silence_begins", iso_utc(silence_begins(dates))},
          {"result_on", iso_date(dates.result_on)},
          {"source", poll.source},
          {"phase", to_string(phase_at({&dates, 1}, caller.now()))}};
}

/// "18:00" in minutes after midnight.
Result<std::int32_t> clock_in(const JsonBody& body, std::string_view field) {
  BOOTHWISE_TRY(text, body.text(field, code_bytes_most));
  const std::vector<std::string> parts = split(text, ':');
  const auto hours = parts.size() == 2 ? parse_number<std::int32_t>(parts[0]) : std::nullopt;
  const auto minutes = parts.size() == 2 ? parse_number<std::int32_t>(parts[1]) : std::nullopt;
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59 || *hours + *minutes == 0) {
    return JsonBody::malformed(field, "expected a time such as 18:00", "18:00 जैसा समय चाहिए", text);
  }
  return *hours * 60 + *minutes;
}

struct PollPlace {
  std::string election;
  std::string kind;
  std::int64_t place = 0;
};

Result<PollPlace> poll_place_in(const JsonBody& body) {
  PollPlace at;
  BOOTHWISE_TRY(election, body.text("election", code_bytes_most));
  BOOTHWISE_TRY(kind, body.text("kind", code_bytes_most));
  BOOTHWISE_TRY(place, body.integer_or_none("place_no", 0, number_most));
  if (!parse_election(election)) {
    return refused_field(ErrorKind::bad_input, "election_malformed", "election",
                         {"expected an election such as LS-2029", "LS-2029 जैसा चुनाव चाहिए"}, election);
  }
  if (kind != "state" && kind != "pc" && kind != "ac") {
    return JsonBody::malformed("kind", "expected state, pc or ac", "state, pc या ac चाहिए", kind);
  }
  at = {election, kind, place.value_or(0)};
  if ((kind == "state") != (at.place == 0)) {
    return JsonBody::malformed("place_no", "a seat or segment has a number, the state none",
                               "सीट या विधान सभा की संख्या दें, प्रदेश की नहीं", std::to_string(at.place));
  }
  return at;
}

}  // namespace

Result<json::object> phase_view(Caller& caller, const Snapshot& snapshot) {
  BOOTHWISE_TRY(now, phase_now(caller, snapshot, {}));
  return json::object{{"phase", to_string(now.phase)}, {"banner", banner_json(now, caller.now())}};
}

Result<json::object> locks_view(Caller& caller, const Snapshot& snapshot, const std::vector<std::int64_t>& segments) {
  BOOTHWISE_TRY(rules, read_rules(caller.data_folder()));
  BOOTHWISE_TRY(now, standing(caller, snapshot, segments));
  json::array features;
  for (const LockRule& rule : rules) {
    features.push_back({{"feature", rule.feature},
                        {"name", to_json(rule.name)},
                        {"rule", rule.rule},
                        {"overridable", rule.overridable},
                        {"locked", now.locks(rule)}});
  }
  return json::object{{"phase", to_string(now.phase)},
                      {"phase_name", to_json(phase_name(now.phase))},
                      {"banner", banner_json(now, caller.now())},
                      {"exit_polls_barred", now.exit_polls_barred},
                      {"features", std::move(features)}};
}

Result<json::object> calendar_view(Caller& caller, const Snapshot& snapshot) {
  BOOTHWISE_TRY(view, locks_view(caller, snapshot, {}));
  BOOTHWISE_TRY(polls, operations::polls(caller.whole_store()));
  BOOTHWISE_TRY(asked, overrides_shown(caller));
  json::array poll_rows;
  for (const Poll& poll : polls) poll_rows.push_back(poll_json(caller, snapshot, poll));
  json::array override_rows;
  for (const LockOverride& one : asked) override_rows.push_back(override_json(one, caller.now()));
  view["polls"] = std::move(poll_rows);
  view["overrides"] = std::move(override_rows);
  view["may_change"] = caller.access().may(Right::manage_settings);
  view["may_approve"] = caller.access().may(Right::approve, whole_organisation);
  return view;
}

Result<json::object> set_poll(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_settings, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(at, poll_place_in(body));
  BOOTHWISE_TRY(announced, day_in(body, "announced_on"));
  BOOTHWISE_TRY(poll_on, day_in(body, "poll_on"));
  BOOTHWISE_TRY(closes_at, clock_in(body, "closes_at"));
  BOOTHWISE_TRY(result_on, day_in(body, "result_on"));
  BOOTHWISE_TRY(source, body.text("source", reason_bytes_most));
  if (poll_on < announced || result_on < poll_on) {
    return refused_field(
        ErrorKind::bad_input, "dates_reversed", "poll_on",
        {"expected announcement, poll and result in this order", "घोषणा, मतदान और परिणाम इसी क्रम में चाहिए"}, poll_on);
  }
  const auto number = static_cast<std::int32_t>(at.place);
  if ((at.kind == "pc" && snapshot.places.pc(PcNo(number)) == nullptr) ||
      (at.kind == "ac" && snapshot.places.ac(AcNo(number)) == nullptr)) {
    return refused_field(ErrorKind::not_found, "unknown_seat", "place_no",
                         {"there is no such seat or segment", "ऐसी कोई सीट या विधान सभा नहीं है"},
                         std::to_string(number));
  }
  const Poll poll{
      at.kind, at.place, {at.election, kept_day(announced), kept_day(poll_on), closes_at, kept_day(result_on)}, source};
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_poll(inside, poll));
    return caller.note(inside, "poll.set", "poll:" + at.election + ":" + at.kind + ":" + std::to_string(at.place),
                       whole_organisation,
                       {{"announced_on", announced}, {"poll_on", poll_on}, {"result_on", result_on}}, source);
  });
  BOOTHWISE_CHECK(done);
  return poll_json(caller, snapshot, poll);
}

Result<json::object> remove_poll(Caller& caller, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_settings, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(at, poll_place_in(body));
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::remove_poll(inside, at.election, at.kind, at.place));
    return caller.note(inside, "poll.removed", "poll:" + at.election + ":" + at.kind + ":" + std::to_string(at.place),
                       whole_organisation);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"removed", at.election}};
}

Result<json::object> ask_for_override(Caller& caller, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_settings, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  LockOverride wanted;
  BOOTHWISE_TRY(feature, body.text("feature", code_bytes_most));
  BOOTHWISE_TRY(reason, body.text("reason", reason_bytes_most));
  BOOTHWISE_TRY(hours, body.integer("hours", 1, hours_most));
  BOOTHWISE_TRY(rule, rule_named(caller.data_folder(), feature));
  if (!rule.overridable) {
    return refused_field(ErrorKind::forbidden, "lock_is_law", "feature",
                         {"the Act forbids this; nobody can lift it (" + rule.rule + ")",
                          "यह क़ानून से मना है; इसे कोई नहीं हटा सकता (" + rule.rule + ")"},
                         feature);
  }
  wanted.feature = feature;
  wanted.reason = reason;
  wanted.hours = hours;
  wanted.asked_by = caller.access().user();
  wanted.asked_at = caller.now();
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(id, operations::ask_for_override(inside, wanted));
    wanted.id = id;
    return caller.note(inside, "lock.override_asked", "override:" + id, whole_organisation,
                       {{"feature", feature}, {"hours", hours}}, reason);
  });
  BOOTHWISE_CHECK(done);
  return override_json(wanted, caller.now());
}

Result<json::object> approve_override(Caller& caller, const std::string& id) {
  BOOTHWISE_CHECK(caller.access().permit(Right::approve, whole_organisation));
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::approve_override(inside, id, caller.access().user(), caller.now()));
    return caller.note(inside, "lock.override_approved", "override:" + id, whole_organisation);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"approved", id}};
}

Status require_unlocked(Caller& caller, const Snapshot& snapshot, std::string_view feature,
                        const std::vector<std::int64_t>& segments) {
  BOOTHWISE_TRY(rule, rule_named(caller.data_folder(), feature));
  BOOTHWISE_TRY(now, standing(caller, snapshot, segments));
  if (!now.locks(rule)) return success();
  const Bilingual phase = phase_name(now.phase);
  return refused_field(ErrorKind::conflict, "locked_by_election", "feature",
                       {rule.name.en + " cannot be used now: " + phase.en + " (" + rule.rule + ")",
                        rule.name.hi + " का प्रयोग अभी नहीं हो सकता: " + phase.hi + " (" + rule.rule + ")"},
                       feature);
}

}  // namespace boothwise::services
