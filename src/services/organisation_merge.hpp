#pragma once

#include "operations/booth_agents.hpp"
#include "operations/people.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/organisation_catalogue.hpp"
#include "services/organisation_rows.hpp"

/// Rows of files laid over the organisation that is there, in a transaction that sees all rows: first everything is
/// worked out in memory and checked by the rules of single changes, then only differences are written.
namespace boothwise::services {

struct MergeCounts {
  std::int64_t rows = 0, added = 0, changed = 0, unchanged = 0;
};

/// What a merge needs to know of the world.
struct MergeSetting {
  const OrganisationCatalogue& catalogue;
  const Places& places;
  std::string today;
  bool synthetic = false;
  operations::NotedBy noted{};
};

/// So many rows are written between two looks at whether to stop.
inline constexpr std::size_t batch_of_rows = 4096;

/// Reports how far the writing is, in the last three fifths of an import, each `batch_of_rows`. Errors: `stopped`.
Status step(Progress& progress, std::size_t done, std::size_t all, const Bilingual& what);

/// Writes what is wanted by some thousands at a time, with `write`, telling how far it is. Errors: those of step and
/// `write`.
template <typename Thing, typename Write>
Status in_batches(std::span<const Thing> things, Progress& progress, const Bilingual& what, Write write) {
  for (std::size_t done = 0; done < things.size(); done += batch_of_rows) {
    BOOTHWISE_CHECK(step(progress, done, things.size(), what));
    BOOTHWISE_CHECK(write(things.subspan(done, std::min(batch_of_rows, things.size() - done))));
  }
  return success();
}

/// The units.
class UnitMerge {
 public:
  struct Node {
    operations::Unit unit;
    std::vector<CoveredPlace> places;  ///< in order
    std::string folded;
    std::optional<std::size_t> above{};
    std::optional<RowPlace> row{};       ///< the row that speaks of it
    std::optional<std::size_t> bound{};  ///< the nearest above that names places
    operations::UnitId former_parent = 0;
    std::vector<CoveredPlace> former_places;
    bool added = false, renamed = false, moved = false, places_changed = false;
  };

  static Result<UnitMerge> load(operations::Store& inside, const MergeSetting& setting);
  /// Refuses rows that break a rule.
  Status take(operations::Store& inside, OrganisationRows& rows);
  /// `headed`: units whose head is held. REQUIRES: no row was refused.
  Status write(operations::Store& inside, const std::set<operations::UnitId>& headed, Progress& progress);

  [[nodiscard]] const MergeCounts& counts() const { return counts_; }
  [[nodiscard]] const Node* find(const std::string& code) const;
  [[nodiscard]] const Node* find(operations::UnitId unit) const;
  /// The lowest unit that covers a part; null where none does.
  [[nodiscard]] const Node* lowest_holder(const CoveredPlace& part) const;
  /// Whether any place changed hands.
  [[nodiscard]] bool coverage_changed() const { return coverage_changed_; }

 private:
  explicit UnitMerge(const MergeSetting& setting) : setting_(setting) {}
  void take_row(OrganisationRows& rows, const UnitRow& row);
  void resolve_parent(OrganisationRows& rows, const UnitRow& row, std::size_t at);
  void order_nodes(OrganisationRows& rows);
  Status set_paths(operations::Store& inside);
  Status write_added(operations::Store& inside, const std::set<operations::UnitId>& headed, Progress& progress);
  Status write_places(operations::Store& inside, Progress& progress) const;
  Status check_coverage(OrganisationRows& rows);
  void index_places();

  const MergeSetting& setting_;
  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> by_code_;
  std::unordered_map<operations::UnitId, std::size_t> by_id_;
  std::vector<std::size_t> order_;  // each behind the one above it
  std::map<CoveredPlace, std::vector<std::size_t>> holders_;
  std::map<std::int32_t, std::vector<std::size_t>> part_holders_;  // by segment
  MergeCounts counts_;
  bool coverage_changed_ = false;
  bool new_top_ = false;
};

/// People, what they hold, and agents.
class PeopleMerge {
 public:
  static Result<PeopleMerge> load(operations::Store& inside, const MergeSetting& setting, const UnitMerge& units);
  /// Refuses rows that break a rule.
  void take(OrganisationRows& rows);
  /// REQUIRES: units are written, no row was refused.
  Status write(operations::Store& inside, Progress& progress);
  /// Units whose head is held when all is written.
  [[nodiscard]] std::set<operations::UnitId> headed() const;

  [[nodiscard]] const MergeCounts& people() const { return people_counts_; }
  [[nodiscard]] const MergeCounts& posts() const { return post_counts_; }
  [[nodiscard]] const MergeCounts& agents() const { return agent_counts_; }

 private:
  struct Someone {
    operations::OrganisationPerson person;
    bool added = false, changed = false;
    bool spoken_of = false;  ///< a row of these files was about her
  };
  PeopleMerge(const MergeSetting& setting, const UnitMerge& units) : setting_(setting), units_(units) {}
  /// The person that a row is about, found or taken in; nothing where the row was refused. `belongs`: the row says
  /// where she belongs.
  std::optional<std::size_t> someone(OrganisationRows& rows, const ContactRow& who, const UnitMerge::Node& unit,
                                     bool belongs);
  std::optional<std::size_t> found(const ContactRow& who, operations::UnitId unit) const;
  void lay_over(Someone& one, const ContactRow& who, const UnitMerge::Node& unit, bool belongs);
  void take_post(OrganisationRows& rows, const PersonRow& row, const UnitMerge::Node& unit, std::size_t person);
  void take_agent(OrganisationRows& rows, const AgentRow& row);
  void end_if_said(const PersonRow& row, operations::HeldPost& held);
  Status write_people(operations::Store& inside, Progress& progress) const;
  Status write_posts(operations::Store& inside, Progress& progress) const;
  Status write_agents(operations::Store& inside, Progress& progress) const;

  using UnitPost = std::pair<operations::UnitId, std::string>;
  const MergeSetting& setting_;
  const UnitMerge& units_;
  std::vector<Someone> people_;
  std::unordered_map<std::string, std::size_t> by_phone_;
  std::map<std::pair<operations::UnitId, std::string>, std::size_t> by_name_;  // of a unit
  std::map<UnitPost, std::vector<operations::HeldPost>> held_;
  std::vector<operations::HeldPost> new_posts_, ended_posts_;
  std::map<std::pair<std::int32_t, std::string>, operations::BoothAgent> open_agents_;  // by segment and part
  std::vector<operations::BoothAgent> new_agents_;
  MergeCounts people_counts_, post_counts_, agent_counts_;
};

}  // namespace boothwise::services
