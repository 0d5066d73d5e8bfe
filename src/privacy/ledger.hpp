#pragma once

#include "privacy/accounting.hpp"
#include "privacy/areas.hpp"
#include "privacy/categories.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace boothwise::privacy {

/// A question that was answered in one district in one wave: what it cost, and the noised numbers, which are drawn once
/// for all. Who asks again gets these.
struct Charge {
  TableId table{};
  CategorySetId set{};
  std::uint32_t categories = 0;
  std::array<Rational, level_count> rho;  ///< by level; 0 = not made there
  std::vector<std::int64_t> noised;       ///< area by area of the account where rho is above 0, category by category

  friend bool operator==(const Charge&, const Charge&) = default;
  /// What each receipt of the district has paid for it: the sum along its path.
  [[nodiscard]] std::optional<Rational> along_path() const;
};

/// What was spent in one district in one wave. All receipts of the district pay the same, as every path from booth to
/// district has each level once.
struct Account {
  WaveNo wave{};
  std::vector<Area> areas;  ///< of a District; the district's own id is the first
  std::vector<Charge> charges;

  friend bool operator==(const Account&, const Account&) = default;
  [[nodiscard]] AreaId district() const { return areas.front().id; }
};

/// All that was ever charged. It refuses what would take any receipt of a wave above rho_per_wave_most(), so there is
/// no ledger that is overspent. A person who answers in another wave gives another receipt and spends again: over w
/// waves she spends at most w times as much (the sum, by composition).
class Ledger {
 public:
  Ledger() = default;
  /// As `add` on an empty one.
  static Result<Ledger> of(std::vector<Account> accounts);

  /// Adds charges; all or none. An account that is there already must have the same areas. Errors: `budget_spent`,
  /// `charged_twice` (same wave, district, table and category set), `areas_changed`, `area_in_two_districts` (within a
  /// wave), `account_malformed`.
  Status add(std::vector<Account> accounts);

  /// Nullptr where nothing was spent.
  [[nodiscard]] const Account* account(WaveNo wave, AreaId district) const;
  [[nodiscard]] const Charge* charge(WaveNo wave, AreaId district, TableId table, CategorySetId set) const;
  /// What each receipt of the district has paid in that wave.
  [[nodiscard]] Rational spent(WaveNo wave, AreaId district) const;
  /// The same over all waves: what a person who answered in each of them has paid. Nothing if it is no 64-bit fraction.
  [[nodiscard]] std::optional<Rational> spent_over_waves(AreaId district) const;
  /// The district that an area belonged to in a wave, if anything was charged there.
  [[nodiscard]] const AreaId* district_of(WaveNo wave, AreaId area) const;
  /// By wave and district.
  [[nodiscard]] std::vector<Account> accounts() const;

 private:
  using Place = std::pair<WaveNo, AreaId>;
  using Homes = std::map<WaveNo, std::unordered_map<AreaId, AreaId>>;
  /// `homes` gets the districts of the account's areas.
  Status check(const Account& account, Homes& homes) const;

  std::map<Place, Account> accounts_;
  Homes districts_;  ///< of each area, by wave
};

}  // namespace boothwise::privacy
