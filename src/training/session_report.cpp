#include "training/session_report.hpp"

#include "training/roster.hpp"
#include "training/trainee.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/atomic_file.hpp"
#include "intake/csv_writer.hpp"
#include "intake/xlsx_writer.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
namespace fs = std::filesystem;
using operations::Attendee;
using operations::Feedback;
using operations::TrainingSession;
using operations::TrainingStep;
using services::to_json;

namespace {

/// Fewer words of people than this would tell who said what.
constexpr std::size_t feedback_least = 5;

/// One place of the roster with what came of it.
struct Outcome {
  Attendee place;
  Bilingual post;
  std::int64_t passed = 0;
  std::int64_t steps = 0;
  bool finished = false;
  std::string certificate;  ///< the code of a valid one
};

Result<std::vector<Outcome>> outcomes(Hall& hall, const TrainingSession& session) {
  operations::Store& store = hall.caller.whole_store();
  BOOTHWISE_TRY(places, operations::attendees(store, session.id));
  BOOTHWISE_TRY(all_steps, operations::steps_of_session(store, session.id));
  BOOTHWISE_TRY(certificates, operations::certificates_of_session(store, session.id));
  BOOTHWISE_TRY(catalogue, services::OrganisationCatalogue::read(hall.caller.data_folder()));
  std::map<std::string, std::vector<TrainingStep>> steps;
  for (TrainingStep& step : all_steps) steps[step.trainee].push_back(std::move(step));
  std::map<std::string, std::string> codes;
  for (const operations::Certificate& one : certificates) {
    if (one.revoked_on.empty()) codes[one.trainee] = one.code;
  }
  std::vector<Outcome> list;
  for (Attendee& place : places) {
    Outcome outcome;
    const services::Post* post = catalogue.post(place.post);
    outcome.post = post == nullptr ? Bilingual{place.post, place.post} : post->name;
    const std::string trainee = trainee_of_person(place.person);
    const std::vector<TrainingStep>& own = steps[trainee];
    for (const std::string& code : codes_in(session.courses)) {
      const Course* course = hall.course(code);
      if (course == nullptr) continue;
      const CourseStanding standing = standing_of(*course, own);
      outcome.passed += standing.passed;
      outcome.steps += standing.steps;
    }
    outcome.finished = !place.person.empty() && finished(hall, session, own);
    outcome.certificate = place.person.empty() ? std::string() : codes[trainee];
    outcome.place = std::move(place);
    list.push_back(std::move(outcome));
  }
  return list;
}

json::value feedback_json(const std::vector<Feedback>& all) {
  if (all.size() < feedback_least) return nullptr;
  double useful = 0;
  double clear = 0;
  double pace = 0;
  json::array words;
  for (const Feedback& one : all) {
    useful += static_cast<double>(one.useful);
    clear += static_cast<double>(one.clear);
    pace += static_cast<double>(one.pace);
    if (!one.words.empty()) words.emplace_back(one.words);
  }
  const auto count = static_cast<double>(all.size());
  return json::object{
      {"useful", useful / count}, {"clear", clear / count}, {"pace", pace / count}, {"words", std::move(words)}};
}

json::object outcome_json(const Outcome& one) {
  return {{"post", one.place.post},
          {"post_name", to_json(one.post)},
          {"name", one.place.name},
          {"vacant", one.place.person.empty()},
          {"invited", one.place.invited_at.has_value()},
          {"reply", services::text_or_null(one.place.reply)},
          {"came", one.place.checked_in_at.has_value()},
          {"passed", one.passed},
          {"steps", one.steps},
          {"finished", one.finished},
          {"certificate", services::text_or_null(one.certificate)}};
}

std::vector<std::string> columns(Language language) {
  if (language == Language::hindi) {
    return {"ज़िला / इकाई", "पद", "नाम", "निमंत्रण", "जवाब", "आए", "पूरे हिस्से", "कुल हिस्से", "पूरा किया", "प्रमाणपत्र कोड"};
  }
  return {"unit", "post", "name", "invited", "reply", "came", "parts passed", "parts", "finished", "certificate code"};
}

std::string yes_or_no(bool is, Language language) {
  if (language == Language::hindi) return is ? "हाँ" : "नहीं";
  return is ? "yes" : "no";
}

std::string reply_word(const std::string& reply, Language language) {
  static const std::map<std::string, Bilingual> words = {
      {"yes", {"yes", "आएँगे"}}, {"no", {"no", "नहीं आ सकेंगे"}}, {"perhaps", {"perhaps", "शायद"}}};
  const auto found = words.find(reply);
  return found == words.end() ? std::string() : std::string(in_language(found->second, language));
}

std::vector<std::string> cells_of(const Outcome& one, Language language) {
  const Bilingual vacant{"(vacant)", "(पद रिक्त)"};
  return {std::string(in_language(one.place.unit_name, language)),
          std::string(in_language(one.post, language)),
          one.place.person.empty() ? std::string(in_language(vacant, language)) : one.place.name,
          yes_or_no(one.place.invited_at.has_value(), language),
          reply_word(one.place.reply, language),
          yes_or_no(one.place.checked_in_at.has_value(), language),
          std::to_string(one.passed),
          std::to_string(one.steps),
          yes_or_no(one.finished, language),
          one.certificate};
}

/// What a spreadsheet would take for a formula is a text.
std::string plain(const std::string& cell) {
  return !cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos ? "'" + cell : cell;
}

std::string heading(const TrainingSession& session) {
  return session.title + ", " + session.day + ", " + session.venue;
}

}  // namespace

Result<json::object> session_report(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(list, outcomes(hall, session));
  json::array units;
  std::vector<Attendee> places;
  std::int64_t finished_count = 0;
  std::int64_t certificates = 0;
  for (const Outcome& one : list) {
    places.push_back(one.place);
    finished_count += one.finished ? 1 : 0;
    certificates += one.certificate.empty() ? 0 : 1;
    if (units.empty() || units.back().at("unit").as_int64() != one.place.unit) {
      units.push_back(
          {{"unit", one.place.unit}, {"unit_name", to_json(one.place.unit_name)}, {"people", json::array()}});
    }
    units.back().at("people").as_array().push_back(outcome_json(one));
  }
  BOOTHWISE_TRY(said, operations::feedback_of(hall.caller.whole_store(), id));
  BOOTHWISE_TRY(planned, operations::follow_ups(hall.caller.whole_store(), id));
  json::object view = session_json(hall, session);
  json::object counts = roster_counts(places);
  counts["finished"] = finished_count;
  counts["certificates"] = certificates;
  counts["follow_ups"] = planned.size();
  view["counts"] = std::move(counts);
  view["units"] = std::move(units);
  view["feedback_given"] = said.size();
  view["feedback"] = feedback_json(said);
  return view;
}

Result<std::string> session_report_csv(Hall& hall, const std::string& id, Language language) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(list, outcomes(hall, session));
  std::string text =
      "\xEF\xBB\xBF" + intake::csv_line(std::vector{plain(heading(session))}) + intake::csv_line(columns(language));
  for (const Outcome& one : list) {
    std::vector<std::string> cells = cells_of(one, language);
    for (std::string& cell : cells) cell = plain(cell);
    text += intake::csv_line(cells);
  }
  return text;
}

Result<std::string> session_report_xlsx(Hall& hall, const std::string& id, Language language) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(list, outcomes(hall, session));
  constexpr std::size_t first_number = 6;
  constexpr std::size_t last_number = 7;
  intake::XlsxSheet sheet{
      language == Language::hindi ? "प्रशिक्षण" : "training", {heading(session)}, columns(language), {}};
  for (const Outcome& one : list) {
    auto& row = sheet.rows.emplace_back();
    for (const std::string& cell : cells_of(one, language)) {
      const std::size_t column = row.size();
      row.push_back({cell, column >= first_number && column <= last_number});
    }
  }
  const fs::path folder = hall.caller.workspace().folder / "uploads";
  std::error_code failure;
  fs::create_directories(folder, failure);
  const fs::path file = folder / (operations::new_id() + ".xlsx");
  BOOTHWISE_CHECK(intake::write_xlsx(file, sheet));
  auto bytes = read_file(file);
  fs::remove(file, failure);
  return bytes;
}

}  // namespace boothwise::training
