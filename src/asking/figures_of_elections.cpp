#include "asking/figure_parts.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "services/view_parts.hpp"
#include "warehouse/booth_sheets.hpp"

/// Numbers of an election's results: the same standings and counts that the pages show.
namespace boothwise::asking {

using services::ElectionData;

namespace {

Votes votes_of(const Contest& contest, const Side& side) {
  Votes votes = 0;
  for (const CandidateVotes& row : contest.candidates) {
    if (!row.is_nota() && side.holds(row.party)) votes += row.votes;
  }
  return votes;
}

/// A booth's sheet as a contest, its candidates in order.
Contest contest_of(warehouse::Station&& station) {
  Contest contest{0, std::move(station.candidates), station.electors, station.stated_total};
  order_candidates(contest);
  return contest;
}

/// Sums over contests; nothing where one of them does not tell.
struct Sums {
  Votes side = 0;
  Votes valid = 0;
  Votes polled = 0;
  std::optional<Votes> nota = 0;
  std::optional<Votes> electors = 0;
};

Sums sums_of(const std::vector<Contest>& contests, const Side& side) {
  Sums sums;
  const auto add = [](std::optional<Votes>& sum, const std::optional<Votes>& more) {
    sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
  };
  for (const Contest& contest : contests) {
    sums.side += votes_of(contest, side);
    sums.valid += contest.valid_votes();
    sums.polled += contest.polled_votes();
    add(sums.nota, contest.nota());
    add(sums.electors, contest.electors);
  }
  return sums;
}

Bilingual of_side(const Bilingual& title, const Side& side) {
  return {title.en + " of " + side.name.en, side.name.hi + ": " + title.hi};
}

Error nothing_counted() { return no_figure({"no results of this place are here", "इस जगह के नतीजे यहाँ नहीं हैं"}); }

std::string with_query(std::string path, const Reference& reference) {
  path += "?election=" + reference.election;
  if (!reference.side.empty()) path += "&side=" + replaced(reference.side, "+", "%2B");
  return path;
}

std::string page_of(const Reference& reference) {
  switch (reference.area.level) {
    case AreaLevel::seat:
      return with_query("/seat/" + reference.area.id, reference);
    case AreaLevel::segment:
      return with_query("/segment/" + reference.area.id, reference);
    case AreaLevel::booth:
      return with_query("/booth/" + reference.area.id, reference);
    default:
      return with_query("/focus", reference);
  }
}

Bilingual method_of(Measure measure) {
  switch (measure) {
    case Measure::winner:
    case Measure::margin:
    case Measure::margin_share:
      return {"The side's best candidate minus the best of all others; shares of valid votes, NOTA left out.",
              "पक्ष का सबसे आगे रहा प्रत्याशी घटा बाक़ी सबमें सबसे आगे; हिस्सा वैध वोटों का, नोटा बिना।"};
    case Measure::seats:
      return {"Seats by class at 5 and 10 points of margin (docs/definitions.md, seat class).",
              "अंतर 5 और 10 अंक पर सीटों की श्रेणी (परिभाषाएँ: सीट की श्रेणी)।"};
    case Measure::turnout:
      return {"Votes polled, NOTA included, over electors.", "पड़े वोट (नोटा सहित) ÷ मतदाता।"};
    case Measure::swing:
      return {"Half the change of the lead since the election of the same house before (Butler).",
              "पिछले उसी सदन के चुनाव से बढ़त में बदलाव का आधा (बटलर)।"};
    case Measure::vote_share:
      return {"All candidates of the side together, of valid votes (NOTA left out).",
              "पक्ष के सभी प्रत्याशी मिलाकर, वैध वोटों में (नोटा बिना)।"};
    case Measure::booths:
    case Measure::booths_behind:
    case Measure::booths_ahead:
      return {"Stations with a counted Form 20 sheet; the side's best candidate against the best of all others.",
              "प्रपत्र 20 की गिनती वाले केंद्र; पक्ष का सबसे आगे रहा प्रत्याशी बाक़ी सबमें सबसे आगे के मुक़ाबले।"};
    default:
      return {"Added up from the published result.", "प्रकाशित नतीजे से जोड़ा गया।"};
  }
}

}  // namespace

bool is_in_group(const SeatStanding& standing, SeatGroup group) {
  switch (group) {
    case SeatGroup::won:
      return standing.lead.position == 1;
    case SeatGroup::lost:
      return standing.seat_class == SeatClass::lost;
    case SeatGroup::lost_close:
      return standing.seat_class == SeatClass::lost && standing.lost_close;
    case SeatGroup::narrow:
      return standing.seat_class == SeatClass::narrow;
    case SeatGroup::weak:
      return standing.seat_class == SeatClass::weak;
    case SeatGroup::strong:
      return standing.seat_class == SeatClass::strong;
    case SeatGroup::all:
      return true;
  }
  return false;
}

Result<std::vector<Contest>> Figures::contests(const Area& area, const ElectionData& data) {
  const ElectionId& election = data.results.election;
  const bool of_ls = election.house == House::lok_sabha;
  std::vector<Contest> list;
  if (area.level == AreaLevel::state) {
    list = data.results.contests;
    return list;
  }
  if (delimitation_of(election) != Delimitation::order_2008) {
    return Error{ErrorKind::conflict,
                 "boundaries_differ",
                 {"seats had other boundaries then: only the state can be told",
                  "तब सीटों की सीमाएँ अलग थीं: केवल पूरे प्रदेश का बताया जा सकता है"}};
  }
  if (area.level == AreaLevel::booth) {
    BOOTHWISE_TRY(booth, booth_of(area));
    warehouse::Reader reader(*desk_.workspace.warehouse, *desk_.snapshot.manifest);
    BOOTHWISE_TRY(stations, desk_.snapshot.shelf->segment(reader, election, booth.first));
    const auto found = std::ranges::find(stations, booth.second, &warehouse::Station::part);
    if (found != stations.end() && !found->candidates.empty()) list.push_back(contest_of(std::move(*found)));
    return list;
  }
  if (area.level == AreaLevel::seat && of_ls) {
    if (const Contest* contest = data.results.contest(number_of(area))) list.push_back(*contest);
    return list;
  }
  BOOTHWISE_TRY(acs, segments(area));
  for (const AcNo ac : acs) {
    const Contest* contest =
        of_ls ? (data.segments ? data.segments->segment(ac) : nullptr) : data.results.contest(ac.value);
    if (contest != nullptr) list.push_back(*contest);
  }
  // A part of a place is not the place.
  if (!election.by_election && list.size() < acs.size()) list.clear();
  return list;
}

Result<Figure> Figures::of_election(Figure figure) {
  Reference& reference = figure.reference;
  const Measure measure = reference.measure;
  std::string wanted = reference.election;
  if (wanted.empty()) {
    const auto latest = desk_.snapshot.latest();
    if (!latest) return no_figure({"no results are here yet", "अभी कोई नतीजे नहीं हैं"});
    wanted = to_string(*latest);
  }
  BOOTHWISE_TRY(data, desk_.snapshot.election(wanted));
  reference.election = to_string(data->results.election);
  if (needs_side(measure)) {
    if (reference.side.empty()) reference.side = services::default_side(desk_.snapshot, data->results);
    BOOTHWISE_TRY(found, side(reference.side, *data));
    reference.side = found.id;
    if (measure != Measure::seats) figure.title = of_side(figure.title, found);
  }
  figure.date = election_name(data->results.election);
  figure.method = method_of(measure);
  figure.page = page_of(reference);
  if (!reference.since.empty()) {
    if (!can_change(measure)) return no_figure({"a change of this is not kept", "इसका बदलाव नहीं रखा जाता"});
    Reference now = reference;
    now.since.clear();
    Reference then = now;
    then.election = reference.since;
    BOOTHWISE_TRY(later, of(now));
    BOOTHWISE_TRY(earlier, of(then));
    const Reference asked = reference;
    const Bilingual before = earlier.date;
    later.reference = asked;
    later.reference.since = earlier.reference.election;
    later.value -= earlier.value;
    later.date = {before.en + " to " + later.date.en, before.hi + " से " + later.date.hi};
    later.title = {"change of " + later.title.en, later.title.hi + " में बदलाव"};
    later.synthetic |= earlier.synthetic;
    if (later.source.en != earlier.source.en) {
      later.source.en += "; " + earlier.source.en;
      later.source.hi += "; " + earlier.source.hi;
    }
    later.text = value_text(later);
    return later;
  }
  const auto drawn = reference.area.level == AreaLevel::booth
                         ? std::vector<std::pair<std::string_view, std::string>>{{"booth_votes", reference.election},
                                                                                 {"alliances", reference.election}}
                         : services::drawn_results(data->results.election);
  cite(figure, drawn);
  switch (measure) {
    case Measure::seats:
      return of_seats(std::move(figure));
    case Measure::winner:
    case Measure::margin:
    case Measure::margin_share:
    case Measure::swing:
    case Measure::segments_led:
      return of_lead(std::move(figure), *data);
    case Measure::booths:
    case Measure::booths_behind:
    case Measure::booths_ahead:
      return of_booths(std::move(figure), *data);
    default:
      return of_place(std::move(figure), *data);
  }
}

Result<Figure> Figures::of_seats(Figure figure) {
  const Reference& reference = figure.reference;
  BOOTHWISE_TRY(classified, services::classify(desk_.snapshot, reference.election, reference.side, {}));
  const bool of_ls = classified->election->results.election.house == House::lok_sabha;
  BOOTHWISE_TRY(places, inside(reference.area, of_ls ? AreaLevel::seat : AreaLevel::segment, reference.election));
  std::int64_t seats = 0;
  for (const Area& place : places) {
    const SeatStanding* standing = classified->seat(number_of(place));
    if (standing != nullptr && is_in_group(*standing, reference.group)) ++seats;
  }
  const Bilingual group = title_of(reference.group);
  figure.title = {group.en + " of " + classified->side.name.en, classified->side.name.hi + ": " + group.hi};
  figure.value = static_cast<double>(seats);
  figure.unit = Unit::seats;
  return figure;
}

Result<Figure> Figures::of_lead(Figure figure, const ElectionData& data) {
  const Reference& reference = figure.reference;
  const Measure measure = reference.measure;
  const ElectionId& election = data.results.election;
  const bool of_seat = (election.house == House::lok_sabha && reference.area.level == AreaLevel::seat) ||
                       (election.house == House::vidhan_sabha && reference.area.level == AreaLevel::segment);
  if (measure == Measure::swing || measure == Measure::segments_led) {
    if (!of_seat) return area_unfit(reference.area);
    BOOTHWISE_TRY(classified, services::classify(desk_.snapshot, reference.election, reference.side, {}));
    const SeatStanding* standing = classified->seat(number_of(reference.area));
    if (standing == nullptr) return nothing_counted();
    if (measure == Measure::swing) {
      if (!standing->swing_points)
        return no_figure({"there is no earlier election to compare with", "तुलना के लिए पिछला चुनाव नहीं है"});
      figure.value = *standing->swing_points;
      figure.unit = Unit::points;
      return figure;
    }
    if (!standing->segments_led) return no_figure({"results by segment are not here", "विधानसभावार नतीजे यहाँ नहीं हैं"});
    figure.value = *standing->segments_led;
    figure.unit = Unit::segments;
    return figure;
  }
  const AreaLevel level = reference.area.level;
  if (level != AreaLevel::seat && level != AreaLevel::segment && level != AreaLevel::booth)
    return area_unfit(reference.area);
  if (level == AreaLevel::seat && !of_seat) return area_unfit(reference.area);
  BOOTHWISE_TRY(list, contests(reference.area, data));
  if (list.empty() || list.front().empty()) return nothing_counted();
  Side side;
  if (measure == Measure::winner) {
    side = Side{list.front().candidates.front().party, {}, {list.front().candidates.front().party}};
  } else {
    BOOTHWISE_TRY(asked, Figures::side(reference.side, data));
    side = std::move(asked);
  }
  const SideLead lead = side_lead(list.front(), side, election, desk_.snapshot.alliances);
  if (measure == Measure::winner) {
    if (!lead.winner) return nothing_counted();
    const Votes margin = lead.runner_up ? lead.winner->votes - lead.runner_up->votes : lead.winner->votes;
    figure.value = static_cast<double>(margin);
    figure.unit = Unit::votes;
    figure.party = lead.winner->party;
    const std::string by = grouped(margin);
    figure.text = {lead.winner->candidate + " (" + lead.winner->party + "), by " + by + " votes",
                   lead.winner->candidate + " (" + lead.winner->party + "), " + by + " वोट से"};
    return figure;
  }
  if (!lead.margin_votes || !lead.margin_points)
    return no_figure({"the side had no candidate here", "यहाँ इस पक्ष का प्रत्याशी नहीं था"});
  figure.value = measure == Measure::margin ? static_cast<double>(*lead.margin_votes) : *lead.margin_points;
  figure.unit = measure == Measure::margin ? Unit::votes : Unit::points;
  return figure;
}

Result<Side> Figures::side(const std::string& text, const ElectionData& data) const {
  return resolve_side(text, data.results, desk_.snapshot.alliances, desk_.snapshot.parties);
}

Result<Figures::BoothLeads> Figures::booth_leads(const Area& area, const ElectionData& data, const Side& side) {
  BoothLeads leads;
  BOOTHWISE_TRY(acs, segments(area));
  leads.segments = acs.size();
  warehouse::Reader reader(*desk_.workspace.warehouse, *desk_.snapshot.manifest);
  for (const AcNo ac : acs) {
    if (!data.booths.contains(ac)) continue;
    ++leads.with_sheets;
    BOOTHWISE_TRY(stations, desk_.snapshot.shelf->segment(reader, data.results.election, ac));
    for (warehouse::Station& station : stations) {
      if (station.candidates.empty()) continue;
      const Part part = station.part;
      std::string name = std::move(station.name);
      const Contest contest = contest_of(std::move(station));
      const SideLead lead = side_lead(contest, side, data.results.election, desk_.snapshot.alliances);
      if (!lead.margin_votes) continue;
      leads.booths.push_back({{AreaLevel::booth, std::to_string(ac.value) + "/" + to_string(part)},
                              std::move(name),
                              *lead.margin_votes,
                              lead.margin_points.value_or(0)});
    }
  }
  return leads;
}

Result<Figure> Figures::of_booths(Figure figure, const ElectionData& data) {
  const Reference& reference = figure.reference;
  std::int64_t booths = 0;
  std::size_t all = 0;
  std::size_t with_sheets = 0;
  if (needs_side(reference.measure)) {
    BOOTHWISE_TRY(asked, side(reference.side, data));
    BOOTHWISE_TRY(leads, booth_leads(reference.area, data, asked));
    all = leads.segments;
    with_sheets = leads.with_sheets;
    const bool behind = reference.measure == Measure::booths_behind;
    booths = std::ranges::count_if(leads.booths, [&](const BoothLead& one) {
      const Votes distance = behind ? -one.votes : one.votes;
      return distance > 0 && (!reference.most || distance <= *reference.most);
    });
  } else {
    BOOTHWISE_TRY(acs, segments(reference.area));
    all = acs.size();
    for (const AcNo ac : acs) {
      const auto found = data.booths.find(ac);
      if (found == data.booths.end()) continue;
      ++with_sheets;
      booths += found->second.stations;
    }
  }
  if (with_sheets == 0) {
    return no_figure({"no booth sheets of this place and election are here", "इस जगह और चुनाव के बूथवार नतीजे यहाँ नहीं हैं"});
  }
  if (with_sheets < all) {
    const std::string with = std::to_string(with_sheets);
    const std::string of = std::to_string(all);
    figure.method.en += " Only " + with + " of " + of + " assembly segments have sheets here.";
    figure.method.hi += " " + of + " में केवल " + with + " विधानसभा क्षेत्रों की गिनती यहाँ है।";
  }
  if (reference.most) {
    const std::string most = grouped(*reference.most);
    figure.title.en += " by at most " + most + " votes";
    figure.title.hi += " (अधिकतम " + most + " वोट से)";
  }
  figure.synthetic |= data.booths_synthetic;
  cite(figure, {{"booth_votes", reference.election}});
  figure.value = static_cast<double>(booths);
  figure.unit = Unit::booths;
  return figure;
}

Result<Figure> Figures::of_place(Figure figure, const ElectionData& data) {
  const Reference& reference = figure.reference;
  BOOTHWISE_TRY(list, contests(reference.area, data));
  if (list.empty()) return nothing_counted();
  Side side;
  if (needs_side(reference.measure)) {
    BOOTHWISE_TRY(asked, Figures::side(reference.side, data));
    side = std::move(asked);
  }
  const Sums sums = sums_of(list, side);
  const auto share = [&](Votes part, Votes whole) -> Result<Figure> {
    const auto found = share_of(part, whole);
    if (!found) return nothing_counted();
    figure.value = *found * hundred;
    figure.unit = Unit::percent;
    return std::move(figure);
  };
  const auto count = [&](std::optional<Votes> votes, Unit unit) -> Result<Figure> {
    if (!votes) return no_figure({"the published result does not tell it", "प्रकाशित नतीजा यह नहीं बताता"});
    figure.value = static_cast<double>(*votes);
    figure.unit = unit;
    return std::move(figure);
  };
  const bool by_segment = data.results.election.house == House::lok_sabha && reference.area.level != AreaLevel::state &&
                          reference.area.level != AreaLevel::seat && reference.area.level != AreaLevel::booth;
  if (by_segment) {
    figure.method.en += " Votes counted by segment, without postal ballots.";
    figure.method.hi += " विधानसभावार गिने वोट, डाक मतपत्र बिना।";
  }
  switch (reference.measure) {
    case Measure::votes:
      return count(sums.side, Unit::votes);
    case Measure::vote_share:
      return share(sums.side, sums.valid);
    case Measure::votes_polled:
      return count(sums.polled, Unit::votes);
    case Measure::nota:
      return count(sums.nota, Unit::votes);
    case Measure::electors:
      return count(sums.electors, Unit::electors);
    default:
      if (!sums.electors) return count(std::nullopt, Unit::percent);
      return share(sums.polled, *sums.electors);
  }
}

}  // namespace boothwise::asking
