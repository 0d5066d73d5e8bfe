#include "intake/layout.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <set>

#include "base/text.hpp"

namespace boothwise::intake {
namespace {

Result<Recognised> recognise_line(std::string_view header) { return recognise(split(header, ','), std::nullopt, {}); }

struct Known {
  std::string_view header;
  std::string_view layout;
};

/// Headers of our own tables and of sheets as others make them.
constexpr std::array known = std::to_array<Known>({
    {"election,pc_no,position,candidate,party,votes,electors,stated_total", "pc_results"},
    {"election,ac_no,position,candidate,party,votes,electors,stated_total", "ac_results"},
    {"election,ac_no_old,position,candidate,party,votes,electors,stated_total", "ac_results_old"},
    {"election,pc_no,ac_no,candidate,party,votes", "segment_results"},
    {"year,pc_no,pc_name,ac_no,ac_name,candidate,party,evm_votes", "segment_results"},
    {"pc_no,name_en,name_hi,reservation,districts", "parliamentary_constituencies"},
    {"ac_no,name_en,name_hi,name_alt,reservation,pc_no,district,point_lat,point_lon", "assembly_constituencies"},
    {"district,name_en,name_hi,census2011_code,former_names", "districts"},
    {"party,name_en,name_hi", "parties"},
    {"house,year,alliance,name_en,name_hi,party", "alliances_rows"},
    {"year,house,alliance,parties", "alliances_list"},
    {"ac_no,booth_no,cand_no,votes", "booth_votes"},
    {"PC No,Candidate Name,Party Name,Votes Secured", "pc_results"},
    {"विधान सभा संख्या,भाग संख्या,प्रत्याशी संख्या,मत", "booth_votes"},
    {"लोक सभा संख्या,प्रत्याशी,दल,मत", "pc_results"},
    {"विधान सभा,प्रत्याशी,दल,मत,निर्वाचक", "ac_results"},
    {"district,literacy_pct", "area_statistics"},
});

TEST(Layouts, KnownHeadersAreRecognised) {
  for (const Known& one : known) {
    const auto recognised = recognise_line(one.header);
    ASSERT_TRUE(recognised.ok()) << one.header << ": " << recognised.error().line(Language::english);
    EXPECT_EQ(recognised->layout->id, one.layout) << one.header;
  }
}

TEST(Layouts, OrderOfColumnsDoesNotMatter) {
  for (const Known& one : known) {
    EXPECT_TRUE(rc::check([&] {
      std::vector<std::string> header = split(one.header, ',');
      for (std::size_t i = header.size(); i > 1; --i)
        std::swap(header[i - 1], header[*rc::gen::inRange<std::size_t>(0, i)]);
      const auto recognised = recognise(header, std::nullopt, {});
      RC_ASSERT(recognised.ok());
      RC_ASSERT(recognised->layout->id == one.layout);
    }));
  }
}

std::vector<std::string> names(const Layout& layout, bool required_only) {
  std::vector<std::string> header;
  for (const LayoutField& field : layout.fields) {
    if (field.required || !required_only) header.emplace_back(field_name(field.field));
  }
  if (layout.other_columns_are_indicators) header.emplace_back("literacy_pct");
  return header;
}

TEST(Layouts, EachLayoutsOwnHeaderIsItself) {
  for (const Layout& layout : layouts()) {
    const auto whole = recognise(names(layout, false), std::nullopt, {});
    ASSERT_TRUE(whole.ok()) << layout.id;
    EXPECT_EQ(whole->layout->kind, layout.kind) << layout.id << " taken for " << whole->layout->id;
    const auto least = recognise(names(layout, true), std::nullopt, {});
    ASSERT_TRUE(least.ok()) << layout.id;
    EXPECT_EQ(least->layout->id, layout.id);
  }
}

TEST(Layouts, CaseSpacesAndDashesDoNotMatter) {
  const auto recognised = recognise({" PC-No", "CANDIDATE", "Party", "Votes "}, std::nullopt, {});
  ASSERT_TRUE(recognised.ok());
  EXPECT_EQ(recognised->layout->id, "pc_results");
}

TEST(Layouts, OurOwnNameComesBeforeASynonym) {
  const auto recognised = recognise_line("pc_no,candidate,party,votes,valid_votes,total_votes");
  ASSERT_TRUE(recognised.ok());
  EXPECT_FALSE(recognised->columns.field_of_column[4].has_value());
  EXPECT_EQ(recognised->columns.field_of_column[5], Field::total_votes);
}

TEST(Layouts, WhatIsMissingForTheNearestIsSaid) {
  const auto recognised = recognise_line("pc_no,candidate,party");
  ASSERT_FALSE(recognised.ok());
  EXPECT_EQ(recognised.error().code, "layout_unknown");
  EXPECT_NE(recognised.error().message.en.find("votes"), std::string::npos);
  EXPECT_FALSE(recognised.error().message.hi.empty());
  EXPECT_EQ(recognise_line("x,y").error().code, "layout_unknown");
}

TEST(Layouts, KindNarrowsTheChoice) {
  const auto header = split("election,pc_no,ac_no,candidate,party,votes", ',');
  const auto results = recognise(header, Kind::results, {});
  ASSERT_TRUE(results.ok());
  EXPECT_EQ(results->layout->kind, Kind::results);
  EXPECT_FALSE(recognise(header, Kind::parties, {}).ok());
}

TEST(Layouts, UserMappingIsTakenAndChecked) {
  UserMapping user;
  user.columns = {{"Seat", "pc_no"}, {"Who", "candidate"}, {"Group", "party"}, {"Got", "votes"}};
  const auto recognised = recognise({"seat", "who", "group", "got", "else"}, std::nullopt, user);
  ASSERT_TRUE(recognised.ok()) << recognised.error().line(Language::english);
  EXPECT_EQ(recognised->layout->id, "pc_results");
  EXPECT_EQ(recognise({"a"}, std::nullopt, user).error().code, "mapping_unknown_column");
  user.columns = {{"a", "votes"}, {"b", "votes"}};
  EXPECT_EQ(recognise({"a", "b"}, std::nullopt, user).error().code, "mapping_repeated");
}

TEST(Layouts, NamesOfKindsAndFieldsGoBothWays) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Field::count_); ++i) {
    const auto field = static_cast<Field>(i);
    EXPECT_EQ(field_named(field_name(field)), field);
    EXPECT_TRUE(seen.insert(field_name(field)).second) << field_name(field);
    EXPECT_FALSE(field_title(field).en.empty());
    EXPECT_FALSE(field_title(field).hi.empty());
  }
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Kind::boundaries); ++i) {
    EXPECT_EQ(kind_named(kind_name(static_cast<Kind>(i))), static_cast<Kind>(i));
  }
  for (const Layout& layout : layouts()) EXPECT_EQ(layout_named(layout.id), &layout);
  EXPECT_EQ(layout_named("nothing"), nullptr);
}

TEST(Mapping, PairsAreTheirsEqualsOurs) {
  const auto pair = parse_mapping_pair(" Votes = Total =votes");
  ASSERT_TRUE(pair.ok());
  EXPECT_EQ(pair->first, "Votes = Total");
  EXPECT_EQ(pair->second, "votes");
  for (const std::string_view bad : {"", "votes", "=votes", "a=", "="}) {
    EXPECT_EQ(parse_mapping_pair(bad).error().code, "mapping_malformed") << bad;
  }
  const auto unknown = parse_mapping_pair("a=b");
  EXPECT_EQ(unknown.error().code, "mapping_unknown_field");
  EXPECT_EQ(unknown.error().choices.size(), static_cast<std::size_t>(Field::count_));
}

TEST(Mapping, FilesHoldKindElectionAndColumns) {
  const auto mapping =
      read_mapping("kind = \"results\"\nelection = \"LS-2024\"\n[columns]\n\"कुल मत\" = \"votes\"\n", "m.toml");
  ASSERT_TRUE(mapping.ok()) << mapping.error().line(Language::english);
  EXPECT_EQ(mapping->kind, Kind::results);
  EXPECT_EQ(mapping->election, "LS-2024");
  ASSERT_EQ(mapping->columns.size(), 1U);
  EXPECT_EQ(mapping->columns[0], (std::pair<std::string, std::string>("कुल मत", "votes")));
}

TEST(Mapping, ErrorsNameTheLine) {
  const auto cases = std::to_array<std::array<std::string_view, 3>>({
      {"kind = \"results\"\n[columns\n", "mapping_malformed", "2"},
      {"[columns]\na = \"nothing\"\n", "mapping_unknown_field", "2"},
      {"[columns]\na = 3\n", "mapping_malformed", "2"},
      {"\nkind = \"soup\"\n", "mapping_malformed", "2"},
      {"colour = \"red\"\n", "mapping_malformed", "1"},
  });
  for (const auto& [text, code, line] : cases) {
    const auto mapping = read_mapping(text, "m.toml");
    ASSERT_FALSE(mapping.ok()) << text;
    EXPECT_EQ(mapping.error().code, code) << text;
    EXPECT_EQ(mapping.error().where.file, "m.toml");
    EXPECT_EQ(std::to_string(mapping.error().where.line), line) << text;
  }
}

TEST(Layouts, AreAllDescribedOnTheFormatsPage) {
  std::ifstream page(BOOTHWISE_SOURCE_DIR "/docs/formats.md");
  std::map<std::string, std::string> rows;  // by the layout that a table's row begins with
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `")) rows.try_emplace(line.substr(3, line.find('`', 3) - 3), line);
  }
  for (const Layout& layout : layouts()) {
    const auto row = rows.find(std::string(layout.id));
    ASSERT_NE(row, rows.end()) << layout.id;
    EXPECT_NE(row->second.find("| " + std::string(kind_name(layout.kind)) + " |"), std::string::npos) << layout.id;
    for (const LayoutField& field : layout.fields) {
      if (!field.required) continue;
      EXPECT_NE(row->second.find(field_name(field.field)), std::string::npos)
          << layout.id << ": " << field_name(field.field);
    }
  }
}

}  // namespace
}  // namespace boothwise::intake
