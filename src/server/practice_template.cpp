#include "field/form_desk.hpp"
#include "training/practice_folders.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>
#include <vector>

#include "base/atomic_file.hpp"
#include "server/app.hpp"
#include "server/practice.hpp"
#include "server/route_parts.hpp"
#include "services/demo.hpp"
#include "services/import_service.hpp"
#include "services/json_body.hpp"
#include "services/pieces.hpp"

/// The practice district is filled the way people fill theirs: through imports, and through the App's own routes.
namespace boothwise::server {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view form_name = "practice-visit";
constexpr int visits = 24;

Error failed(const std::string& step, const std::string& words) {
  return Error{ErrorKind::environment,
               "check_failed",
               {"the practice district could not be made: " + words, "अभ्यास ज़िला नहीं बन सका: " + words},
               {step}};
}

Status import_results(services::Workspace& workspace, const fs::path& data_folder, Progress& progress) {
  BOOTHWISE_TRY(files, services::files_of_folder(data_folder / "practice" / "results"));
  services::ImportOptions options;
  options.source = "Boothwise's synthesis: results of a district that is nowhere (data/practice)";
  options.synthetic = true;
  options.leave_unknown = true;
  options.now = now();
  BOOTHWISE_TRY(report, services::import_files(*workspace.warehouse, files, options, progress));
  return report.committed ? success() : Status(failed("results", "a cross-check failed"));
}

Result<json::object> post_as_owner(App& app, const std::string& path, const json::object& body) {
  Request request;
  request.method = Method::post;
  request.path = path;
  request.headers = {{"host", "localhost"}};
  request.body = json::serialize(body);
  const Response answer = app.answer_practice(request);
  if (answer.status < 200 || answer.status > 299) return failed(path, answer.body);
  return answer.body.empty() ? json::object() : json::parse(answer.body).as_object();
}

std::string visit_id(int number) { return "uuid:7d1c2b40-51e2-4c9a-9a17-" + std::to_string(200'000'000'000 + number); }

/// What a household of nobody said.
std::string visit_xml(int number) {
  const bool works = number % 3 != 0;
  const bool contact = number % 4 == 0;
  std::string xml = "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"" + std::string(form_name) +
                    "\" version=\"1\"><consent_schemes>yes</consent_schemes><gas>" + (works ? "works" : "stopped") +
                    "</gas><consent_contact>" + (contact ? "yes" : "no") + "</consent_contact>";
  if (contact) xml += "<phone>9110000" + std::to_string(100 + number) + "</phone>";
  return xml + "<orx:meta><orx:instanceID>" + visit_id(number) + "</orx:instanceID></orx:meta></data>";
}

Status send_visit(App& app, const std::string& collect, int number) {
  Request request;
  request.method = Method::post;
  request.path = collect + "/submission";
  request.query = {{"deviceID", "practice"}};
  request.headers = {{"host", "localhost"},
                     {"x-openrosa-version", "1.0"},
                     {"date", "Mon, 30 Nov 2026 03:04:05 GMT"},
                     {"content-type", "multipart/form-data; boundary=b"}};
  request.body =
      "--b\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"s.xml\"\r\nContent-Type: "
      "text/xml\r\n\r\n" +
      visit_xml(number) + "\r\n--b--\r\n";
  const Response answer = app.answer_practice(request);
  return answer.status == 201 ? success() : Status(failed("visit", std::to_string(answer.status) + answer.body));
}

/// A notice, a form, a phone and its filled forms.
Status add_visits(App& app, const fs::path& data_folder) {
  BOOTHWISE_TRY(notice, read_file(data_folder / "notices" / "household.json"));
  json::object own_notice = json::parse(notice).as_object();
  own_notice["key"] = form_name;
  const services::JsonBody asker(
      json::object{{"organisation", {{"hi", "अभ्यास संगठन"}, {"en", "a practice organisation"}}},
                   {"address", {{"hi", "अभ्यास कार्यालय"}, {"en", "the practice office"}}},
                   {"telephone", "00000 00000"}});
  BOOTHWISE_CHECK(field::fill_notice(own_notice, asker));
  own_notice["purposes"] = json::array{"schemes", "contact"};
  own_notice["erasure"] = "destroy";  // nobody's answers need no officers to be sealed to
  BOOTHWISE_CHECK(post_as_owner(app, "/api/v1/notices", own_notice));
  BOOTHWISE_TRY(xml, read_file(data_folder / "practice" / "visit.xml"));
  BOOTHWISE_TRY(form, post_as_owner(app, "/api/v1/forms", {{"xml", xml}}));
  BOOTHWISE_CHECK(post_as_owner(app, "/api/v1/forms/" + std::string(form.at("form").as_string()) + "/publish", {}));
  BOOTHWISE_TRY(device, post_as_owner(app, "/api/v1/devices", {{"unit", 1}, {"title", "अभ्यास फ़ोन"}}));
  const std::string address(device.at("collect_address").as_string());
  const std::string collect = address.substr(address.find(OpenRosa::prefix));
  for (int number = 1; number <= visits; ++number) BOOTHWISE_CHECK(send_visit(app, collect, number));
  return success();
}

}  // namespace

Status make_practice_template(const fs::path& workspace, const fs::path& data_folder, const std::string& mark,
                              Progress& progress) {
  const fs::path finished = training::template_folder(workspace);
  const fs::path folder = finished.string() + ".new";
  std::error_code failure;
  fs::remove_all(folder, failure);
  fs::create_directories(training::practice_folder(workspace), failure);
  {
    constexpr std::size_t results_and_demo = 2;
    services::PiecesProgress parts(progress, results_and_demo);
    NoProgress nobody;
    BOOTHWISE_TRY(made, services::init_workspace(folder, "PRACTICE", data_folder, {}, now(), nobody));
    {
      services::PiecesProgress::Piece results(parts);
      BOOTHWISE_CHECK(import_results(made, data_folder, results));
    }
    services::PiecesProgress::Piece demo(parts);
    BOOTHWISE_CHECK(services::fill_demo(made, data_folder, {}, now(), demo));
  }
  {
    BOOTHWISE_TRY(opened, services::open_workspace(folder, {}));
    AppOptions options;
    options.data_folder = data_folder;
    options.version = "practice";
    constexpr std::size_t one_engine = 1;
    options.practice = std::make_shared<PracticeShare>(one_engine);
    BOOTHWISE_TRY(app, App::make(std::move(opened), options));
    BOOTHWISE_CHECK(add_visits(*app, data_folder));
  }
  constexpr std::size_t before_code = 29;  // the slip's code is the end of the record's own id
  BOOTHWISE_CHECK(training::note_template(folder, mark, visit_id(7).substr(before_code)));
  fs::remove_all(folder / "spill", failure);
  fs::remove_all(folder / "synthetic", failure);
  fs::remove_all(finished, failure);
  fs::rename(folder, finished, failure);
  return failure ? Status(failed(finished.string(), failure.message())) : success();
}

}  // namespace boothwise::server
