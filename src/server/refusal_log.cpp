#include "server/refusal_log.hpp"

namespace boothwise::server {

bool RefusalLog::is_first(const std::string& user, const std::string& route, Instant now) {
  const std::scoped_lock lock(mutex_);
  if (written_.size() >= remembered_max) {
    std::erase_if(written_, [&](const auto& one) { return now - one.second >= apart; });
    if (written_.size() >= remembered_max) written_.clear();
  }
  const auto [place, is_new] = written_.try_emplace({user, route}, now);
  if (is_new) return true;
  if (now - place->second < apart) return false;
  place->second = now;
  return true;
}

}  // namespace boothwise::server
