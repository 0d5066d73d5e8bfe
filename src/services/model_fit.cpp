#include "services/model_fit.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/text.hpp"
#include "intake/guard.hpp"
#include "services/model_formula.hpp"
#include "services/record_files.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

using Column = std::vector<std::string>;

/// Columns of a file as text.
struct ModelTable {
  std::string file;
  std::vector<std::string> names;
  std::vector<Column> columns;
  std::vector<std::uint64_t> lines;
  std::int64_t left_out = 0;

  [[nodiscard]] const Column& column(const std::string& name) const {
    const auto found = std::ranges::find(names, name);
    return columns[static_cast<std::size_t>(found - names.begin())];
  }
  [[nodiscard]] std::size_t rows() const { return lines.size(); }
};

Result<ModelTable> read_model_table(const std::filesystem::path& path, std::vector<std::string> names,
                                    Progress& progress) {
  BOOTHWISE_CHECK(intake::check_estimate_columns(names, path.filename().string()));
  ModelTable table{path.string(), std::move(names), {}, {}, 0};
  table.columns.resize(table.names.size());
  BOOTHWISE_CHECK(visit_records(path, table.names, progress,
                                [&](std::uint64_t line, std::span<const std::string_view> cells) -> Status {
                                  if (std::ranges::any_of(cells, [](auto cell) { return trimmed(cell).empty(); })) {
                                    ++table.left_out;
                                    return success();
                                  }
                                  for (std::size_t at = 0; at < cells.size(); ++at)
                                    table.columns[at].emplace_back(trimmed(cells[at]));
                                  table.lines.push_back(line);
                                  return success();
                                }));
  return table;
}

Error cell_error(const ModelTable& table, std::size_t row, const std::string& column, std::string code,
                 Bilingual message) {
  return {ErrorKind::bad_input,
          std::move(code),
          std::move(message),
          {table.file, table.lines[row], column, shortened(table.column(column)[row], 80)}};
}

Result<std::vector<double>> numbers_of(const ModelTable& table, const std::string& column) {
  std::vector<double> numbers;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto number = parse_number<double>(table.column(column)[row]);
    if (!number || !std::isfinite(*number))
      return cell_error(table, row, column, "number_malformed", {"expected a number", "संख्या चाहिए"});
    numbers.push_back(*number);
  }
  return numbers;
}

/// How a column becomes regressors: centred and scaled, or one for each value but the first.
struct Coding {
  std::string column;
  bool numeric = true;
  double centre = 0;
  double scale = 1;
  std::vector<std::string> values;  ///< in order; the first is what the others are compared with

  [[nodiscard]] std::size_t width() const { return numeric ? 1 : values.size() - 1; }
};

Coding coding_of(const ModelTable& table, const std::string& name) {
  Coding coding{name, true, 0, 1, {}};
  const Column& column = table.column(name);
  std::vector<double> numbers;
  for (const std::string& cell : column) {
    const auto number = parse_number<double>(cell);
    if (!number || !std::isfinite(*number)) {
      const std::set<std::string> values(column.begin(), column.end());
      coding.numeric = false;
      coding.values.assign(values.begin(), values.end());
      return coding;
    }
    numbers.push_back(*number);
  }
  const auto count = static_cast<double>(std::max<std::size_t>(numbers.size(), 1));
  for (const double number : numbers) coding.centre += number / count;
  double spread = 0;
  for (const double number : numbers) spread += (number - coding.centre) * (number - coding.centre) / count;
  if (spread > 0) coding.scale = std::sqrt(spread);
  return coding;
}

/// Regressors of all rows of a table, row by row, an intercept first.
Result<std::vector<double>> design_of(const ModelTable& table, const std::vector<Coding>& codings) {
  std::size_t width = 1;
  for (const Coding& coding : codings) width += coding.width();
  std::vector<double> design(table.rows() * width, 0.0);
  for (std::size_t row = 0; row < table.rows(); ++row) design[row * width] = 1;
  std::size_t place = 1;
  for (const Coding& coding : codings) {
    if (coding.numeric) {
      BOOTHWISE_TRY(numbers, numbers_of(table, coding.column));
      for (std::size_t row = 0; row < table.rows(); ++row)
        design[row * width + place] = (numbers[row] - coding.centre) / coding.scale;
    } else {
      const Column& column = table.column(coding.column);
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto value = std::ranges::lower_bound(coding.values, column[row]);
        if (value == coding.values.end() || *value != column[row]) {
          Error error = cell_error(table, row, coding.column, "value_unknown",
                                   {"the sample has no such value", "नमूने में ऐसा कोई मान नहीं है"});
          error.choices = coding.values;
          return error;
        }
        const auto at = static_cast<std::size_t>(value - coding.values.begin());
        if (at > 0) design[row * width + place + at - 1] = 1;
      }
    }
    place += coding.width();
  }
  return design;
}

using LevelNumbers = std::map<std::string, std::uint32_t>;

class FileFit {
 public:
  FileFit(const FitJob& job, ModelFormula formula) : job_(job), formula_(std::move(formula)) {}

  Result<json::object> run(Progress& progress) {
    std::vector<std::string> names{formula_.response};
    names.insert(names.end(), formula_.terms.begin(), formula_.terms.end());
    names.insert(names.end(), formula_.groupings.begin(), formula_.groupings.end());
    if (!job_.size.empty()) names.push_back(job_.size);
    BOOTHWISE_TRY(table, read_model_table(job_.file, std::move(names), progress));
    BOOTHWISE_CHECK(take(table));
    BOOTHWISE_TRY(fit, estimation::fit_mixed(data_, job_.method));
    json::object view = fit_json(fit, table);
    if (!job_.cells.empty()) BOOTHWISE_CHECK(add_estimates(view, progress));
    return view;
  }

 private:
  Status take(const ModelTable& table) {
    data_.family = job_.family;
    BOOTHWISE_TRY(response, numbers_of(table, formula_.response));
    data_.response = std::move(response);
    if (!job_.size.empty()) {
      BOOTHWISE_TRY(size, numbers_of(table, job_.size));
      data_.size = std::move(size);
    }
    BOOTHWISE_CHECK(check_counts(table));
    for (const std::string& term : formula_.terms) codings_.push_back(coding_of(table, term));
    BOOTHWISE_TRY(design, design_of(table, codings_));
    data_.fixed = std::move(design);
    data_.columns = 1;
    for (const Coding& coding : codings_) data_.columns += coding.width();
    for (const std::string& name : formula_.groupings) {
      LevelNumbers& numbers = levels_.emplace_back();
      for (const std::string& cell : table.column(name)) numbers.emplace(cell, 0);
      std::uint32_t next = 0;
      for (auto& [value, number] : numbers) number = next++;
      estimation::Grouping grouping{name, {}, next};
      for (const std::string& cell : table.column(name)) grouping.level.push_back(numbers.at(cell));
      data_.groupings.push_back(std::move(grouping));
    }
    return success();
  }

  [[nodiscard]] Status check_counts(const ModelTable& table) const {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const double size = data_.size.empty() ? 1 : data_.size[row];
      if (size <= 0)
        return cell_error(table, row, job_.size, "number_malformed",
                          {"expected a number above 0", "0 से बड़ी संख्या चाहिए"});
      if (job_.family == estimation::Family::binomial && (data_.response[row] < 0 || data_.response[row] > size))
        return cell_error(table, row, formula_.response, "number_malformed",
                          {"expected 0 to " + std::string(data_.size.empty() ? "1" : "the size") +
                               "; for other numbers use --family gaussian",
                           "0 से " + std::string(data_.size.empty() ? "1" : "आकार") +
                               " तक चाहिए; दूसरी संख्याओं के लिए --family gaussian"});
    }
    return success();
  }

  /// Coefficients per unit of the column as it stands in the file.
  [[nodiscard]] json::array coefficients_json(const estimation::MixedFit& fit) const {
    json::array list;
    double intercept = fit.coefficients[0];
    std::size_t place = 1;
    for (const Coding& coding : codings_) {
      for (std::size_t at = 0; at < coding.width(); ++at, ++place) {
        const double value = fit.coefficients[place] / coding.scale;
        if (coding.numeric) intercept -= value * coding.centre;
        list.push_back(
            json::object{{"column", coding.column},
                         {"value", coding.numeric ? json::value(nullptr) : json::value(coding.values[at + 1])},
                         {"coefficient", value},
                         {"sd", fit.coefficient_sd[place] / coding.scale}});
      }
    }
    list.insert(list.begin(),
                json::object{{"column", "intercept"}, {"value", nullptr}, {"coefficient", intercept}, {"sd", nullptr}});
    return list;
  }

  [[nodiscard]] json::object fit_json(const estimation::MixedFit& fit, const ModelTable& table) const {
    json::array groupings;
    for (std::size_t k = 0; k < data_.groupings.size(); ++k)
      groupings.push_back(json::object{
          {"grouping", data_.groupings[k].name}, {"levels", data_.groupings[k].levels}, {"sd", fit.sd[k]}});
    json::object view{{"formula", formula_text(formula_)}, {"rows", table.rows()},
                      {"rows_left_out", table.left_out},   {"deviance", fit.deviance},
                      {"converged", fit.converged},        {"coefficients", coefficients_json(fit)},
                      {"groupings", std::move(groupings)}};
    if (data_.family == estimation::Family::gaussian) view["residual_sd"] = fit.residual_sd;
    return view;
  }

  Status add_estimates(json::object& view, Progress& progress) {
    std::set<std::string> distinct(formula_.terms.begin(), formula_.terms.end());
    distinct.insert(formula_.groupings.begin(), formula_.groupings.end());
    distinct.insert(job_.by);
    if (!job_.count.empty()) distinct.insert(job_.count);
    BOOTHWISE_TRY(table, read_model_table(job_.cells, {distinct.begin(), distinct.end()}, progress));
    estimation::Cells cells;
    BOOTHWISE_TRY(design, design_of(table, codings_));
    cells.fixed = std::move(design);
    cells.count.assign(table.rows(), 1.0);
    if (!job_.count.empty()) {
      BOOTHWISE_TRY(count, numbers_of(table, job_.count));
      cells.count = std::move(count);
    }
    LevelNumbers targets;
    for (const std::string& cell : table.column(job_.by)) targets.emplace(cell, 0);
    for (auto& [value, number] : targets) number = cells.targets++;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      cells.target.push_back(targets.at(table.column(job_.by)[row]));
      for (std::size_t k = 0; k < levels_.size(); ++k) {
        const auto level = levels_[k].find(table.column(formula_.groupings[k])[row]);
        cells.level.push_back(level == levels_[k].end() ? estimation::fresh_level : level->second);
      }
    }
    cells.realised = job_.realised;
    BOOTHWISE_TRY(posterior, estimation::draw_posterior(data_, job_.posterior));
    BOOTHWISE_TRY(estimates, estimation::poststratify(data_, posterior, cells, job_.posterior.seed));
    const auto own = std::ranges::find(formula_.groupings, job_.by);
    json::array list;
    for (const auto& [value, number] : targets) {
      const estimation::Estimate& estimate = estimates[number];
      if (!estimate.known) continue;
      json::value sample = nullptr;
      if (own != formula_.groupings.end()) {
        const auto k = static_cast<std::size_t>(own - formula_.groupings.begin());
        const auto level = levels_[k].find(value);
        sample = level == levels_[k].end() ? 0 : std::ranges::count(data_.groupings[k].level, level->second);
      }
      list.push_back(json::object{{job_.by, value},
                                  {"estimate", estimate.mean},
                                  {"sd", estimate.sd},
                                  {"low_90", estimate.low_90},
                                  {"high_90", estimate.high_90},
                                  {"sample", sample}});
    }
    view["estimates"] = std::move(list);
    view["effective_points"] = posterior.effective_points();
    return success();
  }

  const FitJob& job_;
  ModelFormula formula_;
  std::vector<Coding> codings_;
  std::vector<LevelNumbers> levels_;
  estimation::MixedData data_;
};

}  // namespace

Result<json::object> fit_file(const FitJob& job, Progress& progress) {
  BOOTHWISE_TRY(formula, parse_formula(job.formula));
  return FileFit(job, std::move(formula)).run(progress);
}

}  // namespace boothwise::services
