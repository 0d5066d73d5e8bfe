#pragma once

#include "answers/published.hpp"
#include "answers/register.hpp"
#include "answers/writing.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>

#include "services/organisation.hpp"

namespace boothwise::test {

/// Closed before the program ends: DuckDB must not outlive what its threads keep.
class SharedShop : public testing::Environment {
 public:
  static std::shared_ptr<Workshop>& only() {
    static std::shared_ptr<Workshop> shop;
    return shop;
  }
  void TearDown() override { only().reset(); }
};
inline const testing::Environment* const shared_shop_is_closed = testing::AddGlobalTestEnvironment(new SharedShop);

/// A state with an election, a store of either kind, and people who note, write and review. Tests of one process share
/// the state's workspace, which takes a second to make; one that changes its data has one of its own.
class AnswersBench : public BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    use(shared_shop());
  }
  static std::string election(int votes) {
    return "election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,AAA," + std::to_string(votes) +
           ",2000\nLS-2019,1,Y,BBB,400,2000\n";
  }

  static std::shared_ptr<Workshop> new_shop() {
    auto made = std::make_shared<Workshop>("UP");
    EXPECT_TRUE(made->import({{"LS-2019.csv", election(600)}})->committed);
    return made;
  }
  static std::shared_ptr<Workshop> shared_shop() {
    std::shared_ptr<Workshop>& shared = SharedShop::only();
    if (shared == nullptr) shared = new_shop();
    return shared;
  }
  void use(std::shared_ptr<Workshop> of) {
    shop = std::move(of);
    snapshot = shop->snapshot();
  }

  /// What one user does with a desk of her own.
  template <typename Work>
  auto as(const Access& access, Work work) {
    services::Caller caller(shop->workspace, BOOTHWISE_SOURCE_DIR "/data", key, access, store(), now, today);
    answers::Desk desk(caller, *snapshot);
    return work(desk);
  }
  static Access user(const std::string& id, const std::string& name, RightSet rights, const std::string& path = "1.") {
    return {id, name, {{"role", rights, {UnitPath{path}}}}};
  }
  const Access asha =
      user("u1", "Asha", {Right::view_answers, Right::note_claims, Right::write_answers, Right::review_answers});
  const Access ravi = user("u2", "Ravi", {Right::view_answers, Right::write_answers, Right::review_answers});
  const Access reader = user("u3", "Meera", {Right::view_answers}, "1.2.");

  static boost::json::object must(Result<boost::json::object> view) {
    EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english) + listed(view.error()));
    return view.ok() ? std::move(view).value() : boost::json::object();
  }
  static std::string listed(const Error& error) {
    std::string all;
    for (const std::string& choice : error.choices) all += " " + choice;
    return all;
  }
  static std::string code_of(const Result<boost::json::object>& view) { return view.ok() ? "done" : view.error().code; }
  static std::string text(const boost::json::value& value) { return std::string(value.as_string()); }

  std::string note(const std::string& words = "आगरा नहीं, सीट 1 पर 900 वोट मिले") {
    const auto noted = must(as(asha, [&](answers::Desk& desk) {
      return answers::note_claim(desk, boost::json::serialize(boost::json::object{{"text", words},
                                                                                  {"said_by", "एक वक्ता"},
                                                                                  {"said_on", "2026-05-20"},
                                                                                  {"topic", "results"},
                                                                                  {"areas", {"seat:1"}}}));
    }));
    return noted.empty() ? std::string() : text(noted.at("claim"));
  }
  static boost::json::object draft(std::int64_t revision = 0) {
    return {{"revision", revision},
            {"verdict", "contradicted"},
            {"headline_hi", "आधिकारिक गिनती में {{1}} मिले"},
            {"headline_en", "The official count has {{1}}"},
            {"text_hi", "2019 के चुनाव में {{1}} मिले, दूसरे को {{2}}।"},
            {"text_en", "In 2019 it got {{1}}, the other {{2}}."},
            {"limits_hi", "यह केवल एक सीट की बात है।"},
            {"limits_en", "This is about one seat only."},
            {"figures",
             {{{"reference", "votes?area=seat:1&election=LS-2019&side=AAA"}, {"stance", "contradicts"}},
              {{"reference", "votes?area=seat:1&election=LS-2019&side=BBB"}, {"stance", ""}}}}};
  }
  Result<boost::json::object> save(const std::string& claim, const boost::json::object& card, const Access& by) {
    return as(by, [&](answers::Desk& desk) { return answers::save_card(desk, claim, boost::json::serialize(card)); });
  }
  static boost::json::object ticked(std::int64_t revision) {
    boost::json::array items;
    for (const answers::ChecklistItem& item : answers::checklist()) items.emplace_back(item.code);
    return {{"revision", revision}, {"checklist", std::move(items)}};
  }
  Result<boost::json::object> send(const std::string& claim, std::int64_t revision, const Access& by) {
    return as(by, [&](answers::Desk& desk) {
      return answers::send_card(desk, claim, boost::json::serialize(ticked(revision)));
    });
  }
  Result<boost::json::object> publish(const std::string& claim, boost::json::object body, const Access& by) {
    return as(by,
              [&](answers::Desk& desk) { return answers::publish_card(desk, claim, boost::json::serialize(body)); });
  }
  /// A claim with a published answer that Asha wrote and Ravi reviewed.
  std::string published() {
    const std::string claim = note();
    must(save(claim, draft(), asha));
    must(send(claim, 1, asha));
    must(publish(claim, ticked(1), ravi));
    return claim;
  }
  answers::Answer answer(const std::string& claim) { return *answers::answer_of(store(), claim); }

  std::shared_ptr<Workshop> shop;
  std::shared_ptr<const services::Snapshot> snapshot;
  ServerKey key = ServerKey::passing();
  Instant now{std::chrono::seconds(1'780'000'000)};
  Day today{std::chrono::year(2026), std::chrono::month(5), std::chrono::day(28)};
};

}  // namespace boothwise::test
