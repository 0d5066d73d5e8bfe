#include "services/relinking.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "linkage/clusters.hpp"
#include "linkage/link.hpp"
#include "linkage/sets.hpp"
#include "services/cluster_ids.hpp"
#include "services/kept_links.hpp"
#include "services/record_files.hpp"
#include "services/table_file.hpp"

namespace boothwise::services {

namespace {

using linkage::Decision;
using linkage::Link;
using linkage::RecordNo;

/// Puts clusters together again where records came or went.
class Regrouping {
 public:
  Regrouping(linkage::Kept& kept, double probability_least) : kept_(kept), components_(kept.clusters.size()) {
    rules_.probability_least = probability_least;
    for (const Link& pair : kept.pairs) {
      if (pair.probability >= probability_least) components_.join(pair.left, pair.right);
    }
    for (const Decision& decision : kept.decisions) {
      if (decision.same) components_.join(decision.left, decision.right);
    }
  }

  /// `is_there` says which records there are: new ones have no cluster yet. `touched`: ids of clusters that lost a
  /// record.
  void run(const std::vector<bool>& is_there, const std::unordered_set<std::uint64_t>& touched) {
    const std::vector<RecordNo> members = touched_records(is_there, touched);
    std::vector<RecordNo> place(kept_.clusters.size(), none);
    for (RecordNo at = 0; at < members.size(); ++at) place[members[at]] = at;
    std::vector<Link> links;
    std::vector<Link> uncertain;
    for (Link pair : kept_.pairs) {
      if (place[pair.left] == none || place[pair.right] == none) continue;
      pair.left = place[pair.left];
      pair.right = place[pair.right];
      (pair.probability >= rules_.probability_least ? links : uncertain).push_back(pair);
    }
    std::vector<Decision> decisions;
    for (const Decision& decision : kept_.decisions) {
      if (place[decision.left] != none && place[decision.right] != none)
        decisions.push_back({place[decision.left], place[decision.right], decision.same});
    }
    const std::vector<RecordNo> clusters = linkage::clusters_of(links, uncertain, members.size(), rules_, decisions);
    PreviousClusters previous{{}, kept_.highest_cluster};
    for (const RecordNo member : members) previous.of_record.push_back(kept_.clusters[member]);
    const std::vector<std::uint64_t> ids = kept_cluster_ids(clusters, previous);
    for (RecordNo at = 0; at < members.size(); ++at) {
      kept_.clusters[members[at]] = ids[clusters[at]];
      kept_.highest_cluster = std::max(kept_.highest_cluster, ids[clusters[at]]);
    }
  }

 private:
  static constexpr RecordNo none = ~RecordNo{0};

  /// Records of every component that has a new record or one of a touched cluster in it.
  std::vector<RecordNo> touched_records(const std::vector<bool>& is_there,
                                        const std::unordered_set<std::uint64_t>& touched) {
    std::vector<bool> cluster(kept_.highest_cluster + 1);
    cluster[0] = true;  // new records have none
    for (const std::uint64_t id : touched) cluster[id] = true;
    std::vector<bool> component(kept_.clusters.size());
    for (bool more = true; more;) {
      more = false;
      for (RecordNo record = 0; record < kept_.clusters.size(); ++record) {
        if (!is_there[record]) continue;
        const std::uint64_t of_record = kept_.clusters[record];
        const RecordNo in = components_.of(record);
        if (component[in] == cluster[of_record]) continue;
        more = true;
        component[in] = cluster[of_record] = true;
      }
    }
    std::vector<RecordNo> members;
    for (RecordNo record = 0; record < kept_.clusters.size(); ++record) {
      if (is_there[record] && component[components_.of(record)]) members.push_back(record);
    }
    return members;
  }

  linkage::Kept& kept_;
  linkage::Sets components_;
  linkage::ClusterRules rules_;
};

class Relinking {
 public:
  Relinking(const RelinkJob& job, Progress& progress, KeptLinks links)
      : job_(job),
        progress_(progress),
        links_(std::move(links)),
        first_added_(static_cast<RecordNo>(links_.kept.prepared.records)) {}

  Result<RelinkReport> run() {
    BOOTHWISE_CHECK(take_added());
    BOOTHWISE_CHECK(take_removed());
    std::vector<bool> is_there;
    for (RecordNo record = 0; record < links_.kept.clusters.size(); ++record)
      is_there.push_back(links_.kept.is_there(record) || (record >= first_added_ && !is_gone_.contains(record)));
    linkage::Kept& kept = links_.kept;
    drop_pairs(is_there);
    BOOTHWISE_CHECK(compare());
    Regrouping(kept, links_.used.settings.probability_least).run(is_there, touched_);
    count();
    if (!job_.out.empty()) BOOTHWISE_CHECK(write_clusters(job_.out, links_.ids, kept.clusters));
    BOOTHWISE_CHECK(write_state());
    return report_;
  }

 private:
  struct Added {
    std::vector<std::string> cells;
    std::string id;
  };

  Status take_added() {
    if (job_.added.empty()) return success();
    std::vector<Added> added;
    BOOTHWISE_CHECK(read_added(added));
    std::vector<std::string> ids;
    ids.reserve(added.size());
    for (const Added& record : added) ids.push_back(record.id);
    const auto places = links_.ids.find(ids);
    std::vector<std::string_view> cells;
    for (std::size_t at = 0; at < added.size(); ++at) {
      cells.assign(added[at].cells.begin(), added[at].cells.end());
      links_.add(cells, added[at].id);
    }
    links_.take_added();
    for (std::size_t at = 0; at < added.size(); ++at) {
      const auto number = static_cast<RecordNo>(first_added_ + at);
      if (!places[at] || !links_.kept.is_there(static_cast<RecordNo>(*places[at]))) {
        ++report_.added;
      } else {
        replace(static_cast<RecordNo>(*places[at]), number);
      }
    }
    return success();
  }

  /// Errors: `id_missing`, `id_repeated`, those of reading.
  Status read_added(std::vector<Added>& added) {
    std::vector<std::string> columns = links_.used.settings.columns;
    columns.push_back(links_.used.id);
    std::map<std::string, std::uint64_t, std::less<>> lines;
    return visit_records(job_.added, columns, progress_,
                         [&](std::uint64_t line, std::span<const std::string_view> cells) -> Status {
                           const std::string_view id = cells.back();
                           if (id.empty()) return id_error("id_missing", line, {});
                           if (!lines.emplace(id, line).second) return id_error("id_repeated", line, id);
                           added.push_back({{cells.begin(), cells.end() - 1}, std::string(id)});
                           return success();
                         });
  }

  [[nodiscard]] Error id_error(std::string code, std::uint64_t line, std::string_view id) const {
    const bool missing = id.empty();
    return Error{ErrorKind::bad_input,
                 std::move(code),
                 missing ? Bilingual{"a record without an id", "बिना पहचान का अभिलेख"}
                         : Bilingual{"a record before it has the same id", "इससे पहले के अभिलेख की यही पहचान है"},
                 {job_.added.string(), line, links_.used.id, shortened(id, 80)}};
  }

  /// A record that came again. Equal ones are left as they were.
  void replace(RecordNo before, RecordNo now) {
    const linkage::Prepared& prepared = links_.kept.prepared;
    if (std::equal(prepared.row(before), prepared.row(before) + prepared.width, prepared.row(now))) {
      ++report_.unchanged;
      take_out(now);
      return;
    }
    ++report_.changed;
    for (Decision& decision : links_.kept.decisions) {
      if (decision.left == before) decision.left = now;
      if (decision.right == before) decision.right = now;
    }
    take_out(before);
  }

  void take_out(RecordNo record) {
    if (const std::uint64_t cluster = links_.kept.clusters[record]; cluster != 0) touched_.insert(cluster);
    links_.remove(record);
    is_gone_.insert(record);
  }

  Status take_removed() {
    if (job_.removed.empty()) return success();
    std::vector<std::string> ids;
    std::vector<std::uint64_t> lines;
    const std::vector<std::string> columns{links_.used.id};
    BOOTHWISE_CHECK(visit_records(job_.removed, columns, progress_,
                                  [&](std::uint64_t line, std::span<const std::string_view> cells) {
                                    ids.emplace_back(cells[0]);
                                    lines.push_back(line);
                                    return success();
                                  }));
    const auto places = links_.ids.find(ids);
    for (std::size_t at = 0; at < ids.size(); ++at) {
      const auto record = static_cast<RecordNo>(places[at].value_or(0));
      const bool there =
          places[at] && !is_gone_.contains(record) && (record >= first_added_ || links_.kept.is_there(record));
      if (!there) {
        return Error{ErrorKind::bad_input,
                     "record_unknown",
                     {"no record has this id", "इस पहचान का कोई अभिलेख नहीं है"},
                     {job_.removed.string(), lines[at], links_.used.id, shortened(ids[at], 80)}};
      }
      take_out(record);
      ++report_.removed;
    }
    return success();
  }

  void drop_pairs(const std::vector<bool>& is_there) {
    const auto is_gone = [&](const auto& pair) { return !is_there[pair.left] || !is_there[pair.right]; };
    std::erase_if(links_.kept.pairs, is_gone);
    std::erase_if(links_.kept.decisions, is_gone);
  }

  Status compare() {
    linkage::Kept& kept = links_.kept;
    if (first_added_ == kept.prepared.records) return success();
    std::vector<Decision> decisions;
    for (const Decision& decision : kept.decisions) {
      if (std::max(decision.left, decision.right) >= first_added_) decisions.push_back(decision);
    }
    BOOTHWISE_TRY(linked, linkage::link_added(kept.prepared, links_.used.settings, *links_.used.model, job_.resources,
                                              progress_, kept.postings, first_added_, decisions));
    report_.pairs = linked.pairs;
    kept.pairs.insert(kept.pairs.end(), linked.links.begin(), linked.links.end());
    kept.pairs.insert(kept.pairs.end(), linked.uncertain.begin(), linked.uncertain.end());
    return success();
  }

  void count() {
    std::vector<std::uint32_t> sizes(links_.kept.highest_cluster + 1);
    for (const std::uint64_t cluster : links_.kept.clusters) ++sizes[cluster];
    report_.records = links_.kept.clusters.size() - sizes[0];
    sizes[0] = 0;
    report_.clusters =
        static_cast<std::size_t>(std::ranges::count_if(sizes, [](std::uint32_t size) { return size > 1; }));
    const float least = static_cast<float>(links_.used.settings.probability_least);
    report_.links = static_cast<std::size_t>(
        std::ranges::count_if(links_.kept.pairs, [least](const Link& pair) { return pair.probability >= least; }));
  }

  /// Changes stand beside the state until they are a tenth of it; then it is written anew.
  Status write_state() {
    const std::size_t held = links_.file_clusters.size();
    const std::size_t changes = links_.kept.clusters.size() - held + links_.changes.removed.size();
    constexpr std::size_t share = 10;
    return changes * share > held ? write_kept_links(job_.state, links_, job_.resources.threads)
                                  : write_changes(job_.state, links_);
  }

  const RelinkJob& job_;
  Progress& progress_;
  KeptLinks links_;
  RecordNo first_added_;
  std::unordered_set<RecordNo> is_gone_;
  std::unordered_set<std::uint64_t> touched_;
  RelinkReport report_;
};

}  // namespace

Result<RelinkReport> relink(const RelinkJob& job, Progress& progress) {
  if (!job.out.empty()) BOOTHWISE_CHECK(check_table_ending(job.out));
  BOOTHWISE_TRY(links, read_kept_links(job.state, job.resources.threads));
  return Relinking(job, progress, std::move(links)).run();
}

}  // namespace boothwise::services
