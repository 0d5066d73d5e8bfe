#include "domain/elector.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"

namespace boothwise {

namespace {

template <typename T>
struct Word {
  std::string_view text;
  T value;
};

constexpr std::array relation_words = std::to_array<Word<RelationType>>({
    {"f", RelationType::father},  {"father", RelationType::father},   {"पिता", RelationType::father},
    {"m", RelationType::mother},  {"mother", RelationType::mother},   {"माता", RelationType::mother},
    {"h", RelationType::husband}, {"husband", RelationType::husband}, {"पति", RelationType::husband},
    {"w", RelationType::wife},    {"wife", RelationType::wife},       {"पत्नी", RelationType::wife},
    {"o", RelationType::other},   {"other", RelationType::other},     {"others", RelationType::other},
    {"अन्य", RelationType::other}, {"g", RelationType::guru},          {"guru", RelationType::guru},
    {"गुरु", RelationType::guru},
});
constexpr std::array<std::string_view, 6> relation_codes = {"F", "M", "H", "W", "O", "G"};

constexpr std::array gender_words = std::to_array<Word<Gender>>({
    {"m", Gender::male},
    {"male", Gender::male},
    {"पुरुष", Gender::male},
    {"पु", Gender::male},
    {"f", Gender::female},
    {"female", Gender::female},
    {"महिला", Gender::female},
    {"स्त्री", Gender::female},
    {"म", Gender::female},
    {"t", Gender::third},
    {"o", Gender::third},
    {"third gender", Gender::third},
    {"third", Gender::third},
    {"तृतीय लिंग", Gender::third},
    {"अन्य", Gender::third},
});
constexpr std::array<std::string_view, 3> gender_codes = {"M", "F", "T"};

constexpr std::array reason_words = std::to_array<Word<DeletionReason>>({
    {"e", DeletionReason::expired},
    {"expired", DeletionReason::expired},
    {"dead", DeletionReason::expired},
    {"मृत", DeletionReason::expired},
    {"मृत्यु", DeletionReason::expired},
    {"s", DeletionReason::shifted},
    {"shifted", DeletionReason::shifted},
    {"स्थानांतरित", DeletionReason::shifted},
    {"r", DeletionReason::repeated},
    {"repeated", DeletionReason::repeated},
    {"duplicate", DeletionReason::repeated},
    {"दोहरी प्रविष्टि", DeletionReason::repeated},
    {"q", DeletionReason::disqualified},
    {"disqualified", DeletionReason::disqualified},
    {"अनर्ह", DeletionReason::disqualified},
    {"m", DeletionReason::missing},
    {"missing", DeletionReason::missing},
    {"लापता", DeletionReason::missing},
});
constexpr std::array<std::string_view, 5> reason_codes = {"E", "S", "R", "Q", "M"};

constexpr std::array list_words = std::to_array<Word<SupplementList>>({
    {"addition", SupplementList::addition},
    {"additions", SupplementList::addition},
    {"a", SupplementList::addition},
    {"परिवर्धन", SupplementList::addition},
    {"deletion", SupplementList::deletion},
    {"deletions", SupplementList::deletion},
    {"d", SupplementList::deletion},
    {"विलोपन", SupplementList::deletion},
    {"correction", SupplementList::correction},
    {"corrections", SupplementList::correction},
    {"c", SupplementList::correction},
    {"संशोधन", SupplementList::correction},
});
constexpr std::array<std::string_view, 3> list_codes = {"addition", "deletion", "correction"};

template <typename T>
std::optional<T> value_of(std::span<const Word<T>> words, std::string_view text) {
  const std::string lower = ascii_lower(trimmed(text));
  const auto found = std::ranges::find(words, std::string_view(lower), &Word<T>::text);
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::optional<RelationType> parse_relation(std::string_view text) {
  return value_of(std::span<const Word<RelationType>>(relation_words), text);
}
std::optional<Gender> parse_gender(std::string_view text) {
  return value_of(std::span<const Word<Gender>>(gender_words), text);
}
std::optional<DeletionReason> parse_deletion_reason(std::string_view text) {
  return value_of(std::span<const Word<DeletionReason>>(reason_words), text);
}
std::optional<SupplementList> parse_supplement_list(std::string_view text) {
  return value_of(std::span<const Word<SupplementList>>(list_words), text);
}

std::string_view code_of(RelationType type) { return relation_codes.at(static_cast<std::size_t>(type)); }
std::string_view code_of(Gender gender) { return gender_codes.at(static_cast<std::size_t>(gender)); }
std::string_view code_of(DeletionReason reason) { return reason_codes.at(static_cast<std::size_t>(reason)); }
std::string_view code_of(SupplementList list) { return list_codes.at(static_cast<std::size_t>(list)); }

Bilingual name_of(Gender gender) {
  switch (gender) {
    case Gender::male:
      return {"male", "पुरुष"};
    case Gender::female:
      return {"female", "महिला"};
    case Gender::third:
      break;
  }
  return {"third gender", "तृतीय लिंग"};
}

Bilingual name_of(DeletionReason reason) {
  switch (reason) {
    case DeletionReason::expired:
      return {"expired", "मृत"};
    case DeletionReason::shifted:
      return {"shifted", "स्थानांतरित"};
    case DeletionReason::repeated:
      return {"repeated", "दोहरी प्रविष्टि"};
    case DeletionReason::disqualified:
      return {"disqualified", "अनर्ह"};
    case DeletionReason::missing:
      break;
  }
  return {"missing", "लापता"};
}

std::string normal_epic(std::string_view text) {
  std::string epic;
  for (const char c : text) {
    if (c == ' ') continue;
    epic.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return epic;
}

std::string masked_epic(std::string_view epic) {
  constexpr std::size_t shown = 3;
  if (epic.empty()) return {};
  if (epic.size() < 3 * shown ||
      !std::ranges::all_of(epic, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return "****";
  return std::string(epic.substr(0, shown)) + "****" + std::string(epic.substr(epic.size() - shown));
}

const std::array<AgeBand, age_bands>& all_age_bands() {
  static const std::array<AgeBand, age_bands> bands{{{18, 19, {"18–19", "18–19"}},
                                                     {20, 29, {"20–29", "20–29"}},
                                                     {30, 39, {"30–39", "30–39"}},
                                                     {40, 49, {"40–49", "40–49"}},
                                                     {50, 59, {"50–59", "50–59"}},
                                                     {60, 69, {"60–69", "60–69"}},
                                                     {70, 79, {"70–79", "70–79"}},
                                                     {80, age_most, {"80 and above", "80 और अधिक"}}}};
  return bands;
}

std::size_t age_band_of(std::int64_t age) {
  const auto& bands = all_age_bands();
  const auto found = std::ranges::find_if(bands, [age](const AgeBand& band) { return age <= band.last; });
  return found == bands.end() ? age_bands - 1 : static_cast<std::size_t>(found - bands.begin());
}

std::string to_string(const EntryAddress& address) {
  return address.revision + "/" + std::to_string(address.ac.value) + "/" + std::to_string(address.part) + "/" +
         std::to_string(address.serial);
}

std::optional<EntryAddress> parse_entry_address(std::string_view text) {
  const std::vector<std::string> parts = split(text, '/');
  if (parts.size() != 4 || parts[0].empty()) return std::nullopt;
  const auto ac = parse_number<std::int32_t>(parts[1]);
  const auto part = parse_number<std::int32_t>(parts[2]);
  const auto serial = parse_number<std::int64_t>(parts[3]);
  if (!ac || !part || !serial || *ac < 1 || *part < 0 || *serial < 0) return std::nullopt;
  return EntryAddress{parts[0], AcNo(*ac), *part, *serial};
}

}  // namespace boothwise
