#include "asking/figures.hpp"

#include "asking/figure_parts.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <utility>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/forecast_data.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::asking {

namespace json = boost::json;

namespace {

struct UnitWords {
  Unit unit;
  std::string_view name;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array<UnitWords, 11> units = {{{Unit::none, "none", "", ""},
                                              {Unit::votes, "votes", " votes", " वोट"},
                                              {Unit::seats, "seats", " seats", " सीटें"},
                                              {Unit::segments, "segments", " segments", " विधानसभा क्षेत्र"},
                                              {Unit::booths, "booths", " booths", " बूथ"},
                                              {Unit::electors, "electors", " electors", " मतदाता"},
                                              {Unit::names, "names", " names", " नाम"},
                                              {Unit::percent, "percent", " %", " %"},
                                              {Unit::points, "points", " points", " अंक"},
                                              {Unit::counted, "counted", "", ""},
                                              {Unit::people, "people", " people", " लोग"}}};

bool is_fraction(Unit unit) { return unit == Unit::percent || unit == Unit::points; }

}  // namespace

std::string_view name_of(FigureKind kind) { return kind == FigureKind::official ? "official" : "survey"; }

Bilingual title_of(FigureKind kind) {
  return kind == FigureKind::official ? Bilingual{"official figure", "आधिकारिक आँकड़ा"}
                                      : Bilingual{"survey estimate", "सर्वे का अनुमान"};
}

Bilingual value_text(const Figure& figure) {
  const UnitWords& words = units.at(static_cast<std::size_t>(figure.unit));
  const bool change = !figure.reference.since.empty();
  std::string number = is_fraction(figure.unit) ? one_decimal(figure.value)
                                                : grouped(static_cast<std::int64_t>(std::llround(figure.value)));
  if (change && figure.value > 0) number.insert(0, "+");
  Unit unit = figure.unit;
  if (change && unit == Unit::percent) unit = Unit::points;
  const UnitWords& shown = unit == figure.unit ? words : units.at(static_cast<std::size_t>(unit));
  if (unit == Unit::counted) return {number + " " + figure.unit_name.en, number + " " + figure.unit_name.hi};
  return {number + std::string(shown.en), number + std::string(shown.hi)};
}

Error no_figure(Bilingual why) { return {ErrorKind::not_found, "no_figure", std::move(why)}; }

Error area_unfit(const Area& area) {
  Error error{
      ErrorKind::bad_input, "area_unfit", {"this measure is not of such a place", "यह माप ऐसी जगह का नहीं होता"}};
  error.where.value = std::string(name_of(area.level)) + (area.id.empty() ? "" : ":" + area.id);
  return error;
}

Result<std::pair<AcNo, Part>> booth_of(const Area& area) {
  const std::size_t slash = area.id.find('/');
  const auto ac = parse_number<std::int32_t>(std::string_view(area.id).substr(0, slash));
  const auto part = slash == std::string::npos ? std::nullopt : parse_part(std::string_view(area.id).substr(slash + 1));
  if (!ac || !part) return area_unfit(area);
  return std::pair(AcNo{*ac}, *part);
}

std::int32_t number_of(const Area& area) { return parse_number<std::int32_t>(area.id).value_or(0); }

json::object figure_json(const Figure& figure) {
  return {{"reference", to_string(figure.reference)},
          {"measure", name_of(figure.reference.measure)},
          {"title", services::to_json(figure.title)},
          {"area", services::to_json(figure.area)},
          {"value", figure.value},
          {"unit", units.at(static_cast<std::size_t>(figure.unit)).name},
          {"text", services::to_json(figure.text)},
          {"low", services::or_null(figure.low)},
          {"high", services::or_null(figure.high)},
          {"interval", services::text_or_null(figure.interval)},
          {"date", services::to_json(figure.date)},
          {"source", services::to_json(figure.source)},
          {"source_url", services::text_or_null(figure.source_url)},
          {"method", services::to_json(figure.method)},
          {"kind", name_of(figure.kind)},
          {"kind_name", services::to_json(title_of(figure.kind))},
          {"synthetic", figure.synthetic},
          {"page", figure.page}};
}

Figures::Figures(const FigureDesk& desk) : desk_(desk) {}

const std::map<std::string, std::string>& Figures::regions() {
  if (regions_) return *regions_;
  regions_.emplace();
  const auto folder = services::regions_folder(desk_.snapshot, desk_.data_folder, desk_.workspace.state);
  // A state without the table has no regions: they are a convenience of pages, no fact of an election.
  const Status read = services::each_own_row(folder / "regions.csv", [&](const std::vector<std::string>& cells) {
    if (cells.size() >= 2) (*regions_)[cells[0]] = cells[1];
  });
  if (!read) regions_->clear();
  const Status named = services::each_own_row(folder / "region_names.csv", [&](const std::vector<std::string>& cells) {
    if (cells.size() >= 3) region_names_.push_back({cells[0], {cells[1], cells[2]}});
  });
  if (!named) region_names_.clear();
  return *regions_;
}

const std::vector<std::pair<std::string, Bilingual>>& Figures::region_names() {
  regions();
  return region_names_;
}

std::string Figures::region_of_seat(PcNo pc) {
  std::map<std::string, int> votes;
  for (const AssemblyConstituency* segment : desk_.snapshot.places.segments_of(pc)) {
    const auto found = regions().find(segment->district);
    if (found != regions().end()) ++votes[found->second];
  }
  const auto most = std::ranges::max_element(votes, {}, [](const auto& one) { return one.second; });
  return most == votes.end() ? std::string() : most->first;
}

Result<Bilingual> Figures::name(const Area& area) {
  const Places& places = desk_.snapshot.places;
  switch (area.level) {
    case AreaLevel::state: {
      const auto maps = services::load_maps(desk_.data_folder, desk_.workspace.state);
      return maps && !maps->name.en.empty() ? maps->name : Bilingual{"the state", "पूरा प्रदेश"};
    }
    case AreaLevel::region: {
      const auto& names = region_names();
      const auto found = std::ranges::find(names, area.id, &std::pair<std::string, Bilingual>::first);
      if (found == names.end()) return area_unfit(area);
      return found->second;
    }
    case AreaLevel::district: {
      const District* district = places.district(area.id);
      if (district == nullptr) return area_unfit(area);
      return Bilingual{district->name.en + " district", "ज़िला " + district->name.hi};
    }
    case AreaLevel::seat: {
      const ParliamentaryConstituency* pc = places.pc(PcNo{number_of(area)});
      if (pc == nullptr) return services::unknown_seat(number_of(area), places.pcs().size());
      return Bilingual{pc->name.en + " (seat " + area.id + ")", pc->name.hi + " (सीट " + area.id + ")"};
    }
    case AreaLevel::segment: {
      const AssemblyConstituency* ac = places.ac(AcNo{number_of(area)});
      if (ac == nullptr) return services::unknown_seat(number_of(area), places.acs().size());
      return Bilingual{ac->name.en + " (AC " + area.id + ")", ac->name.hi + " (विधानसभा " + area.id + ")"};
    }
    case AreaLevel::booth: {
      BOOTHWISE_TRY(booth, booth_of(area));
      const Bilingual in = services::segment_name(places, booth.first);
      const std::string part = to_string(booth.second);
      return Bilingual{in.en + ", booth " + part, in.hi + ", बूथ " + part};
    }
  }
  return area_unfit(area);
}

Result<std::vector<AcNo>> Figures::segments(const Area& area) {
  std::vector<AcNo> list;
  BOOTHWISE_TRY(known, name(area));
  for (const AssemblyConstituency& ac : desk_.snapshot.places.acs()) {
    bool in = area.level == AreaLevel::state;
    if (area.level == AreaLevel::district) in = ac.district == area.id;
    if (area.level == AreaLevel::seat) in = ac.pc.value == number_of(area);
    if (area.level == AreaLevel::segment) in = ac.no.value == number_of(area);
    if (area.level == AreaLevel::region) {
      const auto found = regions().find(ac.district);
      in = found != regions().end() && found->second == area.id;
    }
    if (in) list.push_back(ac.no);
  }
  if (area.level == AreaLevel::booth) return area_unfit(area);
  return list;
}

Result<std::vector<Area>> Figures::inside(const Area& area, AreaLevel level, const std::string& election) {
  const Places& places = desk_.snapshot.places;
  std::vector<Area> list;
  if (level == AreaLevel::region) {
    if (area.level != AreaLevel::state) return area_unfit(area);
    for (const auto& [id, named] : region_names()) list.push_back({level, id});
    return list;
  }
  if (level == AreaLevel::district) {
    for (const District& district : places.districts()) {
      const auto region = regions().find(district.id);
      const bool in = area.level == AreaLevel::state || (area.level == AreaLevel::district && area.id == district.id) ||
                      (area.level == AreaLevel::region && region != regions().end() && region->second == area.id);
      if (in) list.push_back({level, district.id});
    }
    return list;
  }
  if (level == AreaLevel::seat) {
    for (const ParliamentaryConstituency& pc : places.pcs()) {
      bool in = area.level == AreaLevel::state || (area.level == AreaLevel::seat && number_of(area) == pc.no.value);
      if (area.level == AreaLevel::district) in = std::ranges::find(pc.districts, area.id) != pc.districts.end();
      if (area.level == AreaLevel::region) in = region_of_seat(pc.no) == area.id;
      if (in) list.push_back({level, std::to_string(pc.no.value)});
    }
    return list;
  }
  BOOTHWISE_TRY(acs, segments(area));
  if (level == AreaLevel::segment) {
    for (const AcNo ac : acs) list.push_back({level, std::to_string(ac.value)});
    return list;
  }
  if (level != AreaLevel::booth) return area_unfit(area);
  BOOTHWISE_TRY(data, desk_.snapshot.election(election));
  warehouse::Reader reader(*desk_.workspace.warehouse, *desk_.snapshot.manifest);
  for (const AcNo ac : acs) {
    BOOTHWISE_TRY(stations, desk_.snapshot.shelf->segment(reader, data->results.election, ac));
    for (const warehouse::Station& station : stations)
      list.push_back({level, std::to_string(ac.value) + "/" + to_string(station.part)});
  }
  return list;
}

void Figures::cite(Figure& figure, const std::vector<std::pair<std::string_view, std::string>>& drawn) const {
  std::vector<std::string> sources;
  for (const auto& [table, scope] : drawn) {
    for (const warehouse::ActiveFile& active : warehouse::active_files(*desk_.snapshot.manifest, table, scope)) {
      figure.synthetic |= active.run->synthetic;
      std::string source = active.run->source;
      if (source.empty() && !active.run->files.empty()) source = active.run->files.front().name;
      if (!source.empty() && std::ranges::find(sources, source) == sources.end()) sources.push_back(std::move(source));
    }
  }
  std::string joined;
  for (const std::string& source : sources) joined += (joined.empty() ? "" : "; ") + source;
  const auto add = [&](std::string& text) {
    text = text.empty() ? joined : joined.empty() ? text : text + "; " + joined;
  };
  add(figure.source.en);
  add(figure.source.hi);
}

Result<const services::SchemeFigures*> Figures::published() {
  if (!published_) {
    BOOTHWISE_TRY(read, services::SchemeFigures::read(desk_.snapshot, *desk_.workspace.warehouse, desk_.data_folder,
                                                      desk_.workspace.state));
    published_ = std::move(read);
  }
  return &*published_;
}

Result<std::set<std::string>> Figures::rounds(std::string_view statistic) {
  BOOTHWISE_TRY(all, published());
  if (statistic.starts_with(without_prefix)) statistic.remove_prefix(without_prefix.size());
  std::set<std::string> years;
  for (const services::Outcome& one : all->outcomes()) {
    if (one.id == statistic) years.insert(one.year);
  }
  return years;
}

Result<Figure> Figures::of(const Reference& reference) {
  if ((reference.measure == Measure::community && !desk_.sees_released) ||
      (reference.measure == Measure::declared && !desk_.sees_declared)) {
    return Error{
        ErrorKind::forbidden, "not_yours", {"your role does not see these figures", "आपकी भूमिका ये आँकड़े नहीं देखती"}};
  }
  Figure figure;
  figure.reference = reference;
  figure.title = title_of(reference.measure);
  BOOTHWISE_TRY(area, name(reference.area));
  figure.area = std::move(area);
  const auto answer = [&]() -> Result<Figure> {
    if (needs_election(reference.measure)) return of_election(std::move(figure));
    switch (reference.measure) {
      case Measure::roll_electors:
      case Measure::roll_added:
      case Measure::roll_struck:
        return of_roll(std::move(figure));
      case Measure::scheme_count:
      case Measure::scheme_share:
        return of_scheme(std::move(figure));
      case Measure::statistic:
        return of_statistic(std::move(figure));
      case Measure::base:
        return of_base(std::move(figure));
      case Measure::declared:
        return of_declared(std::move(figure));
      default:
        return of_community(std::move(figure));
    }
  };
  BOOTHWISE_TRY(made, answer());
  if (made.text.en.empty()) made.text = value_text(made);
  if (made.source.en.empty() && made.source.hi.empty()) {
    return no_figure({"its source is not known, so it is not shown", "इसका स्रोत ज्ञात नहीं, इसलिए नहीं दिखाया जाता"});
  }
  return made;
}

Result<Figure> figure_of(const FigureDesk& desk, std::string_view reference) {
  BOOTHWISE_TRY(parsed, parse_reference(reference));
  return Figures(desk).of(parsed);
}

}  // namespace boothwise::asking
