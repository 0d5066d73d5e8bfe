#include "operations/units.hpp"

#include "operations/internal/rows.hpp"
#include "operations/internal/search_words.hpp"
#include "operations/work_units.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace boothwise::operations {

namespace {

Unit unit_of(const Row& row) {
  Unit unit;
  unit.id = row.integer(0);
  unit.parent = row.integer_or_none(1);
  unit.path = UnitPath{row.text(2)};
  unit.level = row.text(3);
  unit.code = row.text(4);
  unit.name = {row.text(5), row.text(6)};
  unit.opened_on = row.text(7);
  unit.closed_on = row.text(8);
  unit.has_head = row.integer(9) != 0;
  unit.synthetic = row.integer(10) != 0;
  return unit;
}

/// Values of a search; REQUIRES: at least one word, three at most.
Parameters searched(const UnitPath& below, const std::vector<std::string>& words, std::int64_t most) {
  Parameters parameters = within(below);
  const Parameters more{
      {"word", word_at(words, 0)}, {"second", word_at(words, 1)}, {"third", word_at(words, 2)}, {"most", most}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  return parameters;
}

/// By how many units of a level have each; those of the first are looked at.
Status put_rarest_first_at(Store& store, std::int64_t place, std::vector<std::string>& words) {
  constexpr std::int64_t counted_most = 1000;
  if (words.size() == 1) return success();
  const auto count = [&](const std::string& word, std::int64_t most) {
    return first_integer(store, sql::count_units_with_word,
                         {{"place", place}, {"word", word}, {"word_end", word_end(word)}, {"most", most}});
  };
  BOOTHWISE_CHECK(put_rarest_first(words, counted_most, count));
  return success();
}

Parameters values_of(const FoldedUnit& added) {
  const Unit& unit = added.unit;
  return {{"unit", unit.id},
          {"parent", value_or_null(unit.parent)},
          {"path", unit.path.text},
          {"level", unit.level},
          {"code", unit.code},
          {"name_en", unit.name.en},
          {"name_hi", unit.name.hi},
          {"folded", added.folded},
          {"opened_on", unit.opened_on},
          {"has_head", std::int64_t{unit.has_head ? 1 : 0}},
          {"synthetic", std::int64_t{unit.synthetic ? 1 : 0}}};
}

/// REQUIRES: the units are there.
Status add_words(Store& inside, std::span<const FoldedUnit> units) {
  std::vector<Parameters> rows;
  for (const FoldedUnit& one : units) {
    for (const std::string& word : search_words(one.folded)) {
      rows.push_back({{"word", word}, {"unit", one.unit.id}});
    }
  }
  return done(inside.change_each(sql::add_unit_word, rows));
}

}  // namespace

Status put_level(Store& store, const Level& level) {
  BOOTHWISE_CHECK(store.change(sql::put_level, {{"level", level.code},
                                                {"place", level.place},
                                                {"name_en", level.name.en},
                                                {"name_hi", level.name.hi},
                                                {"head_en", level.head.en},
                                                {"head_hi", level.head.hi}}));
  return success();
}

Result<std::int64_t> organisation_version(Store& store) { return first_integer(store, sql::organisation_version); }

Status note_organisation_change(Store& inside) {
  BOOTHWISE_CHECK(inside.change(sql::note_organisation_change));
  return success();
}

Result<UnitId> take_unit_numbers(Store& inside, std::int64_t count) {
  return first_integer(inside, sql::take_unit_numbers, {{"count", count}});
}

Status add_unit(Store& inside, const Unit& unit, const std::string& folded) {
  const FoldedUnit one{unit, folded};
  return add_units(inside, std::span(&one, 1));
}

Status add_units(Store& inside, std::span<const FoldedUnit> units) {
  BOOTHWISE_CHECK(
      change_by_each(inside, sql::add_unit, units, values_of, [](const FoldedUnit& one) { return one.unit.code; }));
  return add_words(inside, units);
}

Status change_unit(Store& inside, const Unit& unit, const std::string& folded) {
  BOOTHWISE_CHECK(inside.change(sql::change_unit, {{"unit", unit.id},
                                                   {"code", unit.code},
                                                   {"name_en", unit.name.en},
                                                   {"name_hi", unit.name.hi},
                                                   {"folded", folded}}));
  BOOTHWISE_CHECK(inside.change(sql::forget_unit_words, {{"unit", unit.id}}));
  const FoldedUnit one{unit, folded};
  return add_words(inside, std::span(&one, 1));
}

Status set_unit_parent(Store& inside, UnitId unit, UnitId parent) {
  BOOTHWISE_CHECK(inside.change(sql::set_unit_parent, {{"unit", unit}, {"parent", parent}}));
  return success();
}

Status close_unit(Store& inside, UnitId unit, const std::string& day) {
  BOOTHWISE_CHECK(inside.change(sql::close_unit, {{"unit", unit}, {"day", day}}));
  return success();
}

Status set_unit_head(Store& inside, UnitId unit, const std::string& post) {
  BOOTHWISE_CHECK(inside.change(sql::set_unit_head, {{"unit", unit}, {"post", post}}));
  return success();
}

Result<std::optional<Unit>> unit_by_id(Store& store, UnitId unit) {
  return first_of(store, sql::unit_by_id, {{"unit", unit}}, unit_of);
}

Result<std::optional<Unit>> unit_by_code(Store& store, const std::string& code) {
  return first_of(store, sql::unit_by_code, {{"code", code}}, unit_of);
}

Result<std::vector<Unit>> units_below(Store& store, UnitId parent) {
  return list_of(store, sql::units_below, {{"parent", parent}}, unit_of);
}

Result<std::vector<Unit>> all_units(Store& store) { return list_of(store, sql::all_units, {}, unit_of); }

Result<std::vector<Unit>> search_units(Store& store, const UnitPath& below, const std::string& folded_words,
                                       std::int64_t most) {
  constexpr std::size_t words_most = 3;  // of a fourth and more nothing is asked
  const std::set<std::string> distinct = search_words(folded_words);
  std::vector<std::string> words(distinct.begin(), distinct.end());
  std::vector<Unit> found;
  if (words.empty()) return found;
  std::ranges::stable_sort(words, std::ranges::greater(), &std::string::size);
  if (words.size() > words_most) words.resize(words_most);
  BOOTHWISE_TRY(places, store.ask(sql::place_of_path, {{"path", below.text}}));
  if (!places.empty() && places.front().integer(0) >= district_place) {
    return list_of(store, sql::search_units, searched(below, words, most), unit_of);
  }
  BOOTHWISE_TRY(levels, work_levels(store));
  std::set<UnitId> seen;
  for (const WorkLevel& level : levels) {
    BOOTHWISE_CHECK(put_rarest_first_at(store, level.place, words));
    Parameters of_level = searched(below, words, most);
    of_level.emplace_back("word_end", word_end(words.front()));
    of_level.emplace_back("place", level.place);
    BOOTHWISE_TRY(units, list_of(store, sql::search_units_by_word, of_level, unit_of));
    for (Unit& unit : units) {
      if (static_cast<std::int64_t>(found.size()) == most) return found;
      if (seen.insert(unit.id).second) found.push_back(std::move(unit));
    }
  }
  return found;
}

Result<std::vector<Unit>> headless_units(Store& store, const UnitPath& below, const std::string& after,
                                         std::int64_t most) {
  Parameters parameters = within(below);
  parameters.emplace_back("after", after);
  parameters.emplace_back("most", most);
  return list_of(store, sql::headless_units, parameters, unit_of);
}

Result<std::int64_t> count_headless_units(Store& store, const UnitPath& below) {
  return first_integer(store, sql::count_headless_units, within(below));
}

Result<std::int64_t> count_units(Store& store, const UnitPath& below, const std::string& level) {
  Parameters parameters = within(below);
  parameters.emplace_back("level", level);
  return first_integer(store, sql::count_units, parameters);
}

}  // namespace boothwise::operations
