#include "command.hpp"

#include <iostream>
#include <map>

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
      return 2;
    case ErrorKind::environment:
      return 3;
  }
  return 3;
}

void add_common_options(CLI::App& parser, app::Common& common) {
  parser.add_option("-w,--workspace", common.workspace, "folder with the data")
      ->envname("BOOTHWISE_WORKSPACE")
      ->capture_default_str();
  parser.add_option("--format", common.format, "how answers are printed")
      ->transform(CLI::CheckedTransformer(std::map<std::string, app::Format>{
          {"table", app::Format::table}, {"json", app::Format::json}, {"csv", app::Format::csv}}))
      ->option_text("table|json|csv");
  parser.add_option("--lang", common.language, "language of texts")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, Language>{{"hi", Language::hindi}, {"en", Language::english}}))
      ->option_text("hi|en");
  parser.add_option("--threads", common.threads, "processor threads to use")->check(CLI::Range(1, 256));
  parser.add_flag("--quiet", common.quiet, "no progress, no report");
}

int run(int argc, char** argv) {
  CLI::App parser("Boothwise: an election campaign, booth by booth", "boothwise");
  parser.set_version_flag("--version", app::version());
  parser.require_subcommand(1);
  parser.fallthrough();
  app::Common common;
  add_common_options(parser, common);
  std::vector<app::Command> commands;
  app::add_data_commands(parser, commands);
  app::add_know_commands(parser, commands);
  app::add_serve_commands(parser, commands);
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
