#include "forms/answers_check.hpp"

#include "forms/internal/xml.hpp"
#include "forms/internal/xpath.hpp"
#include "forms/submission.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

/// The rows of one path: each copy of a repeat has its own.
using Nodes = std::map<std::string, std::vector<xmlNode*>>;

void collect(xmlNode* node, const std::string& above, Nodes& nodes) {
  node->ns = nullptr;  // so that the form's paths, which have no prefixes, find it
  const std::string path = above + "/" + std::string(name_of(node));
  nodes[path].push_back(node);
  for (xmlNode* child : children_of(node)) collect(child, path, nodes);
}

/// Where a node stands among its like: "/data/member[2]/age".
std::string place_of(const xmlNode* node) {
  std::string place;
  for (const xmlNode* at = node; at != nullptr && at->type == XML_ELEMENT_NODE; at = at->parent) {
    std::size_t number = 1;
    std::size_t like = 0;
    for (const xmlNode* other : children_of(at->parent)) {
      if (name_of(other) != name_of(at)) continue;
      ++like;
      if (other == at) number = like;
    }
    std::string step = "/" + std::string(name_of(at));
    if (like > 1) step += "[" + std::to_string(number) + "]";
    place.insert(0, step);
  }
  return place;
}

bool is_type(const FormField& field, const std::string& text) {
  if (field.type == "int" || field.type == "integer") return parse_number<std::int64_t>(text).has_value();
  if (field.type == "decimal") return parse_number<double>(text).has_value();
  if (field.type == "date") return text.size() == 10 && days_of(text).has_value();
  if (field.type == "dateTime") return days_of(text).has_value();
  if (field.type == "boolean") return text == "true" || text == "false" || text == "0" || text == "1";
  if (field.type == "geopoint") {
    const auto parts = split(text, ' ');
    if (parts.size() < 2 || parts.size() > 4) return false;
    const auto latitude = parse_number<double>(parts[0]);
    const auto longitude = parse_number<double>(parts[1]);
    return latitude && longitude && std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180;
  }
  return true;
}

class Check {
 public:
  Check(const XForm& form, xmlDoc* document, Instant now) : form_(form), xpath_(document, now) {
    collect(xmlDocGetRootElement(document), "", nodes_);
    for (const FormField& field : form.fields) set_days(field);
  }

  std::vector<AnswerFault> run() {
    for (const FormField& field : form_.fields) {
      const auto found = nodes_.find(field.path);
      if (found == nodes_.end()) {
        if (!field.repeated && asked(field) && field.relevant.empty() && is_true(field.required, nullptr) &&
            relevant_above(field, nullptr)) {
          add(field.path, AnswerFault::Kind::missing);
        }
        continue;
      }
      for (xmlNode* node : found->second) check(field, node);
    }
    find_unknown();
    return std::move(faults_);
  }

 private:
  /// Dates become days, so that they compare; what stood there is kept.
  void set_days(const FormField& field) {
    if (field.type != "date" && field.type != "dateTime") return;
    const auto found = nodes_.find(field.path);
    if (found == nodes_.end()) return;
    for (xmlNode* node : found->second) {
      const std::string text(trimmed(text_of(node)));
      const auto days = days_of(text);
      if (!days) continue;
      written_[node] = text;
      const std::string number = std::to_string(*days);
      xmlNodeSetContent(node, reinterpret_cast<const xmlChar*>(number.c_str()));
    }
  }

  [[nodiscard]] static bool asked(const FormField& field) {
    return field.control != Control::none && !field.readonly && field.calculate.empty();
  }

  /// An expression with absolute paths means, inside a repeat, the copy that its node stands in.
  [[nodiscard]] std::string placed(std::string expression, const xmlNode* node) const {
    if (node == nullptr) return expression;
    for (const std::string& repeat : form_.repeats) {
      for (const xmlNode* at = node; at != nullptr && at->type == XML_ELEMENT_NODE; at = at->parent) {
        const auto found = nodes_.find(repeat);
        if (found == nodes_.end() || std::ranges::find(found->second, at) == found->second.end()) continue;
        expression = replaced(std::move(expression), repeat + "/", place_of(at) + "/");
      }
    }
    return expression;
  }

  /// What cannot be told counts as `unknown`.
  bool is_true(const std::string& expression, xmlNode* node, bool unknown = false) {
    if (expression.empty()) return false;
    return xpath_.holds(placed(expression, node), node).value_or(unknown);
  }

  bool relevant_above(const FormField& field, xmlNode* node) {
    return std::ranges::all_of(form_.groups, [&](const GroupCondition& group) {
      if (!field.path.starts_with(group.path + "/")) return true;
      xmlNode* at = node;
      while (at != nullptr && at->type == XML_ELEMENT_NODE && place_without_numbers(at) != group.path) at = at->parent;
      return xpath_.holds(placed(group.relevant, node), at).value_or(true);
    });
  }

  static std::string place_without_numbers(const xmlNode* node) {
    std::string place;
    for (const xmlNode* at = node; at != nullptr && at->type == XML_ELEMENT_NODE; at = at->parent) {
      place.insert(0, "/" + std::string(name_of(at)));
    }
    return place;
  }

  void check(const FormField& field, xmlNode* node) {
    const auto written = written_.find(node);
    const std::string text = written != written_.end() ? written->second : std::string(trimmed(text_of(node)));
    const bool relevant =
        (field.relevant.empty() || is_true(field.relevant, node, true)) && relevant_above(field, node);
    if (text.empty()) {
      if (relevant && asked(field) && is_true(field.required, node)) {
        add(field.path, AnswerFault::Kind::missing);
      }
      return;
    }
    if (!relevant && asked(field)) add(field.path, AnswerFault::Kind::not_relevant);
    if (!is_type(field, text)) {
      add(field.path, AnswerFault::Kind::type);
      return;
    }
    if (!field.constraint.empty() && !is_true(field.constraint, node, true)) {
      add(field.path, AnswerFault::Kind::constraint);
    }
    if (field.choices_known && !among_choices(field, text)) add(field.path, AnswerFault::Kind::choice);
  }

  static bool among_choices(const FormField& field, const std::string& text) {
    const auto there = [&field](const std::string& value) {
      return value.empty() || std::ranges::find(field.choices, value) != field.choices.end();
    };
    if (field.control == Control::select_one) return there(text);
    return std::ranges::all_of(split(text, ' '), there);
  }

  void find_unknown() {
    std::set<std::string> known;
    for (const FormField& field : form_.fields) {
      for (std::string path = field.path; !path.empty(); path.resize(path.rfind('/'))) known.insert(path);
    }
    const std::string meta = "/" + form_.root + "/meta";
    for (const auto& [path, nodes] : nodes_) {
      const bool of_client = path == meta || path.starts_with(meta + "/");
      if (!of_client && !known.contains(path)) add(path, AnswerFault::Kind::unknown_node);
    }
  }

  void add(const std::string& path, AnswerFault::Kind kind) {
    const bool told = std::ranges::any_of(
        faults_, [&](const AnswerFault& fault) { return fault.path == path && fault.kind == kind; });
    if (!told) faults_.push_back({path, kind});
  }

  const XForm& form_;
  XPath xpath_;
  Nodes nodes_;
  std::map<const xmlNode*, std::string> written_;
  std::vector<AnswerFault> faults_;
};

}  // namespace

std::string_view name_of(AnswerFault::Kind kind) {
  switch (kind) {
    case AnswerFault::Kind::missing:
      return "missing";
    case AnswerFault::Kind::type:
      return "type";
    case AnswerFault::Kind::constraint:
      return "constraint";
    case AnswerFault::Kind::choice:
      return "choice";
    case AnswerFault::Kind::not_relevant:
      return "not_relevant";
    case AnswerFault::Kind::unknown_node:
      return "unknown_node";
  }
  throw BrokenInvariant("no such kind of fault");
}

Result<std::vector<AnswerFault>> check_answers(const XForm& form, std::string_view submission_xml, Instant now) {
  BOOTHWISE_TRY(document, read_xml(submission_xml, submission_bytes_max, "submission"));
  return Check(form, document.get(), now).run();
}

}  // namespace boothwise::forms
