#pragma once

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"
#include "domain/access.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"
#include "services/views.hpp"
#include "services/workspace.hpp"

namespace boothwise::app {

enum class Format : std::uint8_t { table, json, csv };

/// Options that every command takes.
struct Common {
  std::filesystem::path workspace = "boothwise-data";
  std::string database;         ///< PostgreSQL of operations; empty: SQLite in the workspace
  std::string keys_database;    ///< the same of the keys of persons' records; empty: as database
  std::string sealed_database;  ///< the same of protected answers; empty: as database
  Format format = Format::table;
  Language language = Language::hindi;
  bool quiet = false;
  unsigned threads = 2;
  std::string purpose{};  ///< why, for the audit trail of a workspace that is being served
  std::string command{};  ///< its words, such as "audit verify"
};

/// What a command does; its value is the exit code (0 done, 1 nothing found or check failed, 2 bad input, 3
/// environment).
using Run = std::function<Result<int>(const Common&)>;

/// A command registers its options and says what to run.
struct Command {
  CLI::App* parser = nullptr;
  Run run;
};

void add_ask_commands(CLI::App& app, std::vector<Command>& commands);
void add_claim_commands(CLI::App& app, std::vector<Command>& commands);
void add_data_commands(CLI::App& app, std::vector<Command>& commands);
void add_estimate_commands(CLI::App& app, std::vector<Command>& commands);
void add_field_commands(CLI::App& app, std::vector<Command>& commands);
void add_forecast_commands(CLI::App& app, std::vector<Command>& commands);
void add_know_commands(CLI::App& app, std::vector<Command>& commands);
void add_link_commands(CLI::App& app, std::vector<Command>& commands);
void add_organisation_commands(CLI::App& app, std::vector<Command>& commands);
void add_plan_commands(CLI::App& app, std::vector<Command>& commands);
/// Under `plan`.
void add_effort_commands(CLI::App& plan, std::vector<Command>& commands);
void add_report_commands(CLI::App& app, std::vector<Command>& commands);
void add_roll_commands(CLI::App& app, std::vector<Command>& commands);
void add_scheme_commands(CLI::App& app, std::vector<Command>& commands);
void add_train_commands(CLI::App& app, std::vector<Command>& commands);
void add_users_commands(CLI::App& app, std::vector<Command>& commands);
void add_synth_command(CLI::App& app, std::vector<Command>& commands);
void add_backup_commands(CLI::App& app, std::vector<Command>& commands);
void add_release_commands(CLI::App& app, std::vector<Command>& commands);
void add_audit_commands(CLI::App& app, std::vector<Command>& commands);
void add_concordance_commands(CLI::App& app, std::vector<Command>& commands);
void add_message_commands(CLI::App& app, std::vector<Command>& commands);
void add_serve_commands(CLI::App& app, std::vector<Command>& commands);
void add_submission_commands(CLI::App& app, std::vector<Command>& commands);
void add_work_commands(CLI::App& app, std::vector<Command>& commands);

/// Progress on stderr when it is a terminal; SIGINT asks to stop.
std::unique_ptr<Progress> terminal_progress(const Common& common);

/// Where the tables and the built web app are: the environment's BOOTHWISE_DATA and BOOTHWISE_WEB, else beside the
/// installed binary, else in the source tree that it was built from.
std::filesystem::path data_folder();
std::filesystem::path web_folder();
std::string version();

/// The workspace, for a command. One that is being served is opened by its owner only, and that it was, by which
/// command and why, is noted in the audit trail. Errors: those of open_workspace; `not_the_owner`.
Result<services::Workspace> open(const Common& common);
/// The same for the server itself.
Result<services::Workspace> open_to_serve(const Common& common);

/// The workspace's owner at the command line, with all that a use case about the organisation needs.
class OwnerAtDesk {
 public:
  /// Errors: those of opening the workspace, its store and its key.
  static Result<std::unique_ptr<OwnerAtDesk>> open(const Common& common);
  services::Caller& caller() { return *caller_; }
  [[nodiscard]] const ServerKey& key() const { return key_; }
  /// The data as they are now. Errors: `warehouse_failed`.
  Result<std::shared_ptr<const services::Snapshot>> snapshot() {
    return services::load_snapshot(*workspace_.warehouse);
  }

 private:
  OwnerAtDesk() = default;
  services::Workspace workspace_;
  ServerKey key_ = ServerKey::passing();
  Access access_ = Access::owner();
  std::unique_ptr<services::Caller> caller_;
};
Instant now();

/// One column of a table for people.
struct Shown {
  std::string title_en;
  std::string title_hi;
  bool right = false;
};

/// Prints rows for people (aligned, Devanagari widths counted) or as CSV with the English titles.
void print_rows(const Common& common, const std::vector<Shown>& columns,
                const std::vector<std::vector<std::string>>& rows);
/// A whole number of a view's object, with separators.
std::string count_cell(const boost::json::value& of, std::string_view member);
void print_json(const boost::json::value& value);

/// The text in the language of the command.
inline std::string_view say(const Common& common, std::string_view en, std::string_view hi) {
  return common.language == Language::hindi ? hi : en;
}

/// Text of a JSON {"en","hi"} in the language of the command.
std::string text_of(const Common& common, const boost::json::value& bilingual);

}  // namespace boothwise::app
