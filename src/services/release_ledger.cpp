#include "services/release_ledger.hpp"

#include <boost/json.hpp>

#include "base/digest.hpp"
#include "base/secrets.hpp"

namespace boothwise::services {

namespace json = boost::json;
using privacy::Account;
using privacy::Charge;
using privacy::Rational;

namespace {

constexpr std::string_view ledger_format = "boothwise-release-ledger/1";

Error about_ledger(std::string code, Bilingual message, const std::string& name) {
  return Error{ErrorKind::bad_input, std::move(code), std::move(message), {name}};
}

json::object charge_json(const Charge& charge) {
  json::array rho;
  for (const Rational& share : charge.rho) rho.push_back(json::array{share.numerator(), share.denominator()});
  return {{"table", charge.table.value},
          {"set", charge.set.value},
          {"categories", charge.categories},
          {"rho", std::move(rho)},
          {"noised", json::array(charge.noised.begin(), charge.noised.end())}};
}

json::object account_json(const Account& account) {
  json::array areas;
  for (const privacy::Area& area : account.areas)
    areas.push_back(json::array{area.id.value, privacy::number(area.level), area.parent});
  json::array charges;
  for (const Charge& charge : account.charges) charges.push_back(charge_json(charge));
  return {{"areas", std::move(areas)}, {"charges", std::move(charges)}};
}

template <typename Number>
Number number_in(const json::value& value) {
  return value.to_number<Number>();
}

/// Throws where the document is not of this form.
Charge charge_of(const json::value& value) {
  Charge charge;
  charge.table = privacy::TableId(number_in<std::uint32_t>(value.at("table")));
  charge.set = privacy::CategorySetId(number_in<std::uint32_t>(value.at("set")));
  charge.categories = number_in<std::uint32_t>(value.at("categories"));
  for (std::size_t level = 0; level < privacy::level_count; ++level) {
    const json::value& share = value.at("rho").as_array().at(level);
    charge.rho.at(level) =
        Rational(number_in<std::uint64_t>(share.as_array().at(0)), number_in<std::uint64_t>(share.as_array().at(1)));
  }
  for (const json::value& number : value.at("noised").as_array()) charge.noised.push_back(number.as_int64());
  return charge;
}

Account account_of(const json::value& value) {
  Account account;
  account.wave = privacy::WaveNo(1);
  for (const json::value& area : value.at("areas").as_array()) {
    const json::array& cells = area.as_array();
    const auto level = number_in<std::size_t>(cells.at(1));
    account.areas.push_back({privacy::AreaId(number_in<std::uint64_t>(cells.at(0))), privacy::levels.at(level),
                             number_in<std::uint32_t>(cells.at(2))});
  }
  for (const json::value& charge : value.at("charges").as_array()) account.charges.push_back(charge_of(charge));
  return account;
}

struct LedgerDocument {
  std::string wave;
  std::string plan;
  std::vector<Account> accounts;
};

std::optional<LedgerDocument> document_of(std::string_view text) {
  try {
    const json::value document = json::parse({text.data(), text.size()});
    if (document.at("format").as_string() != ledger_format) return std::nullopt;
    LedgerDocument read{std::string(document.at("wave").as_string()), std::string(document.at("plan").as_string()), {}};
    for (const json::value& account : document.at("accounts").as_array()) read.accounts.push_back(account_of(account));
    return read;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string ledger_text(const WaveSecretKeys& keys, std::string_view plan_digest, const privacy::Ledger& ledger) {
  json::array accounts;
  for (const Account& account : ledger.accounts()) accounts.push_back(account_json(account));
  std::string text = json::serialize(json::object{
      {"format", ledger_format}, {"wave", keys.open.wave}, {"plan", plan_digest}, {"accounts", std::move(accounts)}});
  const std::string seal = ledger_seal(keys, text);
  return text + "\n" + seal + "\n";
}

Result<privacy::Ledger> parse_ledger(const WaveSecretKeys& keys, std::string_view plan_digest, std::string_view text,
                                     const std::string& name) {
  const std::size_t end = text.find('\n');
  const Error malformed = about_ledger("ledger_malformed",
                                       {"expected a ledger as `boothwise release` keeps it, of two lines",
                                        "`boothwise release` का रखा खाता चाहिए, दो पंक्तियों का"},
                                       name);
  if (end == std::string_view::npos) return malformed;
  const std::string_view document = text.substr(0, end);
  const std::string_view seal = text.substr(end + 1, 2 * 32);
  if (!same_secret(seal, ledger_seal(keys, document)))
    return about_ledger(
        "ledger_seal_broken",
        {"this ledger was changed, or is of another wave; bring back the one that belongs to these keys",
         "यह खाता बदला गया है या किसी और चरण का है; इन्हीं कुंजियों वाला खाता लाएँ"},
        name);
  auto read = document_of(document);
  if (!read) return malformed;
  if (read->wave != keys.open.wave)
    return about_ledger("ledger_other_wave", {"this is another wave's ledger", "यह किसी और चरण का खाता है"}, name);
  if (!read->plan.empty() && read->plan != plan_digest)
    return about_ledger("wave_plan_changed",
                        {"numbers were released under another plan of this wave; a plan stays as it was",
                         "इस चरण की संख्याएँ दूसरी योजना के तहत निकल चुकी हैं; योजना वही रहती है"},
                        name);
  return privacy::Ledger::of(std::move(read->accounts));
}

std::string digest_of(const WavePlan& plan) { return sha256(json::serialize(plan_json(plan))); }

}  // namespace boothwise::services
