#pragma once

#include "papers/making.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::papers {

/// `reports.toml` of a workspace (docs/formats.md#weekly-reports): which briefs are made by themselves each week.
struct WeeklySettings {
  std::chrono::weekday day{1};  ///< in India; Monday
  std::vector<Language> languages{Language::hindi};
  std::vector<PaperFormat> formats{PaperFormat::pdf};
  services::Asked asked{};
};

/// Errors: `weekly_malformed` with line and key.
Result<WeeklySettings> parse_weekly(std::string_view text, std::string_view display_name);
/// Nothing where the workspace has no such file: nothing is made by itself then.
Result<std::optional<WeeklySettings>> load_weekly(const std::filesystem::path& workspace);

/// Where they are put.
std::filesystem::path weekly_folder(const std::filesystem::path& workspace);

/// Whether they are due: on the day of the week, or later where it passed unused. `done`: the day they were made last.
bool weekly_due(const WeeklySettings& settings, const Day& today, const std::optional<Day>& done);

/// Briefs of all districts and the focus list, those that changed. Errors: those of make_briefs.
Status make_weekly(const PaperDesk& desk, const reports::Branding& branding, const WeeklySettings& settings,
                   Progress& progress);

/// A file that was made and who it is for: a district's id, or none for the focus list.
struct ReadyPaper {
  std::string name;
  std::string district;
  std::uintmax_t bytes = 0;
  Day made{};
};
/// What lies in the folder, by name; nothing else than what make_weekly puts there.
std::vector<ReadyPaper> ready_papers(const std::filesystem::path& workspace, const Places& places);

}  // namespace boothwise::papers
