#include "services/backup.hpp"

#include "operations/audit.hpp"
#include "operations/tables.hpp"
#include "operations/tombstones.hpp"
#include "operations/users.hpp"
#include "unit/services/backed_up.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <thread>

#include "base/sealed_stream.hpp"
#include "services/audit_delivery.hpp"
#include "services/audit_trail.hpp"
#include "services/backup_parts.hpp"
#include "services/check.hpp"
#include "services/organisation.hpp"
#include "services/restore.hpp"
#include "services/serving_mark.hpp"
#include "services/sms_settings.hpp"
#include "services/tombstones.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

class Backups : public test::BackedUp, public ::testing::WithParamInterface<test::StoreKind> {
 protected:
  [[nodiscard]] test::StoreKind kind() const override { return GetParam(); }
};

TEST_P(Backups, ABackupThatWasRestoredAndCheckedIsGood) {
  const auto view = back_up();
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("good").as_bool()) << json::serialize(*view);
  EXPECT_TRUE(left_over().empty());
  struct stat found {};
  ASSERT_EQ(::stat((folder_.path() / "b").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_FALSE(back_up("c", false)->at("good").as_bool()) << "not verified is not good";
}

TEST_P(Backups, WhatIsRestoredIsWhatWasThere) {
  const auto heads = operations::audit_heads(store());
  std::ofstream(workspace_.folder / settings_of_messages) << "url = \"https://sms.example.org\"\n";
  const std::string polls = "election,counted,published,house,people,bloc,share\n";
  std::ofstream(workspace_.folder / polls_of_workspace_file) << polls;
  ASSERT_TRUE(back_up().ok());
  const auto view = restore(into(folder_.path() / "again"));
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("findings").as_array().empty()) << json::serialize(*view);
  EXPECT_FALSE(view->at("erasures_known").as_bool());
  EXPECT_EQ(names_in(folder_.path() / "again"), (std::vector<std::string>{"आशा", "बानो"}));
  auto restored = operations::Store::open(folder_.path() / "again" / "operations.sqlite");
  EXPECT_TRUE(operations::verify_audit(**restored, *heads)->empty()) << "the trail goes on where it was";
  EXPECT_TRUE(read_file(folder_.path() / "again" / settings_of_messages)->starts_with("url"));
  EXPECT_EQ(read_file(folder_.path() / "again" / polls_of_workspace_file).value(), polls);
  NoProgress quiet;
  auto opened = open_workspace(folder_.path() / "again", {});
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(test::winners(**load_snapshot(*opened->warehouse), "LS-2019"), "1:BJP:600 ");
  EXPECT_TRUE(left_over().empty());
}

TEST_P(Backups, NoSecretThatOpensADoorAndNoKeyIsRestored) {
  ASSERT_TRUE(back_up().ok());
  ASSERT_TRUE(restore(into(folder_.path() / "again")).ok());
  auto restored = operations::Store::open(folder_.path() / "again" / "operations.sqlite");
  for (const char* table : {"sessions", "invitations", "api_tokens", "attempts"}) {
    EXPECT_EQ((*restored)->ask("SELECT count(*) FROM " + std::string(table))->front().integer(0), 0) << table;
  }
  RestoreOptions without = into(folder_.path() / "third");
  without.server_key.reset();
  EXPECT_EQ(code_of(restore(without)), "server_key_needed");
  const auto other = folder_.path() / "other.key";
  ASSERT_TRUE(ServerKey::load_or_make(other).ok());
  without.server_key = other;
  EXPECT_EQ(code_of(restore(without)), "server_key_differs");
  EXPECT_FALSE(fs::exists(folder_.path() / "third"));
}

TEST_P(Backups, WhoeverWasErasedSinceIsErasedAgain) {
  ASSERT_TRUE(back_up().ok());
  leaves(bano_);
  const fs::path kept = folder_.path() / "tombstones";
  ASSERT_TRUE(write_tombstones_out(store(), kept).ok());
  EXPECT_EQ(read_file(kept)->find(bano_), std::string::npos) << "keyed only";
  RestoreOptions options = into(folder_.path() / "again");
  options.tombstones = {kept};
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_EQ(view->at("erased_again").as_int64(), 1);
  EXPECT_TRUE(view->at("erasures_known").as_bool());
  EXPECT_EQ(names_in(folder_.path() / "again"), (std::vector<std::string>{"", "आशा"}));
  auto restored = operations::Store::open(folder_.path() / "again" / "operations.sqlite");
  EXPECT_EQ(operations::tombstones(**restored)->size(), 1U) << "and stays so after the next restore";
}

TEST_P(Backups, ReplacingKeepsWhatWasThereAndKnowsItsErasures) {
  ASSERT_TRUE(back_up().ok());
  leaves(bano_);
  person("चित्रा");
  const fs::path target = workspace_.folder;
  RestoreOptions options = into(target);
  options.database = database();
  options.server_key.reset();
  EXPECT_EQ(code_of(restore(options)), "target_not_empty");
  EXPECT_EQ(names_in(store()), (std::vector<std::string>{"", "आशा", "चित्रा"})) << "nothing was touched";
  options.replace = true;
  {
    const auto serving = ServingMark::of_server(target);
    ASSERT_TRUE(serving.ok());
    EXPECT_EQ(code_of(restore(options)), "workspace_served");
  }
  workspace_ = Workspace();
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("findings").as_array().empty()) << json::serialize(*view);
  WorkspaceOptions how;
  how.database = database();
  workspace_ = std::move(open_workspace(target, how)).value();
  EXPECT_EQ(names_in(store()), (std::vector<std::string>{"", "आशा"}));
  EXPECT_TRUE(operations::verify_audit(store(), {})->empty());
  const fs::path aside = std::string(view->at("aside").as_string());
  EXPECT_TRUE(fs::exists(aside / "warehouse" / "manifest.json"));
  if (database().empty()) {
    EXPECT_EQ(names_in(aside), (std::vector<std::string>{"", "आशा", "चित्रा"}));
  } else {
    const std::string schema(view->at("schema_aside").as_string());
    EXPECT_EQ(store().ask("SELECT count(*) FROM " + schema + ".people")->front().integer(0), 3);
  }
  person("दया");  // work goes on, in the trail as well
  EXPECT_TRUE(operations::verify_audit(store(), {})->empty());
}

TEST_P(Backups, ADamagedOneRestoresNothing) {
  ASSERT_TRUE(back_up().ok());
  const std::string bytes = read_file(folder_.path() / "b").value();
  const auto try_bytes = [&](const std::string& changed) {
    folder_.write("damaged", changed);
    RestoreOptions options = into(folder_.path() / "again", "damaged");
    const std::string code = code_of(restore(options));
    EXPECT_FALSE(fs::exists(folder_.path() / "again"));
    EXPECT_TRUE(left_over().empty());
    return code;
  };
  EXPECT_EQ(try_bytes("no backup"), "backup_foreign");
  EXPECT_EQ(try_bytes(bytes.substr(0, bytes.size() / 2)), "backup_damaged");
  EXPECT_EQ(try_bytes(bytes.substr(0, bytes.size() - 1)), "backup_damaged");
  std::string changed = bytes;
  changed[bytes.size() / 3] = static_cast<char>(changed[bytes.size() / 3] ^ 4);
  EXPECT_EQ(try_bytes(changed), "backup_damaged");
  RestoreOptions options = into(folder_.path() / "again");
  options.key.keys = new_sealing_keys();
  EXPECT_EQ(code_of(restore(options)), "backup_other_key");
  if (!database().empty()) {  // a database, too, is as it was
    options = into(folder_.path() / "again", "damaged");
    options.database = database();
    options.replace = true;
    EXPECT_EQ(code_of(restore(options)), "backup_damaged");
    EXPECT_EQ(names_in(store()), (std::vector<std::string>{"आशा", "बानो"}));
  }
}

TEST_P(Backups, OneMadeWhileOthersWriteIsOfOneMoment) {
  std::atomic<bool> enough = false;
  std::jthread writer([&] {
    for (int at = 0; !enough; ++at) person("व्यक्ति " + std::to_string(at));
  });
  const auto view = back_up();
  enough = true;
  writer.join();
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("good").as_bool()) << json::serialize(*view);
}

TEST_P(Backups, AFileThatIsMissingOrChangedIsToldOf) {
  for (const auto& entry : fs::recursive_directory_iterator(workspace_.folder / "warehouse" / "candidate_results")) {
    if (entry.is_regular_file()) std::ofstream(entry.path(), std::ios::app) << "x";
  }
  const auto view = back_up();
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_FALSE(view->at("good").as_bool());
  ASSERT_EQ(view->at("missing").as_array().size(), 1U);
  EXPECT_EQ(view->at("missing").at(0).at("what").as_string(), "changed");
}

TEST_P(Backups, ACheckNamesEachThingThatIsWrong) {
  NoProgress quiet;
  const auto codes = [&] {
    std::vector<std::string> found;
    const auto report = check_workspace(workspace_.folder, database(), quiet);
    for (const Finding& finding : report->findings) {
      found.push_back(finding.code);
      EXPECT_FALSE(finding.what.en.empty() || finding.what.hi.empty());
    }
    std::ranges::sort(found);
    return found;
  };
  EXPECT_TRUE(codes().empty()) << codes().front();
  fs::permissions(server_key_file(workspace_), fs::perms::others_read, fs::perm_options::add);
  fs::create_directories(workspace_.folder / "attachments" / "ab");
  std::ofstream(workspace_.folder / "attachments" / "ab" / "abc") << "x";
  std::ofstream(workspace_.folder / "warehouse" / "candidate_results" / "stray.parquet") << "x";
  for (const auto& entry : fs::recursive_directory_iterator(workspace_.folder / "warehouse" / "rollups")) {
    if (entry.is_regular_file()) std::ofstream(entry.path(), std::ios::app) << "x";
  }
  auto found = codes();
  const auto changed = std::ranges::count(found, "file_changed");
  EXPECT_GE(changed, 1);
  std::erase(found, "file_changed");
  EXPECT_EQ(found, (std::vector<std::string>{"file_orphaned", "file_orphaned", "readable_by_others"}));
}

TEST_P(Backups, TheAuditorsHeadsAreDeliveredOnceADayAndFindWhatWasRewritten) {
  const AuditDelivery delivery{folder_.path() / "auditor", "me"};
  EXPECT_EQ(deliver_audit_heads(store(), key_, delivery, now_).error().code, "auditor_folder_missing");
  EXPECT_TRUE(delivery_state(store())->failed_at.has_value());
  fs::create_directories(delivery.folder);
  EXPECT_FALSE(*deliver_audit_heads(store(), key_, delivery, now_)) << "not again at once";
  const Instant later = now_ + std::chrono::minutes(11);
  EXPECT_TRUE(*deliver_audit_heads(store(), key_, delivery, later));
  EXPECT_FALSE(*deliver_audit_heads(store(), key_, {delivery.folder, "another"}, later));
  EXPECT_FALSE(delivery_state(store())->failed_at.has_value());
  const Instant next_day = later + std::chrono::hours(24);
  person("चित्रा");
  EXPECT_TRUE(*deliver_audit_heads(store(), key_, {delivery.folder, "another"}, next_day));
  std::vector<operations::AuditHead> stated;
  int files = 0;
  std::string text;
  const std::string verifying = key_.verifying_key(ServerKey::Purpose::audit_head);
  for (const auto& entry : fs::directory_iterator(delivery.folder)) {
    text = read_file(entry.path()).value();
    const auto heads = read_stated_heads(text, verifying);
    ASSERT_TRUE(heads.ok()) << heads.error().line(Language::english);
    stated.insert(stated.end(), heads->begin(), heads->end());
    ++files;
  }
  EXPECT_EQ(files, 2);
  EXPECT_TRUE(operations::verify_audit(store(), stated)->empty());
  std::string forged = text;
  forged[forged.find("head ") + 7] ^= 1;
  EXPECT_FALSE(read_stated_heads(forged, verifying).ok());
  EXPECT_EQ(read_stated_heads(text, ServerKey::passing().verifying_key(ServerKey::Purpose::audit_head)).error().code,
            "heads_of_another");
}

INSTANTIATE_TEST_SUITE_P(Each, Backups, ::testing::Values(test::StoreKind::sqlite, test::StoreKind::postgresql),
                         [](const auto& kind) {
                           return kind.param == test::StoreKind::sqlite ? "Sqlite" : "Postgresql";
                         });

TEST(Tombstones, AFileIsReadBackAndADamagedLineIsNamed) {
  const operations::Tombstone one{"person", std::string(32, 'a'), Instant(std::chrono::seconds(5))};
  const std::string text = tombstones_text(std::vector{one});
  EXPECT_EQ(parse_tombstones(text, "f").value(), std::vector{one});
  for (const std::string& wrong : {std::string(), std::string("x\n"), text + "person zz 5\n", text + "person",
                                   text + "person " + std::string(32, 'b') + " -1\n"}) {
    const auto parsed = parse_tombstones(wrong, "f");
    ASSERT_FALSE(parsed.ok()) << wrong;
    EXPECT_EQ(parsed.error().code, "tombstones_malformed");
    EXPECT_GE(parsed.error().where.line, 1U);
  }
}

TEST(BackupPaths, OnlyFoldersOfTheWorkspaceAreWrittenTo) {
  EXPECT_TRUE(is_backup_path("workspace.json"));
  EXPECT_TRUE(is_backup_path("polls.csv"));
  EXPECT_TRUE(is_backup_path("warehouse/rollups/seats/LS-2019.abc.parquet"));
  for (const char* path :
       {"", "/etc/passwd", "../x", "warehouse/../../x", "warehouse", "warehouse//x", "keys/server.key",
        "operations.sqlite", "attachments/.x", "warehouse\\x", "serving", "polls.csv/x", "x/polls.csv"}) {
    EXPECT_FALSE(is_backup_path(path)) << path;
  }
}

TEST(ServingMarks, EndWithTheProcessThatHoldsThem) {
  const test::TemporaryFolder folder;
  Workspace workspace{folder.path(), "",     nullptr, std::make_unique<OperationsDoor>(folder.path() / "o", ""),
                      nullptr,       nullptr};
  const Instant now{};
  EXPECT_FALSE(*is_served(workspace, now));
  EXPECT_TRUE(fs::is_empty(folder.path())) << "a look leaves nothing";
  {
    const auto one = ServingMark::of_server(folder.path());
    const auto two = ServingMark::of_server(folder.path());
    ASSERT_TRUE(one.ok() && two.ok());
    EXPECT_TRUE(*is_served(workspace, now));
    EXPECT_EQ(ServingMark::alone(folder.path()).error().code, "workspace_served");
  }
  EXPECT_FALSE(*is_served(workspace, now));
  EXPECT_TRUE(ServingMark::alone(folder.path()).ok());
  EXPECT_TRUE(require_owner(folder.path()).ok());
}

}  // namespace
}  // namespace boothwise::services
