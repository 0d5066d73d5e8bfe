#include "services/released_file.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;
namespace fs = std::filesystem;
using privacy::AreaNo;

namespace {

constexpr std::string_view released_format = "boothwise-released-tables/1";
constexpr std::size_t released_bytes_max = std::size_t{2} << 30U;
// A line's kind: an area, by place from 0; a number.
constexpr std::string_view area_line = "A";
constexpr std::string_view cell_line = "C";
constexpr std::size_t area_cells = 8;
constexpr std::size_t number_cells = 14;

std::string optional_number(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : ""; }
std::string interval_cells(const std::optional<privacy::Interval>& interval) {
  return interval ? fmt::format("{:.3f}\t{:.3f}", interval->low, interval->high) : "\t";
}
std::string share_cells(const std::optional<privacy::Interval>& interval) {
  return interval ? fmt::format("{:.6f}\t{:.6f}", interval->low, interval->high) : "\t";
}

std::string line_of(AreaNo area, const ReleasePlace& place) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", area_line, area, privacy::number(place.level), place.district,
                     place.ac.value, place.kendra, place.kendra_name.en + "|" + place.kendra_name.hi, place.part);
}

std::string line_of(const privacy::ReleasedTable& table, std::size_t question, AreaNo area, std::size_t group) {
  const std::optional<privacy::ShownCell> shown = table.cell(area, group);
  const auto of_shown = [&](auto member) {
    return shown ? std::optional(shown.value().*member) : std::optional<privacy::Interval>();
  };
  return fmt::format(
      "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", cell_line, area, question, group,
      optional_number(table.base(area)), interval_cells(table.base_interval(area)),
      optional_number(table.count(area, group)), interval_cells(of_shown(&privacy::ShownCell::count_interval)),
      shown ? fmt::format("{:.6f}", shown->share) : "", share_cells(of_shown(&privacy::ShownCell::share_interval)),
      shown || !table.hidden_share_most(area) ? "" : fmt::format("{:.6f}", *table.hidden_share_most(area)));
}

class ReleasedReading {
 public:
  ReleasedReading(std::string name, const std::function<Status(const ReleasedHead& head)>& take_head,
                  const std::function<Status(const ReleasedCell& cell)>& take)
      : name_(std::move(name)), take_head_(take_head), take_(take) {}

  [[nodiscard]] Error malformed() const {
    return Error{
        ErrorKind::bad_input,
        "released_malformed",
        {"expected tables as `boothwise release run` writes them", "`boothwise release run` की लिखी तालिकाएँ चाहिए"},
        {name_, line_}};
  }

  Status head(std::string_view text) {
    line_ = 2;
    BOOTHWISE_TRY(read, released_head(text));
    head_ = std::move(read);
    return take_head_(*head_);
  }

  Status rest(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::vector<std::string> cells = split(text.substr(0, end), '\t');
      if (cells.front() == area_line && cells.size() == area_cells) {
        BOOTHWISE_CHECK(take_area(cells));
      } else if (cells.front() == cell_line && cells.size() == number_cells) {
        BOOTHWISE_CHECK(take_cell(cells));
      } else {
        return malformed();
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return success();
  }

  static Result<ReleasedHead> released_head(std::string_view text) {
    BOOTHWISE_TRY(body, JsonBody::parse(text));
    BOOTHWISE_TRY(released_on, body.text("released_on", code_bytes_most));
    BOOTHWISE_TRY(plan_body, body.object_or_none("plan"));
    const auto day = parse_date(released_on);
    if (!day || !plan_body) return JsonBody::malformed("plan", "expected a plan and a day", "योजना और तिथि चाहिए");
    BOOTHWISE_TRY(plan, read_wave_plan(*plan_body));
    return ReleasedHead{std::move(plan), *day};
  }

 private:
  Status take_area(const std::vector<std::string>& cells) {
    const auto number = parse_number<std::size_t>(cells[1]);
    const auto level = parse_number<std::size_t>(cells[2]);
    const auto ac = parse_number<std::int32_t>(cells[4]);
    const std::size_t bar = cells[6].find('|');
    if (number != places_.size() || !level || *level >= privacy::level_count || !ac || bar == std::string::npos)
      return malformed();
    places_.push_back({privacy::levels.at(*level),
                       cells[3],
                       AcNo(*ac),
                       cells[5],
                       {cells[6].substr(0, bar), cells[6].substr(bar + 1)},
                       cells[7]});
    return success();
  }

  Status take_cell(const std::vector<std::string>& cells) {
    const auto area = parse_number<std::size_t>(cells[1]);
    const auto question = parse_number<std::size_t>(cells[2]);
    const auto group = parse_number<std::size_t>(cells[3]);
    if (!area || *area >= places_.size() || !question || *question < 1 || *question > head_->plan.questions.size() ||
        !group)
      return malformed();
    const ReleasePlace& place = places_[*area];
    const PlannedQuestion& asked = head_->plan.questions[*question - 1];
    ReleasedCell cell;
    cell.place = place;
    cell.question = static_cast<std::int64_t>(*question);
    cell.position = static_cast<std::int64_t>(*group) + 1;
    cell.answer = asked.group(place.level, *group);
    cell.base = parse_number<std::int64_t>(cells[4]);
    cell.base_interval = interval(cells[5], cells[6]);
    cell.share_most = parse_number<double>(cells[13]);
    const auto count = parse_number<std::int64_t>(cells[7]);
    const auto count_interval = interval(cells[8], cells[9]);
    const auto share = parse_number<double>(cells[10]);
    const auto share_interval = interval(cells[11], cells[12]);
    if (count && cell.base && count_interval && share && share_interval)
      cell.shown = privacy::ShownCell{*count, *count_interval, *share, *share_interval, std::nullopt};
    // A number below the floors is none of ours, whoever signed it.
    const privacy::Floors floors;
    if ((cell.base && *cell.base < floors.base()) || (count && (!cell.shown || *count < floors.cell())))
      return malformed();
    return take_(cell);
  }

  static std::optional<privacy::Interval> interval(const std::string& low, const std::string& high) {
    const auto from = parse_number<double>(low);
    const auto to = parse_number<double>(high);
    return from && to ? std::optional(privacy::Interval{*from, *to}) : std::nullopt;
  }

  std::string name_;
  const std::function<Status(const ReleasedHead& head)>& take_head_;
  const std::function<Status(const ReleasedCell& cell)>& take_;
  std::uint64_t line_ = 1;
  std::optional<ReleasedHead> head_;
  std::vector<ReleasePlace> places_;
};

}  // namespace

Status write_released(const fs::path& file, const WaveSecretKeys& keys, const ReleasedHead& head,
                      const ReleaseAreas& areas, const std::vector<privacy::ReleasedTable>& tables) {
  std::string text =
      json::serialize(json::object{{"released_on", iso_date(head.released_on)}, {"plan", plan_json(head.plan)}}) + "\n";
  for (AreaNo area = 0; area < areas.places.size(); ++area) text += line_of(area, areas.places[area]);
  for (std::size_t question = 0; question < tables.size(); ++question) {
    const privacy::ReleasedTable& table = tables[question];
    for (AreaNo area = 0; area < areas.places.size(); ++area) {
      if (!table.made(area)) continue;
      for (std::size_t group = 0; group < table.set().group_count(areas.places[area].level); ++group)
        text += line_of(table, question + 1, area, group);
    }
  }
  BOOTHWISE_TRY(out, AtomicFile::create(file, AtomicFile::Readers::owner));
  const std::string digest = sha256(text);
  BOOTHWISE_CHECK(out.append(std::string(released_format) + " " +
                             signed_by(keys, std::string(released_format) + " " + digest) + "\n"));
  BOOTHWISE_CHECK(out.append(text));
  return out.commit();
}

Status read_released(const fs::path& file,
                     const std::function<Result<std::string>(const std::string& wave)>& verifying_of,
                     const std::function<Status(const ReleasedHead& head)>& take_head,
                     const std::function<Status(const ReleasedCell& cell)>& take) {
  BOOTHWISE_TRY(text, read_file(file, released_bytes_max));
  ReleasedReading reading(file.string(), take_head, take);
  const std::string_view all = text;
  const std::size_t first_end = all.find('\n');
  if (first_end == std::string_view::npos || !all.starts_with(released_format)) return reading.malformed();
  const std::string_view signature = trimmed(all.substr(released_format.size(), first_end - released_format.size()));
  const std::string_view rest = all.substr(first_end + 1);
  const std::string_view head_text = rest.substr(0, rest.find('\n'));
  const auto head = ReleasedReading::released_head(head_text);
  if (!head) return reading.malformed();
  BOOTHWISE_TRY(verifying, verifying_of(head->plan.code));
  if (!signature_holds(verifying, std::string(released_format) + " " + sha256(rest), signature))
    return Error{ErrorKind::bad_input,
                 "signature_wrong",
                 {"these tables were not signed with this wave's key, or changed since",
                  "इन तालिकाओं पर इस चरण की कुंजी के हस्ताक्षर नहीं हैं, या वे बदली गई हैं"},
                 {file.string()}};
  BOOTHWISE_CHECK(reading.head(head_text));
  return reading.rest(rest.substr(std::min(head_text.size() + 1, rest.size())));
}

}  // namespace boothwise::services
