#pragma once

#include "papers/paper.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::papers {

enum class PaperFormat : std::uint8_t { pdf, xlsx, text, image };

/// "pdf", "xlsx", "text", "image".
std::optional<PaperFormat> paper_format_named(std::string_view name);
std::string_view name_of(PaperFormat format);
/// "pdf", "xlsx", "txt", "png".
std::string_view ending_of(PaperFormat format);
std::string_view media_type_of(PaperFormat format);

/// A report's file. Errors: `font_missing`, `text_does_not_fit`, those of write_xlsx.
Result<std::string> paper_bytes(const reports::Report& report, const reports::Branding& branding, PaperFormat format);

/// Of all that stands on a report but the day it was made on: the same as long as nothing changed.
std::string fingerprint_of(const reports::Report& report, const reports::Branding& branding);

/// Briefs of many districts, one file each.
struct BriefsAsked {
  std::vector<std::string> districts;  ///< ids
  Language language = Language::hindi;
  PaperFormat format = PaperFormat::pdf;
  services::Asked asked{};
  std::filesystem::path folder;
  bool keep = false;     ///< what is there and did not change stays as it is
  unsigned threads = 2;  ///< a district each
};
struct BriefsMade {
  std::size_t made = 0;
  std::size_t kept = 0;
  std::vector<std::filesystem::path> files;  ///< of all, in order
};
/// Each file appears only whole; who stops and asks again with `keep` goes on where it was. Errors: `stopped`,
/// `file_unwritable`, those of make_report.
Result<BriefsMade> make_briefs(const PaperDesk& desk, const reports::Branding& branding, const BriefsAsked& asked,
                               Progress& progress);

/// A district's file: its id in letters that every file system takes, the language, the ending.
std::string brief_name(std::string_view district, Language language, PaperFormat format);

/// Files of a folder in one ZIP archive. Errors: `file_unwritable`.
Status write_zip(const std::filesystem::path& zip, const std::vector<std::filesystem::path>& files);

}  // namespace boothwise::papers
