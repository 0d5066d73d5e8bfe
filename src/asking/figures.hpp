#pragma once

#include "asking/reference.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/scheme_figures.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

namespace boothwise::asking {

inline constexpr double hundred = 100;  ///< per cent of a fraction

/// Where a number comes from: counted by an authority, found by a sample survey (ours or a published one).
enum class FigureKind : std::uint8_t { official, survey };
std::string_view name_of(FigureKind kind);
Bilingual title_of(FigureKind kind);

enum class Unit : std::uint8_t {
  none,
  votes,
  seats,
  segments,
  booths,
  electors,
  names,
  percent,
  points,
  counted,
  people
};

/// One number with all that R31 and R34 ask to stand beside it.
struct Figure {
  Reference reference;  ///< with election and side filled in
  Bilingual title;      ///< "vote share of NDA"
  Bilingual area;
  double value = 0;
  Unit unit = Unit::none;
  Bilingual unit_name;        ///< of `counted`: households, accounts …
  std::optional<double> low;  ///< of its interval, in the same unit
  std::optional<double> high;
  std::string interval;    ///< what kind: "90 %", "95 %"; empty without one
  std::string party;       ///< of `winner`
  Bilingual text;          ///< the value as people read it, with its unit; of `winner` the name
  Bilingual date;          ///< what it is of: an election, a day, years
  Bilingual source;        ///< never empty
  std::string source_url;  ///< may be empty
  Bilingual method;
  FigureKind kind = FigureKind::official;
  bool synthetic = false;
  std::string page;  ///< where the app shows it with all around it: "/seat/64?election=LS-2019&side=NDA"
};

boost::json::object figure_json(const Figure& figure);

/// What numbers are taken from.
struct FigureDesk {
  const services::Snapshot& snapshot;
  services::Workspace& workspace;
  const std::filesystem::path& data_folder;
  Day today;
  bool sees_released = true;  ///< the asker may see released tables (`view_released_tables`)
  bool sees_declared = true;  ///< likewise what households said of schemes (`view_field_counts`)
};

/// Answers references; keeps what several numbers share. Used by one thread, for one snapshot.
class Figures {
 public:
  explicit Figures(const FigureDesk& desk);

  /// Errors: `no_figure` (not_found), saying why it is not here; `hidden_figure` (not_found) where a protected number
  /// stays under its floor (R16); `area_unfit`, `item_unknown`, `unknown_election`, `unknown_side`, `unknown_seat`
  /// (bad_input); `boundaries_differ`; `not_yours` (forbidden) for what the asker may not see; `warehouse_failed`.
  Result<Figure> of(const Reference& reference);

  /// The places of a level inside an area, in order: districts of the state or a region, seats, segments, booths of a
  /// segment or seat at `election`. Errors: `area_unfit`; `warehouse_failed`.
  Result<std::vector<Area>> inside(const Area& area, AreaLevel level, const std::string& election);
  /// Booths with a counted sheet and a candidate of the side, inside an area; how many of its segments have sheets.
  struct BoothLead {
    Area area;
    std::string station;
    Votes votes = 0;  ///< negative where the side trailed
    double points = 0;
  };
  struct BoothLeads {
    std::vector<BoothLead> booths;
    std::size_t segments = 0;
    std::size_t with_sheets = 0;
  };
  /// Errors: as `of`.
  Result<BoothLeads> booth_leads(const Area& area, const services::ElectionData& data, const Side& side);
  /// Errors: `unknown_side`.
  Result<Side> side(const std::string& text, const services::ElectionData& data) const;
  /// Errors: `unknown_seat`, `area_unfit` for a place that is not there.
  Result<Bilingual> name(const Area& area);
  [[nodiscard]] const FigureDesk& desk() const { return desk_; }
  /// District -> region; empty where the state has no such table.
  const std::map<std::string, std::string>& regions();
  /// Region ids with their names, in order.
  const std::vector<std::pair<std::string, Bilingual>>& region_names();
  /// Published statistics and bases. Errors: `warehouse_failed`, those of our tables.
  Result<const services::SchemeFigures*> published();
  /// The years in which a statistic was found, the earliest first. Errors: likewise.
  Result<std::set<std::string>> rounds(std::string_view statistic);

 private:
  Result<Figure> of_election(Figure figure);
  Result<Figure> of_place(Figure figure, const services::ElectionData& data);
  Result<Figure> of_seats(Figure figure);
  Result<Figure> of_lead(Figure figure, const services::ElectionData& data);
  Result<Figure> of_booths(Figure figure, const services::ElectionData& data);
  Result<Figure> of_roll(Figure figure);
  Result<Figure> of_scheme(Figure figure);
  Result<Figure> of_statistic(Figure figure);
  Result<Figure> of_base(Figure figure);
  Result<Figure> of_declared(Figure figure);
  Result<Figure> of_community(Figure figure);

  Result<std::vector<Contest>> contests(const Area& area, const services::ElectionData& data);
  Result<std::vector<AcNo>> segments(const Area& area);
  [[nodiscard]] std::string region_of_seat(PcNo pc);
  void cite(Figure& figure, const std::vector<std::pair<std::string_view, std::string>>& drawn) const;

  FigureDesk desk_;
  std::optional<std::map<std::string, std::string>> regions_;
  std::vector<std::pair<std::string, Bilingual>> region_names_;
  std::optional<services::SchemeFigures> published_;
  std::map<std::string, boost::json::object> schemes_;  // views by code and day
};

/// One number of one reference's text. Errors: those of parse_reference and Figures::of.
Result<Figure> figure_of(const FigureDesk& desk, std::string_view reference);

}  // namespace boothwise::asking
