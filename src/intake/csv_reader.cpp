#include "intake/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace boothwise::intake {

namespace {

/// What a byte means to the scanner.
enum Class : std::uint8_t { plain, delimiter, quote, line_feed, carriage_return, control };

using Classes = std::array<Class, 256>;

Classes classes_for(char separator) {
  Classes classes{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) classes[byte] = control;
  classes[0x7F] = control;
  classes['\t'] = plain;
  classes['\n'] = line_feed;
  classes['\r'] = carriage_return;
  classes['"'] = quote;
  classes[static_cast<unsigned char>(separator)] = delimiter;
  return classes;
}

class CsvReader final : public TableReader {
 public:
  CsvReader(std::unique_ptr<ByteSource> source, const TableOptions& options)
      : source_(std::move(source)), options_(options) {}

  Status start() {
    BOOTHWISE_CHECK(choose_separator());
    Row row;
    BOOTHWISE_TRY(more, next(row));
    if (!more) return no_header();
    while (row.line < options_.header_row) {
      BOOTHWISE_TRY(below, next(row));
      if (!below) return header_row_missing(options_);
    }
    header_.assign(row.cells.begin(), row.cells.end());
    return check_header(header_, options_);
  }

  [[nodiscard]] const std::vector<std::string>& header() const override { return header_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return source_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return source_->bytes_total(); }

  Result<bool> next(Row& row) override {
    while (true) {
      BOOTHWISE_TRY(more, scan_row());
      if (!more) return false;
      const bool blank = std::ranges::all_of(cells_, [](std::string_view cell) { return cell.empty(); });
      if (blank) continue;
      row.line = row_line_;
      row.cells = cells_;
      return true;
    }
  }

 private:
  [[nodiscard]] Error no_header() const {
    return {
        ErrorKind::bad_input, "file_empty", {"the file holds no rows", "फ़ाइल में कोई पंक्ति नहीं"}, {options_.display_name}};
  }

  [[nodiscard]] std::string column_name(std::size_t index) const {
    return index < header_.size() ? header_[index] : std::to_string(index + 1);
  }

  [[nodiscard]] Error at(std::string code, std::uint64_t line, std::size_t column, std::string value,
                         Bilingual message) const {
    return {ErrorKind::bad_input,
            std::move(code),
            std::move(message),
            {options_.display_name, line, column_name(column), std::move(value)}};
  }

  /// Moves what is not yet used to the front and reads more behind it; false at the end of the source.
  Result<bool> refill(std::size_t keep_from) {
    constexpr std::size_t block = 1U << 18U;
    if (keep_from > 0) {
      std::memmove(buffer_.data(), buffer_.data() + keep_from, end_ - keep_from);
      end_ -= keep_from;
      position_ -= keep_from;
    }
    if (buffer_.size() < end_ + block) buffer_.resize(end_ + block);
    BOOTHWISE_TRY(got, source_->read(std::span(buffer_).subspan(end_, block)));
    end_ += got;
    if (got == 0) ended_ = true;
    return got > 0;
  }

  Status choose_separator() {
    BOOTHWISE_TRY(more, refill(0));
    if (!more) return no_header();
    constexpr std::array separators = {',', ';', '\t', '|'};
    std::array<std::size_t, separators.size()> counts{};
    bool quoted = false;
    std::size_t line = 1;
    for (std::size_t i = 0; i < end_; ++i) {
      const char c = buffer_[i];
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      if (c == '\n' || c == '\r') {
        line += c == '\n' ? 1U : 0U;
        if (line <= options_.header_row) continue;
        break;
      }
      if (line < options_.header_row) continue;
      for (std::size_t s = 0; s < separators.size(); ++s) counts[s] += c == separators[s] ? 1 : 0;
    }
    const auto most = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
    classes_ = classes_for(separators[most]);
    return success();
  }

  /// A cell's place in the buffer relative to the row's start: the buffer may move while the row is read.
  struct Span {
    std::size_t from = 0;
    std::size_t to = 0;
  };

  /// Reads one row, however many lines its quoted cells span; false at the end.
  Result<bool> scan_row() {
    spans_.clear();
    row_start_ = position_;
    row_line_ = line_;
    high_bits_ = 0;
    bool more_cells = true;
    if (position_ == end_) {
      if (ended_) return false;
      BOOTHWISE_TRY(more, refill(position_));
      row_start_ = 0;
      if (!more) return false;
    }
    while (more_cells) {
      if (spans_.size() >= options_.columns_max) {
        const std::string limit = std::to_string(options_.columns_max);
        return at("too_many_columns", line_, spans_.size(), {},
                  {"expected at most " + limit + " columns", "अधिकतम " + limit + " स्तंभ चाहिए"});
      }
      BOOTHWISE_TRY(scanned, scan_cell());
      more_cells = scanned;
    }
    cells_.clear();
    for (const Span& span : spans_) {
      cells_.push_back(trimmed(std::string_view(buffer_.data() + row_start_ + span.from, span.to - span.from)));
    }
    if ((high_bits_ & 0x80U) != 0) BOOTHWISE_CHECK(check_utf8());
    return true;
  }

  Status check_utf8() const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (is_utf8(cells_[i])) continue;
      return at("not_utf8", row_line_, i, {},
                {"this text is not UTF-8 (an older Windows encoding?); save the file as CSV in UTF-8",
                 "यह पाठ UTF-8 नहीं है (पुरानी Windows कोडिंग?); फ़ाइल UTF-8 में CSV सहेजें"});
    }
    return success();
  }

  /// The byte at the position, reading on if needed; -1 at the end of the file.
  Result<int> peek() {
    if (position_ == end_) {
      if (ended_) return -1;
      BOOTHWISE_CHECK(read_on());
      if (position_ == end_) return -1;
    }
    return static_cast<unsigned char>(buffer_[position_]);
  }

  Status read_on() {
    if (position_ - row_start_ > row_bytes_max()) return too_long();
    BOOTHWISE_TRY(more, refill(row_start_));
    row_start_ = 0;
    static_cast<void>(more);
    return success();
  }

  [[nodiscard]] std::size_t row_bytes_max() const { return options_.cell_bytes_max + (std::size_t{1} << 22U); }

  [[nodiscard]] Error too_long() const {
    const std::string limit = std::to_string(options_.cell_bytes_max);
    return at("cell_too_long", row_line_, spans_.size(), {},
              {"expected at most " + limit + " bytes; is a quote not closed?",
               "अधिकतम " + limit + " बाइट चाहिए; कहीं उद्धरण चिह्न खुला तो नहीं?"});
  }

  [[nodiscard]] Error control_character() const {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto code = static_cast<unsigned char>(buffer_[position_]);
    const std::string name = std::string("U+00") + digits[code >> 4U] + digits[code & 15U];
    return at("control_character", line_, spans_.size(), name,
              {"a control character stands here; the file is damaged or no text",
               "यहाँ एक नियंत्रण अक्षर है; फ़ाइल ख़राब है या पाठ नहीं"});
  }

  /// Reads one cell and what ends it; true if another cell follows in the row.
  Result<bool> scan_cell() {
    BOOTHWISE_TRY(first, peek());
    if (first >= 0 && classes_[static_cast<std::size_t>(first)] == quote) return scan_quoted();
    const std::size_t from = position_ - row_start_;
    while (true) {
      Class found = plain;
      while (position_ < end_) {
        const auto byte = static_cast<unsigned char>(buffer_[position_]);
        found = classes_[byte];
        if (found != plain) break;
        high_bits_ |= byte;
        ++position_;
      }
      if (position_ == end_ && !ended_) {
        BOOTHWISE_CHECK(read_on());
        continue;
      }
      if (position_ - row_start_ - from > options_.cell_bytes_max) return too_long();
      if (position_ == end_) {
        spans_.push_back({from, position_ - row_start_});
        return false;
      }
      if (found == control) return control_character();
      if (found == quote) {
        const bool only_space =
            trimmed(std::string_view(buffer_.data() + row_start_ + from, position_ - row_start_ - from)).empty();
        if (only_space) return scan_quoted();
        return at("quote_misplaced", line_, spans_.size(),
                  shortened(std::string_view(buffer_.data() + row_start_ + from, position_ - row_start_ - from), 80),
                  {"a quote stands inside an unquoted cell; write it twice inside quotes",
                   "बिना उद्धरण वाले खाने के भीतर \" है; उद्धरण में दो बार लिखें"});
      }
      spans_.push_back({from, position_ - row_start_});
      return end_of_cell(found);
    }
  }

  /// Takes the delimiter or line end at the position; true after a delimiter.
  Result<bool> end_of_cell(Class found) {
    ++position_;
    if (found == delimiter) return true;
    ++line_;
    if (found == carriage_return) {
      BOOTHWISE_TRY(next_byte, peek());
      if (next_byte == '\n') ++position_;
    }
    return false;
  }

  /// REQUIRES: a quote at the position. Doubled quotes are taken out in place.
  Result<bool> scan_quoted() {
    const std::uint64_t opened = line_;
    ++position_;
    const std::size_t from = position_ - row_start_;
    std::size_t written = from;
    bool after_return = false;
    while (true) {
      BOOTHWISE_TRY(byte, peek());
      if (byte < 0) {
        return at("quote_not_closed", opened, spans_.size(), {},
                  {"a quote is opened here and never closed", "यहाँ उद्धरण चिह्न खुला और कभी बंद नहीं हुआ"});
      }
      const Class found = classes_[static_cast<std::size_t>(byte)];
      if (found == control) return control_character();
      if (written - from > options_.cell_bytes_max) return too_long();
      if (found == quote) {
        ++position_;
        BOOTHWISE_TRY(after, peek());
        if (after != '"') break;
      }
      if (found == carriage_return || (found == line_feed && !after_return)) ++line_;  // CR LF counts once
      after_return = found == carriage_return;
      high_bits_ |= static_cast<unsigned char>(buffer_[position_]);
      buffer_[row_start_ + written++] = buffer_[position_++];
    }
    spans_.push_back({from, written});
    while (true) {
      BOOTHWISE_TRY(byte, peek());
      if (byte < 0) return false;
      const Class found = classes_[static_cast<std::size_t>(byte)];
      if (found == delimiter || found == line_feed || found == carriage_return) return end_of_cell(found);
      if (byte != ' ') {
        return at("quote_misplaced", line_, spans_.size() - 1,
                  std::string(1, static_cast<char>(byte < 0x80 ? byte : '?')),
                  {"text follows a closing quote; a quote inside a cell is written twice",
                   "बंद उद्धरण के बाद पाठ है; खाने के भीतर का \" दो बार लिखें"});
      }
      ++position_;
    }
  }

  std::unique_ptr<ByteSource> source_;
  TableOptions options_;
  std::vector<std::string> header_;
  Classes classes_{};
  std::vector<char> buffer_;
  std::size_t position_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  std::size_t row_start_ = 0;
  unsigned high_bits_ = 0;
  std::vector<Span> spans_;
  std::vector<std::string_view> cells_;
};

}  // namespace

Status check_header(std::vector<std::string>& header, const TableOptions& options) {
  for (std::string& name : header) name = std::string(trimmed(name));
  while (!header.empty() && header.back().empty()) header.pop_back();
  const bool stated = options.header_row > 0;
  const std::uint64_t line = stated ? options.header_row : 1;
  std::set<std::string, std::less<>> seen;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    if (stated && (header[i].empty() || seen.contains(header[i]))) header[i] = "column " + number;
    if (header[i].empty()) {
      return Error{ErrorKind::bad_input,
                   "no_header",
                   {"the first row must name every column", "पहली पंक्ति में हर स्तंभ का नाम चाहिए"},
                   {options.display_name, line, number}};
    }
    if (!seen.insert(header[i]).second) {
      return Error{ErrorKind::bad_input,
                   "header_repeated",
                   {"two columns have this name", "दो स्तंभों का यही नाम है"},
                   {options.display_name, line, header[i]}};
    }
  }
  return success();
}

Error header_row_missing(const TableOptions& options) {
  return {ErrorKind::bad_input,
          "no_header",
          {"there is no row where the columns are said to be named", "जहाँ स्तंभों के नाम बताए गए, वहाँ कोई पंक्ति नहीं"},
          {options.display_name, options.header_row}};
}

Result<std::unique_ptr<TableReader>> read_csv(std::unique_ptr<ByteSource> source, const TableOptions& options) {
  auto reader = std::make_unique<CsvReader>(std::move(source), options);
  BOOTHWISE_CHECK(reader->start());
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace boothwise::intake
