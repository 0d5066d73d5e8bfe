#include "forms/internal/xpath.hpp"

#include <algorithm>
#include <cmath>
#include <libxml/xpathInternals.h>
#include <unicode/regex.h>
#include <vector>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

constexpr double seconds_of_day = 86400;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

const xmlChar* chars_of(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

/// Arguments of a call, taken from the parser's stack in their order.
class Call {
 public:
  Call(xmlXPathParserContext* parser, int count) : parser_(parser), values_(static_cast<std::size_t>(count)) {
    for (auto at = values_.rbegin(); at != values_.rend(); ++at) *at = valuePop(parser);
  }
  ~Call() {
    for (xmlXPathObject* value : values_) xmlXPathFreeObject(value);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  [[nodiscard]] std::size_t count() const { return values_.size(); }
  /// REQUIRES: below count(), here and below.
  [[nodiscard]] std::string text(std::size_t at) const {
    xmlChar* text = xmlXPathCastToString(values_[at]);
    std::string copy(reinterpret_cast<const char*>(text));
    xmlFree(text);
    return copy;
  }
  [[nodiscard]] double number(std::size_t at) const { return xmlXPathCastToNumber(values_[at]); }
  [[nodiscard]] bool flag(std::size_t at) const { return xmlXPathCastToBoolean(values_[at]) != 0; }
  /// Of a set of nodes, each one's; of anything else, the one.
  [[nodiscard]] std::vector<std::string> texts(std::size_t at) const {
    const xmlXPathObject* value = values_[at];
    if (value->type != XPATH_NODESET) return {text(at)};
    const int nodes = value->nodesetval == nullptr ? 0 : value->nodesetval->nodeNr;
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(nodes));
    for (int i = 0; i < nodes; ++i) all.push_back(text_of(value->nodesetval->nodeTab[i]));
    return all;
  }
  xmlXPathObject* take(std::size_t at) { return std::exchange(values_[at], nullptr); }

  void give(double number) { valuePush(parser_, xmlXPathNewFloat(number)); }
  void give(bool flag) { valuePush(parser_, xmlXPathNewBoolean(flag ? 1 : 0)); }
  void give(const std::string& text) { valuePush(parser_, xmlXPathNewCString(text.c_str())); }
  void give(xmlXPathObject* value) { valuePush(parser_, value); }

 private:
  xmlXPathParserContext* parser_;
  std::vector<xmlXPathObject*> values_;
};

double now_of(const xmlXPathParserContext* parser) { return *static_cast<double*>(parser->context->userData); }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::string& word : split(text, ' ')) {
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::vector<double> numbers_of(const Call& call) {
  std::vector<double> numbers;
  for (std::size_t at = 0; at < call.count(); ++at) {
    for (const std::string& text : call.texts(at)) {
      if (!text.empty()) numbers.push_back(parse_number<double>(text).value_or(not_a_number));
    }
  }
  return numbers;
}

/// The whole text, as Java's matches() has it. False for a pattern that is none or takes too long.
bool matches(const std::string& text, const std::string& pattern) {
  constexpr std::int32_t steps_max = 200;  // of some tenths of a millisecond
  UErrorCode failure = U_ZERO_ERROR;
  const icu::UnicodeString subject = icu::UnicodeString::fromUTF8(text);
  icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern), subject, 0, failure);
  if (U_FAILURE(failure)) return false;
  matcher.setTimeLimit(steps_max, failure);
  const UBool whole = matcher.matches(failure);
  return U_SUCCESS(failure) && whole != 0;
}

/// A function of ours behind libxml2's calling convention: at least and at most so many arguments.
template <int least, int most, auto body>
void function(xmlXPathParserContext* parser, int count) {
  if (count < least || count > most) {
    xmlXPathErr(parser, XPATH_INVALID_ARITY);
    return;
  }
  Call call(parser, count);
  if (parser->error != XPATH_EXPRESSION_OK) return;
  body(parser, call);
}

using Parser = const xmlXPathParserContext*;

void selected(Parser, Call& call) {
  const auto words = words_of(call.text(0));
  call.give(std::ranges::find(words, trimmed(call.text(1))) != words.end());
}

void selected_at(Parser, Call& call) {
  const auto words = words_of(call.text(0));
  const double at = call.number(1);
  const bool there = at >= 0 && at < static_cast<double>(words.size());
  call.give(there ? words[static_cast<std::size_t>(at)] : std::string());
}

void count_selected(Parser, Call& call) { call.give(static_cast<double>(words_of(call.text(0)).size())); }

void either(Parser, Call& call) { call.give(call.take(call.flag(0) ? 1 : 2)); }

void coalesce(Parser, Call& call) {
  const std::string first = call.text(0);
  call.give(first.empty() ? call.text(1) : first);
}

void once(Parser, Call& call) { call.give(call.take(0)); }

void regex(Parser, Call& call) { call.give(matches(call.text(0), call.text(1))); }

void whole(Parser, Call& call) { call.give(std::trunc(call.number(0))); }

void rounded(Parser, Call& call) {
  const double factor = call.count() > 1 ? std::pow(10, std::trunc(call.number(1))) : 1;
  call.give(std::floor(call.number(0) * factor + 0.5) / factor);
}

void today(Parser parser, Call& call) { call.give(std::floor(now_of(parser))); }
void now(Parser parser, Call& call) { call.give(now_of(parser)); }

/// date() and decimal-date-time(): of a text, or of days already.
void date(Parser, Call& call) {
  const auto days = days_of(call.text(0));
  call.give(days ? *days : call.number(0));
}

void least_of(Parser, Call& call) {
  const auto numbers = numbers_of(call);
  call.give(numbers.empty() ? not_a_number : *std::ranges::min_element(numbers));
}

void most_of(Parser, Call& call) {
  const auto numbers = numbers_of(call);
  call.give(numbers.empty() ? not_a_number : *std::ranges::max_element(numbers));
}

void power(Parser, Call& call) { call.give(std::pow(call.number(0), call.number(1))); }
void absolute(Parser, Call& call) { call.give(std::abs(call.number(0))); }

void flag_of_text(Parser, Call& call) {
  const std::string text = ascii_lower(call.text(0));
  call.give(text == "true" || text == "1");
}

void joined(Parser, Call& call) {
  std::string all;
  bool first = true;
  for (std::size_t at = 1; at < call.count(); ++at) {
    for (const std::string& text : call.texts(at)) {
      if (!std::exchange(first, false)) all += call.text(0);
      all += text;
    }
  }
  call.give(all);
}

/// Bytes of UTF-8 from `from` up to before `to`, both in characters.
std::string part_of(const std::string& text, double from, double to) {
  const icu::UnicodeString whole_text = icu::UnicodeString::fromUTF8(text);
  const double length = whole_text.length();
  const auto begin = static_cast<std::int32_t>(std::clamp(from < 0 ? length + from : from, 0.0, length));
  const auto end = static_cast<std::int32_t>(std::clamp(to < 0 ? length + to : to, 0.0, length));
  std::string part;
  if (end > begin) whole_text.tempSubStringBetween(begin, end).toUTF8String(part);
  return part;
}

void substr(Parser, Call& call) {
  const double most = std::numeric_limits<std::int32_t>::max();
  call.give(part_of(call.text(0), call.number(1), call.count() > 2 ? call.number(2) : most));
}

/// checklist(least, most, answers…): how many of them are "yes"; -1 for no bound.
void checklist(Parser, Call& call) {
  double yes = 0;
  for (std::size_t at = 2; at < call.count(); ++at) {
    for (const std::string& text : call.texts(at)) yes += text == "yes" || text == "true" || text == "1" ? 1 : 0;
  }
  call.give((call.number(0) < 0 || yes >= call.number(0)) && (call.number(1) < 0 || yes <= call.number(1)));
}

/// Takes what libxml2 would write to the process's error stream.
void silent(void*, const char*, ...) {}  // NOLINT(cert-dcl50-cpp): libxml2's type

constexpr int many = 100;

void register_functions(xmlXPathContext* context) {
  const auto add = [context](const char* name, xmlXPathFunction body) {
    xmlXPathRegisterFunc(context, chars_of(name), body);
  };
  add("selected", function<2, 2, selected>);
  add("selected-at", function<2, 2, selected_at>);
  add("count-selected", function<1, 1, count_selected>);
  add("if", function<3, 3, either>);
  add("coalesce", function<2, 2, coalesce>);
  add("once", function<1, 1, once>);
  add("regex", function<2, 2, regex>);
  add("int", function<1, 1, whole>);
  add("round", function<1, 2, rounded>);
  add("today", function<0, 0, today>);
  add("now", function<0, 0, now>);
  add("date", function<1, 1, date>);
  add("date-time", function<1, 1, date>);
  add("decimal-date-time", function<1, 1, date>);
  add("min", function<1, many, least_of>);
  add("max", function<1, many, most_of>);
  add("pow", function<2, 2, power>);
  add("abs", function<1, 1, absolute>);
  add("boolean-from-string", function<1, 1, flag_of_text>);
  add("join", function<2, many, joined>);
  add("substr", function<2, 3, substr>);
  add("checklist", function<2, many, checklist>);
}

}  // namespace

std::optional<double> days_of(std::string_view text) {
  constexpr std::size_t date_bytes = 10;
  constexpr std::size_t clock_bytes = 19;  // "2026-11-29T10:00:00"
  if (text.size() < date_bytes || text[4] != '-') return std::nullopt;
  const auto day = parse_date(text.substr(0, date_bytes));
  if (!day) return std::nullopt;
  double days = static_cast<double>(std::chrono::sys_days(*day).time_since_epoch().count());
  if (text.size() == date_bytes) return days;
  const auto two = [text](std::size_t at) { return parse_number<int>(text.substr(at, 2)); };
  if (text.size() < clock_bytes || text[date_bytes] != 'T') return std::nullopt;
  const auto hours = two(11);
  const auto minutes = two(14);
  const auto seconds = two(17);
  if (!hours || !minutes || !seconds) return std::nullopt;
  days += (*hours * 3600.0 + *minutes * 60.0 + *seconds) / seconds_of_day;
  const std::size_t zone = text.find_first_of("+-", clock_bytes);
  if (zone == std::string_view::npos || text.size() < zone + 3) return days;
  const double sign = text[zone] == '+' ? 1 : -1;
  const double off =
      two(zone + 1).value_or(0) * 3600.0 + (text.size() >= zone + 6 ? two(zone + 4).value_or(0) : 0) * 60.0;
  return days - sign * off / seconds_of_day;
}

XPath::XPath(xmlDoc* document, Instant now) : context_(xmlXPathNewContext(document)) {
  if (context_ == nullptr) throw std::bad_alloc();
  constexpr double india_seconds = 19800;
  now_days_ = (static_cast<double>(now.time_since_epoch().count()) + india_seconds) / seconds_of_day;
  context_->userData = &now_days_;
  // An unknown function is told apart from context_->error; the setting is the thread's.
  xmlSetGenericErrorFunc(nullptr, silent);
  context_->opLimit = 1000000;
  register_functions(context_.get());
}

std::optional<bool> XPath::holds(const std::string& expression, xmlNode* context) {
  context_->node = context;
  context_->error = [](void*, xmlErrorPtr) {};
  xmlXPathObject* value = xmlXPathEvalExpression(chars_of(expression.c_str()), context_.get());
  if (value == nullptr) return std::nullopt;
  const bool holds = xmlXPathCastToBoolean(value) != 0;
  xmlXPathFreeObject(value);
  return holds;
}

}  // namespace boothwise::forms
