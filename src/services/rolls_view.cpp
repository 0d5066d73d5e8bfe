#include "services/rolls_view.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.hpp"
#include "domain/elector.hpp"
#include "estimation/age_heaping.hpp"
#include "names/romanise.hpp"
#include "services/view_parts.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::RollReader;

namespace {

/// Electors by gender.
struct ByGender {
  std::int64_t male = 0;
  std::int64_t female = 0;
  std::int64_t other = 0;

  void add(std::string_view gender, std::int64_t number) {
    (gender == code_of(Gender::male) ? male : gender == code_of(Gender::female) ? female : other) += number;
  }
  [[nodiscard]] std::int64_t total() const { return male + female + other; }
  [[nodiscard]] json::object json() const {
    return {{"male", male}, {"female", female}, {"other", other}, {"total", total()}};
  }
};

/// The rows of sql/roll_numbers.sql, gathered.
class RollFigures {
 public:
  explicit RollFigures(const std::vector<RollReader::Number>& numbers) {
    for (const RollReader::Number& row : numbers) {
      if (row.measure == "age") {
        add_age(parse_number<std::int64_t>(row.key).value_or(0), row);
      } else if (row.measure == "struck") {
        struck_[row.key].add(row.gender, row.number);
      } else if (row.measure == "household") {
        households_[parse_number<std::int64_t>(row.key).value_or(0)] += row.number;
      } else {
        counts_[row.measure].add(row.gender, row.number);
      }
    }
  }

  [[nodiscard]] json::object json() const {
    constexpr double per_thousand = 1000;
    json::object view{{"electors", electors_.json()}};
    view["women_per_1000_men"] =
        electors_.male == 0
            ? json::value(nullptr)
            : json::value(per_thousand * static_cast<double>(electors_.female) / static_cast<double>(electors_.male));
    view["age_bands"] = bands_json();
    view["first_time_electors"] = bands_.front().json();
    view["age_heaping"] = {{"whipple", or_null(estimation::whipple_index(ages_))},
                           {"myers", or_null(estimation::myers_index(ages_))}};
    view["household_sizes"] = households_json();
    for (const char* measure : {"no_house", "no_epic", "same_epic", "added", "corrected"}) {
      const auto found = counts_.find(measure);
      view[measure] = found == counts_.end() ? 0 : found->second.total();
    }
    view["struck"] = struck_json();
    return view;
  }

 private:
  void add_age(std::int64_t age, const RollReader::Number& row) {
    electors_.add(row.gender, row.number);
    ages_[age] += row.number;
    bands_.at(age_band_of(age)).add(row.gender, row.number);
  }

  [[nodiscard]] json::array bands_json() const {
    json::array list;
    for (std::size_t at = 0; at < bands_.size(); ++at) {
      json::object band = bands_.at(at).json();
      band["first"] = all_age_bands().at(at).first;
      band["last"] = all_age_bands().at(at).last;
      band["name"] = to_json(all_age_bands().at(at).name);
      list.push_back(std::move(band));
    }
    return list;
  }

  [[nodiscard]] json::array households_json() const {
    json::array list;
    for (const auto& [electors, households] : households_) {
      list.push_back({{"electors", electors}, {"households", households}});
    }
    return list;
  }

  [[nodiscard]] json::array struck_json() const {
    json::array list;
    for (const auto& [code, numbers] : struck_) {
      json::object one = numbers.json();
      const auto reason = parse_deletion_reason(code);
      one["reason"] = reason ? json::value(code) : json::value(nullptr);
      one["name"] = to_json(reason ? name_of(*reason) : Bilingual{"no reason given", "कारण नहीं दिया"});
      list.push_back(std::move(one));
    }
    return list;
  }

  ByGender electors_;
  estimation::AgeCounts ages_;
  std::array<ByGender, age_bands> bands_{};
  std::map<std::string, ByGender> struck_;
  std::map<std::int64_t, std::int64_t> households_;
  std::map<std::string, ByGender> counts_;
};

json::object asked_json(const std::string& revision, std::optional<AcNo> ac, std::optional<std::int32_t> part) {
  return {{"revision", revision},
          {"ac_no", ac ? json::value(ac->value) : json::value(nullptr)},
          {"part_no", part ? json::value(*part) : json::value(nullptr)}};
}

}  // namespace

Error no_roll_of_part(std::int32_t part) {
  Error error{ErrorKind::not_found, "roll_not_found", {"there is no roll of this part", "इस भाग की नामावली नहीं है"}};
  error.where.value = std::to_string(part);
  return error;
}

Drawn drawn_rolls(const std::vector<std::string>& revisions) {
  Drawn drawn;
  for (const std::string& revision : revisions) {
    for (const char* table : {"roll_entries", "roll_supplements", "roll_summaries"})
      drawn.emplace_back(table, revision);
  }
  return drawn;
}

json::object roll_entry_json(const RollReader::Entry& entry) {
  return {{"serial_no", entry.serial},
          {"name", entry.name},
          {"romanised", names::romanise(entry.name)},
          {"relation_type", text_or_null(entry.relation_type)},
          {"relation_name", text_or_null(entry.relation_name)},
          {"house_no", text_or_null(entry.house_no)},
          {"epic_no", text_or_null(masked_epic(entry.epic_no))},
          {"age", entry.age},
          {"gender", entry.gender},
          {"struck", entry.is_struck},
          {"deletion_reason", text_or_null(entry.deletion_reason)},
          {"added_by", or_null(entry.added_by)},
          {"corrected_by", or_null(entry.corrected_by)}};
}

Status check_roll_there(const RollReader& reader, const std::string& revision, std::optional<AcNo> ac) {
  const auto revisions = reader.revisions();
  if (!revisions.contains(revision)) {
    Error error{ErrorKind::not_found,
                "revision_not_found",
                {"there is no roll of this revision", "इस पुनरीक्षण की नामावली नहीं है"}};
    error.where.value = shortened(revision, 80);
    error.choices.assign(revisions.begin(), revisions.end());
    return error;
  }
  if (ac && !reader.segments(revision).contains(*ac)) {
    Error error{ErrorKind::not_found,
                "roll_not_found",
                {"there is no roll of this segment", "इस विधान सभा क्षेत्र की नामावली नहीं है"}};
    error.where.value = std::to_string(ac->value);
    return error;
  }
  return success();
}

Result<json::object> rolls_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest) {
  RollReader reader(warehouse, manifest);
  json::array revisions;
  std::vector<std::string> names;
  for (const std::string& revision : reader.revisions()) {
    const std::set<AcNo> segments = reader.segments(revision);
    BOOTHWISE_TRY(date, reader.qualifying_date(revision, *segments.begin()));
    revisions.push_back(
        {{"revision", revision}, {"segments", segments.size()}, {"qualifying_date", text_or_null(date)}});
    names.push_back(revision);
  }
  const warehouse::RollComparisons kept(warehouse, manifest);
  json::array comparisons;
  json::array duplicates;
  for (const warehouse::RollComparison& comparison : kept.all()) {
    std::set<AcNo> segments = kept.segments(comparison);
    const bool between = segments.erase(warehouse::between_segments) > 0;
    if (comparison.is_duplicates()) {
      duplicates.push_back({{"revision", comparison.from}, {"segments", segments.size()}});
    } else {
      comparisons.push_back({{"from", comparison.from},
                             {"to", comparison.to},
                             {"segments", segments.size()},
                             {"between_segments", between}});
    }
  }
  json::object view{{"revisions", std::move(revisions)},
                    {"comparisons", std::move(comparisons)},
                    {"duplicates", std::move(duplicates)}};
  add_sources(view, manifest, drawn_rolls(names));
  return view;
}

Result<json::object> roll_stats_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                     const std::string& revision, std::optional<AcNo> ac,
                                     std::optional<std::int32_t> part) {
  RollReader reader(warehouse, manifest);
  BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  BOOTHWISE_TRY(numbers, reader.numbers(revision, ac, part));
  if (part && numbers.empty()) return no_roll_of_part(*part);
  json::object view = asked_json(revision, ac, part);
  for (auto& member : RollFigures(numbers).json()) view[member.key()] = std::move(member.value());
  add_sources(view, manifest, drawn_rolls({revision}));
  return view;
}

Result<json::object> roll_part_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                    const std::string& revision, AcNo ac, std::int32_t part) {
  RollReader reader(warehouse, manifest);
  BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  BOOTHWISE_TRY(entries, reader.entries(revision, ac, part));
  if (entries.empty()) return no_roll_of_part(part);
  json::array list;
  for (const RollReader::Entry& entry : entries) {
    list.push_back(roll_entry_json(entry));
  }
  json::object view = asked_json(revision, ac, part);
  view["entries"] = std::move(list);
  add_sources(view, manifest, drawn_rolls({revision}));
  return view;
}

}  // namespace boothwise::services
