#pragma once

#include "operations/tombstones.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/caller.hpp"

/// Erasure that lasts (rule R6): who erases buries too, and a restore erases again what was buried since the backup.
/// docs/security.md#erasure.
namespace boothwise::services {

/// Kinds of what can be erased. A new one needs its case in erase_again.
enum class Buried : std::uint8_t {
  person,     ///< of the organisation, who left (rule R39)
  user,       ///< whose account ended (rule R39)
  record,     ///< of a person who withdrew, or whose time was over (rules R5, R6)
  no_contact  ///< a telephone number ("+91…") whose owner took back that she may be contacted: for good (R27); nothing
              ///< is erased again for it
};

/// Notes that `id` was erased. REQUIRES: inside the transaction that erases.
Status bury(const Caller& caller, operations::Store& inside, Buried kind, std::string_view id);

/// The keyed id that a tombstone of `id` has.
std::string grave_of(const ServerKey& key, std::string_view id);
/// Whether `id` was erased before: late copies of it are refused (OR-49).
Result<bool> is_buried(operations::Store& store, const ServerKey& key, Buried kind, std::string_view id);
/// As bury, for those who are no users.
Status bury(operations::Store& inside, const ServerKey& key, Instant now, Buried kind, std::string_view id);

/// Erases what the tombstones name and is there, and keeps the tombstones; how many were erased. Errors:
/// `tombstone_unknown` for a kind that only a newer program knows. REQUIRES: a transaction's store, at the newest
/// layout.
Result<std::int64_t> erase_again(const Caller& caller, operations::Store& inside,
                                 std::span<const operations::Tombstone> tombstones);

/// The file that keeps tombstones apart from the store: docs/formats.md#tombstones.
std::string tombstones_text(std::span<const operations::Tombstone> tombstones);
/// Errors: `tombstones_malformed` with the line.
Result<std::vector<operations::Tombstone>> parse_tombstones(std::string_view text, const std::string& name);
/// What both hold; the earlier time where both know one.
std::vector<operations::Tombstone> all_of(std::vector<operations::Tombstone> some,
                                          std::span<const operations::Tombstone> more);

/// Where a workspace keeps them unless told otherwise.
std::filesystem::path tombstones_file(const std::filesystem::path& workspace_folder);
/// Writes those of the store, and those that the file knows besides, to the file. Errors: those of both.
Status write_tombstones_out(operations::Store& store, const std::filesystem::path& file);

}  // namespace boothwise::services
