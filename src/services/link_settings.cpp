#include "services/link_settings.hpp"

#include <fmt/format.h>
#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <sstream>
#include <toml++/toml.h>

#include "base/text.hpp"
#include "base/within.hpp"

namespace boothwise::services {

namespace {

using linkage::CompareAs;

constexpr std::int64_t format_now = 1;

Error malformed(std::string_view value, Bilingual expected, std::vector<std::string> choices = {}) {
  Error error{ErrorKind::bad_input, "link_settings_malformed", std::move(expected)};
  error.where.value = shortened(value, 80);
  error.choices = std::move(choices);
  return error;
}

/// Reads one document; each error gets the line of the node that it is about.
class Reader {
 public:
  explicit Reader(std::string_view display_name) : file_(display_name) {}

  Result<LinkSettings> read(const toml::table& document) {
    BOOTHWISE_CHECK(only(document, {"format", "id", "one_to_one", "rivals", "probability_least", "probability_review",
                                    "seed", "compare", "block", "learnt"}));
    BOOTHWISE_CHECK(read_head(document));
    BOOTHWISE_CHECK(each(document, "compare", [this](const toml::table& table) { return read_comparison(table); }));
    if (read_.settings.comparisons.empty()) {
      return at(document, malformed({}, {"expected at least one [[compare]]", "कम से कम एक [[compare]] चाहिए"}));
    }
    BOOTHWISE_CHECK(each(document, "block", [this](const toml::table& table) { return read_rule(table); }));
    if (const toml::node* learnt = document.get("learnt")) BOOTHWISE_CHECK(read_learnt(*learnt));
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error at(const toml::node& node, Error error) const {
    error.where.file = file_;
    error.where.line = node.source().begin.line;
    return error;
  }

  Status only(const toml::table& table, const std::vector<std::string>& known) const {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) == known.end())
        return at(node, malformed(key.str(), {"there is no such setting", "ऐसी कोई सेटिंग नहीं है"}, known));
    }
    return success();
  }

  /// Takes a value of the right kind into `target`; what is not there stays as it is.
  template <typename T>
  Status take(const toml::table& table, std::string_view key, T& target, const Bilingual& expected) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return success();
    const std::optional<T> value = node->value_exact<T>();
    if (!value) return at(*node, malformed(key, expected));
    target = *value;
    return success();
  }

  /// A number from `least` to `most`, whole or not.
  Status take_number(const toml::table& table, std::string_view key, double least, double most, double& target) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return success();
    const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !is_within(*value, least, most)) {
      const std::string range =
          most < std::numeric_limits<double>::max() ? fmt::format("{}–{}", least, most) : fmt::format("≥ {}", least);
      return at(*node, malformed(key, {"expected a number, " + range, "संख्या चाहिए, " + range}));
    }
    target = *value;
    return success();
  }

  Status read_head(const toml::table& document) {
    std::int64_t format = format_now;
    BOOTHWISE_CHECK(take(document, "format", format, {"expected a whole number", "पूर्ण संख्या चाहिए"}));
    if (format != format_now) {
      Error error{ErrorKind::bad_input,
                  "link_settings_version",
                  {"this program reads format 1; the file was written by another version",
                   "यह प्रोग्राम format 1 पढ़ता है; फ़ाइल दूसरे संस्करण की है"}};
      error.where.value = std::to_string(format);
      return at(*document.get("format"), std::move(error));
    }
    BOOTHWISE_CHECK(take(document, "id", read_.id, {"expected the name of a column", "स्तंभ का नाम चाहिए"}));
    BOOTHWISE_CHECK(
        take(document, "one_to_one", read_.settings.one_to_one, {"expected true or false", "true या false चाहिए"}));
    BOOTHWISE_CHECK(take(document, "rivals", read_.settings.rivals, {"expected true or false", "true या false चाहिए"}));
    BOOTHWISE_CHECK(take_number(document, "probability_least", 0.01, 0.999999, read_.settings.probability_least));
    BOOTHWISE_CHECK(take_number(document, "probability_review", 0.000001, 0.999999, read_.settings.probability_review));
    if (read_.settings.probability_review > read_.settings.probability_least) {
      return at(document, malformed("probability_review",
                                    {"expected at most probability_least", "probability_least से अधिक नहीं"}));
    }
    std::int64_t seed = 1;
    BOOTHWISE_CHECK(take(document, "seed", seed, {"expected a whole number", "पूर्ण संख्या चाहिए"}));
    read_.settings.seed = static_cast<std::uint64_t>(seed);
    return success();
  }

  template <typename Take>
  Status each(const toml::table& document, std::string_view key, const Take& take) const {
    const toml::node* node = document.get(key);
    if (node == nullptr) return success();
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_homogeneous<toml::table>())
      return at(*node, malformed(key, {"expected [[" + std::string(key) + "]]", "[[" + std::string(key) + "]] चाहिए"}));
    for (const toml::node& item : *list) BOOTHWISE_CHECK(take(*item.as_table()));
    return success();
  }

  std::size_t column(const std::string& name) {
    std::vector<std::string>& columns = read_.settings.columns;
    const auto found = std::ranges::find(columns, name);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    columns.push_back(name);
    return columns.size() - 1;
  }

  Status read_comparison(const toml::table& table) {
    BOOTHWISE_CHECK(only(table, {"column", "as", "type", "shift", "shared_at_home"}));
    std::string name;
    std::string as;
    std::string type;
    std::int64_t shift = 0;
    linkage::Comparison comparison;
    const Bilingual column_expected{"expected the name of a column", "स्तंभ का नाम चाहिए"};
    BOOTHWISE_CHECK(take(table, "column", name, column_expected));
    BOOTHWISE_CHECK(take(table, "as", as, {"expected a kind of comparison", "तुलना का प्रकार चाहिए"}));
    BOOTHWISE_CHECK(take(table, "type", type, column_expected));
    BOOTHWISE_CHECK(take(table, "shift", shift, {"expected a whole number", "पूर्ण संख्या चाहिए"}));
    BOOTHWISE_CHECK(
        take(table, "shared_at_home", comparison.shared_at_home, {"expected true or false", "true या false चाहिए"}));
    if (name.empty()) return at(table, malformed({}, {"expected column = \"…\"", "column = \"…\" चाहिए"}));
    const auto kind = linkage::compare_as_named(as);
    if (!kind) {
      return at(table,
                malformed(as, {"expected a kind of comparison", "तुलना का प्रकार चाहिए"}, linkage::compare_as_names()));
    }
    comparison.as = *kind;
    if (comparison.as != CompareAs::relation && !type.empty())
      return at(table, malformed(name, {"only a relation has a type: the column that says which relative",
                                        "type केवल relation में: वह स्तंभ जो संबंध बताता है"}));
    if (shift < -200 || shift > 200 || (shift != 0 && comparison.as != CompareAs::number))
      return at(table, malformed(std::to_string(shift),
                                 {"only a number has a shift, -200 to 200", "shift केवल संख्या में, -200 से 200"}));
    comparison.shift = static_cast<std::int32_t>(shift);
    const std::size_t number = column(name);
    for (const linkage::Comparison& earlier : read_.settings.comparisons) {
      if (earlier.column == number)
        return at(table, malformed(name, {"this column is compared already", "इस स्तंभ की तुलना पहले से है"}));
    }
    if (read_.settings.comparisons.size() == linkage::comparisons_max)
      return at(table, malformed(name, {"at most 21 comparisons", "अधिकतम 21 तुलनाएँ"}));
    comparison.column = number;
    if (!type.empty()) comparison.type_column = column(type);
    read_.settings.comparisons.push_back(comparison);
    return success();
  }

  Status read_rule(const toml::table& table) {
    BOOTHWISE_CHECK(only(table, {"on"}));
    const toml::node* on = table.get("on");
    const toml::array* list = on == nullptr ? nullptr : on->as_array();
    if (list == nullptr || list->empty())
      return at(table, malformed("on", {"expected on = [\"column.part\", …]", "on = [\"स्तंभ.भाग\", …] चाहिए"}));
    linkage::BlockingRule rule;
    for (const toml::node& node : *list) {
      const std::string text = node.value_or(std::string());
      const std::optional<linkage::BlockOn> block = block_on(text);
      if (!block)
        return at(node, malformed(text,
                                  {"expected a compared column, a point and a part of it",
                                   "तुलना वाला स्तंभ, बिंदु और उसका भाग चाहिए"},
                                  block_choices()));
      rule.on.push_back(*block);
    }
    read_.settings.blocking.push_back(std::move(rule));
    return success();
  }

  [[nodiscard]] std::optional<linkage::BlockOn> block_on(std::string_view text) const {
    const std::size_t point = text.rfind('.');
    if (point == std::string_view::npos) return std::nullopt;
    const std::optional<linkage::Atom> atom = linkage::atom_named(text.substr(point + 1));
    const linkage::Settings& settings = read_.settings;
    for (std::size_t at = 0; atom && at < settings.comparisons.size(); ++at) {
      if (settings.columns[settings.comparisons[at].column] == text.substr(0, point))
        return linkage::BlockOn{at, *atom};
    }
    return std::nullopt;
  }

  [[nodiscard]] static std::vector<std::string> block_choices() {
    std::vector<std::string> choices = linkage::atom_names();
    for (std::string& choice : choices) choice.insert(0, "column.");
    return choices;
  }

  Status read_learnt(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return at(node, malformed("learnt", {"expected [learnt]", "[learnt] चाहिए"}));
    BOOTHWISE_CHECK(only(*table, {"matches", "pairs", "moved", "related", "converged", "iterations", "compare"}));
    linkage::Model model;
    model.comparisons = read_.settings.comparisons;
    constexpr double most = std::numeric_limits<double>::max();
    BOOTHWISE_CHECK(take_number(*table, "matches", 0, most, model.matches));
    BOOTHWISE_CHECK(take_number(*table, "pairs", 1, most, model.pairs));
    BOOTHWISE_CHECK(take_number(*table, "moved", 0, 1, model.moved));
    BOOTHWISE_CHECK(take(*table, "converged", model.converged, {"expected true or false", "true या false चाहिए"}));
    std::int64_t iterations = 0;
    BOOTHWISE_CHECK(take(*table, "iterations", iterations, {"expected a whole number", "पूर्ण संख्या चाहिए"}));
    model.iterations = static_cast<unsigned>(std::clamp<std::int64_t>(iterations, 0, 1'000'000));
    if (table->contains("related")) {
      BOOTHWISE_TRY(counts, numbers(*table, "related", most, {}));
      for (const double count : counts) model.related.push_back({count, {}});
    }
    if (model.related.size() > linkage::related_classes)
      return at(*table, malformed("related", {"expected at most two numbers", "अधिकतम दो संख्याएँ चाहिए"}));
    BOOTHWISE_CHECK(each(*table, "compare", [&](const toml::table& of) { return read_levels(of, model); }));
    if (model.m.size() != model.comparisons.size())
      return at(*table, malformed("compare", {"expected one [[learnt.compare]] for each [[compare]]",
                                              "हर [[compare]] के लिए एक [[learnt.compare]] चाहिए"}));
    read_.model = std::move(model);
    return success();
  }

  /// What was learnt of the next comparison.
  Status read_levels(const toml::table& table, linkage::Model& model) const {
    BOOTHWISE_CHECK(only(table, {"column", "m", "u", "shared", "alike"}));
    const std::size_t comparison = model.m.size();
    const linkage::Settings& settings = read_.settings;
    std::string column;
    BOOTHWISE_CHECK(take(table, "column", column, {"expected the name of a column", "स्तंभ का नाम चाहिए"}));
    if (comparison == settings.comparisons.size() ||
        column != settings.columns[settings.comparisons[comparison].column])
      return at(table, malformed(column, {"expected the columns of [[compare]] in their order",
                                          "[[compare]] के स्तंभ उसी क्रम में चाहिए"}));
    const std::size_t levels = linkage::levels_of(settings.comparisons[comparison].as);
    constexpr double most = 1 + 1e-9;  // sums of shares may be a hair above 1
    BOOTHWISE_TRY(m, numbers(table, "m", most, levels));
    BOOTHWISE_TRY(u, numbers(table, "u", most, levels));
    BOOTHWISE_TRY(shared, numbers(table, "shared", most, model.related.size()));
    for (std::size_t number = 0; number < model.related.size(); ++number)
      model.related[number].shares.push_back(shared[number]);
    model.alike.resize(comparison + 1);
    if (table.contains("alike")) {
      BOOTHWISE_TRY(alike, numbers(table, "alike", most, levels));
      model.alike[comparison] = positive(std::move(alike));
    }
    model.m.push_back(positive(std::move(m)));
    model.u.push_back(positive(std::move(u)));
    return success();
  }

  /// No level is impossible: its weight would be without bounds.
  static std::vector<double> positive(std::vector<double> probabilities) {
    constexpr double least = 1e-12;
    for (double& probability : probabilities) probability = std::max(probability, least);
    return probabilities;
  }

  /// A list of numbers from 0 to `most`; `wanted` of them, where that is said.
  Result<std::vector<double>> numbers(const toml::table& table, std::string_view key, double most,
                                      std::optional<std::size_t> wanted) const {
    const toml::node* node = table.get(key);
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    const auto fail = [&]() {
      const std::string count = wanted ? std::to_string(*wanted) + " " : "";
      return at(node == nullptr ? static_cast<const toml::node&>(table) : *node,
                malformed(key, {"expected a list of " + count + "numbers", count + "संख्याओं की सूची चाहिए"}));
    };
    if (list == nullptr || (wanted && list->size() != *wanted)) return fail();
    std::vector<double> values;
    values.reserve(list->size());
    for (const toml::node& item : *list) {
      const std::optional<double> value = item.is_number() ? item.value<double>() : std::nullopt;
      if (!value || !is_within(*value, 0, most)) return fail();
      values.push_back(*value);
    }
    return values;
  }

  std::string file_;
  LinkSettings read_;
};

/// A text in TOML's quotes.
std::string quoted(std::string_view text) {
  std::ostringstream out;
  const toml::value<std::string> value(text);
  out << toml::toml_formatter(value, toml::format_flags::none);
  return out.str();
}

std::string list_of(std::span<const double> numbers) { return fmt::format("[{}]", fmt::join(numbers, ", ")); }

std::string comparison_text(const linkage::Settings& settings, const linkage::Comparison& comparison) {
  std::string text = fmt::format("\n[[compare]]\ncolumn = {}\nas = {}\n", quoted(settings.columns[comparison.column]),
                                 quoted(linkage::name_of(comparison.as)));
  if (comparison.type_column) text += fmt::format("type = {}\n", quoted(settings.columns[*comparison.type_column]));
  if (comparison.shift != 0) text += fmt::format("shift = {}\n", comparison.shift);
  if (comparison.shared_at_home) text += "shared_at_home = true\n";
  return text;
}

std::string rule_text(const linkage::Settings& settings, const linkage::BlockingRule& rule) {
  std::vector<std::string> parts;
  parts.reserve(rule.on.size());
  for (const linkage::BlockOn& on : rule.on) {
    parts.push_back(quoted(settings.columns[settings.comparisons[on.comparison].column] + "." +
                           std::string(linkage::name_of(on.atom))));
  }
  return fmt::format("\n[[block]]\non = [{}]\n", fmt::join(parts, ", "));
}

std::string model_text(const linkage::Settings& settings, const linkage::Model& model) {
  std::vector<double> related;
  related.reserve(model.related.size());
  for (const linkage::RelatedClass& one : model.related) related.push_back(one.pairs);
  std::string text =
      fmt::format("\n[learnt]\nmatches = {}\npairs = {}\nmoved = {}\nrelated = {}\nconverged = {}\niterations = {}\n",
                  model.matches, model.pairs, model.moved, list_of(related), model.converged, model.iterations);
  for (std::size_t at = 0; at < model.comparisons.size(); ++at) {
    std::vector<double> shared;
    shared.reserve(model.related.size());
    for (const linkage::RelatedClass& one : model.related) shared.push_back(one.shares[at]);
    text += fmt::format("\n[[learnt.compare]]\ncolumn = {}\nm = {}\nu = {}\nshared = {}\n",
                        quoted(settings.columns[model.comparisons[at].column]), list_of(model.m[at]),
                        list_of(model.u[at]), list_of(shared));
    if (!model.alike.empty() && !model.alike[at].empty()) text += fmt::format("alike = {}\n", list_of(model.alike[at]));
  }
  return text;
}

}  // namespace

Result<LinkSettings> read_link_settings(std::string_view text, std::string_view display_name) {
  try {
    return Reader(display_name).read(toml::parse(text, display_name));
  } catch (const toml::parse_error& failure) {
    const std::string words(failure.description());
    Error error = malformed({}, {"this is not TOML: " + words, "यह TOML नहीं है: " + words});
    error.where.file = display_name;
    error.where.line = failure.source().begin.line;
    return error;
  }
}

std::string write_link_settings(const LinkSettings& settings) {
  const linkage::Settings& how = settings.settings;
  std::string text = fmt::format("format = {}\n", format_now);
  if (!settings.id.empty()) text += fmt::format("id = {}\n", quoted(settings.id));
  text += fmt::format("one_to_one = {}\nrivals = {}\nprobability_least = {}\nprobability_review = {}\nseed = {}\n",
                      how.one_to_one, how.rivals, how.probability_least, how.probability_review, how.seed);
  for (const linkage::Comparison& comparison : how.comparisons) text += comparison_text(how, comparison);
  for (const linkage::BlockingRule& rule : how.blocking) text += rule_text(how, rule);
  if (settings.model) text += model_text(how, *settings.model);
  return text;
}

}  // namespace boothwise::services
