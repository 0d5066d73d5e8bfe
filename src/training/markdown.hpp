#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boothwise::training {

/// A piece of a Markdown text at its top level.
struct MarkdownPart {
  enum class Kind : std::uint8_t {
    title,     ///< a heading of the first level: `text`
    settings,  ///< a fenced block with a word behind the fence: `info`, `text`
    block      ///< everything else: `block`, as docs/api.md#training has it
  };
  Kind kind = Kind::block;
  std::string text{};
  std::string info{};
  boost::json::object block{};
  std::size_t line = 0;  ///< in the file
};

/// Reads Markdown with tables (cmark-gfm) into blocks that a page can set without any HTML. No HTML, no pictures, and
/// links to our own pages only: what is read in a hall without the net must not lead out of it. `before`: lines of the
/// file above the text. Errors: `course_malformed` with file, line and value.
Result<std::vector<MarkdownPart>> read_markdown(const std::string& text, const std::filesystem::path& file,
                                                std::size_t before);

}  // namespace boothwise::training
