#include "field/assessment.hpp"
#include "field/erasure.hpp"
#include "field/withheld.hpp"
#include "operations/withheld.hpp"
#include "unit/server/openrosa_bench.hpp"

#include <set>

#include "base/sealed_stream.hpp"
#include "base/text.hpp"
#include "server/router.hpp"
#include "services/backup.hpp"
#include "services/restore.hpp"
#include "services/tombstones.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr const char* picture = "a picture of nine roses";
constexpr const char* phone = "9866554433";
constexpr int withdraws = 1;
constexpr int stays = 2;

/// What only the one who withdraws told, and by what she could be found.
class Withdrawal : public OpenRosaServer {
 protected:
  void both_tell() {
    ASSERT_EQ(send(filled(withdraws, replaced(with_photo, "9876543210", phone)), {{"घर 1.jpg", picture}}).status, 201U);
    ASSERT_EQ(send(filled(stays, replaced(agreed, "9876543210", "9811111111"))).status, 201U);
    traces_ = {phone, picture, code_of(withdraws), uuid(withdraws).substr(5), record(withdraws)->id};
  }

  /// Every answer of the server without an address of its own, and the exports, as the owner sees them.
  std::map<std::string, std::string> all_answers() {
    std::map<std::string, std::string> answers;
    const json::object document = json::parse(openapi_document(app_->router(), "test")).as_object();
    for (const auto& path : document.at("paths").as_object()) {
      if (path.key().find('{') != std::string_view::npos || !path.value().as_object().contains("get")) continue;
      Request request;
      request.path = std::string(path.key());
      request.access = Access::owner();
      answers["GET " + request.path] = app_->router().answer(request).body;
    }
    for (const char* rest : {"/formList", "/days", "/web", "/forms/visit.xml", "/forms/visit/manifest"}) {
      answers[std::string("phone ") + rest] = get(base_ + rest).body;
    }
    for (const char* format : {"csv", "xlsx"}) {
      Request request = asked(Method::post, "/api/v1/records/contacts");
      request.access = Access::owner();
      request.body = json::serialize(json::object{
          {"unit", unit_}, {"form", form_}, {"format", format}, {"reason", "invitation"}, {"approval", ""}});
      answers[std::string("contacts ") + format] = app_->router().answer(request).body;
    }
    Request samples = asked(Method::post, "/api/v1/records/call-backs");
    samples.access = Access::owner();
    samples.body = json::serialize(
        json::object{{"unit", unit_}, {"form", form_}, {"count", 10}, {"seed", "5eed"}, {"purpose", "जाँच"}});
    answers["call-backs"] = app_->router().answer(samples).body;
    return answers;
  }
  [[nodiscard]] static std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  /// Files of a folder that hold any of the traces.
  [[nodiscard]] std::vector<std::string> files_with_traces(const fs::path& folder) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string bytes = bytes_of(entry.path());
      for (const std::string& trace : traces_) {
        if (bytes.find(trace) != std::string::npos) found.push_back(entry.path().string() + ": " + trace);
      }
    }
    return found;
  }
  void back_up(const fs::path& file) {
    NoProgress quiet;
    const auto made =
        services::make_backup(app_->workspace(), app_->key(),
                              {file, backup_keys_.open_half, false, BOOTHWISE_SOURCE_DIR "/data", "test",
                               std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())},
                              quiet);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
  }
  fs::path restored(const fs::path& file, bool knows_what_was_erased) {
    NoProgress quiet;
    services::RestoreOptions options;
    options.file = file;
    options.key.keys = backup_keys_;
    options.into = folder_ / (knows_what_was_erased ? "again" : "again, without tombstones");
    options.server_key = services::server_key_file(app_->workspace());
    options.data_folder = BOOTHWISE_SOURCE_DIR "/data";
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (knows_what_was_erased) options.tombstones = {services::tombstones_file(app_->workspace().folder)};
    const auto done = services::restore_backup(options, quiet);
    EXPECT_TRUE(done.ok()) << done.error().line(Language::english);
    return options.into;
  }

  std::vector<std::string> traces_;
  SealingKeys backup_keys_ = new_sealing_keys();
};

TEST_P(Withdrawal, LeavesNothingOfThePersonInPagesExportsPhonesFilesAndRestoredBackups) {
  both_tell();
  const std::string id = record(withdraws)->id;
  const std::int64_t key = record(withdraws)->key;
  // What is looked for can be found while it is there.
  const auto before = all_answers();
  EXPECT_NE(before.at("contacts csv").find(phone), std::string::npos);
  EXPECT_NE(before.at("call-backs").find(phone), std::string::npos) << before.at("call-backs");
  const fs::path backup = test::BothStores::folder_.path() / "yesterday.backup";
  ASSERT_NO_FATAL_FAILURE(back_up(backup));

  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}}).status, 200U);
  ASSERT_TRUE(services::write_tombstones_out(store(), services::tombstones_file(app_->workspace().folder)).ok());

  const auto answers = all_answers();
  EXPECT_GT(answers.size(), 40U);
  EXPECT_NE(answers.at("contacts csv").find("9811111111"), std::string::npos) << "who stays is still there";
  const std::set<std::string> in_trail_alone{id};  // a keyed hash, which the audit trail keeps
  for (const auto& [name, body] : answers) {
    for (const std::string& trace : traces_) {
      if (in_trail_alone.contains(trace) && name.find("/audit") != std::string::npos) continue;
      EXPECT_EQ(body.find(trace), std::string::npos) << name << ": " << trace;
    }
  }
  traces_.pop_back();  // files of the store hold the trail and the tombstone
  EXPECT_EQ(files_with_traces(folder_), std::vector<std::string>{});
  EXPECT_EQ(files_with_traces(test::BothStores::folder_.path()), std::vector<std::string>{});

  for (const bool knows : {true, false}) {
    const fs::path again = restored(backup, knows);
    auto old = operations::Store::open(again / "operations.sqlite");
    ASSERT_TRUE(old.ok());
    const auto row = operations::record_by_id(**old, id);
    ASSERT_TRUE(row.ok());
    EXPECT_EQ(row->has_value(), !knows);
    if (*row) {
      const auto door = app_->field_door();
      EXPECT_EQ(door->vault.open((*row)->key, (*row)->content).error().code, "record_erased");
    }
    EXPECT_EQ(files_with_traces(again), std::vector<std::string>{});
  }
  EXPECT_EQ(app_->field_door()->vault.key(key).error().code, "record_erased");
}

TEST_P(Withdrawal, OfOnePurposeIsUnreadableInYesterdaysBackupToo) {
  both_tell();
  const operations::Record before = *record(withdraws);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}, {"purposes", json::array{"contact"}}}).status, 200U);
  const auto door = app_->field_door();
  EXPECT_EQ(door->vault.open(before.key, before.content).error().code, "record_erased");
  const auto after = record(withdraws);
  ASSERT_TRUE(after);
  EXPECT_TRUE(door->vault.open(after->key, after->content).ok());
  // Its picture belongs to what stays, and lies under the new key.
  const auto files = operations::record_files(store(), after->id);
  ASSERT_EQ(files->size(), 1U);
  EXPECT_TRUE(after->complete());
  EXPECT_EQ(*door->vault.open(after->key,
                              bytes_of(app_->workspace().folder / services::record_file_place(files->front().file_id))),
            picture);
  const auto keys = app_->workspace().keys->store();
  EXPECT_TRUE(operations::ending_keys(**keys)->empty());
}

TEST_P(Withdrawal, AKeyThatACutLeftBehindIsEndedLater) {
  both_tell();
  const operations::Record before = *record(withdraws);
  const auto door = app_->field_door();
  const auto keys = app_->workspace().keys->store();
  const auto other = door->vault.new_key();
  ASSERT_TRUE(operations::add_ending_key(**keys, {other->id, before.id}).ok());   // its record lies under another
  ASSERT_TRUE(operations::add_ending_key(**keys, {before.key, before.id}).ok());  // nothing became of it
  ASSERT_TRUE(field::erase_what_is_over(*door).ok());
  EXPECT_FALSE(door->vault.key(other->id).ok());
  EXPECT_TRUE(door->vault.key(before.key).ok());
  EXPECT_TRUE(operations::ending_keys(**keys)->empty());
}

/// The impact assessment, and it as a page.
struct Assessed {
  json::object view;
  std::string page;
};
Assessed assessed(App& app) {
  Request request;
  request.path = "/api/v1/assessment";
  request.access = Access::owner();
  const Response answer = app.router().answer(request);
  EXPECT_EQ(answer.status, 200U) << answer.body;
  json::object view = json::parse(answer.body).as_object();
  const std::string page = field::assessment_text(view, Language::english);
  return {std::move(view), page};
}

TEST_P(Withdrawal, TheImpactAssessmentSaysThatItDestroys) {
  const Assessed now = assessed(*app_);
  const json::value& erasure = now.view.at("erasure");
  EXPECT_EQ(erasure.at("forms").at("destroy"), 1);
  EXPECT_EQ(erasure.at("forms").at("seal"), 0);
  EXPECT_EQ(erasure.at("officers_named"), false);
  EXPECT_EQ(now.view.at("forms").at(0).at("erasure"), "destroy");
  EXPECT_NE(now.page.find("open forms: 1; destroy: the key of what a person takes back is destroyed at once"),
            std::string::npos)
      << now.page;
  EXPECT_NE(now.page.find("no officers are named: nothing can be sealed"), std::string::npos);
}

/// A notice that says that what is taken back stays sealed for a year.
class SealedWithdrawal : public Withdrawal {
 protected:
  void SetUp() override {
    Withdrawal::SetUp();
    if (IsSkipped()) return;
    owner("/api/v1/notices", notice(), 409, 409);  // nobody could open it
    ASSERT_NO_FATAL_FAILURE(name_officers(first_, second_));
    const json::object made = owner("/api/v1/notices", notice());
    EXPECT_EQ(made.at("name"), "visit/2");
    EXPECT_NE(json::serialize(made).find("मुहरबंद"), std::string::npos);
    std::string xml = replaced(visit_form(), "visit/1", "visit/2");
    xml = replaced(std::move(xml), "version=\"1\"", "version=\"2\"");
    owner("/api/v1/forms", {{"xml", xml}, {"form", form_}});
    owner("/api/v1/forms/" + form_ + "/publish", {});
  }
  static json::object notice() {
    json::object words;
    for (const char* part : {"who", "items", "why", "withdraw", "complain", "contact"}) words[part] = part;
    return {{"key", "visit"},
            {"purposes", json::array{"schemes", "contact"}},
            {"texts", json::object{{"hi", words}, {"en", words}}},
            {"erasure", "seal"}};
  }
  field::FieldDoor door_in(std::chrono::days later) {
    const auto door = app_->field_door();
    return {door->workspace, door->store, door->vault, door->shelf, door->key, door->now + later};
  }
  std::size_t files_aside() {
    const fs::path folder = app_->workspace().folder / "withheld";
    return fs::exists(folder) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {})) : 0;
  }

  SealingKeys first_ = new_sealing_keys();
  SealingKeys second_ = new_sealing_keys();
};

TEST_P(SealedWithdrawal, OnlyBothOfficersTogetherCanOpenWhatWasTakenBack) {
  ASSERT_EQ(send(filled(withdraws, with_photo, "", "2"), {{"घर 1.jpg", picture}}).status, 201U);
  const std::int64_t key = record(withdraws)->key;
  const Response seen = by_slip("", {{"code", code_of(withdraws)}});
  EXPECT_NE(seen.body.find("\"erasure\":\"seal\""), std::string::npos) << seen.body;
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}}).status, 200U);
  EXPECT_FALSE(record(withdraws));
  EXPECT_EQ(by_slip("", {{"code", code_of(withdraws)}}).status, 404U);
  EXPECT_EQ(send(filled(withdraws, with_photo, "", "2")).status, 409U);
  const auto door = door_in(std::chrono::days(0));
  EXPECT_EQ(door.vault.key(key).error().code, "record_erased");
  EXPECT_EQ(files_aside(), 1U);

  const SealingKeys stranger = new_sealing_keys();
  const auto code = [&](const SealingKeys& one, const SealingKeys& other) {
    const auto view = field::open_withheld(door, code_of(withdraws), one, other, "order 7 of a court");
    return view.ok() ? json::serialize(*view) : view.error().code;
  };
  EXPECT_EQ(code(first_, stranger), "officer_other");
  EXPECT_EQ(code(stranger, second_), "officer_other");
  EXPECT_EQ(code(first_, first_), "officer_other");
  EXPECT_NE(code(second_, first_).find("9876543210"), std::string::npos);
  EXPECT_EQ(field::open_withheld(door, code_of(stays), first_, second_, "?").error().code, "receipt_unknown");
  const auto trail = store().ask("SELECT count(*) FROM audit WHERE action = 'withheld.opened'");
  EXPECT_EQ(trail->front().integer(0), 1);
}

TEST_P(SealedWithdrawal, OnTheThreeHundredAndSixtySixthDayNothingIsFound) {
  ASSERT_EQ(send(filled(withdraws, with_photo, "", "2"), {{"घर 1.jpg", picture}}).status, 201U);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}}).status, 200U);
  const auto left = [&](int days) {
    EXPECT_TRUE(field::erase_what_is_over(door_in(std::chrono::days(days))).ok());
    return field::open_withheld(door_in(std::chrono::days(days)), code_of(withdraws), first_, second_, "?").ok();
  };
  EXPECT_TRUE(left(364));
  EXPECT_FALSE(left(365));
  EXPECT_EQ(files_aside(), 0U);
}

TEST_P(SealedWithdrawal, TheImpactAssessmentSaysThatItSealsAndWhatThatMeans) {
  ASSERT_EQ(send(filled(withdraws, agreed, "", "2")).status, 201U);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}}).status, 200U);
  const Assessed now = assessed(*app_);
  const json::value& erasure = now.view.at("erasure");
  EXPECT_EQ(erasure.at("forms").at("destroy"), 0);
  EXPECT_EQ(erasure.at("forms").at("seal"), 1);
  EXPECT_EQ(erasure.at("officers_named"), true);
  EXPECT_EQ(erasure.at("sealed_records"), 1);
  EXPECT_NE(now.page.find("open forms: 1; seal: what a person takes back leaves every list"), std::string::npos)
      << now.page;
  EXPECT_NE(field::assessment_text(now.view, Language::hindi).find("365 दिन"), std::string::npos);
}

TEST_P(SealedWithdrawal, OfOnePurposeIsSealedAsItWas) {
  ASSERT_EQ(send(filled(withdraws, agreed, "", "2")).status, 201U);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(withdraws)}, {"purposes", json::array{"contact"}}}).status, 200U);
  EXPECT_TRUE(record(withdraws));
  const auto view = field::open_withheld(door_in(std::chrono::days(0)), code_of(withdraws), first_, second_, "order");
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_NE(json::serialize(*view).find("9876543210"), std::string::npos);
}

INSTANTIATE_BOTH_STORES(Withdrawal);
INSTANTIATE_BOTH_STORES(SealedWithdrawal);

}  // namespace
}  // namespace boothwise::server
