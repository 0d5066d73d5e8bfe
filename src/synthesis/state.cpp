#include "synthesis/state.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"
#include "synthesis/apportion.hpp"
#include "synthesis/person.hpp"

namespace boothwise::synthesis {

namespace {

constexpr std::int64_t electors_fewest = 100;

Error refused(std::string code, Bilingual message, std::string value) {
  return Error{ErrorKind::bad_input, std::move(code), std::move(message), {{}, 0, {}, std::move(value)}};
}

/// As many neighbours by number as hold about so many electors really.
std::vector<RealSegment> picked(std::int64_t electors, std::span<const RealSegment> real, std::uint64_t seed) {
  std::vector<RealSegment> list;
  RandomStream random = RandomStream(seed).of(0);
  const std::size_t start = below(random, real.size());
  double held = 0;
  for (std::size_t i = 0; i < real.size() && (list.empty() || held < static_cast<double>(electors)); ++i) {
    list.push_back(real[(start + i) % real.size()]);
    held += list.back().electors;
  }
  std::ranges::sort(list, {}, &RealSegment::ac);
  return list;
}

Result<std::vector<RealSegment>> named(std::span<const RealSegment> real, std::span<const AcNo> wanted) {
  std::vector<RealSegment> list;
  for (const AcNo ac : wanted) {
    const auto found = std::ranges::find(real, ac, &RealSegment::ac);
    if (found == real.end()) {
      return refused("segment_unknown",
                     {"there is no segment of this number with results to go by",
                      "इस संख्या का कोई विधान सभा क्षेत्र नहीं, जिसके परिणाम हों"},
                     std::to_string(ac.value));
    }
    if (std::ranges::find(list, ac, &RealSegment::ac) == list.end()) list.push_back(*found);
  }
  std::ranges::sort(list, {}, &RealSegment::ac);
  return list;
}

}  // namespace

Result<State> plan_state(const Settings& settings, std::int64_t electors, std::span<const RealSegment> real,
                         std::span<const AcNo> wanted) {
  BOOTHWISE_CHECK(check(settings));
  const std::string value = std::to_string(electors);
  if (electors < electors_fewest) {
    return refused("too_few_electors", {"expected at least 100 electors", "कम से कम 100 निर्वाचक चाहिए"}, value);
  }
  const auto too_many = [&](std::int64_t most, const Bilingual& of) {
    const std::string limit = grouped(most);
    return refused("too_many_electors",
                   {"at most " + limit + " electors can be made up" + of.en,
                    of.hi + "अधिकतम " + limit + " काल्पनिक निर्वाचक बनाए जा सकते हैं"},
                   value);
  };
  if (electors > electors_most) return too_many(electors_most, {"", ""});
  BOOTHWISE_TRY(chosen, wanted.empty() ? Result(picked(electors, real, settings.seed)) : named(real, wanted));
  State state{settings, {}};
  std::vector<double> weights;
  weights.reserve(chosen.size());
  for (const RealSegment& segment : chosen) weights.push_back(std::max(1.0, segment.electors));
  const std::vector<std::int64_t> shares = apportion(electors, weights);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (shares[i] > segment_electors_most) return too_many(segment_electors_most, {" in one segment", "एक क्षेत्र में "});
    const double households = std::round(static_cast<double>(shares[i]) / HouseholdMaker::electors_each);
    state.segments.push_back({chosen[i].ac, std::max(1U, static_cast<std::uint32_t>(households))});
  }
  return state;
}

EpicSeries::EpicSeries(const State& state) : first_{0} {
  for (const SegmentSize& segment : state.segments) {
    first_.push_back(first_.back() + static_cast<std::uint64_t>(segment.households) * members_most);
  }
}

void EpicSeries::write(std::size_t segment, std::uint32_t household, std::uint32_t member, bool reissued,
                       char* number) const {
  constexpr std::uint64_t series = 10'000'000;
  constexpr std::uint64_t letters = 26;
  constexpr std::uint64_t stride = 1'000'003;  // a prime that divides no segment's numbers, so that no two meet
  constexpr std::string_view second = "ZYWV";
  const std::uint64_t numbers = first_[segment + 1] - first_[segment];
  const std::uint64_t place_within = static_cast<std::uint64_t>(household) * members_most + member;
  const std::uint64_t code = first_[segment] + place_within * stride % numbers;
  std::uint64_t digits = code % series;
  const std::uint64_t letter = code / series;
  number[0] = 'Z';
  number[1] = reissued ? 'X' : second[letter / letters % second.size()];
  number[2] = static_cast<char>('A' + letter % letters);
  for (std::size_t place = length - 1; place > 2; --place) {
    number[place] = static_cast<char>('0' + digits % 10);
    digits /= 10;
  }
}

}  // namespace boothwise::synthesis
