#include "services/organisation_synth.hpp"

#include "operations/units.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/random.hpp"
#include "base/text.hpp"
#include "services/booth_list.hpp"
#include "services/synthesis_tables.hpp"
#include "synthesis/draw_table.hpp"
#include "synthesis/vocabulary.hpp"

namespace boothwise::services {

namespace {

using synthesis::between;
using synthesis::happens;

constexpr std::size_t regions = 6;
constexpr std::size_t booths_per_mandal = 95;
constexpr double head_missing = 0.03;
constexpr double agent_missing = 0.08;
constexpr double booth_missing = 0.01;  // in no shakti kendra
constexpr double speaks_english = 0.2;

Bilingual joined(const Bilingual& name, const std::string& en, const std::string& hi) {
  return {name.en + " " + en, name.hi + " " + hi};
}

/// Makes the rows of a made-up organisation, as files would bring them.
class OrganisationMaker {
 public:
  OrganisationMaker(const Snapshot& snapshot, const OrganisationSynthesis& wanted,
                    const synthesis::Vocabulary& vocabulary, Day today)
      : snapshot_(snapshot), wanted_(wanted), vocabulary_(vocabulary), random_(wanted.seed) {
    first_day_ = std::to_string(static_cast<int>(today.year())) + "-01-01";
    rows_.files.emplace_back("synthetic");
  }

  Result<OrganisationRows> make(Workspace& workspace) {
    BoothList booths(snapshot_, workspace);
    const std::vector<const District*> districts = districts_by_segment();
    add_unit({"TOP", "", "state", {"State", "प्रदेश"}, "state"});
    for (const char* post : {"state_president", "state_general_secretary", "state_data_head"}) add_person("TOP", post);
    for (std::size_t i = 0; i < districts.size(); ++i) {
      const std::string region = "R" + std::to_string(1 + i * regions / districts.size());
      if (last_region_ != region) {
        last_region_ = region;
        home_.reset();
        const std::string number = region.substr(1);
        add_unit({region, "TOP", "region", {"Region " + number, "क्षेत्र " + number}, ""});
        add_head(region, "regional_president");
      }
      BOOTHWISE_CHECK(add_district(*districts[i], "D" + std::to_string(i + 1), region, booths));
    }
    return std::move(rows_);
  }

 private:
  struct Wanted {
    std::string code, parent, level;
    Bilingual name;
    std::string places;
  };

  /// Districts with segments, in the order of their first segment's number, which runs from one end of the state to
  /// the other.
  [[nodiscard]] std::vector<const District*> districts_by_segment() const {
    std::vector<const District*> list;
    for (const AssemblyConstituency& ac : snapshot_.places.acs()) {
      const District* district = snapshot_.places.district(ac.district);
      if (district != nullptr && std::ranges::find(list, district) == list.end()) list.push_back(district);
    }
    return list;
  }

  Status add_district(const District& district, const std::string& code, const std::string& region, BoothList& booths) {
    add_unit({code, region, "district", district.name, "district " + district.id});
    const auto first = std::ranges::find(snapshot_.places.acs(), district.id, &AssemblyConstituency::district);
    home_ = first->no.value;
    add_head(code, "district_president");
    add_person(code, "district_in_charge");
    for (const AssemblyConstituency& ac : snapshot_.places.acs()) {
      if (ac.district != district.id) continue;
      BOOTHWISE_TRY(listed, booths.segment(ac.no));
      for (std::int32_t part = 1; listed.empty() && part <= wanted_.booths_per_segment; ++part) {
        made_up_.push_back({{part, ""}, ""});
      }
      if (listed.empty()) listed = std::move(made_up_);
      made_up_.clear();
      home_ = ac.no.value;
      add_segment(ac, code, listed);
    }
    return success();
  }

  void add_segment(const AssemblyConstituency& ac, const std::string& district,
                   const std::vector<ListedBooth>& booths) {
    const bool with_booths = wanted_.only_booths_of.empty() || wanted_.only_booths_of.contains(ac.no);
    const std::string number = std::to_string(ac.no.value);
    const std::size_t mandals = std::max<std::size_t>(1, (booths.size() + booths_per_mandal / 2) / booths_per_mandal);
    for (std::size_t mandal = 0; mandal < mandals; ++mandal) {
      const std::string count = std::to_string(mandal + 1);
      const std::string code = number + "-M" + count;
      add_unit({code, district, "mandal", joined(ac.name, "Mandal " + count, "मंडल " + count), ""});
      add_head(code, "mandal_president");
      if (!with_booths) continue;
      const std::size_t begin = booths.size() * mandal / mandals;
      const std::size_t end = booths.size() * (mandal + 1) / mandals;
      add_kendras(
          ac, code,
          {booths.begin() + static_cast<std::ptrdiff_t>(begin), booths.begin() + static_cast<std::ptrdiff_t>(end)});
    }
  }

  void add_kendras(const AssemblyConstituency& ac, const std::string& mandal, const std::vector<ListedBooth>& booths) {
    constexpr std::int32_t booths_least = 5;
    constexpr std::int32_t booths_most = 8;
    for (std::size_t begin = 0, number = 1; begin < booths.size(); ++number) {
      const std::size_t end =
          std::min(booths.size(), begin + static_cast<std::size_t>(between(random_, booths_least, booths_most)));
      const std::string count = std::to_string(number);
      const std::string code = mandal + "-S" + count;
      const Bilingual name =
          joined(ac.name, "Shakti Kendra " + mandal + "-" + count, "शक्ति केंद्र " + mandal + "-" + count);
      add_unit({code, mandal, "shakti_kendra", name, ""});
      add_head(code, "shakti_kendra_convenor");
      for (; begin < end; ++begin) add_booth(ac.no, code, booths[begin]);
    }
  }

  void add_booth(AcNo ac, const std::string& kendra, const ListedBooth& booth) {
    if (happens(random_, booth_missing)) return;
    const std::string part = to_string(booth.part);
    const std::string code = std::to_string(ac.value) + "/" + part;
    add_unit(
        {code, kendra, "booth", {"Booth " + part, "बूथ " + part}, "parts " + std::to_string(ac.value) + ": " + part});
    if (!booth.name.empty()) rows_.units.back().name.hi += " " + shortened(booth.name, 120);
    add_head(code, "booth_president");
    if (happens(random_, agent_missing)) return;
    AgentRow agent;
    agent.who = contact(code);
    agent.ac = ac;
    agent.part = part;
    agent.elector_part = part;
    agent.elector_serial = between(random_, 1, 900);
    agent.bla1_by = "काल्पनिक ज़िला अध्यक्ष";
    agent.bla2_on = first_day_;
    agent.from_day = first_day_;
    rows_.agents.push_back(std::move(agent));
  }

  void add_unit(const Wanted& wanted) {
    UnitRow row{next_row(), wanted.code, wanted.parent, wanted.level, wanted.name, {}};
    // Our own text of places that are there: it cannot fail.
    row.places = known_places(snapshot_.places, parse_places(wanted.places).value()).value();
    rows_.units.push_back(std::move(row));
  }

  void add_head(const std::string& unit, const std::string& post) {
    if (!happens(random_, head_missing)) add_person(unit, post);
  }
  void add_person(const std::string& unit, const std::string& post) {
    rows_.people.push_back({contact(unit), post, first_day_, {}});
  }

  ContactRow contact(const std::string& unit) {
    ContactRow who;
    who.at = next_row();
    who.unit = unit;
    const std::size_t family = vocabulary_.draw_family(random_);
    const bool man = happens(random_, 0.6);
    who.name = word(vocabulary_.draw_given(family, man, random_));
    const synthesis::WordNo second = vocabulary_.draw_second(family, man, random_);
    if (second != synthesis::Vocabulary::nothing) who.name += " " + word(second);
    // Subscribers' numbers begin with 6 to 9: nobody can have this one.
    char number[16];
    std::snprintf(number, sizeof number, "+911%09u", ++people_);
    who.phone = number;
    who.home_ac = home_;
    who.languages = happens(random_, speaks_english) ? "hindi,english" : "hindi";
    return who;
  }

  [[nodiscard]] std::string word(synthesis::WordNo number) const {
    return std::string(vocabulary_.forms(number, synthesis::Script::devanagari).spellings.front());
  }
  RowPlace next_row() { return {0, ++row_}; }

  const Snapshot& snapshot_;
  const OrganisationSynthesis& wanted_;
  const synthesis::Vocabulary& vocabulary_;
  RandomStream random_;
  OrganisationRows rows_;
  std::vector<ListedBooth> made_up_;
  std::string first_day_;
  std::string last_region_;
  std::optional<std::int64_t> home_;  ///< segment where those live who are added now; none of the state's and regions'
  std::uint64_t row_ = 0;
  unsigned people_ = 0;
};

}  // namespace

Result<OrganisationImport> synthesise_organisation(Caller& caller, const Snapshot& snapshot,
                                                   const OrganisationSynthesis& wanted, Progress& progress) {
  if (snapshot.places.acs().empty()) {
    return Error{ErrorKind::bad_input,
                 "no_segments",
                 {"the workspace has no assembly constituencies; make it with init --state",
                  "कार्यक्षेत्र में विधान सभा क्षेत्र नहीं; init --state से बनाएँ"}};
  }
  BOOTHWISE_TRY(top, operations::unit_by_id(caller.whole_store(), 1));
  if (top) {
    return Error{ErrorKind::conflict,
                 "organisation_there_already",
                 {"there is an organisation already; a made-up one is not mixed with it",
                  "संगठन पहले से है; काल्पनिक संगठन उसमें नहीं मिलाया जाता"}};
  }
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(vocabulary, load_vocabulary(caller.data_folder()));
  OrganisationMaker maker(snapshot, wanted, vocabulary, caller.today());
  BOOTHWISE_TRY(rows, maker.make(caller.workspace()));
  return import_organisation_rows(caller, snapshot.places, catalogue, std::move(rows), true, progress);
}

}  // namespace boothwise::services
