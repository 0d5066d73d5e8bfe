#include "command.hpp"
#include "operations/store.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/atomic_file.hpp"
#include "base/sealed_stream.hpp"
#include "services/backup.hpp"
#include "services/check.hpp"
#include "services/restore.hpp"
#include "services/serving_mark.hpp"
#include "services/tombstones.hpp"

namespace boothwise::app {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

/// One line a finding.
void print_findings(const Common& common, const json::array& findings) {
  for (const json::value& finding : findings) {
    std::cout << fmt::format("{}: {} ({})\n", std::string(finding.at("object").as_string()),
                             text_of(common, finding.at("what")), std::string(finding.at("code").as_string()));
  }
}

/// What no backup holds and the restored workspace has all the same, or has not.
void print_kept(const Common& common, const json::object& view) {
  const auto print = [&](const char* what, std::string_view words) {
    const json::value* paths = view.if_contains(what);
    if (paths == nullptr) return;
    for (const json::value& path : paths->as_array()) std::cout << words << std::string(path.as_string()) << "\n";
  };
  print("carried", say(common, "kept as it is now: ", "जैसा अभी है वैसा रखा: "));
  print("left_aside", say(common, "could not be kept, is in what was set aside: ", "रखा नहीं जा सका, अलग रखे में है: "));
}

Status write_key(const fs::path& file, const std::string& text, AtomicFile::Readers readers) {
  if (fs::exists(file)) {
    return Error{
        ErrorKind::conflict,
        "file_exists",
        {"this file is there already; a key is never written over", "यह फ़ाइल पहले से है; कुंजी के ऊपर नहीं लिखा जाता"},
        {file.string()}};
  }
  BOOTHWISE_TRY(made, AtomicFile::create(file, readers));
  BOOTHWISE_CHECK(made.append(text));
  return made.commit();
}

void add_key(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* key = parent.add_subcommand("key", "the pair of keys of backups");
  key->require_subcommand(1);
  CLI::App* parser =
      key->add_subcommand("new", "makes NAME.public, for the server, and NAME.private, to keep elsewhere");
  auto name = std::make_shared<fs::path>("backup-key");
  parser->add_option("--out", *name, "NAME")->capture_default_str();
  commands.push_back(
      {parser, [name](const Common& common) -> Result<int> {
         const SealingKeys keys = new_sealing_keys();
         const fs::path secret = name->string() + ".private";
         const fs::path open_half = name->string() + ".public";
         BOOTHWISE_CHECK(write_key(secret, secret_half_text(keys), AtomicFile::Readers::owner));
         BOOTHWISE_CHECK(write_key(open_half, open_half_text(keys), AtomicFile::Readers::all));
         if (common.format == Format::json) {
           print_json(json::object{
               {"key", short_name_of(keys.open_half)}, {"private", secret.string()}, {"public", open_half.string()}});
           return 0;
         }
         std::cout << fmt::format(
             fmt::runtime(
                 say(common,
                     "key {}\n{}: give it to the server\n{}: print it, keep it away from the server and from "
                     "the backups; without it no backup can be read\n",
                     "कुंजी {}\n{}: सर्वर को दें\n{}: छापकर सर्वर और बैकअप से दूर रखें; इसके बिना कोई बैकअप नहीं पढ़ा जा सकता\n")),
             short_name_of(keys.open_half), open_half.string(), secret.string());
         return 0;
       }});
}

struct BackupAsked {
  fs::path out;
  fs::path key;
  bool verify = false;
};

Result<int> back_up(const Common& common, const BackupAsked& asked) {
  if (asked.out.empty() || asked.key.empty()) {
    return Error{ErrorKind::bad_input,
                 "usage",
                 {"expected --out FILE and --key FILE.public (made by: boothwise backup key new)",
                  "--out फ़ाइल और --key फ़ाइल.public चाहिए (बनाएँ: boothwise backup key new)"}};
  }
  BOOTHWISE_TRY(open_half, read_open_half(asked.key));
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(key, ServerKey::load_or_make(services::server_key_file(workspace)));
  const auto progress = terminal_progress(common);
  services::BackupOptions options{asked.out, open_half, asked.verify, data_folder(), version(), now()};
  BOOTHWISE_TRY(view, services::make_backup(workspace, key, options, *progress));
  const bool whole = view.at("missing").as_array().empty() && view.at("findings").as_array().empty();
  if (common.format == Format::json) {
    print_json(view);
    return whole ? 0 : 1;
  }
  if (common.quiet && whole) return 0;
  for (const json::value& missing : view.at("missing").as_array()) {
    std::cout << fmt::format("{}: {}\n", std::string(missing.at("path").as_string()),
                             std::string(missing.at("what").as_string()));
  }
  print_findings(common, view.at("findings").as_array());
  const std::string_view state =
      view.at("good").as_bool() ? say(common, "good: restored and checked", "ठीक: वापस लाकर जाँचा गया")
      : view.at("verified").as_bool() ? say(common, "restorable, but see above", "वापस आ सकता है, पर ऊपर देखें")
                                      : say(common, "not verified (--verify)", "जाँचा नहीं गया (--verify)");
  std::cout << fmt::format(fmt::runtime(say(common, "{}: {} tables, {} rows, {} files, {} bytes, key {}; {}\n",
                                            "{}: {} तालिकाएँ, {} पंक्तियाँ, {} फ़ाइलें, {} बाइट, कुंजी {}; {}\n")),
                           std::string(view.at("file").as_string()), view.at("tables").as_int64(),
                           view.at("rows").as_int64(), view.at("files").as_int64(),
                           view.at("bytes").to_number<std::uint64_t>(), std::string(view.at("key").as_string()), state);
  return whole ? 0 : 1;
}

void add_backup(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("backup", "all of the workspace in one encrypted file, while it is served");
  add_key(*parser, commands);
  auto asked = std::make_shared<BackupAsked>();
  parser->add_option("--out", asked->out, "the file");
  parser->add_option("--key", asked->key, "the public key; only the private one can read the file")
      ->envname("BOOTHWISE_BACKUP_KEY");
  parser->add_flag("--verify", asked->verify, "restore it beside the file and check that, before it counts");
  commands.push_back({parser, [asked](const Common& common) { return back_up(common, *asked); }});
}

void add_restore(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("restore", "a workspace from a backup, all or nothing");
  auto options = std::make_shared<services::RestoreOptions>();
  auto private_key = std::make_shared<fs::path>();
  auto server_key = std::make_shared<fs::path>();
  parser->add_option("file", options->file, "the backup")->required();
  parser->add_option("--private-key", *private_key, "NAME.private of the key that it was made for")->required();
  parser->add_option("--into", options->into, "the workspace's folder")->required();
  parser->add_option("--server-key", *server_key, "the copy of keys/server.key that was kept apart");
  parser->add_option("--tombstones", options->tombstones, "what was erased, as kept apart; several");
  parser->add_flag("--replace", options->replace, "set aside what is there");
  commands.push_back({parser, [options, private_key, server_key](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(keys, read_secret_half(*private_key));
                        services::RestoreOptions asked = *options;
                        asked.key.keys = keys;
                        asked.database = common.database;
                        if (!server_key->empty()) asked.server_key = *server_key;
                        asked.data_folder = data_folder();
                        asked.now = now();
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(view, services::restore_backup(asked, *progress));
                        const bool sound = view.at("findings").as_array().empty();
                        if (common.format == Format::json) {
                          print_json(view);
                          return sound ? 0 : 1;
                        }
                        print_findings(common, view.at("findings").as_array());
                        std::cout << fmt::format(
                            fmt::runtime(say(common, "{}: as of {}, {} tables, {} rows, {} files; erased again: {}\n",
                                             "{}: {} की स्थिति, {} तालिकाएँ, {} पंक्तियाँ, {} फ़ाइलें; फिर मिटाए गए: {}\n")),
                            std::string(view.at("into").as_string()), std::string(view.at("made_at").as_string()),
                            view.at("tables").as_int64(), view.at("rows").as_int64(), view.at("files").as_int64(),
                            view.at("erased_again").as_int64());
                        if (!view.at("erasures_known").as_bool()) {
                          std::cout << say(common,
                                           "what was erased since is not known here; if anything was: boothwise "
                                           "tombstones replay FILE\n",
                                           "बाद में क्या मिटाया गया, यह यहाँ ज्ञात नहीं; यदि कुछ मिटाया गया था: boothwise "
                                           "tombstones replay फ़ाइल\n");
                        }
                        print_kept(common, view);
                        for (const char* aside : {"aside", "schema_aside"}) {
                          if (const json::value* where = view.if_contains(aside)) {
                            std::cout << say(common, "set aside: ", "अलग रखा: ") << std::string(where->as_string())
                                      << "\n";
                          }
                        }
                        return sound ? 0 : 1;
                      }});
}

void add_check(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("check", "whether the workspace is what it should be; changes nothing");
  commands.push_back(
      {parser, [](const Common& common) -> Result<int> {
         const auto progress = terminal_progress(common);
         BOOTHWISE_TRY(report, services::check_workspace(common.workspace, common.database, *progress));
         const json::object view = services::to_json(report);
         if (common.format == Format::json) {
           print_json(view);
           return report.findings.empty() ? 0 : 1;
         }
         print_findings(common, view.at("findings").as_array());
         std::cout << fmt::format(
             fmt::runtime(say(common, "{} findings in {} tables with {} rows, {} rows of the audit trail, {} files\n",
                              "{} कमियाँ; देखा गया: {} तालिकाएँ, {} पंक्तियाँ, लेखे की {} पंक्तियाँ, {} फ़ाइलें\n")),
             report.findings.size(), report.tables, report.rows, report.audit_rows, report.files);
         return report.findings.empty() ? 0 : 1;
       }});
}

void add_tombstones(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("tombstones", "what was erased, kept apart so that it stays erased");
  parser->require_subcommand(1);
  CLI::App* keep = parser->add_subcommand("keep", "writes them to a file, with those that it has");
  auto out = std::make_shared<fs::path>();
  keep->add_option("--out", *out, "the file")->required();
  commands.push_back({keep, [out](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_CHECK(services::write_tombstones_out(desk->caller().whole_store(), *out));
                        return 0;
                      }});
  CLI::App* replay =
      parser->add_subcommand("replay", "erases again what a file names, after the database went back in time");
  auto file = std::make_shared<fs::path>();
  replay->add_option("file", *file, "the file")->required();
  commands.push_back({replay, [file](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(text, read_file(*file));
                        BOOTHWISE_TRY(tombstones, services::parse_tombstones(text, file->string()));
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        std::int64_t erased = 0;
                        BOOTHWISE_CHECK(
                            desk->caller().whole_store().atomically([&](operations::Store& inside) -> Status {
                              BOOTHWISE_TRY(count, services::erase_again(desk->caller(), inside, tombstones));
                              erased = count;
                              return success();
                            }));
                        if (common.format == Format::json) {
                          print_json(json::object{{"tombstones", tombstones.size()}, {"erased_again", erased}});
                          return 0;
                        }
                        std::cout << fmt::format(
                            fmt::runtime(say(common, "{} tombstones, {} erased again\n", "{} अंकित, {} फिर मिटाए गए\n")),
                            tombstones.size(), erased);
                        return 0;
                      }});
}

}  // namespace

void add_backup_commands(CLI::App& app, std::vector<Command>& commands) {
  add_backup(app, commands);
  add_restore(app, commands);
  add_check(app, commands);
  add_tombstones(app, commands);
}

}  // namespace boothwise::app
