#include "services/roll_diff.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <tuple>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "domain/elector.hpp"
#include "linkage/compare.hpp"
#include "linkage/link.hpp"
#include "linkage/propose.hpp"
#include "services/rolls_view.hpp"
#include "services/view_parts.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace json = boost::json;
using linkage::CompareAs;
using linkage::RecordNo;
using warehouse::RollReader;

namespace {

constexpr double pairs_for_a_record = 20;
constexpr double pairs_least = 500'000;

/// Columns of the table that is linked, in this order.
enum Column : std::size_t { name, relation_type, relation_name, house, part, age, gender, epic, column_count };

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names{"name",    "relation_type", "relation_name", "house_no",
                                              "part_no", "age",           "gender",        "epic_no"};
  return names;
}

/// What is kept of an entry beside the table.
struct Known {
  std::int32_t part = 0;
  std::int32_t age = 0;
  char gender = 'T';
  char reason = ' ';  ///< of a struck entry; ? if none is given
  bool is_struck = false;
};

/// Comparisons of a roll's entries, and what each one's difference is called.
struct RollComparison {
  linkage::Comparison how;
  const char* field;
  linkage::Level same;  ///< up to here nothing was corrected: names that sound the same are one
};
constexpr std::array roll_comparisons = std::to_array<RollComparison>({
    {{name, CompareAs::name}, "name", 2},
    {{relation_name, CompareAs::relation, relation_type, 0, true}, "relation_name", 2},
    {{house, CompareAs::code, {}, 0, true}, "house_no", 1},
    {{part, CompareAs::code, {}, 0, true}, nullptr, 0},
    {{age, CompareAs::number}, "age", 2},
    {{gender, CompareAs::category}, "gender", 1},
    {{epic, CompareAs::code}, "epic_no", 1},
});
constexpr std::size_t age_comparison = 4;

/// One segment's two rolls, compared.
class SegmentDiff {
 public:
  SegmentDiff(RollReader& reader, const RollDiffJob& job, AcNo ac)
      : reader_(reader), job_(job), ac_(ac), table_(column_count) {}

  Result<std::vector<RollReader::Change>> run(Progress& progress) {
    BOOTHWISE_CHECK(read(job_.from));
    table_.end_left();
    left_ = known_.size();
    BOOTHWISE_CHECK(read(job_.to));
    table_.flush();
    BOOTHWISE_TRY(linked, link(progress));
    count(linked);
    std::vector<RollReader::Change> changes;
    for (const auto& [key, number] : counts_) {
      const auto& [old_part, new_part, measure, detail, sex] = key;
      changes.push_back({old_part, new_part, measure, detail, sex, number});
    }
    return changes;
  }

 private:
  /// Only the earlier roll's standing entries are looked for; of the later one also those that were struck.
  Status read(const std::string& revision) {
    const bool earlier = left_ == 0 && table_.is_single();
    return reader_.visit(revision, ac_, [&](const RollReader::Entry& entry) {
      if (earlier && entry.is_struck) return success();
      const std::string part_text = std::to_string(entry.part);
      const std::string age_text = std::to_string(entry.age);
      const std::array<std::string_view, column_count> cells{entry.name,     entry.relation_type, entry.relation_name,
                                                             entry.house_no, part_text,           age_text,
                                                             entry.gender,   entry.epic_no};
      table_.add(cells);
      Known known;
      known.part = entry.part;
      known.age = static_cast<std::int32_t>(entry.age);
      known.gender = entry.gender.empty() ? 'T' : entry.gender.front();
      known.is_struck = entry.is_struck;
      known.reason = entry.deletion_reason.empty() ? '?' : entry.deletion_reason.front();
      known_.push_back(known);
      return success();
    });
  }

  /// Years between the qualifying dates; nothing if one is not known.
  Result<std::optional<std::int32_t>> years() {
    BOOTHWISE_TRY(from, reader_.qualifying_date(job_.from, ac_));
    BOOTHWISE_TRY(to, reader_.qualifying_date(job_.to, ac_));
    const auto earlier = parse_date(from);
    const auto later = parse_date(to);
    if (!earlier || !later) return std::optional<std::int32_t>();
    return std::optional(static_cast<int>(later->year()) - static_cast<int>(earlier->year()));
  }

  Result<linkage::Linked> link(Progress& progress) {
    if (left_ == 0 || left_ == known_.size()) return linkage::Linked{};
    linkage::Settings settings;
    settings.columns = column_names();
    settings.one_to_one = true;
    for (const RollComparison& comparison : roll_comparisons) settings.comparisons.push_back(comparison.how);
    linkage::Prepared& prepared = prepared_.emplace(linkage::prepare(std::move(table_), settings.comparisons, words_));
    BOOTHWISE_TRY(apart, years());
    years_ = apart ? *apart : linkage::propose_shift(prepared, age_comparison);
    settings.comparisons[age_comparison].shift = prepared.comparisons[age_comparison].shift = years_;
    const double pairs = std::max(pairs_least, pairs_for_a_record * static_cast<double>(prepared.records));
    settings.blocking = linkage::propose_blocking(prepared, pairs, job_.resources.block_pairs_max, settings.seed).rules;
    BOOTHWISE_TRY(learned, linkage::learn(prepared, settings, job_.resources, progress));
    settings.blocking = linkage::worthwhile(settings.blocking, learned);
    return linkage::link(prepared, settings, learned.model, job_.resources, progress);
  }

  void add(std::int32_t old_part, std::int32_t new_part, std::string measure, std::string key, char sex,
           std::int64_t number = 1) {
    counts_[{old_part, new_part, std::move(measure), std::move(key), std::string(1, sex)}] += number;
  }

  void count(const linkage::Linked& linked) {
    std::vector<bool> found(known_.size());
    double sureness = 0;
    std::optional<linkage::Comparer> compare;
    if (prepared_) compare.emplace(*prepared_);
    for (const linkage::Link& pair : linked.links) {
      found[pair.left] = found[pair.right] = true;
      sureness += static_cast<double>(pair.probability);
      count_pair(known_[pair.left], known_[pair.right], compare->compare(pair.left, pair.right));
    }
    for (std::size_t record = 0; record < known_.size(); ++record) {
      const Known& entry = known_[record];
      if (found[record]) continue;
      if (record < left_) {
        add(entry.part, 0, "gone", std::string(1, '-'), entry.gender);
      } else if (!entry.is_struck) {
        const bool of_age = entry.age < age_least + std::max(years_, 1);
        add(0, entry.part, "added", of_age ? "of_age" : "older", entry.gender);
      }
    }
    for (const linkage::Link& pair : linked.uncertain) {
      if (!found[pair.left]) add(known_[pair.left].part, 0, "uncertain", "", known_[pair.left].gender);
    }
    // Sums of probabilities, in thousandths: how many of the pairs are expected to be right.
    add(0, 0, "sureness", "", ' ', std::llround(sureness * 1000));
  }

  void count_pair(const Known& before, const Known& after, linkage::Pattern pattern) {
    if (after.is_struck) {
      add(before.part, after.part, "struck", std::string(1, after.reason), before.gender);
      return;
    }
    add(before.part, after.part, "found", "", before.gender);
    for (std::size_t at = 0; at < roll_comparisons.size(); ++at) {
      const RollComparison& comparison = roll_comparisons.at(at);
      if (comparison.field == nullptr || linkage::level_in(pattern, at) <= comparison.same) continue;
      add(before.part, after.part, "changed", comparison.field, before.gender);
    }
  }

  RollReader& reader_;
  const RollDiffJob& job_;
  AcNo ac_;
  linkage::Table table_;
  linkage::Words words_;
  std::optional<linkage::Prepared> prepared_;
  std::vector<Known> known_;
  std::size_t left_ = 0;
  std::int32_t years_ = 0;
  std::map<std::tuple<std::int32_t, std::int32_t, std::string, std::string, std::string>, std::int64_t> counts_;
};

/// Tells of one segment's progress as a share of all.
class PartOf final : public Progress {
 public:
  PartOf(Progress& whole, std::size_t at, std::size_t of) : whole_(whole), at_(at), of_(of) {}
  void report(double fraction, const Bilingual& what) override {
    whole_.report((static_cast<double>(at_) + fraction) / static_cast<double>(of_), what);
  }
  [[nodiscard]] bool stop_requested() const override { return whole_.stop_requested(); }

 private:
  Progress& whole_;
  std::size_t at_;
  std::size_t of_;
};

Error not_found(std::string code, Bilingual message, std::string value, std::vector<std::string> choices = {}) {
  return Error{
      ErrorKind::not_found, std::move(code), std::move(message), {{}, 0, {}, std::move(value)}, std::move(choices)};
}

}  // namespace

Result<std::size_t> compare_rolls(warehouse::Warehouse& warehouse, const RollDiffJob& job, Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  std::set<AcNo> acs;
  {
    const RollReader reader(warehouse, writer->next());
    for (const std::string& revision : {job.from, job.to}) BOOTHWISE_CHECK(check_roll_there(reader, revision, job.ac));
    const std::set<AcNo> to = reader.segments(job.to);
    const std::set<AcNo> done = reader.compared(job.from, job.to);
    for (const AcNo ac : reader.segments(job.from)) {
      if (to.contains(ac) && (!job.ac || *job.ac == ac) && !done.contains(ac)) acs.insert(ac);
    }
  }
  std::size_t at = 0;
  for (const AcNo ac : acs) {
    RollReader reader(warehouse, writer->next());
    PartOf part(progress, at++, acs.size());
    BOOTHWISE_TRY(changes, SegmentDiff(reader, job, ac).run(part));
    BOOTHWISE_CHECK(
        warehouse::write_roll_changes(warehouse, *writer, RollReader::changes_scope(job.from, job.to, ac), changes));
    BOOTHWISE_CHECK(writer->commit());
  }
  progress.report(1, {"done", "हो गया"});
  return acs.size();
}

namespace {

/// What became of the electors of one part, or of all.
struct Fate {
  std::int64_t found = 0;
  std::int64_t moved = 0;  ///< of them, to a part that is no successor of theirs
  std::int64_t struck = 0;
  std::int64_t gone = 0;
  std::int64_t uncertain = 0;  ///< of the gone
  std::int64_t added_of_age = 0;
  std::int64_t added_older = 0;
  std::map<std::string, std::int64_t> changed;
  std::map<std::string, std::int64_t> reasons;

  [[nodiscard]] json::object json() const {
    json::object fields;
    for (const auto& [field, number] : changed) fields[field] = number;
    json::object by_reason;
    for (const auto& [reason, number] : reasons) by_reason[reason] = number;
    const std::int64_t before = found + struck + gone;
    return {
        {"electors_before", before},
        {"electors_after", found + added_of_age + added_older},
        {"found", found},
        {"moved", moved},
        {"struck", struck},
        {"struck_by_reason", std::move(by_reason)},
        {"gone", gone},
        {"uncertain", uncertain},
        {"deleted_share", before == 0 ? json::value(nullptr)
                                      : json::value(static_cast<double>(struck + gone) / static_cast<double>(before))},
        {"added_of_age", added_of_age},
        {"added_older", added_older},
        {"changed", std::move(fields)}};
  }
};

/// Numbers of a segment, gathered by part of the later roll. An old part's electors stand at the new part that took
/// most of them.
class Fates {
 public:
  explicit Fates(const std::vector<RollReader::Change>& changes) {
    for (const RollReader::Change& change : changes) {
      if (change.measure == "found") flows_[change.old_part][change.new_part] += change.number;
    }
    for (const auto& [old_part, to] : flows_) {
      heir_[old_part] = std::ranges::max_element(to, {}, [](const auto& flow) { return flow.second; })->first;
      for (const auto& [new_part, electors] : to) totals_[old_part] += electors;
    }
    for (const RollReader::Change& change : changes) take(change);
  }

  [[nodiscard]] const std::map<std::int32_t, Fate>& by_part() const { return by_part_; }
  [[nodiscard]] const Fate& all() const { return all_; }
  [[nodiscard]] double sureness() const { return sureness_; }

  /// Old part, new part, electors found in both.
  [[nodiscard]] json::array flows() const {
    json::array list;
    for (const auto& [old_part, to] : flows_) {
      for (const auto& [new_part, electors] : to) {
        list.push_back({{"old_part", old_part},
                        {"new_part", new_part},
                        {"electors", electors},
                        {"successor", is_successor(old_part, new_part)}});
      }
    }
    return list;
  }

 private:
  /// A part that holds a tenth or more of those found again is a successor: the booth went there, not the elector.
  [[nodiscard]] bool is_successor(std::int32_t old_part, std::int32_t new_part) const {
    constexpr double share_least = 0.1;
    return static_cast<double>(flows_.at(old_part).at(new_part)) >=
           share_least * static_cast<double>(totals_.at(old_part));
  }

  void take(const RollReader::Change& change) {
    if (change.measure == "sureness") {
      constexpr double thousandths = 1000;
      sureness_ += static_cast<double>(change.number) / thousandths;
      return;
    }
    const auto heir = heir_.find(change.old_part);
    const std::int32_t part = change.new_part != 0 ? change.new_part : heir == heir_.end() ? 0 : heir->second;
    for (Fate* fate : {&by_part_[part], &all_}) {
      if (change.measure == "found") {
        fate->found += change.number;
        fate->moved += is_successor(change.old_part, change.new_part) ? 0 : change.number;
      } else if (change.measure == "struck") {
        fate->struck += change.number;
        fate->reasons[change.key] += change.number;
      } else if (change.measure == "gone") {
        fate->gone += change.number;
      } else if (change.measure == "uncertain") {
        fate->uncertain += change.number;
      } else if (change.measure == "added") {
        (change.key == "of_age" ? fate->added_of_age : fate->added_older) += change.number;
      } else if (change.measure == "changed") {
        fate->changed[change.key] += change.number;
      }
    }
  }

  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> flows_;
  std::map<std::int32_t, std::int32_t> heir_;
  std::map<std::int32_t, std::int64_t> totals_;
  std::map<std::int32_t, Fate> by_part_;
  Fate all_;
  double sureness_ = 0;
};

void add_fate(Fate& sum, const Fate& more) {
  for (const auto member : {&Fate::found, &Fate::moved, &Fate::struck, &Fate::gone, &Fate::uncertain,
                            &Fate::added_of_age, &Fate::added_older}) {
    sum.*member += more.*member;
  }
  for (const auto& [field, number] : more.changed) sum.changed[field] += number;
  for (const auto& [reason, number] : more.reasons) sum.reasons[reason] += number;
}

}  // namespace

Result<json::object> roll_diff_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                    const std::string& from, const std::string& to, std::optional<AcNo> ac) {
  RollReader reader(warehouse, manifest);
  for (const std::string& revision : {from, to}) BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  const std::set<AcNo> compared = reader.compared(from, to);
  if (compared.empty() || (ac && !compared.contains(*ac))) {
    return not_found("not_compared",
                     {"these rolls were not compared yet: boothwise rolls diff",
                      "इन नामावलियों की तुलना अभी नहीं हुई: boothwise rolls diff"},
                     from + " ~ " + to);
  }
  Fate sum;
  double sureness = 0;
  json::array areas;
  json::value flows = nullptr;
  for (const AcNo one : compared) {
    if (ac && one != *ac) continue;
    BOOTHWISE_TRY(changes, reader.changes(from, to, one));
    const Fates fates(changes);
    add_fate(sum, fates.all());
    sureness += fates.sureness();
    if (!ac) {
      json::object row = fates.all().json();
      row["ac_no"] = one.value;
      areas.push_back(std::move(row));
      continue;
    }
    flows = fates.flows();
    for (const auto& [part, fate] : fates.by_part()) {
      json::object row = fate.json();
      row["part_no"] = part == 0 ? json::value(nullptr) : json::value(part);
      areas.push_back(std::move(row));
    }
  }
  json::object view{{"from", from}, {"to", to}, {"ac_no", ac ? json::value(ac->value) : json::value(nullptr)}};
  view["total"] = sum.json();
  const std::int64_t pairs = sum.found + sum.struck;
  view["sureness"] = pairs == 0 ? json::value(nullptr) : json::value(sureness / static_cast<double>(pairs));
  view[ac ? "parts" : "segments"] = std::move(areas);
  view["flows"] = std::move(flows);
  add_sources(view, manifest,
              {{"roll_entries", from}, {"roll_supplements", from}, {"roll_entries", to}, {"roll_supplements", to}});
  return view;
}

}  // namespace boothwise::services
