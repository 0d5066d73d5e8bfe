#pragma once

#include "operations/responsibility.hpp"
#include "operations/tasks.hpp"
#include "operations/work_units.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/work.hpp"
#include "services/caller.hpp"
#include "services/json_body.hpp"
#include "services/snapshot.hpp"

/// Pieces that the use cases about work share.
namespace boothwise::services {

constexpr std::size_t title_bytes_most = 200;
constexpr std::size_t words_bytes_most = 4000;

/// A unit that the caller reaches with anything. One elsewhere is answered as one that is not there: `unit_unknown`.
Result<operations::WorkUnit> unit_in_reach(Caller& caller, std::int64_t id);
/// The same, open, and with a right there. Errors: also those of Access::permit; `unit_closed`.
Result<operations::WorkUnit> unit_for(Caller& caller, Right right, std::int64_t id);
/// The unit asked for, or the topmost one where the caller sees work. Errors: `unit_unknown`, `not_yours`.
Result<operations::WorkUnit> unit_asked(Caller& caller, std::optional<std::int64_t> id);
/// True if tasks at and below the unit are counted under units of it (work_units.hpp).
bool is_counted(const operations::WorkUnit& unit);

/// A day that a body must bring. Errors: `body_malformed`, `date_malformed`.
Result<std::string> day_in(const JsonBody& body, std::string_view field);
/// Empty where it is missing. Errors: `date_malformed`.
Result<std::string> day_or_none(const JsonBody& body, std::string_view field);
/// REQUIRES: a day as the store keeps it.
Day kept_day(const std::string& text);

/// A seat's, segment's, station's or unit's place in the organisation: the lowest unit around it; the whole
/// organisation where no unit covers any of it. Errors: `unit_unknown`, `unknown_seat`, `operations_failed`.
Result<UnitPath> path_of_place(Caller& caller, const Snapshot& snapshot, const operations::AnsweredPlace& place);
/// Seats in which a unit's subtree covers something, in order; all of the state's for the whole organisation.
Result<std::vector<PcNo>> seats_of_unit(Caller& caller, const Snapshot& snapshot, const operations::WorkUnit& unit);
Bilingual place_name(Caller& caller, const Snapshot& snapshot, const operations::AnsweredPlace& place);

/// Names of people of the organisation who hold something that the caller may see; the id where nobody is known.
class Names {
 public:
  explicit Names(Caller& caller) : caller_(caller) {}
  const std::string& of(const std::string& person);

 private:
  Caller& caller_;
  std::map<std::string, std::string> known_;
};

boost::json::object unit_json(const operations::WorkUnit& unit);
/// Counts with their base: asked, done, blocked, read, late, not_reported, share_done, share_reported.
boost::json::object completion_json(const Completion& of);
boost::json::object duty_json(const operations::Responsibility& one, Names& names);
boost::json::object task_json(const operations::Task& task, Names& names, Day today);

/// By whom and when the store notes a change.
operations::Change change_of(const Caller& caller);

}  // namespace boothwise::services
