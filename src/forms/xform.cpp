#include "forms/xform.hpp"

#include "forms/internal/xml.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

using Texts = std::map<std::string, Bilingual>;  // itext by id

bool is_language(std::string_view tag, std::string_view code, std::string_view word) {
  const std::string lower = ascii_lower(tag);
  return lower == code || lower.starts_with(std::string(code) + "-") || lower.starts_with(word) ||
         lower.find("(" + std::string(code) + ")") != std::string::npos;
}

/// The text of a label, with white space as a reader sees it.
std::string plain(const xmlNode* node) {
  std::string text;
  for (const char c : text_of(node)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return std::string(trimmed(text));
}

class Reader {
 public:
  Reader(xmlDoc* document, std::string name) : document_(document), name_(std::move(name)) {}

  Result<XForm> read() {
    xmlNode* html = xmlDocGetRootElement(document_);
    xmlNode* head = child_of(html, "head");
    xmlNode* model = child_of(head, "model");
    if (namespace_of(html) != html_namespace || model == nullptr) {
      return malformed(html,
                       {"expected an XForm: h:html with h:head and model", "XForm चाहिए: h:html, h:head और model"});
    }
    xmlNode* root = root_of(model);
    if (root == nullptr) {
      return malformed(model, {"the model has no primary instance", "model में मुख्य instance नहीं है"});
    }
    form_.id = attribute_of(root, "id");
    form_.version = attribute_of(root, "version");
    form_.root = std::string(name_of(root));
    if (form_.id.empty() || form_.id.size() > form_id_bytes_max || form_.version.size() > form_id_bytes_max) {
      return malformed(root, {"the instance's root must have an id, and id and version at most 249 bytes",
                              "instance की जड़ में id होना चाहिए; id और version 249 बाइट तक"});
    }
    read_texts(child_of(model, "itext"));
    form_.title = title_of(head);
    form_.encryption_key = attribute_of(child_of(model, "submission"), "base64RsaPublicKey");
    collect_nodes(root, "");
    for (xmlNode* bind : children_of(model)) {
      if (name_of(bind) == "bind") BOOTHWISE_CHECK(read_bind(bind));
    }
    for (xmlNode* instance : children_of(model)) read_choices(instance);
    if (xmlNode* body = child_of(html, "body")) BOOTHWISE_CHECK(read_body(body, ""));
    hand_down();
    collect_media(html);
    return std::move(form_);
  }

 private:
  Error malformed(const xmlNode* node, Bilingual message, std::string_view value = {}) const {
    return {ErrorKind::bad_input,
            "xform_malformed",
            std::move(message),
            {name_,
             node == nullptr ? 0 : static_cast<std::uint64_t>(std::max(0L, xmlGetLineNo(node))),
             {},
             shortened(value, 80)}};
  }

  static xmlNode* root_of(const xmlNode* model) {
    const xmlNode* instance = child_of(model, "instance");
    const auto roots = children_of(instance);
    return roots.empty() ? nullptr : roots.front();
  }

  void read_texts(const xmlNode* itext) {
    for (const xmlNode* translation : children_of(itext)) {
      const std::string language = attribute_of(translation, "lang");
      form_.languages.push_back(language);
      const bool english = is_language(language, "en", "english");
      const bool hindi = is_language(language, "hi", "hindi") || language == "default";
      if (!english && !hindi) continue;
      for (const xmlNode* text : children_of(translation)) {
        for (const xmlNode* value : children_of(text)) {
          if (has_attribute(value, "form")) continue;  // a picture, a sound, a short form
          Bilingual& entry = texts_[attribute_of(text, "id")];
          (english ? entry.en : entry.hi) = plain(value);
        }
      }
    }
  }

  Bilingual title_of(const xmlNode* head) const {
    const std::string title = plain(child_of(head, "title"));
    const auto found = texts_.find("form_title");
    Bilingual both = found == texts_.end() ? Bilingual{} : found->second;
    if (both.hi.empty()) both.hi = title.empty() ? form_.id : title;
    if (both.en.empty()) both.en = both.hi;
    return both;
  }

  void collect_nodes(const xmlNode* node, const std::string& above) {
    const std::string path = above + "/" + std::string(name_of(node));
    if (!paths_.insert(path).second) return;  // the template of a repeat and its first copy
    const auto below = children_of(node);
    if (below.empty() && !above.empty()) {
      FormField field;
      field.path = path;
      field.type = "string";
      at_[path] = form_.fields.size();
      form_.fields.push_back(std::move(field));
    }
    for (const xmlNode* child : below) collect_nodes(child, path);
  }

  /// The path of a reference, below `context` where it is relative; without prefixes, as paths here have none.
  static std::string resolved(std::string_view reference, const std::string& context) {
    const std::string_view text = trimmed(reference);
    std::string path = text.starts_with('/') ? std::string() : context;
    for (const std::string& step : split(text.starts_with('/') ? text.substr(1) : text, '/')) {
      const std::size_t colon = step.find(':');
      path += "/" + (colon == std::string::npos ? step : step.substr(colon + 1));
    }
    return path;
  }

  FormField* field_at(const std::string& path) {
    const auto found = at_.find(path);
    return found == at_.end() ? nullptr : &form_.fields[found->second];
  }

  Status read_bind(const xmlNode* bind) {
    const std::string nodeset = attribute_of(bind, "nodeset");
    const std::string path = resolved(nodeset, "/" + form_.root);
    if (!paths_.contains(path)) {
      return malformed(
          bind, {"a bind names a node that the instance does not have", "bind ऐसा नोड बताता है जो instance में नहीं"},
          nodeset);
    }
    const auto policy = [bind](const char* attribute) { return attribute_of(bind, attribute, policy_namespace); };
    if (!policy("purpose").empty()) purposes_[path] = policy("purpose");
    const std::string relevant = attribute_of(bind, "relevant");
    FormField* field = field_at(path);
    if (field == nullptr) {
      if (!relevant.empty()) form_.groups.push_back({path, relevant});
      return success();
    }
    const std::string type = attribute_of(bind, "type");
    if (!type.empty()) field->type = type.substr(type.find(':') == std::string::npos ? 0 : type.find(':') + 1);
    field->relevant = relevant;
    field->required = attribute_of(bind, "required");
    if (field->required == "false()") field->required.clear();
    field->constraint = attribute_of(bind, "constraint");
    field->calculate = attribute_of(bind, "calculate");
    field->readonly = attribute_of(bind, "readonly") == "true()";
    field->consent = policy("consent");
    field->scheme = policy("scheme");
    field->contact = policy("contact");
    field->shows = policy("shows");
    field->notice = policy("notice");
    if (!field->notice.empty()) form_.notice = field->notice;
    return success();
  }

  Bilingual label_of(const xmlNode* control, const char* which) const {
    const xmlNode* label = child_of(control, which);
    if (label == nullptr) return {};
    const std::string reference = attribute_of(label, "ref");
    constexpr std::string_view call = "jr:itext(";
    if (!reference.starts_with(call)) return {plain(label), plain(label)};
    const std::size_t begin = reference.find_first_of("'\"");
    if (begin == std::string::npos) return {};  // a computed one
    const std::size_t end = reference.find(reference[begin], begin + 1);
    if (end == std::string::npos) return {};
    const auto found = texts_.find(reference.substr(begin + 1, end - begin - 1));
    return found == texts_.end() ? Bilingual{} : found->second;
  }

  /// Lists of choices that stand in the form as instances of their own.
  void read_choices(const xmlNode* instance) {
    const std::string id = attribute_of(instance, "id");
    if (name_of(instance) != "instance" || id.empty() || has_attribute(instance, "src")) return;
    const auto roots = children_of(instance);
    if (roots.empty()) return;
    for (const xmlNode* item : children_of(roots.front())) {
      std::map<std::string, std::string> cells;
      for (const xmlNode* cell : children_of(item)) cells[std::string(name_of(cell))] = plain(cell);
      lists_[id].push_back(std::move(cells));
    }
  }

  void read_itemset(const xmlNode* itemset, FormField& field) const {
    const std::string nodeset = attribute_of(itemset, "nodeset");
    constexpr std::string_view call = "instance('";
    const std::size_t end = nodeset.find('\'', call.size());
    if (!nodeset.starts_with(call) || end == std::string::npos) return;
    const auto list = lists_.find(nodeset.substr(call.size(), end - call.size()));
    if (list == lists_.end()) return;
    const std::string key = attribute_of(child_of(itemset, "value"), "ref");
    field.choices_known = true;
    for (const auto& cells : list->second) {
      const auto value = cells.find(key.empty() ? "name" : key);
      if (value == cells.end()) continue;
      field.choices.push_back(value->second);
      const auto text = cells.find("itextId");
      const auto label = cells.find("label");
      const auto translated = text == cells.end() ? texts_.end() : texts_.find(text->second);
      Bilingual words;
      if (translated != texts_.end()) words = translated->second;
      if (translated == texts_.end() && label != cells.end()) words = {label->second, label->second};
      field.choice_labels.push_back(std::move(words));
    }
  }

  static Control control_named(std::string_view name) {
    static const std::map<std::string_view, Control> controls = {
        {"input", Control::input},   {"select1", Control::select_one}, {"select", Control::select_many},
        {"upload", Control::upload}, {"range", Control::range},        {"trigger", Control::trigger},
        {"rank", Control::rank}};
    const auto found = controls.find(name);
    return found == controls.end() ? Control::none : found->second;
  }

  Status read_control(const xmlNode* control, Control kind, const std::string& path) {
    FormField* field = field_at(path);
    if (field == nullptr) {
      return malformed(control, {"a question has no node in the instance", "एक प्रश्न का instance में नोड नहीं"}, path);
    }
    field->control = kind;
    field->label = label_of(control, "label");
    field->hint = label_of(control, "hint");
    for (const xmlNode* part : children_of(control)) {
      if (name_of(part) == "item") {
        field->choices_known = true;
        field->choices.push_back(plain(child_of(part, "value")));
        field->choice_labels.push_back(label_of(part, "label"));
      } else if (name_of(part) == "itemset") {
        read_itemset(part, *field);
      }
    }
    return success();
  }

  Status read_body(const xmlNode* parent, const std::string& context) {
    const std::string root = "/" + form_.root;
    for (const xmlNode* node : children_of(parent)) {
      const std::string_view name = name_of(node);
      const std::string reference = attribute_of(node, name == "repeat" ? "nodeset" : "ref");
      const std::string path = reference.empty() ? attribute_of(node, "bind") : reference;
      const std::string here = path.empty() ? context : resolved(path, context.empty() ? root : context);
      if (const Control kind = control_named(name); kind != Control::none) {
        BOOTHWISE_CHECK(read_control(node, kind, here));
      } else if (name == "group" || name == "repeat") {
        if (name == "repeat") form_.repeats.push_back(here);
        BOOTHWISE_CHECK(read_body(node, here));
      }
    }
    return success();
  }

  void hand_down() {
    for (FormField& field : form_.fields) {
      for (std::string path = field.path; path.size() > 1; path.resize(path.rfind('/'))) {
        const auto found = purposes_.find(path);
        if (field.purpose.empty() && found != purposes_.end()) field.purpose = found->second;
        if (std::ranges::find(form_.repeats, path) != form_.repeats.end()) field.repeated = true;
      }
    }
  }

  void collect_media(xmlNode* html) {
    std::set<std::string> names;
    const auto take = [&names](const std::string& address) {
      if (!address.starts_with("jr://")) return;
      const std::string name = address.substr(address.rfind('/') + 1);
      const bool of_device = address.starts_with("jr://instance/");
      if (!name.empty() && !of_device) names.insert(name);
    };
    each_element(html, [&](const xmlNode* node) {
      if (name_of(node) == "value" && has_attribute(node, "form")) take(plain(node));
      if (name_of(node) == "instance") take(attribute_of(node, "src"));
    });
    form_.media.assign(names.begin(), names.end());
  }

  xmlDoc* document_;
  std::string name_;
  XForm form_;
  Texts texts_;
  std::set<std::string> paths_;
  std::map<std::string, std::size_t> at_;
  std::map<std::string, std::string> purposes_;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> lists_;
};

}  // namespace

const FormField* XForm::field(std::string_view path) const {
  const auto found = std::ranges::find(fields, path, &FormField::path);
  return found == fields.end() ? nullptr : &*found;
}

bool XForm::asks_for(std::string_view wanted) const {
  return std::ranges::any_of(
      fields, [wanted](const FormField& field) { return field.purpose == wanted || field.consent == wanted; });
}

bool XForm::about_persons() const {
  return std::ranges::any_of(fields, [](const FormField& field) {
    return !field.purpose.empty() || !field.consent.empty() || !field.contact.empty();
  });
}

Result<XForm> read_xform(std::string_view xml, const std::string& name) {
  BOOTHWISE_TRY(document, read_xml(xml, xform_bytes_max, name));
  return Reader(document.get(), name).read();
}

}  // namespace boothwise::forms
