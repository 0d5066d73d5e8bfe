#include "server/listener.hpp"

#include "operations/store.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <thread>
#include <vector>

#include "base/text.hpp"

namespace boothwise::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

struct Listener::State {
  ListenerOptions options;
  Application application;
  asio::io_context context;                    // reads requests and writes answers
  std::optional<asio::thread_pool> answering;  // makes the answers; as long as it runs
  tcp::acceptor acceptor{context};
  asio::signal_set signals{context};
  asio::steady_timer deadline{context};
  std::atomic<std::uint32_t> connections{0};
  std::atomic<bool> stopping{false};
  std::string public_host;  // of the public URL, with its port if it names one

  /// Who asks: the last one that a trusted proxy names, else the other end. Nothing where the other end is no proxy but
  /// must be.
  [[nodiscard]] std::optional<std::string> client_of(const Request& request, const std::string& peer) const;
  /// Keeps other sites' pages, and other names of this machine, out.
  [[nodiscard]] std::optional<Response> refused(const Request& request) const;

  asio::awaitable<void> accept();
  asio::awaitable<void> converse(tcp::socket socket);
  /// Reads on for a while: a client that is still sending would lose our last answer if we just closed (RFC 9112 9.6).
  asio::awaitable<void> linger(beast::tcp_stream& stream);
  asio::awaitable<bool> converse_once(beast::tcp_stream& stream, beast::flat_buffer& buffer);
  /// By a thread that may wait for the disk, while those that talk go on.
  asio::awaitable<Response> answered(Request& request);
  void begin_stop();
};

namespace {

constexpr auto stop_seconds_max = std::chrono::seconds(10);
constexpr auto linger_seconds_max = std::chrono::seconds(2);

Method method_of(http::verb verb) {
  if (verb == http::verb::get || verb == http::verb::head) return Method::get;
  return verb == http::verb::post ? Method::post : Method::other;
}

Result<Request> request_of(const http::request_header<>& header) {
  BOOTHWISE_TRY(target, parse_target({header.target().data(), header.target().size()}));
  Request request;
  request.head = header.method() == http::verb::head;
  request.method = method_of(header.method());
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  for (const auto& field : header) {
    request.headers[ascii_lower({field.name_string().data(), field.name_string().size()})] = std::string(field.value());
  }
  return request;
}

/// A page of another site may point a name of its own at this machine (DNS rebinding): only loopback names are
/// answered.
bool host_is_loopback(const std::string& host) {
  const std::string_view name =
      std::string_view(host).substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

http::response<http::string_body> message_of(Response response, unsigned version, bool keep_alive) {
  http::response<http::string_body> message{static_cast<http::status>(response.status), version};
  if (!response.type.empty()) message.set(http::field::content_type, response.type);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  message.set("X-Frame-Options", "DENY");
  for (const auto& [name, value] : response.headers) {
    if (name == "WWW-Authenticate") {
      message.insert(name, value);  // one line a scheme
    } else if (name != "X-Boothwise-Failure") {
      message.set(name, value);
    }
  }
  message.keep_alive(keep_alive);
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

}  // namespace

std::optional<std::string> Listener::State::client_of(const Request& request, const std::string& peer) const {
  if (options.proxies.empty()) return peer;
  if (std::ranges::find(options.proxies, peer) == options.proxies.end()) return std::nullopt;
  const std::string forwarded = request.header("x-forwarded-for");
  const std::string_view last = trimmed(std::string_view(forwarded).substr(forwarded.rfind(',') + 1));
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(std::string(last), failure);
  return failure ? peer : address.to_string();
}

std::optional<Response> Listener::State::refused(const Request& request) const {
  const auto forbidden = [](std::string_view code, Bilingual message) {
    return problem({ErrorKind::forbidden, std::string(code), std::move(message)});
  };
  const std::string host = request.header("host");
  const bool through_proxy = !public_host.empty() && host == public_host;
  if (!through_proxy && !host_is_loopback(host)) {
    return forbidden("host_unknown", {"this server does not answer under this name", "यह सर्वर इस नाम पर उत्तर नहीं देता"});
  }
  if (request.method != Method::post || application.without_cookies(request.path)) return std::nullopt;
  const std::string origin = request.header("origin");
  const bool same_origin = origin.empty() || origin == (through_proxy ? options.public_url : "http://" + host);
  if (!same_origin || request.header("x-boothwise").empty()) {
    return forbidden("not_same_origin", {"a POST must come from Boothwise's own pages and carry the header X-Boothwise",
                                         "POST केवल बूथवाइज़ के अपने पन्नों से, X-Boothwise हेडर के साथ आ सकता है"});
  }
  return std::nullopt;
}

asio::awaitable<Response> Listener::State::answered(Request& request) {
  const auto work = [this, &request]() -> asio::awaitable<Response> { co_return application.answer(request); };
  co_return co_await asio::co_spawn(*answering, work, asio::use_awaitable);
}

asio::awaitable<bool> Listener::State::converse_once(beast::tcp_stream& stream, beast::flat_buffer& buffer) {
  boost::system::error_code failure;
  const auto token = [&failure] { return asio::redirect_error(asio::use_awaitable, failure); };
  http::request_parser<http::empty_body> header_parser;
  header_parser.header_limit(options.header_bytes_max);
  header_parser.body_limit(options.upload_bytes_max);
  stream.expires_after(options.idle_seconds_max);
  co_await http::async_read_header(stream, buffer, header_parser, token());
  if (failure) co_return false;

  const auto started = std::chrono::steady_clock::now();
  const unsigned version = header_parser.get().version();
  const bool head_only = header_parser.get().method() == http::verb::head;
  bool keep_alive = header_parser.get().keep_alive() && !stopping;
  Response response;
  Request request;
  auto parsed = request_of(header_parser.get());
  if (!parsed) {
    response = problem(parsed.error());
    keep_alive = false;
  } else {
    request = std::move(parsed).value();
    boost::system::error_code gone;
    const auto client = client_of(request, stream.socket().remote_endpoint(gone).address().to_string());
    request.client = client.value_or("");
    if (!client) {
      response = problem({ErrorKind::forbidden,
                          "not_through_proxy",
                          {"this server is asked through its proxy only", "इस सर्वर से केवल उसके प्रॉक्सी द्वारा पूछें"}});
      keep_alive = false;
    } else if (auto refusal = refused(request)) {
      response = std::move(*refusal);
      keep_alive = false;  // a body may follow that nobody reads
    } else {
      if (request.method == Method::post && request.header("expect") == "100-continue") {
        http::response<http::empty_body> go_on{http::status::continue_, version};
        co_await http::async_write(stream, go_on, token());
        if (failure) co_return false;
      }
      const bool file = request.method == Method::post && application.takes_file(request.path);
      const std::uint64_t body_most =
          application.without_cookies(request.path) ? options.field_bytes_max : options.body_bytes_max;
      // Beast checks a stated length only while it reads the header; what is left to it are bodies in chunks.
      const auto stated = header_parser.content_length();
      if (stated && *stated > (file ? options.upload_bytes_max : body_most)) {
        failure = http::error::body_limit;
      } else if (file) {
        request.body_file = options.upload_folder / ("incoming-" + operations::new_id());
        http::request_parser<http::file_body> parser(std::move(header_parser));
        parser.get().body().open(request.body_file.c_str(), beast::file_mode::write, failure);
        while (!failure && !parser.is_done()) {
          stream.expires_after(options.idle_seconds_max);
          co_await http::async_read_some(stream, buffer, parser, token());
        }
        parser.get().body().close();
      } else {
        http::request_parser<http::string_body> parser(std::move(header_parser));
        parser.body_limit(body_most);
        stream.expires_after(options.idle_seconds_max);
        co_await http::async_read(stream, buffer, parser, token());
        request.body = std::move(parser.get().body());
      }
      if (failure && !request.body_file.empty()) {
        std::error_code ignored;
        std::filesystem::remove(request.body_file, ignored);
      }
      if (failure == http::error::body_limit) {
        response =
            problem({ErrorKind::too_large, "body_too_large", {"more than this address takes", "इस पते की सीमा से बड़ा"}});
        keep_alive = false;
      } else if (failure) {
        co_return false;
      } else {
        response = co_await answered(request);
      }
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  application.served(request, response, seconds.count());
  auto message = message_of(std::move(response), version, keep_alive);
  if (!public_host.empty()) message.set("Strict-Transport-Security", "max-age=31536000");  // a year; RFC 6797
  stream.expires_after(options.idle_seconds_max);
  failure = {};
  if (head_only || message.result() == http::status::not_modified) {
    http::response<http::empty_body> empty(message.base());
    empty.keep_alive(keep_alive);
    co_await http::async_write(stream, empty, token());
  } else {
    co_await http::async_write(stream, message, token());
  }
  co_return !failure && keep_alive;
}

asio::awaitable<void> Listener::State::linger(beast::tcp_stream& stream) {
  constexpr std::size_t bytes_max = std::size_t{16} << 20U;
  boost::system::error_code failure;
  std::array<char, 16384> rest{};
  stream.expires_after(linger_seconds_max);
  for (std::size_t bytes = 0; !failure && bytes < bytes_max;) {
    bytes += co_await stream.async_read_some(asio::buffer(rest), asio::redirect_error(asio::use_awaitable, failure));
  }
}

asio::awaitable<void> Listener::State::converse(tcp::socket socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  while (co_await converse_once(stream, buffer)) {
  }
  if (stream.socket().is_open()) {
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    co_await linger(stream);
  }
  if (--connections == 0 && stopping) context.stop();
}

asio::awaitable<void> Listener::State::accept() {
  while (!stopping) {
    boost::system::error_code failure;
    // A strand for each connection: its timer and its reads never run at once.
    tcp::socket socket =
        co_await acceptor.async_accept(asio::make_strand(context), asio::redirect_error(asio::use_awaitable, failure));
    if (failure == asio::error::operation_aborted) co_return;
    if (failure) {  // out of descriptors: wait for some to be closed
      asio::steady_timer pause(context, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failure));
      continue;
    }
    if (connections >= options.connections_max) continue;  // the socket closes
    ++connections;
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, converse(std::move(socket)), asio::detached);
  }
}

void Listener::State::begin_stop() {
  if (stopping.exchange(true)) return;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  if (connections == 0) {
    context.stop();
    return;
  }
  deadline.expires_after(stop_seconds_max);
  deadline.async_wait([this](const boost::system::error_code&) { context.stop(); });
}

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::bind(const ListenerOptions& options, Application application) {
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, failure);
  const auto at = [&](ErrorKind kind, const char* code, Bilingual message) {
    Error error{kind, code, std::move(message)};
    error.where.value = options.address + ":" + std::to_string(options.port);
    return error;
  };
  if (failure) {
    return at(ErrorKind::bad_input, "address_malformed",
              {"expected an address and port such as 127.0.0.1:8080", "127.0.0.1:8080 जैसा पता और पोर्ट चाहिए"});
  }
  if (!address.is_loopback() && options.proxies.empty()) {
    return at(
        ErrorKind::bad_input, "address_not_loopback",
        {"other machines reach Boothwise through a reverse proxy that speaks TLS: name it with --behind-proxy ADDRESS "
         "and --public-url https://NAME (docs/security.md). For yourself alone a tunnel does: ssh -L "
         "8080:127.0.0.1:8080",
         "दूसरी मशीनें बूथवाइज़ तक TLS वाले रिवर्स प्रॉक्सी से पहुँचती हैं: --behind-proxy पता और --public-url https://नाम दें "
         "(docs/security.md)। केवल अपने लिए टनल काफ़ी है: ssh -L 8080:127.0.0.1:8080"});
  }
  for (const std::string& proxy : options.proxies) {
    boost::system::error_code no_address;
    asio::ip::make_address(proxy, no_address);
    if (no_address) {
      Error error = at(ErrorKind::bad_input, "proxy_malformed",
                       {"expected the proxy's address such as 127.0.0.1", "127.0.0.1 जैसा प्रॉक्सी का पता चाहिए"});
      error.where.value = shortened(proxy, 80);
      return error;
    }
  }
  constexpr std::string_view scheme = "https://";
  const std::string& url = options.public_url;
  const bool plain_origin = url.starts_with(scheme) && url.size() > scheme.size() &&
                            url.find_first_of("/?# @\\", scheme.size()) == std::string::npos;
  if (options.proxies.empty() != url.empty() || (!url.empty() && !plain_origin)) {
    Error error = at(ErrorKind::bad_input, "public_url_malformed",
                     {"expected --behind-proxy together with --public-url https://NAME, without a path",
                      "--behind-proxy के साथ बिना पथ का --public-url https://नाम चाहिए"});
    error.where.value = shortened(url, 80);
    return error;
  }
  auto state = std::make_unique<State>();
  state->options = options;
  if (!url.empty()) state->public_host = url.substr(scheme.size());
  state->application = std::move(application);
  const tcp::endpoint endpoint(address, options.port);
  state->acceptor.open(endpoint.protocol(), failure);
  if (!failure) state->acceptor.set_option(asio::socket_base::reuse_address(true), failure);
  if (!failure) state->acceptor.bind(endpoint, failure);
  if (!failure) state->acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure) {
    const std::string why = failure.message();
    return at(ErrorKind::environment, "port_taken",
              {"cannot listen here: " + why + "; choose another port with --listen 127.0.0.1:PORT",
               "यहाँ नहीं चल सका: " + why + "; दूसरा पोर्ट चुनें: --listen 127.0.0.1:PORT"});
  }
  return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

std::uint16_t Listener::port() const { return state_->acceptor.local_endpoint().port(); }

void Listener::run(bool on_signals) {
  State& state = *state_;
  if (on_signals) {
    state.signals.add(SIGINT);
    state.signals.add(SIGTERM);
    state.signals.async_wait([&state](const boost::system::error_code& failure, int) {
      if (!failure) state.begin_stop();
    });
  }
  // Two, as one may be writing an upload to the disk.
  constexpr unsigned talking_threads = 2;
  state.answering.emplace(state.options.threads);
  asio::co_spawn(state.context, state.accept(), asio::detached);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < talking_threads; ++i) threads.emplace_back([&state] { state.context.run(); });
    state.context.run();
  }
  state.answering->join();
}

void Listener::stop() {
  asio::post(state_->context, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace boothwise::server
