#include "server/static_files.hpp"

#include <array>
#include <openssl/evp.h>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "server/encoding.hpp"

namespace boothwise::server {

namespace fs = std::filesystem;

namespace {

std::string type_of(const fs::path& path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> types = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".webmanifest", "application/manifest+json"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".ico", "image/x-icon"},
       {".woff2", "font/woff2"},
       {".txt", "text/plain; charset=utf-8"},
       {".csv", "text/csv; charset=utf-8"}}};
  const std::string ending = ascii_lower(path.extension().string());
  for (const auto& [known, type] : types) {
    if (ending == known) return std::string(type);
  }
  return "application/octet-stream";
}

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::array<unsigned char, 64> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(length));
  return reinterpret_cast<const char*>(encoded.data());
}

/// The shell's inline scripts are allowed by their digests; nothing else inline runs, and nothing from elsewhere.
/// WebAssembly seals protected answers (R14); it makes no script from text. Sounds of notices are blobs of the phone's
/// store. The shell carries the same policy (web/svelte.config.js): what only one of them allows, a browser refuses.
std::string policy_for(std::string_view shell) {
  std::string scripts = "'self' 'wasm-unsafe-eval'";
  for (std::size_t at = shell.find("<script"); at != std::string_view::npos; at = shell.find("<script", at + 1)) {
    const std::size_t start = shell.find('>', at);
    const std::size_t end = shell.find("</script>", at);
    if (start == std::string_view::npos || end == std::string_view::npos) break;
    if (shell.substr(at, start - at).find("src=") == std::string_view::npos) {
      scripts += " 'sha256-" + sha256_base64(shell.substr(start + 1, end - start - 1)) + "'";
    }
  }
  return "default-src 'self'; script-src " + scripts +
         "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; "
         "connect-src 'self'; "
         "object-src 'none'; "
         "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const fs::path& folder) {
  StaticFiles loaded;
  std::error_code failure;
  for (const auto& entry : fs::recursive_directory_iterator(folder, failure)) {
    if (!entry.is_regular_file()) continue;
    fs::path relative = fs::relative(entry.path(), folder);
    const std::string ending = relative.extension().string();
    BOOTHWISE_TRY(content, read_file(entry.path()));
    const bool twin =
        (ending == ".gz" || ending == ".br") && fs::exists(folder / relative.parent_path() / relative.stem());
    if (twin) relative = relative.parent_path() / relative.stem();
    File& file = loaded.files_["/" + relative.generic_string()];
    if (ending == ".gz" && twin) {
      file.gzip = std::move(content);
    } else if (ending == ".br" && twin) {
      file.brotli = std::move(content);
    } else {
      file.type = type_of(relative);
      file.etag = "\"" + sha256(content).substr(0, 20) + "\"";
      file.immutable = relative.generic_string().find("/immutable/") != std::string::npos;
      file.plain = std::move(content);
    }
  }
  const auto shell = loaded.files_.find("/index.html");
  if (shell != loaded.files_.end()) loaded.content_security_policy_ = policy_for(shell->second.plain);
  return loaded;
}

const StaticFiles::File* StaticFiles::find(const std::string& path) const {
  auto found = files_.find(path);
  if (found == files_.end() && fs::path(path).extension().empty()) found = files_.find("/index.html");
  return found == files_.end() ? nullptr : &found->second;
}

Response StaticFiles::answer(const Request& request) const {
  const File* file = request.method == Method::get ? find(request.path) : nullptr;
  if (file == nullptr) {
    if (files_.empty()) {
      Response response;
      response.status = 404;
      response.type = "text/plain; charset=utf-8";
      response.body = "The web app is not built here. Run ./boothwise once, or use the API under /api/v1/.\n";
      return response;
    }
    return problem({ErrorKind::not_found, "not_found", {"there is nothing at this address", "इस पते पर कुछ नहीं है"}});
  }
  Response response;
  response.type = file->type;
  response.headers = {{"ETag", file->etag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache"},
                      {"Content-Security-Policy", content_security_policy_}};
  if (request.header("if-none-match") == file->etag) {
    response.status = 304;
    return response;
  }
  const Encoding wanted = accepted_encoding(request.header("accept-encoding"));
  const std::string& twin = wanted == Encoding::brotli ? file->brotli : file->gzip;
  if (wanted != Encoding::identity && !twin.empty()) {
    response.headers.emplace_back("Content-Encoding", std::string(encoding_name(wanted)));
    response.body = twin;
  } else {
    response.body = file->plain;
  }
  return response;
}

}  // namespace boothwise::server
