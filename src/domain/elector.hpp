#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "domain/places.hpp"

namespace boothwise {

// Terms of the electoral roll. Codes are those that rolls print; docs/formats.md#rolls.

/// Whose name stands beside an elector's: F, M, H, W, O, G.
enum class RelationType : std::uint8_t { father, mother, husband, wife, other, guru };

/// M, F, T.
enum class Gender : std::uint8_t { male, female, third };

/// Why an entry was struck: E, S, R, Q, M.
enum class DeletionReason : std::uint8_t { expired, shifted, repeated, disqualified, missing };

/// What a row of a supplement does.
enum class SupplementList : std::uint8_t { addition, deletion, correction };

/// A code, or a Hindi or English word for it, in any case. Nothing if it is none.
std::optional<RelationType> parse_relation(std::string_view text);
std::optional<Gender> parse_gender(std::string_view text);
std::optional<DeletionReason> parse_deletion_reason(std::string_view text);
std::optional<SupplementList> parse_supplement_list(std::string_view text);

/// The code: `F`; for a list the word `addition`. Views live for ever.
std::string_view code_of(RelationType type);
std::string_view code_of(Gender gender);
std::string_view code_of(DeletionReason reason);
std::string_view code_of(SupplementList list);

Bilingual name_of(Gender gender);
Bilingual name_of(DeletionReason reason);

/// Where an entry stands: good in one publication only (docs/formats.md#rolls).
struct EntryAddress {
  std::string revision;
  AcNo ac;
  std::int32_t part = 0;
  std::int64_t serial = 0;
  friend auto operator<=>(const EntryAddress&, const EntryAddress&) = default;
};
/// "2026/12/3/45": revision, AC, part, serial number.
std::string to_string(const EntryAddress& address);
/// Nothing if it is none.
std::optional<EntryAddress> parse_entry_address(std::string_view text);

/// Youngest age of an elector (Constitution, article 326), and the greatest that is believed.
constexpr std::int64_t age_least = 18;
constexpr std::int64_t age_most = 120;

/// An EPIC number as rolls print it: without spaces, letters as capitals.
std::string normal_epic(std::string_view text);

/// For all eyes but those of the part's own agent: `ZZD****492`; nothing of it where it is too short for that.
std::string masked_epic(std::string_view epic);

/// Bands of ages for tables: 18–19, 20–29, … 70–79, 80 and above.
struct AgeBand {
  std::int64_t first = 0;
  std::int64_t last = 0;  ///< inclusive
  Bilingual name;
};
constexpr std::size_t age_bands = 8;
const std::array<AgeBand, age_bands>& all_age_bands();
/// The band of an age; the first for those below it, the last for those above.
std::size_t age_band_of(std::int64_t age);

}  // namespace boothwise
