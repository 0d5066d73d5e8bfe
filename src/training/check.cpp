#include "training/check.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "base/text.hpp"
#include "services/name_folding.hpp"

namespace boothwise::training {

namespace json = boost::json;

namespace {

Error broken(const Check& check, const std::string& what) {
  Error error{
      ErrorKind::environment,
      "check_broken",
      {"the course asks for what the page does not have: " + what, "पाठ्यक्रम वह माँगता है जो पन्ने पर नहीं है: " + what}};
  error.where.value = shortened(check.ask, 120);
  return error;
}

const json::value* at(const json::value& value, const std::string& pointer) {
  boost::system::error_code missing;
  return pointer.empty() ? &value : value.find_pointer(pointer, missing);
}

std::optional<double> number_of(const json::value* value) {
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

bool same(const json::value* found, const json::value& wanted) {
  if (found == nullptr) return wanted.is_null();
  const auto number = number_of(found);
  const auto wanted_number = number_of(&wanted);
  if (number && wanted_number) return *number == *wanted_number;
  return *found == wanted;
}

std::vector<const json::value*> rows_of(const Check& check, const json::value& view) {
  std::vector<const json::value*> rows;
  const json::value* list = at(view, check.list);
  if (list == nullptr) return rows;
  const auto fits = [&](const json::value& row) {
    return std::ranges::all_of(check.where, [&](const auto& one) { return same(at(row, one.first), one.second); });
  };
  if (!list->is_array()) {
    if (fits(*list)) rows.push_back(list);
    return rows;
  }
  for (const json::value& row : list->as_array()) {
    if (fits(row)) rows.push_back(&row);
  }
  return rows;
}

double measure(const Check& check, const json::value& row) {
  const auto number = number_of(at(row, check.by));
  if (!number) return std::numeric_limits<double>::quiet_NaN();
  return check.absolute ? std::abs(*number) : *number;
}

/// The row that `pick` means, and those that are as small or large: each is right.
std::vector<const json::value*> picked(const Check& check, const std::vector<const json::value*>& rows) {
  if (rows.empty()) return {};
  if (check.pick == Check::Pick::first) return {rows.front()};
  std::vector<const json::value*> best;
  double best_number = 0;
  for (const json::value* row : rows) {
    const double number = measure(check, *row);
    if (std::isnan(number)) continue;
    const bool better = check.pick == Check::Pick::smallest ? number < best_number : number > best_number;
    if (!best.empty() && !better && number != best_number) continue;
    if (best.empty() || better) best.clear();
    best.push_back(row);
    best_number = number;
  }
  return best;
}

/// Digits of either script, without grouping, units and spaces.
std::optional<double> written_number(std::string_view text) {
  std::string plain;
  constexpr std::string_view devanagari = "\xE0\xA5";  // ० to ९ are E0 A5 A6 to E0 A5 AF
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(devanagari) && i + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if (last < 0xA6 || last > 0xAF) return std::nullopt;
      plain += static_cast<char>('0' + (last - 0xA6));
      i += 2;
    } else if (text[i] != ',' && text[i] != ' ' && text[i] != '%' && text[i] != '+') {
      plain += text[i];
    }
  }
  return parse_number<double>(plain);
}

Result<std::vector<json::value>> right_answers(const Check& check, const json::value& view) {
  const auto rows = rows_of(check, view);
  if (check.pick == Check::Pick::count) return std::vector<json::value>{json::value(rows.size())};
  const auto best = picked(check, rows);
  if (best.empty()) return broken(check, check.list);
  std::vector<json::value> right;
  for (const json::value* row : best) {
    for (const std::string& pointer : check.take) {
      const json::value* value = at(*row, pointer);
      if (value == nullptr) return broken(check, pointer);
      if (value->is_null()) continue;  // the page does not show it yet
      right.push_back(*value);
    }
  }
  return right;
}

}  // namespace

bool is_right(const Check& check, const std::vector<json::value>& right, std::string_view answer) {
  const std::string_view written = trimmed(answer);
  if (written.empty()) return false;
  const auto number = written_number(written);
  const std::string folded = services::folded_name(written);
  return std::ranges::any_of(right, [&](const json::value& one) {
    if (const auto wanted = number_of(&one)) {
      constexpr double rounding = 1e-9;
      return number && std::abs(*number - std::abs(*wanted) * check.times) <= check.within + rounding;
    }
    if (!one.is_string()) return false;
    const std::string_view text = one.as_string();
    if (number && written_number(text)) return *number == *written_number(text);
    return !folded.empty() && folded == services::folded_name(text);
  });
}

Result<Graded> grade(const Check& check, const Ask& ask, std::string_view answer) {
  if (check.kind == Check::Kind::withdrawn) {
    const auto found = ask(check.ask);
    if (found) return Graded{false, {"the record of this slip is still there", "इस पर्ची का रिकॉर्ड अभी भी है"}};
    if (found.error().kind != ErrorKind::not_found) return found.error();
    return Graded{true, {"the record is gone, and its key with it", "रिकॉर्ड मिट गया, और उसकी कुंजी भी"}};
  }
  if (check.kind == Check::Kind::answer && trimmed(answer).empty()) {
    return Graded{false, {"write your answer first", "पहले अपना जवाब लिखें"}};
  }
  BOOTHWISE_TRY(object, ask(check.ask));
  const json::value view(std::move(object));
  if (check.kind == Check::Kind::has) {
    if (at(view, check.list) == nullptr) return broken(check, check.list);
    if (!rows_of(check, view).empty()) return Graded{true, {"done: we have seen it", "हो गया: हमने देख लिया"}};
    return Graded{false, {"it is not there yet", "यह अभी नहीं हुआ है"}};
  }
  BOOTHWISE_TRY(right, right_answers(check, view));
  if (right.empty()) {
    return Graded{false,
                  {"the page does not show it yet: do what comes before it first",
                   "पन्ने पर यह अभी नहीं दिखता: पहले वह करें जो इससे पहले आता है"}};
  }
  if (is_right(check, right, answer)) return Graded{true, {"right", "सही"}};
  return Graded{false, {"that is not what the page says", "पन्ने पर यह नहीं है"}};
}

}  // namespace boothwise::training
