#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "synthesis/segment.hpp"

namespace boothwise::synthesis {

/// An entry as a roll prints it. Texts live until the next row.
struct RollRow {
  std::int32_t part_no = 0;
  std::int32_t serial_no = 0;
  std::int32_t section_no = 0;
  std::string_view section_name;
  std::string_view name;
  RelationType relation_type = RelationType::father;
  std::string_view relation_name;  ///< may be missing
  std::string_view house_no;       ///< may be missing
  std::string_view epic_no;        ///< may be missing
  std::int32_t age = 0;
  Gender gender = Gender::male;
  // Of a supplement; a deletion has only these beside part and serial number.
  std::int32_t supplement_no = 0;  ///< 0: mother roll
  SupplementList list = SupplementList::addition;
  DeletionReason reason = DeletionReason::expired;
  const Entry* entry = nullptr;
  const Person* person = nullptr;
};
using TakeRow = std::function<Status(const RollRow&)>;

/// A part's summary sheet: the roll as it stands after its supplements.
struct PartSummary {
  std::int64_t male = 0, female = 0, third = 0;
  std::int32_t last_serial = 0;
  std::int64_t additions = 0, deletions = 0, corrections = 0;

  [[nodiscard]] std::int64_t electors() const { return male + female + third; }
};
PartSummary summary_of(const Segment& segment, Roll which, const PartOfRoll& part);

/// An answer of the field survey: Latin, by ear, without EPIC number.
struct SurveyRow {
  std::string_view name;
  RelationType relation_type = RelationType::father;
  std::string_view relation_name;  ///< often missing
  std::string_view house_no;       ///< may be missing
  std::string_view locality;
  std::int32_t age = 0;
  Gender gender = Gender::male;
  const Person* person = nullptr;
};

/// Writes a segment's entries as clerks do, with their errors: the same text for an entry whatever else is written.
/// Used by one thread. All references must outlive it.
class Scribe {
 public:
  Scribe(const Vocabulary& vocabulary, const State& state, const Segment& segment);

  /// The mother roll's rows of a part by serial number. Errors: those of `take`, which end it.
  Status mother_roll(Roll which, const PartOfRoll& part, const TakeRow& take);
  /// Rows of its supplements by supplement and serial number.
  Status supplements(Roll which, const PartOfRoll& part, const TakeRow& take);
  /// Those of a part's electors, where they live, whom the survey met.
  Status survey(const PartOfRoll& part, const std::function<Status(const SurveyRow&)>& take);

 private:
  struct Hand;  // how an entry is written
  void begin_part(const PartOfRoll& part);
  void place(const PartOfRoll& part, const Entry& entry);
  void write(Roll which, const PartOfRoll& part, const Entry& entry, bool corrected);
  void write_name(std::string& text, const Name& name, Hand& hand) const;
  std::string_view written(WordNo word, Hand& hand) const;
  void write_relation(const Name& name, Hand& hand);
  void write_house(std::uint32_t household, Hand& hand);
  void write_epic(Roll which, const Entry& entry, Hand& hand);
  std::int32_t age_of(const Person& person, Roll which, Hand& hand) const;
  Status deletion(std::int32_t serial, const Entry& entry, const TakeRow& take);

  const Vocabulary& vocabulary_;
  const State& state_;
  const Segment& segment_;
  EpicSeries epics_;
  RandomStream random_;
  RollRow row_;
  std::string name_, relation_, house_, section_;
  char epic_[EpicSeries::length] = {};
};

}  // namespace boothwise::synthesis
