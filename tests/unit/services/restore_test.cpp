#include "services/restore.hpp"

#include "operations/audit.hpp"
#include "operations/leases.hpp"
#include "unit/services/restores.hpp"

#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "services/check.hpp"
#include "services/serving_mark.hpp"
#include "services/tombstones.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using test::StoreKind;

using test::Restores;
using test::Way;

TEST_P(Restores, TheStoreThatComesOutIsSoundAndWorkGoesOn) {
  const auto heads = operations::audit_heads(store());
  const auto made = back_up();
  ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
  EXPECT_TRUE(made->at("good").as_bool()) << json::serialize(*made);
  const auto view = restore(into_another());
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("findings").as_array().empty()) << json::serialize(*view);
  EXPECT_FALSE(view->at("erasures_known").as_bool()) << "an empty place knows of none";
  Workspace other = open_other();
  operations::Store& rows = **other.operations->store();
  EXPECT_EQ(names_of(other), names_now());
  EXPECT_EQ(*rows.layout(), operations::Store::newest_layout());
  EXPECT_TRUE(operations::verify_audit(rows, *heads)->empty()) << "the trail goes on where it was";
  const Caller owner(other, data_, key_, owner_, rows, now_, day_in_india(now_));
  ASSERT_TRUE(
      rows.atomically([&](operations::Store& inside) { return owner.note(inside, "test", "test", whole_organisation); })
          .ok());
  EXPECT_TRUE(operations::verify_audit(rows, *heads)->empty());
  EXPECT_EQ(findings(), "");
  EXPECT_TRUE(left_over().empty());
}

TEST_P(Restores, WhoeverAndWhateverWasErasedSinceIsErasedAgain) {
  ASSERT_TRUE(back_up().ok());
  leaves(bano_);
  withdraw(record_id_, visit_);
  const fs::path kept = folder_.path() / "tombstones";
  ASSERT_TRUE(write_tombstones_out(store(), kept).ok());
  RestoreOptions options = into_another();
  options.tombstones = {kept};
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_EQ(view->at("erased_again").as_int64(), 2);
  EXPECT_TRUE(view->at("erasures_known").as_bool());
  Workspace other = open_other();
  operations::Store& rows = **other.operations->store();
  EXPECT_EQ(names_of(other), (std::vector<std::string>{"", "आशा"}));
  EXPECT_FALSE(*operations::record_by_id(rows, record_id_));
  EXPECT_EQ(operations::consents_of_record(rows, record_id_)->size(), 1U) << "the ledger stays";
  EXPECT_TRUE(*is_buried(rows, key_, Buried::record, record_id_)) << "late copies are refused";
  EXPECT_EQ(findings(), "") << "its picture is gone as well";
}

TEST_P(Restores, NoKeyOfARecordAndNothingThatOpensADoorIsInABackup) {
  const auto own = operations::record_key(keys(workspace_), visit_);
  ASSERT_TRUE(own.ok() && *own);
  ASSERT_TRUE(back_up().ok());
  std::ifstream in(folder_.path() / "b", std::ios::binary);
  auto reader = SealedReader::open(in, "b", {keys_, {}});
  ASSERT_TRUE(reader.ok());
  std::string clear;
  for (auto message = reader->next(); message.ok() && *message; message = reader->next()) clear += **message;
  EXPECT_NE(clear.find("आशा"), std::string::npos);
  EXPECT_NE(clear.find(record_id_), std::string::npos);
  EXPECT_EQ(clear.find((*own)->secret), std::string::npos);
  EXPECT_EQ(clear.find(said), std::string::npos) << "in clear nowhere";
  std::string server_key = read_file(server_key_file(workspace_)).value();
  while (!server_key.empty() && server_key.back() == '\n') server_key.pop_back();
  EXPECT_EQ(clear.find(server_key), std::string::npos);
  EXPECT_EQ(clear.find("record_keys"), std::string::npos);
  ASSERT_TRUE(restore(into_another()).ok());
  Workspace other = open_other();
  EXPECT_EQ(opened(other, visit_), "") << "without the book of keys a record is unreadable";
}

TEST_P(Restores, ReplacingKeepsTheOldOneUntilTheNewOneIsWhole) {
  fill_another();
  ASSERT_TRUE(back_up().ok());
  RestoreOptions options = into_another();
  options.server_key.reset();
  EXPECT_EQ(code_of(restore(options)), "target_not_empty");
  options.replace = true;
  const std::string bytes = read_file(options.file).value();
  options.file = folder_.write("cut", bytes.substr(0, bytes.size() - 1));  // all of it, but for the end of its end
  EXPECT_EQ(code_of(restore(options)), "backup_damaged");
  {
    Workspace other = open_other();
    EXPECT_EQ(names_of(other), names_before());
    EXPECT_EQ(findings(), "");
  }
  EXPECT_TRUE(set_aside().empty());
  EXPECT_TRUE(left_over().empty());
  options.file = folder_.path() / "b";
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("findings").as_array().empty()) << json::serialize(*view);
  Workspace other = open_other();
  EXPECT_EQ(names_of(other), names_now());
  ASSERT_EQ(set_aside().size(), 1U);
  EXPECT_TRUE(fs::exists(set_aside().front() / "warehouse" / "manifest.json"));
  if (GetParam().to == StoreKind::sqlite) {
    EXPECT_EQ(names_in(set_aside().front()), names_before());
  } else {
    const std::string schema(view->at("schema_aside").as_string());
    const auto there = (*other.operations->store())->ask("SELECT count(*) FROM " + schema + ".people");
    EXPECT_EQ(there->front().integer(0), 2);
  }
}

TEST_P(Restores, TwiceWithinASecondSetsBothAside) {
  fill_another();
  ASSERT_TRUE(back_up().ok());
  RestoreOptions options = into_another();
  options.replace = true;
  ASSERT_TRUE(restore(options).ok());
  if (GetParam().to == StoreKind::postgresql) options.now += std::chrono::seconds(1);  // a schema's name is taken once
  ASSERT_TRUE(restore(options).ok());
  EXPECT_EQ(set_aside().size(), 2U);
  Workspace other = open_other();
  EXPECT_EQ(names_of(other), names_now());
}

TEST_P(Restores, ReplacingKeepsWhatNoBackupHolds) {
  ASSERT_TRUE(back_up().ok());
  const std::int64_t earlier = visit_;
  const std::string earlier_id = record_id_;
  ASSERT_NE(record(), earlier);
  const std::string answers = "answers that nobody here can read";
  fs::create_directories(workspace_.folder / "withheld");
  std::ofstream(workspace_.folder / "withheld" / "picture") << answers;
  const fs::path target = workspace_.folder;
  const std::string database = this->database();
  workspace_ = Workspace();
  RestoreOptions options = into(target);
  options.database = database;
  options.server_key.reset();
  options.replace = true;
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_FALSE(view->contains("left_aside"));
  WorkspaceOptions how;
  how.database = database;
  workspace_ = std::move(open_workspace(target, how)).value();
  record_id_ = earlier_id;
  EXPECT_EQ(opened(workspace_, earlier), said);
  EXPECT_EQ(read_file(target / "withheld" / "picture").value(), answers);
  const fs::path aside(std::string(view->at("aside").as_string()));
  EXPECT_FALSE(fs::exists(aside / "keys" / "records.sqlite")) << "a key has one place, so that its end is its end";
  EXPECT_FALSE(fs::exists(aside / "withheld" / "picture"));
  withdraw(record_id_, earlier);
  EXPECT_EQ(opened(workspace_, earlier), "");
}

TEST_P(Restores, KeysUnderAnotherServerKeyStayWithWhatTheyOpened) {
  fill_another();
  {
    Workspace other = open_other();
    ASSERT_TRUE(operations::make_record_keys(keys(other), 1).ok());
  }
  fs::remove(elsewhere() / "keys" / "server.key");
  ASSERT_TRUE(ServerKey::load_or_make(elsewhere() / "keys" / "server.key").ok());
  ASSERT_TRUE(back_up().ok());
  RestoreOptions options = into_another();
  options.replace = true;
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_FALSE(view->contains("carried"));
  EXPECT_FALSE(fs::exists(elsewhere() / "keys" / "records.sqlite"));
}

/// Ends the process as kill -9 does, at the `at`th time that it is asked or told something, or when it is told that
/// work stands at `fraction`.
class Killing final : public Progress {
 public:
  Killing(std::int64_t at, double fraction) : at_(at), fraction_(fraction) {}
  void report(double fraction, const Bilingual& /*what*/) override {
    if (fraction == fraction_) ::raise(SIGKILL);
    count();
  }
  [[nodiscard]] bool stop_requested() const override {
    count();
    return false;
  }
  [[nodiscard]] std::int64_t times() const { return times_; }

 private:
  void count() const {
    if (++times_ == at_) ::raise(SIGKILL);
  }
  std::int64_t at_;
  double fraction_;
  mutable std::int64_t times_ = 0;
};

TEST_P(Restores, KilledAtAnyPointTheOldOneIsWholeAndTheNextTryEndsWell) {
  fill_another();
  ASSERT_TRUE(back_up().ok());
  Killing never(0, -1);
  ASSERT_TRUE(restore_backup(into(folder_.path() / "counted"), never).ok());
  const bool into_database = GetParam().to == StoreKind::postgresql;
  // Among the rows and files; looking at what came of it; before and behind the folder's taking its place.
  std::vector<std::pair<std::int64_t, double>> points;
  for (const std::int64_t part : {1, 2, 3}) points.emplace_back(part * never.times() / 4, -1);
  if (!into_database) points.emplace_back(0, 0.3);
  points.emplace_back(0, 0.9);
  points.emplace_back(0, 1);
  RestoreOptions options = into_another();
  options.replace = true;
  for (const auto& [at, fraction] : points) {
    SCOPED_TRACE("killed at " + std::to_string(at) + " or " + std::to_string(fraction));
    options.now += std::chrono::seconds(1);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Killing killing(at, fraction);
      const auto done = restore_backup(options, killing);
      ::_exit(done.ok() ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    const bool placed = fraction == 1;
    if (placed && !into_database) {
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "a folder's taking its place is the end";
      continue;
    }
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(set_aside().size(), placed ? 1U : 0U);
    const std::string found = findings();
    if (!placed) {
      EXPECT_EQ(found, "");
      Workspace other = open_other();
      EXPECT_EQ(names_of(other), names_before());
      continue;
    }
    // Between the folder and the database: both are there whole, and nobody works on them by mistake.
    EXPECT_NE(found.find("restore_pending:restore-pending "), std::string::npos) << found;
    const auto opened = open_workspace(elsewhere(), {});
    EXPECT_EQ(opened.ok() ? "opened" : opened.error().code, "restore_pending");
    EXPECT_TRUE(fs::exists(set_aside().front() / "workspace.json"));
    const auto rows = operations::Store::open_server(other_database(), 1);
    EXPECT_EQ(names_in(**rows), names_before());
  }
  options.now += std::chrono::seconds(1);
  const auto view = restore(options);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("findings").as_array().empty()) << json::serialize(*view);
  Workspace other = open_other();
  EXPECT_EQ(names_of(other), names_now());
  EXPECT_EQ(findings(), "");
  EXPECT_TRUE(left_over().empty());
}

TEST_P(Restores, WhatIsServedIsLeftAlone) {
  fill_another();
  ASSERT_TRUE(back_up().ok());
  Workspace other = open_other();
  operations::Store& rows = **other.operations->store();
  const std::string name = std::string(server_lease) + "elsewhere";
  std::optional<ServingMark> mark;
  if (GetParam().to == StoreKind::postgresql) {
    ASSERT_TRUE(*operations::take_lease(rows, name, "another machine", now_, std::chrono::minutes(2)));
  } else {
    mark = std::move(ServingMark::of_server(elsewhere())).value();
  }
  RestoreOptions options = into_another();
  options.replace = true;
  EXPECT_EQ(code_of(restore(options)), "workspace_served");
  EXPECT_EQ(names_in(rows), names_before());
  EXPECT_TRUE(set_aside().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each, Restores,
    ::testing::Values(Way{StoreKind::sqlite, StoreKind::sqlite}, Way{StoreKind::sqlite, StoreKind::postgresql},
                      Way{StoreKind::postgresql, StoreKind::postgresql}, Way{StoreKind::postgresql, StoreKind::sqlite}),
    [](const auto& way) {
      const auto name = [](StoreKind kind) { return std::string(kind == StoreKind::sqlite ? "Sqlite" : "Postgresql"); };
      return name(way.param.from) + "Into" + name(way.param.to);
    });

}  // namespace
}  // namespace boothwise::services
