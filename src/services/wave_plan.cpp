#include "services/wave_plan.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>

#include "base/text.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;
using privacy::Level;

namespace {

constexpr std::size_t questions_most = 12;
constexpr std::size_t answers_most = 64;
constexpr std::size_t words_most = 400;
constexpr std::int64_t weight_most = 1000;

Error plan_refused(std::string code, std::string_view field, Bilingual message, std::string_view value = {}) {
  return refused_field(ErrorKind::bad_input, std::move(code), field, std::move(message), value);
}

/// 1 to 40 small letters, digits, "-" and "_": codes of waves, questions and answers, nodes of forms.
Result<std::string> code_in(const JsonBody& body, std::string_view field) {
  constexpr std::size_t most = 40;
  BOOTHWISE_TRY(code, body.text(field, code_bytes_most));
  const bool sound = code.size() <= most && std::ranges::all_of(code, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
                     });
  if (sound) return code;
  return plan_refused("wave_malformed", field,
                      {"expected up to 40 small letters, digits, - and _", "40 तक छोटे लातिन अक्षर, अंक, - और _ चाहिए"},
                      code);
}

Result<Bilingual> title_in(const JsonBody& body) {
  BOOTHWISE_TRY(title, body.object_or_none("title"));
  if (!title) return JsonBody::malformed("title", "expected {\"en\", \"hi\"}", "{\"en\", \"hi\"} चाहिए");
  BOOTHWISE_TRY(en, title->text("en", words_most));
  BOOTHWISE_TRY(hi, title->text("hi", words_most));
  return Bilingual{en, hi};
}

Result<Day> plan_day(const JsonBody& body, std::string_view field) {
  BOOTHWISE_TRY(text, body.text(field, code_bytes_most));
  if (const auto day = parse_date(text)) return *day;
  return plan_refused("date_malformed", field, {"expected a date such as 2026-01-06", "2026-01-06 जैसी तिथि चाहिए"},
                      text);
}

Result<Level> level_in(const JsonBody& body, std::string_view field, Level otherwise) {
  BOOTHWISE_TRY(text, body.text_or_empty(field, code_bytes_most));
  if (text.empty()) return otherwise;
  for (const Level level : privacy::levels) {
    if (name_of_level(level) == text) return level;
  }
  Error error = plan_refused("wave_malformed", field, {"there is no such level", "ऐसा कोई स्तर नहीं है"}, text);
  for (const Level level : privacy::levels) error.choices.emplace_back(name_of_level(level));
  return error;
}

Result<PlannedAnswer> answer_in(const JsonBody& body) {
  constexpr std::int64_t things_most = 1000;
  BOOTHWISE_CHECK(body.only({"code", "title", "down_to", "least"}));
  BOOTHWISE_TRY(code, code_in(body, "code"));
  BOOTHWISE_TRY(title, title_in(body));
  BOOTHWISE_TRY(down_to, level_in(body, "down_to", Level::booth));
  BOOTHWISE_TRY(least, body.integer_or_none("least", 0, things_most));
  return PlannedAnswer{code, title, down_to, least.value_or(0)};
}

Result<privacy::LevelWeights> weights_in(const JsonBody& body) {
  BOOTHWISE_TRY(object, body.object_or_none("weights"));
  privacy::LevelWeights weights{};
  if (!object) return JsonBody::malformed("weights", "expected a number for each level", "हर स्तर के लिए एक संख्या चाहिए");
  BOOTHWISE_CHECK(object->only({"district", "segment", "shakti_kendra", "booth"}));
  for (const Level level : privacy::levels) {
    BOOTHWISE_TRY(weight, object->integer_or_none(name_of_level(level), 0, weight_most));
    weights.at(privacy::number(level)) = static_cast<std::uint32_t>(weight.value_or(0));
  }
  return weights;
}

/// By level and answer, the group that it is counted in; "others" is the last one.
privacy::Merges merges_of(const std::vector<PlannedAnswer>& answers) {
  privacy::Merges merges;
  for (const Level level : privacy::levels) {
    privacy::Groups& groups = merges.at(privacy::number(level));
    std::uint32_t next = 0;
    for (const PlannedAnswer& answer : answers) groups.push_back(answer.down_to >= level ? next++ : answers_most);
    std::ranges::replace(groups, std::uint32_t{answers_most}, next);
  }
  return merges;
}

Result<privacy::CategorySet> set_of(const PlannedQuestion& question, std::uint32_t number) {
  return privacy::CategorySet::of(privacy::CategorySetId(number), question.risk, question.answers.size(),
                                  merges_of(question.answers));
}

/// Of a counted question: bands from 0 up, each from more on than the one before.
Status check_bands(const PlannedQuestion& question) {
  if (question.counts.empty()) return success();
  bool sound = question.answers.size() > 2 && question.answers[1].least == 0;
  for (std::size_t at = 2; at < question.answers.size(); ++at)
    sound = sound && question.answers[at].least > question.answers[at - 1].least;
  if (sound) return success();
  return plan_refused("wave_malformed", "answers",
                      {"bands of a counted question begin at 0 and rise (\"least\")",
                       "गिने जाने वाले प्रश्न की श्रेणियाँ 0 से शुरू होकर बढ़ती जाएँ (\"least\")"},
                      question.code);
}

/// "Others" are two answers at least: of one it would be another name.
Status check_others(const PlannedQuestion& question) {
  for (const Level level : privacy::levels) {
    const auto merged =
        std::ranges::count_if(question.answers, [&](const PlannedAnswer& answer) { return answer.down_to < level; });
    if (merged == 1)
      return plan_refused("merge_malformed", "down_to",
                          {"at each level none or at least two answers are counted as others",
                           "हर स्तर पर \"अन्य\" में एक भी नहीं या कम से कम दो उत्तर हों"},
                          name_of_level(level));
  }
  return success();
}

Status check_question(const PlannedQuestion& question, std::uint32_t number) {
  if (question.purpose != "community" && question.purpose != "economic") {
    Error error = plan_refused("wave_malformed", "purpose", {"this is no protected purpose", "यह संरक्षित उद्देश्य नहीं है"},
                               question.purpose);
    error.choices = {"community", "economic"};
    return error;
  }
  if (question.answers.empty() || question.answers.front().code != prefer_not_to_say)
    return plan_refused("wave_malformed", "answers",
                        {"the first answer of each question is \"prefer_not_to_say\" (R14)",
                         "हर प्रश्न का पहला उत्तर \"prefer_not_to_say\" (नहीं बताना चाहते) हो (R14)"},
                        question.code);
  std::set<std::string_view> codes;
  for (const PlannedAnswer& answer : question.answers) {
    if (!codes.insert(answer.code).second)
      return plan_refused("wave_malformed", "answers", {"each answer is given once", "हर उत्तर एक ही बार हो"},
                          answer.code);
  }
  BOOTHWISE_CHECK(check_bands(question));
  BOOTHWISE_CHECK(check_others(question));
  BOOTHWISE_TRY(set, set_of(question, number));
  for (const Level level : privacy::levels) {
    if (level > set.lowest() && question.weights.at(privacy::number(level)) > 0)
      return plan_refused("set_too_fine", "weights",
                          {"a fine set of answers is released for segments and districts only (R19)",
                           "बारीक वर्ग-समूह के आँकड़े केवल विधानसभा और ज़िले के निकलते हैं (R19)"},
                          question.code);
  }
  return success();
}

Result<PlannedQuestion> question_in(const JsonBody& body, std::uint32_t number) {
  BOOTHWISE_CHECK(body.only({"code", "title", "purpose", "consent", "risk", "weights", "counts", "answers"}));
  PlannedQuestion question;
  BOOTHWISE_TRY(code, code_in(body, "code"));
  BOOTHWISE_TRY(title, title_in(body));
  BOOTHWISE_TRY(purpose, body.text("purpose", code_bytes_most));
  BOOTHWISE_TRY(consent, code_in(body, "consent"));
  BOOTHWISE_TRY(risk, body.text("risk", code_bytes_most));
  BOOTHWISE_TRY(weights, weights_in(body));
  BOOTHWISE_TRY(counts, body.text_or_empty("counts", code_bytes_most));
  BOOTHWISE_TRY(answers, body.objects("answers", answers_most));
  if (risk != "coarse" && risk != "fine") {
    Error error = plan_refused("wave_malformed", "risk", {"expected coarse or fine", "coarse या fine चाहिए"}, risk);
    error.choices = {"coarse", "fine"};
    return error;
  }
  question.code = std::move(code);
  question.title = std::move(title);
  question.purpose = std::move(purpose);
  question.consent = std::move(consent);
  question.risk = risk == "coarse" ? privacy::RiskClass::coarse : privacy::RiskClass::fine;
  question.weights = weights;
  question.counts = std::move(counts);
  for (const JsonBody& one : answers) {
    BOOTHWISE_TRY(answer, answer_in(one));
    question.answers.push_back(std::move(answer));
  }
  BOOTHWISE_CHECK(check_question(question, number));
  return question;
}

Result<privacy::BudgetPlan> budget_for(const WavePlan& plan) {
  std::vector<privacy::LevelWeights> weights;
  weights.reserve(plan.questions.size());
  for (const PlannedQuestion& question : plan.questions) weights.push_back(question.weights);
  return privacy::BudgetPlan::of(weights);
}

Result<privacy::Floors> floors_in(const JsonBody& body) {
  BOOTHWISE_TRY(object, body.object_or_none("floors"));
  if (!object) return privacy::Floors();
  constexpr std::int64_t most = 1'000'000;
  BOOTHWISE_CHECK(object->only({"base", "cell"}));
  BOOTHWISE_TRY(base, object->integer("base", 1, most));
  BOOTHWISE_TRY(cell, object->integer("cell", 1, most));
  return privacy::Floors::raised(base, cell);
}

}  // namespace

std::string_view name_of_level(Level level) {
  constexpr std::array<std::string_view, privacy::level_count> names{"district", "segment", "shakti_kendra", "booth"};
  return names.at(privacy::number(level));
}

privacy::CategorySet PlannedQuestion::category_set(std::uint32_t number) const { return set_of(*this, number).value(); }

PlannedAnswer PlannedQuestion::group(Level level, std::size_t group) const {
  std::size_t at = 0;
  for (const PlannedAnswer& answer : answers) {
    if (answer.down_to >= level && at++ == group) return answer;
  }
  const bool unsaid = !answers.empty() && answers.front().down_to < level;
  return {"others", unsaid ? Bilingual{"Others or not said", "अन्य या नहीं बताया"} : Bilingual{"Others", "अन्य"}, level};
}

Result<WavePlan> read_wave_plan(const JsonBody& body) {
  BOOTHWISE_CHECK(body.only({"code", "title", "first_day", "last_day", "questions", "floors", "synthetic"}));
  WavePlan plan;
  BOOTHWISE_TRY(code, code_in(body, "code"));
  BOOTHWISE_TRY(title, title_in(body));
  BOOTHWISE_TRY(first, plan_day(body, "first_day"));
  BOOTHWISE_TRY(last, plan_day(body, "last_day"));
  BOOTHWISE_TRY(questions, body.objects("questions", questions_most));
  BOOTHWISE_TRY(floors, floors_in(body));
  BOOTHWISE_TRY(synthetic, body.flag("synthetic"));
  if (last < first)
    return plan_refused("wave_malformed", "last_day",
                        {"a wave ends on or after its first day", "चरण अपने पहले दिन या बाद में ख़त्म हो"}, iso_date(last));
  plan = {std::move(code), std::move(title), first, last, {}, floors, synthetic};
  std::set<std::string> codes;
  for (const JsonBody& one : questions) {
    BOOTHWISE_TRY(question, question_in(one, static_cast<std::uint32_t>(plan.questions.size() + 1)));
    if (!codes.insert(question.code).second)
      return plan_refused("wave_malformed", "questions", {"each question is given once", "हर प्रश्न एक ही बार हो"},
                          question.code);
    plan.questions.push_back(std::move(question));
  }
  BOOTHWISE_TRY(budget, budget_for(plan));
  return plan;
}

Result<WavePlan> parse_wave_plan(std::string_view text, const std::string& name) {
  auto plan = [&]() -> Result<WavePlan> {
    BOOTHWISE_TRY(body, JsonBody::parse(text));
    return read_wave_plan(body);
  }();
  if (plan) return plan;
  Error error = plan.error();
  error.where.file = name;
  return error;
}

json::object plan_json(const WavePlan& plan) {
  json::array questions;
  for (const PlannedQuestion& question : plan.questions) {
    json::array answers;
    for (const PlannedAnswer& answer : question.answers)
      answers.push_back({{"code", answer.code},
                         {"title", to_json(answer.title)},
                         {"down_to", std::string(name_of_level(answer.down_to))},
                         {"least", answer.least}});
    json::object weights;
    for (const Level level : privacy::levels)
      weights[name_of_level(level)] = question.weights.at(privacy::number(level));
    questions.push_back({{"code", question.code},
                         {"title", to_json(question.title)},
                         {"purpose", question.purpose},
                         {"consent", question.consent},
                         {"risk", question.risk == privacy::RiskClass::coarse ? "coarse" : "fine"},
                         {"weights", std::move(weights)},
                         {"counts", question.counts},
                         {"answers", std::move(answers)}});
  }
  return {{"code", plan.code},
          {"title", to_json(plan.title)},
          {"first_day", iso_date(plan.first)},
          {"last_day", iso_date(plan.last)},
          {"questions", std::move(questions)},
          {"floors", {{"base", plan.floors.base()}, {"cell", plan.floors.cell()}}},
          {"synthetic", plan.synthetic}};
}

privacy::BudgetPlan budget_of(const WavePlan& plan) { return budget_for(plan).value(); }

}  // namespace boothwise::services
