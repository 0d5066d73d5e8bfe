#pragma once

#include "operations/records.hpp"

#include "base/gathering.hpp"
#include "base/result.hpp"

/// Where filled forms reach the store.
namespace boothwise::field {

/// Keeps records that come at the same time in one transaction, with one journey a table, so that a village's phones
/// that come online at once cost one commit. Each is on the disk when its call returns. Thread-safe.
class RecordInbox {
 public:
  /// Kept if `fresh`; otherwise how the store stands to it, and nothing was changed. REQUIRES: always the same
  /// database. Errors: those of the store.
  Result<operations::Standing> keep(operations::Store& store, const operations::Arrival& arrival);

 private:
  struct Waiting {
    const operations::Arrival* arrival;
    Result<operations::Standing> outcome = operations::Standing::fresh;
  };
  static void keep_all(operations::Store& store, const std::vector<Waiting*>& batch);

  Gathering<Waiting> batches_;
};

}  // namespace boothwise::field
