#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "synthesis/scribe.hpp"
#include "synthesis/segment.hpp"

namespace boothwise::synthesis::test {

/// A few words, enough for names that differ.
inline Vocabulary vocabulary() {
  const std::vector<NameWord> words = {
      {"राम", {"ram", "raam"}, "", ""}, {"श्याम", {"shyam"}, "", ""},  {"मोहन", {"mohan"}, "", ""},
      {"सोहन", {"sohan"}, "", ""},      {"सलीम", {"salim"}, "", ""},  {"सीता", {"sita", "seeta"}, "", ""},
      {"गीता", {"gita"}, "", ""},       {"मीना", {"meena"}, "", ""},  {"शबनम", {"shabnam"}, "", ""},
      {"रूपा", {"rupa"}, "", ""},        {"देवी", {"devi"}, "", ""},    {"कुमार", {"kumar"}, "कु.", "kr."},
      {"लाल", {"lal"}, "", ""},         {"खातून", {"khatun"}, "", ""},
  };
  const std::vector<NameFamily> families = {
      {2, {"राम"}, {"श्याम", "मोहन", "सोहन", "राम"}, {"सीता", "गीता", "मीना", "रूपा"}, {"कुमार", "लाल"}, {"देवी"}},
      {1, {}, {"सलीम", "मोहन"}, {"शबनम", "मीना"}, {"लाल"}, {"खातून", "देवी"}},
  };
  const std::vector<PlaceWord> places = {
      {"beginning", "राम", ""},
      {"beginning", "शिव", ""},
      {"ending", "पुर", ""},
      {"ending", "गंज", ""},
      {"suffix", "खुर्द", ""},
      {"hamlet", "पूरब टोला", ""},
      {"hamlet", "नई बस्ती", ""},
      {"building", "प्राथमिक विद्यालय", "प्रा. वि."},
      {"building", "पंचायत भवन", "प.भ."},
  };
  auto made = Vocabulary::make(words, families, places);
  return std::move(made).value();
}

/// So many segments with so many households each.
inline State state(std::size_t segments, std::uint32_t households, Settings settings = {}) {
  State made{settings, {}};
  for (std::size_t i = 0; i < segments; ++i)
    made.segments.push_back({AcNo(static_cast<std::int32_t>(3 * i + 7)), households});
  return made;
}

inline std::string text_of(const RollRow& row) {
  std::string text = std::to_string(row.part_no) + "|" + std::to_string(row.serial_no) + "|" +
                     std::to_string(row.section_no) + "|" + std::string(row.section_name) + "|" +
                     std::string(row.name) + "|" + std::string(code_of(row.relation_type)) + "|" +
                     std::string(row.relation_name) + "|" + std::string(row.house_no) + "|" + std::string(row.epic_no) +
                     "|" + std::to_string(row.age) + "|" + std::string(code_of(row.gender));
  if (row.supplement_no > 0) {
    text += "|" + std::to_string(row.supplement_no) + std::string(code_of(row.list)) + std::string(code_of(row.reason));
  }
  return text + "\n";
}

/// All rows of a segment's mother roll.
inline void each_entry(const Vocabulary& words, const State& state, const Segment& segment, Roll which,
                       const std::function<void(const RollRow&)>& look) {
  Scribe scribe(words, state, segment);
  for (const PartOfRoll& part : segment.roll(which).parts) {
    const Status read = scribe.mother_roll(which, part, [&look](const RollRow& row) {
      look(row);
      return success();
    });
    EXPECT_TRUE(read.ok());
  }
}

/// A part as it is printed: mother roll and supplements.
inline std::string printed(const Vocabulary& words, const State& state, const Segment& segment, Roll which,
                           const PartOfRoll& part) {
  Scribe scribe(words, state, segment);
  std::string text;
  const TakeRow take = [&text](const RollRow& row) {
    text += text_of(row);
    return success();
  };
  if (!scribe.mother_roll(which, part, take) || !scribe.supplements(which, part, take)) text += "failed";
  return text;
}

inline std::string printed(const Vocabulary& words, const State& state, const Segment& segment) {
  std::string text;
  for (const Roll which : {Roll::earlier, Roll::later}) {
    for (const PartOfRoll& part : segment.roll(which).parts)
      text += part.station + "\n" + printed(words, state, segment, which, part);
  }
  return text;
}

}  // namespace boothwise::synthesis::test
