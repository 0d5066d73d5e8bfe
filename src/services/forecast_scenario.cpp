#include "services/forecast_scenario.hpp"

#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <toml++/toml.h>

#include "base/text.hpp"
#include "base/within.hpp"

namespace boothwise::services {

namespace {

constexpr std::size_t blocs_most = 14;

class ScenarioReader {
 public:
  explicit ScenarioReader(std::string_view display_name) { read_.file = display_name; }

  Result<ForecastScenario> read(const toml::table& document) {
    BOOTHWISE_CHECK(only(document, {"format", "election", "mode", "turnout", "bloc", "poll"}));
    BOOTHWISE_CHECK(read_head(document));
    BOOTHWISE_CHECK(each(document, "bloc", [this](const toml::table& table) { return read_bloc(table); }));
    if (read_.blocs.empty())
      return at(document, "scenario_malformed", "bloc",
                {"expected at least one [[bloc]]", "कम से कम एक [[bloc]] चाहिए"});
    if (read_.blocs.size() > blocs_most)
      return at(document, "scenario_malformed", "bloc", {"expected at most 14 blocs", "अधिकतम 14 गठबंधन"});
    BOOTHWISE_CHECK(check_shares(document));
    BOOTHWISE_CHECK(each(document, "poll", [this](const toml::table& table) { return read_poll(table); }));
    if (read_.mode == forecast::Mode::polls && read_.polls.empty())
      return at(document, "scenario_malformed", "poll",
                {"mode polls needs a [[poll]]", "mode polls में एक [[poll]] चाहिए"});
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error at(const toml::node& node, std::string_view code, std::string_view value, Bilingual message,
                         std::vector<std::string> choices = {}) const {
    Error error{ErrorKind::bad_input, std::string(code), std::move(message)};
    error.where = {read_.file, node.source().begin.line, {}, shortened(value, 80)};
    error.choices = std::move(choices);
    return error;
  }

  [[nodiscard]] Status only(const toml::table& table, const std::vector<std::string>& known) const {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) == known.end())
        return at(node, "scenario_malformed", key.str(), {"there is no such setting", "ऐसी कोई सेटिंग नहीं है"}, known);
    }
    return success();
  }

  template <typename Take>
  Status each(const toml::table& table, std::string_view key, const Take& take) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return success();
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_homogeneous<toml::table>())
      return at(*node, "scenario_malformed", key,
                {"expected [[" + std::string(key) + "]]", "[[" + std::string(key) + "]] चाहिए"});
    for (const toml::node& item : *list) BOOTHWISE_CHECK(take(*item.as_table()));
    return success();
  }

  [[nodiscard]] Result<std::string> text(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    const auto value = node == nullptr ? std::nullopt : node->value_exact<std::string>();
    if (!value || value->empty())
      return at(node == nullptr ? static_cast<const toml::node&>(table) : *node, "scenario_malformed", key,
                {"expected " + std::string(key) + " = \"…\"", std::string(key) + " = \"…\" चाहिए"});
    return *value;
  }

  [[nodiscard]] Result<std::optional<double>> number(const toml::table& table, std::string_view key, double least,
                                                     double most) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::optional<double>();
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !is_within(*value, least, most)) {
      std::ostringstream range;
      range << least << "–" << most;
      std::ostringstream stood;
      stood << toml::node_view<const toml::node>(*node);
      Error error = at(*node, "scenario_malformed", stood.str(),
                       {"expected a number, " + range.str(), "संख्या चाहिए, " + range.str()});
      error.where.column = shortened(key, 80);
      return error;
    }
    return value;
  }

  [[nodiscard]] Result<std::vector<std::int64_t>> seats(const toml::table& table, std::string_view key) const {
    std::vector<std::int64_t> numbers;
    const toml::node* node = table.get(key);
    if (node == nullptr) return numbers;
    const toml::array* list = node->as_array();
    const Bilingual expected{"expected a list of seat numbers", "सीट संख्याओं की सूची चाहिए"};
    if (list == nullptr) return at(*node, "scenario_malformed", key, expected);
    for (const toml::node& item : *list) {
      const auto value = item.value_exact<std::int64_t>();
      if (!value) return at(item, "scenario_malformed", key, expected);
      numbers.push_back(*value);
    }
    return numbers;
  }

  Status read_head(const toml::table& document) {
    const toml::node* format = document.get("format");
    if (format != nullptr && format->value_exact<std::int64_t>() != std::optional<std::int64_t>(1)) {
      return at(*format, "scenario_version", "format", {"this program reads format 1", "यह प्रोग्राम format 1 पढ़ता है"});
    }
    BOOTHWISE_TRY(election, text(document, "election"));
    const auto parsed = parse_election(election);
    if (!parsed || parsed->by_election)
      return at(*document.get("election"), "scenario_malformed", election,
                {"expected a general election, like LS-2029", "आम चुनाव चाहिए, जैसे LS-2029"});
    read_.election = *parsed;
    if (document.get("mode") != nullptr) {
      BOOTHWISE_TRY(mode, text(document, "mode"));
      const auto named = forecast_mode_named(mode);
      if (!named)
        return at(*document.get("mode"), "scenario_malformed", mode,
                  {"expected given, no_polls or polls", "given, no_polls या polls चाहिए"},
                  {"given", "no_polls", "polls"});
      read_.mode = *named;
    }
    BOOTHWISE_TRY(turnout, number(document, "turnout", 0.01, 1));
    read_.turnout = turnout;
    return success();
  }

  Status read_bloc(const toml::table& table) {
    BOOTHWISE_CHECK(only(table, {"name", "parties", "share", "follow", "not_in", "candidate"}));
    ForecastScenario::Bloc bloc;
    bloc.line = table.source().begin.line;
    BOOTHWISE_TRY(name, text(table, "name"));
    bloc.name = name;
    if (!names_.insert(ascii_lower(name)).second || name == "others")
      return at(*table.get("name"), "bloc_repeated", name,
                {"a bloc of this name is listed already", "इस नाम का गठबंधन पहले से है"});
    const toml::node* parties = table.get("parties");
    const toml::array* list = parties == nullptr ? nullptr : parties->as_array();
    const Bilingual expected{"expected parties = [\"…\", …]", "parties = [\"…\", …] चाहिए"};
    if (list == nullptr || list->empty())
      return at(parties == nullptr ? static_cast<const toml::node&>(table) : *parties, "scenario_malformed", "parties",
                expected);
    for (const toml::node& item : *list) {
      const auto party = item.value_exact<std::string>();
      if (!party || party->empty()) return at(item, "scenario_malformed", "parties", expected);
      if (!parties_.insert(*party).second)
        return at(item, "party_repeated", *party, {"this party stands in a bloc already", "यह दल पहले से एक गठबंधन में है"});
      bloc.parties.push_back(*party);
    }
    BOOTHWISE_TRY(share, number(table, "share", 0, 1));
    bloc.share = share;
    BOOTHWISE_TRY(follow, number(table, "follow", 0, 1));
    bloc.follow = follow;
    BOOTHWISE_TRY(not_in, seats(table, "not_in"));
    bloc.not_in = std::move(not_in);
    BOOTHWISE_CHECK(each(table, "candidate", [&](const toml::table& inner) { return read_candidates(inner, bloc); }));
    read_.blocs.push_back(std::move(bloc));
    return success();
  }

  Status read_candidates(const toml::table& table, ForecastScenario::Bloc& bloc) const {
    BOOTHWISE_CHECK(only(table, {"party", "seats"}));
    BOOTHWISE_TRY(party, text(table, "party"));
    if (std::ranges::find(bloc.parties, party) == bloc.parties.end())
      return at(*table.get("party"), "scenario_malformed", party,
                {"expected a party of this bloc", "इसी गठबंधन का दल चाहिए"}, bloc.parties);
    BOOTHWISE_TRY(numbers, seats(table, "seats"));
    bloc.candidates.push_back({std::move(party), std::move(numbers), table.source().begin.line});
    return success();
  }

  [[nodiscard]] Status check_shares(const toml::table& document) const {
    double total = 0;
    for (const ForecastScenario::Bloc& bloc : read_.blocs) {
      total += bloc.share.value_or(0);
      if (read_.mode == forecast::Mode::given && !bloc.share)
        return at(document, "share_missing", bloc.name,
                  {"mode given needs a share of each bloc", "mode given में हर गठबंधन का share चाहिए"});
    }
    constexpr double rounding = 1e-9;
    if (total > 1 + rounding)
      return at(document, "shares_over_1", std::to_string(total), {"shares add up to more than 1", "हिस्से 1 से अधिक हैं"});
    return success();
  }

  Status read_poll(const toml::table& table) {
    BOOTHWISE_CHECK(only(table, {"house", "people", "shares"}));
    ForecastScenario::Poll poll;
    poll.line = table.source().begin.line;
    BOOTHWISE_TRY(house, text(table, "house"));
    poll.house = house;
    BOOTHWISE_TRY(people, number(table, "people", 1, 1e9));
    poll.people = people.value_or(poll.people);
    const toml::node* node = table.get("shares");
    const toml::table* shares = node == nullptr ? nullptr : node->as_table();
    if (shares == nullptr)
      return at(node == nullptr ? static_cast<const toml::node&>(table) : *node, "scenario_malformed", "shares",
                {"expected shares = { NAME = 0.4, … }", "shares = { NAME = 0.4, … } चाहिए"});
    std::vector<std::string> known;
    known.reserve(read_.blocs.size());
    for (const ForecastScenario::Bloc& bloc : read_.blocs) known.push_back(bloc.name);
    BOOTHWISE_CHECK(check_names(*shares, known));
    double total = 0;
    for (const std::string& name : known) {
      BOOTHWISE_TRY(share, number(*shares, name, 0, 1));
      if (!share)
        return at(*node, "share_missing", name, {"a poll needs a share of each bloc", "हर गठबंधन का हिस्सा चाहिए"});
      poll.shares.push_back(*share);
      total += *share;
    }
    constexpr double rounding = 1e-9;
    if (total > 1 + rounding)
      return at(*node, "shares_over_1", std::to_string(total), {"shares add up to more than 1", "हिस्से 1 से अधिक हैं"});
    poll.shares.push_back(std::max(1 - total, 0.0));
    read_.polls.push_back(std::move(poll));
    return success();
  }

  [[nodiscard]] Status check_names(const toml::table& shares, const std::vector<std::string>& known) const {
    for (const auto& [key, value] : shares) {
      if (std::ranges::find(known, key.str()) == known.end())
        return at(value, "bloc_unknown", key.str(), {"no bloc has this name", "इस नाम का कोई गठबंधन नहीं है"}, known);
    }
    return success();
  }

  ForecastScenario read_;
  std::set<std::string> names_;
  std::set<std::string> parties_;
};

}  // namespace

std::optional<forecast::Mode> forecast_mode_named(std::string_view name) {
  const std::string lower = ascii_lower(name);
  if (lower == "a" || lower == "given") return forecast::Mode::given;
  if (lower == "b" || lower == "no_polls") return forecast::Mode::no_polls;
  if (lower == "c" || lower == "polls") return forecast::Mode::polls;
  return std::nullopt;
}

std::string_view forecast_mode_code(forecast::Mode mode) {
  if (mode == forecast::Mode::given) return "A";
  return mode == forecast::Mode::no_polls ? "B" : "C";
}

Result<ForecastScenario> read_forecast_scenario(std::string_view text, std::string_view display_name) {
  if (!is_utf8(text)) {
    return Error{ErrorKind::bad_input,
                 "scenario_malformed",
                 {"expected UTF-8 text", "UTF-8 पाठ चाहिए"},
                 {std::string(display_name), 0, {}, {}}};
  }
  try {
    return ScenarioReader(display_name).read(toml::parse(text));
  } catch (const toml::parse_error& failure) {
    Error error{
        ErrorKind::bad_input,
        "scenario_malformed",
        {"not TOML: " + std::string(failure.description()), "TOML नहीं है: " + std::string(failure.description())}};
    error.where.file = display_name;
    error.where.line = failure.source().begin.line;
    return error;
  }
}

}  // namespace boothwise::services
