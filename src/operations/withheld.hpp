#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

/// Withdrawn records that are kept a year where nobody here can read them, because their notice said so (rule R6).
/// Functions REQUIRE a store of Book::keys: sealing one and losing its key is one step. Every function's errors:
/// `operations_failed`, and those named.
namespace boothwise::operations {

/// One of the two, outside the campaign's team, without whom nothing withheld is opened.
struct Officer {
  std::string name;
  std::string open_half;  ///< X25519, 64 hexadecimal digits
  Instant since;
};
/// `place`: 1 or 2; in place of whoever had it.
Status put_officer(Store& keys, std::int64_t place, const Officer& officer);
/// Two, or fewer where nobody was named.
Result<std::vector<Officer>> officers(Store& keys);

struct Withheld {
  std::int64_t key = 0;
  std::string record;
  std::string receipt;     ///< keyed hash; empty of a record without one
  std::string content;     ///< sealed under the record's key
  std::string files;       ///< ids, with a space between
  std::string share_1;     ///< half of the key, sealed to the first officer
  std::string share_2;     ///< the other half, sealed to the second
  std::string sealed_on;   ///< "2026-11-29"
  std::string destroy_on;  ///< the first day on which it is gone
};
/// REQUIRES: a transaction, in which its key is destroyed as well.
Status add_withheld(Store& inside, const Withheld& withheld);
Result<std::vector<Withheld>> withheld_of_receipt(Store& keys, const std::string& receipt);
/// Whose time is over by `today`, without what they hold.
Result<std::vector<Withheld>> withheld_over(Store& keys, const std::string& today, std::int64_t most);
Status drop_withheld(Store& keys, std::int64_t key);
/// How many are destroyed on which day.
Result<std::vector<std::pair<std::string, std::int64_t>>> count_withheld(Store& keys);

}  // namespace boothwise::operations
