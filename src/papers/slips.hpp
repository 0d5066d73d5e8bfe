#pragma once

#include "reports/report.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// Voter slips from a roll (rules R25, R28, R33).
namespace boothwise::papers {

struct SlipsAsked {
  std::string revision;
  std::vector<AcNo> segments;
  std::optional<std::int32_t> part{};  ///< of the one segment; all parts where left out
  Language language = Language::hindi;
  std::filesystem::path folder;
  bool keep = false;     ///< parts whose file is there are passed over
  unsigned threads = 2;  ///< a segment each
  Day made{};
};

struct SlipsMade {
  std::int64_t slips = 0;
  std::size_t files = 0;
  std::size_t kept = 0;
};

/// Writes a PDF a part, `slips-AC-PART.pdf`, readable by its owner only, of electors who stand in the roll: those
/// struck off get none. Files appear only whole. Errors: `imprint_missing`; `imprint_names_party` where printer or
/// publisher hold a party's or alliance's name, which a slip must not; `revision_not_found`, `roll_not_found`,
/// `file_unwritable`, `stopped`. REQUIRES: who asks may see the parts.
Result<SlipsMade> write_slips(warehouse::Warehouse& warehouse, const services::Snapshot& snapshot,
                              const reports::Branding& branding, const SlipsAsked& asked, Progress& progress);

/// Lets a caller print slips and notes it in the trail (R25, R36, R37). One part: its own agent may. More: who may see
/// rolls at the top, with a reason and, as soon as anybody can sign in, a second person's approval (`voter_slips`),
/// good for once. Errors: `purpose_missing`, `approval_needed`, `sign_in_needed`, `not_yours`.
Status permit_slips(services::Caller& caller, const SlipsAsked& asked, std::string_view approval,
                    std::string_view purpose);

}  // namespace boothwise::papers
