#include "services/planning.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>

#include "base/atomic_file.hpp"

namespace boothwise::services {
namespace {

/// Two leaders and two posts a degree apart on the equator; leader `b` is nearer to both.
class PlanFiles : public testing::Test {
 protected:
  PlanFiles() {
    job.leaders =
        folder.write("leaders.csv", "id,latitude,longitude,languages,grade\na,0,10,Hindi,1\nb,0,1,hindi;braj,3\n");
    job.posts = folder.write("posts.csv", "id,latitude,longitude,languages,needs,grade\np,0,0,Braj,1,3\nq,0,1,,1,0\n");
  }

  std::string plan() {
    NoProgress quiet;
    auto assignment = Assignment::make(job, quiet);
    if (!assignment) return assignment.error().line(Language::english);
    EXPECT_TRUE(assignment->find_second_choices(quiet).ok());
    const auto out = folder.path() / "plan.csv";
    EXPECT_TRUE(assignment->write(out).ok());
    return *read_file(out);
  }

  test::TemporaryFolder folder;
  AssignJob job;
};

TEST_F(PlanFiles, PlanHasAColumnForEachPartOfTheCost) {
  EXPECT_EQ(plan(),
            "post,leader,cost,distance_km,languages_missing,grades_below,second_choice,second_choice_cost\n"
            "p,b,111.195000,111.195000,0.000000,0.000000,a,200.000000\n"
            "q,a,1000.756000,1000.756000,0.000000,0.000000,b,200.000000\n");
}

TEST_F(PlanFiles, WeightsAndCapsChangeThePlan) {
  job.cap = 2;
  EXPECT_NE(plan().find("q,b,0.000000"), std::string::npos);
  job.cap = 1;
  job.weights = {{"languages_missing", 0}, {"grades_below", 0}, {"distance_km", 2}};
  EXPECT_NE(plan().find("p,b,222.390000,222.390000"), std::string::npos);
}

TEST_F(PlanFiles, PostsOfOneLeaderMayNotLieFurtherApartThanAsked) {
  job.cap = 2;
  job.km_most = 100;
  EXPECT_EQ(plan().find("q,b"), std::string::npos);
  job.km_most = 120;
  EXPECT_NE(plan().find("q,b"), std::string::npos);
}

TEST_F(PlanFiles, RefusedFilesLeaveNoPlan) {
  job.fixed = folder.write("fixed.csv", "leader,post\na,r\n");
  EXPECT_EQ(plan(), (folder.path() / "fixed.csv").string() + ":2: column \"post\": value \"r\": no post has this id");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "plan.csv"));
}

TEST_F(PlanFiles, ForbiddenPairCannotBeFixed) {
  job.costs = folder.write("costs.csv", "leader,post,allowed\na,p,no\n");
  job.fixed = folder.write("fixed.csv", "leader,post\na,p\n");
  EXPECT_NE(plan().find("this leader is not allowed at this post"), std::string::npos);
}

TEST_F(PlanFiles, ExplanationTellsWhatTheSecondChoiceChanges) {
  NoProgress quiet;
  auto assignment = Assignment::make(job, quiet);
  ASSERT_TRUE(assignment.ok());
  const auto why = assignment->explain("p", quiet);
  ASSERT_TRUE(why.ok());
  const auto& other = why->at("instead").as_array().at(0).as_object();
  EXPECT_EQ(other.at("leader").as_string(), "a");
  EXPECT_DOUBLE_EQ(other.at("plan_costs_more").as_double(), 200);
  EXPECT_EQ(other.at("changes").as_object().at("takes").as_array().size(), 2U);
  EXPECT_EQ(assignment->explain("nowhere", quiet).error().code, "post_unknown");
}

TEST_F(PlanFiles, ImpossiblePlanIsToldInBothLanguages) {
  NoProgress quiet;
  job.fixed = folder.write("fixed.csv", "leader,post\na,p\nb,p\n");
  const auto assignment = Assignment::make(job, quiet);
  ASSERT_FALSE(assignment.ok());
  EXPECT_EQ(assignment.error().code, "plan_impossible");
  EXPECT_EQ(assignment.error().message.hi,
            "कोई योजना संभव नहीं: ये नियम एक साथ नहीं चल सकते: तय: a → p; तय: b → p; स्थान p को 1 चाहिए (केवल a, b ले सकते हैं)");
}

}  // namespace
}  // namespace boothwise::services
