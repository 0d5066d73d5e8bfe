#include "privacy/released_table.hpp"

#include "privacy/hidden_count.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace boothwise::privacy {

namespace {

constexpr double z = 1.6448536269514722;  // central 90 %

Interval around(double middle, double variance) {
  const double half = z * std::sqrt(variance);
  return {middle - half, middle + half};
}

/// Fieller's interval (1954) of cell / base, whose covariance is the cell's own variance: the shares r for which
/// cell - r base is no farther from 0 than noise takes it. All of 0 to 1 if the base may be nothing but noise.
Interval share_within(double cell, double base, double cell_variance, double base_variance) {
  const double a = base * base - z * z * base_variance;
  const double b = cell * base - z * z * cell_variance;
  const double c = cell * cell - z * z * cell_variance;
  if (a <= 0) return {0, 1};
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  return {std::clamp((b - root) / a, 0.0, 1.0), std::clamp((b + root) / a, 0.0, 1.0)};
}

/// Each side wider by what a random sample of `base` out of `population` adds.
Interval with_sampling(const Interval& noise, double share, double base, double population) {
  const double half = z * std::sqrt(share * (1 - share) / base * std::max(0.0, 1 - base / population));
  return {std::max(0.0, share - std::hypot(share - noise.low, half)),
          std::min(1.0, share + std::hypot(noise.high - share, half))};
}

}  // namespace

std::optional<std::int64_t> ReleasedTable::base(AreaNo area) const {
  return made(area) && bases_[area] != hidden_count ? std::optional(bases_[area]) : std::nullopt;
}

std::optional<Interval> ReleasedTable::base_interval(AreaNo area) const {
  const std::optional<std::int64_t> shown = base(area);
  return shown ? std::optional(around(static_cast<double>(*shown), base_variance(area))) : std::nullopt;
}

std::optional<std::int64_t> ReleasedTable::count(AreaNo area, std::size_t group) const {
  if (!made(area) || group >= set_.group_count((*areas_)[area].level)) return std::nullopt;
  const std::int64_t count = counts_[first_[area] + group];
  return count == hidden_count ? std::nullopt : std::optional(count);
}

std::optional<ShownCell> ReleasedTable::cell(AreaNo area, std::size_t group,
                                             std::optional<std::uint64_t> population) const {
  const std::optional<std::int64_t> shown = count(area, group);
  const std::optional<std::int64_t> of = base(area);
  if (!shown || !of) return std::nullopt;
  const auto number = static_cast<double>(*shown);
  const auto all = static_cast<double>(*of);
  const double variance = group_variance(area, group);
  ShownCell cell{*shown, around(number, variance), number / all,
                 share_within(number, all, variance, base_variance(area)), std::nullopt};
  if (population)
    cell.share_interval_sampled = with_sampling(cell.share_interval, cell.share, all, static_cast<double>(*population));
  return cell;
}

std::optional<double> ReleasedTable::hidden_share_most(AreaNo area) const {
  const std::optional<std::int64_t> of = base(area);
  if (!of) return std::nullopt;
  std::int64_t rest = *of;
  for (std::size_t group = 0; group < set_.group_count((*areas_)[area].level); ++group)
    rest -= count(area, group).value_or(0);
  return std::min(1.0, static_cast<double>(std::max(rest, floors_.cell())) / static_cast<double>(*of));
}

bool ReleasedTable::shows_a_cell(AreaNo area) const {
  for (std::size_t group = 0; group < set_.group_count((*areas_)[area].level); ++group) {
    if (count(area, group)) return true;
  }
  return false;
}

AreaNo ReleasedTable::lead_area(AreaNo area) const {
  while (area != no_area && !shows_a_cell(area)) area = (*areas_)[area].parent;
  return area;
}

double ReleasedTable::noise_sd(AreaNo area, std::size_t group) const { return std::sqrt(group_variance(area, group)); }

double ReleasedTable::group_variance(AreaNo area, std::size_t group) const {
  const Groups& groups = set_.groups((*areas_)[area].level);
  double parts = 0;
  for (std::size_t category = 0; category < groups.size(); ++category) {
    if (groups[category] == group) parts += category_parts_[category];
  }
  return parts * variance_[area];
}

double ReleasedTable::base_variance(AreaNo area) const {
  double parts = 0;
  for (const std::uint32_t of_category : category_parts_) parts += of_category;
  return parts * variance_[area];
}

namespace {

/// The sum over the finer groups that make up a coarser one, if it follows from what a row shows.
std::optional<std::int64_t> followed(const ReleasedTable& finer, AreaNo area, const std::vector<char>& within) {
  const std::optional<std::int64_t> base = finer.base(area);
  std::int64_t sum = 0;
  std::int64_t others = 0;
  bool hidden_within = false;
  bool hidden_outside = !base;
  for (std::size_t group = 0; group < within.size(); ++group) {
    const std::optional<std::int64_t> count = finer.count(area, group);
    (within[group] != 0 ? sum : others) += count.value_or(0);
    if (!count) (within[group] != 0 ? hidden_within : hidden_outside) = true;
  }
  if (!hidden_within) return sum;
  return hidden_outside ? std::nullopt : std::optional(*base - others);
}

/// Which finer groups lie in `coarse`; nothing if one lies across its border.
std::optional<std::vector<char>> groups_within(const CategorySet& finer, const CategorySet& coarser, Level level,
                                               std::size_t coarse) {
  enum : char { unknown, outside, inside };
  std::vector<char> place(finer.group_count(level), unknown);
  for (std::size_t category = 0; category < finer.categories(); ++category) {
    const bool in = coarser.groups(level)[coarser.coarsens()->to[category]] == coarse;
    char& of_group = place[finer.groups(level)[category]];
    const char here = in ? inside : outside;
    if (of_group != unknown && of_group != here) return std::nullopt;
    of_group = here;
  }
  for (char& of_group : place) of_group = of_group == inside ? 1 : 0;
  return place;
}

}  // namespace

Result<ReleasedTable> coarsened(const ReleasedTable& finer, const CategorySet& coarser) {
  const std::optional<Coarsening>& how = coarser.coarsens();
  if (!how || how->finer != finer.set().id() || how->to.size() != finer.set().categories())
    return Error{ErrorKind::bad_input,
                 "not_a_coarsening",
                 {"the coarser set must say which answers of this table's set make up its own",
                  "मोटे वर्ग-समूह में लिखा हो कि इस तालिका के कौन से उत्तर उसके किस वर्ग में हैं"},
                 {.value = std::to_string(coarser.id().value)}};
  ReleasedTable table(coarser);
  table.wave_ = finer.wave_;
  table.table_ = finer.table_;
  table.floors_ = finer.floors_;
  table.areas_ = finer.areas_;
  table.variance_ = finer.variance_;
  table.bases_ = finer.bases_;
  table.category_parts_.assign(coarser.categories(), 0);
  for (std::size_t category = 0; category < how->to.size(); ++category)
    table.category_parts_[how->to[category]] += finer.category_parts_[category];
  std::array<std::vector<std::optional<std::vector<char>>>, level_count> within;
  for (const Level level : levels) {
    for (std::size_t group = 0; group < coarser.group_count(level); ++group)
      within[number(level)].push_back(groups_within(finer.set_, coarser, level, group));
  }
  for (AreaNo area = 0; area < table.areas().size(); ++area) {
    table.first_.push_back(table.counts_.size());
    if (!table.made(area)) continue;
    for (const std::optional<std::vector<char>>& of_group : within[number(table.areas()[area].level)])
      table.counts_.push_back(of_group ? followed(finer, area, *of_group).value_or(hidden_count) : hidden_count);
  }
  return table;
}

}  // namespace boothwise::privacy
