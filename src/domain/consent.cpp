#include "domain/consent.hpp"

#include <algorithm>
#include <array>

namespace boothwise {

namespace {

struct Described {
  std::string_view code;
  Bilingual words;
};

const std::array<Described, purposes_count>& described() {
  static const std::array<Described, purposes_count> all = {{
      {"schemes", {"which schemes reach the household", "घर तक कौन-सी योजनाएँ पहुँचती हैं"}},
      {"contact", {"being contacted", "संपर्क किया जाना"}},
      {"call_back", {"one call back about your matter", "आपके विषय पर एक बार वापस फ़ोन"}},
      {"roll_help", {"help with the electoral roll", "मतदाता सूची में सहायता"}},
      {"training", {"what you say of the training", "प्रशिक्षण पर आपकी राय"}},
      {"community", {"the community you name yourself", "आपका स्वयं बताया समुदाय"}},
      {"economic", {"the household's means", "घर की आर्थिक स्थिति"}},
  }};
  return all;
}

}  // namespace

std::string_view code_of(Purpose purpose) { return described().at(static_cast<std::size_t>(purpose)).code; }

std::optional<Purpose> purpose_named(std::string_view code) {
  const auto found = std::ranges::find(described(), code, &Described::code);
  if (found == described().end()) return std::nullopt;
  return static_cast<Purpose>(found - described().begin());
}

const Bilingual& words_of(Purpose purpose) { return described().at(static_cast<std::size_t>(purpose)).words; }

bool is_protected(Purpose purpose) { return purpose == Purpose::community || purpose == Purpose::economic; }

std::optional<std::int64_t> days_kept(Purpose purpose) {
  constexpr std::int64_t call_back_days = 30;
  return purpose == Purpose::call_back ? std::optional(call_back_days) : std::nullopt;
}

}  // namespace boothwise
