#include "operations/election_calendar.hpp"

#include "unit/operations/both_stores.hpp"

namespace boothwise::operations {
namespace {

const Instant noon{std::chrono::seconds(1'780'000'000)};

class ElectionCalendar : public test::BothStores {
 protected:
  Status change(const std::function<Status(Store&)>& work) { return store().atomically(work); }
};

TEST_P(ElectionCalendar, APollIsKeptAndReplaced) {
  Poll poll{"pc",
            64,
            {"LS-2029", *parse_date("2029-03-16"), *parse_date("2029-05-20"), 1080, *parse_date("2029-06-04")},
            "notification"};
  ASSERT_TRUE(change([&](Store& inside) { return set_poll(inside, poll); }).ok());
  poll.dates.poll_on = *parse_date("2029-05-25");
  ASSERT_TRUE(change([&](Store& inside) { return set_poll(inside, poll); }).ok());
  const auto kept = polls(store());
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(iso_date(kept->front().dates.poll_on), "2029-05-25");
  ASSERT_TRUE(change([&](Store& inside) { return remove_poll(inside, "LS-2029", "pc", 64); }).ok());
  EXPECT_EQ(change([&](Store& inside) { return remove_poll(inside, "LS-2029", "pc", 64); }).error().code,
            "poll_unknown");
}

TEST_P(ElectionCalendar, ALockIsLiftedOnlyByASecondPersonAndForAWhile) {
  LockOverride wanted;
  wanted.feature = "government_logo";
  wanted.reason = "court order shown on the page";
  wanted.hours = 2;
  wanted.asked_by = "asha";
  wanted.asked_at = noon;
  std::string id;
  ASSERT_TRUE(change([&](Store& inside) -> Status {
                BOOTHWISE_TRY(asked, ask_for_override(inside, wanted));
                id = asked;
                return success();
              }).ok());
  const auto one = [&] { return overrides_since(store(), noon).value().front(); };
  EXPECT_FALSE(one().lifts(noon));
  EXPECT_EQ(change([&](Store& inside) { return approve_override(inside, id, "asha", noon); }).error().code,
            "same_person");
  EXPECT_FALSE(one().lifts(noon));
  const Instant agreed = noon + std::chrono::minutes(5);
  ASSERT_TRUE(change([&](Store& inside) { return approve_override(inside, id, "bano", agreed); }).ok());
  EXPECT_FALSE(one().lifts(noon));
  EXPECT_TRUE(one().lifts(agreed));
  EXPECT_FALSE(one().lifts(agreed + std::chrono::hours(2)));
  EXPECT_EQ(change([&](Store& inside) { return approve_override(inside, id, "cara", agreed); }).error().code,
            "override_unknown");
}

INSTANTIATE_BOTH_STORES(ElectionCalendar);

}  // namespace
}  // namespace boothwise::operations
