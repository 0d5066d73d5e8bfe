#include "services/organisation_rules.hpp"

#include <algorithm>
#include <vector>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "domain/phone.hpp"
#include "intake/guard.hpp"
#include "services/json_body.hpp"

namespace boothwise::services {

namespace {

constexpr std::size_t value_shown = 80;

Error refused(std::string code, std::string_view field, std::string_view value, Bilingual message,
              ErrorKind kind = ErrorKind::bad_input) {
  return Error{kind, std::move(code), std::move(message), {{}, 0, std::string(field), shortened(value, value_shown)}};
}

/// Both hold at some time. On the day when one ends the next may begin; an empty end is open.
bool overlap(const operations::HeldPost& one, const operations::HeldPost& other) {
  const bool one_first = one.to_day.empty() || one.to_day > other.from_day;
  const bool other_first = other.to_day.empty() || other.to_day > one.from_day;
  return one_first && other_first;
}

}  // namespace

Result<const operations::Level*> known_level(const OrganisationCatalogue& catalogue, std::string_view text) {
  if (const operations::Level* level = catalogue.level_called(text)) return level;
  Error error =
      refused("level_unknown", "level", text, {"the organisation has no such level", "संगठन में ऐसा कोई स्तर नहीं"});
  for (const operations::Level& level : catalogue.levels) error.choices.push_back(level.code);
  return error;
}

Result<const Post*> known_post(const OrganisationCatalogue& catalogue, std::string_view text, std::string_view level) {
  const Post* post = catalogue.post_called(text);
  if (post != nullptr && post->level == level) return post;
  const Bilingual name = catalogue.level(level) == nullptr ? Bilingual{} : catalogue.level(level)->name;
  Error error = post == nullptr ? refused("post_unknown", "post", text, {"there is no such post", "ऐसा कोई पद नहीं"})
                                : refused("post_of_other_level", "post", text,
                                          {"this post is not held at a unit of the level " + name.en,
                                           "यह पद " + name.hi + " स्तर की इकाई का नहीं"});
  for (const Post& one : catalogue.posts) {
    if (one.level == level) error.choices.push_back(one.code);
  }
  return error;
}

Status check_levels(const OrganisationCatalogue& catalogue, std::string_view above, std::string_view below) {
  const operations::Level* upper = catalogue.level(above);
  const operations::Level* lower = catalogue.level(below);
  if (upper == nullptr || lower == nullptr) throw BrokenInvariant("a unit of an unknown level");
  if (upper->place < lower->place) return success();
  return refused("level_not_below", "level", below,
                 {"a " + lower->name.en + " cannot stand below a " + upper->name.en,
                  upper->name.hi + " के नीचे " + lower->name.hi + " नहीं हो सकता"});
}

Status check_code(std::string_view code) {
  const auto fits = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
  };
  if (!code.empty() && code.size() <= code_bytes_most && is_utf8(code) && std::ranges::all_of(code, fits)) {
    return success();
  }
  return refused("code_malformed", "code", code,
                 {"expected up to 60 letters, digits, - _ . or /, without spaces",
                  "60 तक अक्षर, अंक, - _ . या / चाहिए, बिना ख़ाली जगह"});
}

Status check_text(std::string_view field, std::string_view text) {
  if (!intake::must_be_masked(text)) return success();
  return refused("forbidden_numbers", field, intake::masked_number,
                 {"numbers of identity cards, cards or bank branches are never taken (R4)",
                  "पहचान, कार्ड या बैंक शाखा की संख्याएँ कभी नहीं ली जातीं (R4)"});
}

Result<std::string> checked_phone(std::string_view field, std::string_view text) {
  if (trimmed(text).empty()) return std::string();
  if (auto phone = parse_phone(text)) return *std::move(phone);
  return refused("phone_malformed", field, text,
                 {"expected a mobile number of 10 digits that begins with 6 to 9, with or without +91",
                  "10 अंकों का मोबाइल नंबर चाहिए जो 6 से 9 से शुरू हो, +91 के साथ या बिना"});
}

Result<std::string> checked_day(std::string_view field, std::string_view text, std::string_view least, Day today) {
  if (text.empty()) return iso_date(today);
  const auto day = parse_date(text);
  if (!day) {
    return refused("date_malformed", field, text, {"expected a date such as 2026-01-31", "2026-01-31 जैसी तिथि चाहिए"});
  }
  std::string iso = iso_date(*day);
  if (iso < least) {
    const Bilingual first = date_text(std::string(least));
    return refused("days_reversed", field, text,
                   {"expected a day not before " + first.en, first.hi + " या उसके बाद का दिन चाहिए"});
  }
  if (iso > iso_date(today)) {
    return refused("day_in_future", field, text, {"expected a day not after today", "आज या उससे पहले का दिन चाहिए"});
  }
  return iso;
}

Status check_period(const Post& post, std::span<const operations::HeldPost> others,
                    const operations::HeldPost& wanted) {
  std::vector<const operations::HeldPost*> beside;
  for (const operations::HeldPost& other : others) {
    if (!overlap(other, wanted)) continue;
    if (other.person == wanted.person) {
      return refused("post_held_already", "post", post.code,
                     {"this person holds the post at that time already", "यह व्यक्ति उस समय यह पद पहले से सँभाल रहा है"},
                     ErrorKind::conflict);
    }
    beside.push_back(&other);
  }
  if (post.most_at_once == 0) return success();
  // The most who hold it together do so on a day when one of them, or the new one, begins.
  std::vector<std::string> days{wanted.from_day};
  for (const operations::HeldPost* other : beside) {
    if (other->from_day > wanted.from_day) days.push_back(other->from_day);
  }
  for (const std::string& day : days) {
    const auto holding = std::ranges::count_if(beside, [&](const operations::HeldPost* other) {
      return other->from_day <= day && (other->to_day.empty() || other->to_day > day);
    });
    if (holding < post.most_at_once) continue;
    const std::string most = std::to_string(post.most_at_once);
    return refused("post_full", "post", post.code,
                   {"this post is held at that time already; at most " + most + " at once: end the former first",
                    "उस समय यह पद भरा है; एक साथ अधिकतम " + most + ": पहले पिछला समाप्त करें"},
                   ErrorKind::conflict);
  }
  return success();
}

Status check_elector(std::string_view part, std::string_view elector_part, std::string_view note) {
  if (part == elector_part || !note.empty()) return success();
  return refused("agent_elsewhere", "elector_part", elector_part,
                 {"an agent is an elector of the same part; of another part of the segment only with a note why",
                  "एजेंट उसी भाग का निर्वाचक होता है; विधान सभा के दूसरे भाग का हो तो कारण लिखें"});
}

Error coverage_error(const CoverageFault& fault, const operations::Unit* other) {
  const std::string place = format_places({&fault.place, 1});
  const Bilingual shown = describe_places({&fault.place, 1});
  const bool foreign = fault.kind == CoverageFault::Kind::foreign;
  const Bilingual unit = other == nullptr ? Bilingual{"another unit", "किसी दूसरी इकाई"} : other->name;
  const std::string en(in_language(unit, Language::english));
  const std::string hi(in_language(unit, Language::hindi));
  return refused(
      foreign ? "place_foreign" : "place_taken", "places", place,
      foreign ? Bilingual{shown.en + " lies outside what is covered above, by " + en,
                          shown.hi + " ऊपर की इकाई (" + hi + ") के क्षेत्र से बाहर है"}
              : Bilingual{shown.en + " is covered by " + en + " already", shown.hi + " पहले से " + hi + " के पास है"},
      ErrorKind::conflict);
}

}  // namespace boothwise::services
