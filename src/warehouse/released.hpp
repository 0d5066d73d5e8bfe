#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// What can be asked of released tables, which are all that there is of protected answers here (rule R16). Asks one
/// manifest; used by one thread. Every function's errors: `warehouse_failed`.
class ReleasedReader {
 public:
  ReleasedReader(Warehouse& warehouse, const Manifest& manifest);

  /// Waves whose tables are here.
  [[nodiscard]] std::set<std::string> waves() const;

  struct Question {
    std::int64_t number = 0;
    std::string code;
    Bilingual title;
    std::string purpose;
    std::string risk;
    Bilingual wave;
    std::string first_day;
    std::string last_day;
    std::string released_on;
    std::int64_t floor_base = 0;
    std::int64_t floor_cell = 0;
  };
  /// In order; none of a wave that is not here.
  Result<std::vector<Question>> questions(std::string_view wave);

  /// Numbers with their central 90 % interval; nothing where hidden.
  struct Estimate {
    double value = 0;
    double low = 0;
    double high = 0;
  };
  struct Cell {
    std::string level;
    std::string district;
    AcNo ac;  ///< 0 for a district
    std::string kendra;
    Bilingual kendra_name;
    std::string part;
    std::int64_t question = 0;
    std::int64_t position = 0;
    std::string answer;
    Bilingual answer_title;
    std::optional<Estimate> base;
    std::optional<Estimate> count;
    std::optional<Estimate> share;
    std::optional<double> share_most;
  };
  /// Which areas: all districts; a district with its segments; a segment with its shakti kendras; one of them with its
  /// booths; a booth with what stands in for it.
  struct Where {
    std::string district;
    std::optional<AcNo> ac;
    std::string kendra;
    std::string part;
    bool every = false;  ///< all areas there are, whatever else is asked
  };
  /// From the widest area down, question by question.
  Result<std::vector<Cell>> cells(std::string_view wave, const Where& where);

  enum class FileFormat : std::uint8_t { csv, parquet };
  /// Writes all cells of a wave. Errors: also `file_unwritable`.
  Status write(std::string_view wave, FileFormat format, const std::filesystem::path& file);

 private:
  Warehouse& warehouse_;
  const Manifest& manifest_;
  Connection connection_;
};

}  // namespace boothwise::warehouse
