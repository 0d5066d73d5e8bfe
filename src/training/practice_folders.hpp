#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"

/// Where practice lies: `WORKSPACE/practice/template`, made once, and a folder for each trainee copied from it, wholly
/// apart from the workspace's own data, store and keys. docs/formats.md#practice.
namespace boothwise::training {

/// Below a workspace's folder.
std::filesystem::path practice_folder(const std::filesystem::path& workspace);
std::filesystem::path template_folder(const std::filesystem::path& workspace);
/// REQUIRES: an id as operations::new_id makes them.
std::filesystem::path room_folder(const std::filesystem::path& workspace, const std::string& room);

/// What a template is made of, as a digest: data/practice and the layout of the store. Errors: those of reading.
Result<std::string> practice_mark(const std::filesystem::path& data_folder);
/// True where the template is there and was made of the same.
bool template_is_ready(const std::filesystem::path& workspace, const std::string& mark);
/// Notes that it is ready, and the code of the slip in it. Errors: `file_unwritable`.
Status note_template(const std::filesystem::path& folder, const std::string& mark, const std::string& slip);
/// The code of the slip of a room or template. Errors: `practice_damaged`.
Result<std::string> practice_slip(const std::filesystem::path& folder);

/// Copies the template to a room that is not there yet: what is never written again (Parquet) by hard link where the
/// disk allows, all else as a copy. The room appears whole. Errors: `file_unwritable`.
Status copy_room(const std::filesystem::path& from, const std::filesystem::path& to);
/// Bytes that a room takes, all of its files counted whole.
std::uintmax_t room_bytes(const std::filesystem::path& room);

}  // namespace boothwise::training
