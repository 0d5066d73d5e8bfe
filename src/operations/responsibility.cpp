#include "operations/responsibility.hpp"

#include "operations/internal/rows.hpp"
#include "operations/work_units.hpp"
#include "operations_sql/queries.hpp"

#include <array>

namespace boothwise::operations {

namespace {

Responsibility responsibility_of(const Row& row) {
  Responsibility one;
  one.id = row.text(0);
  one.person = row.text(1);
  one.duty = row.text(2);
  one.place = {row.text(3), row.integer(4), row.text(5)};
  one.path.text = row.text(6);
  one.from_day = row.text(7);
  one.to_day = row.text(8);
  one.origin = row.text(9);
  one.noted_at = instant_of(row.integer(10));
  return one;
}

std::vector<Responsibility> responsibilities_in(const std::vector<Row>& rows) {
  std::vector<Responsibility> list;
  list.reserve(rows.size());
  for (const Row& row : rows) list.push_back(responsibility_of(row));
  return list;
}

}  // namespace

Result<Responsibility> add_responsibility(Store& inside, Responsibility wanted, const std::string& by) {
  BOOTHWISE_TRY(taken, inside.ask(sql::overlapping_responsibility, {{"kind", wanted.place.kind},
                                                                    {"place", wanted.place.place},
                                                                    {"part", wanted.place.part},
                                                                    {"duty", wanted.duty},
                                                                    {"person", wanted.person},
                                                                    {"from_day", wanted.from_day},
                                                                    {"to_day", wanted.to_day}}));
  if (!taken.empty()) {
    return Error{ErrorKind::conflict,
                 "responsibility_taken",
                 {"somebody has this duty there in these days already; end that first",
                  "इन दिनों वहाँ यह दायित्व पहले से किसी के पास है; पहले उसे समाप्त करें"},
                 {{}, 0, "from_day", wanted.from_day}};
  }
  wanted.id = new_id();
  BOOTHWISE_CHECK(inside.change(sql::add_responsibility, {{"id", wanted.id},
                                                          {"person", wanted.person},
                                                          {"duty", wanted.duty},
                                                          {"kind", wanted.place.kind},
                                                          {"place", wanted.place.place},
                                                          {"part", wanted.place.part},
                                                          {"path", wanted.path.text},
                                                          {"from_day", wanted.from_day},
                                                          {"to_day", text_or_null(wanted.to_day)},
                                                          {"origin", wanted.origin},
                                                          {"by", by},
                                                          {"at", seconds_of(wanted.noted_at)}}));
  return wanted;
}

Status end_responsibility(Store& inside, const std::string& id, const std::string& last_day) {
  BOOTHWISE_TRY(changed, inside.change(sql::end_responsibility, {{"id", id}, {"day", last_day}}));
  if (changed == 1) return success();
  return unknown(
      "responsibility_unknown", id,
      {"no responsibility of this id can end on this day", "इस पहचान का कोई दायित्व इस दिन समाप्त नहीं हो सकता"});
}

Result<std::int64_t> hand_back(Store& inside, const std::string& person, const std::string& last_day) {
  BOOTHWISE_TRY(ended,
                inside.change(sql::end_responsibilities_of_person, {{"person", person}, {"last_day", last_day}}));
  BOOTHWISE_TRY(never_began,
                inside.change(sql::forget_responsibilities_to_come, {{"person", person}, {"last_day", last_day}}));
  BOOTHWISE_CHECK(inside.change(sql::give_back_tasks, {{"person", person}}));
  return ended + never_began;
}

Result<std::optional<Responsibility>> responsibility(Store& store, const std::string& id) {
  return kept_first_of(store, sql::responsibility, {{"id", id}}, responsibility_of);
}

Result<std::vector<Responsibility>> responsibilities_of(Store& store, const AnsweredPlace& place) {
  BOOTHWISE_TRY(rows, store.ask_kept(sql::responsibilities_of_place,
                                     {{"kind", place.kind}, {"place", place.place}, {"part", place.part}}));
  return responsibilities_in(*rows);
}

Result<std::vector<Responsibility>> responsibilities_on(Store& store, std::string_view kind, const UnitPath& path,
                                                        const std::string& day) {
  BOOTHWISE_TRY(
      rows, store.ask_kept(sql::responsibilities_of_kind,
                           {{"path", path.text}, {"path_end", path.end()}, {"kind", std::string(kind)}, {"day", day}}));
  return responsibilities_in(*rows);
}

Result<std::vector<Responsibility>> responsibilities_of_units(Store& store, const UnitPath& path,
                                                              std::int64_t first_place, std::int64_t last_place,
                                                              const std::string& day) {
  BOOTHWISE_TRY(rows, store.ask_kept(sql::responsibilities_of_units, {{"path", path.text},
                                                                      {"path_end", path.end()},
                                                                      {"first_place", first_place},
                                                                      {"last_place", last_place},
                                                                      {"day", day}}));
  return responsibilities_in(*rows);
}

Result<std::vector<Responsibility>> responsibilities_at(Store& store, std::string_view kind,
                                                        std::span<const UnitPath> units, const std::string& day) {
  constexpr std::array names = {"path_1", "path_2", "path_3", "path_4", "path_5", "path_6", "path_7", "path_8"};
  std::vector<Responsibility> list;
  for (std::size_t begin = 0; begin < units.size(); begin += names.size()) {
    Parameters parameters{{"kind", std::string(kind)}, {"day", day}};
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::size_t at = begin + i;
      parameters.emplace_back(names.at(i), at < units.size() ? units[at].text : std::string());  // no unit's path
    }
    BOOTHWISE_TRY(rows, store.ask_kept(sql::responsibilities_at, parameters));
    for (const Row& row : *rows) list.push_back(responsibility_of(row));
  }
  return list;
}

Result<std::vector<Responsibility>> responsibilities_around(Store& store, std::string_view kind, const UnitPath& path,
                                                            const std::string& day) {
  return responsibilities_at(store, kind, paths_above(path), day);
}

Result<std::int64_t> load_of(Store& store, const std::string& person, const std::string& day) {
  BOOTHWISE_TRY(rows, store.ask_kept(sql::load_of_person, {{"person", person}, {"day", day}}));
  return rows->front().integer(0);
}

}  // namespace boothwise::operations
