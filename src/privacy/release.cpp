#include "privacy/release.hpp"

#include "privacy/consistency.hpp"
#include "privacy/discrete_gaussian.hpp"
#include "privacy/hidden_count.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "base/parallel.hpp"

namespace boothwise::privacy {

namespace {

Error about(std::string code, Bilingual message, std::uint64_t value) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {.value = std::to_string(value)}};
}

Error set_too_fine(const CategorySet& set) {
  return about("set_too_fine",
               {"a fine set of answers is released for segments and districts only (R19)",
                "बारीक वर्ग-समूह के आँकड़े केवल विधानसभा और ज़िले के निकलते हैं (R19)"},
               set.id().value);
}

Status check_table(const CountedTable& table, std::size_t booths) {
  if (table.counts.size() != booths * table.set.categories())
    return about("counts_malformed",
                 {"a table holds one number for each booth and answer", "तालिका में हर बूथ और उत्तर की एक संख्या हो"},
                 table.table.value);
  for (const Level level : levels) {
    if (level > table.set.lowest() && table.weights[number(level)] > 0) return set_too_fine(table.set);
  }
  return success();
}

/// What the district is still to be charged for, of the request's tables.
struct Missing {
  std::size_t district = 0;
  std::size_t table = 0;
  Charge charge;
};

class NoiseDrawer {
 public:
  NoiseDrawer(const ReleaseRequest& request, const Ledger& previous) : request_(request), previous_(previous) {}

  Result<std::vector<Account>> draw(const RandomSource& source, unsigned threads) {
    for (const CountedTable& table : request_.tables)
      BOOTHWISE_CHECK(check_table(table, request_.areas.booths().size()));
    BOOTHWISE_CHECK(plan_charges());
    number_booths();
    parallel_for(threads, missing_.size(), [&](std::size_t part, unsigned) {
      Missing& missing = missing_[part];
      // Districts and tables in the order given: a stream of its own to each.
      const std::unique_ptr<RandomBits> bits = source.stream(missing.district * request_.tables.size() + missing.table);
      add_noise(missing, *bits);
    });
    return accounts();
  }

 private:
  [[nodiscard]] const std::vector<District>& districts() const { return request_.areas.districts(); }

  Status plan_charges() {
    std::vector<LevelWeights> weights;
    weights.reserve(request_.tables.size());
    for (const CountedTable& table : request_.tables) weights.push_back(table.weights);
    BOOTHWISE_TRY(plan, BudgetPlan::of(weights, request_.rho));
    samplers_.resize(request_.tables.size());
    for (std::size_t table = 0; table < request_.tables.size(); ++table) {
      Charge charge{request_.tables[table].table,
                    request_.tables[table].set.id(),
                    static_cast<std::uint32_t>(request_.tables[table].set.categories()),
                    {},
                    {}};
      for (const Level level : levels) {
        charge.rho[number(level)] = plan.rho(table, level);
        const std::optional<Rational> variance = noise_variance(plan.rho(table, level));
        if (!variance) continue;
        if (!by_variance_.contains(*variance)) {
          BOOTHWISE_TRY(sampler, DiscreteGaussian::of(*variance));
          by_variance_.emplace(*variance, std::move(sampler));
        }
        samplers_[table][number(level)] = &by_variance_.at(*variance);
      }
      for (std::size_t district = 0; district < districts().size(); ++district)
        BOOTHWISE_CHECK(plan_charge(district, table, charge));
    }
    return success();
  }

  Status plan_charge(std::size_t district, std::size_t table, const Charge& charge) {
    const AreaId id = districts()[district].areas.front().id;
    if (previous_.charge(request_.wave, id, charge.table, charge.set) != nullptr) return success();
    if (const std::optional<Coarsening>& coarsens = request_.tables[table].set.coarsens()) {
      if (follows_from(previous_.charge(request_.wave, id, charge.table, coarsens->finer), charge) ||
          follows_from_request(charge, coarsens->finer))
        return about("coarsening_published",
                     {"a finer table of this question is published there: take the coarser numbers from it",
                      "इस प्रश्न की बारीक तालिका वहाँ निकल चुकी है: मोटी संख्याएँ उसी से लें"},
                     charge.table.value);
    }
    missing_.push_back({district, table, charge});
    return success();
  }
  static bool follows_from(const Charge* finer, const Charge& charge) {
    if (finer == nullptr) return false;
    for (std::size_t level = 0; level < level_count; ++level) {
      if (!finer->rho[level].is_zero() && !charge.rho[level].is_zero()) return true;
    }
    return false;
  }
  [[nodiscard]] bool follows_from_request(const Charge& charge, CategorySetId finer) const {
    return std::ranges::any_of(request_.tables, [&](const CountedTable& table) {
      if (table.table != charge.table || table.set.id() != finer) return false;
      for (std::size_t level = 0; level < level_count; ++level) {
        if (table.weights[level] > 0 && !charge.rho[level].is_zero()) return true;
      }
      return false;
    });
  }

  void number_booths() {
    booth_number_.assign(request_.areas.areas().size(), 0);
    for (std::size_t booth = 0; booth < request_.areas.booths().size(); ++booth)
      booth_number_[request_.areas.booths()[booth]] = booth;
  }

  /// True counts of all areas of a district, from the booths up.
  [[nodiscard]] std::vector<std::int64_t> true_counts(const District& district, const CountedTable& table) const {
    const std::size_t categories = table.set.categories();
    std::vector<std::int64_t> counts(district.areas.size() * categories, 0);
    for (std::size_t area = district.areas.size(); area-- > 0;) {
      const auto& [id, level, parent] = district.areas[area];
      for (std::size_t category = 0; category < categories; ++category) {
        std::int64_t& count = counts[area * categories + category];
        if (level == Level::booth) count = table.counts[booth_number_[district.in_tree[area]] * categories + category];
        if (parent != no_area) counts[parent * categories + category] += count;
      }
    }
    return counts;
  }

  void add_noise(Missing& missing, RandomBits& bits) const {
    const District& district = districts()[missing.district];
    const CountedTable& table = request_.tables[missing.table];
    const std::size_t categories = table.set.categories();
    const std::vector<std::int64_t> counts = true_counts(district, table);
    for (std::size_t area = 0; area < district.areas.size(); ++area) {
      const DiscreteGaussian* sampler = samplers_[missing.table][number(district.areas[area].level)];
      if (sampler == nullptr) continue;
      for (std::size_t category = 0; category < categories; ++category)
        missing.charge.noised.push_back(counts[area * categories + category] + sampler->draw(bits));
    }
  }

  std::vector<Account> accounts() {
    std::vector<Account> added;
    std::ranges::stable_sort(missing_, {}, &Missing::district);
    for (std::size_t at = 0; at < missing_.size(); ++at) {
      if (at == 0 || missing_[at].district != missing_[at - 1].district)
        added.push_back({request_.wave, districts()[missing_[at].district].areas, {}});
      added.back().charges.push_back(std::move(missing_[at].charge));
    }
    return added;
  }

  const ReleaseRequest& request_;
  const Ledger& previous_;
  std::map<Rational, DiscreteGaussian> by_variance_;
  std::vector<std::array<const DiscreteGaussian*, level_count>> samplers_;  ///< by table and level; nullptr: not made
  std::vector<Missing> missing_;
  std::vector<std::size_t> booth_number_;  ///< by area: its place among the booths
};

}  // namespace

/// Makes released tables of noised numbers; true counts are not within its reach.
class TablePress {
 public:
  TablePress(const AreaTree& areas, const Ledger& ledger, WaveNo wave, TableId table, const CategorySet& set,
             const Floors& floors)
      : areas_(areas), ledger_(ledger), table_(set) {
    table_.wave_ = wave;
    table_.table_ = table;
    table_.floors_ = floors;
    table_.category_parts_.assign(set.categories(), 1);
  }

  Result<ReleasedTable> printed(unsigned threads) {
    BOOTHWISE_CHECK(find_charges());
    lay_out();
    parallel_for(threads, charges_.size(), [&](std::size_t district, unsigned) {
      if (charges_[district] != nullptr) print(areas_.districts()[district], *charges_[district]);
    });
    return std::move(table_);
  }

 private:
  Status find_charges() {
    bool some = false;
    for (const District& district : areas_.districts()) {
      const AreaId id = district.areas.front().id;
      const Charge* charge = ledger_.charge(table_.wave_, id, table_.table_, table_.set_.id());
      charges_.push_back(charge);
      if (charge == nullptr) continue;
      some = true;
      if (ledger_.account(table_.wave_, id)->areas != district.areas)
        return about("areas_changed",
                     {"the areas of a district stay as they were within a wave", "एक चरण के भीतर ज़िले के क्षेत्र वही रहते हैं"},
                     id.value);
      if (charge->categories != table_.set_.categories())
        return about("set_changed", {"this set of answers has changed since", "यह वर्ग-समूह तब से बदल गया है"},
                     table_.set_.id().value);
      for (const Level level : levels) {
        if (level > table_.set_.lowest() && !charge->rho[number(level)].is_zero()) return set_too_fine(table_.set_);
      }
    }
    if (!some)
      return about("nothing_charged",
                   {"no numbers of this question were drawn in this wave", "इस चरण में इस प्रश्न की कोई संख्या नहीं निकली"},
                   table_.table_.value);
    return success();
  }

  /// Where each area's numbers stand, so that districts can be printed side by side.
  void lay_out() {
    const std::vector<Area>& areas = areas_.areas();
    table_.areas_ = std::make_shared<const std::vector<Area>>(areas);
    table_.variance_.assign(areas.size(), 0);
    table_.bases_.assign(areas.size(), hidden_count);
    std::size_t size = 0;
    for (const Area& area : areas) {
      table_.first_.push_back(size);
      size += table_.set_.group_count(area.level);
    }
    table_.counts_.assign(size, hidden_count);
  }

  void print(const District& district, const Charge& charge) {
    std::vector<AreaNo> area_of;  // by node: areas of levels that the table is made at
    std::vector<std::uint32_t> node_of(district.areas.size(), no_area);  // itself, or the nearest above
    NoisedForest forest;
    forest.set = &table_.set_;
    std::vector<double> variance;
    for (AreaNo area = 0; area < district.areas.size(); ++area) {
      const auto& [id, level, parent] = district.areas[area];
      const std::uint32_t above = parent == no_area ? no_area : node_of[parent];
      node_of[area] = above;
      if (charge.rho[number(level)].is_zero()) continue;
      node_of[area] = static_cast<std::uint32_t>(area_of.size());
      area_of.push_back(area);
      forest.parent.push_back(above);
      forest.level.push_back(level);
      variance.push_back(noise_variance(charge.rho[number(level)]).value().approximately());
    }
    const TreeFit tree(forest.parent, variance);
    merge(forest, fitted(tree, charge, area_of.size()));
    const Hidden hidden = hidden_numbers(forest, table_.floors_);
    for (std::size_t node = 0; node < forest.nodes(); ++node)
      place(district.in_tree[area_of[node]], tree.variance()[node], forest, hidden, node);
  }

  /// By category and node.
  static std::vector<std::vector<double>> fitted(const TreeFit& tree, const Charge& charge, std::size_t nodes) {
    std::vector<std::vector<double>> by_category(charge.categories, std::vector<double>(nodes));
    for (std::size_t category = 0; category < charge.categories; ++category) {
      for (std::size_t node = 0; node < nodes; ++node)
        by_category[category][node] = static_cast<double>(charge.noised[node * charge.categories + category]);
      tree.fit(by_category[category]);
    }
    return by_category;
  }

  /// Categories into groups, rounded: a base is the sum of what is shown.
  static void merge(NoisedForest& forest, const std::vector<std::vector<double>>& by_category) {
    for (std::size_t node = 0; node < forest.nodes(); ++node) {
      const Groups& groups = forest.set->groups(forest.level[node]);
      std::vector<double> sums(forest.set->group_count(forest.level[node]), 0);
      for (std::size_t category = 0; category < groups.size(); ++category)
        sums[groups[category]] += by_category[category][node];
      forest.first.push_back(forest.counts.size());
      for (const double sum : sums) forest.counts.push_back(std::llround(sum));
    }
    forest.first.push_back(forest.counts.size());
  }

  void place(AreaNo area, double variance, const NoisedForest& forest, const Hidden& hidden, std::size_t node) {
    table_.variance_[area] = variance;
    if (hidden.base[node] == 0) table_.bases_[area] = forest.base(node);
    for (std::size_t group = 0; group < forest.groups(node); ++group) {
      const std::size_t at = forest.first[node] + group;
      if (hidden.cells[at] == 0) table_.counts_[table_.first_[area] + group] = forest.counts[at];
    }
  }

  const AreaTree& areas_;
  const Ledger& ledger_;
  ReleasedTable table_;
  std::vector<const Charge*> charges_;  ///< by district; nullptr where there is none
};

Result<std::vector<Account>> draw_noise(const ReleaseRequest& request, const Ledger& previous,
                                        const RandomSource& source, unsigned threads) {
  return NoiseDrawer(request, previous).draw(source, threads);
}

Result<ReleasedTable> published(const AreaTree& areas, const Ledger& ledger, WaveNo wave, TableId table,
                                const CategorySet& set, const Floors& floors, unsigned threads) {
  return TablePress(areas, ledger, wave, table, set, floors).printed(threads);
}

Result<Release> release(const ReleaseRequest& request, const Ledger& previous, const Floors& floors,
                        const RandomSource& source, unsigned threads) {
  Release made;
  BOOTHWISE_TRY(added, draw_noise(request, previous, source, threads));
  Ledger ledger = previous;
  BOOTHWISE_CHECK(ledger.add(added));
  for (const CountedTable& table : request.tables) {
    BOOTHWISE_TRY(printed, published(request.areas, ledger, request.wave, table.table, table.set, floors, threads));
    made.tables.push_back(std::move(printed));
  }
  made.added = std::move(added);
  return made;
}

}  // namespace boothwise::privacy
