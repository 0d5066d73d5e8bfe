#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/atomic_file.hpp"
#include "services/audit_trail.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

/// What the auditor keeps of several days.
Result<std::vector<operations::AuditHead>> stated_heads(const std::vector<std::filesystem::path>& files,
                                                        const std::string& verifying_key) {
  std::vector<operations::AuditHead> all;
  for (const std::filesystem::path& file : files) {
    BOOTHWISE_TRY(text, read_file(file));
    auto heads = services::read_stated_heads(text, verifying_key);
    if (!heads) {
      Error error = heads.error();
      error.where.file = file.string();
      return error;
    }
    all.insert(all.end(), heads->begin(), heads->end());
  }
  return all;
}

std::string fault_line(const Common& common, const json::object& fault) {
  std::string line = fmt::format("{} {}/{}: {}", say(common, "row", "पंक्ति"), fault.at("chain").as_int64(),
                                 fault.at("number").as_int64(), std::string(fault.at("what").as_string()));
  if (const json::value* after = fault.if_contains("after")) {
    line += fmt::format(fmt::runtime(say(common, "; the first row that was rewritten is one of {} to {}",
                                         "; पहली दोबारा लिखी गई पंक्ति {} से {} में है")),
                        after->as_int64() + 1, fault.at("number").as_int64());
  }
  return line;
}

void add_verify(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("verify", "every row of the trail, against heads of earlier days");
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto key = std::make_shared<std::string>();
  parser
      ->add_option("--heads", *files,
                   "what `audit heads` printed on an earlier day, or the signed file that the auditor got; several")
      ->check(CLI::ExistingFile);
  parser->add_option(
      "--verifying-key", *key,
      "the key that signed files must be signed with, as the auditor noted it; this server's if left out");
  commands.push_back(
      {parser, [files, key](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         const std::string own = desk->key().verifying_key(ServerKey::Purpose::audit_head);
         BOOTHWISE_TRY(stated, stated_heads(*files, key->empty() ? own : *key));
         BOOTHWISE_TRY(view, services::audit_verification(desk->caller(), stated));
         const bool holds = view.at("holds").as_bool();
         if (common.format == Format::json) {
           print_json(view);
           return holds ? 0 : 1;
         }
         for (const json::value& fault : view.at("faults").as_array()) {
           std::cout << fault_line(common, fault.as_object()) << "\n";
         }
         std::cout << fmt::format(
             "{} {}\n", view.at("rows").as_int64(),
             holds ? say(common, "rows, nothing was changed or taken out", "पंक्तियाँ, कुछ बदला या हटाया नहीं गया")
                   : say(common, "rows, and the trail was tampered with", "पंक्तियाँ, और लेखे से छेड़छाड़ हुई है"));
         return holds ? 0 : 1;
       }});
}

void add_heads(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser =
      parent.add_subcommand("heads", "the last row of every chain and the verifying key, for the auditor to keep");
  auto as_signed = std::make_shared<bool>(false);
  parser->add_flag("--signed", *as_signed, "as the signed text that the auditor gets each day");
  commands.push_back({parser, [as_signed](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        if (*as_signed) {
                          BOOTHWISE_TRY(text, services::signed_audit_heads(desk->caller()));
                          std::cout << text;
                          return 0;
                        }
                        BOOTHWISE_TRY(view, services::audit_heads_view(desk->caller()));
                        print_json(view);
                        return 0;
                      }});
}

void add_show(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("show", "the newest rows");
  auto unit = std::make_shared<std::int64_t>(0);
  parser->add_option("--unit", *unit, "of this unit and below");
  commands.push_back({parser, [unit](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(view, services::audit_view(desk->caller(), {*unit}));
                        if (common.format == Format::json) {
                          print_json(view);
                          return 0;
                        }
                        std::vector<std::vector<std::string>> rows;
                        for (const json::value& row : view.at("rows").as_array()) {
                          const auto text = [&row](const char* member) {
                            return std::string(row.at(member).as_string());
                          };
                          rows.push_back({text("at"), text("actor").substr(0, 8), text("action"), text("object"),
                                          text("path"), text("purpose")});
                        }
                        print_rows(common,
                                   {{"at", "समय"},
                                    {"who (keyed)", "कौन (कूट)"},
                                    {"what", "क्या"},
                                    {"object", "किसका"},
                                    {"unit", "इकाई"},
                                    {"purpose", "उद्देश्य"}},
                                   rows);
                        return rows.empty() ? 1 : 0;
                      }});
}

void add_export(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("export", "all rows as JSON lines");
  auto out = std::make_shared<std::filesystem::path>();
  parser->add_option("--out", *out, "a file")->required();
  commands.push_back({parser, [out](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        std::string lines;
                        BOOTHWISE_CHECK(
                            services::export_audit(desk->caller(), [&lines](std::string_view line) -> Status {
                              lines += line;
                              return success();
                            }));
                        BOOTHWISE_CHECK(write_file_atomically(*out, lines));
                        return 0;
                      }});
}

}  // namespace

void add_audit_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("audit", "who saw and changed what");
  parser->require_subcommand(1);
  add_verify(*parser, commands);
  add_show(*parser, commands);
  add_export(*parser, commands);
  add_heads(*parser, commands);
}

}  // namespace boothwise::app
