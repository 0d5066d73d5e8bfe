#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"

/// What people are asked for, and what they may be asked for (rules R2 and R3). One switch a purpose.
namespace boothwise {

enum class Purpose : std::uint8_t {
  schemes,    ///< which schemes reach the household, and what goes wrong with them
  contact,    ///< being called or visited again
  call_back,  ///< being called back about one matter; erased after 30 days (R22)
  roll_help,  ///< help with the electoral roll
  training,   ///< what a trainee says of a session
  community,  ///< protected: the community she names herself
  economic    ///< protected: the household's means
};
constexpr std::size_t purposes_count = static_cast<std::size_t>(Purpose::economic) + 1;

/// Codes as forms and ledgers have them: "schemes". Views live for ever.
std::string_view code_of(Purpose purpose);
std::optional<Purpose> purpose_named(std::string_view code);
/// In words for a receipt.
const Bilingual& words_of(Purpose purpose);
/// True for what leaves the system only as protected aggregates (R16), and is stored without a way to a person (R15).
bool is_protected(Purpose purpose);
/// Days after which answers are erased whoever asks; nothing for those that last until the campaign ends (R40).
std::optional<std::int64_t> days_kept(Purpose purpose);

}  // namespace boothwise
