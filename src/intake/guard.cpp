#include "intake/guard.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace boothwise::intake {

namespace {

constexpr double share_refused = 0.3;
constexpr double share_of_mobiles = 0.8;
constexpr std::uint64_t mobiles_least = 3;
constexpr std::uint64_t cells_before_refusal = 64;  // while reading; at the end any number of cells
constexpr std::size_t strays_kept = 1000;

/// The digits of a number written in one piece or in groups parted by single spaces or hyphens; empty if it is none.
struct Digits {
  static constexpr std::size_t size_max = 19;
  std::array<std::uint8_t, size_max> digits{};
  std::size_t size = 0;
};

Digits digits_of(std::string_view text) {
  Digits number;
  bool parted = true;  // no separator may stand here
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (number.size == Digits::size_max) return {};
      number.digits[number.size++] = static_cast<std::uint8_t>(c - '0');
      parted = false;
    } else if ((c == ' ' || c == '-') && !parted) {
      parted = true;
    } else {
      return {};
    }
  }
  return number;
}

/// The dihedral group D5's multiplication: rotations 0-4, reflections 5-9.
constexpr unsigned product(unsigned left, unsigned right) {
  const unsigned turn = left % 5;
  const unsigned other = right % 5;
  if (left < 5) return right < 5 ? (turn + other) % 5 : 5 + (turn + other) % 5;
  return right < 5 ? 5 + (turn + 5 - other) % 5 : (turn + 5 - other) % 5;
}

/// Verhoeff's permutation, applied once.
constexpr std::array<std::uint8_t, 10> permutation = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

bool passes_verhoeff(const Digits& number) {
  unsigned check = 0;
  for (std::size_t place = 0; place < number.size; ++place) {
    unsigned digit = number.digits[number.size - 1 - place];
    for (std::size_t times = 0; times < place % 8; ++times) digit = permutation.at(digit);
    check = product(check, digit);
  }
  return check == 0;
}

bool passes_luhn(const Digits& number) {
  unsigned sum = 0;
  for (std::size_t place = 0; place < number.size; ++place) {
    const unsigned digit = number.digits[number.size - 1 - place];
    sum += place % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
  }
  return sum % 10 == 0;
}

bool has_word(std::string_view header, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return header.find(word) != std::string_view::npos; });
}

// Parts of headers in lower case, as makers of such files write them.
constexpr std::array forbidden_words = std::to_array<std::string_view>(
    {"aadhaar",    "aadhar",     "adhaar",     "adhar_",      "uidai",  "आधार",        "ifsc",
     "bank_a",     "account_no", "account no", "खाता संख्या",   "बैंक",     "ration_card", "ration card",
     "rationcard", "राशन कार्ड",  "biometric",  "fingerprint", "photo_", "pan_no",      "pan card"});
constexpr std::array community_words = std::to_array<std::string_view>(
    {"caste",       "jati",    "jaati", "जाति",      "जातीय",           "religion",
     "dharm",       "धर्म",     "मज़हब",  "community", "samuday",         "समुदाय",
     "biradari",    "बिरादरी", "gotra", "गोत्र",      "social_category", "social category",
     "सामाजिक वर्ग", "obc",     "sc_st", "sc/st"});
constexpr std::array scheme_words = std::to_array<std::string_view>(
    {"beneficiary", "labharthi", "लाभार्थी",    "scheme",      "yojana", "yojna",    "योजना",
     "job_card",    "job card",  "jobcard",    "जॉब कार्ड",    "pmay",   "pm_kisan", "pmkisan",
     "ujjwala",     "उज्ज्वला",    "instalment", "installment", "किस्त",   "pension",  "पेंशन"});
constexpr std::array name_words =
    std::to_array<std::string_view>({"name", "naam", "नाम", "beneficiary", "लाभार्थी", "elector", "voter_n", "मतदाता"});
constexpr std::array person_words = std::to_array<std::string_view>(
    {"father", "husband", "relation",    "relative", "rel_",     "पिता",      "पति",     "संबंध",
     "gender", "sex",     "लिंग",         "house",    "मकान",     "epic",      "mobile",  "phone",
     "मोबाइल", "फ़ोन",     "beneficiary", "लाभार्थी",  "job_card", "serial_no", "क्रम संख्या"});
// What a place or a count is called, which is no person's name: "district name", "लाभार्थियों की संख्या".
constexpr std::array place_words = std::to_array<std::string_view>(
    {"district", "जनपद",         "ज़िल",       "जिल",     "block",    "ब्लॉक",     "विकास खंड",  "tehsil",
     "तहसील",    "panchayat",    "पंचायत",     "village", "ग्राम",     "गाँव",      "गांव",       "area_n",
     "area n",   "constituency", "विधान सभा", "scheme",  "योजना का", "योजना_का", "base_coun", "base coun"});
constexpr std::array count_words = std::to_array<std::string_view>(
    {"number of", "no. of", "no of", "nos of", "total ", "count of", "की संख्या", "लाभार्थी संख्या", "कुल "});
// Of official counts: what only a row about a person has, as whole words.
constexpr std::array only_persons_words = std::to_array<std::string_view>({" father ",
                                                                           " father's ",
                                                                           " fathers ",
                                                                           " husband ",
                                                                           " husband's ",
                                                                           " spouse ",
                                                                           " mother name ",
                                                                           " mother's ",
                                                                           " relation ",
                                                                           " relative ",
                                                                           " पिता ",
                                                                           " पति ",
                                                                           " माता का नाम ",
                                                                           " संबंधी ",
                                                                           " epic ",
                                                                           " mobile ",
                                                                           " phone ",
                                                                           " telephone ",
                                                                           " मोबाइल ",
                                                                           " फ़ोन ",
                                                                           " फोन ",
                                                                           " account no ",
                                                                           " acc no ",
                                                                           " a c no ",
                                                                           " account number ",
                                                                           " job card no ",
                                                                           " job card number ",
                                                                           " beneficiary name ",
                                                                           " beneficiary id ",
                                                                           " beneficiary no ",
                                                                           " name of beneficiary ",
                                                                           " name of the beneficiary ",
                                                                           " लाभार्थी का नाम ",
                                                                           " applicant name ",
                                                                           " name of applicant ",
                                                                           " आवेदक का नाम ",
                                                                           " person name ",
                                                                           " date of birth ",
                                                                           " dob ",
                                                                           " जन्म तिथि ",
                                                                           " email ",
                                                                           " ईमेल ",
                                                                           " address ",
                                                                           " पता ",
                                                                           " registration no ",
                                                                           " पंजीकरण संख्या "});
constexpr std::array result_words = std::to_array<std::string_view>({"party", "votes", "दल", "मत "});

bool is_age(std::string_view header) { return header == "age" || header == "आयु" || header == "उम्र"; }

/// The first column of a file that says one of `words`.
std::optional<std::size_t> column_saying(const std::vector<std::string>& lower,
                                         std::span<const std::string_view> words) {
  const auto found = std::ranges::find_if(lower, [&](const std::string& header) { return has_word(header, words); });
  return found == lower.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - lower.begin()));
}

/// Whether each row is about a person: a name, and what only persons have. Candidates of an election are public.
bool is_about_persons(const std::vector<std::string>& lower) {
  std::vector<std::string> others;  // all but names of places and counts
  std::ranges::copy_if(lower, std::back_inserter(others), [](const std::string& header) {
    return !has_word(header, place_words) && !has_word(header, count_words);
  });
  if (!column_saying(others, name_words) || column_saying(lower, result_words)) return false;
  return column_saying(others, person_words).has_value() || std::ranges::any_of(lower, is_age);
}

std::vector<std::string> in_small_letters(const std::vector<std::string>& header) {
  std::vector<std::string> lower;
  lower.reserve(header.size());
  for (const std::string& name : header) lower.push_back(ascii_lower(name));
  return lower;
}

Bilingual no_person_lists() {
  return {"lists of persons from government schemes are never taken, public or not (R23); counts are",
          "सरकारी योजनाओं के व्यक्तियों की सूचियाँ कभी नहीं ली जातीं, सार्वजनिक हों तब भी (R23); संख्याएँ ली जाती हैं"};
}

}  // namespace

bool looks_like_aadhaar(std::string_view text) {
  const Digits number = digits_of(text);
  return number.size == 12 && number.digits[0] >= 2 && passes_verhoeff(number);
}

bool looks_like_payment_card(std::string_view text) {
  const Digits number = digits_of(text);
  return number.size >= 13 && number.digits[0] >= 3 && number.digits[0] <= 6 && passes_luhn(number);
}

bool looks_like_ifsc(std::string_view text) {
  if (text.size() != 11 || text[4] != '0') return false;
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return std::ranges::all_of(text.substr(0, 4), is_letter) &&
         std::ranges::all_of(text.substr(5), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

bool looks_like_mobile(std::string_view text) {
  constexpr std::size_t own_digits = 10;
  constexpr std::size_t with_country = 12;
  const bool international = text.starts_with("+91");
  const Digits number = digits_of(international ? text.substr(1) : text);
  const std::size_t first = international ? 2 : 0;
  return number.size == (international ? with_country : own_digits) && number.digits[first] >= 6;
}

bool names_a_relative(std::string_view text) {
  constexpr std::array words = std::to_array<std::string_view>(
      {" s/o ", " d/o ", " w/o ", " c/o ", " son of ", " wife of ", " daughter of ", " पुत्र ", " पुत्री ", " पत्नी "});
  return has_word(" " + ascii_lower(text) + " ", words);
}

bool must_be_masked(std::string_view text) {
  constexpr std::size_t size_least = 11;
  constexpr std::size_t size_most = 24;
  return text.size() >= size_least && text.size() <= size_most &&
         (looks_like_aadhaar(text) || looks_like_payment_card(text) || looks_like_ifsc(text));
}

Status check_columns(const std::vector<std::string>& header, std::string_view display_name) {
  const std::vector<std::string> lower = in_small_letters(header);
  const auto refused = [&](std::size_t column, std::string code, Bilingual why) {
    return Error{ErrorKind::bad_input, std::move(code), std::move(why), {std::string(display_name), 1, header[column]}};
  };
  if (const auto column = column_saying(lower, forbidden_words)) {
    return refused(*column, "forbidden_column",
                   {"numbers of identity cards and bank accounts are never taken (R4): remove the column",
                    "पहचान पत्र और बैंक खाते की संख्याएँ कभी नहीं ली जातीं (R4): स्तंभ हटाएँ"});
  }
  if (!is_about_persons(lower)) return success();
  if (const auto column = column_saying(lower, community_words)) {
    return refused(*column, "community_column",
                   {"a list of persons with community or religion is never taken (R13): remove the column",
                    "जाति या धर्म के साथ व्यक्तियों की सूची कभी नहीं ली जाती (R13): स्तंभ हटाएँ"});
  }
  if (const auto column = column_saying(lower, scheme_words)) {
    return refused(*column, "person_list", no_person_lists());
  }
  return success();
}

Status check_estimate_columns(const std::vector<std::string>& header, std::string_view display_name) {
  BOOTHWISE_CHECK(check_columns(header, display_name));
  const auto column = column_saying(in_small_letters(header), community_words);
  if (!column) return success();
  return Error{ErrorKind::bad_input,
               "community_column",
               {"community and religion are never estimated and enter no estimate (R13): leave the column out",
                "समुदाय और धर्म का अनुमान कभी नहीं लगता, न वे किसी अनुमान में जाते हैं (R13): यह स्तंभ हटाएँ"},
               {std::string(display_name), 1, header[*column]}};
}

Status check_count_columns(const std::vector<std::string>& header, std::string_view display_name) {
  std::vector<std::string> lower = in_small_letters(header);
  for (std::string& name : lower) {
    if (has_word(name, count_words)) name.clear();  // how many of something, which nobody has
    std::ranges::replace_if(
        name, [](char c) { return c == '_' || c == '-' || c == '.' || c == '/'; }, ' ');
    std::string words = " ";
    for (const std::string& word : split(name, ' ')) words += word.empty() ? "" : word + " ";
    name = std::move(words);
  }
  const auto column = column_saying(lower, only_persons_words);
  if (!column) return success();
  return Error{ErrorKind::bad_input, "person_list", no_person_lists(), {std::string(display_name), 1, header[*column]}};
}

Guard::Guard(std::vector<std::string> header, std::string display_name, bool counts)
    : header_(std::move(header)), display_name_(std::move(display_name)), counts_(counts), columns_(header_.size()) {}

bool Guard::is_meant(const Column& column) const {
  return column.found > 0 && static_cast<double>(column.found) >= share_refused * static_cast<double>(column.filled);
}

Error Guard::refused(std::size_t column) const {
  return Error{ErrorKind::bad_input,
               "forbidden_numbers",
               {"this column holds numbers of identity cards, cards or bank branches, which are never taken (R4); this "
                "is the first",
                "इस स्तंभ में पहचान, कार्ड या बैंक शाखा की संख्याएँ हैं, जो कभी नहीं ली जातीं (R4); यह पहली है"},
               {display_name_, columns_[column].first_line, header_[column], std::string(masked_number)}};
}

Error Guard::persons(std::size_t column, std::uint64_t line) const {
  return Error{ErrorKind::bad_input,
               "person_list",
               no_person_lists(),
               {display_name_, line, header_[column], std::string(masked_number)}};
}

Result<bool> Guard::look(std::size_t column, std::string_view cell, std::uint64_t line) {
  if (column >= columns_.size() || cell.empty()) return false;
  Column& of = columns_[column];
  ++of.filled;
  if (counts_ && names_a_relative(cell)) return persons(column, line);
  if (counts_ && looks_like_mobile(cell)) ++of.mobiles;  // one alone may be a sum of money
  if (!must_be_masked(cell)) return false;
  if (of.found++ == 0) of.first_line = line;
  if (of.filled >= cells_before_refusal && is_meant(of)) return refused(column);
  if (strays_.size() < strays_kept) strays_.push_back({line, header_[column]});
  return true;
}

Status Guard::finish() const {
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const Column& of = columns_[column];
    if (is_meant(of)) return refused(column);
    if (of.mobiles >= mobiles_least &&
        static_cast<double>(of.mobiles) >= share_of_mobiles * static_cast<double>(of.filled)) {
      return persons(column, 0);
    }
  }
  return success();
}

}  // namespace boothwise::intake
