#include "asking/answer.hpp"
#include "asking/evidence.hpp"
#include "shared_data.hpp"
#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <iostream>

#include "base/text.hpp"
#include "services/own_tables.hpp"

namespace boothwise::asking {
namespace {

namespace json = boost::json;

/// The public results and statistics, imported once for all tests of this file; skipped where they are not.
class PublicData : public ::testing::Test {
 public:
  static void SetUpTestSuite() {
    const std::string folder = test::shared_data().string();
    if (!std::filesystem::exists(std::filesystem::path(folder) / "up")) return;
    shop = std::make_unique<test::Workshop>("UP");
    std::vector<services::ImportFile> files;
    for (const char* name :
         {"pc_results_2009_2019.csv", "pc_byelections_2009_2018.csv", "pc_results_by_ac_2014.csv.gz",
          "pc_results_by_ac_2019.csv", "ac_results_2012.csv", "ac_results_2017.csv", "ac_results_2022.csv",
          "booth_ls2014_candidates.csv", "booth_ls2014_stations.csv.gz", "booth_ls2014_votes.csv.gz",
          "census2011_district_housing.csv", "census2011_district_pca.csv", "nfhs_district.csv"}) {
      files.push_back({std::filesystem::path(folder) / "up" / name, name});
    }
    services::ImportOptions options;
    options.now = shop->at;
    NoProgress progress;
    const auto imported = services::import_files(*shop->workspace.warehouse, files, options, progress);
    ASSERT_TRUE(imported.ok()) << imported.error().line(Language::english);
    snapshot = shop->snapshot();
    figures = std::make_unique<Figures>(FigureDesk{*snapshot, shop->workspace, data, today});
    auto read = Lexicon::read(*figures);
    ASSERT_TRUE(read.ok()) << read.error().line(Language::english);
    lexicon = std::make_unique<Lexicon>(std::move(read).value());
  }
  static void TearDownTestSuite() {
    lexicon.reset();
    figures.reset();
    snapshot.reset();
    shop.reset();
  }
  void SetUp() override {
    if (shop == nullptr) GTEST_SKIP() << "the public data are not here (../shared/data)";
  }

  static json::object ask(std::string_view question, const QuestionDefaults& defaults = {"", "NDA"}) {
    auto view = answer_view(*lexicon, *figures, question, defaults);
    EXPECT_TRUE(view.ok()) << question;
    return view.ok() ? std::move(view).value() : json::object{};
  }
  static std::vector<Evidence> evidence(const std::string& text, bool to_refute = true) {
    auto found = evidence_for(*lexicon, *figures, {text, {}, "NDA", to_refute});
    EXPECT_TRUE(found.ok()) << text;
    return found.ok() ? std::move(found).value() : std::vector<Evidence>{};
  }
  static Result<Figure> figure(std::string_view reference) {
    auto read = parse_reference(reference);
    if (!read) return std::move(read).error();
    return figures->of(*read);
  }

  static inline std::unique_ptr<test::Workshop> shop;
  static inline std::shared_ptr<const services::Snapshot> snapshot;
  static inline std::unique_ptr<Figures> figures;
  static inline std::unique_ptr<Lexicon> lexicon;
  static inline const std::filesystem::path data = BOOTHWISE_SOURCE_DIR "/data";
  static inline const Day today{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(29)};
};

/// What a row of questions.csv says about an answer: "" where it is right.
std::string wrong_with(const json::object& view, const std::vector<std::string>& expected) {
  const json::value& answer = view.at("answer");
  const std::string& form = expected[1];
  if (form == "-") return answer.is_null() ? "" : "answered";
  if (answer.is_null()) return "not understood";
  if (form == "value") {
    const auto& made = answer.at("figures").as_array();
    constexpr double near = 0.001;
    const bool right = made.size() == 1 && std::abs(made.front().at("value").to_number<double>() -
                                                    parse_number<double>(expected[2]).value_or(0)) < near;
    return right ? "" : "answered wrongly";
  }
  if (answer.at("count").is_null()) return "answered wrongly: one value";
  const std::string found = form == "count" ? std::to_string(answer.at("count").to_number<std::int64_t>())
                                            : std::to_string(answer.at("rows").as_array().size());
  if (!expected[3].empty() && found != expected[3]) return "answered wrongly: " + found;
  if (expected[4].empty()) return "";
  const std::string first(answer.at("rows").at(0).at("reference").as_string());
  const std::string area = "area=" + replaced(expected[4], " ", "%20") + "&";
  return first.find(area) == std::string::npos ? "answered wrongly: " + first : "";
}

/// How many questions of a file are answered right, of how many; a wrong answer fails the test.
std::pair<int, int> questions_right(const std::string& file, json::object (*ask)(std::string_view)) {
  int right = 0;
  int all = 0;
  const auto read = services::each_own_row(
      BOOTHWISE_SOURCE_DIR "/tests/data/asking/" + file, [&](const std::vector<std::string>& row) {
        ++all;
        const std::string wrong = wrong_with(ask(row[0]), row);
        right += wrong.empty() ? 1 : 0;
        EXPECT_TRUE(wrong.empty() || wrong == "not understood") << row[0] << ": " << wrong;
        if (!wrong.empty()) std::cout << row[0] << ": " << wrong << '\n';
      });
  EXPECT_TRUE(read.ok());
  std::cout << right << " of " << all << " questions\n";
  return {right, all};
}

json::object asked(std::string_view question) { return PublicData::ask(question); }

TEST_F(PublicData, NinetyOfAHundredQuestionsAreAnsweredRightAndNoneIsConfidentlyWrong) {
  const auto [right, all] = questions_right("questions.csv", asked);
  EXPECT_EQ(all, 100);
  EXPECT_GE(right, 90);
}

// Written by somebody else before the reader was mended by what it showed: since then a set to develop with, no proof.
TEST_F(PublicData, NineOfTenQuestionsInOthersWordsAreAnsweredRightAndNoneIsConfidentlyWrong) {
  const auto [right, all] = questions_right("development_questions.csv", asked);
  EXPECT_EQ(all, 110);
  EXPECT_GE(right, 99);
}

TEST_F(PublicData, EveryExampleIsUnderstood) {
  ASSERT_TRUE(services::each_own_row(data / "asking" / "examples.csv", [&](const std::vector<std::string>& row) {
                for (const std::string& text : {row[0], row[1]})
                  EXPECT_FALSE(ask(text).at("understood").is_null()) << text;
              }).ok());
}

/// How many claims of a file have the right measure among the first three, or nothing that settles what no data can; a
/// bearing that is not the stated one fails the test.
std::pair<int, int> claims_right(const std::string& file, std::vector<Evidence> (*find)(const std::string&)) {
  int among = 0;
  int all = 0;
  const auto one_claim = [&](const std::vector<std::string>& row) {
    ++all;
    const auto found = find(row[0]);
    if (row[1] == "-") {
      const bool open =
          std::ranges::all_of(found, [](const Evidence& one) { return one.bearing == Bearing::cannot_tell; });
      among += open ? 1 : 0;
      EXPECT_TRUE(open) << row[0];
      return;
    }
    const auto wanted = split(row[1], '|');
    const Evidence* first = nullptr;
    for (std::size_t at = 0; at < std::min<std::size_t>(3, found.size()) && first == nullptr; ++at) {
      const Reference& reference = found[at].reference;
      const std::string name =
          std::string(name_of(reference.measure)) + (reference.item.empty() ? "" : ":" + reference.item);
      if (std::ranges::find(wanted, name) != wanted.end()) first = &found[at];
    }
    among += first != nullptr ? 1 : 0;
    if (first == nullptr) std::cout << row[0] << ": not among the first three\n";
    if (first == nullptr || row[2].empty()) return;
    EXPECT_EQ(name_of(first->bearing), row[2]) << row[0] << ": " << first->why.en;
  };
  EXPECT_TRUE(services::each_own_row(BOOTHWISE_SOURCE_DIR "/tests/data/asking/" + file, one_claim).ok());
  std::cout << among << " of " << all << " claims\n";
  return {among, all};
}

std::vector<Evidence> evidence_of(const std::string& text) { return PublicData::evidence(text); }

TEST_F(PublicData, TheRightMeasureIsAmongTheFirstThreeForNineOfTenClaims) {
  const auto [among, all] = claims_right("claims.csv", evidence_of);
  EXPECT_EQ(all, 60);
  EXPECT_GE(among, 54);
}

// As with the questions: a set to develop with.
TEST_F(PublicData, TheRightMeasureIsAmongTheFirstThreeForNineOfTenClaimsInOthersWords) {
  const auto [among, all] = claims_right("development_claims.csv", evidence_of);
  EXPECT_EQ(all, 100);
  EXPECT_GE(among, 90);
}

/// True if nothing that was found supports or contradicts.
bool nothing_settles(const std::vector<Evidence>& found) {
  return std::ranges::all_of(found, [](const Evidence& one) { return one.bearing == Bearing::cannot_tell; });
}

TEST_F(PublicData, WhatIsToComeIsNotAnsweredFromThePast) {
  for (const char* question :
       {"गोरखपुर से कौन जीतेगा", "कौन जीतेगा गोरखपुर से", "gorakhpur se kaun jeetega", "Who will win Gorakhpur"}) {
    EXPECT_TRUE(ask(question).at("answer").is_null()) << question;
  }
  EXPECT_TRUE(nothing_settles(evidence("BJP will lose 30 seats")));
}

TEST_F(PublicData, AMarginWithoutASideIsTheWinners) {
  const json::object few = ask("assembly seats with margin below 500 in 2022");
  ASSERT_FALSE(few.at("answer").is_null());
  EXPECT_EQ(few.at("answer").at("count").to_number<int>(), 11);
}

TEST_F(PublicData, AStatisticOfThoseWithoutIsWhatItLeavesOfAHundred) {
  const json::object with = ask("Electricity in Bahraich");
  for (const char* question : {"How many households are without electricity in Bahraich?", "बिना बिजली वाले घर बहराइच में",
                               "kitne gharon me bina bijli hai bahraich me"}) {
    const json::object without = ask(question);
    ASSERT_FALSE(without.at("answer").is_null()) << question;
    EXPECT_NEAR(without.at("answer").at("figures").at(0).at("value").to_number<double>(),
                100 - with.at("answer").at("figures").at(0).at("value").to_number<double>(), 1e-9)
        << question;
  }
  const json::object most = ask("सबसे ज़्यादा अनपढ़ किस जिले में");
  const json::object least = ask("सबसे कम साक्षरता किस जिले में है");
  ASSERT_FALSE(most.at("answer").is_null());
  EXPECT_EQ(most.at("answer").at("rows").at(0).at("area"), least.at("answer").at("rows").at(0).at("area"));
}

TEST_F(PublicData, EnglishIsNotReadAsHindiForItsLooks) {
  for (const char* question : {"Turnout in Lucknow 2019 to the hum", "turnout in the beat 2019"})
    EXPECT_TRUE(ask(question).at("answer").is_null()) << question;
}

TEST_F(PublicData, WhoseIsNotSaidIsNobodys) {
  EXPECT_TRUE(nothing_settles(evidence("बरेली जीती गई")));
  EXPECT_TRUE(nothing_settles(evidence("2019 में 5 सीटें हारी गईं")));
  const auto named = evidence("राहुल गांधी 2019 में अमेठी से जीते थे");
  ASSERT_FALSE(named.empty());
  EXPECT_EQ(named.front().bearing, Bearing::contradicts);
  EXPECT_EQ(named.front().reference.side, "INC");
}

TEST_F(PublicData, SeatsWonByNobodyNamedAreEverybodysWithTheWinnersMargin) {
  for (const auto& [question, count] :
       {std::pair("Which seats were won by less than 5000 votes in 2019?", 2),
        std::pair("2019 me kitni loksabha seato par haar jeet ka antar das hazar se kam tha", 4),
        std::pair("2022 में सबसे कम अंतर से जीती गई दस विधानसभा सीटें कौन सी हैं", 403)}) {
    const json::object view = ask(question);
    ASSERT_FALSE(view.at("answer").is_null()) << question;
    EXPECT_EQ(view.at("answer").at("count").to_number<int>(), count) << question;
    EXPECT_NE(std::string(view.at("understood").at("en").as_string()).find("winner's margin"), std::string::npos);
  }
  for (const char* question : {"How many seats were won in 2019?", "2019 में कितनी सीटें जीतीं"})
    EXPECT_TRUE(ask(question).at("answer").is_null()) << question;
}

TEST_F(PublicData, OfTwoSourcesTheNewerIsTakenAndNamed) {
  for (const auto& [question, source] :
       {std::pair("latrine in Banda", "NFHS-5 2019-21"), std::pair("घरों में शौचालय बांदा", "NFHS-5 2019-21"),
        std::pair("homes with a latrine in Banda in 2011", "Census of India 2011")}) {
    const json::object view = ask(question);
    ASSERT_FALSE(view.at("answer").is_null()) << question;
    EXPECT_NE(std::string(view.at("answer").at("sentence").at("en").as_string()).find(source), std::string::npos)
        << question;
  }
}

/// Whether something supports and whether something contradicts.
std::pair<bool, bool> bearings(const std::vector<Evidence>& found) {
  const auto any = [&](Bearing bearing) {
    return std::ranges::find(found, bearing, &Evidence::bearing) != found.end();
  };
  return {any(Bearing::supports), any(Bearing::contradicts)};
}

TEST_F(PublicData, WhoBeatWhomIsReadFromTheSentence) {
  for (const char* claim :
       {"BJP defeated SP in Kannauj in 2019 by 12,353 votes", "SP was defeated in Kannauj in 2019",
        "कन्नौज में सपा को भाजपा ने 2019 में हराया", "2019 में राहुल गांधी को अमेठी में स्मृति ईरानी ने हराया",
        "BJP was beaten by SP in Azamgarh in 2019", "Smriti Irani beat Rahul Gandhi in Amethi in 2019 and got the seat",
        "Rahul Gandhi was beaten by Smriti Irani in Amethi in 2019"})
    EXPECT_EQ(bearings(evidence(claim)), std::pair(true, false)) << claim;
  for (const char* claim : {"SP beat BJP in Kannauj in 2019", "राहुल गांधी ने 2019 में अमेठी में स्मृति ईरानी को हराया",
                            "Rahul Gandhi lost Amethi by over a lakh in 2019"})
    EXPECT_EQ(bearings(evidence(claim)), std::pair(false, true)) << claim;
}

TEST_F(PublicData, NotEvenFiftyIsLessAndSeatsOfSeatsAreNoShare) {
  for (const char* claim :
       {"2017 में समाजवादी पार्टी पचास सीटें भी नहीं जीत पाई थी", "SP could not win even fifty seats in 2017",
        "2014 में 80 में से 73 सीटें एनडीए ने जीतीं", "The NDA swept 73 of UP's 80 seats in 2014"})
    EXPECT_EQ(bearings(evidence(claim)), std::pair(true, false)) << claim;
  EXPECT_EQ(bearings(evidence("सपा 2017 में 40 सीटें भी नहीं जीत पाई")), std::pair(false, true));
}

TEST_F(PublicData, HowPeopleLiveSettlesNoClaimOfAScheme) {
  for (const char* claim : {"jal jeevan mission se sitapur ke 90% gaon walo ko nal se paani mil raha hai",
                            "उज्ज्वला से सीतापुर के 90 फीसदी घरों में गैस पहुँची"})
    EXPECT_TRUE(nothing_settles(evidence(claim))) << claim;
}

TEST_F(PublicData, VotesThatSomebodyGotAreNoMargin) {
  for (const Evidence& one : evidence("SP got 3 lakh votes in Kannauj in 2019 and lost")) {
    const bool of_votes = one.reference.measure == Measure::votes;
    EXPECT_EQ(one.bearing == Bearing::contradicts, of_votes) << to_string(one.reference) << one.why.en;
  }
}

TEST_F(PublicData, TheChanceOfASeatComesWithItsIntervalFromAKeptScenario) {
  auto store = shop->workspace.operations->store();
  ASSERT_TRUE(store.ok());
  const ServerKey key = ServerKey::passing();
  const Access owner = Access::owner();
  services::Caller caller(shop->workspace, data, key, owner, **store, shop->at, today);
  services::ForecastShelf shelf;
  const services::ForecastDesk forecast{*snapshot, data / "up", shelf};
  const auto start = services::forecast_start_view(forecast, "LS-2024");
  ASSERT_TRUE(start.ok()) << start.error().line(Language::english);
  const json::object kept{{"title", "as they stood"}, {"scenario", start->at("scenario")}};
  ASSERT_TRUE(services::keep_scenario(caller, json::serialize(kept)).ok());
  const OwnDesk own{caller, shelf, data / "up"};
  for (const char* question : {"chance of BJP winning Lucknow seat", "लखनऊ सीट पर भाजपा की जीतने की संभावना"}) {
    const auto view = answer_view(*lexicon, *figures, question, {"", "NDA"}, &own);
    ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
    ASSERT_FALSE(view->at("answer").is_null()) << question << json::serialize(*view);
    const json::value& figure = view->at("answer").at("figures").at(0);
    EXPECT_EQ(figure.at("kind").as_string(), "forecast");
    EXPECT_GT(figure.at("value").to_number<double>(), 0);
    EXPECT_LT(figure.at("value").to_number<double>(), 100);
    EXPECT_NE(std::string(figure.at("title").at("en").as_string()).find("80 %"), std::string::npos);
  }
  // What a forecast says is no evidence, and not asked where nobody asks for a chance.
  EXPECT_TRUE(nothing_settles(evidence("भाजपा लखनऊ जीतेगी")));
}

TEST_F(PublicData, PartiesThatDidNotStandTogetherAreNotAddedUp) {
  EXPECT_TRUE(ask("seats won by SP and Congress in 2019").at("answer").is_null());
  const json::object together = ask("seats won by SP and BSP in 2019");
  ASSERT_FALSE(together.at("answer").is_null());
  EXPECT_EQ(together.at("answer").at("count").to_number<int>(), 15);
}

TEST_F(PublicData, WhatSpeaksAgainstTheWishedAnswerComesFirst) {
  const std::string claim = "2014 में एनडीए ने 73 सीटें जीतीं";
  const auto refuting = evidence(claim);
  ASSERT_FALSE(refuting.empty());
  EXPECT_EQ(refuting.front().bearing, Bearing::supports);
  EXPECT_TRUE(refuting.front().against_wish);
  const auto supporting = evidence(claim, false);
  ASSERT_FALSE(supporting.empty());
  EXPECT_FALSE(supporting.front().against_wish);
}

TEST_F(PublicData, AFigureHasSourceDateAndMethod) {
  for (const char* reference :
       {"turnout?area=seat:64&election=LS-2019", "vote_share?area=region:awadh&election=VS-2022&side=NDA",
        "statistic?area=district:Bahraich&item=clean_fuel", "base?area=district:Agra&item=population",
        "booths_behind?area=seat:64&election=LS-2014&side=NDA&most=50", "winner?area=booth:320/1&election=LS-2014"}) {
    const auto made = figure(reference);
    ASSERT_TRUE(made.ok()) << reference << " " << made.error().line(Language::english);
    for (const Bilingual* text : {&made->source, &made->method, &made->date, &made->title, &made->area, &made->text}) {
      EXPECT_FALSE(text->en.empty()) << reference;
      EXPECT_FALSE(text->hi.empty()) << reference;
    }
  }
}

TEST_F(PublicData, ASurveysSmallChangeIsNotTakenForAChange) {
  const auto found = evidence("Health insurance in Agra has risen sharply");
  ASSERT_FALSE(found.empty());
  ASSERT_TRUE(found.front().figure.has_value());
  EXPECT_LT(std::abs(found.front().figure->value), 5);
  EXPECT_EQ(found.front().bearing, Bearing::cannot_tell);
}

TEST_F(PublicData, AFigureThatIsNotHereSaysWhatIsMissing) {
  const auto made = figure("scheme_count?area=district:Agra&item=pmuy");
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, "no_figure");
  const auto of_old = figure("turnout?area=seat:64&election=LS-2004");
  ASSERT_FALSE(of_old.ok());
  EXPECT_EQ(of_old.error().code, "unknown_election");
  EXPECT_EQ(figure("statistic?area=district:Agra&item=happiness").error().code, "item_unknown");
  EXPECT_EQ(figure("margin?area=district:Agra&election=LS-2019&side=NDA").error().code, "area_unfit");
  EXPECT_EQ(figure("turnout?area=seat:181&election=LS-2019").error().code, "unknown_seat");
}

TEST_F(PublicData, WhoMayNotSeeReleasedTablesIsNotShownThem) {
  Figures narrow({*snapshot, shop->workspace, data, today, false, false});
  for (const char* reference :
       {"community?area=district:Agra&item=community&answer=obc", "declared?area=district:Agra&item=pmuy"}) {
    const auto made = narrow.of(*parse_reference(reference));
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, "not_yours");
  }
}

TEST_F(PublicData, AQuestionIsTakenOnlyWhenEveryWordOfItIs) {
  const json::object view = ask("Turnout in Lucknow 2019 among the tall");
  EXPECT_TRUE(view.at("answer").is_null());
  EXPECT_NE(std::string(view.at("words").as_string()).find("tall"), std::string::npos);
  EXPECT_FALSE(view.at("examples").as_array().empty());
}

TEST_F(PublicData, ANameOfSeveralPlacesIsAskedBack) {
  const json::object view = ask("2022 में फतेहपुर से कौन जीता");
  const bool one_place = !view.at("answer").is_null();
  EXPECT_TRUE(one_place || !view.at("choices").as_array().empty());
}

TEST_F(PublicData, AListOfChangesHoldsOnlyThoseThatWentTheWayAsked) {
  for (const auto& [question, sign] : {std::pair("Seats where the vote share of BJP fell from 2014 to 2019", -1),
                                       std::pair("2014 से 2019 में किन सीटों पर भाजपा का वोट प्रतिशत बढ़ा", 1)}) {
    const json::object view = ask(question);
    ASSERT_FALSE(view.at("answer").is_null()) << question;
    const auto& rows = view.at("answer").at("rows").as_array();
    EXPECT_FALSE(rows.empty());
    for (const json::value& row : rows) EXPECT_GT(row.at("value").to_number<double>() * sign, 0) << question;
  }
}

TEST_F(PublicData, TheStateBesideARegionIsNotAsked) {
  const json::object with_state = ask("weak seats in eastern UP 2019");
  const json::object without = ask("weak seats in Eastern 2019");
  ASSERT_FALSE(with_state.at("answer").is_null());
  EXPECT_EQ(with_state.at("answer").at("looked_at"), without.at("answer").at("looked_at"));
  EXPECT_EQ(with_state.at("answer").at("count"), without.at("answer").at("count"));
}

TEST_F(PublicData, WhereItIsLowestIsADistrictAndWhereTheBiggestWinWasASeat) {
  const json::object literacy = ask("Where is literacy lowest?");
  ASSERT_FALSE(literacy.at("answer").is_null());
  EXPECT_EQ(literacy.at("answer").at("rows").at(0).at("area").at("en").as_string(), "Shravasti district");
  const json::object win = ask("सबसे बड़ी जीत कहाँ हुई 2019");
  ASSERT_FALSE(win.at("answer").is_null());
  EXPECT_EQ(win.at("answer").at("rows").at(0).at("area").at("en").as_string(), "Ghaziabad (seat 12)");
  const json::object result = ask("अम्बेडकर नगर में 2019 का परिणाम");
  ASSERT_FALSE(result.at("answer").is_null());
  EXPECT_EQ(result.at("answer").at("figures").at(0).at("measure").as_string(), "winner");
}

TEST_F(PublicData, AMisspeltPlaceIsSaidToBeAGuess) {
  const json::object view = ask("turnout in Gorakpur 2019");
  ASSERT_FALSE(view.at("answer").is_null());
  EXPECT_EQ(view.at("guesses").as_array().size(), 1U);
}

}  // namespace
}  // namespace boothwise::asking
