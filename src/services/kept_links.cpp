#include "services/kept_links.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "linkage/archive.hpp"

namespace boothwise::services {

using linkage::ArchiveReader;
using linkage::ArchiveWriter;
using linkage::RecordNo;

namespace {

/// What a file begins with; the number is that of the format. Files go from machine to machine of one kind: where
/// numbers lie otherwise, or types are of other sizes, the beginning is another one. A checksum of what follows ends
/// it.
struct Beginning {
  std::array<char, 8> kind{};
  std::uint64_t shape = 0;
  std::array<std::uint64_t, 6> nothing{};  ///< zeros, so that arrays lie in line
};
static_assert(sizeof(Beginning) == linkage::archive_line);
using Checksum = std::uint64_t;
constexpr char column_end = '\x1F';  // no table has it in a name
constexpr std::array<char, 8> state_kind{'B', 'W', 'L', 'I', 'N', 'K', '0', '2'};
constexpr std::array<char, 8> changes_kind{'B', 'W', 'L', 'C', 'H', 'G', '0', '2'};
constexpr std::uint64_t shape =
    sizeof(linkage::Words::Word) << 8U | (std::endian::native == std::endian::little ? 1U : 2U);

/// Four sums side by side, so that it goes as fast as memory does.
std::uint64_t checksum_of_piece(std::string_view bytes) {
  std::array<std::uint64_t, 4> sums{1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at + lane * 8, 8);
      sums[lane] = std::rotl(sums[lane] ^ word, 29) * 0x9E3779B97F4A7C15U;
    }
  }
  std::uint64_t sum = linkage::hash_of(bytes.substr(at));
  for (const std::uint64_t lane : sums) sum = linkage::mixed(sum, lane);
  return sum;
}

constexpr std::size_t piece_size = std::size_t{4} << 20U;

/// That of the checksums of all pieces.
Checksum joined(std::span<const std::uint64_t> of_pieces) {
  Checksum sum = of_pieces.size();
  for (const std::uint64_t of_piece : of_pieces) sum = linkage::mixed(sum, of_piece);
  return sum | 1U;
}

Checksum checksum_of(std::string_view bytes, unsigned threads) {
  std::vector<std::uint64_t> sums((bytes.size() + piece_size - 1) / piece_size);
  parallel_for(threads, sums.size(), [&](std::size_t piece, unsigned) {
    sums[piece] = checksum_of_piece(bytes.substr(piece * piece_size, piece_size));
  });
  return joined(sums);
}

Error malformed(const std::string& file) {
  return Error{ErrorKind::bad_input,
               "state_malformed",
               {"this is no state of a linkage, or it is damaged; make it anew from the whole table with --state",
                "यह मिलान की स्थिति-फ़ाइल नहीं है या ख़राब है; पूरी तालिका से --state देकर फिर बनाएँ"},
               {file}};
}

Error other_version(const std::string& file) {
  return Error{ErrorKind::bad_input,
               "state_version",
               {"another version of this program or another kind of machine made this state; make it anew with --state",
                "यह स्थिति-फ़ाइल इस प्रोग्राम के दूसरे संस्करण या दूसरी तरह की मशीन की है; --state देकर फिर बनाएँ"},
               {file}};
}

/// What follows the beginning. Errors: `state_malformed`, `state_version`.
Result<std::span<char>> content_of(std::span<char> bytes, const std::array<char, 8>& kind, const std::string& file,
                                   unsigned threads, Checksum& checksum) {
  Beginning beginning;
  if (bytes.size() < sizeof beginning + sizeof checksum) return malformed(file);
  std::memcpy(&beginning, bytes.data(), sizeof beginning);
  constexpr std::size_t version_digits = 2;
  const auto same_kind = std::memcmp(beginning.kind.data(), kind.data(), kind.size() - version_digits) == 0;
  if (!same_kind) return malformed(file);
  if (beginning.kind != kind || beginning.shape != shape) return other_version(file);
  const std::span<char> content = bytes.subspan(sizeof beginning, bytes.size() - sizeof beginning - sizeof checksum);
  std::memcpy(&checksum, content.data() + content.size(), sizeof checksum);
  const bool is_as_written =
      beginning.nothing == Beginning().nothing && checksum_of({content.data(), content.size()}, threads) == checksum;
  if (!is_as_written) return malformed(file);
  return content;
}

/// A file that is written as its content comes, so that it is not held whole a second time.
class Writing {
 public:
  static Result<Writing> create(const std::filesystem::path& path, const std::array<char, 8>& kind) {
    BOOTHWISE_TRY(file, AtomicFile::create(path, AtomicFile::Readers::owner));
    const Beginning beginning{kind, shape};
    BOOTHWISE_CHECK(file.append({reinterpret_cast<const char*>(&beginning), sizeof beginning}));
    return Writing(std::move(file));
  }

  void take(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t some = std::min(bytes.size(), piece_size - piece_.size());
      piece_.append(bytes.substr(0, some));
      bytes.remove_prefix(some);
      if (piece_.size() == piece_size) end_piece();
    }
  }

  /// The checksum of what was taken. Errors: `file_unwritable`.
  Result<Checksum> commit() {
    if (!piece_.empty()) end_piece();
    BOOTHWISE_CHECK(written_);
    const Checksum checksum = joined(sums_);
    BOOTHWISE_CHECK(file_.append({reinterpret_cast<const char*>(&checksum), sizeof checksum}));
    BOOTHWISE_CHECK(file_.commit());
    return checksum;
  }

 private:
  explicit Writing(AtomicFile file) : file_(std::move(file)) {}

  void end_piece() {
    sums_.push_back(checksum_of_piece(piece_));
    if (written_.ok()) written_ = file_.append(piece_);
    piece_.clear();
  }

  AtomicFile file_;
  std::string piece_;
  std::vector<std::uint64_t> sums_;
  Status written_ = success();
};

std::filesystem::path changes_file(const std::filesystem::path& state) {
  std::filesystem::path path = state;
  path += ".changes";
  return path;
}

/// Settings name the columns that comparisons go by; the records have others beside them. Numbers the columns as the
/// records have them.
bool number_columns(linkage::Settings& settings, std::vector<std::string> columns) {
  std::vector<std::size_t> places;
  for (const std::string& column : settings.columns) {
    const auto found = std::ranges::find(columns, column);
    if (found == columns.end()) return false;
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  for (linkage::Comparison& comparison : settings.comparisons) {
    comparison.column = places[comparison.column];
    if (comparison.type_column) comparison.type_column = places[*comparison.type_column];
  }
  settings.columns = std::move(columns);
  return true;
}

template <typename Archive>
void transfer_state(KeptLinks& links, Archive& archive) {
  links.ids.transfer(archive);
  links.kept.transfer(archive);
}

/// Pairs and clusters as far as they are not those of the state file.
struct Since {
  std::uint64_t state = 0;  ///< checksum of the state file that the changes belong to
  RecordIds ids;
  std::vector<linkage::Link> pairs;
  std::vector<RecordNo> regrouped;
  std::vector<std::uint64_t> clusters;  ///< of those
  std::uint64_t highest_cluster = 0;
  std::vector<RecordNo> decisions;  // linkage::flat

  template <typename Archive>
  void transfer(KeptLinks::Changes& changes, Archive& archive) {
    archive.number(state);
    archive.array(changes.letters);
    archive.array(changes.ends);
    ids.transfer(archive);
    archive.array(changes.removed);
    archive.array(pairs);
    archive.array(regrouped);
    archive.array(clusters);
    archive.number(highest_cluster);
    archive.array(decisions);
  }
};

/// Whether the changes fit the state that they are applied to.
bool fits(const Since& since, const KeptLinks& links) {
  const KeptLinks::Changes& changes = links.changes;
  const std::size_t records = links.kept.prepared.records + since.ids.size();
  const auto is_record = [records](RecordNo record) { return record < records; };
  const auto is_pair = [&](const linkage::Link& pair) {
    return pair.left < pair.right && is_record(pair.right) && pair.right >= links.kept.prepared.records;
  };
  return changes.ends.size() == since.ids.size() * links.used.settings.columns.size() &&
         std::ranges::is_sorted(changes.ends) &&
         (changes.ends.empty() ? changes.letters.empty() : changes.ends.back() == changes.letters.size()) &&
         std::ranges::all_of(changes.removed, is_record) && std::ranges::all_of(since.regrouped, is_record) &&
         since.regrouped.size() == since.clusters.size() && std::ranges::all_of(since.pairs, is_pair) &&
         since.highest_cluster >= links.kept.highest_cluster && since.highest_cluster <= linkage::cluster_max &&
         std::ranges::all_of(linkage::decisions_of(since.decisions),
                             [&](const auto& decision) {
                               return decision.left != decision.right && is_record(decision.left) &&
                                      is_record(decision.right);
                             }) &&
         std::ranges::all_of(since.clusters, [&](std::uint64_t id) { return id <= since.highest_cluster; });
}

void apply(const Since& since, KeptLinks& links) {
  std::string id;
  for (std::size_t record = 0; record < since.ids.size(); ++record) {
    id.clear();
    since.ids.append_to(id, record);
    links.ids.add(id);
  }
  links.take_added();
  linkage::Kept& kept = links.kept;
  kept.pairs.insert(kept.pairs.end(), since.pairs.begin(), since.pairs.end());
  for (std::size_t at = 0; at < since.regrouped.size(); ++at) kept.clusters[since.regrouped[at]] = since.clusters[at];
  kept.highest_cluster = since.highest_cluster;
  kept.decisions = linkage::decisions_of(since.decisions);
  for (const RecordNo record : std::exchange(links.changes.removed, {})) links.remove(record);
}

}  // namespace

void KeptLinks::add(std::span<const std::string_view> cells, std::string_view id) {
  for (const std::string_view cell : cells) {
    changes.letters.insert(changes.letters.end(), cell.begin(), cell.end());
    changes.ends.push_back(changes.letters.size());
  }
  ids.add(id);
}

void KeptLinks::take_added() {
  linkage::Prepared& prepared = kept.prepared;
  const std::size_t columns = used.settings.columns.size();
  std::vector<std::size_t> values_before;
  values_before.reserve(prepared.values.size());
  for (const linkage::Values& values : prepared.values) values_before.push_back(values.size() + 1);
  std::vector<std::string_view> cells(columns);
  const std::string_view letters(changes.letters.data(), changes.letters.size());
  for (std::size_t cell = (prepared.records - file_clusters.size()) * columns; cell < changes.ends.size();) {
    for (std::size_t column = 0; column < columns; ++column, ++cell) {
      const std::uint64_t begin = cell == 0 ? 0 : changes.ends[cell - 1];
      cells[column] = letters.substr(begin, changes.ends[cell] - begin);
    }
    linkage::add_record(prepared, cells);
  }
  for (std::size_t at = 0; at < prepared.values.size(); ++at) prepared.values[at].settle(values_before[at]);
  kept.clusters.resize(prepared.records);
}

void KeptLinks::remove(RecordNo record) {
  changes.removed.push_back(record);
  kept.clusters[record] = 0;
  linkage::remove_record(kept.prepared, record);
}

Result<KeptLinks> parse_state(std::span<char> content, const std::string& display_name) {
  KeptLinks links;
  ArchiveReader archive(content);
  std::vector<char> settings;
  archive.array(settings);
  if (!archive.ok()) return malformed(display_name);
  auto used = read_link_settings({settings.data(), settings.size()}, display_name);
  if (!used || !used->model) return malformed(display_name);
  links.used = std::move(*used);
  std::vector<char> columns;
  archive.array(columns);
  if (!number_columns(links.used.settings, split({columns.data(), columns.size()}, column_end)))
    return malformed(display_name);
  links.used.model->comparisons = links.used.settings.comparisons;
  links.kept.prepared.comparisons = links.used.settings.comparisons;
  transfer_state(links, archive);
  if (!archive.ok() || !archive.at_end() || links.ids.size() != links.kept.prepared.records ||
      links.kept.prepared.texts.size() != links.used.settings.columns.size() ||
      links.kept.postings.rules() != links.used.settings.blocking.size())
    return malformed(display_name);
  links.file_clusters = links.kept.clusters;
  return links;
}

Status parse_changes(std::span<char> content, const std::string& display_name, KeptLinks& links) {
  ArchiveReader archive(content);
  Since since;
  since.transfer(links.changes, archive);
  if (!archive.ok() || !archive.at_end()) return malformed(display_name);
  if (since.state != links.checksum) {  // of a state that was written anew: what it says is in there
    links.changes = {};
    return success();
  }
  if (!fits(since, links)) return malformed(display_name);
  apply(since, links);
  linkage::drop_removed(links.kept);
  return success();
}

Result<KeptLinks> read_kept_links(const std::filesystem::path& file, unsigned threads) {
  BOOTHWISE_TRY(state, MappedFile::open(file));
  std::uint64_t checksum = 0;
  BOOTHWISE_TRY(content, content_of(state.bytes(), state_kind, file.string(), threads, checksum));
  BOOTHWISE_TRY(links, parse_state(content, file.string()));
  links.file.emplace(std::move(state));
  links.checksum = checksum;
  std::error_code failure;
  const std::filesystem::path beside = changes_file(file);
  if (!std::filesystem::exists(beside, failure)) return links;
  BOOTHWISE_TRY(changes, MappedFile::open(beside));
  BOOTHWISE_TRY(change_content, content_of(changes.bytes(), changes_kind, beside.string(), threads, checksum));
  BOOTHWISE_CHECK(parse_changes(change_content, beside.string(), links));
  return links;
}

Status write_kept_links(const std::filesystem::path& file, KeptLinks& links, unsigned threads) {
  links.ids.keep(linkage::close_up(links.kept));
  links.changes = {};
  const linkage::Prepared& prepared = links.kept.prepared;
  const linkage::BlockingKeys keys(prepared, links.used.settings.blocking);
  links.kept.postings = linkage::Postings(keys, {}, 0, prepared.records, threads);
  BOOTHWISE_TRY(writing, Writing::create(file, state_kind));
  ArchiveWriter archive([&writing](std::string_view bytes) { writing.take(bytes); });
  std::string settings = write_link_settings(links.used);
  archive.array(settings);
  std::string columns;
  for (const std::string& column : links.used.settings.columns)
    columns += (columns.empty() ? "" : std::string(1, column_end)) + column;
  archive.array(columns);
  transfer_state(links, archive);
  BOOTHWISE_TRY(checksum, writing.commit());
  links.checksum = checksum;
  links.file_clusters = links.kept.clusters;
  std::error_code ignored;
  std::filesystem::remove(changes_file(file), ignored);
  return success();
}

Status write_changes(const std::filesystem::path& file, KeptLinks& links) {
  const linkage::Kept& kept = links.kept;
  Since since;
  since.state = links.checksum;
  const std::size_t held = links.file_clusters.size();
  std::string id;
  for (std::size_t record = held; record < links.ids.size(); ++record) {
    id.clear();
    links.ids.append_to(id, record);
    since.ids.add(id);
  }
  for (const linkage::Link& pair : kept.pairs) {
    if (pair.right >= held) since.pairs.push_back(pair);
  }
  for (RecordNo record = 0; record < kept.clusters.size(); ++record) {
    if (record < held && kept.clusters[record] == links.file_clusters[record]) continue;
    since.regrouped.push_back(record);
    since.clusters.push_back(kept.clusters[record]);
  }
  since.highest_cluster = kept.highest_cluster;
  since.decisions = linkage::flat(kept.decisions);
  BOOTHWISE_TRY(writing, Writing::create(changes_file(file), changes_kind));
  ArchiveWriter archive([&writing](std::string_view bytes) { writing.take(bytes); });
  since.transfer(links.changes, archive);
  BOOTHWISE_CHECK(writing.commit());
  return success();
}

}  // namespace boothwise::services
