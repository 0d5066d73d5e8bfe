#include "services/linking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

#include "base/atomic_file.hpp"
#include "base/large_memory.hpp"
#include "base/text.hpp"
#include "linkage/clusters.hpp"
#include "linkage/propose.hpp"
#include "services/cluster_ids.hpp"
#include "services/decisions.hpp"
#include "services/kept_links.hpp"
#include "services/record_files.hpp"
#include "services/table_file.hpp"

namespace boothwise::services {

namespace {

using linkage::RecordNo;

constexpr double pairs_for_a_record = 20;  // what blocking may cost
constexpr double pairs_least = 500'000;

std::string rule_text(const linkage::Settings& settings, const linkage::BlockingRule& rule) {
  std::string text;
  for (const linkage::BlockOn& on : rule.on) {
    text += (text.empty() ? "" : " + ") + settings.columns[settings.comparisons[on.comparison].column] + "." +
            std::string(linkage::name_of(on.atom));
  }
  return text;
}

/// Both files' records, made ready, and the model to judge them by.
class Linking {
 public:
  Linking(const LinkJob& job, Progress& progress) : job_(job), progress_(progress) {}

  /// Settings that lack nothing, records read.
  Status begin() {
    BOOTHWISE_CHECK(read_settings());
    BOOTHWISE_TRY(columns, columns_to_read());
    linkage::Table table(columns.size());
    BOOTHWISE_CHECK(read(columns, table));
    linkage::Settings& how = used_.settings;
    if (how.comparisons.empty()) {
      how.columns = columns;
      how.comparisons = linkage::propose_comparisons(table, columns);
      proposed_ = true;
    }
    empty_ = left() == 0 || (job_.right ? right() == 0 : left() < 2);
    if (how.comparisons.empty() && !empty_) return nothing_to_compare(columns);
    words_ = std::make_unique<linkage::Words>();
    prepared_ = linkage::prepare(std::move(table), how.comparisons, *words_, !job_.state.empty());
    if (!empty_) complete();
    return success();
  }

  Status learn() {
    if (empty_) return success();
    const linkage::Model* known = used_.model ? &*used_.model : nullptr;
    BOOTHWISE_TRY(learned, linkage::learn(prepared_, used_.settings, job_.resources, progress_, known, decisions_));
    if (blocking_proposed_) {
      // Where nobody seems to be twice no rule is worth its pairs; records that come later may be another matter.
      std::vector<linkage::BlockingRule> rules = linkage::worthwhile(used_.settings.blocking, learned);
      if (!rules.empty() || job_.state.empty()) used_.settings.blocking = std::move(rules);
    }
    used_.model = std::move(learned.model);
    return success();
  }

  Result<linkage::Linked> link() {
    if (empty_) return linkage::Linked{};
    return linkage::link(prepared_, used_.settings, *used_.model, job_.resources, progress_, decisions_);
  }

  [[nodiscard]] const std::vector<linkage::Decision>& decisions() const { return decisions_; }
  [[nodiscard]] const LinkSettings& used() const { return used_; }
  [[nodiscard]] const linkage::Prepared& prepared() const { return prepared_; }
  [[nodiscard]] bool is_empty() const { return empty_; }
  [[nodiscard]] std::size_t left() const { return ids_[0].size(); }
  [[nodiscard]] std::size_t right() const { return ids_[1].size(); }
  [[nodiscard]] const RecordIds& left_ids() const { return ids_[0]; }
  [[nodiscard]] const RecordIds& right_ids() const { return ids_[1]; }
  [[nodiscard]] const std::string& left_id_column() const { return id_columns_[0]; }
  [[nodiscard]] const std::string& right_id_column() const { return id_columns_[1]; }

  /// Gives the records away.
  void give(KeptLinks& links) {
    links.ids = std::move(ids_[0]);
    links.kept.words = std::move(words_);
    links.kept.prepared = std::move(prepared_);
  }

  void append_id(std::string& out, RecordNo record) const {
    if (record < left()) return ids_[0].append_to(out, record);
    ids_[1].append_to(out, record - left());
  }

 private:
  Status read_settings() {
    if (!job_.settings.empty()) {
      BOOTHWISE_TRY(text, read_file(job_.settings));
      BOOTHWISE_TRY(settings, read_link_settings(text, job_.settings.string()));
      used_ = std::move(settings);
    }
    if (!job_.id.empty()) used_.id = job_.id;
    if (job_.one_to_one) used_.settings.one_to_one = true;
    if (job_.probability_least) {
      used_.settings.probability_least = *job_.probability_least;
      used_.settings.probability_review = std::min(used_.settings.probability_review, *job_.probability_least);
    }
    if (job_.seed) used_.settings.seed = *job_.seed;
    id_columns_ = {used_.id, job_.right_id.empty() ? used_.id : job_.right_id};
    return success();
  }

  /// Those of the settings, or all that both files have.
  [[nodiscard]] Result<std::vector<std::string>> columns_to_read() const {
    if (!used_.settings.comparisons.empty()) return used_.settings.columns;
    BOOTHWISE_TRY(columns, columns_of(job_.left));
    if (job_.right) {
      BOOTHWISE_TRY(others, columns_of(*job_.right));
      std::erase_if(columns,
                    [&](const std::string& column) { return std::ranges::find(others, column) == others.end(); });
    }
    std::erase_if(columns, [this](const std::string& column) {
      return std::ranges::find(id_columns_, column) != id_columns_.end() ||
             std::ranges::find(job_.ignored, column) != job_.ignored.end();
    });
    if (columns.empty()) return nothing_to_compare({});
    return columns;
  }

  static Error nothing_to_compare(const std::vector<std::string>& columns) {
    Error error{ErrorKind::bad_input,
                "nothing_to_compare",
                {"no column that both files have tells who is meant; name columns in a settings file",
                 "दोनों फ़ाइलों का कोई साझा स्तंभ नहीं बताता कि कौन है; सेटिंग फ़ाइल में स्तंभ दें"}};
    error.choices = columns;
    return error;
  }

  Status read(const std::vector<std::string>& columns, linkage::Table& table) {
    BOOTHWISE_TRY(left, read_records(job_.left, columns, id_columns_[0], table, progress_));
    ids_[0] = std::move(left);
    if (!job_.right) return read_decided();
    table.end_left();
    BOOTHWISE_TRY(right, read_records(*job_.right, columns, id_columns_[1], table, progress_));
    ids_[1] = std::move(right);
    return read_decided();
  }

  Status read_decided() {
    if (job_.decisions.empty()) return success();
    BOOTHWISE_TRY(named, read_decisions(job_.decisions));
    const RecordIds* right = job_.right ? &ids_[1] : nullptr;
    BOOTHWISE_TRY(decisions, resolved(named, job_.decisions.string(), ids_[0], right));
    decisions_ = std::move(decisions);
    return success();
  }

  /// What settings leave open is proposed from the records.
  void complete() {
    linkage::Settings& how = used_.settings;
    for (std::size_t at = 0; at < how.comparisons.size(); ++at) {
      if (!proposed_ || how.comparisons[at].as != linkage::CompareAs::number) continue;
      const std::int32_t shift = job_.years ? *job_.years : linkage::propose_shift(prepared_, at);
      how.comparisons[at].shift = prepared_.comparisons[at].shift = shift;
    }
    if (!how.blocking.empty()) return;
    const double pairs = std::max(pairs_least, pairs_for_a_record * static_cast<double>(prepared_.records));
    how.blocking = linkage::propose_blocking(prepared_, pairs, job_.resources.block_pairs_max, how.seed).rules;
    blocking_proposed_ = true;
  }

  const LinkJob& job_;
  Progress& progress_;
  LinkSettings used_;
  bool proposed_ = false;
  bool blocking_proposed_ = false;
  bool empty_ = false;
  std::array<std::string, 2> id_columns_;
  std::array<RecordIds, 2> ids_;
  std::vector<linkage::Decision> decisions_;
  std::unique_ptr<linkage::Words> words_;
  linkage::Prepared prepared_;
};

/// Writes what a job asks for.
class Answers {
 public:
  Answers(const LinkJob& job, const Linking& linking) : job_(job), linking_(linking) {}

  Status write(const linkage::Linked& linked, std::span<const RecordNo> clusters, LinkReport& report) {
    const bool single = !job_.right;
    BOOTHWISE_CHECK(single ? write_clusters(clusters, report) : write_pairs(job_.out, linked.links));
    if (single) BOOTHWISE_CHECK(write_pairs(job_.pairs, linked.links));
    BOOTHWISE_CHECK(write_pairs(job_.uncertain, linked.uncertain));
    BOOTHWISE_CHECK(write_unlinked(linked.links, report));
    if (job_.model.empty()) return success();
    return write_file_atomically(job_.model, write_link_settings(linking_.used()));
  }

  /// Of a single table, by record; as they were written.
  [[nodiscard]] std::vector<std::uint64_t> take_cluster_ids() { return std::move(cluster_ids_); }

 private:
  Status write_pairs(const std::filesystem::path& path, std::span<const linkage::Link> pairs) const {
    if (path.empty()) return success();
    using warehouse::ColumnType;
    const std::array<warehouse::Column, 4> columns{{{"left_id", ColumnType::text},
                                                    {"right_id", ColumnType::text},
                                                    {"match_weight", ColumnType::decimal},
                                                    {"match_probability", ColumnType::decimal}}};
    BOOTHWISE_TRY(file, TableFile::create(path, columns));
    std::string id;
    for (const linkage::Link& pair : pairs) {
      for (const RecordNo record : {pair.left, pair.right}) {
        id.clear();
        linking_.append_id(id, record);
        file.add(std::string_view(id));
      }
      file.add(static_cast<double>(pair.weight));
      file.add(static_cast<double>(pair.probability));
      BOOTHWISE_CHECK(file.end_row());
    }
    return file.commit();
  }

  Status write_clusters(std::span<const RecordNo> clusters, LinkReport& report) {
    std::vector<std::uint32_t> sizes(clusters.size());
    for (const RecordNo cluster : clusters) ++sizes[cluster];
    report.clusters =
        static_cast<std::size_t>(std::ranges::count_if(sizes, [](std::uint32_t size) { return size > 1; }));
    BOOTHWISE_TRY(of_records, cluster_ids(clusters));
    if (!job_.out.empty()) BOOTHWISE_CHECK(services::write_clusters(job_.out, linking_.left_ids(), of_records));
    cluster_ids_ = std::move(of_records);
    return success();
  }

  [[nodiscard]] Result<std::vector<std::uint64_t>> cluster_ids(std::span<const RecordNo> clusters) const {
    std::vector<std::uint64_t> names;
    if (job_.previous.empty()) {
      names = new_cluster_ids(clusters);
    } else {
      BOOTHWISE_TRY(previous, read_clusters(job_.previous, linking_.left_ids()));
      names = kept_cluster_ids(clusters, previous);
    }
    std::vector<std::uint64_t> of_records;
    of_records.reserve(clusters.size());
    for (const RecordNo cluster : clusters) of_records.push_back(names[cluster]);
    return of_records;
  }

  Status write_unlinked(std::span<const linkage::Link> links, LinkReport& report) const {
    std::vector<bool> linked(linking_.left() + linking_.right());
    for (const linkage::Link& link : links) linked[link.left] = linked[link.right] = true;
    const auto left_end = linked.begin() + static_cast<std::ptrdiff_t>(linking_.left());
    report.unlinked_left = static_cast<std::size_t>(std::count(linked.begin(), left_end, false));
    report.unlinked_right = static_cast<std::size_t>(std::count(left_end, linked.end(), false));
    if (job_.unlinked.empty()) return success();
    using warehouse::ColumnType;
    const std::array<warehouse::Column, 2> columns{{{"side", ColumnType::text}, {"record_id", ColumnType::text}}};
    BOOTHWISE_TRY(file, TableFile::create(job_.unlinked, columns));
    std::string id;
    for (RecordNo record = 0; record < linked.size(); ++record) {
      if (linked[record]) continue;
      id.clear();
      linking_.append_id(id, record);
      file.add(record < linking_.left() ? std::string_view("left") : std::string_view("right"));
      file.add(std::string_view(id));
      BOOTHWISE_CHECK(file.end_row());
    }
    return file.commit();
  }

  const LinkJob& job_;
  const Linking& linking_;
  std::vector<std::uint64_t> cluster_ids_;
};

/// Errors: `state_needs_id`, `state_of_nothing`.
Status can_be_kept(const Linking& linking) {
  if (linking.used().id.empty()) {
    return Error{ErrorKind::bad_input,
                 "state_needs_id",
                 {"--state needs a column that names a record: --id COLUMN",
                  "--state के लिए अभिलेख की पहचान का स्तंभ चाहिए: --id COLUMN"}};
  }
  if (!linking.is_empty()) return success();
  return Error{ErrorKind::bad_input,
               "state_of_nothing",
               {"expected at least two records to make a state of", "स्थिति-फ़ाइल के लिए कम से कम दो अभिलेख चाहिए"}};
}

/// Keeps what a later run wants.
Status keep(const LinkJob& job, Linking& linking, linkage::Linked linked, std::vector<std::uint64_t> clusters) {
  KeptLinks links;
  links.used = linking.used();
  links.kept.decisions = linking.decisions();
  links.kept.pairs = std::move(linked.links);
  links.kept.pairs.insert(links.kept.pairs.end(), linked.uncertain.begin(), linked.uncertain.end());
  links.kept.highest_cluster = *std::ranges::max_element(clusters);
  links.kept.clusters = std::move(clusters);
  linking.give(links);
  return write_kept_links(job.state, links, job.resources.threads);
}

std::vector<CappedReport> capped_report(const Linking& linking, const linkage::Linked& linked) {
  std::vector<CappedReport> report;
  const linkage::Settings& settings = linking.used().settings;
  for (const linkage::CappedBlock& block : linked.capped) {
    CappedReport& one = report.emplace_back();
    one.rule = rule_text(settings, settings.blocking[block.rule]);
    linking.append_id(one.example, block.example);
    one.records = block.records;
    one.pairs = block.pairs;
  }
  return report;
}

}  // namespace

namespace {

/// Of the memory that records may take, the index has this share; the rest is for rows and values.
constexpr std::uint64_t index_share = 3;

std::uint64_t half_of_memory() {
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) /
         2;
}

/// The job with its memory settled.
LinkJob within_memory(LinkJob job) {
  if (job.memory_bytes == 0) job.memory_bytes = half_of_memory();
  job.resources.index_bytes_max = job.memory_bytes / index_share;
  if (job.temporary.empty()) job.temporary = job.out.parent_path();
  return job;
}

}  // namespace

Result<LinkReport> link_files(const LinkJob& asked, Progress& progress) {
  const LinkJob job = within_memory(asked);
  const LargeMemoryLimit limit(static_cast<std::size_t>(job.memory_bytes), job.temporary.string());
  for (const std::filesystem::path& path : {job.out, job.pairs, job.uncertain, job.unlinked}) {
    if (!path.empty()) BOOTHWISE_CHECK(check_table_ending(path));
  }
  Linking linking(job, progress);
  BOOTHWISE_CHECK(linking.begin());
  if (!job.state.empty()) BOOTHWISE_CHECK(can_be_kept(linking));
  BOOTHWISE_CHECK(linking.learn());
  BOOTHWISE_TRY(linked, linking.link());
  LinkReport report;
  report.used = linking.used();
  report.left = linking.left();
  report.right = linking.right();
  report.links = linked.links.size();
  report.uncertain = linked.uncertain.size();
  report.pairs = linked.pairs;
  report.rules = linked.rules;
  report.bytes_in_files = LargeMemoryLimit::bytes_in_files();
  report.capped = capped_report(linking, linked);
  std::vector<RecordNo> clusters;
  if (!job.right) {
    linkage::ClusterRules rules;
    rules.probability_least = linking.used().settings.probability_least;
    clusters = linkage::clusters_of(linked.links, linked.uncertain, linking.left(), rules, linking.decisions());
  }
  Answers answers(job, linking);
  BOOTHWISE_CHECK(answers.write(linked, clusters, report));
  if (!job.state.empty()) BOOTHWISE_CHECK(keep(job, linking, std::move(linked), answers.take_cluster_ids()));
  return report;
}

Result<LinkSettings> propose_settings(const LinkJob& job, Progress& progress) {
  Linking linking(job, progress);
  BOOTHWISE_CHECK(linking.begin());
  return linking.used();
}

namespace {

Error record_unknown(const std::filesystem::path& file, const std::string& column, const std::string& id) {
  return Error{ErrorKind::bad_input,
               "record_unknown",
               {"no record has this id", "इस पहचान का कोई अभिलेख नहीं है"},
               {file.string(), 0, column, shortened(id, 80)}};
}

std::optional<RecordNo> find_record(const RecordIds& ids, const std::string& id) {
  const std::optional<std::size_t> place = ids.find({&id, 1}).front();
  return place ? std::optional(static_cast<RecordNo>(*place)) : std::nullopt;
}

}  // namespace

Result<PairExplanation> explain_pair(const LinkJob& job, const std::string& left_id, const std::string& right_id,
                                     Progress& progress) {
  Linking linking(job, progress);
  BOOTHWISE_CHECK(linking.begin());
  const std::filesystem::path& right_file = job.right ? *job.right : job.left;
  const std::optional<RecordNo> left = find_record(linking.left_ids(), left_id);
  if (!left) return record_unknown(job.left, linking.left_id_column(), left_id);
  const std::optional<RecordNo> right = find_record(job.right ? linking.right_ids() : linking.left_ids(), right_id);
  if (!right) return record_unknown(right_file, linking.right_id_column(), right_id);
  if (linking.is_empty()) return record_unknown(right_file, linking.right_id_column(), right_id);
  BOOTHWISE_CHECK(linking.learn());
  const linkage::Settings& how = linking.used().settings;
  const linkage::Model& model = *linking.used().model;
  BOOTHWISE_TRY(left_texts, record_texts(job.left, how.columns, *left, progress));
  BOOTHWISE_TRY(right_texts, record_texts(right_file, how.columns, *right, progress));
  linkage::Scorer scorer(model, linking.prepared(), how.probability_least);
  const RecordNo right_record = *right + (job.right ? static_cast<RecordNo>(linking.left()) : 0);
  const linkage::Scorer::Explained explained = scorer.explain(*left, right_record);
  PairExplanation explanation;
  for (std::size_t at = 0; at < explained.parts.size(); ++at) {
    const linkage::Comparison& comparison = how.comparisons[at];
    explanation.parts.push_back(
        {how.columns[comparison.column], left_texts[comparison.column], right_texts[comparison.column],
         linkage::describe(comparison.as, explained.parts[at].level), explained.parts[at].weight});
  }
  explanation.related = explained.related;
  explanation.weight = explained.evidence.weight;
  explanation.probability = explained.evidence.probability;
  explanation.prior = std::log2(explanation.probability / (1 - explanation.probability)) - explanation.weight;
  return explanation;
}

}  // namespace boothwise::services
