#include "estimation/booth_leads.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boothwise::estimation {

namespace {

constexpr double z_80 = 1.2815515655446004;  // central 80 % of a normal

struct Observed {
  double lead = 0;
  double variance = 0;
  double weight = 0;
};

Observed observe(const BoothCount& booth) {
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

Segment estimate_segment(std::span<const Observed> observed) {
  double weight = 0;
  double weight_squared = 0;
  Segment segment;
  for (const Observed& booth : observed) {
    weight += booth.weight;
    weight_squared += booth.weight * booth.weight;
    segment.mean += booth.weight * booth.lead;
  }
  segment.mean /= weight;
  double spread = 0;
  double explained = 0;
  for (const Observed& booth : observed) {
    spread += booth.weight * (booth.lead - segment.mean) * (booth.lead - segment.mean);
    explained += booth.weight * booth.variance * (1 - booth.weight / weight);
  }
  segment.variance = std::max(0.0, (spread - explained) / (weight - weight_squared / weight));
  return segment;
}

BoothLead posterior(const Observed& booth, double mean, double variance) {
  BoothLead lead;
  if (variance <= 0) {
    lead.lead = mean;
    lead.sd = 0;
  } else {
    const double own = variance / (variance + booth.variance);
    lead.lead = mean + own * (booth.lead - mean);
    lead.sd = std::sqrt(own * booth.variance);
  }
  lead.interval_low = std::max(-1.0, lead.lead - z_80 * lead.sd);
  lead.interval_high = std::min(1.0, lead.lead + z_80 * lead.sd);
  return lead;
}

}  // namespace

std::vector<std::optional<BoothLead>> shrink_booth_leads(std::span<const BoothCount> booths) {
  std::vector<Observed> observed;
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
    const Observed& booth = observed[next++];
    // A single station says nothing about a spread: its own count stands, with its counting error.
    leads[i] = alone ? BoothLead{booth.lead, std::sqrt(booth.variance), booth.lead - z_80 * std::sqrt(booth.variance),
                                 booth.lead + z_80 * std::sqrt(booth.variance)}
                     : posterior(booth, segment.mean, segment.variance);
  }
  return leads;
}

double probability_below(const BoothLead& lead, double bound) {
  if (lead.sd <= 0) return lead.lead < bound ? 1.0 : 0.0;
  return 0.5 * std::erfc((lead.lead - bound) / (lead.sd * std::numbers::sqrt2));
}

}  // namespace boothwise::estimation
