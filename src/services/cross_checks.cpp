#include "services/cross_checks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "warehouse/rolls.hpp"
#include "warehouse/scheme_counts.hpp"

namespace boothwise::services {

using warehouse::Reader;

namespace {

constexpr std::size_t details_max = 50;
constexpr double coverage_low = 0.9;     // booth sheets below this share of the segment's vote are incomplete
constexpr double coverage_high = 1.005;  // above: sheets and result do not belong together
constexpr double segments_low = 0.97;    // postal ballots are 0.1-1 % of a PC's vote

/// Gathers what was found for one check and words it.
class Finding {
 public:
  explicit Finding(std::string code) { check_.code = std::move(code); }

  void add(Bilingual detail) {
    ++found_;
    if (check_.details.size() < details_max) check_.details.push_back(std::move(detail));
  }
  [[nodiscard]] std::size_t found() const { return found_; }

  /// `fine` where nothing was found, else `status` with the number found before `bad`.
  Check ended(const Bilingual& fine, const Bilingual& bad, CheckStatus status = CheckStatus::warning) && {
    const std::string number = grouped(static_cast<std::int64_t>(found_));
    check_.status = found_ == 0 ? CheckStatus::ok : status;
    check_.text = found_ == 0 ? fine : Bilingual{number + " " + bad.en, number + " " + bad.hi};
    return std::move(check_);
  }

 private:
  Check check_;
  std::size_t found_ = 0;
};

std::string per_cent(double fraction) { return one_decimal(fraction * 100) + " %"; }

Bilingual seat_text(const ElectionId& election, std::int32_t number, const Places& places) {
  const bool pc = election.house == House::lok_sabha;
  Bilingual name;
  if (delimitation_of(election) == Delimitation::order_2008) {
    if (const auto* found = pc ? places.pc(PcNo(number)) : nullptr) name = found->name;
    if (const auto* found = pc ? nullptr : places.ac(AcNo(number))) name = found->name;
  }
  const std::string label = to_string(election) + " " + std::to_string(number);
  return {label + (name.en.empty() ? "" : " " + name.en),
          label + (name.hi.empty() && name.en.empty() ? "" : " " + std::string(in_language(name, Language::hindi)))};
}

Bilingual joined(const Bilingual& head, const std::string& en, const std::string& hi) {
  return {head.en + ": " + en, head.hi + ": " + hi};
}

Status check_seats(Reader& reader, const Places& places, const ElectionId& election, std::vector<Check>& checks) {
  BOOTHWISE_TRY(totals, reader.seat_totals(election));
  Finding sums("candidates_against_stated_total");
  Finding winners("seats_with_one_winner");
  Finding tied("seats_tied");
  Finding electors("votes_above_electors");
  std::set<std::int32_t> seats;
  for (const Reader::SeatTotals& seat : totals) {
    const Bilingual head = seat_text(election, seat.seat, places);
    seats.insert(seat.seat);
    if (seat.stated_most && (seat.votes != *seat.stated_most || seat.stated_least != seat.stated_most)) {
      const std::string sum = grouped(seat.votes);
      const std::string stated = grouped(*seat.stated_most);
      sums.add(
          joined(head, "candidates " + sum + ", stated " + stated, "उम्मीदवारों का योग " + sum + ", लिखा हुआ " + stated));
    }
    if (seat.winners > 1 || seat.electors_least != seat.electors_most) {
      winners.add(joined(head, "appears twice", "दो बार आया है"));
    }
    if (seat.leaders > 1) {
      tied.add(joined(head, std::to_string(seat.leaders) + " candidates have the most votes",
                      std::to_string(seat.leaders) + " उम्मीदवारों के मत सबसे अधिक और बराबर हैं"));
    }
    if (seat.electors_most && seat.votes > *seat.electors_most) {
      const std::string votes = grouped(seat.votes);
      const std::string roll = grouped(*seat.electors_most);
      electors.add(joined(head, votes + " votes, " + roll + " electors", votes + " मत, " + roll + " निर्वाचक"));
    }
  }
  checks.push_back(
      std::move(sums).ended({"candidate votes add up to the stated totals", "उम्मीदवारों के मत लिखे हुए योग के बराबर हैं"},
                            {"seats whose candidate votes differ from the stated total", "सीटों में योग अलग है"}));
  checks.push_back(std::move(winners).ended({"no seat appears twice", "कोई सीट दो बार नहीं आई"},
                                            {"seats appear twice", "सीटें दो बार आई हैं"}, CheckStatus::error));
  checks.push_back(std::move(tied).ended(
      {"one candidate leads in each seat", "हर सीट पर एक ही उम्मीदवार आगे है"},
      {"seats are tied: the draw of lots is not in these data", "सीटों पर मत बराबर हैं: लॉटरी का निर्णय इन आँकड़ों में नहीं है"}));
  checks.push_back(std::move(electors).ended({"no seat has more votes than electors", "कहीं मत निर्वाचकों से अधिक नहीं"},
                                             {"seats have more votes than electors", "सीटों में मत निर्वाचकों से अधिक हैं"}));
  const bool whole = !election.by_election && delimitation_of(election) == Delimitation::order_2008;
  const bool known = election.house == House::lok_sabha ? !places.pcs().empty() : !places.acs().empty();
  if (whole && known) {
    Finding missing("all_seats_present");
    const auto look_for = [&](std::int32_t number) {
      if (!seats.contains(number)) missing.add(seat_text(election, number, places));
    };
    if (election.house == House::lok_sabha) {
      for (const auto& pc : places.pcs()) look_for(pc.no.value);
    } else {
      for (const auto& ac : places.acs()) look_for(ac.no.value);
    }
    const std::string count = std::to_string(seats.size());
    checks.push_back(std::move(missing).ended({"all " + count + " seats are there", "सभी " + count + " सीटें हैं"},
                                              {"seats are missing", "सीटें नहीं हैं"}));
  }
  return success();
}

Status check_segments(Reader& reader, const Places& places, const ElectionId& election, std::vector<Check>& checks) {
  BOOTHWISE_TRY(rows, reader.segments_against_seats(election));
  if (rows.empty()) return success();
  Finding finding("segments_against_seat");
  for (const Reader::SeatAndSegments& row : rows) {
    const double part = share_of(row.segment_votes, row.seat_votes).value_or(0);
    if (part >= segments_low && part <= 1) continue;
    const std::string held = grouped(row.segment_votes);
    const std::string whole = grouped(row.seat_votes);
    finding.add(joined(seat_text(election, row.pc.value, places),
                       "segments hold " + held + " of the seat's " + whole + " votes (" + per_cent(part) + ")",
                       "सीट के " + whole + " मतों में से " + held + " खंडों में हैं (" + per_cent(part) + ")"));
  }
  checks.push_back(
      std::move(finding).ended({"segments hold 97 to 100 % of their seat's votes (the rest is postal)",
                                "खंडों में सीट के 97 से 100 % मत हैं (शेष डाक मत)"},
                               {"seats whose segments hold less than 97 % or more than 100 % of their votes",
                                "सीटों के खंडों में 97 % से कम या 100 % से अधिक मत हैं"}));
  return success();
}

/// Votes of each segment as the official result has them: by segment for the Lok Sabha, the seat itself for the Vidhan
/// Sabha.
Result<std::map<std::int32_t, Votes>> official_by_segment(Reader& reader, const ElectionId& election) {
  std::map<std::int32_t, Votes> official;
  if (election.house == House::lok_sabha) {
    BOOTHWISE_TRY(totals, reader.segment_totals(election));
    for (const auto& total : totals) official[total.ac] = total.votes;
  } else {
    BOOTHWISE_TRY(totals, reader.seat_totals(election));
    for (const auto& total : totals) official[total.seat] = total.votes;
  }
  return official;
}

Bilingual segment_text(const Places& places, AcNo no) {
  const auto* ac = places.ac(no);
  const std::string number = std::to_string(no.value);
  if (ac == nullptr) return {"AC " + number, "विधान सभा " + number};
  return {"AC " + number + " " + ac->name.en,
          "विधान सभा " + number + " " + std::string(in_language(ac->name, Language::hindi))};
}

Status check_booths(Reader& reader, const Places& places, const ElectionId& election, std::vector<Check>& checks) {
  BOOTHWISE_TRY(sums, reader.booth_sums(election));
  BOOTHWISE_TRY(official, official_by_segment(reader, election));
  Finding coverage("booths_against_segment");
  Finding missing("stations_without_votes");
  Finding totals("station_totals");
  Finding above("station_votes_above_electors");
  std::int64_t stations_missing = 0;
  for (const Reader::BoothSums& segment : sums) {
    const Bilingual head = segment_text(places, segment.ac);
    const auto found = official.find(segment.ac.value);
    if (found != official.end()) {
      const double part = share_of(segment.votes, found->second).value_or(0);
      if (part < coverage_low || part > coverage_high) {
        coverage.add(
            joined(head, "booths hold " + per_cent(part) + " of its votes", "बूथों में इसके " + per_cent(part) + " मत हैं"));
      }
    }
    const auto add = [&](Finding& finding, std::int64_t count, const std::string& en, const std::string& hi) {
      if (count > 0) finding.add(joined(head, std::to_string(count) + en, std::to_string(count) + hi));
    };
    stations_missing += segment.missing;
    add(missing, segment.missing, " stations print no vote and count as missing",
        " बूथों में कोई मत नहीं छपा; वे अनुपलब्ध माने गए");
    add(totals, segment.total_differs, " stations' printed total differs from the sum", " बूथों का छपा योग अलग है");
    add(above, segment.above_electors, " stations have more votes than electors", " बूथों में मत निर्वाचकों से अधिक हैं");
  }
  const std::string share = "90 to 100.5 %";
  checks.push_back(
      std::move(coverage).ended({"booths hold " + share + " of their segment's votes wherever both are known",
                                 "जहाँ दोनों ज्ञात हैं, बूथों में खंड के 90 से 100.5 % मत हैं"},
                                {"segments whose booths hold less than 90 % or more than 100.5 % of their votes",
                                 "खंडों के बूथों में 90 % से कम या 100.5 % से अधिक मत हैं"}));
  Check absent =
      std::move(missing).ended({"every station has votes", "हर बूथ में मत हैं"},
                               {"segments have stations that print no vote", "खंडों में ऐसे बूथ हैं जिनमें कोई मत नहीं छपा"});
  if (stations_missing > 0) {
    const std::string all = grouped(stations_missing);
    absent.text.en += " (" + all + " stations in all; missing, not zero)";
    absent.text.hi += " (कुल " + all + " बूथ; अनुपलब्ध, शून्य नहीं)";
  }
  checks.push_back(std::move(absent));
  checks.push_back(
      std::move(totals).ended({"printed station totals are the sums", "बूथों के छपे योग सही हैं"},
                              {"segments have stations whose printed total differs", "खंडों में छपा योग अलग है"}));
  checks.push_back(std::move(above).ended(
      {"no station has more votes than electors", "किसी बूथ में मत निर्वाचकों से अधिक नहीं"},
      {"segments have stations with more votes than electors", "खंडों के बूथों में मत निर्वाचकों से अधिक हैं"}));

  Finding loose("votes_without_station");
  BOOTHWISE_TRY(votes, reader.votes_without_station(election));
  for (const Reader::LooseVotes& row : votes) {
    const std::string where = "booth " + std::to_string(row.ac) + "/" + to_string(row.part);
    const std::string where_hi = "बूथ " + std::to_string(row.ac) + "/" + to_string(row.part);
    const std::string number = std::to_string(row.candidate_no);
    loose.add(row.no_station ? Bilingual{where + " has votes but is not in the list of stations",
                                         where_hi + " के मत हैं पर वह बूथ सूची में नहीं"}
                             : Bilingual{where + ": candidate number " + number + " is not in the list of candidates",
                                         where_hi + ": उम्मीदवार संख्या " + number + " सूची में नहीं"});
  }
  checks.push_back(std::move(loose).ended(
      {"all votes belong to a station and a candidate", "सब मत किसी बूथ और उम्मीदवार के हैं"},
      {"votes belong to no station or candidate", "मत किसी बूथ या उम्मीदवार के नहीं"}, CheckStatus::error));

  Finding candidates("booth_candidates_against_result");
  BOOTHWISE_TRY(unmatched, reader.official_votes_of_candidates(election));
  for (const Reader::UnmatchedCandidate& row : unmatched) {
    const std::string text = row.candidate + " (" + row.party + ") " + grouped(row.official_votes);
    candidates.add(joined(seat_text(election, row.contest, places), text, text));
  }
  checks.push_back(std::move(candidates)
                       .ended({"the sheets' candidates are those of the result", "पर्चों के उम्मीदवार परिणाम वाले ही हैं"},
                              {"candidates of the sheets are not in the result with these votes",
                               "उम्मीदवार इन मतों के साथ परिणाम में नहीं"}));
  return success();
}

Status check_coverage(Reader& reader, const Places& places, const ElectionId& election, std::vector<Check>& checks) {
  BOOTHWISE_TRY(stated, reader.stated_coverage(election));
  BOOTHWISE_TRY(sums, reader.booth_sums(election));
  std::map<AcNo, Votes> held;
  for (const auto& sum : sums) held[sum.ac] = sum.votes;
  Finding finding("booths_against_stated_coverage");
  for (const Reader::StatedCoverage& row : stated) {
    const auto found = held.find(row.ac);
    if (found == held.end() || !row.booth_votes || found->second == *row.booth_votes) continue;
    const std::string ours = grouped(found->second);
    const std::string theirs = grouped(*row.booth_votes);
    finding.add(joined(segment_text(places, row.ac), "we hold " + ours + " votes, stated " + theirs,
                       "हमारे पास " + ours + " मत, लिखे हुए " + theirs));
  }
  checks.push_back(
      std::move(finding).ended({"booth votes are as stated", "बूथों के मत लिखे अनुसार हैं"},
                               {"segments whose booth votes differ from the stated ones", "खंडों के मत लिखे हुए से अलग हैं"}));
  return success();
}

Status check_party_totals(Reader& reader, const ElectionId& election, std::vector<Check>& checks) {
  BOOTHWISE_TRY(differences, reader.party_totals_against_results(election));
  Finding finding("party_totals");
  for (const Reader::PartyDifference& row : differences) {
    const std::string stated = row.stated ? grouped(*row.stated) : std::string("-");
    const std::string text = to_string(election) + " " + row.party + ": " + grouped(row.counted) + " / " + stated;
    finding.add({text, text});
  }
  checks.push_back(std::move(finding).ended(
      {to_string(election) + ": party totals are as stated", to_string(election) + ": दलों के योग लिखे अनुसार हैं"},
      {"parties of " + to_string(election) + " differ from their stated totals",
       "दलों के योग " + to_string(election) + " में अलग हैं"}));
  return success();
}

Status check_alliances(Reader& reader, const Alliances& alliances, const ElectionId& election,
                       std::vector<Check>& checks) {
  BOOTHWISE_TRY(results, reader.results(election));
  if (results.contests.empty()) return success();
  std::set<std::string_view> parties;
  for (const Contest& contest : results.contests) {
    for (const CandidateVotes& row : contest.candidates) parties.insert(row.party);
  }
  Finding finding("alliance_members");
  for (const Alliance* alliance : alliances.of(election)) {
    for (const std::string& party : alliance->parties) {
      if (parties.contains(party)) continue;
      const std::string text = to_string(election) + " " + alliance->id + ": " + party;
      finding.add({text, text});
    }
  }
  checks.push_back(std::move(finding).ended(
      {to_string(election) + ": every member of an alliance had candidates",
       to_string(election) + ": गठबंधन के हर दल के उम्मीदवार थे"},
      {"alliance members had no candidate under this code", "गठबंधन सदस्यों का इस कोड से कोई उम्मीदवार नहीं"}));
  return success();
}

/// A roll against its summary sheets, and its supplements against its entries.
Status check_roll(warehouse::RollReader& rolls, const std::string& revision, std::vector<Check>& checks) {
  BOOTHWISE_TRY(differences, rolls.control(revision));
  Finding totals("control_totals");
  for (const warehouse::RollReader::Difference& row : differences) {
    const auto pair = [](std::int64_t found, std::int64_t stated) { return grouped(found) + " / " + grouped(stated); };
    const std::string place = revision + " " + std::to_string(row.ac.value) + "/" + std::to_string(row.part) + ": ";
    const std::string counts = "M " + pair(row.found_male, row.stated_male) + ", F " +
                               pair(row.found_female, row.stated_female) + ", T " +
                               pair(row.found_other, row.stated_other);
    const std::string last =
        row.stated_last ? "; " + pair(row.found_last.value_or(0), *row.stated_last) : std::string();
    totals.add({place + counts + last, place + counts + last});
  }
  checks.push_back(std::move(totals).ended(
      {revision + ": parts are as their summary sheets say", revision + ": भाग अपने सारांश के अनुसार हैं"},
      {"parts of " + revision + " differ from their summary sheets (found / stated)",
       "भाग " + revision + " में अपने सारांश से अलग हैं (मिले / लिखे)"}));
  BOOTHWISE_TRY(loose, rolls.loose_changes(revision));
  Finding changes("supplement_entries");
  for (const warehouse::RollReader::LooseChange& row : loose) {
    const std::string text = revision + " " + std::to_string(row.ac.value) + "/" + std::to_string(row.part) + ": " +
                             row.list + " " + std::to_string(row.serial);
    changes.add({text, text});
  }
  checks.push_back(
      std::move(changes).ended({revision + ": every deletion and correction names an entry that is there",
                                revision + ": हर विलोपन और संशोधन की प्रविष्टि है"},
                               {"deletions or corrections of " + revision + " name entries that are not there",
                                "विलोपन या संशोधन " + revision + " में ऐसी प्रविष्टि के हैं जो नहीं है"}));
  return success();
}

/// A scheme's districts against the state's total that the report states, and against the list of districts.
Status check_scheme_counts(warehouse::SchemeReader& schemes, const std::string& scheme, const Places& places,
                           std::vector<Check>& checks) {
  BOOTHWISE_TRY(counts, schemes.of_state_and_districts(scheme));
  struct Sum {
    std::optional<std::int64_t> stated;
    std::int64_t found = 0;
    std::set<std::string> districts;
  };
  std::map<std::pair<std::string, std::string>, Sum> sums;  // by what was counted and day
  for (const warehouse::SchemeCount& count : counts) {
    Sum& sum = sums[{count.counted, count.day}];
    if (count.kind == AreaKind::state) {
      sum.stated = count.count;
    } else {
      sum.found += count.count;
      sum.districts.insert(count.district);
    }
  }
  Finding totals("scheme_totals");
  Finding missing("scheme_districts");
  for (const auto& [key, sum] : sums) {
    if (sum.districts.empty()) continue;
    const std::string head = scheme + " " + key.first + " " + key.second;
    if (sum.stated && *sum.stated != sum.found) {
      totals.add({head + ": districts " + grouped(sum.found) + ", stated " + grouped(*sum.stated),
                  head + ": ज़िलों का योग " + grouped(sum.found) + ", लिखा हुआ " + grouped(*sum.stated)});
    }
    for (const District& district : places.districts()) {
      if (!sum.districts.contains(district.id)) missing.add(joined({head, head}, district.name.en, district.name.hi));
    }
  }
  checks.push_back(std::move(totals).ended(
      {scheme + ": districts add up to the stated totals", scheme + ": ज़िलों का योग लिखे हुए योग के बराबर है"},
      {"totals of " + scheme + " differ from the sum of the districts", "योग " + scheme + " में ज़िलों के योग से अलग हैं"}));
  checks.push_back(
      std::move(missing).ended({scheme + ": every district has a count", scheme + ": हर ज़िले की संख्या है"},
                               {"districts without a count of " + scheme, "ज़िलों की संख्या " + scheme + " में नहीं"}));
  return success();
}

Check check_structure(const Places& places) {
  Finding finding("segments_in_seats");
  for (const AssemblyConstituency& ac : places.acs()) {
    if (places.pc(ac.pc) == nullptr) finding.add(segment_text(places, ac.no));
  }
  return std::move(finding).ended({"every segment lies in a known seat", "हर खंड किसी ज्ञात सीट में है"},
                                  {"segments lie in no known seat", "खंड किसी ज्ञात सीट में नहीं"});
}

}  // namespace

Result<std::vector<Check>> cross_check(warehouse::Warehouse& warehouse, Reader& reader, const Places& places,
                                       const Alliances& alliances, const warehouse::Manifest& next,
                                       const warehouse::Run& run) {
  std::vector<Check> checks;
  std::set<ElectionId> booths_checked;
  std::set<std::string> rolls_checked;
  for (const warehouse::DataFile& file : run.data) {
    if ((file.table == "assembly_constituencies" || file.table == "parliamentary_constituencies") &&
        !places.pcs().empty() && !places.acs().empty()) {
      checks.push_back(check_structure(places));
    }
    if (file.table.starts_with("roll_") && rolls_checked.insert(file.scope).second) {
      warehouse::RollReader rolls(warehouse, next);
      BOOTHWISE_CHECK(check_roll(rolls, file.scope, checks));
    }
    if (file.table == "scheme_counts") {
      warehouse::SchemeReader schemes(warehouse, next);
      BOOTHWISE_CHECK(check_scheme_counts(schemes, file.scope, places, checks));
    }
    const auto election = parse_election(file.scope);
    if (!election) continue;
    if (file.table == "candidate_results") BOOTHWISE_CHECK(check_seats(reader, places, *election, checks));
    const bool seats_or_segments = file.table == "candidate_results" || file.table == "segment_results";
    if (seats_or_segments && !warehouse::active_files(next, "segment_results", file.scope).empty()) {
      BOOTHWISE_CHECK(check_segments(reader, places, *election, checks));
    }
    const bool booths = file.table == "stations" || file.table == "booth_votes" || file.table == "booth_candidates";
    if (booths && booths_checked.insert(*election).second) {
      BOOTHWISE_CHECK(check_booths(reader, places, *election, checks));
    }
    if (file.table == "booth_coverage") BOOTHWISE_CHECK(check_coverage(reader, places, *election, checks));
    if (file.table == "party_totals") BOOTHWISE_CHECK(check_party_totals(reader, *election, checks));
    if (file.table == "alliances") BOOTHWISE_CHECK(check_alliances(reader, alliances, *election, checks));
  }
  return checks;
}

}  // namespace boothwise::services
