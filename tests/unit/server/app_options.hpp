#pragma once

#include <filesystem>

#include "server/app.hpp"

namespace boothwise::server {

/// What an application of a test is made with: our own tables, and pages in a folder of the test's.
inline AppOptions app_options(const std::filesystem::path& folder) {
  AppOptions options;
  options.data_folder = BOOTHWISE_SOURCE_DIR "/data";
  options.web_folder = folder / "web";
  std::filesystem::create_directories(options.web_folder);
  options.version = "test";
  return options;
}

}  // namespace boothwise::server
