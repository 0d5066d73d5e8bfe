#include "papers/making.hpp"

#include "papers/branding.hpp"
#include "papers/workbook.hpp"
#include "reports/card.hpp"
#include "reports/paper.hpp"

#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <memory>
#include <mutex>
#include <unistd.h>
#include <zip.h>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "base/text.hpp"

namespace boothwise::papers {

namespace json = boost::json;

namespace {

struct FormatRow {
  std::string_view name;
  std::string_view ending;
  std::string_view media_type;
};
constexpr std::array<FormatRow, 4> formats = {
    FormatRow{"pdf", "pdf", "application/pdf"},
    FormatRow{"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    FormatRow{"text", "txt", "text/plain; charset=utf-8"}, FormatRow{"image", "png", "image/png"}};

const FormatRow& row_of(PaperFormat format) { return formats.at(static_cast<std::size_t>(format)); }

Result<std::string> workbook_bytes(const reports::Report& report, const reports::Branding& branding) {
  std::string pattern = (std::filesystem::temp_directory_path() / "boothwise-report-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return Error{ErrorKind::environment,
                 "file_unwritable",
                 {"the file cannot be written", "फ़ाइल नहीं लिखी जा सकती"},
                 {pattern, 0, {}, {}}};
  }
  const std::filesystem::path folder = pattern;
  const Status written = write_workbook(report, branding, folder / "report.xlsx");
  Result<std::string> bytes = written ? read_file(folder / "report.xlsx") : Result<std::string>(written.error());
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return bytes;
}

/// Feeds everything that stands on a report into one text.
class Gathering {
 public:
  std::string text;

  void put(std::string_view piece) {
    text += std::to_string(piece.size());
    text += ':';
    text += piece;
  }
  void put(double number) {
    put(std::string_view(reinterpret_cast<const char*>(&number), sizeof number));
  }  // NOLINT: bytes as bytes
  void put(const std::optional<double>& number) { put(number ? 1.0 : 0.0), put(number.value_or(0)); }
  void put(const Bilingual& both) { put(both.en), put(both.hi); }
  void put(const reports::ChartHead& head) { put(head.title), put(head.unit), put(head.source); }
  void put(const reports::KeyFigure& one) { put(one.value), put(one.label), put(one.note); }
  void put(reports::Mark mark) { put(static_cast<double>(mark)); }

  void operator()(const reports::Heading& one) { put(one.text); }
  void operator()(const reports::Paragraph& one) { put(one.text); }
  void operator()(const reports::PageBreak& /*one*/) { put("page"); }
  void operator()(const reports::KeyFigures& one) {
    for (const auto& figure : one.figures) put(figure);
  }
  void operator()(const reports::Table& one) {
    put(one.title), put(one.note);
    for (const auto& column : one.columns) put(column.title);
    for (const auto& row : one.rows) {
      for (const auto& cell : row) put(cell.text), put(cell.value), put(cell.mark);
    }
  }
  void operator()(const reports::ContestBars& one) {
    put(one.head);
    for (const auto& row : one.rows) {
      put(row.label), put(row.gap);
      for (const auto& part : row.parts) put(part.label), put(part.share);
    }
  }
  void operator()(const reports::IntervalBars& one) {
    put(one.head);
    for (const auto& row : one.rows) put(row.label), put(row.value), put(row.low), put(row.high), put(row.text);
  }
  void operator()(const reports::TrendColumns& one) {
    put(one.head);
    for (const auto& column : one.columns) put(column.label), put(column.value), put(column.mark);
  }
  void operator()(const reports::Histogram& one) {
    put(one.head);
    for (const auto& bin : one.bins) put(bin.from), put(bin.to), put(bin.count);
  }
  void operator()(const reports::Beeswarm& one) {
    put(one.head);
    for (const auto& dot : one.dots) put(dot.lead), put(dot.votes), put(dot.mark);
  }
  void operator()(const reports::Sequence& one) {
    put(one.head);
    for (const auto& at : one.values) put(at.label), put(at.value);
  }
  void operator()(const reports::Beside& one) { (*this)(one.left), (*this)(one.right); }
  void operator()(const reports::OutcomeDots& one) {
    put(one.head);
    for (const auto& stack : one.stacks) put(static_cast<double>(stack.seats)), put(static_cast<double>(stack.dots));
  }
  void operator()(const reports::HexagonMap& one) {
    put(one.head);
    for (const auto& seat : one.seats) put(seat.label), put(seat.mark), put(seat.own ? 1.0 : 0.0);
  }
};

/// What is known of the files of a folder: fingerprints by name.
class Fingerprints {
 public:
  explicit Fingerprints(std::filesystem::path folder) : file_(std::move(folder) / ".fingerprints.json") {
    const auto text = read_file(file_);
    boost::system::error_code failure;
    if (!text) return;
    const json::value parsed = json::parse(*text, failure);
    if (!failure && parsed.is_object()) known_ = parsed.as_object();
  }

  [[nodiscard]] bool same(const std::string& name, const std::string& fingerprint) const {
    const json::value* kept = known_.if_contains(name);
    return kept != nullptr && kept->is_string() && kept->as_string() == fingerprint;
  }
  Status note(const std::string& name, const std::string& fingerprint) {
    known_[name] = fingerprint;
    return write_file_atomically(file_, json::serialize(known_));
  }

 private:
  std::filesystem::path file_;
  json::object known_;
};

Error zip_unwritable(const std::filesystem::path& zip) {
  return Error{ErrorKind::environment,
               "file_unwritable",
               {"the file cannot be written", "फ़ाइल नहीं लिखी जा सकती"},
               {zip.string(), 0, {}, {}}};
}

}  // namespace

std::optional<PaperFormat> paper_format_named(std::string_view name) {
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (formats.at(i).name == name) return static_cast<PaperFormat>(i);
  }
  return std::nullopt;
}
std::string_view name_of(PaperFormat format) { return row_of(format).name; }
std::string_view ending_of(PaperFormat format) { return row_of(format).ending; }
std::string_view media_type_of(PaperFormat format) { return row_of(format).media_type; }

Result<std::string> paper_bytes(const reports::Report& report, const reports::Branding& branding, PaperFormat format) {
  switch (format) {
    case PaperFormat::pdf: {
      std::string bytes;
      BOOTHWISE_TRY(pages, reports::write_paper(report, branding, [&bytes](std::string_view more) {
                      bytes += more;
                      return success();
                    }));
      static_cast<void>(pages);
      return bytes;
    }
    case PaperFormat::xlsx:
      return workbook_bytes(report, branding);
    case PaperFormat::text:
      return reports::message_of(report, branding) + "\n";
    case PaperFormat::image:
      return reports::picture_of(report, branding);
  }
  throw BrokenInvariant("a format of no kind");
}

std::string fingerprint_of(const reports::Report& report, const reports::Branding& branding) {
  Gathering all;
  for (const std::string_view piece :
       {report.kind_name, report.place, report.sentence, report.as_of, report.link, branding.logo})
    all.put(piece);
  for (const Bilingual& piece : {branding.organisation, branding.address, branding.printer, branding.publisher})
    all.put(piece);
  for (const double part :
       {branding.accent.red, branding.accent.green, branding.accent.blue, report.synthetic ? 1.0 : 0.0})
    all.put(part);
  for (const auto& figure : report.figures) all.put(figure);
  for (const auto& block : report.blocks) {
    all.put(static_cast<double>(block.index()));
    std::visit(all, block);
  }
  for (const auto* lines : {&report.sources, &report.methods}) {
    for (const std::string& line : *lines) all.put(line);
  }
  return sha256(all.text);
}

std::string brief_name(std::string_view district, Language language, PaperFormat format) {
  std::string name;
  for (const char c : district) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += plain ? c : '-';
  }
  return name + (language == Language::hindi ? ".hi." : ".en.") + std::string(ending_of(format));
}

Result<BriefsMade> make_briefs(const PaperDesk& desk, const reports::Branding& branding, const BriefsAsked& asked,
                               Progress& progress) {
  BOOTHWISE_TRY(kind, paper_kind("district"));
  std::error_code failure;
  std::filesystem::create_directories(asked.folder, failure);
  Fingerprints known(asked.folder);
  BriefsMade made;
  for (const std::string& district : asked.districts) {
    made.files.push_back(asked.folder / brief_name(district, asked.language, asked.format));
  }
  std::mutex mutex;  // guards what follows, and `known`
  std::size_t done = 0;
  Status worst = success();
  std::atomic<bool> failed = false;
  parallel_for(asked.threads, asked.districts.size(), [&](std::size_t at, unsigned) {
    if (failed || progress.stop_requested()) return;
    const std::string& district = asked.districts[at];
    const std::filesystem::path& file = made.files[at];
    const std::string name = file.filename().string();
    bool kept = false;
    const auto make = [&]() -> Status {
      BOOTHWISE_TRY(report, make_report(desk, *kind, {asked.language, district, asked.asked}));
      const std::string fingerprint = fingerprint_of(report, branding);
      {
        const std::scoped_lock lock(mutex);
        kept = asked.keep && known.same(name, fingerprint) && std::filesystem::exists(file);
      }
      if (kept) return success();
      BOOTHWISE_TRY(bytes, paper_bytes(report, branding, asked.format));
      BOOTHWISE_CHECK(write_file_atomically(file, bytes));
      const std::scoped_lock lock(mutex);
      return known.note(name, fingerprint);
    };
    Status status = make();
    const std::scoped_lock lock(mutex);
    if (!status.ok()) {
      if (worst.ok()) worst = std::move(status);
      failed = true;
      return;
    }
    ++(kept ? made.kept : made.made);
    ++done;
    progress.report(static_cast<double>(done) / static_cast<double>(asked.districts.size()),
                    {"brief of " + district, "विवरण: " + district});
  });
  BOOTHWISE_CHECK(std::move(worst));
  if (progress.stop_requested()) return stopped_as_asked();
  return made;
}

Status write_zip(const std::filesystem::path& zip, const std::vector<std::filesystem::path>& files) {
  return replace_file(zip, [&](const std::filesystem::path& temporary) -> Status {
    int code = 0;
    zip_t* archive = zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr) return zip_unwritable(zip);
    bool good = true;
    for (const std::filesystem::path& file : files) {
      zip_source_t* source = zip_source_file(archive, file.c_str(), 0, -1);
      const zip_int64_t at =
          source == nullptr ? -1 : zip_file_add(archive, file.filename().c_str(), source, ZIP_FL_ENC_UTF_8);
      if (at < 0) {
        if (source != nullptr) zip_source_free(source);
        good = false;
        break;
      }
      // PDF files and pictures are packed already.
      zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    if (!good) {
      zip_discard(archive);
      return zip_unwritable(zip);
    }
    if (zip_close(archive) == 0) return success();
    zip_discard(archive);
    return zip_unwritable(zip);
  });
}

}  // namespace boothwise::papers
