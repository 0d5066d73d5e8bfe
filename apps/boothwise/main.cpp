#include "command.hpp"

#include <fmt/format.h>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace boothwise;

/// Exit codes of docs: 1 nothing found or stopped, 2 bad input, 3 environment.
int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
    case ErrorKind::stopped:
      return 1;
    case ErrorKind::bad_input:
    case ErrorKind::conflict:
    case ErrorKind::too_large:
    case ErrorKind::unauthenticated:
    case ErrorKind::forbidden:
      return 2;
    case ErrorKind::environment:
    case ErrorKind::too_many:
      return 3;
  }
  return 3;
}

void add_common_options(CLI::App& parser, app::Common& common) {
  parser.add_option("-w,--workspace", common.workspace, "folder with the data")
      ->envname("BOOTHWISE_WORKSPACE")
      ->capture_default_str();
  parser
      .add_option("--database", common.database,
                  "PostgreSQL of the organisation's work, as \"host=… dbname=…\" or postgresql://…; a file of the "
                  "workspace without it")
      ->envname("BOOTHWISE_DATABASE");
  parser
      .add_option("--keys-database", common.keys_database,
                  "PostgreSQL of the keys of persons' records, apart from what they open; --database without it")
      ->envname("BOOTHWISE_KEYS_DATABASE");
  parser
      .add_option("--sealed-database", common.sealed_database,
                  "PostgreSQL of protected answers, with a role of its own; --database without it")
      ->envname("BOOTHWISE_SEALED_DATABASE");
  const auto one_of = [&](const char* name, const char* description, std::vector<std::string> words, auto take) {
    parser.add_option_function<std::string>(name, take, description)
        ->check(CLI::IsMember(words))
        ->option_text(fmt::format("{}", fmt::join(words, "|")));
  };
  one_of("--format", "how answers are printed", {"table", "json", "csv"}, [&common](const std::string& word) {
    common.format = word == "json" ? app::Format::json : word == "csv" ? app::Format::csv : app::Format::table;
  });
  one_of("--lang", "language of texts", {"hi", "en"},
         [&common](const std::string& word) { common.language = word == "en" ? Language::english : Language::hindi; });
  parser.add_option("--threads", common.threads, "processor threads to use")->check(CLI::Range(1, 256));
  constexpr std::size_t purpose_bytes_max = 400;
  parser
      .add_option("--purpose", common.purpose,
                  "why, for the audit trail: a command on a workspace that is being served is noted in it")
      ->check([](const std::string& text) {
        return text.size() <= purpose_bytes_max ? std::string() : std::string("expected at most 400 bytes");
      });
  parser.add_flag("--quiet", common.quiet, "no progress, no report");
}

/// "audit verify": the names of a command and of what it is under.
std::string words_of(const CLI::App* command) {
  const CLI::App* above = command->get_parent();
  if (above == nullptr) return {};
  const std::string before = words_of(above);
  return before.empty() ? command->get_name() : before + " " + command->get_name();
}

int run(int argc, char** argv) {
  CLI::App parser("Boothwise: an election campaign, booth by booth", "boothwise");
  parser.set_version_flag("--version", app::version());
  parser.require_subcommand(1);
  parser.fallthrough();
  app::Common common;
  add_common_options(parser, common);
  std::vector<app::Command> commands;
  app::add_ask_commands(parser, commands);
  app::add_data_commands(parser, commands);
  app::add_forecast_commands(parser, commands);
  app::add_know_commands(parser, commands);
  app::add_link_commands(parser, commands);
  app::add_organisation_commands(parser, commands);
  app::add_plan_commands(parser, commands);
  app::add_estimate_commands(parser, commands);
  app::add_roll_commands(parser, commands);
  app::add_scheme_commands(parser, commands);
  app::add_claim_commands(parser, commands);
  app::add_train_commands(parser, commands);
  app::add_synth_command(parser, commands);
  app::add_audit_commands(parser, commands);
  app::add_backup_commands(parser, commands);
  app::add_release_commands(parser, commands);
  app::add_concordance_commands(parser, commands);
  app::add_users_commands(parser, commands);
  app::add_message_commands(parser, commands);
  app::add_field_commands(parser, commands);
  app::add_serve_commands(parser, commands);
  app::add_submission_commands(parser, commands);
  app::add_work_commands(parser, commands);
  app::add_report_commands(parser, commands);
  for (CLI::App* subcommand : parser.get_subcommands([](const CLI::App*) { return true; })) {
    subcommand->fallthrough();
    for (CLI::App* inner : subcommand->get_subcommands([](const CLI::App*) { return true; })) inner->fallthrough();
  }
  try {
    parser.parse(argc, argv);
  } catch (const CLI::ParseError& failure) {
    return parser.exit(failure) == 0 ? 0 : 2;
  }
  for (const app::Command& command : commands) {
    if (!command.parser->parsed()) continue;
    common.command = words_of(command.parser);
    const Result<int> result = command.run(common);
    if (result) return *result;
    std::cerr << "boothwise: " << result.error().line(common.language) << "\n";
    return exit_code_of(result.error().kind);
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& failure) {
    std::cerr << "boothwise: something went wrong inside: " << failure.what() << "\n";
    return 3;
  }
}
