#include "asking/reference.hpp"

#include <algorithm>
#include <array>
#include <boost/url/encode.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <utility>

#include "base/text.hpp"

namespace boothwise::asking {

namespace {

/// What a measure is called, and what it is of.
struct MeasureWords {
  Measure measure;
  std::string_view name;
  std::string_view en;
  std::string_view hi;
  bool of_side;
  bool of_election;
  bool changes;
};

constexpr std::array<MeasureWords, 24> measures = {{
    {Measure::winner, "winner", "winner", "विजेता", false, true, false},
    {Measure::seats, "seats", "seats", "सीटें", true, true, true},
    {Measure::margin, "margin", "margin in votes", "वोटों का अंतर", true, true, false},
    {Measure::margin_share, "margin_share", "margin in points", "अंतर, प्रतिशत अंक में", true, true, true},
    {Measure::votes, "votes", "votes", "वोट", true, true, true},
    {Measure::vote_share, "vote_share", "vote share", "वोट प्रतिशत", true, true, true},
    {Measure::turnout, "turnout", "turnout", "मतदान प्रतिशत", false, true, true},
    {Measure::electors, "electors", "electors", "मतदाता", false, true, true},
    {Measure::votes_polled, "votes_polled", "votes polled", "पड़े वोट", false, true, true},
    {Measure::nota, "nota", "votes for NOTA", "नोटा के वोट", false, true, true},
    {Measure::swing, "swing", "swing", "झुकाव (स्विंग)", true, true, false},
    {Measure::segments_led, "segments_led", "assembly segments led", "बढ़त वाले विधानसभा क्षेत्र", true, true, false},
    {Measure::booths, "booths", "polling stations", "मतदान केंद्र (बूथ)", false, true, false},
    {Measure::booths_behind, "booths_behind", "booths behind", "पीछे रहे बूथ", true, true, false},
    {Measure::booths_ahead, "booths_ahead", "booths ahead", "आगे रहे बूथ", true, true, false},
    {Measure::roll_electors, "roll_electors", "electors on the roll", "नामावली में मतदाता", false, false, false},
    {Measure::roll_added, "roll_added", "names added to the roll", "नामावली में जुड़े नाम", false, false, false},
    {Measure::roll_struck, "roll_struck", "names struck off the roll", "नामावली से कटे नाम", false, false, false},
    {Measure::scheme_count, "scheme_count", "official count of a scheme", "योजना की आधिकारिक संख्या", false, false,
     false},
    {Measure::scheme_share, "scheme_share", "reach of a scheme", "योजना की पहुँच", false, false, false},
    {Measure::statistic, "statistic", "published statistic", "प्रकाशित आँकड़ा", false, false, false},
    {Measure::base, "base", "households and people", "परिवार और जनसंख्या", false, false, false},
    {Measure::declared, "declared", "what households said of a scheme", "परिवारों ने योजना के बारे में जो बताया", false,
     false, false},
    {Measure::community, "community", "released survey share", "जारी सर्वे का हिस्सा", false, false, false},
}};

constexpr std::array<std::string_view, 6> level_names = {"state", "region", "district", "seat", "segment", "booth"};

struct GroupWords {
  SeatGroup group;
  std::string_view name;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array<GroupWords, 7> groups = {{
    {SeatGroup::won, "won", "seats won", "जीती सीटें"},
    {SeatGroup::lost, "lost", "seats lost", "हारी सीटें"},
    {SeatGroup::lost_close, "lost_close", "seats lost by little", "कम अंतर से हारी सीटें"},
    {SeatGroup::narrow, "narrow", "seats won narrowly", "कम अंतर से जीती सीटें"},
    {SeatGroup::weak, "weak", "weak seats", "कमज़ोर सीटें"},
    {SeatGroup::strong, "strong", "strong seats", "मज़बूत सीटें"},
    {SeatGroup::all, "all", "seats", "सीटें"},
}};

const MeasureWords& words_of(Measure measure) { return measures.at(static_cast<std::size_t>(measure)); }

Bilingual both(std::string_view en, std::string_view hi) { return {std::string(en), std::string(hi)}; }

Error malformed(std::string_view part, std::string_view value, Bilingual expected) {
  Error error{ErrorKind::bad_input, "reference_malformed", std::move(expected)};
  error.where.column = part;
  error.where.value = shortened(value, 80);
  return error;
}

}  // namespace

std::string_view name_of(Measure measure) { return words_of(measure).name; }

std::optional<Measure> measure_named(std::string_view name) {
  const auto found = std::ranges::find(measures, name, &MeasureWords::name);
  return found == measures.end() ? std::nullopt : std::optional(found->measure);
}

Bilingual title_of(Measure measure) { return both(words_of(measure).en, words_of(measure).hi); }

const std::vector<Measure>& all_measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> list;
    list.reserve(measures.size());
    for (const MeasureWords& one : measures) list.push_back(one.measure);
    return list;
  }();
  return all;
}

bool needs_side(Measure measure) { return words_of(measure).of_side; }
bool needs_election(Measure measure) { return words_of(measure).of_election; }
bool can_change(Measure measure) { return words_of(measure).changes; }

Result<Area> parse_area(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view level = text.substr(0, colon);
  const auto found = std::ranges::find(level_names, level);
  const std::string id = colon == std::string_view::npos ? std::string() : std::string(text.substr(colon + 1));
  const bool is_state = found == level_names.begin();
  if (found == level_names.end() || id.empty() != is_state) {
    return malformed("area", text,
                     {"expected state, region:ID, district:ID, seat:NUMBER, segment:NUMBER or booth:AC/PART",
                      "state, region:ID, district:ID, seat:संख्या, segment:संख्या या booth:AC/PART चाहिए"});
  }
  return Area{static_cast<AreaLevel>(found - level_names.begin()), id};
}

std::string_view name_of(AreaLevel level) { return level_names.at(static_cast<std::size_t>(level)); }

std::string_view name_of(SeatGroup group) { return groups.at(static_cast<std::size_t>(group)).name; }

std::optional<SeatGroup> seat_group_named(std::string_view name) {
  const auto found = std::ranges::find(groups, name, &GroupWords::name);
  return found == groups.end() ? std::nullopt : std::optional(found->group);
}

Bilingual title_of(SeatGroup group) {
  const GroupWords& words = groups.at(static_cast<std::size_t>(group));
  return both(words.en, words.hi);
}

std::string to_string(const Reference& reference) {
  std::string text(name_of(reference.measure));
  text += "?area=";
  const auto encoded = [](std::string_view value) {
    return boost::urls::encode(value, boost::urls::unreserved_chars + boost::urls::grammar::lut_chars(":/"));
  };
  const bool is_state = reference.area.level == AreaLevel::state;
  text += encoded(std::string(name_of(reference.area.level)) + (is_state ? "" : ":" + reference.area.id));
  const auto add = [&](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    text += '&';
    text += key;
    text += '=';
    text += encoded(value);
  };
  add("election", reference.election);
  add("since", reference.since);
  add("side", reference.side);
  if (reference.measure == Measure::seats) add("group", name_of(reference.group));
  add("item", reference.item);
  add("answer", reference.answer);
  add("when", reference.when);
  if (reference.most) add("most", std::to_string(*reference.most));
  return text;
}

Result<Reference> parse_reference(std::string_view text) {
  const std::size_t mark = text.find('?');
  const std::string_view name = text.substr(0, mark);
  const auto measure = measure_named(name);
  if (!measure) {
    Error error{ErrorKind::bad_input, "measure_unknown", {"no such measure", "ऐसा कोई माप नहीं"}};
    error.where.value = shortened(name, 80);
    for (const MeasureWords& one : measures) error.choices.emplace_back(one.name);
    return error;
  }
  Reference reference;
  reference.measure = *measure;
  if (mark == std::string_view::npos) return reference;
  const auto parameters = boost::urls::parse_query(text.substr(mark + 1));
  if (!parameters) {
    return malformed("?", text.substr(mark + 1),
                     {"expected key=value pairs joined by &", "& से जुड़े key=value जोड़े चाहिए"});
  }
  const std::array<std::pair<std::string_view, std::string*>, 6> texts = {{{"election", &reference.election},
                                                                           {"since", &reference.since},
                                                                           {"side", &reference.side},
                                                                           {"item", &reference.item},
                                                                           {"answer", &reference.answer},
                                                                           {"when", &reference.when}}};
  for (const auto& parameter : *parameters) {
    const std::string key = parameter.key.decode();
    const std::string value = parameter.value.decode();
    const auto member = std::ranges::find(texts, key, &std::pair<std::string_view, std::string*>::first);
    if (member != texts.end()) {
      *member->second = value;
    } else if (key == "area") {
      BOOTHWISE_TRY(area, parse_area(value));
      reference.area = std::move(area);
    } else if (key == "group") {
      const auto group = seat_group_named(value);
      if (!group)
        return malformed("group", value,
                         {"expected won, lost, lost_close, narrow, weak, strong or all",
                          "won, lost, lost_close, narrow, weak, strong या all चाहिए"});
      reference.group = *group;
    } else if (key == "most") {
      reference.most = parse_number<std::int64_t>(value);
      if (!reference.most || *reference.most < 0)
        return malformed("most", value, {"expected a number of votes", "वोटों की संख्या चाहिए"});
    } else {
      return malformed(key, value, {"a reference has no such part", "संदर्भ में ऐसा कोई भाग नहीं होता"});
    }
  }
  return reference;
}

}  // namespace boothwise::asking
