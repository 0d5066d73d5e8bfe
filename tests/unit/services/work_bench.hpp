#pragma once

#include "operations/tasks.hpp"
#include "unit/operations/small_organisation.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "services/caller.hpp"
#include "services/works.hpp"

namespace boothwise::services {

/// A workspace of UP with a small organisation: booths of segments 1 to 4, which lie in the first seats.
class WorkUse : public testing::Test {
 protected:
  using Organisation = test::SmallOrganisation;
  static constexpr const char* data = BOOTHWISE_SOURCE_DIR "/data";
  static constexpr Day day{std::chrono::year(2026), std::chrono::month(6), std::chrono::day(10)};
  static constexpr Instant noon{std::chrono::seconds(1'781'073'000)};  // 2026-06-10 12:00 in India

  void SetUp() override {
    auto opened = shop.workspace.operations->store();
    ASSERT_TRUE(opened.ok());
    store = *opened;
    organisation = std::make_unique<Organisation>(*store);
    snapshot = shop.snapshot();
    organisation->person("asha", 1, "1.", "hi,ur", 1);
    organisation->person("bano", 3, "1.2.3.", "hi", 200);
    organisation->person("mandal_person", 11, Organisation::mandal(1));
  }

  Caller as(const Access& access, Instant now = noon, Day today = day) {
    return {shop.workspace, data, key, access, *store, now, today};
  }
  Caller owner() { return as(owner_access); }

  /// Someone who holds a role's rights at one unit.
  static Access holder(const std::string& user, const RightSet& rights, const std::string& path) {
    return {user, user, {{"role", rights, {UnitPath{path}}}}};
  }
  static boost::json::object must(Result<boost::json::object> view) {
    EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
    return view.ok() ? std::move(view).value() : boost::json::object();
  }
  static std::string code_of(const Result<boost::json::object>& view) {
    return view.ok() ? "done: " + boost::json::serialize(*view) : view.error().code;
  }
  std::int64_t tasks_in_store() { return store->ask("SELECT count(*) FROM tasks")->front().integer(0); }
  std::string directive(const std::string& more = "") {
    Caller caller = owner();
    return std::string(
        must(issue_directive(caller,
                             R"({"unit":1,"level":"booth","title":"सूची जाँचें","due_day":"2026-06-20")" + more + "}"))
            .at("work")
            .as_string());
  }

  test::Workshop shop{"UP"};
  ServerKey key = ServerKey::passing();
  Access owner_access = Access::owner();
  operations::Store* store = nullptr;
  std::unique_ptr<Organisation> organisation;
  std::shared_ptr<const Snapshot> snapshot;
  RightSet reporter{Right::view_work, Right::report_work};
  RightSet president{Right::view_work, Right::report_work, Right::direct_work, Right::assign_responsibility,
                     Right::view_organisation};
};

}  // namespace boothwise::services
