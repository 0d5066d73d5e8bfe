#include "estimation/field_quality.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "estimation/false_discovery.hpp"

namespace boothwise::estimation {

namespace {

constexpr std::array<const char*, oddities_count> names = {
    "speed", "overlap", "same_answers", "round_numbers", "unlike_neighbours", "far_away", "far_from_station"};

/// A worker's day: which visits.
struct Work {
  std::string worker;
  std::int64_t day = 0;
  std::string area;
  std::vector<const VisitFacts*> visits;
};

/// A day's figure on a scale where its chance variance is known.
struct Figure {
  std::size_t work = 0;
  double value = 0;     ///< transformed
  double variance = 0;  ///< of chance
  double shown = 0;     ///< as people read it
  std::int64_t counted = 0;
};

/// The arcsine of a share on which chance is the same everywhere, ends not exaggerated (Anscombe 1948).
double angle_of(double share, double counted) {
  return std::asin(std::sqrt((share * counted + 0.375) / (counted + 0.75)));
}
double variance_of_angle(double counted) { return 1 / (4 * counted + 2); }
double share_of_angle(double angle) { return std::pow(std::sin(angle), 2); }

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// The middle of all values but one, from all in order.
double middle_without(const std::vector<double>& sorted, double left_out) {
  const auto at = static_cast<std::size_t>(std::ranges::lower_bound(sorted, left_out) - sorted.begin());
  const std::size_t rest = sorted.size() - 1;
  const auto nth = [&](std::size_t n) { return sorted[n < at ? n : n + 1]; };
  return rest % 2 == 1 ? nth(rest / 2) : (nth(rest / 2 - 1) + nth(rest / 2)) / 2;
}

/// Variance between days beyond chance: the value for which half of them lie within a normal's quartiles. Blind to a
/// minority of odd days.
double variance_between(const std::vector<Figure>& figures, double middle) {
  constexpr double normal_quartile = 0.674490;
  const auto spread = [&](double between) {
    std::vector<double> scaled;
    scaled.reserve(figures.size());
    for (const Figure& figure : figures) {
      scaled.push_back(std::abs(figure.value - middle) / std::sqrt(figure.variance + between));
    }
    return median_of(std::move(scaled));
  };
  double low = 0;
  double high = 4;
  if (spread(low) <= normal_quartile) return 0;
  constexpr int halvings = 40;
  for (int i = 0; i < halvings; ++i) {
    const double halfway = (low + high) / 2;
    (spread(halfway) > normal_quartile ? low : high) = halfway;
  }
  return high;
}

/// Kilometres between two places that are near each other.
double kilometres(const std::pair<double, double>& one, const std::pair<double, double>& other) {
  constexpr double of_degree = 111.2;
  constexpr double radians = 0.017453292519943295;
  const double north = one.first - other.first;
  const double east = (one.second - other.second) * std::cos(one.first * radians);
  return of_degree * std::hypot(north, east);
}

class Checker {
 public:
  Checker(std::span<const VisitFacts> visits, const QualityRules& rules) : rules_(rules) {
    std::map<std::tuple<std::string, std::int64_t, std::string>, std::vector<const VisitFacts*>> days;
    for (const VisitFacts& visit : visits) {
      days[{visit.worker, visit.day, visit.area}].push_back(&visit);
      if (visit.place) places_[visit.booth].push_back(&visit);
      questions_ = std::max(questions_, visit.answers.size());
    }
    for (auto& [key, of_day] : days) {
      works_.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::move(of_day)});
    }
  }

  QualityReport check() {
    const auto all = [&](auto figure_of) {
      std::vector<Figure> figures;
      for (std::size_t at = 0; at < works_.size(); ++at) {
        if (auto figure = figure_of(works_[at])) {
          figure->work = at;
          figures.push_back(*figure);
        }
      }
      return figures;
    };
    judge(Oddity::speed, all([this](const Work& work) { return speed_of(work); }));
    judge(Oddity::overlap, all([this](const Work& work) { return overlap_of(work); }));
    judge(Oddity::same_answers, all([this](const Work& work) { return same_of(work); }));
    judge(Oddity::round_numbers, all([this](const Work& work) { return rounded_of(work); }));
    judge(Oddity::far_away, all([this](const Work& work) { return far_of(work); }));
    judge(Oddity::far_from_station, all([this](const Work& work) { return far_from_station_of(work); }));
    judge_neighbours();
    return told();
  }

 private:
  [[nodiscard]] bool enough(std::int64_t visits) const { return visits >= rules_.visits_least; }

  static Figure share_figure(double share, double counted, std::int64_t shown_count) {
    return {0, angle_of(share, counted), variance_of_angle(counted), share, shown_count};
  }

  /// Mean logarithm of the visits' lengths.
  [[nodiscard]] std::optional<Figure> speed_of(const Work& work) const {
    constexpr std::int64_t longest = 14'400;  // four hours: a form left open
    std::vector<double> logarithms;
    for (const VisitFacts* visit : work.visits) {
      if (!visit->began || !visit->ended) continue;
      const std::int64_t seconds = *visit->ended - *visit->began;
      if (seconds < 0 || seconds > longest) continue;
      logarithms.push_back(std::log(static_cast<double>(std::max<std::int64_t>(seconds, 1))));
    }
    const auto visits = static_cast<std::int64_t>(logarithms.size());
    if (!enough(visits)) return std::nullopt;
    const double middle = median_of(logarithms);
    // Of the median of so many (π/2 of the mean's); visits' lengths differ by a factor of e^0.6 as a rule.
    constexpr double of_visit = 0.6 * 0.6 * 1.5708;
    return Figure{0, middle, of_visit / static_cast<double>(visits), std::exp(middle), visits};
  }

  /// The share of visits that were in progress together with an earlier one.
  [[nodiscard]] std::optional<Figure> overlap_of(const Work& work) const {
    std::vector<std::pair<std::int64_t, std::int64_t>> spans;
    for (const VisitFacts* visit : work.visits) {
      if (visit->began && visit->ended && *visit->ended >= *visit->began) {
        spans.emplace_back(*visit->began, *visit->ended);
      }
    }
    const auto visits = static_cast<std::int64_t>(spans.size());
    if (!enough(visits)) return std::nullopt;
    std::ranges::sort(spans);
    std::int64_t latest_end = spans.front().second;
    double overlapping = 0;
    for (const auto& [began, ended] : std::span(spans).subspan(1)) {
      if (std::min(latest_end, ended) - began >= rules_.overlap_seconds) ++overlapping;
      latest_end = std::max(latest_end, ended);
    }
    const auto counted = static_cast<double>(visits);
    return share_figure(overlapping / counted, counted, visits);
  }

  /// The share of the other visits that repeat the day's commonest answers.
  [[nodiscard]] std::optional<Figure> same_of(const Work& work) const {
    std::map<std::vector<std::int32_t>, std::int64_t> times;
    std::int64_t visits = 0;
    for (const VisitFacts* visit : work.visits) {
      const auto answered = std::ranges::count_if(visit->answers, [](std::int32_t answer) { return answer >= 0; });
      if (static_cast<std::size_t>(answered) < rules_.questions_least) continue;
      ++times[visit->answers];
      ++visits;
    }
    if (!enough(visits)) return std::nullopt;
    std::int64_t most = 0;
    for (const auto& [answers, count] : times) most = std::max(most, count);
    const auto others = static_cast<double>(visits - 1);
    return share_figure(static_cast<double>(most - 1) / others, others, visits);
  }

  [[nodiscard]] std::optional<Figure> rounded_of(const Work& work) const {
    constexpr std::int64_t smallest = 10;  // numbers of persons are not rounded
    constexpr std::int64_t five = 5;
    std::int64_t numbers = 0;
    std::int64_t rounded = 0;
    for (const VisitFacts* visit : work.visits) {
      for (const std::int64_t number : visit->numbers) {
        if (number < smallest) continue;
        ++numbers;
        if (number % five == 0) ++rounded;
      }
    }
    if (numbers < rules_.numbers_least || !enough(static_cast<std::int64_t>(work.visits.size()))) return std::nullopt;
    const auto counted = static_cast<double>(numbers);
    return share_figure(static_cast<double>(rounded) / counted, counted, numbers);
  }

  /// The share of visits that are far from the middle of the booth's visits of other days.
  [[nodiscard]] std::optional<Figure> far_of(const Work& work) const {
    constexpr std::size_t others_least = 5;
    std::int64_t visits = 0;
    double away = 0;
    std::map<std::string, std::optional<std::pair<double, double>>> middles;
    for (const VisitFacts* visit : work.visits) {
      if (!visit->place) continue;
      const auto [found, fresh] = middles.try_emplace(visit->booth);
      if (fresh) {
        std::vector<double> north;
        std::vector<double> east;
        for (const VisitFacts* other : places_.at(visit->booth)) {
          if (other->worker == work.worker && other->day == work.day) continue;
          north.push_back(other->place->first);
          east.push_back(other->place->second);
        }
        if (north.size() >= others_least) {
          found->second = {median_of(std::move(north)), median_of(std::move(east))};
        }
      }
      if (!found->second) continue;
      ++visits;
      if (kilometres(*visit->place, *found->second) > rules_.far_km) ++away;
    }
    if (!enough(visits)) return std::nullopt;
    const auto counted = static_cast<double>(visits);
    return share_figure(away / counted, counted, visits);
  }

  /// The share of visits that are far from the booth's polling station; of those booths whose station's place is known.
  [[nodiscard]] std::optional<Figure> far_from_station_of(const Work& work) const {
    std::int64_t visits = 0;
    double away = 0;
    for (const VisitFacts* visit : work.visits) {
      if (!visit->place || !visit->station) continue;
      ++visits;
      if (kilometres(*visit->place, *visit->station) > rules_.station_km) ++away;
    }
    if (!enough(visits)) return std::nullopt;
    const auto counted = static_cast<double>(visits);
    return share_figure(away / counted, counted, visits);
  }

  /// Each choice of each question in each area. Of two choices one says it all.
  void judge_neighbours() {
    std::map<std::string, std::vector<std::size_t>> areas;
    for (std::size_t at = 0; at < works_.size(); ++at) areas[works_[at].area].push_back(at);
    for (const auto& [area, members] : areas) {
      if (members.size() <= rules_.days_least) continue;
      for (std::size_t question = 0; question < questions_; ++question) {
        std::vector<std::map<std::int32_t, std::int64_t>> counts;
        std::set<std::int32_t> choices;
        for (const std::size_t at : members) {
          auto& count = counts.emplace_back();
          for (const VisitFacts* visit : works_[at].visits) {
            if (question >= visit->answers.size() || visit->answers[question] < 0) continue;
            ++count[visit->answers[question]];
            choices.insert(visit->answers[question]);
          }
        }
        if (choices.size() == 2) choices.erase(choices.begin());
        for (const std::int32_t choice : choices) judge_choice(question, choice, members, counts);
      }
    }
  }

  void judge_choice(std::size_t question, std::int32_t choice, const std::vector<std::size_t>& members,
                    const std::vector<std::map<std::int32_t, std::int64_t>>& counts) {
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < members.size(); ++i) {
      std::int64_t answered = 0;
      for (const auto& [other, times] : counts[i]) answered += times;
      if (!enough(answered)) continue;
      const auto found = counts[i].find(choice);
      const double share =
          found == counts[i].end() ? 0 : static_cast<double>(found->second) / static_cast<double>(answered);
      figures.push_back(share_figure(share, static_cast<double>(answered), answered));
      figures.back().work = members[i];
    }
    judge(Oddity::unlike_neighbours, figures, question);
  }

  /// Whether the funnel is wide enough to be looked through.
  [[nodiscard]] bool comparable(const std::vector<Figure>& figures) const {
    if (figures.size() <= rules_.days_least) return false;
    return workers_of(figures) >= rules_.workers_least;
  }

  [[nodiscard]] std::size_t workers_of(const std::vector<Figure>& figures) const {
    std::set<std::string_view> workers;
    for (const Figure& figure : figures) workers.insert(works_[figure.work].worker);
    return workers.size();
  }

  void judge(Oddity kind, const std::vector<Figure>& figures, std::size_t question = 0) {
    if (!comparable(figures)) return;
    std::vector<double> sorted;
    for (const Figure& figure : figures) {
      sorted.push_back(figure.value);
      looked_at_.insert(figure.work);
    }
    std::ranges::sort(sorted);
    const double least = kind == Oddity::speed ? rules_.pace_variance_least : rules_.share_variance_least;
    const double between = std::max(least, variance_between(figures, sorted[sorted.size() / 2]));
    // Days of a worker are alike, so that workers count; the median of so many says as much of the variance between
    // them as 37 % of them would by squares.
    constexpr double efficiency = 0.37;
    const double freedom = std::max(1.0, efficiency * static_cast<double>(workers_of(figures) - 1));
    constexpr double of_median = 1.5708;  // variance of a median over that of a mean
    for (const Figure& figure : figures) {
      const double middle = middle_without(sorted, figure.value);
      const double others = of_median / static_cast<double>(figures.size() - 1);
      const double variance = (figure.variance + between) * (1 + others);
      // Welch & Satterthwaite: chance is known, the rest is estimated unless it is what is taken for granted.
      const double of_between = between > least ? between / variance : 0;
      const double degrees = of_between < 1e-6 ? 1e6 : freedom / (of_between * of_between);
      const double score = (figure.value - middle) / std::sqrt(variance);
      const boost::math::students_t distribution(degrees);
      double chance = cdf(complement(distribution, kind == Oddity::speed ? -score : score));
      if (kind == Oddity::unlike_neighbours) chance = 2 * cdf(complement(distribution, std::abs(score)));
      const double usual = kind == Oddity::speed ? std::exp(middle) : share_of_angle(middle);
      const Work& work = works_[figure.work];
      DayFinding finding{work.worker,        work.day, kind, figure.counted, figure.shown, usual,
                         figures.size() - 1, question, 0};
      const double unlike = 2 * std::abs(figure.value - middle);
      const bool large = is_large(finding, unlike);
      if (kind == Oddity::unlike_neighbours) {
        finding.found = unlike;
        finding.usual = 0;
      }
      chances_.push_back(chance);
      tested_.push_back(std::move(finding));
      large_.push_back(large);
    }
  }

  [[nodiscard]] bool is_large(const DayFinding& finding, double unlike) const {
    constexpr double twice = 2;
    switch (finding.kind) {
      case Oddity::speed:
        return finding.found <= rules_.speed_most * finding.usual;
      case Oddity::round_numbers:
        return finding.found >= rules_.rounded_least && finding.found > finding.usual;
      case Oddity::unlike_neighbours:
        return unlike >= rules_.unlike_least;
      default:
        return finding.found >= rules_.share_least && finding.found >= twice * finding.usual;
    }
  }

  QualityReport told() {
    QualityReport report;
    report.days = looked_at_.size();
    report.tests = tested_.size();
    const std::vector<double> rates = false_discovery_rates(chances_);
    // Of the questions that a day answers otherwise, the most unlike one is named.
    std::map<std::pair<std::string, std::int64_t>, std::size_t> unlike;
    for (std::size_t at = 0; at < tested_.size(); ++at) {
      if (!large_[at] || rates[at] > rules_.false_alarm_max) continue;
      DayFinding finding = tested_[at];
      finding.false_alarm = rates[at];
      if (finding.kind == Oddity::unlike_neighbours) {
        const auto [place, fresh] = unlike.try_emplace({finding.worker, finding.day}, report.findings.size());
        if (!fresh) {
          DayFinding& there = report.findings[place->second];
          if (finding.found > there.found) there = finding;
          continue;
        }
      }
      report.findings.push_back(std::move(finding));
    }
    std::ranges::stable_sort(report.findings, {}, [](const DayFinding& finding) {
      return std::tuple(finding.worker, finding.day, finding.kind);
    });
    return report;
  }

  const QualityRules& rules_;
  std::vector<Work> works_;
  std::map<std::string, std::vector<const VisitFacts*>> places_;
  std::size_t questions_ = 0;
  std::set<std::size_t> looked_at_;
  std::vector<DayFinding> tested_;
  std::vector<double> chances_;
  std::vector<bool> large_;
};

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::string one_decimal(double number) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.1f", number);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

const char* name_of(Oddity oddity) { return names.at(static_cast<std::size_t>(oddity)); }

QualityReport check_visits(std::span<const VisitFacts> visits, const QualityRules& rules) {
  return Checker(visits, rules).check();
}

Bilingual reason_of(const DayFinding& finding, const Bilingual& question) {
  const std::string counted = std::to_string(finding.counted);
  const std::string found = percent(finding.found);
  const std::string usual = percent(finding.usual);
  const std::string compared = std::to_string(finding.compared);
  const std::string end_en = " (" + compared + " other days of work)";
  const std::string end_hi = " (" + compared + " दूसरे कार्य-दिवस)";
  switch (finding.kind) {
    case Oddity::speed: {
      const std::string seconds = std::to_string(std::lround(finding.found));
      const std::string others = std::to_string(std::lround(finding.usual));
      return {"Half of " + counted + " visits took " + seconds + " seconds or less; usual are " + others + end_en,
              counted + " में से आधे संपर्क " + seconds + " सेकंड या कम में पूरे हुए; आम तौर पर " + others + " लगते हैं" + end_hi};
    }
    case Oddity::overlap:
      return {found + " of " + counted + " visits ran while another one was open; usual are " + usual + end_en,
              counted + " में से " + found + " संपर्क दूसरे संपर्क के चलते हुए भरे गए; आम तौर पर " + usual + end_hi};
    case Oddity::same_answers:
      return {
          found + " of " + counted + " visits repeat the same answers to every question; usual are " + usual + end_en,
          counted + " में से " + found + " संपर्कों में हर सवाल के वही जवाब दोहराए गए; आम तौर पर " + usual + end_hi};
    case Oddity::round_numbers:
      return {found + " of " + counted + " numbers end in 0 or 5; usual are " + usual + end_en,
              counted + " में से " + found + " संख्याएँ 0 या 5 पर ख़त्म होती हैं; आम तौर पर " + usual + end_hi};
    case Oddity::unlike_neighbours:
      return {"\"" + question.en + "\" was answered quite otherwise than around there in " + counted +
                  " visits (standardised difference " + one_decimal(finding.found) + ")" + end_en,
              "\"" + question.hi + "\" के जवाब " + counted + " संपर्कों में आसपास से बहुत अलग हैं (मानकीकृत अंतर " +
                  one_decimal(finding.found) + ")" + end_hi};
    case Oddity::far_from_station:
      return {
          found + " of " + counted + " visits lie far from the booth's polling station; usual are " + usual + end_en,
          counted + " में से " + found + " संपर्क बूथ के मतदान केंद्र से दूर हैं; आम तौर पर " + usual + end_hi};
    case Oddity::far_away:
      return {found + " of " + counted + " visits lie far from the booth's others; usual are " + usual + end_en,
              counted + " में से " + found + " संपर्क बूथ के बाकी संपर्कों से दूर हैं; आम तौर पर " + usual + end_hi};
  }
  return {};
}

}  // namespace boothwise::estimation
