#include "operations/people.hpp"

#include "operations/internal/rows.hpp"
#include "operations/internal/search_words.hpp"
#include "operations/work_units.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

OrganisationPerson person_of(const Row& row) {
  OrganisationPerson person;
  person.id = row.text(0);
  person.unit = row.integer(1);
  person.path = UnitPath{row.text(2)};
  person.name = row.text(3);
  person.phone = row.text(4);
  person.email = row.text(5);
  person.languages = row.text(6);
  person.home_ac = row.integer_or_none(7);
  person.left_on = row.text(8);
  person.synthetic = row.integer(9) != 0;
  return person;
}

HeldPost bare_post_of(const Row& row) {
  HeldPost held;
  held.id = row.text(0);
  held.person = row.text(1);
  held.unit = row.integer(2);
  held.path = UnitPath{row.text(3)};
  held.post = row.text(4);
  held.from_day = row.text(5);
  held.to_day = row.text(6);
  return held;
}

HeldPost post_of(const Row& row) {
  HeldPost held = bare_post_of(row);
  held.person_name = row.text(7);
  held.unit_name = {row.text(8), row.text(9)};
  return held;
}

Parameters contact_of(const OrganisationPerson& person, const std::string& folded) {
  return {{"person", person.id},
          {"unit", person.unit},
          {"path", person.path.text},
          {"name", person.name},
          {"folded", folded},
          {"phone", text_or_null(person.phone)},
          {"email", text_or_null(person.email)},
          {"languages", person.languages},
          {"home_ac", person.home_ac ? Value(*person.home_ac) : Value()}};
}

Status add_name_words(Store& inside, std::span<const FoldedPerson> people) {
  std::vector<Parameters> rows;
  for (const FoldedPerson& one : people) {
    for (const std::string& word : search_words(one.folded)) {
      rows.push_back({{"word", word}, {"path", one.person.path.text}, {"person", one.person.id}});
    }
  }
  return done(inside.change_each(sql::add_people_word, rows));
}

/// Words that people are looked for by, at most three (of more nothing is asked), the one that leads to fewest first.
struct LookedFor {
  std::vector<std::string> words;
  bool by_word = false;  ///< so few have it that they are all looked up; otherwise some are soon met in any order
};

Result<LookedFor> rarest_first(Store& store, const UnitPath& below, const std::string& folded_words) {
  constexpr std::size_t words_most = 3;
  constexpr std::int64_t looked_up_most = 4000;  // takes as long as meeting a page of them among 500,000 in any order
  LookedFor wanted;
  for (const std::string& word : search_words(folded_words)) {
    if (wanted.words.size() < words_most) wanted.words.push_back(word);
  }
  if (wanted.words.empty()) return wanted;
  BOOTHWISE_TRY(places, store.ask(sql::place_of_path, {{"path", below.text}}));
  const bool is_small = !places.empty() && places.front().integer(0) >= district_place;
  if (is_small) return wanted;
  const auto count = [&](const std::string& word, std::int64_t most) {
    Parameters parameters = within(below);
    parameters.insert(parameters.end(), {{"word", word}, {"word_end", word_end(word)}, {"most", most}});
    return first_integer(store, sql::count_people_words, parameters);
  };
  BOOTHWISE_TRY(fewest, put_rarest_first(wanted.words, looked_up_most, count));
  wanted.by_word = fewest < looked_up_most;
  return wanted;
}

}  // namespace

Status add_person(Store& inside, const OrganisationPerson& person, const std::string& folded, std::int64_t at) {
  const FoldedPerson one{person, folded};
  return add_people(inside, std::span(&one, 1), at);
}

Status add_people(Store& inside, std::span<const FoldedPerson> people, std::int64_t at) {
  const auto values_of = [at](const FoldedPerson& one) {
    Parameters parameters = contact_of(one.person, one.folded);
    parameters.emplace_back("noted_at", at);
    parameters.emplace_back("synthetic", std::int64_t{one.person.synthetic ? 1 : 0});
    return parameters;
  };
  BOOTHWISE_CHECK(change_by_each(inside, sql::add_person, people, values_of,
                                 [](const FoldedPerson& one) { return one.person.id; }));
  return add_name_words(inside, people);
}

Status change_person(Store& inside, const OrganisationPerson& person, const std::string& folded) {
  const FoldedPerson one{person, folded};
  BOOTHWISE_CHECK(inside.change(sql::change_person, contact_of(person, folded)));
  BOOTHWISE_CHECK(inside.change(sql::forget_people_words, {{"person", person.id}}));
  return add_name_words(inside, std::span(&one, 1));
}

Status person_leaves(Store& inside, const std::string& person, const std::string& day) {
  BOOTHWISE_CHECK(inside.change(sql::person_leaves, {{"person", person}, {"day", day}}));
  BOOTHWISE_CHECK(inside.change(sql::forget_people_words, {{"person", person}}));
  return success();
}

Status move_people_of_unit(Store& inside, UnitId unit, UnitId to, const UnitPath& to_path) {
  BOOTHWISE_CHECK(inside.change(sql::move_people_words_of_unit, {{"unit", unit}, {"to_path", to_path.text}}));
  BOOTHWISE_CHECK(
      inside.change(sql::move_people_of_unit, {{"unit", unit}, {"to_unit", to}, {"to_path", to_path.text}}));
  return success();
}

Result<std::optional<OrganisationPerson>> person_by_id(Store& store, const std::string& person) {
  return first_of(store, sql::person_by_id, {{"person", person}}, person_of);
}

Result<std::optional<OrganisationPerson>> person_by_phone(Store& store, const std::string& phone) {
  return first_of(store, sql::person_by_phone, {{"phone", phone}}, person_of);
}

Result<std::vector<OrganisationPerson>> all_people(Store& store) {
  return list_of(store, sql::all_people, {}, person_of);
}

Result<std::vector<ListedPerson>> people_within(Store& store, const UnitPath& below, const std::string& after,
                                                const std::string& folded_words, std::int64_t most) {
  std::string after_path;
  std::string after_folded;
  if (!after.empty()) {
    BOOTHWISE_TRY(places, store.ask(sql::person_place, {{"person", after}}));
    if (places.empty()) {
      return unknown("person_unknown", after, {"no such person is here", "ऐसा कोई व्यक्ति यहाँ नहीं"});
    }
    after_path = places.front().text(0);
    after_folded = places.front().text(1);
  }
  BOOTHWISE_TRY(wanted, rarest_first(store, below, folded_words));
  const std::string from = cursor_within(below, after_path);
  Parameters parameters{{"path", from}, {"path_end", below.end()}};
  parameters.insert(parameters.end(), {{"after_path", from},
                                       {"after_folded", after_folded},
                                       {"after_person", after},
                                       {"word", word_at(wanted.words, 0)},
                                       {"second", word_at(wanted.words, 1)},
                                       {"third", word_at(wanted.words, 2)},
                                       {"most", most}});
  if (wanted.by_word) parameters.emplace_back("word_end", word_end(wanted.words.front()));
  static const std::string looked_through =
      replaced(std::string(sql::people_within), "{rows}", sql::people_looked_through);
  static const std::string by_word = replaced(std::string(sql::people_within), "{rows}", sql::people_by_word);
  BOOTHWISE_TRY(rows, store.ask(wanted.by_word ? by_word : looked_through, parameters));
  std::vector<ListedPerson> people;
  for (const Row& row : rows) {
    if (people.empty() || people.back().person.id != row.text(0)) {
      people.push_back({person_of(row), {row.text(16), row.text(17)}, {}});
    }
    if (row.text(10).empty()) continue;  // holds none
    HeldPost& held = people.back().posts.emplace_back();
    held.id = row.text(10);
    held.person = people.back().person.id;
    held.post = row.text(11);
    held.from_day = row.text(12);
    held.unit = row.integer(13);
    held.unit_name = {row.text(14), row.text(15)};
  }
  return people;
}

Result<std::int64_t> count_people(Store& store, const UnitPath& below) {
  return first_integer(store, sql::count_people, within(below));
}

Status add_held_post(Store& inside, const HeldPost& held, const NotedBy& noted) {
  return add_held_posts(inside, std::span(&held, 1), noted);
}

Status add_held_posts(Store& inside, std::span<const HeldPost> posts, const NotedBy& noted) {
  const auto values_of = [&noted](const HeldPost& held) -> Parameters {
    return {{"held", held.id},
            {"person", held.person},
            {"unit", held.unit},
            {"path", held.path.text},
            {"post", held.post},
            {"from_day", held.from_day},
            {"to_day", text_or_null(held.to_day)},
            {"by", noted.by},
            {"at", noted.at}};
  };
  return change_by_each(inside, sql::add_post_held, posts, values_of, [](const HeldPost& held) { return held.post; });
}

Status end_held_post(Store& inside, const std::string& held, const std::string& day) {
  BOOTHWISE_TRY(changed, inside.change(sql::end_post_held, {{"held", held}, {"day", day}}));
  if (changed == 1) return success();
  return Error{ErrorKind::conflict,
               "post_not_held",
               {"this post is not held any more", "यह पद अब किसी के पास नहीं"},
               {{}, 0, {}, held}};
}

Result<std::optional<HeldPost>> held_post_by_id(Store& store, const std::string& held) {
  return first_of(store, sql::post_held_by_id, {{"held", held}}, post_of);
}

Result<std::vector<HeldPost>> posts_of_unit(Store& store, UnitId unit) {
  return list_of(store, sql::posts_of_unit, {{"unit", unit}}, post_of);
}

Result<std::vector<HeldPost>> posts_of_person(Store& store, const std::string& person) {
  return list_of(store, sql::posts_of_person, {{"person", person}}, post_of);
}

Result<std::vector<HeldPost>> all_held_posts(Store& store) {
  return list_of(store, sql::all_posts_held, {}, bare_post_of);
}

Result<std::vector<HeldPost>> periods_of_post(Store& store, UnitId unit, const std::string& post) {
  return list_of(store, sql::periods_of_post, {{"unit", unit}, {"post", post}}, [&](const Row& row) {
    HeldPost held;
    held.person = row.text(0);
    held.unit = unit;
    held.post = post;
    held.from_day = row.text(1);
    held.to_day = row.text(2);
    return held;
  });
}

}  // namespace boothwise::operations
