#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

/// What another program (poppler-utils) reads in a PDF file.
namespace boothwise::test {

inline std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string all;
  char buffer[4096];
  while (pipe && std::fgets(buffer, sizeof buffer, pipe.get()) != nullptr) all += buffer;
  return all;
}

inline bool has_poppler() { return !output_of("command -v pdftotext").empty(); }

/// A file of the test's own that goes with it.
class TemporaryPdf {
 public:
  explicit TemporaryPdf(std::string_view bytes) {
    char name[] = "/tmp/boothwise-pdf-XXXXXX";
    const int descriptor = mkstemp(name);
    if (descriptor >= 0) std::fclose(fdopen(descriptor, "w"));
    path_ = name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryPdf() { std::filesystem::remove(path_); }
  TemporaryPdf(const TemporaryPdf&) = delete;
  TemporaryPdf& operator=(const TemporaryPdf&) = delete;

  [[nodiscard]] std::string text() const { return output_of("pdftotext -enc UTF-8 " + path_ + " -"); }
  [[nodiscard]] std::string info() const { return output_of("pdfinfo " + path_); }
  [[nodiscard]] std::string fonts() const { return output_of("pdffonts " + path_); }
  /// Grey pixels of a page (from 1) at `dots` per inch, as PGM.
  [[nodiscard]] std::string page(int number, int dots) const {
    const std::string one = std::to_string(number);
    return output_of("pdftoppm -gray -r " + std::to_string(dots) + " -f " + one + " -l " + one + " " + path_);
  }

 private:
  std::string path_;
};

}  // namespace boothwise::test
