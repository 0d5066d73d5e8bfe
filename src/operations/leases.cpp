#include "operations/leases.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Parameters of(std::string_view name, const std::string& holder) {
  return {{"lease", std::string(name)}, {"holder", holder}};
}

Lease lease_of(const Row& row) {
  const auto failed = row.integer_or_none(4);
  return {row.text(0),
          row.text(1),
          instant_of(row.integer(2)),
          row.text(3),
          failed ? std::optional(instant_of(*failed)) : std::nullopt,
          row.text(5)};
}

}  // namespace

Result<bool> take_lease(Store& store, std::string_view name, const std::string& holder, Instant now,
                        std::chrono::seconds time) {
  bool taken = false;
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.change(sql::make_lease, {{"lease", std::string(name)}}));
    Parameters parameters = of(name, holder);
    parameters.emplace_back("now", seconds_of(now));
    parameters.emplace_back("ends_at", seconds_of(now + time));
    BOOTHWISE_TRY(one, changed_one(inside.change(sql::take_lease, parameters)));
    taken = one;
    return success();
  }));
  return taken;
}

Status end_lease(Store& store, std::string_view name, const std::string& holder) {
  return done(store.change(sql::end_lease, of(name, holder)));
}

Status note_lease_done(Store& inside, std::string_view name, const std::string& holder, const std::string& day) {
  Parameters parameters = of(name, holder);
  parameters.emplace_back("day", day);
  return done(inside.change(sql::note_lease_done, parameters));
}

Status note_lease_failed(Store& inside, std::string_view name, const std::string& holder, Instant now,
                         const std::string& why) {
  constexpr std::size_t words_max = 400;
  Parameters parameters = of(name, holder);
  parameters.emplace_back("now", seconds_of(now));
  parameters.emplace_back("failure", shortened(why, words_max));
  return done(inside.change(sql::note_lease_failed, parameters));
}

Result<std::optional<Lease>> lease(Store& store, std::string_view name) {
  return first_of(store, sql::lease, {{"lease", std::string(name)}}, lease_of);
}

Result<std::vector<Lease>> leases_held(Store& store, std::string_view beginning, Instant now) {
  return list_of(store, sql::leases_held, {{"beginning", std::string(beginning)}, {"now", seconds_of(now)}}, lease_of);
}

Status drop_leases_over(Store& store, std::string_view beginning, Instant before) {
  return done(
      store.change(sql::drop_leases_over, {{"beginning", std::string(beginning)}, {"before", seconds_of(before)}}));
}

Status drop_lease(Store& store, std::string_view name) {
  return done(store.change(sql::drop_lease, {{"lease", std::string(name)}}));
}

}  // namespace boothwise::operations
