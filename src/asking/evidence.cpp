#include "asking/evidence.hpp"

#include "asking/candidates.hpp"
#include "asking/finder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"

namespace boothwise::asking {

namespace json = boost::json;

Result<std::vector<Evidence>> Finder::find(std::size_t most) {
  read_words();
  BOOTHWISE_CHECK(find_person());
  propose_topics();
  BOOTHWISE_CHECK(propose_released());
  std::vector<Evidence> list;
  for (Proposal& proposal : proposals_) BOOTHWISE_CHECK(weigh(proposal, list));
  std::ranges::stable_sort(list, std::greater{}, &Evidence::fit);
  if (list.empty()) return list;
  // What fits far worse than the best only distracts from it.
  constexpr double near = 0.6;
  const double least = list.front().fit * near;
  const auto order = [&](const Evidence& one) {
    const int rank = one.bearing == Bearing::cannot_tell ? 2 : one.against_wish ? 0 : 1;
    return std::tuple(one.fit < least, one.fit < least ? 0 : rank, -one.fit);
  };
  std::ranges::stable_sort(list, [&](const Evidence& one, const Evidence& other) { return order(one) < order(other); });
  if (list.size() > most) list.resize(most);
  return list;
}

std::set<std::string> Finder::ids(WordKind kind) const {
  std::set<std::string> list;
  for (const Mention& mention : mentions()) {
    for (const Meaning& meaning : mention.meanings) {
      if (meaning.kind == kind) list.insert(meaning.id);
    }
  }
  return list;
}

void Finder::read_words() {
  amounts_ = amounts_in(reading_);
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (const auto year = year_of(reading_, at)) years_.insert(*year);
    const Meaning* measure = mentions()[at].find(WordKind::measure);
    const bool is_unit = std::ranges::any_of(
        amounts_, [&](const Amount& amount) { return amount.unit == Unit::votes && amount.last == at; });
    if (measure != nullptr && !is_unit && measure->id != "community") measures_.insert(*measure_named(measure->id));
    const Meaning* level = mentions()[at].find(WordKind::level);
    if (level != nullptr) levels_.insert(level->id);
    const Meaning* house = mentions()[at].find(WordKind::house);
    if (house != nullptr && !house_) house_ = house->id == "LS" ? House::lok_sabha : House::vidhan_sabha;
    const Meaning* side = mentions()[at].find(WordKind::alliance);
    if (side == nullptr) side = mentions()[at].find(WordKind::party);
    if (side != nullptr) sides_.insert(side->id);
    const Meaning* verdict = mentions()[at].find(WordKind::verdict);
    if (verdict != nullptr && verdict->id != "beat") verdicts_.insert(verdict->id);
  }
  if (!ids(WordKind::we).empty() && sides_.empty()) sides_.insert(claim_.side);
  read_who_beat();
  // "won by three lakh votes", "तीन लाख वोट से जीते": a margin, not the votes that somebody got.
  for (std::size_t at = 0; at + 1 < mentions().size(); ++at) {
    const bool by = plain_at(at + 1) == "से";
    if (mentions()[at].is(WordKind::unit, "votes") && by && !verdicts_.empty() && !amounts_.empty()) {
      measures_.erase(Measure::votes);
      for (Amount& amount : amounts_) amount.unit = amount.unit == Unit::none ? Unit::votes : amount.unit;
    }
  }
  by_margin_ = measures_.contains(Measure::margin);
  for (const Amount& amount : amounts_) {
    constexpr std::size_t words_between = 3;
    for (std::size_t back = 1; back <= words_between && back <= amount.first; ++back)
      by_margin_ = by_margin_ || plain_at(amount.first - back) == "by";
    for (std::size_t on = 1; on <= words_between && amount.last + on < mentions().size(); ++on)
      by_margin_ = by_margin_ || plain_at(amount.last + on) == "से";
  }
  // "lost by over a lakh"
  constexpr double votes_least = 1000;
  for (Amount& amount : amounts_) {
    const bool bare = amount.unit == Unit::none && amount.of == Unit::none && amount.value >= votes_least;
    const bool of_contest = !verdicts_.empty() || ids(WordKind::verdict).contains("beat");
    if (by_margin_ && bare && of_contest) amount.unit = Unit::votes;
  }
  // By so many votes somebody was ahead, whatever the verb: nobody got them.
  if (by_margin_ && std::ranges::any_of(amounts_, [](const Amount& one) { return one.unit == Unit::votes; })) {
    measures_.erase(Measure::votes);
    if (verdicts_.empty()) measures_.insert(Measure::margin);
  }
  // Names on the roll are what is struck or added: the roll's size tells nothing of it.
  if (measures_.contains(Measure::roll_struck) || measures_.contains(Measure::roll_added)) {
    for (const Measure of : {Measure::electors, Measure::roll_electors, Measure::votes}) measures_.erase(of);
  }
  who_ = ids(WordKind::who);
  for (std::string id : ids(WordKind::statistic)) {
    if (id.starts_with(without_prefix)) {
      id.erase(0, without_prefix.size());
      without_ = true;
    }
    statistics_.insert(id == statistic_of_all && who_.contains("women") ? std::string(statistic_of_women) : id);
  }
  const auto polarities = ids(WordKind::polarity);
  // "किसी को नहीं है" is said of nobody who has it, not of everybody without it.
  without_ = without_ || (polarities.contains("lack") && !polarities.contains("none"));
  perhaps_not_ = !without_ && !ids(WordKind::negation).empty() && !amounts_.empty();
  for (const Mention& mention : mentions())
    beyond_ = beyond_ || mention.is(WordKind::beyond) || mention.is(WordKind::future);
  find_election();
  find_assertion();
}

std::string Finder::plain_at(std::size_t mention) const {
  const Mention& one = mentions()[mention];
  return one.is(WordKind::compare) ? std::string() : reading_.spellings[one.first].front().plain;
}

bool Finder::is_passive() const {
  constexpr std::size_t words_before = 4;
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const std::string verb = mentions()[at].is(WordKind::verdict, "beat") ? plain_at(at) : std::string();
    if (verb.empty() || verb == "beat" || verb == "beats") continue;
    for (std::size_t back = 1; back <= words_before && back <= at; ++back) {
      const std::string word = plain_at(at - back);
      if (word == "was" || word == "were" || word == "got" || word == "been") return true;
    }
  }
  return false;
}

void Finder::read_who_beat() {
  if (!ids(WordKind::verdict).contains("beat")) return;
  std::string winner;
  std::string first;
  bool only_beaten = false;
  const bool passive = is_passive();
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const Meaning* side = mentions()[at].find(WordKind::alliance);
    if (side == nullptr) side = mentions()[at].find(WordKind::party);
    if (side == nullptr) continue;
    const std::string behind = at + 1 < mentions().size() ? plain_at(at + 1) : std::string();
    const bool by = at > 0 && plain_at(at - 1) == "by";
    if (first.empty() && !by) first = side->id;
    if (behind == "ने" || by) winner = side->id;
    if (behind == "को") only_beaten = true;
  }
  if (winner.empty() && !first.empty() && !passive && !only_beaten) winner = first;
  if (!winner.empty()) {
    sides_ = {winner};
    verdicts_ = {"won"};
  } else if (passive || only_beaten) {
    if (sides_.size() == 1) verdicts_ = {"lost"};
  }
}

Status Finder::find_person() {
  constexpr std::size_t words_most = 3;
  if (!sides_.empty() || election_.empty()) return success();
  BOOTHWISE_TRY(data, figures_.desk().snapshot.election(election_));
  const bool of_ls = data->results.election.house == House::lok_sabha;
  std::set<Area> contests;
  for (const Mention& mention : mentions()) {
    for (const Meaning& meaning : mention.meanings) {
      if (meaning.kind == WordKind::place && meaning.area.level == (of_ls ? AreaLevel::seat : AreaLevel::segment))
        contests.insert(meaning.area);
    }
  }
  const auto is_unknown = [&](std::size_t at) {
    return at < mentions().size() && mentions()[at].meanings.empty() && !mentions()[at].number;
  };
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    std::string words;
    for (std::size_t count = 0; count < words_most && is_unknown(at + count); ++count) {
      words += (words.empty() ? "" : " ") + reading_.text(mentions()[at + count]);
      if (count == 0) continue;
      std::vector<Stood> found;
      for (const Area& area : contests) {
        auto here = candidates_named(*data, words, area);
        found.insert(found.end(), here.begin(), here.end());
      }
      if (contests.empty()) found = candidates_named(*data, words, std::nullopt);
      if (found.size() != 1 || !found.front().is_partys) continue;
      sides_ = {found.front().party};
      if (ids(WordKind::verdict).contains("beat")) {
        const std::size_t next = at + count + 1;
        const bool by = at > 0 && plain_at(at - 1) == "by";
        const bool beaten = (next < mentions().size() && plain_at(next) == "को") || (is_passive() && !by);
        verdicts_ = {beaten ? "lost" : "won"};
      }
      person_area_ = found.front().area;
      return success();
    }
  }
  return success();
}

void Finder::find_election() {
  const services::Snapshot& snapshot = figures_.desk().snapshot;
  std::vector<ElectionId> found;
  for (const std::int32_t year : years_) {
    for (const auto& [id, data] : snapshot.elections) {
      if (id.year == year && !id.by_election && (!house_ || *house_ == id.house)) found.push_back(id);
    }
  }
  // "in one assembly segment in 2019": the house is of the places, not of the election.
  for (const std::int32_t year : years_) {
    for (const auto& [id, data] : snapshot.elections) {
      if (found.empty() && id.year == year && !id.by_election) found.push_back(id);
    }
  }
  if (found.empty()) {
    std::optional<ElectionId> latest;
    for (const auto& [id, data] : snapshot.elections) {
      if (!id.by_election && house_ == id.house && (!latest || id.year > latest->year)) latest = id;
    }
    if (!latest) latest = snapshot.latest();
    if (latest) found.push_back(*latest);
  } else {
    election_named_ = true;
  }
  if (found.empty()) return;
  const ElectionId last = found.back();
  election_ = to_string(last);
  for (const ElectionId& id : found) {
    if (id.house == last.house && id.year < last.year) since_ = to_string(id);
  }
  if (since_.empty()) {
    const auto before = snapshot.earlier(last);
    if (!before.empty()) since_ = to_string(before.front()->results.election);
  }
}

bool Finder::is_not_even(const Amount& amount) const {
  constexpr std::size_t words_between = 2;
  for (std::size_t at = amount.last + 1; at <= amount.last + 1 + words_between && at + 1 < mentions().size(); ++at) {
    const Mention& one = mentions()[at];
    if (plain_at(at) == "भी") return mentions()[at + 1].is(WordKind::negation, "not");
    if (!one.is(WordKind::level) && !one.is(WordKind::unit) && !one.is(WordKind::measure)) break;
  }
  // "could not win even fifty"
  for (std::size_t at = 0; amount.first > 0 && at < amount.first; ++at) {
    if (mentions()[at].is(WordKind::negation, "not") && plain_at(amount.first - 1) == "even") return true;
  }
  return false;
}

void Finder::find_assertion() {
  const auto polarities = ids(WordKind::polarity);
  const auto trends = ids(WordKind::trend);
  std::optional<Amount> amount;
  for (const Amount& one : amounts_) {
    if (!amount || (amount->unit == Unit::none && one.unit != Unit::none)) amount = one;
  }
  using Kind = Assertion::Kind;
  // A comparison is of the amount beside which it stands.
  std::set<std::string> compares;
  constexpr std::size_t beside = 3;
  for (std::size_t at = 0; amount && at < mentions().size(); ++at) {
    const Meaning* compare = mentions()[at].find(WordKind::compare);
    // "more people live there than 50 lakh"
    const bool than = amount->first > 0 && at < amount->first &&
                      reading_.spellings[mentions()[amount->first - 1].first].back().plain == "than";
    if (compare != nullptr && than) compares.insert(compare->id);
    if (compare != nullptr && at + beside >= amount->first && at <= amount->last + beside) compares.insert(compare->id);
  }
  if (!amount && polarities.contains("majority")) {
    said_ = {Kind::more, hundred / 2, 0, Unit::percent};
    return;
  }
  if (amount) {
    said_.value = amount->value;
    said_.unit = amount->unit;
    said_.of = amount->of;
    said_.is_part = amount->is_part;
    said_.kind = amount->at_least                                    ? Kind::more
                 : compares.contains("less") || is_not_even(*amount) ? Kind::less
                 : compares.contains("more")                         ? Kind::more
                                                                     : Kind::equal;
    if (compares.contains("between") && amounts_.size() > 1) {
      said_.kind = Kind::between;
      said_.upper = amounts_.back().value;
      said_.unit = amounts_.back().unit;
    }
    if (trends.contains("up") || trends.contains("down")) trend_ = trends.contains("up") ? Kind::up : Kind::down;
    return;
  }
  // "everybody has it is a lie" says neither that all have it nor that nobody has.
  if (polarities.contains("denied")) return;
  if (trends.contains("up") || trends.contains("down")) {
    said_.kind = trends.contains("up") ? Kind::up : Kind::down;
  } else if (polarities.contains("none")) {
    said_.kind = Kind::none;
  } else if (polarities.contains("all")) {
    said_.kind = Kind::all;
  }
}

Result<Claim> read_claim(std::string_view body) {
  constexpr std::size_t bytes_most = 3000;
  constexpr std::size_t areas_most = 10;
  BOOTHWISE_TRY(json, services::JsonBody::parse(body));
  BOOTHWISE_CHECK(json.only({"text", "areas", "side", "wish"}));
  Claim claim;
  BOOTHWISE_TRY(text, json.text("text", bytes_most));
  claim.text = std::move(text);
  BOOTHWISE_TRY(side, json.text_or_empty("side", services::code_bytes_most));
  claim.side = std::move(side);
  if (json.has("areas")) {
    BOOTHWISE_TRY(areas, json.texts("areas", areas_most, services::code_bytes_most));
    for (const std::string& area : areas) {
      BOOTHWISE_TRY(parsed, parse_area(area));
      claim.areas.push_back(std::move(parsed));
    }
  }
  BOOTHWISE_TRY(wish, json.text_or_empty("wish", services::code_bytes_most));
  if (!wish.empty() && wish != "refute" && wish != "support") {
    return services::JsonBody::malformed("wish", "expected refute or support", "refute या support चाहिए", wish);
  }
  claim.to_refute = wish != "support";
  return claim;
}

std::string_view name_of(Bearing bearing) {
  return bearing == Bearing::supports ? "supports" : bearing == Bearing::contradicts ? "contradicts" : "cannot_tell";
}

Bilingual title_of(Bearing bearing) {
  if (bearing == Bearing::supports) return {"supports the claim", "दावे के पक्ष में"};
  if (bearing == Bearing::contradicts) return {"contradicts the claim", "दावे के विरुद्ध"};
  return {"cannot tell", "इससे तय नहीं होता"};
}

Result<std::vector<Evidence>> evidence_for(const Lexicon& lexicon, Figures& figures, const Claim& claim,
                                           std::size_t most) {
  constexpr std::size_t bytes_most = 3000;
  const Reading reading = read_text(lexicon, shortened(claim.text, bytes_most));
  return Finder(reading, figures, claim).find(most);
}

json::object evidence_json(const std::vector<Evidence>& list) {
  json::array rows;
  bool supports = false;
  bool contradicts = false;
  for (const Evidence& one : list) {
    supports |= one.bearing == Bearing::supports;
    contradicts |= one.bearing == Bearing::contradicts;
    rows.push_back({{"reference", to_string(one.reference)},
                    {"measure", name_of(one.reference.measure)},
                    {"measure_name", services::to_json(title_of(one.reference.measure))},
                    {"figure", one.figure ? json::value(figure_json(*one.figure)) : json::value(nullptr)},
                    {"bearing", name_of(one.bearing)},
                    {"bearing_name", services::to_json(title_of(one.bearing))},
                    {"why", services::to_json(one.why)},
                    {"against_wish", one.against_wish}});
  }
  const std::string_view together = supports && contradicts ? "mixed"
                                    : supports              ? "supports"
                                    : contradicts           ? "contradicts"
                                                            : "cannot_tell";
  return {{"evidence", std::move(rows)}, {"together", together}};
}

}  // namespace boothwise::asking
