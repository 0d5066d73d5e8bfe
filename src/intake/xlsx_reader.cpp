#include "intake/xlsx_reader.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "intake/csv_reader.hpp"
#include "intake/office_package.hpp"

namespace boothwise::intake {

namespace {

constexpr std::uint64_t rows_max = 1048576;
constexpr std::size_t columns_max = 16384;
constexpr std::size_t text_bytes_max = std::size_t{512} << 20U;

std::string number_text(double value) {
  const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
  return whole ? fmt::format("{}", static_cast<std::int64_t>(value)) : fmt::format("{}", value);
}

/// A day number of a sheet as ISO 8601. The 1900 system counts a 29 February 1900 that never was (ECMA-376 18.17.4.1).
std::string date_text(double serial, bool from_1904) {
  constexpr double serial_max = 2958466;  // 10000-01-01
  if (!(serial >= 0) || serial >= serial_max) return number_text(serial);
  auto day = static_cast<int>(serial);
  auto second = static_cast<int>(std::lround((serial - day) * 86400));
  if (second == 86400) {
    second = 0;
    ++day;
  }
  using namespace std::chrono;
  const sys_days origin = from_1904  ? sys_days(1904y / January / 1)
                          : day < 60 ? sys_days(1899y / December / 31)
                                     : sys_days(1899y / December / 30);
  const year_month_day date(origin + days(day));
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (second == 0) return text;
  return fmt::format("{}T{:02}:{:02}:{:02}", text, second / 3600, second / 60 % 60, second % 60);
}

/// True if a number format shows a day or a year. Quoted and escaped parts and those in brackets are no date parts
/// (ECMA-376 18.8.31).
bool shows_date(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = format.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) return false;
      i = end;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      return true;
    }
  }
  return false;
}

/// The sheets of a workbook by name and relationship, and its date system.
class WorkbookHandler final : public XmlHandler {
 public:
  struct Sheet {
    std::string name;
    std::string relationship;
  };
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheet") {
      sheets.push_back({std::string(attribute(attributes, "name")), std::string(attribute(attributes, "id"))});
    } else if (name == "workbookPr") {
      const std::string_view set = attribute(attributes, "date1904");
      from_1904 = set == "1" || set == "true";
    }
    return true;
  }
  bool end(std::string_view) override { return true; }
  void text(std::string_view) override {}

  std::vector<Sheet> sheets;
  bool from_1904 = false;
};

/// Which cell styles show a date.
class StyleHandler final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    const auto id = parse_number<unsigned>(attribute(attributes, "numFmtId")).value_or(0);
    if (name == "numFmt") {
      if (shows_date(attribute(attributes, "formatCode"))) dates_.insert(id);
    } else if (name == "cellXfs") {
      inside_ = true;
    } else if (name == "xf" && inside_) {
      is_date.push_back(built_in(id) || dates_.contains(id));
    }
    return true;
  }
  bool end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
    return true;
  }
  void text(std::string_view) override {}

  std::vector<bool> is_date;

 private:
  /// Formats that need no definition: ECMA-376 18.8.30, with those of East Asian locales.
  static bool built_in(unsigned id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
           id == 57 || id == 58;
  }
  std::set<unsigned> dates_;
  bool inside_ = false;
};

/// The texts that cells refer to by number. Runs of one text are joined; phonetic hints are left out.
class SharedTextHandler final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") ++hints_;
    taking_ = name == "t" && hints_ == 0 && !texts.empty();
    return true;
  }
  bool end(std::string_view name) override {
    if (name == "rPh" && hints_ > 0) --hints_;
    taking_ = false;
    return !too_large;
  }
  void text(std::string_view text) override {
    if (!taking_) return;
    texts.back() += text;
    bytes_ += text.size();
    too_large = bytes_ > text_bytes_max;
  }

  std::vector<std::string> texts;
  bool too_large = false;

 private:
  std::size_t bytes_ = 0;
  int hints_ = 0;
  bool taking_ = false;
};

struct SheetRow {
  std::uint64_t number = 0;
  std::vector<std::string> cells;
};

/// What all cells of a workbook share.
struct Shared {
  std::vector<std::string> texts;
  std::vector<bool> is_date;
  bool from_1904 = false;
};

/// Takes a sheet's rows apart. Rows wait in `rows` until they are fetched.
class SheetHandler final : public XmlHandler {
 public:
  SheetHandler(Shared shared, const TableOptions& options) : shared_(std::move(shared)), options_(options) {}

  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") return start_row(attributes);
    if (name == "c") return start_cell(attributes);
    if (name == "rPh") ++hints_;
    taking_ = in_cell_ && hints_ == 0 && (name == "v" || name == "t");
    return true;
  }
  bool end(std::string_view name) override {
    taking_ = false;
    if (name == "rPh" && hints_ > 0) --hints_;
    if (name == "c" && in_cell_) return end_cell();
    if (name == "row" && in_row_) {
      in_row_ = false;
      rows.push_back(std::move(row_));
    }
    return !failure;
  }
  void text(std::string_view text) override {
    if (!taking_) return;
    value_ += text;
    if (value_.size() > options_.cell_bytes_max && !failure) {
      const std::string limit = std::to_string(options_.cell_bytes_max);
      fail("cell_too_long", {"expected at most " + limit + " bytes", "अधिकतम " + limit + " बाइट चाहिए"});
    }
  }

  std::deque<SheetRow> rows;
  struct Failure {
    std::string code;
    std::uint64_t row = 0;
    std::size_t column = 0;  ///< from 0
    Bilingual message;
  };
  std::optional<Failure> failure;
  [[nodiscard]] std::uint64_t row_number() const { return number_; }

 private:
  bool start_row(const XmlAttributes& attributes) {
    const std::string_view stated = attribute(attributes, "r");
    const auto number = stated.empty() ? std::optional(number_ + 1) : parse_number<std::uint64_t>(stated);
    if (!number || *number <= number_ || *number > rows_max || in_row_) return false;
    number_ = *number;
    row_ = {number_, {}};
    in_row_ = true;
    next_column_ = 0;
    return true;
  }

  bool start_cell(const XmlAttributes& attributes) {
    if (!in_row_ || in_cell_) return false;
    in_cell_ = true;
    column_ = next_column_;
    if (const std::string_view address = attribute(attributes, "r"); !address.empty()) {
      const auto stated = column_of(address);
      if (!stated) return false;
      column_ = *stated;
    }
    next_column_ = column_ + 1;
    type_ = attribute(attributes, "t");
    style_ = parse_number<std::size_t>(attribute(attributes, "s"));
    value_.clear();
    return true;
  }

  bool end_cell() {
    in_cell_ = false;
    if (!failure && !value_.empty()) {
      auto text = cell_text();
      if (!text) return false;
      put(std::move(*text));
    }
    return !failure;
  }

  /// What the cell shows; nothing if it is not what its type says.
  std::optional<std::string> cell_text() {
    if (type_ == "s") {
      const auto index = parse_number<std::size_t>(value_);
      if (!index || *index >= shared_.texts.size()) return std::nullopt;
      return shared_.texts[*index];
    }
    if (type_ == "b") return value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
    if (!type_.empty() && type_ != "n") return value_;
    const auto number = parse_number<double>(trimmed(value_));
    if (!number) return std::nullopt;
    const bool date = style_ && *style_ < shared_.is_date.size() && shared_.is_date[*style_];
    return date ? date_text(*number, shared_.from_1904) : number_text(*number);
  }

  void put(std::string text) {
    if (trimmed(text).empty()) return;
    if (column_ >= options_.columns_max) {
      const std::string limit = std::to_string(options_.columns_max);
      return fail("too_many_columns", {"expected at most " + limit + " columns", "अधिकतम " + limit + " स्तंभ चाहिए"});
    }
    if (text.size() > options_.cell_bytes_max) {
      const std::string limit = std::to_string(options_.cell_bytes_max);
      return fail("cell_too_long", {"expected at most " + limit + " bytes", "अधिकतम " + limit + " बाइट चाहिए"});
    }
    const auto unusable = [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
    };
    if (!is_utf8(text) || std::ranges::any_of(text, unusable)) {
      return fail("control_character",
                  {"a control character or damaged text stands here", "यहाँ नियंत्रण अक्षर या ख़राब पाठ है"});
    }
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    row_.cells[column_] = std::move(text);
  }

  void fail(std::string code, Bilingual message) { failure = {std::move(code), number_, column_, std::move(message)}; }

  /// The column, from 0, of an address in A1 notation; nothing if it is none.
  static std::optional<std::size_t> column_of(std::string_view address) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (; letters < address.size() && std::isalpha(static_cast<unsigned char>(address[letters])) != 0; ++letters) {
      column =
          column * 26 + static_cast<std::size_t>(std::toupper(static_cast<unsigned char>(address[letters])) - 'A' + 1);
      if (column > columns_max) return std::nullopt;
    }
    if (letters == 0 || !parse_number<std::uint64_t>(address.substr(letters))) return std::nullopt;
    return column - 1;
  }

  Shared shared_;
  const TableOptions& options_;
  SheetRow row_;
  std::uint64_t number_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::string type_;
  std::optional<std::size_t> style_;
  std::string value_;
  int hints_ = 0;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool taking_ = false;
};

class XlsxReader final : public TableReader {
 public:
  XlsxReader(OfficePackage package, XmlPart part, Shared shared, TableOptions options)
      : package_(std::move(package)),
        part_(std::move(part)),
        options_(std::move(options)),
        sheet_(std::move(shared), options_) {}

  Status start() {
    BOOTHWISE_TRY(any, fetch());
    if (!any) {
      return Error{ErrorKind::bad_input,
                   "file_empty",
                   {"the sheet holds no rows", "शीट में कोई पंक्ति नहीं"},
                   {options_.display_name}};
    }
    while (current_.number < options_.header_row) {
      BOOTHWISE_TRY(below, fetch());
      if (!below) return header_row_missing(options_);
    }
    header_ = current_.cells;
    return check_header(header_, options_);
  }

  [[nodiscard]] const std::vector<std::string>& header() const override { return header_; }

  Result<bool> next(Row& row) override {
    BOOTHWISE_TRY(any, fetch());
    if (!any) return false;
    // A sheet has no ragged rows: cells at the end that were never written are empty.
    current_.cells.resize(std::max(current_.cells.size(), header_.size()));
    views_.clear();
    for (const std::string& cell : current_.cells) views_.push_back(trimmed(cell));
    row.line = current_.number;
    row.cells = views_;
    return true;
  }

  [[nodiscard]] std::uint64_t bytes_read() const override {
    return ended_ ? package_.size() : std::min(package_.size(), pieces_ * piece_bytes_packed);
  }
  [[nodiscard]] std::uint64_t bytes_total() const override { return package_.size(); }

 private:
  /// Bytes of the file that a piece of XML takes, about: sheets shrink to an eighth.
  static constexpr std::uint64_t piece_bytes_packed = 8192;

  /// Puts the next row that holds anything into `current_`; false at the end.
  Result<bool> fetch() {
    while (true) {
      while (!sheet_.rows.empty()) {
        current_ = std::move(sheet_.rows.front());
        sheet_.rows.pop_front();
        if (!current_.cells.empty()) return true;
      }
      if (ended_) return false;
      const auto more = part_.advance(sheet_);
      ++pieces_;
      if (!more) return failed(more.error());
      ended_ = !*more;
    }
  }

  [[nodiscard]] Error failed(Error error) const {
    error.where.line = sheet_.row_number();
    if (!sheet_.failure) return error;
    const auto& [code, line, column, message] = *sheet_.failure;
    const std::string name = column < header_.size() ? header_[column] : std::to_string(column + 1);
    return {ErrorKind::bad_input, code, message, {options_.display_name, line, name}};
  }

  OfficePackage package_;
  XmlPart part_;
  TableOptions options_;
  SheetHandler sheet_;
  SheetRow current_;
  std::vector<std::string> header_;
  std::vector<std::string_view> views_;
  std::uint64_t pieces_ = 0;
  bool ended_ = false;
};

/// The part that a relationship of this type names; empty if there is none.
std::string part_of_type(const std::vector<OfficePackage::Relationship>& all, std::string_view type) {
  const auto found = std::ranges::find(all, type, &OfficePackage::Relationship::type);
  return found == all.end() ? std::string() : found->part;
}

/// The part that holds the sheet asked for.
Result<std::string> sheet_part(const WorkbookHandler& workbook, const std::vector<OfficePackage::Relationship>& all,
                               const OfficePackage& package, const TableOptions& options) {
  Error unknown{ErrorKind::bad_input,
                "sheet_unknown",
                {"there is no such sheet", "ऐसी कोई शीट नहीं"},
                {options.display_name, 0, "", options.sheet}};
  for (const auto& sheet : workbook.sheets) {
    const auto found = std::ranges::find(all, sheet.relationship, &OfficePackage::Relationship::id);
    if (found == all.end()) return package.damaged();
    if (found->type != "worksheet") continue;
    if (options.sheet.empty() || sheet.name == options.sheet) return found->part;
    unknown.choices.push_back(sheet.name);
  }
  return unknown;
}

}  // namespace

Result<std::unique_ptr<TableReader>> read_xlsx(std::string bytes, const TableOptions& options) {
  BOOTHWISE_TRY(package, OfficePackage::open(std::move(bytes), options.display_name));
  BOOTHWISE_TRY(roots, package.relationships(""));
  const std::string workbook_part = part_of_type(roots, "officeDocument");
  BOOTHWISE_TRY(workbook_xml, package.part(workbook_part));
  WorkbookHandler workbook;
  BOOTHWISE_CHECK(workbook_xml.finish(workbook));
  BOOTHWISE_TRY(parts, package.relationships(workbook_part));
  BOOTHWISE_TRY(chosen, sheet_part(workbook, parts, package, options));

  Shared shared;
  shared.from_1904 = workbook.from_1904;
  if (const std::string styles_part = part_of_type(parts, "styles"); !styles_part.empty()) {
    StyleHandler styles;
    BOOTHWISE_TRY(xml, package.part(styles_part));
    BOOTHWISE_CHECK(xml.finish(styles));
    shared.is_date = std::move(styles.is_date);
  }
  if (const std::string texts_part = part_of_type(parts, "sharedStrings"); !texts_part.empty()) {
    SharedTextHandler texts;
    BOOTHWISE_TRY(xml, package.part(texts_part));
    if (const Status read = xml.finish(texts); texts.too_large) {
      return Error{ErrorKind::too_large,
                   "xlsx_too_large",
                   {"the XLSX file is too large unpacked; save it as CSV", "XLSX फ़ाइल खुलने पर बहुत बड़ी है; CSV में सहेजें"},
                   {options.display_name}};
    } else {
      BOOTHWISE_CHECK(read);
    }
    shared.texts = std::move(texts.texts);
  }
  BOOTHWISE_TRY(sheet_xml, package.part(chosen));
  auto reader = std::make_unique<XlsxReader>(std::move(package), std::move(sheet_xml), std::move(shared), options);
  BOOTHWISE_CHECK(reader->start());
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace boothwise::intake
