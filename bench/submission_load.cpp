#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <random>
#include <string>
#include <vector>

/// Sends filled forms as fast as they are acknowledged, each connection one after the other, as many phones would that
/// come online at once. Paths to post to, one a line, come on standard input; each connection keeps to one. Prints how
/// many a second were acknowledged and how long each waited. tests/collect_client --speed drives it.
/// usage: submission_load PORT RECORDS CONNECTIONS SEED
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using clock_type = std::chrono::steady_clock;

struct Run {
  tcp::endpoint server;
  std::size_t left;
  std::mt19937_64 random;
  std::vector<double> milliseconds{};
  std::size_t refused = 0;
  std::string first_refusal{};
};

std::string new_uuid(std::mt19937_64& random) {
  const std::uint64_t high = random();
  const std::uint64_t low = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xffffU, high & 0xfffU,
                     0x8000U | (low >> 50U), low & 0xffffffffffffU);
}

http::request<http::string_body> message_of(Run& run, const std::string& path) {
  const std::string_view boundary = "----boothwise-load";
  http::request<http::string_body> message{http::verb::post, path, 11};
  message.set(http::field::host, "127.0.0.1");
  message.set("X-OpenRosa-Version", "1.0");
  message.set(http::field::content_type, fmt::format("multipart/form-data; boundary={}", boundary));
  message.body() = fmt::format(
      "--{0}\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"visit.xml\"\r\n"
      "Content-Type: text/xml\r\n\r\n<?xml version=\"1.0\"?><data xmlns:orx=\"http://openrosa.org/xforms\" "
      "id=\"visit\" version=\"1\"><consent_schemes>yes</consent_schemes><gas>works</gas><consent_contact>no</"
      "consent_contact><photo/><orx:meta><orx:instanceID>uuid:{1}</orx:instanceID></orx:meta></data>\r\n--{0}--\r\n",
      boundary, new_uuid(run.random));
  message.prepare_payload();
  return message;
}

asio::awaitable<void> send(Run& run, std::string path) {
  beast::tcp_stream stream(co_await asio::this_coro::executor);
  co_await stream.async_connect(run.server, asio::use_awaitable);
  stream.socket().set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  while (run.left > 0) {
    --run.left;
    const auto begun = clock_type::now();
    co_await http::async_write(stream, message_of(run, path), asio::use_awaitable);
    http::response<http::string_body> answer;
    co_await http::async_read(stream, buffer, answer, asio::use_awaitable);
    run.milliseconds.push_back(std::chrono::duration<double, std::milli>(clock_type::now() - begun).count());
    if (answer.result() == http::status::created) continue;
    if (run.refused++ == 0) run.first_refusal = fmt::format("{} {}", answer.result_int(), answer.body());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  std::vector<std::string> paths;
  for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  if (paths.empty()) return 2;
  asio::io_context context(1);
  Run run{{asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(std::atoi(argv[1]))},
          static_cast<std::size_t>(std::atoll(argv[2])),
          std::mt19937_64(static_cast<std::uint64_t>(std::atoll(argv[4])))};
  const auto connections = static_cast<std::size_t>(std::atoi(argv[3]));
  const std::size_t records = run.left;
  for (std::size_t i = 0; i < connections; ++i) {
    asio::co_spawn(context, send(run, paths[i % paths.size()]), [](const std::exception_ptr& failure) {
      if (failure) std::rethrow_exception(failure);
    });
  }
  const auto begun = clock_type::now();
  context.run();
  const std::chrono::duration<double> took = clock_type::now() - begun;
  std::ranges::sort(run.milliseconds);
  fmt::print("{} records acknowledged in {:.1f} s: {:.0f}/s over {} connections; p50 {:.1f} ms, p99 {:.1f} ms\n",
             records - run.refused, took.count(), static_cast<double>(records - run.refused) / took.count(),
             connections, run.milliseconds[records / 2], run.milliseconds[records * 99 / 100]);
  if (run.refused > 0) std::cerr << run.refused << " refused: " << run.first_refusal << '\n';
  return run.refused == 0 ? 0 : 1;
}
