#include "operations/sealed_answers.hpp"

#include <array>
#include <boost/json.hpp>

#include "base/digest.hpp"
#include "services/released_file.hpp"
#include "services/waves.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::services {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::array released_tables = {"released_questions", "released_areas", "released_counts"};

std::string loaded_name(std::string_view table) { return "new_" + std::string(table); }

/// Cells of a row, one after the other; nothing stays NULL.
class LoadedRow {
 public:
  explicit LoadedRow(warehouse::Appender& rows) : rows_(rows) {}
  LoadedRow& add(std::int64_t number) { return set(number); }
  LoadedRow& add(double number) { return set(number); }
  LoadedRow& add(std::string_view text) { return set(text); }
  template <typename T>
  LoadedRow& add(const std::optional<T>& value) {
    if (value) return set(*value);
    ++column_;
    return *this;
  }
  Status end() { return rows_.end_row(); }

 private:
  template <typename T>
  LoadedRow& set(T value) {
    rows_.set(column_++, value);
    return *this;
  }
  warehouse::Appender& rows_;
  std::size_t column_ = 0;
};

class LoadedTables {
 public:
  explicit LoadedTables(warehouse::Warehouse& warehouse) : connection_(warehouse.connect()) {}

  Status begin(const ReleasedHead& head) {
    head_ = head;
    for (const char* name : released_tables) {
      BOOTHWISE_TRY(rows, connection_.create(loaded_name(name), warehouse::table(name).columns));
      appenders_.push_back(std::move(rows));
    }
    for (std::size_t number = 1; number <= head.plan.questions.size(); ++number)
      BOOTHWISE_CHECK(add_question(head, number));
    return success();
  }

  Status add(const ReleasedCell& cell) {
    if (cell.place.level == privacy::Level::shakti_kendra && cell.position == 1 &&
        cell.question == first_question_of(cell))
      BOOTHWISE_CHECK(add_kendra(cell.place));
    const auto low = [](const std::optional<privacy::Interval>& of) {
      return of ? std::optional(of->low) : std::nullopt;
    };
    const auto high = [](const std::optional<privacy::Interval>& of) {
      return of ? std::optional(of->high) : std::nullopt;
    };
    const auto of_shown = [&](auto member) {
      return cell.shown ? std::optional(cell.shown.value().*member) : std::optional<privacy::Interval>();
    };
    const auto count_interval = of_shown(&privacy::ShownCell::count_interval);
    const auto share_interval = of_shown(&privacy::ShownCell::share_interval);
    LoadedRow row(appenders_[2]);
    row.add(cell.place.district).add(std::int64_t{cell.place.ac.value}).add(cell.place.kendra).add(cell.place.part);
    row.add(name_of_level(cell.place.level)).add(cell.question).add(cell.position).add(cell.answer.code);
    row.add(cell.answer.title.en).add(cell.answer.title.hi);
    row.add(cell.base).add(low(cell.base_interval)).add(high(cell.base_interval));
    row.add(cell.shown ? std::optional(cell.shown->count) : std::nullopt)
        .add(low(count_interval))
        .add(high(count_interval));
    row.add(cell.shown ? std::optional(cell.shown->share) : std::nullopt)
        .add(low(share_interval))
        .add(high(share_interval));
    row.add(cell.share_most);
    return row.end();
  }

  /// What was given, as files of the warehouse.
  Status write(warehouse::Writer& writer, warehouse::Run& run) {
    for (std::size_t table = 0; table < released_tables.size(); ++table) {
      BOOTHWISE_CHECK(appenders_[table].close());
      BOOTHWISE_TRY(file, writer.write(connection_, released_tables.at(table), head_.plan.code,
                                       loaded_name(released_tables.at(table)), run.number));
      run.rows_read += file.rows;
      run.rows_taken += file.rows;
      if (file.rows > 0) run.data.push_back(std::move(file));
    }
    return success();
  }

  [[nodiscard]] const ReleasedHead& head() const { return head_; }

 private:
  Status add_question(const ReleasedHead& head, std::size_t number) {
    const PlannedQuestion& question = head.plan.questions[number - 1];
    const privacy::BudgetPlan budget = budget_of(head.plan);
    LoadedRow row(appenders_[0]);
    row.add(static_cast<std::int64_t>(number)).add(question.code).add(question.title.en).add(question.title.hi);
    row.add(question.purpose).add(std::string_view(question.risk == privacy::RiskClass::coarse ? "coarse" : "fine"));
    row.add(head.plan.title.en).add(head.plan.title.hi).add(iso_date(head.plan.first)).add(iso_date(head.plan.last));
    row.add(iso_date(head.released_on)).add(head.plan.floors.base()).add(head.plan.floors.cell());
    for (const privacy::Level level : privacy::levels) row.add(budget.rho(number - 1, level).approximately());
    return row.end();
  }

  /// Kendras are named with the first question that has a table there.
  [[nodiscard]] std::int64_t first_question_of(const ReleasedCell& cell) const {
    for (std::size_t number = 1; number <= head_.plan.questions.size(); ++number) {
      if (head_.plan.questions[number - 1].weights.at(privacy::number(cell.place.level)) > 0)
        return static_cast<std::int64_t>(number);
    }
    return 0;
  }

  Status add_kendra(const ReleasePlace& place) {
    LoadedRow row(appenders_[1]);
    row.add(place.district).add(std::int64_t{place.ac.value}).add(place.kendra);
    row.add(place.kendra_name.en).add(place.kendra_name.hi);
    return row.end();
  }

  warehouse::Connection connection_;
  std::vector<warehouse::Appender> appenders_;  // by released_tables
  ReleasedHead head_;
};

Status check_not_released(const warehouse::Manifest& manifest, const std::string& wave) {
  for (const warehouse::ActiveFile& active : warehouse::active_files(manifest, "released_questions", wave)) {
    return Error{ErrorKind::conflict,
                 "already_released",
                 {"tables of this wave are here already; undo that import first if these are to take their place",
                  "इस चरण की तालिकाएँ पहले से हैं; इन्हें उनकी जगह लाना हो तो पहले वह आयात वापस लें"},
                 {{}, 0, {}, wave + ", " + std::to_string(active.run->number)}};
  }
  return success();
}

}  // namespace

Result<json::object> load_released(Caller& caller, const fs::path& file, Progress& progress) {
  BOOTHWISE_CHECK(caller.access().require(Right::run_imports));
  warehouse::Warehouse& warehouse = *caller.workspace().warehouse;
  BOOTHWISE_TRY(sealed, caller.workspace().sealed->store());
  progress.report(0, {"reading tables", "तालिकाएँ पढ़ी जा रही हैं"});
  LoadedTables tables(warehouse);
  BOOTHWISE_CHECK(read_released(
      file,
      [&](const std::string& code) -> Result<std::string> {
        BOOTHWISE_TRY(wave, operations::wave(*sealed, code));
        if (wave) return wave->verifying_key;
        return refused_field(ErrorKind::not_found, "wave_unknown", "wave",
                             {"there is no such wave", "ऐसा कोई चरण नहीं है"}, code);
      },
      [&](const ReleasedHead& head) { return tables.begin(head); },
      [&](const ReleasedCell& cell) { return tables.add(cell); }));
  const WavePlan& plan = tables.head().plan;
  BOOTHWISE_TRY(digest, sha256_of_file(file));
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  warehouse::Run run;
  run.number = writer->next().next_run;
  run.kind = "released_tables";
  run.imported_at = caller.now();
  run.source = "protected answers of " + plan.title.en + ", " + iso_date(plan.first) + " to " + iso_date(plan.last) +
               "; exact discrete Gaussian noise (rho = 1/10 a wave), then suppression";
  run.synthetic = plan.synthetic;
  run.files = {{file.filename().string(), digest, fs::file_size(file)}};
  run.mapping = {{"wave", plan.code}, {"released_on", iso_date(tables.head().released_on)}};
  if (const warehouse::Run* same = writer->next().same_import(run))
    return json::object{{"run", same->number}, {"already_there", true}, {"wave", plan.code}};
  BOOTHWISE_CHECK(check_not_released(writer->next(), plan.code));
  BOOTHWISE_CHECK(tables.write(*writer, run));
  writer->next().next_run = run.number + 1;
  writer->next().runs.push_back(run);
  BOOTHWISE_CHECK(writer->commit());
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) {
    return caller.note(inside, "wave.loaded", "wave:" + plan.code, whole_organisation);
  }));
  progress.report(1, {"done", "हो गया"});
  return json::object{{"run", run.number}, {"already_there", false}, {"wave", plan.code}, {"rows", run.rows_taken}};
}

}  // namespace boothwise::services
