#include "forms/definition.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

#include "base/text.hpp"

namespace boothwise::forms {

namespace json = boost::json;

namespace {

constexpr std::size_t questions_max = 500;
constexpr std::size_t choices_max = 500;
constexpr std::size_t depth_max = 8;
constexpr std::size_t text_bytes_max = 8000;
constexpr std::size_t json_bytes_max = 1'000'000;

Error failed(std::string code, std::string_view question, std::string_view value, Bilingual message,
             std::vector<std::string> choices = {}) {
  return {ErrorKind::bad_input,
          std::move(code),
          std::move(message),
          {"", 0, std::string(question), shortened(value, 80)},
          std::move(choices)};
}

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || (!is_letter(name.front()) && name.front() != '_')) return false;
  return std::all_of(name.begin(), name.end(), [](char letter) {
    return is_letter(letter) || letter == '_' || (letter >= '0' && letter <= '9');
  });
}

/// Names that stand in every form besides its questions.
bool is_taken_name(std::string_view name) {
  return name == "meta" || name == "data" || name == "instanceID" || name == "instanceName" || name == "start" ||
         name == "end" || name == "today";
}

/// XML 1.0 holds no control characters but tab and line ends.
bool is_xml_text(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char letter) {
           const auto byte = static_cast<unsigned char>(letter);
           return byte < 0x20 && letter != '\n' && letter != '\t';
         });
}

std::string kind_of(const json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  return json::serialize(value);
}

/// Reads a definition from the top; `known_` are the questions read so far.
class DefinitionReader {
 public:
  Result<FormDefinition> read(const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
      return failed(
          "form_definition", "", kind_of(value),
          {"expected a JSON object with id, title and questions", "id, title और questions वाला JSON object चाहिए"});
    }
    BOOTHWISE_CHECK(only(*object, "", {"id", "title", "instance_name", "choices", "questions"}));
    FormDefinition form;
    BOOTHWISE_TRY(id, text(*object, "id", "", true));
    if (id.empty() || id.size() > 120 || id.find_first_of("/\\?#%") != std::string::npos) {
      return failed(
          "form_definition", "id", id,
          {"expected an id of 1 to 120 bytes without / \\ ? # %", "1 से 120 बाइट का id चाहिए, जिसमें / \\ ? # % न हों"});
    }
    form.id = std::move(id);
    BOOTHWISE_TRY(title, both(*object, "title", "", true));
    form.title = std::move(title);
    BOOTHWISE_TRY(instance_name, text(*object, "instance_name", "", false));
    form.instance_name = std::move(instance_name);
    BOOTHWISE_CHECK(read_choices(*object, form));
    lists_ = &form.choices;
    BOOTHWISE_TRY(questions, read_questions(*object, "", Place{}));
    form.questions = std::move(questions);
    if (form.questions.empty()) {
      return failed("missing_member", "", "[]", {"expected at least one question", "कम से कम एक सवाल चाहिए"});
    }
    BOOTHWISE_CHECK(check_mix(form));
    return form;
  }

 private:
  /// Where a question stands.
  struct Place {
    std::size_t depth = 1;
    std::string repeat{};   ///< name of the innermost repeat around it
    std::string purpose{};  ///< handed down by the groups around it
  };
  struct Known {
    QuestionType type;
    std::string choices;
    std::string repeat;
  };

  static Status only(const json::object& object, std::string_view question, const std::vector<std::string>& members) {
    for (const auto& member : object) {
      if (std::find(members.begin(), members.end(), std::string_view(member.key())) == members.end()) {
        return failed("unknown_member", question, member.key(),
                      {fmt::format("a form definition has no member \"{}\" here", std::string_view(member.key())),
                       fmt::format("फ़ॉर्म की परिभाषा में यहाँ \"{}\" नहीं होता", std::string_view(member.key()))},
                      members);
      }
    }
    return success();
  }

  static Result<std::string> text(const json::object& object, std::string_view member, std::string_view question,
                                  bool must) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr) {
      if (!must) return std::string();
      return failed("missing_member", question, member,
                    {fmt::format("expected \"{}\"", member), fmt::format("\"{}\" चाहिए", member)});
    }
    const bool is_number = value->is_number();
    if (!value->is_string() && !is_number) {
      return failed("form_definition", question, kind_of(*value),
                    {fmt::format("expected a text as \"{}\"", member), fmt::format("\"{}\" में पाठ चाहिए", member)});
    }
    std::string content = is_number ? json::serialize(*value) : std::string(value->as_string());
    if (content.size() > text_bytes_max || !is_xml_text(content)) {
      return failed(
          "form_definition", question, as_utf8(content),
          {fmt::format("\"{}\" must be UTF-8 without control characters, at most {} bytes", member, text_bytes_max),
           fmt::format("\"{}\" UTF-8 में हो, नियंत्रण-अक्षर न हों, अधिकतम {} बाइट", member, text_bytes_max)});
    }
    return content;
  }

  static Result<Bilingual> both(const json::object& object, std::string_view member, std::string_view question,
                                bool must) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr && !must) return Bilingual{};
    const json::object* languages = value == nullptr ? nullptr : value->if_object();
    if (languages == nullptr) {
      return failed(
          "missing_member", question, value == nullptr ? member : std::string_view(kind_of(*value)),
          {fmt::format("expected \"{}\" with hi and en", member), fmt::format("\"{}\" में hi और en दोनों चाहिए", member)});
    }
    BOOTHWISE_CHECK(only(*languages, question, {"hi", "en"}));
    Bilingual words;
    BOOTHWISE_TRY(hindi, text(*languages, "hi", question, true));
    BOOTHWISE_TRY(english, text(*languages, "en", question, true));
    words.hi = std::move(hindi);
    words.en = std::move(english);
    if (trimmed(words.hi).empty() || trimmed(words.en).empty()) {
      return failed("missing_member", question, member,
                    {fmt::format("\"{}\" must have words in Hindi and in English", member),
                     fmt::format("\"{}\" हिंदी और अंग्रेज़ी दोनों में लिखें", member)});
    }
    return words;
  }

  static Status read_choices(const json::object& object, FormDefinition& form) {
    const json::value* value = object.if_contains("choices");
    if (value == nullptr) return success();
    const json::object* lists = value->if_object();
    if (lists == nullptr) {
      return failed("form_definition", "choices", kind_of(*value),
                    {"expected lists of choices by name", "नाम के साथ विकल्पों की सूचियाँ चाहिए"});
    }
    for (const auto& member : *lists) {
      ChoiceList list{std::string(member.key()), {}};
      const json::array* items = member.value().if_array();
      if (!is_name(list.name) || items == nullptr || items->empty() || items->size() > choices_max) {
        return failed("form_definition", list.name, kind_of(member.value()),
                      {fmt::format("expected 1 to {} choices under a name of letters, digits and _", choices_max),
                       fmt::format("अक्षर, अंक और _ के नाम से 1 से {} विकल्प चाहिए", choices_max)});
      }
      for (const json::value& item : *items) {
        BOOTHWISE_TRY(choice, read_choice(item, list));
        list.choices.push_back(std::move(choice));
      }
      form.choices.push_back(std::move(list));
    }
    return success();
  }

  static Result<Choice> read_choice(const json::value& item, const ChoiceList& list) {
    const json::object* object = item.if_object();
    if (object == nullptr) {
      return failed("form_definition", list.name, kind_of(item),
                    {"expected a choice with value and label", "value और label वाला विकल्प चाहिए"});
    }
    BOOTHWISE_CHECK(only(*object, list.name, {"value", "label"}));
    Choice choice;
    BOOTHWISE_TRY(value, text(*object, "value", list.name, true));
    choice.value = std::move(value);
    if (choice.value.empty() || choice.value.size() > 64 ||
        choice.value.find_first_of(" \t\n'\"") != std::string::npos) {
      return failed("form_definition", list.name, choice.value,
                    {"expected a value of 1 to 64 bytes without spaces and quotes",
                     "1 से 64 बाइट का मान चाहिए, बिना ख़ाली जगह और उद्धरण-चिह्न"});
    }
    const bool twice = std::any_of(list.choices.begin(), list.choices.end(),
                                   [&](const Choice& other) { return other.value == choice.value; });
    if (twice) {
      return failed("duplicate_name", list.name, choice.value,
                    {"the list has this value twice", "सूची में यह मान दो बार है"});
    }
    BOOTHWISE_TRY(label, both(*object, "label", list.name, true));
    choice.label = std::move(label);
    return choice;
  }

  Result<std::vector<Question>> read_questions(const json::object& object, std::string_view parent,
                                               const Place& place) {
    const json::value* value = object.if_contains("questions");
    const json::array* items = value == nullptr ? nullptr : value->if_array();
    if (items == nullptr || place.depth > depth_max) {
      return failed("missing_member", parent, "questions",
                    {fmt::format("expected a list \"questions\", at most {} levels deep", depth_max),
                     fmt::format("\"questions\" की सूची चाहिए, अधिकतम {} स्तर गहरी", depth_max)});
    }
    std::vector<Question> questions;
    for (const json::value& item : *items) {
      BOOTHWISE_TRY(question, read_question(item, parent, place));
      questions.push_back(std::move(question));
    }
    return questions;
  }

  Result<Question> read_question(const json::value& item, std::string_view parent, const Place& place) {
    const json::object* object = item.if_object();
    if (object == nullptr) {
      return failed("form_definition", parent, kind_of(item),
                    {"expected a question with name, type and label", "name, type और label वाला सवाल चाहिए"});
    }
    Question question;
    BOOTHWISE_CHECK(read_name(*object, parent, question));
    BOOTHWISE_CHECK(read_type(*object, question));
    BOOTHWISE_CHECK(only(*object, question.name, members_of(question.type)));
    BOOTHWISE_CHECK(read_words(*object, question));
    BOOTHWISE_CHECK(read_policy(*object, question, place));
    BOOTHWISE_CHECK(read_answers(*object, question));
    BOOTHWISE_TRY(relevant, read_condition(*object, "relevant", question, place, false));
    question.relevant = std::move(relevant);
    known_[question.name] = {question.type, question.choices, place.repeat};
    BOOTHWISE_TRY(constraint, read_condition(*object, "constraint", question, place, true));
    question.constraint = std::move(constraint);
    if (question.constraint.kind != Condition::Kind::none && question.constraint_message.hi.empty()) {
      return failed("missing_member", question.name, "constraint_message",
                    {"a question with a constraint must say in constraint_message what is expected",
                     "जिस सवाल में शर्त (constraint) है उसमें constraint_message में लिखें कि क्या चाहिए"});
    }
    if (question.type == QuestionType::group || question.type == QuestionType::repeat) {
      Place inside = place;
      ++inside.depth;
      if (question.type == QuestionType::repeat) inside.repeat = question.name;
      if (!question.purpose.empty()) inside.purpose = question.purpose;
      BOOTHWISE_TRY(questions, read_questions(*object, question.name, inside));
      question.questions = std::move(questions);
    }
    return question;
  }

  Status read_name(const json::object& object, std::string_view parent, Question& question) {
    BOOTHWISE_TRY(name, text(object, "name", parent, true));
    if (!is_name(name) || is_taken_name(name)) {
      return failed("form_definition", name, name,
                    {"expected a name of at most 64 letters, digits and _, not beginning with a digit, and not meta, "
                     "data, start, end or today",
                     "64 तक अक्षर, अंक और _ का नाम चाहिए; अंक से शुरू न हो; meta, data, start, end, today न हो"});
    }
    if (known_.contains(name) || !names_.insert(name).second) {
      return failed("duplicate_name", name, name, {"another question has this name", "इस नाम का दूसरा सवाल है"});
    }
    if (names_.size() > questions_max) {
      return failed("too_many_questions", name, std::to_string(names_.size()),
                    {fmt::format("a form has at most {} questions", questions_max),
                     fmt::format("फ़ॉर्म में अधिकतम {} सवाल", questions_max)});
    }
    question.name = std::move(name);
    return success();
  }

  static Status read_type(const json::object& object, Question& question) {
    BOOTHWISE_TRY(type, text(object, "type", question.name, true));
    std::vector<std::string> types;
    for (std::size_t index = 0; index <= static_cast<std::size_t>(QuestionType::repeat); ++index) {
      const auto candidate = static_cast<QuestionType>(index);
      if (type_name(candidate) == type) {
        question.type = candidate;
        return success();
      }
      types.emplace_back(type_name(candidate));
    }
    return failed("form_definition", question.name, type,
                  {"there is no such type of question", "सवाल का ऐसा प्रकार नहीं है"}, types);
  }

  static std::vector<std::string> members_of(QuestionType type) {
    std::vector<std::string> members = {"name", "type", "label", "relevant", "purpose"};
    const auto add = [&members](std::initializer_list<const char*> more) {
      members.insert(members.end(), more.begin(), more.end());
    };
    switch (type) {
      case QuestionType::group:
      case QuestionType::repeat:
        add({"questions", "appearance"});
        return members;
      case QuestionType::calculate:
        return {"name", "type", "calculation", "relevant", "purpose"};
      case QuestionType::note:
        add({"hint", "audio", "notice", "shows", "appearance"});
        return members;
      case QuestionType::consent:
        add({"hint", "audio", "required"});
        return members;
      case QuestionType::scheme:
        add({"hint", "audio", "required", "scheme"});
        return members;
      case QuestionType::select_one:
      case QuestionType::select_multiple:
        add({"choices", "choices_file"});
        [[fallthrough]];
      default:
        add({"hint", "audio", "required", "constraint", "constraint_message", "default", "appearance", "contact"});
        return members;
    }
  }

  static Status read_words(const json::object& object, Question& question) {
    const bool must = question.type != QuestionType::calculate && question.type != QuestionType::group;
    BOOTHWISE_TRY(label, both(object, "label", question.name, must));
    BOOTHWISE_TRY(hint, both(object, "hint", question.name, false));
    BOOTHWISE_TRY(message, both(object, "constraint_message", question.name, false));
    question.label = std::move(label);
    question.hint = std::move(hint);
    question.constraint_message = std::move(message);
    const json::value* audio = object.if_contains("audio");
    if (audio == nullptr) return success();
    const json::object* files = audio->if_object();
    if (files == nullptr) {
      return failed("form_definition", question.name, kind_of(*audio),
                    {"expected audio files by language: hi, en", "भाषा के अनुसार ऑडियो फ़ाइलें चाहिए: hi, en"});
    }
    BOOTHWISE_CHECK(only(*files, question.name, {"hi", "en"}));
    BOOTHWISE_TRY(hindi, text(*files, "hi", question.name, false));
    BOOTHWISE_TRY(english, text(*files, "en", question.name, false));
    for (const std::string& file : {hindi, english}) {
      if (file.find_first_of("/\\:") != std::string::npos) {
        return failed("form_definition", question.name, file,
                      {"expected a file name without folders", "बिना फ़ोल्डर का फ़ाइल-नाम चाहिए"});
      }
    }
    question.audio = {std::move(hindi), std::move(english)};
    return success();
  }

  Status read_policy(const json::object& object, Question& question, const Place& place) {
    BOOTHWISE_TRY(purpose, text(object, "purpose", question.name, question.type == QuestionType::consent));
    BOOTHWISE_TRY(notice, text(object, "notice", question.name, false));
    BOOTHWISE_TRY(contact, text(object, "contact", question.name, false));
    BOOTHWISE_TRY(scheme, text(object, "scheme", question.name, question.type == QuestionType::scheme));
    BOOTHWISE_TRY(shows, text(object, "shows", question.name, false));
    constexpr std::array<std::string_view, 4> shown = {"", "notice", "footer", "receipt"};
    const auto* found = std::find(shown.begin(), shown.end(), shows);
    if (found == shown.end()) {
      return failed(
          "form_definition", question.name, shows,
          {"a note can show a notice, the footer or the receipt", "टिप्पणी में notice, footer या receipt दिख सकता है"},
          {"notice", "footer", "receipt"});
    }
    if (!contact.empty() && contact != "phone" && contact != "name") {
      return failed("form_definition", question.name, contact, {"expected phone or name", "phone या name चाहिए"},
                    {"phone", "name"});
    }
    if (!purpose.empty() && !is_name(purpose)) {
      return failed("form_definition", question.name, purpose, {"expected a purpose's code", "उद्देश्य का कोड चाहिए"});
    }
    question.shows = static_cast<Shows>(found - shown.begin());
    question.purpose = std::move(purpose);
    question.notice = std::move(notice);
    question.contact = std::move(contact);
    question.scheme = std::move(scheme);
    if ((question.shows == Shows::notice) == question.notice.empty()) {
      return failed("form_definition", question.name, question.notice,
                    {"a note that shows a notice names it in \"notice\" as KEY/VERSION, and no other does",
                     "सूचना दिखाने वाली टिप्पणी \"notice\" में KEY/VERSION लिखे; बाक़ी में यह न हो"});
    }
    return check_consent(question, place);
  }

  /// An answer under a purpose is asked only after, and only with, consent to that purpose (R2).
  Status check_consent(const Question& question, const Place& place) {
    if (question.type == QuestionType::consent) {
      if (!place.repeat.empty() || !place.purpose.empty() || consents_.contains(question.purpose)) {
        return failed("consent_missing", question.name, question.purpose,
                      {"each purpose has one consent question, outside of repeats and of groups that have a purpose",
                       "हर उद्देश्य का एक ही सहमति-सवाल हो, repeat और उद्देश्य वाले समूह के बाहर"});
      }
      consents_.insert(question.purpose);
      return success();
    }
    if (!question.purpose.empty() && !consents_.contains(question.purpose)) {
      return failed("consent_missing", question.name, question.purpose,
                    {fmt::format("no consent question for the purpose \"{}\" stands before it", question.purpose),
                     fmt::format("इससे पहले \"{}\" उद्देश्य का सहमति-सवाल नहीं है", question.purpose)},
                    {consents_.begin(), consents_.end()});
    }
    return success();
  }

  Status read_answers(const json::object& object, Question& question) const {
    BOOTHWISE_TRY(file, text(object, "choices_file", question.name, false));
    if (!file.empty()) BOOTHWISE_CHECK(check_choices_file(object, question.name, file));
    const bool selects = question.type == QuestionType::select_one || question.type == QuestionType::select_multiple;
    BOOTHWISE_TRY(choices, text(object, "choices", question.name, selects && file.empty()));
    question.choices_file = std::move(file);
    BOOTHWISE_TRY(calculation, text(object, "calculation", question.name, question.type == QuestionType::calculate));
    BOOTHWISE_TRY(default_value, text(object, "default", question.name, false));
    BOOTHWISE_TRY(appearance, text(object, "appearance", question.name, false));
    question.choices = std::move(choices);
    question.calculation = std::move(calculation);
    question.default_value = std::move(default_value);
    question.appearance = std::move(appearance);
    if (const json::value* required = object.if_contains("required")) {
      if (!required->is_bool()) {
        return failed("form_definition", question.name, kind_of(*required),
                      {"expected true or false as \"required\"", "\"required\" में true या false चाहिए"});
      }
      question.required = required->as_bool();
    }
    if (!question.choices.empty() && list_of(question.choices) == nullptr) {
      std::vector<std::string> names;
      for (const ChoiceList& list : *lists_) names.push_back(list.name);
      return failed("unknown_choices", question.name, question.choices,
                    {"there is no list of choices with this name", "इस नाम की विकल्प-सूची नहीं है"}, names);
    }
    return success();
  }

  /// A file's name without ".csv" is the name of its instance, so it is one of XML.
  static Status check_choices_file(const json::object& object, std::string_view question, std::string_view file) {
    constexpr std::string_view end = ".csv";
    if (!object.contains("choices") && file.ends_with(end) && is_name(file.substr(0, file.size() - end.size()))) {
      return success();
    }
    return failed("form_definition", question, file,
                  {"expected the name of a CSV file of letters, digits and _, such as agreed_households.csv, and no "
                   "\"choices\" beside it",
                   "अक्षर, अंक और _ वाली CSV फ़ाइल का नाम चाहिए, जैसे agreed_households.csv, और साथ में \"choices\" न हो"});
  }

  [[nodiscard]] const std::vector<Choice>* list_of(std::string_view name) const {
    for (const ChoiceList& list : *lists_) {
      if (list.name == name) return &list.choices;
    }
    return nullptr;
  }

  Result<Condition> read_condition(const json::object& object, std::string_view member, const Question& question,
                                   const Place& place, bool of_itself) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr) return Condition{};
    return read_condition(*value, question, place, of_itself, 1);
  }

  Result<Condition> read_condition(const json::value& value, const Question& question, const Place& place,
                                   bool of_itself, std::size_t depth) {
    const json::object* object = value.if_object();
    if (object == nullptr || object->empty() || depth > depth_max) {
      return failed("bad_condition", question.name, kind_of(value),
                    {"expected {\"question\", \"is\", \"value\"}, {\"all\": […]}, {\"any\": […]} or {\"xpath\"}",
                     "{\"question\", \"is\", \"value\"}, {\"all\": […]}, {\"any\": […]} या {\"xpath\"} चाहिए"});
    }
    Condition condition;
    if (object->contains("xpath")) {
      BOOTHWISE_CHECK(only(*object, question.name, {"xpath"}));
      condition.kind = Condition::Kind::xpath;
      BOOTHWISE_TRY(xpath, text(*object, "xpath", question.name, true));
      condition.xpath = std::move(xpath);
      return condition;
    }
    for (const auto& [member, kind] :
         {std::pair{"all", Condition::Kind::all}, std::pair{"any", Condition::Kind::any}}) {
      if (!object->contains(member)) continue;
      BOOTHWISE_CHECK(only(*object, question.name, {member}));
      const json::array* parts = object->at(member).if_array();
      if (parts == nullptr || parts->empty() || parts->size() > 50) {
        return failed("bad_condition", question.name, kind_of(object->at(member)),
                      {"expected 1 to 50 conditions", "1 से 50 शर्तें चाहिए"});
      }
      condition.kind = kind;
      for (const json::value& part : *parts) {
        BOOTHWISE_TRY(read, read_condition(part, question, place, of_itself, depth + 1));
        condition.parts.push_back(std::move(read));
      }
      return condition;
    }
    return read_comparison(*object, question, place, of_itself);
  }

  Result<Condition> read_comparison(const json::object& object, const Question& question, const Place& place,
                                    bool of_itself) {
    BOOTHWISE_CHECK(only(object, question.name, {"question", "is", "value"}));
    Condition condition;
    condition.kind = Condition::Kind::comparison;
    BOOTHWISE_TRY(compared, text(object, "question", question.name, !of_itself));
    BOOTHWISE_TRY(is, text(object, "is", question.name, true));
    condition.question = std::move(compared);
    constexpr std::array<std::string_view, 10> words = {
        "=", "!=", "<", "<=", ">", ">=", "selected", "not selected", "answered", "not answered"};
    const auto* found = std::find(words.begin(), words.end(), is);
    if (found == words.end())
      return failed("bad_condition", question.name, is, {"there is no such comparison", "ऐसी तुलना नहीं है"},
                    {words.begin(), words.end()});
    condition.is = static_cast<Condition::Is>(found - words.begin());
    const bool valued = condition.is < Condition::Is::answered;
    BOOTHWISE_TRY(value, text(object, "value", question.name, valued));
    condition.value = std::move(value);
    const std::string& name = condition.question.empty() ? question.name : condition.question;
    const auto known = known_.find(name);
    if (known == known_.end()) {
      return failed("unknown_question", question.name, name,
                    {fmt::format("\"{}\" is no question that stands before \"{}\"", name, question.name),
                     fmt::format("\"{}\" नाम का सवाल \"{}\" से पहले नहीं है", name, question.name)});
    }
    if (!known->second.repeat.empty() && known->second.repeat != place.repeat) {
      return failed("unknown_question", question.name, name,
                    {fmt::format("\"{}\" stands in a repeat: it can be compared inside of that only", name),
                     fmt::format("\"{}\" दोहराए जाने वाले समूह में है: उसकी तुलना उसी के भीतर हो सकती है", name)});
    }
    BOOTHWISE_CHECK(check_compared(condition, known->second, question));
    return condition;
  }

  [[nodiscard]] Status check_compared(const Condition& condition, const Known& known, const Question& question) const {
    if (condition.is >= Condition::Is::answered) return success();
    const std::vector<Choice>* choices = choices_of(known);
    if (choices != nullptr) {
      const bool there = std::any_of(choices->begin(), choices->end(),
                                     [&](const Choice& choice) { return choice.value == condition.value; });
      if (there) return success();
      std::vector<std::string> values;
      for (const Choice& choice : *choices) values.push_back(choice.value);
      return failed("bad_condition", question.name, condition.value,
                    {"the compared question has no such choice", "तुलना वाले सवाल में ऐसा विकल्प नहीं है"}, values);
    }
    const bool is_number = known.type == QuestionType::integer || known.type == QuestionType::decimal;
    if (is_number && !parse_number<double>(condition.value)) {
      return failed("bad_condition", question.name, condition.value,
                    {"expected a number to compare with", "तुलना के लिए संख्या चाहिए"});
    }
    if (known.type == QuestionType::date && !is_day(condition.value) && condition.value != "today") {
      return failed("bad_condition", question.name, condition.value,
                    {"expected a day as 2026-11-29, or today", "2026-11-29 जैसी तारीख़ या today चाहिए"});
    }
    if (condition.value.find('\'') != std::string::npos) {
      return failed("bad_condition", question.name, condition.value,
                    {"a compared value holds no '", "तुलना के मान में ' न हो"});
    }
    return success();
  }

  static bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    return parse_number<unsigned>(text.substr(0, 4)) && parse_number<unsigned>(text.substr(5, 2)) &&
           parse_number<unsigned>(text.substr(8, 2));
  }

  [[nodiscard]] const std::vector<Choice>* choices_of(const Known& known) const {
    if (known.type == QuestionType::consent) return &consent_answers();
    if (known.type == QuestionType::scheme) return &scheme_answers();
    return known.choices.empty() ? nullptr : list_of(known.choices);
  }

  /// A protected form holds nothing that could tell whose answers they are (R15).
  static Status check_mix(const FormDefinition& form) {
    if (!form.is_protected()) return success();
    const std::function<Status(const std::vector<Question>&, bool)> check =
        [&check](const std::vector<Question>& questions, bool covered) -> Status {
      for (const Question& question : questions) {
        const bool inside = covered || is_protected_purpose(question.purpose);
        const bool asks = question.type != QuestionType::note && question.type != QuestionType::group &&
                          question.type != QuestionType::repeat;
        if (!question.contact.empty() || (asks && !inside) || question.type == QuestionType::geopoint ||
            question.type == QuestionType::image ||
            (!question.purpose.empty() && !is_protected_purpose(question.purpose))) {
          return failed("mixed_purposes", question.name, question.purpose,
                        {"a form with protected answers asks nothing else: no contact, place, picture or other purpose",
                         "संरक्षित जवाबों वाले फ़ॉर्म में और कुछ नहीं पूछा जाता: न संपर्क, न जगह, न चित्र, न दूसरा उद्देश्य"});
        }
        BOOTHWISE_CHECK(check(question.questions, inside));
      }
      return success();
    };
    return check(form.questions, false);
  }

  const std::vector<ChoiceList>* lists_ = nullptr;
  std::map<std::string, Known, std::less<>> known_;
  std::set<std::string, std::less<>> names_;
  std::set<std::string, std::less<>> consents_;
};

}  // namespace

Result<FormDefinition> definition_of(const json::value& value) { return DefinitionReader().read(value); }

Result<FormDefinition> parse_definition(std::string_view json_text) {
  if (json_text.size() > json_bytes_max) {
    return Error{ErrorKind::too_large,
                 "form_definition",
                 {"a form definition has at most 1 MB", "फ़ॉर्म की परिभाषा अधिकतम 1 MB"},
                 {}};
  }
  boost::system::error_code failure;
  json::stream_parser parser({}, {.max_depth = 40});
  const std::size_t taken = parser.write_some(json_text.data(), json_text.size(), failure);
  if (!failure) parser.finish(failure);
  if (failure || !trimmed(json_text.substr(taken)).empty()) {
    const std::string_view before = json_text.substr(0, taken);
    return Error{ErrorKind::bad_input,
                 "bad_json",
                 {"expected JSON: " + failure.message(), "JSON चाहिए: " + failure.message()},
                 {"", static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1}};
  }
  return definition_of(parser.release());
}

}  // namespace boothwise::forms
