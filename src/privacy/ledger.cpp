#include "privacy/ledger.hpp"

#include <algorithm>
#include <iterator>

namespace boothwise::privacy {

namespace {

Error about(const Account& account, ErrorKind kind, std::string code, Bilingual message) {
  const std::string where = "wave " + std::to_string(account.wave.value) + ", district " +
                            (account.areas.empty() ? std::string("?") : std::to_string(account.district().value));
  return {kind, std::move(code), std::move(message), {.value = where}};
}

/// How many numbers a charge holds, by its account's areas.
std::size_t numbers_of(const Account& account, const Charge& charge) {
  std::size_t count = 0;
  for (const Area& area : account.areas) {
    if (!charge.rho[number(area.level)].is_zero()) count += charge.categories;
  }
  return count;
}

Status check_form(const Account& account) {
  const Error malformed = about(account, ErrorKind::bad_input, "account_malformed",
                                {"an account has one district first, and as many numbers as areas and answers ask for",
                                 "खाते में पहले एक ज़िला हो, और क्षेत्रों व उत्तरों के बराबर संख्याएँ हों"});
  const Result<AreaTree> tree = AreaTree::of(account.areas);
  if (!tree || tree->districts().size() != 1 || tree->districts().front().areas != account.areas) return malformed;
  for (const Charge& charge : account.charges) {
    if (charge.categories < 2 || charge.noised.size() != numbers_of(account, charge)) return malformed;
  }
  return success();
}

using Charges = std::vector<const Charge*>;

void append(Charges& all, const Account& account) {
  for (const Charge& charge : account.charges) all.push_back(&charge);
}

std::optional<Rational> sum_of(const Charges& charges) {
  std::optional<Rational> sum = Rational();
  for (const Charge* charge : charges) {
    const std::optional<Rational> path = charge->along_path();
    if (sum) sum = path ? sum->plus(*path) : std::nullopt;
  }
  return sum;
}

Status check_spent(const Account& account, const Charges& charges) {
  const std::optional<Rational> sum = sum_of(charges);
  if (!sum || *sum > rho_per_wave_most())
    return about(account, ErrorKind::conflict, "budget_spent",
                 {"this wave's budget of rho = 1/10 does not allow another table here; what was released stays, ask "
                  "again in the next wave",
                  "इस चरण का बजट rho = 1/10 यहाँ एक और तालिका की अनुमति नहीं देता; जो निकल चुका वह रहेगा, अगले चरण में पूछें"});
  for (std::size_t one = 0; one < charges.size(); ++one) {
    for (std::size_t other = 0; other < one; ++other) {
      if (charges[one]->table == charges[other]->table && charges[one]->set == charges[other]->set)
        return about(account, ErrorKind::conflict, "charged_twice",
                     {"this question was answered before; its numbers are in the ledger",
                      "इस प्रश्न का उत्तर पहले निकल चुका; उसकी संख्याएँ खाते में हैं"});
    }
  }
  return success();
}

}  // namespace

std::optional<Rational> Charge::along_path() const {
  std::optional<Rational> sum = Rational();
  for (const Rational& share : rho) {
    if (sum) sum = sum->plus(share);
  }
  return sum;
}

Result<Ledger> Ledger::of(std::vector<Account> accounts) {
  Ledger ledger;
  BOOTHWISE_CHECK(ledger.add(std::move(accounts)));
  return ledger;
}

Status Ledger::check(const Account& account, Homes& homes) const {
  BOOTHWISE_CHECK(check_form(account));
  const Account* there = this->account(account.wave, account.district());
  if (there != nullptr && there->areas != account.areas)
    return about(account, ErrorKind::conflict, "areas_changed",
                 {"the areas of a district stay as they were within a wave", "एक चरण के भीतर ज़िले के क्षेत्र वही रहते हैं"});
  Charges charges;
  if (there != nullptr) append(charges, *there);
  append(charges, account);
  BOOTHWISE_CHECK(check_spent(account, charges));
  for (const Area& area : account.areas) {
    const AreaId* known = district_of(account.wave, area.id);
    const auto [home, added] = homes[account.wave].try_emplace(area.id, account.district());
    if (!added || (known != nullptr && *known != account.district()))
      return about(account, ErrorKind::conflict, "area_in_two_districts",
                   {"within a wave an area belongs to one district, and a district is given once",
                    "एक चरण में क्षेत्र एक ही ज़िले का होता है, और ज़िला एक ही बार दिया जाए"});
  }
  return success();
}

Status Ledger::add(std::vector<Account> accounts) {
  Homes homes;
  for (const Account& account : accounts) BOOTHWISE_CHECK(check(account, homes));
  for (auto& [wave, of_wave] : homes) districts_[wave].merge(of_wave);
  for (Account& account : accounts) {
    const Place place{account.wave, account.district()};
    const auto there = accounts_.find(place);
    if (there == accounts_.end()) {
      accounts_.emplace(place, std::move(account));
    } else {
      std::ranges::move(account.charges, std::back_inserter(there->second.charges));
    }
  }
  return success();
}

const Account* Ledger::account(WaveNo wave, AreaId district) const {
  const auto there = accounts_.find({wave, district});
  return there == accounts_.end() ? nullptr : &there->second;
}

const Charge* Ledger::charge(WaveNo wave, AreaId district, TableId table, CategorySetId set) const {
  const Account* of_district = account(wave, district);
  if (of_district == nullptr) return nullptr;
  const auto there = std::ranges::find_if(
      of_district->charges, [&](const Charge& charge) { return charge.table == table && charge.set == set; });
  return there == of_district->charges.end() ? nullptr : &*there;
}

Rational Ledger::spent(WaveNo wave, AreaId district) const {
  const Account* of_district = account(wave, district);
  if (of_district == nullptr) return {};
  Charges charges;
  append(charges, *of_district);
  return sum_of(charges).value();
}

std::optional<Rational> Ledger::spent_over_waves(AreaId district) const {
  std::optional<Rational> sum = Rational();
  for (const auto& [place, account] : accounts_) {
    if (sum && place.second == district) sum = sum->plus(spent(place.first, district));
  }
  return sum;
}

const AreaId* Ledger::district_of(WaveNo wave, AreaId area) const {
  const auto of_wave = districts_.find(wave);
  if (of_wave == districts_.end()) return nullptr;
  const auto there = of_wave->second.find(area);
  return there == of_wave->second.end() ? nullptr : &there->second;
}

std::vector<Account> Ledger::accounts() const {
  std::vector<Account> all;
  all.reserve(accounts_.size());
  for (const auto& [place, account] : accounts_) all.push_back(account);
  return all;
}

}  // namespace boothwise::privacy
