#include "field/receipts.hpp"

#include "forms/submission.hpp"
#include "operations/records.hpp"
#include "privacy/suppression.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <tuple>

#include "base/stopped.hpp"
#include "services/organisation_parts.hpp"
#include "services/release_areas.hpp"
#include "services/snapshot.hpp"
#include "services/waves.hpp"
#include "warehouse/scheme_receipts.hpp"
#include "warehouse/tables.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::field {

namespace json = boost::json;
using operations::Record;
using privacy::Level;
using services::ReleaseBooth;

namespace {

/// What was told, in the order of the table of a district; by level, which of them are one.
constexpr std::size_t told_count = 4;
constexpr std::array<std::string_view, told_count> told_answers = {"receives", "receives_with_problem", "stopped",
                                                                   "no"};
constexpr std::string_view any_receipt = "receives_any";
constexpr std::string_view no_receipt = "receives_none";
constexpr std::int64_t rounded_to = 5;

using ToldCounts = std::array<std::int64_t, told_count>;

/// District: all four; segment: received, with a problem, not; below: received or not.
privacy::CategorySet categories() {
  const privacy::Groups by_segment = {0, 1, 2, 2};
  const privacy::Groups by_booth = {0, 0, 1, 1};
  auto set = privacy::CategorySet::of(privacy::CategorySetId(1), privacy::RiskClass::coarse, told_count,
                                      {privacy::Groups{}, by_segment, by_booth, by_booth});
  return std::move(set).value();
}

/// The answer's code of a group at a level.
std::string_view answer_at(Level level, std::size_t group) {
  if (level == Level::district) return told_answers.at(group);
  if (level == Level::segment) return group == 2 ? no_receipt : told_answers.at(group);
  return group == 0 ? any_receipt : no_receipt;
}

std::int64_t rounded(std::int64_t count) { return (count + rounded_to / 2) / rounded_to * rounded_to; }

/// An area as the table names it; those of no part or kendra are counted in what they lie in and never shown.
struct Place {
  Level level = Level::district;
  std::string district;
  AcNo ac{};
  std::string kendra;
  std::string part;

  auto operator<=>(const Place& other) const {
    return std::tuple(level, district, ac.value, kendra, part) <=>
           std::tuple(other.level, other.district, other.ac.value, other.kendra, other.part);
  }
  bool operator==(const Place& other) const = default;
  [[nodiscard]] bool is_shown() const {
    return (level != Level::booth || !part.empty()) && (level != Level::shakti_kendra || !kendra.empty());
  }
  [[nodiscard]] Place above() const {
    Place wider = *this;
    wider.level = static_cast<Level>(privacy::number(level) - 1);
    wider.part.clear();
    if (wider.level != Level::shakti_kendra) wider.kendra.clear();
    if (wider.level == Level::district) wider.ac = AcNo{};
    return wider;
  }
};

class Counting {
 public:
  Counting(const FieldDoor& door, const Places& places, const std::vector<ReleaseBooth>& booths, Progress& progress)
      : door_(door), progress_(progress) {
    for (const AssemblyConstituency& ac : places.acs()) districts_.try_emplace(ac.no, ac.district);
    for (const ReleaseBooth& booth : booths) {
      booths_.try_emplace({booth.ac, booth.part}, &booth);
      kendra_names_.try_emplace({booth.ac, booth.kendra}, booth.kendra_name);
    }
  }

  Status read() {
    BOOTHWISE_TRY(forms, operations::all_forms(door_.store));
    for (const operations::Form& form : forms) {
      BOOTHWISE_CHECK(read_form(form));
    }
    return success();
  }

  /// Whether any scheme is asked about: else there is nothing to write.
  [[nodiscard]] bool has_tables() const { return !counts_.empty(); }

  Result<json::object> write() {
    warehouse::Warehouse& warehouse = *door_.workspace.warehouse;
    warehouse::Connection connection = warehouse.connect();
    constexpr std::string_view loaded = "new_released_receipts";
    BOOTHWISE_TRY(rows, connection.create(std::string(loaded), warehouse::table("released_receipts").columns));
    for (const auto& [scheme, leaves] : counts_) BOOTHWISE_CHECK(write_scheme(rows, scheme, leaves));
    BOOTHWISE_CHECK(rows.close());
    BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
    warehouse::Run run;
    run.number = writer->next().next_run;
    run.kind = "declared_receipts";
    run.imported_at = door_.now;
    run.source =
        "what households said on visits, with consent; areas of at least 30 who answered, cells of at least 10, "
        "to the nearest five";
    run.mapping = {{"counted_on", day()}};
    BOOTHWISE_TRY(file, writer->write(connection, "released_receipts", warehouse::receipts_scope, loaded, run.number));
    run.rows_read = records_;
    run.rows_taken = file.rows;
    if (file.rows > 0) run.data.push_back(std::move(file));
    writer->next().next_run = run.number + 1;
    writer->next().runs.push_back(run);
    BOOTHWISE_CHECK(writer->commit());
    return json::object{{"run", run.number},          {"day", day()},          {"schemes", counts_.size()},
                        {"records", records_},        {"unplaced", unplaced_}, {"rows", run.rows_taken},
                        {"areas_shown", areas_shown_}};
  }

 private:
  Status read_form(const operations::Form& form) {
    BOOTHWISE_TRY(versions, operations::form_versions(door_.store, form.id));
    bool asks = false;
    for (const operations::FormVersion& version : versions) {
      BOOTHWISE_TRY(published, door_.shelf.find(door_.store, form.name, version.version));
      // A scheme that is asked about has a table, so that a former day's is over even if nobody is in it.
      for (const forms::FormField& field : published->xform.fields) {
        if (field.scheme.empty()) continue;
        counts_.try_emplace(field.scheme);
        asks = true;
      }
    }
    if (!asks) return success();
    operations::RecordQuestion page{whole_organisation, form.id};
    while (true) {
      if (progress_.stop_requested()) return stopped_as_asked();
      BOOTHWISE_TRY(records, operations::records_within(door_.store, page));
      if (records.empty()) return success();
      page.day = records.back().day;
      page.after = records.back().id;
      for (const Record& record : records) {
        if (!record.counts()) continue;
        BOOTHWISE_CHECK(count(form, record));
      }
      progress_.report(0, {std::to_string(records_) + " records", std::to_string(records_) + " रिकॉर्ड"});
    }
  }

  Status count(const operations::Form& form, const Record& record) {
    BOOTHWISE_TRY(published, door_.shelf.find(door_.store, form.name, record.version));
    const bool asks = std::ranges::any_of(published->xform.fields,
                                          [](const forms::FormField& field) { return !field.scheme.empty(); });
    if (!asks) return success();
    auto opened = door_.vault.open(record.key, record.content);
    if (!opened && opened.error().code == "record_erased") return success();
    if (!opened) return opened.error();
    BOOTHWISE_TRY(submission, forms::read_submission(*opened, "record"));
    ++records_;
    const auto place = place_of(record);
    if (!place) {
      ++unplaced_;
      return success();
    }
    for (const forms::FormField& field : published->xform.fields) {
      if (field.scheme.empty()) continue;
      const auto answer = std::ranges::find(told_answers, submission.answer(field.path));
      if (answer == told_answers.end()) continue;
      ++counts_[field.scheme][*place].at(static_cast<std::size_t>(answer - told_answers.begin()));
    }
    return success();
  }

  /// The booth, or as much of it as is known below a segment.
  [[nodiscard]] std::optional<Place> place_of(const Record& record) const {
    if (!record.ac) return std::nullopt;
    const AcNo ac(static_cast<std::int32_t>(*record.ac));
    const auto district = districts_.find(ac);
    if (district == districts_.end()) return std::nullopt;
    const auto booth = booths_.find({ac, record.part});
    return booth == booths_.end() ? Place{Level::booth, district->second, ac, {}, {}}
                                  : Place{Level::booth, district->second, ac, booth->second->kendra, record.part};
  }

  Status write_scheme(warehouse::Appender& rows, const std::string& scheme, const std::map<Place, ToldCounts>& leaves) {
    std::map<Place, ToldCounts> areas;  // in the order of their levels, so parents come first
    for (const auto& [leaf, counts] : leaves) {
      for (Place place = leaf;; place = place.above()) {
        ToldCounts& sums = areas[place];
        for (std::size_t at = 0; at < told_count; ++at) sums.at(at) += counts.at(at);
        if (place.level == Level::district) break;
      }
    }
    static const privacy::CategorySet set = categories();
    privacy::NoisedForest forest;
    forest.set = &set;
    std::map<Place, std::uint32_t> number_of;
    std::vector<const Place*> places;
    for (const auto& [place, counts] : areas) {
      number_of.emplace(place, static_cast<std::uint32_t>(places.size()));
      places.push_back(&place);
      forest.parent.push_back(place.level == Level::district ? privacy::no_area : number_of.at(place.above()));
      forest.level.push_back(place.level);
      forest.first.push_back(forest.counts.size());
      std::vector<std::int64_t> by_group(set.group_count(place.level), 0);
      for (std::size_t at = 0; at < told_count; ++at) by_group.at(set.groups(place.level)[at]) += counts.at(at);
      forest.counts.insert(forest.counts.end(), by_group.begin(), by_group.end());
    }
    forest.first.push_back(forest.counts.size());
    const privacy::Hidden hidden = privacy::hidden_numbers(forest, privacy::Floors());
    for (std::size_t node = 0; node < places.size(); ++node) {
      const Place& place = *places[node];
      const bool base_shown = hidden.base[node] == 0;
      if (!place.is_shown() || (!base_shown && place.level != Level::district)) continue;
      areas_shown_ += base_shown ? 1 : 0;
      for (std::size_t group = 0; group < forest.groups(node); ++group) {
        const std::size_t cell = forest.first[node] + group;
        BOOTHWISE_CHECK(
            write_row(rows, scheme, place, group, base_shown ? std::optional(rounded(forest.base(node))) : std::nullopt,
                      hidden.cells[cell] == 0 ? std::optional(rounded(forest.counts[cell])) : std::nullopt));
      }
    }
    if (!places.empty()) return success();
    return write_row(rows, scheme, Place{}, 0, std::nullopt, std::nullopt);
  }

  Status write_row(warehouse::Appender& rows, std::string_view scheme, const Place& place, std::size_t group,
                   std::optional<std::int64_t> base, std::optional<std::int64_t> count) const {
    static const std::array<std::string_view, privacy::level_count> level_names = {"district", "segment",
                                                                                   "shakti_kendra", "booth"};
    Bilingual kendra_name;
    if (place.level == Level::shakti_kendra) {
      const auto found = kendra_names_.find({place.ac, place.kendra});
      if (found != kendra_names_.end()) kendra_name = found->second;
    }
    std::size_t column = 0;
    rows.set(column++, scheme);
    rows.set(column++, level_names.at(privacy::number(place.level)));
    rows.set(column++, std::string_view(place.district));
    rows.set(column++, std::int64_t{place.ac.value});
    rows.set(column++, std::string_view(place.kendra));
    rows.set(column++, std::string_view(kendra_name.en));
    rows.set(column++, std::string_view(kendra_name.hi));
    rows.set(column++, std::string_view(place.part));
    rows.set(column++, static_cast<std::int64_t>(group) + 1);
    rows.set(column++, answer_at(place.level, group));
    rows.set(column++, base);
    rows.set(column++, count);
    rows.set(column, std::string_view(day()));
    return rows.end_row();
  }

  [[nodiscard]] std::string day() const { return iso_date(day_in_india(door_.now)); }

  const FieldDoor& door_;
  Progress& progress_;
  std::map<AcNo, std::string> districts_;
  std::map<std::pair<AcNo, std::string>, const ReleaseBooth*> booths_;
  std::map<std::pair<AcNo, std::string>, Bilingual> kendra_names_;
  std::map<std::string, std::map<Place, ToldCounts>> counts_;  // by scheme and booth
  std::int64_t records_ = 0;
  std::int64_t unplaced_ = 0;
  std::int64_t areas_shown_ = 0;
};

}  // namespace

Result<json::object> count_receipts(Caller& caller, const FieldDoor& door, Progress& progress) {
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*door.workspace.warehouse));
  BOOTHWISE_TRY(booths, services::release_booths(caller, *snapshot));
  Counting counting(door, snapshot->places, booths, progress);
  BOOTHWISE_CHECK(counting.read());
  if (!counting.has_tables()) return json::object{{"schemes", 0}, {"records", 0}};
  return counting.write();
}

}  // namespace boothwise::field
