#include "operations/training.hpp"

#include "unit/operations/both_stores.hpp"
#include "unit/operations/small_organisation.hpp"

namespace boothwise::operations {
namespace {

constexpr Instant ten{std::chrono::seconds(1'796'000'000)};

class TrainingStore : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    test::SmallOrganisation organisation(store());
    organisation.person("asha", 3, "1.2.3.");
    TrainingSession session{"s1", "सत्र", "results booths", "2026-12-10",         "10:00", "17:00",  "लखनऊ", "", "[]",
                            "[]", 1,     "district",       "district_president", "open",  "123456", "u1",   ten};
    ASSERT_TRUE(add_training_session(store(), session).ok());
    Attendee place;
    place.id = "a1";
    place.session = "s1";
    place.unit = 3;
    place.post = "district_president";
    place.person = "asha";
    ASSERT_TRUE(add_attendee(store(), place).ok());
    place.id = "a2";
    place.unit = 4;
    place.person = "";
    ASSERT_TRUE(add_attendee(store(), place).ok());
  }
  TrainingStep step() {
    TrainingStep step;
    step.trainee = "person:asha";
    step.course = "results";
    step.step = "closest-seat";
    step.kind = "exercise";
    step.begun_at = step.seen_at = ten;
    return step;
  }
};

TEST_P(TrainingStore, RosterHasVacanciesAndTakesANewHolderUntilSomebodyCame) {
  auto places = attendees(store(), "s1");
  ASSERT_TRUE(places.ok()) << places.error().line(Language::english);
  ASSERT_EQ(places->size(), 2U);
  EXPECT_EQ((*places)[0].name, "asha");
  EXPECT_TRUE((*places)[1].person.empty());
  EXPECT_EQ(*invite_attendees(store(), "s1", ten), 1) << "nobody is invited to a vacant post";
  ASSERT_TRUE(reply_of_attendee(store(), "a1", "yes", "", ten).ok());
  EXPECT_TRUE(*check_in_attendee(store(), "a1", ten));
  EXPECT_FALSE(*check_in_attendee(store(), "a1", ten)) << "once";
  EXPECT_FALSE(*set_attendee_person(store(), "a1", ""));
  EXPECT_TRUE(*set_attendee_person(store(), "a2", "asha"));
  EXPECT_EQ(attendee(store(), "a2").value()->generation, 2) << "former invitations end";
}

TEST_P(TrainingStore, AStepKeepsItsTriesAndStaysPassed) {
  ASSERT_TRUE(begin_step(store(), step()).ok());
  ASSERT_TRUE(begin_step(store(), step()).ok()) << "beginning again changes nothing";
  EXPECT_FALSE(*take_hint(store(), step(), 2, ten)) << "no hint before a try";
  ASSERT_TRUE(note_attempt(store(), *step_of(store(), "person:asha", "results", "closest-seat").value(), false,
                           std::nullopt, "north", ten)
                  .ok());
  EXPECT_TRUE(*take_hint(store(), step(), 2, ten));
  EXPECT_FALSE(*take_hint(store(), step(), 2, ten)) << "one hint a failed try";
  ASSERT_TRUE(note_attempt(store(), *step_of(store(), "person:asha", "results", "closest-seat").value(), true,
                           std::nullopt, "south", ten)
                  .ok());
  ASSERT_TRUE(note_attempt(store(), *step_of(store(), "person:asha", "results", "closest-seat").value(), false,
                           std::nullopt, "x", ten)
                  .ok());
  const auto kept = step_of(store(), "person:asha", "results", "closest-seat").value();
  EXPECT_EQ(kept->state, "passed");
  EXPECT_EQ(kept->tries, 3);
  const auto tried = attempts_of(store(), step()).value();
  ASSERT_EQ(tried.size(), 3U);
  EXPECT_EQ(tried[0].answer, "north");
  EXPECT_TRUE(tried[1].passed);
  EXPECT_EQ(steps_of_session(store(), "s1")->size(), 1U);
}

TEST_P(TrainingStore, FeedbackIsTakenOnceAndHasNoName) {
  EXPECT_TRUE(*add_feedback(store(), "s1", "a1", {5, 4, 3, "और समय"}));
  EXPECT_FALSE(*add_feedback(store(), "s1", "a1", {1, 1, 1, ""}));
  ASSERT_EQ(feedback_of(store(), "s1")->size(), 1U);
}

TEST_P(TrainingStore, CertificatesAreOneATraineeAndSessionAndAreRevokedOnce) {
  const Certificate one{"CODE1", "person:asha", "s1", 3, "results", "2026-12-10", "u1"};
  ASSERT_TRUE(add_certificate(store(), one).ok());
  Certificate again = one;
  again.code = "CODE2";
  ASSERT_TRUE(add_certificate(store(), again).ok());
  EXPECT_EQ(certificates_of_session(store(), "s1")->size(), 1U);
  EXPECT_TRUE(*revoke_certificate(store(), "CODE1", "2026-12-11", "ग़लती"));
  EXPECT_FALSE(*revoke_certificate(store(), "CODE1", "2026-12-12", "फिर"));
  EXPECT_EQ(certificate(store(), "CODE1").value()->revoked_on, "2026-12-11");
}

TEST_P(TrainingStore, APassLeadsToItsTraineesRoomUntilItEnds) {
  ASSERT_TRUE(put_practice_room(store(), "person:asha", "room1", ten).ok());
  ASSERT_TRUE(add_practice_pass(store(), "hash", {"person:asha", true, ""}, ten + std::chrono::hours(1)).ok());
  EXPECT_EQ(practice_pass(store(), "hash", ten).value()->room, "room1");
  ASSERT_TRUE(set_practising(store(), "hash", false).ok());
  EXPECT_FALSE(practice_pass(store(), "hash", ten).value()->practising);
  EXPECT_FALSE(practice_pass(store(), "hash", ten + std::chrono::hours(2)).value().has_value());
  ASSERT_TRUE(put_practice_room(store(), "person:asha", "room2", ten).ok());
  EXPECT_EQ(practice_room(store(), "person:asha").value(), "room2");
}

TEST_P(TrainingStore, AVacantPostIsARowWithoutAPerson) {
  const auto places = places_of_post(store(), {"1."}, "district", "district_president");
  ASSERT_TRUE(places.ok()) << places.error().line(Language::english);
  ASSERT_EQ(places->size(), 2U);
  EXPECT_TRUE((*places)[0].person.empty());
}

INSTANTIATE_BOTH_STORES(TrainingStore);

}  // namespace
}  // namespace boothwise::operations
