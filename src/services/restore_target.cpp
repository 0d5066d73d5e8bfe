#include "services/restore_target.hpp"

#include "operations/leases.hpp"
#include "operations/tables.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "base/atomic_file.hpp"
#include "services/backup_parts.hpp"
#include "services/tombstones.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Store;
using operations::Tombstone;

namespace {

/// Books that lie in files, in no backup.
constexpr std::array<std::pair<const char*, operations::Book>, 2> books_in_files = {
    {{"keys/records.sqlite", operations::Book::keys}, {"sealed/answers.sqlite", operations::Book::sealed}}};
constexpr const char* withheld_pictures = "withheld";

Error not_empty(const std::string& what) {
  return {ErrorKind::conflict,
          "target_not_empty",
          {"there is something here already; --replace sets it aside and puts the backup in its place",
           "यहाँ पहले से कुछ है; --replace उसे अलग रखकर बैकअप को उसकी जगह रखता है"},
          {what}};
}

Error not_written(const fs::path& file, const std::string& why) {
  return {ErrorKind::environment, "file_unwritable", {why, why}, {file.string()}};
}

std::string stamp_of(Instant now) {
  std::string stamp;
  for (const char letter : iso_utc(now)) {
    if (letter >= '0' && letter <= '9') stamp += letter;
  }
  return stamp;
}

Result<std::vector<Tombstone>> tombstones_of_store(const fs::path& file) {
  BOOTHWISE_TRY(store, Store::open(file, operations::Opening::as_it_is));
  BOOTHWISE_TRY(names, operations::table_names(*store));
  if (!std::ranges::binary_search(names, "tombstones")) return std::vector<Tombstone>();
  return operations::tombstones(*store);
}

/// What was written last lies in SQLite's log, which a second name of the file does not have.
Status in_one_file(const fs::path& file, operations::Book book) {
  BOOTHWISE_TRY(store, Store::open(file, operations::Opening::as_it_is, book));
  return store->scrub();
}

/// A second name of a file, in a folder that only its owner may enter.
Status link_into(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  if (fs::create_directories(to.parent_path(), failure)) {
    fs::permissions(to.parent_path(), fs::perms::owner_all, failure);
  }
  if (!failure) fs::create_hard_link(from, to, failure);
  return failure ? Status(not_written(to, failure.message())) : success();
}

Status sync_folder_of(const fs::path& file) {
  const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return success();  // it may be searched but not read
  ::fsync(folder);
  ::close(folder);
  return success();
}

}  // namespace

RestoreTarget::RestoreTarget(const RestoreOptions& options)
    : options_(options), into_(fs::absolute(options.into).lexically_normal()) {
  if (into_.filename().empty()) into_ = into_.parent_path();
}

Status RestoreTarget::look() {
  occupied_ = fs::exists(into_) && !(fs::is_directory(into_) && fs::is_empty(into_));
  if (occupied_ && !options_.replace) return not_empty(into_.string());
  if (!fs::exists(into_ / "workspace.json")) return success();
  BOOTHWISE_TRY(mark, ServingMark::alone(into_));
  mark_ = std::make_unique<ServingMark>(std::move(mark));
  return success();
}

fs::path RestoreTarget::server_key_file() const {
  return options_.server_key ? *options_.server_key : into_ / "keys" / "server.key";
}

Result<ServerKey> RestoreTarget::server_key() const {
  const fs::path file = server_key_file();
  if (fs::exists(file)) return ServerKey::load_or_make(file);
  return Error{ErrorKind::bad_input,
               "server_key_needed",
               {"no backup holds the server's key; name the copy that you kept of keys/server.key: --server-key FILE",
                "बैकअप में सर्वर की कुंजी नहीं होती; keys/server.key की रखी हुई प्रति बताएँ: --server-key फ़ाइल"},
               {file.string()}};
}

Result<std::vector<Tombstone>> RestoreTarget::tombstones(json::object& told) const {
  std::vector<Tombstone> all;
  for (const fs::path& file : options_.tombstones) {
    BOOTHWISE_TRY(text, read_file(file));
    BOOTHWISE_TRY(some, parse_tombstones(text, file.string()));
    all = all_of(std::move(all), some);
  }
  bool known = !options_.tombstones.empty();
  if (const fs::path file = tombstones_file(into_); fs::exists(file)) {
    const auto text = read_file(file);
    const auto some = text ? parse_tombstones(*text, file.string()) : Result<std::vector<Tombstone>>(text.error());
    if (some) all = all_of(std::move(all), *some);
    known = known || some.ok();
  }
  if (const fs::path file = into_ / "operations.sqlite"; options_.database.empty() && fs::exists(file)) {
    const auto some = tombstones_of_store(file);
    if (some) all = all_of(std::move(all), *some);
    known = known || some.ok();
  }
  told["erasures_known"] = known;
  return all;
}

Result<std::vector<Tombstone>> RestoreTarget::clear(Store& inside, json::object& told) const {
  std::vector<Tombstone> buried;
  BOOTHWISE_TRY(names, operations::table_names(inside));
  if (names.empty()) return buried;
  if (!options_.replace) return not_empty("PostgreSQL");
  if (std::ranges::binary_search(names, "leases")) {
    BOOTHWISE_TRY(servers, operations::leases_held(inside, server_lease, options_.now));
    if (!servers.empty()) {
      return Error{ErrorKind::conflict,
                   "workspace_served",
                   {"this database is being served; stop the servers first", "इस डेटाबेस पर सर्वर चल रहा है; पहले रोकें"},
                   {{}, 0, {}, servers.front().name}};
    }
  }
  if (std::ranges::binary_search(names, "tombstones")) {
    BOOTHWISE_TRY(some, operations::tombstones(inside));
    buried = std::move(some);
    told["erasures_known"] = true;
  }
  const std::string aside = "boothwise_before_" + stamp_of(options_.now);
  BOOTHWISE_CHECK(operations::set_schema_aside(inside, aside));
  told["schema_aside"] = aside;
  return buried;
}

void RestoreTarget::carry_over(const fs::path& made, const ServerKey& key, json::object& told) const {
  const fs::path own_key = into_ / "keys" / "server.key";
  const auto there = fs::exists(own_key) ? ServerKey::load_or_make(own_key) : Result<ServerKey>(Error{});
  if (!there || name_of_key(*there) != name_of_key(key)) return;
  json::array carried;
  json::array left;
  const auto carry = [&](const std::string& path, const Status& ready) {
    (ready && link_into(into_ / path, made / path) ? carried : left).emplace_back(path);
  };
  for (const auto& [path, book] : books_in_files) {
    if (fs::exists(into_ / path)) carry(path, in_one_file(into_ / path, book));
  }
  std::error_code ignored;
  for (const auto& picture : fs::directory_iterator(into_ / withheld_pictures, ignored)) {
    carry(std::string(withheld_pictures) + "/" + picture.path().filename().string(), success());
  }
  if (!carried.empty()) told["carried"] = std::move(carried);
  if (!left.empty()) told["left_aside"] = std::move(left);
}

Status RestoreTarget::place(const fs::path& made, json::object& told) const {
  const auto failed = [this] { return not_written(into_, std::generic_category().message(errno)); };
  if (!occupied_) {
    if (::rename(made.c_str(), into_.c_str()) != 0) return failed();
    return sync_folder_of(into_);
  }
  // Under its later name first: whatever ends this process in between, what was there is never where the next restore
  // takes away what is left over.
  fs::path aside = into_;
  aside += ".before-" + stamp_of(options_.now);
  const fs::path first = aside;
  constexpr int names_most = 100;  // several restores within one second
  for (int number = 2; ::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, aside.c_str(), RENAME_NOREPLACE) != 0; ++number) {
    if (errno != EEXIST || number > names_most) return failed();
    aside = first;
    aside += "-" + std::to_string(number);
  }
  if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, into_.c_str(), RENAME_EXCHANGE) != 0) {
    Status why = failed();
    ::rename(aside.c_str(), made.c_str());
    return why;
  }
  told["aside"] = aside.string();
  return sync_folder_of(into_);
}

Result<bool> RestoreTarget::is_taken(Store& store, const json::object& told) {
  if (const json::value* aside = told.if_contains("schema_aside")) {
    return operations::schema_is_there(store, std::string(aside->as_string()));
  }
  BOOTHWISE_TRY(names, operations::table_names(store));
  return !names.empty();
}

void RestoreTarget::put_back(const fs::path& made, const json::object& told) const {
  fs::path from = into_;
  if (const json::value* aside = told.if_contains("aside")) {
    from = std::string(aside->as_string());
    ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, into_.c_str(), RENAME_EXCHANGE);
  }
  ::rename(from.c_str(), made.c_str());
}

void RestoreTarget::let_go(const json::object& told) const {
  const json::value* aside = told.if_contains("aside");
  const json::value* carried = told.if_contains("carried");
  if (aside == nullptr || carried == nullptr) return;
  const fs::path folder(std::string(aside->as_string()));
  std::error_code ignored;
  for (const json::value& path : carried->as_array()) fs::remove(folder / std::string(path.as_string()), ignored);
}

}  // namespace boothwise::services
