#include "command.hpp"
#include "field/quality.hpp"
#include "field/records.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "base/text.hpp"

/// Field work from the command line, as the workspace's owner: docs/api.md#quality has the same views.
namespace boothwise::app {

namespace json = boost::json;
using services::Caller;

namespace {

struct SubmissionArguments {
  std::int64_t unit = 0;
  std::string form;
  std::string first_day;
  std::string last_day;
  std::string device;
  std::string day;
  std::string reason;
};

Result<int> counts(const Common& common, const SubmissionArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(view, field::record_counts(desk->caller(), arguments.unit));
  const json::array& list = view.at("rows").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return list.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : list) {
    rows.push_back({std::string(one.at("path").as_string()), std::string(one.at("device").as_string()),
                    std::string(one.at("day").as_string()), count_cell(one, "records"), count_cell(one, "good"),
                    count_cell(one, "quarantined"), count_cell(one, "incomplete"), count_cell(one, "faulty")});
  }
  print_rows(common,
             {{"unit", "इकाई"},
              {"device", "फ़ोन"},
              {"day", "दिन"},
              {"records", "रिकॉर्ड", true},
              {"good", "ठीक", true},
              {"quarantined", "रोके गए", true},
              {"incomplete", "अधूरे", true},
              {"faulty", "त्रुटि वाले", true}},
             rows);
  return rows.empty() ? 1 : 0;
}

Result<int> quality(const Common& common, const SubmissionArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  Caller& caller = desk->caller();
  field::RecordVault vault(*caller.workspace().keys, desk->key());
  field::FormShelf shelf;
  const field::FieldDoor door{caller.workspace(), caller.whole_store(), vault, shelf, desk->key(), caller.now()};
  BOOTHWISE_TRY(form, operations::form_by_name(caller.whole_store(), arguments.form));
  BOOTHWISE_TRY(view, field::quality_view(
                          door, caller,
                          {arguments.unit, form ? form->id : arguments.form, arguments.first_day, arguments.last_day}));
  const json::array& booths = view.at("booths").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return booths.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& booth : booths) {
    for (const json::value& worker : booth.at("workers").as_array()) {
      for (const json::value& day : worker.at("days").as_array()) {
        std::string reasons;
        for (const json::value& finding : day.at("findings").as_array()) {
          if (!reasons.empty()) reasons += "; ";
          reasons += text_of(common, finding.at("reason"));
        }
        rows.push_back({grouped(booth.at("unit").as_int64()), std::string(worker.at("title").as_string()),
                        std::string(worker.at("device").as_string()), std::string(day.at("day").as_string()),
                        count_cell(day, "visits"), count_cell(day, "agreed"), count_cell(day, "refused"),
                        count_cell(day, "nobody"),
                        day.at("state").is_null() ? "–" : std::string(day.at("state").as_string()), reasons});
      }
    }
  }
  print_rows(common,
             {{"unit", "इकाई", true},
              {"worker", "कार्यकर्ता"},
              {"device", "फ़ोन"},
              {"day", "दिन"},
              {"visits", "संपर्क", true},
              {"agreed", "सहमति", true},
              {"refused", "मना", true},
              {"nobody", "घर पर नहीं", true},
              {"state", "निर्णय"},
              {"reasons", "कारण"}},
             rows);
  return rows.empty() ? 1 : 0;
}

Result<int> review(const Common& common, const SubmissionArguments& arguments, const char* state) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  const json::object body{
      {"device", arguments.device}, {"day", arguments.day}, {"state", state}, {"reason", arguments.reason}};
  BOOTHWISE_TRY(view, field::review_day(desk->caller(), json::serialize(body)));
  if (common.format == Format::json) {
    print_json(view);
  } else if (!common.quiet) {
    std::cout << say(common, "records changed: ", "बदले गए रिकॉर्ड: ") << grouped(view.at("changed").as_int64()) << "\n";
  }
  return 0;
}

}  // namespace

void add_submission_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* submissions = app.add_subcommand("submissions", "filled forms: how many came, how good the work is");
  submissions->require_subcommand(1);
  const auto arguments = std::make_shared<SubmissionArguments>();
  const auto command = [&](const char* name, const char* description, auto run) {
    CLI::App* parser = submissions->add_subcommand(name, description);
    commands.push_back({parser, [run, arguments](const Common& common) { return run(common, *arguments); }});
    return parser;
  };
  const auto with_unit = [&](CLI::App* parser) {
    parser->add_option("--unit", arguments->unit, "a unit's number; the whole organisation if left out");
    return parser;
  };
  with_unit(command("counts", "how many came, by unit, phone and day; no answers", counts));
  CLI::App* looked = with_unit(command("quality", "coverage and odd days of work, with the reasons", quality));
  looked->add_option("--form", arguments->form, "the form's name")->required();
  looked->add_option("--from", arguments->first_day, "first day; two weeks before the last if left out");
  looked->add_option("--to", arguments->last_day, "last day; today if left out");
  const auto decision = [&](const char* name, const char* description, const char* state) {
    CLI::App* parser = command(name, description, [state](const Common& common, const SubmissionArguments& given) {
      return review(common, given, state);
    });
    parser->add_option("device", arguments->device, "the phone's id, as quality shows it")->required();
    parser->add_option("day", arguments->day, "such as 2026-11-29; one that is over")->required();
    parser->add_option("--reason", arguments->reason, "for the worker to read; needed unless approved");
  };
  decision("approve", "a worker's day is good", "approved");
  decision("send-back", "a worker's day is to be done again", "sent_back");
  decision("roll-back", "a worker's day counts nowhere", "rolled_back");
}

}  // namespace boothwise::app
