#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/text.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_fates.hpp"
#include "services/rolls_view.hpp"
#include "services/view_parts.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace json = boost::json;
using estimation::DeletionCheck;
using estimation::Unusual;
using warehouse::RollComparison;
using warehouse::RollComparisons;
using warehouse::RollReader;

namespace {

constexpr std::size_t unusual_shown_max = 200;

Error not_compared(const std::string& from, const std::string& to) {
  return Error{ErrorKind::not_found,
               "not_compared",
               {"these rolls were not compared yet: boothwise rolls diff",
                "इन नामावलियों की तुलना अभी नहीं हुई: boothwise rolls diff"},
               {{}, 0, {}, from + " ~ " + to}};
}

std::string percent(double share) { return one_decimal(share * 100) + " %"; }

double share_of(std::int64_t number, std::int64_t all) {
  return all == 0 ? 0 : static_cast<double>(number) / static_cast<double>(all);
}

Bilingual text_of(const DeletionCheck& check) {
  const std::string share = percent(share_of(check.deleted, check.before));
  const std::string expected = percent(check.expected / static_cast<double>(check.before));
  Bilingual text{share + " left the roll; by age and neighbourhood " + expected + " would be usual",
                 share + " नाम हटे; आयु और पड़ोस के हिसाब से " + expected + " सामान्य होता"};
  if (check.neighbours_share) {
    text.en += " (neighbouring parts: " + percent(*check.neighbours_share) + ")";
    text.hi += " (पड़ोसी भाग: " + percent(*check.neighbours_share) + ")";
  }
  return text;
}

json::object unusual_json(AcNo ac, const DeletionCheck& check) {
  const auto before = static_cast<double>(check.before);
  return {{"ac_no", ac.value},
          {"part_no", check.part_no},
          {"kind", check.unusual == Unusual::many ? "many" : "few"},
          {"electors_before", check.before},
          {"deleted", check.deleted},
          {"deleted_share", share_of(check.deleted, check.before)},
          {"expected", check.expected},
          {"expected_share", check.expected / before},
          {"neighbours_share", or_null(check.neighbours_share)},
          {"ratio", check.ratio},
          {"score", check.score},
          {"false_alarm", check.false_alarm},
          {"text", to_json(text_of(check))}};
}

/// All of a comparison, or one segment of it.
class ChangesView {
 public:
  ChangesView(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest, const RollComparison& comparison,
              std::optional<AcNo> ac)
      : comparisons_(warehouse, manifest), comparison_(comparison), ac_(ac) {}

  Result<json::object> make(const std::set<AcNo>& compared, const Places& places) {
    BOOTHWISE_TRY(moves, comparisons_.changes(comparison_, warehouse::between_segments));
    for (const AcNo one : compared) {
      if (ac_ && one != *ac_) continue;
      BOOTHWISE_TRY(changes, comparisons_.changes(comparison_, one));
      const Fates fates(one, changes, moves);
      sum_.add(fates.all());
      sureness_ += fates.sureness();
      const std::vector<DeletionCheck> checks = fates.check();
      note(one, checks);
      if (ac_) {
        add_parts(fates, checks);
      } else {
        add_segment(one, fates, checks, places);
      }
    }
    json::object made = view();
    const AssemblyConstituency* place = ac_ ? places.ac(*ac_) : nullptr;
    made["name"] = nullptr;
    if (place != nullptr) made["name"] = to_json(place->name);
    return made;
  }

 private:
  void note(AcNo ac, const std::vector<DeletionCheck>& checks) {
    tested_ += checks.size();
    for (const DeletionCheck& check : checks) {
      if (check.unusual != Unusual::no) unusual_.emplace_back(ac, check);
    }
  }

  void add_segment(AcNo ac, const Fates& fates, const std::vector<DeletionCheck>& checks, const Places& places) {
    json::object row = fates.all().json();
    row["ac_no"] = ac.value;
    row["name"] = to_json(segment_name(places, ac));
    const AssemblyConstituency* place = places.ac(ac);
    row["district"] = nullptr;
    if (const District* district = place == nullptr ? nullptr : places.district(place->district)) {
      row["district"] = {{"id", district->id}, {"name", to_json(district->name)}};
    }
    row["parts"] = fates.by_part().size() - fates.by_part().count(0);
    row["unusual_parts"] =
        std::ranges::count_if(checks, [](const DeletionCheck& check) { return check.unusual != Unusual::no; });
    areas_.push_back(std::move(row));
  }

  void add_parts(const Fates& fates, const std::vector<DeletionCheck>& checks) {
    for (const auto& [part, fate] : fates.by_part()) {
      json::object row = fate.json();
      row["part_no"] = part == 0 ? json::value(nullptr) : json::value(part);
      const auto check = std::ranges::find(checks, part, &DeletionCheck::part_no);
      row["unusual"] = check == checks.end() || check->unusual == Unusual::no ? json::value(nullptr)
                                                                              : json::value(unusual_json(*ac_, *check));
      areas_.push_back(std::move(row));
    }
    flows_ = fates.flows();
  }

  [[nodiscard]] Bilingual sentence() const {
    const std::int64_t before = sum_.found + sum_.struck + sum_.gone;
    const std::int64_t after = sum_.found + sum_.added_of_age + sum_.added_older;
    const std::string net = (after >= before ? "+" : "−") + grouped(std::abs(after - before));
    const std::string deleted = grouped(sum_.struck + sum_.gone);
    const std::string share = percent(share_of(sum_.struck + sum_.gone, before));
    const std::string added = grouped(sum_.added_of_age + sum_.added_older);
    const std::string odd = grouped(static_cast<std::int64_t>(unusual_.size()));
    return {"Net " + net + ": " + deleted + " (" + share + ") left the roll, " + added + " came; " + odd +
                (unusual_.size() == 1 ? " part is unusual" : " parts are unusual"),
            "कुल अंतर " + net + ": " + deleted + " (" + share + ") नाम हटे, " + added + " जुड़े; " + odd + " भाग असामान्य"};
  }

  json::object view() {
    std::ranges::stable_sort(unusual_, std::ranges::greater{},
                             [](const auto& one) { return std::abs(one.second.score); });
    json::array odd;
    for (const auto& [ac, check] : unusual_) {
      if (odd.size() < unusual_shown_max) odd.push_back(unusual_json(ac, check));
    }
    json::object view{{"from", comparison_.from},
                      {"to", comparison_.to},
                      {"ac_no", ac_ ? json::value(ac_->value) : json::value(nullptr)},
                      {"sentence", to_json(sentence())},
                      {"total", sum_.json()}};
    const std::int64_t pairs = sum_.found + sum_.struck;
    view["sureness"] = pairs == 0 ? json::value(nullptr) : json::value(sureness_ / static_cast<double>(pairs));
    view[ac_ ? "parts" : "segments"] = std::move(areas_);
    view["flows"] = std::move(flows_);
    view["unusual"] = {{"tested", tested_}, {"found", unusual_.size()}, {"parts", std::move(odd)}};
    return view;
  }

  RollComparisons comparisons_;
  const RollComparison& comparison_;
  std::optional<AcNo> ac_;
  Fate sum_;
  double sureness_ = 0;
  std::size_t tested_ = 0;
  std::vector<std::pair<AcNo, DeletionCheck>> unusual_;
  json::array areas_;
  json::value flows_ = nullptr;
};

}  // namespace

Result<json::object> roll_diff_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                    const std::string& from, const std::string& to, std::optional<AcNo> ac) {
  const RollReader reader(warehouse, manifest);
  for (const std::string& revision : {from, to}) BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  const RollComparison comparison{from, to};
  std::set<AcNo> compared = RollComparisons(warehouse, manifest).segments(comparison);
  compared.erase(warehouse::between_segments);
  if (compared.empty() || comparison.is_duplicates() || (ac && !compared.contains(*ac))) return not_compared(from, to);
  BOOTHWISE_TRY(places, warehouse::Reader(warehouse, manifest).places());
  BOOTHWISE_TRY(view, ChangesView(warehouse, manifest, comparison, ac).make(compared, places));
  add_sources(view, manifest, drawn_rolls({from, to}));
  return view;
}

namespace {

/// Entries of a segment's roll by part and serial number.
using EntryMap = std::map<std::pair<std::int32_t, std::int64_t>, RollReader::Entry>;

/// Who came to, left, moved through or changed in one part of the later roll.
class PartChanges {
 public:
  PartChanges(AcNo ac, std::int32_t part, const std::string& from, const std::string& to)
      : ac_(ac), part_(part), from_(from), to_(to) {}

  Result<json::object> make(RollReader& reader, RollComparisons& comparisons) {
    const RollComparison comparison{from_, to_};
    BOOTHWISE_TRY(changes, comparisons.changes(comparison, ac_));
    const Fates fates(ac_, changes, {});
    BOOTHWISE_TRY(pairs, comparisons.pairs(comparison, ac_, ""));
    BOOTHWISE_TRY(moves, comparisons.pairs(comparison, warehouse::between_segments, ""));
    BOOTHWISE_CHECK(read(reader, fates, pairs));
    for (const warehouse::RollPair& pair : pairs) {
      if (pair.state != "uncertain") take_pair(pair, fates);
    }
    for (const warehouse::RollPair& pair : moves) take_move(pair);
    take_rest();
    return json::object{{"struck", std::move(struck_)},     {"gone", std::move(gone_)},
                        {"added", std::move(added_)},       {"corrected", std::move(corrected_)},
                        {"moved_in", std::move(moved_in_)}, {"moved_away", std::move(moved_away_)}};
  }

 private:
  /// The part's own entries, and those of the old parts whose electors mostly went here or who stood with one of them.
  Status read(RollReader& reader, const Fates& fates, const std::vector<warehouse::RollPair>& pairs) {
    std::set<std::int32_t> wanted;
    for (const warehouse::RollPair& pair : pairs) {
      if (pair.right.part == part_) wanted.insert(pair.left.part);
    }
    BOOTHWISE_CHECK(reader.visit(from_, ac_, [&](const RollReader::Entry& entry) {
      if (entry.is_struck) return success();
      if (fates.heir(entry.part) == part_ || wanted.contains(entry.part)) before_[{entry.part, entry.serial}] = entry;
      return success();
    }));
    BOOTHWISE_TRY(entries, reader.entries(to_, ac_, part_));
    for (RollReader::Entry& entry : entries) after_[{entry.part, entry.serial}] = std::move(entry);
    for (const auto& [key, entry] : before_) {
      if (fates.heir(entry.part) == part_) unfound_.insert(key);
    }
    for (const auto& [key, entry] : after_) {
      if (!entry.is_struck) unexplained_.insert(key);
    }
    return success();
  }

  [[nodiscard]] json::value entry_json(const EntryMap& entries, const EntryAddress& address) const {
    const auto found = entries.find({address.part, address.serial});
    if (found == entries.end()) return json::object{{"ac_no", address.ac.value}, {"part_no", address.part}};
    json::object entry = roll_entry_json(found->second);
    entry["ac_no"] = address.ac.value;
    entry["part_no"] = address.part;
    return entry;
  }

  [[nodiscard]] json::object change_json(json::value before, json::value after, const warehouse::RollPair* pair) const {
    json::array fields;
    if (pair != nullptr) {
      for (const std::string& field : split(pair->fields, ',')) {
        if (!field.empty()) fields.emplace_back(field);
      }
    }
    return {{"before", std::move(before)},
            {"after", std::move(after)},
            {"fields", std::move(fields)},
            {"probability", pair == nullptr ? json::value(nullptr) : json::value(pair->probability)}};
  }

  void take_pair(const warehouse::RollPair& pair, const Fates& fates) {
    unfound_.erase({pair.left.part, pair.left.serial});
    const bool here = pair.right.part == part_;
    if (here) unexplained_.erase({pair.right.part, pair.right.serial});
    const bool from_here = fates.heir(pair.left.part) == part_;
    if (!here && !from_here) return;
    json::object change = change_json(entry_json(before_, pair.left), entry_json(after_, pair.right), &pair);
    if (!here) return static_cast<void>(moved_away_.push_back(std::move(change)));
    if (pair.state == "struck") {
      const auto entry = after_.find({pair.right.part, pair.right.serial});
      change["reason"] = entry == after_.end() ? json::value(nullptr) : text_or_null(entry->second.deletion_reason);
      struck_.push_back(std::move(change));
    } else if (!from_here) {
      moved_in_.push_back(std::move(change));
    } else if (!pair.fields.empty()) {
      corrected_.push_back(std::move(change));
    }
  }

  void take_move(const warehouse::RollPair& pair) {
    if (pair.left.ac == ac_ && unfound_.erase({pair.left.part, pair.left.serial}) > 0) {
      moved_away_.push_back(change_json(entry_json(before_, pair.left), entry_json({}, pair.right), &pair));
    }
    if (pair.right.ac == ac_ && unexplained_.erase({pair.right.part, pair.right.serial}) > 0) {
      moved_in_.push_back(change_json(entry_json({}, pair.left), entry_json(after_, pair.right), &pair));
    }
  }

  void take_rest() {
    for (const auto& [part, serial] : unfound_) {
      gone_.push_back(change_json(entry_json(before_, {from_, ac_, part, serial}), nullptr, nullptr));
    }
    for (const auto& [part, serial] : unexplained_) {
      added_.push_back(change_json(nullptr, entry_json(after_, {to_, ac_, part, serial}), nullptr));
    }
  }

  AcNo ac_;
  std::int32_t part_;
  const std::string& from_;
  const std::string& to_;
  EntryMap before_;
  EntryMap after_;
  std::set<std::pair<std::int32_t, std::int64_t>> unfound_;
  std::set<std::pair<std::int32_t, std::int64_t>> unexplained_;
  json::array struck_, gone_, added_, corrected_, moved_in_, moved_away_;
};

}  // namespace

Result<json::object> roll_part_changes_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                            const std::string& from, const std::string& to, AcNo ac,
                                            std::int32_t part) {
  RollReader reader(warehouse, manifest);
  for (const std::string& revision : {from, to}) BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  RollComparisons comparisons(warehouse, manifest);
  const RollComparison comparison{from, to};
  if (comparison.is_duplicates() || !comparisons.segments(comparison).contains(ac)) return not_compared(from, to);
  BOOTHWISE_TRY(entries, reader.entries(to, ac, part));
  if (entries.empty()) return no_roll_of_part(part);
  BOOTHWISE_TRY(lists, PartChanges(ac, part, from, to).make(reader, comparisons));
  json::object view{{"from", from}, {"to", to}, {"ac_no", ac.value}, {"part_no", part}};
  for (auto& member : lists) view[member.key()] = std::move(member.value());
  add_sources(view, manifest, drawn_rolls({from, to}));
  return view;
}

}  // namespace boothwise::services
