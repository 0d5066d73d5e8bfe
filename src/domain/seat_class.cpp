#include "domain/seat_class.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace boothwise {

std::string_view to_string(SeatClass seat_class) {
  constexpr std::array<std::string_view, 5> names = {"not_contested", "lost", "narrow", "weak", "strong"};
  return names.at(static_cast<std::size_t>(seat_class));
}

Bilingual seat_class_name(SeatClass seat_class) {
  switch (seat_class) {
    case SeatClass::not_contested:
      return {"not contested", "नहीं लड़ी"};
    case SeatClass::lost:
      return {"lost", "हारी हुई"};
    case SeatClass::narrow:
      return {"narrow", "कम अंतर वाली"};
    case SeatClass::weak:
      return {"weak", "कमज़ोर"};
    case SeatClass::strong:
      return {"strong", "मज़बूत"};
  }
  throw BrokenInvariant("seat class outside its range");
}

Status check_thresholds(const ClassThresholds& thresholds) {
  const bool in_range = thresholds.narrow_points > 0 && thresholds.narrow_points <= thresholds.weak_points &&
                        thresholds.weak_points <= 100 && thresholds.fell_points > 0 && thresholds.fell_points <= 200;
  if (in_range) return success();
  Error error{ErrorKind::bad_input,
              "threshold_out_of_range",
              {"expected 0 < narrow <= weak <= 100 and 0 < fell <= 200, in percentage points",
               "अपेक्षा: 0 < कम अंतर <= कमज़ोर <= 100 और 0 < गिरावट <= 200, प्रतिशत अंकों में"}};
  error.where.value = "narrow " + one_decimal(thresholds.narrow_points) + ", weak " +
                      one_decimal(thresholds.weak_points) + ", fell " + one_decimal(thresholds.fell_points);
  return error;
}

SeatClass class_of_lead(double lead_points, const ClassThresholds& thresholds) {
  if (lead_points < 0) return SeatClass::lost;
  if (lead_points < thresholds.narrow_points) return SeatClass::narrow;
  return lead_points < thresholds.weak_points ? SeatClass::weak : SeatClass::strong;
}

namespace {

Placed placed(const CandidateVotes& row, Votes valid, const ElectionId& election, const Alliances& alliances) {
  const Alliance* alliance = alliances.of_party(election, row.party);
  return {row.candidate, row.party, alliance == nullptr ? std::string() : alliance->id, row.votes,
          share_of(row.votes, valid)};
}

double points_of(Votes margin, Votes valid) { return share_of(margin, valid).value_or(0) * 100; }

}  // namespace

SideLead side_lead(const Contest& contest, const Side& side, const ElectionId& election, const Alliances& alliances) {
  SideLead lead;
  lead.valid_votes = contest.valid_votes();
  Votes side_votes = 0;
  std::optional<Votes> best_other;
  std::int32_t position = 0;
  for (const CandidateVotes& row : contest.candidates) {
    if (row.is_nota()) continue;
    ++position;
    if (position == 1) lead.winner = placed(row, lead.valid_votes, election, alliances);
    if (position == 2) lead.runner_up = placed(row, lead.valid_votes, election, alliances);
    if (!side.holds(row.party)) {
      if (!best_other) best_other = row.votes;
      continue;
    }
    side_votes += row.votes;
    if (!lead.best) {
      lead.best = placed(row, lead.valid_votes, election, alliances);
      lead.position = position;
    }
  }
  if (!lead.best) return lead;
  lead.share = share_of(side_votes, lead.valid_votes);
  lead.margin_votes = lead.best->votes - best_other.value_or(0);
  lead.margin_points = points_of(*lead.margin_votes, lead.valid_votes);
  return lead;
}

namespace {

/// A side that ties for first place did not win: the source lists the winner first.
bool won(const SideLead& lead) { return lead.position == 1; }

SeatClass class_by_margin(const SideLead& lead, const ClassThresholds& thresholds) {
  if (!lead.best) return SeatClass::not_contested;
  return won(lead) ? class_of_lead(*lead.margin_points, thresholds) : SeatClass::lost;
}

Bilingual place_name(std::int32_t position) {
  constexpr std::array<std::string_view, 4> en = {"", "first", "second", "third"};
  constexpr std::array<std::string_view, 4> hi = {"", "पहले", "दूसरे", "तीसरे"};
  if (position >= 1 && position <= 3) {
    const auto at = static_cast<std::size_t>(position);
    return {std::string(en.at(at)), std::string(hi.at(at)) + " स्थान पर"};
  }
  return {"in place " + std::to_string(position), std::to_string(position) + "वें स्थान पर"};
}

struct SegmentCount {
  std::int32_t led = 0;
  std::int32_t known = 0;
};

std::optional<SegmentCount> count_segments(std::int32_t pc_no, const Side& side, const ClassContext& context,
                                           const ElectionId& election) {
  if (context.segments == nullptr || context.places == nullptr) return std::nullopt;
  SegmentCount count;
  for (const AssemblyConstituency* ac : context.places->segments_of(PcNo(pc_no))) {
    const Contest* segment = context.segments->segment(ac->no);
    if (segment == nullptr) continue;
    ++count.known;
    if (won(side_lead(*segment, side, election, *context.alliances))) ++count.led;
  }
  return count.known == 0 ? std::nullopt : std::optional(count);
}

/// Collects the trend, and the changes since the newest earlier election in which the seat was contested.
void add_history(SeatStanding& standing, const ClassContext& context, const ClassThresholds& thresholds) {
  constexpr std::size_t elections_counted = 3;
  std::int32_t lost = standing.seat_class == SeatClass::lost ? 1 : 0;
  std::size_t counted = 1;
  for (const EarlierElection& earlier : context.earlier) {
    const Contest* contest = earlier.results->contest(standing.seat);
    if (contest == nullptr) continue;
    const SideLead lead = side_lead(*contest, earlier.side, earlier.results->election, *context.alliances);
    const SeatClass seat_class = class_by_margin(lead, thresholds);
    standing.trend.push_back({earlier.results->election, lead.margin_points, lead.share, seat_class});
    if (counted++ < elections_counted && seat_class == SeatClass::lost) ++lost;
    if (&earlier != &context.earlier.front()) continue;
    if (standing.lead.share && lead.share) {
      standing.share_change_points = (*standing.lead.share - *lead.share) * 100;
    }
    if (standing.lead.margin_points && lead.margin_points) {
      standing.swing_points = (*standing.lead.margin_points - *lead.margin_points) / 2;
    }
    if (const auto turnout = contest->turnout(); turnout && standing.turnout) {
      standing.turnout_change_points = (*standing.turnout - *turnout) * 100;
    }
  }
  std::ranges::reverse(standing.trend);
  if (standing.seat_class == SeatClass::lost) standing.lost_of_last_three = lost;
}

std::string count_of(std::int32_t part, std::int32_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

/// "by how much" in points, or in votes where points would read 0.0.
Bilingual gap_text(double points, Votes votes) {
  const std::string number = one_decimal(points);
  if (number == "0.0") return {grouped(votes) + " votes", grouped(votes) + " मतों"};
  return {number + " points", number + " अंक"};
}

void add_lost_reasons(SeatStanding& standing) {
  const double points = -*standing.lead.margin_points;
  const Bilingual place = place_name(standing.lead.position);
  const Bilingual gap = gap_text(points, -*standing.lead.margin_votes);
  standing.reasons.push_back(
      {"lost_by", -points, {"lost by " + gap.en + ", " + place.en, gap.hi + " से हारे, " + place.hi}});
  const auto elections = std::min<std::size_t>(standing.trend.size(), 3);
  if (standing.lost_of_last_three.value_or(0) >= 2) {
    const std::string lost = std::to_string(*standing.lost_of_last_three);
    const std::string of = std::to_string(elections);
    standing.reasons.push_back({"lost_of_last_three",
                                *standing.lost_of_last_three,
                                {"lost " + lost + " of the last " + of, "पिछले " + of + " में " + lost + " बार हारे"}});
  }
}

/// Reasons that make a won seat weak, whatever its margin. They are told for narrow seats too.
void add_weakness_reasons(SeatStanding& standing, const ClassThresholds& thresholds) {
  if (standing.segments && *standing.segments > 0) {
    const std::int32_t trailed = *standing.segments - *standing.segments_led;
    if (2 * trailed >= *standing.segments) {
      standing.reasons.push_back(
          {"trailed_in_segments",
           trailed,
           {"trailed in " + count_of(trailed, *standing.segments) + " segments",
            std::to_string(*standing.segments) + " में " + std::to_string(trailed) + " विधान सभा खंडों में पीछे"}});
    }
  }
  if (standing.swing_points && -2 * *standing.swing_points > thresholds.fell_points) {
    const double fell = -2 * *standing.swing_points;
    standing.reasons.push_back({"lead_fell",
                                fell,
                                {"lead fell by " + one_decimal(fell) + " points since the election before",
                                 "पिछले चुनाव से बढ़त " + one_decimal(fell) + " अंक घटी"}});
  }
}

void add_won_reasons(SeatStanding& standing, const ClassThresholds& thresholds) {
  const double points = *standing.lead.margin_points;
  const Bilingual gap = gap_text(points, *standing.lead.margin_votes);
  add_weakness_reasons(standing, thresholds);
  if (standing.seat_class == SeatClass::strong && !standing.reasons.empty()) standing.seat_class = SeatClass::weak;
  Reason margin{"won_by", points, {"won by " + gap.en, gap.hi + " से जीते"}};
  const bool margin_decides = points < thresholds.weak_points || standing.reasons.empty();
  standing.reasons.insert(margin_decides ? standing.reasons.begin() : standing.reasons.end(), std::move(margin));
}

SeatStanding classify(const Contest& contest, const ElectionResults& results, const Side& side,
                      const ClassContext& context, const ClassThresholds& thresholds) {
  SeatStanding standing;
  standing.seat = contest.number;
  standing.lead = side_lead(contest, side, results.election, *context.alliances);
  standing.nota = contest.nota();
  standing.electors = contest.electors;
  standing.turnout = contest.turnout();
  standing.seat_class = class_by_margin(standing.lead, thresholds);
  if (const auto segments = count_segments(contest.number, side, context, results.election)) {
    standing.segments_led = segments->led;
    standing.segments = segments->known;
  }
  standing.trend.push_back({results.election, standing.lead.margin_points, standing.lead.share, standing.seat_class});
  add_history(standing, context, thresholds);

  if (standing.seat_class == SeatClass::not_contested) {
    standing.reasons.push_back({"not_contested", std::nullopt, {"had no candidate", "उम्मीदवार नहीं था"}});
  } else if (standing.seat_class == SeatClass::lost) {
    standing.lost_close = -*standing.lead.margin_points < thresholds.narrow_points;
    add_lost_reasons(standing);
  } else {
    add_won_reasons(standing, thresholds);
  }
  return standing;
}

}  // namespace

std::vector<SeatStanding> classify_seats(const ElectionResults& results, const Side& side, const ClassContext& context,
                                         const ClassThresholds& thresholds) {
  std::vector<SeatStanding> standings;
  standings.reserve(results.contests.size());
  for (const Contest& contest : results.contests) {
    standings.push_back(classify(contest, results, side, context, thresholds));
  }
  return standings;
}

ClassCounts count_classes(const std::vector<SeatStanding>& standings) {
  ClassCounts counts;
  for (const SeatStanding& standing : standings) {
    ++counts.seats;
    counts.lost_close += standing.lost_close ? 1 : 0;
    switch (standing.seat_class) {
      case SeatClass::not_contested:
        ++counts.not_contested;
        break;
      case SeatClass::lost:
        ++counts.lost;
        break;
      case SeatClass::narrow:
        ++counts.narrow;
        break;
      case SeatClass::weak:
        ++counts.weak;
        break;
      case SeatClass::strong:
        ++counts.strong;
        break;
    }
  }
  counts.won = counts.narrow + counts.weak + counts.strong;
  return counts;
}

Bilingual summary_sentence(const ClassCounts& counts) {
  const std::string seats = std::to_string(counts.seats);
  const std::string won = std::to_string(counts.won);
  const std::string narrow = std::to_string(counts.narrow);
  const std::string lost = std::to_string(counts.lost);
  Bilingual sentence{"Of " + seats + " seats, " + won + " won (" + narrow + " of them narrowly), " + lost + " lost",
                     seats + " में " + won + " जीतीं (इनमें " + narrow + " कम अंतर से), " + lost + " हारीं"};
  if (counts.not_contested > 0) {
    const std::string absent = std::to_string(counts.not_contested);
    sentence.en += ", " + absent + " not contested";
    sentence.hi += ", " + absent + " नहीं लड़ीं";
  }
  return sentence;
}

}  // namespace boothwise
