#include "operations/unit_places.hpp"
#include "papers/paper.hpp"
#include "papers/paper_makers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "domain/coverage.hpp"
#include "services/district_names.hpp"
#include "services/view_parts.hpp"

namespace boothwise::papers {

namespace {

/// What can be reported. A new kind is a row here and a function that makes it.
const std::array<PaperKind, 10>& all_kinds() {
  static const std::array<PaperKind, 10> kinds = {
      PaperKind{"seat", {"Seat brief", "सीट विवरण"}, PaperPlace::seat, Right::view_results, seat_brief},
      PaperKind{"targets", {"Targets by booth", "बूथवार लक्ष्य"}, PaperPlace::seat, Right::view_results, target_list},
      PaperKind{
          "district", {"District brief", "ज़िला विवरण"}, PaperPlace::district, Right::view_results, district_brief},
      PaperKind{"booth", {"Booth brief", "बूथ विवरण"}, PaperPlace::booth, Right::view_results, booth_brief},
      PaperKind{"focus", {"Focus list", "ध्यान सूची"}, PaperPlace::none, Right::view_results, focus_list},
      PaperKind{"programmes",
                {"Programme status", "कार्यक्रमों की स्थिति"},
                PaperPlace::unit,
                Right::view_work,
                programme_status},
      PaperKind{
          "schemes", {"Scheme coverage", "योजनाओं की पहुँच"}, PaperPlace::either, Right::view_results, scheme_coverage},
      PaperKind{
          "rolls", {"Roll revision", "मतदाता सूची पुनरीक्षण"}, PaperPlace::either, Right::view_roll_counts, roll_revision},
      PaperKind{"forecast", {"Forecast", "पूर्वानुमान"}, PaperPlace::none, Right::view_results, forecast_report},
      PaperKind{"training", {"Training", "प्रशिक्षण"}, PaperPlace::session, Right::hold_training, training_report},
  };
  return kinds;
}

Error place_missing(Bilingual expected) { return Error{ErrorKind::bad_input, "place_missing", std::move(expected)}; }

Error place_unknown(std::string_view place, Bilingual expected) {
  Error error{ErrorKind::not_found, "place_unknown", std::move(expected)};
  error.where.value = shortened(place, 80);
  return error;
}

std::optional<std::int32_t> whole_number(std::string_view text) { return parse_number<std::int32_t>(text); }

/// Gives the place as makers take it: a district its id.
Result<std::string> known_place(const services::Snapshot& snapshot, const PaperKind& kind, std::string_view place) {
  switch (kind.place) {
    case PaperPlace::none:
      return std::string();
    case PaperPlace::seat: {
      const auto number = whole_number(place);
      if (place.empty()) return place_missing({"name a Lok Sabha seat by its number", "लोक सभा सीट की संख्या दें"});
      if (!number || snapshot.places.pc(PcNo(*number)) == nullptr) {
        return place_unknown(place, {"expected the number of a Lok Sabha seat", "लोक सभा सीट की संख्या चाहिए"});
      }
      return std::string(place);
    }
    case PaperPlace::either:
      if (place.empty()) return std::string();
      [[fallthrough]];
    case PaperPlace::district: {
      if (place.empty()) return place_missing({"name a district", "ज़िले का नाम दें"});
      const services::DistrictNames names(snapshot.places);
      if (auto found = names.find(place)) return *found;
      Error error = place_unknown(place, {"there is no district of that name", "इस नाम का कोई ज़िला नहीं है"});
      if (std::string nearest = names.nearest(place); !nearest.empty()) error.choices.push_back(std::move(nearest));
      return error;
    }
    case PaperPlace::booth: {
      const Bilingual expected{"expected a booth as AC/PART, such as 85/12", "बूथ AC/PART के रूप में चाहिए, जैसे 85/12"};
      if (place.empty()) return place_missing(expected);
      const std::size_t slash = place.find('/');
      if (slash == std::string_view::npos || !whole_number(place.substr(0, slash)) ||
          !parse_part(place.substr(slash + 1))) {
        return place_unknown(place, expected);
      }
      return std::string(place);
    }
    case PaperPlace::unit:
      if (place.empty()) return std::string();
      if (!parse_number<std::int64_t>(place))
        return place_unknown(place, {"expected a unit's number", "इकाई की संख्या चाहिए"});
      return std::string(place);
    case PaperPlace::session:
      return std::string(place);  // its own view asks whether there is one
  }
  throw BrokenInvariant("a place of no kind");
}

/// The places whose units may have the report: what it is of, what is around it, and, of a seat, its districts.
std::vector<CoveredPlace> places_around(const Places& places, const PaperKind& kind, std::string_view place) {
  switch (kind.place) {
    case PaperPlace::seat: {
      const PcNo pc(*whole_number(place));
      std::vector<CoveredPlace> all = around(places, {PlaceKind::pc, pc.value, {}});
      for (const std::string& district : places.pc(pc)->districts) all.push_back({PlaceKind::district, 0, district});
      for (const AssemblyConstituency* ac : places.segments_of(pc)) all.push_back({PlaceKind::ac, ac->no.value, {}});
      return all;
    }
    case PaperPlace::either:
    case PaperPlace::district:
      return around(places, {PlaceKind::district, 0, std::string(place)});
    case PaperPlace::booth: {
      const std::size_t slash = place.find('/');
      return around(places, part_of(AcNo(*whole_number(place.substr(0, slash))), *parse_part(place.substr(slash + 1))));
    }
    case PaperPlace::none:
    case PaperPlace::unit:
    case PaperPlace::session:
      return {};
  }
  return {};
}

}  // namespace

Result<const boost::json::object*> KeptViews::get(const std::string& name,
                                                  const std::function<Result<boost::json::object>()>& make) {
  Kept* kept = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    std::unique_ptr<Kept>& place = views_[name];
    if (!place) place = std::make_unique<Kept>();
    kept = place.get();
  }
  const std::scoped_lock lock(kept->making);
  if (!kept->view) {
    BOOTHWISE_TRY(view, make());
    kept->view = std::move(view);
  }
  return &*kept->view;
}

std::span<const PaperKind> paper_kinds() { return all_kinds(); }

Result<const PaperKind*> paper_kind(std::string_view name) {
  for (const PaperKind& kind : all_kinds()) {
    if (kind.name == name) return &kind;
  }
  Error error{
      ErrorKind::not_found, "unknown_report", {"there is no report of that name", "इस नाम की कोई रिपोर्ट नहीं है"}};
  error.where.value = shortened(name, 80);
  for (const PaperKind& kind : all_kinds()) error.choices.emplace_back(kind.name);
  return error;
}

Status permit_paper(services::Caller& caller, const services::Snapshot& snapshot, const PaperKind& kind,
                    std::string_view place) {
  BOOTHWISE_CHECK(caller.access().require(kind.right));
  if (caller.access().may(kind.right, whole_organisation)) return success();
  // Of the whole state anybody may have public figures; of a unit or a session its own views ask.
  if (place.empty() || kind.place == PaperPlace::none || kind.place == PaperPlace::unit ||
      kind.place == PaperPlace::session) {
    return success();
  }
  for (const CoveredPlace& one : places_around(snapshot.places, kind, place)) {
    BOOTHWISE_TRY(holders, operations::holders_of_place(caller.whole_store(), one));
    for (const PlaceHolder& holder : holders) {
      if (caller.access().may(kind.right, holder.path)) return success();
    }
  }
  return caller.access().permit(kind.right, whole_organisation).error();
}

Result<reports::Report> make_report(const PaperDesk& desk, const PaperKind& kind, PaperAsked asked) {
  BOOTHWISE_TRY(place, known_place(desk.snapshot, kind, asked.place));
  asked.place = std::move(place);
  BOOTHWISE_CHECK(permit_paper(desk.caller, desk.snapshot, kind, asked.place));
  return kind.make(desk, asked);
}

}  // namespace boothwise::papers
