#include "services/staging.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "domain/elector.hpp"
#include "domain/results.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::services {

using intake::Cell;
using intake::Field;
using intake::Kind;
using intake::Record;

namespace {

constexpr std::string_view places_scope = "state";

/// A column of a warehouse table and the field that fills it.
struct Feed {
  std::string_view column;
  Field field;
};

constexpr std::array station_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                         {"part_no", Field::part_no},
                                                         {"part_suffix", Field::part_suffix},
                                                         {"name", Field::station_name},
                                                         {"electors_male", Field::electors_male},
                                                         {"electors_female", Field::electors_female},
                                                         {"electors_other", Field::electors_other},
                                                         {"electors", Field::electors},
                                                         {"voters_male", Field::voters_male},
                                                         {"voters_female", Field::voters_female},
                                                         {"voters_other", Field::voters_other},
                                                         {"voters", Field::voters},
                                                         {"epic_voters", Field::epic_voters},
                                                         {"tendered_votes", Field::tendered_votes},
                                                         {"stated_total", Field::total_votes}});
constexpr std::array booth_vote_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                            {"part_no", Field::part_no},
                                                            {"part_suffix", Field::part_suffix},
                                                            {"candidate_no", Field::candidate_no},
                                                            {"votes", Field::votes}});
constexpr std::array booth_candidate_feed = std::to_array<Feed>({{"candidate_no", Field::candidate_no},
                                                                 {"candidate", Field::candidate},
                                                                 {"party", Field::party},
                                                                 {"official_votes", Field::official_votes},
                                                                 {"name_as_printed", Field::name_as_printed}});
constexpr std::array coverage_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                          {"stations", Field::stations},
                                                          {"booth_votes", Field::votes},
                                                          {"official_votes", Field::official_votes},
                                                          {"coverage", Field::coverage}});
constexpr std::array point_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                       {"part_no", Field::part_no},
                                                       {"part_suffix", Field::part_suffix},
                                                       {"name", Field::station_name},
                                                       {"latitude", Field::latitude},
                                                       {"longitude", Field::longitude}});
constexpr std::array pc_feed = std::to_array<Feed>({{"pc_no", Field::pc_no},
                                                    {"name_printed", Field::pc_name},
                                                    {"name_en", Field::name_en},
                                                    {"name_hi", Field::name_hi},
                                                    {"reservation", Field::reservation},
                                                    {"districts", Field::districts}});
constexpr std::array ac_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                    {"name_printed", Field::ac_name},
                                                    {"name_en", Field::name_en},
                                                    {"name_hi", Field::name_hi},
                                                    {"name_alt", Field::name_alt},
                                                    {"reservation", Field::reservation},
                                                    {"pc_no", Field::pc_no},
                                                    {"district", Field::district},
                                                    {"latitude", Field::latitude},
                                                    {"longitude", Field::longitude}});
constexpr std::array district_feed = std::to_array<Feed>({{"district", Field::district},
                                                          {"name_en", Field::name_en},
                                                          {"name_hi", Field::name_hi},
                                                          {"census_code", Field::census_code},
                                                          {"former_names", Field::former_names}});
constexpr std::array party_feed = std::to_array<Feed>(
    {{"party", Field::party}, {"name_en", Field::name_en}, {"name_hi", Field::name_hi}, {"note", Field::note}});
constexpr std::array party_total_feed = std::to_array<Feed>({{"party", Field::party},
                                                             {"candidates", Field::candidates},
                                                             {"votes", Field::votes},
                                                             {"seats", Field::seats},
                                                             {"share_percent", Field::share_percent}});

constexpr std::array roll_entry_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                            {"part_no", Field::part_no},
                                                            {"serial_no", Field::serial_no},
                                                            {"section_no", Field::section_no},
                                                            {"section_name", Field::section_name},
                                                            {"name", Field::name},
                                                            {"name_latin", Field::name_latin},
                                                            {"relation_type", Field::relation_type},
                                                            {"relation_name", Field::relation_name},
                                                            {"relation_name_latin", Field::relation_name_latin},
                                                            {"house_no", Field::house_no},
                                                            {"epic_no", Field::epic_no},
                                                            {"age", Field::age},
                                                            {"gender", Field::gender},
                                                            {"deletion_reason", Field::deletion_reason},
                                                            {"qualifying_date", Field::qualifying_date}});
constexpr std::array roll_supplement_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                                 {"part_no", Field::part_no},
                                                                 {"supplement_no", Field::supplement_no},
                                                                 {"list", Field::list},
                                                                 {"serial_no", Field::serial_no},
                                                                 {"section_no", Field::section_no},
                                                                 {"section_name", Field::section_name},
                                                                 {"name", Field::name},
                                                                 {"name_latin", Field::name_latin},
                                                                 {"relation_type", Field::relation_type},
                                                                 {"relation_name", Field::relation_name},
                                                                 {"relation_name_latin", Field::relation_name_latin},
                                                                 {"house_no", Field::house_no},
                                                                 {"epic_no", Field::epic_no},
                                                                 {"age", Field::age},
                                                                 {"gender", Field::gender},
                                                                 {"deletion_reason", Field::deletion_reason},
                                                                 {"qualifying_date", Field::qualifying_date}});
constexpr std::array roll_summary_feed = std::to_array<Feed>({{"ac_no", Field::ac_no},
                                                              {"part_no", Field::part_no},
                                                              {"electors_male", Field::electors_male},
                                                              {"electors_female", Field::electors_female},
                                                              {"electors_other", Field::electors_other},
                                                              {"electors", Field::electors},
                                                              {"first_serial", Field::first_serial},
                                                              {"last_serial", Field::last_serial},
                                                              {"additions", Field::additions},
                                                              {"deletions", Field::deletions},
                                                              {"corrections", Field::corrections},
                                                              {"qualifying_date", Field::qualifying_date},
                                                              {"publication_date", Field::publication_date},
                                                              {"roll_type", Field::roll_type},
                                                              {"station_name", Field::station_name}});

/// Where rows of a roll go.
struct RollKind {
  Kind kind;
  std::string_view table;
  std::span<const Feed> feed;
  std::size_t key_columns;  ///< the first so many columns tell rows apart
};

constexpr std::array roll_kinds = std::to_array<RollKind>({
    {Kind::roll_mother, "roll_entries", roll_entry_feed, 3},
    {Kind::roll_supplement, "roll_supplements", roll_supplement_feed, 5},
    {Kind::roll_summary, "roll_summaries", roll_summary_feed, 2},
});

/// A kind whose rows go to one table column by column.
struct PlainKind {
  Kind kind;
  std::string_view table;
  std::span<const Feed> feed;
  std::size_t key_columns;  ///< the first so many columns tell rows apart
  bool of_election;
};

constexpr std::array plain_kinds = std::to_array<PlainKind>({
    {Kind::booth_votes, "booth_votes", booth_vote_feed, 4, true},
    {Kind::booth_coverage, "booth_coverage", coverage_feed, 1, true},
    {Kind::booth_points, "booth_points", point_feed, 3, false},
    {Kind::parliamentary_constituencies, "parliamentary_constituencies", pc_feed, 1, false},
    {Kind::assembly_constituencies, "assembly_constituencies", ac_feed, 1, false},
    {Kind::districts, "districts", district_feed, 1, false},
    {Kind::parties, "parties", party_feed, 1, false},
    {Kind::party_totals, "party_totals", party_total_feed, 1, true},
});

std::uint64_t mix_cell(std::uint64_t digest, const Cell& cell, warehouse::ColumnType type) {
  return type == warehouse::ColumnType::integer ? KeySet::mix(digest, static_cast<std::uint64_t>(cell.count))
                                                : KeySet::mix(digest, cell.text);
}

/// The party's code; sources leave it empty for "None of the above".
std::string_view party_of(const Record& record) {
  const Cell& party = record[Field::party];
  if (party.present) return party.text;
  const std::string candidate = ascii_lower(record[Field::candidate].text);
  return candidate == "nota" || candidate == "none of the above" ? nota_code : std::string_view();
}

/// Sets the columns of `feed`, which stand in the table from `first` on in the same order, and returns the digest of
/// the first `key_columns`.
std::uint64_t fill(warehouse::Appender& row, const warehouse::Table& table, std::size_t first,
                   std::span<const Feed> feed, std::size_t key_columns, const Record& record) {
  std::uint64_t digest = 0;
  for (std::size_t i = 0; i < feed.size(); ++i) {
    const Cell& cell = record[feed[i].field];
    const warehouse::Column& column = table.columns[first + i];
    if (column.name != feed[i].column) throw BrokenInvariant("feed and table differ at " + std::string(column.name));
    if (i < key_columns) digest = mix_cell(digest, cell, column.type);
    if (feed[i].field == Field::part_suffix) {
      row.set(first + i, cell.text);  // part of a key: empty, never missing
      continue;
    }
    if (feed[i].field == Field::party) {
      row.set(first + i, party_of(record));
      continue;
    }
    if (!cell.present) continue;
    switch (column.type) {
      case warehouse::ColumnType::integer:
        row.set(first + i, cell.count);
        break;
      case warehouse::ColumnType::decimal:
        row.set(first + i, cell.decimal);
        break;
      case warehouse::ColumnType::text:
        row.set(first + i, cell.text);
        break;
    }
  }
  return digest;
}

Staging::Refused party_missing() {
  return {Field::party, {"expected the party's code (IND for an independent)", "दल का कोड चाहिए (निर्दलीय के लिए IND)"}};
}

Staging::Refused unknown_place(Field field, std::size_t places, const Bilingual& what) {
  const std::string last = std::to_string(places);
  return {field,
          {"no " + what.en + " of this number; expected 1 to " + last,
           "इस संख्या का कोई " + what.hi + " नहीं; 1 से " + last + " तक की अपेक्षा थी"}};
}

std::optional<House> implied_house(const Record& record) {
  if (record[Field::ac_no].present || record[Field::ac_no_old].present) return House::vidhan_sabha;
  if (record[Field::pc_no].present) return House::lok_sabha;
  return std::nullopt;
}

}  // namespace

Staging::Staging(warehouse::Connection& connection, std::string prefix, const Places& places)
    : connection_(connection), prefix_(std::move(prefix)), places_(places), district_names_(places) {}

Result<Staging::Target*> Staging::target(std::string_view table, const std::string& scope) {
  if (last_ != nullptr && last_table_ == table && last_scope_ == scope) return last_;
  auto key = std::pair(std::string(table), scope);
  auto found = targets_.find(key);
  if (found == targets_.end()) {
    std::string name = prefix_ + "_" + std::to_string(targets_.size());
    BOOTHWISE_TRY(appender, connection_.create(name, warehouse::table(table).columns));
    found = targets_.emplace(std::move(key), Target{std::move(name), std::move(appender), {}}).first;
  }
  last_table_ = table;
  last_scope_ = scope;
  last_ = &found->second;
  return last_;
}

Result<const std::string*> Staging::election_scope(const Record& record, std::optional<House> implied,
                                                   const StagingHints& hints) {
  std::optional<ElectionId> election;
  const Cell& named = record[Field::election];
  const Cell& year = record[Field::year];
  const Cell& house = record[Field::house];
  if (named.present) {
    election = parse_election(named.text);
  } else if (year.present && (house.present || implied)) {
    const House of = house.present ? (house.text == "LS" ? House::lok_sabha : House::vidhan_sabha) : *implied;
    election = ElectionId{of, static_cast<std::int32_t>(year.count), false};
  } else {
    election = hints.election;
  }
  if (!election) {
    return Error{ErrorKind::bad_input,
                 "election_unknown",
                 {"which election is this? Neither a column nor the file's name tells it; say --election LS-2024",
                  "यह कौन-सा चुनाव है? न स्तंभ बताता है न फ़ाइल का नाम; --election LS-2024 लिखें"}};
  }
  if (hints.by_election) election->by_election = true;
  if (last_election_ != election) {
    last_election_ = election;
    last_election_scope_ = to_string(*election);
  }
  return &last_election_scope_;
}

std::optional<Staging::Refused> Staging::unknown_pc(const Record& record) const {
  const Cell& cell = record[Field::pc_no];
  if (!cell.present || places_.pcs().empty() || places_.pc(PcNo(static_cast<std::int32_t>(cell.count))) != nullptr) {
    return std::nullopt;
  }
  return unknown_place(Field::pc_no, places_.pcs().size(), {"parliamentary constituency", "लोक सभा क्षेत्र"});
}

std::optional<Staging::Refused> Staging::unknown_ac(const Record& record) const {
  const Cell& cell = record[Field::ac_no];
  if (!cell.present || places_.acs().empty() || places_.ac(AcNo(static_cast<std::int32_t>(cell.count))) != nullptr) {
    return std::nullopt;
  }
  return unknown_place(Field::ac_no, places_.acs().size(), {"assembly constituency", "विधान सभा क्षेत्र"});
}

Result<std::optional<Staging::Refused>> Staging::take_result(const Record& record, const StagingHints& hints) {
  BOOTHWISE_TRY(scope, election_scope(record, implied_house(record), hints));
  const ElectionId election = *last_election_;
  const bool old = delimitation_of(election) == Delimitation::before_2008;
  const Field seat_field = record[Field::ac_no_old].present ? Field::ac_no_old
                           : record[Field::ac_no].present   ? Field::ac_no
                                                            : Field::pc_no;
  if (!old) {
    if (auto refused = seat_field == Field::pc_no ? unknown_pc(record) : unknown_ac(record)) return refused;
  }
  const std::string_view party = party_of(record);
  if (party.empty()) return std::optional(party_missing());
  BOOTHWISE_TRY(target, this->target("candidate_results", *scope));
  const Cell& seat = record[seat_field];
  if (!seat.present) {
    return std::optional(Refused{seat_field, {"expected the seat's number", "सीट की संख्या चाहिए"}});
  }
  std::uint64_t digest = KeySet::mix(0, static_cast<std::uint64_t>(seat.count));
  for (const Field field : {Field::position, Field::votes}) {
    digest = KeySet::mix(digest, static_cast<std::uint64_t>(record[field].count));
  }
  digest = KeySet::mix(KeySet::mix(digest, record[Field::candidate].text), party);
  warehouse::Appender& row = target->appender;
  const auto integer = [&](std::size_t column, Field field) {
    if (record[field].present) row.set(column, record[field].count);
  };
  row.set(0, seat.count);
  integer(1, Field::position);
  row.set(2, record[Field::candidate].text);
  row.set(3, party);
  integer(4, Field::votes);
  integer(5, Field::electors);
  integer(6, Field::total_votes);
  return end_row(*target, digest, seat_field);
}

Result<std::optional<Staging::Refused>> Staging::take_segment(const Record& record, const StagingHints& hints) {
  if (auto refused = unknown_ac(record)) return refused;
  if (auto refused = unknown_pc(record)) return refused;
  const std::string_view party = party_of(record);
  if (party.empty()) return std::optional(party_missing());
  BOOTHWISE_TRY(scope, election_scope(record, House::lok_sabha, hints));
  BOOTHWISE_TRY(target, this->target("segment_results", *scope));
  std::uint64_t digest = KeySet::mix(0, static_cast<std::uint64_t>(record[Field::ac_no].count));
  digest = KeySet::mix(digest, static_cast<std::uint64_t>(record[Field::votes].count));
  digest = KeySet::mix(KeySet::mix(digest, record[Field::candidate].text), party);
  warehouse::Appender& row = target->appender;
  if (record[Field::pc_no].present) {
    row.set(0, record[Field::pc_no].count);
  } else if (const auto* ac = places_.ac(AcNo(static_cast<std::int32_t>(record[Field::ac_no].count)))) {
    row.set(0, std::int64_t{ac->pc.value});
  }
  row.set(1, record[Field::ac_no].count);
  row.set(2, record[Field::candidate].text);
  row.set(3, party);
  row.set(4, record[Field::votes].count);
  return end_row(*target, digest, Field::ac_no);
}

Result<std::optional<Staging::Refused>> Staging::take_station(const Record& record, const StagingHints& hints) {
  if (auto refused = unknown_ac(record)) return refused;
  BOOTHWISE_TRY(scope, election_scope(record, std::nullopt, hints));
  const bool lok_sabha = last_election_->house == House::lok_sabha;
  std::int64_t contest = record[Field::ac_no].count;
  if (lok_sabha) {
    const auto* ac = places_.ac(AcNo(static_cast<std::int32_t>(contest)));
    contest = record[Field::pc_no].present ? record[Field::pc_no].count : ac != nullptr ? ac->pc.value : 0;
    if (contest == 0) {
      return std::optional(Refused{Field::ac_no,
                                   {"its parliamentary constituency is not known: import the places first",
                                    "इसका लोक सभा क्षेत्र ज्ञात नहीं: पहले स्थान आयात करें"}});
    }
  }
  BOOTHWISE_TRY(target, this->target("stations", *scope));
  target->appender.set(0, contest);
  const std::uint64_t digest = fill(target->appender, warehouse::table("stations"), 1, station_feed, 3, record);
  return end_row(*target, digest, Field::part_no);
}

Result<std::optional<Staging::Refused>> Staging::end_row(Target& target, std::uint64_t digest, Field key_field) {
  if (!target.keys.insert(digest)) {
    target.appender.abandon_row();
    return std::optional(Refused{key_field, {"this row repeats an earlier one", "यह पंक्ति ऊपर आ चुकी है"}});
  }
  BOOTHWISE_CHECK(target.appender.end_row());
  return std::optional<Refused>();
}

Result<std::optional<Staging::Refused>> Staging::take_alliance(const Record& record, const StagingHints& hints) {
  BOOTHWISE_TRY(scope, election_scope(record, std::nullopt, hints));
  BOOTHWISE_TRY(target, this->target("alliances", *scope));
  const bool as_list = record[Field::members].present;
  for (const std::string& member : split(as_list ? record[Field::members].text : record[Field::party].text, ';')) {
    const std::string_view party = trimmed(member);
    if (party.empty()) {
      return std::optional(
          Refused{as_list ? Field::members : Field::party,
                  {"expected the member parties' codes, separated by ;", "सदस्य दलों के कोड चाहिए, ; से अलग किए हुए"}});
    }
    const std::uint64_t digest = KeySet::mix(KeySet::mix(0, record[Field::alliance].text), party);
    target->appender.set(0, record[Field::alliance].text);
    if (record[Field::name_en].present) target->appender.set(1, record[Field::name_en].text);
    if (record[Field::name_hi].present) target->appender.set(2, record[Field::name_hi].text);
    target->appender.set(3, party);
    BOOTHWISE_TRY(refused, end_row(*target, digest, Field::alliance));
    if (refused) return refused;
  }
  return std::optional<Refused>();
}

Result<std::optional<Staging::Refused>> Staging::take_statistics(const Record& record,
                                                                 const std::vector<std::string>& names,
                                                                 const StagingHints& hints) {
  BOOTHWISE_TRY(target, this->target("area_statistics", hints.data_set));
  const std::string_view area = record[Field::area].text;
  const std::string_view round = record[Field::round].text;
  std::uint64_t digest = KeySet::mix(0, record[Field::district].text);
  digest = KeySet::mix(KeySet::mix(digest, area), round);
  for (std::size_t i = 0; i < names.size(); ++i) {
    target->appender.set(0, record[Field::district].text);
    target->appender.set(1, area.empty() ? std::string_view("total") : area);
    target->appender.set(2, round);
    target->appender.set(3, std::string_view(names[i]));
    // A cell without a number stays missing: the row says that the indicator was looked for.
    if (record.indicators[i].present) target->appender.set(4, record.indicators[i].decimal);
    BOOTHWISE_TRY(refused, end_row(*target, KeySet::mix(digest, std::string_view(names[i])), Field::district));
    if (refused) return refused;
  }
  return std::optional<Refused>();
}

Result<std::optional<Staging::Refused>> Staging::take_roll(Kind kind, const Record& record, const StagingHints& hints) {
  if (auto refused = unknown_ac(record)) return refused;
  const Cell& named = record[Field::revision];
  const std::string revision(named.present ? named.text : std::string_view(hints.revision));
  if (revision.empty()) {
    return Error{ErrorKind::bad_input,
                 "revision_unknown",
                 {"which revision of the roll is this? No column tells it; say --revision 2026",
                  "यह नामावली का कौन-सा पुनरीक्षण है? कोई स्तंभ नहीं बताता; --revision 2026 लिखें"}};
  }
  if (kind == Kind::roll_supplement && record[Field::list].text != code_of(SupplementList::deletion)) {
    for (const Field field : {Field::name, Field::age, Field::gender}) {
      if (!record[field].present) {
        return std::optional(Refused{field,
                                     {"an addition or correction says who it is about: this cell must not be empty",
                                      "परिवर्धन या संशोधन में यह खाना ख़ाली नहीं हो सकता"}});
      }
    }
  }
  const RollKind& roll = *std::ranges::find(roll_kinds, kind, &RollKind::kind);
  BOOTHWISE_TRY(target, this->target(roll.table, revision));
  const std::uint64_t digest =
      fill(target->appender, warehouse::table(roll.table), 0, roll.feed, roll.key_columns, record);
  const auto date = std::ranges::find(roll.feed, Field::qualifying_date, &Feed::field);
  if (!record[Field::qualifying_date].present && !hints.qualifying_date.empty()) {
    target->appender.set(static_cast<std::size_t>(date - roll.feed.begin()), std::string_view(hints.qualifying_date));
  }
  return end_row(*target, digest, kind == Kind::roll_summary ? Field::part_no : Field::serial_no);
}

namespace {

/// What sheets call the sum of the rows above.
bool says_total(std::string_view text) {
  constexpr std::array words =
      std::to_array<std::string_view>({"total", "grand total", "state total", "district total", "योग", "कुल", "कुल योग",
                                       "महायोग", "सर्व योग", "प्रदेश योग"});
  std::string lower = ascii_lower(trimmed(text));
  while (!lower.empty() && (lower.back() == ':' || lower.back() == '.')) lower.pop_back();
  return std::ranges::find(words, lower) != words.end();
}

Staging::Refused district_unknown(Field field, const DistrictNames& names, std::string_view text) {
  const std::string near = names.nearest(text);
  return {field,
          {"this is no district of the state" + (near.empty() ? std::string() : "; the nearest is " + near),
           "यह प्रदेश का कोई ज़िला नहीं" + (near.empty() ? std::string() : "; सबसे निकट " + near + " है")}};
}

}  // namespace

std::variant<CountedArea, Staging::Refused> Staging::counted_area(const Record& record) const {
  const Cell& district = record[Field::district];
  const Cell& name = record[Field::area_name];
  const Cell& ac = record[Field::ac_no];
  const Cell& said = record[Field::area_kind];
  const auto says = [&](AreaKind kind) { return said.present && said.text == name_of(kind); };
  if (ac.present) {
    if (auto refused = unknown_ac(record)) return *std::move(refused);
    return CountedArea{AreaKind::ac, {}, std::to_string(ac.count)};
  }
  CountedArea area;
  // A file that says the kind may name any area in one column.
  const bool in_name = !district.present && name.present && says(AreaKind::district);
  const Cell& of_district = in_name ? name : district;
  const Field district_field = in_name ? Field::area_name : Field::district;
  if (of_district.present && !says_total(of_district.text)) {
    const auto id = district_names_.find(of_district.text);
    if (!id) return district_unknown(district_field, district_names_, of_district.text);
    area = {AreaKind::district, *id, *id};
  }
  if (name.present && !in_name && !says_total(name.text) && !says(AreaKind::state)) {
    constexpr std::array small = {AreaKind::block, AreaKind::gram_panchayat, AreaKind::village};
    const auto* kind = std::ranges::find_if(small, says);
    if (kind == small.end()) {
      return Refused{Field::area_name,
                     {"expected the area's kind: say area_kind = block, gram_panchayat or village",
                      "क्षेत्र का प्रकार चाहिए: area_kind = block, gram_panchayat या village लिखें"}};
    }
    if (area.district.empty()) {
      return Refused{Field::area_name,
                     {"expected the district that this area lies in", "यह क्षेत्र किस ज़िले में है, यह चाहिए"}};
    }
    return CountedArea{*kind, area.district, std::string(name.text)};
  }
  if (says(AreaKind::district) && area.district.empty() && !of_district.present) {
    return Refused{Field::district, {"expected the district", "ज़िला चाहिए"}};
  }
  return area;
}

Result<std::optional<Staging::Refused>> Staging::take_count(const Record& record, const CountCells& cells,
                                                            const CountedArea& area, const StagingHints& hints) {
  const Cell& day = record[Field::as_of];
  const Cell& source = record[Field::source];
  if (!day.present) {
    return Error{ErrorKind::bad_input,
                 "day_unknown",
                 {"of which day are these counts? Neither a column as_of nor the mapping's [constants] tell it",
                  "ये संख्याएँ किस तिथि की हैं? न स्तंभ as_of बताता है न मैपिंग का [constants]"}};
  }
  if (!source.present && hints.source.empty()) {
    return Error{ErrorKind::bad_input,
                 "provenance_missing",
                 {"official counts are taken only with where they come from: a column source, or --source",
                  "आधिकारिक संख्याएँ अपने स्रोत के साथ ही ली जाती हैं: स्तंभ source, या --source"}};
  }
  const std::string_view counted = cells.counted.empty() ? std::string_view("reached") : cells.counted;
  BOOTHWISE_TRY(target, this->target("scheme_counts", std::string(cells.scheme)));
  warehouse::Appender& row = target->appender;
  const auto text = [&](std::size_t column, std::string_view value) {
    if (!value.empty()) row.set(column, value);
  };
  row.set(0, cells.scheme);
  row.set(1, name_of(area.kind));
  row.set(2, std::string_view(area.kind == AreaKind::district ? std::string() : area.district));
  row.set(3, std::string_view(area.area));
  row.set(4, day.text);
  row.set(5, counted);
  text(6, cells.unit);
  row.set(7, cells.count.count);
  if (cells.base.present) row.set(8, cells.base.count);
  text(9, cells.base_counted);
  text(10, cells.base_unit);
  text(11, source.present ? source.text : std::string_view(hints.source));
  text(12, record[Field::source_url].text);
  std::uint64_t digest = KeySet::mix(0, name_of(area.kind));
  for (const std::string_view part : {std::string_view(area.district), std::string_view(area.area), day.text, counted})
    digest = KeySet::mix(digest, part);
  return end_row(*target, digest, area.kind == AreaKind::district ? Field::district : Field::area_name);
}

Result<std::optional<Staging::Refused>> Staging::take_report(const Record& record,
                                                             const std::vector<intake::Recognised::Count>& counts,
                                                             const StagingHints& hints) {
  auto area = counted_area(record);
  if (auto* refused = std::get_if<Refused>(&area)) return std::optional(std::move(*refused));
  for (std::size_t at = 0; at < counts.size(); ++at) {
    const intake::CountColumn& column = counts[at].column;
    const Cell& count = record.indicators[2 * at];
    if (!count.present) continue;  // a dash says nothing
    const auto unit = parse_scheme_unit(column.unit);
    const auto base_unit = parse_scheme_unit(column.base_unit);
    const CountCells cells{column.scheme.empty() ? record[Field::scheme].text : std::string_view(column.scheme),
                           column.counted,
                           unit ? name_of(*unit) : std::string_view(),
                           count,
                           record.indicators[2 * at + 1],
                           column.base,
                           base_unit ? name_of(*base_unit) : std::string_view()};
    BOOTHWISE_TRY(refused, take_count(record, cells, std::get<CountedArea>(area), hints));
    if (refused) return refused;
  }
  return std::optional<Refused>();
}

Result<std::optional<Staging::Refused>> Staging::take_plain(Kind kind, const Record& record,
                                                            const StagingHints& hints) {
  if (kind == Kind::booth_candidates) {
    BOOTHWISE_TRY(scope, election_scope(record, std::nullopt, hints));
    const Field contest = last_election_->house == House::lok_sabha ? Field::pc_no : Field::ac_no;
    if (auto refused = contest == Field::pc_no ? unknown_pc(record) : unknown_ac(record)) return refused;
    BOOTHWISE_TRY(target, this->target("booth_candidates", *scope));
    const std::string_view party = party_of(record);
    if (party.empty()) return std::optional(party_missing());
    target->appender.set(0, record[contest].count);
    std::uint64_t digest =
        fill(target->appender, warehouse::table("booth_candidates"), 1, booth_candidate_feed, 1, record);
    digest = KeySet::mix(digest, static_cast<std::uint64_t>(record[contest].count));
    return end_row(*target, digest, Field::candidate_no);
  }
  const auto plain = std::ranges::find(plain_kinds, kind, &PlainKind::kind);
  if (plain == plain_kinds.end()) throw BrokenInvariant("no table for " + std::string(kind_name(kind)));
  std::string scope(places_scope);
  if (plain->of_election) {
    if (kind == Kind::booth_votes || kind == Kind::booth_coverage) {
      if (auto refused = unknown_ac(record)) return refused;
    }
    BOOTHWISE_TRY(election, election_scope(record, std::nullopt, hints));
    scope = *election;
  } else if (kind == Kind::booth_points) {
    scope = hints.data_set;
  }
  BOOTHWISE_TRY(target, this->target(plain->table, scope));
  const std::uint64_t digest =
      fill(target->appender, warehouse::table(plain->table), 0, plain->feed, plain->key_columns, record);
  return end_row(*target, digest, plain->feed.front().field);
}

Result<std::optional<Staging::Refused>> Staging::take(Kind kind, const Record& record,
                                                      const std::vector<std::string>& indicator_names,
                                                      const StagingHints& hints) {
  switch (kind) {
    case Kind::results:
      return take_result(record, hints);
    case Kind::segment_results:
      return take_segment(record, hints);
    case Kind::booth_stations:
      return take_station(record, hints);
    case Kind::alliances:
      return take_alliance(record, hints);
    case Kind::area_statistics:
      return take_statistics(record, indicator_names, hints);
    case Kind::scheme_counts: {
      auto area = counted_area(record);
      if (auto* refused = std::get_if<Refused>(&area)) return std::optional(std::move(*refused));
      return take_count(
          record,
          {record[Field::scheme].text, record[Field::counted].text, record[Field::unit].text, record[Field::count],
           record[Field::base], record[Field::base_counted].text, record[Field::base_unit].text},
          std::get<CountedArea>(area), hints);
    }
    case Kind::roll_mother:
    case Kind::roll_supplement:
    case Kind::roll_summary:
      return take_roll(kind, record, hints);
    default:
      return take_plain(kind, record, hints);
  }
}

Result<std::vector<Staging::Staged>> Staging::finish() {
  std::vector<Staged> staged;
  for (auto& [key, target] : targets_) {
    BOOTHWISE_CHECK(target.appender.close());
    staged.push_back({key.first, key.second, target.engine_table});
  }
  return staged;
}

}  // namespace boothwise::services
