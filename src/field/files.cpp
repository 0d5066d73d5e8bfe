#include "field/files.hpp"

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/image_type.hpp"
#include "services/json_body.hpp"

namespace boothwise::field {

using services::refused_field;

namespace fs = std::filesystem;

std::string field_media_type(std::string_view bytes, std::string_view name) {
  if (std::string picture = services::image_type(bytes); !picture.empty()) return picture;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WAVE")) return "audio/wav";
  if (bytes.starts_with("ID3") || bytes.starts_with("\xff\xfb") || bytes.starts_with("\xff\xf3")) return "audio/mpeg";
  if (bytes.starts_with("OggS")) return "audio/ogg";
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return "audio/mp4";
  const std::string lower = ascii_lower(name);
  if (lower.ends_with(".csv") && is_utf8(bytes)) return "text/csv";
  if (lower.ends_with(".geojson") && is_utf8(bytes)) return "application/geo+json";
  if (lower.ends_with(".xml") && is_utf8(bytes)) return "text/xml";
  return {};
}

Result<operations::FormFile> keep_form_file(const Workspace& workspace, const fs::path& written,
                                            const std::string& name) {
  constexpr std::size_t bytes_max = std::size_t{20} << 20U;
  BOOTHWISE_TRY(bytes, read_file(written, bytes_max));
  operations::FormFile file;
  file.name = name;
  file.media_type = field_media_type(bytes, name);
  if (file.media_type.empty()) {
    return refused_field(ErrorKind::bad_input, "file_type", "file",
                         {"expected a picture, a sound, CSV, GeoJSON or XML", "चित्र, ध्वनि, CSV, GeoJSON या XML चाहिए"},
                         name);
  }
  file.md5 = md5(bytes);
  file.bytes = static_cast<std::int64_t>(bytes.size());
  file.file_id = sha256(bytes);
  const fs::path path = form_file_path(workspace, file.file_id);
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  if (!fs::exists(path)) BOOTHWISE_CHECK(write_file_atomically(path, bytes));
  return file;
}

fs::path form_file_path(const Workspace& workspace, const std::string& file_id) {
  return workspace.folder / services::form_file_place(file_id);
}

fs::path record_file_path(const Workspace& workspace, const std::string& file_id) {
  return workspace.folder / services::record_file_place(file_id);
}

}  // namespace boothwise::field
