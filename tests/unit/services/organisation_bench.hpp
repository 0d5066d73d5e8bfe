#pragma once

#include "unit/operations/both_stores.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "domain/places.hpp"
#include "services/caller.hpp"
#include "services/organisation.hpp"
#include "services/organisation_views.hpp"

namespace boothwise::test {

/// An organisation in a store of either kind, in a state of two districts, two seats and four segments; and whoever
/// asks.
class OrganisationBench : public BothStores {
 protected:
  using Body = std::initializer_list<std::pair<boost::json::string_view, boost::json::value_ref>>;

  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    top = add(0, "state", "प्रदेश", "state");
  }

  services::Caller as(const Access& access) {
    return {workspace_, BOOTHWISE_SOURCE_DIR "/data", key_, access, store(), now_, today_};
  }
  services::Caller owner() { return as(owner_); }
  /// A user who holds every right at one unit.
  static Access head_of(const std::string& path) {
    return {"u1", "Asha", {{"head", RightSet::all(), {UnitPath{path}}}}};
  }

  static boost::json::object must(Result<boost::json::object> view) {
    EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
    return view.ok() ? std::move(view).value() : boost::json::object();
  }
  /// The error's code; "done" where there is none.
  static std::string code_of(const Result<boost::json::object>& view) { return view.ok() ? "done" : view.error().code; }

  Result<boost::json::object> try_add(std::int64_t parent, const std::string& level, const std::string& name,
                                      const std::string& places = "") {
    boost::json::object body{{"level", level}, {"name_hi", name}, {"places", places}};
    if (parent > 0) body["parent"] = parent;
    auto caller = owner();
    return services::add_unit(caller, state, boost::json::serialize(body));
  }
  std::int64_t add(std::int64_t parent, const std::string& level, const std::string& name,
                   const std::string& places = "") {
    const auto unit = must(try_add(parent, level, name, places));
    return unit.empty() ? 0 : unit.at("unit").as_int64();
  }
  Result<boost::json::object> try_move(std::int64_t unit, std::int64_t parent) {
    auto caller = owner();
    return services::move_unit(caller, state, unit, boost::json::serialize(boost::json::object{{"parent", parent}}));
  }
  Result<boost::json::object> try_places(std::int64_t unit, const std::string& places) {
    auto caller = owner();
    return services::set_unit_places(caller, state, unit,
                                     boost::json::serialize(boost::json::object{{"places", places}}));
  }
  Result<boost::json::object> try_close(std::int64_t unit) {
    auto caller = owner();
    return services::close_unit(caller, state, unit, "{}");
  }
  boost::json::object unit(std::int64_t id) {
    auto caller = owner();
    return must(services::unit_view(caller, id));
  }
  std::string path_of(std::int64_t id) { return std::string(unit(id).at("path").as_string()); }

  std::string add_someone(std::int64_t at, const std::string& name, const std::string& more = "") {
    auto caller = owner();
    const auto person = must(
        services::add_person(caller, R"({"unit":)" + std::to_string(at) + R"(,"name":")" + name + "\"" + more + "}"));
    return person.empty() ? std::string() : std::string(person.at("person").as_string());
  }

  const Places state{{{"Agra", {"Agra", "आगरा"}}, {"Mathura", {"Mathura", "मथुरा"}}},
                     {{PcNo(1), {}, {}, {"Agra"}}, {PcNo(2), {}, {}, {"Agra", "Mathura"}}},
                     {{AcNo(1), {}, {}, {}, PcNo(1), "Agra"},
                      {AcNo(2), {}, {}, {}, PcNo(1), "Agra"},
                      {AcNo(3), {}, {}, {}, PcNo(2), "Agra"},
                      {AcNo(4), {}, {}, {}, PcNo(2), "Mathura"}}};
  std::int64_t top = 0;

 private:
  services::Workspace workspace_;
  ServerKey key_ = ServerKey::passing();
  Access owner_ = Access::owner();
  Instant now_{std::chrono::seconds(1'780'000'000)};
  Day today_{std::chrono::year(2026), std::chrono::month(5), std::chrono::day(28)};
};

}  // namespace boothwise::test
