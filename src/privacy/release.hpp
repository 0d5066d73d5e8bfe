#pragma once

#include "privacy/accounting.hpp"
#include "privacy/areas.hpp"
#include "privacy/categories.hpp"
#include "privacy/ledger.hpp"
#include "privacy/random_bits.hpp"
#include "privacy/released_table.hpp"

#include <cstdint>
#include <vector>

#include "base/result.hpp"

/// The release gate: the one way from protected answers to a number on a screen (R16, R19). docs/release.md.
namespace boothwise::privacy {

/// One question, one answer a receipt. A question with several answers is as many tables as it has answers.
struct CountedTable {
  TableId table{};
  CategorySet set;
  LevelWeights weights{};             ///< its part of the wave's budget; 0 = not made at that level
  std::vector<std::uint32_t> counts;  ///< true counts of receipts: booth by booth of the tree, category by category
};

struct ReleaseRequest {
  AreaTree areas;
  WaveNo wave{};
  std::vector<CountedTable> tables;
  Rational rho = rho_per_wave_most();  ///< shared out over the tables by their weights
};

/// The charges that `previous` lacks: counts are added up to all levels, and each gets exact discrete Gaussian noise of
/// its level's variance. Nothing else reads true counts, and nothing true is in what it returns. Questions that
/// `previous` has are passed over. The same request, ledger and key give the same noise for any number of threads.
/// Errors: those of BudgetPlan::of and Ledger::add, `counts_malformed`, `set_too_fine` (a fine set below the segment),
/// `coarsening_published` (a finer set of the same question is published at one of its levels: use coarsened()).
Result<std::vector<Account>> draw_noise(const ReleaseRequest& request, const Ledger& previous,
                                        const RandomSource& source, unsigned threads);

/// The table of a question in all districts of the tree that the ledger has charges for: noised numbers are fitted so
/// that parts add up to the whole, rounded, merged by the set's groups, and hidden where R16 says so, in this order.
/// A function of the ledger's noised numbers alone. Errors: `areas_changed` (the tree is not the one of the charges),
/// `set_changed` (another number of categories), `nothing_charged`.
Result<ReleasedTable> published(const AreaTree& areas, const Ledger& ledger, WaveNo wave, TableId table,
                                const CategorySet& set, const Floors& floors, unsigned threads);

struct Release {
  std::vector<Account> added;  ///< must be stored before any table is shown
  std::vector<ReleasedTable> tables;
};

/// Both, one after the other. Errors: those of both.
Result<Release> release(const ReleaseRequest& request, const Ledger& previous, const Floors& floors,
                        const RandomSource& source, unsigned threads);

}  // namespace boothwise::privacy
