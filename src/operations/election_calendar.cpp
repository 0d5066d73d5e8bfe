#include "operations/election_calendar.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>

namespace boothwise::operations {

namespace {

/// REQUIRES: a day as the store keeps it.
Day day_of(const std::string& text) {
  const auto day = parse_date(text);
  if (!day) throw BrokenInvariant("the store keeps a day that is none");
  return *day;
}

}  // namespace

Status set_poll(Store& inside, const Poll& poll) {
  BOOTHWISE_CHECK(inside.change(sql::set_poll, {{"election", poll.dates.election},
                                                {"kind", poll.kind},
                                                {"place", poll.place},
                                                {"announced_on", iso_date(poll.dates.announced_on)},
                                                {"poll_on", iso_date(poll.dates.poll_on)},
                                                {"closes_at", std::int64_t{poll.dates.closes_at}},
                                                {"result_on", iso_date(poll.dates.result_on)},
                                                {"source", poll.source}}));
  return success();
}

Status remove_poll(Store& inside, const std::string& election, const std::string& kind, std::int64_t place) {
  BOOTHWISE_TRY(changed, inside.change(sql::remove_poll, {{"election", election}, {"kind", kind}, {"place", place}}));
  if (changed == 1) return success();
  return unknown("poll_unknown", election, {"the calendar has no such poll", "कैलेंडर में ऐसा कोई मतदान नहीं है"});
}

Result<std::vector<Poll>> polls(Store& store) {
  return kept_list_of(store, sql::polls, {}, [](const Row& row) {
    return Poll{row.text(1),
                row.integer(2),
                {row.text(0), day_of(row.text(3)), day_of(row.text(4)), static_cast<std::int32_t>(row.integer(5)),
                 day_of(row.text(6))},
                row.text(7)};
  });
}

bool LockOverride::lifts(Instant at) const {
  return !approved_by.empty() && at >= approved_at && at < approved_at + std::chrono::hours(hours);
}

Result<std::string> ask_for_override(Store& inside, const LockOverride& wanted) {
  std::string id = new_id();
  BOOTHWISE_CHECK(inside.change(sql::add_lock_override, {{"id", id},
                                                         {"feature", wanted.feature},
                                                         {"reason", wanted.reason},
                                                         {"hours", wanted.hours},
                                                         {"by", wanted.asked_by},
                                                         {"at", seconds_of(wanted.asked_at)}}));
  return id;
}

Status approve_override(Store& inside, const std::string& id, const std::string& by, Instant at) {
  BOOTHWISE_TRY(all, overrides_since(inside, Instant{}));
  const auto found = std::ranges::find(all, id, &LockOverride::id);
  if (found != all.end() && found->asked_by == by) {
    return Error{ErrorKind::forbidden,
                 "same_person",
                 {"another person than the one who asked has to agree (four eyes)",
                  "जिसने माँगा, उसके अलावा किसी दूसरे व्यक्ति की सहमति चाहिए"}};
  }
  BOOTHWISE_TRY(changed, inside.change(sql::approve_lock_override, {{"by", by}, {"at", seconds_of(at)}, {"id", id}}));
  if (changed == 1) return success();
  return unknown("override_unknown", id,
                 {"no such request waits for consent", "ऐसा कोई अनुरोध सहमति की प्रतीक्षा में नहीं है"});
}

Result<std::vector<LockOverride>> overrides_since(Store& store, Instant since) {
  return kept_list_of(store, sql::lock_overrides, {{"since", seconds_of(since)}}, [](const Row& row) {
    return LockOverride{row.text(0), row.text(1),
                        row.text(2), row.integer(3),
                        row.text(4), instant_of(row.integer(5)),
                        row.text(6), instant_of(row.integer(7))};
  });
}

}  // namespace boothwise::operations
