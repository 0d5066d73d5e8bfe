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
#include "warehouse/scheme_receipts.hpp"

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
  return {{"share",
           {{"value", estimate.share.mean},
            {"low", estimate.share.low_90},
            {"high", estimate.share.high_90},
            {"low_50", estimate.share.low_50},
            {"high_50", estimate.share.high_50}}},
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
  rows.reserve(read.of_segment.size());
  for (auto& [ac, numbers] : read.of_segment) rows.push_back(&numbers);
  if (!rows.empty()) standardise(rows, read.names.size());
  return read;
}

/// Areas of a release as a tree, parents before parts.
class AreaTree {
 public:
  struct Area {
    std::string level;
    std::string district;
    AcNo ac;  ///< 0 for a district
    std::string kendra;
    Bilingual kendra_name;
    std::string part;
  };

  /// The number of the area that a row of a release is of. REQUIRES: rows come from the widest level down.
  template <typename Row>
  std::uint32_t take(const Row& row) {
    const auto [found, is_new] = number_.emplace(Key{row.level, row.district, row.ac.value, row.kendra, row.part},
                                                 static_cast<std::uint32_t>(areas_.size()));
    if (is_new) areas_.push_back({row.level, row.district, row.ac, row.kendra, row.kendra_name, row.part});
    return found->second;
  }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(areas_.size()); }
  [[nodiscard]] const Area& area(std::uint32_t number) const { return areas_[number]; }
  /// The nearest area above that is among these.
  [[nodiscard]] std::optional<std::uint32_t> parent(std::uint32_t number) const {
    const Area& own = area(number);
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
  using Key = std::tuple<std::string, std::string, std::int32_t, std::string, std::string>;

  std::vector<Area> areas_;
  std::map<Key, std::uint32_t> number_;
};

/// All areas of a wave's tables that are asked for, each with its cells.
class ReleasedAreas {
 public:
  using Cell = ReleasedReader::Cell;

  explicit ReleasedAreas(std::vector<Cell> cells) : cells_(std::move(cells)) {
    for (std::size_t at = 0; at < cells_.size(); ++at)
      cell_of_.emplace(std::tuple(tree_.take(cells_[at]), cells_[at].question, cells_[at].answer), at);
  }

  [[nodiscard]] const AreaTree& tree() const { return tree_; }
  [[nodiscard]] const Cell* cell(std::uint32_t number, std::int64_t question, const std::string& answer) const {
    const auto found = cell_of_.find(std::tuple(number, question, answer));
    return found == cell_of_.end() ? nullptr : &cells_[found->second];
  }

 private:
  std::vector<Cell> cells_;
  AreaTree tree_;
  std::map<std::tuple<std::uint32_t, std::int64_t, std::string>, std::size_t> cell_of_;
};

/// The areas asked for with their district; that of a segment where none is named.
Result<EstimatedAreas> known_areas(const Snapshot& snapshot, EstimatedAreas asked) {
  if (!asked.ac) return asked;
  const AssemblyConstituency* ac = snapshot.places.ac(*asked.ac);
  if (ac == nullptr) return unknown_seat(asked.ac->value, snapshot.places.acs().size());
  if (asked.district.empty()) asked.district = ac->district;
  return asked;
}

int rank_of(std::string_view level) {
  return level == "district" ? 0 : level == "segment" ? 1 : level == "shakti_kendra" ? 2 : 3;
}

/// The cells of the areas asked for, from the widest down.
Result<std::vector<ReleasedReader::Cell>> cells_asked(ReleasedReader& reader, const std::string& wave,
                                                      const EstimatedAreas& asked) {
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
      if (cell.level == "segment" && cell.ac == asked.ac.value_or(cell.ac)) segments.insert(cell.ac.value);
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
  const AreaTree& tree = areas.tree();
  for (std::uint32_t number = 0; number < tree.size(); ++number) {
    NoisedArea area;
    area.parent = tree.parent(number);
    const ReleasedReader::Cell* cell = areas.cell(number, question, answer);
    if (cell != nullptr && cell->count && cell->base) {
      area.count = cell->count->value;
      area.base = cell->base->value;
      area.count_variance = std::pow(noise_sd(*cell->count), 2);
      area.base_variance = std::max(area.count_variance, std::pow(noise_sd(*cell->base), 2));
    }
    input.areas.push_back(area);
    const auto found = covariates.of_segment.find(tree.area(number).ac.value);
    const std::vector<double> of_area =
        found == covariates.of_segment.end() ? std::vector<double>(covariates.names.size(), 0.0) : found->second;
    input.covariate.insert(input.covariate.end(), of_area.begin(), of_area.end());
  }
  return input;
}

json::object area_json(const Snapshot& snapshot, const AreaTree::Area& area) {
  return {{"level", area.level},
          {"name", to_json(released_area_name(snapshot.places, area))},
          {"district", area.district},
          {"ac_no", area.ac.value == 0 ? json::value(nullptr) : json::value(area.ac.value)},
          {"kendra", text_or_null(area.kendra)},
          {"part", text_or_null(area.part)}};
}

/// Each area with what is estimated of it. `released(number)`: the share that was released, or null.
template <typename Released>
Result<json::array> estimated_areas(const Snapshot& snapshot, const AreaTree& tree, const NoisedAreas& input,
                                    const estimation::PosteriorSettings& posterior, const Released& released) {
  auto estimates = estimation::estimate_noised_areas(input, posterior);
  if (!estimates && estimates.error().code != "too_little_known") return std::move(estimates).error();
  json::array list;
  for (std::uint32_t number = 0; number < tree.size(); ++number) {
    json::object area = area_json(snapshot, tree.area(number));
    const AreaEstimate none;
    for (auto& [key, value] : estimate_json(estimates ? (*estimates)[number] : none)) area[key] = std::move(value);
    area["released_share"] = released(number);
    list.push_back(std::move(area));
  }
  return list;
}

constexpr std::string_view any_receipt = "receives_any";
constexpr std::string_view receipt = "receives";
constexpr std::string_view problem_receipt = "receives_with_problem";

/// What a release shows of one area of a scheme: how many receive it, of how many who answered.
struct Reach {
  std::optional<std::int64_t> base;
  std::optional<std::int64_t> count;
  unsigned rounded = 0;  ///< numbers that the count is the sum of
};

/// Below a segment one number says so; above it, those with and without a problem are told apart.
std::vector<Reach> reaches_of(const std::vector<warehouse::DeclaredReceipt>& rows, AreaTree& tree) {
  struct Told {
    std::optional<std::int64_t> base;
    std::map<std::string, std::optional<std::int64_t>, std::less<>> count;
  };
  std::vector<Told> told;
  for (const warehouse::DeclaredReceipt& row : rows) {
    if (row.district.empty()) continue;
    const std::uint32_t number = tree.take(row);
    told.resize(tree.size());
    told[number].base = row.base;
    told[number].count[row.answer] = row.count;
  }
  std::vector<Reach> reaches;
  for (const Told& one : told) {
    Reach reach{one.base, std::nullopt, 0};
    const auto count_of = [&one](std::string_view answer) {
      const auto found = one.count.find(answer);
      return found == one.count.end() ? std::nullopt : found->second;
    };
    if (const auto any = count_of(any_receipt)) {
      reach.count = any;
      reach.rounded = 1;
    } else if (const auto well = count_of(receipt), badly = count_of(problem_receipt); well && badly) {
      reach.count = *well + *badly;
      reach.rounded = 2;
    }
    reaches.push_back(reach);
  }
  return reaches;
}

Bilingual reach_method() {
  return {
      "A multilevel model of what households said on visits; areas with few answers are drawn towards their "
      "neighbours, and it says how much. Intervals are for sampling as if those who answered were drawn at random, the "
      "rounding to fives and the model; who was not met or did not agree is not in them.",
      "घर-घर संपर्क में परिवारों ने जो बताया उसका बहुस्तरीय मॉडल; जहाँ कम उत्तर हैं वहाँ अनुमान पड़ोस की ओर खिंचता है, और कितना, यह "
      "बताया जाता है। अंतराल नमूने (मानो उत्तर देने वाले यादृच्छिक हों), पाँच तक की पूर्णांकित संख्याओं और मॉडल के हैं; जो नहीं मिले या सहमत "
      "नहीं "
      "हुए वे इनमें नहीं।"};
}

}  // namespace

Result<json::object> economy_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                       const EconomyAsked& asked, Progress& progress) {
  // The same wave that the released tables themselves are shown of.
  BOOTHWISE_TRY(shown, community_view(snapshot, warehouse, {asked.wave, {}, std::nullopt, {}, {}}));
  const std::string wave(shown.at("wave").at("wave").as_string());
  BOOTHWISE_TRY(where, known_areas(snapshot, asked.areas));
  ReleasedReader reader(warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(questions, reader.questions(wave));
  std::erase_if(questions, [](const auto& one) { return one.purpose != "economic"; });  // R13: never communities
  if (questions.empty()) {
    return Error{ErrorKind::not_found,
                 "no_economic_question",
                 {"this wave asked nothing of means; communities are never estimated (boothwise community shows what "
                  "people said)",
                  "इस चरण में साधनों का कोई प्रश्न नहीं था; समुदायों का अनुमान कभी नहीं बनता (लोगों ने जो कहा वह boothwise "
                  "community दिखाता है)"}};
  }
  if (!asked.question.empty()) {
    std::vector<std::string> codes;
    codes.reserve(questions.size());
    for (const ReleasedReader::Question& one : questions) codes.push_back(one.code);
    std::erase_if(questions, [&](const auto& one) { return one.code != asked.question; });
    if (questions.empty()) {
      Error error = refused_field(ErrorKind::not_found, "question_unknown", "question",
                                  {"this wave has no such question on means", "इस चरण में साधनों का ऐसा प्रश्न नहीं है"},
                                  asked.question);
      error.choices = std::move(codes);
      return error;
    }
  }
  BOOTHWISE_TRY(covariates, read_covariates(asked.covariates, progress));
  BOOTHWISE_TRY(cells, cells_asked(reader, wave, where));
  std::map<std::int64_t, std::map<std::int64_t, std::pair<std::string, Bilingual>>> answers;  // in their own order
  for (const ReleasedReader::Cell& cell : cells)
    answers[cell.question].emplace(cell.position, std::pair(cell.answer, cell.answer_title));
  const ReleasedAreas areas(std::move(cells));
  json::array made;
  for (const ReleasedReader::Question& question : questions) {
    for (const auto& [position, of] : answers[question.number]) {
      const auto& [answer, title] = of;
      BOOTHWISE_TRY(list, estimated_areas(snapshot, areas.tree(), noised(areas, question.number, answer, covariates),
                                          asked.posterior, [&](std::uint32_t number) -> json::value {
                                            const auto* cell = areas.cell(number, question.number, answer);
                                            if (cell == nullptr || !cell->share) return nullptr;
                                            return cell->share->value;
                                          }));
      made.push_back(json::object{{"question", question.code},
                                  {"title", to_json(question.title)},
                                  {"answer", answer},
                                  {"answer_title", to_json(title)},
                                  {"areas", std::move(list)}});
    }
  }
  json::object view{{"wave", shown.at("wave")},
                    {"covariates", json::value_from(covariates.names)},
                    {"estimates", std::move(made)},
                    {"method", to_json(method_text())}};
  add_sources(view, *snapshot.manifest, {{"released_counts", wave}});
  return view;
}

Result<json::object> scheme_reach_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                            const SchemeReachAsked& asked) {
  BOOTHWISE_TRY(where, known_areas(snapshot, asked.areas));
  warehouse::ReceiptsWhere rows_where{asked.scheme, where.district, where.ac, {}, {}, true};
  BOOTHWISE_TRY(rows, warehouse::declared_receipts(warehouse, *snapshot.manifest, rows_where));
  AreaTree tree;
  const std::vector<Reach> reaches = reaches_of(rows, tree);
  if (reaches.empty()) {
    return Error{ErrorKind::not_found,
                 "no_receipts",
                 {"nothing that households said of this scheme has been counted here",
                  "इस योजना के बारे में परिवारों ने जो बताया उसकी कोई गिनती यहाँ नहीं है"},
                 {{}, 0, "scheme", asked.scheme}};
  }
  constexpr double of_rounding = 25.0 / 12;  // a number to the nearest five is somewhere within it
  NoisedAreas input;
  for (std::uint32_t number = 0; number < tree.size(); ++number) {
    NoisedArea area;
    area.parent = tree.parent(number);
    const Reach& reach = reaches[number];
    if (reach.base && reach.count) {
      area.count = static_cast<double>(*reach.count);
      area.base = static_cast<double>(*reach.base);
      area.count_variance = of_rounding * reach.rounded;
      area.base_variance = std::max(area.count_variance, of_rounding);
    }
    input.areas.push_back(area);
  }
  BOOTHWISE_TRY(list, estimated_areas(snapshot, tree, input, asked.posterior, [&](std::uint32_t number) -> json::value {
                  const Reach& reach = reaches[number];
                  if (!reach.base || !reach.count || *reach.base == 0) return nullptr;
                  return std::min(1.0, static_cast<double>(*reach.count) / static_cast<double>(*reach.base));
                }));
  json::object view{{"scheme", asked.scheme},
                    {"counted_on", rows.front().day},
                    {"areas", std::move(list)},
                    {"method", to_json(reach_method())}};
  add_sources(view, *snapshot.manifest, {{"released_receipts", std::string(warehouse::receipts_scope)}});
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
  covariate_rows.reserve(rows.size());
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
