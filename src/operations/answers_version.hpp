#pragma once

#include "operations/store.hpp"

#include <cstdint>

#include "base/result.hpp"

/// Answers about public figures are kept by each server; some depend on what people decided here.
namespace boothwise::operations {

/// Grows with every decision that such answers depend on, whichever process it came through. Errors:
/// `operations_failed`.
Result<std::int64_t> answers_version(Store& store);

/// Such a decision is being made, or undone. Errors: `operations_failed`.
Status note_changed_answers(Store& store);

}  // namespace boothwise::operations
