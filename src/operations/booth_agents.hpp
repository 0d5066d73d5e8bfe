#pragma once

#include "operations/people.hpp"
#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"

/// Booth level agents: one a part at a time. Every function's errors: `operations_failed`, and those named.
namespace boothwise::operations {

struct BoothAgent {
  std::string id;
  std::string person;
  UnitPath path;  ///< of the lowest unit that covers the part
  AcNo ac;
  std::string part;
  std::string elector_part;  ///< where the agent is an elector
  std::optional<std::int64_t> elector_serial{};
  std::string bla1_by;  ///< whom form BLA-1 authorised to appoint
  std::string bla2_on;  ///< day of form BLA-2
  std::string note;     ///< why an elector of another part of the segment; else empty
  std::string from_day;
  std::string to_day;  ///< empty while appointed
  std::string person_name{};
};

/// Errors: `operations_taken` where the part has an agent.
Status add_agent(Store& inside, const BoothAgent& agent, const NotedBy& noted);
/// The same for many. Errors: likewise; the value is segment and part of the first that failed: `12/34`.
Status add_agents(Store& inside, std::span<const BoothAgent> agents, const NotedBy& noted);
/// Errors: `agent_ended`.
Status end_agent(Store& inside, const std::string& agent, const std::string& day);
Status set_agent_path(Store& inside, const std::string& agent, const UnitPath& path);

Result<std::optional<BoothAgent>> agent_by_id(Store& store, const std::string& agent);
/// Of all times, newest first.
Result<std::vector<BoothAgent>> agents_of_part(Store& store, AcNo ac, const std::string& part);
Result<std::vector<BoothAgent>> agents_of_person(Store& store, const std::string& person);
/// Of all times, without names.
Result<std::vector<BoothAgent>> all_agents(Store& store);
/// Present ones of a subtree in order of paths, at most `most`, behind the agent `after`. Errors: `agent_unknown`.
Result<std::vector<BoothAgent>> agents_within(Store& store, const UnitPath& below, const std::string& after,
                                              std::int64_t most);
Result<std::int64_t> count_agents(Store& store, const UnitPath& below);
/// Parts of a segment that have an agent now: id, part and path alone.
Result<std::vector<BoothAgent>> agent_parts(Store& store, AcNo ac);

}  // namespace boothwise::operations
