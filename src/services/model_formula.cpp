#include "services/model_formula.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace boothwise::services {

namespace {

constexpr std::size_t formula_bytes_most = 4000;

bool is_space(char letter) { return letter == ' ' || letter == '\t'; }
bool is_of_name(char letter) {
  return static_cast<unsigned char>(letter) >= 0x80 || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '.';
}

class FormulaReader {
 public:
  explicit FormulaReader(std::string_view text) : text_(text) {}

  Result<ModelFormula> read() {
    if (text_.size() > formula_bytes_most || !is_utf8(text_)) return wrong();
    ModelFormula formula;
    formula.response = name();
    if (formula.response.empty() || !take('~')) return wrong();
    do {
      if (take('(')) {
        if (name() != "1" || !take('|')) return wrong();
        std::string grouping = name();
        if (grouping.empty() || !take(')') || !is_new(formula, grouping)) return wrong();
        formula.groupings.push_back(std::move(grouping));
        continue;
      }
      std::string term = name();
      if (term == "1") continue;
      if (term.empty() || !is_new(formula, term)) return wrong();
      formula.terms.push_back(std::move(term));
    } while (take('+'));
    skip();
    if (at_ != text_.size() || formula.groupings.empty()) return wrong();
    return formula;
  }

 private:
  static bool is_new(const ModelFormula& formula, const std::string& column) {
    return column != formula.response && std::ranges::find(formula.terms, column) == formula.terms.end() &&
           std::ranges::find(formula.groupings, column) == formula.groupings.end();
  }
  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool take(char letter) {
    skip();
    if (at_ >= text_.size() || text_[at_] != letter) return false;
    ++at_;
    return true;
  }
  std::string name() {
    skip();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_of_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }
  [[nodiscard]] Error wrong() const {
    const bool readable = text_.size() <= formula_bytes_most && is_utf8(text_);
    return {ErrorKind::bad_input,
            "formula_malformed",
            {"expected: answer ~ column + column + (1|grouping), each column once and one grouping at least",
             "ऐसा चाहिए: उत्तर ~ स्तंभ + स्तंभ + (1|समूह), हर स्तंभ एक बार और कम-से-कम एक समूह"},
            {"--formula", 0, {}, readable ? shortened(text_.substr(std::min(at_, text_.size())), 80) : std::string()}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<ModelFormula> parse_formula(std::string_view text) { return FormulaReader(text).read(); }

std::string formula_text(const ModelFormula& formula) {
  std::string text = formula.response + " ~ 1";
  for (const std::string& term : formula.terms) text += " + " + term;
  for (const std::string& grouping : formula.groupings) text += " + (1|" + grouping + ")";
  return text;
}

}  // namespace boothwise::services
