#include "intake/xlsx_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <orcus/exception.hpp>
#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/import_interface.hpp>
#include <orcus/zip_archive.hpp>
#include <orcus/zip_archive_stream.hpp>
#include <utility>

#include "base/text.hpp"
#include "intake/csv_reader.hpp"

namespace boothwise::intake {

namespace os = orcus::spreadsheet;

namespace {

constexpr std::size_t cells_max = std::size_t{1} << 23U;
constexpr os::row_t rows_max = 1048576;
constexpr os::col_t columns_max = 16384;

/// Ends the parse from inside the library; caught in `parse`.
struct TooManyCells {};

std::string number_text(double value) {
  std::array<char, 32> buffer{};
  const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
  const auto end =
      whole ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<std::int64_t>(value)).ptr
            : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;
};

class SharedStrings final : public os::iface::import_shared_strings {
 public:
  std::size_t append(std::string_view text) override { return add(text); }
  std::size_t add(std::string_view text) override {
    strings_.emplace_back(text);
    return strings_.size() - 1;
  }
  void set_segment_font(std::size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(os::color_elem_t, os::color_elem_t, os::color_elem_t, os::color_elem_t) override {}
  void append_segment(std::string_view text) override { segments_ += text; }
  std::size_t commit_segments() override { return add(std::exchange(segments_, {})); }

  [[nodiscard]] std::string_view text(std::size_t index) const {
    return index < strings_.size() ? std::string_view(strings_[index]) : std::string_view();
  }

 private:
  std::vector<std::string> strings_;
  std::string segments_;
};

class SheetImport;

/// A formula's stored result is what the cell shows.
class FormulaImport final : public os::iface::import_formula {
 public:
  explicit FormulaImport(SheetImport& sheet) : sheet_(sheet) {}
  void set_position(os::row_t row, os::col_t column) override {
    row_ = row;
    column_ = column;
  }
  void set_formula(os::formula_grammar_t, std::string_view) override {}
  void set_shared_formula_index(std::size_t) override {}
  void set_result_string(std::string_view value) override { result_ = value; }
  void set_result_value(double value) override { result_ = number_text(value); }
  void set_result_bool(bool value) override { result_ = value ? "TRUE" : "FALSE"; }
  void set_result_empty() override { result_.clear(); }
  void commit() override;

 private:
  SheetImport& sheet_;
  os::row_t row_ = 0;
  os::col_t column_ = 0;
  std::string result_;
};

class SheetImport final : public os::iface::import_sheet {
 public:
  SheetImport(Sheet& sheet, const SharedStrings& strings, std::size_t& cells)
      : sheet_(sheet), strings_(strings), cells_(cells), formula_(*this) {}

  void set(os::row_t row, os::col_t column, std::string text) {
    if (row < 0 || column < 0 || row >= rows_max || column >= columns_max) return;
    const auto r = static_cast<std::size_t>(row);
    const auto c = static_cast<std::size_t>(column);
    if (sheet_.rows.size() <= r) sheet_.rows.resize(r + 1);
    auto& cells = sheet_.rows[r];
    if (cells.size() <= c) {
      cells_ += c + 1 - cells.size();
      if (cells_ > cells_max) throw TooManyCells{};
      cells.resize(c + 1);
    }
    cells[c] = std::move(text);
  }

  void set_auto(os::row_t row, os::col_t column, std::string_view text) override {
    set(row, column, std::string(text));
  }
  void set_string(os::row_t row, os::col_t column, os::string_id_t index) override {
    set(row, column, std::string(strings_.text(index)));
  }
  void set_value(os::row_t row, os::col_t column, double value) override { set(row, column, number_text(value)); }
  void set_bool(os::row_t row, os::col_t column, bool value) override { set(row, column, value ? "TRUE" : "FALSE"); }
  void set_date_time(os::row_t row, os::col_t column, int year, int month, int day, int, int, double) override {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    set(row, column, std::to_string(year) + "-" + two(month) + "-" + two(day));
  }
  void set_format(os::row_t, os::col_t, std::size_t) override {}
  void set_format(os::row_t, os::col_t, os::row_t, os::col_t, std::size_t) override {}
  void fill_down_cells(os::row_t from, os::col_t column, os::row_t count) override {
    const auto r = static_cast<std::size_t>(from);
    const auto c = static_cast<std::size_t>(column);
    if (r >= sheet_.rows.size() || c >= sheet_.rows[r].size()) return;
    const std::string text = sheet_.rows[r][c];
    for (os::row_t row = from + 1; row <= from + count; ++row) set(row, column, text);
  }
  [[nodiscard]] os::range_size_t get_sheet_size() const override { return {rows_max, columns_max}; }
  os::iface::import_formula* get_formula() override { return &formula_; }

 private:
  Sheet& sheet_;
  const SharedStrings& strings_;
  std::size_t& cells_;
  FormulaImport formula_;
};

void FormulaImport::commit() { sheet_.set(row_, column_, std::exchange(result_, {})); }

/// Cell addresses in A1 notation: the library asks for them wherever a cell states its place.
class AddressResolver final : public os::iface::import_reference_resolver {
 public:
  os::src_address_t resolve_address(std::string_view text) override {
    os::src_address_t address{0, 0, 0};
    std::size_t at = 0;
    for (; at < text.size() && (text[at] == '$' || std::isalpha(static_cast<unsigned char>(text[at])) != 0); ++at) {
      if (text[at] == '$') continue;
      address.column = address.column * 26 + (std::toupper(static_cast<unsigned char>(text[at])) - 'A' + 1);
      if (address.column > columns_max) throw orcus::invalid_arg_error("column outside the sheet");
    }
    if (at < text.size() && text[at] == '$') ++at;
    const auto [end, failure] = std::from_chars(text.data() + at, text.data() + text.size(), address.row);
    const bool whole = failure == std::errc{} && end == text.data() + text.size();
    if (!whole || address.column < 1 || address.row < 1 || address.row > rows_max) {
      throw orcus::invalid_arg_error("no cell address");
    }
    --address.column;
    --address.row;
    return address;
  }
  os::src_range_t resolve_range(std::string_view text) override {
    const std::size_t colon = text.find(':');
    const os::src_address_t first = resolve_address(text.substr(0, colon));
    return {first, colon == std::string_view::npos ? first : resolve_address(text.substr(colon + 1))};
  }
};

class WorkbookImport final : public os::iface::import_factory {
 public:
  os::iface::import_reference_resolver* get_reference_resolver(os::formula_ref_context_t) override {
    return &resolver_;
  }
  os::iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  os::iface::import_sheet* append_sheet(os::sheet_t, std::string_view name) override {
    sheets_.push_back(std::make_unique<Sheet>(Sheet{std::string(name), {}}));
    imports_.push_back(std::make_unique<SheetImport>(*sheets_.back(), strings_, cells_));
    return imports_.back().get();
  }
  os::iface::import_sheet* get_sheet(std::string_view name) override {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      if (sheets_[i]->name == name) return imports_[i].get();
    }
    return nullptr;
  }
  os::iface::import_sheet* get_sheet(os::sheet_t index) override {
    const auto at = static_cast<std::size_t>(index);
    return index >= 0 && at < imports_.size() ? imports_[at].get() : nullptr;
  }
  void finalize() override {}

  std::vector<std::unique_ptr<Sheet>>& sheets() { return sheets_; }

 private:
  AddressResolver resolver_;
  SharedStrings strings_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::vector<std::unique_ptr<SheetImport>> imports_;
  std::size_t cells_ = 0;
};

Error failed(std::string code, Bilingual message, const TableOptions& options) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {options.display_name}};
}

/// Sum of the sizes that a ZIP file's central directory states for its members; nothing if it has none.
/// Format: PKWARE APPNOTE 4.3.12, 4.3.16.
std::optional<std::uint64_t> unpacked_size(std::string_view zip) {
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{static_cast<unsigned char>(zip[at + i])} << (8 * i);
    return value;
  };
  constexpr std::size_t end_bytes = 22;
  constexpr std::size_t entry_bytes = 46;
  const std::size_t end = zip.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_bytes > zip.size()) return std::nullopt;
  std::size_t at = number(end + 16, 4);
  std::uint64_t sum = 0;
  for (std::uint64_t entries = number(end + 10, 2); entries > 0; --entries) {
    if (at + entry_bytes > zip.size() || zip.substr(at, 4) != "PK\x01\x02") return std::nullopt;
    sum += number(at + 24, 4);
    at += entry_bytes + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
  }
  return sum;
}

/// True if a sheet keeps texts in its cells (`t="inlineStr"`, ECMA-376 18.18.11): the library passes over those
/// silently.
bool has_inline_texts(std::string_view zip) {
  orcus::zip_archive_stream_blob stream(reinterpret_cast<const std::uint8_t*>(zip.data()), zip.size());
  orcus::zip_archive archive(&stream);
  archive.load();
  std::vector<unsigned char> content;
  for (std::size_t i = 0; i < archive.get_file_entry_count(); ++i) {
    const std::string_view name = archive.get_file_entry_name(i);
    if (!name.starts_with("xl/worksheets/") || !name.ends_with(".xml")) continue;
    if (!archive.read_file_entry(name, content)) continue;
    const std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
    if (text.find("inlineStr") != std::string_view::npos) return true;
  }
  return false;
}

class XlsxReader final : public TableReader {
 public:
  XlsxReader(Sheet sheet, std::uint64_t bytes, const TableOptions& options)
      : sheet_(std::move(sheet)), bytes_(bytes), options_(options) {}

  Status start() {
    while (next_ < sheet_.rows.size() && blank(sheet_.rows[next_])) ++next_;
    if (next_ == sheet_.rows.size()) {
      return failed("file_empty", {"the sheet holds no rows", "शीट में कोई पंक्ति नहीं"}, options_);
    }
    header_ = sheet_.rows[next_++];
    return check_header(header_, options_.display_name);
  }

  [[nodiscard]] const std::vector<std::string>& header() const override { return header_; }

  Result<bool> next(Row& row) override {
    while (next_ < sheet_.rows.size() && blank(sheet_.rows[next_])) ++next_;
    if (next_ == sheet_.rows.size()) return false;
    std::vector<std::string>& cells = sheet_.rows[next_++];
    // A sheet has no ragged rows: cells at the end that were never written are empty.
    cells.resize(std::max(cells.size(), header_.size()));
    while (cells.size() > header_.size() && trimmed(cells.back()).empty()) cells.pop_back();
    if (cells.size() > options_.columns_max) {
      const std::string limit = std::to_string(options_.columns_max);
      return at("too_many_columns", options_.columns_max,
                {"expected at most " + limit + " columns", "अधिकतम " + limit + " स्तंभ चाहिए"});
    }
    views_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].size() > options_.cell_bytes_max) {
        const std::string limit = std::to_string(options_.cell_bytes_max);
        return at("cell_too_long", i, {"expected at most " + limit + " bytes", "अधिकतम " + limit + " बाइट चाहिए"});
      }
      const auto unusable = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
      };
      if (!is_utf8(cells[i]) || std::ranges::any_of(cells[i], unusable)) {
        return at("control_character", i,
                  {"a control character or damaged text stands here", "यहाँ नियंत्रण अक्षर या ख़राब पाठ है"});
      }
      views_.push_back(trimmed(cells[i]));
    }
    row.line = next_;
    row.cells = views_;
    return true;
  }

  [[nodiscard]] std::uint64_t bytes_read() const override {
    return sheet_.rows.empty() ? bytes_ : bytes_ * next_ / sheet_.rows.size();
  }
  [[nodiscard]] std::uint64_t bytes_total() const override { return bytes_; }

 private:
  [[nodiscard]] Error at(std::string code, std::size_t column, Bilingual message) const {
    const std::string name = column < header_.size() ? header_[column] : std::to_string(column + 1);
    return {ErrorKind::bad_input, std::move(code), std::move(message), {options_.display_name, next_, name}};
  }
  static bool blank(const std::vector<std::string>& cells) {
    return std::ranges::all_of(cells, [](const std::string& cell) { return trimmed(cell).empty(); });
  }

  Sheet sheet_;
  std::uint64_t bytes_;
  TableOptions options_;
  std::vector<std::string> header_;
  std::vector<std::string_view> views_;
  std::size_t next_ = 0;
};

Result<Sheet> choose(WorkbookImport& workbook, const TableOptions& options) {
  for (auto& sheet : workbook.sheets()) {
    if (options.sheet.empty() || sheet->name == options.sheet) return std::move(*sheet);
  }
  Error error = failed("sheet_unknown", {"there is no such sheet", "ऐसी कोई शीट नहीं"}, options);
  error.where.value = options.sheet;
  for (const auto& sheet : workbook.sheets()) error.choices.push_back(sheet->name);
  return error;
}

}  // namespace

Result<std::unique_ptr<TableReader>> read_xlsx(std::string bytes, const TableOptions& options) {
  constexpr std::uint64_t unpacked_max = std::uint64_t{1} << 30U;
  const auto unpacked = unpacked_size(bytes);
  const Bilingual damaged{"the XLSX file is damaged; open it in a spreadsheet program and save it again",
                          "XLSX फ़ाइल ख़राब है; स्प्रेडशीट में खोलकर फिर सहेजें"};
  if (!unpacked) return failed("xlsx_damaged", damaged, options);
  const Bilingual large{"the XLSX file is too large unpacked; save it as CSV", "XLSX फ़ाइल खुलने पर बहुत बड़ी है; CSV में सहेजें"};
  if (*unpacked > unpacked_max) return failed("xlsx_too_large", large, options);
  WorkbookImport workbook;
  try {
    if (has_inline_texts(bytes)) {
      return failed(
          "xlsx_inline_text",
          {"this XLSX keeps its texts inside the cells, which we do not read; open it in a spreadsheet program "
           "and save it again, or save it as CSV",
           "इस XLSX में पाठ ऐसे रखा है जिसे हम नहीं पढ़ते; स्प्रेडशीट में खोलकर फिर सहेजें, या CSV में सहेजें"},
          options);
    }
    orcus::orcus_xlsx filter(&workbook);
    filter.read_stream(bytes);
  } catch (const TooManyCells&) {
    return failed("xlsx_too_large", large, options);
  } catch (const std::exception&) {
    return failed("xlsx_damaged", damaged, options);
  }
  BOOTHWISE_TRY(sheet, choose(workbook, options));
  auto reader = std::make_unique<XlsxReader>(std::move(sheet), bytes.size(), options);
  BOOTHWISE_CHECK(reader->start());
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace boothwise::intake
