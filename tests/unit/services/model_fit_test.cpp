#include "services/model_fit.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "services/model_formula.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

TEST(ModelFormula, IsReadAndWrittenAlike) {
  const auto formula = parse_formula(" उत्तर~ उम्र+sex + ( 1 | ज़िला )+(1|booth) ");
  ASSERT_TRUE(formula.ok()) << formula.error().line(Language::english);
  EXPECT_EQ(formula->terms, (std::vector<std::string>{"उम्र", "sex"}));
  EXPECT_EQ(formula->groupings, (std::vector<std::string>{"ज़िला", "booth"}));
  EXPECT_EQ(formula_text(*formula), "उत्तर ~ 1 + उम्र + sex + (1|ज़िला) + (1|booth)");
  for (const char* wrong : {"", "y", "y ~ x", "y ~ x + x + (1|g)", "y ~ (2|g)", "y ~ (1|g", "y ~ (1|y)", "y ~ (1|g) x"})
    EXPECT_EQ(parse_formula(wrong).error().code, "formula_malformed") << wrong;
}

class FitFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string people = "yes,of,age,sex,town\n";
    std::string cells = "age,sex,town,people\n";
    for (int town = 0; town < 8; ++town) {
      for (int age = 20; age < 60; age += 10) {
        const std::string row = std::to_string(age) + (age % 20 == 0 ? ",f," : ",m,") + "T" + std::to_string(town);
        people += std::to_string(8 + 2 * (town % 3) + age / 10) + ",40," + row + "\n";
        cells += row + ",100\n";
      }
    }
    people += "3,,20,f,T0\n";
    cells += "30,m,elsewhere,100\n";
    write("people.csv", people);
    write("cells.csv", cells);
    job.file = folder.path() / "people.csv";
    job.formula = "yes ~ age + sex + (1|town)";
    job.size = "of";
  }
  void write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(folder.path() / name, text).ok());
  }
  Result<json::object> run() {
    NoProgress progress;
    return fit_file(job, progress);
  }

  test::TemporaryFolder folder;
  FitJob job;
};

TEST_F(FitFile, CoefficientsAreByTheColumnsAsTheyStand) {
  const auto view = run();
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_EQ(view->at("rows").to_number<int>(), 32);
  EXPECT_EQ(view->at("rows_left_out").to_number<int>(), 1);
  // One vote in forty more each ten years, at shares of about a third.
  EXPECT_NEAR(view->at("coefficients").at(1).at("coefficient").to_number<double>(), 0.011, 0.004);
  EXPECT_EQ(view->at("coefficients").at(2).at("value").as_string(), "m");
}

TEST_F(FitFile, EstimatesCoverEveryTargetAndUnseenOnesLessSurely) {
  job.cells = folder.path() / "cells.csv";
  job.count = "people";
  job.by = "town";
  const auto view = run();
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  const json::array& estimates = view->at("estimates").as_array();
  ASSERT_EQ(estimates.size(), 9U);
  double seen = 0;
  double unseen = 0;
  for (const json::value& one : estimates) {
    EXPECT_LT(one.at("low_90").as_double(), one.at("estimate").as_double());
    (one.at("town").as_string() == "elsewhere" ? unseen : seen) = one.at("sd").as_double();
  }
  EXPECT_GT(unseen, seen);
}

TEST_F(FitFile, RefusesCommunitiesAndCellsThatAreNoNumbers) {
  write("people.csv", "yes,caste,town\n1,a,T\n0,b,T\n");
  job.size = "";
  job.formula = "yes ~ caste + (1|town)";
  EXPECT_EQ(run().error().code, "community_column");
  write("people.csv", "yes,age,town\n1,30,T\n2,40,T\n");
  job.formula = "yes ~ age + (1|town)";
  EXPECT_EQ(run().error().where.line, 3U);
  write("people.csv", "yes,age,town\n1,30,T\nno,40,T\n");
  EXPECT_EQ(run().error().code, "number_malformed");
}

}  // namespace
}  // namespace boothwise::services
