#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/url.hpp>
#include <openssl/ssl.h>

#include "services/sms.hpp"

namespace boothwise::services {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t answer_bytes_most = 64U << 10U;

/// How far one try came: before anything of the message was written, it was surely not taken.
struct Try {
  bool written = false;
  unsigned status = 0;
};

SmsAnswer answer_of(unsigned status) {
  const std::string why = std::to_string(status);
  if (status >= 200 && status < 300) return {Delivery::sent, why};
  if (status == 429 || status == 503) return {Delivery::try_again, why};  // RFC 9110: not dealt with
  // Another 5xx, or a time-out on the way, says nothing of what was done before.
  if (status >= 500 || status == 408) return {Delivery::uncertain, why};
  return {Delivery::refused, why};
}

class HttpProvider : public SmsProvider {
 public:
  explicit HttpProvider(SmsSettings settings) : settings_(std::move(settings)), url_(settings_.url) {
    if (url_.scheme() != "https") return;
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
  }

  SmsAnswer send(const OutgoingSms& message) override {
    Try tried;
    try {
      asio::io_context context;
      std::exception_ptr failure;
      asio::co_spawn(context, talk(context, request_of(message), tried),
                     [&failure](std::exception_ptr thrown) { failure = std::move(thrown); });
      context.run();
      if (failure) std::rethrow_exception(failure);
      return answer_of(tried.status);
    } catch (const boost::system::system_error& failure) {
      const bool late = failure.code() == beast::error::timeout;
      return {tried.written ? Delivery::uncertain : Delivery::try_again, late ? "timeout" : "connection"};
    }
  }

 private:
  using Request = http::request<http::string_body>;

  [[nodiscard]] Request request_of(const OutgoingSms& message) const {
    Request request{http::verb::post, std::string(url_.encoded_resource()), 11};
    if (url_.encoded_path().empty()) request.target("/" + std::string(url_.encoded_resource()));
    request.set(http::field::host, std::string(url_.encoded_host_and_port()));
    request.set(http::field::content_type,
                settings_.form ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8");
    for (const auto& [name, value] : settings_.headers) request.set(name, value);
    request.set("Idempotency-Key", message.reference);
    request.body() = sms_body(settings_, message);
    request.prepare_payload();
    return request;
  }

  /// Writes and reads over a stream that is open. `wire`: what carries it, which has the time limit.
  template <typename Stream>
  static asio::awaitable<void> exchange(Stream& stream, const Request& request, Try& tried) {
    tried.written = true;
    co_await http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes_most);
    co_await http::async_read_header(stream, buffer, parser, asio::use_awaitable);
    tried.status = parser.get().result_int();
  }

  asio::awaitable<void> talk(asio::io_context& context, Request request, Try& tried) {
    const std::string host = url_.host_address();
    const bool safe = url_.scheme() == "https";
    const std::string port = url_.has_port() ? std::string(url_.port()) : safe ? "443" : "80";
    tcp::resolver resolver(context);
    const auto places = co_await resolver.async_resolve(host, port, asio::use_awaitable);
    beast::tcp_stream wire(context);
    wire.expires_after(settings_.timeout);
    co_await wire.async_connect(places, asio::use_awaitable);
    if (!safe) {
      co_await exchange(wire, request, tried);
      co_return;
    }
    beast::ssl_stream<beast::tcp_stream> stream(std::move(wire), tls_);
    stream.set_verify_callback(asio::ssl::host_name_verification(host));
    SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_await exchange(stream, request, tried);
  }

  SmsSettings settings_;
  boost::urls::url url_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
};

}  // namespace

std::unique_ptr<SmsProvider> http_sms_provider(const SmsSettings& settings) {
  return std::make_unique<HttpProvider>(settings);
}

}  // namespace boothwise::services
