#include "training/markdown.hpp"

#include <boost/json.hpp>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/text.hpp"

namespace boothwise::training {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr int depth_most = 12;

struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct ParserFree {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

std::string literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? "" : text;
}

/// Turns nodes into JSON; says where it could not.
class Setter {
 public:
  Setter(fs::path file, std::size_t before) : file_(std::move(file)), before_(before) {}

  Result<json::object> block(cmark_node* node, int depth) const {
    const std::string_view type = cmark_node_get_type_string(node);
    if (depth > depth_most) return refused(node, {"nested too deeply", "बहुत गहरा क्रम"});
    if (type == "paragraph") return with_inlines("paragraph", node);
    if (type == "heading") {
      BOOTHWISE_TRY(heading, with_inlines("heading", node));
      heading["level"] = cmark_node_get_heading_level(node);
      return heading;
    }
    if (type == "code_block") return json::object{{"kind", "code"}, {"text", literal(node)}};
    if (type == "thematic_break") return json::object{{"kind", "rule"}};
    if (type == "block_quote") {
      BOOTHWISE_TRY(blocks, children(node, depth));
      return json::object{{"kind", "quote"}, {"blocks", std::move(blocks)}};
    }
    if (type == "list") return list(node, depth);
    if (type == "table") return table(node);
    return refused(node, {"this is not taken in a course: HTML, or a block that we do not set",
                          "पाठ्यक्रम में यह नहीं लिया जाता: HTML या ऐसा खंड जो हम नहीं दिखाते"});
  }

  Result<json::array> inlines(cmark_node* parent, int depth) const {
    json::array all;
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
      BOOTHWISE_TRY(one, inline_of(node, depth));
      all.push_back(std::move(one));
    }
    return all;
  }

  [[nodiscard]] std::size_t line_of(cmark_node* node) const {
    while (node != nullptr && cmark_node_get_start_line(node) == 0) node = cmark_node_parent(node);
    return before_ + (node == nullptr ? 0 : static_cast<std::size_t>(cmark_node_get_start_line(node)));
  }

  [[nodiscard]] Error refused(cmark_node* node, Bilingual expected, std::string_view value = {}) const {
    return Error{ErrorKind::bad_input,
                 "course_malformed",
                 std::move(expected),
                 {file_.string(), line_of(node), {}, shortened(value.empty() ? literal(node) : value, 80)}};
  }

 private:
  Result<json::object> with_inlines(std::string_view kind, cmark_node* node) const {
    BOOTHWISE_TRY(inside, inlines(node, 0));
    return json::object{{"kind", kind}, {"inlines", std::move(inside)}};
  }

  Result<json::array> children(cmark_node* parent, int depth) const {
    json::array all;
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
      BOOTHWISE_TRY(one, block(node, depth + 1));
      all.push_back(std::move(one));
    }
    return all;
  }

  Result<json::object> list(cmark_node* node, int depth) const {
    json::array items;
    for (cmark_node* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item)) {
      BOOTHWISE_TRY(blocks, children(item, depth + 1));
      items.push_back(std::move(blocks));
    }
    return json::object{{"kind", "list"},
                        {"ordered", cmark_node_get_list_type(node) == CMARK_ORDERED_LIST},
                        {"items", std::move(items)}};
  }

  Result<json::object> table(cmark_node* node) const {
    json::array rows;
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
      json::array cells;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell)) {
        BOOTHWISE_TRY(inside, inlines(cell, 0));
        cells.push_back(std::move(inside));
      }
      rows.push_back(std::move(cells));
    }
    return json::object{{"kind", "table"}, {"rows", std::move(rows)}};
  }

  Result<json::object> inline_of(cmark_node* node, int depth) const {
    const std::string_view type = cmark_node_get_type_string(node);
    if (depth > depth_most) return refused(node, {"nested too deeply", "बहुत गहरा क्रम"});
    if (type == "text" || type == "code") return json::object{{"kind", type}, {"text", literal(node)}};
    if (type == "softbreak") return json::object{{"kind", "text"}, {"text", " "}};
    if (type == "linebreak") return json::object{{"kind", "break"}};
    if (type == "emph" || type == "strong") {
      BOOTHWISE_TRY(inside, inlines(node, depth + 1));
      return json::object{{"kind", "strong"}, {"inlines", std::move(inside)}};
    }
    if (type == "link") {
      const std::string to = cmark_node_get_url(node);
      if (!to.starts_with('/') || to.starts_with("//")) {
        return refused(node, {"expected a link to a page of ours: /…", "अपने ही पन्ने का लिंक चाहिए: /…"}, to);
      }
      BOOTHWISE_TRY(inside, inlines(node, depth + 1));
      return json::object{{"kind", "link"}, {"to", to}, {"inlines", std::move(inside)}};
    }
    return refused(node, {"this is not taken in a course: HTML, pictures, or a sign that we do not set",
                          "पाठ्यक्रम में यह नहीं लिया जाता: HTML, चित्र या ऐसा चिह्न जो हम नहीं दिखाते"});
  }

  fs::path file_;
  std::size_t before_;
};

std::string plain_text(const json::array& inlines) {
  std::string text;
  for (const json::value& one : inlines) {
    const json::object& object = one.as_object();
    if (const json::value* own = object.if_contains("text")) text += std::string(own->as_string());
    if (const json::value* inside = object.if_contains("inlines")) text += plain_text(inside->as_array());
  }
  return text;
}

}  // namespace

Result<std::vector<MarkdownPart>> read_markdown(const std::string& text, const fs::path& file, std::size_t before) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, ParserFree> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const std::unique_ptr<cmark_node, NodeFree> document(cmark_parser_finish(parser.get()));
  const Setter setter(file, before);
  std::vector<MarkdownPart> parts;
  for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr; node = cmark_node_next(node)) {
    MarkdownPart part;
    part.line = setter.line_of(node);
    const std::string_view type = cmark_node_get_type_string(node);
    const char* info = type == "code_block" ? cmark_node_get_fence_info(node) : nullptr;
    if (type == "heading" && cmark_node_get_heading_level(node) == 1) {
      BOOTHWISE_TRY(inside, setter.inlines(node, 0));
      part.kind = MarkdownPart::Kind::title;
      part.text = trimmed(plain_text(inside));
      if (part.text.empty()) return setter.refused(node, {"expected a title", "शीर्षक चाहिए"});
    } else if (info != nullptr && *info != '\0') {
      part.kind = MarkdownPart::Kind::settings;
      part.info = info;
      part.text = literal(node);
    } else {
      BOOTHWISE_TRY(block, setter.block(node, 0));
      part.block = std::move(block);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace boothwise::training
