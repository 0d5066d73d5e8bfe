#pragma once

#include "operations/internal/connection.hpp"
#include "operations/internal/text_hash.hpp"

#include <libpq-fe.h>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace boothwise::operations {

/// What PostgreSQL refused, with its code of five letters (the manual's appendix A); no code where it gave no answer.
class PostgresqlFailure : public std::runtime_error {
 public:
  PostgresqlFailure(std::string state, const std::string& words)
      : std::runtime_error(words), state_(std::move(state)) {}
  [[nodiscard]] const std::string& state() const { return state_; }

 private:
  std::string state_;
};

/// What a statement begins with whose plan depends on its values. All others are planned once a conversation: planning
/// anew took as long as running them.
inline constexpr std::string_view planned_for_its_values = "/* planned for its values */";

/// A conversation with PostgreSQL by libpq. What goes ahead of a statement (whose rows are seen, the beginning of a
/// transaction, its preparing) travels with it: one journey a statement.
class PostgresqlConnection : public Connection {
 public:
  /// `address`: libpq's connection text. `schema`: as open_postgresql.
  PostgresqlConnection(const std::string& address, const std::string& schema);

  std::vector<Row> ask(std::string_view sql, const Parameters& parameters) override;
  Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) override;
  std::int64_t change(std::string_view sql, const Parameters& parameters) override;
  void send(std::string_view sql, const Parameters& parameters) override;
  std::int64_t change_each(std::string_view sql, std::span<const Parameters> rows, std::size_t& failed) override;
  void command(const std::string& sql) override;

  /// Whose rows the next statements see: paths with commas between, or `sees_everything`. REQUIRES: outside a
  /// transaction.
  void see(std::string sight) { sight_ = std::move(sight); }
  /// What the server was last told; nothing where that is unknown.
  [[nodiscard]] const std::optional<std::string>& seen() const { return told_; }

  /// The next statement begins a transaction by this command.
  void begin(std::string command) { beginning_ = std::move(command); }
  void commit();
  void roll_back();

  /// True if it can be given to the next who asks.
  [[nodiscard]] bool sound() const;

 private:
  struct Closed {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Cleared {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Answer = std::unique_ptr<PGresult, Cleared>;
  /// A statement that the server keeps under a name.
  struct Prepared {
    std::string name;
    std::vector<std::string> values;  // their names, by place
    bool for_its_values = false;
  };
  class Journey;

  [[noreturn]] void fail();
  /// What goes ahead of the next statement.
  void send_ahead(Journey& journey);
  /// Waits for all answers, and gives the one at `place`.
  Answer arrive(Journey& journey, std::size_t place);
  const Prepared& prepared(std::string_view sql);
  /// Waits for what was sent ahead.
  void settle();
  /// Puts a statement with its values on a journey; its place there.
  std::size_t put(Journey& journey, const Prepared& statement, const Parameters& parameters);
  Answer run(std::string_view sql, const Parameters& parameters);
  /// As change_each. REQUIRES: so few that their answers may be held.
  std::int64_t change_in_one_journey(std::string_view sql, std::span<const Parameters> rows, std::size_t& failed);
  Answer run_once(const char* sql);
  /// True if the transaction that was to begin has no statement; it is over then.
  bool nothing_begun();

  std::unique_ptr<PGconn, Closed> connection_;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> prepared_;
  std::uint64_t names_given_ = 0;
  std::string sight_;
  std::optional<std::string> told_;
  std::string beginning_;  // of a transaction of which nothing was sent yet
  std::size_t ahead_ = 0;  // commands that were sent and whose answers come with the next journey's
  bool outdated_ = false;  // a statement that is kept does not fit the layout any more
};

inline constexpr std::string_view sees_everything = "*";

}  // namespace boothwise::operations
