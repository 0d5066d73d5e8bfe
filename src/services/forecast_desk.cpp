#include "services/forecast_desk.hpp"

#include "operations/scenarios.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>

#include "services/election_locks.hpp"
#include "services/forecast_backtest.hpp"
#include "services/json_body.hpp"
#include "services/kept_fits.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::size_t scenario_bytes_most = 200'000;
constexpr std::string_view scenario_name = "scenario";

/// The election whose seats and parties a forecast of `election` goes by: the latest of its house before it.
Result<const ElectionData*> last_before(const Snapshot& snapshot, const ElectionId& election) {
  const ElectionData* last = nullptr;
  for (const auto& [id, data] : snapshot.elections) {
    if (id.house != election.house || id.by_election || id.year >= election.year) continue;
    if (delimitation_of(id) == Delimitation::order_2008 && !data.results.contests.empty()) last = &data;
  }
  if (last != nullptr) return last;
  return Error{
      ErrorKind::not_found,
      "no_past_election",
      {"there is no earlier election of this house on these seats", "इन सीटों पर इस सदन का कोई पहले का चुनाव नहीं है"},
      {{}, 0, "election", to_string(election)}};
}

/// The Lok Sabha that comes next: five years after the latest, or the one that was asked for.
Result<ElectionId> election_to_come(const Snapshot& snapshot, std::string_view asked) {
  if (!asked.empty()) {
    const auto election = parse_election(asked);
    if (election) return *election;
    return refused_field(ErrorKind::bad_input, "election_malformed", "election",
                         {"expected an election such as LS-2024", "LS-2024 जैसा चुनाव चाहिए"}, asked);
  }
  const auto latest = snapshot.latest();
  constexpr std::int32_t term = 5;
  if (latest) return ElectionId{latest->house, latest->year + term, false};
  return Error{ErrorKind::not_found, "no_results", {"no results were imported yet", "अभी कोई परिणाम आयात नहीं हुआ है"}};
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// Shares of valid votes by party.
std::map<std::string, double> shares_of(const ElectionData& data) {
  std::map<std::string, double> votes;
  double all = 0;
  for (const Contest& contest : data.results.contests) {
    for (const CandidateVotes& candidate : contest.candidates) {
      if (candidate.party == "NOTA") continue;
      votes[candidate.party] += static_cast<double>(candidate.votes);
      all += static_cast<double>(candidate.votes);
    }
  }
  for (auto& [party, share] : votes) share /= std::max(all, 1.0);
  return votes;
}

/// Alliances as they last stood, then the parties that stood alone with a twentieth of the votes or more.
std::string first_scenario(const Snapshot& snapshot, const ElectionData& last, const ElectionId& election,
                           const std::map<std::string, double>& shares) {
  constexpr double large = 0.05;
  std::string text = "format = 1\nelection = " + toml_text(to_string(election)) + "\nmode = \"no_polls\"\n";
  std::vector<std::string> placed;
  const auto add = [&](std::string_view name, const std::vector<std::string>& parties) {
    text += "\n[[bloc]]\nname = " + toml_text(name) + "\nparties = [";
    for (std::size_t at = 0; at < parties.size(); ++at) {
      text += (at == 0 ? "" : ", ") + toml_text(parties[at]);
      placed.push_back(parties[at]);
    }
    text += "]\n";
  };
  for (const Alliance* alliance : snapshot.alliances.of(last.results.election)) {
    std::vector<std::string> stood;
    for (const std::string& party : alliance->parties) {
      if (shares.contains(party)) stood.push_back(party);
    }
    if (!stood.empty()) add(alliance->id, stood);
  }
  for (const auto& [party, share] : shares) {
    const bool alone = std::ranges::find(placed, party) == placed.end();
    if (alone && share >= large && party != "IND") add(party, {party});
  }
  return text;
}

struct AskedForecast {
  ForecastScenario scenario;
  ForecastSettings settings;
  std::shared_ptr<const ForecastModel> model;
};

Result<ForecastScenario> scenario_in(const JsonBody& body) {
  BOOTHWISE_TRY(text, body.text("scenario", scenario_bytes_most));
  return read_forecast_scenario(text, scenario_name);
}

Result<AskedForecast> asked_in(Caller& caller, const ForecastDesk& desk, const JsonBody& body) {
  AskedForecast asked;
  BOOTHWISE_TRY(scenario, scenario_in(body));
  asked.scenario = std::move(scenario);
  if (asked.scenario.mode == forecast::Mode::polls) {
    BOOTHWISE_CHECK(require_unlocked(caller, desk.snapshot, "exit_poll_output", {}));
  }
  BOOTHWISE_TRY(seed, body.integer_or_none("seed", 0, std::numeric_limits<std::int32_t>::max()));
  if (seed) asked.settings.seed = static_cast<std::uint64_t>(*seed);
  constexpr std::int64_t elections_least = 200;
  constexpr std::int64_t elections_most = 200'000;
  BOOTHWISE_TRY(elections, body.integer_or_none("elections", elections_least, elections_most));
  asked.settings.elections = static_cast<std::size_t>(elections.value_or(0));
  BOOTHWISE_TRY(model, desk.shelf.model(desk.snapshot, asked.scenario, desk.state_folder));
  asked.model = std::move(model);
  return asked;
}

/// Every general election on these boundaries: what a forecast or its test rests on.
Drawn drawn_elections(const Snapshot& snapshot) {
  Drawn drawn;
  for (const auto& [id, data] : snapshot.elections) {
    if (id.by_election || delimitation_of(id) != Delimitation::order_2008) continue;
    std::ranges::move(drawn_results(id), std::back_inserter(drawn));
  }
  return drawn;
}

/// Fits kept in a workspace, or nowhere.
ForecastSettings settings_on(const std::filesystem::path& workspace) {
  ForecastSettings settings;
  if (!workspace.empty()) settings.fits = kept_fits_folder(workspace);
  return settings;
}

}  // namespace

Result<std::shared_ptr<const ForecastModel>> ForecastShelf::model(const Snapshot& snapshot,
                                                                  const ForecastScenario& scenario,
                                                                  const std::filesystem::path& state_folder) {
  constexpr std::size_t kept_most = 4;
  std::vector<std::string> parties;
  for (const ForecastScenario::Bloc& bloc : scenario.blocs)
    std::ranges::copy(bloc.parties, std::back_inserter(parties));
  std::ranges::sort(parties);
  const std::int64_t next_run = snapshot.manifest->next_run;
  // Held while fitting: who asks for the same meanwhile waits for it rather than fits it again.
  const std::scoped_lock lock(mutex_);
  for (const Kept& kept : kept_) {
    if (kept.next_run == next_run && kept.election == scenario.election && kept.parties == parties) return kept.model;
  }
  BOOTHWISE_TRY(data, forecast_data(snapshot, scenario.election.house, state_folder, parties));
  BOOTHWISE_TRY(model, ForecastModel::fit(std::move(data), scenario.election, settings_on(workspace_)));
  if (kept_.size() == kept_most) kept_.erase(kept_.begin());
  kept_.push_back(
      {next_run, scenario.election, std::move(parties), std::make_shared<const ForecastModel>(std::move(model))});
  return kept_.back().model;
}

Result<json::object> forecast_start_view(const ForecastDesk& desk, std::string_view asked) {
  BOOTHWISE_TRY(election, election_to_come(desk.snapshot, asked));
  BOOTHWISE_TRY(last, last_before(desk.snapshot, election));
  const auto shares = shares_of(*last);
  json::array parties;
  std::vector<std::pair<double, std::string>> by_size;
  by_size.reserve(shares.size());
  for (const auto& [party, share] : shares) by_size.emplace_back(share, party);
  std::ranges::sort(by_size, std::greater());
  for (const auto& [share, party] : by_size) {
    constexpr double least = 0.002;
    if (share < least || party == "IND") continue;
    const auto found = std::ranges::find(desk.snapshot.parties, party, &Party::code);
    const Bilingual name = found == desk.snapshot.parties.end() ? Bilingual{party, party} : found->name;
    const Alliance* alliance = desk.snapshot.alliances.of_party(last->results.election, party);
    parties.push_back(
        json::object{{"code", party},
                     {"name", to_json(name)},
                     {"share", share},
                     {"alliance", alliance == nullptr ? json::value(nullptr) : json::value(alliance->id)}});
  }
  json::array elections;
  for (const auto& [id, data] : desk.snapshot.elections) {
    if (!id.by_election && delimitation_of(id) == Delimitation::order_2008 && !data.results.contests.empty()) {
      elections.emplace_back(to_string(id));
    }
  }
  json::object view{
      {"election", to_string(election)},   {"last", to_string(last->results.election)},
      {"elections", std::move(elections)}, {"seats", last->results.contests.size()},
      {"parties", std::move(parties)},     {"scenario", first_scenario(desk.snapshot, *last, election, shares)}};
  add_sources(view, *desk.snapshot.manifest, drawn_results(last->results.election));
  return view;
}

Result<json::object> forecast_answer_view(Caller& caller, const ForecastDesk& desk, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"scenario", "seed", "elections"}));
  BOOTHWISE_TRY(asked, asked_in(caller, desk, body));
  BOOTHWISE_TRY(view, asked.model->answer(asked.scenario, asked.settings));
  add_sources(view, *desk.snapshot.manifest, drawn_elections(desk.snapshot));
  return view;
}

Result<json::object> forecast_needs_view(Caller& caller, const ForecastDesk& desk, std::string_view text) {
  constexpr std::size_t name_bytes = 100;
  constexpr std::int64_t seats_most = 10'000;
  constexpr double effort_most = 1e9;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"scenario", "seed", "elections", "bloc", "seats", "budget", "lead_most", "effort_scale"}));
  BOOTHWISE_TRY(asked, asked_in(caller, desk, body));
  ForecastModel::NeedsAsked needs;
  BOOTHWISE_TRY(bloc, body.text_or_empty("bloc", name_bytes));
  needs.bloc = std::move(bloc);
  BOOTHWISE_TRY(seats, body.integer_or_none("seats", 1, seats_most));
  needs.seats = static_cast<std::size_t>(seats.value_or(0));
  const auto number = [&body](std::string_view field, double most, double& into) -> Status {
    if (!body.has(field)) return success();
    BOOTHWISE_TRY(value, body.number(field, 0, most));
    into = value;
    return success();
  };
  BOOTHWISE_CHECK(number("budget", effort_most, needs.budget));
  BOOTHWISE_CHECK(number("lead_most", 1, needs.response.most));
  BOOTHWISE_CHECK(number("effort_scale", effort_most, needs.response.scale));
  BOOTHWISE_TRY(view, asked.model->needs(asked.scenario, needs, asked.settings));
  add_sources(view, *desk.snapshot.manifest, drawn_elections(desk.snapshot));
  return view;
}

Result<json::object> forecast_backtest_view(const ForecastDesk& desk, std::string_view election,
                                            std::string_view mode) {
  BacktestAsked asked;
  asked.election = election;
  if (!mode.empty()) {
    asked.mode = forecast_mode_named(mode);
    if (!asked.mode) {
      Error error = refused_field(ErrorKind::bad_input, "mode_unknown", "mode",
                                  {"expected one of these", "इनमें से एक चाहिए"}, mode);
      error.choices = {"A", "B", "C"};
      return error;
    }
  }
  std::vector<ForecastData> data;
  for (const House house : {House::lok_sabha, House::vidhan_sabha}) {
    auto one = forecast_data(desk.snapshot, house, desk.state_folder, {});
    if (!one && one.error().code != "no_past_election") return one.error();
    if (one) data.push_back(std::move(*one));
  }
  auto polls = polls_of_workspace(desk.shelf.workspace());
  if (polls) {
    asked.polls = std::move(*polls);
  } else {
    asked.polls_fault = polls.error();
  }
  BOOTHWISE_TRY(view, forecast_backtest(data, asked, settings_on(desk.shelf.workspace())));
  add_sources(view, *desk.snapshot.manifest, drawn_elections(desk.snapshot));
  return view;
}

Result<json::object> kept_scenarios_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_work));
  BOOTHWISE_TRY(kept, operations::kept_scenarios(caller.whole_store()));
  json::array list;
  for (const operations::KeptScenario& scenario : kept) {
    list.push_back(json::object{{"id", scenario.id},
                                {"title", scenario.title},
                                {"scenario", scenario.content},
                                {"own", scenario.made_by == caller.access().user()},
                                {"made_at", iso_utc(scenario.made_at)}});
  }
  return json::object{{"scenarios", std::move(list)}};
}

Result<json::object> keep_scenario(Caller& caller, std::string_view text) {
  constexpr std::size_t title_bytes = 200;
  BOOTHWISE_CHECK(caller.access().require(Right::view_work));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"title", "scenario"}));
  BOOTHWISE_TRY(title, body.text("title", title_bytes));
  BOOTHWISE_TRY(content, body.text("scenario", scenario_bytes_most));
  BOOTHWISE_CHECK(read_forecast_scenario(content, scenario_name));
  const operations::KeptScenario kept{operations::new_id(), std::move(title), std::move(content),
                                      caller.access().user(), caller.now()};
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_scenario(inside, kept));
    return caller.note(inside, "scenario.kept", "scenario:" + kept.id, whole_organisation);
  }));
  return json::object{{"id", kept.id}};
}

Result<json::object> forget_scenario(Caller& caller, const std::string& id) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_work));
  BOOTHWISE_TRY(kept, operations::kept_scenarios(caller.whole_store()));
  const auto found = std::ranges::find(kept, id, &operations::KeptScenario::id);
  if (found == kept.end()) {
    return refused_field(ErrorKind::not_found, "scenario_unknown", "scenario",
                         {"this scenario is not there", "यह परिदृश्य यहाँ नहीं है"}, id);
  }
  if (found->made_by != caller.access().user()) {
    BOOTHWISE_CHECK(caller.access().permit(Right::direct_work, whole_organisation));
  }
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::drop_scenario(inside, id));
    return caller.note(inside, "scenario.forgotten", "scenario:" + id, whole_organisation);
  }));
  return json::object{{"id", id}};
}

}  // namespace boothwise::services
