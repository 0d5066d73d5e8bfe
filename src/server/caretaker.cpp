#include "server/caretaker.hpp"

#include "answers/writing.hpp"
#include "field/erasure.hpp"
#include "field/receipts.hpp"
#include "operations/answers.hpp"
#include "operations/leases.hpp"

#include <array>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

#include "base/progress.hpp"
#include "server/route_parts.hpp"
#include "services/caller.hpp"
#include "services/serving_mark.hpp"
#include "services/snapshot.hpp"
#include "services/tombstones.hpp"

namespace boothwise::server {

namespace {

/// Longer than a server may be busy between two looks.
constexpr std::chrono::seconds lives_for{120};

std::string own_name() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  constexpr std::size_t digits = 8;
  return fmt::format("{}{}.{}.{}", services::server_lease, std::string(host.data()).substr(0, 12), ::getpid() % 100000,
                     operations::new_id().substr(0, digits));
}

/// Tells nobody, and stops with the server.
class UntilStopped final : public Progress {
 public:
  explicit UntilStopped(std::stop_token stop) : stop_(std::move(stop)) {}
  void report(double /*fraction*/, const Bilingual& /*what*/) override {}
  [[nodiscard]] bool stop_requested() const override { return stop_.stop_requested(); }

 private:
  std::stop_token stop_;
};

}  // namespace

Caretaker::Caretaker(services::Workspace& workspace, const ServerKey& key, CaretakerOptions options)
    : workspace_(workspace), key_(key), options_(std::move(options)), holder_(own_name()) {
  if (options_.tombstones.empty()) options_.tombstones = services::tombstones_file(workspace_.folder);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Caretaker::~Caretaker() {
  thread_.request_stop();
  changed_.notify_all();
  thread_.join();
}

void Caretaker::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    Status looked = success();
    try {
      looked = look_after(stop);
    } catch (const std::exception& failure) {
      looked = Error{ErrorKind::environment, "caretaker_failed", {failure.what(), failure.what()}};
    }
    std::unique_lock lock(mutex_);
    std::string failure = looked ? std::string() : looked.error().line(Language::english);
    if (!failure.empty() && failure != failure_) std::cerr << "boothwise: " << failure << std::endl;
    failure_ = std::move(failure);
    changed_.wait_for(lock, stop, options_.pause, [] { return false; });
  }
  if (auto store = workspace_.operations->store()) {
    static_cast<void>(operations::drop_lease(**store, holder_));  // else it is over by itself
  }
}

Status Caretaker::look_after(const std::stop_token& stop) {
  BOOTHWISE_TRY(store, workspace_.operations->store());
  BOOTHWISE_CHECK(operations::take_lease(*store, holder_, holder_, now(), lives_for));
  BOOTHWISE_CHECK(operations::drop_leases_over(*store, services::server_lease, now()));  // of those that were killed
  BOOTHWISE_CHECK(erase_what_is_over(*store));
  BOOTHWISE_CHECK(count_receipts(*store, stop));
  BOOTHWISE_CHECK(look_at_cards(*store));
  BOOTHWISE_CHECK(make_reports(*store, stop));
  BOOTHWISE_CHECK(services::write_tombstones_out(*store, options_.tombstones));
  if (options_.auditor_folder.empty()) return success();
  const auto delivered = services::deliver_audit_heads(*store, key_, {options_.auditor_folder, holder_}, now());
  BOOTHWISE_TRY(state, services::delivery_state(*store));
  {
    const std::scoped_lock lock(mutex_);
    delivery_ = std::move(state);
  }
  return delivered ? success() : Status(delivered.error());
}

Status Caretaker::erase_what_is_over(operations::Store& store) {
  constexpr auto lease_time = std::chrono::minutes(10);
  BOOTHWISE_TRY(mine, operations::take_lease(store, "erasure", holder_, now(), lease_time));
  if (!mine) return success();
  field::RecordVault vault(*workspace_.keys, key_);
  field::FormShelf shelf;
  BOOTHWISE_CHECK(field::erase_what_is_over({workspace_, store, vault, shelf, key_, now()}));
  return success();
}

Status Caretaker::count_receipts(operations::Store& store, const std::stop_token& stop) {
  constexpr std::string_view work = "receipts";
  constexpr auto lease_time = std::chrono::hours(1);
  constexpr auto between = std::chrono::days(7);
  const Day today = day_in_india(now());
  BOOTHWISE_TRY(before, operations::lease(store, work));
  const auto done = before ? parse_date(before->done_day) : std::nullopt;
  if (done && std::chrono::sys_days(today) - std::chrono::sys_days(*done) < between) return success();
  BOOTHWISE_TRY(mine, operations::take_lease(store, work, holder_, now(), lease_time));
  if (!mine) return success();
  field::RecordVault vault(*workspace_.keys, key_);
  field::FormShelf shelf;
  const Access everything = Access::owner();
  services::Caller caller(workspace_, {}, key_, everything, store, now(), today);
  UntilStopped progress(stop);
  const auto counted = field::count_receipts(caller, {workspace_, store, vault, shelf, key_, now()}, progress);
  if (!counted && counted.error().code == "stopped") return operations::end_lease(store, work, holder_);
  if (!counted) {
    BOOTHWISE_CHECK(
        operations::note_lease_failed(store, work, holder_, now(), counted.error().line(Language::english)));
    return counted.error();
  }
  return operations::note_lease_done(store, work, holder_, iso_date(today));
}

Status Caretaker::look_at_cards(operations::Store& store) {
  constexpr std::string_view work = "answer_cards";
  constexpr auto lease_time = std::chrono::minutes(10);
  constexpr std::int64_t cards_at_once = 100;
  BOOTHWISE_CHECK(workspace_.warehouse->refresh());
  BOOTHWISE_TRY(data, answers::name_of_data(store, *workspace_.warehouse->manifest()));
  BOOTHWISE_TRY(waiting, operations::cards_to_look_at(store, data, 1));
  if (waiting.empty()) return success();
  BOOTHWISE_TRY(mine, operations::take_lease(store, work, holder_, now(), lease_time));
  if (!mine) return success();
  const Access everything = Access::owner();
  services::Caller caller(workspace_, options_.data_folder, key_, everything, store, now(), day_in_india(now()));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace_.warehouse));
  answers::Desk desk(caller, *snapshot);
  const auto looked = answers::look_again(desk, cards_at_once);
  BOOTHWISE_CHECK(operations::end_lease(store, work, holder_));
  return looked ? success() : Status(looked.error());
}

Status Caretaker::make_reports(operations::Store& store, const std::stop_token& stop) {
  constexpr std::string_view work = "reports";
  constexpr auto lease_time = std::chrono::hours(1);
  if (!options_.reports_due || !options_.make_reports) return success();
  BOOTHWISE_TRY(before, operations::lease(store, work));
  BOOTHWISE_TRY(due, options_.reports_due(before ? parse_date(before->done_day) : std::nullopt));
  if (!due) return success();
  BOOTHWISE_TRY(mine, operations::take_lease(store, work, holder_, now(), lease_time));
  if (!mine) return success();
  UntilStopped progress(stop);
  const Status made = options_.make_reports(progress);
  if (!made && made.error().code == "stopped") return operations::end_lease(store, work, holder_);
  if (!made) {
    BOOTHWISE_CHECK(operations::note_lease_failed(store, work, holder_, now(), made.error().line(Language::english)));
    return made.error();
  }
  return operations::note_lease_done(store, work, holder_, iso_date(day_in_india(now())));
}

std::string Caretaker::metrics() const {
  const std::scoped_lock lock(mutex_);
  std::string text = fmt::format(
      "# HELP boothwise_caretaker_failing 1 while what the server does besides answering fails.\n"
      "# TYPE boothwise_caretaker_failing gauge\nboothwise_caretaker_failing {}\n",
      failure_.empty() ? 0 : 1);
  if (options_.auditor_folder.empty()) return text;
  text += fmt::format(
      "# HELP boothwise_audit_heads_delivered 1 if today's heads are with the auditor.\n"
      "# TYPE boothwise_audit_heads_delivered gauge\nboothwise_audit_heads_delivered {}\n",
      delivery_.done_day == iso_date(today()) ? 1 : 0);
  if (delivery_.failed_at) {
    text += fmt::format(
        "# HELP boothwise_audit_heads_failed_seconds When delivering them failed last, since it last worked.\n"
        "# TYPE boothwise_audit_heads_failed_seconds gauge\nboothwise_audit_heads_failed_seconds {}\n",
        delivery_.failed_at->time_since_epoch().count());
  }
  return text;
}

std::string Caretaker::warnings() const {
  const std::scoped_lock lock(mutex_);
  std::string text;
  if (delivery_.failed_at) text += "warning: the audit trail's heads do not reach the auditor\n";
  if (!failure_.empty() && !delivery_.failed_at) text += "warning: the server's other work fails; its log says why\n";
  return text;
}

}  // namespace boothwise::server
