#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <zlib.h>

namespace boothwise::intake {

/// A ZIP file with stored (uncompressed) members, enough to make workbooks by hand. Format: PKWARE APPNOTE 4.3.
class ZipWriter {
 public:
  void add(std::string_view name, std::string_view content) {
    const auto* bytes = reinterpret_cast<const Bytef*>(content.data());
    const auto checksum = static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(content.size())));
    const std::string common = sizes(checksum, content.size()) + number(name.size(), 2) + number(0, 2);
    directory_ += "PK\x01\x02" + number(20, 2) + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + common +
                  number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(members_.size(), 4);
    directory_ += name;
    members_ += "PK\x03\x04" + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + common;
    members_ += name;
    members_ += content;
    ++count_;
  }

  [[nodiscard]] std::string file() const {
    return members_ + directory_ + "PK\x05\x06" + number(0, 4) + number(count_, 2) + number(count_, 2) +
           number(directory_.size(), 4) + number(members_.size(), 4) + number(0, 2);
  }

 private:
  static std::string number(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
    return text;
  }
  static std::string sizes(std::uint32_t checksum, std::uint64_t size) {
    return number(checksum, 4) + number(size, 4) + number(size, 4);
  }

  std::string members_;
  std::string directory_;
  std::uint64_t count_ = 0;
};

/// A workbook of one or two sheets out of the XML inside <sheetData>. Format: ECMA-376 part 1, SpreadsheetML.
inline std::string workbook(std::string_view sheet_data, std::string_view second_sheet_data = {}) {
  const std::string declaration = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  const auto sheet = [&](std::string_view data) {
    return declaration + "<worksheet xmlns=\"" + main + "\"><sheetData>" + std::string(data) +
           "</sheetData></worksheet>";
  };
  ZipWriter zip;
  zip.add("[Content_Types].xml",
          declaration + R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)" +
              R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)" +
              R"(<Default Extension="xml" ContentType="application/xml"/>)" +
              R"(<Override PartName="/xl/workbook.xml" ContentType=")" + type + R"(sheet.main+xml"/>)" +
              R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType=")" + type + R"(worksheet+xml"/>)" +
              R"(<Override PartName="/xl/worksheets/sheet2.xml" ContentType=")" + type + R"(worksheet+xml"/>)" +
              R"(<Override PartName="/xl/styles.xml" ContentType=")" + type + R"(styles+xml"/>)" +
              R"(<Override PartName="/xl/sharedStrings.xml" ContentType=")" + type + R"(sharedStrings+xml"/></Types>)");
  zip.add("_rels/.rels", declaration + "<Relationships xmlns=\"" + relations + "\"><Relationship Id=\"rId1\" Type=\"" +
                             office + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  zip.add("xl/workbook.xml", declaration + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office +
                                 R"("><sheets><sheet name="Votes" sheetId="1" r:id="rId1"/>)" +
                                 R"(<sheet name="दूसरी" sheetId="2" r:id="rId2"/></sheets></workbook>)");
  const auto relation = [&](std::string_view id, std::string_view kind, std::string_view target) {
    return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + office + "/" + std::string(kind) + "\" Target=\"" +
           std::string(target) + "\"/>";
  };
  zip.add("xl/_rels/workbook.xml.rels",
          declaration + "<Relationships xmlns=\"" + relations + "\">" +
              relation("rId1", "worksheet", "worksheets/sheet1.xml") +
              relation("rId2", "worksheet", "worksheets/sheet2.xml") + relation("rId3", "styles", "styles.xml") +
              relation("rId4", "sharedStrings", "sharedStrings.xml") + "</Relationships>");
  zip.add("xl/styles.xml",
          declaration + "<styleSheet xmlns=\"" + main +
              R"("><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>)" +
              R"(<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>)" +
              R"(<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>)" +
              "</styleSheet>");
  zip.add("xl/sharedStrings.xml", declaration + "<sst xmlns=\"" + main +
                                      R"("><si><t>party</t></si><si><t>votes</t></si>)" +
                                      R"(<si><r><t>समाज</t></r><r><t> दल</t></r></si></sst>)");
  zip.add("xl/worksheets/sheet1.xml", sheet(sheet_data));
  zip.add("xl/worksheets/sheet2.xml", sheet(second_sheet_data));
  return zip.file();
}

}  // namespace boothwise::intake
