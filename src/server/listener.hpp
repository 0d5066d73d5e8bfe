#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "server/http.hpp"

namespace boothwise::server {

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  unsigned threads = 2;       ///< that make answers
  std::uint32_t header_bytes_max = 16U << 10U;
  std::uint64_t body_bytes_max = 1U << 20U;                  ///< of JSON
  std::uint64_t field_bytes_max = std::uint64_t{24} << 20U;  ///< of a filled form with its files
  std::uint64_t upload_bytes_max = std::uint64_t{4} << 30U;  ///< of files
  std::chrono::seconds idle_seconds_max{30};                 ///< for a header, a block of a body, a written answer
  std::uint32_t connections_max = 2048;
  std::filesystem::path upload_folder;
  /// Addresses of reverse proxies that speak TLS for us. With none, only loopback is served, and asked by its own
  /// names.
  std::vector<std::string> proxies{};
  std::string public_url{};  ///< how browsers reach it through the proxy: "https://booths.example.org"
};

/// What the listener asks of the application. All functions are called from several threads at once.
struct Application {
  std::function<Response(Request&)> answer;
  /// True if a POST to this path is a file: its body goes to a file in the upload folder.
  std::function<bool(const std::string& path)> takes_file;
  /// Told of each answer: route known to the application by the request, seconds taken.
  std::function<void(const Request&, const Response&, double seconds)> served;
  /// True for paths where nobody is known by a cookie, so that a POST from anywhere is as good as any: OpenRosa's.
  std::function<bool(const std::string& path)> without_cookies = [](const std::string&) { return false; };
};

/// HTTP/1.1 on one address: of this machine only, or behind a trusted proxy that speaks TLS.
class Listener {
 public:
  /// Binds. Errors: `address_not_loopback` (without a proxy), `proxy_malformed`, `public_url_malformed`, `port_taken`,
  /// `address_malformed`.
  static Result<std::unique_ptr<Listener>> bind(const ListenerOptions& options, Application application);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Serves until `stop`, or SIGINT or SIGTERM if `on_signals`; then lets answers under way end, for 10 seconds at
  /// most.
  void run(bool on_signals);
  /// From any thread.
  void stop();

 private:
  struct State;
  explicit Listener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::server
