#include "planning/allocation.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::planning {

namespace {

constexpr double seconds_most = 60;
constexpr double chance_least = 1e-300;
constexpr unsigned exchange_rounds_most = 50;

/// How many of the seats are won, given a draw: chances of 0, 1, ... of them (Poisson-binomial).
class Counts {
 public:
  explicit Counts(std::size_t seats) : seats_(seats), before_((seats + 1) * (seats + 1)), after_(before_.size()) {}

  /// `chance` by seat.
  void set(const std::vector<double>& chance) {
    fill(before_, chance, false);
    fill(after_, chance, true);
  }
  /// Of all seats.
  [[nodiscard]] double at_least(std::size_t count) const {
    double sum = 0;
    for (std::size_t won = count; won <= seats_; ++won) sum += row(before_, seats_)[won];
    return sum;
  }
  /// That exactly `count` of the seats but one are won.
  [[nodiscard]] double without(std::size_t seat, std::size_t count) const {
    const double* left = row(before_, seat);
    const double* right = row(after_, seats_ - seat - 1);
    double sum = 0;
    for (std::size_t won = 0; won <= std::min(count, seat); ++won) {
      if (count - won <= seats_ - seat - 1) sum += left[won] * right[count - won];
    }
    return sum;
  }

 private:
  [[nodiscard]] const double* row(const std::vector<double>& table, std::size_t of) const {
    return table.data() + of * (seats_ + 1);
  }
  void fill(std::vector<double>& table, const std::vector<double>& chance, bool from_end) const {
    std::ranges::fill(table, 0.0);
    table[0] = 1;
    for (std::size_t of = 1; of <= seats_; ++of) {
      const double win = chance[from_end ? seats_ - of : of - 1];
      const double* last = row(table, of - 1);
      double* now = table.data() + of * (seats_ + 1);
      for (std::size_t won = 0; won <= of; ++won)
        now[won] = last[won] * (1 - win) + (won > 0 ? last[won - 1] * win : 0);
    }
  }

  std::size_t seats_;
  std::vector<double> before_;  ///< of the first so many seats
  std::vector<double> after_;   ///< of the last so many
};

double logarithm(double chance) { return std::log(std::max(chance, chance_least)); }

double log_mean_exp(const std::vector<double>& logs) {
  const double largest = *std::ranges::max_element(logs);
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - largest);
  return largest + std::log(sum / static_cast<double>(logs.size()));
}

/// A plan in the making and what changing one seat's level is worth.
class Ledger {
 public:
  Ledger(const SeatChances& chances, const SeatAim& aim, Levels plan)
      : chances_(chances), aim_(aim), plan_(std::move(plan)) {
    renew();
  }

  [[nodiscard]] const Levels& plan() const { return plan_; }
  [[nodiscard]] double value() const { return value_; }

  /// Worth of the plan with one seat at another level, less what it is worth now.
  [[nodiscard]] double change(std::size_t seat, std::size_t level) const {
    const auto now = chances_.of(seat, plan_[seat]);
    const auto then = chances_.of(seat, level);
    if (aim_.aim == Aim::at_least) {
      double sum = 0;  // the chance is linear in each seat's own
      for (std::size_t draw = 0; draw < chances_.draws; ++draw)
        sum += (then[draw] - now[draw]) * decisive_[seat * chances_.draws + draw];
      return sum / static_cast<double>(chances_.draws);
    }
    std::vector<double> logs = logs_;
    for (std::size_t draw = 0; draw < chances_.draws; ++draw)
      logs[draw] += logarithm(then[draw]) - logarithm(now[draw]);
    return log_mean_exp(logs) - value_;
  }

  void set(std::size_t seat, std::size_t level) {
    plan_[seat] = level;
    renew();
  }
  void set(const Levels& plan) {
    plan_ = plan;
    renew();
  }

 private:
  void renew() {
    const std::size_t draws = chances_.draws;
    if (aim_.aim == Aim::all) {
      logs_.assign(draws, 0.0);
      for (std::size_t seat = 0; seat < chances_.seats; ++seat) {
        const auto of = chances_.of(seat, plan_[seat]);
        for (std::size_t draw = 0; draw < draws; ++draw) logs_[draw] += logarithm(of[draw]);
      }
      value_ = log_mean_exp(logs_);
      return;
    }
    value_ = 0;
    decisive_.resize(chances_.seats * draws);
    Counts counts(chances_.seats);
    std::vector<double> chance(chances_.seats);
    for (std::size_t draw = 0; draw < draws; ++draw) {
      for (std::size_t seat = 0; seat < chances_.seats; ++seat) chance[seat] = chances_.of(seat, plan_[seat])[draw];
      counts.set(chance);
      value_ += counts.at_least(aim_.seats) / static_cast<double>(draws);
      for (std::size_t seat = 0; seat < chances_.seats; ++seat)
        decisive_[seat * draws + draw] = counts.without(seat, aim_.seats - 1);
    }
  }

  const SeatChances& chances_;
  const SeatAim& aim_;
  Levels plan_;
  double value_ = 0;
  std::vector<double> logs_;      ///< all: by draw
  std::vector<double> decisive_;  ///< at_least: chance that the others win one too few, by seat and draw
};

/// The step that gains most per unit next, several levels at once where gains first rise.
void climb(Ledger& ledger, const SeatChances& chances, std::size_t units) {
  std::size_t left = units;
  while (left > 0) {
    double best = 0;
    std::size_t best_seat = 0;
    std::size_t best_level = 0;
    for (std::size_t seat = 0; seat < chances.seats; ++seat) {
      const std::size_t now = ledger.plan()[seat];
      for (std::size_t level = now + 1; level < chances.levels && level - now <= left; ++level) {
        const double rate = ledger.change(seat, level) / static_cast<double>(level - now);
        if (rate > best) {
          best = rate;
          best_seat = seat;
          best_level = level;
        }
      }
    }
    if (best <= 0) return;
    left -= best_level - ledger.plan()[best_seat];
    ledger.set(best_seat, best_level);
  }
}

/// Moves a unit from the seat that would miss it least to the one that gains most, while the whole gains.
void exchange(Ledger& ledger, const SeatChances& chances) {
  for (unsigned round = 0; round < exchange_rounds_most; ++round) {
    double least_loss = -1e300;
    double most_gain = -1e300;
    std::size_t giver = chances.seats;
    for (std::size_t seat = 0; seat < chances.seats; ++seat) {
      if (ledger.plan()[seat] == 0) continue;
      const double loss = ledger.change(seat, ledger.plan()[seat] - 1);
      if (loss > least_loss) {
        least_loss = loss;
        giver = seat;
      }
    }
    std::size_t taker = chances.seats;
    for (std::size_t seat = 0; seat < chances.seats; ++seat) {
      if (seat == giver || ledger.plan()[seat] + 1 >= chances.levels) continue;
      const double gain = ledger.change(seat, ledger.plan()[seat] + 1);
      if (gain > most_gain) {
        most_gain = gain;
        taker = seat;
      }
    }
    if (giver == chances.seats || taker == chances.seats || most_gain + least_loss <= 0) return;
    const Levels before = ledger.plan();
    const double value = ledger.value();
    Levels moved = before;
    --moved[giver];
    ++moved[taker];
    ledger.set(moved);
    if (ledger.value() > value) continue;
    ledger.set(before);
    return;
  }
}

Status check(const SeatChances& chances, const SeatAim& aim) {
  const bool sized = chances.draws > 0 && chances.seats > 0 && chances.levels > 0 &&
                     chances.probability.size() == chances.draws * chances.seats * chances.levels;
  const bool probable = std::ranges::all_of(chances.probability, [](double p) { return p >= 0 && p <= 1; });
  if (!sized || !probable) {
    return Error{ErrorKind::bad_input,
                 "chances_malformed",
                 {"expected a probability from 0 to 1 for each seat, level of effort and draw",
                  "हर सीट, प्रयास-स्तर और नमूने के लिए 0 से 1 तक की संभावना चाहिए"}};
  }
  if (aim.aim == Aim::at_least && (aim.seats < 1 || aim.seats > chances.seats)) {
    return Error{ErrorKind::bad_input,
                 "aim_malformed",
                 {"expected a number of seats from 1 to " + std::to_string(chances.seats),
                  "1 से " + std::to_string(chances.seats) + " तक सीटों की संख्या चाहिए"}};
  }
  return success();
}

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

double worth(const SeatChances& chances, const SeatAim& aim, const Levels& plan) {
  if (aim.aim != Aim::expected_seats) return Ledger(chances, aim, plan).value();
  double sum = 0;
  for (std::size_t seat = 0; seat < chances.seats; ++seat) sum += mean(chances.of(seat, plan[seat]));
  return sum;
}

Result<Levels> allocate_effort(const SeatChances& chances, const SeatAim& aim, std::size_t units) {
  BOOTHWISE_CHECK(check(chances, aim));
  if (aim.aim == Aim::expected_seats) {
    OptionProblem problem;
    problem.budget = {static_cast<double>(units)};
    for (std::size_t seat = 0; seat < chances.seats; ++seat) {
      std::vector<EffortOption>& options = problem.places.emplace_back();
      for (std::size_t level = 0; level < chances.levels; ++level)
        options.push_back({mean(chances.of(seat, level)), {static_cast<double>(level)}});
    }
    BOOTHWISE_TRY(plan, allocate_options(problem, seconds_most));
    return plan.option;
  }
  Ledger ledger(chances, aim, Levels(chances.seats, 0));
  climb(ledger, chances, units);
  exchange(ledger, chances);
  return ledger.plan();
}

Levels equal_effort(const SeatChances& chances, std::size_t units) {
  Levels plan(chances.seats);
  for (std::size_t seat = 0; seat < chances.seats; ++seat)
    plan[seat] = std::min(units / chances.seats + (seat < units % chances.seats ? 1 : 0), chances.levels - 1);
  return plan;
}

Levels in_order(const SeatChances& chances, std::span<const std::size_t> order, std::size_t units) {
  Levels plan(chances.seats, 0);
  for (const std::size_t seat : order) {
    plan[seat] = std::min(units, chances.levels - 1);
    units -= plan[seat];
  }
  return plan;
}

}  // namespace boothwise::planning
