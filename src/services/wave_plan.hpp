#pragma once

#include "privacy/accounting.hpp"
#include "privacy/categories.hpp"
#include "privacy/suppression.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/json_body.hpp"

namespace boothwise::services {

/// An answer that can be given, and up to where it stands by itself: at the levels below it is counted as "others".
struct PlannedAnswer {
  std::string code;
  Bilingual title;
  privacy::Level down_to = privacy::Level::booth;
  std::int64_t least = 0;  ///< of a counted question: from so many things on
};

/// A question of a wave, with one answer a receipt.
struct PlannedQuestion {
  std::string code;  ///< also the name of its node in the form
  Bilingual title;
  std::string purpose;  ///< community, economic
  std::string consent;  ///< the node that must say "yes" for the answer to count
  privacy::RiskClass risk = privacy::RiskClass::fine;
  privacy::LevelWeights weights{};  ///< of the wave's budget; 0: no table at that level
  std::string
      counts;  ///< a node of which the things named are counted, in bands; empty: the node of `code` is the answer
  std::vector<PlannedAnswer> answers;

  /// The answers as the kernel takes them. REQUIRES: a plan that was read. `number`: the question's, from 1.
  [[nodiscard]] privacy::CategorySet category_set(std::uint32_t number) const;
  /// What a group is called at a level: its answer, or "others".
  [[nodiscard]] PlannedAnswer group(privacy::Level level, std::size_t group) const;
};

/// What a period of asking is about (docs/formats.md#wave-plan): fixed before anybody is asked.
struct WavePlan {
  std::string code;
  Bilingual title;
  Day first;
  Day last;
  std::vector<PlannedQuestion> questions;
  privacy::Floors floors;
  bool synthetic = false;
};

/// Errors, each with the field: `body_malformed`, `date_malformed`, `wave_malformed` (days turned, a code used twice,
/// "prefer_not_to_say" not first (R14), another purpose), `set_too_fine` (a fine set below the segment, R19),
/// `merge_malformed`, `floor_lowered`, and those of privacy::BudgetPlan::of.
Result<WavePlan> read_wave_plan(const JsonBody& body);
Result<WavePlan> parse_wave_plan(std::string_view text, const std::string& name);
/// As it is read.
boost::json::object plan_json(const WavePlan& plan);

/// "district", "segment", "shakti_kendra", "booth".
std::string_view name_of_level(privacy::Level level);
/// What the wave's questions cost. REQUIRES: a plan that was read.
privacy::BudgetPlan budget_of(const WavePlan& plan);

/// The code of the answer that everybody may give and that stands first.
inline constexpr std::string_view prefer_not_to_say = "prefer_not_to_say";

}  // namespace boothwise::services
