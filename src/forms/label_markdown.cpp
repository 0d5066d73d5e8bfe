#include "forms/internal/label_markdown.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

const xmlChar* chars(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

bool is_word(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0x80 || (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || letter == '_';
}

bool is_link(std::string_view target) {
  return target.starts_with("https://") || target.starts_with("tel:") || target.starts_with("mailto:");
}

class Renderer {
 public:
  Renderer(xmlNode* label, const std::vector<xmlNode*>& outputs) : label_(label), outputs_(outputs) {}

  void render(std::string_view text) {
    std::vector<std::string> lines = split(text, '\n');
    std::vector<std::string> paragraph;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const std::string_view line = trimmed(lines[at]);
      const bool has_bullet = line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ';
      const std::size_t digits = line.find_first_not_of("0123456789");
      const bool has_number = at > 0 && digits != std::string_view::npos && digits > 0 && digits < 4 &&
                              line.substr(digits).starts_with(". ");
      const std::size_t hashes = line.find_first_not_of('#');
      if (line.empty() || has_bullet || has_number || (hashes > 0 && hashes <= 6 && hashes != std::string_view::npos)) {
        flush(paragraph, line.empty());
      }
      if (line.empty()) continue;
      if (has_bullet) {
        item("ul", line.substr(2));
      } else if (has_number) {
        item("ol", line.substr(digits + 2));
      } else if (hashes > 0 && hashes <= 6 && hashes != std::string_view::npos) {
        list_ = nullptr;
        inline_text(child(label_, "h" + std::to_string(hashes)), trimmed(line.substr(hashes)));
      } else {
        list_ = nullptr;
        paragraph.push_back(lines[at]);
      }
    }
    flush(paragraph, false);
  }

 private:
  static xmlNode* child(xmlNode* parent, const std::string& name) {
    return xmlNewChild(parent, nullptr, chars(name), nullptr);
  }

  void flush(std::vector<std::string>& lines, bool closed) {
    if (lines.empty()) return;
    xmlNode* parent = closed ? child(label_, "p") : label_;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (at > 0) child(parent, "br");
      inline_text(parent, lines[at]);
    }
    lines.clear();
  }

  void item(const std::string& list, std::string_view text) {
    if (list_ == nullptr || list_name_ != list) list_ = child(label_, list);
    list_name_ = list;
    inline_text(child(list_, "li"), trimmed(text));
  }

  /// Where the mark that opens at `at` ends; nothing if it does not, or marks nothing.
  static std::optional<std::size_t> closing(std::string_view text, std::size_t at, std::string_view mark) {
    const std::size_t begin = at + mark.size();
    if (begin >= text.size() || text[begin] == ' ') return std::nullopt;
    const std::size_t end = text.find(mark, begin);
    if (end == std::string_view::npos || end == begin) return std::nullopt;
    if (mark == "_") {
      const bool opens = at == 0 || !is_word(text[at - 1]);
      const bool closes = end + 1 == text.size() || !is_word(text[end + 1]);
      if (!opens || !closes) return std::nullopt;
    }
    return end;
  }

  void inline_text(xmlNode* parent, std::string_view text) {
    std::string plain;
    std::size_t at = 0;
    while (at < text.size()) {
      if (text[at] == '\\' && at + 1 < text.size() &&
          std::string_view("*_#\\").find(text[at + 1]) != std::string_view::npos) {
        plain += text[at + 1];
        at += 2;
      } else if (const std::size_t taken = marked(parent, text, at, plain); taken > 0) {
        at += taken;
      } else {
        plain += text[at++];
      }
    }
    write(parent, plain);
  }

  /// How many bytes a mark at `at` takes; 0 if none stands there.
  std::size_t marked(xmlNode* parent, std::string_view text, std::size_t at, std::string& plain) {
    constexpr std::array<std::pair<std::string_view, const char*>, 4> marks = {
        {{"**", "strong"}, {"__", "strong"}, {"*", "em"}, {"_", "em"}}};
    for (const auto& [mark, element] : marks) {
      if (text.substr(at, mark.size()) != mark) continue;
      const auto end = closing(text, at, mark);
      if (!end) continue;
      write(parent, plain);
      inline_text(child(parent, element), text.substr(at + mark.size(), *end - at - mark.size()));
      return *end + mark.size() - at;
    }
    if (text[at] != '[') return 0;
    const std::size_t middle = text.find("](", at);
    const std::size_t end = middle == std::string_view::npos ? middle : text.find(')', middle);
    if (end == std::string_view::npos) return 0;
    write(parent, plain);
    link(parent, text.substr(at + 1, middle - at - 1), text.substr(middle + 2, end - middle - 2));
    return end + 1 - at;
  }

  void link(xmlNode* parent, std::string_view words, std::string_view target) {
    if (!is_link(target)) {
      inline_text(parent, words);
      return;
    }
    xmlNode* anchor = child(parent, "a");
    xmlNewProp(anchor, chars("href"), chars(std::string(target)));
    xmlNewProp(anchor, chars("rel"), chars("noopener noreferrer"));
    xmlNewProp(anchor, chars("target"), chars("_blank"));
    inline_text(anchor, words);
  }

  /// Adds the text, with the outputs where their letters stand, and empties it.
  void write(xmlNode* parent, std::string& plain) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at + 2 < plain.size();) {
      const auto index = output_at(plain, at);
      if (!index) {
        ++at;
        continue;
      }
      add_text(parent, plain.substr(begin, at - begin));
      xmlAddChild(parent, xmlCopyNode(outputs_.at(*index), 1));
      at += 3;
      begin = at;
    }
    add_text(parent, plain.substr(begin));
    plain.clear();
  }

  /// U+E000 to U+E7FF in UTF-8: EE 80 80 onwards.
  [[nodiscard]] std::optional<std::size_t> output_at(const std::string& text, std::size_t at) const {
    const auto byte = [&text](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    if (byte(at) != 0xee) return std::nullopt;
    const std::size_t index = (static_cast<std::size_t>(byte(at + 1) & 0x3fU) << 6U) | (byte(at + 2) & 0x3fU);
    return index < outputs_.size() ? std::optional(index) : std::nullopt;
  }

  static void add_text(xmlNode* parent, const std::string& text) {
    if (!text.empty()) xmlAddChild(parent, xmlNewText(chars(text)));
  }

  xmlNode* label_;
  const std::vector<xmlNode*>& outputs_;
  xmlNode* list_ = nullptr;
  std::string list_name_;
};

}  // namespace

void render_markdown(xmlNode* label, std::string_view text, const std::vector<xmlNode*>& outputs) {
  xmlNode* old = label->children;
  label->children = nullptr;
  label->last = nullptr;
  Renderer(label, outputs).render(text);
  xmlFreeNodeList(old);
}

}  // namespace boothwise::forms
