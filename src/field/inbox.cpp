#include "field/inbox.hpp"

#include <exception>
#include <span>

namespace boothwise::field {

using operations::Arrival;
using operations::Standing;
using operations::Store;

namespace {

/// Adds those that are fresh.
Result<std::vector<Standing>> add_fresh(Store& store, std::span<const Arrival* const> arrivals) {
  std::vector<Standing> standing;
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(found, operations::standing_of(inside, arrivals));
    std::vector<const Arrival*> fresh;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (found[i] == Standing::fresh) fresh.push_back(arrivals[i]);
    }
    standing = std::move(found);
    return fresh.empty() ? success() : operations::add_arrivals(inside, fresh);
  }));
  return standing;
}

/// One that came by another server between the look and the writing is there.
Result<Standing> add_one(Store& store, const Arrival& arrival) {
  const std::vector<const Arrival*> alone{&arrival};
  auto standing = add_fresh(store, alone);
  if (standing) return standing->front();
  if (standing.error().code == "operations_taken") return Standing::there;
  return standing.error();
}

}  // namespace

Result<Standing> RecordInbox::keep(Store& store, const Arrival& arrival) {
  Waiting mine{&arrival};
  batches_.take_part(mine, [&store](const std::vector<Waiting*>& batch) { keep_all(store, batch); });
  return std::move(mine.outcome);
}

void RecordInbox::keep_all(Store& store, const std::vector<Waiting*>& batch) {
  std::vector<const Arrival*> arrivals;
  arrivals.reserve(batch.size());
  for (const Waiting* waiting : batch) arrivals.push_back(waiting->arrival);
  const auto standing = add_fresh(store, arrivals);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    // What keeps one out keeps all out: each is then tried alone.
    batch[i]->outcome = standing ? Result<Standing>((*standing)[i]) : add_one(store, *arrivals[i]);
  }
}

}  // namespace boothwise::field
