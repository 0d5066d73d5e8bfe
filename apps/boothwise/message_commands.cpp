#include "command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "base/text.hpp"
#include "services/message_desk.hpp"
#include "services/messages.hpp"

/// Text messages from the command line, as the workspace's owner: for a timer where no server runs, and to look.
namespace boothwise::app {

namespace json = boost::json;

namespace {

Result<services::SmsSettings> settings_of(const Common& common) {
  const std::filesystem::path file = common.workspace / services::settings_of_messages;
  BOOTHWISE_TRY(settings, services::load_sms_settings(file));
  if (settings) return *std::move(settings);
  return Error{ErrorKind::not_found,
               "no_messages",
               {"there are no settings of text messages here", "यहाँ संदेशों की सेटिंग नहीं है"},
               {file.string(), 0, {}, {}}};
}

void add_send(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("send", "plan what is due and send what is waiting, once");
  auto most = std::make_shared<std::int64_t>(500);
  parser->add_option("--most", *most, "messages at most")->check(CLI::Range(1, 100000))->capture_default_str();
  commands.push_back(
      {parser, [most](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(settings, settings_of(common));
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         BOOTHWISE_TRY(snapshot, desk->snapshot());
         const auto provider = services::sms_provider(settings);
         BOOTHWISE_TRY(did, services::pass_messages(desk->caller(), *snapshot, {settings, *provider}, *most));
         print_json(json::object{{"planned", did.planned},
                                 {"sent", did.sent},
                                 {"failed", did.failed},
                                 {"uncertain", did.uncertain},
                                 {"dropped", did.dropped},
                                 {"later", did.later},
                                 {"in_hours", did.in_hours}});
         return 0;
       }});
}

void add_list(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("list", "how many went out, and the newest; without names and numbers");
  commands.push_back(
      {parser, [](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         BOOTHWISE_TRY(settings, services::load_sms_settings(common.workspace / services::settings_of_messages));
         BOOTHWISE_TRY(view, services::messages_view(desk->caller(), settings ? &*settings : nullptr));
         if (common.format == Format::json) {
           print_json(view);
           return 0;
         }
         std::vector<std::vector<std::string>> rows;
         for (const json::value& one : view.at("counts").as_array()) {
           rows.push_back({std::string(one.at("kind").as_string()), std::string(one.at("state").as_string()),
                           grouped(one.at("messages").as_int64()), grouped(one.at("parts").as_int64())});
         }
         print_rows(common, {{"kind", "प्रकार"}, {"state", "स्थिति"}, {"messages", "संदेश", true}, {"parts", "हिस्से", true}},
                    rows);
         return rows.empty() ? 1 : 0;
       }});
}

void add_check(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("check", "read the settings and show each template's length");
  commands.push_back({parser, [](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(settings, settings_of(common));
                        std::vector<std::vector<std::string>> rows;
                        for (const services::SmsTemplate& one : settings.templates) {
                          const SmsLength length = services::longest(one);
                          rows.push_back({one.use, one.language == Language::hindi ? "hi" : "en", one.id,
                                          length.unicode ? "Unicode" : "GSM", grouped(length.parts)});
                        }
                        print_rows(common,
                                   {{"use", "काम"},
                                    {"language", "भाषा"},
                                    {"template", "टेम्पलेट"},
                                    {"alphabet", "लिपि"},
                                    {"parts at most", "अधिकतम हिस्से", true}},
                                   rows);
                        return 0;
                      }});
}

}  // namespace

void add_message_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("messages", "text messages: invitations, reminders, late work");
  parser->require_subcommand(1);
  add_send(*parser, commands);
  add_list(*parser, commands);
  add_check(*parser, commands);
}

}  // namespace boothwise::app
