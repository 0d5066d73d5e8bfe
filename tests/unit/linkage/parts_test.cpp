#include <algorithm>
#include <chrono>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <string>
#include <vector>

#include "linkage/clusters.hpp"
#include "linkage/competition.hpp"
#include "linkage/decisions.hpp"
#include "linkage/dictionary.hpp"
#include "linkage/settings.hpp"
#include "linkage/strings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {
namespace {

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// Texts of few different letters, so that they are often alike.
rc::Gen<std::string> letters() {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcd"))),
                      [](std::string text) { return text.substr(0, letters_max); });
}

/// Optimal string alignment as the textbook fills its table.
unsigned reference_distance(const std::string& left, const std::string& right) {
  std::vector<std::vector<unsigned>> cost(left.size() + 1, std::vector<unsigned>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<unsigned>(i + j);
        continue;
      }
      cost[i][j] = std::min(
          {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[left.size()][right.size()];
}

/// Jaro-Winkler with plain loops.
double reference_jaro_winkler(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty()) return 0;
  const auto longer = std::max(left.size(), right.size());
  const std::size_t window = longer / 2 == 0 ? 0 : longer / 2 - 1;
  std::vector<bool> left_hit(left.size());
  std::vector<bool> right_hit(right.size());
  double hits = 0;
  for (std::size_t j = 0; j < right.size(); ++j) {
    for (std::size_t i = j > window ? j - window : 0; i < std::min(left.size(), j + window + 1); ++i) {
      if (left_hit[i] || left[i] != right[j]) continue;
      left_hit[i] = right_hit[j] = true;
      ++hits;
      break;
    }
  }
  if (hits == 0) return 0;
  std::string of_left;
  std::string of_right;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left_hit[i]) of_left += left[i];
  }
  for (std::size_t j = 0; j < right.size(); ++j) {
    if (right_hit[j]) of_right += right[j];
  }
  double swapped = 0;
  for (std::size_t at = 0; at < of_left.size(); ++at) swapped += of_left[at] != of_right[at] ? 0.5 : 0;
  const double jaro = (hits / static_cast<double>(left.size()) + hits / static_cast<double>(right.size()) +
                       (hits - std::floor(swapped)) / hits) /
                      3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < std::min(left.size(), right.size()) && left[prefix] == right[prefix]) ++prefix;
  return jaro > 0.7 ? jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro) : jaro;
}

TEST(EditDistance, IsThatOfTheTextbook) {
  EXPECT_TRUE(rc::check("distance", [] {
    const std::string left = *letters();
    const std::string right = *letters();
    const std::vector<std::uint8_t> one = bytes_of(left);
    const std::vector<std::uint8_t> other = bytes_of(right);
    LetterMap map;
    map.make(bytes_of("left over"));
    map.make(one);
    RC_ASSERT(edit_distance(one, map, other) == reference_distance(left, right));
  }));
}

TEST(EditDistance, TakesTextsOfTheGreatestLength) {
  const std::string left(letters_max, 'a');
  std::string right = left;
  right[10] = 'b';
  LetterMap map;
  map.make(bytes_of(left));
  EXPECT_EQ(edit_distance(bytes_of(left), map, bytes_of(right)), 1U);
  EXPECT_EQ(edit_distance(bytes_of(left), map, {}), letters_max);
}

TEST(JaroWinkler, IsThatOfTheDefinition) {
  EXPECT_TRUE(rc::check("jaro", [] {
    const std::string left = *letters();
    const std::string right = *letters();
    LetterMap map;
    map.make(bytes_of(left));
    RC_ASSERT(std::abs(jaro_winkler(bytes_of(left), map, bytes_of(right)) - reference_jaro_winkler(left, right)) <
              1e-9);
  }));
}

TEST(Dictionary, NumbersTextsAsAMapWould) {
  EXPECT_TRUE(rc::check("dictionary", [] {
    const auto texts = *rc::gen::container<std::vector<std::string>>(letters());
    std::vector<std::string_view> views(texts.begin(), texts.end());
    Dictionary one_by_one;
    Dictionary at_once;
    std::vector<ValueId> ids(views.size());
    at_once.add_all(views, ids);
    std::map<std::string, ValueId> expected{{"", 0}};
    for (std::size_t at = 0; at < texts.size(); ++at) {
      const ValueId id = expected.emplace(texts[at], expected.size()).first->second;
      RC_ASSERT(one_by_one.add(texts[at]) == id);
      RC_ASSERT(ids[at] == id);
      RC_ASSERT(at_once.text(id) == texts[at]);
    }
    RC_ASSERT(at_once.size() + 1 == expected.size());
  }));
}

TEST(Dictionary, GrowsFarBeyondItsFirstSize) {
  Dictionary dictionary;
  for (int number = 0; number < 200'000; ++number) dictionary.add(std::to_string(number));
  EXPECT_EQ(dictionary.size(), 200'000U);
  EXPECT_EQ(dictionary.add("123456"), 123457U);
}

TEST(ParseDay, TakesTheUsualForms) {
  for (const char* text :
       {"1956-04-19", "19560419", "19/04/1956", "19.4.1956", "1956-4-19T00:00:00", "1956-04-19 12:30"}) {
    const std::optional<Day> day = parse_day(text);
    ASSERT_TRUE(day.has_value()) << text;
    EXPECT_EQ(day->digits, (std::array<std::uint8_t, 8>{'1', '9', '5', '6', '0', '4', '1', '9'})) << text;
  }
  for (const char* text : {"", "19.4.56", "1956", "tomorrow", "1956-004-19", "x1956-04-19"}) {
    EXPECT_FALSE(parse_day(text).has_value()) << text;
  }
}

TEST(ParseDay, CountsDaysAsTheCalendarDoes) {
  EXPECT_TRUE(rc::check("calendar", [] {
    const int days = *rc::gen::inRange(-300'000, 100'000);
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (static_cast<int>(date.year()) < 1000) return;
    RC_ASSERT(parse_day(text)->number == days);
  }));
  EXPECT_EQ(parse_day("2019-02-30")->number, 0);
}

TEST(OneToOne, LeavesEachRecordOnePartner) {
  EXPECT_TRUE(rc::check("one to one", [] {
    std::vector<Link> links;
    std::set<std::pair<RecordNo, RecordNo>> pairs;
    for (int at = *rc::gen::inRange(0, 40); at > 0; --at) {
      const RecordNo left = *rc::gen::inRange<RecordNo>(0, 10);
      const RecordNo right = *rc::gen::inRange<RecordNo>(10, 20);
      if (pairs.insert({left, right}).second)
        links.push_back({left, right, static_cast<float>(*rc::gen::inRange(0, 30)), 0.9F});
    }
    const std::vector<Link> kept = one_to_one(links, 20);
    std::map<RecordNo, const Link*> of;
    for (const Link& link : kept) {
      RC_ASSERT(of.emplace(link.left, &link).second);
      RC_ASSERT(of.emplace(link.right, &link).second);
    }
    for (const Link& link : links) {  // what was given up met a partner at least as good
      const float best = std::max(of.contains(link.left) ? of[link.left]->weight : -1.0F,
                                  of.contains(link.right) ? of[link.right]->weight : -1.0F);
      RC_ASSERT(best >= link.weight);
    }
  }));
}

/// Two tables of 100 records; 95 of them match, so that a pair's odds are 2^weight × 95 ÷ 10,000.
Model of_a_hundred() {
  Model model;
  model.matches = 95;
  model.pairs = 10'000;
  return model;
}

Link link_of_weight(RecordNo left, RecordNo right, double weight) {
  const double odds = odds_of(of_a_hundred(), weight);
  return {left, right, static_cast<float>(weight), std::min(static_cast<float>(odds / (1 + odds)), 1 - 0x1p-24F)};
}

/// Ninety sure pairs of records 0 to 89 with 100 to 189.
std::vector<Link> ninety() {
  std::vector<Link> links;
  for (RecordNo left = 0; left < 90; ++left) links.push_back(link_of_weight(left, left + 100, 40));
  return links;
}

TEST(AmongRivals, ALoneCandidateGainsAsMostHaveAPartner) {
  std::vector<Link> links = ninety();
  links.push_back(link_of_weight(90, 190, 5));
  EXPECT_LT(links.back().probability, 0.24);  // odds 0.304
  const std::vector<Link> judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
  // r = 2^5 / 100; the share solves 100 π = 90 + π r / (1 - π + π r), so π = 0.907586.
  const double share = 0.907586;
  EXPECT_NEAR(judged.back().probability, share * 0.32 / (1 - share + share * 0.32), 1e-4);
  EXPECT_GT(judged.back().probability, 0.75);
  EXPECT_EQ(judged.back().weight, links.back().weight);
  EXPECT_GT(judged.front().probability, 0.999999F);
}

TEST(AmongRivals, WhatSpeaksForOneSpeaksAgainstTheOther) {
  std::vector<Link> links = ninety();
  links.push_back(link_of_weight(90, 190, 12));
  links.push_back(link_of_weight(91, 190, 16));
  std::vector<Link> judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
  EXPECT_GT(links[90].probability, 0.95F);
  EXPECT_NEAR(judged[91].probability / judged[90].probability, 16, 0.01);
  EXPECT_NEAR(judged[90].probability + judged[91].probability, 1, 1e-3);
  // What a person decided leaves nothing to the others.
  links[90].probability = 1;
  judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
  EXPECT_EQ(judged[90].probability, 1);
  EXPECT_EQ(judged[91].probability, 0);
}

TEST(AmongRivals, OneWhoStandsTwiceInTheOtherTableKeepsBothLinks) {
  // Some of the right table stand twice there: of the left records each has one person, so these are asked.
  std::vector<Link> links = ninety();
  for (RecordNo left = 0; left < 5; ++left) links.push_back(link_of_weight(left, left + 190, 35));
  std::vector<Link> judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
  EXPECT_TRUE(std::ranges::all_of(judged, [](const Link& link) { return link.probability > 0.999; }));
  // The same the other way round.
  for (Link& link : links) link = {link.right - 100, link.left + 100, link.weight, link.probability};
  judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
  EXPECT_TRUE(std::ranges::all_of(judged, [](const Link& link) { return link.probability > 0.999; }));
  // Where both have people twice nothing is said.
  for (RecordNo left = 20; left < 25; ++left) links.push_back(link_of_weight(left, left + 175, 35));
  EXPECT_EQ(among_rivals(links, of_a_hundred(), 100, 200, 0), links);
}

TEST(AmongRivals, SharesOfOneRecordSumToOneAtMost) {
  EXPECT_TRUE(rc::check("shares", [] {
    std::vector<Link> links;
    std::set<std::pair<RecordNo, RecordNo>> pairs;
    for (int at = *rc::gen::inRange(0, 60); at > 0; --at) {
      const RecordNo left = *rc::gen::inRange<RecordNo>(0, 100);
      const RecordNo right = *rc::gen::inRange<RecordNo>(100, 130);
      const double weight = *rc::gen::inRange(-4, 12);  // none is sure
      if (pairs.insert({left, right}).second) links.push_back(link_of_weight(left, right, weight));
    }
    const std::vector<Link> judged = among_rivals(links, of_a_hundred(), 100, 200, 0);
    RC_ASSERT(judged.size() == links.size());
    std::map<RecordNo, double> sums;
    for (const Link& link : judged) sums[link.right] += static_cast<double>(link.probability);
    for (const auto& [right, sum] : sums) RC_ASSERT(sum <= 1 + 1e-5);
    for (std::size_t at = 0; at < links.size(); ++at) {
      RC_ASSERT(judged[at].left == links[at].left && judged[at].right == links[at].right);
      for (std::size_t other = 0; other < links.size(); ++other) {
        if (links[at].right == links[other].right && links[at].weight > links[other].weight)
          RC_ASSERT(judged[at].probability >= judged[other].probability);
      }
    }
  }));
}

TEST(WithoutBeaten, KeepsOneWhoStandsTwice) {
  const std::vector<Link> links{{0, 10, 20, 1}, {0, 11, 19, 1}, {1, 10, 8, 0.9F}, {1, 12, 15, 1}};
  const std::vector<Link> kept = without_beaten(links, 13);
  EXPECT_EQ(kept, (std::vector<Link>{links[0], links[1], links[3]}));
}

TEST(Clusters, DoNotGrowOverOneWrongLink) {
  // Two families of three, sure within; one doubtful link between them.
  const std::vector<Link> links{{0, 1, 20, 0.99F}, {0, 2, 20, 0.99F}, {1, 2, 20, 0.99F}, {3, 4, 20, 0.99F},
                                {3, 5, 20, 0.99F}, {4, 5, 20, 0.99F}, {2, 3, 5, 0.6F}};
  EXPECT_EQ(clusters_of(links, {}, 7, {}), (std::vector<RecordNo>{0, 0, 0, 3, 3, 3, 6}));
}

TEST(Clusters, DoNotDependOnTheOrderOfLinks) {
  EXPECT_TRUE(rc::check("order", [] {
    std::vector<Link> links;
    std::set<std::pair<RecordNo, RecordNo>> pairs;
    for (int at = *rc::gen::inRange(0, 30); at > 0; --at) {
      const RecordNo one = *rc::gen::inRange<RecordNo>(0, 12);
      const RecordNo other = *rc::gen::inRange<RecordNo>(0, 12);
      if (one < other && pairs.insert({one, other}).second)
        links.push_back({one, other, 1, static_cast<float>(*rc::gen::inRange(1, 11)) / 10});
    }
    const std::vector<RecordNo> clusters = clusters_of(links, {}, 12, {});
    for (RecordNo record = 0; record < 12; ++record) {
      RC_ASSERT(clusters[record] <= record);
      RC_ASSERT(clusters[clusters[record]] == clusters[record]);
    }
    std::reverse(links.begin(), links.end());
    RC_ASSERT(clusters_of(links, {}, 12, {}) == clusters);
  }));
}

TEST(Clusters, KeepToWhatWasDecided) {
  EXPECT_TRUE(rc::check("decided", [] {
    constexpr RecordNo records = 12;
    std::vector<Link> links;
    std::vector<Decision> decisions;
    std::set<std::pair<RecordNo, RecordNo>> pairs;
    for (int at = *rc::gen::inRange(0, 30); at > 0; --at) {
      const RecordNo one = *rc::gen::inRange<RecordNo>(0, records);
      const RecordNo other = *rc::gen::inRange<RecordNo>(0, records);
      if (one >= other || !pairs.insert({one, other}).second) continue;
      if (*rc::gen::inRange(0, 4) > 0) {
        links.push_back({one, other, 1, static_cast<float>(*rc::gen::inRange(1, 11)) / 11});
        continue;
      }
      decisions.push_back({other, one, *rc::gen::arbitrary<bool>()});
      if (contradiction(decisions, records)) decisions.pop_back();
    }
    const std::vector<RecordNo> clusters = clusters_of(links, {}, records, {}, decisions);
    for (const Decision& decision : decisions)
      RC_ASSERT((clusters[decision.left] == clusters[decision.right]) == decision.same);
    std::ranges::reverse(links);
    std::ranges::reverse(decisions);
    RC_ASSERT(clusters_of(links, {}, records, {}, decisions) == clusters);
  }));
}

TEST(Decisions, ContradictEachOtherOverOthers) {
  const std::vector<Decision> decisions{{0, 1, true}, {3, 2, false}, {1, 2, true}, {2, 0, false}};
  EXPECT_EQ(contradiction(decisions, 4), 3U);
  EXPECT_EQ(contradiction(std::span(decisions).first(3), 4), std::nullopt);
}

TEST(Settings, NamesAreReadBack) {
  for (const std::string& name : compare_as_names()) EXPECT_EQ(name_of(*compare_as_named(name)), name);
  for (const std::string& name : atom_names()) EXPECT_EQ(name_of(*atom_named(name)), name);
  EXPECT_FALSE(compare_as_named("caste").has_value());
}

}  // namespace
}  // namespace boothwise::linkage
