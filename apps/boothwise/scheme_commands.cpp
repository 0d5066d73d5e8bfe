#include "command.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <iostream>
#include <map>

#include "base/text.hpp"
#include "services/receipts_view.hpp"
#include "services/scheme_views.hpp"

/// Public schemes from the command line: docs/api.md#schemes has the same views.
namespace boothwise::app {

namespace json = boost::json;
using services::SchemeDesk;

namespace {

struct SchemeArguments {
  std::string code;
  std::string district;
  services::SchemeAsked asked;
  std::string kendra;
  std::string part;
  std::int32_t ac = 0;
  std::map<std::string, std::string> fields;  ///< of a scheme that is added or changed
};

std::string scheme_text(const json::value& value) { return value.is_null() ? "–" : std::string(value.as_string()); }

std::string scheme_number(const json::value& value) {
  return value.is_null() ? "–" : grouped(value.to_number<std::int64_t>());
}

std::string scheme_share(const json::value& value) {
  constexpr double hundred = 100;
  return value.is_null() ? "–" : one_decimal(value.as_double() * hundred);
}

/// Asks a view about what is here now.
template <typename View>
Result<json::object> at_desk(const Common& common, View view) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, desk->snapshot());
  services::Caller& caller = desk->caller();
  const std::filesystem::path folder = data_folder();
  return view(SchemeDesk{*snapshot, caller.workspace(), folder, caller.today()});
}

std::string why_cell(const Common& common, const json::value& why) {
  if (why.is_null()) return {};
  const std::string code(why.as_string());
  if (code == "units_differ") return std::string(say(common, "units differ", "इकाइयाँ अलग हैं"));
  if (code == "area_changed") return std::string(say(common, "boundary changed", "सीमा बदली"));
  if (code == "no_base") return std::string(say(common, "no base", "आधार नहीं"));
  if (code == "base_is_zero") return std::string(say(common, "base is 0", "आधार 0 है"));
  return std::string(say(common, "no count", "संख्या नहीं"));
}

Result<int> list_schemes(const Common& common, const SchemeArguments&) {
  BOOTHWISE_TRY(view, at_desk(common, [](const SchemeDesk& desk) { return services::schemes_view(desk); }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : view.at("schemes").as_array()) {
    const json::value& shown = one.at("shown");
    rows.push_back({scheme_text(one.at("code")), text_of(common, one.at("name")),
                    text_of(common, one.at("status_name")), text_of(common, one.at("unit_name")),
                    scheme_number(one.at("state").at("count")), scheme_text(shown.at("day")),
                    scheme_share(one.at("state").at("share"))});
  }
  print_rows(common,
             {{"code", "कोड"},
              {"scheme", "योजना"},
              {"status", "स्थिति"},
              {"unit", "इकाई"},
              {"count", "संख्या", true},
              {"day", "तिथि"},
              {"share_percent", "हिस्सा %", true}},
             rows);
  return 0;
}

/// What a scheme is, one fact a line; a fact that nobody has checked says so.
void print_facts(const Common& common, const json::object& scheme) {
  const json::array& to_check = scheme.at("to_check").as_array();
  const auto line = [&](std::string_view en, std::string_view hi, const std::string& text, std::string_view field) {
    if (text.empty()) return;
    const bool open = std::ranges::any_of(to_check, [&](const json::value& one) { return one.as_string() == field; });
    std::cout << say(common, en, hi) << ": " << text
              << (open ? say(common, " (to be checked)", " (जाँच बाकी)") : std::string_view()) << "\n";
  };
  const json::object& help = scheme.at("help").as_object();
  std::cout << text_of(common, scheme.at("name")) << "\n";
  line("status", "स्थिति", text_of(common, scheme.at("status_name")), "status");
  line("from", "कब से", scheme.at("from_day").is_null() ? "" : scheme_text(scheme.at("from_day")), "from_day");
  line("to", "कब तक", scheme.at("to_day").is_null() ? "" : scheme_text(scheme.at("to_day")), "to_day");
  line("gives", "लाभ", text_of(common, scheme.at("benefit")), "benefit");
  line("to whom", "किसे", text_of(common, scheme.at("eligibility")), "eligibility");
  line("source", "स्रोत", scheme_text(scheme.at("source_url")), "source_url");
  line("portal", "पोर्टल", help.at("portal_url").is_null() ? "" : scheme_text(help.at("portal_url")), "portal_url");
  line("office", "कार्यालय", text_of(common, help.at("office")), "office");
  line("helpline", "हेल्पलाइन", help.at("helpline").is_null() ? "" : scheme_text(help.at("helpline")), "helpline");
}

Result<int> show_scheme(const Common& common, const SchemeArguments& arguments) {
  BOOTHWISE_TRY(view, at_desk(common, [&](const SchemeDesk& desk) {
                  return services::scheme_view(desk, arguments.code, arguments.asked);
                }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  const json::object& shown = view.at("shown").as_object();
  const bool for_people = common.format == Format::table;
  if (for_people) {
    print_facts(common, view.at("scheme").as_object());
    std::cout << text_of(common, view.at("sentence")) << "\n";
    if (!shown.at("base").is_null()) {
      std::cout << say(common, "base", "आधार") << ": " << text_of(common, shown.at("base").at("name")) << " ("
                << text_of(common, shown.at("base").at("source")) << ")\n";
    }
  }
  if (shown.at("counted").is_null()) return 1;
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : view.at("districts").as_array()) {
    const auto base = one.at("base");
    rows.push_back({text_of(common, one.at("name")), scheme_number(one.at("count")),
                    base.is_null() ? "–" : grouped(std::llround(base.as_double())), scheme_share(one.at("share")),
                    scheme_number(one.at("before")), scheme_number(one.at("change")), why_cell(common, one.at("why"))});
  }
  print_rows(common,
             {{"district", "ज़िला"},
              {"count", "संख्या", true},
              {"base", "आधार", true},
              {"share_percent", "हिस्सा %", true},
              {"before", "पहले", true},
              {"change", "बदलाव", true},
              {"note", "टिप्पणी"}},
             rows);
  return 0;
}

Result<int> show_district(const Common& common, const SchemeArguments& arguments) {
  BOOTHWISE_TRY(view, at_desk(common, [&](const SchemeDesk& desk) {
                  return services::district_schemes_view(desk, arguments.district);
                }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : view.at("schemes").as_array()) {
    if (one.at("count").is_null()) continue;
    const json::value& base = one.at("shown").at("base");
    rows.push_back({text_of(common, one.at("name")), text_of(common, one.at("shown").at("counted_name")),
                    scheme_number(one.at("count")), scheme_text(one.at("shown").at("day")),
                    scheme_share(one.at("share")), base.is_null() ? "–" : text_of(common, base.at("name")),
                    why_cell(common, one.at("why"))});
  }
  print_rows(common,
             {{"scheme", "योजना"},
              {"counted", "किसकी संख्या"},
              {"count", "संख्या", true},
              {"day", "तिथि"},
              {"share_percent", "हिस्सा %", true},
              {"base", "आधार"},
              {"note", "टिप्पणी"}},
             rows);
  rows.clear();
  for (const json::value& one : view.at("outcomes").as_array()) {
    const json::object& values = one.at("values").as_object();
    rows.push_back({text_of(common, one.at("name")), text_of(common, one.at("survey")), scheme_text(one.at("year")),
                    text_of(common, one.at("of")), one_decimal(values.begin()->value().as_double()),
                    one_decimal(one.at("middle").as_double())});
  }
  if (common.format == Format::table) {
    std::cout << say(common, "\noutcomes of public statistics, not people whom a scheme reached:\n",
                     "\nसार्वजनिक आँकड़ों के परिणाम, योजना के लाभार्थी नहीं:\n");
  }
  print_rows(common,
             {{"outcome", "परिणाम"},
              {"survey", "सर्वे"},
              {"year", "वर्ष"},
              {"of", "किनमें"},
              {"percent", "%", true},
              {"middle_of_districts", "ज़िलों का मध्य", true}},
             rows);
  return 0;
}

json::object body_of(const SchemeArguments& arguments) {
  json::object body;
  for (const auto& [name, value] : arguments.fields) {
    if (name == "to_check") {
      json::array words;
      for (const std::string& word : split(value, ',')) {
        if (!word.empty()) words.emplace_back(word);
      }
      body[name] = std::move(words);
    } else {
      body[name] = value;
    }
  }
  return body;
}

template <typename Change>
Result<int> change_catalogue(const Common& common, Change run) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(view, run(desk->caller()));
  if (common.format == Format::json) {
    print_json(view);
  } else if (!common.quiet) {
    print_facts(common, view);
  }
  return 0;
}

Result<int> add_one(const Common& common, const SchemeArguments& arguments) {
  return change_catalogue(common, [&](services::Caller& caller) {
    json::object body = body_of(arguments);
    body["code"] = arguments.code;
    return services::add_scheme(caller, json::serialize(body));
  });
}

Result<int> mend(const Common& common, const SchemeArguments& arguments) {
  return change_catalogue(common, [&](services::Caller& caller) {
    return services::change_scheme(caller, arguments.code, json::serialize(body_of(arguments)));
  });
}

Result<int> close_one(const Common& common, const SchemeArguments& arguments) {
  return change_catalogue(common, [&](services::Caller& caller) {
    return services::close_scheme(caller, arguments.code, json::serialize(body_of(arguments)));
  });
}

/// A scheme's facts as options: --name-en, --unit, …
void add_fields(CLI::App* parser, const std::shared_ptr<SchemeArguments>& arguments) {
  constexpr std::array fields = std::to_array<std::pair<const char*, const char*>>({
      {"name_en", "name in English"},
      {"name_hi", "name in Hindi"},
      {"owner", "centre, or a state's code"},
      {"unit", "what it gives to: household, person, account, couple, other"},
      {"from_day", "in force from: a year or a day"},
      {"to_day", "in force to"},
      {"status", "proposed, in_force, closed"},
      {"base", "id of the base that its counts are compared with"},
      {"benefit_en", "what it gives, in English"},
      {"benefit_hi", "in Hindi"},
      {"eligibility_en", "to whom, in English"},
      {"eligibility_hi", "in Hindi"},
      {"source_url", "address of the official source"},
      {"portal_url", "where a household applies"},
      {"office_en", "whom to ask, in English"},
      {"office_hi", "in Hindi"},
      {"helpline", "telephone number"},
      {"to_check", "names of facts still to be checked, separated by commas"},
  });
  for (const auto& [field, description] : fields) {
    std::string option = "--" + std::string(field);
    std::ranges::replace(option, '_', '-');
    parser->add_option_function<std::string>(
        option, [arguments, name = std::string(field)](const std::string& value) { arguments->fields[name] = value; },
        description);
  }
}

Result<int> show_declared(const Common& common, const SchemeArguments& arguments) {
  BOOTHWISE_TRY(view, at_desk(common, [&](const SchemeDesk& desk) {
                  return services::receipts_view(
                      desk.snapshot, *desk.workspace.warehouse,
                      {arguments.code, arguments.district,
                       arguments.ac == 0 ? std::optional<AcNo>() : std::optional(AcNo(arguments.ac)), arguments.kendra,
                       arguments.part});
                }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& area : view.at("areas").as_array()) {
    for (const json::value& cell : area.at("cells").as_array()) {
      const json::value& share = cell.at("share");
      rows.push_back({scheme_text(area.at("scheme")), text_of(common, area.at("name")), scheme_number(area.at("base")),
                      text_of(common, cell.at("title")), scheme_number(cell.at("count")),
                      share.is_null() ? "–" : scheme_share(share.at("value"))});
    }
  }
  print_rows(common,
             {{"scheme", "योजना"},
              {"area", "क्षेत्र"},
              {"answered", "उत्तर दिए"},
              {"answer", "उत्तर"},
              {"households", "परिवार"},
              {"per cent", "प्रतिशत"}},
             rows);
  if (common.format == Format::table && !rows.empty()) std::cout << text_of(common, view.at("method")) << "\n";
  return rows.empty() ? 1 : 0;
}

}  // namespace

void add_scheme_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* schemes = app.add_subcommand("schemes", "public schemes: what they are, official counts, outcomes");
  schemes->require_subcommand(1);
  const auto arguments = std::make_shared<SchemeArguments>();
  const auto command = [&](const char* name, const char* description, auto run) {
    CLI::App* parser = schemes->add_subcommand(name, description);
    commands.push_back({parser, [run, arguments](const Common& common) { return run(common, *arguments); }});
    return parser;
  };
  const auto with_code = [&](CLI::App* parser) {
    parser->add_option("code", arguments->code, "the scheme's code, such as pm_kisan")->required();
    return parser;
  };
  command("list", "all of them with their newest official count", list_schemes);
  CLI::App* show =
      with_code(command("show", "one of them by district: counts, share of a named base, change", show_scheme));
  show->add_option("--counted", arguments->asked.counted, "what is counted; the newest if left out");
  show->add_option("--day", arguments->asked.day, "day of the counts; the newest if left out");
  show->add_option("--before", arguments->asked.before, "an earlier day to compare with");
  show->add_option("--base", arguments->asked.base, "id of a base, or none; the scheme's own if left out");
  command("district", "all schemes and outcomes in one district", show_district)
      ->add_option("district", arguments->district, "the district's id, such as Gorakhpur")
      ->required();
  CLI::App* declared = command("declared", "what households said: rates of areas above the floors", show_declared);
  declared->add_option("code", arguments->code, "the scheme's code; all schemes if left out");
  declared->add_option("--district", arguments->district, "with its segments");
  declared->add_option("--ac", arguments->ac, "a segment, with its shakti kendras");
  declared->add_option("--kendra", arguments->kendra, "of the segment, with its booths");
  declared->add_option("--part", arguments->part, "of the segment: one booth");
  add_fields(with_code(command("add", "add a scheme to the catalogue", add_one)), arguments);
  add_fields(with_code(command("change", "change what the catalogue says of a scheme", mend)), arguments);
  with_code(command("close", "say that a scheme is closed; its official counts stay", close_one))
      ->add_option_function<std::string>(
          "--to-day", [arguments](const std::string& value) { arguments->fields["to_day"] = value; },
          "its last day or year")
      ->required();
}

}  // namespace boothwise::app
