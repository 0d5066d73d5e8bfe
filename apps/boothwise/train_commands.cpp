#include "command.hpp"
#include "training/certificates.hpp"
#include "training/invitation_messages.hpp"
#include "training/practice_folders.hpp"
#include "training/session_report.hpp"
#include "training/sessions.hpp"

#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "server/app.hpp"
#include "services/message_now.hpp"

/// Training from the command line: docs/api.md#training has the same views.
namespace boothwise::app {

namespace fs = std::filesystem;
namespace json = boost::json;
using training::Hall;

namespace {

struct TrainArguments {
  std::string session;
  std::string code;
  std::string template_ = "districts_75";
  std::string day;
  std::string venue;
  std::string title;
  std::string pages;
  fs::path folder;
  fs::path out;
};

/// Asks something of training as the workspace's owner.
template <typename View>
auto in_hall(const Common& common, View view) -> decltype(view(std::declval<Hall&>())) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(courses, training::load_courses(data_folder() / "courses"));
  Hall hall{desk->caller(), courses};
  return view(hall);
}

std::string number_in(const json::object& object, const char* key) {
  return grouped(object.at(key).to_number<std::int64_t>());
}

Result<int> list_courses(const Common& common, const TrainArguments& arguments) {
  BOOTHWISE_TRY(courses,
                training::load_courses(arguments.folder.empty() ? data_folder() / "courses" : arguments.folder));
  std::vector<std::vector<std::string>> rows;
  for (const training::Course& course : courses) {
    rows.push_back({course.code, std::string(in_language(course.title, common.language)),
                    std::to_string(course.minutes), std::to_string(course.lessons.size()),
                    std::to_string(course.exercises.size()), std::to_string(course.questions.size())});
  }
  print_rows(common,
             {{"code", "कोड"},
              {"course", "पाठ्यक्रम"},
              {"minutes", "मिनट", true},
              {"lessons", "पाठ", true},
              {"exercises", "अभ्यास", true},
              {"questions", "सवाल", true}},
             rows);
  return 0;
}

Result<int> list_sessions(const Common& common, const TrainArguments&) {
  BOOTHWISE_TRY(view, in_hall(common, [](Hall& hall) { return training::sessions_view(hall); }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : view.at("sessions").as_array()) {
    const json::object& session = one.as_object();
    const json::object& counts = session.at("counts").as_object();
    rows.push_back({std::string(session.at("session").as_string()), std::string(session.at("day").as_string()),
                    std::string(session.at("title").as_string()), number_in(counts, "places"),
                    number_in(counts, "invited"), number_in(counts, "came")});
  }
  print_rows(common,
             {{"session", "सत्र"},
              {"day", "तारीख़"},
              {"title", "नाम"},
              {"places", "स्थान", true},
              {"invited", "निमंत्रित", true},
              {"came", "आए", true}},
             rows);
  return rows.empty() ? 1 : 0;
}

Result<int> make_session(const Common& common, const TrainArguments& arguments) {
  const json::object body{{"template", arguments.template_},
                          {"day", arguments.day},
                          {"venue", arguments.venue},
                          {"title", arguments.title},
                          {"language", common.language == Language::hindi ? "hi" : "en"}};
  BOOTHWISE_TRY(view, in_hall(common, [&](Hall& hall) { return training::make_session(hall, json::serialize(body)); }));
  if (common.format == Format::json) {
    print_json(view);
  } else {
    const json::object& counts = view.at("counts").as_object();
    std::cout << view.at("session").as_string() << "\n"
              << say(common, "places: ", "स्थान: ") << number_in(counts, "places")
              << say(common, ", vacant: ", ", रिक्त: ") << number_in(counts, "vacant") << "\n";
  }
  return 0;
}

/// Makes the practice district and a workspace for everybody on the roster.
Result<int> prepare(const Common& common, const TrainArguments& arguments) {
  BOOTHWISE_TRY(workspace, open(common));
  const fs::path folder = workspace.folder;
  server::AppOptions options;
  options.web_folder = web_folder();
  options.data_folder = data_folder();
  options.version = version();
  BOOTHWISE_TRY(app, server::App::make(std::move(workspace), options));
  BOOTHWISE_TRY(store, app->workspace().operations->store());
  const auto progress = terminal_progress(common);
  BOOTHWISE_CHECK(app->practice()->prepare_template(*progress));
  std::int64_t rooms = 0;
  std::uintmax_t largest = training::room_bytes(training::template_folder(folder));
  if (!arguments.session.empty()) {
    BOOTHWISE_TRY(places, operations::attendees(*store, arguments.session));
    for (const operations::Attendee& place : places) {
      if (place.person.empty()) continue;
      BOOTHWISE_TRY(room, app->practice()->room_of(training::trainee_of_person(place.person), *progress));
      largest = std::max(largest, training::room_bytes(training::room_folder(folder, room)));
      ++rooms;
    }
  }
  constexpr std::uintmax_t kilobyte = 1000;
  std::cout << say(common, "practice workspaces: ", "अभ्यास कार्यक्षेत्र: ") << rooms
            << say(common, ", each at most kB: ", ", हर एक अधिकतम kB: ") << largest / kilobyte << "\n";
  return 0;
}

Result<int> report(const Common& common, const TrainArguments& arguments) {
  if (common.format == Format::json) {
    BOOTHWISE_TRY(view, in_hall(common, [&](Hall& hall) { return training::session_report(hall, arguments.session); }));
    print_json(view);
    return 0;
  }
  if (!arguments.out.empty() && arguments.out.extension() != ".csv") {
    Error error{ErrorKind::bad_input,
                "format_unknown",
                {"a table is a .csv file; boothwise report training makes PDF and Excel",
                 "तालिका .csv फ़ाइल होती है; PDF और Excel के लिए boothwise report training"},
                {{}, 0, "--out", arguments.out.string()}};
    return error;
  }
  BOOTHWISE_TRY(text, in_hall(common, [&](Hall& hall) {
                  return training::session_report_csv(hall, arguments.session, common.language);
                }));
  if (arguments.out.empty()) {
    std::cout << text;
    return 0;
  }
  BOOTHWISE_CHECK(write_file_atomically(arguments.out, text));
  return 0;
}

/// Sends the invitations by text message, as the page does.
Result<int> send(const Common& common, const TrainArguments& arguments) {
  const fs::path file = common.workspace / services::settings_of_messages;
  BOOTHWISE_TRY(settings, services::load_sms_settings(file));
  if (!settings) return services::no_messages();
  const auto provider = services::sms_provider(*settings);
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, desk->snapshot());
  BOOTHWISE_TRY(courses, training::load_courses(data_folder() / "courses"));
  Hall hall{desk->caller(), courses};
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(sent, training::send_invitations(hall, *snapshot, {*settings, *provider}, arguments.session,
                                                 arguments.pages, *progress));
  print_json(sent);
  return 0;
}

Result<int> issue(const Common& common, const TrainArguments& arguments) {
  BOOTHWISE_TRY(view,
                in_hall(common, [&](Hall& hall) { return training::issue_certificates(hall, arguments.session); }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : view.at("certificates").as_array()) {
    const json::object& certificate = one.as_object();
    rows.push_back({std::string(certificate.at("code").as_string()), std::string(certificate.at("name").as_string()),
                    text_of(common, certificate.at("unit_name"))});
  }
  print_rows(common, {{"code", "कोड"}, {"name", "नाम"}, {"unit", "इकाई"}}, rows);
  return rows.empty() ? 1 : 0;
}

Result<int> verify(const Common& common, const TrainArguments& arguments) {
  BOOTHWISE_TRY(view, in_hall(common, [&](Hall& hall) { return training::certificate_view(hall, arguments.code); }));
  if (common.format == Format::json) {
    print_json(view);
  } else {
    std::cout << (view.at("valid").as_bool() ? say(common, "valid: ", "मान्य: ") : say(common, "revoked: ", "रद्द: "))
              << view.at("name").as_string() << ", " << view.at("session_title").as_string() << ", "
              << view.at("day").as_string() << "\n";
  }
  return view.at("valid").as_bool() ? 0 : 1;
}

}  // namespace

void add_train_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("train", "courses, training sessions, practice workspaces, certificates");
  parser->require_subcommand(1);
  auto arguments = std::make_shared<TrainArguments>();
  const auto add = [&](const char* name, const char* words, Result<int> (*run)(const Common&, const TrainArguments&)) {
    CLI::App* one = parser->add_subcommand(name, words);
    commands.push_back({one, [arguments, run](const Common& common) { return run(common, *arguments); }});
    return one;
  };
  add("courses", "courses that are taught; checks their files", list_courses)
      ->add_option("--folder", arguments->folder, "another folder of courses")
      ->check(CLI::ExistingDirectory);
  add("sessions", "sessions, the latest first", list_sessions);
  CLI::App* session = add("session", "set a session up from a template and fill its roster", make_session);
  session->add_option("--template", arguments->template_, "of data/training/session_templates.json")
      ->capture_default_str();
  session->add_option("--day", arguments->day, "2026-12-10")->required();
  session->add_option("--venue", arguments->venue, "where it is held")->required();
  session->add_option("--title", arguments->title, "the template's name if left out");
  CLI::App* ready = add("prepare", "make the practice district, and a practice workspace for all on a roster", prepare);
  ready->add_option("session", arguments->session, "the session's id");
  CLI::App* message = add("send", "send the invitations by text message, each once (sms.toml)", send);
  message->add_option("session", arguments->session, "the session's id")->required();
  message->add_option("--public-url", arguments->pages, "how browsers reach the server: https://NAME")->required();
  CLI::App* told = add("report", "who was asked, came and finished", report);
  told->add_option("session", arguments->session, "the session's id")->required();
  told->add_option("--out", arguments->out, "a .csv file; PDF and Excel: boothwise report training");
  add("certificates", "issue certificates to all who came and finished", issue)
      ->add_option("session", arguments->session, "the session's id")
      ->required();
  add("verify", "whether a certificate holds", verify)
      ->add_option("code", arguments->code, "the certificate's code")
      ->required();
}

}  // namespace boothwise::app
