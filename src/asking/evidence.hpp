#pragma once

#include "asking/reading.hpp"

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

/// The evidence finder: from a claim's words, places, times and schemes to the figures that bear on it, and whether
/// they support it, contradict it or cannot tell. How it decides: docs/definitions.md#evidence.
namespace boothwise::asking {

struct Claim {
  std::string text;           ///< at most 3,000 bytes are read
  std::vector<Area> areas{};  ///< that somebody chose, besides those named in the text
  std::string side{};         ///< "we"; empty: the election's largest
  bool to_refute = true;      ///< the wished answer is that the claim is wrong: what supports it is shown first
};

/// Body: `text`, `areas` ("seat:64"), `side`, `wish` (`refute` or `support`). Errors: `body_malformed`,
/// `reference_malformed`.
Result<Claim> read_claim(std::string_view body);

enum class Bearing : std::uint8_t { supports, contradicts, cannot_tell };
std::string_view name_of(Bearing bearing);
Bilingual title_of(Bearing bearing);

struct Evidence {
  Reference reference;
  std::optional<Figure> figure;  ///< nothing where it is not here; `why` says what is missing
  Bearing bearing = Bearing::cannot_tell;
  Bilingual why;
  double fit = 0;  ///< how well the measure fits the claim's words; comparable within one claim
  bool against_wish = false;
};

/// What bears on the claim, against the wished answer first, then by fit; at most `most`. Never a protected number
/// below its floor, nor one that the desk's asker may not see. Errors: `warehouse_failed`, those of our tables.
Result<std::vector<Evidence>> evidence_for(const Lexicon& lexicon, Figures& figures, const Claim& claim,
                                           std::size_t most = 8);

/// Shape: docs/api.md#evidence.
boost::json::object evidence_json(const std::vector<Evidence>& list);

}  // namespace boothwise::asking
