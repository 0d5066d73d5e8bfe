#include "server/metrics.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace boothwise::server {

void Metrics::count(const std::string& route, unsigned status, double seconds) {
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds, seconds) - bounds.begin());
  const std::scoped_lock lock(mutex_);
  ++answers_[{route, status}];
  Times& times = times_[route];
  ++times.buckets.at(bucket);
  times.sum += seconds;
}

std::string Metrics::text(const std::string& version) const {
  const std::scoped_lock lock(mutex_);
  std::string text = fmt::format(
      "# HELP boothwise_info The running version.\n# TYPE boothwise_info gauge\nboothwise_info{{version=\"{}\"}} 1\n",
      version);
  text += "# HELP boothwise_answers_total Answers by route and status.\n# TYPE boothwise_answers_total counter\n";
  for (const auto& [key, count] : answers_) {
    text += fmt::format("boothwise_answers_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  }
  text +=
      "# HELP boothwise_answer_seconds Time from the request's header to the answer.\n# TYPE boothwise_answer_seconds "
      "histogram\n";
  for (const auto& [route, times] : times_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      below += times.buckets.at(i);
      text += fmt::format("boothwise_answer_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, bounds.at(i), below);
    }
    below += times.buckets.back();
    text += fmt::format(
        "boothwise_answer_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} "
        "{1}\nboothwise_answer_seconds_sum{{route=\"{0}\"}} {2:.6f}\nboothwise_answer_seconds_count{{route=\"{0}\"}} "
        "{1}\n",
        route, below, times.sum);
  }
  return text;
}

}  // namespace boothwise::server
