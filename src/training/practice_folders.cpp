#include "training/practice_folders.hpp"

#include "operations/store.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"

namespace boothwise::training {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr const char* note_name = "practice.json";

Error unwritable(const fs::path& path, const std::error_code& failure) {
  return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {path.string()}};
}

Result<json::object> read_note(const fs::path& folder) {
  BOOTHWISE_TRY(text, read_file(folder / note_name));
  boost::system::error_code failure;
  json::value note = json::parse(text, failure);
  if (failure || !note.is_object() || !note.as_object().contains("mark") || !note.as_object().contains("slip")) {
    return Error{ErrorKind::environment,
                 "practice_damaged",
                 {"this practice folder's note cannot be read; make the template again",
                  "अभ्यास फ़ोल्डर का विवरण पढ़ा नहीं जा सका; साँचा फिर बनाएँ"},
                 {(folder / note_name).string()}};
  }
  return std::move(note.as_object());
}

Status copy_file_of_room(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  if (from.extension() == ".parquet") {
    fs::create_hard_link(from, to, failure);
    if (!failure) return success();
  }
  fs::copy_file(from, to, failure);
  return failure ? Status(unwritable(to, failure)) : success();
}

}  // namespace

fs::path practice_folder(const fs::path& workspace) { return workspace / "practice"; }
fs::path template_folder(const fs::path& workspace) { return practice_folder(workspace) / "template"; }
fs::path room_folder(const fs::path& workspace, const std::string& room) { return practice_folder(workspace) / room; }

Result<std::string> practice_mark(const fs::path& data_folder) {
  std::vector<fs::path> files;
  std::error_code missing;
  for (const auto& entry : fs::recursive_directory_iterator(data_folder / "practice", missing)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::string all = "layout " + std::to_string(operations::Store::newest_layout());
  for (const fs::path& file : files) {
    BOOTHWISE_TRY(text, read_file(file));
    all += "\n" + file.lexically_relative(data_folder).string() + " " + sha256(text);
  }
  return sha256(all);
}

bool template_is_ready(const fs::path& workspace, const std::string& mark) {
  const auto note = read_note(template_folder(workspace));
  return note && note->at("mark").is_string() && note->at("mark").as_string() == mark;
}

Status note_template(const fs::path& folder, const std::string& mark, const std::string& slip) {
  return write_file_atomically(folder / note_name,
                               json::serialize(json::object{{"mark", mark}, {"slip", slip}}) + "\n");
}

Result<std::string> practice_slip(const fs::path& folder) {
  BOOTHWISE_TRY(note, read_note(folder));
  return std::string(note.at("slip").as_string());
}

Status copy_room(const fs::path& from, const fs::path& to) {
  const fs::path unfinished = to.string() + ".new";
  std::error_code failure;
  fs::remove_all(unfinished, failure);
  fs::create_directories(unfinished, failure);
  if (failure) return unwritable(unfinished, failure);
  for (const auto& entry : fs::recursive_directory_iterator(from, failure)) {
    const fs::path target = unfinished / entry.path().lexically_relative(from);
    if (entry.is_directory()) {
      fs::create_directories(target, failure);
      if (failure) return unwritable(target, failure);
      fs::permissions(target, entry.status().permissions(), failure);
    } else {
      BOOTHWISE_CHECK(copy_file_of_room(entry.path(), target));
    }
  }
  if (failure) return unwritable(from, failure);
  fs::rename(unfinished, to, failure);
  return failure ? Status(unwritable(to, failure)) : success();
}

std::uintmax_t room_bytes(const fs::path& room) {
  std::uintmax_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(room, ignored)) {
    if (entry.is_regular_file()) bytes += entry.file_size(ignored);
  }
  return bytes;
}

}  // namespace boothwise::training
