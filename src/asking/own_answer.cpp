#include "asking/own_answer.hpp"

#include "asking/interpreter.hpp"
#include "operations/unit_places.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/forecast_scenario.hpp"
#include "services/report_json.hpp"
#include "services/responsibility.hpp"
#include "services/work_parts.hpp"
#include "services/works.hpp"

namespace boothwise::asking {

namespace json = boost::json;
using services::to_json;

namespace {

/// One thing that can be asked of tasks.
struct TaskWords {
  std::string_view id;
  std::int64_t Completion::*count;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array<TaskWords, 4> task_words = {{{"late", &Completion::late, "tasks late", "देर वाले काम"},
                                                  {"done", &Completion::done, "tasks done", "पूरे हुए काम"},
                                                  {"blocked", &Completion::blocked, "tasks blocked", "अटके काम"},
                                                  {"tasks", &Completion::asked, "tasks asked for", "माँगे गए काम"}}};

/// One number or name, with what stands beside every number.
struct Told {
  Bilingual title;
  Bilingual area;
  Bilingual text;
  Bilingual date;
  Bilingual source;
  Bilingual method;
  std::string kind;  ///< record, forecast
  std::string unit;
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;
  std::string interval;
  bool synthetic = false;
  std::string page;
};

json::object told_json(const Told& told) {
  const Bilingual kind_name = told.kind == "forecast" ? Bilingual{"forecast, not a count", "पूर्वानुमान, गिनती नहीं"}
                                                      : Bilingual{"our own records", "संगठन का अपना हिसाब"};
  return {{"reference", ""},
          {"measure", told.kind == "forecast" ? "chance"
                      : told.unit == "tasks"  ? "tasks"
                                              : "responsible"},
          {"title", to_json(told.title)},
          {"area", to_json(told.area)},
          {"value", told.value},
          {"unit", told.unit},
          {"text", to_json(told.text)},
          {"low", services::or_null(told.low)},
          {"high", services::or_null(told.high)},
          {"interval", services::text_or_null(told.interval)},
          {"date", to_json(told.date)},
          {"source", to_json(told.source)},
          {"source_url", nullptr},
          {"method", to_json(told.method)},
          {"kind", told.kind},
          {"kind_name", to_json(kind_name)},
          {"synthetic", told.synthetic},
          {"page", told.page}};
}

OwnAnswer answer_of(Bilingual understood, const std::vector<Told>& list) {
  json::array figures;
  Bilingual sentence;
  bool synthetic = false;
  for (const Told& told : list) {
    const auto add = [](std::string& text, const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
    add(sentence.en, told.area.en + ": " + told.title.en + " " + told.text.en);
    add(sentence.hi, told.area.hi + ": " + told.title.hi + " " + told.text.hi);
    synthetic |= told.synthetic;
    figures.emplace_back(told_json(told));
  }
  return {std::move(understood),
          {{"form", "value"},
           {"sentence", to_json({sentence.en + ".", sentence.hi + "।"})},
           {"count", nullptr},
           {"looked_at", nullptr},
           {"rows", json::array()},
           {"note", nullptr},
           {"figures", std::move(figures)},
           {"told_by", nullptr},
           {"synthetic", synthetic}}};
}

/// Reads and answers one question.
class OwnQuestion {
 public:
  OwnQuestion(const Reading& reading, Figures& figures, const OwnDesk& desk, std::string side)
      : reading_(reading), figures_(figures), desk_(desk), side_(std::move(side)) {}

  Result<std::optional<OwnAnswer>> answer() {
    for (const Mention& mention : reading_.mentions) {
      for (const Meaning& meaning : mention.meanings) {
        if (meaning.kind == WordKind::duty) asked_.push_back(meaning.id);
      }
    }
    if (!asks("chance") && !asks("responsible") && !asks("tasks")) return std::optional<OwnAnswer>();
    BOOTHWISE_CHECK(read_words());
    BOOTHWISE_TRY(found, asks("chance") ? chance() : asks("responsible") ? responsible() : tasks());
    return std::optional(std::move(found));
  }

 private:
  [[nodiscard]] bool asks(std::string_view id) const { return std::ranges::find(asked_, id) != asked_.end(); }

  /// Every word must be one of these kinds, or it could change the question.
  Status read_words() {
    std::string left;
    std::optional<AreaLevel> wanted;
    const bool chance = asks("chance");
    for (std::size_t at = 0; at < reading_.mentions.size(); ++at) {
      const Mention& one = reading_.mentions[at];
      if (const Meaning* level = one.find(WordKind::level)) wanted = level_of(level->id);
      if (const Meaning* house = one.find(WordKind::house))
        wanted = house->id == "LS" ? AreaLevel::seat : AreaLevel::segment;
      const bool of_chance = one.is(WordKind::future) || one.is(WordKind::verdict, "won") || one.is(WordKind::we) ||
                             one.is(WordKind::party) || one.is(WordKind::alliance) ||
                             one.is(WordKind::measure, "winner");
      if (one.is(WordKind::party)) side_ = one.find(WordKind::party)->id;
      if (one.is(WordKind::alliance)) side_ = one.find(WordKind::alliance)->id;
      whose_ = whose_ || one.is(WordKind::party) || one.is(WordKind::alliance) || one.is(WordKind::we);
      const bool understood = one.is(WordKind::duty) || one.is(WordKind::place) || one.is(WordKind::level) ||
                              one.is(WordKind::house) || one.is(WordKind::filler) || one.is(WordKind::many) ||
                              one.is(WordKind::who, "people") || (chance && of_chance);
      if (understood) continue;
      // "seat 64"
      const bool numbered =
          one.number && at > 0 && wanted &&
          (reading_.mentions[at - 1].is(WordKind::level) || reading_.mentions[at - 1].is(WordKind::house));
      if (numbered) {
        place_ = Area{*wanted, std::to_string(static_cast<std::int64_t>(*one.number))};
        continue;
      }
      left += (left.empty() ? "" : ", ") + reading_.text(one);
    }
    if (!left.empty()) return not_understood({"these words were not understood", "ये शब्द समझ में नहीं आए"}, left);
    return find_place(wanted);
  }

  static std::optional<AreaLevel> level_of(std::string_view id) {
    for (const AreaLevel level : {AreaLevel::district, AreaLevel::seat, AreaLevel::segment}) {
      if (name_of(level) == id) return level;
    }
    return std::nullopt;
  }

  Status find_place(std::optional<AreaLevel> wanted) {
    const bool of_tasks = !asks("chance") && !asks("responsible");
    const std::vector<AreaLevel> order = of_tasks ? std::vector{AreaLevel::district}
                                         : wanted
                                             ? std::vector{*wanted}
                                             : std::vector{AreaLevel::seat, AreaLevel::segment, AreaLevel::district};
    for (const Mention& mention : reading_.mentions) {
      if (!mention.is(WordKind::place)) continue;
      if (place_) return not_understood({"of one place at a time", "एक बार में एक जगह का"}, reading_.text(mention));
      for (const AreaLevel level : order) {
        for (const Meaning& meaning : mention.meanings) {
          if (!place_ && meaning.kind == WordKind::place && meaning.area.level == level) place_ = meaning.area;
        }
      }
      if (!place_)
        return not_understood({"this is not told of such a place", "ऐसी जगह का यह नहीं बताया जाता"},
                              reading_.text(mention));
    }
    if (place_) BOOTHWISE_CHECK(figures_.name(*place_));
    return success();
  }

  /// The unit that names a district, where the asker reaches it.
  Result<operations::WorkUnit> unit_of_district(const std::string& district) {
    BOOTHWISE_TRY(holders, operations::holders_of_place(desk_.caller.store(), {PlaceKind::district, 0, district}));
    if (holders.empty()) {
      return no_figure({"no unit of this district is within your reach", "इस ज़िले की कोई इकाई आपकी पहुँच में नहीं है"});
    }
    return services::unit_for(desk_.caller, Right::view_work, operations::unit_at(holders.front().path));
  }

  Result<OwnAnswer> tasks() {
    const auto words = std::ranges::find_if(task_words, [&](const TaskWords& one) { return asks(one.id); });
    BOOTHWISE_CHECK(desk_.caller.access().require(Right::view_work));
    BOOTHWISE_TRY(unit, place_ ? unit_of_district(place_->id) : services::unit_asked(desk_.caller, std::nullopt));
    const std::string today = iso_date(desk_.caller.today());
    BOOTHWISE_TRY(counts, services::open_counts(desk_.caller, unit, services::counted_by(unit)));
    Completion sum;
    for (const operations::TaskCount& one : counts) sum += one.of;
    Told told;
    told.title = {std::string(words->en), std::string(words->hi)};
    told.area = unit.name;
    told.value = static_cast<double>(sum.*(words->count));
    told.unit = "tasks";
    const std::string number = grouped(sum.*(words->count));
    const std::string of = grouped(sum.asked);
    told.text = words->count == &Completion::asked ? Bilingual{number, number}
                                                   : Bilingual{number + " of " + of, of + " में " + number};
    told.date = date_text(today);
    told.source = {"Reports of the units", "इकाइयों की रिपोर्टें"};
    told.method = {"Open works and tasks at and below the unit; late: not done, and due before today.",
                   "इकाई और उसके नीचे के खुले काम; देर: पूरा नहीं, और तारीख़ बीत चुकी।"};
    told.kind = "record";
    told.synthetic = unit.synthetic;
    told.page = words->id == "tasks" ? "/work" : "/work?state=" + std::string(words->id);
    return answer_of(
        {told.title.en + ", " + unit.name.en + " and all below it", unit.name.hi + " और उसके नीचे: " + told.title.hi},
        {told});
  }

  Result<OwnAnswer> responsible() {
    if (!place_) return not_understood({"for which seat or district?", "किस सीट या ज़िले के लिए?"});
    const AreaLevel level = place_->level;
    const std::string_view kind = level == AreaLevel::seat ? "pc" : level == AreaLevel::segment ? "ac" : "unit";
    std::int64_t number = number_of(*place_);
    if (level == AreaLevel::district) {
      BOOTHWISE_TRY(unit, unit_of_district(place_->id));
      number = unit.id;
    }
    BOOTHWISE_TRY(view, services::responsibility_view(desk_.caller, figures_.desk().snapshot, kind, std::nullopt, {}));
    const auto& places = view.at("places").as_array();
    const auto row = std::ranges::find_if(
        places, [&](const json::value& one) { return one.at("place_no").to_number<std::int64_t>() == number; });
    if (row == places.end()) return no_figure({"this place is not within your reach", "यह जगह आपकी पहुँच में नहीं है"});
    BOOTHWISE_TRY(area, figures_.name(*place_));
    std::vector<Told> list;
    for (const json::value& one : row->at("duties").as_array()) {
      const std::string name(one.at("name").as_string());
      const std::string duty(one.at("duty").as_string());
      Told told;
      told.title = duty == "president"   ? Bilingual{"president", "अध्यक्ष"}
                   : duty == "in_charge" ? Bilingual{"in charge", "प्रभारी"}
                                         : Bilingual{"deputy", "सहायक"};
      const bool hidden = name.empty();
      told.text = hidden ? Bilingual{"somebody whose name is not yours to see", "जिनका नाम आपकी भूमिका नहीं देखती"}
                         : Bilingual{name, name};
      list.push_back(std::move(told));
    }
    if (list.empty()) {
      Told nobody;
      nobody.title = {"responsible", "ज़िम्मेदार"};
      nobody.text = {"nobody", "कोई नहीं"};
      list.push_back(std::move(nobody));
    }
    for (Told& told : list) {
      told.area = area;
      told.unit = "none";
      told.kind = "record";
      told.date = date_text(std::string(view.at("day").as_string()));
      told.source = {"Responsibilities in the organisation", "संगठन में ज़िम्मेदारियाँ"};
      told.method = {"Who holds the duty today.", "आज यह दायित्व जिसके पास है।"};
      told.page = "/responsibility";
    }
    return answer_of({"who is responsible for " + area.en, area.hi + " के लिए कौन ज़िम्मेदार"}, list);
  }

  /// The newest scenario of the place's house.
  Result<OwnAnswer> chance() {
    if (!place_ || place_->level == AreaLevel::district)
      return not_understood({"the chance of which seat?", "किस सीट की संभावना?"});
    const House house = place_->level == AreaLevel::seat ? House::lok_sabha : House::vidhan_sabha;
    BOOTHWISE_TRY(kept, services::kept_scenarios_view(desk_.caller));
    for (const json::value& one : kept.at("scenarios").as_array()) {
      const std::string content(one.at("scenario").as_string());
      const std::string title(one.at("title").as_string());
      BOOTHWISE_TRY(scenario, services::read_forecast_scenario(content, title));
      if (scenario.election.house == house) return chance_under(scenario, content, title);
    }
    return no_figure({"no scenario of such an election is kept: make one on the page Forecast",
                      "ऐसे चुनाव का कोई परिदृश्य सहेजा नहीं है: पूर्वानुमान के पृष्ठ पर बनाएँ"});
  }

  Result<OwnAnswer> chance_under(const services::ForecastScenario& scenario, const std::string& content,
                                 const std::string& title) {
    const services::ForecastDesk forecast{figures_.desk().snapshot, desk_.state_folder, desk_.shelf};
    const json::object body{{"scenario", content}};
    BOOTHWISE_TRY(view, services::forecast_answer_view(desk_.caller, forecast, json::serialize(body)));
    const std::int64_t number = number_of(*place_);
    const json::value* seat = nullptr;
    for (const json::value& row : view.at("seats").as_array()) {
      for (const char* column : {"pc_no", "ac_no"}) {
        const json::value* no = row.as_object().if_contains(column);
        if (no != nullptr && no->is_number() && no->to_number<std::int64_t>() == number) seat = &row;
      }
    }
    if (seat == nullptr) return no_figure({"the scenario does not have this seat", "परिदृश्य में यह सीट नहीं है"});
    BOOTHWISE_TRY(area, figures_.name(*place_));
    std::vector<Told> list;
    for (const auto& [name, bloc] : seat->at("blocs").as_object()) {
      const auto of = std::ranges::find(scenario.blocs, std::string(name), &services::ForecastScenario::Bloc::name);
      const bool asked =
          name == side_ || (of != scenario.blocs.end() && std::ranges::find(of->parties, side_) != of->parties.end());
      if (whose_ && !asked) continue;
      Told told;
      told.area = area;
      told.value = bloc.at("p_win").to_number<double>() * hundred;
      told.unit = "percent";
      const std::string shown(bloc.at("p_win_shown").as_string());
      const json::value& share = bloc.at("share");
      const auto& interval = share.at("interval_80").as_array();
      const auto points = [](const json::value& part) { return one_decimal(part.to_number<double>() * hundred); };
      const std::string between = points(interval.at(0)) + "–" + points(interval.at(1)) + " %";
      told.text = {shown, shown};
      told.title = {"chance of " + std::string(name) + ", with a vote share of " + between + " (80 %)",
                    std::string(name) + " की संभावना, वोट हिस्सा " + between + " (80 %)"};
      told.date = election_name(scenario.election);
      told.source = {"Kept scenario \"" + title + "\"", "सहेजा परिदृश्य «" + title + "»"};
      told.method = {"Simulated elections under the scenario's assumptions; no fact, and no evidence for a claim.",
                     "परिदृश्य की मान्यताओं पर बनाए गए चुनाव; तथ्य नहीं, और किसी दावे का साक्ष्य नहीं।"};
      told.kind = "forecast";
      told.page = "/forecast";
      list.push_back(std::move(told));
    }
    if (list.empty()) return no_figure({"the scenario does not have this side", "परिदृश्य में यह पक्ष नहीं है"});
    return answer_of({"chance of winning " + area.en + " under the kept scenario \"" + title + "\"",
                      area.hi + " जीतने की संभावना, सहेजे परिदृश्य «" + title + "» में"},
                     list);
  }

  const Reading& reading_;
  Figures& figures_;
  const OwnDesk& desk_;
  std::string side_;
  bool whose_ = false;
  std::vector<std::string> asked_;
  std::optional<Area> place_;
};

}  // namespace

Result<std::optional<OwnAnswer>> own_answer(const Reading& reading, Figures& figures, const OwnDesk& desk,
                                            const std::string& side) {
  return OwnQuestion(reading, figures, desk, side).answer();
}

}  // namespace boothwise::asking
