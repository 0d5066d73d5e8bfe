#pragma once

#include "operations/people.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "base/sealed_stream.hpp"
#include "services/backup.hpp"
#include "services/organisation.hpp"
#include "services/restore.hpp"

namespace boothwise::test {

namespace fs = std::filesystem;
namespace json = boost::json;

/// A workspace with results and an organisation, in either store, and a pair of keys.
class BackedUp : public ::testing::Test {
 protected:
  /// Of the workspace that is backed up.
  [[nodiscard]] virtual StoreKind kind() const = 0;

  void SetUp() override {
    if (kind() == StoreKind::postgresql) {
      if (postgres_folder().empty()) GTEST_SKIP() << "no PostgreSQL server was started for the tests";
      database_ = std::make_unique<TemporaryDatabase>();
    }
    NoProgress quiet;
    services::WorkspaceOptions options;
    options.database = database();
    auto made = services::init_workspace(folder_.path() / "ws", "", data_, options, now_, quiet);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    workspace_ = std::move(made).value();
    services::ImportOptions import;
    import.now = now_;
    const auto results =
        folder_.write("r.csv", "election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,BJP,600,2000\n");
    const std::vector<services::ImportFile> files{{results, "r.csv"}};
    ASSERT_TRUE(services::import_files(*workspace_.warehouse, files, import, quiet)->committed);
    auto key = ServerKey::load_or_make(services::server_key_file(workspace_));
    ASSERT_TRUE(key.ok());
    key_ = *key;
    auto owner = caller();
    ASSERT_TRUE(services::add_unit(owner, {}, R"({"level":"state","name_hi":"प्रदेश","code":"TOP"})").ok());
    asha_ = person("आशा");
    bano_ = person("बानो");
  }

  [[nodiscard]] std::string database() const { return database_ ? database_->address() : std::string(); }
  operations::Store& store() { return **workspace_.operations->store(); }
  services::Caller caller() { return {workspace_, data_, key_, owner_, store(), now_, day_in_india(now_)}; }
  std::string person(const std::string& name) {
    auto owner = caller();
    const auto made = services::add_person(owner, R"({"unit":1,"name":")" + name + "\"}");
    EXPECT_TRUE(made.ok());
    return std::string(made->at("person").as_string());
  }
  void leaves(const std::string& person) {
    auto owner = caller();
    ASSERT_TRUE(services::person_leaves(owner, person, "{}").ok());
  }
  Result<json::object> back_up(const std::string& name = "b", bool verify = true) {
    NoProgress quiet;
    return services::make_backup(workspace_, key_,
                                 {folder_.path() / name, keys_.open_half, verify, data_, "test", now_}, quiet);
  }
  services::RestoreOptions into(const fs::path& target, const std::string& name = "b") {
    services::RestoreOptions options;
    options.file = folder_.path() / name;
    options.key.keys = keys_;
    options.into = target;
    options.server_key = services::server_key_file(workspace_);
    options.data_folder = data_;
    options.now = now_;
    return options;
  }
  static std::string code_of(const Result<json::object>& view) { return view.ok() ? "done" : view.error().code; }
  Result<json::object> restore(const services::RestoreOptions& options) {
    NoProgress quiet;
    return services::restore_backup(options, quiet);
  }
  /// Names in a restored SQLite store, in order; empty for one who left.
  static std::vector<std::string> names_in(operations::Store& store) {
    std::vector<std::string> names;
    const auto rows = store.ask("SELECT name FROM people ORDER BY name");
    EXPECT_TRUE(rows.ok());
    for (const auto& row : *rows) names.push_back(row.text(0));
    return names;
  }
  static std::vector<std::string> names_in(const fs::path& workspace) {
    auto store = operations::Store::open(workspace / "operations.sqlite");
    EXPECT_TRUE(store.ok());
    return names_in(**store);
  }
  /// What lies in the tests' folder beside what the tests put there.
  std::vector<std::string> left_over() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      const std::string name = entry.path().filename().string();
      if (name.find(".restoring") != std::string::npos || name.find(".verifying") != std::string::npos ||
          name.ends_with(".tmp")) {
        names.push_back(name);
      }
    }
    return names;
  }

  const fs::path data_ = BOOTHWISE_SOURCE_DIR "/data";
  TemporaryFolder folder_;
  std::unique_ptr<TemporaryDatabase> database_;
  services::Workspace workspace_;
  ServerKey key_ = ServerKey::passing();
  Access owner_ = Access::owner();
  SealingKeys keys_ = new_sealing_keys();
  Instant now_{std::chrono::seconds(1'780'000'000)};
  std::string asha_;
  std::string bano_;
};

}  // namespace boothwise::test
