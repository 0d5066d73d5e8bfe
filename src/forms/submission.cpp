#include "forms/submission.hpp"

#include "forms/internal/xml.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/spelling.hpp"
#include "base/text.hpp"

namespace boothwise::forms {

namespace {

constexpr std::size_t code_digits = 12;

void collect(const xmlNode* node, const std::string& above, std::vector<Answer>& answers) {
  const std::string path = above + "/" + std::string(name_of(node));
  const auto below = children_of(node);
  if (below.empty()) answers.push_back({path, text_of(node)});
  for (const xmlNode* child : below) collect(child, path, answers);
}

void empty_at(xmlNode* node, const std::string& above, const std::vector<std::string>& paths) {
  const std::string path = above + "/" + std::string(name_of(node));
  if (std::ranges::find(paths, path) != paths.end()) {
    xmlNodeSetContent(node, nullptr);
    return;
  }
  for (xmlNode* child : children_of(node)) empty_at(child, path, paths);
}

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string_view Submission::answer(std::string_view path) const {
  const auto found = std::ranges::find(answers, path, &Answer::path);
  return found == answers.end() ? std::string_view() : std::string_view(found->text);
}

Result<Submission> read_submission(std::string_view xml, const std::string& name) {
  BOOTHWISE_TRY(document, read_xml(xml, submission_bytes_max, name));
  const auto malformed = [&name](Bilingual message) {
    return Error{ErrorKind::bad_input, "submission_malformed", std::move(message), {name}};
  };
  xmlNode* root = xmlDocGetRootElement(document.get());
  Submission submission;
  submission.form_id = attribute_of(root, "id");
  submission.version = attribute_of(root, "version");
  if (submission.form_id.empty() || submission.form_id.size() > form_id_bytes_max ||
      submission.version.size() > form_id_bytes_max) {
    return malformed({"its root must say which form it fills (id)", "जड़ में फ़ॉर्म की id चाहिए"});
  }
  if (const xmlNode* meta = child_of(root, "meta")) {
    submission.instance_id = trimmed(text_of(child_of(meta, "instanceID")));
    submission.deprecated_id = trimmed(text_of(child_of(meta, "deprecatedID")));
  }
  if (submission.instance_id.empty()) submission.instance_id = attribute_of(root, "instanceID");
  if (submission.instance_id.empty() || submission.instance_id.size() > form_id_bytes_max ||
      submission.deprecated_id.size() > form_id_bytes_max) {
    return malformed({"it must have an instanceID of at most 249 bytes", "249 बाइट तक का instanceID चाहिए"});
  }
  if (attribute_of(root, "encrypted") == "yes" && namespace_of(root) == encryption_namespace) {
    Encrypted parts;
    parts.key = trimmed(text_of(child_of(root, "base64EncryptedKey")));
    parts.answers_file = trimmed(text_of(child_of(root, "encryptedXmlFile")));
    parts.signature = trimmed(text_of(child_of(root, "base64EncryptedElementSignature")));
    for (const xmlNode* media : children_of(root)) {
      if (name_of(media) != "media") continue;
      for (const xmlNode* file : children_of(media)) parts.files.emplace_back(trimmed(text_of(file)));
    }
    if (parts.key.empty() || parts.answers_file.empty()) {
      return malformed({"an encrypted form must bring its key and its file", "एन्क्रिप्ट किए फ़ॉर्म में कुंजी और फ़ाइल चाहिए"});
    }
    submission.encrypted = std::move(parts);
  } else {
    collect(root, "", submission.answers);
  }
  return submission;
}

std::vector<std::string> files_of(const Submission& submission, const XForm& form) {
  std::vector<std::string> names;
  const auto add = [&names](std::string_view written) {
    std::string name = safe_file_name(written);
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  };
  if (submission.encrypted) {
    add(submission.encrypted->answers_file);
    for (const std::string& file : submission.encrypted->files) add(file);
    return names;
  }
  std::set<std::string_view> binary;
  for (const FormField& field : form.fields) {
    if (field.control == Control::upload || field.type == "binary") binary.insert(field.path);
  }
  const std::string audit = "/" + form.root + "/meta/audit";
  for (const Answer& answer : submission.answers) {
    if (binary.contains(answer.path) || answer.path == audit) add(answer.text);
  }
  return names;
}

Result<std::string> without_answers(std::string_view xml, const std::vector<std::string>& paths) {
  BOOTHWISE_TRY(document, read_xml(xml, submission_bytes_max, "submission"));
  empty_at(xmlDocGetRootElement(document.get()), "", paths);
  xmlChar* text = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(document.get(), &text, &size, "UTF-8");
  std::string written(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  xmlFree(text);
  return written;
}

std::string safe_file_name(std::string_view name) {
  constexpr std::size_t bytes_max = 200;
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  if (name.size() > 2 && name[1] == ':') name.remove_prefix(2);  // of a drive
  const bool control =
      std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
  if (name.empty() || name == "." || name == ".." || control || name.size() > bytes_max || !is_utf8(name)) return {};
  return std::string(name);
}

std::optional<std::string> receipt_code(std::string_view instance_id) {
  constexpr std::string_view scheme = "uuid:";
  if (instance_id.starts_with(scheme)) instance_id.remove_prefix(scheme.size());
  constexpr std::array<std::size_t, 4> hyphens = {8, 13, 18, 23};
  constexpr std::size_t uuid_bytes = 36;
  constexpr std::size_t version_at = 14;
  const std::string uuid = ascii_lower(instance_id);
  if (uuid.size() != uuid_bytes || uuid[version_at] != '4') return std::nullopt;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    const bool hyphen = std::ranges::find(hyphens, i) != hyphens.end();
    if (hyphen ? uuid[i] != '-' : !is_hexadecimal(uuid[i])) return std::nullopt;
  }
  return uuid.substr(uuid_bytes - code_digits);
}

std::optional<std::string> parse_receipt_code(std::string_view typed) {
  std::string text = latin_digits(ascii_lower(typed));
  std::erase_if(text, [](char c) { return c == '-' || c == ' '; });
  if (text.size() != code_digits || !std::ranges::all_of(text, is_hexadecimal)) return std::nullopt;
  return text;
}

std::string shown_receipt_code(std::string_view code) {
  constexpr std::size_t group = 4;
  std::string shown;
  for (std::size_t at = 0; at < code.size(); at += group) {
    if (at > 0) shown += '-';
    shown += code.substr(at, group);
  }
  return shown;
}

bool says_yes(std::string_view answer) { return answer == "yes" || answer == "true" || answer == "1"; }

}  // namespace boothwise::forms
