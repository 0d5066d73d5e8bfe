#include "field/visits.hpp"

#include "forms/submission.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "base/text.hpp"
#include "domain/phone.hpp"
#include "services/json_body.hpp"
#include "services/tombstones.hpp"

namespace boothwise::field {

using forms::Control;
using forms::FormField;
using operations::Record;
using services::Buried;
using services::refused_field;

namespace {

constexpr std::size_t visits_most = 20000;
constexpr std::string_view nobody_home = "nobody";

std::string_view leaf_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Two to four digits at a place; nothing where none are.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int number = 0;
  const char* end = text.data() + at + count;
  const auto read = std::from_chars(text.data() + at, end, number);
  return read.ec == std::errc() && read.ptr == end && number >= 0 ? std::optional(number) : std::nullopt;
}

class Reading {
 public:
  Reading(const FieldDoor& door, Caller& caller, const VisitsQuestion& question)
      : door_(door), caller_(caller), question_(question) {}

  Result<Visits> run() {
    BOOTHWISE_TRY(form, operations::form_by_id(door_.store, question_.form));
    if (!form) {
      return refused_field(ErrorKind::not_found, "form_unknown", "form",
                           {"there is no such form", "ऐसा कोई फ़ॉर्म नहीं है"}, question_.form);
    }
    read_.form = std::move(*form);
    operations::RecordQuestion page{question_.at, question_.form, question_.first_day, {}, 500};
    while (true) {
      BOOTHWISE_TRY(records, operations::records_within(caller_.store(), page));
      if (records.empty()) break;
      page.day = records.back().day;
      page.after = records.back().id;
      for (Record& record : records) {
        if (record.day > question_.last_day) return std::move(read_);
        if (!record.counts()) continue;
        if (read_.visits.size() == visits_most) return too_many();
        BOOTHWISE_CHECK(add(std::move(record)));
      }
    }
    return std::move(read_);
  }

 private:
  static Error too_many() {
    return refused_field(ErrorKind::bad_input, "too_many_records", "unit",
                         {"more than 20,000 records; ask for a smaller unit or fewer days",
                          "20,000 से अधिक रिकॉर्ड; छोटी इकाई या कम दिन चुनें"});
  }

  Status add(Record record) {
    BOOTHWISE_TRY(form, door_.shelf.find(door_.store, read_.form.name, record.version));
    auto opened = door_.vault.open(record.key, record.content);
    // Withdrawn between the list and now: as if it had never been there.
    if (!opened && opened.error().code == "record_erased") return success();
    if (!opened) return opened.error();
    BOOTHWISE_TRY(submission, forms::read_submission(*opened, "record"));
    Visit visit;
    visit.record = std::move(record);
    visit.record.content.clear();
    facts(visit, submission, form->xform);
    BOOTHWISE_CHECK(contact(visit, submission, form->xform));
    read_.visits.push_back(std::move(visit));
    return success();
  }

  void facts(Visit& visit, const forms::Submission& submission, const forms::XForm& form) {
    const Record& record = visit.record;
    estimation::VisitFacts& made = visit.facts;
    made.worker = record.device;
    made.booth = record.path;
    made.area = record.ac ? std::to_string(*record.ac) : std::string();
    made.day = std::chrono::sys_days(*parse_date(record.day)).time_since_epoch().count();
    bool asks = false;
    bool answered = false;
    bool any = false;
    bool at_home = true;
    bool turned_away = false;
    for (const FormField& field : form.fields) {
      const std::string_view text = submission.answer(field.path);
      read_.asks_place = read_.asks_place || field.type == "geopoint";
      if (!field.consent.empty()) {
        asks = true;
        answered = answered || !text.empty();
        any = any || forms::says_yes(text);
        continue;
      }
      if (text.empty()) continue;
      take_answer(made, field, text);
      if (is_house_number(field)) visit.house_no = text;
      if (is_section(field)) visit.section = text;
      if (std::ranges::find(field.choices, nobody_home) != field.choices.end()) {
        at_home = at_home && (text == "yes" || text == "no");
        turned_away = turned_away || text == "no";
      }
    }
    if (any) {
      visit.outcome = Outcome::agreed;
    } else if (turned_away || (answered && at_home)) {
      visit.outcome = Outcome::refused;
    } else if (asks) {
      visit.outcome = Outcome::nobody;
    }
  }

  void take_answer(estimation::VisitFacts& made, const FormField& field, std::string_view text) {
    if (field.control == Control::none) {
      // Times that the client itself notes.
      if (field.type != "dateTime") return;
      if (leaf_of(field.path) == "start") made.began = parse_form_time(text);
      if (leaf_of(field.path) == "end") made.ended = parse_form_time(text);
    } else if (field.control == Control::select_one) {
      const std::size_t at = question_of(field);
      if (made.answers.size() <= at) made.answers.resize(at + 1, -1);
      made.answers[at] = choice_of(read_.questions[at], text);
    } else if (field.type == "int") {
      if (const auto number = parse_number<std::int64_t>(text)) made.numbers.push_back(*number);
    } else if (field.type == "geopoint") {
      made.place = coarse_place(text);
    }
  }

  std::size_t question_of(const FormField& field) {
    const auto [found, fresh] = places_.try_emplace(field.path, read_.questions.size());
    if (fresh) read_.questions.push_back({field.path, field.label, {}});
    return found->second;
  }

  static std::int32_t choice_of(AskedQuestion& question, std::string_view text) {
    const auto found = std::ranges::find(question.choices, text);
    if (found != question.choices.end()) return static_cast<std::int32_t>(found - question.choices.begin());
    question.choices.emplace_back(text);
    return static_cast<std::int32_t>(question.choices.size() - 1);
  }

  Status contact(Visit& visit, const forms::Submission& submission, const forms::XForm& form) const {
    std::string name;
    std::optional<std::string> phone;
    for (const FormField& field : form.fields) {
      if (field.contact.empty() || field.purpose != "contact") continue;
      const std::string_view text = submission.answer(field.path);
      if (field.contact == "phone" && !text.empty()) phone = parse_phone(text);
      if (field.contact == "name") name = text;
    }
    if (!phone) return success();
    BOOTHWISE_TRY(rows, operations::consents_of_record(door_.store, visit.record.id));
    const operations::Consent* last = nullptr;
    for (const operations::Consent& row : rows) {
      if (row.purpose == "contact") last = &row;
    }
    if (last == nullptr || !last->given) return success();
    BOOTHWISE_TRY(left_alone, services::is_buried(door_.store, door_.key, Buried::no_contact, *phone));
    if (left_alone) return success();
    visit.name = std::move(name);
    visit.phone = std::move(*phone);
    visit.agreed_on = iso_date(day_in_india(last->noted_at));
    return success();
  }

  const FieldDoor& door_;
  Caller& caller_;
  const VisitsQuestion& question_;
  Visits read_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

Result<Visits> read_visits(const FieldDoor& door, Caller& caller, const VisitsQuestion& question) {
  return Reading(door, caller, question).run();
}

bool is_house_number(const FormField& field) {
  const std::string_view leaf = leaf_of(field.path);
  return leaf == "house_no" || leaf == "house_number";
}

bool is_section(const FormField& field) { return leaf_of(field.path) == "section"; }

bool is_wished_hour(const FormField& field) { return leaf_of(field.path) == "contact_when"; }

std::optional<std::int64_t> parse_form_time(std::string_view text) {
  constexpr std::size_t date_size = 10;
  constexpr std::size_t time_end = 19;
  constexpr int minutes_of_hour = 60;
  if (text.size() < time_end || text[date_size] != 'T') return std::nullopt;
  const auto day = parse_date(text.substr(0, date_size));
  const auto hour = digits_at(text, 11, 2);
  const auto minute = digits_at(text, 14, 2);
  const auto second = digits_at(text, 17, 2);
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::size_t zone = text.find_first_of("Z+-", time_end);
  if (zone == std::string_view::npos) return std::nullopt;
  int ahead = 0;
  if (text[zone] != 'Z') {
    const auto hours = digits_at(text, zone + 1, 2);
    const std::size_t behind = zone + 3 < text.size() && text[zone + 3] == ':' ? zone + 4 : zone + 3;
    const auto minutes = behind == text.size() ? std::optional(0) : digits_at(text, behind, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    ahead = (*hours * minutes_of_hour + *minutes) * (text[zone] == '-' ? -1 : 1);
  }
  const std::int64_t days = std::chrono::sys_days(*day).time_since_epoch().count();
  constexpr std::int64_t day_seconds = 86400;
  constexpr std::int64_t hour_seconds = 3600;
  constexpr std::int64_t minute_seconds = 60;
  return days * day_seconds + *hour * hour_seconds + (*minute - ahead) * minute_seconds + *second;
}

std::optional<std::pair<double, double>> coarse_place(std::string_view geopoint) {
  const std::size_t space = geopoint.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::size_t end = geopoint.find(' ', space + 1);
  const auto north = parse_number<double>(geopoint.substr(0, space));
  const auto east =
      parse_number<double>(geopoint.substr(space + 1, end == std::string_view::npos ? end : end - space - 1));
  if (!north || !east || std::abs(*north) > 90 || std::abs(*east) > 180) return std::nullopt;
  return coarse_place(std::pair(*north, *east));
}

std::pair<double, double> coarse_place(const std::pair<double, double>& exact) {
  constexpr double hundred = 100;
  return {std::round(exact.first * hundred) / hundred, std::round(exact.second * hundred) / hundred};
}

}  // namespace boothwise::field
