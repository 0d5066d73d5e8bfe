#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace boothwise::server {

/// Counts and times of answers, as Prometheus text (exposition format 0.0.4). Thread-safe.
class Metrics {
 public:
  void count(const std::string& route, unsigned status, double seconds);
  [[nodiscard]] std::string text(const std::string& version) const;

 private:
  static constexpr std::array<double, 9> bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5};
  struct Times {
    std::array<std::uint64_t, bounds.size() + 1> buckets{};
    double sum = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, unsigned>, std::uint64_t> answers_;
  std::map<std::string, Times> times_;
};

}  // namespace boothwise::server
