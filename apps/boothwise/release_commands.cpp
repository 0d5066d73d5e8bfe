#include "command.hpp"
#include "operations/sealed_answers.hpp"
#include "privacy/ledger.hpp"

#include <boost/json.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "base/atomic_file.hpp"
#include "base/sealed_stream.hpp"
#include "base/text.hpp"
#include "services/community_view.hpp"
#include "services/release_ledger.hpp"
#include "services/release_run.hpp"
#include "services/wave_keys.hpp"
#include "services/wave_plan.hpp"
#include "services/waves.hpp"

/// `boothwise release`: keys and waves, and the run of the two key officers; `boothwise community`: what came of it.
namespace boothwise::app {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

Status write_new_file(const fs::path& file, const std::string& text, AtomicFile::Readers readers) {
  if (fs::exists(file))
    return Error{ErrorKind::conflict,
                 "file_exists",
                 {"this file is there already; keys and ledgers are never written over",
                  "यह फ़ाइल पहले से है; कुंजियों और खातों के ऊपर नहीं लिखा जाता"},
                 {file.string()}};
  BOOTHWISE_TRY(made, AtomicFile::create(file, readers));
  BOOTHWISE_CHECK(made.append(text));
  return made.commit();
}

/// From the environment, for scripts; else typed at the terminal, unseen.
Result<std::string> passphrase(const Common& common, const char* variable, std::string_view whose) {
  if (const char* given = std::getenv(variable)) return std::string(given);  // NOLINT(concurrency-mt-unsafe)
  if (isatty(STDIN_FILENO) == 0)
    return Error{ErrorKind::bad_input,
                 "passphrase_missing",
                 {"a passphrase is typed at a terminal, or given by the environment",
                  "पासफ़्रेज़ टर्मिनल पर लिखा जाता है, या परिवेश से दिया जाता है"},
                 {variable}};
  std::cerr << say(common, "passphrase of officer ", "अधिकारी का पासफ़्रेज़ ") << whose << ": " << std::flush;
  termios before{};
  tcgetattr(STDIN_FILENO, &before);
  termios unseen = before;
  unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &unseen);
  std::string typed;
  std::getline(std::cin, typed);
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
  std::cerr << "\n";
  return typed;
}

constexpr const char* passphrase_a = "BOOTHWISE_PASSPHRASE_A";
constexpr const char* passphrase_b = "BOOTHWISE_PASSPHRASE_B";

Result<int> make_keys(const Common& common, const std::string& wave, const fs::path& folder) {
  BOOTHWISE_TRY(a, passphrase(common, passphrase_a, "A"));
  BOOTHWISE_TRY(b, passphrase(common, passphrase_b, "B"));
  const services::WaveSecretKeys keys = services::new_wave_keys(wave);
  BOOTHWISE_TRY(shares, services::split_keys(keys, a, b));
  std::error_code ignored;
  fs::create_directories(folder, ignored);
  const fs::path stem = folder / wave;
  const auto named = [&](const char* ending) { return fs::path(stem.string() + ending); };
  BOOTHWISE_CHECK(write_new_file(named(".officer-a.share"), shares.a, AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(write_new_file(named(".officer-b.share"), shares.b, AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(write_new_file(named(".ledger"), services::ledger_text(keys, "", {}), AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(write_new_file(named(".public"), services::public_text(keys.open), AtomicFile::Readers::all));
  const std::string key = short_name_of(keys.open.box);
  if (common.format == Format::json) {
    print_json(json::object{{"wave", wave}, {"key", key}, {"folder", folder.string()}});
    return 0;
  }
  std::cout << fmt::format(
      fmt::runtime(
          say(common,
              "key {} of wave {}\n{}.officer-a.share, {}.officer-b.share: one to each officer, never both in "
              "one hand\n{}.ledger: stays on the officers' machine, with a copy; without it nothing is released "
              "again\n{}.public: to the server (boothwise release open)\n",
              "चरण {1} की कुंजी {0}\n{2}.officer-a.share, {2}.officer-b.share: एक-एक अधिकारी को, दोनों कभी एक हाथ में "
              "नहीं\n{2}.ledger: अधिकारियों की मशीन पर, एक प्रति के साथ; इसके बिना फिर कुछ नहीं निकलेगा\n{2}.public: सर्वर को "
              "(boothwise release open)\n")),
      key, wave, stem.string(), stem.string(), stem.string(), stem.string());
  return 0;
}

void add_keys(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* keys = parent.add_subcommand("keys", "the keys of a wave");
  keys->require_subcommand(1);
  CLI::App* parser = keys->add_subcommand(
      "new", "on the officers' machine: WAVE.officer-a.share, WAVE.officer-b.share, WAVE.ledger, WAVE.public");
  auto wave = std::make_shared<std::string>();
  auto folder = std::make_shared<fs::path>(".");
  parser->add_option("--wave", *wave, "its code, as in its plan")->required();
  parser->add_option("--out", *folder, "the folder")->capture_default_str();
  commands.push_back({parser, [wave, folder](const Common& common) { return make_keys(common, *wave, *folder); }});
}

Result<services::WavePlan> plan_in(const fs::path& file) {
  BOOTHWISE_TRY(text, read_file(file));
  return services::parse_wave_plan(text, file.string());
}

void add_waves(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* open_parser = parent.add_subcommand("open", "opens a wave by its plan and public keys");
  auto plan_file = std::make_shared<fs::path>();
  auto keys_file = std::make_shared<fs::path>();
  open_parser->add_option("plan", *plan_file, "the plan (docs/formats.md#wave-plan)")->required();
  open_parser->add_option("--keys", *keys_file, "WAVE.public")->required();
  commands.push_back({open_parser, [plan_file, keys_file](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(plan, plan_in(*plan_file));
                        BOOTHWISE_TRY(text, read_file(*keys_file));
                        BOOTHWISE_TRY(keys, services::parse_public_keys(text, keys_file->string()));
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_CHECK(services::open_wave(desk->caller(), plan, keys));
                        return 0;
                      }});
  CLI::App* close_parser = parent.add_subcommand("close", "takes no more answers of a wave");
  auto code = std::make_shared<std::string>();
  close_parser->add_option("wave", *code, "its code")->required();
  commands.push_back({close_parser, [code](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_CHECK(services::close_wave(desk->caller(), *code));
                        return 0;
                      }});
  CLI::App* list_parser = parent.add_subcommand("waves", "all waves, and about how many answers came");
  commands.push_back(
      {list_parser, [](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         BOOTHWISE_TRY(view, services::waves_view(desk->caller()));
         if (common.format == Format::json) {
           print_json(view);
           return 0;
         }
         std::vector<std::vector<std::string>> rows;
         for (const json::value& wave : view.at("waves").as_array()) {
           const json::value& plan = wave.at("plan");
           rows.push_back(
               {std::string(wave.at("wave").as_string()), text_of(common, plan.at("title")),
                std::string(plan.at("first_day").as_string()), std::string(plan.at("last_day").as_string()),
                std::string(wave.at("open").as_bool() ? say(common, "open", "खुला") : say(common, "closed", "बंद")),
                grouped(wave.at("answers_about").as_int64())});
         }
         print_rows(common,
                    {{"wave", "चरण"},
                     {"title", "नाम"},
                     {"from", "से"},
                     {"to", "तक"},
                     {"state", "स्थिति"},
                     {"answers, about", "उत्तर, लगभग", true}},
                    rows);
         return rows.empty() ? 1 : 0;
       }});
}

void add_bundle_export(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("export", "the sealed bundle of a wave, to carry to the officers' machine");
  auto wave = std::make_shared<std::string>();
  auto out = std::make_shared<fs::path>();
  parser->add_option("--wave", *wave, "its code")->required();
  parser->add_option("--out", *out, "the file")->required();
  commands.push_back({parser, [wave, out](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(snapshot, desk->snapshot());
                        BOOTHWISE_TRY(view, services::export_wave(desk->caller(), *snapshot, *wave, *out));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else if (!common.quiet) {
                          std::cout << fmt::format(
                              fmt::runtime(say(common, "{}: {} booths, about {} answers; use it within seven days\n",
                                               "{}: {} बूथ, लगभग {} उत्तर; सात दिन में काम में लें\n")),
                              std::string(view.at("file").as_string()), view.at("booths").to_number<std::int64_t>(),
                              view.at("answers_about").as_int64());
                        }
                        return 0;
                      }});
}

struct RunAsked {
  services::ReleaseJob job;
  fs::path share_a;
  fs::path share_b;
};

Result<services::BroughtShare> brought(const Common& common, const fs::path& file, const char* variable,
                                       std::string_view whose) {
  BOOTHWISE_TRY(text, read_file(file));
  BOOTHWISE_TRY(words, passphrase(common, variable, whose));
  return services::BroughtShare{std::move(text), file.string(), std::move(words)};
}

Result<int> run(const Common& common, const RunAsked& asked) {
  BOOTHWISE_TRY(a, brought(common, asked.share_a, passphrase_a, "A"));
  BOOTHWISE_TRY(b, brought(common, asked.share_b, passphrase_b, "B"));
  BOOTHWISE_TRY(keys, services::join_keys(a, b));
  services::ReleaseJob job = asked.job;
  job.today = day_in_india(now());
  job.threads = common.threads;
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(report, services::run_release(keys, job, *progress));
  if (common.format == Format::json) {
    print_json(json::object{{"out", job.out.string()},
                            {"boxes", report.boxes},
                            {"unreadable", report.unreadable},
                            {"elsewhere", report.elsewhere},
                            {"numbers_drawn", report.numbers_drawn},
                            {"cells_shown", report.cells_shown},
                            {"cells_hidden", report.cells_hidden}});
    return 0;
  }
  std::cout << fmt::format(
      fmt::runtime(
          say(common,
              "{}: {} cells shown, {} hidden, {} numbers drawn\nfor your eyes: {} boxes, {} did not open, {} of "
              "unknown booths\n",
              "{}: {} खाने दिखाए, {} छिपाए, {} संख्याएँ निकालीं\nकेवल आपके लिए: {} डिब्बे, {} नहीं खुले, {} अज्ञात बूथ के\n")),
      job.out.string(), grouped(report.cells_shown), grouped(report.cells_hidden), grouped(report.numbers_drawn),
      grouped(report.boxes), grouped(report.unreadable), grouped(report.elsewhere));
  return 0;
}

void add_run(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "run", "on the officers' machine: opens boxes in memory, writes finished tables and nothing else");
  auto asked = std::make_shared<RunAsked>();
  parser->add_option("--bundle", asked->job.bundle, "from `release export`")->required();
  parser->add_option("--share", asked->share_a, "one officer's share")->required();
  parser->add_option("--other-share", asked->share_b, "the other officer's share")->required();
  parser->add_option("--ledger", asked->job.ledger, "WAVE.ledger; it is written before the tables are")->required();
  parser->add_option("--out", asked->job.out, "the finished tables")->required();
  commands.push_back({parser, [asked](const Common& common) { return run(common, *asked); }});
}

void add_load(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser =
      parent.add_subcommand("load", "takes finished tables into the warehouse, as an import that can be undone");
  auto file = std::make_shared<fs::path>();
  parser->add_option("file", *file, "from `release run`")->required();
  commands.push_back({parser, [file](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(view, services::load_released(desk->caller(), *file, *progress));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else if (!common.quiet) {
                          std::cout << fmt::format(
                              fmt::runtime(say(common, "wave {}: import {}\n", "चरण {}: आयात {}\n")),
                              std::string(view.at("wave").as_string()), view.at("run").as_int64());
                        }
                        return 0;
                      }});
}

/// "34 % (30–38)"; "under 12 %" and "–" where it is hidden.
std::string share_cell(const Common& common, const json::value& cell) {
  const auto percent = [](const json::value& share) { return one_decimal(share.to_number<double>() * 100); };
  if (!cell.at("share").is_null())
    return fmt::format("{} % ({}–{})", percent(cell.at("share").at("value")), percent(cell.at("share").at("low")),
                       percent(cell.at("share").at("high")));
  if (!cell.at("share_most").is_null())
    return fmt::format(fmt::runtime(say(common, "under {} %", "{} % से कम")), percent(cell.at("share_most")));
  return "–";
}

void print_community(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& area : view.at("areas").as_array()) {
    for (const json::value& table : area.at("tables").as_array()) {
      const json::value& base = table.at("base");
      for (const json::value& cell : table.at("cells").as_array()) {
        rows.push_back({text_of(common, area.at("name")),
                        text_of(common, view.at("questions")
                                            .as_array()
                                            .at(static_cast<std::size_t>(table.at("question").as_int64() - 1))
                                            .at("title")),
                        text_of(common, cell.at("title")), share_cell(common, cell),
                        base.is_null() ? "–" : grouped(std::llround(base.at("value").to_number<double>()))});
      }
    }
  }
  print_rows(common,
             {{"area", "क्षेत्र"},
              {"question", "प्रश्न"},
              {"answer", "उत्तर"},
              {"share, 90 %", "अंश, 90 %", true},
              {"base", "आधार", true}},
             rows);
  if (common.format == Format::csv || common.quiet) return;
  for (const json::value& question : view.at("questions").as_array())
    std::cout << text_of(common, question.at("use")) << "\n";
  std::cout << text_of(common, view.at("method")) << "\n";
}

struct CommunityArguments {
  services::CommunityAsked asked;
  std::int32_t ac = 0;
  fs::path out;
};

void add_community(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("community", "community and economy: released tables, of areas alone");
  auto arguments = std::make_shared<CommunityArguments>();
  parser->add_option("--wave", arguments->asked.wave, "its code; the newest if left out");
  parser->add_option("--district", arguments->asked.district, "with its segments");
  parser->add_option("--ac", arguments->ac, "a segment, with its shakti kendras");
  parser->add_option("--kendra", arguments->asked.kendra, "of the segment, with its booths");
  parser->add_option("--part", arguments->asked.part, "of the segment: one booth");
  parser->add_option("--out", arguments->out, "all of the wave as a file: .csv, .xlsx or .parquet");
  commands.push_back({parser, [arguments](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(workspace, open(common));
                        BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
                        services::CommunityAsked asked = arguments->asked;
                        if (arguments->ac != 0) asked.ac = AcNo(arguments->ac);
                        if (!arguments->out.empty()) {
                          const std::string ending = arguments->out.extension().string();
                          BOOTHWISE_CHECK(services::export_community(*snapshot, *workspace.warehouse, asked.wave,
                                                                     ending.empty() ? ending : ending.substr(1),
                                                                     arguments->out));
                          return 0;
                        }
                        BOOTHWISE_TRY(view, services::community_view(*snapshot, *workspace.warehouse, asked));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          print_community(common, view);
                        }
                        return view.at("areas").as_array().empty() ? 1 : 0;
                      }});
}

}  // namespace

void add_release_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("release", "protected answers: keys, waves, and the way to finished tables");
  parser->require_subcommand(1);
  add_keys(*parser, commands);
  add_waves(*parser, commands);
  add_bundle_export(*parser, commands);
  add_run(*parser, commands);
  add_load(*parser, commands);
  add_community(app, commands);
}

}  // namespace boothwise::app
