#pragma once

#include <string>
#include <string_view>

namespace boothwise::services {

/// The media type of a picture by its first bytes: PNG, JPEG, WebP; empty for anything else.
std::string image_type(std::string_view bytes);

}  // namespace boothwise::services
