#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"
#include "services/audit_delivery.hpp"
#include "services/workspace.hpp"

namespace boothwise::server {

struct CaretakerOptions {
  std::filesystem::path auditor_folder;  ///< empty: heads are not delivered
  std::filesystem::path tombstones;      ///< the file that keeps them apart; empty: in the workspace
  std::chrono::milliseconds pause{30'000};
  std::filesystem::path data_folder{};  ///< our own tables; the application's where empty
  /// Weekly reports: whether they are due since a day, and making them. Set by the application, which has what they are
  /// made from.
  std::function<Result<bool>(const std::optional<Day>& done)> reports_due{};
  std::function<Status(Progress& progress)> make_reports{};
};

/// What a server does besides answering, again and again: says that it lives, brings the audit trail's heads to the
/// auditor, keeps tombstones apart. Any number of servers on one store may have one each.
class Caretaker {
 public:
  /// Begins at once, in a thread of its own. What it is given must outlive it.
  Caretaker(services::Workspace& workspace, const ServerKey& key, CaretakerOptions options);
  /// Ends soon, and takes back that this server lives.
  ~Caretaker();
  Caretaker(const Caretaker&) = delete;
  Caretaker& operator=(const Caretaker&) = delete;

  /// Prometheus text: what was delivered when, and what fails.
  [[nodiscard]] std::string metrics() const;
  /// Lines that begin with "warning: ", for people who look after the server; empty where all is well.
  [[nodiscard]] std::string warnings() const;

 private:
  void run(const std::stop_token& stop);
  Status look_after(const std::stop_token& stop);
  /// Records whose time is over (rules R22, R40); by one server at a time.
  Status erase_what_is_over(operations::Store& store);
  /// What households said of schemes, once a week (rule R24); by one server at a time.
  Status count_receipts(operations::Store& store, const std::stop_token& stop);
  /// Answer cards against data that came since (rule R31); by one server at a time.
  Status look_at_cards(operations::Store& store);
  /// Reports that are made by themselves each week; by one server at a time.
  Status make_reports(operations::Store& store, const std::stop_token& stop);

  services::Workspace& workspace_;
  const ServerKey& key_;
  CaretakerOptions options_;
  std::string holder_;
  mutable std::mutex mutex_;  // guards the two below
  services::DeliveryState delivery_;
  std::string failure_;
  std::condition_variable_any changed_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace boothwise::server
