#pragma once

#include "operations/internal/connection.hpp"

#include <soci/soci.h>
#include <unordered_map>

namespace boothwise::operations {

class Prepared;

/// A conversation through SOCI: with PostgreSQL.
class SociConnection : public Connection {
 public:
  explicit SociConnection(std::unique_ptr<soci::session> session);
  ~SociConnection() override;

  std::vector<Row> ask(std::string_view sql, const Parameters& parameters) override;
  Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) override;
  std::int64_t change(std::string_view sql, const Parameters& parameters) override;
  void command(const std::string& sql) override;
  soci::session& session() { return *session_; }

 private:
  Prepared& prepared(std::string_view sql, const Parameters& parameters);

  std::unique_ptr<soci::session> session_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared_;
};

}  // namespace boothwise::operations
