#include "papers/paper_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/date_text.hpp"
#include "base/text.hpp"

namespace boothwise::papers {

namespace json = boost::json;

namespace {

reports::Cell missing_cell() { return text_cell(std::string(dash)); }

/// "pc_results_2009_2019.csv, …": at most three names.
std::string file_names(const json::array& files) {
  constexpr std::size_t shown = 3;
  std::string names;
  for (std::size_t i = 0; i < files.size() && i < shown; ++i)
    names += (i > 0 ? ", " : "") + text_of(files[i].at("name"));
  if (files.size() > shown) names += " +" + std::to_string(files.size() - shown);
  return names;
}

std::string run_line(const Saying& say, const json::object& run) {
  const std::string day = text_of(run.at("imported_at")).substr(0, 10);
  std::string line = text_of(run.at("source"));
  const std::string names = file_names(run.at("files").as_array());
  if (!names.empty()) line += (line.empty() ? "" : ": ") + names;
  if (line.empty()) line = text_of(run.at("kind"));
  line += " (" + say("import ", "आयात ") + std::to_string(run.at("run").to_number<std::int64_t>()) + ", " +
          say.of(date_text(day)) + ")";
  return line;
}

}  // namespace

std::string Saying::of(const json::value& bilingual) const {
  if (!bilingual.is_object()) return {};
  const json::object& both = bilingual.as_object();
  const json::value* mine = both.if_contains(language_ == Language::hindi ? "hi" : "en");
  if (mine != nullptr && mine->is_string() && !mine->as_string().empty()) return text_of(*mine);
  const json::value* other = both.if_contains(language_ == Language::hindi ? "en" : "hi");
  return other == nullptr ? std::string() : text_of(*other);
}

std::string Saying::points(double value) const { return one_decimal(std::abs(value)) + (*this)(" points", " अंक"); }

std::optional<double> number_of(const json::value& value) {
  if (!value.is_number()) return std::nullopt;
  return value.to_number<double>();
}

std::string text_of(const json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : std::string();
}

std::string count_text(const json::value& value) {
  const auto number = number_of(value);
  if (!number) return std::string(dash);
  const std::int64_t whole = std::llround(*number);
  return whole < 0 ? "−" + grouped(-whole) : grouped(whole);
}

std::string signed_text(double value) {
  const std::string text = one_decimal(std::abs(value));
  if (text == "0.0") return text;
  return (value < 0 ? "−" : "+") + text;
}

std::string percent_text(const json::value& value) {
  const auto number = number_of(value);
  return number ? one_decimal(*number * hundred) + " %" : std::string(dash);
}

reports::Cell text_cell(std::string text) { return {.text = std::move(text)}; }

reports::Cell count_cell(const json::value& value) {
  const auto number = number_of(value);
  if (!number) return missing_cell();
  return {.text = count_text(value), .value = number, .kind = reports::CellKind::count};
}

reports::Cell percent_cell(const json::value& value) {
  const auto number = number_of(value);
  if (!number) return missing_cell();
  return {.text = percent_text(value), .value = number, .kind = reports::CellKind::percent};
}

reports::Cell points_cell(const json::value& value) {
  const auto number = number_of(value);
  if (!number) return missing_cell();
  return {.text = signed_text(*number), .value = number, .kind = reports::CellKind::points};
}

reports::Cell day_cell(const Saying& say, const json::value& value) {
  const std::string day = text_of(value);
  if (day.empty()) return missing_cell();
  if (!parse_date(day)) return text_cell(day);
  const auto since = std::chrono::sys_days(*parse_date(day)).time_since_epoch().count();
  return {.text = say.of(date_text(day)), .value = static_cast<double>(since), .kind = reports::CellKind::day};
}

reports::Cell class_cell(const Saying& say, std::string_view seat_class) {
  reports::Cell cell = text_cell(class_text(say, seat_class));
  cell.mark = reports::mark_named(seat_class);
  return cell;
}

std::string party_text(const json::value& placed) {
  if (!placed.is_object()) return std::string(dash);
  std::string text = text_of(placed.at("party"));
  const json::value* alliance = placed.as_object().if_contains("alliance");
  if (alliance != nullptr && alliance->is_string()) text += " (" + text_of(*alliance) + ")";
  return text;
}

std::string class_text(const Saying& say, std::string_view seat_class) {
  const reports::Mark mark = reports::mark_named(seat_class);
  return mark == reports::Mark::none ? std::string(dash) : say.of(reports::mark_name(mark));
}

reports::Report begun(const PaperDesk& desk, const PaperAsked& asked, std::string_view kind) {
  reports::Report report;
  report.language = asked.language;
  report.kind = kind;
  report.made = desk.caller.today();
  if (const auto found = paper_kind(kind)) report.kind_name = in_language((*found)->title, asked.language);
  return report;
}

void take_sources(reports::Report& report, const json::object& view) {
  const Saying say(report.language);
  if (const json::value* synthetic = view.if_contains("synthetic"); synthetic != nullptr && synthetic->is_bool()) {
    report.synthetic = report.synthetic || synthetic->as_bool();
  }
  const json::value* sources = view.if_contains("sources");
  if (sources == nullptr || !sources->is_array()) return;
  for (const json::value& run : sources->as_array()) {
    std::string line = run_line(say, run.as_object());
    if (std::ranges::find(report.sources, line) == report.sources.end()) report.sources.push_back(std::move(line));
  }
}

std::string source_line(const Saying& say, const json::object& view) {
  const json::value* sources = view.if_contains("sources");
  if (sources == nullptr || !sources->is_array() || sources->as_array().empty()) return {};
  constexpr std::size_t shown = 2;
  const json::array& runs = sources->as_array();
  std::string line = say("Source: ", "स्रोत: ");
  for (std::size_t i = 0; i < runs.size() && i < shown; ++i) {
    line += (i > 0 ? "; " : "") + run_line(say, runs[i].as_object());
  }
  if (runs.size() > shown) line += say("; more at the end", "; बाकी अंत में");
  return line;
}

void add(reports::Report& report, reports::Block block) { report.blocks.push_back(std::move(block)); }
void add_heading(reports::Report& report, std::string text) { add(report, reports::Heading{std::move(text)}); }
void add_text(reports::Report& report, std::string text, reports::Paragraph::Tone tone) {
  if (!text.empty()) add(report, reports::Paragraph{std::move(text), tone});
}

reports::HexagonMap seat_map(const PaperDesk& desk, const Saying& say, const json::object& focus,
                             const std::vector<std::int64_t>& own, std::string title) {
  reports::HexagonMap map;
  map.head = {std::move(title),
              say("One hexagon a Lok Sabha seat, by class; neighbours stay neighbours",
                  "हर षट्कोण एक लोक सभा सीट, श्रेणी के अनुसार; पड़ोसी सीटें पास हैं"),
              source_line(say, focus)};
  std::map<std::int64_t, const json::object*> by_number;
  for (const json::value& seat : focus.at("seats").as_array()) {
    by_number[seat.at("pc_no").to_number<std::int64_t>()] = &seat.as_object();
  }
  for (const services::HexagonCell& cell : desk.maps.pc) {
    const auto seat = by_number.find(cell.number);
    if (seat == by_number.end()) continue;
    map.seats.push_back({cell.column, cell.row, say.of(seat->second->at("name")),
                         reports::mark_named(text_of(seat->second->at("class"))),
                         std::ranges::find(own, cell.number) != own.end()});
  }
  const json::object& summary = focus.at("summary").as_object();
  for (const std::string_view one : {"lost", "narrow", "weak", "strong", "not_contested"}) {
    const std::int64_t count = summary.at(one).to_number<std::int64_t>();
    if (count == 0) continue;
    map.legend.push_back({reports::mark_named(one), class_text(say, one) + " " + std::to_string(count)});
  }
  return map;
}

std::vector<reports::ContestBars::Part> contest_parts(const Saying& say, const json::array& candidates,
                                                      const json::object& side) {
  const json::array& parties = side.at("parties").as_array();
  const std::string side_id = text_of(side.at("id"));
  const auto is_sides = [&](const json::object& candidate) {
    const json::value& alliance = candidate.at("alliance");
    if (alliance.is_string()) return text_of(alliance) == side_id;
    return std::ranges::any_of(parties, [&](const json::value& party) { return party == candidate.at("party"); });
  };
  constexpr std::size_t named = 3;
  std::vector<reports::ContestBars::Part> parts;
  double rest = 1;
  bool rival_seen = false;
  for (const json::value& one : candidates) {
    const json::object& candidate = one.as_object();
    const auto share = number_of(candidate.at("share"));
    if (!share || parts.size() == named) continue;
    const bool own = is_sides(candidate);
    const reports::BarRole role = own                               ? reports::BarRole::side
                                  : std::exchange(rival_seen, true) ? reports::BarRole::other
                                                                    : reports::BarRole::rival;
    parts.push_back({text_of(candidate.at("party")), *share, role});
    rest -= *share;
  }
  constexpr double hair = 0.0005;
  if (rest > hair) parts.push_back({say("others", "अन्य"), rest, reports::BarRole::other});
  return parts;
}

Result<const json::object*> focus_of(const PaperDesk& desk, const services::Asked& asked) {
  return desk.kept.get("focus " + asked.election + " " + asked.side,
                       [&] { return services::focus_view(desk.snapshot, asked); });
}

Result<const json::object*> forecast_of(const PaperDesk& desk) {
  return desk.kept.get("forecast", [&]() -> Result<json::object> {
    const services::ForecastDesk at{
        desk.snapshot, services::state_folder(desk.caller.data_folder(), desk.caller.workspace().state), desk.shelf};
    BOOTHWISE_TRY(start, services::forecast_start_view(at, {}));
    constexpr std::int64_t simulated = 4000;
    return services::forecast_answer_view(
        desk.caller, at, json::serialize(json::object{{"scenario", start.at("scenario")}, {"elections", simulated}}));
  });
}

Result<const json::object*> seat_of(const PaperDesk& desk, std::int32_t pc, const services::Asked& asked) {
  return desk.kept.get("seat " + std::to_string(pc) + " " + asked.election + " " + asked.side,
                       [&] { return services::seat_view(desk.snapshot, PcNo(pc), asked); });
}

Result<const json::object*> segment_of(const PaperDesk& desk, std::int32_t ac, const services::Asked& asked) {
  // Without an election the newest one with booths is taken, which is what paper is for.
  services::Asked booths{{}, asked.side, asked.thresholds};
  return desk.kept.get("segment " + std::to_string(ac) + " " + asked.side, [&] {
    return services::segment_view(desk.snapshot, *desk.caller.workspace().warehouse, AcNo(ac), booths);
  });
}

std::string class_method(const Saying& say, const json::object& thresholds) {
  const std::string narrow = one_decimal(thresholds.at("narrow_points").to_number<double>());
  const std::string weak = one_decimal(thresholds.at("weak_points").to_number<double>());
  return say(
      "Class, from results alone: lost; narrow (won by under " + narrow + " points of valid votes); weak (under " +
          weak +
          " points, or trailed in half or more segments, or its lead fell sharply); strong: the rest. It says nothing "
          "of the next election.",
      "श्रेणी केवल नतीजों से: हारी; कम अंतर (" + narrow + " अंक से कम से जीती); कमज़ोर (" + weak +
          " अंक से कम से जीती, या आधे से ज़्यादा क्षेत्रों में पीछे, या बढ़त बहुत घटी); मज़बूत: बाकी। यह अगले चुनाव के बारे में कुछ नहीं कहती।");
}

reports::Histogram lead_histogram(const Saying& say, const json::object& segment, std::string title) {
  reports::Histogram chart;
  chart.head = {
      std::move(title),
      say("Booths by lead of the side, in points of valid votes; ", "बूथ, पक्ष की बढ़त के अनुसार (वैध मतों के अंक); ") +
          say.of(segment.at("election").at("name")),
      source_line(say, segment)};
  for (const json::value& bin : segment.at("booths").at("distribution").as_array()) {
    chart.bins.push_back(
        {bin.at("from").to_number<double>(), bin.at("to").to_number<double>(), bin.at("stations").to_number<double>()});
  }
  return chart;
}

}  // namespace boothwise::papers
