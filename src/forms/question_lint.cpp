#include "forms/question_lint.hpp"

#include "forms/internal/latin_hindi.hpp"
#include "forms/internal/lint_patterns.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unicode/normalizer2.h>
#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace boothwise::forms {

namespace {

/// Text as patterns see it: lower case, without nukta and joiners, chandrabindu as anusvara, hyphens as spaces; and
/// where each of its units stood.
struct Folded {
  icu::UnicodeString text;
  std::vector<std::int32_t> from;
};

Folded folded(const icu::UnicodeString& original, bool is_pattern = false) {
  constexpr std::array<char16_t, 8> with_nukta = {u'क', u'ख', u'ग', u'ज',
                                                  u'ड', u'ढ', u'फ', u'य'};  // of U+0958 to U+095F
  Folded out;
  for (std::int32_t at = 0; at < original.length(); ++at) {
    char16_t unit = original.charAt(at);
    if (unit == u'\u093c' || unit == u'\u200c' || unit == u'\u200d') continue;
    if (unit >= u'\u0958' && unit <= u'\u095f') unit = with_nukta.at(static_cast<std::size_t>(unit - u'\u0958'));
    if (unit == u'\u0901') unit = u'\u0902';
    if ((unit == u'-' && !is_pattern) || unit == u'\u2013' || unit == u'\n' || unit == u'\t' || unit == u'\u00a0')
      unit = u' ';
    if (unit == u'\u2019') unit = u'\'';
    if (unit < 0xd800 || unit > 0xdfff) unit = static_cast<char16_t>(u_tolower(unit));
    out.text.append(unit);
    out.from.push_back(at);
  }
  out.from.push_back(original.length());
  return out;
}

bool is_latin(char16_t unit) { return unit >= u'a' && unit <= u'z'; }

/// Spellings of one sound as one: long vowels short, doubled letters single, w as v, z as j.
std::u16string spelling_of(std::u16string_view word) {
  std::u16string out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char16_t unit = word[at];
    const char16_t next = at + 1 < word.size() ? word[at + 1] : u'\0';
    if (unit == next || (unit == u'c' && next == u'h' && word.substr(at).starts_with(u"chch"))) {
      const bool long_i = unit == u'e';
      const bool long_u = unit == u'o';
      if (unit == u'c') at += 1;
      if (long_i || long_u) {
        out += long_i ? u'i' : u'u';
        at += 1;
      }
      continue;
    }
    if (unit == u'w') {
      out += u'v';
    } else if (unit == u'z') {
      out += u'j';
    } else if ((unit == u'a' || unit == u'e') && next == u'i') {
      out += u'e';
      at += 1;
    } else {
      out += unit;
    }
  }
  return out;
}

/// Words of Hindi in Latin letters as those in Devanagari, by spelling.
const std::map<std::u16string, icu::UnicodeString>& latin_words() {
  static const std::map<std::u16string, icu::UnicodeString> words = [] {
    std::map<std::u16string, icu::UnicodeString> made;
    for (const auto& [latin, hindi] : lint::latin_hindi) {
      made.try_emplace(
          spelling_of(std::u16string(latin.begin(), latin.end())),
          icu::UnicodeString::fromUTF8(icu::StringPiece(hindi.data(), static_cast<std::int32_t>(hindi.size()))));
    }
    return made;
  }();
  return words;
}

/// A folded Hindi text with its words in Latin letters read as Hindi, as far as they are known: people write "Aadhaar
/// number" beside Devanagari, and whole questions without it.
Folded read_as_hindi(const Folded& text) {
  Folded out;
  for (std::int32_t at = 0; at < text.text.length();) {
    std::int32_t end = at;
    std::u16string word;
    while (end < text.text.length() && is_latin(text.text.charAt(end))) word += text.text.charAt(end++);
    const auto found = word.empty() ? latin_words().end() : latin_words().find(spelling_of(word));
    const icu::UnicodeString piece = found != latin_words().end() ? found->second
                                     : word.empty()               ? icu::UnicodeString(text.text.charAt(at))
                                                                  : icu::UnicodeString(text.text, at, end - at);
    for (std::int32_t unit = 0; unit < piece.length(); ++unit) {
      out.text.append(piece.charAt(unit));
      const bool as_it_stood = found == latin_words().end();
      out.from.push_back(text.from.at(static_cast<std::size_t>(as_it_stood ? at + unit : at)));
    }
    at = word.empty() ? at + 1 : end;
  }
  out.from.push_back(text.from.back());
  return out;
}

/// A pattern as ICU reads it. `«` and `»` are a word's beginning and end, with vowel signs as parts of words.
icu::UnicodeString expanded(std::string_view pattern) {
  icu::UnicodeString text =
      folded(icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size()))),
             true)
          .text;
  text.findAndReplace(u"«", u"(?<![\\p{L}\\p{M}\\p{N}])");
  text.findAndReplace(u"»", u"(?![\\p{L}\\p{M}\\p{N}])");
  return text;
}

class Pattern {
 public:
  explicit Pattern(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError at;
    compiled_.reset(icu::RegexPattern::compile(expanded(pattern), 0, at, status));
    if (U_FAILURE(status))
      throw BrokenInvariant("a pattern of the question linter cannot be read: " + std::string(pattern));
  }

  /// Begin and end of the first place where it stands; nothing if nowhere.
  [[nodiscard]] std::optional<std::pair<std::int32_t, std::int32_t>> find(const icu::UnicodeString& text) const {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->matcher(text, status));
    if (U_FAILURE(status)) throw BrokenInvariant("a pattern of the question linter cannot be used");
    matcher->setTimeLimit(1000, status);
    if (matcher->find(status) == 0 || U_FAILURE(status)) return std::nullopt;
    return std::pair(matcher->start(status), matcher->end(status));
  }

 private:
  std::unique_ptr<icu::RegexPattern> compiled_;
};

struct Compiled {
  const lint::Rule* rule;
  Pattern pattern;
  std::optional<Pattern> unless;
};

const std::vector<Compiled>& patterns_of(Language language) {
  const auto compile = [](Language wanted) {
    std::vector<Compiled> patterns;
    for (const lint::Rule& rule : lint::rules) {
      const std::string_view text = wanted == Language::hindi ? rule.hindi : rule.english;
      const std::string_view unless = wanted == Language::hindi ? rule.unless_hindi : rule.unless_english;
      if (text.empty()) continue;
      patterns.push_back({&rule, Pattern(text), unless.empty() ? std::nullopt : std::optional<Pattern>(unless)});
    }
    return patterns;
  };
  static const std::vector<Compiled> hindi = compile(Language::hindi);
  static const std::vector<Compiled> english = compile(Language::english);
  return language == Language::hindi ? hindi : english;
}

/// Says that something is not asked, taken or given; questions never do.
bool denies(const icu::UnicodeString& sentence, Language language) {
  static const Pattern hindi(lint::denial_hindi);
  static const Pattern english(lint::denial_english);
  if (sentence.endsWith(u"?")) return false;
  return (language == Language::hindi ? hindi : english).find(sentence).has_value();
}

/// Begins and ends of sentences.
std::vector<std::pair<std::int32_t, std::int32_t>> sentences_of(const icu::UnicodeString& original) {
  std::vector<std::pair<std::int32_t, std::int32_t>> sentences;
  std::int32_t begin = 0;
  for (std::int32_t at = 0; at < original.length(); ++at) {
    const char16_t unit = original.charAt(at);
    const bool ends = unit == u'।' || unit == u'?' || unit == u'!' || unit == u'\n' ||
                      (unit == u'.' && at + 1 < original.length() && original.charAt(at + 1) == u' ');
    if (!ends) continue;
    sentences.emplace_back(begin, at + 1);
    begin = at + 1;
  }
  if (begin < original.length()) sentences.emplace_back(begin, original.length());
  return sentences;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// Reads a sentence by the patterns of `by`; findings are of the text's `language`.
void lint_reading(const icu::UnicodeString& sentence, const Folded& text, Language by, Language language,
                  bool is_protected, std::set<const lint::Rule*>& seen, std::vector<LintFinding>& findings) {
  for (const Compiled& candidate : patterns_of(by)) {
    if (is_protected && candidate.rule->only_plain) continue;
    const auto place = candidate.pattern.find(text.text);
    if (!place || seen.contains(candidate.rule)) continue;
    if (candidate.unless && candidate.unless->find(text.text)) continue;
    seen.insert(candidate.rule);
    const std::int32_t begin = text.from.at(static_cast<std::size_t>(place->first));
    const std::int32_t end = text.from.at(static_cast<std::size_t>(place->second));
    LintFinding finding;
    finding.rule = candidate.rule->rule;
    finding.language = language;
    finding.matched = utf8(icu::UnicodeString(sentence, begin, end - begin).trim());
    finding.severity = candidate.rule->blocks ? LintFinding::Severity::blocks : LintFinding::Severity::warns;
    finding.reason = {std::string(candidate.rule->reason_en), std::string(candidate.rule->reason_hi)};
    // "Aadhaar card number" is one finding, not a second one for its "card number".
    const bool told = std::ranges::any_of(findings, [&finding](const LintFinding& one) {
      return one.rule == finding.rule && one.matched.find(finding.matched) != std::string::npos;
    });
    if (!told) findings.push_back(std::move(finding));
  }
}

bool any_of(const icu::UnicodeString& text, bool (*is)(char16_t)) {
  for (std::int32_t at = 0; at < text.length(); ++at) {
    if (is(text.charAt(at))) return true;
  }
  return false;
}

bool is_devanagari(char16_t unit) { return unit >= u'\u0900' && unit <= u'\u097f'; }

/// A text is read by its language's patterns, and by the other's where it has that one's letters: people mix both.
void lint_sentence(const icu::UnicodeString& sentence, Language language, bool is_protected,
                   std::set<const lint::Rule*>& seen, std::vector<LintFinding>& findings) {
  const Folded plain = folded(sentence);
  icu::UnicodeString bare = plain.text;
  bare.trim();
  if (bare.isEmpty()) return;
  const bool english = language == Language::english || any_of(bare, is_latin);
  const bool hindi = language == Language::hindi || any_of(bare, is_devanagari);
  const Folded as_hindi = hindi ? read_as_hindi(plain) : Folded{};
  icu::UnicodeString bare_hindi = as_hindi.text;
  bare_hindi.trim();
  if ((hindi && denies(bare_hindi, Language::hindi)) || (english && denies(bare, Language::english))) return;
  if (hindi) lint_reading(sentence, as_hindi, Language::hindi, language, is_protected, seen, findings);
  if (english) lint_reading(sentence, plain, Language::english, language, is_protected, seen, findings);
}

/// Gathers the findings of a form's words.
class WordsReader {
 public:
  explicit WordsReader(bool is_protected) : is_protected_(is_protected) {}

  void read(const std::string& question, const std::string& where, const Bilingual& words) {
    for (const Language language : {Language::hindi, Language::english}) {
      const std::string& text = language == Language::hindi ? words.hi : words.en;
      for (LintFinding& finding : lint_text(text, language, is_protected_)) {
        finding.question = question;
        finding.where = where;
        findings_.push_back(std::move(finding));
      }
    }
  }
  std::vector<LintFinding> take() { return std::move(findings_); }

 private:
  bool is_protected_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> lint_text(std::string_view text, Language language, bool is_protected) {
  std::vector<LintFinding> findings;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw BrokenInvariant("ICU has no NFC");
  const icu::UnicodeString normal = nfc->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))), status);
  std::set<const lint::Rule*> seen;
  for (const auto& [begin, end] : sentences_of(normal)) {
    lint_sentence(icu::UnicodeString(normal, begin, end - begin), language, is_protected, seen, findings);
  }
  return findings;
}

std::vector<LintFinding> lint_form(const FormDefinition& form) {
  WordsReader reader(form.is_protected());
  reader.read("", "title", form.title);
  const std::function<void(const std::vector<Question>&)> walk = [&](const std::vector<Question>& questions) {
    for (const Question& question : questions) {
      reader.read(question.name, "label", question.label);
      reader.read(question.name, "hint", question.hint);
      reader.read(question.name, "message", question.constraint_message);
      for (const ChoiceList& list : form.choices) {
        if (list.name != question.choices) continue;
        for (const Choice& choice : list.choices) reader.read(question.name, "choice " + choice.value, choice.label);
      }
      walk(question.questions);
    }
  };
  walk(form.questions);
  return reader.take();
}

std::vector<LintFinding> lint_form(const XForm& form) {
  WordsReader reader(form.asks_for("community") || form.asks_for("economic"));
  reader.read("", "title", form.title);
  for (const FormField& field : form.fields) {
    const std::string name = field.path.substr(field.path.rfind('/') + 1);
    reader.read(name, "label", field.label);
    reader.read(name, "hint", field.hint);
    for (std::size_t index = 0; index < field.choice_labels.size(); ++index) {
      reader.read(name, "choice " + field.choices.at(index), field.choice_labels[index]);
    }
  }
  return reader.take();
}

}  // namespace boothwise::forms
