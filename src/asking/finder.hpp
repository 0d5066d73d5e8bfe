#pragma once

#include "asking/evidence.hpp"
#include "asking/figure_parts.hpp"

#include <set>

/// How evidence is found; shared by its sources alone.
namespace boothwise::asking {

/// What a claim says of a number.
struct Assertion {
  enum class Kind : std::uint8_t { nothing, equal, less, more, between, none, all, up, down };
  Kind kind = Kind::nothing;
  double value = 0;
  double upper = 0;
  Unit unit = Unit::none;
  Unit of = Unit::none;  ///< what is counted, of an amount without a unit
  bool is_part = false;  ///< in words: half, one in three
};

struct Judged {
  Bearing bearing = Bearing::cannot_tell;
  Bilingual why;
};

/// Finds what bears on one claim: reads its words, proposes measures, weighs their figures.
class Finder {
 public:
  Finder(const Reading& reading, Figures& figures, const Claim& claim)
      : reading_(reading), figures_(figures), claim_(claim) {}
  Result<std::vector<Evidence>> find(std::size_t most);

 private:
  struct Proposal {
    Reference reference;
    double fit = 0;
    bool by_scheme = false;  ///< a survey's outcome, proposed because a scheme was named
  };
  [[nodiscard]] const std::vector<Mention>& mentions() const { return reading_.mentions; }
  [[nodiscard]] std::set<std::string> ids(WordKind kind) const;
  void read_words();
  /// "X beat Y", "X ने Y को हराया": of whom the claim is, and that they won; "X was beaten": that they lost.
  void read_who_beat();
  [[nodiscard]] bool is_passive() const;
  /// A mention's first word; empty for words of comparison, in which से is no "by".
  [[nodiscard]] std::string plain_at(std::size_t mention) const;
  /// "not even fifty", "पचास भी नहीं": less than the amount.
  [[nodiscard]] bool is_not_even(const Amount& amount) const;
  void find_election();
  /// Whose name stands in the claim, among the candidates of the places that it names.
  Status find_person();
  /// The amount that the claim names, or its trend, or its "none" and "all".
  void find_assertion();
  void propose(Measure measure, double fit, const std::string& item = {});
  /// A statistic in the same clause as a scheme: the claim is of the scheme, and how people live does not settle it.
  [[nodiscard]] bool is_beside_scheme(const std::string& statistic) const;
  /// From words to measures. The fits are weights of how much a word says of what is claimed.
  void propose_topics();
  void propose_verdicts(double named, double told_by, double beside, bool about_more);
  /// A seat or segment is named, and the claim is of no list of them.
  [[nodiscard]] bool has_one_contest() const;
  /// Answers of released tables whose words stand in the claim.
  Status propose_released();
  /// Levels at which a measure is told, best first.
  [[nodiscard]] std::vector<AreaLevel> levels_of(const Reference& reference) const;
  [[nodiscard]] std::vector<Area> areas_of(const Reference& reference) const;
  Status weigh(const Proposal& proposal, std::vector<Evidence>& list);
  void set_since(Reference& reference);
  /// The round of a survey that the claim's year is of.
  void set_year(Reference& reference);
  /// "Everybody has", "nobody has" of a state whose figures are by district: the district that goes furthest against
  /// it.
  Status weigh_by_district(const Proposal& proposal, std::vector<Evidence>& list);
  Status add(const Proposal& proposal, const Reference& reference, std::vector<Evidence>& list);
  /// What no figure can settle, and figures that are of another thing than the claim.
  [[nodiscard]] std::optional<Bilingual> cannot_settle(const Proposal& proposal, const Figure& figure) const;
  /// By the claim's "without" and "not", too.
  [[nodiscard]] Judged judge(const Figure& figure) const;
  [[nodiscard]] Judged judge_plainly(const Figure& figure) const;
  /// Against the amount that the claim names.
  [[nodiscard]] Judged judge_amount(const Figure& figure) const;
  static double rounding_of(double value, bool fraction);
  /// The claim names a year after the figure's own.
  [[nodiscard]] bool is_later_than(const Figure& figure) const;
  /// A vote share that the claim does not name.
  [[nodiscard]] bool is_by_the_way(const Figure& figure) const;
  /// The district that a seat or segment lies in, or that has its name; what is told by district is told of it.
  [[nodiscard]] std::optional<Area> district_around(const Area& area) const;
  [[nodiscard]] bool fits_unit(const Figure& figure) const;
  [[nodiscard]] static double slack(const Figure& figure);
  /// The ends of what the figure can be. A lead is compared by how far it is: "lost by 5,000".
  static double lowest(const Figure& figure);
  static double highest(const Figure& figure);
  static bool is_lead(const Figure& figure);
  [[nodiscard]] Judged compare(const Figure& figure, bool holds, bool fails) const;
  [[nodiscard]] Judged judge_change(const Figure& figure) const;
  [[nodiscard]] Judged judge_verdict(const Figure& figure) const;
  [[nodiscard]] Judged judge_winner(const Figure& figure) const;
  const Reading& reading_;
  Figures& figures_;
  const Claim& claim_;
  std::vector<Amount> amounts_;
  std::set<std::int32_t> years_;
  std::set<Measure> measures_;
  std::set<std::string> levels_, sides_, verdicts_;
  std::optional<House> house_;
  std::string election_, since_;
  bool election_named_ = false;
  bool by_margin_ = false;    ///< the amount of votes is how far one was ahead
  bool without_ = false;      ///< the claim is of those who have it not
  bool perhaps_not_ = false;  ///< a "not" stands beside an amount: of which of the two it is, is not sure
  bool beyond_ = false;       ///< what no count settles, or what is to come
  std::set<std::string> who_, statistics_;
  std::optional<Area> person_area_;
  Assertion said_;
  Assertion::Kind trend_ = Assertion::Kind::nothing;
  std::vector<Proposal> proposals_;
};

}  // namespace boothwise::asking
