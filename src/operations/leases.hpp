#pragma once

#include "operations/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

/// Work that one process of many on the same store does at a time: who has it, until when, and for which day it was
/// done last. A process that dies loses it when its time is over.
namespace boothwise::operations {

struct Lease {
  std::string name;
  std::string holder;
  Instant ends_at;
  std::string done_day;  ///< empty: never
  std::optional<Instant> failed_at;
  std::string failure;  ///< why it failed last; empty since it was done
};

/// True if `holder` has it now: nobody else did, or her time was over. Asking again prolongs it.
Result<bool> take_lease(Store& store, std::string_view name, const std::string& holder, Instant now,
                        std::chrono::seconds time);
/// Nobody has it any more. Does nothing where another one has it.
Status end_lease(Store& store, std::string_view name, const std::string& holder);
/// It was done for `day`; nobody has it any more.
Status note_lease_done(Store& inside, std::string_view name, const std::string& holder, const std::string& day);
/// It failed; whoever asks next has it.
Status note_lease_failed(Store& inside, std::string_view name, const std::string& holder, Instant now,
                         const std::string& why);
Result<std::optional<Lease>> lease(Store& store, std::string_view name);
/// Those whose names begin so and that somebody has now.
Result<std::vector<Lease>> leases_held(Store& store, std::string_view beginning, Instant now);
/// Forgets those whose names begin so and whose time was over before `before`.
Status drop_leases_over(Store& store, std::string_view beginning, Instant before);
/// Forgets it, with what is known of it.
Status drop_lease(Store& store, std::string_view name);

}  // namespace boothwise::operations
