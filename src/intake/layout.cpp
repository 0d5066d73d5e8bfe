#include "intake/layout.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace boothwise::intake {

namespace {

struct NamedField {
  Field field;
  std::string_view name;
  std::string_view title_en;
  std::string_view title_hi;
};

constexpr std::array fields = std::to_array<NamedField>({
    {Field::election, "election", "election", "चुनाव"},
    {Field::house, "house", "house (LS, VS)", "सदन (LS, VS)"},
    {Field::year, "year", "year", "वर्ष"},
    {Field::state, "state", "state", "राज्य"},
    {Field::pc_no, "pc_no", "PC number", "लोक सभा क्षेत्र संख्या"},
    {Field::pc_name, "pc_name", "PC name as printed", "लोक सभा क्षेत्र का नाम"},
    {Field::ac_no, "ac_no", "AC number", "विधान सभा क्षेत्र संख्या"},
    {Field::ac_no_old, "ac_no_old", "AC number before 2008", "2008 से पहले की विधान सभा संख्या"},
    {Field::ac_name, "ac_name", "AC name as printed", "विधान सभा क्षेत्र का नाम"},
    {Field::name_en, "name_en", "name in English", "अंग्रेज़ी नाम"},
    {Field::name_hi, "name_hi", "name in Hindi", "हिन्दी नाम"},
    {Field::name_alt, "name_alt", "other spelling", "दूसरी वर्तनी"},
    {Field::reservation, "reservation", "reservation (GEN, SC, ST)", "आरक्षण"},
    {Field::district, "district", "district", "ज़िला"},
    {Field::districts, "districts", "districts, separated by ;", "ज़िले, ; से अलग"},
    {Field::census_code, "census_code", "census code", "जनगणना कोड"},
    {Field::former_names, "former_names", "former names", "पुराने नाम"},
    {Field::latitude, "latitude", "latitude", "अक्षांश"},
    {Field::longitude, "longitude", "longitude", "देशांतर"},
    {Field::position, "position", "rank by votes", "स्थान"},
    {Field::candidate, "candidate", "candidate", "उम्मीदवार"},
    {Field::party, "party", "party", "दल"},
    {Field::alliance, "alliance", "alliance", "गठबंधन"},
    {Field::members, "members", "member parties, separated by ;", "सदस्य दल, ; से अलग"},
    {Field::votes, "votes", "votes", "मत"},
    {Field::total_votes, "total_votes", "stated total", "लिखा हुआ योग"},
    {Field::electors, "electors", "electors", "निर्वाचक"},
    {Field::electors_male, "electors_male", "male electors", "पुरुष निर्वाचक"},
    {Field::electors_female, "electors_female", "female electors", "महिला निर्वाचक"},
    {Field::electors_other, "electors_other", "third gender electors", "तृतीय लिंग निर्वाचक"},
    {Field::voters, "voters", "voters", "मतदाता (मत दिया)"},
    {Field::voters_male, "voters_male", "male voters", "पुरुष मतदाता"},
    {Field::voters_female, "voters_female", "female voters", "महिला मतदाता"},
    {Field::voters_other, "voters_other", "third gender voters", "तृतीय लिंग मतदाता"},
    {Field::epic_voters, "epic_voters", "identified by voter card", "पहचान पत्र से मतदान"},
    {Field::tendered_votes, "tendered_votes", "tendered votes", "निविदत्त मत"},
    {Field::part_no, "part_no", "part number", "भाग संख्या"},
    {Field::part_suffix, "part_suffix", "suffix of an auxiliary station", "सहायक मतदेय स्थल का प्रत्यय"},
    {Field::station_name, "station_name", "polling station", "मतदेय स्थल"},
    {Field::candidate_no, "candidate_no", "candidate number", "उम्मीदवार संख्या"},
    {Field::name_as_printed, "name_as_printed", "name as printed", "छपा नाम"},
    {Field::official_votes, "official_votes", "official votes", "आधिकारिक मत"},
    {Field::match_difference, "match_difference", "difference of the match", "मिलान का अंतर"},
    {Field::name_script, "name_script", "script of the name", "नाम की लिपि"},
    {Field::stations, "stations", "stations", "मतदेय स्थलों की संख्या"},
    {Field::coverage, "coverage", "coverage", "हिस्सा"},
    {Field::sheets_present, "sheets_present", "sheets are here", "पर्चे उपलब्ध"},
    {Field::area, "area", "total, rural or urban", "कुल, ग्रामीण या शहरी"},
    {Field::round, "round", "survey round", "सर्वे चक्र"},
    {Field::candidates, "candidates", "number of candidates", "उम्मीदवारों की संख्या"},
    {Field::seats, "seats", "seats won", "जीती सीटें"},
    {Field::share_percent, "share_percent", "share in per cent", "हिस्सा प्रतिशत"},
    {Field::turnout_percent, "turnout_percent", "turnout in per cent", "मतदान प्रतिशत"},
    {Field::serial_no, "serial_no", "serial number", "क्रम संख्या"},
    {Field::section_no, "section_no", "section number", "अनुभाग संख्या"},
    {Field::section_name, "section_name", "section", "अनुभाग"},
    {Field::name, "name", "name", "नाम"},
    {Field::name_latin, "name_latin", "name in Latin script", "नाम, लैटिन लिपि में"},
    {Field::relation_type, "relation_type", "relation (F, M, H, W, O, G)", "संबंध"},
    {Field::relation_name, "relation_name", "relative's name", "पिता/पति का नाम"},
    {Field::relation_name_latin, "relation_name_latin", "relative's name in Latin script",
     "पिता/पति का नाम, लैटिन लिपि में"},
    {Field::house_no, "house_no", "house number", "मकान संख्या"},
    {Field::epic_no, "epic_no", "EPIC number", "पहचान पत्र संख्या"},
    {Field::age, "age", "age on the qualifying date", "आयु"},
    {Field::gender, "gender", "gender (M, F, T)", "लिंग"},
    {Field::supplement_no, "supplement_no", "supplement number", "अनुपूरक सूची संख्या"},
    {Field::list, "list", "addition, deletion or correction", "परिवर्धन, विलोपन या संशोधन"},
    {Field::deletion_reason, "deletion_reason", "reason of deletion (E, S, R, Q, M)", "विलोपन का कारण"},
    {Field::revision, "revision", "revision of the roll", "पुनरीक्षण"},
    {Field::qualifying_date, "qualifying_date", "qualifying date", "अर्हता तिथि"},
    {Field::publication_date, "publication_date", "publication date", "प्रकाशन तिथि"},
    {Field::roll_type, "roll_type", "mother, draft or final roll", "नामावली का प्रकार"},
    {Field::first_serial, "first_serial", "first serial number", "पहली क्रम संख्या"},
    {Field::last_serial, "last_serial", "last serial number", "अंतिम क्रम संख्या"},
    {Field::additions, "additions", "additions", "परिवर्धन"},
    {Field::deletions, "deletions", "deletions", "विलोपन"},
    {Field::corrections, "corrections", "corrections", "संशोधन"},
    {Field::note, "note", "note", "टिप्पणी"},
    {Field::unit_code, "unit_code", "unit's code", "इकाई का कोड"},
    {Field::parent_code, "parent_code", "code of the unit above", "ऊपर की इकाई का कोड"},
    {Field::level, "level", "level", "स्तर"},
    {Field::places, "places", "places that it covers", "क्षेत्र"},
    {Field::phone, "phone", "mobile number", "मोबाइल नंबर"},
    {Field::email, "email", "email", "ईमेल"},
    {Field::languages, "languages", "languages", "भाषाएँ"},
    {Field::home_ac, "home_ac", "home assembly constituency", "गृह विधान सभा"},
    {Field::post, "post", "post", "पद"},
    {Field::from_day, "from_day", "from", "कब से"},
    {Field::to_day, "to_day", "to", "कब तक"},
    {Field::elector_part, "elector_part", "elector of part", "निर्वाचक किस भाग में"},
    {Field::elector_serial, "elector_serial", "serial number there", "वहाँ क्रम संख्या"},
    {Field::bla1_by, "bla1_by", "authorised by (BLA-1)", "किसने अधिकृत किया (BLA-1)"},
    {Field::bla2_on, "bla2_on", "date of form BLA-2", "प्रपत्र BLA-2 की तिथि"},
    {Field::scheme, "scheme", "scheme's code", "योजना का कोड"},
    {Field::area_kind, "area_kind", "kind of area", "क्षेत्र का प्रकार"},
    {Field::area_name, "area_name", "area", "क्षेत्र का नाम"},
    {Field::as_of, "as_of", "date of the count", "संख्या की तिथि"},
    {Field::count, "count", "count", "संख्या"},
    {Field::counted, "counted", "what is counted", "किसकी संख्या"},
    {Field::unit, "unit", "unit (household, person, account, couple, other)", "इकाई (परिवार, व्यक्ति, खाता, जोड़ा, अन्य)"},
    {Field::base, "base", "how many there are to be reached", "कुल कितने तक पहुँचना है"},
    {Field::base_counted, "base_counted", "who is to be reached", "किन तक पहुँचना है"},
    {Field::base_unit, "base_unit", "unit of the base", "आधार की इकाई"},
    {Field::source, "source", "source", "स्रोत"},
    {Field::source_url, "source_url", "address of the source", "स्रोत का पता"},
});
static_assert(fields.size() == static_cast<std::size_t>(Field::count_));

constexpr std::array kinds = std::to_array<std::pair<Kind, std::string_view>>({
    {Kind::results, "results"},
    {Kind::segment_results, "segment_results"},
    {Kind::booth_stations, "booth_stations"},
    {Kind::booth_votes, "booth_votes"},
    {Kind::booth_candidates, "booth_candidates"},
    {Kind::booth_coverage, "booth_coverage"},
    {Kind::booth_points, "booth_points"},
    {Kind::parliamentary_constituencies, "parliamentary_constituencies"},
    {Kind::assembly_constituencies, "assembly_constituencies"},
    {Kind::districts, "districts"},
    {Kind::parties, "parties"},
    {Kind::alliances, "alliances"},
    {Kind::area_statistics, "area_statistics"},
    {Kind::roll_mother, "roll_mother"},
    {Kind::roll_supplement, "roll_supplement"},
    {Kind::roll_summary, "roll_summary"},
    {Kind::party_totals, "party_totals"},
    {Kind::boundaries, "boundaries"},
    {Kind::scheme_counts, "scheme_counts"},
    {Kind::organisation_units, "organisation_units"},
    {Kind::organisation_people, "organisation_people"},
    {Kind::organisation_agents, "organisation_agents"},
});

constexpr LayoutField needed(Field field, FieldType type) { return {field, type, true, true}; }
constexpr LayoutField column(Field field, FieldType type) { return {field, type, true, false}; }
constexpr LayoutField optional(Field field, FieldType type) { return {field, type, false, false}; }

using F = Field;
using T = FieldType;

std::vector<LayoutField> with_election(std::vector<LayoutField> list) {
  list.insert(list.end(),
              {optional(F::election, T::election), optional(F::house, T::house), optional(F::year, T::year)});
  return list;
}

std::vector<LayoutField> candidate_rows(LayoutField seat) {
  return with_election(
      {seat, needed(F::candidate, T::text), column(F::party, T::text), needed(F::votes, T::count),
       optional(F::position, T::positive), optional(F::electors, T::count), optional(F::total_votes, T::count),
       optional(F::turnout_percent, T::decimal), optional(F::share_percent, T::decimal), optional(F::pc_name, T::text),
       optional(F::ac_name, T::text), optional(F::reservation, T::reservation), optional(F::state, T::text)});
}

/// What a roll tells of an elector; `rule` says of each field whether it must be there.
template <typename Rule>
std::vector<LayoutField> elector_fields(std::vector<LayoutField> list, const Rule& rule) {
  list.insert(
      list.end(),
      {rule(F::name, T::text), column(F::relation_type, T::relation), column(F::relation_name, T::text),
       column(F::house_no, T::text), column(F::epic_no, T::epic), rule(F::age, T::age), rule(F::gender, T::gender),
       optional(F::section_no, T::count), optional(F::section_name, T::text), optional(F::name_latin, T::text),
       optional(F::relation_name_latin, T::text), optional(F::deletion_reason, T::reason),
       optional(F::revision, T::label), optional(F::qualifying_date, T::date), optional(F::station_name, T::text)});
  return list;
}

std::vector<Layout> make_layouts() {
  std::vector<Layout> list;
  list.push_back({"roll_supplement",
                  Kind::roll_supplement,
                  {"Electoral roll: supplement", "निर्वाचक नामावली: अनुपूरक सूची"},
                  elector_fields({needed(F::ac_no, T::positive), needed(F::part_no, T::positive),
                                  needed(F::serial_no, T::positive), needed(F::supplement_no, T::positive),
                                  needed(F::list, T::roll_list)},
                                 column)});
  list.push_back({"roll_mother",
                  Kind::roll_mother,
                  {"Electoral roll: mother roll", "निर्वाचक नामावली: मूल नामावली"},
                  elector_fields({needed(F::ac_no, T::positive), needed(F::part_no, T::positive),
                                  needed(F::serial_no, T::positive)},
                                 needed)});
  list.push_back(
      {"roll_summary",
       Kind::roll_summary,
       {"Electoral roll: summary sheets", "निर्वाचक नामावली: सारांश"},
       {needed(F::ac_no, T::positive), needed(F::part_no, T::positive), needed(F::electors_male, T::count),
        needed(F::electors_female, T::count), needed(F::electors_other, T::count), needed(F::electors, T::count),
        optional(F::first_serial, T::count), optional(F::last_serial, T::count), optional(F::additions, T::count),
        optional(F::deletions, T::count), optional(F::corrections, T::count), optional(F::revision, T::label),
        optional(F::qualifying_date, T::date), optional(F::publication_date, T::date), optional(F::roll_type, T::text),
        optional(F::station_name, T::text)}});
  list.push_back(
      {"segment_results",
       Kind::segment_results,
       {"Lok Sabha results by AC segment", "विधान सभा खंडवार लोक सभा परिणाम"},
       with_election({needed(F::pc_no, T::positive), needed(F::ac_no, T::positive), needed(F::candidate, T::text),
                      column(F::party, T::text), needed(F::votes, T::count), optional(F::pc_name, T::text),
                      optional(F::ac_name, T::text), optional(F::state, T::text)})});
  list.push_back({"ac_results_old",
                  Kind::results,
                  {"Vidhan Sabha results, boundaries before 2008", "विधान सभा परिणाम, 2008 से पहले की सीमाएँ"},
                  candidate_rows(needed(F::ac_no_old, T::positive))});
  list.push_back({"ac_results",
                  Kind::results,
                  {"Vidhan Sabha results", "विधान सभा परिणाम"},
                  candidate_rows(needed(F::ac_no, T::positive))});
  list.push_back({"pc_results",
                  Kind::results,
                  {"Lok Sabha results", "लोक सभा परिणाम"},
                  candidate_rows(needed(F::pc_no, T::positive))});
  list.push_back({"booth_candidates_pc",
                  Kind::booth_candidates,
                  {"Booth sheets: candidates", "बूथ पर्चे: उम्मीदवार"},
                  with_election({needed(F::pc_no, T::positive), needed(F::candidate_no, T::positive),
                                 needed(F::candidate, T::text), column(F::party, T::text),
                                 optional(F::ac_no, T::positive), optional(F::name_as_printed, T::text),
                                 optional(F::official_votes, T::count), optional(F::match_difference, T::decimal)})});
  list.push_back({"booth_candidates_ac",
                  Kind::booth_candidates,
                  {"Booth sheets: candidates", "बूथ पर्चे: उम्मीदवार"},
                  with_election({needed(F::ac_no, T::positive), needed(F::candidate_no, T::positive),
                                 needed(F::candidate, T::text), column(F::party, T::text),
                                 optional(F::pc_no, T::positive), optional(F::name_as_printed, T::text),
                                 optional(F::official_votes, T::count), optional(F::match_difference, T::decimal)})});
  list.push_back(
      {"booth_votes",
       Kind::booth_votes,
       {"Booth sheets: votes", "बूथ पर्चे: मत"},
       with_election({needed(F::ac_no, T::positive), needed(F::part_no, T::part), optional(F::part_suffix, T::text),
                      needed(F::candidate_no, T::positive), needed(F::votes, T::count)})});
  list.push_back(
      {"booth_points",
       Kind::booth_points,
       {"Coordinates of polling stations", "मतदेय स्थलों के निर्देशांक"},
       {needed(F::ac_no, T::positive), needed(F::part_no, T::part), optional(F::part_suffix, T::text),
        optional(F::station_name, T::text), needed(F::latitude, T::decimal), needed(F::longitude, T::decimal)}});
  list.push_back(
      {"booth_stations",
       Kind::booth_stations,
       {"Booth sheets: polling stations", "बूथ पर्चे: मतदेय स्थल"},
       with_election({needed(F::ac_no, T::positive), needed(F::part_no, T::part), optional(F::part_suffix, T::text),
                      column(F::station_name, T::text), column(F::electors, T::count), optional(F::pc_no, T::positive),
                      optional(F::electors_male, T::count), optional(F::electors_female, T::count),
                      optional(F::electors_other, T::count), optional(F::voters, T::count),
                      optional(F::voters_male, T::count), optional(F::voters_female, T::count),
                      optional(F::voters_other, T::count), optional(F::epic_voters, T::count),
                      optional(F::tendered_votes, T::count), optional(F::total_votes, T::count),
                      optional(F::name_script, T::text)})});
  list.push_back({"booth_coverage",
                  Kind::booth_coverage,
                  {"Coverage of the booth sheets", "बूथ पर्चों का हिस्सा"},
                  with_election({needed(F::ac_no, T::positive), column(F::stations, T::count),
                                 column(F::coverage, T::decimal), optional(F::votes, T::count),
                                 optional(F::official_votes, T::count), optional(F::sheets_present, T::text)})});
  list.push_back(
      {"assembly_constituencies",
       Kind::assembly_constituencies,
       {"Assembly constituencies", "विधान सभा क्षेत्र"},
       {needed(F::ac_no, T::positive), needed(F::pc_no, T::positive), column(F::reservation, T::reservation),
        column(F::district, T::text), optional(F::ac_name, T::text), optional(F::name_en, T::text),
        optional(F::name_hi, T::text), optional(F::name_alt, T::text), optional(F::pc_name, T::text),
        optional(F::latitude, T::decimal), optional(F::longitude, T::decimal), optional(F::sheets_present, T::text)}});
  list.push_back({"parliamentary_constituencies",
                  Kind::parliamentary_constituencies,
                  {"Parliamentary constituencies", "लोक सभा क्षेत्र"},
                  {needed(F::pc_no, T::positive), column(F::reservation, T::reservation), column(F::districts, T::text),
                   optional(F::pc_name, T::text), optional(F::name_en, T::text), optional(F::name_hi, T::text)}});
  list.push_back({"districts",
                  Kind::districts,
                  {"Districts", "ज़िले"},
                  {needed(F::district, T::text), column(F::name_hi, T::text), optional(F::name_en, T::text),
                   optional(F::census_code, T::text), optional(F::former_names, T::text)}});
  list.push_back({"alliances_list",
                  Kind::alliances,
                  {"Alliances, a row an alliance", "गठबंधन, हर पंक्ति एक गठबंधन"},
                  {needed(F::house, T::house), needed(F::year, T::year), needed(F::alliance, T::text),
                   needed(F::members, T::text), optional(F::name_en, T::text), optional(F::name_hi, T::text)}});
  list.push_back({"alliances_rows",
                  Kind::alliances,
                  {"Alliances, a row a member party", "गठबंधन, हर पंक्ति एक सदस्य दल"},
                  {needed(F::house, T::house), needed(F::year, T::year), needed(F::alliance, T::text),
                   needed(F::party, T::text), optional(F::name_en, T::text), optional(F::name_hi, T::text)}});
  list.push_back({"party_totals",
                  Kind::party_totals,
                  {"State totals by party", "दलवार राज्य योग"},
                  with_election({needed(F::party, T::text), needed(F::votes, T::count), column(F::seats, T::count),
                                 column(F::candidates, T::count), optional(F::share_percent, T::decimal)})});
  list.push_back({"parties",
                  Kind::parties,
                  {"Parties", "दल"},
                  {needed(F::party, T::text), column(F::name_en, T::text), optional(F::name_hi, T::text),
                   optional(F::note, T::text)}});
  list.push_back(
      {"scheme_counts",
       Kind::scheme_counts,
       {"Official counts of schemes", "योजनाओं की आधिकारिक संख्याएँ"},
       {needed(F::scheme, T::label), needed(F::count, T::count), optional(F::area_kind, T::area_kind),
        optional(F::district, T::text), optional(F::area_name, T::text), optional(F::ac_no, T::positive),
        optional(F::as_of, T::date), optional(F::counted, T::label), optional(F::unit, T::scheme_unit),
        optional(F::base, T::count), optional(F::base_counted, T::text), optional(F::base_unit, T::scheme_unit),
        optional(F::source, T::text), optional(F::source_url, T::text)}});
  list.push_back({"organisation_units",
                  Kind::organisation_units,
                  {"Organisation: units", "संगठन: इकाइयाँ"},
                  {needed(F::unit_code, T::text), column(F::parent_code, T::text), needed(F::level, T::text),
                   column(F::name_hi, T::text), optional(F::name_en, T::text), optional(F::places, T::text)}});
  list.push_back({"organisation_people",
                  Kind::organisation_people,
                  {"Organisation: people and posts", "संगठन: लोग और पद"},
                  {needed(F::unit_code, T::text), needed(F::name, T::text), optional(F::phone, T::text),
                   optional(F::email, T::text), optional(F::languages, T::text), optional(F::home_ac, T::positive),
                   optional(F::post, T::text), optional(F::from_day, T::date), optional(F::to_day, T::date)}});
  list.push_back(
      {"organisation_agents",
       Kind::organisation_agents,
       {"Organisation: booth level agents", "संगठन: बूथ लेवल एजेंट"},
       {needed(F::ac_no, T::positive), needed(F::part_no, T::part), optional(F::part_suffix, T::text),
        needed(F::name, T::text), needed(F::bla1_by, T::text), needed(F::bla2_on, T::date), optional(F::phone, T::text),
        optional(F::unit_code, T::text), optional(F::elector_part, T::text), optional(F::elector_serial, T::positive),
        optional(F::from_day, T::date), optional(F::note, T::text)}});
  list.push_back({"area_statistics",
                  Kind::area_statistics,
                  {"Statistics by district", "ज़िलेवार आँकड़े"},
                  {needed(F::district, T::text), optional(F::census_code, T::text), optional(F::area, T::text),
                   optional(F::round, T::text)},
                  true});
  return list;
}

}  // namespace

std::string_view kind_name(Kind kind) {
  return std::ranges::find(kinds, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &std::pair<Kind, std::string_view>::second);
  return found == kinds.end() ? std::nullopt : std::optional(found->first);
}

bool is_of_organisation(Kind kind) {
  return kind == Kind::organisation_units || kind == Kind::organisation_people || kind == Kind::organisation_agents;
}

std::string_view field_name(Field field) { return fields.at(static_cast<std::size_t>(field)).name; }

std::optional<Field> field_named(std::string_view name) {
  const auto found = std::ranges::find(fields, name, &NamedField::name);
  return found == fields.end() ? std::nullopt : std::optional(found->field);
}

Bilingual field_title(Field field) {
  const NamedField& named = fields.at(static_cast<std::size_t>(field));
  return {std::string(named.title_en), std::string(named.title_hi)};
}

std::span<const Layout> layouts() {
  static const std::vector<Layout> list = make_layouts();
  return list;
}

const Layout* layout_named(std::string_view id) {
  const auto found = std::ranges::find(layouts(), id, &Layout::id);
  return found == layouts().end() ? nullptr : &*found;
}

}  // namespace boothwise::intake
