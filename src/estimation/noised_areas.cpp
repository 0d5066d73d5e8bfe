#include "estimation/noised_areas.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "estimation/internal/normal_draws.hpp"

namespace boothwise::estimation {

namespace {

constexpr std::size_t observed_least = 3;
constexpr double rest_base_least = 30;  // of what is left of an area beside its shown parts
constexpr std::size_t ranks_most = 6;
constexpr std::uint32_t no_piece = 0xFFFFFFFFU;

/// Counts that stand for one area, or for what of it is not shown by parts.
struct Piece {
  std::uint32_t area = 0;
  double count = 0;
  double base = 0;
  double count_variance = 0;
  double base_variance = 0;
  bool rest = false;
};

Error areas_malformed() {
  return {ErrorKind::bad_input,
          "areas_malformed",
          {"expected parents before their parts, at most six ranks, finite counts with a noise variance above 0",
           "ऊपर के क्षेत्र पहले, अधिकतम छह स्तर, और 0 से बड़े शोर-विचरण वाली सीमित गिनतियाँ चाहिए"}};
}

class Areas {
 public:
  explicit Areas(const NoisedAreas& input) : input_(input), rank_(input.areas.size(), 0), root_(input.areas.size()) {}

  Status check() {
    if (input_.covariate.size() != input_.areas.size() * input_.covariates) return areas_malformed();
    for (const double value : input_.covariate) {
      if (!std::isfinite(value)) return areas_malformed();
    }
    for (std::uint32_t at = 0; at < input_.areas.size(); ++at) {
      const NoisedArea& area = input_.areas[at];
      root_[at] = at;
      if (area.parent) {
        if (*area.parent >= at) return areas_malformed();
        rank_[at] = rank_[*area.parent] + 1;
        root_[at] = root_[*area.parent];
      }
      ranks_ = std::max(ranks_, rank_[at] + 1);
      if (!shown(area)) continue;
      const bool fits = std::isfinite(*area.count) && std::isfinite(*area.base) && area.count_variance > 0 &&
                        std::isfinite(area.count_variance) && area.base_variance >= area.count_variance &&
                        std::isfinite(area.base_variance);
      if (!fits) return areas_malformed();
    }
    return ranks_ <= ranks_most ? success() : areas_malformed();
  }

  /// Each shown area less its shown parts, where enough is left.
  void find_pieces() {
    struct Sums {
      double count = 0;
      double base = 0;
      double count_variance = 0;
      double base_variance = 0;
      bool any = false;
    };
    std::vector<Sums> parts(input_.areas.size());
    for (std::size_t back = input_.areas.size(); back > 0; --back) {
      const auto at = static_cast<std::uint32_t>(back - 1);
      const NoisedArea& area = input_.areas[at];
      Sums own = parts[at];
      if (shown(area)) {
        const Piece piece{at,
                          *area.count - own.count,
                          *area.base - own.base,
                          area.count_variance + own.count_variance,
                          area.base_variance + own.base_variance,
                          own.any};
        if (piece.base >= (own.any ? rest_base_least : 1)) pieces_.push_back(piece);
        own = {*area.count, *area.base, area.count_variance, area.base_variance, true};
      }
      if (!area.parent || !own.any) continue;
      Sums& above = parts[*area.parent];
      above.count += own.count;
      above.base += own.base;
      above.count_variance += own.count_variance;
      above.base_variance += own.base_variance;
      above.any = true;
    }
    std::ranges::reverse(pieces_);
    rest_of_.assign(input_.areas.size(), no_piece);
    for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
      if (pieces_[piece].rest) rest_of_[pieces_[piece].area] = piece;
    }
  }

  Result<std::vector<AreaEstimate>> estimate(const PosteriorSettings& settings) {
    if (pieces_.size() < observed_least) {
      return Error{ErrorKind::not_found,
                   "too_little_known",
                   {"fewer than three areas show this answer: there is nothing to estimate from",
                    "यह उत्तर तीन से कम क्षेत्रों में दिखता है: अनुमान के लिए आधार नहीं है"}};
    }
    number_levels();
    set_rows();
    BOOTHWISE_TRY(posterior, draw_posterior(data_, settings));
    return estimates(posterior, settings.seed);
  }

 private:
  static bool shown(const NoisedArea& area) { return area.count && area.base; }

  /// Ranks with one area tell nothing apart: they have no grouping.
  void number_levels() {
    std::vector<std::uint32_t> of_rank(ranks_, 0);
    level_.resize(input_.areas.size());
    for (std::size_t at = 0; at < input_.areas.size(); ++at) level_[at] = of_rank[rank_[at]]++;
    grouping_of_rank_.assign(ranks_, ranks_most);
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
      if (of_rank[rank] < 2) continue;
      grouping_of_rank_[rank] = data_.groupings.size();
      data_.groupings.push_back({"rank " + std::to_string(rank), {}, of_rank[rank]});
    }
  }

  /// Area of a rank that a piece lies in; nothing below the piece's own.
  [[nodiscard]] std::optional<std::uint32_t> at_rank(std::uint32_t area, std::size_t rank) const {
    if (rank_[area] < rank) return std::nullopt;
    while (rank_[area] > rank) area = *input_.areas[area].parent;
    return area;
  }

  void set_rows() {
    data_.family = Family::noised_count;
    data_.columns = 1 + input_.covariates;
    double count = 0;
    double base = 0;
    for (const Piece& piece : pieces_) {
      count += piece.count;
      base += piece.base;
    }
    const double common = std::clamp(count / base, 0.01, 0.99);
    for (const Piece& piece : pieces_) {
      // The piece's own share, drawn to the common one so that a wild count does not choose its own variance.
      constexpr double pull = 50;
      const double share = std::clamp((piece.count + pull * common) / (piece.base + pull), 0.01, 0.99);
      const double others = std::max(piece.base_variance - piece.count_variance, 0.0);
      data_.response.push_back(piece.count);
      data_.size.push_back(piece.base);
      data_.variance.push_back(piece.base * share * (1 - share) + (1 - share) * (1 - share) * piece.count_variance +
                               share * share * others);
      data_.fixed.push_back(1);
      const auto first = input_.covariate.begin() + static_cast<std::ptrdiff_t>(piece.area * input_.covariates);
      data_.fixed.insert(data_.fixed.end(), first, first + static_cast<std::ptrdiff_t>(input_.covariates));
      information_.push_back(piece.base * piece.base * share * share * (1 - share) * (1 - share) /
                             data_.variance.back());
      for (std::size_t rank = 0; rank < ranks_; ++rank) {
        if (grouping_of_rank_[rank] == ranks_most) continue;
        Grouping& grouping = data_.groupings[grouping_of_rank_[rank]];
        const auto area = at_rank(piece.area, rank);
        // What is left of an area deviates as a part of its own.
        grouping.level.push_back(area ? level_[*area] : grouping.levels++);
      }
    }
  }

  [[nodiscard]] std::vector<AreaEstimate> estimates(const MixedPosterior& posterior, std::uint64_t seed) const {
    std::vector<std::vector<std::uint32_t>> pieces_in(input_.areas.size());
    std::vector<bool> root_known(input_.areas.size(), false);
    for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
      root_known[root_[pieces_[piece].area]] = true;
      std::optional<std::uint32_t> area = pieces_[piece].area;
      for (; area; area = input_.areas[*area].parent) pieces_in[*area].push_back(piece);
    }
    const std::vector<double> sd = mean_sds(posterior);
    std::vector<AreaEstimate> made(input_.areas.size());
    std::vector<double> draws(posterior.draws());
    const RandomStream streams(seed);
    for (std::uint32_t area = 0; area < input_.areas.size(); ++area) {
      NormalDraws normals(streams.of(area));
      if (!root_known[root_[area]]) continue;
      const std::vector<std::uint32_t>& own = pieces_in[area];
      for (std::uint32_t draw = 0; draw < posterior.draws(); ++draw)
        draws[draw] = own.empty() ? unseen_share(posterior, draw, area, normals) : piece_share(posterior, draw, own);
      made[area].share = summarised(draws);
      for (const std::uint32_t piece : own) made[area].sampled_base += pieces_[piece].base;
      made[area].own = own_part(area, own, sd);
    }
    return made;
  }

  [[nodiscard]] std::vector<double> mean_sds(const MixedPosterior& posterior) const {
    std::vector<double> sd(ranks_, 0.0);
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
      if (grouping_of_rank_[rank] == ranks_most) continue;
      for (std::uint32_t draw = 0; draw < posterior.draws(); ++draw)
        sd[rank] += posterior.sd(draw, grouping_of_rank_[rank]) / posterior.draws();
    }
    return sd;
  }

  /// Mean of the pieces' shares by their bases.
  [[nodiscard]] double piece_share(const MixedPosterior& posterior, std::uint32_t draw,
                                   const std::vector<std::uint32_t>& own) const {
    double sum = 0;
    double base = 0;
    for (const std::uint32_t piece : own) {
      double predictor = linear(posterior, draw, pieces_[piece].area);
      for (std::size_t k = 0; k < data_.groupings.size(); ++k)
        predictor += posterior.effects(draw, k)[data_.groupings[k].level[piece]];
      sum += pieces_[piece].base / (1 + std::exp(-predictor));
      base += pieces_[piece].base;
    }
    return sum / base;
  }

  /// Of an area without counts of its own: what is above it and, where a sum above leaves something over beside its
  /// shown parts, what that rest says of hidden ones: they are hidden for being small, so they are not like the shown.
  [[nodiscard]] double unseen_share(const MixedPosterior& posterior, std::uint32_t draw, std::uint32_t area,
                                    NormalDraws& normals) const {
    double predictor = linear(posterior, draw, area);
    const std::optional<std::uint32_t> rest = rest_above(area);
    for (std::size_t rank = 0; rank <= rank_[area]; ++rank) {
      const std::size_t grouping = grouping_of_rank_[rank];
      if (grouping == ranks_most) continue;
      const auto effects = posterior.effects(draw, grouping);
      if (rest && rank > rank_[pieces_[*rest].area]) {
        predictor += effects[data_.groupings[grouping].level[*rest]];
        if (rank == rank_[area]) predictor += posterior.sd(draw, grouping) * normals.next();
      } else {
        predictor += effects[level_[at_rank(area, rank).value()]];
      }
    }
    return 1 / (1 + std::exp(-predictor));
  }

  [[nodiscard]] std::optional<std::uint32_t> rest_above(std::uint32_t area) const {
    for (std::optional<std::uint32_t> at = input_.areas[area].parent; at; at = input_.areas[*at].parent) {
      if (rest_of_[*at] != no_piece) return rest_of_[*at];
    }
    return std::nullopt;
  }

  [[nodiscard]] double linear(const MixedPosterior& posterior, std::uint32_t draw, std::uint32_t area) const {
    const auto coefficients = posterior.coefficients(draw);
    double sum = coefficients[0];
    for (std::size_t j = 0; j < input_.covariates; ++j)
      sum += coefficients[1 + j] * input_.covariate[area * input_.covariates + j];
    return sum;
  }

  /// Weight of an area's own counts against what its place in the tree would say (Fay & Herriot's shrinkage factor).
  [[nodiscard]] double own_part(std::uint32_t area, const std::vector<std::uint32_t>& own,
                                const std::vector<double>& sd) const {
    if (own.empty()) return 0;
    if (grouping_of_rank_[rank_[area]] == ranks_most) return 1;  // no other area of its rank
    double information = 0;
    for (const std::uint32_t piece : own) {
      double below = 0;  // deviations of the piece's areas under this one
      for (std::size_t rank = rank_[area] + 1; rank < ranks_; ++rank) below += sd[rank] * sd[rank];
      information += 1 / (below + 1 / information_[piece]);
    }
    const double spread = sd[rank_[area]] * sd[rank_[area]];
    return spread * information / (1 + spread * information);
  }

  const NoisedAreas& input_;
  std::vector<std::size_t> rank_;
  std::vector<std::uint32_t> root_;
  std::size_t ranks_ = 0;
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> rest_of_;  ///< by area: the piece that is left of it beside shown parts
  std::vector<std::uint32_t> level_;
  std::vector<std::size_t> grouping_of_rank_;
  MixedData data_;
  std::vector<double> information_;  ///< by piece: on the logit scale
};

}  // namespace

Result<std::vector<AreaEstimate>> estimate_noised_areas(const NoisedAreas& input, const PosteriorSettings& settings) {
  Areas areas(input);
  BOOTHWISE_CHECK(areas.check());
  areas.find_pieces();
  return areas.estimate(settings);
}

}  // namespace boothwise::estimation
