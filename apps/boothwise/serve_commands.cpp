#include "command.hpp"
#include "operations/users.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "server/app.hpp"
#include "server/listener.hpp"
#include "services/demo.hpp"
#include "services/serving_mark.hpp"

namespace boothwise::app {

namespace {

/// "127.0.0.1:8080", "[::1]:8080", "8080".
Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::string address = colon == std::string::npos ? "127.0.0.1" : text.substr(0, colon);
  const std::string_view port_text = std::string_view(text).substr(colon == std::string::npos ? 0 : colon + 1);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  std::uint16_t port = 0;
  const auto [end, failure] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (failure != std::errc{} || end != port_text.data() + port_text.size() || address.empty()) {
    return Error{ErrorKind::bad_input,
                 "address_malformed",
                 {"expected an address and port such as 127.0.0.1:8080", "127.0.0.1:8080 जैसा पता और पोर्ट चाहिए"},
                 {{}, 0, {}, shortened(text, 80)}};
  }
  return std::pair(std::move(address), port);
}

/// How other machines reach the server.
struct Outside {
  std::vector<std::string> proxies;
  std::string public_url;
  server::CaretakerOptions caretaker;
};

/// Who may ask from elsewhere must be known: without users anybody would be the owner.
Status check_users(services::Workspace& workspace) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(exist, operations::users_exist(*store));
  if (exist) return success();
  return Error{ErrorKind::conflict,
               "no_users",
               {"nobody can sign in yet; make the first officer: boothwise users first --name NAME --phone NUMBER",
                "अभी कोई साइन इन नहीं कर सकता; पहला पदाधिकारी बनाएँ: boothwise users first --name नाम --phone नंबर"}};
}

/// Sends what is due from now on, every few minutes, as long as it lives. What fails is said and tried again.
std::jthread message_passes(server::App& application) {
  if (!application.messenger()) return {};
  return std::jthread([&application](const std::stop_token& stop) {
    constexpr auto between = std::chrono::minutes(5);
    std::mutex mutex;
    std::condition_variable_any wakened;
    while (!stop.stop_requested()) {
      if (const Status done = application.pass_messages(); !done) {
        std::cerr << "boothwise: " << done.error().line(Language::english) << std::endl;
      }
      std::unique_lock lock(mutex);
      wakened.wait_for(lock, stop, between, [] { return false; });
    }
  });
}

Result<int> serve(const Common& common, services::Workspace workspace, const std::string& listen,
                  std::string_view after_address, const Outside& outside = {}) {
  BOOTHWISE_TRY(where, parse_listen(listen));
  if (!outside.proxies.empty()) BOOTHWISE_CHECK(check_users(workspace));
  BOOTHWISE_TRY(mark, services::ServingMark::of_server(workspace.folder));
  server::AppOptions options;
  options.caretaker = outside.caretaker;
  options.loopback_only = outside.proxies.empty();
  options.secure = !outside.public_url.empty();
  options.web_folder = web_folder();
  options.data_folder = data_folder();
  options.version = version();
  BOOTHWISE_TRY(application, server::App::make(std::move(workspace), options));
  server::ListenerOptions listener_options;
  listener_options.address = where.first;
  listener_options.port = where.second;
  // Requests wait for the disk or the database as much as for a processor.
  constexpr unsigned waiting_threads = 48;
  listener_options.threads = std::max(common.threads, waiting_threads);
  listener_options.proxies = outside.proxies;
  listener_options.public_url = outside.public_url;
  listener_options.upload_folder = application->upload_folder();
  server::App* served = application.get();
  server::Application callbacks{[served](server::Request& request) { return served->answer(request); },
                                [served](const std::string& path) { return served->takes_file(path); },
                                [served](const server::Request& request, const server::Response& response,
                                         double seconds) { served->served(request, response, seconds); },
                                [](const std::string& path) { return path.starts_with(server::OpenRosa::prefix); }};
  BOOTHWISE_TRY(listener, server::Listener::bind(listener_options, std::move(callbacks)));
  const std::string host = where.first.find(':') == std::string::npos ? where.first : "[" + where.first + "]";
  std::cout << (common.language == Language::hindi ? "बूथवाइज़ यहाँ चल रहा है: " : "Boothwise is at ") << "http://" << host
            << ":" << listener->port() << "/" << std::endl;
  std::cout << after_address << std::flush;
  const std::jthread messages = message_passes(*application);
  listener->run(true);
  return 0;
}

void add_serve(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("serve", "pages and API on this machine");
  auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  auto outside = std::make_shared<Outside>();
  parser->add_option("--listen", *listen, "address and port; port 0 takes a free one")->capture_default_str();
  parser->add_option("--behind-proxy", outside->proxies,
                     "address of a reverse proxy that speaks TLS; repeat for several");
  parser->add_option("--public-url", outside->public_url, "how browsers reach the proxy: https://NAME");
  parser
      ->add_option("--auditor-folder", outside->caretaker.auditor_folder,
                   "where the audit trail's heads go each day, signed: a folder that the auditor keeps")
      ->envname("BOOTHWISE_AUDITOR_FOLDER");
  parser
      ->add_option("--tombstones", outside->caretaker.tombstones,
                   "file that keeps what was erased apart from backups; in the workspace if left out")
      ->envname("BOOTHWISE_TOMBSTONES");
  commands.push_back({parser, [listen, outside](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(workspace, open_to_serve(common));
                        return serve(common, std::move(workspace), *listen, "", *outside);
                      }});
}

constexpr std::string_view try_en =
    "\nThree things to try:\n"
    "  1. Import the latest general election's result, which these tables do not hold: More > Imports, drop the file.\n"
    "  2. Find the narrowest seat: Seats, sorted by margin.\n"
    "  3. Open its weakest segment, look at its booths, and print the page.\n"
    "Stop with Ctrl-C.\n";
constexpr std::string_view try_hi =
    "\nतीन काम करके देखें:\n"
    "  1. सबसे नए आम चुनाव का परिणाम आयात करें, जो इन तालिकाओं में नहीं है: और > आयात, फ़ाइल छोड़ें।\n"
    "  2. सबसे कम अंतर वाली सीट खोजें: सीटें, अंतर के क्रम में।\n"
    "  3. उसका सबसे कमज़ोर खंड खोलें, बूथ देखें और पन्ना छापें।\n"
    "रोकने के लिए Ctrl-C।\n";

void add_demo(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser =
      app.add_subcommand("demo", "a workspace to try, with our own tables or with --data FOLDER, and its pages");
  auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  auto data = std::make_shared<std::filesystem::path>();
  auto state = std::make_shared<std::string>("UP");
  auto fill_only = std::make_shared<bool>(false);
  parser->add_option("--listen", *listen, "loopback address and port; port 0 takes a free one")->capture_default_str();
  parser->add_option("--data", *data, "a folder of real files, booths included")->check(CLI::ExistingDirectory);
  parser->add_option("--state", *state, "whose tables")->capture_default_str();
  parser->add_flag("--fill-only", *fill_only, "make the workspace and end");
  commands.push_back(
      {parser, [listen, data, state, fill_only, parser](const Common& common) -> Result<int> {
         Common own = common;
         // The demonstration never touches a workspace of real work unless told to.
         const CLI::Option* named = parser->get_parent()->get_option("--workspace");
         if (named->count() == 0) own.workspace = "demo-data";
         services::WorkspaceOptions options;
         options.threads = own.threads;
         const auto progress = terminal_progress(own);
         BOOTHWISE_TRY(workspace,
                       services::init_workspace(own.workspace, *state, data_folder(), options, now(), *progress));
         BOOTHWISE_CHECK(services::fill_demo(workspace, data_folder(), *data, now(), *progress));
         if (*fill_only) return 0;
         return serve(own, std::move(workspace), *listen, own.language == Language::hindi ? try_hi : try_en);
       }});
}

}  // namespace

void add_serve_commands(CLI::App& app, std::vector<Command>& commands) {
  add_serve(app, commands);
  add_demo(app, commands);
}

}  // namespace boothwise::app
