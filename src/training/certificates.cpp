#include "training/certificates.hpp"

#include "operations/tasks.hpp"
#include "reports/canvas.hpp"
#include "reports/pdf.hpp"
#include "training/trainee.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "domain/work.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::Certificate;
using operations::TrainingSession;
using operations::TrainingStep;
using services::JsonBody;
using services::to_json;

namespace {

constexpr std::array<std::int64_t, 3> follow_up_days = {30, 60, 90};
constexpr std::size_t code_letters = 26;

/// 130 bits in letters and digits that nobody takes for one another.
std::string new_code() {
  constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::string code;
  while (code.size() < code_letters) code += letters[random_below(static_cast<std::uint32_t>(letters.size()))];
  return code;
}

Error certificate_unknown() {
  return {ErrorKind::not_found,
          "certificate_unknown",
          {"there is no certificate with this code", "इस कोड का कोई प्रमाणपत्र नहीं है"}};
}

Result<Certificate> known_certificate(Hall& hall, std::string_view code) {
  const std::string plain = replaced(std::string(trimmed(code)), "-", "");
  BOOTHWISE_TRY(found, operations::certificate(hall.caller.whole_store(), plain));
  if (!found) return certificate_unknown();
  return std::move(*found);
}

std::map<std::string, std::vector<TrainingStep>> by_trainee(std::vector<TrainingStep> steps) {
  std::map<std::string, std::vector<TrainingStep>> map;
  for (TrainingStep& step : steps) map[step.trainee].push_back(std::move(step));
  return map;
}

json::object certificate_json(const Certificate& one) {
  return {{"code", one.code},
          {"issued_on", one.issued_on},
          {"valid", one.revoked_on.empty()},
          {"revoked_on", services::text_or_null(one.revoked_on)},
          {"reason", services::text_or_null(one.reason)}};
}

Result<json::object> list_of(Hall& hall, const TrainingSession& session) {
  operations::Store& store = hall.caller.whole_store();
  BOOTHWISE_TRY(certificates, operations::certificates_of_session(store, session.id));
  BOOTHWISE_TRY(places, operations::attendees(store, session.id));
  BOOTHWISE_TRY(steps, operations::steps_of_session(store, session.id));
  const auto steps_of = by_trainee(std::move(steps));
  json::array list;
  std::set<std::string> have;
  for (const Certificate& one : certificates) {
    have.insert(one.trainee);
    json::object view = certificate_json(one);
    BOOTHWISE_TRY(name, name_of(store, trainee_named(one.trainee)));
    view["name"] = name;
    const auto place =
        std::ranges::find_if(places, [&](const Attendee& at) { return trainee_of_person(at.person) == one.trainee; });
    view["unit_name"] = to_json(place == places.end() ? Bilingual{} : place->unit_name);
    list.push_back(std::move(view));
  }
  json::array unfinished;
  for (const Attendee& place : places) {
    const std::string trainee = trainee_of_person(place.person);
    if (!place.checked_in_at || have.contains(trainee)) continue;
    const auto found = steps_of.find(trainee);
    const bool done = found != steps_of.end() && finished(hall, session, found->second);
    unfinished.push_back({{"name", place.name}, {"unit_name", to_json(place.unit_name)}, {"finished", done}});
  }
  json::object view = session_json(hall, session);
  view["certificates"] = std::move(list);
  view["without"] = std::move(unfinished);
  return view;
}

std::string text_of(const json::object& view, const char* key) { return std::string(view.at(key).as_string()); }

std::string in_hindi(const json::value& name) { return std::string(name.as_object().at("hi").as_string()); }
std::string in_english(const json::value& name) { return std::string(name.as_object().at("en").as_string()); }

std::string titles_of(const json::object& view, std::string (*in)(const json::value&)) {
  std::string titles;
  for (const json::value& course : view.at("courses").as_array()) {
    titles += (titles.empty() ? "" : " · ") + in(course.as_object().at("title"));
  }
  return titles;
}

/// "10 दिसंबर 2026 · 10 December 2026".
std::string day_of_page(const std::string& day) {
  const Bilingual words = date_text(day);
  return words.hi + " · " + words.en;
}

/// "ABCD-EFGH-…": what people read out and type.
std::string grouped_code(const std::string& code) {
  constexpr std::size_t group = 4;
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % group == 0) text += '-';
    text += code[i];
  }
  return text;
}

using reports::Align;
using reports::Box;
using reports::Canvas;
using reports::TextStyle;
using reports::Weight;
namespace tokens = reports::tokens;

constexpr reports::Size across{reports::a4.height, reports::a4.width};
constexpr double margin = 42;

TextStyle centred(double size, Weight weight, const reports::Colour& colour) {
  TextStyle style;
  style.size = size;
  style.weight = weight;
  style.colour = colour;
  style.align = Align::middle;
  style.width = across.width - 4 * margin;
  return style;
}

constexpr double qr_side = 96;
constexpr double foot_top = across.height - margin - qr_side - 14;

/// The upper part: what it is, whose, for what; `air` between its lines. Draws nothing where `page` is only measured.
/// Returns where it ends.
Result<double> draw_words(Canvas& page, const json::object& view, double air, bool measured) {
  const double left = 2 * margin;
  const double width = across.width - 4 * margin;
  double y = margin + 26;
  const auto put = [&](std::string_view text, double size, Weight weight, const reports::Colour& colour, double gap) {
    const TextStyle style = centred(size, weight, colour);
    y += (measured ? page.measure(text, style) : page.text({left, y}, text, style)).height + gap;
  };
  /// Made smaller where it does not fit.
  const auto put_within = [&](std::string_view text, double height, const TextStyle& style, double least) -> Status {
    if (measured) {
      y += std::min(height, page.measure(text, style).height);
      return success();
    }
    BOOTHWISE_TRY(set, page.text_within({left, y, width, height}, text, style, least));
    y += set.height;
    return success();
  };
  put("प्रशिक्षण प्रमाणपत्र", 30, Weight::bold, tokens::accent, 0);
  put("Certificate of training", 14, Weight::regular, tokens::muted, 16 + 2 * air);
  put("प्रमाणित किया जाता है कि · This is to certify that", 11, Weight::regular, tokens::muted, 4 + air);
  BOOTHWISE_CHECK(put_within(text_of(view, "name"), 46, centred(28, Weight::bold, tokens::ink), 14));
  y += 2;
  const std::string unit_hi = in_hindi(view.at("unit_name"));
  const std::string unit_en = in_english(view.at("unit_name"));
  put(unit_hi == unit_en ? unit_hi : unit_hi + " · " + unit_en, 12, Weight::regular, tokens::muted, 12 + 2 * air);
  put("ने नीचे लिखे पाठ्यक्रम, उनके अभ्यास और प्रश्नोत्तरी सहित, पूरे किए", 12.5, Weight::regular, tokens::ink, 0);
  put("has finished these courses with their exercises and quizzes", 10.5, Weight::regular, tokens::muted, 8 + air);
  BOOTHWISE_CHECK(put_within(titles_of(view, in_hindi), 50, centred(13, Weight::bold, tokens::ink), 8));
  y += 2;
  BOOTHWISE_CHECK(put_within(titles_of(view, in_english), 36, centred(10, Weight::regular, tokens::muted), 7));
  return y;
}

/// The same with as much air as there is above the foot.
Result<double> draw_words(Canvas& page, const json::object& view) {
  constexpr double pieces = 7;  // six of air between lines, one above the foot
  constexpr double most = 16;
  BOOTHWISE_TRY(end, draw_words(page, view, 0, true));
  return draw_words(page, view, std::clamp((foot_top - end) / pieces, 0.0, most), false);
}

Status draw_foot(Canvas& page, const json::object& view, const std::string& address) {
  const double right = across.width - margin - qr_side - 16;
  BOOTHWISE_CHECK(page.qr({right, foot_top}, qr_side, address));
  TextStyle style;
  style.size = 10.5;
  style.width = right - 2 * margin - 24;
  double y = foot_top;
  const auto put = [&](const std::string& text, double size, const reports::Colour& colour, Weight weight) {
    style.size = size;
    style.colour = colour;
    style.weight = weight;
    y += page.text({2 * margin, y}, text, style).height + 1;
  };
  put(text_of(view, "session_title"), 11.5, tokens::ink, Weight::bold);
  put(text_of(view, "venue") + " · " + day_of_page(text_of(view, "day")), 10.5, tokens::ink, Weight::regular);
  put("जारी · issued " + day_of_page(text_of(view, "issued_on")), 10.5, tokens::ink, Weight::regular);
  put("कोड · code " + grouped_code(text_of(view, "code")), 9.5, tokens::ink, Weight::regular);
  put("सत्यापन के लिए QR स्कैन करें · scan the QR code to verify", 8.5, tokens::muted, Weight::regular);
  return success();
}

Status draw_revoked(Canvas& page, const json::object& view) {
  if (view.at("valid").as_bool()) return success();
  const Box band{margin, margin, across.width - 2 * margin, 22};
  page.fill(band, tokens::warn_soft);
  TextStyle style = centred(11, Weight::bold, tokens::warn);
  page.text({2 * margin, band.y + 3}, "यह प्रमाणपत्र रद्द है · this certificate is revoked", style);
  return success();
}

}  // namespace

Result<json::object> issue_certificates(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  const std::string today = iso_date(hall.caller.today());
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(places, operations::attendees(inside, id));
    BOOTHWISE_TRY(steps, operations::steps_of_session(inside, id));
    const auto steps_of = by_trainee(std::move(steps));
    std::int64_t issued = 0;
    for (const Attendee& place : places) {
      const auto found = steps_of.find(trainee_of_person(place.person));
      if (!place.checked_in_at || found == steps_of.end() || !finished(hall, session, found->second)) continue;
      BOOTHWISE_CHECK(operations::add_certificate(
          inside, {new_code(), found->first, id, place.unit, session.courses, today, hall.caller.access().user()}));
      ++issued;
    }
    return hall.caller.note(inside, "training.certificates_issued", "training:" + id, whole_organisation,
                            {{"people", issued}});
  }));
  return list_of(hall, session);
}

Result<json::object> certificates_view(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  return list_of(hall, session);
}

Result<json::object> revoke_certificate(Hall& hall, const std::string& code, std::string_view text) {
  BOOTHWISE_CHECK(hall.caller.access().require(Right::hold_training));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"reason"}));
  BOOTHWISE_TRY(reason, body.text("reason", 300));
  BOOTHWISE_TRY(known, known_certificate(hall, code));
  bool revoked = false;
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(done, operations::revoke_certificate(inside, known.code, iso_date(hall.caller.today()), reason));
    revoked = done;
    return hall.caller.note(inside, "training.certificate_revoked", "training:" + known.session, whole_organisation,
                            {{"reason", reason}});
  }));
  if (!revoked) return certificate_unknown();
  return certificate_view(hall, known.code);
}

Result<json::object> certificate_view(Hall& hall, std::string_view code) {
  BOOTHWISE_TRY(known, known_certificate(hall, code));
  BOOTHWISE_TRY(session, known_session(hall, known.session));
  session.courses = known.courses;
  json::object view = certificate_json(known);
  BOOTHWISE_TRY(name, name_of(hall.caller.whole_store(), trainee_named(known.trainee)));
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), known.session));
  const auto place = std::ranges::find(places, known.unit, &Attendee::unit);
  view["name"] = name;
  view["unit_name"] = to_json(place == places.end() ? Bilingual{} : place->unit_name);
  view["session_title"] = session.title;
  view["venue"] = session.venue;
  view["day"] = session.day;
  view["courses"] = session_json(hall, session).at("courses");
  return view;
}

Result<std::string> certificate_pdf(Hall& hall, std::string_view code, const std::string& address) {
  BOOTHWISE_TRY(view, certificate_view(hall, code));
  if (text_of(view, "name").empty()) return certificate_unknown();  // who left takes her name along (R39)
  std::string bytes;
  reports::PdfSettings settings;
  settings.title = "प्रशिक्षण प्रमाणपत्र · Certificate of training";
  settings.subject = text_of(view, "code");
  settings.made = begin_in_india(services::kept_day(text_of(view, "issued_on")));
  BOOTHWISE_TRY(document, reports::PdfDocument::create(settings, [&](std::string_view more) -> Status {
                  bytes += more;
                  return success();
                }));
  Canvas& page = document.next_page(across);
  page.frame({margin / 2, margin / 2, across.width - margin, across.height - margin}, tokens::accent, 2.5);
  page.frame({margin / 2 + 6, margin / 2 + 6, across.width - margin - 12, across.height - margin - 12},
             tokens::line_strong, 0.6);
  BOOTHWISE_CHECK(draw_words(page, view));
  BOOTHWISE_CHECK(draw_foot(page, view, address));
  BOOTHWISE_CHECK(draw_revoked(page, view));
  BOOTHWISE_CHECK(document.finish());
  return bytes;
}

Result<json::object> plan_follow_ups(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  std::int64_t added = 0;
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(places, operations::attendees(inside, id));
    BOOTHWISE_TRY(there, operations::follow_ups(inside, id));
    std::set<std::pair<std::string, std::int64_t>> planned;
    for (const operations::FollowUp& one : there) planned.emplace(one.attendee, one.days);
    for (const Attendee& place : places) {
      if (!place.checked_in_at || place.person.empty()) continue;
      for (const std::int64_t days : follow_up_days) {
        if (planned.contains({place.id, days})) continue;
        operations::Task task;
        task.unit = place.unit;
        task.path = place.path;
        const std::string count = std::to_string(days);
        task.title = "प्रशिक्षण के " + count + " दिन बाद · " + count + " days after the training";
        task.words = session.title +
                     "\nजो सीखा उसे किस काम में लगाया, यह लिखें; जो भूल रहे हों उसे प्रशिक्षण पन्ने पर दोहराएँ।\n"
                     "Say what you used it for; go over what slips away on the training page.";
        task.first_day = session.day;
        task.due_day = iso_date(days_after(services::kept_day(session.day), days));
        task.assignee_person = place.person;
        task.changed_at = hall.caller.now();
        BOOTHWISE_TRY(number, operations::add_task(inside, task, hall.caller.access().user()));
        BOOTHWISE_CHECK(operations::add_follow_up(inside, id, {place.id, days, number}));
        ++added;
      }
    }
    return hall.caller.note(inside, "training.follow_ups_planned", "training:" + id, whole_organisation,
                            {{"tasks", added}});
  }));
  return json::object{{"added", added}};
}

}  // namespace boothwise::training
