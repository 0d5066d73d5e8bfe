#pragma once

#include "field/door.hpp"
#include "field/inbox.hpp"

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "server/digest.hpp"
#include "server/http.hpp"

namespace boothwise::server {

class App;

/// OpenRosa, for ODK Collect and our web form: form list, forms, their files, filled forms in
/// (docs/api.md#openrosa; OR-1 to OR-50). No cookies, no sessions: a phone's own key in the path, or Digest.
class OpenRosa {
 public:
  /// REQUIRES: `app` outlives it.
  explicit OpenRosa(App& app);

  static constexpr std::string_view prefix = "/openrosa/";
  /// Of a filled form with its files; the largest that we ask clients to send is smaller.
  static constexpr std::uint64_t body_bytes_max = std::uint64_t{24} << 20U;
  static constexpr std::uint64_t body_bytes_wanted = 8000000;  ///< small posts survive bad networks (OR-14)

  /// REQUIRES: a path that begins with the prefix. Sets the request's route.
  Response answer(Request& request);

 private:
  struct Asked;
  Response dispatch(Asked& asked);
  Response form_list(const Asked& asked);
  Response form(const Asked& asked, std::string_view name);
  /// Our own: the worker's days that were sent back, with the reason, as JSON.
  Response sent_back_days(const Asked& asked);
  Response manifest(const Asked& asked, std::string_view name);
  Response file(const Asked& asked, std::string_view name, std::string_view file_name);
  /// Which entities of its lists a phone must delete (OR-8).
  Response integrity(const Asked& asked);
  /// Protected answers that a web form sealed.
  Response sealed(const Asked& asked);
  Response submission(const Asked& asked);
  Response web_start(const Asked& asked);
  Response web_form(const Asked& asked, std::string_view name);

  App& app_;
  DigestGate gate_;
  field::Lookup<operations::Device> devices_;
  field::RecordInbox inbox_;
};

}  // namespace boothwise::server
