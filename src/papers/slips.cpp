#include "papers/slips.hpp"

#include "operations/sessions.hpp"
#include "operations/users.hpp"
#include "papers/branding.hpp"
#include "reports/slip_sheet.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <map>
#include <mutex>

#include "base/atomic_file.hpp"
#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "base/text.hpp"
#include "services/approvals.hpp"
#include "services/rolls_view.hpp"
#include "services/view_parts.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::papers {

namespace {

/// A name of several letters, not a code: "SP" stands in many an address.
bool holds_name(std::string_view text, std::string_view name) {
  constexpr std::size_t letters_least = 8;
  return name.size() >= letters_least && ascii_lower(text).find(ascii_lower(name)) != std::string::npos;
}

Status require_no_party(const services::Snapshot& snapshot, const reports::Branding& branding) {
  for (const std::string& text :
       {branding.printer.en, branding.printer.hi, branding.publisher.en, branding.publisher.hi}) {
    for (const Party& party : snapshot.parties) {
      for (const std::string& name : {party.name.en, party.name.hi}) {
        if (!holds_name(text, name)) continue;
        return Error{ErrorKind::conflict,
                     "imprint_names_party",
                     {"a slip names no party: put a person or a press into branding.toml",
                      "पर्ची पर किसी दल का नाम नहीं होता: branding.toml में व्यक्ति या प्रेस का नाम लिखें"},
                     {"branding.toml", 0, {}, shortened(text, 80)}};
      }
    }
  }
  return success();
}

/// Writes the slips of one segment, part after part, while its entries go by in order.
class SegmentSlips {
 public:
  SegmentSlips(const SlipsAsked& asked, const reports::Branding& branding, AcNo ac, std::string segment, bool synthetic)
      : asked_(asked), branding_(branding), ac_(ac), segment_(std::move(segment)), synthetic_(synthetic) {}

  SlipsMade made;

  Status write(warehouse::RollReader& reader, const std::function<bool()>& stop_requested) {
    BOOTHWISE_TRY(stations, reader.stations(asked_.revision, ac_));
    for (const warehouse::Station& station : stations) {
      if (station.part.suffix.empty()) stations_[station.part.number] = {station.name, station.electors.value_or(0)};
    }
    const auto take = [&](const warehouse::RollReader::Entry& entry) -> Status {
      if (entry.is_struck || (asked_.part && entry.part != *asked_.part)) return success();
      if (!begun_ || entry.part != part_) {
        BOOTHWISE_CHECK(end_part());
        if (stop_requested()) return stopped_as_asked();
        BOOTHWISE_CHECK(begin_part(entry.part));
      }
      if (!sheet_) return success();
      sheet_->add({entry.name, entry.serial});
      ++made.slips;
      return success();
    };
    if (asked_.part) {
      BOOTHWISE_TRY(entries, reader.entries(asked_.revision, ac_, *asked_.part));
      for (const warehouse::RollReader::Entry& entry : entries) BOOTHWISE_CHECK(take(entry));
    } else {
      BOOTHWISE_CHECK(reader.visit(asked_.revision, ac_, take));
    }
    return end_part();
  }

 private:
  struct Known {
    std::string name;
    std::int64_t electors = 0;
  };

  Status begin_part(std::int32_t part) {
    begun_ = true;
    part_ = part;
    const std::filesystem::path path =
        asked_.folder / ("slips-" + std::to_string(ac_.value) + "-" + std::to_string(part) + ".pdf");
    if (asked_.keep && std::filesystem::exists(path)) {
      ++made.kept;
      return success();
    }
    BOOTHWISE_TRY(file, AtomicFile::create(path, AtomicFile::Readers::owner));
    file_.emplace(std::move(file));
    reports::PdfSettings settings;
    settings.title = (asked_.language == Language::hindi ? "मतदाता पर्ची " : "Voter slips ") +
                     std::to_string(ac_.value) + "/" + std::to_string(part);
    settings.made = begin_in_india(asked_.made);
    const Known& known = stations_[part];
    BOOTHWISE_TRY(sheet, reports::SlipSheet::create(asked_.language, {segment_, part, known.name},
                                                    {std::string(in_language(branding_.printer, asked_.language)),
                                                     std::string(in_language(branding_.publisher, asked_.language)),
                                                     std::max<std::int64_t>(known.electors, 1)},
                                                    synthetic_, settings,
                                                    [this](std::string_view bytes) { return file_->append(bytes); }));
    sheet_.emplace(std::move(sheet));
    return success();
  }

  Status end_part() {
    if (!sheet_) return success();
    BOOTHWISE_CHECK(sheet_->finish());
    sheet_.reset();
    BOOTHWISE_CHECK(file_->commit());
    file_.reset();
    ++made.files;
    return success();
  }

  const SlipsAsked& asked_;
  const reports::Branding& branding_;
  AcNo ac_;
  std::string segment_;
  bool synthetic_;
  std::map<std::int32_t, Known> stations_;
  bool begun_ = false;
  std::int32_t part_ = 0;
  std::optional<AtomicFile> file_;  // outlives the sheet, which writes to it
  std::optional<reports::SlipSheet> sheet_;
};

}  // namespace

Result<SlipsMade> write_slips(warehouse::Warehouse& warehouse, const services::Snapshot& snapshot,
                              const reports::Branding& branding, const SlipsAsked& asked, Progress& progress) {
  BOOTHWISE_CHECK(require_imprint(branding));
  BOOTHWISE_CHECK(require_no_party(snapshot, branding));
  {
    warehouse::RollReader reader(warehouse, *snapshot.manifest);
    for (const AcNo ac : asked.segments) BOOTHWISE_CHECK(services::check_roll_there(reader, asked.revision, ac));
  }
  boost::json::object drawn;
  services::add_sources(drawn, *snapshot.manifest, services::drawn_rolls({asked.revision}));
  const bool synthetic = drawn.at("synthetic").as_bool();
  std::error_code failure;
  std::filesystem::create_directories(asked.folder, failure);

  std::mutex mutex;  // guards what follows
  SlipsMade made;
  Status worst = success();
  std::size_t done = 0;
  std::atomic<bool> failed = false;
  const auto ended = [&] { return failed || progress.stop_requested(); };
  parallel_for(asked.threads, asked.segments.size(), [&](std::size_t part, unsigned) {
    if (ended()) return;
    const AcNo ac = asked.segments[part];
    const std::string segment = std::to_string(ac.value) + " " +
                                std::string(in_language(services::segment_name(snapshot.places, ac), asked.language));
    warehouse::RollReader reader(warehouse, *snapshot.manifest);
    SegmentSlips slips(asked, branding, ac, segment, synthetic);
    Status written = slips.write(reader, ended);
    const std::scoped_lock lock(mutex);
    made.slips += slips.made.slips;
    made.files += slips.made.files;
    made.kept += slips.made.kept;
    ++done;
    progress.report(static_cast<double>(done) / static_cast<double>(asked.segments.size()),
                    {"slips of " + segment, "पर्चियाँ: " + segment});
    if (!written.ok() && worst.ok()) {
      worst = std::move(written);
      failed = true;
    }
  });
  BOOTHWISE_CHECK(std::move(worst));
  if (progress.stop_requested()) return stopped_as_asked();
  return made;
}

Status permit_slips(services::Caller& caller, const SlipsAsked& asked, std::string_view approval,
                    std::string_view purpose) {
  if (asked.part && asked.segments.size() == 1) {
    return services::permit_part(caller, Right::view_roll_rows, asked.segments.front().value, *asked.part,
                                 "slips.printed");
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::view_roll_rows, whole_organisation));
  if (trimmed(purpose).empty()) {
    return Error{ErrorKind::bad_input,
                 "purpose_missing",
                 {"slips of more than one part need a reason, for the audit trail: --purpose",
                  "एक से अधिक भाग की पर्चियों के लिए कारण ज़रूरी है (लेखा रिकॉर्ड): --purpose"}};
  }
  const std::string object = "slips:" + asked.revision;
  return caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(exist, operations::users_exist(inside));
    if (exist) {
      BOOTHWISE_TRY(approved, operations::use_approval(inside, approval, services::voter_slips_kind, object,
                                                       caller.access().user(), caller.now()));
      if (!approved) {
        return Error{ErrorKind::conflict,
                     "approval_needed",
                     {"slips of more than one part need a second person's approval (voter_slips, " + object + ")",
                      "एक से अधिक भाग की पर्चियों के लिए दूसरे व्यक्ति की मंज़ूरी चाहिए (voter_slips, " + object + ")"}};
      }
    }
    return caller.note(inside, "slips.printed", object, whole_organisation, {{"segments", asked.segments.size()}},
                       purpose);
  });
}

}  // namespace boothwise::papers
