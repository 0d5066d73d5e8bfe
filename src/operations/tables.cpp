#include "operations/tables.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace boothwise::operations {

namespace {

constexpr std::array tables_in_order = {
    StoreTable{"layout", "migration", InBackup::never},  // made by the migrations themselves
    StoreTable{"pair_decisions", "decision_id"},
    StoreTable{"concordance_decisions", "decision_id"},
    StoreTable{"concordance_targets", "decision_id, to_part"},
    StoreTable{"roll_drafts", "draft_id"},
    StoreTable{"roll_draft_entries", "draft_id, typing, serial_no"},
    StoreTable{"claims_periods", "revision"},
    StoreTable{"roll_help", "help_id"},
    StoreTable{"answers_version", "only_row"},
    StoreTable{"kept_stamps", "only_row"},
    StoreTable{"levels", "place_in_tree"},
    StoreTable{"organisation", "only_row"},
    StoreTable{"units", "path"},
    StoreTable{"unit_places", "unit_id, kind, place_no, part"},
    StoreTable{"people", "person_id"},
    StoreTable{"posts_held", "held_id"},
    StoreTable{"booth_agents", "agent_id"},
    StoreTable{"audit_heads", "chain"},
    StoreTable{"audit", "chain, row_number"},
    StoreTable{"users", "user_id"},
    StoreTable{"role_grants", "grant_id"},
    StoreTable{"sessions", "session_hash", InBackup::never},  // one that was ended since would open the door again
    StoreTable{"attempts", "attempt_key", InBackup::never},
    StoreTable{"invitations", "invitation_hash", InBackup::never},  // one that was used since would be good again
    StoreTable{"recovery_codes", "user_id, code_hash"},
    StoreTable{"api_tokens", "token_hash", InBackup::never},  // one that was revoked since would be good again
    StoreTable{"approvals", "approval_id"},
    StoreTable{"responsibilities", "responsibility_id"},
    StoreTable{"works", "work_id"},
    StoreTable{"work_segments", "work_id, ac_no"},
    StoreTable{"task_numbers", "only_row"},
    StoreTable{"tasks", "task_id"},
    StoreTable{"task_counts", "counted_path, work_id, due_day, ac_no"},
    StoreTable{"task_notes", "note_id"},
    StoreTable{"task_files", "file_id"},
    StoreTable{"polls", "election, kind, place_no"},
    StoreTable{"lock_overrides", "override_id"},
    StoreTable{"tombstones", "kind, keyed_id", InBackup::tombstones},
    StoreTable{"leases", "lease", InBackup::never},
    StoreTable{"calendar_addresses", "address_hash", InBackup::never},  // as tokens
    StoreTable{"messages", "message_key"},
    StoreTable{"district_counts", "district_path, work_id, due_day, ac_no"},
    StoreTable{"unit_words", "place_in_tree, word, path"},
    StoreTable{"people_words", "word, path, person_id"},
    StoreTable{"jobs", "job_id"},  // a work's tasks may still have to be given
    StoreTable{"job_numbers", "only_row"},
    StoreTable{"uploads", "upload_id", InBackup::never},  // nor are the files themselves
    StoreTable{"scenarios", "scenario_id"},
    StoreTable{"forms", "form_id"},
    StoreTable{"form_versions", "form_id, version_number"},
    StoreTable{"form_files", "form_id, name"},
    StoreTable{"notices", "notice_key, version"},
    StoreTable{"devices", "device_id", InBackup::never},  // one that was revoked since would open the door again
    StoreTable{"consents", "record_id, place"},
    StoreTable{"records", "record_id"},
    StoreTable{"field_days", "device_id, day"},
    StoreTable{"record_files", "record_id, name_id"},
    StoreTable{"rights_requests", "request_id"},
    StoreTable{"schemes", "scheme_code"},
    StoreTable{"claims", "claim_id"},
    StoreTable{"claim_steps", "claim_id, place"},
    StoreTable{"answer_cards", "claim_id"},
    StoreTable{"answer_versions", "claim_id, version"},
    StoreTable{"training_sessions", "session_id"},
    StoreTable{"training_attendees", "attendee_id"},
    StoreTable{"training_steps", "trainee, course, step"},
    StoreTable{"training_attempts", "trainee, course, step, attempt"},
    StoreTable{"training_help", "help_id"},
    StoreTable{"training_feedback", "feedback_id"},
    StoreTable{"training_follow_ups", "session_id, attendee_id, days"},
    StoreTable{"certificates", "code"},
    StoreTable{"practice_rooms", "trainee", InBackup::never},     // nor are the folders themselves
    StoreTable{"practice_passes", "pass_hash", InBackup::never},  // as sessions
};

std::string list_of(const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + column;
  return list;
}

Result<std::vector<std::string>> texts(Store& store, std::string_view sql, const Parameters& parameters = {}) {
  return operations::list_of(store, sql, parameters, [](const Row& row) { return row.text(0); });
}

}  // namespace

std::span<const StoreTable> store_tables() { return tables_in_order; }

const StoreTable* store_table(std::string_view name) {
  const auto found = std::ranges::find(tables_in_order, name, &StoreTable::name);
  return found == tables_in_order.end() ? nullptr : &*found;
}

Result<std::vector<std::string>> table_names(Store& store) {
  return texts(store, store.shared() ? sql::table_names_postgresql : sql::table_names_sqlite);
}

Result<std::vector<std::string>> columns_of(Store& store, std::string_view table) {
  return texts(store, store.shared() ? sql::columns_of_table_postgresql : sql::columns_of_table_sqlite,
               {{"name", std::string(table)}});
}

Status each_row_of(Store& moment, const StoreTable& table, const std::vector<std::string>& columns,
                   const std::function<Status(const Row& row)>& take) {
  std::string sql = replaced(std::string(sql::rows_of_table), "{columns}", list_of(columns));
  sql = replaced(std::move(sql), "{table}", table.name);
  return moment.each_row(replaced(std::move(sql), "{order}", table.order), take);
}

Status put_rows(Store& inside, const StoreTable& table, const std::vector<std::string>& columns,
                std::span<const std::vector<Value>> rows) {
  if (rows.empty()) return success();
  std::deque<std::string> names;  // that parameters point to
  Parameters parameters;
  std::string places;
  for (const std::vector<Value>& row : rows) {
    if (row.size() != columns.size()) throw BrokenInvariant("a row has other columns than its table");
    places += places.empty() ? "(" : ", (";
    for (std::size_t column = 0; column < row.size(); ++column) {
      places += column == 0 ? "" : ", ";
      if (std::holds_alternative<std::monostate>(row[column])) {
        places += "NULL";
        continue;
      }
      names.push_back("v" + std::to_string(parameters.size()));
      places += ":" + names.back();
      parameters.emplace_back(names.back(), row[column]);
    }
    places += ")";
  }
  std::string sql = replaced(std::string(sql::put_rows), "{columns}", list_of(columns));
  sql = replaced(std::move(sql), "{table}", table.name);
  return done(inside.change(replaced(std::move(sql), "{rows}", places), parameters));
}

Status empty_tables(Store& inside) {
  BOOTHWISE_TRY(there, table_names(inside));
  for (const StoreTable& table : tables_in_order) {
    if (table.in_backup != InBackup::taken || !std::ranges::binary_search(there, table.name)) continue;
    BOOTHWISE_CHECK(inside.change(replaced(std::string(sql::empty_table), "{table}", table.name)));
  }
  return success();
}

Status set_schema_aside(Store& inside, const std::string& aside) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
  if (!inside.shared() || aside.find_first_not_of(allowed) != std::string::npos) {
    throw BrokenInvariant("no name for a schema: " + aside);
  }
  return done(inside.change(replaced(std::string(sql::set_schema_aside), "{aside}", aside)));
}

Result<bool> schema_is_there(Store& store, const std::string& schema) {
  BOOTHWISE_TRY(found, first_integer(store, sql::schema_there, {{"schema", schema}}));
  return found != 0;
}

Result<std::vector<std::string>> unsound(Store& store) {
  if (store.shared()) return texts(store, sql::soundness_postgresql);
  BOOTHWISE_TRY(words, texts(store, sql::soundness_sqlite));
  BOOTHWISE_TRY(dangling, texts(store, sql::dangling_rows_sqlite));
  std::ranges::copy(dangling, std::back_inserter(words));
  return words;
}

}  // namespace boothwise::operations
