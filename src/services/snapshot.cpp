#include "services/snapshot.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

namespace {

bool comparable_general(const ElectionId& election) {
  return !election.by_election && delimitation_of(election) == Delimitation::order_2008;
}

Error no_results() {
  return Error{
      ErrorKind::not_found,
      "no_results",
      {"there are no results in this workspace yet; import some first", "यहाँ अभी कोई परिणाम नहीं है; पहले आयात करें"}};
}

}  // namespace

Result<const ElectionData*> Snapshot::election(std::string_view text) const {
  if (elections.empty()) return no_results();
  const auto wanted = parse_election(text);
  const auto found = wanted ? elections.find(*wanted) : elections.end();
  if (found != elections.end() && !found->second.results.contests.empty()) return &found->second;
  Error error{ErrorKind::bad_input,
              "unknown_election",
              {"there are no results of this election here", "इस चुनाव के परिणाम यहाँ नहीं हैं"}};
  error.where.value = shortened(text, 80);
  for (const auto& [id, data] : elections) {
    if (!data.results.contests.empty()) error.choices.push_back(to_string(id));
  }
  return error;
}

std::optional<ElectionId> Snapshot::latest() const {
  const auto newer = [](const ElectionId& a, const ElectionId& b) {
    const auto key = [](const ElectionId& id) {
      return std::tuple(comparable_general(id), id.house == House::lok_sabha, id.year);
    };
    return key(a) < key(b);
  };
  std::optional<ElectionId> latest;
  for (const auto& [id, data] : elections) {
    if (!data.results.contests.empty() && (!latest || newer(*latest, id))) latest = id;
  }
  return latest;
}

std::vector<const ElectionData*> Snapshot::earlier(const ElectionId& election) const {
  std::vector<const ElectionData*> found;
  if (!comparable_general(election)) return found;
  for (const auto& [id, data] : elections) {
    const bool before = id.house == election.house && id.year < election.year && comparable_general(id);
    if (before && !data.results.contests.empty()) found.push_back(&data);
  }
  std::ranges::reverse(found);
  return found;
}

Bilingual Snapshot::seat_name(House house, std::int32_t number) const {
  if (house == House::lok_sabha) {
    if (const auto* pc = places.pc(PcNo(number))) return pc->name;
  } else if (const auto* ac = places.ac(AcNo(number))) {
    return ac->name;
  }
  const std::string text = std::to_string(number);
  return {"seat " + text, "सीट " + text};
}

Result<std::shared_ptr<const Snapshot>> load_snapshot(warehouse::Warehouse& warehouse, std::optional<House> only) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->manifest = warehouse.manifest();
  snapshot->shelf = std::make_shared<BoothShelf>();
  const warehouse::Manifest& manifest = *snapshot->manifest;
  warehouse::Reader reader(warehouse, manifest);
  BOOTHWISE_TRY(places, reader.places());
  snapshot->places = std::move(places);
  BOOTHWISE_TRY(parties, reader.parties());
  snapshot->parties = std::move(parties);
  BOOTHWISE_TRY(alliances, reader.alliances());
  snapshot->alliances = std::move(alliances);
  const auto asked_for = [&](std::string_view table) {
    std::vector<ElectionId> elections = warehouse::elections_in(manifest, table);
    std::erase_if(elections, [&](const ElectionId& election) { return only && election.house != *only; });
    return elections;
  };
  for (const ElectionId& election : asked_for("candidate_results")) {
    BOOTHWISE_TRY(results, reader.results(election));
    snapshot->elections[election].results = std::move(results);
  }
  for (const ElectionId& election : asked_for("segment_results")) {
    BOOTHWISE_TRY(segments, reader.segments(election));
    ElectionData& data = snapshot->elections[election];
    data.results.election = election;
    data.segments = std::move(segments);
  }
  for (const ElectionId& election : asked_for("stations")) {
    ElectionData& data = snapshot->elections[election];
    data.results.election = election;
    const std::string scope = to_string(election);
    BOOTHWISE_TRY(sums, reader.booth_sums(election));
    for (const warehouse::Reader::BoothSums& segment : sums) data.booths.emplace(segment.ac, segment);
    const auto active = warehouse::active_files(manifest, "stations", scope);
    data.booths_synthetic = std::ranges::any_of(active, [](const auto& file) { return file.run->synthetic; });
  }
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

std::string default_side(const Snapshot& snapshot, const ElectionResults& results) {
  std::map<std::string, std::pair<std::int64_t, Votes>> sides;  // seats, votes
  for (const Contest& contest : results.contests) {
    for (const CandidateVotes& row : contest.candidates) {
      if (row.is_nota()) continue;
      const Alliance* alliance = snapshot.alliances.of_party(results.election, row.party);
      auto& [seats, votes] = sides[alliance != nullptr ? alliance->id : row.party];
      seats += &row == contest.candidates.data() ? 1 : 0;
      votes += row.votes;
    }
  }
  const auto largest = std::ranges::max_element(sides, {}, [](const auto& side) { return side.second; });
  return largest == sides.end() ? std::string() : largest->first;
}

const SeatStanding* Classified::seat(std::int32_t number) const {
  const auto found = std::ranges::lower_bound(standings, number, {}, &SeatStanding::seat);
  return found != standings.end() && found->seat == number ? &*found : nullptr;
}

std::shared_ptr<const Classified> ClassShelf::find(const Asked& asked) const {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(asked);
  return found == kept_.end() ? nullptr : found->second;
}

void ClassShelf::keep(const Asked& asked, std::shared_ptr<const Classified> classified) {
  constexpr std::size_t kept_most = 64;  // some 50 kB each
  const std::scoped_lock lock(mutex_);
  if (kept_.size() >= kept_most) kept_.clear();
  kept_[asked] = std::move(classified);
}

Result<std::shared_ptr<const Classified>> classify(const Snapshot& snapshot, std::string_view election_text,
                                                   std::string_view side_text, const ClassThresholds& thresholds) {
  BOOTHWISE_CHECK(check_thresholds(thresholds));
  const ClassShelf::Asked asked(election_text, side_text, thresholds);
  if (auto kept = snapshot.classes->find(asked)) return kept;
  const auto latest = snapshot.latest();
  if (!latest) return no_results();
  const std::string wanted = election_text.empty() ? to_string(*latest) : std::string(election_text);
  BOOTHWISE_TRY(election, snapshot.election(wanted));
  const std::string side_wanted =
      side_text.empty() ? default_side(snapshot, election->results) : std::string(side_text);
  BOOTHWISE_TRY(side, resolve_side(side_wanted, election->results, snapshot.alliances, snapshot.parties));

  Classified classified;
  classified.election = election;
  classified.thresholds = thresholds;
  for (const ElectionData* earlier : snapshot.earlier(election->results.election)) {
    auto side_then = resolve_side(side_wanted, earlier->results, snapshot.alliances, snapshot.parties);
    // A side that did not exist then stood nowhere: an empty side says so.
    classified.earlier.push_back({&earlier->results, side_then ? std::move(side_then).value() : Side{}});
  }
  ClassContext context;
  context.segments = election->segments ? &*election->segments : nullptr;
  context.places = &snapshot.places;
  context.earlier = classified.earlier;
  context.alliances = &snapshot.alliances;
  classified.standings = classify_seats(election->results, side, context, thresholds);
  classified.side = std::move(side);
  auto kept = std::make_shared<const Classified>(std::move(classified));
  snapshot.classes->keep(asked, kept);
  return kept;
}

}  // namespace boothwise::services
