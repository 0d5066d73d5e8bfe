#include "forms/definition.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace boothwise::forms {

bool is_protected_purpose(std::string_view purpose) { return purpose == "community" || purpose == "economic"; }

bool FormDefinition::is_protected() const {
  const std::function<bool(const std::vector<Question>&)> any = [&any](const std::vector<Question>& some) {
    return std::any_of(some.begin(), some.end(), [&any](const Question& question) {
      return is_protected_purpose(question.purpose) || any(question.questions);
    });
  };
  return any(questions);
}

const std::vector<Choice>& scheme_answers() {
  static const std::vector<Choice> answers = {
      {"receives", {"Yes, we receive it", "हाँ, मिलता है"}},
      {"receives_with_problem", {"We receive it, but with a problem", "मिलता है, पर दिक़्क़त है"}},
      {"stopped", {"We used to receive it; it has stopped", "पहले मिलता था, अब रुका है"}},
      {"no", {"No, we do not receive it", "नहीं मिलता"}},
      {"do_not_know", {"Do not know", "पता नहीं"}},
      {"prefer_not_to_say", {"Prefer not to say", "नहीं बताना चाहते"}}};
  return answers;
}

const std::vector<Choice>& consent_answers() {
  static const std::vector<Choice> answers = {{std::string(consent_given), {"Yes, I agree", "हाँ, सहमति है"}},
                                              {std::string(consent_refused), {"No", "नहीं"}}};
  return answers;
}

std::string_view type_name(QuestionType type) {
  constexpr std::array<std::string_view, 14> names = {
      "text",      "integer",  "decimal", "select_one", "select_multiple", "date",  "note",
      "calculate", "geopoint", "image",   "consent",    "scheme",          "group", "repeat"};
  return names.at(static_cast<std::size_t>(type));
}

}  // namespace boothwise::forms
