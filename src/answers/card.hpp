#pragma once

#include "answers/lint.hpp"

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "services/json_body.hpp"

/// An answer card: what the data say of a claim, in words whose numbers are live references with a copy taken at the
/// time (rule R31). docs/formats.md#answer-cards has its JSON.
namespace boothwise::answers {

enum class Verdict : std::uint8_t { none, supported, contradicted, partly, cannot_tell };
/// "supported", …; empty for none.
std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);
/// "The data support this claim", …
Bilingual title_of(Verdict verdict);
/// 1 (contradicted) to 5 (supported) for ClaimReview; nothing where the data cannot tell.
std::optional<int> rating_of(Verdict verdict);

/// Evaluates a reference against the present data; gives docs/api.md's Figure. Errors: why there is no such number.
using LiveFigures = std::function<Result<boost::json::object>(const std::string& reference)>;

struct CardFigure {
  std::string reference;
  std::string stance;         ///< what it says of the claim: supports, contradicts, or empty
  boost::json::object taken;  ///< the figure as it was; empty where it could not be taken
  std::string taken_at;       ///< UTC; empty likewise
};

/// Where an answer is paid for or printed (rule R33; RPA 1951 s. 127A).
struct Imprint {
  bool paid = false;
  std::string certificate;  ///< of the media certification committee (MCMC)
  bool printed = false;
  std::string printer;
  std::string publisher;
  std::int64_t copies = 0;
  bool made_media = false;  ///< holds pictures or sound that a program made
  std::string media_label;
};

struct Card {
  Verdict verdict = Verdict::none;
  Bilingual headline;
  Bilingual text;
  Bilingual limits;  ///< what speaks against it, and what the data cannot tell
  std::vector<CardFigure> figures;
  std::string attack_reason;  ///< why words about a person stand all the same
  Imprint imprint;
};

/// What must be ticked by the writer, and again by the second person: sources, limits, kinds, persons, labels (R31 to
/// R33).
struct ChecklistItem {
  std::string_view code;
  std::string_view en;
  std::string_view hi;
};
const std::vector<ChecklistItem>& checklist();
/// The items that are missing in `ticked`, as findings that stop.
std::vector<Finding> open_items(const std::vector<std::string>& ticked);

boost::json::object card_json(const Card& card);
/// Of what the store keeps. REQUIRES: card_json's text.
Card card_from(std::string_view text);

/// What a body says of a card: {verdict, headline_hi, headline_en, text_hi, text_en, limits_hi, limits_en, figures:
/// [{reference, stance, take_anew}], attack_reason, imprint}. Figures keep the copies that `before` has of them, unless
/// `take_anew`; new ones are taken by `live`, and stay without a copy where that fails. Errors: `body_malformed`.
Result<Card> read_card(const services::JsonBody& body, const Card& before, const LiveFigures& live,
                       const std::string& now);

/// All that is to be said of a card against a claim's text, in the order of its fields. Every figure is evaluated
/// again: `figure_broken`, `figure_changed`.
std::vector<Finding> check_card(const Card& card, std::string_view claim, const WordLists& lists,
                                const LiveFigures& live);
/// True where nothing stops it, and what asks for a reason has one.
bool may_go_on(const std::vector<Finding>& findings, const Card& card);
boost::json::array findings_json(const std::vector<Finding>& findings);

/// What the data say otherwise than when the figures were taken: [{figure, reference, title, from, to, problem}]; empty
/// where nothing.
boost::json::array changes_of(const Card& card, const LiveFigures& live);

/// A text with its figures in place: "48.3 % [1]"; survey estimates with their kind and interval. REQUIRES: pieces_of
/// reads it; a figure that is not there is "[?]".
std::string filled(std::string_view text, const Card& card, Language language);
/// A figure's value with kind and interval: "48.3 % (survey estimate, 44.0 – 52.0)".
std::string value_with_kind(const CardFigure& figure, Language language);
/// A text in both languages of a figure's copy, such as "title"; empty where it is not there.
Bilingual text_of(const boost::json::object& figure, std::string_view field);
bool is_synthetic(const Card& card);

}  // namespace boothwise::answers
