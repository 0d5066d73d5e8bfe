#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <sys/resource.h>
#include <vector>

/// Asks a server as a campaign's day would: homes 40 %, seats 20 %, reports on tasks 20 %, lists 20 %, and a sign-in in
/// every thousand. Each request has its instant, whether or not the one before was answered in time, and its latency
/// counts from there. Where the sessions are trainees' passes, each asks for the pages of her own practice workspace,
/// as many addresses as a page does. usage: http_load PORT SESSIONS RATE SECONDS [CONNECTIONS]
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using clock_type = std::chrono::steady_clock;

struct User {
  std::string role;
  std::string token;  ///< of the session; of a user who signs in: the name
  std::string unit;
  std::string task;
};

struct Asked {
  std::string kind;
  http::verb verb = http::verb::get;
  std::string target;
  std::string body;
  const User* user = nullptr;
};

class Mix {
 public:
  explicit Mix(const std::string& file) {
    std::ifstream lines(file);
    for (User user; lines >> user.role >> user.token >> user.unit >> user.task;) {
      (user.role == "sign_in" ? signing_in_ : of_role_[user.role]).push_back(user);
    }
    if (of_role_.contains("trainee")) return;
    for (const char* role : {"booth_head", "mandal_head", "district_president", "seat_in_charge", "state_officer"}) {
      if (of_role_[role].empty()) throw std::runtime_error(std::string("no session of a ") + role);
    }
  }

  Asked next() {
    if (of_role_.contains("trainee")) return practised();
    const unsigned part = draw(1000);
    if (part == 0 && !signing_in_.empty()) return sign_in();
    Asked asked;
    asked.user = &someone();
    if (part < 400) {
      asked.kind = "home";
      asked.target = "/api/v1/today";
    } else if (part < 600) {
      asked.kind = "seat";
      constexpr std::array elections = {"LS-2014", "LS-2019"};
      constexpr std::array sides = {"NDA", "BJP", "SP", "BSP"};
      asked.target =
          fmt::format("/api/v1/seats/{}?election={}&side={}", 1 + draw(80), elections.at(draw(2)), sides.at(draw(4)));
    } else if (part < 800) {
      asked.kind = "report";
      asked.user = &one_of(of_role_.at("booth_head"));
      asked.verb = http::verb::post;
      asked.target = "/api/v1/tasks/" + asked.user->task + "/report";
      asked.body = draw(2) == 0 ? R"({"state":"done","note":"हो गया"})" : R"({"state":"blocked","note":"रास्ता बंद"})";
    } else {
      asked.kind = "list";
      constexpr std::array lists = {"/api/v1/tasks", "/api/v1/tasks?state=open", "/api/v1/works",
                                    "/api/v1/responsibility?kind=unit", "/api/v1/tasks?state=late"};
      asked.target = lists.at(draw(lists.size()));
    }
    return asked;
  }

 private:
  /// What somebody looks at while she does an exercise; now and then she has her work looked at.
  Asked practised() {
    Asked asked;
    asked.user = &one_of(of_role_.at("trainee"));
    if (draw(20) == 0) {
      asked.kind = "check";
      asked.verb = http::verb::post;
      asked.target = "/api/v1/training/courses/results/exercises/margin-votes/check";
      asked.body = R"({"answer":"4256"})";
      return asked;
    }
    asked.kind = "practice";
    constexpr std::array pages = {"/api/v1/session",
                                  "/api/v1/state",
                                  "/api/v1/focus?election=LS-2019&side=UPVAN",
                                  "/api/v1/seats/2?election=LS-2019&side=UPVAN",
                                  "/api/v1/segments/8?election=LS-2019&side=UPVAN",
                                  "/api/v1/training/courses/results",
                                  "/api/v1/rolls",
                                  "/api/v1/tasks",
                                  "/api/v1/organisation",
                                  "/api/v1/imports"};
    asked.target = pages.at(draw(pages.size()));
    return asked;
  }
  unsigned draw(std::size_t below) { return static_cast<unsigned>(random_() % below); }
  const User& one_of(const std::vector<User>& users) { return users[draw(users.size())]; }
  /// Most who ask are of the booths.
  const User& someone() {
    const unsigned part = draw(100);
    return one_of(of_role_.at(part < 65   ? "booth_head"
                              : part < 85 ? "mandal_head"
                              : part < 95 ? "district_president"
                              : part < 98 ? "seat_in_charge"
                                          : "state_officer"));
  }
  Asked sign_in() {
    Asked asked;
    asked.kind = "sign-in";
    asked.verb = http::verb::post;
    asked.target = "/api/v1/sign-in";
    asked.body = fmt::format(R"({{"name":"{}","password":"a long enough password"}})", one_of(signing_in_).token);
    return asked;
  }

  std::mt19937 random_{7};  // the same requests each time
  std::map<std::string, std::vector<User>> of_role_;
  std::vector<User> signing_in_;
};

struct Kept {
  std::vector<double> milliseconds;
  std::map<unsigned, std::size_t> failed;  // by status; 0: no answer
};

struct Run {
  Mix& mix;
  tcp::endpoint server;
  std::string host;
  clock_type::time_point begin;
  double rate;
  std::size_t requests;
  std::size_t next = 0;
  std::map<std::string, Kept> kept{};
};

http::request<http::string_body> message_of(const Run& run, const Asked& asked) {
  http::request<http::string_body> message{asked.verb, asked.target, 11};
  message.set(http::field::host, run.host);
  message.set(http::field::accept_encoding, "gzip");
  const bool practises = asked.user != nullptr && asked.user->role == "trainee";
  if (asked.user != nullptr) {
    message.set(http::field::cookie, (practises ? "boothwise-practice=" : "boothwise=") + asked.user->token);
  }
  if (asked.verb == http::verb::post) {
    message.set("X-Boothwise", "1");
    if (practises) message.set("X-Boothwise-Practice", "1");
    message.set(http::field::content_type, "application/json");
    message.body() = asked.body;
  }
  message.prepare_payload();
  return message;
}

/// One connection, which takes the next request that is due.
asio::awaitable<void> ask(Run& run) {
  const auto executor = co_await asio::this_coro::executor;
  beast::tcp_stream stream(executor);
  asio::steady_timer until(executor);
  beast::flat_buffer buffer;
  bool connected = false;
  boost::system::error_code failure;
  const auto token = [&failure] { return asio::redirect_error(asio::use_awaitable, failure); };
  while (run.next < run.requests) {
    const auto number = run.next++;
    const Asked asked = run.mix.next();
    const auto due = run.begin + std::chrono::duration_cast<clock_type::duration>(
                                     std::chrono::duration<double>(static_cast<double>(number) / run.rate));
    until.expires_at(due);
    co_await until.async_wait(token());
    failure = {};
    if (!connected) {
      co_await stream.async_connect(run.server, token());
      if (!failure) stream.socket().set_option(tcp::no_delay(true), failure);
    }
    const auto message = message_of(run, asked);
    if (!failure) co_await http::async_write(stream, message, token());
    http::response<http::string_body> answer;
    if (!failure) co_await http::async_read(stream, buffer, answer, token());
    connected = !failure && answer.keep_alive();
    Kept& kept = run.kept[asked.kind];
    kept.milliseconds.push_back(std::chrono::duration<double, std::milli>(clock_type::now() - due).count());
    if (failure || answer.result_int() >= 400) ++kept.failed[failure ? 0 : answer.result_int()];
    if (!connected) {
      stream.close();
      buffer.clear();
    }
    failure = {};
  }
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void tell(const std::string& kind, Kept& kept) {
  std::ranges::sort(kept.milliseconds);
  std::string failed;
  for (const auto& [status, count] : kept.failed) failed += fmt::format(" {}×{}", count, status);
  fmt::print("{:8} {:7} requests  p50 {:7.2f}  p90 {:7.2f}  p95 {:7.2f}  p99 {:7.2f}  worst {:7.2f} ms  failed:{}\n",
             kind, kept.milliseconds.size(), percentile(kept.milliseconds, 0.5), percentile(kept.milliseconds, 0.9),
             percentile(kept.milliseconds, 0.95), percentile(kept.milliseconds, 0.99), kept.milliseconds.back(),
             failed.empty() ? " none" : failed);
}

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  Mix mix(argv[2]);
  asio::io_context context(1);
  const double rate = std::atof(argv[3]);
  const double seconds = std::atof(argv[4]);
  const int connections = argc > 5 ? std::atoi(argv[5]) : 200;
  Run run{mix,
          {asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(std::atoi(argv[1]))},
          std::string("127.0.0.1:") + argv[1],
          clock_type::now(),
          rate,
          static_cast<std::size_t>(rate * seconds)};
  for (int i = 0; i < connections; ++i) asio::co_spawn(context, ask(run), asio::detached);
  context.run();
  const std::chrono::duration<double> took = clock_type::now() - run.begin;
  Kept all;
  for (auto& [kind, kept] : run.kept) {
    tell(kind, kept);
    if (kind == "sign-in") continue;
    all.milliseconds.insert(all.milliseconds.end(), kept.milliseconds.begin(), kept.milliseconds.end());
    for (const auto& [status, count] : kept.failed) all.failed[status] += count;
  }
  tell("all", all);
  fmt::print("{:.0f} requests/s over {:.1f} s; this program used {:.2f} of a processor\n",
             static_cast<double>(run.requests) / took.count(), took.count(), processor_seconds() / took.count());
  return 0;
}
