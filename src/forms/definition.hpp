#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Forms as they are made here: a definition in JSON, in both languages, from which a standard XForm is written.
/// The layout: docs/formats.md#form-definition.
namespace boothwise::forms {

enum class QuestionType : std::uint8_t {
  text,
  integer,
  decimal,
  select_one,
  select_multiple,
  date,
  note,
  calculate,
  geopoint,  ///< kept to about 100 metres (R39)
  image,
  consent,  ///< yes or no to one purpose; nothing is ticked beforehand (R2)
  scheme,   ///< does a scheme in force reach the household (R20)
  group,
  repeat
};

/// What a note shows besides its words.
enum class Shows : std::uint8_t { nothing, notice, footer, receipt };

struct Choice {
  std::string value;  ///< without white space, at most 64 bytes
  Bilingual label;
};

struct ChoiceList {
  std::string name;
  std::vector<Choice> choices;
};

/// When a question is asked, or which answers it takes.
struct Condition {
  enum class Kind : std::uint8_t { none, xpath, comparison, all, any };
  enum class Is : std::uint8_t {
    equal,
    not_equal,
    less,
    at_most,
    greater,
    at_least,
    selected,
    not_selected,
    answered,
    not_answered
  };

  Kind kind = Kind::none;
  std::string xpath{};     ///< XPath 1.0, with `${name}` for the answer to a question
  std::string question{};  ///< whose answer is compared; empty: the question's own
  Is is = Is::equal;
  std::string value{};
  std::vector<Condition> parts{};  ///< of `all` and `any`
};

/// File names of recorded words, in each language; empty where there are none.
struct Audio {
  std::string hi;
  std::string en;
};

struct Question {
  std::string name;  ///< unique in the form: an ASCII letter or `_`, then letters, digits and `_`; at most 64
  QuestionType type = QuestionType::text;
  Bilingual label{};
  Bilingual hint{};
  Audio audio{};
  bool required = false;
  Condition relevant{};
  Condition constraint{};
  Bilingual constraint_message{};
  std::string calculation{};    ///< of `calculate`: XPath with `${name}`
  std::string default_value{};  ///< never of `consent` and `scheme`
  std::string choices{};        ///< name of the list, of the select types
  std::string choices_file{};   ///< or the CSV file that the list comes in: columns `name` and `label`
  std::string appearance{};
  std::string purpose{};  ///< asked of and used under this purpose alone; groups hand it down
  std::string notice{};   ///< KEY/VERSION, of the note that shows a notice
  std::string contact{};  ///< `phone` or `name`
  std::string scheme{};   ///< code of a scheme of the catalogue
  Shows shows = Shows::nothing;
  std::vector<Question> questions{};  ///< of `group` and `repeat`
};

/// A form. Holds by construction (parse_definition): names are unique, lists and compared questions exist and stand
/// before, each question under a purpose stands after a consent question of that purpose.
struct FormDefinition {
  std::string id;
  Bilingual title;
  std::string instance_name{};  ///< XPath with `${name}`: what a filled form is called on the phone
  std::vector<ChoiceList> choices{};
  std::vector<Question> questions{};

  /// True if its purposes are those of protected answers (`community`, `economic`): it then holds no others.
  [[nodiscard]] bool is_protected() const;
};

/// Purposes whose answers leave a device sealed only (R14).
bool is_protected_purpose(std::string_view purpose);

/// Values of a consent question.
constexpr std::string_view consent_given = "yes";
constexpr std::string_view consent_refused = "no";

/// What a household can answer about a scheme, in the order shown: receives, receives with a problem, stopped, no, does
/// not know, prefers not to say.
const std::vector<Choice>& scheme_answers();
/// Yes and no of a consent question.
const std::vector<Choice>& consent_answers();

/// The definition that `value` holds. Errors: `form_definition`, `unknown_member`, `missing_member`, `duplicate_name`,
/// `unknown_choices`, `unknown_question`, `bad_condition`, `consent_missing`, `mixed_purposes`…; each names the
/// question
/// (`where.column`), what stood there and what was expected. Limits: 500 questions, 8 levels, 500 choices a list.
Result<FormDefinition> definition_of(const boost::json::value& value);
/// The same from JSON text of at most 1 MB. Errors: as above, and `bad_json` with its line.
Result<FormDefinition> parse_definition(std::string_view json_text);

/// What a definition does not say of its XForm.
struct XFormOptions {
  std::string version;                        ///< new on every change (OR-30)
  std::optional<std::string> rsa_public_key;  ///< Base64 of the DER: Collect encrypts what is sent (OR-48)
};

/// The form as an XForm (openrosa.md §4): Hindi as its default language and English, policy on the binds,
/// meta/instanceID. Errors: `bad_xpath` naming the question whose expression XPath 1.0 cannot read.
Result<std::string> to_xform(const FormDefinition& definition, const XFormOptions& options);

std::string_view type_name(QuestionType type);

}  // namespace boothwise::forms
