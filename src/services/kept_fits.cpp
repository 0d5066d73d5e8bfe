#include "services/kept_fits.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"

namespace boothwise::services {

namespace {

constexpr std::size_t kept_most = 64;
constexpr std::size_t bytes_most = 1U << 20U;

/// Everything that a fit depends on, as one digest.
class Inputs {
 public:
  template <typename Number>
  void add(Number number) {
    static_assert(std::is_arithmetic_v<Number>);
    digest_.add({reinterpret_cast<const char*>(&number), sizeof number});
  }
  template <typename Number>
  void add(const std::vector<Number>& numbers) {
    add(numbers.size());
    digest_.add({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)});
  }
  void add(const forecast::Table& table) {
    add(table.cols);
    add(table.values);
  }
  void add(const forecast::Contest& contest) {
    add(contest.year);
    add(contest.kind);
    add(contest.added_up);
    add(contest.blocs);
    add(contest.bloc);
    add(contest.standing);
    add(contest.stands);
    add(contest.follow);
    add(contest.valid_votes);
  }
  void add(const forecast::PastElection& election) {
    add(election.year);
    add(election.kind);
    add(election.added_up);
    add(election.votes);
    add(election.alliance);
  }
  void add(const forecast::Geography& geography) {
    add(geography.east_km);
    add(geography.north_km);
    add(geography.region);
  }
  /// The program itself: another build may fit otherwise.
  void add_program() {
    std::error_code failed;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
    add(std::filesystem::file_size(program, failed));
    add(std::filesystem::last_write_time(program, failed).time_since_epoch().count());
  }
  std::string hexadecimal() { return digest_.hexadecimal(); }

 private:
  Sha256 digest_;
};

constexpr std::size_t parameter_count = 11;

std::array<double, parameter_count> numbers_of(const forecast::Parameters& from) {
  return {from.swing.half_life_years,
          from.swing.other_kind_weight,
          from.swing.flow,
          from.swing.smooth,
          from.swing.kappa,
          from.error.region,
          from.error.near,
          from.error.reach_km,
          from.error.degrees,
          from.size_power,
          from.scale};
}

forecast::Parameters parameters_of(std::span<const double> numbers) {
  forecast::Parameters to;
  to.swing = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
  to.error = {numbers[5], numbers[6], numbers[7], numbers[8]};
  to.size_power = numbers[9];
  to.scale = numbers[10];
  return to;
}

std::string text_of(const forecast::Fitted& fitted) {
  std::string text = fmt::format("{:a}\n{}\n{}\n", fitted.pareto_k, fitted.widened ? 1 : 0, fitted.past_targets);
  const auto add = [&text](const forecast::Parameters& parameters) {
    for (const double number : numbers_of(parameters)) text += fmt::format("{:a}\n", number);
  };
  add(fitted.best);
  for (const forecast::Parameters& draw : fitted.draws) add(draw);
  return sha256(text) + "\n" + text;
}

/// Nothing if the text is not what text_of writes, to the last letter.
std::optional<forecast::Fitted> fitted_of(const std::string& whole, std::size_t draws) {
  const std::size_t digest_end = whole.find('\n');
  if (digest_end == std::string::npos) return std::nullopt;
  const std::string text = whole.substr(digest_end + 1);
  if (whole.substr(0, digest_end) != sha256(text)) return std::nullopt;
  constexpr std::size_t head = 3;
  std::vector<double> numbers;
  for (const char* at = text.c_str(); *at != '\0';) {
    char* end = nullptr;
    numbers.push_back(std::strtod(at, &end));
    if (end == at || *end != '\n') return std::nullopt;
    at = end + 1;
  }
  if (numbers.size() != head + parameter_count * (draws + 1)) return std::nullopt;
  forecast::Fitted fitted;
  fitted.pareto_k = numbers[0];
  fitted.widened = numbers[1] > 0;
  fitted.past_targets = static_cast<std::size_t>(numbers[2]);
  std::span<const double> rest = std::span(numbers).subspan(head);
  fitted.best = parameters_of(rest);
  for (std::size_t draw = 0; draw < draws; ++draw)
    fitted.draws.push_back(parameters_of(rest = rest.subspan(parameter_count)));
  return fitted;
}

void forget_oldest(const std::filesystem::path& folder) {
  std::error_code failed;
  std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> kept;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    kept.emplace_back(entry.last_write_time(failed), entry.path());
  std::ranges::sort(kept);
  for (std::size_t i = 0; i + kept_most < kept.size(); ++i) std::filesystem::remove(kept[i].second, failed);
}

}  // namespace

std::filesystem::path kept_fits_folder(const std::filesystem::path& workspace) { return workspace / "forecast_fits"; }

forecast::Fitted fit_or_kept(const forecast::Contest& contest, std::span<const forecast::PastElection> elections,
                             std::span<const forecast::PastTarget> targets, const forecast::Geography& geography,
                             const forecast::FitSettings& settings, const std::filesystem::path& folder) {
  if (folder.empty()) return forecast::fit(contest, elections, targets, geography, settings);
  Inputs inputs;
  inputs.add_program();
  inputs.add(contest);
  for (const forecast::PastElection& election : elections) inputs.add(election);
  for (const forecast::PastTarget& target : targets) {
    inputs.add(target.contest);
    inputs.add(target.outcome.shares);
    inputs.add(target.outcome.winner);
  }
  inputs.add(geography);
  inputs.add(settings.proposals);
  inputs.add(settings.draws);
  inputs.add(settings.seats_per_election);
  inputs.add(settings.seed);
  const std::filesystem::path file = folder / inputs.hexadecimal();
  if (const auto text = read_file(file, bytes_most)) {
    if (auto fitted = fitted_of(*text, settings.draws)) return *std::move(fitted);
  }
  forecast::Fitted fitted = forecast::fit(contest, elections, targets, geography, settings);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (write_file_atomically(file, text_of(fitted)).ok()) forget_oldest(folder);
  return fitted;
}

}  // namespace boothwise::services
