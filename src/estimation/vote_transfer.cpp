#include "estimation/vote_transfer.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "estimation/internal/least_deviations.hpp"

namespace boothwise::estimation {

namespace {

constexpr unsigned rounds = 8;  // from New Zealand's and Scotland's known tables: flat between 7 and 10
constexpr double half = 0.5;    // of the way to the places' table in each round
constexpr double hardly_a_vote = 1e-9;
constexpr std::size_t places_a_part = 256;

/// Tables of one place, with room that is used again.
class PlaceTable {
 public:
  PlaceTable(std::size_t from_options, std::size_t to_options)
      : rows_(from_options),
        columns_(to_options),
        table_(from_options * to_options),
        moved_(table_.size()),
        removed_(from_options),
        excess_(to_options),
        deficit_(to_options),
        expected_(table_.size()) {}

  /// The table nearest to `shares` of `from` with the sums of the place: what columns have too much is taken from rows
  /// in proportion to what they have there, and given to columns that lack.
  void fit(const double* from, const double* to, const std::vector<double>& shares) {
    double lacking = 0;
    double taken = 0;
    for (std::size_t j = 0; j < rows_; ++j) {
      for (std::size_t k = 0; k < columns_; ++k)
        expected_[j * columns_ + k] = from[j] * shares[j * columns_ + k] + hardly_a_vote;
    }
    std::ranges::fill(removed_, 0.0);
    for (std::size_t k = 0; k < columns_; ++k) {
      double sum = 0;
      for (std::size_t j = 0; j < rows_; ++j) sum += expected_[j * columns_ + k];
      excess_[k] = std::max(sum - to[k], 0.0) / sum;
      deficit_[k] = std::max(to[k] - sum, 0.0);
      lacking += deficit_[k];
    }
    for (std::size_t j = 0; j < rows_; ++j) {
      for (std::size_t k = 0; k < columns_; ++k) {
        const double away = expected_[j * columns_ + k] * excess_[k];
        removed_[j] += away;
        table_[j * columns_ + k] = expected_[j * columns_ + k] - away;
        moved_[j * columns_ + k] = deficit_[k] > 0 ? expected_[j * columns_ + k] + hardly_a_vote : 0;
      }
      taken += removed_[j];
    }
    if (lacking > 0) {
      for (double& deficit : deficit_) deficit *= taken / lacking;
      rake(moved_, removed_.data(), deficit_.data(), 15);
      for (std::size_t cell = 0; cell < table_.size(); ++cell) table_[cell] += moved_[cell];
    }
    for (double& votes : table_) votes = std::max(votes, hardly_a_vote);
    rake(table_, from, to, 10);
  }

  [[nodiscard]] const std::vector<double>& votes() const { return table_; }
  /// Votes that had to move.
  [[nodiscard]] double moved() const {
    double sum = 0;
    for (std::size_t cell = 0; cell < table_.size(); ++cell) sum += std::abs(table_[cell] - expected_[cell]);
    return sum / 2;
  }

 private:
  /// Iterative proportional fitting (Deming & Stephan 1940), rows last.
  void rake(std::vector<double>& table, const double* row_sums, const double* column_sums, unsigned times) const {
    for (unsigned time = 0; time < times; ++time) {
      for (std::size_t k = 0; k < columns_; ++k) {
        double sum = 0;
        for (std::size_t j = 0; j < rows_; ++j) sum += table[j * columns_ + k];
        const double factor = sum > 0 ? column_sums[k] / sum : 1;
        for (std::size_t j = 0; j < rows_; ++j) table[j * columns_ + k] *= factor;
      }
      for (std::size_t j = 0; j < rows_; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < columns_; ++k) sum += table[j * columns_ + k];
        const double factor = sum > 0 ? row_sums[j] / sum : 1;
        for (std::size_t k = 0; k < columns_; ++k) table[j * columns_ + k] *= factor;
      }
    }
  }

  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> table_;
  std::vector<double> moved_;
  std::vector<double> removed_;
  std::vector<double> excess_;
  std::vector<double> deficit_;
  std::vector<double> expected_;
};

struct Round {
  std::vector<double> votes;
  double moved = 0;
};

/// Tables of all places with one common matrix, summed in the places' order.
Round sum_of_places(const BallotPairs& ballots, const std::vector<double>& shares, unsigned threads) {
  const std::size_t places = ballots.places();
  const std::size_t parts = (places + places_a_part - 1) / places_a_part;
  std::vector<Round> by_part(parts);
  parallel_for(threads, parts, [&](std::size_t part, unsigned) {
    PlaceTable table(ballots.from_options, ballots.to_options);
    Round& sum = by_part[part];
    sum.votes.assign(shares.size(), 0.0);
    const std::size_t end = std::min(places, (part + 1) * places_a_part);
    for (std::size_t place = part * places_a_part; place < end; ++place) {
      table.fit(ballots.from.data() + place * ballots.from_options, ballots.to.data() + place * ballots.to_options,
                shares);
      for (std::size_t cell = 0; cell < shares.size(); ++cell) sum.votes[cell] += table.votes()[cell];
      sum.moved += table.moved();
    }
  });
  Round all;
  all.votes.assign(shares.size(), 0.0);
  for (const Round& part : by_part) {
    for (std::size_t cell = 0; cell < shares.size(); ++cell) all.votes[cell] += part.votes[cell];
    all.moved += part.moved;
  }
  return all;
}

std::vector<double> shares_of(const std::vector<double>& votes, std::size_t columns) {
  std::vector<double> shares(votes.size());
  for (std::size_t begin = 0; begin < votes.size(); begin += columns) {
    double sum = 0;
    for (std::size_t k = 0; k < columns; ++k) sum += votes[begin + k];
    for (std::size_t k = 0; k < columns; ++k) shares[begin + k] = sum > 0 ? votes[begin + k] / sum : 0;
  }
  return shares;
}

Round one_way(const BallotPairs& ballots, unsigned threads) {
  std::vector<double> shares = least_deviation_shares(ballots);
  Round last;
  for (unsigned round = 0; round < rounds; ++round) {
    last = sum_of_places(ballots, shares, threads);
    const std::vector<double> found = shares_of(last.votes, ballots.to_options);
    for (std::size_t cell = 0; cell < shares.size(); ++cell) shares[cell] += half * (found[cell] - shares[cell]);
  }
  return last;
}

Error malformed() {
  return {ErrorKind::bad_input,
          "ballots_malformed",
          {"expected two options at least at either ballot, the same places in both, votes of at least 0, and a place "
           "with votes at both",
           "दोनों मतदानों में कम-से-कम दो विकल्प, वही जगहें, 0 या अधिक मत, और कम-से-कम एक जगह जहाँ दोनों बार मत पड़े हों, चाहिए"}};
}

bool are_counts(const std::vector<double>& votes) {
  return std::ranges::all_of(votes, [](double count) { return std::isfinite(count) && count >= 0; });
}

/// Places with votes at both ballots, the second scaled to the first.
BallotPairs matched(const BallotPairs& ballots) {
  BallotPairs used{ballots.from_options, ballots.to_options, {}, {}};
  for (std::size_t place = 0; place < ballots.places(); ++place) {
    const double* from = ballots.from.data() + place * ballots.from_options;
    const double* to = ballots.to.data() + place * ballots.to_options;
    double from_sum = 0;
    double to_sum = 0;
    for (std::size_t j = 0; j < ballots.from_options; ++j) from_sum += from[j];
    for (std::size_t k = 0; k < ballots.to_options; ++k) to_sum += to[k];
    if (from_sum <= 0 || to_sum <= 0) continue;
    used.from.insert(used.from.end(), from, from + ballots.from_options);
    for (std::size_t k = 0; k < ballots.to_options; ++k) used.to.push_back(to[k] * from_sum / to_sum);
  }
  return used;
}

void add_bounds(const BallotPairs& ballots, VoteTransfer& transfer) {
  transfer.votes_least.assign(transfer.votes.size(), 0.0);
  transfer.votes_most.assign(transfer.votes.size(), 0.0);
  for (std::size_t place = 0; place < ballots.places(); ++place) {
    const double* from = ballots.from.data() + place * ballots.from_options;
    const double* to = ballots.to.data() + place * ballots.to_options;
    double sum = 0;
    for (std::size_t j = 0; j < ballots.from_options; ++j) sum += from[j];
    for (std::size_t j = 0; j < ballots.from_options; ++j) {
      for (std::size_t k = 0; k < ballots.to_options; ++k) {
        transfer.votes_least[j * ballots.to_options + k] += std::max(0.0, from[j] + to[k] - sum);
        transfer.votes_most[j * ballots.to_options + k] += std::min(from[j], to[k]);
      }
    }
  }
}

}  // namespace

Result<VoteTransfer> estimate_transfer(const BallotPairs& ballots, unsigned threads) {
  if (ballots.from_options < 2 || ballots.to_options < 2) return malformed();
  const bool same_places =
      ballots.from.size() % ballots.from_options == 0 && ballots.to.size() == ballots.places() * ballots.to_options;
  if (!same_places || !are_counts(ballots.from) || !are_counts(ballots.to)) return malformed();
  const BallotPairs used = matched(ballots);
  if (used.places() == 0) return malformed();
  const BallotPairs turned{used.to_options, used.from_options, used.to, used.from};
  const Round forth = one_way(used, threads);
  const Round back = one_way(turned, threads);
  // The direction whose places are more alike is believed more.
  const double forth_weight = forth.moved + back.moved > 0 ? back.moved / (forth.moved + back.moved) : half;
  VoteTransfer transfer;
  transfer.places_used = used.places();
  transfer.votes.resize(forth.votes.size());
  double votes = 0;
  for (std::size_t j = 0; j < used.from_options; ++j) {
    for (std::size_t k = 0; k < used.to_options; ++k) {
      const std::size_t cell = j * used.to_options + k;
      transfer.votes[cell] =
          forth_weight * forth.votes[cell] + (1 - forth_weight) * back.votes[k * used.from_options + j];
      votes += transfer.votes[cell];
    }
  }
  transfer.share = shares_of(transfer.votes, used.to_options);
  transfer.unlike = (forth_weight * forth.moved + (1 - forth_weight) * back.moved) / votes;
  add_bounds(used, transfer);
  return transfer;
}

}  // namespace boothwise::estimation
