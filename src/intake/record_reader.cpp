#include "intake/record_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "domain/elections.hpp"
#include "domain/elector.hpp"
#include "domain/scheme.hpp"

namespace boothwise::intake {

namespace {

constexpr std::size_t value_shown = 80;
constexpr std::int64_t count_max = 1'000'000'000'000;
constexpr std::int64_t positive_max = 1'000'000;

bool says_missing(std::string_view text) {
  return text.empty() || text == "-" || text == "NA" || text == "N/A" || text == "null" || text == "NULL" ||
         text == "n/a";
}

/// Devanagari digits (U+0966-096F, bytes E0 A5 A6-AF) as ASCII; other text as it is.
std::string with_ascii_digits(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (i + 2 < text.size() && byte(i) == 0xE0 && byte(i + 1) == 0xA5 && byte(i + 2) >= 0xA6 && byte(i + 2) <= 0xAF) {
      result += static_cast<char>('0' + (byte(i + 2) - 0xA6));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

/// True for 1,234,567 and 12,34,567: the last group has three digits, the ones before two or three alike, the first
/// fewer or as many.
bool grouped_well(std::string_view text) {
  const std::vector<std::string> groups = split(text, ',');
  if (groups.size() < 2 || groups.back().size() != 3 || groups.front().empty()) return false;
  const std::size_t inner = groups.size() > 2 ? groups[1].size() : std::size_t{3};
  if (inner != 2 && inner != 3) return false;
  for (std::size_t i = 1; i + 1 < groups.size(); ++i) {
    if (groups[i].size() != inner) return false;
  }
  return groups.front().size() <= inner;
}

std::optional<std::int64_t> plain_count(std::string_view text) {
  if (text.starts_with('-')) return std::nullopt;
  return parse_number<std::int64_t>(text);
}

/// Whole numbers as people and spreadsheets write them.
std::optional<std::int64_t> parse_count(std::string_view text) {
  if (const auto value = plain_count(text)) return value;
  std::string digits = with_ascii_digits(text);
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) {
    if (point + 1 == digits.size() || digits.find_first_not_of('0', point + 1) != std::string::npos)
      return std::nullopt;
    digits.resize(point);
  }
  if (digits.find(',') != std::string::npos) {
    if (!grouped_well(digits)) return std::nullopt;
    std::erase(digits, ',');
  }
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return plain_count(digits);
}

std::string_view parse_reservation(std::string_view text) {
  const std::string lower = ascii_lower(text);
  for (const std::string_view general : {"gen", "general", "ur", "none", "सामान्य", "अनारक्षित"}) {
    if (lower == general) return "GEN";
  }
  for (const std::string_view sc : {"sc", "(sc)", "scheduled caste", "अ.जा.", "अजा", "अनुसूचित जाति"}) {
    if (lower == sc) return "SC";
  }
  for (const std::string_view st : {"st", "(st)", "scheduled tribe", "अ.ज.जा.", "अजजा", "अनुसूचित जनजाति"}) {
    if (lower == st) return "ST";
  }
  return {};
}

std::string_view parse_house(std::string_view text) {
  const std::string lower = ascii_lower(text);
  for (const std::string_view name : {"ls", "lok sabha", "ge", "pc", "लोक सभा", "लोकसभा"}) {
    if (lower == name) return "LS";
  }
  for (const std::string_view name : {"vs", "vidhan sabha", "ae", "ac", "assembly", "विधान सभा", "विधानसभा"}) {
    if (lower == name) return "VS";
  }
  return {};
}

Bilingual expected_of(FieldType type) {
  switch (type) {
    case FieldType::text:
      return {"expected a text", "पाठ चाहिए"};
    case FieldType::count:
      return {"expected a whole number, 0 or more", "0 या उससे बड़ी पूर्ण संख्या चाहिए"};
    case FieldType::positive:
      return {"expected a whole number from 1 to 10,00,000", "1 से 10,00,000 तक की पूर्ण संख्या चाहिए"};
    case FieldType::part:
      return {"expected a part number such as 12 or 12A", "12 या 12A जैसी भाग संख्या चाहिए"};
    case FieldType::year:
      return {"expected a year from 1900 to 2100", "1900 से 2100 तक का वर्ष चाहिए"};
    case FieldType::decimal:
      return {"expected a number", "संख्या चाहिए"};
    case FieldType::reservation:
      return {"expected GEN, SC or ST", "GEN, SC या ST चाहिए"};
    case FieldType::house:
      return {"expected LS or VS", "LS या VS चाहिए"};
    case FieldType::election:
      return {"expected an election such as LS-2019", "LS-2019 जैसा चुनाव चाहिए"};
    case FieldType::age:
      return {"expected an age from 18 to 120: nobody younger is recorded (R10)",
              "18 से 120 तक की आयु चाहिए: इससे छोटे दर्ज नहीं होते (R10)"};
    case FieldType::relation:
      return {"expected F, M, H, W, O or G", "F, M, H, W, O या G (पिता, माता, पति, पत्नी, अन्य, गुरु) चाहिए"};
    case FieldType::gender:
      return {"expected M, F or T", "M, F या T (पुरुष, महिला, तृतीय लिंग) चाहिए"};
    case FieldType::roll_list:
      return {"expected addition, deletion or correction", "परिवर्धन, विलोपन या संशोधन चाहिए"};
    case FieldType::reason:
      return {"expected E, S, R, Q or M", "E, S, R, Q या M चाहिए"};
    case FieldType::date:
      return {"expected a date such as 2026-01-01", "2026-01-01 जैसी तिथि चाहिए"};
    case FieldType::epic:
      return {"expected an EPIC number", "पहचान पत्र संख्या चाहिए"};
    case FieldType::label:
      return {"expected a name such as 2022 or SIR-2026: letters, digits, - _ .",
              "2022 या SIR-2026 जैसा नाम चाहिए: अक्षर, अंक, - _ ."};
    case FieldType::area_kind:
      return {
          "expected state, district, block, ac, gram_panchayat or village",
          "state, district, block, ac, gram_panchayat या village (प्रदेश, ज़िला, ब्लॉक, विधान सभा, ग्राम पंचायत, गाँव) चाहिए"};
    case FieldType::scheme_unit:
      return {"expected household, person, account, couple or other",
              "household, person, account, couple या other (परिवार, व्यक्ति, खाता, जोड़ा, अन्य) चाहिए"};
  }
  throw BrokenInvariant("field type outside its range");
}

struct Part {
  std::string_view number;
  std::string_view suffix;
};

/// `105A`, `159 A` and `105` into number and suffix.
Part split_part(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  std::size_t end = text.size();
  while (end > 0 && is_letter(text[end - 1])) --end;
  return {trimmed(text.substr(0, end)), text.substr(end)};
}

/// Parses `text` into `cell`; false if it does not fit. `delivered` keeps a text that differs from the file's.
bool parse_cell(FieldType type, std::string_view text, Cell& cell, std::string& delivered) {
  const auto number = [&](std::optional<std::int64_t> value, std::int64_t least, std::int64_t most) {
    if (!value || *value < least || *value > most) return false;
    cell.count = *value;
    cell.decimal = static_cast<double>(*value);
    return true;
  };
  const auto word = [&](std::string_view value) {
    if (value.empty()) return false;
    cell.text = value;
    return true;
  };
  const auto code = [&](const auto& value) { return value && word(code_of(*value)); };
  switch (type) {
    case FieldType::text:
      return true;
    case FieldType::count:
      return number(parse_count(text), 0, count_max);
    case FieldType::positive:
      return number(parse_count(text), 1, positive_max);
    case FieldType::part:
      return number(parse_count(text), 0, positive_max);
    case FieldType::year:
      return number(parse_count(text), 1900, 2100);
    case FieldType::decimal: {
      const auto value = parse_number<double>(text);
      if (value) cell.decimal = *value;
      return value.has_value();
    }
    case FieldType::reservation:
      return word(parse_reservation(text));
    case FieldType::house:
      return word(parse_house(text));
    case FieldType::election: {
      const auto election = parse_election(text);
      if (!election) return false;
      delivered = to_string(*election);
      return word(delivered);
    }
    case FieldType::age:
      return number(parse_count(text), age_least, age_most);
    case FieldType::relation:
      return code(parse_relation(text));
    case FieldType::gender:
      return code(parse_gender(text));
    case FieldType::roll_list:
      return code(parse_supplement_list(text));
    case FieldType::reason:
      return code(parse_deletion_reason(text));
    case FieldType::date: {
      const auto day = parse_date(text);
      if (!day) return false;
      delivered = iso_date(*day);
      return word(delivered);
    }
    case FieldType::epic:
      delivered = normal_epic(text);
      return word(delivered);
    case FieldType::label:
      return is_label(text) && word(text);
    case FieldType::area_kind: {
      const auto kind = parse_area_kind(text);
      return kind && word(name_of(*kind));
    }
    case FieldType::scheme_unit: {
      const auto unit = parse_scheme_unit(text);
      return unit && word(name_of(*unit));
    }
  }
  throw BrokenInvariant("field type outside its range");
}

bool is_name(Field field) {
  constexpr std::array names = {Field::station_name, Field::candidate,     Field::name_as_printed, Field::name,
                                Field::section_name, Field::relation_name, Field::house_no};
  return std::ranges::find(names, field) != names.end();
}

/// Rows that number the columns, as sheets of offices have below their header: 1, 2, 3.
bool numbers_columns(const Row& row) {
  constexpr std::size_t cells_least = 3;
  if (row.cells.size() < cells_least) return false;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::string_view cell = row.cells[i];
    if (cell.starts_with('(') && cell.ends_with(')')) cell = cell.substr(1, cell.size() - 2);
    if (!cell.empty() && cell != std::to_string(i + 1)) return false;
  }
  return !row.cells.front().empty() && !row.cells.back().empty();
}

}  // namespace

bool cell_fits(FieldType type, std::string_view text) {
  Cell cell;
  std::string delivered;
  return parse_cell(type, text, cell, delivered);
}

bool is_label(std::string_view text) {
  constexpr std::size_t size_max = 40;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  return !text.empty() && text.size() <= size_max && text.front() != '.' && std::ranges::all_of(text, fits);
}

RecordReader::RecordReader(std::unique_ptr<TableReader> table, Recognised recognised, std::string display_name)
    : table_(std::move(table)), recognised_(std::move(recognised)), display_name_(std::move(display_name)) {
  const Layout& layout = *recognised_.layout;
  const auto& mapped = recognised_.columns.field_of_column;
  for (std::size_t i = 0; i < mapped.size(); ++i) {
    if (mapped[i]) {
      const auto field = std::ranges::find(layout.fields, *mapped[i], &LayoutField::field);
      columns_.push_back({field->field, field->type, field->filled, i, is_name(field->field), {}});
    } else if (layout.other_columns_are_indicators) {
      indicator_columns_.push_back(i);
      indicator_names_.push_back(table_->header()[i]);
    }
  }
  suffix_in_part_no_ = std::ranges::find(columns_, Field::part_no, &Column::field) != columns_.end() &&
                       std::ranges::find(columns_, Field::part_suffix, &Column::field) == columns_.end();
  constexpr std::size_t cells_of_count = 2;  // itself and its base
  indicators_.resize(recognised_.counts.empty() ? indicator_columns_.size()
                                                : recognised_.counts.size() * cells_of_count);
  delivered_.resize(columns_.size());
  constant_texts_.resize(recognised_.constants.size());
  for (std::size_t i = 0; i < recognised_.constants.size(); ++i) {
    const auto& [field, text] = recognised_.constants[i];
    const auto of_layout = std::ranges::find(layout.fields, field, &LayoutField::field);
    Cell cell{true, 0, 0, text};
    if (of_layout == layout.fields.end() || !parse_cell(of_layout->type, text, cell, constant_texts_[i])) {
      throw BrokenInvariant("a constant was not checked");
    }
    constants_.emplace_back(field, cell);
  }
}

void RecordReader::refuse_cell(const Row& row, std::string_view column, std::string_view value, Bilingual reason) {
  refusal_ = {display_name_,       row.line,
              std::string(column), shortened(value, value_shown),
              std::move(reason),   {row.cells.begin(), row.cells.end()}};
}

bool RecordReader::read_counts(const Row& row) {
  std::size_t to = 0;
  for (const Recognised::Count& count : recognised_.counts) {
    for (const std::optional<std::size_t> at : {std::optional(count.at), count.base}) {
      Cell& cell = indicators_[to++] = {};
      if (!at || says_missing(row.cells[*at])) continue;
      cell = {true, 0, 0, row.cells[*at]};
      std::string unused;
      if (!parse_cell(FieldType::count, cell.text, cell, unused)) {
        refuse_cell(row, table_->header()[*at], cell.text, expected_of(FieldType::count));
        return false;
      }
    }
  }
  return true;
}

Result<RecordReader::Outcome> RecordReader::next(Record& record) {
  Row row;
  do {
    BOOTHWISE_TRY(more, table_->next(row));
    if (!more) return Outcome::end;
  } while (!recognised_.counts.empty() && numbers_columns(row));
  record.line = row.line;
  record.raw = row.cells;
  const auto refuse_here = [&](std::string_view column, std::string_view value, Bilingual reason) {
    refuse_cell(row, column, value, std::move(reason));
    return Outcome::refused;
  };
  const std::vector<std::string>& header = table_->header();
  const bool surplus_is_empty =
      row.cells.size() > header.size() &&
      std::ranges::all_of(row.cells.subspan(header.size()), [](std::string_view cell) { return cell.empty(); });
  if (row.cells.size() != header.size() && !surplus_is_empty) {
    const std::string expected = std::to_string(header.size());
    const std::string found = std::to_string(row.cells.size());
    return refuse_here(
        "", "", {"expected " + expected + " cells, found " + found, expected + " खाने चाहिए थे, " + found + " मिले"});
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    std::string_view text = row.cells[column.index];
    if (column.type == FieldType::part && suffix_in_part_no_) {
      const auto [number, suffix] = split_part(text);
      record.cells[static_cast<std::size_t>(Field::part_suffix)] = {!suffix.empty(), 0, 0, suffix};
      text = number;
    }
    Cell& cell = record.cells[static_cast<std::size_t>(column.field)];
    cell = {true, 0, 0, text};
    if (column.type == FieldType::text ? text.empty() : says_missing(text)) {
      cell = {};
      if (column.filled)
        return refuse_here(header[column.index], text, {"this cell must not be empty", "यह खाना ख़ाली नहीं हो सकता"});
    } else if (!parse_cell(column.type, text, cell, delivered_[i])) {
      return refuse_here(header[column.index], text, expected_of(column.type));
    } else if (column.is_name) {
      if (auto unicode = column.font.converted(text)) cell.text = delivered_[i] = *std::move(unicode);
    }
  }
  for (const auto& [field, cell] : constants_) record.cells[static_cast<std::size_t>(field)] = cell;
  if (!recognised_.counts.empty() && !read_counts(row)) return Outcome::refused;
  for (std::size_t i = 0; i < indicator_columns_.size(); ++i) {
    const std::string_view text = row.cells[indicator_columns_[i]];
    indicators_[i] = {true, 0, 0, text};
    if (says_missing(text)) {
      indicators_[i] = {};
    } else if (const auto value = parse_number<double>(text)) {
      indicators_[i].decimal = *value;
    } else {
      return refuse_here(indicator_names_[i], text, expected_of(FieldType::decimal));
    }
  }
  record.indicators = indicators_;
  return Outcome::record;
}

std::uint64_t RecordReader::legacy_font_cells() const {
  std::uint64_t count = 0;
  for (const Column& column : columns_) count += column.font.count();
  return count;
}

Refusal RecordReader::refuse(const Record& record, Field field, Bilingual reason) const {
  Refusal refusal{display_name_, record.line, {}, {}, std::move(reason), {record.raw.begin(), record.raw.end()}};
  const auto column = std::ranges::find(columns_, field, &Column::field);
  if (column != columns_.end()) {
    refusal.column = table_->header()[column->index];
    refusal.value = shortened(record.raw[column->index], value_shown);
  }
  return refusal;
}

}  // namespace boothwise::intake
