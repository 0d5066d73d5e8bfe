#include "operations/work_units.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace boothwise::operations {

namespace {

WorkUnit unit_of(const Row& row) {
  return {row.integer(0),       UnitPath{row.text(1)}, row.text(2), row.integer(3), {row.text(4), row.text(5)},
          !row.text(6).empty(), row.integer(7) != 0};
}

/// Parts that hold something.
std::vector<std::string> filled_parts(const std::string& text, char separator) {
  std::vector<std::string> parts = split(text, separator);
  std::erase(parts, std::string());
  return parts;
}

WorkPerson person_of(const Row& row) {
  WorkPerson person;
  person.id = row.text(0);
  person.unit = row.integer(1);
  person.path.text = row.text(2);
  person.name = row.text(3);
  person.languages = filled_parts(row.text(4), ',');
  person.home_ac = row.integer_or_none(5);
  person.left = !row.text(6).empty();
  return person;
}

std::vector<WorkPerson> people_of(const std::vector<Row>& rows) {
  std::vector<WorkPerson> people;
  people.reserve(rows.size());
  for (const Row& row : rows) {
    people.push_back(person_of(row));
    people.back().load = row.integer(7);
  }
  return people;
}

}  // namespace

Result<std::optional<WorkUnit>> work_unit(Store& store, std::int64_t id) {
  return kept_first_of(store, sql::unit_for_work, {{"unit", id}}, unit_of);
}

Result<std::vector<WorkUnit>> work_units_at(Store& store, std::span<const UnitPath> paths) {
  constexpr std::size_t asked_at_once = 16;
  std::vector<WorkUnit> there;
  for (std::size_t begin = 0; begin < paths.size(); begin += asked_at_once) {
    const auto some = paths.subspan(begin, std::min(asked_at_once, paths.size() - begin));
    std::array<std::string, asked_at_once> names;
    Parameters parameters;
    for (std::size_t i = 0; i < asked_at_once; ++i) {
      names.at(i) = "unit_" + std::to_string(i + 1);
      parameters.emplace_back(names.at(i), i < some.size() ? unit_at(some[i]) : std::int64_t{0});  // no unit's number
    }
    BOOTHWISE_TRY(found, kept_list_of(store, sql::units_for_work_at, parameters, unit_of));
    for (const UnitPath& path : some) {
      const auto unit = std::ranges::find(found, path, &WorkUnit::path);
      if (unit != found.end()) there.push_back(std::move(*unit));
    }
  }
  return there;
}

Result<std::vector<WorkUnit>> work_units_below(Store& store, std::int64_t id) {
  return kept_list_of(store, sql::units_for_work_below, {{"unit", id}}, unit_of);
}

Result<std::vector<WorkLevel>> work_levels(Store& store) {
  return kept_list_of(store, sql::levels_for_work, {}, [](const Row& row) {
    return WorkLevel{row.text(0), row.integer(1), {row.text(2), row.text(3)}};
  });
}

Result<CountedAt> counted_at(Store& store, const UnitPath& path) {
  CountedAt at{path, path};
  for (const std::string& number : filled_parts(path.text, '.')) {
    BOOTHWISE_TRY(unit, work_unit(store, parse_number<std::int64_t>(number).value_or(0)));
    if (!unit) continue;
    if (unit->place <= counted_place) at.counted = unit->path;
    if (unit->place <= district_place) at.district = unit->path;
  }
  return at;
}

std::int64_t unit_at(const UnitPath& path) {
  const std::vector<std::string> numbers = filled_parts(path.text, '.');
  return numbers.empty() ? 0 : parse_number<std::int64_t>(numbers.back()).value_or(0);
}

std::vector<UnitPath> paths_above(const UnitPath& path) {
  std::vector<UnitPath> above;
  for (std::size_t dot = path.text.find('.'); dot + 1 < path.text.size(); dot = path.text.find('.', dot + 1)) {
    above.push_back({path.text.substr(0, dot + 1)});
  }
  return above;
}

UnitPath joined(const UnitPath& one, const UnitPath& other) {
  const auto differ = std::ranges::mismatch(one.text, other.text).in1;
  std::string common(one.text.begin(), differ);
  common.resize(common.rfind('.') == std::string::npos ? 0 : common.rfind('.') + 1);
  return {std::move(common)};
}

Result<std::optional<UnitPath>> lowest_around(Store& store, std::string_view kind, std::int64_t place,
                                              std::string_view part) {
  BOOTHWISE_TRY(rows, store.ask_kept(sql::place_reach,
                                     {{"kind", std::string(kind)}, {"place", place}, {"part", std::string(part)}}));
  if (rows->empty() || rows->front().text(0).empty()) return std::optional<UnitPath>();
  // What begins the first and the last of sorted texts begins all between them.
  return std::optional(joined({rows->front().text(0)}, {rows->front().text(1)}));
}

Result<std::vector<std::int64_t>> segments_under(Store& store, const UnitPath& path) {
  return kept_list_of(store, sql::segments_under, within(path), [](const Row& row) { return row.integer(0); });
}

Result<std::vector<UnitPart>> parts_under(Store& store, const UnitPath& path) {
  return kept_list_of(store, sql::parts_of_unit, within(path), [](const Row& row) {
    return UnitPart{row.integer(0), row.text(1)};
  });
}

Result<std::optional<WorkPerson>> work_person(Store& store, const std::string& id) {
  return kept_first_of(store, sql::person_for_work, {{"person", id}}, person_of);
}

Result<std::vector<WorkPerson>> people_under(Store& store, const UnitPath& path, const std::string& day,
                                             const std::string& after, std::int64_t most) {
  BOOTHWISE_TRY(
      rows,
      store.ask_kept(sql::people_for_work,
                     {{"path", path.text}, {"path_end", path.end()}, {"day", day}, {"after", after}, {"most", most}}));
  return people_of(*rows);
}

Result<std::vector<WorkPerson>> people_of_unit(Store& store, std::int64_t unit, const std::string& day,
                                               std::int64_t most) {
  BOOTHWISE_TRY(rows, store.ask_kept(sql::people_of_unit, {{"day", day}, {"unit", unit}, {"most", most}}));
  return people_of(*rows);
}

Result<std::vector<WorkPerson>> people_of_levels(Store& store, const UnitPath& path, std::int64_t place,
                                                 const std::string& day, std::int64_t most) {
  BOOTHWISE_TRY(
      rows, store.ask(sql::people_of_levels,
                      {{"day", day}, {"place", place}, {"path", path.text}, {"path_end", path.end()}, {"most", most}}));
  return people_of(rows);
}

}  // namespace boothwise::operations
