#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <memory>
#include <set>

#include "services/review.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_duplicates.hpp"
#include "services/synthesis_import.hpp"
#include "services/synthesis_tables.hpp"
#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;
using operations::Verdict;

constexpr std::int64_t electors = 9'000;

/// Two neighbouring segments of one district with both rolls, made once for all tests.
class Town {
 public:
  static Town& get() {
    if (!instance()) instance() = std::make_unique<Town>();
    return *instance();
  }
  static std::unique_ptr<Town>& instance() {
    static std::unique_ptr<Town> town;
    return town;
  }

  Town() {
    auto words = load_vocabulary(BOOTHWISE_SOURCE_DIR "/data");
    SynthesisJob job;
    job.electors = electors;
    job.segments = {AcNo(1), AcNo(2)};
    auto plan = plan_synthesis(*shop.snapshot(), job);
    NoProgress quiet;
    const auto taken = import_synthetic(*shop.workspace.warehouse, *words, *plan, shop.at, quiet);
    EXPECT_TRUE(taken.ok()) << (taken.ok() ? "" : taken.error().line(Language::english));
    const auto compared = compare_rolls(warehouse(), {"2022", "2026", std::nullopt, {}}, quiet);
    EXPECT_TRUE(compared.ok());
    const auto searched = find_roll_duplicates(warehouse(), {"2026", std::nullopt, {}}, quiet);
    EXPECT_EQ(*searched, 2U);
  }

  warehouse::Warehouse& warehouse() { return *shop.workspace.warehouse; }
  const warehouse::Manifest& manifest() {
    kept = warehouse().manifest();
    return *kept;
  }
  operations::Store& store() { return **shop.workspace.operations->store(); }

  test::Workshop shop{"UP"};
  std::shared_ptr<const warehouse::Manifest> kept;
};

/// The engine must go before its library's own statics do.
class TownEnd : public testing::Environment {
  void TearDown() override { Town::instance().reset(); }
};
const testing::Environment* const town_end = testing::AddGlobalTestEnvironment(new TownEnd);

std::int64_t number(const json::value& value) { return value.to_number<std::int64_t>(); }

json::object must(Result<json::object> view) {
  EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
  return view.ok() ? std::move(view).value() : json::object();
}

TEST(RollChanges, PeopleWhoWentToTheOtherSegmentAreFoundThere) {
  Town& town = Town::get();
  const json::object view = must(roll_diff_view(town.warehouse(), town.manifest(), "2022", "2026", std::nullopt));
  const json::object& total = view.at("total").as_object();
  EXPECT_GT(number(total.at("moved_away")), 10);
  EXPECT_EQ(number(total.at("moved_away")), number(total.at("moved_in")));
  EXPECT_LE(number(total.at("moved_away")), number(total.at("gone")));
  EXPECT_TRUE(view.at("synthetic").as_bool());
  std::int64_t away = 0;
  for (const json::value& segment : view.at("segments").as_array()) away += number(segment.at("moved_away"));
  EXPECT_EQ(away, number(total.at("moved_away")));
}

TEST(RollChanges, ComparingAgainChangesNoByte) {
  Town& town = Town::get();
  const auto digest_of = [&town] {
    std::set<std::string> digests;
    for (const warehouse::DataFile& file : town.manifest().rollups) {
      if (file.table == "roll_pairs" || file.table == "roll_changes") digests.insert(file.scope + file.sha256);
    }
    return digests;
  };
  const auto before = digest_of();
  ASSERT_GT(before.size(), 6U);
  NoProgress quiet;
  RollDiffJob job{"2022", "2026", std::nullopt, {}};
  job.resources.threads = 2;
  job.again = true;
  ASSERT_EQ(*compare_rolls(town.warehouse(), job, quiet), 2U);
  EXPECT_EQ(digest_of(), before);
}

TEST(RollChanges, APartsListsAddUpToItsNumbers) {
  Town& town = Town::get();
  const json::object view = must(roll_diff_view(town.warehouse(), town.manifest(), "2022", "2026", AcNo(1)));
  const json::array& parts = view.at("parts").as_array();
  const auto part = std::ranges::find_if(parts, [](const json::value& one) { return one.at("part_no").is_int64(); });
  ASSERT_NE(part, parts.end());
  const auto no = static_cast<std::int32_t>(number(part->at("part_no")));
  const json::object lists =
      must(roll_part_changes_view(town.warehouse(), town.manifest(), "2022", "2026", AcNo(1), no));
  const auto size = [&lists](const char* list) { return static_cast<std::int64_t>(lists.at(list).as_array().size()); };
  EXPECT_EQ(size("struck"), number(part->at("struck")));
  EXPECT_GE(size("gone") + size("moved_away"), number(part->at("gone")));
  for (const json::value& gone : lists.at("gone").as_array()) {
    EXPECT_TRUE(gone.at("after").is_null());
    const json::value& epic = gone.at("before").at("epic_no");
    if (!epic.is_string()) continue;
    EXPECT_NE(epic.as_string().find("****"), json::string::npos);
  }
  EXPECT_EQ(roll_part_changes_view(town.warehouse(), town.manifest(), "2022", "2026", AcNo(1), 999).error().code,
            "roll_not_found");
}

TEST(RollDuplicates, AreCountedByHowFarApartTheyStand) {
  Town& town = Town::get();
  const json::object view = must(roll_duplicates_view(town.warehouse(), town.manifest(), "2026", std::nullopt));
  const json::object& total = view.at("total").as_object();
  EXPECT_GT(number(total.at("persons")), 30);  // 0.8 % are registered twice within the segment, others across
  EXPECT_LT(number(total.at("persons")), 200);
  EXPECT_GE(number(total.at("entries")), 2 * number(total.at("persons")));
  EXPECT_GT(number(total.at("between_segments")), 0);
  EXPECT_GT(number(total.at("within_part")) + number(total.at("within_segment")), 0);
  NoProgress quiet;
  EXPECT_EQ(*find_roll_duplicates(town.warehouse(), {"2026", AcNo(2), {}}, quiet), 0U);  // done already
  EXPECT_EQ(roll_duplicates_view(town.warehouse(), town.manifest(), "2022", std::nullopt).error().code, "not_searched");
}

constexpr const char* queue = "changes 2022~2026@1";

json::object next(Town& town, std::string by, bool two = false) {
  return must(review_next_view(town.warehouse(), town.manifest(), town.store(), {queue, std::move(by), two, 0}));
}

Result<json::object> decide(Town& town, const json::object& pair, std::string by, std::string_view verdict) {
  operations::PairDecision decision;
  decision.queue = queue;
  decision.left = pair.at("left").at("entry").as_string();
  decision.right = pair.at("right").at("entry").as_string();
  decision.by = std::move(by);
  decision.at = town.shop.at + std::chrono::hours(1);
  return review_decide(town.warehouse(), town.manifest(), town.store(), std::move(decision), verdict);
}

/// Takes back whatever tests before said.
void clear(Town& town) {
  const auto decisions = operations::pair_decisions(town.store(), queue);
  for (const operations::PairDecision& decision : *decisions) {
    ASSERT_TRUE(operations::undo_pair_decision(town.store(), decision.id, town.shop.at).ok());
  }
}

TEST(Review, ShowsBothEntriesWithWhatSpeaksForAndAgainst) {
  Town& town = Town::get();
  clear(town);
  const json::object view = next(town, "Asha");
  ASSERT_TRUE(view.at("pair").is_object());
  const json::object& pair = view.at("pair").as_object();
  EXPECT_EQ(pair.at("parts").as_array().size(), 7U);
  double sum = pair.at("related").to_number<double>();
  for (const json::value& part : pair.at("parts").as_array()) sum += part.at("weight").to_number<double>();
  EXPECT_NEAR(sum, pair.at("weight").to_number<double>(), 0.1);
  EXPECT_LT(pair.at("probability").to_number<double>(), 0.5);
  EXPECT_TRUE(pair.at("left").at("name").is_string());
  EXPECT_TRUE(view.at("synthetic").as_bool());
}

TEST(Review, OnePersonsVerdictIsEnoughUnlessTwoAreAskedFor) {
  Town& town = Town::get();
  clear(town);
  const json::object first = next(town, "Asha");
  const std::int64_t waiting = number(first.at("waiting"));
  ASSERT_TRUE(decide(town, first.at("pair").as_object(), "Asha", "same").ok());
  EXPECT_EQ(number(next(town, "Asha").at("waiting")), waiting - 1);
  EXPECT_EQ(number(next(town, "Bano").at("waiting")), waiting - 1);
  EXPECT_EQ(number(next(town, "Asha", true).at("waiting")), waiting - 1);
  const json::object second = next(town, "Bano", true);
  EXPECT_EQ(number(second.at("waiting")), waiting);
  EXPECT_TRUE(second.at("mine").as_array().empty());  // nothing of what the other said
  EXPECT_EQ(json::serialize(second).find("Asha"), std::string::npos);
}

TEST(Review, TwoWhoDifferSettleNothingAndAreTold) {
  Town& town = Town::get();
  clear(town);
  const json::object pair = next(town, "Asha").at("pair").as_object();
  ASSERT_TRUE(decide(town, pair, "Asha", "same").ok());
  ASSERT_TRUE(decide(town, pair, "Bano", "different").ok());
  const json::object outcome = must(review_outcome_view(town.warehouse(), town.manifest(), town.store(), queue));
  EXPECT_EQ(number(outcome.at("decided")), 1);
  EXPECT_EQ(number(outcome.at("agreed")), 0);
  EXPECT_EQ(outcome.at("disagreed").as_array().size(), 1U);
  EXPECT_TRUE(judgements_of(town.store(), town.manifest(), *parse_review_queue(queue), false)->empty());
}

TEST(Review, DecisionsHoldWhenAppliedAndCanBeTakenBack) {
  Town& town = Town::get();
  clear(town);
  const auto queues_before = must(review_queues_view(town.warehouse(), town.manifest(), town.store()));
  const json::object first = next(town, "Asha").at("pair").as_object();
  const json::object noted = must(decide(town, first, "Asha", "same"));
  NoProgress quiet;
  const auto applied = review_apply(town.warehouse(), town.store(), queue, false, {}, quiet);
  ASSERT_TRUE(applied.ok()) << applied.error().line(Language::english);
  EXPECT_EQ(*applied, 1U);
  const auto state_of = [&]() -> std::string {
    warehouse::RollComparisons kept(town.warehouse(), town.manifest());
    const auto pairs = kept.pairs({"2022", "2026"}, AcNo(1), "");
    for (const warehouse::RollPair& pair : *pairs) {
      if (to_string(pair.left) == first.at("left").at("entry").as_string() &&
          to_string(pair.right) == first.at("right").at("entry").as_string()) {
        return pair.state;
      }
    }
    return "";
  };
  EXPECT_TRUE(state_of() == "found" || state_of() == "struck") << state_of();
  ASSERT_TRUE(operations::undo_pair_decision(town.store(), std::string(noted.at("id").as_string()), town.shop.at).ok());
  ASSERT_EQ(*review_apply(town.warehouse(), town.store(), queue, false, {}, quiet), 0U);
  EXPECT_EQ(state_of(), "uncertain");
}

TEST(Review, ANewRollOfThePartMakesOldVerdictsVoid) {
  Town& town = Town::get();
  clear(town);
  operations::PairDecision decision;
  decision.queue = queue;
  decision.left = "2022/1/1/1";
  decision.right = "2026/1/1/1";
  decision.verdict = Verdict::same;
  decision.by = "Asha";
  decision.at = town.shop.at - std::chrono::hours(1);  // before the roll was imported
  ASSERT_TRUE(operations::decide_pair(town.store(), decision).ok());
  EXPECT_TRUE(judgements_of(town.store(), town.manifest(), *parse_review_queue(queue), false)->empty());
  clear(town);
}

TEST(Review, RefusesWhatItCannotUse) {
  Town& town = Town::get();
  const json::object pair = next(town, "Asha").at("pair").as_object();
  EXPECT_EQ(decide(town, pair, "Asha", "perhaps").error().code, "verdict_malformed");
  EXPECT_EQ(decide(town, pair, " ", "same").error().code, "name_missing");
  operations::PairDecision elsewhere;
  elsewhere.queue = queue;
  elsewhere.left = elsewhere.right = "2022/1/1/1";
  elsewhere.by = "Asha";
  EXPECT_EQ(review_decide(town.warehouse(), town.manifest(), town.store(), elsewhere, "same").error().code,
            "pair_unknown");
  for (const char* odd : {"", "changes 2022~2026", "changes ~2026@1", "changes 2022~2026@99", "duplicates @1", "x@1"}) {
    const auto refused = review_next_view(town.warehouse(), town.manifest(), town.store(), {odd, "Asha", false, 0});
    ASSERT_FALSE(refused.ok()) << odd;
    EXPECT_EQ(refused.error().code, "queue_unknown");
  }
}

TEST(ReviewQueueName, IsReadBackAsItIsWritten) {
  for (const char* name : {"duplicates 2026@12", "changes 2022~2026-final@403"}) {
    const auto queue_read = parse_review_queue(name);
    ASSERT_TRUE(queue_read.has_value()) << name;
    EXPECT_EQ(to_string(*queue_read), name);
  }
}

}  // namespace
}  // namespace boothwise::services
