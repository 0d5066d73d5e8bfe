#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.hpp"
#include "server/http.hpp"

namespace boothwise::server {

/// The built web app, held in memory with its precompressed twins (`x.js.br`, `x.js.gz`). Unknown paths without a file
/// ending get the app's shell, because pages are made in the browser. Read-only after `load`, so thread-safe.
class StaticFiles {
 public:
  /// An empty folder name serves a plain page that says how to build the app. Errors: `file_unreadable`.
  static Result<StaticFiles> load(const std::filesystem::path& folder);
  [[nodiscard]] Response answer(const Request& request) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::string type;
    std::string etag;
    std::string plain;
    std::string gzip;
    std::string brotli;
    bool immutable = false;  ///< its name holds a digest
  };
  [[nodiscard]] const File* find(const std::string& path) const;

  std::map<std::string, File> files_;  ///< by path with leading slash
  std::string content_security_policy_;
};

}  // namespace boothwise::server
