#include "services/cluster_ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "services/table_file.hpp"

namespace boothwise::services {

using linkage::RecordNo;

namespace {

/// Numbers the clusters that have no id yet, in order of record.
std::vector<std::uint64_t> number_the_rest(std::span<const RecordNo> clusters, std::vector<std::uint64_t> ids,
                                           std::uint64_t highest) {
  for (RecordNo record = 0; record < clusters.size(); ++record) {
    std::uint64_t& id = ids[clusters[record]];
    if (id == 0) id = ++highest;
  }
  return ids;
}

}  // namespace

std::vector<std::uint64_t> new_cluster_ids(std::span<const RecordNo> clusters) {
  return number_the_rest(clusters, std::vector<std::uint64_t>(clusters.size()), 0);
}

Result<PreviousClusters> read_clusters(const std::filesystem::path& file, const RecordIds& ids) {
  std::unordered_map<std::string, std::uint64_t> by_record;
  PreviousClusters previous;
  const std::vector<std::string> columns{"record_id", "cluster_id"};
  NoProgress quiet;
  BOOTHWISE_CHECK(
      visit_records(file, columns, quiet, [&](std::uint64_t line, std::span<const std::string_view> cells) -> Status {
        const auto cluster = parse_number<std::uint64_t>(cells[1]);
        if (!cluster || *cluster == 0) {
          return Error{ErrorKind::bad_input,
                       "cluster_id_malformed",
                       {"expected a whole number above 0", "0 से बड़ी पूर्ण संख्या चाहिए"},
                       {file.string(), line, "cluster_id", shortened(cells[1], 80)}};
        }
        previous.highest = std::max(previous.highest, *cluster);
        by_record.emplace(cells[0], *cluster);
        return success();
      }));
  previous.of_record.resize(ids.size());
  for (std::size_t record = 0; record < ids.size(); ++record) {
    const auto found = by_record.find(ids.text(record));
    if (found != by_record.end()) previous.of_record[record] = found->second;
  }
  return previous;
}

std::vector<std::uint64_t> kept_cluster_ids(std::span<const RecordNo> clusters, const PreviousClusters& previous) {
  std::map<std::pair<RecordNo, std::uint64_t>, std::size_t> shared;  // (cluster, earlier id) -> records
  for (RecordNo record = 0; record < clusters.size(); ++record) {
    if (previous.of_record[record] != 0) ++shared[{clusters[record], previous.of_record[record]}];
  }
  std::vector<std::tuple<std::size_t, RecordNo, std::uint64_t>> claims;
  claims.reserve(shared.size());
  for (const auto& [claim, records] : shared) claims.emplace_back(records, claim.first, claim.second);
  std::ranges::sort(claims, [](const auto& one, const auto& other) {
    return std::tuple(std::get<0>(other), std::get<1>(one), std::get<2>(one)) <
           std::tuple(std::get<0>(one), std::get<1>(other), std::get<2>(other));
  });
  std::vector<std::uint64_t> ids(clusters.size());
  std::unordered_set<std::uint64_t> taken;
  for (const auto& [records, cluster, id] : claims) {
    if (ids[cluster] == 0 && taken.insert(id).second) ids[cluster] = id;
  }
  return number_the_rest(clusters, std::move(ids), previous.highest);
}

Status write_clusters(const std::filesystem::path& file, const RecordIds& ids,
                      std::span<const std::uint64_t> clusters) {
  using warehouse::ColumnType;
  const std::array<warehouse::Column, 2> columns{{{"record_id", ColumnType::text}, {"cluster_id", ColumnType::text}}};
  BOOTHWISE_TRY(table, TableFile::create(file, columns));
  std::string id;
  std::array<char, 20> digits{};
  for (RecordNo record = 0; record < clusters.size(); ++record) {
    if (clusters[record] == 0) continue;
    id.clear();
    ids.append_to(id, record);
    table.add(std::string_view(id));
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), clusters[record]).ptr;
    table.add(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
    BOOTHWISE_CHECK(table.end_row());
  }
  return table.commit();
}

}  // namespace boothwise::services
