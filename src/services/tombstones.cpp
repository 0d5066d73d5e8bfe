#include "services/tombstones.hpp"

#include "operations/people.hpp"
#include "operations/records.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "services/organisation_parts.hpp"
#include "services/users.hpp"

namespace boothwise::services {

using operations::Store;
using operations::Tombstone;

namespace {

constexpr std::string_view first_line = "boothwise tombstones 1";
constexpr std::array<std::string_view, 4> kind_names = {"person", "user", "record", "no_contact"};

std::string_view name_of_kind(Buried kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

/// Keyed ids of one kind with the day of each.
using Graves = std::map<std::string, Instant>;

Result<std::int64_t> erase_people_again(const Caller& caller, Store& inside, const Graves& graves) {
  if (graves.empty()) return std::int64_t{0};
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(people, operations::all_people(inside));
  std::int64_t erased = 0;
  for (const operations::OrganisationPerson& person : people) {
    const auto grave = graves.find(grave_of(caller.key(), person.id));
    if (grave == graves.end()) continue;
    BOOTHWISE_CHECK(write_departure(caller, inside, catalogue, person, iso_date(day_in_india(grave->second))));
    ++erased;
  }
  return erased;
}

Result<std::int64_t> end_accounts_again(const Caller& caller, Store& inside, const Graves& graves) {
  if (graves.empty()) return std::int64_t{0};
  operations::UserQuestion all{whole_organisation};
  all.most = std::numeric_limits<std::int64_t>::max();
  BOOTHWISE_TRY(users, operations::users_below(inside, all));
  std::int64_t ended = 0;
  for (const operations::User& user : users) {
    if (!graves.contains(grave_of(caller.key(), user.id))) continue;
    BOOTHWISE_CHECK(end_account(caller, inside, user));
    ++ended;
  }
  return ended;
}

/// Their keys are in no backup, so their rows and files are all there is.
Result<std::int64_t> forget_records_again(const Caller& caller, Store& inside, const Graves& graves) {
  if (graves.empty()) return std::int64_t{0};
  BOOTHWISE_TRY(ids, operations::records_of_persons(inside, std::numeric_limits<std::int64_t>::max()));
  std::int64_t forgotten = 0;
  for (const std::string& id : ids) {
    if (!graves.contains(grave_of(caller.key(), id))) continue;
    BOOTHWISE_TRY(files, operations::record_files(inside, id));
    BOOTHWISE_CHECK(operations::forget_record(inside, id));
    std::error_code ignored;
    for (const operations::RecordFile& file : files) {
      std::filesystem::remove(caller.workspace().folder / record_file_place(file.file_id), ignored);
    }
    ++forgotten;
  }
  return forgotten;
}

Error malformed(const std::string& name, std::uint64_t line, std::string_view text) {
  return {ErrorKind::bad_input,
          "tombstones_malformed",
          {"expected \"boothwise tombstones 1\" and then lines of kind, 32 hexadecimal digits, seconds since 1970",
           "पहले \"boothwise tombstones 1\", फिर प्रकार, 32 हेक्साडेसिमल अंक और 1970 से सेकंड वाली पंक्तियाँ चाहिए"},
          {name, line, {}, shortened(text, 80)}};
}

}  // namespace

Status bury(const Caller& caller, Store& inside, Buried kind, std::string_view id) {
  return bury(inside, caller.key(), caller.now(), kind, id);
}

Status bury(Store& inside, const ServerKey& key, Instant now, Buried kind, std::string_view id) {
  return operations::add_tombstone(inside, {std::string(name_of_kind(kind)), grave_of(key, id), now});
}

std::string grave_of(const ServerKey& key, std::string_view id) {
  return key.keyed_id(ServerKey::Purpose::tombstones, id);
}

Result<bool> is_buried(Store& store, const ServerKey& key, Buried kind, std::string_view id) {
  return operations::has_tombstone(store, std::string(name_of_kind(kind)), grave_of(key, id));
}

Result<std::int64_t> erase_again(const Caller& caller, Store& inside, std::span<const Tombstone> tombstones) {
  std::map<std::string, Graves> graves;
  for (const Tombstone& tombstone : tombstones) {
    if (std::ranges::find(kind_names, tombstone.kind) == kind_names.end()) {
      return Error{
          ErrorKind::conflict,
          "tombstone_unknown",
          {"only a newer Boothwise knows how to erase this; use that", "इसे मिटाना नया बूथवाइज़ ही जानता है; वही चलाएँ"},
          {{}, 0, {}, shortened(tombstone.kind, 80)}};
    }
    graves[tombstone.kind].emplace(tombstone.keyed_id, tombstone.at);
    BOOTHWISE_CHECK(operations::add_tombstone(inside, tombstone));
  }
  BOOTHWISE_TRY(people, erase_people_again(caller, inside, graves[std::string(name_of_kind(Buried::person))]));
  BOOTHWISE_TRY(users, end_accounts_again(caller, inside, graves[std::string(name_of_kind(Buried::user))]));
  BOOTHWISE_TRY(records, forget_records_again(caller, inside, graves[std::string(name_of_kind(Buried::record))]));
  return people + users + records;
}

std::string tombstones_text(std::span<const Tombstone> tombstones) {
  std::string text = std::string(first_line) + "\n";
  for (const Tombstone& tombstone : tombstones) {
    text += tombstone.kind + " " + tombstone.keyed_id + " " + std::to_string(tombstone.at.time_since_epoch().count()) +
            "\n";
  }
  return text;
}

Result<std::vector<Tombstone>> parse_tombstones(std::string_view text, const std::string& name) {
  constexpr std::size_t id_digits = 32;
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_";
  constexpr std::size_t kind_bytes_max = 40;
  constexpr std::int64_t seconds_max = 253'402'300'799;  // the year 9999
  const std::vector<std::string> lines = split(text, '\n');
  if (lines.front() != first_line) return malformed(name, 1, lines.front());
  if (!lines.back().empty()) return malformed(name, lines.size(), lines.back());  // cut short
  std::vector<Tombstone> tombstones;
  for (std::size_t at = 1; at + 1 < lines.size(); ++at) {
    const std::vector<std::string> words = split(lines[at], ' ');
    const auto seconds = words.size() == 3 ? parse_number<std::int64_t>(words[2]) : std::nullopt;
    if (!seconds || *seconds < 0 || *seconds > seconds_max || words[0].empty() || words[0].size() > kind_bytes_max ||
        words[0].find_first_not_of(letters) != std::string::npos || words[1].size() != id_digits ||
        words[1].find_first_not_of(digits) != std::string::npos) {
      return malformed(name, at + 1, lines[at]);
    }
    tombstones.push_back({words[0], words[1], Instant(std::chrono::seconds(*seconds))});
  }
  return tombstones;
}

std::vector<Tombstone> all_of(std::vector<Tombstone> some, std::span<const Tombstone> more) {
  some.insert(some.end(), more.begin(), more.end());
  std::ranges::sort(some);  // of one thing the earlier first
  const auto same = [](const Tombstone& a, const Tombstone& b) { return a.kind == b.kind && a.keyed_id == b.keyed_id; };
  const auto repeated = std::ranges::unique(some, same);
  some.erase(repeated.begin(), repeated.end());
  return some;
}

std::filesystem::path tombstones_file(const std::filesystem::path& workspace_folder) {
  return workspace_folder / "tombstones";
}

Status write_tombstones_out(Store& store, const std::filesystem::path& file) {
  BOOTHWISE_TRY(buried, operations::tombstones(store));
  if (std::filesystem::exists(file)) {
    BOOTHWISE_TRY(text, read_file(file));
    BOOTHWISE_TRY(known, parse_tombstones(text, file.string()));
    buried = all_of(std::move(buried), known);
    if (tombstones_text(buried) == text) return success();
  } else if (buried.empty()) {
    return success();
  }
  BOOTHWISE_TRY(written, AtomicFile::create(file, AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(written.append(tombstones_text(buried)));
  return written.commit();
}

}  // namespace boothwise::services
