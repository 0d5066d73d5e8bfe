#include "services/area_estimates.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "intake/guard.hpp"
#include "services/community_view.hpp"
#include "services/json_body.hpp"
#include "services/record_files.hpp"
#include "services/table_rows.hpp"
#include "services/view_parts.hpp"
#include "warehouse/released.hpp"

namespace boothwise::services {

namespace json = boost::json;
using estimation::AreaEstimate;
using estimation::NoisedArea;
using estimation::NoisedAreas;
using warehouse::ReleasedReader;

namespace {

constexpr double z_90 = 1.6448536269514722;
constexpr double count_most = 1e9;

Bilingual method_text() {
  return {
      "A multilevel model of noised counts whose noise is known: areas with few answers are drawn towards their "
      "neighbours, and it says how much. Intervals are central 90 % ones for noise, sampling and the model; who did "
      "not answer is not in them. An area whose district shows nothing has no estimate.",
      "शोर-युक्त गिनतियों का बहुस्तरीय मॉडल, जिनका शोर ज्ञात है: जहाँ कम उत्तर हैं वहाँ अनुमान पड़ोस की ओर खिंचता है, और कितना, यह "
      "बताया जाता है। "
      "अंतराल शोर, नमूने और मॉडल के लिए 90 % के हैं; जिन्होंने उत्तर नहीं दिया वे इनमें नहीं हैं। जिस ज़िले में कुछ नहीं दिखता उसके क्षेत्रों का "
      "अनुमान "
      "नहीं बनता।"};
}

json::object estimate_json(const AreaEstimate& estimate) {
  if (!estimate.share.known) return {{"share", nullptr}, {"from_neighbours", nullptr}, {"answers", nullptr}};
  return {{"share", {{"value", estimate.share.mean}, {"low", estimate.share.low_90}, {"high", estimate.share.high_90}}},
          {"from_neighbours", 1 - estimate.own},
          {"answers", std::max(0.0, std::round(estimate.sampled_base))}};
}

/// Numbers of each segment, standardised over those that are there.
struct Covariates {
  std::vector<std::string> names;
  std::map<std::int32_t, std::vector<double>> of_segment;
};

/// To mean 0 and standard deviation 1, column by column; what is missing is the mean.
void standardise(std::vector<std::vector<double>*>& rows, std::size_t columns) {
  for (std::size_t column = 0; column < columns; ++column) {
    double mean = 0;
    for (const auto* row : rows) mean += (*row)[column] / static_cast<double>(rows.size());
    double spread = 0;
    for (const auto* row : rows) spread += ((*row)[column] - mean) * ((*row)[column] - mean);
    spread = std::sqrt(spread / static_cast<double>(rows.size()));
    for (auto* row : rows) (*row)[column] = spread > 0 ? ((*row)[column] - mean) / spread : 0;
  }
}

Result<Covariates> read_covariates(const std::filesystem::path& file, Progress& progress) {
  Covariates read;
  if (file.empty()) return read;
  BOOTHWISE_TRY(columns, columns_of(file));
  BOOTHWISE_CHECK(intake::check_estimate_columns(columns, file.filename().string()));
  const auto key = std::ranges::find(columns, "ac_no");
  if (key == columns.end()) return column_missing(file, "ac_no", columns);
  std::rotate(columns.begin(), key, key + 1);
  read.names.assign(columns.begin() + 1, columns.end());
  BOOTHWISE_CHECK(read_rows(file, columns, columns.size(), progress, [&](const TableRow& row) -> Status {
    constexpr std::uint32_t ac_most = 9999;
    BOOTHWISE_TRY(ac, row.count(0, ac_most, std::nullopt));
    std::vector<double>& numbers = read.of_segment[static_cast<std::int32_t>(ac)];
    numbers.clear();
    for (std::size_t column = 1; column < columns.size(); ++column) {
      BOOTHWISE_TRY(number, row.number(column, -1e12, 1e12, std::nullopt));
      numbers.push_back(number);
    }
    return success();
  }));
  std::vector<std::vector<double>*> rows;
  for (auto& [ac, numbers] : read.of_segment) rows.push_back(&numbers);
  if (!rows.empty()) standardise(rows, read.names.size());
  return read;
}

/// All areas of the tables that are asked for, parents before parts, each with its cells.
class ReleasedAreas {
 public:
  using Cell = ReleasedReader::Cell;
  using Key = std::tuple<std::string, std::string, std::int32_t, std::string, std::string>;

  explicit ReleasedAreas(std::vector<Cell> cells) : cells_(std::move(cells)) {
    for (std::size_t at = 0; at < cells_.size(); ++at) {
      const Key key = key_of(cells_[at]);
      const auto [found, is_new] = number_.emplace(key, static_cast<std::uint32_t>(areas_.size()));
      if (is_new) areas_.push_back(at);
      cell_of_.emplace(std::tuple(found->second, cells_[at].question, cells_[at].answer), at);
    }
  }

  [[nodiscard]] std::size_t size() const { return areas_.size(); }
  [[nodiscard]] const Cell& area(std::uint32_t number) const { return cells_[areas_[number]]; }
  [[nodiscard]] const Cell* cell(std::uint32_t number, std::int64_t question, const std::string& answer) const {
    const auto found = cell_of_.find(std::tuple(number, question, answer));
    return found == cell_of_.end() ? nullptr : &cells_[found->second];
  }
  /// The nearest area above that is among these.
  [[nodiscard]] std::optional<std::uint32_t> parent(std::uint32_t number) const {
    const Cell& own = area(number);
    std::vector<Key> above;
    if (own.level == "booth") above.emplace_back("shakti_kendra", own.district, own.ac.value, own.kendra, "");
    if (own.level == "booth" || own.level == "shakti_kendra")
      above.emplace_back("segment", own.district, own.ac.value, "", "");
    if (own.level != "district") above.emplace_back("district", own.district, 0, "", "");
    for (const Key& key : above) {
      if (const auto found = number_.find(key); found != number_.end() && found->second < number) return found->second;
    }
    return std::nullopt;
  }

 private:
  static Key key_of(const Cell& cell) { return {cell.level, cell.district, cell.ac.value, cell.kendra, cell.part}; }

  std::vector<Cell> cells_;
  std::vector<std::size_t> areas_;  ///< first cell of each
  std::map<Key, std::uint32_t> number_;
  std::map<std::tuple<std::uint32_t, std::int64_t, std::string>, std::size_t> cell_of_;
};

int rank_of(std::string_view level) {
  return level == "district" ? 0 : level == "segment" ? 1 : level == "shakti_kendra" ? 2 : 3;
}

/// The cells of the areas asked for, from the widest down.
Result<std::vector<ReleasedReader::Cell>> cells_asked(ReleasedReader& reader, const std::string& wave,
                                                      const EconomyAsked& asked) {
  std::vector<ReleasedReader::Cell> all;
  const auto add = [&](const ReleasedReader::Where& where, int deepest) -> Status {
    BOOTHWISE_TRY(cells, reader.cells(wave, where));
    for (ReleasedReader::Cell& cell : cells) {
      if (rank_of(cell.level) <= deepest) all.push_back(std::move(cell));
    }
    return success();
  };
  std::set<std::string> districts;
  if (asked.district.empty()) {
    BOOTHWISE_TRY(cells, reader.cells(wave, {}));
    for (const ReleasedReader::Cell& cell : cells) districts.insert(cell.district);
  } else {
    districts.insert(asked.district);
  }
  for (const std::string& district : districts) BOOTHWISE_CHECK(add({district, std::nullopt, {}, {}}, 1));
  if (!asked.district.empty()) {
    std::set<std::int32_t> segments;
    for (const ReleasedReader::Cell& cell : all) {
      if (cell.level == "segment") segments.insert(cell.ac.value);
    }
    std::set<std::pair<std::int32_t, std::string>> kendras;
    for (const std::int32_t ac : segments) {
      BOOTHWISE_CHECK(add({{}, AcNo(ac), {}, {}}, 2));
    }
    for (const ReleasedReader::Cell& cell : all) {
      if (cell.level == "shakti_kendra") kendras.emplace(cell.ac.value, cell.kendra);
    }
    for (const auto& [ac, kendra] : kendras) BOOTHWISE_CHECK(add({{}, AcNo(ac), kendra, {}}, 3));
  }
  std::ranges::stable_sort(all, {}, [](const ReleasedReader::Cell& cell) { return rank_of(cell.level); });
  return all;
}

double noise_sd(const ReleasedReader::Estimate& estimate) {
  constexpr double least = 0.5;  // what is rounded to whole numbers is not known better
  return std::max(least, (estimate.high - estimate.low) / (2 * z_90));
}

NoisedAreas noised(const ReleasedAreas& areas, std::int64_t question, const std::string& answer,
                   const Covariates& covariates) {
  NoisedAreas input;
  input.covariates = covariates.names.size();
  for (std::uint32_t number = 0; number < areas.size(); ++number) {
    NoisedArea area;
    area.parent = areas.parent(number);
    const ReleasedReader::Cell* cell = areas.cell(number, question, answer);
    if (cell != nullptr && cell->count && cell->base) {
      area.count = cell->count->value;
      area.base = cell->base->value;
      area.count_variance = std::pow(noise_sd(*cell->count), 2);
      area.base_variance = std::max(area.count_variance, std::pow(noise_sd(*cell->base), 2));
    }
    input.areas.push_back(area);
    const auto found = covariates.of_segment.find(areas.area(number).ac.value);
    const std::vector<double> of_area =
        found == covariates.of_segment.end() ? std::vector<double>(covariates.names.size(), 0.0) : found->second;
    input.covariate.insert(input.covariate.end(), of_area.begin(), of_area.end());
  }
  return input;
}

json::object area_json(const Snapshot& snapshot, const ReleasedReader::Cell& cell) {
  const District* district = snapshot.places.district(cell.district);
  const Bilingual name = cell.level == "booth"           ? Bilingual{"booth " + cell.part, "बूथ " + cell.part}
                         : cell.level == "shakti_kendra" ? cell.kendra_name
                         : cell.level == "segment"       ? segment_name(snapshot.places, cell.ac)
                         : district == nullptr           ? Bilingual{cell.district, cell.district}
                                                         : district->name;
  return {{"level", cell.level},
          {"name", to_json(name)},
          {"district", cell.district},
          {"ac_no", cell.ac.value == 0 ? json::value(nullptr) : json::value(cell.ac.value)},
          {"kendra", text_or_null(cell.kendra)},
          {"part", text_or_null(cell.part)}};
}

}  // namespace

Result<json::object> economy_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                       const EconomyAsked& asked, Progress& progress) {
  // The same wave that the released tables themselves are shown of.
  BOOTHWISE_TRY(shown, community_view(snapshot, warehouse, {asked.wave, {}, std::nullopt, {}, {}}));
  const std::string wave(shown.at("wave").at("wave").as_string());
  ReleasedReader reader(warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(questions, reader.questions(wave));
  BOOTHWISE_TRY(covariates, read_covariates(asked.covariates, progress));
  BOOTHWISE_TRY(cells, cells_asked(reader, wave, asked));
  std::map<std::int64_t, std::map<std::string, Bilingual>> answers;
  for (const ReleasedReader::Cell& cell : cells) answers[cell.question].emplace(cell.answer, cell.answer_title);
  const ReleasedAreas areas(std::move(cells));
  json::array made;
  bool asked_any = false;
  for (const ReleasedReader::Question& question : questions) {
    if (question.purpose != "economic") continue;  // R13: communities are never estimated
    asked_any = true;
    for (const auto& [answer, title] : answers[question.number]) {
      auto estimates =
          estimation::estimate_noised_areas(noised(areas, question.number, answer, covariates), asked.posterior);
      if (!estimates && estimates.error().code != "too_little_known") return std::move(estimates).error();
      json::array list;
      for (std::uint32_t number = 0; number < areas.size(); ++number) {
        json::object area = area_json(snapshot, areas.area(number));
        const AreaEstimate none;
        for (auto& [key, value] : estimate_json(estimates ? (*estimates)[number] : none)) area[key] = std::move(value);
        const ReleasedReader::Cell* cell = areas.cell(number, question.number, answer);
        area["released_share"] =
            cell != nullptr && cell->share ? json::value(cell->share->value) : json::value(nullptr);
        list.push_back(std::move(area));
      }
      made.push_back(json::object{{"question", question.code},
                                  {"title", to_json(question.title)},
                                  {"answer", answer},
                                  {"answer_title", to_json(title)},
                                  {"areas", std::move(list)}});
    }
  }
  if (!asked_any) {
    return Error{ErrorKind::not_found,
                 "no_economic_question",
                 {"this wave asked nothing of means; communities are never estimated (boothwise community shows what "
                  "people said)",
                  "इस चरण में साधनों का कोई प्रश्न नहीं था; समुदायों का अनुमान कभी नहीं बनता (लोगों ने जो कहा वह boothwise "
                  "community दिखाता है)"}};
  }
  json::object view{{"wave", shown.at("wave")},
                    {"covariates", json::value_from(covariates.names)},
                    {"estimates", std::move(made)},
                    {"method", to_json(method_text())}};
  add_sources(view, *snapshot.manifest, {{"released_counts", wave}});
  return view;
}

Result<json::object> area_file_estimates(const AreaFile& asked, Progress& progress) {
  BOOTHWISE_TRY(present, columns_of(asked.file));
  BOOTHWISE_CHECK(intake::check_estimate_columns(present, asked.file.filename().string()));
  for (const std::string& column : asked.covariates) {
    if (std::ranges::find(present, column) == present.end()) return column_missing(asked.file, column, present);
  }
  struct FileRow {
    std::string area;
    std::string parent;
    std::string name;
    NoisedArea counts;
    std::vector<double> covariates;
    std::optional<Error> parent_unknown;
  };
  std::vector<FileRow> rows;
  std::map<std::string, std::size_t> number;
  std::vector<std::string> columns{"area", "count", "base", "parent", "noise_sd", "base_noise_sd", "name"};
  const std::size_t first_covariate = columns.size();
  columns.insert(columns.end(), asked.covariates.begin(), asked.covariates.end());
  BOOTHWISE_CHECK(read_rows(asked.file, columns, 3, progress, [&](const TableRow& row) -> Status {
    FileRow read{std::string(row.text(0)), std::string(row.text(3)), std::string(row.text(6)), {}, {}, std::nullopt};
    if (!number.emplace(read.area, rows.size()).second)
      return row.error(0, "area_repeated", {"a row before is of this area", "यह क्षेत्र पहले आ चुका है"});
    if (!row.text(1).empty() && !row.text(2).empty()) {
      BOOTHWISE_TRY(count, row.number(1, -count_most, count_most, std::nullopt));
      BOOTHWISE_TRY(base, row.number(2, -count_most, count_most, std::nullopt));
      BOOTHWISE_TRY(sd, row.number(4, 0, count_most, 0.0));
      BOOTHWISE_TRY(base_sd, row.number(5, 0, count_most, sd));
      constexpr double hardly = 1e-6;  // exact counts
      read.counts.count = count;
      read.counts.base = base;
      read.counts.count_variance = std::max(hardly, sd * sd);
      read.counts.base_variance = std::max(read.counts.count_variance, base_sd * base_sd);
    }
    for (std::size_t at = first_covariate; at < columns.size(); ++at) {
      BOOTHWISE_TRY(value, row.number(at, -1e12, 1e12, std::nullopt));
      read.covariates.push_back(value);
    }
    read.parent_unknown = row.error(3, "area_unknown",
                                    {"no row before this one is of that area", "इससे पहले की किसी पंक्ति में यह क्षेत्र नहीं है"});
    rows.push_back(std::move(read));
    return success();
  }));
  NoisedAreas input;
  input.covariates = asked.covariates.size();
  std::vector<std::vector<double>*> covariate_rows;
  for (FileRow& row : rows) covariate_rows.push_back(&row.covariates);
  if (!covariate_rows.empty()) standardise(covariate_rows, input.covariates);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!rows[at].parent.empty()) {
      const auto parent = number.find(rows[at].parent);
      if (parent == number.end() || parent->second >= at) return rows[at].parent_unknown.value();
      rows[at].counts.parent = static_cast<std::uint32_t>(parent->second);
    }
    input.areas.push_back(rows[at].counts);
    input.covariate.insert(input.covariate.end(), rows[at].covariates.begin(), rows[at].covariates.end());
  }
  BOOTHWISE_TRY(estimates, estimation::estimate_noised_areas(input, asked.posterior));
  json::array list;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    json::object area{{"area", rows[at].area}, {"name", rows[at].name}};
    for (auto& [key, value] : estimate_json(estimates[at])) area[key] = std::move(value);
    list.push_back(std::move(area));
  }
  return json::object{{"areas", std::move(list)}, {"method", to_json(method_text())}};
}

}  // namespace boothwise::services
