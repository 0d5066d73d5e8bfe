#include "forms/definition.hpp"
#include "forms/internal/xml.hpp"

#include <array>
#include <fmt/format.h>
#include <functional>
#include <libxml/xpath.h>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

/// Where the instance's id stands, and its last 12 hexadecimal digits in groups of four: the receipt's code. JavaRosa
/// knows `substr` (from 0, end not taken), not XPath's `substring`.
constexpr std::string_view instance_id_name = "/data/orx:meta/orx:instanceID";
constexpr std::string_view receipt_code =
    "concat(substr({0}, string-length({0}) - 12, string-length({0}) - 8), '-', "
    "substr({0}, string-length({0}) - 8, string-length({0}) - 4), '-', "
    "substr({0}, string-length({0}) - 4, string-length({0})))";
constexpr std::string_view receipt_name = "receipt_code";
/// What a picture is reduced to before it is sent, on its longer side: 2G villages.
constexpr int picture_pixels_max = 1024;

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

Error bad_xpath(std::string_view question, std::string_view expression, Bilingual message) {
  return {
      ErrorKind::bad_input, "bad_xpath", std::move(message), {"", 0, std::string(question), shortened(expression, 80)}};
}

bool compiles(const std::string& expression) {
  const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context(xmlXPathNewContext(nullptr),
                                                                                 &xmlXPathFreeContext);
  if (context == nullptr) throw BrokenInvariant("no memory for an XPath context");
  context->error = [](void* /*data*/, xmlErrorPtr /*error*/) {};
  const std::unique_ptr<xmlXPathCompExpr, decltype(&xmlXPathFreeCompExpr)> compiled(
      xmlXPathCtxtCompile(
          context.get(),
          reinterpret_cast<const xmlChar*>(expression.c_str())),  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      &xmlXPathFreeCompExpr);
  return compiled != nullptr;
}

bool is_container(const Question& question) {
  return question.type == QuestionType::group || question.type == QuestionType::repeat;
}

/// Writes one form. The parts are gathered on one walk over the questions and put together at the end.
class XFormWriter {
 public:
  XFormWriter(const FormDefinition& form, const XFormOptions& options) : form_(form), options_(options) {}

  Result<std::string> write() {
    note_paths(form_.questions, "/data");
    if (form_.is_protected()) {
      has_times_ = false;  // times could tell whose answers they are (R15)
    }
    BOOTHWISE_CHECK(add_text("form_title", form_.title, "title"));
    for (const ChoiceList& list : form_.choices) add_choice_texts(list.name, list.choices);
    add_choice_texts("bw_consent", consent_answers());
    add_choice_texts("bw_scheme", scheme_answers());
    BOOTHWISE_CHECK(write_questions(form_.questions, "/data", 3));
    BOOTHWISE_TRY(meta, write_meta());
    return put_together(meta);
  }

 private:
  struct Texts {
    std::string hi;
    std::string en;
  };

  void note_paths(const std::vector<Question>& questions, const std::string& parent) {
    for (const Question& question : questions) {
      const std::string path = parent + "/" + question.name;
      paths_[question.name] = path;
      types_[question.name] = question.type;
      if (question.type == QuestionType::consent) consents_[question.purpose] = path;
      note_paths(question.questions, path);
    }
  }

  /// The expression with every `${name}` as the path of that question.
  [[nodiscard]] Result<std::string> with_paths(std::string_view expression, std::string_view question) const {
    std::string out;
    std::size_t at = 0;
    while (true) {
      const std::size_t begin = expression.find("${", at);
      out += expression.substr(at, begin == std::string_view::npos ? begin : begin - at);
      if (begin == std::string_view::npos) return out;
      const std::size_t end = expression.find('}', begin);
      const std::string name(expression.substr(begin + 2, end == std::string_view::npos ? end : end - begin - 2));
      const auto found = paths_.find(name);
      if (end == std::string_view::npos || found == paths_.end()) {
        return bad_xpath(question, name,
                         {fmt::format("\"${{{}}}\" names no question of this form", name),
                          fmt::format("\"${{{}}}\" इस फ़ॉर्म का कोई सवाल नहीं है", name)});
      }
      out += found->second;
      at = end + 1;
    }
  }

  [[nodiscard]] Result<std::string> checked_xpath(std::string_view expression, std::string_view question) const {
    BOOTHWISE_TRY(replaced, with_paths(expression, question));
    if (!compiles(replaced)) {
      return bad_xpath(question, expression,
                       {"expected an expression of XPath 1.0 with ${name} for answers",
                        "XPath 1.0 का सूत्र चाहिए, जवाब के लिए ${name}"});
    }
    return replaced;
  }

  [[nodiscard]] Result<std::string> xpath_of(const Condition& condition, const Question& question) const {
    switch (condition.kind) {
      case Condition::Kind::none:
        return std::string();
      case Condition::Kind::xpath:
        return checked_xpath(condition.xpath, question.name);
      case Condition::Kind::comparison:
        return comparison(condition, question);
      case Condition::Kind::all:
      case Condition::Kind::any:
        break;
    }
    std::string out;
    for (const Condition& part : condition.parts) {
      BOOTHWISE_TRY(expression, xpath_of(part, question));
      if (!out.empty()) out += condition.kind == Condition::Kind::all ? " and " : " or ";
      out += condition.parts.size() == 1 ? expression : "(" + expression + ")";
    }
    return out;
  }

  [[nodiscard]] std::string comparison(const Condition& condition, const Question& question) const {
    const bool of_itself = condition.question.empty();
    const std::string path = of_itself ? "." : paths_.at(condition.question);
    const QuestionType type = of_itself ? question.type : types_.at(condition.question);
    using Is = Condition::Is;
    if (condition.is == Is::answered) return fmt::format("{} != ''", path);
    if (condition.is == Is::not_answered) return fmt::format("{} = ''", path);
    const bool negative = condition.is == Is::not_equal || condition.is == Is::not_selected;
    const bool equal = negative || condition.is == Is::equal || condition.is == Is::selected;
    if (equal && type == QuestionType::select_multiple) {
      return negative ? fmt::format("not(selected({}, '{}'))", path, condition.value)
                      : fmt::format("selected({}, '{}')", path, condition.value);
    }
    constexpr std::array<std::string_view, 10> signs = {"=", "!=", "<", "<=", ">", ">=", "=", "!=", "", ""};
    const std::string_view sign = signs.at(static_cast<std::size_t>(condition.is));
    if (type == QuestionType::integer || type == QuestionType::decimal)
      return fmt::format("{} {} {}", path, sign, condition.value);
    if (type == QuestionType::date) {
      return condition.value == "today" ? fmt::format("{} {} today()", path, sign)
                                        : fmt::format("{} {} date('{}')", path, sign, condition.value);
    }
    return fmt::format("{} {} '{}'", path, sign, condition.value);
  }

  /// Words as XML, `${name}` as what was answered there.
  [[nodiscard]] Result<std::string> words(std::string_view text, std::string_view question) const {
    std::string out;
    std::size_t at = 0;
    while (true) {
      const std::size_t begin = text.find("${", at);
      out += escaped(text.substr(at, begin == std::string_view::npos ? begin : begin - at));
      if (begin == std::string_view::npos) return out;
      const std::size_t end = text.find('}', begin);
      const std::string_view name = text.substr(begin + 2, end == std::string_view::npos ? end : end - begin - 2);
      if (name == receipt_name) {
        out += output_of_receipt();
      } else {
        BOOTHWISE_TRY(path,
                      with_paths(text.substr(begin, end == std::string_view::npos ? end : end + 1 - begin), question));
        out += fmt::format("<output value=\"{}\"/>", path);
      }
      at = end + 1;
    }
  }

  static std::string output_of_receipt() {
    return fmt::format("<output value=\"{}\"/>", escaped(fmt::format(fmt::runtime(receipt_code), instance_id_name)));
  }

  Status add_text(const std::string& id, const Bilingual& text, std::string_view question, const Audio& audio = {},
                  std::string_view after = "") {
    BOOTHWISE_TRY(hindi, words(text.hi, question));
    BOOTHWISE_TRY(english, words(text.en, question));
    const auto entry = [&id, after](const std::string& content, const std::string& file) {
      const std::string sound =
          file.empty() ? "" : fmt::format("<value form=\"audio\">jr://audio/{}</value>", escaped(file));
      return fmt::format("          <text id=\"{}\"><value>{}{}</value>{}</text>\n", escaped(id), content, after,
                         sound);
    };
    texts_.hi += entry(hindi, audio.hi.empty() ? audio.en : audio.hi);
    texts_.en += entry(english, audio.en.empty() ? audio.hi : audio.en);
    return success();
  }

  void add_choice_texts(std::string_view list, const std::vector<Choice>& choices) {
    for (const Choice& choice : choices) {
      const std::string id = escaped(fmt::format("choices/{}/{}", list, choice.value));
      texts_.hi += fmt::format("          <text id=\"{}\"><value>{}</value></text>\n", id, escaped(choice.label.hi));
      texts_.en += fmt::format("          <text id=\"{}\"><value>{}</value></text>\n", id, escaped(choice.label.en));
    }
  }

  Status write_questions(const std::vector<Question>& questions, const std::string& parent, std::size_t indent) {
    for (const Question& question : questions) {
      const std::string path = parent + "/" + question.name;
      BOOTHWISE_CHECK(write_bind(question, path));
      BOOTHWISE_CHECK(write_texts(question, path));
      if (is_container(question)) {
        BOOTHWISE_CHECK(write_container(question, path, indent));
      } else {
        instance_ += fmt::format("            <{0}>{1}</{0}>\n", question.name, escaped(question.default_value));
        if (question.type != QuestionType::calculate) write_control(question, path, indent);
      }
    }
    return success();
  }

  Status write_container(const Question& question, const std::string& path, std::size_t indent) {
    const std::string pad(indent * 2, ' ');
    const std::string label =
        question.label.hi.empty() ? "" : fmt::format("{}  <label ref=\"jr:itext('{}:label')\"/>\n", pad, path);
    const std::string appearance =
        question.appearance.empty() ? "" : fmt::format(" appearance=\"{}\"", escaped(question.appearance));
    const bool is_repeat = question.type == QuestionType::repeat;
    body_ += fmt::format("{}<group ref=\"{}\"{}>\n{}", pad, path, is_repeat ? "" : appearance, label);
    if (is_repeat) body_ += fmt::format("{}  <repeat nodeset=\"{}\"{}>\n", pad, path, appearance);
    const std::string around = std::exchange(instance_, "");
    BOOTHWISE_CHECK(write_questions(question.questions, path, indent + (is_repeat ? 2 : 1)));
    const std::string inside = std::exchange(instance_, around);
    if (is_repeat) {
      instance_ += fmt::format("            <{0} jr:template=\"\">\n{1}            </{0}>\n", question.name, inside);
      body_ += pad + "  </repeat>\n";
    }
    instance_ += fmt::format("            <{0}>\n{1}            </{0}>\n", question.name, inside);
    body_ += pad + "</group>\n";
    return success();
  }

  [[nodiscard]] Result<std::string> relevance(const Question& question) const {
    BOOTHWISE_TRY(own, xpath_of(question.relevant, question));
    if (question.purpose.empty() || question.type == QuestionType::consent) return own;
    const std::string consent = fmt::format("{} = '{}'", consents_.at(question.purpose), consent_given);
    return own.empty() ? consent : fmt::format("{} and ({})", consent, own);
  }

  static std::string_view data_type(QuestionType type) {
    switch (type) {
      case QuestionType::integer:
        return "int";
      case QuestionType::decimal:
        return "decimal";
      case QuestionType::date:
        return "date";
      case QuestionType::geopoint:
        return "geopoint";
      case QuestionType::image:
        return "binary";
      default:
        return "string";
    }
  }

  Status write_bind(const Question& question, const std::string& path) {
    BOOTHWISE_TRY(relevant, relevance(question));
    std::string bind = fmt::format("      <bind nodeset=\"{}\"", path);
    const auto add = [&bind](std::string_view name, std::string_view value) {
      if (!value.empty()) bind += fmt::format(" {}=\"{}\"", name, escaped(value));
    };
    if (!is_container(question)) add("type", data_type(question.type));
    add("relevant", relevant);
    if (question.required) add("required", "true()");
    BOOTHWISE_TRY(constraint, xpath_of(question.constraint, question));
    add("constraint", constraint);
    if (!constraint.empty()) add("jr:constraintMsg", fmt::format("jr:itext('{}:constraint')", path));
    if (question.type == QuestionType::note) add("readonly", "true()");
    if (question.type == QuestionType::calculate) {
      BOOTHWISE_TRY(calculation, checked_xpath(question.calculation, question.name));
      add("calculate", calculation);
    }
    if (question.type == QuestionType::image) add("orx:max-pixels", std::to_string(picture_pixels_max));
    if (question.type == QuestionType::geopoint) add("bw:location", "coarse");
    add(question.type == QuestionType::consent ? "bw:consent" : "bw:purpose", question.purpose);
    add("bw:notice", question.notice);
    add("bw:contact", question.contact);
    add("bw:scheme", question.scheme);
    constexpr std::array<std::string_view, 4> shown = {"", "", "footer", "receipt"};
    add("bw:shows", shown.at(static_cast<std::size_t>(question.shows)));
    binds_ += bind + "/>\n";
    return success();
  }

  Status write_texts(const Question& question, const std::string& path) {
    if (!question.label.hi.empty()) {
      const bool adds_code =
          question.shows == Shows::receipt && question.label.hi.find("${receipt_code}") == std::string::npos;
      BOOTHWISE_CHECK(add_text(path + ":label", question.label, question.name, question.audio,
                               adds_code ? "&#10;&#10;" + output_of_receipt() : ""));
    }
    if (!question.hint.hi.empty()) BOOTHWISE_CHECK(add_text(path + ":hint", question.hint, question.name));
    if (!question.constraint_message.hi.empty())
      BOOTHWISE_CHECK(add_text(path + ":constraint", question.constraint_message, question.name));
    return success();
  }

  void write_control(const Question& question, const std::string& path, std::size_t indent) {
    const std::string pad(indent * 2, ' ');
    const std::vector<Choice>* choices = choices_of(question);
    const std::string list_instance = instance_of(question.choices_file);
    std::string_view element = "input";
    if (choices != nullptr || !list_instance.empty())
      element = question.type == QuestionType::select_multiple ? "select" : "select1";
    if (question.type == QuestionType::image) element = "upload";
    body_ += fmt::format("{}<{} ref=\"{}\"", pad, element, path);
    if (question.type == QuestionType::image) body_ += " mediatype=\"image/*\"";
    if (!question.appearance.empty()) body_ += fmt::format(" appearance=\"{}\"", escaped(question.appearance));
    body_ += fmt::format(">\n{}  <label ref=\"jr:itext('{}:label')\"/>\n", pad, path);
    if (!question.hint.hi.empty()) body_ += fmt::format("{}  <hint ref=\"jr:itext('{}:hint')\"/>\n", pad, path);
    if (choices != nullptr) {
      const std::string_view list = list_name(question);
      for (const Choice& choice : *choices) {
        body_ += fmt::format("{0}  <item><label ref=\"jr:itext('choices/{1}/{2}')\"/><value>{2}</value></item>\n", pad,
                             list, escaped(choice.value));
      }
    }
    if (!list_instance.empty()) {
      files_.insert(question.choices_file);
      body_ += fmt::format(
          "{}  <itemset nodeset=\"instance('{}')/root/item\"><value ref=\"name\"/><label ref=\"label\"/></itemset>\n",
          pad, list_instance);
    }
    body_ += fmt::format("{}</{}>\n", pad, element);
  }

  /// "agreed_households" of "agreed_households.csv".
  static std::string instance_of(std::string_view file) { return std::string(file.substr(0, file.rfind('.'))); }

  /// Lists that come as files of their own.
  [[nodiscard]] std::string file_instances() const {
    std::string out;
    for (const std::string& file : files_) {
      out += fmt::format("      <instance id=\"{}\" src=\"jr://file-csv/{}\"/>\n", instance_of(file), file);
    }
    return out;
  }

  static std::string_view list_name(const Question& question) {
    if (question.type == QuestionType::consent) return "bw_consent";
    if (question.type == QuestionType::scheme) return "bw_scheme";
    return question.choices;
  }

  [[nodiscard]] const std::vector<Choice>* choices_of(const Question& question) const {
    if (question.type == QuestionType::consent) return &consent_answers();
    if (question.type == QuestionType::scheme) return &scheme_answers();
    for (const ChoiceList& list : form_.choices) {
      if (list.name == question.choices) return &list.choices;
    }
    return nullptr;
  }

  /// Metadata: the instance's id, and what the form is called where it is listed.
  Result<std::string> write_meta() {
    std::string meta = "              <orx:instanceID/>\n";
    binds_ += fmt::format("      <bind nodeset=\"{}\" type=\"string\" readonly=\"true()\" jr:preload=\"uid\"/>\n",
                          instance_id_name);
    if (!form_.instance_name.empty()) {
      BOOTHWISE_TRY(name, checked_xpath(form_.instance_name, "instance_name"));
      meta += "              <orx:instanceName/>\n";
      binds_ +=
          fmt::format("      <bind nodeset=\"/data/orx:meta/orx:instanceName\" type=\"string\" calculate=\"{}\"/>\n",
                      escaped(name));
    }
    if (has_times_) {
      binds_ +=
          "      <bind nodeset=\"/data/start\" type=\"dateTime\" jr:preload=\"timestamp\" "
          "jr:preloadParams=\"start\"/>\n"
          "      <bind nodeset=\"/data/end\" type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"end\"/>\n"
          "      <bind nodeset=\"/data/today\" type=\"date\" jr:preload=\"date\" jr:preloadParams=\"today\"/>\n";
    }
    return meta;
  }

  [[nodiscard]] std::string put_together(const std::string& meta) const {
    const std::string times = has_times_ ? "            <start/>\n            <end/>\n            <today/>\n" : "";
    const std::string submission = options_.rsa_public_key
                                       ? fmt::format("      <submission method=\"post\" base64RsaPublicKey=\"{}\"/>\n",
                                                     escaped(*options_.rsa_public_key))
                                       : "";
    return fmt::format(
        R"xml(<?xml version="1.0" encoding="UTF-8"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:bw="{}">
  <h:head>
    <h:title>{}</h:title>
    <model odk:xforms-version="1.0.0">
      <itext>
        <translation lang="hi" default="true()">
{}        </translation>
        <translation lang="en">
{}        </translation>
      </itext>
      <instance>
        <data id="{}" version="{}">
{}{}            <orx:meta>
{}            </orx:meta>
        </data>
      </instance>
{}{}{}    </model>
  </h:head>
  <h:body class="pages">
{}  </h:body>
</h:html>
)xml",
        policy_namespace, escaped(form_.title.hi), texts_.hi, texts_.en, escaped(form_.id), escaped(options_.version),
        times, instance_, meta, file_instances(), submission, binds_, body_);
  }

  const FormDefinition& form_;
  const XFormOptions& options_;
  std::map<std::string, std::string, std::less<>> paths_;
  std::map<std::string, QuestionType, std::less<>> types_;
  std::map<std::string, std::string, std::less<>> consents_;
  bool has_times_ = true;
  Texts texts_;
  std::set<std::string> files_;
  std::string binds_;
  std::string instance_;
  std::string body_;
};

}  // namespace

Result<std::string> to_xform(const FormDefinition& definition, const XFormOptions& options) {
  return XFormWriter(definition, options).write();
}

}  // namespace boothwise::forms
