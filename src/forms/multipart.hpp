#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::forms {

/// One part of a multipart/form-data body (RFC 7578). Views are into the body.
struct Part {
  std::string name;       ///< UTF-8, as clients send it; "%22", "%0D" and "%0A" are undone
  std::string file_name;  ///< empty where none was given
  std::string type;       ///< media type without parameters, in lower case; "text/plain" where none was given
  std::string_view bytes;
};

/// Errors: `multipart_malformed`: another media type, no or a bad boundary, a part without a name, an end that does not
/// come, more than 400 parts. REQUIRES: `body` outlives the parts.
Result<std::vector<Part>> read_multipart(std::string_view content_type, std::string_view body);

}  // namespace boothwise::forms
