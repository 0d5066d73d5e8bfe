#include "forms/internal/web_form_page.hpp"

#include "forms/internal/label_markdown.hpp"

#include <algorithm>
#include <array>
#include <libxml/xpathInternals.h>
#include <memory>
#include <set>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

const xmlChar* utf8_of(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

struct FreeXPathContext {
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
};
struct FreeXPathObject {
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};

void remove_node(xmlNode* node) {
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

bool has_class(const xmlNode* node, std::string_view wanted) {
  const std::vector<std::string> classes = split(attribute_of(node, "class"), ' ');
  return std::find(classes.begin(), classes.end(), wanted) != classes.end();
}

/// Inside a question, an action is an input of its own beside it; of the same name as a question, it is that
/// question's.
void correct_action(xmlDoc* page, const std::string& action) {
  for (xmlNode* input : found_by(page, "//*[contains(@class, 'question')]//label/input[@data-" + action + "]")) {
    xmlNode* around = input->parent;
    xmlUnlinkNode(input);
    xmlReplaceNode(around, input);
    xmlFreeNode(around);
  }
  for (xmlNode* input : found_by(page, "//label[contains(@class, '" + action + "')]/input[@data-" + action + "]")) {
    const std::string name = attribute_of(input, "name");
    if (name.find('\'') != std::string::npos) continue;
    const auto questions = found_by(page, "//*[@name='" + name +
                                              "' and (contains(../@class, 'question') or contains(../../@class, "
                                              "'option-wrapper')) and not(@type='hidden')]");
    if (questions.empty()) continue;
    for (const std::string& attribute : {"data-" + action, std::string("data-event")}) {
      set_attribute(questions.front(), attribute.c_str(), attribute_of(input, attribute.c_str()));
    }
    remove_node(input->parent);
  }
}

/// Old names of appearances of selects beside what they mean now.
std::vector<std::string> classes_of_appearance(const std::string& appearance, bool of_select) {
  std::vector<std::string> classes = {"or-appearance-" + appearance};
  if (!of_select) return classes;
  if (appearance == "horizontal") classes.emplace_back("or-appearance-columns");
  if (appearance == "horizontal-compact") classes.emplace_back("or-appearance-columns-pack");
  if (appearance == "compact")
    classes.insert(classes.end(), {"or-appearance-columns-pack", "or-appearance-no-buttons"});
  if (appearance.starts_with("compact-"))
    classes.insert(classes.end(), {appearance.substr(8), "or-appearance-no-buttons"});
  return classes;
}

void transform_appearances(xmlDoc* page) {
  for (xmlNode* node : found_by(page, "//*[@data-appearances]")) {
    const bool of_select = has_attribute(node, "data-appearances-select-type");
    std::vector<std::string> appearances;
    for (const std::string& appearance :
         split(replaced(ascii_lower(trimmed(attribute_of(node, "data-appearances"))), "\n", " "), ' ')) {
      if (appearance.empty()) continue;
      const auto more = classes_of_appearance(appearance, of_select);
      appearances.insert(appearances.end(), more.begin(), more.end());
    }
    std::string classes;
    for (const std::string& name : split(attribute_of(node, "class"), ' ')) {
      if (name.empty()) continue;
      const std::vector<std::string> names =
          name == "or-appearances-placeholder" ? appearances : std::vector<std::string>{name};
      for (const std::string& one : names) classes += (classes.empty() ? "" : " ") + one;
    }
    set_attribute(node, "class", classes);
    xmlUnsetProp(node, utf8_of("data-appearances"));
    xmlUnsetProp(node, utf8_of("data-appearances-select-type"));
  }
}

/// Languages of the Constitution's Eighth Schedule that XLSForms write out, and English; tags of BCP 47.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> known_languages = {{{"hi", "Hindi"},
                                                                                            {"en", "English"},
                                                                                            {"ur", "Urdu"},
                                                                                            {"bn", "Bengali"},
                                                                                            {"mr", "Marathi"},
                                                                                            {"te", "Telugu"},
                                                                                            {"ta", "Tamil"},
                                                                                            {"gu", "Gujarati"},
                                                                                            {"kn", "Kannada"},
                                                                                            {"ml", "Malayalam"},
                                                                                            {"or", "Oriya"},
                                                                                            {"pa", "Panjabi"},
                                                                                            {"as", "Assamese"},
                                                                                            {"mai", "Maithili"},
                                                                                            {"sa", "Sanskrit"}}};

/// "Hindi (hi)", "hi", "Hindi" or whatever stands there.
WebFormLanguage parse_language(const std::string& text) {
  const std::string name(trimmed(text));
  const std::size_t open = name.find('(');
  if (open != std::string::npos && open > 0 && name.ends_with(')')) {
    return {std::string(trimmed(std::string_view(name).substr(open + 1, name.size() - open - 2))),
            std::string(trimmed(std::string_view(name).substr(0, open)))};
  }
  const std::string primary = name.substr(0, name.find('-'));
  for (const auto& [tag, english] : known_languages) {
    if (tag == primary) return {name, std::string(english)};
    if (english == name) return {std::string(tag), name};
  }
  return {name, name};
}

bool is_right_to_left(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary == "ur" || primary == "ar" || primary == "fa" || primary == "he" || primary == "ks" ||
         primary == "sd" || primary == "ps";
}

std::vector<WebFormLanguage> replace_languages(xmlDoc* page) {
  std::vector<WebFormLanguage> languages;
  std::map<std::string, std::string> tags;
  for (xmlNode* option : found_by(page, "/root/form/select[@id='form-languages']/option")) {
    const std::string source = text_of(option);
    WebFormLanguage language = parse_language(source);
    language.right_to_left = is_right_to_left(language.tag);
    set_attribute(option, "data-dir", language.right_to_left ? "rtl" : "ltr");
    set_attribute(option, "value", language.tag);
    xmlNodeSetContent(option, nullptr);
    xmlNodeAddContent(option, utf8_of(language.name.c_str()));
    tags[source] = language.tag;
    languages.push_back(std::move(language));
  }
  for (xmlNode* node : found_by(page, "/root/form//*[@lang]")) {
    const auto found = tags.find(attribute_of(node, "lang"));
    if (found != tags.end()) set_attribute(node, "lang", found->second);
  }
  for (xmlNode* node : found_by(page, "/root/form/*[@data-default-lang]")) {
    const auto found = tags.find(attribute_of(node, "data-default-lang"));
    if (found != tags.end()) set_attribute(node, "data-default-lang", found->second);
  }
  return languages;
}

/// The text below with each output as one letter of the private area, which render_markdown gives back.
std::string gather(const xmlNode* node, std::vector<xmlNode*>& outputs) {
  std::string text;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && has_class(child, "or-output")) {
      const auto index = static_cast<unsigned>(outputs.size());
      if (index >= 0x800) continue;
      outputs.push_back(xmlCopyNode(child, 1));
      text += {static_cast<char>(0xee), static_cast<char>(0x80U | (index >> 6U)),
               static_cast<char>(0x80U | (index & 0x3fU))};
    } else if (child->type == XML_ELEMENT_NODE) {
      text += gather(child, outputs);
    } else if (child->type == XML_TEXT_NODE) {
      // Letters of the private area would be taken for outputs.
      text += replaced(text_of(child), "\xee\x80", "");
    }
  }
  return text;
}

void render_labels(xmlDoc* page) {
  for (xmlNode* label :
       found_by(page, "/root/form//span[contains(@class, 'question-label') or contains(@class, 'or-hint')]")) {
    std::vector<xmlNode*> outputs;
    const std::string text = gather(label, outputs);
    if (text.find_first_of("*_#[\n\\") != std::string::npos) render_markdown(label, text, outputs);
    for (xmlNode* output : outputs) xmlFreeNode(output);
  }
}

/// Forms are made by logged-in people, and still input.
void remove_what_could_run(xmlDoc* page) {
  static const std::set<std::string, std::less<>> forbidden = {"script", "iframe", "object",   "embed", "link", "style",
                                                               "base",   "meta",   "template", "svg",   "math"};
  for (xmlNode* node : found_by(page, "//*")) {
    if (forbidden.contains(std::string(name_of(node)))) {
      xmlUnlinkNode(node);
      xmlFreeNode(node);
      remove_what_could_run(page);  // what stood below it is gone as well
      return;
    }
    for (xmlAttr* attribute = node->properties; attribute != nullptr;) {
      xmlAttr* next = attribute->next;
      const std::string name = ascii_lower(std::string(reinterpret_cast<const char*>(attribute->name)));
      const std::string value =
          ascii_lower(trimmed(attribute_of(node, reinterpret_cast<const char*>(attribute->name))));
      const bool is_address =
          name == "src" || name == "href" || name == "action" || name == "formaction" || name == "srcset";
      const std::size_t scheme = value.find(':');
      const bool is_elsewhere = value.starts_with("//") ||
                                (scheme != std::string::npos && scheme < value.find('/') && !value.starts_with("jr:"));
      const bool is_link =
          name == "href" && (value.starts_with("https:") || value.starts_with("tel:") || value.starts_with("mailto:"));
      if (name.starts_with("on") || name == "srcset" || name == "formaction" ||
          (is_address && is_elsewhere && !is_link))
        xmlRemoveProp(attribute);
      attribute = next;
    }
  }
}

}  // namespace

std::vector<xmlNode*> found_by(xmlDoc* document, const std::string& expression) {
  const std::unique_ptr<xmlXPathContext, FreeXPathContext> context(xmlXPathNewContext(document));
  if (context == nullptr) throw std::bad_alloc();
  context->error = [](void* /*data*/, xmlErrorPtr /*error*/) {};
  for (const auto& [prefix, space] :
       {std::pair{"xf", xforms_namespace}, std::pair{"orx", openrosa_namespace}, std::pair{"h", html_namespace}}) {
    xmlXPathRegisterNs(context.get(), utf8_of(prefix), utf8_of(std::string(space).c_str()));
  }
  const std::unique_ptr<xmlXPathObject, FreeXPathObject> result(
      xmlXPathEvalExpression(utf8_of(expression.c_str()), context.get()));
  std::vector<xmlNode*> nodes;
  if (result == nullptr || result->type != XPATH_NODESET || result->nodesetval == nullptr) return nodes;
  for (int at = 0; at < result->nodesetval->nodeNr; ++at) nodes.push_back(result->nodesetval->nodeTab[at]);
  return nodes;
}

void set_attribute(xmlNode* node, const char* name, const std::string& value) {
  xmlSetProp(node, utf8_of(name), utf8_of(value.c_str()));
}

void replace_media(xmlDoc* document, const std::map<std::string, std::string>& media) {
  for (xmlNode* node : found_by(document, "//*[@src] | //a[@href]")) {
    const char* attribute = name_of(node) == "a" ? "href" : "src";
    const std::string address = attribute_of(node, attribute);
    if (!address.starts_with("jr://")) continue;
    const std::size_t slash = address.find('/', 5);
    const auto found = slash == std::string::npos ? media.end() : media.find(address.substr(slash + 1));
    if (found != media.end()) set_attribute(node, attribute, found->second);
  }
}

std::vector<WebFormLanguage> finish_page(xmlDoc* page, const std::map<std::string, std::string>& media) {
  correct_action(page, "setgeopoint");
  correct_action(page, "setvalue");
  transform_appearances(page);
  replace_media(page, media);
  std::vector<WebFormLanguage> languages = replace_languages(page);
  render_labels(page);
  remove_what_could_run(page);
  return languages;
}

}  // namespace boothwise::forms
