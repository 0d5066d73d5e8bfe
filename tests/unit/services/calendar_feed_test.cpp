#include "services/calendar_feed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace boothwise::services {
namespace {

CalendarEntry entry(std::string summary, std::string description = {}) {
  return {"u1@boothwise",     *parse_date("2026-12-31"), *parse_date("2026-12-31"),
          std::move(summary), std::move(description),    Instant{std::chrono::seconds(1'780'000'000)}};
}

/// Unfolds the feed and gives a property's value with its escapes undone: what a calendar reads.
std::string read_back(std::string feed, const std::string& property) {
  for (std::size_t at = feed.find("\r\n "); at != std::string::npos; at = feed.find("\r\n ")) feed.erase(at, 3);
  const std::size_t begin = feed.find("\r\n" + property + ":");
  if (begin == std::string::npos) return {};
  const std::size_t value = begin + property.size() + 3;
  const std::string raw = feed.substr(value, feed.find("\r\n", value) - value);
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      ++i;
      text += raw[i] == 'n' ? '\n' : raw[i];
    } else {
      text += raw[i];
    }
  }
  return text;
}

TEST(Calendar, IsWrittenAsRfc5545Says) {
  EXPECT_EQ(ics_of({entry("बूथ बैठक", "a,b;c\\d\ne")}, "उ.प्र."),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Boothwise//Boothwise//HI\r\nCALSCALE:GREGORIAN\r\n"
            "X-WR-CALNAME:उ.प्र.\r\nBEGIN:VEVENT\r\nUID:u1@boothwise\r\nDTSTAMP:20260528T202640Z\r\n"
            "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:बूथ बैठक\r\n"
            "DESCRIPTION:a\\,b\\;c\\\\d\\ne\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

RC_GTEST_PROP(Calendar, LinesAreShortWholeCharactersAndReadBackAsTheyWere, ()) {
  const std::vector<std::string> letters{"क", "्", "ष", "a", ",", ";", "\\", "\n", " ", "é", "😀"};
  std::string text;
  for (const std::size_t pick : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 11))) {
    text += letters.at(pick);
  }
  const std::string feed = ics_of({entry("s" + text, "d" + text)}, "x");
  for (std::size_t begin = 0; begin < feed.size();) {
    const std::size_t end = feed.find("\r\n", begin);
    RC_ASSERT(end != std::string::npos);
    RC_ASSERT(end - begin <= 75U);
    RC_ASSERT(is_utf8(feed.substr(begin, end - begin)));
    begin = end + 2;
  }
  RC_ASSERT(read_back(feed, "SUMMARY") == "s" + text);
  RC_ASSERT(read_back(feed, "DESCRIPTION") == "d" + text);
}

}  // namespace
}  // namespace boothwise::services
