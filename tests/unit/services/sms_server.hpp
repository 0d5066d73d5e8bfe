#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <deque>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace boothwise::test {

/// A provider of text messages on this machine, with moods. It takes a message before it says anything about it, as
/// real ones do, and knows a reference that it has taken already.
class SmsServer {
 public:
  enum class Mood : std::uint8_t { take, busy, broken_after_taking, silent_after_taking, refuse };

  SmsServer() : thread_([this] { run(); }) {}
  ~SmsServer() {
    stopping_ = true;
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket wake(context);
    boost::system::error_code ignored;
    wake.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  SmsServer(const SmsServer&) = delete;
  SmsServer& operator=(const SmsServer&) = delete;

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/send?v=1";
  }
  /// What the next requests meet; behind them everything is taken.
  void next(std::initializer_list<Mood> moods) {
    const std::scoped_lock lock(mutex_);
    moods_.insert(moods_.end(), moods);
  }
  struct Taken {
    std::string reference;
    std::string body;
    std::string authorization;
  };
  /// Everything that was taken, a second time with the same reference included.
  std::vector<Taken> taken() {
    const std::scoped_lock lock(mutex_);
    return taken_;
  }
  /// What phones got: one a reference.
  std::size_t delivered() {
    std::set<std::string> references;
    for (const Taken& one : taken()) references.insert(one.reference);
    return references.size();
  }
  int requests() {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  using Http = boost::beast::http::request<boost::beast::http::string_body>;

  void run() {
    std::vector<boost::asio::ip::tcp::socket> silent;  // open to the end: whoever waits gets no answer
    while (!stopping_) {
      boost::asio::ip::tcp::socket socket(context_);
      boost::system::error_code failure;
      acceptor_.accept(socket, failure);
      if (failure || stopping_) return;
      boost::beast::flat_buffer buffer;
      Http request;
      boost::beast::http::read(socket, buffer, request, failure);
      if (failure) continue;
      const Mood mood = take(request);
      if (mood == Mood::silent_after_taking) {
        silent.push_back(std::move(socket));
        continue;
      }
      boost::beast::http::response<boost::beast::http::string_body> response;
      response.result(mood == Mood::take                  ? 202U
                      : mood == Mood::busy                ? 503U
                      : mood == Mood::broken_after_taking ? 500U
                                                          : 422U);
      response.body() = "{}";
      response.prepare_payload();
      boost::beast::http::write(socket, response, failure);
    }
  }

  Mood take(const Http& request) {
    const std::scoped_lock lock(mutex_);
    ++requests_;
    Mood mood = Mood::take;
    if (!moods_.empty()) {
      mood = moods_.front();
      moods_.pop_front();
    }
    if (mood != Mood::busy && mood != Mood::refuse) {
      taken_.push_back(
          {std::string(request["Idempotency-Key"]), request.body(), std::string(request["Authorization"])});
    }
    return mood;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::deque<Mood> moods_;
  std::vector<Taken> taken_;
  int requests_ = 0;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace boothwise::test
