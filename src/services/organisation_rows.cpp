#include "services/organisation_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/phone.hpp"
#include "intake/guard.hpp"
#include "services/organisation_rules.hpp"

namespace boothwise::services {

using intake::Cell;
using intake::Field;
using intake::Kind;
using intake::Record;

namespace {

constexpr double read_share = 0.4;  // of the whole import

/// Reads one file's rows into those of all.
class FileReader {
 public:
  FileReader(OrganisationRows& rows, const OrganisationCatalogue& catalogue, const Places& places, Day today)
      : rows_(rows), catalogue_(catalogue), places_(places), today_(today) {}

  Status read(const ImportFile& file, const intake::UserMapping& mapping, Progress& progress) {
    intake::TableOptions options;
    options.display_name = file.name;
    BOOTHWISE_TRY(table, intake::open_table(file.path, options));
    BOOTHWISE_CHECK(intake::check_columns(table->header(), file.name));
    auto recognised = intake::recognise(table->header(), std::nullopt, mapping);
    if (!recognised || !intake::is_of_organisation(recognised->layout->kind)) {
      return not_ours(file.name, recognised ? nullptr : &recognised.error());
    }
    rows_.files.push_back(file.name);
    header_ = table->header();
    has_places_ = has(*recognised, Field::places);
    phone_column_ = column_of(*recognised, Field::phone);
    intake::Guard guard(header_, file.name);
    intake::RecordReader reader(std::move(table), std::move(recognised).value(), file.name);
    Record record;
    for (std::uint64_t rows = 0;; ++rows) {
      BOOTHWISE_TRY(outcome, reader.next(record));
      if (outcome == intake::RecordReader::Outcome::end) break;
      BOOTHWISE_CHECK(watch(guard, record));
      if (outcome == intake::RecordReader::Outcome::refused) {
        rows_.refused.add(reader.refusal());
      } else {
        take(reader, record);
      }
      constexpr std::uint64_t rows_between_looks = 4096;
      if (rows % rows_between_looks == 0) BOOTHWISE_CHECK(look_up(reader.table(), progress));
    }
    return guard.finish();
  }

 private:
  static bool has(const intake::Recognised& recognised, Field field) {
    return column_of(recognised, field) != recognised.columns.field_of_column.size();
  }
  static std::size_t column_of(const intake::Recognised& recognised, Field field) {
    const auto& columns = recognised.columns.field_of_column;
    return static_cast<std::size_t>(std::ranges::find(columns, std::optional(field)) - columns.begin());
  }

  static Status not_ours(const std::string& name, const Error* why) {
    if (why != nullptr && why->code != "layout_unknown") {
      Error error = *why;
      error.where.file = name;
      return error;
    }
    Error error{ErrorKind::bad_input,
                "layout_not_organisation",
                {"expected columns of units (unit_code, parent_code, level, name_hi), people (unit_code, name, phone, "
                 "post) or agents (ac_no, part_no, name, bla1_by, bla2_on)",
                 "इकाइयों (unit_code, parent_code, level, name_hi), लोगों (unit_code, name, phone, post) या एजेंटों "
                 "(ac_no, part_no, name, bla1_by, bla2_on) के स्तंभ चाहिए"}};
    error.where.file = name;
    error.where.line = 1;
    return error;
  }

  /// A telephone number with 91 in front has twelve digits; it is no card's.
  Status watch(intake::Guard& guard, const Record& record) {
    for (std::size_t column = 0; column < record.raw.size(); ++column) {
      if (column == phone_column_ && parse_phone(record.raw[column])) continue;
      BOOTHWISE_TRY(must_mask, guard.look(column, record.raw[column], record.line));
      if (!must_mask) continue;
      intake::Refusal refusal{
          rows_.files.back(), record.line, header_[column], std::string(intake::masked_number), {}, {}};
      refusal.reason = check_text("", record.raw[column]).error().message;
      rows_.refused.add(std::move(refusal));
    }
    return success();
  }

  static Status look_up(const intake::TableReader& table, Progress& progress) {
    if (progress.stop_requested()) {
      return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was taken", "रोका गया; कुछ नहीं लिया गया"}};
    }
    const double all = static_cast<double>(std::max<std::uint64_t>(table.bytes_total(), 1));
    progress.report(read_share * static_cast<double>(table.bytes_read()) / all,
                    {"reading the files", "फ़ाइलें पढ़ी जा रही हैं"});
    return success();
  }

  void take(const intake::RecordReader& reader, const Record& record) {
    at_ = {static_cast<std::uint32_t>(rows_.files.size() - 1), record.line};
    reader_ = &reader;
    record_ = &record;
    refused_ = false;
    switch (reader.layout().kind) {
      case Kind::organisation_units:
        return take_unit(record);
      case Kind::organisation_people:
        return take_person(record);
      default:
        return take_agent(record);
    }
  }

  void take_unit(const Record& record) {
    UnitRow row{at_, text(record, Field::unit_code), text(record, Field::parent_code), {}, {}, {}};
    row.name = {text(record, Field::name_en), text(record, Field::name_hi)};
    check(Field::unit_code, check_code(row.code));
    if (const auto level = known_level(catalogue_, record[Field::level].text); check(Field::level, level)) {
      row.level = (*level)->code;
    }
    if (row.name.en.empty() && row.name.hi.empty()) {
      check(Field::name_hi, Status(Error{ErrorKind::bad_input,
                                         "name_missing",
                                         {"expected a name in at least one language", "कम से कम एक भाषा में नाम चाहिए"}}));
    }
    check_length(Field::name_hi, row.name.hi, name_bytes_most);
    check_length(Field::name_en, row.name.en, name_bytes_most);
    if (has_places_) {
      auto parsed = parse_places(record[Field::places].text);
      auto known = parsed ? known_places(places_, std::move(parsed).value()) : std::move(parsed);
      if (check(Field::places, known)) row.places = std::move(known).value();
    }
    if (!refused_) rows_.units.push_back(std::move(row));
  }

  ContactRow contact(const Record& record) {
    ContactRow who{at_, text(record, Field::unit_code), text(record, Field::name),
                   {},  text(record, Field::email),     text(record, Field::languages),
                   {}};
    if (auto phone = checked_phone("", record[Field::phone].text); check(Field::phone, phone)) {
      who.phone = std::move(phone).value();
    }
    if (record[Field::home_ac].present) who.home_ac = record[Field::home_ac].count;
    check_length(Field::name, who.name, name_bytes_most);
    check_length(Field::email, who.email, name_bytes_most);
    check_length(Field::languages, who.languages, languages_bytes_most);
    return who;
  }

  void take_person(const Record& record) {
    PersonRow row{contact(record), text(record, Field::post), day(record, Field::from_day), day(record, Field::to_day)};
    if (!row.to_day.empty() && row.to_day < row.from_day) {
      check(Field::to_day, checked_day("", row.to_day, row.from_day, today_));
    }
    if (!row.post.empty() && catalogue_.post_called(row.post) == nullptr) {
      check(Field::post, known_post(catalogue_, row.post, ""));
    }
    if (!refused_) rows_.people.push_back(std::move(row));
  }

  void take_agent(const Record& record) {
    AgentRow row;
    row.who = contact(record);
    row.ac = AcNo(static_cast<std::int32_t>(record[Field::ac_no].count));
    const Cell& suffix = record[Field::part_suffix];
    const std::string part_text = std::to_string(record[Field::part_no].count) + std::string(suffix.text);
    const auto part = parse_part(part_text);
    const Cell& elector = record[Field::elector_part];
    const auto elector_part = elector.present ? parse_part(elector.text) : part;
    if (!part) check(Field::part_no, part_malformed());
    if (!elector_part) check(Field::elector_part, part_malformed());
    if (!part || !elector_part) return;
    row.part = to_string(*part);
    row.elector_part = to_string(*elector_part);
    check(Field::ac_no, known_places(places_, {part_of(row.ac, *part)}));
    if (record[Field::elector_serial].present) row.elector_serial = record[Field::elector_serial].count;
    row.bla1_by = text(record, Field::bla1_by);
    row.bla2_on = day(record, Field::bla2_on);
    row.from_day = day(record, Field::from_day);
    if (row.from_day.empty()) row.from_day = row.bla2_on;
    if (row.from_day < row.bla2_on) check(Field::from_day, checked_day("", row.from_day, row.bla2_on, today_));
    row.note = text(record, Field::note);
    check(Field::elector_part, check_elector(row.part, row.elector_part, row.note));
    check_length(Field::bla1_by, row.bla1_by, name_bytes_most);
    check_length(Field::note, row.note, 2 * name_bytes_most);
    if (!refused_) rows_.agents.push_back(std::move(row));
  }

  static Status part_malformed() {
    return Error{ErrorKind::bad_input,
                 "part_malformed",
                 {"expected a part number such as 12 or 12A", "12 या 12A जैसी भाग संख्या चाहिए"}};
  }

  static std::string text(const Record& record, Field field) { return std::string(record[field].text); }

  /// The day in a cell, not after today; empty where the cell is.
  std::string day(const Record& record, Field field) {
    const Cell& cell = record[field];
    if (!cell.present) return {};
    check(field, checked_day("", cell.text, "", today_));
    return std::string(cell.text);
  }

  void check_length(Field field, const std::string& text, std::size_t most) {
    if (text.size() <= most) return;
    const std::string bytes = std::to_string(most);
    check(field, Status(Error{ErrorKind::bad_input,
                              "text_too_long",
                              {"expected a text of up to " + bytes + " bytes", bytes + " बाइट तक का पाठ चाहिए"}}));
  }

  /// Notes the row as refused where `result` is an error.
  template <typename T>
  bool check(Field field, const Result<T>& result) {
    if (result.ok()) return true;
    if (!refused_) {
      intake::Refusal refusal = reader_->refuse(*record_, field, result.error().message);
      if (!result.error().where.value.empty() && result.error().where.value.size() < refusal.value.size()) {
        refusal.value = result.error().where.value;  // the very piece
      }
      rows_.refused.add(std::move(refusal));
    }
    refused_ = true;
    return false;
  }

  static constexpr std::size_t languages_bytes_most = 80;

  OrganisationRows& rows_;
  const OrganisationCatalogue& catalogue_;
  const Places& places_;
  Day today_;
  std::vector<std::string> header_;
  bool has_places_ = false;
  std::size_t phone_column_ = 0;
  RowPlace at_;
  const intake::RecordReader* reader_ = nullptr;
  const Record* record_ = nullptr;
  bool refused_ = false;  // the row at hand
};

}  // namespace

void RefusedRows::add(intake::Refusal refusal) {
  ++total;
  if (rows.size() < kept_most) rows.push_back(std::move(refusal));
}

void OrganisationRows::refuse(const RowPlace& at, std::string_view column, const Error& error) {
  const std::string file = at.file < files.size() ? files[at.file] : std::string();
  refused.add({file, at.line, std::string(column), error.where.value, error.message, {}});
}

Result<OrganisationRows> read_organisation(std::span<const ImportFile> files, const intake::UserMapping& mapping,
                                           const OrganisationCatalogue& catalogue, const Places& places, Day today,
                                           Progress& progress) {
  OrganisationRows rows;
  for (const ImportFile& file : files) {
    FileReader reader(rows, catalogue, places, today);
    BOOTHWISE_CHECK(reader.read(file, mapping, progress));
  }
  return rows;
}

}  // namespace boothwise::services
