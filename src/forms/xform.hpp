#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// XForms as XLSForm tools, our builder and others make them: what the server must know of one. The format:
/// <https://getodk.github.io/xforms-spec/>; our attributes: docs/formats.md#forms.
namespace boothwise::forms {

constexpr std::size_t xform_bytes_max = std::size_t{4} << 20U;
/// Of ids and versions of forms, and of ids of what fills them.
constexpr std::size_t form_id_bytes_max = 249;

enum class Control : std::uint8_t { none, input, select_one, select_many, upload, range, trigger, rank };

/// A node of the primary instance that holds an answer.
struct FormField {
  std::string path;  ///< "/data/visit/since"
  std::string type;  ///< of the bind, without prefix: "string", "int", "decimal", "date", "geopoint", "binary"…
  Control control = Control::none;
  Bilingual label;  ///< plain text; empty where a language has none
  Bilingual hint;
  std::string required;  ///< XPath; empty: no
  std::string constraint;
  std::string relevant;
  std::string calculate;
  bool readonly = false;
  bool repeated = false;  ///< inside a repeat
  std::vector<std::string> choices;
  bool choices_known = false;            ///< all that there may be; false where they come from a file
  std::vector<Bilingual> choice_labels;  ///< as `choices`, where known
  // What it is for; groups hand theirs down.
  std::string purpose;
  std::string consent;
  std::string scheme;
  std::string contact;
  std::string shows;
  std::string notice;
};

/// A condition of a group, which holds for all below it.
struct GroupCondition {
  std::string path;
  std::string relevant;
};

struct XForm {
  std::string id;
  std::string version;  ///< empty where it has none
  Bilingual title;
  std::string root;  ///< name of the primary instance's root
  std::vector<FormField> fields;
  std::vector<GroupCondition> groups;
  std::vector<std::string> repeats;    ///< their paths
  std::vector<std::string> media;      ///< file names that it refers to (jr://…), sorted, each once
  std::vector<std::string> languages;  ///< of its itext
  std::string encryption_key;          ///< submission/@base64RsaPublicKey
  std::string notice;                  ///< "KEY/VERSION" of the notice that it shows; empty if none

  [[nodiscard]] const FormField* field(std::string_view path) const;
  /// True if any answer or consent is for that purpose.
  [[nodiscard]] bool asks_for(std::string_view wanted) const;
  /// True if it asks for anything that needs a purpose.
  [[nodiscard]] bool about_persons() const;
};

/// Errors: those of read_xml; `xform_malformed` with the line: no model, no instance, no id, an id or version that is
/// too long, a bind to a node that is not there, a body's question without a node.
Result<XForm> read_xform(std::string_view xml, const std::string& name);

}  // namespace boothwise::forms
