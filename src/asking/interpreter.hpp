#pragma once

#include "asking/figure_parts.hpp"
#include "asking/question.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <utility>

/// How a question is read; shared by its sources alone.
namespace boothwise::asking {

Error not_understood(Bilingual why, std::string_view words = {}, std::vector<std::string> choices = {});
/// By its ending: seats, सीटें, बूथों.
bool is_plural(std::string_view word);

/// Reads one question; each step takes the mentions that it understands, and what is left at the end is not understood.
class Interpreter {
 public:
  Interpreter(const Lexicon& lexicon, const Reading& reading, Figures& figures, const QuestionDefaults& defaults)
      : lexicon_(lexicon),
        reading_(reading),
        figures_(figures),
        defaults_(defaults),
        taken_(reading.mentions.size(), false) {}

  Result<Question> read();

 private:
  using Mentions = std::vector<Mention>;
  [[nodiscard]] const Mentions& mentions() const { return reading_.mentions; }
  /// The first mention of a kind that nobody took.
  std::optional<std::size_t> first(WordKind kind, std::string_view id = {}) const;
  bool take(WordKind kind, std::string_view id = {});
  void take_from(std::size_t first_mention, std::size_t last_mention);
  [[nodiscard]] bool wants(Measure measure) const { return measures_.contains(measure); }
  void find_numbers();
  void find_measure();
  /// "seat 64", "booth 112", "विधानसभा 322": numbers of places; else a level is a qualifier of a place beside it, or
  /// what a list is of.
  Status find_levels();
  /// "किस विधानसभा में सबसे ज़्यादा": the house's name for its constituencies.
  [[nodiscard]] bool is_asked_for(std::size_t house) const;
  static const Meaning* place_of_level(const Mention& mention, AreaLevel level);
  Status find_elections();
  void find_sides();
  /// Words that nobody taught us, beside each other: perhaps a candidate's name.
  void find_person();
  /// Whose name it is, among those who stood there then.
  Status decide_person();
  /// "सपा-बसपा", "SP and BSP together": one side where they stood together, as the list of alliances has it.
  Status join_sides();
  [[nodiscard]] bool is_party(std::string_view code) const;
  [[nodiscard]] bool has_side() const { return we_ || !sides_.empty() || person_.has_value(); }
  Status decide_measure();
  Status decide_topic();
  /// Literacy of women is a figure of its own; "without" takes what a share leaves of a hundred.
  void decide_statistic();
  /// A word of counts of schemes without a scheme: households are counted by themselves.
  Status decide_count();
  /// "between 2014 and 2019" are two elections, not a bound.
  void find_span();
  /// Won and lost: seats, booths, or how one place went.
  Status decide_verdict();
  /// Words that only say again what another one says.
  void forget(std::initializer_list<Measure> said_already);
  /// Won and lost are somebody's: asked back where nobody is named.
  static Status whose();
  /// Whether one of some words stands in the question.
  [[nodiscard]] bool is_said(std::initializer_list<std::string_view> words) const;
  [[nodiscard]] Status no_measure_left() const;
  [[nodiscard]] Status one_measure() const;
  /// A general election of a year, of the house that was named, else the only one of that year.
  Result<std::string> election_in(std::int32_t year, std::size_t mention) const;
  Status decide_elections();
  /// Swings are kept from one election to the next alone.
  [[nodiscard]] Status check_swing(const std::vector<std::string>& asked) const;
  Result<std::string> election_without_year();
  /// Years of surveys, revisions of rolls, days of counts.
  Status decide_other_time();
  /// Which level a name means that several places have, best first.
  [[nodiscard]] std::vector<AreaLevel> level_order() const;
  Status find_areas();
  /// A booth's number stands beside its segment's.
  Status add_numbered();
  /// What the asked election's seats are: its own contests.
  [[nodiscard]] AreaLevel contest_level() const;
  /// "Where is it lowest?": of what is told by district, districts; of what is won and lost, seats.
  void decide_where();
  static bool is_wide(const Area& area) { return area.level <= AreaLevel::district; }
  Status decide_list();
  Status find_order();
  Status find_bound();
  /// The bound's unit decides between votes and points, and must be the measure's.
  Status fit_unit(const Bound& bound);
  /// Booth sheets are of some elections and places only: without a year, the election with the sheets of most of the
  /// place's segments, the latest of equals.
  Status decide_booth_election();
  Status decide_sides();
  void take_what_says_nothing();
  Status nothing_left();

  const Lexicon& lexicon_;
  const Reading& reading_;
  Figures& figures_;
  const QuestionDefaults& defaults_;
  std::vector<bool> taken_;
  Question question_;
  std::vector<Amount> amounts_;
  std::vector<std::pair<std::size_t, std::int32_t>> years_;  // mention, year
  std::string survey_years_;
  std::set<Measure> measures_;
  std::vector<std::string> schemes_, statistics_, bases_, sides_;
  std::optional<SeatGroup> group_;
  Verdict verdict_ = Verdict::any;
  bool contradiction_ = false;
  bool many_ = false;
  bool we_ = false;
  bool share_ = false;
  bool together_ = false;                                      // parties are named as one side
  std::optional<std::pair<std::size_t, std::size_t>> person_;  // mentions
  std::optional<AreaLevel> each_;
  std::map<std::size_t, AreaLevel> qualified_;  // mention of a place
  std::vector<std::pair<AreaLevel, std::string>> numbered_;
  std::vector<Area> areas_;
  std::optional<House> house_;
  bool by_election_ = false;
  bool previous_ = false;
  bool latest_ = false;
  std::string trend_;
};

}  // namespace boothwise::asking
