#include "services/segment_points.hpp"

#include <string>
#include <vector>

#include "base/text.hpp"
#include "services/own_tables.hpp"

namespace boothwise::services {

Result<std::map<std::int32_t, planning::Point>> segment_points(const std::filesystem::path& state_folder) {
  std::map<std::int32_t, planning::Point> points;
  const std::filesystem::path file = state_folder / "assembly_constituencies.csv";
  if (!std::filesystem::exists(file)) return points;
  BOOTHWISE_CHECK(each_own_row(file, [&points](const std::vector<std::string>& cells) {
    constexpr std::size_t latitude_column = 7;
    if (cells.size() < latitude_column + 2) return;
    const auto number = parse_number<std::int32_t>(cells[0]);
    const auto latitude = parse_number<double>(cells[latitude_column]);
    const auto longitude = parse_number<double>(cells[latitude_column + 1]);
    if (number && latitude && longitude) points[*number] = {*latitude, *longitude};
  }));
  return points;
}

}  // namespace boothwise::services
