#include "papers/assembly_blocks.hpp"

#include "papers/seat_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "services/segment_neighbours.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// The latest assembly election, or nothing.
std::optional<std::string> last_assembly(const services::Snapshot& snapshot) {
  std::optional<std::string> last;
  for (const auto& [election, data] : snapshot.elections) {
    if (election.house == House::vidhan_sabha && !election.by_election) last = to_string(election);
  }
  return last;
}

/// Districts whose segments touch a segment of each district, by id; found once for all briefs.
Result<const json::object*> district_neighbours(const PaperDesk& desk) {
  return desk.kept.get("district neighbours", [&]() -> Result<json::object> {
    services::Caller& caller = desk.caller;
    BOOTHWISE_TRY(neighbours, services::SegmentNeighbours::read(
                                  services::state_folder(caller.data_folder(), caller.workspace().state)));
    std::map<std::string, std::set<std::string>> touching;
    for (const AssemblyConstituency& ac : desk.snapshot.places.acs()) {
      for (const std::int64_t number : neighbours.of(ac.no.value)) {
        const AssemblyConstituency* other = desk.snapshot.places.ac(AcNo(static_cast<std::int32_t>(number)));
        if (other != nullptr && other->district != ac.district) touching[ac.district].insert(other->district);
      }
    }
    json::object view;
    for (const auto& [district, others] : touching) view[district] = json::array(others.begin(), others.end());
    return view;
  });
}

/// The counts of a district in a focus list; null where it has no seat there.
const json::object* counts_of(const json::object& focus, std::string_view district) {
  for (const json::value& one : focus.at("districts").as_array()) {
    if (text_of(one.at("id")) == district) return &one.as_object();
  }
  return nullptr;
}

bool lies_in(const json::value& seat, const std::string& district) {
  return std::ranges::any_of(seat.at("districts").as_array(),
                             [&](const json::value& one) { return text_of(one.at("id")) == district; });
}

/// The district's assembly seats, the least margin first.
std::vector<const json::object*> seats_in(const json::object& assembly, const std::string& district) {
  std::vector<const json::object*> seats;
  for (const json::value& seat : assembly.at("seats").as_array()) {
    if (lies_in(seat, district)) seats.push_back(&seat.as_object());
  }
  std::ranges::stable_sort(
      seats, {}, [](const json::object* seat) { return std::abs(number_of(seat->at("margin_points")).value_or(0)); });
  return seats;
}

std::string numbered_name(const Saying& say, const json::object& seat) {
  return count_text(seat.at("ac_no")) + " " + say.of(seat.at("name"));
}

reports::Table assembly_seats(const Saying& say, const json::object& assembly,
                              const std::vector<const json::object*>& seats) {
  reports::Table table;
  table.title = say("Assembly seats, the least margin first", "विधान सभा सीटें, सबसे कम अंतर पहले");
  table.sheet = say("Assembly seats", "विधान सभा सीटें");
  table.columns = standing_columns(say);
  table.columns.pop_back();  // segments led: an assembly seat has none
  for (const json::object* seat : seats) {
    std::vector<reports::Cell> row = standing_row(say, *seat);
    row.pop_back();
    table.rows.push_back(std::move(row));
  }
  table.note = source_line(say, assembly);
  return table;
}

/// One seat's assembly elections: the side's margin, and its share of the votes.
reports::Beside assembly_trend(const Saying& say, const json::object& seat) {
  reports::Beside chart;
  chart.left.head = {numbered_name(say, seat) + say(": margin", ": अंतर"),
                     say("Points of valid votes; below the line: lost", "वैध मतों के अंक; रेखा के नीचे: हार"),
                     {}};
  chart.right.head = {say("The side's share", "पक्ष का मत %"), say("Of valid votes, per cent", "वैध मतों का प्रतिशत"), {}};
  const std::string absent = say("not there", "नहीं लड़ा");
  for (const json::value& one : seat.at("trend").as_array()) {
    const std::string election = election_text(say, text_of(one.at("election")));
    const auto points = number_of(one.at("margin_points"));
    const auto share = number_of(one.at("share"));
    chart.left.columns.push_back({election, points, points ? signed_text(*points) : absent,
                                  points ? reports::mark_named(text_of(one.at("class"))) : reports::Mark::none});
    chart.right.values.push_back({election, share, share ? percent_text(one.at("share")) : absent});
  }
  return chart;
}

/// Winner and runner-up of each assembly seat.
reports::ContestBars assembly_contests(const Saying& say, const json::object& assembly,
                                       const std::vector<const json::object*>& seats) {
  reports::ContestBars chart;
  chart.head = {say("Winner and runner-up in each assembly seat", "हर विधान सभा सीट में विजेता और दूसरे स्थान पर"),
                say("Shares of valid votes in per cent", "वैध मतों का प्रतिशत"), source_line(say, assembly)};
  for (const json::object* seat : seats) {
    json::array placed;
    for (const char* place : {"winner", "runner_up"}) {
      if (seat->at(place).is_object()) placed.push_back(seat->at(place));
    }
    if (placed.empty()) continue;
    reports::ContestBars::Row row;
    row.label = numbered_name(say, *seat);
    row.parts = contest_parts(say, placed, assembly.at("side").as_object());
    if (const auto points = number_of(seat->at("margin_points"))) {
      row.gap = say("margin ", "अंतर ") + count_text(seat->at("margin_votes")) + say(" votes, ", " वोट, ") +
                say.points(*points);
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

/// The district and those around it, by how large a part of their assembly seats the side won.
std::vector<std::pair<const json::object*, bool>> beside(const json::object& assembly, const std::string& district,
                                                         const json::object& neighbours) {
  std::vector<std::pair<const json::object*, bool>> rows;
  const auto add_one = [&](std::string_view id, bool own) {
    if (const json::object* counts = counts_of(assembly, id)) rows.emplace_back(counts, own);
  };
  add_one(district, true);
  if (const json::value* around = neighbours.if_contains(district)) {
    for (const json::value& one : around->as_array()) add_one(text_of(one), false);
  }
  const auto part = [](const json::object& counts) {
    const double seats = counts.at("seats").to_number<double>();
    return seats > 0 ? counts.at("won").to_number<double>() / seats : 0;
  };
  std::ranges::stable_sort(rows, std::greater<>(), [&](const auto& row) { return part(*row.first); });
  return rows;
}

reports::IntervalBars won_bars(const Saying& say, const json::object& assembly,
                               const std::vector<std::pair<const json::object*, bool>>& districts) {
  reports::IntervalBars chart;
  chart.head = {say("Assembly seats won, the district beside its neighbours", "जीती विधान सभा सीटें: ज़िला और पड़ोसी ज़िले"),
                say("Part of the district's assembly seats; ", "ज़िले की विधान सभा सीटों में से; ") +
                    say.of(assembly.at("election").at("name")),
                source_line(say, assembly)};
  for (const auto& [counts, own] : districts) {
    const double seats = counts->at("seats").to_number<double>();
    if (seats <= 0) continue;
    chart.rows.push_back({say.of(counts->at("name")),
                          counts->at("won").to_number<double>() / seats,
                          {},
                          {},
                          count_text(counts->at("won")) + " / " + count_text(counts->at("seats")),
                          own});
  }
  return chart;
}

reports::Table beside_table(const Saying& say, const json::object& focus, const json::object& assembly,
                            const std::vector<std::pair<const json::object*, bool>>& districts) {
  reports::Table table;
  table.title = say("The district and its neighbours", "ज़िला और पड़ोसी ज़िले");
  table.sheet = say("Neighbours", "पड़ोसी ज़िले");
  const auto columns_of = [&](const json::object& view, const Bilingual& house) {
    const std::string election = election_text(say, text_of(view.at("election").at("id")));
    table.columns.push_back({election + ": " + say(house.en, house.hi), 1.1, Align::end});
    table.columns.push_back({say("Lost", "हारी"), 0.7, Align::end});
    table.columns.push_back({say("Narrow", "कम अंतर"), 0.8, Align::end});
    table.columns.push_back({say("Weak", "कमज़ोर"), 0.8, Align::end});
  };
  table.columns = {{say("District", "ज़िला"), 2, Align::start}};
  columns_of(focus, {"won / seats", "जीतीं / सीटें"});
  columns_of(assembly, {"won / seats", "जीतीं / सीटें"});
  for (const auto& [counts, own] : districts) {
    const std::string name = say.of(counts->at("name"));
    std::vector<reports::Cell> row = {text_cell(own ? name + say(" (this one)", " (यह ज़िला)") : name)};
    for (const json::object* one : {counts_of(focus, text_of(counts->at("id"))), counts}) {
      if (one == nullptr) {
        row.insert(row.end(), 4, text_cell(std::string(dash)));
        continue;
      }
      row.push_back(text_cell(count_text(one->at("won")) + " / " + count_text(one->at("seats"))));
      for (const char* key : {"lost", "narrow", "weak"}) row.push_back(count_cell(one->at(key)));
    }
    table.rows.push_back(std::move(row));
  }
  table.note =
      say("A Lok Sabha seat counts in each district that it touches. Neighbours: districts with segments that "
          "touch one of this district's.",
          "लोक सभा सीट हर उस ज़िले में गिनी गई जिसे वह छूती है। पड़ोसी: जिनका कोई खंड इस ज़िले के खंड से लगा है।");
  return table;
}

}  // namespace

Status add_assembly(reports::Report& report, const PaperDesk& desk, const Saying& say, const std::string& district,
                    const json::object& focus) {
  const auto election = last_assembly(desk.snapshot);
  if (!election || text_of(focus.at("election").at("house")) != "LS") return success();
  const auto kept = focus_of(desk, {*election, text_of(focus.at("side").at("id")), {}});
  if (!kept && kept.error().code == "unknown_side") return success();
  if (!kept) return kept.error();
  const json::object& assembly = **kept;
  BOOTHWISE_TRY(neighbours, district_neighbours(desk));
  const std::vector<const json::object*> seats = seats_in(assembly, district);
  if (seats.empty()) return success();
  add_heading(report, say("Assembly seats: ", "विधान सभा सीटें: ") + say.of(assembly.at("election").at("name")));
  add(report, assembly_seats(say, assembly, seats));
  add(report, assembly_contests(say, assembly, seats));
  for (const json::object* seat : seats) add(report, assembly_trend(say, *seat));
  const auto districts = beside(assembly, district, *neighbours);
  if (districts.size() > 1) {
    add_heading(report, say("Beside the neighbours", "पड़ोसी ज़िलों के साथ"));
    add(report, won_bars(say, assembly, districts));
    add(report, beside_table(say, focus, assembly, districts));
  }
  take_sources(report, assembly);
  return success();
}

reports::Table closest_booths(const Saying& say, const std::vector<const json::object*>& segments) {
  reports::Table table;
  table.title = say("Closest booths of the district", "ज़िले के सबसे कम अंतर वाले बूथ");
  table.sheet = say("Closest booths", "सबसे कम अंतर");
  table.columns = {{say("Segment", "खंड"), 1.6, Align::start},         {say("Booth", "बूथ"), 3, Align::start},
                   {say("Electors", "मतदाता"), 0.9, Align::end},      {say("Turnout", "मतदान"), 0.9, Align::end},
                   {say("Margin, votes", "अंतर, वोट"), 1, Align::end}, {say("Class", "श्रेणी"), 1.2, Align::start}};
  std::vector<std::pair<const json::object*, const json::object*>> booths;  // segment, booth
  for (const json::object* segment : segments) {
    if (!segment->at("booths").is_object()) continue;
    for (const json::value& booth : segment->at("booths").at("list").as_array()) {
      if (booth.at("margin_votes").is_number()) booths.emplace_back(segment, &booth.as_object());
    }
  }
  constexpr std::size_t kept = 100;
  constexpr std::size_t printed = 15;
  const auto gap = [](const auto& row) {
    return std::abs(row.second->at("margin_votes").template to_number<std::int64_t>());
  };
  std::ranges::stable_sort(booths, {}, gap);
  if (booths.size() > kept) booths.resize(kept);
  for (const auto& [segment, booth] : booths) {
    table.rows.push_back({text_cell(count_text(segment->at("ac_no")) + " " + say.of(segment->at("name"))),
                          text_cell(text_of(booth->at("part")) + " " + text_of(booth->at("name"))),
                          count_cell(booth->at("electors")), percent_cell(booth->at("turnout")),
                          count_cell(booth->at("margin_votes")), class_cell(say, text_of(booth->at("class")))});
  }
  table.printed_most = printed;
  table.note =
      say("Lost or won by the fewest votes; the workbook has a hundred.", "सबसे कम वोट से हारे या जीते; Excel में सौ।");
  return table;
}

}  // namespace boothwise::papers
