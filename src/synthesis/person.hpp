#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/elector.hpp"
#include "domain/places.hpp"
#include "synthesis/vocabulary.hpp"

namespace boothwise::synthesis {

/// Who a made-up person is, in every roll and file of one state: segment, household, member.
using EntityId = std::uint64_t;
constexpr std::uint32_t members_most = 12;  ///< of a household
constexpr std::uint32_t households_most = 1U << 22U;
constexpr EntityId entity_id(AcNo ac, std::uint32_t household, std::uint32_t member) {
  return (static_cast<EntityId>(ac.value) << 26U) | (static_cast<EntityId>(household) << 4U) | member;
}
constexpr AcNo ac_of(EntityId entity) { return AcNo(static_cast<std::int32_t>(entity >> 26U)); }
constexpr std::uint32_t household_of(EntityId entity) { return (entity >> 4U) & (households_most - 1); }
constexpr std::uint32_t member_of(EntityId entity) { return entity & 15U; }

/// What became of a person between the two rolls.
enum class Fate : std::uint8_t {
  stays,    ///< at the same house
  moves,    ///< to another house of the segment; a woman who marries, with her husband's name beside hers
  crosses,  ///< to another segment that is made up too
  leaves,   ///< to where nothing is made up
  dies,
  arrives,  ///< came from outside between the rolls
  ended     ///< was on the earlier roll only to be struck in its own supplement
};
std::string_view code_of(Fate fate);

/// One made-up person. Ages are in whole years on the earlier qualifying date.
struct Person {
  EntityId entity = 0;
  Name name, later_name;          ///< a married woman's second word may be another
  Name relation, later_relation;  ///< whose name stands beside
  std::uint32_t household = 0;
  std::uint32_t to_household = 0;  ///< of those who move: in this segment, or in the one they cross to
  std::int8_t age = 0;
  std::int8_t stated_age = 0;  ///< as registered, perhaps rounded to 5
  Gender gender = Gender::male;
  RelationType relation_type = RelationType::father;
  RelationType later_relation_type = RelationType::father;
  Fate fate = Fate::stays;
  bool listed = false;        ///< on the earlier roll
  bool registers = false;     ///< on the later roll, if there
  bool again_across = false;  ///< also registered in another segment
};

/// How a household is tied to another segment, told without making its people.
struct Crossing {
  enum class Kind : std::uint8_t { none, all, one, again };
  static constexpr std::size_t outside = static_cast<std::size_t>(-1);
  Kind kind = Kind::none;
  std::size_t segment = outside;  ///< place in the state's list of the one they go to; `outside` what is made up
  std::uint64_t key = 0;          ///< which house there
};

/// Makes households, each from its own random stream: the same people whoever asks and in whatever order. Thread-safe.
class HouseholdMaker {
 public:
  /// `segments`: how many the state has. Both references must outlive it.
  HouseholdMaker(const Vocabulary& vocabulary, const Settings& settings, std::size_t segments);

  /// `segment`: place of the household's own segment in the state's list.
  [[nodiscard]] Crossing crossing(AcNo ac, std::size_t segment, std::uint32_t household) const;
  /// Appends the household's people; `households` is the number in its segment. Those under 18 on both dates are not
  /// made.
  void make(AcNo ac, std::uint32_t household, std::uint32_t households, const Crossing& crossing,
            std::vector<Person>& people) const;

  /// Electors on the later roll that a household brings on average, with the settings as they are by default.
  static constexpr double electors_each = 3.01;

 private:
  friend class HouseholdInTheMaking;
  [[nodiscard]] double over_years(double a_year) const;

  const Vocabulary& vocabulary_;
  const Settings& settings_;
  std::size_t segments_;
  RandomStream random_;
  DrawTable head_ages_;
  std::array<double, 128> death_{};  // by age, until the later date
  double moves_, person_moves_, crosses_, leaves_, marries_, receives_;
};

}  // namespace boothwise::synthesis
