#include "papers/paper_makers.hpp"
#include "papers/paper_parts.hpp"
#include "training/session_report.hpp"
#include "training/sessions.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// "3 / 4", or a dash where there is nothing to count.
std::string part_text(const json::value& some, const json::value& all) {
  return all.to_number<std::int64_t>() == 0 ? std::string(dash) : count_text(some) + " / " + count_text(all);
}
reports::Cell exercises_cell(const json::value& from) {
  return text_cell(part_text(from.at("exercises_passed"), from.at("exercises")));
}
reports::Cell tasks_cell(const json::value& from) {
  return text_cell(part_text(from.at("follow_ups").at("done"), from.at("follow_ups").at("planned")));
}

const json::array& people_of(const json::value& unit) { return unit.at("people").as_array(); }

reports::Table came_table(const Saying& say, const json::array& units) {
  reports::Table table;
  table.title = say("By district", "ज़िलेवार");
  table.sheet = say("Districts", "ज़िले");
  table.columns = {{say("District", "ज़िला"), 2.2, Align::start},
                   {say("Places", "स्थान"), 0.8, Align::end},
                   {say("Came", "आए"), 0.8, Align::end},
                   {say("Exercises done", "अभ्यास हुए"), 1.2, Align::end},
                   {say("Quiz", "प्रश्न सही"), 0.9, Align::end},
                   {say("Finished", "पूरा किया"), 0.9, Align::end},
                   {say("Certificates", "प्रमाणपत्र"), 1.1, Align::end},
                   {say("Follow-up done", "बाद के काम हुए"), 1.3, Align::end},
                   {say("Late", "देर से"), 0.7, Align::end}};
  for (const json::value& unit : units) {
    const json::value& sum = unit.at("sum");
    table.rows.push_back({text_cell(say.of(unit.at("unit_name"))), count_cell(sum.at("places")),
                          count_cell(sum.at("came")), exercises_cell(sum), percent_cell(sum.at("quiz")),
                          count_cell(sum.at("finished")), count_cell(sum.at("certificates")), tasks_cell(sum),
                          count_cell(sum.at("follow_ups").at("late"))});
  }
  table.note = say("Exercises and quiz are of who came. Quiz: the mean of right answers.",
                   "अभ्यास और प्रश्न केवल आए लोगों के। प्रश्न सही: सही जवाबों का औसत।");
  constexpr std::size_t all = 200;
  table.printed_most = all;
  return table;
}

/// From the places to the certificates, step by step.
reports::IntervalBars path_chart(const Saying& say, const json::object& counts) {
  reports::IntervalBars chart;
  chart.head = {say("From the invitation to the certificate", "निमंत्रण से प्रमाणपत्र तक"),
                say("People, of all places of the roster", "लोग, सूची के सभी स्थानों में से"),
                {}};
  const std::int64_t places = counts.at("places").to_number<std::int64_t>();
  chart.most = static_cast<double>(std::max<std::int64_t>(places, 1));
  const auto add = [&](std::string label, std::int64_t people, bool strong) {
    chart.rows.push_back({std::move(label), static_cast<double>(people), {}, {}, count_text(people), strong});
  };
  const auto count = [&](const char* key) { return counts.at(key).to_number<std::int64_t>(); };
  add(say("Places", "स्थान"), places, false);
  add(say("Post is held", "पद भरा है"), places - count("vacant"), false);
  add(say("Invited", "निमंत्रित"), count("invited"), false);
  add(say("Said yes", "आने की हामी"), count("yes"), false);
  add(say("Came", "आए"), count("came"), true);
  add(say("Finished all courses", "सभी पाठ्यक्रम पूरे"), count("finished"), true);
  add(say("Have a certificate", "प्रमाणपत्र मिला"), count("certificates"), true);
  return chart;
}

reports::Table courses_table(const Saying& say, const json::array& courses) {
  reports::Table table;
  table.title = say("By course", "पाठ्यक्रम के अनुसार");
  table.sheet = say("Courses", "पाठ्यक्रम");
  table.columns = {{say("Course", "पाठ्यक्रम"), 3, Align::start},
                   {say("Began", "शुरू किया"), 0.9, Align::end},
                   {say("Finished", "पूरा किया"), 0.9, Align::end},
                   {say("Exercises done", "अभ्यास हुए"), 1.2, Align::end},
                   {say("Quiz", "प्रश्न सही"), 0.9, Align::end}};
  for (const json::value& one : courses) {
    table.rows.push_back({text_cell(say.of(one.at("title"))), count_cell(one.at("begun")),
                          count_cell(one.at("finished")), exercises_cell(one), percent_cell(one.at("quiz"))});
  }
  return table;
}

reports::Table stages_table(const Saying& say, const json::array& stages) {
  reports::Table table;
  table.title = say("Follow-up tasks", "प्रशिक्षण के बाद के काम");
  table.sheet = say("Follow-up", "बाद के काम");
  table.columns = {{say("After", "कब"), 1.4, Align::start},
                   {say("Due", "कब तक"), 1.6, Align::start},
                   {say("Tasks", "काम"), 1, Align::end},
                   {say("Done", "हुए"), 1, Align::end},
                   {say("Late", "देर से"), 1, Align::end}};
  for (const json::value& one : stages) {
    table.rows.push_back({text_cell(count_text(one.at("days")) + say(" days", " दिन बाद")),
                          day_cell(say, one.at("due_day")), count_cell(one.at("planned")), count_cell(one.at("done")),
                          count_cell(one.at("late"))});
  }
  return table;
}

std::string came_text(const Saying& say, const json::object& person) {
  if (person.at("vacant").as_bool()) return say("vacant", "पद रिक्त");
  if (person.at("came").as_bool()) return say("came", "आए");
  return person.at("invited").as_bool() ? say("did not come", "नहीं आए") : say("not invited", "निमंत्रण नहीं गया");
}

reports::Table people_table(const Saying& say, const json::array& units) {
  reports::Table table;
  table.title = say("Everybody on the roster", "सूची के सभी लोग");
  table.sheet = say("People", "लोग");
  table.columns = {{say("District", "ज़िला"), 1.4, Align::start},      {say("Post", "पद"), 1.6, Align::start},
                   {say("Name", "नाम"), 1.8, Align::start},           {say("Came", "आए"), 1.1, Align::start},
                   {say("Exercises", "अभ्यास"), 0.9, Align::end},      {say("Quiz", "प्रश्न सही"), 0.9, Align::end},
                   {say("Certificate", "प्रमाणपत्र"), 1, Align::start}, {say("Follow-up", "बाद के काम"), 0.9, Align::end}};
  for (const json::value& unit : units) {
    for (const json::value& one : people_of(unit)) {
      const json::object& person = one.as_object();
      const bool vacant = person.at("vacant").as_bool();
      table.rows.push_back(
          {text_cell(say.of(unit.at("unit_name"))), text_cell(say.of(person.at("post_name"))),
           text_cell(vacant ? std::string(dash) : text_of(person.at("name"))), text_cell(came_text(say, person)),
           vacant ? text_cell(std::string(dash)) : exercises_cell(one), percent_cell(person.at("quiz")),
           text_cell(person.at("certificate").is_string() ? say("issued", "दिया गया") : std::string(dash)),
           tasks_cell(one)});
    }
  }
  constexpr std::size_t all = 400;
  table.printed_most = all;
  return table;
}

void add_feedback(reports::Report& report, const Saying& say, const json::object& view) {
  add_heading(report, say("What people said", "लोगों ने क्या कहा"));
  const std::string given = count_text(view.at("feedback_given"));
  if (!view.at("feedback").is_object()) {
    add_text(report,
             say("Forms given: " + given + ". Under five they are not shown: they would tell who said what.",
                 "भरे गए फ़ॉर्म: " + given + "। पाँच से कम हों तो नहीं दिखाए जाते: पता चल जाएगा कि किसने क्या कहा।"),
             reports::Paragraph::Tone::muted);
    return;
  }
  const json::object& feedback = view.at("feedback").as_object();
  const auto score = [&](const char* key) {
    const std::string text = signed_text(feedback.at(key).to_number<double>());
    return text.starts_with('+') ? text.substr(1) : text;
  };
  add(report, reports::KeyFigures{{{score("useful") + " / 5", say("useful", "उपयोगी"), ""},
                                   {score("clear") + " / 5", say("clear", "समझ में आया"), ""},
                                   {score("pace"), say("pace", "गति"),
                                    say("1 too slow, 3 right, 5 too fast", "1 बहुत धीमी, 3 ठीक, 5 बहुत तेज़")}}});
  for (const json::value& words : feedback.at("words").as_array()) add_text(report, "· " + text_of(words));
}

/// The session that is named, or the latest. Errors: `no_session`.
Result<std::string> session_of(training::Hall& hall, const std::string& place) {
  if (!place.empty()) return place;
  BOOTHWISE_TRY(view, training::sessions_view(hall));
  const json::array& sessions = view.at("sessions").as_array();
  if (!sessions.empty()) return text_of(sessions.front().at("session"));
  return Error{
      ErrorKind::not_found, "no_session", {"no training session was set up yet", "अभी कोई प्रशिक्षण सत्र नहीं बना है"}};
}

}  // namespace

Result<reports::Report> training_report(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  BOOTHWISE_CHECK(desk.caller.access().require(Right::hold_training));
  BOOTHWISE_TRY(courses, training::load_courses(desk.caller.data_folder() / "courses"));
  training::Hall hall{desk.caller, courses};
  BOOTHWISE_TRY(session, session_of(hall, asked.place));
  BOOTHWISE_TRY(view, training::session_report(hall, session));
  const json::object& counts = view.at("counts").as_object();
  const json::array& units = view.at("units").as_array();
  reports::Report report = begun(desk, asked, "training");
  report.place = text_of(view.at("title"));
  report.as_of = say.of(date_text(text_of(view.at("day")))) + " · " + text_of(view.at("venue"));
  const std::string came = count_text(counts.at("came"));
  const std::string finished = count_text(counts.at("finished"));
  const std::string certificates = count_text(counts.at("certificates"));
  const json::value& whole = view.at("sum");
  const std::int64_t present =
      std::ranges::count_if(units, [](const json::value& unit) { return unit.at("sum").at("came") != 0; });
  report.sentence =
      say(came + " people of " + count_text(present) + " of " + count_text(static_cast<std::int64_t>(units.size())) +
              " districts came; " + finished + " finished all courses; " + certificates + " have a certificate.",
          count_text(static_cast<std::int64_t>(units.size())) + " में से " + count_text(present) + " ज़िलों के " + came +
              " लोग आए; " + finished + " ने सभी पाठ्यक्रम पूरे किए; " + certificates + " को प्रमाणपत्र मिला।");
  report.figures = {{came + " / " + count_text(counts.at("places")), say("came, of all places", "आए, कुल स्थानों में से"),
                     say("vacant posts: ", "रिक्त पद: ") + count_text(counts.at("vacant"))},
                    {part_text(whole.at("exercises_passed"), whole.at("exercises")), say("exercises done", "अभ्यास हुए"),
                     say("of who came", "आए लोगों के")},
                    {certificates, say("certificates", "प्रमाणपत्र"), ""},
                    {part_text(whole.at("follow_ups").at("done"), whole.at("follow_ups").at("planned")),
                     say("follow-up tasks done", "बाद के काम हुए"),
                     say("late: ", "देर से: ") + count_text(whole.at("follow_ups").at("late"))}};
  if (!desk.pages.empty()) report.link = desk.pages + "/training/sessions/" + session + "/report";
  report.sources.push_back(say("The organisation's own records of training", "संगठन के अपने प्रशिक्षण रिकॉर्ड"));
  report.methods.push_back(say(
      "Came: checked in at the door. Finished: every lesson, quiz and exercise of all courses passed; exercises are "
      "graded by what was done in the practice workspace. A certificate is for who came and finished.",
      "आए: द्वार पर उपस्थिति दर्ज। पूरा किया: सभी पाठ्यक्रमों के हर पाठ, प्रश्नोत्तरी और अभ्यास में सफल; अभ्यास की जाँच अभ्यास कार्यक्षेत्र "
      "में किए काम से। "
      "प्रमाणपत्र उन्हें जो आए और पूरा किया।"));
  take_sources(report, view);  // marks what is made up
  add(report, path_chart(say, counts));
  add(report, came_table(say, units));
  if (!view.at("course_outcomes").as_array().empty()) {
    add_heading(report, say("What was learnt", "क्या सीखा"));
    add(report, courses_table(say, view.at("course_outcomes").as_array()));
  }
  if (!view.at("follow_ups").as_array().empty()) add(report, stages_table(say, view.at("follow_ups").as_array()));
  add_feedback(report, say, view);
  add_heading(report, say("People", "लोग"));
  add(report, people_table(say, units));
  return report;
}

}  // namespace boothwise::papers
