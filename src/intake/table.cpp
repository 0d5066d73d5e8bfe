#include "intake/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/byte_source.hpp"
#include "intake/csv_reader.hpp"
#include "intake/xlsx_reader.hpp"

namespace boothwise::intake {

namespace {

constexpr std::size_t start_bytes = 4096;
constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0";

/// What files that are no tables begin with, and what to do about them.
struct Foreign {
  std::string_view magic;
  Bilingual advice;
};

const std::array<Foreign, 6>& foreign_files() {
  static const std::array<Foreign, 6> files = {
      {{"%PDF", {"this is a PDF; export the table as CSV or XLSX", "यह PDF है; तालिका को CSV या XLSX में निकालें"}},
       {"\x89PNG", {"this is an image; type the table or get it as text", "यह चित्र है; तालिका टाइप करें या पाठ रूप में लें"}},
       {"\xFF\xD8\xFF",
        {"this is an image; type the table or get it as text", "यह चित्र है; तालिका टाइप करें या पाठ रूप में लें"}},
       {"<", {"this is HTML or XML; save the table as CSV", "यह HTML या XML है; तालिका CSV में सहेजें"}},
       {"{",
        {"this is JSON; expected a table (CSV, CSV.gz, XLSX) or GeoJSON",
         "यह JSON है; तालिका (CSV, CSV.gz, XLSX) या GeoJSON चाहिए"}},
       {"PAR1", {"this is Parquet; export it as CSV", "यह Parquet है; CSV में निकालें"}}}};
  return files;
}

Error not_a_table(const Bilingual& advice, const std::string& name) {
  return {ErrorKind::bad_input, "not_a_table", advice, {name}};
}

/// OLE compound files are workbooks before 2007 or, with a stream of this name, encrypted ones
/// ([MS-OFFCRYPTO] 2.3.4.4).
Error old_or_encrypted(std::string_view bytes, const std::string& name) {
  std::string encrypted;  // stream names are UTF-16
  for (const char c : std::string_view("EncryptedPackage")) encrypted += {c, '\0'};
  if (bytes.find(encrypted) == std::string_view::npos) {
    return not_a_table({"this is an old .xls; save it as .xlsx or CSV", "यह पुरानी .xls है; .xlsx या CSV में सहेजें"}, name);
  }
  return {ErrorKind::bad_input,
          "xlsx_encrypted",
          {"this workbook has a password; save it without one", "इस फ़ाइल पर पासवर्ड है; बिना पासवर्ड सहेजें"},
          {name}};
}

Result<std::string> take_start(ByteSource& source) {
  std::string start(start_bytes, '\0');
  std::size_t held = 0;
  while (held < start.size()) {
    BOOTHWISE_TRY(got, source.read(std::span(start).subspan(held)));
    if (got == 0) break;
    held += got;
  }
  start.resize(held);
  return start;
}

Result<std::string> take_all(ByteSource& source, const std::string& name) {
  constexpr std::size_t bytes_max = std::size_t{256} << 20U;
  std::string bytes;
  std::string block(1U << 18U, '\0');
  while (true) {
    BOOTHWISE_TRY(got, source.read(block));
    if (got == 0) return bytes;
    bytes.append(block, 0, got);
    if (bytes.size() > bytes_max) {
      return Error{ErrorKind::too_large,
                   "xlsx_too_large",
                   {"an XLSX file of more than 256 MiB; save it as CSV", "256 MiB से बड़ी XLSX; CSV में सहेजें"},
                   {name}};
    }
  }
}

Result<std::unique_ptr<TableReader>> open_source(std::unique_ptr<ByteSource> source, const TableOptions& options) {
  BOOTHWISE_TRY(start, take_start(*source));
  source = with_start(start, std::move(source));
  if (start.starts_with("\x1F\x8B")) {
    source = inflating(std::move(source), options.display_name);
    BOOTHWISE_TRY(inflated, take_start(*source));
    start = std::move(inflated);
    source = with_start(start, std::move(source));
  }
  if (start.empty()) {
    return Error{ErrorKind::bad_input, "file_empty", {"the file is empty", "फ़ाइल ख़ाली है"}, {options.display_name}};
  }
  if (start.starts_with("PK\x03\x04")) {
    BOOTHWISE_TRY(bytes, take_all(*source, options.display_name));
    if (bytes.find("xl/workbook") == std::string::npos) {
      return not_a_table({"this is a ZIP file and no XLSX; unpack it first", "यह ZIP है, XLSX नहीं; पहले खोलें"},
                         options.display_name);
    }
    return read_xlsx(std::move(bytes), options);
  }
  if (start.starts_with(ole_magic)) {
    BOOTHWISE_TRY(bytes, take_all(*source, options.display_name));
    return old_or_encrypted(bytes, options.display_name);
  }
  const std::string_view text = trimmed(start);
  for (const Foreign& foreign : foreign_files()) {
    if (text.starts_with(foreign.magic)) return not_a_table(foreign.advice, options.display_name);
  }
  BOOTHWISE_TRY(utf8, as_utf8(std::move(source), start, options.display_name));
  return read_csv(std::move(utf8), options);
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableOptions& options) {
  TableOptions named = options;
  if (named.display_name.empty()) named.display_name = path.filename().string();
  BOOTHWISE_TRY(source, open_file(path));
  return open_source(std::move(source), named);
}

Result<std::unique_ptr<TableReader>> read_table(std::string_view bytes, const TableOptions& options) {
  return open_source(over_memory(bytes), options);
}

}  // namespace boothwise::intake
