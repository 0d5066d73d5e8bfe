#include "command.hpp"
#include "operations/units.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "services/organisation.hpp"
#include "services/users.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

/// The organisation's top, named after the state, where there is none yet.
Status make_top(services::Caller& caller) {
  BOOTHWISE_TRY(there, operations::unit_by_id(caller.whole_store(), 1));
  if (there) return success();
  BOOTHWISE_TRY(maps, services::load_maps(caller.data_folder(), caller.workspace().state));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*caller.workspace().warehouse));
  const std::string code = caller.workspace().state.empty() ? "STATE" : caller.workspace().state;
  const json::object body{{"code", code},
                          {"level", "state"},
                          {"name_en", maps.name.en.empty() ? code : maps.name.en},
                          {"name_hi", maps.name.hi.empty() ? code : maps.name.hi}};
  BOOTHWISE_CHECK(services::add_unit(caller, snapshot->places, json::serialize(body)));
  return success();
}

void add_first(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("first", "the first officer, who invites all others; prints an invitation");
  auto name = std::make_shared<std::string>();
  auto phone = std::make_shared<std::string>();
  parser->add_option("--name", *name, "her name")->required();
  parser->add_option("--phone", *phone, "telephone number, or another name to sign in with")->required();
  commands.push_back({parser, [name, phone](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_CHECK(make_top(desk->caller()));
                        BOOTHWISE_TRY(secret, services::make_first_officer(desk->caller(), *name, *phone));
                        if (common.format == Format::json) {
                          print_json(json::object{{"invitation", secret}, {"address", "/invitation#" + secret}});
                          return 0;
                        }
                        std::cout << say(common,
                                         "Open this address of the server within three days, and choose a password:\n",
                                         "तीन दिन के भीतर सर्वर का यह पता खोलें और पासवर्ड चुनें:\n")
                                  << "/invitation#" << secret << "\n";
                        return 0;
                      }});
}

std::string roles_of(const Common& common, const json::object& user) {
  std::string text;
  for (const json::value& role : user.at("roles").as_array()) {
    text += (text.empty() ? "" : "; ") + text_of(common, role.at("name"));
    if (const auto* unit = role.as_object().if_contains("unit_name")) text += " (" + text_of(common, *unit) + ")";
  }
  return text;
}

void add_list(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("list", "users of a unit and below, with their roles");
  auto unit = std::make_shared<std::int64_t>(1);
  parser->add_option("--unit", *unit, "the unit's number; 1 is the top")->capture_default_str();
  commands.push_back({parser, [unit](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(roles, services::Roles::load(data_folder()));
                        json::array users;
                        for (std::string after;;) {
                          BOOTHWISE_TRY(page, services::users_view(desk->caller(), roles, {*unit, after}));
                          for (json::value& user : page.at("users").as_array()) users.push_back(std::move(user));
                          if (page.at("next").is_null()) break;
                          after = page.at("next").as_string();
                        }
                        if (common.format == Format::json) {
                          print_json(json::object{{"users", users}});
                          return users.empty() ? 1 : 0;
                        }
                        std::vector<std::vector<std::string>> rows;
                        for (const json::value& user : users) {
                          rows.push_back({std::string(user.at("name").as_string()),
                                          std::string(user.at("sign_in_name").as_string()),
                                          std::string(user.at("state").as_string()),
                                          user.at("one_time_codes").as_bool() ? "yes" : "no",
                                          roles_of(common, user.as_object()), std::string(user.at("id").as_string())});
                        }
                        print_rows(common,
                                   {{"name", "नाम"},
                                    {"sign-in name", "साइन-इन नाम"},
                                    {"state", "स्थिति"},
                                    {"one-time codes", "एकबारगी कोड"},
                                    {"roles", "भूमिकाएँ"},
                                    {"id", "पहचान"}},
                                   rows);
                        return users.empty() ? 1 : 0;
                      }});
}

}  // namespace

void add_users_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("users", "who may sign in");
  parser->require_subcommand(1);
  add_first(*parser, commands);
  add_list(*parser, commands);
}

}  // namespace boothwise::app
