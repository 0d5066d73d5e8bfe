#pragma once

#include "operations/store.hpp"
#include "operations/tables.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/dates.hpp"
#include "base/digest.hpp"
#include "base/progress.hpp"
#include "base/secrets.hpp"
#include "services/backup_file.hpp"

namespace boothwise::services {

/// Puts what a backup holds into a folder and, inside one transaction, into a store that has nothing yet.
class RestoreTaking final : public BackupTaker {
 public:
  /// `name`: of the backup, for errors. REQUIRES: a transaction on a store without tables; all outlive it.
  RestoreTaking(std::string name, std::filesystem::path folder, operations::Store& inside, const ServerKey& key,
                Progress& progress)
      : name_(std::move(name)), folder_(std::move(folder)), inside_(inside), key_(key), progress_(progress) {}

  /// Errors of all three: `backup_malformed`, `operations_newer`, `server_key_differs`, `restored_differs` where the
  /// store does not give back what was put into it, `stopped`, and those of the store and of files.
  Status begin(const boost::json::object& head) override;
  Status data(std::string_view bytes) override;
  Status end(const boost::json::object& tail) override;

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::int64_t tables() const { return tables_; }
  [[nodiscard]] std::int64_t files() const { return files_; }
  [[nodiscard]] Instant made_at() const { return made_at_; }

 private:
  [[nodiscard]] Status malformed(const std::string& what) const { return backup_malformed(name_, what); }
  Status begin_workspace(const boost::json::object& head);
  Status begin_table(const boost::json::object& head);
  Status begin_file(const boost::json::object& head);
  void start();
  Status put_batch();
  Status end_table(const boost::json::object& tail);
  Status end_file(const boost::json::object& tail);

  std::string name_;
  std::filesystem::path folder_;
  operations::Store& inside_;
  const ServerKey& key_;
  Progress& progress_;
  bool described_ = false;
  Instant made_at_{};
  const operations::StoreTable* table_ = nullptr;  // of the part under way
  std::unique_ptr<AtomicFile> file_;               // likewise
  std::vector<std::string> columns_;
  Sha256 digest_;
  std::int64_t count_ = 0;  // bytes of the part
  std::int64_t rows_of_table_ = 0;
  std::string waiting_;  // the beginning of a row
  std::vector<std::vector<operations::Value>> batch_;
  std::int64_t rows_ = 0;
  std::int64_t tables_ = 0;
  std::int64_t files_ = 0;
};

}  // namespace boothwise::services
