#pragma once

#include "answers/published.hpp"

#include <string>
#include <string_view>

/// Text in HTML.
namespace boothwise::answers {

/// `text` as it stands in HTML and in quoted attributes.
std::string html_text(std::string_view text);

}  // namespace boothwise::answers
