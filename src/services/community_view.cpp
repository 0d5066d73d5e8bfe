#include "services/community_view.hpp"

#include "operations/store.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/atomic_file.hpp"
#include "intake/xlsx_writer.hpp"
#include "services/json_body.hpp"
#include "services/view_parts.hpp"
#include "warehouse/released.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::ReleasedReader;

namespace {

/// What such a number is for, and what not (R18).
Bilingual use_of(std::string_view purpose) {
  if (purpose == "economic")
    return {
        "Use: which services lag where, and whether those who answered are like the area. Not for choosing whom to "
        "reach or leave out.",
        "उपयोग: कौन-सी सेवा कहाँ पीछे है, और उत्तर देने वाले क्षेत्र जैसे हैं या नहीं। किससे मिलें या किसे छोड़ें, इसके लिए नहीं।"};
  return {
      "Use: whether those who answered, our workers and our candidates are like the area, and which languages and "
      "times suit. Never: which identity to praise or fear.",
      "उपयोग: उत्तर देने वाले, हमारे कार्यकर्ता और प्रत्याशी क्षेत्र जैसे हैं या नहीं, और कौन-सी भाषा व समय ठीक हैं। कभी नहीं: "
      "किस पहचान की प्रशंसा करें या किसका भय दिखाएँ।"};
}

Bilingual method_text() {
  return {
      "What people said of themselves, with exact random noise added once for all (differential privacy, ρ = 0.1 a "
      "wave), then small numbers hidden. Intervals are central 90 % ones for the noise; who did not answer is not "
      "in them.",
      "लोगों ने अपने बारे में जो कहा, उसमें एक ही बार सटीक यादृच्छिक शोर जोड़ा गया (डिफ़रेंशियल प्राइवेसी, प्रति चरण ρ = 0.1), फिर छोटी "
      "संख्याएँ छिपाई गईं। अंतराल शोर के लिए 90 % के हैं; जिन्होंने उत्तर नहीं दिया वे इनमें नहीं हैं।"};
}

json::value estimate_json(const std::optional<ReleasedReader::Estimate>& estimate) {
  if (!estimate) return nullptr;
  return json::object{{"value", estimate->value}, {"low", estimate->low}, {"high", estimate->high}};
}

/// One area with its tables, made from its cells in their order.
class AreaView {
 public:
  AreaView(const Snapshot& snapshot, const ReleasedReader::Cell& cell) : cell_(cell) {
    object_ = {{"level", cell.level},
               {"name", to_json(released_area_name(snapshot.places, cell))},
               {"district", cell.district},
               {"ac_no", cell.ac.value == 0 ? json::value(nullptr) : json::value(cell.ac.value)},
               {"kendra", text_or_null(cell.kendra)},
               {"part", text_or_null(cell.part)}};
  }

  [[nodiscard]] bool holds(const ReleasedReader::Cell& cell) const {
    return cell.level == cell_.level && cell.district == cell_.district && cell.ac == cell_.ac &&
           cell.kendra == cell_.kendra && cell.part == cell_.part;
  }

  void add(const ReleasedReader::Cell& cell) {
    if (tables_.empty() || cell.question != question_) {
      question_ = cell.question;
      tables_.push_back(
          json::object{{"question", cell.question}, {"base", estimate_json(cell.base)}, {"cells", json::array()}});
    }
    shows_ |= cell.share.has_value();
    tables_.back().as_object()["cells"].as_array().push_back({{"answer", cell.answer},
                                                              {"title", to_json(cell.answer_title)},
                                                              {"count", estimate_json(cell.count)},
                                                              {"share", estimate_json(cell.share)},
                                                              {"share_most", or_null(cell.share_most)}});
  }

  [[nodiscard]] const ReleasedReader::Cell& place() const { return cell_; }
  [[nodiscard]] bool shows() const { return shows_; }
  [[nodiscard]] json::value name() const { return object_.at("name"); }

  /// `lead`: the area whose numbers stand in, where this one shows none.
  [[nodiscard]] json::object to_json_with(const AreaView* lead) const {
    json::object made = object_;
    made["lead"] = nullptr;
    if (lead != nullptr) made["lead"] = json::object{{"level", lead->cell_.level}, {"name", lead->name()}};
    made["shows"] = shows_;
    made["tables"] = tables_;
    return made;
  }

 private:
  ReleasedReader::Cell cell_;
  json::object object_;
  json::array tables_;
  std::int64_t question_ = 0;
  bool shows_ = false;
};

std::vector<AreaView> areas_in(const Snapshot& snapshot, const std::vector<ReleasedReader::Cell>& cells) {
  std::vector<AreaView> areas;
  for (const ReleasedReader::Cell& cell : cells) {
    if (areas.empty() || !areas.back().holds(cell)) areas.emplace_back(snapshot, cell);
    areas.back().add(cell);
  }
  return areas;
}

/// The nearest area above that shows a number: a booth's shakti kendra, then the segment. Null where this one does, or
/// none does.
const AreaView* lead_of(const std::vector<AreaView>& areas, const AreaView& area) {
  if (area.shows() || area.place().level == "district") return nullptr;
  const AreaView* lead = nullptr;
  for (const AreaView& other : areas) {  // from the widest down: the last is the nearest
    const ReleasedReader::Cell& above = other.place();
    const ReleasedReader::Cell& here = area.place();
    const bool around =
        (above.level == "district" && above.district == here.district) ||
        (above.level == "segment" && above.ac == here.ac && here.level != "segment") ||
        (above.level == "shakti_kendra" && above.ac == here.ac && above.kendra == here.kendra && here.level == "booth");
    if (around && other.shows()) lead = &other;
  }
  return lead;
}

/// The wave asked for, or the one whose days are the latest.
struct FoundWave {
  std::string code;
  std::vector<ReleasedReader::Question> questions;
  json::array all;
};

Result<FoundWave> find_wave(ReleasedReader& reader, const std::string& asked) {
  FoundWave found;
  const std::set<std::string> waves = reader.waves();
  if (waves.empty())
    return Error{ErrorKind::not_found,
                 "no_released_tables",
                 {"no tables of protected answers were released yet (boothwise release)",
                  "संरक्षित उत्तरों की कोई तालिका अभी नहीं निकली (boothwise release)"}};
  for (const std::string& wave : waves) {
    BOOTHWISE_TRY(questions, reader.questions(wave));
    if (questions.empty()) continue;
    found.all.push_back(json::object{{"wave", wave}, {"title", to_json(questions.front().wave)}});
    const bool newer = found.questions.empty() || questions.front().first_day > found.questions.front().first_day;
    if (asked.empty() ? newer : wave == asked) {
      found.code = wave;
      found.questions = std::move(questions);
    }
  }
  if (!found.questions.empty()) return found;
  Error error = refused_field(ErrorKind::not_found, "wave_unknown", "wave",
                              {"no tables of this wave are here", "इस चरण की तालिकाएँ यहाँ नहीं हैं"}, asked);
  error.choices.assign(waves.begin(), waves.end());
  return error;
}

json::array questions_json(const std::vector<ReleasedReader::Question>& questions) {
  json::array list;
  for (const ReleasedReader::Question& question : questions)
    list.push_back({{"question", question.number},
                    {"code", question.code},
                    {"title", to_json(question.title)},
                    {"purpose", question.purpose},
                    {"risk", question.risk},
                    {"use", to_json(use_of(question.purpose))}});
  return list;
}

intake::XlsxCell number_cell(const std::optional<ReleasedReader::Estimate>& estimate,
                             double ReleasedReader::Estimate::*member) {
  return estimate ? intake::XlsxCell{std::to_string((*estimate).*member), true} : intake::XlsxCell{};
}

/// One sheet: what it is and may be used for, then all cells, hidden ones empty.
Status write_workbook(const Snapshot& snapshot, ReleasedReader& reader, const FoundWave& wave,
                      const std::filesystem::path& file) {
  ReleasedReader::Where everywhere;
  everywhere.every = true;
  BOOTHWISE_TRY(cells, reader.cells(wave.code, everywhere));
  intake::XlsxSheet sheet;
  sheet.name = "समुदाय और आर्थिक स्थिति";
  const ReleasedReader::Question& first = wave.questions.front();
  sheet.lines = {first.wave.hi + " · " + first.wave.en + ", " + first.first_day + " – " + first.last_day,
                 method_text().hi, method_text().en};
  std::map<std::int64_t, const ReleasedReader::Question*> questions;
  for (const ReleasedReader::Question& question : wave.questions) {
    questions[question.number] = &question;
    sheet.lines.push_back(question.title.hi + ": " + use_of(question.purpose).hi + " · " + use_of(question.purpose).en);
  }
  sheet.columns = {"level",    "district",  "ac_no",      "kendra", "part",      "area",
                   "question", "answer",    "answer_hi",  "base",   "base_low",  "base_high",
                   "count",    "count_low", "count_high", "share",  "share_low", "share_high"};
  using Estimate = ReleasedReader::Estimate;
  for (const ReleasedReader::Cell& cell : cells) {
    const auto number = std::to_string(cell.ac.value);
    const auto question = questions.find(cell.question);
    std::vector<intake::XlsxCell> row = {{cell.level},
                                         {cell.district},
                                         cell.ac.value == 0 ? intake::XlsxCell{} : intake::XlsxCell{number, true},
                                         {cell.kendra},
                                         {cell.part},
                                         {released_area_name(snapshot.places, cell).hi},
                                         {question == questions.end() ? std::string() : question->second->code},
                                         {cell.answer},
                                         {cell.answer_title.hi}};
    for (const auto& estimate : {cell.base, cell.count, cell.share}) {
      for (const auto member : {&Estimate::value, &Estimate::low, &Estimate::high}) {
        row.push_back(number_cell(estimate, member));
      }
    }
    sheet.rows.push_back(std::move(row));
  }
  return intake::write_xlsx(file, sheet);
}

}  // namespace

Result<json::object> community_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                    const CommunityAsked& asked) {
  if (asked.ac && snapshot.places.ac(*asked.ac) == nullptr)
    return unknown_seat(asked.ac->value, snapshot.places.acs().size());
  ReleasedReader reader(warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(wave, find_wave(reader, asked.wave));
  BOOTHWISE_TRY(cells, reader.cells(wave.code, {asked.district, asked.ac, asked.kendra, asked.part}));
  const std::vector<AreaView> areas = areas_in(snapshot, cells);
  json::array list;
  for (const AreaView& area : areas) list.push_back(area.to_json_with(lead_of(areas, area)));
  const ReleasedReader::Question& first = wave.questions.front();
  json::object view{{"wave",
                     {{"wave", wave.code},
                      {"title", to_json(first.wave)},
                      {"first_day", first.first_day},
                      {"last_day", first.last_day},
                      {"released_on", first.released_on}}},
                    {"waves", std::move(wave.all)},
                    {"questions", questions_json(wave.questions)},
                    {"areas", std::move(list)},
                    {"floors", {{"base", first.floor_base}, {"cell", first.floor_cell}}},
                    {"method", to_json(method_text())}};
  add_sources(view, *snapshot.manifest, {{"released_counts", wave.code}});
  return view;
}

Status export_community(const Snapshot& snapshot, warehouse::Warehouse& warehouse, const std::string& wave,
                        std::string_view format, const std::filesystem::path& file) {
  if (format != "csv" && format != "parquet" && format != "xlsx") {
    Error error = refused_field(ErrorKind::bad_input, "format_unknown", "format",
                                {"expected csv, parquet or xlsx", "csv, parquet या xlsx चाहिए"}, format);
    error.choices = {"csv", "parquet", "xlsx"};
    return error;
  }
  ReleasedReader reader(warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(found, find_wave(reader, wave));
  if (format == "xlsx") return write_workbook(snapshot, reader, found, file);
  return reader.write(found.code,
                      format == "csv" ? ReleasedReader::FileFormat::csv : ReleasedReader::FileFormat::parquet, file);
}

Result<std::string> exported_community(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                       const std::string& wave, std::string_view format) {
  const std::filesystem::path file = warehouse.folder() / ("export-" + operations::new_id());
  const Status written = export_community(snapshot, warehouse, wave, format, file);
  Result<std::string> bytes = written ? read_file(file, std::size_t{1} << 30U) : Result<std::string>(written.error());
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return bytes;
}

}  // namespace boothwise::services
