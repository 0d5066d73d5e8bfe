#include "services/restore_taking.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "base/text.hpp"
#include "services/backup_parts.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::InBackup;
using operations::Store;

namespace {

std::string head_text(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::optional<std::int64_t> head_number(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? std::optional(value->as_int64()) : std::nullopt;
}

}  // namespace

Status RestoreTaking::begin(const json::object& head) {
  const std::string part = head_text(head, "part");
  if ((part == "workspace") == described_) return malformed("no description of the workspace first, and once");
  if (part == "workspace") return begin_workspace(head);
  if (part == "table") return begin_table(head);
  if (part == "file") return begin_file(head);
  return malformed("a part of an unknown kind");
}

Status RestoreTaking::data(std::string_view bytes) {
  if (progress_.stop_requested()) {
    return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was restored", "रोका गया; कुछ वापस नहीं लाया गया"}};
  }
  digest_.add(bytes);
  count_ += static_cast<std::int64_t>(bytes.size());
  if (file_) return file_->append(bytes);
  if (table_ == nullptr) return malformed("data of a part that has none");
  constexpr std::size_t line_bytes_max = std::size_t{16} << 20U;
  waiting_ += bytes;
  std::size_t from = 0;
  for (std::size_t end = 0; (end = waiting_.find('\n', from)) != std::string::npos; from = end + 1) {
    BOOTHWISE_TRY(cells, cells_of(std::string_view(waiting_).substr(from, end - from), name_));
    if (cells.size() != columns_.size()) return malformed("a row with other columns than its table");
    batch_.push_back(std::move(cells));
    ++rows_of_table_;
    constexpr std::size_t rows_at_once = 100;
    if (batch_.size() == rows_at_once) BOOTHWISE_CHECK(put_batch());
  }
  waiting_.erase(0, from);
  return waiting_.size() <= line_bytes_max ? success() : malformed("a row that is too long");
}

Status RestoreTaking::end(const json::object& tail) {
  if (table_ != nullptr) return end_table(tail);
  if (file_) return end_file(tail);
  return success();
}

Status RestoreTaking::begin_workspace(const json::object& head) {
  described_ = true;
  const auto layout = head_number(head, "layout");
  const auto made_at = head_number(head, "made_at");
  if (!layout || *layout < 1 || !made_at) return malformed("a workspace without its layout and time");
  if (*layout > Store::newest_layout()) {
    return Error{ErrorKind::conflict,
                 "operations_newer",
                 {"a newer Boothwise made this backup; use that", "यह बैकअप नए Boothwise ने बनाया है; वही चलाएँ"},
                 {name_}};
  }
  if (head_text(head, "server_key") != name_of_key(key_)) {
    return Error{
        ErrorKind::bad_input,
        "server_key_differs",
        {"this is not the server's key that the backup was made beside; without that one nobody's one-time "
         "codes work and erasures cannot be told",
         "यह सर्वर की वह कुंजी नहीं जिसके साथ बैकअप बना; उसके बिना एकबारगी कोड नहीं चलेंगे और मिटाए गए व्यक्ति पहचाने नहीं जाएँगे"},
        {name_}};
  }
  made_at_ = Instant(std::chrono::seconds(*made_at));
  BOOTHWISE_CHECK(inside_.bring_to_layout(*layout));
  return operations::empty_tables(inside_);
}

Status RestoreTaking::begin_table(const json::object& head) {
  table_ = operations::store_table(head_text(head, "name"));
  if (table_ == nullptr || table_->in_backup == InBackup::never) {
    return malformed("a table that no backup takes: " + shortened(head_text(head, "name"), 80));
  }
  BOOTHWISE_TRY(there, operations::columns_of(inside_, table_->name));
  columns_.clear();
  const json::value* columns = head.if_contains("columns");
  if (columns == nullptr || !columns->is_array()) return malformed("a table without its columns");
  for (const json::value& column : columns->as_array()) {
    if (!column.is_string() || std::ranges::find(there, std::string_view(column.as_string())) == there.end()) {
      return malformed("a column that its table does not have");
    }
    columns_.emplace_back(column.as_string());
  }
  if (columns_ != there) return malformed("a table whose columns differ from its layout");
  start();
  rows_of_table_ = 0;
  return success();
}

Status RestoreTaking::begin_file(const json::object& head) {
  const std::string path = head_text(head, "path");
  if (!is_backup_path(path)) return malformed("a file where none may be: " + shortened(path, 80));
  const fs::path to = folder_ / path;
  std::error_code failure;
  fs::create_directories(to.parent_path(), failure);
  if (fs::exists(to)) return malformed("a file twice: " + shortened(path, 80));
  BOOTHWISE_TRY(file, AtomicFile::create(to, AtomicFile::Readers::owner));
  file_ = std::make_unique<AtomicFile>(std::move(file));
  start();
  return success();
}

void RestoreTaking::start() {
  digest_ = Sha256();
  count_ = 0;
  waiting_.clear();
  batch_.clear();
}

Status RestoreTaking::put_batch() {
  BOOTHWISE_CHECK(operations::put_rows(inside_, *table_, columns_, batch_));
  batch_.clear();
  return success();
}

/// Reads back what was put, too: what the store holds must be what was taken.
Status RestoreTaking::end_table(const json::object& tail) {
  BOOTHWISE_CHECK(put_batch());
  const std::string stated = head_text(tail, "sha256");
  if (!waiting_.empty() || head_number(tail, "rows") != rows_of_table_ || digest_.hexadecimal() != stated) {
    return malformed("other rows than it says of " + std::string(table_->name));
  }
  Sha256 read_back;
  BOOTHWISE_CHECK(operations::each_row_of(inside_, *table_, columns_, [&](const operations::Row& row) {
    read_back.add(line_of(row));
    return success();
  }));
  if (read_back.hexadecimal() != stated) {
    return Error{ErrorKind::environment,
                 "restored_differs",
                 {"the store does not give back what was put into it; nothing was restored",
                  "भंडार वही नहीं लौटाता जो उसमें रखा गया; कुछ वापस नहीं लाया गया"},
                 {name_, 0, {}, std::string(table_->name)}};
  }
  rows_ += rows_of_table_;
  ++tables_;
  table_ = nullptr;
  return success();
}

Status RestoreTaking::end_file(const json::object& tail) {
  if (head_number(tail, "bytes") != count_ || head_text(tail, "sha256") != digest_.hexadecimal()) {
    return malformed("a file with other bytes than it says");
  }
  BOOTHWISE_CHECK(file_->commit());
  file_.reset();
  ++files_;
  return success();
}

}  // namespace boothwise::services
