#include "estimation/booth_leads.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boothwise::estimation {

namespace {

constexpr double z_80 = 1.2815515655446004;  // central 80 % of a normal

CountedLead observe(const BoothCount& booth) {
  const auto votes = static_cast<double>(booth.valid_votes);
  const double side = (static_cast<double>(booth.side_votes) + 0.5) / (votes + 1);
  const double opponent = (static_cast<double>(booth.opponent_votes) + 0.5) / (votes + 1);
  const double difference = side - opponent;
  return {static_cast<double>(booth.side_votes - booth.opponent_votes) / votes,
          (side + opponent - difference * difference) / (votes + 1), votes};
}

struct Segment {
  double mean = 0;
  double variance = 0;  // between stations
};

Segment estimate_segment(std::span<const CountedLead> observed) {
  double weight = 0;
  double weight_squared = 0;
  Segment segment;
  for (const CountedLead& booth : observed) {
    weight += booth.votes;
    weight_squared += booth.votes * booth.votes;
    segment.mean += booth.votes * booth.lead;
  }
  segment.mean /= weight;
  double spread = 0;
  double explained = 0;
  for (const CountedLead& booth : observed) {
    spread += booth.votes * (booth.lead - segment.mean) * (booth.lead - segment.mean);
    explained += booth.votes * booth.variance * (1 - booth.votes / weight);
  }
  segment.variance = std::max(0.0, (spread - explained) / (weight - weight_squared / weight));
  return segment;
}

BoothLead lead_of(double lead, double sd) {
  return {lead, sd, std::max(-1.0, lead - z_80 * sd), std::min(1.0, lead + z_80 * sd)};
}

BoothLead posterior(const CountedLead& booth, double mean, double variance) {
  if (variance <= 0) return lead_of(mean, 0);
  const double own = variance / (variance + booth.variance);
  return lead_of(mean + own * (booth.lead - mean), std::sqrt(own * booth.variance));
}

using Counted = std::vector<std::optional<CountedLead>>;

/// The segment's mean and spread over the stations that an election counted.
Segment segment_of(const Counted& stations) {
  std::vector<CountedLead> known;
  for (const std::optional<CountedLead>& station : stations) {
    if (station) known.push_back(*station);
  }
  return known.size() < 2 ? Segment{known.empty() ? 0 : known.front().lead, 0} : estimate_segment(known);
}

/// The mean product of deviations at two elections, over stations that both counted.
struct Products {
  double sum = 0;
  double weight = 0;
  void take(const Counted& one, const Counted& other) {
    Counted one_of_both;
    Counted other_of_both;
    for (std::size_t station = 0; station < one.size(); ++station) {
      if (!one[station] || !other[station]) continue;
      one_of_both.push_back(one[station]);
      other_of_both.push_back(other[station]);
    }
    if (one_of_both.size() < compared_least) return;
    const double one_mean = segment_of(one_of_both).mean;
    const double other_mean = segment_of(other_of_both).mean;
    for (std::size_t at = 0; at < one_of_both.size(); ++at) {
      const double votes = std::min(one_of_both[at]->votes, other_of_both[at]->votes);
      sum += votes * (one_of_both[at]->lead - one_mean) * (other_of_both[at]->lead - other_mean);
      weight += votes;
    }
  }
};

std::size_t count_compared(const std::vector<Counted>& elections) {
  std::size_t compared = 0;
  for (std::size_t station = 0; station < elections.front().size(); ++station) {
    std::size_t known = 0;
    for (const Counted& election : elections) known += election[station] ? 1 : 0;
    compared += elections.front()[station] && known > 1 ? 1 : 0;
  }
  return compared;
}

}  // namespace

std::vector<std::optional<BoothLead>> shrink_booth_leads(std::span<const BoothCount> booths) {
  std::vector<CountedLead> observed;
  for (const BoothCount& booth : booths) {
    if (booth.valid_votes > 0) observed.push_back(observe(booth));
  }
  std::vector<std::optional<BoothLead>> leads(booths.size());
  if (observed.empty()) return leads;
  const bool alone = observed.size() < 2;
  const Segment segment = alone ? Segment{} : estimate_segment(observed);
  std::size_t next = 0;
  for (std::size_t i = 0; i < booths.size(); ++i) {
    if (booths[i].valid_votes <= 0) continue;
    const CountedLead& booth = observed[next++];
    // A single station says nothing about a spread: its own count stands, with its counting error.
    leads[i] =
        alone ? lead_of(booth.lead, std::sqrt(booth.variance)) : posterior(booth, segment.mean, segment.variance);
  }
  return leads;
}

std::optional<CountedLead> counted_lead(const BoothCount& booth) {
  if (booth.valid_votes <= 0) return std::nullopt;
  return observe(booth);
}

LastingLeads lasting_booth_leads(const std::vector<Counted>& elections, std::optional<double> passing_variance) {
  LastingLeads lasting;
  std::vector<Segment> segments;
  Products products;
  for (std::size_t election = 0; election < elections.size(); ++election) {
    segments.push_back(segment_of(elections[election]));
    for (std::size_t before = 0; before < election; ++before) products.take(elections[before], elections[election]);
  }
  lasting.compared = count_compared(elections);
  if (products.weight > 0) {
    double spread = 0;
    for (const Segment& segment : segments) spread += segment.variance / static_cast<double>(segments.size());
    lasting.lasting_variance = std::clamp(products.sum / products.weight, 0.0, spread);
    lasting.passing_variance = spread - lasting.lasting_variance;
  } else {
    lasting.passing_variance = std::clamp(passing_variance.value_or(0), 0.0, segments.front().variance);
    lasting.lasting_variance = segments.front().variance - lasting.passing_variance;
  }
  const Counted& first = elections.front();
  // What could not be compared says nothing of what stays: then the first election stands alone.
  const std::size_t used = products.weight > 0 ? elections.size() : 1;
  if (products.weight <= 0) lasting.compared = 0;
  const bool alone = std::ranges::count_if(first, [](const auto& station) { return station.has_value(); }) < 2;
  for (std::size_t station = 0; station < first.size(); ++station) {
    lasting.leads.emplace_back();
    if (!first[station]) continue;
    if (alone) {
      lasting.leads.back() = lead_of(first[station]->lead, std::sqrt(first[station]->variance));
      continue;
    }
    if (lasting.lasting_variance <= 0) {
      lasting.leads.back() = lead_of(segments.front().mean, 0);
      continue;
    }
    double precision = 1 / lasting.lasting_variance;
    double pull = 0;
    for (std::size_t election = 0; election < used; ++election) {
      const std::optional<CountedLead>& counted = elections[election][station];
      if (!counted) continue;
      const double weight = 1 / (lasting.passing_variance + counted->variance);
      precision += weight;
      pull += weight * (counted->lead - segments[election].mean);
    }
    lasting.leads.back() = lead_of(segments.front().mean + pull / precision, std::sqrt(1 / precision));
  }
  return lasting;
}

double probability_below(const BoothLead& lead, double bound) {
  if (lead.sd <= 0) return lead.lead < bound ? 1.0 : 0.0;
  return 0.5 * std::erfc((lead.lead - bound) / (lead.sd * std::numbers::sqrt2));
}

}  // namespace boothwise::estimation
