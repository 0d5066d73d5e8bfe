#include "services/synthesis_files.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <map>

#include "base/atomic_file.hpp"
#include "base/stopped.hpp"
#include "base/text.hpp"
#include "names/legacy_font.hpp"
#include "services/booth_sheet_files.hpp"
#include "services/each_segment.hpp"
#include "services/table_file.hpp"
#include "synthesis/truth.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using synthesis::PartOfRoll;
using synthesis::Roll;
using synthesis::Segment;
using warehouse::Column;
using enum warehouse::ColumnType;

namespace {

constexpr std::array both_rolls = {Roll::earlier, Roll::later};
constexpr std::string_view settings_name = "settings.json";
constexpr std::string_view readme_name = "README.txt";

constexpr std::array entry_truth_columns = std::to_array<Column>({{"ac_no", integer},
                                                                  {"part_no", integer},
                                                                  {"serial_no", integer},
                                                                  {"entity_id", integer},
                                                                  {"kind", text},
                                                                  {"fate", text},
                                                                  {"struck_wrongly", integer}});
constexpr std::array concordance_columns = std::to_array<Column>(
    {{"ac_no", integer}, {"old_part", integer}, {"new_part", integer}, {"electors", integer}, {"weight", decimal}});
constexpr std::array duplicate_columns = std::to_array<Column>(
    {{"ac_no", integer}, {"entity_id", integer}, {"part_no", integer}, {"serial_no", integer}, {"kind", text}});
constexpr std::array change_columns = std::to_array<Column>({{"ac_no", integer},
                                                             {"old_part", integer},
                                                             {"new_part", integer},
                                                             {"measure", text},
                                                             {"key", text},
                                                             {"number", integer}});
constexpr std::array deletion_columns = std::to_array<Column>({{"ac_no", integer},
                                                               {"part_no", integer},
                                                               {"entries", integer},
                                                               {"struck", integer},
                                                               {"struck_wrongly", integer},
                                                               {"unusual", integer}});
constexpr std::array survey_columns = std::to_array<Column>({{"answer_no", text},
                                                             {"ac_no", integer},
                                                             {"locality", text},
                                                             {"name", text},
                                                             {"relation_type", text},
                                                             {"relation_name", text},
                                                             {"house_no", text},
                                                             {"age", integer},
                                                             {"gender", text}});
constexpr std::array survey_truth_columns = std::to_array<Column>({{"answer_no", text}, {"entity_id", integer}});

void add_text(TableFile& file, std::string_view text) {
  if (text.empty()) {
    file.add_missing();
  } else {
    file.add(text);
  }
}

template <typename... Numbers>
void add_numbers(TableFile& file, Numbers... numbers) {
  (file.add(static_cast<std::int64_t>(numbers)), ...);
}

/// Adds rows of `true_changes` for one segment.
Status add_changes(TableFile& file, const Segment& segment, std::int32_t years) {
  for (const synthesis::TrueChange& change : synthesis::true_changes(segment, years)) {
    add_numbers(file, segment.ac.value, change.old_part, change.new_part);
    file.add(change.measure);
    add_text(file, change.key);
    add_numbers(file, change.number);
    BOOTHWISE_CHECK(file.end_row());
  }
  return success();
}

/// Writes everything of one segment.
class SegmentFiles {
 public:
  SegmentFiles(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan, const fs::path& folder,
               std::string_view ending, const Segment& segment, Progress& progress)
      : plan_(plan),
        folder_(folder),
        tail_(fmt::format("{:03}-synthetic{}", segment.ac.value, ending)),
        segment_(segment),
        scribe_(vocabulary, plan.state, segment),
        progress_(progress) {}

  Status write() {
    for (const Roll roll : both_rolls) {
      const SyntheticRevision& revision = plan_.revision(roll);
      const fs::path rolls = fs::path("rolls") / revision.name;
      BOOTHWISE_CHECK(table(rolls / "mother", warehouse::table("roll_entries").columns, [&](TableFile& file) {
        RollRows<TableFile> rows(file, segment_.ac, revision);
        return each_part(roll, [&](const PartOfRoll& part) {
          return scribe_.mother_roll(roll, part, [&](const synthesis::RollRow& row) {
            rows.entry(as_typed(row, part));
            return file.end_row();
          });
        });
      }));
      BOOTHWISE_CHECK(table(rolls / "supplement", warehouse::table("roll_supplements").columns, [&](TableFile& file) {
        RollRows<TableFile> rows(file, segment_.ac, revision);
        return each_part(roll, [&](const PartOfRoll& part) {
          return scribe_.supplements(roll, part, [&](const synthesis::RollRow& row) {
            rows.supplement(as_typed(row, part));
            return file.end_row();
          });
        });
      }));
      BOOTHWISE_CHECK(table(rolls / "summary", warehouse::table("roll_summaries").columns, [&](TableFile& file) {
        RollRows<TableFile> rows(file, segment_.ac, revision);
        return each_part(roll, [&](const PartOfRoll& part) {
          rows.summary(part, synthesis::summary_of(segment_, roll, part));
          return file.end_row();
        });
      }));
      BOOTHWISE_CHECK(table(fs::path("truth") / ("entries-" + revision.name), entry_truth_columns,
                            [&](TableFile& file) { return write_entries(roll, file); }));
    }
    BOOTHWISE_CHECK(
        table("truth/concordance", concordance_columns, [&](TableFile& file) { return write_matches(file); }));
    BOOTHWISE_CHECK(
        table("truth/duplicates", duplicate_columns, [&](TableFile& file) { return write_duplicates(file); }));
    BOOTHWISE_CHECK(table("truth/changes", change_columns,
                          [&](TableFile& file) { return add_changes(file, segment_, plan_.state.settings.years); }));
    BOOTHWISE_CHECK(table("truth/deletions", deletion_columns, [&](TableFile& file) { return write_deletions(file); }));
    BOOTHWISE_CHECK(
        table("survey/survey", survey_columns, [&](TableFile& file) { return write_survey(&file, nullptr); }));
    return table("truth/survey", survey_truth_columns, [&](TableFile& file) { return write_survey(nullptr, &file); });
  }

  [[nodiscard]] std::size_t files_kept() const { return files_kept_; }

 private:
  Status table(const fs::path& stem, std::span<const Column> columns, const std::function<Status(TableFile&)>& fill) {
    const fs::path path = folder_ / (stem.string() + "-" + tail_);
    if (fs::exists(path)) {
      ++files_kept_;
      return success();
    }
    BOOTHWISE_TRY(file, TableFile::create(path, columns));
    BOOTHWISE_CHECK(fill(file));
    return file.commit();
  }

  /// In the letters of a part that is typed for a legacy font, where they can be.
  synthesis::RollRow as_typed(const synthesis::RollRow& row, const PartOfRoll& part) {
    synthesis::RollRow typed = row;
    if (part.script != synthesis::Script::kruti_dev) return typed;
    std::size_t at = 0;
    for (std::string_view* text : {&typed.section_name, &typed.name, &typed.relation_name}) {
      auto keys = names::legacy_font_from_unicode(*text);
      if (!keys) continue;
      typed_.at(at) = std::move(*keys);
      *text = typed_.at(at++);
    }
    return typed;
  }

  Status each_part(Roll roll, const std::function<Status(const PartOfRoll&)>& use) {
    for (const PartOfRoll& part : segment_.roll(roll).parts) {
      if (progress_.stop_requested()) return stopped_as_asked();
      BOOTHWISE_CHECK(use(part));
    }
    return success();
  }

  Status write_entries(Roll roll, TableFile& file) {
    return each_part(roll, [&](const PartOfRoll& part) -> Status {
      const std::vector<std::int32_t> serials = serials_of(segment_, roll, part);
      for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
        const synthesis::Entry& entry = segment_.roll(roll).entries[i];
        const synthesis::Person& person = segment_.people[entry.person];
        add_numbers(file, segment_.ac.value, part.no, serials[i - part.first_entry], person.entity);
        file.add(code_of(entry.kind));
        file.add(code_of(person.fate));
        add_numbers(file, entry.wrongly ? 1 : 0);
        BOOTHWISE_CHECK(file.end_row());
      }
      return success();
    });
  }

  Status write_matches(TableFile& file) {
    for (const synthesis::TrueMatch& match : synthesis::true_concordance(segment_)) {
      add_numbers(file, segment_.ac.value, match.old_part, match.new_part, match.electors);
      file.add(match.weight);
      BOOTHWISE_CHECK(file.end_row());
    }
    return success();
  }

  /// Standing entries of the later roll beyond a person's first within the segment, and that first one.
  Status write_duplicates(TableFile& file) {
    std::map<std::uint32_t, int> standing;
    for (const synthesis::Entry& entry : segment_.roll(Roll::later).entries) {
      if (!entry.is_struck()) ++standing[entry.person];
    }
    return each_part(Roll::later, [&](const PartOfRoll& part) -> Status {
      const std::vector<std::int32_t> serials = serials_of(segment_, Roll::later, part);
      for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
        const synthesis::Entry& entry = segment_.roll(Roll::later).entries[i];
        if (entry.is_struck() || standing[entry.person] < 2) continue;
        add_numbers(file, segment_.ac.value, segment_.people[entry.person].entity, part.no,
                    serials[i - part.first_entry]);
        file.add(code_of(entry.kind));
        BOOTHWISE_CHECK(file.end_row());
      }
      return success();
    });
  }

  Status write_deletions(TableFile& file) {
    for (const synthesis::TrueDeletions& row : synthesis::true_deletions(segment_)) {
      add_numbers(file, segment_.ac.value, row.part, row.entries, row.struck, row.wrongly, row.is_unusual ? 1 : 0);
      BOOTHWISE_CHECK(file.end_row());
    }
    return success();
  }

  /// Answers, or whose they are.
  Status write_survey(TableFile* answers, TableFile* truth) {
    std::int64_t number = 0;
    return each_part(Roll::later, [&](const PartOfRoll& part) {
      return scribe_.survey(part, [&](const synthesis::SurveyRow& row) {
        TableFile& file = answers != nullptr ? *answers : *truth;
        file.add(std::string_view(fmt::format("S{:03}-{}", segment_.ac.value, ++number)));
        if (truth != nullptr) {
          add_numbers(file, row.person->entity);
          return file.end_row();
        }
        add_numbers(file, segment_.ac.value);
        for (const std::string_view text :
             {row.locality, row.name, code_of(row.relation_type), row.relation_name, row.house_no}) {
          add_text(file, text);
        }
        add_numbers(file, row.age);
        file.add(code_of(row.gender));
        return file.end_row();
      });
    });
  }

  const SynthesisPlan& plan_;
  const fs::path& folder_;
  std::string tail_;
  const Segment& segment_;
  synthesis::Scribe scribe_;
  Progress& progress_;
  std::size_t files_kept_ = 0;
  std::array<std::string, 3> typed_;
};

/// All that the files follow from, so that a folder tells whether it holds the same.
std::string settings_text(const SynthesisPlan& plan, std::string_view ending) {
  json::array segments;
  for (const synthesis::SegmentSize& segment : plan.state.segments) {
    segments.push_back({{"ac_no", segment.ac.value}, {"households", segment.households}});
  }
  json::array elections;
  for (const auto& election : plan.elections) {
    elections.push_back(election ? json::value(to_string(*election)) : json::value(nullptr));
  }
  const synthesis::Settings& settings = plan.state.settings;
  const json::object text{{"format", 1},
                          {"synthetic", true},
                          {"seed", settings.seed},
                          {"revisions", json::array{plan.revisions[0].name, plan.revisions[1].name}},
                          {"script", static_cast<int>(settings.script)},
                          {"files", ending},
                          {"elections", std::move(elections)},
                          {"segments", std::move(segments)}};
  return json::serialize(text) + "\n";
}

/// Makes the folder, or finds that it holds the same plan's files.
Status claim(const fs::path& folder, const std::string& settings) {
  std::error_code failure;
  const bool empty = !fs::exists(folder) || fs::is_empty(folder, failure);
  if (!empty) {
    const auto held = read_file(folder / settings_name);
    if (held && *held == settings) return success();
    return Error{
        ErrorKind::conflict,
        "folder_in_use",
        {"this folder holds something else; name an empty or a new one", "इस फ़ोल्डर में कुछ और है; ख़ाली या नया फ़ोल्डर बताएँ"},
        {folder.string()}};
  }
  fs::create_directories(folder, failure);
  if (failure) {
    return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {folder.string()}};
  }
  return write_file_atomically(folder / settings_name, settings);
}

std::string readme(const SynthesisPlan& plan, const SynthesisReport& report) {
  std::string text = synthetic_remark().hi + "\n" + synthetic_remark().en + "\n\n";
  text += fmt::format("{} electors, {} segments, seed {}.\n\n", grouped(report.electors), report.segments,
                      plan.state.settings.seed);
  for (const SyntheticRevision& revision : plan.revisions) {
    text += fmt::format(
        "boothwise import rolls rolls/{0} --revision {0} --qualifying-date {1} --publication-date {2} --synthetic "
        "--source \"Boothwise's synthesis\"\n",
        revision.name, revision.qualifying_date, revision.publication_date);
  }
  text +=
      "boothwise import booths booths/FILE… --synthetic\n\n"
      "rolls/   mother rolls, supplements and summary sheets of both revisions, three files a segment\n"
      "booths/  booth sheets: real votes shared out over made-up stations, one election for each set of stations\n"
      "survey/  answers of a field survey of the later roll's electors\n"
      "truth/   who is who: keep it apart from what is to be tested with it\n\n"
      "docs/formats.md and docs/synthesis.md of Boothwise say what the columns are and how it was made.\n";
  return text;
}

}  // namespace

Result<SynthesisReport> write_synthetic_files(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan,
                                              const Snapshot& snapshot, const fs::path& folder, TableFormat format,
                                              Progress& progress) {
  const std::string_view ending = format == TableFormat::csv ? ".csv" : ".parquet";
  BOOTHWISE_CHECK(claim(folder, settings_text(plan, ending)));
  std::error_code ignored;
  for (const fs::path& inner : {fs::path("rolls") / plan.revisions[0].name, fs::path("rolls") / plan.revisions[1].name,
                                fs::path("truth"), fs::path("survey"), fs::path("booths")}) {
    fs::create_directories(folder / inner, ignored);
  }
  SynthesisReport report;
  std::array<std::map<AcNo, StationsOfSegment>, 2> stations;
  std::mutex lock;
  Status made = each_segment(vocabulary, plan, progress, 1, [&](const Segment& segment) -> Status {
    SegmentFiles files(vocabulary, plan, folder, ending, segment, progress);
    BOOTHWISE_CHECK(files.write());
    const std::scoped_lock adding(lock);
    ++report.segments;
    report.files_kept += files.files_kept();
    for (const Roll roll : both_rolls) {
      StationsOfSegment& of_segment = stations.at(static_cast<std::size_t>(roll))[segment.ac];
      for (const PartOfRoll& part : segment.roll(roll).parts) {
        const synthesis::PartSummary summary = synthesis::summary_of(segment, roll, part);
        of_segment.part_no.push_back(part.no);
        of_segment.name.push_back(part.station);
        of_segment.electors.push_back(summary.electors());
        report.entries += summary.last_serial;
        if (roll == Roll::later) report.electors += summary.electors();
      }
    }
    return success();
  });
  if (!made) return std::move(made).error();
  for (std::size_t at = 0; at < stations.size(); ++at) {
    if (!plan.elections.at(at)) continue;
    const fs::path stem = folder / "booths" / to_string(*plan.elections.at(at));
    BOOTHWISE_CHECK(write_booth_sheets(snapshot, *plan.elections.at(at), stations.at(at), plan.state.settings.seed,
                                       sheet_paths(stem, ending)));
  }
  BOOTHWISE_CHECK(write_file_atomically(folder / readme_name, readme(plan, report)));
  return report;
}

Status write_true_changes(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan, const fs::path& path,
                          Progress& progress) {
  BOOTHWISE_TRY(file, TableFile::create(path, change_columns));
  for (std::size_t place = 0; place < plan.state.segments.size(); ++place) {
    if (progress.stop_requested()) return stopped_as_asked();
    BOOTHWISE_CHECK(
        add_changes(file, synthesis::make_segment(vocabulary, plan.state, place), plan.state.settings.years));
  }
  return file.commit();
}

}  // namespace boothwise::services
