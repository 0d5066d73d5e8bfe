#pragma once

#include "reports/report.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/access.hpp"
#include "services/booth_targets.hpp"
#include "services/caller.hpp"
#include "services/forecast_desk.hpp"
#include "services/snapshot.hpp"
#include "services/views.hpp"
#include "services/workspace.hpp"

/// What stands on each report. A kind is a row of the table in paper_kinds.cpp and a function that puts what views say
/// (services/*_view) into a reports::Report; it computes no figure of its own.
namespace boothwise::papers {

/// Views that several reports of one making share: the focus list of a state is asked for once for 75 districts.
/// Thread-safe.
class KeptViews {
 public:
  /// The view of that name; made by `make` when it is first asked for.
  Result<const boost::json::object*> get(const std::string& name,
                                         const std::function<Result<boost::json::object>()>& make);

 private:
  struct Kept {
    std::mutex making;
    std::optional<boost::json::object> view;
  };
  std::mutex mutex_;  // guards the map, not what it holds
  std::map<std::string, std::unique_ptr<Kept>> views_;
};

/// What reports are made from, for the one who asks: they hold what she may see.
struct PaperDesk {
  services::Caller& caller;
  const services::Snapshot& snapshot;
  const services::StateMaps& maps;
  services::ForecastShelf& shelf;
  KeptViews& kept;
  std::string pages{};  ///< "https://booths.example.org"; empty: reports carry no address
};

/// What it is of.
enum class PaperPlace : std::uint8_t {
  none,      ///< the whole state
  seat,      ///< a Lok Sabha seat's number
  district,  ///< a district's name in either language
  either,    ///< a district, or the whole state where none is named
  booth,     ///< AC/PART, such as 85/12A
  unit,      ///< a unit's number; the topmost where none is named
  session    ///< a training session's id; the latest where none is named
};

struct PaperAsked {
  Language language = Language::hindi;
  std::string place{};
  services::Asked asked{};
  std::optional<std::int64_t> need{};            ///< of a list of targets: votes to be newly won in the seat
  std::optional<double> turnout_most{};          ///< likewise, of electors
  std::optional<services::SeatEffort> effort{};  ///< likewise, to be spread over the booths
};

struct PaperKind {
  std::string_view name;  ///< in commands and addresses: "district"
  Bilingual title;
  PaperPlace place = PaperPlace::none;
  Right right = Right::view_results;
  Result<reports::Report> (*make)(const PaperDesk& desk, const PaperAsked& asked) = nullptr;
};

std::span<const PaperKind> paper_kinds();
/// Errors: `unknown_report`, listing those there are.
Result<const PaperKind*> paper_kind(std::string_view name);

/// Makes one. Errors: `place_missing`, `place_unknown` (with what comes near), `sign_in_needed` and `not_yours` where
/// the place lies outside of what the caller reaches, and those of the views.
Result<reports::Report> make_report(const PaperDesk& desk, const PaperKind& kind, PaperAsked asked);

/// Success where the caller reaches a unit at, above or inside the place with that right. Errors: `sign_in_needed`,
/// `not_yours`.
Status permit_paper(services::Caller& caller, const services::Snapshot& snapshot, const PaperKind& kind,
                    std::string_view place);

}  // namespace boothwise::papers
