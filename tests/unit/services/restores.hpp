#pragma once

#include "operations/record_keys.hpp"
#include "operations/records.hpp"
#include "unit/services/backed_up.hpp"

#include <fstream>

#include "services/check.hpp"
#include "services/tombstones.hpp"

namespace boothwise::test {

/// From which kind of store into which.
struct Way {
  StoreKind from;
  StoreKind to;
};

/// A workspace with a record of a household under its key, and a place for another one.
class Restores : public BackedUp, public ::testing::WithParamInterface<Way> {
 protected:
  [[nodiscard]] StoreKind kind() const override { return GetParam().from; }

  void SetUp() override {
    if (GetParam().to == StoreKind::postgresql && postgres_folder().empty()) {
      GTEST_SKIP() << "no PostgreSQL server was started for the tests";
    }
    BackedUp::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    if (GetParam().to == StoreKind::postgresql) other_database_ = std::make_unique<TemporaryDatabase>();
    ASSERT_TRUE(store()
                    .change("INSERT INTO forms (form_id, form_name, state, title_en, title_hi, definition, draft, "
                            "persons, version, made_by, made_at, changed_at) VALUES ('f', 'visit', 'open', 'Visit', "
                            "'भेंट', '', '', 1, '1', '', 0, 0)")
                    .ok());
    visit_ = record();
  }

  /// A record about persons with a picture, sealed under a key of its own; its number in the book of keys.
  std::int64_t record() {
    const auto made = operations::make_record_keys(keys(workspace_), 1);
    EXPECT_TRUE(made.ok());
    const operations::RecordKey& own = made->front();
    const std::string id = operations::new_id();
    operations::Arrival arrival;
    arrival.consents = {{operations::new_id(), id, "contact", true, "visit/1", "hi", "in_person", "d", "1.", now_, 1}};
    operations::Record& record = arrival.record;
    record.id = id;
    record.form = "f";
    record.version = "1";
    record.device = "d";
    record.unit = 1;
    record.path = "1.";
    record.part = "12";
    record.key = own.id;
    record.content = key_.seal_record(own.secret, said);
    record.persons = true;
    record.consent = arrival.consents.front().id;
    record.method = "web";
    record.files_wanted = 1;
    record.received_at = now_;
    record.day = "2026-05-28";
    record_id_ = id;
    const operations::RecordFile picture{"n", "sealed", "image/jpeg", 3, operations::new_id()};
    const fs::path file = workspace_.folder / services::record_file_place(picture.file_id);
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "abc";
    const std::vector<const operations::Arrival*> one{&arrival};
    EXPECT_TRUE(store()
                    .atomically([&](operations::Store& inside) -> Status {
                      BOOTHWISE_CHECK(operations::add_arrivals(inside, one));
                      return operations::add_record_file(inside, id, picture).ok() ? success() : Status(Error{});
                    })
                    .ok());
    return own.id;
  }
  static operations::Store& keys(services::Workspace& workspace) { return **workspace.keys->store(); }
  void withdraw(const std::string& id, std::int64_t key) {
    ASSERT_TRUE(operations::destroy_record_key(keys(workspace_), key).ok());
    const auto owner = caller();
    ASSERT_TRUE(store()
                    .atomically([&](operations::Store& inside) -> Status {
                      BOOTHWISE_CHECK(services::bury(owner, inside, services::Buried::record, id));
                      return operations::forget_record(inside, id);
                    })
                    .ok());
  }

  [[nodiscard]] fs::path elsewhere() const { return folder_.path() / "again"; }
  services::RestoreOptions into_another() {
    services::RestoreOptions options = into(elsewhere());
    options.database = other_database();
    return options;
  }
  [[nodiscard]] std::string other_database() const { return other_database_ ? other_database_->address() : ""; }
  services::Workspace open_other() {
    services::WorkspaceOptions how;
    how.database = other_database();
    auto opened = services::open_workspace(elsewhere(), how);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().line(Language::english));
    return std::move(opened).value();
  }
  std::vector<std::string> names_of(services::Workspace& workspace) {
    return names_in(**workspace.operations->store());
  }
  /// What is found in the place that was restored to.
  std::string findings() {
    NoProgress quiet;
    const auto report = services::check_workspace(elsewhere(), other_database(), quiet);
    std::string codes;
    for (const services::Finding& finding : report->findings) codes += finding.code + ":" + finding.object + " ";
    return codes;
  }
  /// What a household said, if its record and its key are there.
  std::string opened(services::Workspace& workspace, std::int64_t key) {
    const auto record = operations::record_by_id(**workspace.operations->store(), record_id_);
    const auto own = operations::record_key(keys(workspace), key);
    if (!record.ok() || !*record || !own.ok() || !*own) return "";
    const auto text = key_.open_record((*own)->secret, (*record)->content);
    return text.ok() ? *text : "";
  }
  /// A workspace of a day before where the backup goes, with "पुरानी" alone.
  void fill_another() {
    ASSERT_TRUE(back_up("before", false).ok());
    services::RestoreOptions options = into_another();
    options.file = folder_.path() / "before";
    ASSERT_TRUE(restore(options).ok());
    services::Workspace other = open_other();
    operations::Store& rows = **other.operations->store();
    ASSERT_TRUE(rows.change("UPDATE people SET name = 'पुरानी'").ok());
  }
  [[nodiscard]] std::vector<fs::path> set_aside() const {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.path().filename().string().starts_with("again.before-")) folders.push_back(entry.path());
    }
    return folders;
  }
  static const std::vector<std::string>& names_before() {
    static const std::vector<std::string> names{"पुरानी", "पुरानी"};
    return names;
  }
  static const std::vector<std::string>& names_now() {
    static const std::vector<std::string> names{"आशा", "बानो"};
    return names;
  }

  static constexpr const char* said = "गैस का चूल्हा चलता है";
  std::unique_ptr<TemporaryDatabase> other_database_;
  std::string record_id_;
  std::int64_t visit_ = 0;
};

}  // namespace boothwise::test
