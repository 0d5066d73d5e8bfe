#pragma once

#include "operations/forms.hpp"

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/workspace.hpp"

/// Files of forms and records in the workspace's folders.
namespace boothwise::field {

using services::Workspace;

/// A file that was sent; gone with this, whatever became of it.
class Uploaded {
 public:
  explicit Uploaded(std::filesystem::path file) : file_(std::move(file)) {}
  ~Uploaded() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }
  Uploaded(const Uploaded&) = delete;
  Uploaded& operator=(const Uploaded&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return file_; }

 private:
  std::filesystem::path file_;
};

/// The media type of a picture, sound or list by its first bytes (a list by its name); empty for what is not taken.
std::string field_media_type(std::string_view bytes, std::string_view name);

/// Keeps a form's or notice's file under its SHA-256. Errors: `file_type`, `file_too_large` above 20 MB; those of
/// reading and writing.
Result<operations::FormFile> keep_form_file(const Workspace& workspace, const std::filesystem::path& written,
                                            const std::string& name);
std::filesystem::path form_file_path(const Workspace& workspace, const std::string& file_id);
/// Where a record's file lies, under its key.
std::filesystem::path record_file_path(const Workspace& workspace, const std::string& file_id);

}  // namespace boothwise::field
