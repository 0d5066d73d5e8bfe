#pragma once

#include <boost/json/array.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/scheme.hpp"
#include "services/snapshot.hpp"
#include "services/view_parts.hpp"
#include "warehouse/scheme_counts.hpp"

/// What counts of schemes are compared with: named bases, and outcomes from public statistics. Which there are is data
/// (data/schemes/bases.csv, outcomes.csv).
namespace boothwise::services {

using ByDistrict = std::map<std::string, double, std::less<>>;

/// How many there are to be reached in each district: a published figure, a report's own, or an estimate from two
/// published figures.
struct SchemeBase {
  std::string id;  ///< `households_rural`; `report:target`; `without:clean_fuel`
  Bilingual name;
  SchemeUnit unit = SchemeUnit::household;
  std::string as_of{};  ///< a day; empty: of the report's own day
  Bilingual source{};
  bool whole = false;     ///< covers the state without a gap as of then
  bool estimate = false;  ///< a share times a count
  ByDistrict values{};
};

/// What a survey or census found, never a number of people who got anything from a scheme.
struct Outcome {
  std::string id;
  Bilingual name;
  Bilingual survey{};
  std::string year{};  ///< "2019-21"
  Bilingual of{};      ///< what the share is of
  Bilingual method{};
  std::string source_url{};
  std::vector<std::string> schemes{};
  bool of_households = false;
  ByDistrict values{};  ///< per cent
};

/// Published statistics as they lie in the warehouse, by district of ours.
class SchemeFigures {
 public:
  /// Errors: those of reading our tables; `warehouse_failed`.
  static Result<SchemeFigures> read(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                    const std::filesystem::path& data_folder, std::string_view state);

  /// Those with values.
  [[nodiscard]] const std::vector<SchemeBase>& bases() const { return bases_; }
  [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }
  /// Of a scheme; newest survey first.
  [[nodiscard]] std::vector<const Outcome*> outcomes_of(std::string_view scheme) const;
  /// Whether a district's boundary changed since the day of a base, so that count and base are of two areas.
  [[nodiscard]] bool area_changed(std::string_view district, const SchemeBase& base) const;
  /// What counts of a label are called; the label in words where no table of ours names it.
  [[nodiscard]] Bilingual counted_name(std::string_view counted) const;
  /// Tables and data sets behind all of it.
  [[nodiscard]] const Drawn& drawn() const { return drawn_; }

 private:
  void add_estimated_bases();

  std::vector<SchemeBase> bases_;
  std::vector<Outcome> outcomes_;
  std::map<std::string, std::string, std::less<>> changed_on_;  ///< district -> latest change
  std::map<std::string, Bilingual, std::less<>> counted_names_;
  Drawn drawn_;
};

boost::json::object base_json(const SchemeBase& base);
/// With the values of all districts, or of one.
boost::json::object outcome_json(const Outcome& outcome, std::string_view only_district = {});

}  // namespace boothwise::services
