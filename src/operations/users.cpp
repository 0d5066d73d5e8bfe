#include "operations/users.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

User user_of(const Row& row) {
  User user;
  user.id = row.text(0);
  user.person = row.text(1);
  user.unit = row.integer(2);
  user.path = {row.text(3)};
  user.name = row.text(4);
  user.sign_in_name = row.text(5);
  user.password_hash = row.text(6);
  user.code_sealed = row.text(7);
  user.code_confirmed = row.integer(8) != 0;
  user.code_step = row.integer(9);
  user.language = row.text(10);
  user.state = row.text(11);
  user.made_by = row.text(12);
  user.made_at = instant_of(row.integer(13));
  if (const auto at = row.integer_or_none(14)) user.last_sign_in = instant_of(*at);
  user.ended = row.integer_or_none(15).has_value();
  return user;
}

RoleGrant grant_of(const Row& row) {
  RoleGrant grant;
  grant.id = row.text(0);
  grant.user = row.text(1);
  grant.role = row.text(2);
  grant.unit = row.integer(3);
  grant.path = {row.text(4)};
  grant.pc = row.integer_or_none(5);
  grant.reach = paths_in(row.text(6));
  grant.given_by = row.text(7);
  grant.given_at = instant_of(row.integer(8));
  return grant;
}

std::string text_of(const std::vector<UnitPath>& reach) {
  std::string text;
  for (const UnitPath& path : reach) text += (text.empty() ? "" : ",") + path.text;
  return text;
}

}  // namespace

Result<bool> users_exist(Store& store) {
  BOOTHWISE_TRY(rows, store.ask(sql::users_exist));
  return !rows.empty();
}

Status add_user(Store& store, const User& user) {
  return done(store.change(sql::add_user, {{"id", user.id},
                                           {"person", text_or_null(user.person)},
                                           {"unit", user.unit},
                                           {"path", user.path.text},
                                           {"name", user.name},
                                           {"sign_in_name", user.sign_in_name},
                                           {"language", user.language},
                                           {"by", user.made_by},
                                           {"at", seconds_of(user.made_at)}}));
}

Result<std::optional<User>> user_named(Store& store, std::string_view sign_in_name) {
  return first_of(store, sql::user_by_sign_in_name, {{"sign_in_name", std::string(sign_in_name)}}, user_of);
}

Result<std::optional<User>> user_with_id(Store& store, std::string_view id) {
  return first_of(store, sql::user_by_id, {{"id", std::string(id)}}, user_of);
}

Result<std::vector<User>> users_below(Store& store, const UserQuestion& question) {
  Parameters parameters = within(question.at);
  parameters.emplace_back("after", question.after);
  parameters.emplace_back("state", question.state);
  parameters.emplace_back("words", like_text(ascii_lower(question.words)));
  parameters.emplace_back("most", question.most);
  return list_of(store, sql::users_below, parameters, user_of);
}

Result<std::vector<User>> users_of_person(Store& store, std::string_view person) {
  return list_of(store, sql::users_of_person, {{"person", std::string(person)}}, user_of);
}

Result<UserCounts> count_users(Store& store, const UnitPath& at) {
  BOOTHWISE_TRY(counts, first_of(store, sql::count_users_below, within(at), [](const Row& row) {
                  return UserCounts{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
                }));
  return counts.value_or(UserCounts{});
}

Status set_password(Store& store, std::string_view user, std::string_view hash) {
  return done(store.change(sql::set_password, {{"id", std::string(user)}, {"hash", std::string(hash)}}));
}

Status set_one_time_secret(Store& store, std::string_view user, std::string_view sealed) {
  const Value value = sealed.empty() ? Value() : Value(std::string(sealed));
  return done(store.change(sql::set_one_time_secret, {{"id", std::string(user)}, {"sealed", value}}));
}

Result<bool> take_one_time_step(Store& store, std::string_view user, std::int64_t step) {
  return changed_one(store.change(sql::take_one_time_step, {{"id", std::string(user)}, {"step", step}}));
}

Status set_user_state(Store& store, std::string_view user, std::string_view state) {
  return done(store.change(sql::set_user_state, {{"id", std::string(user)}, {"state", std::string(state)}}));
}

Status note_sign_in(Store& store, std::string_view user, Instant at) {
  return done(store.change(sql::set_last_sign_in, {{"id", std::string(user)}, {"at", seconds_of(at)}}));
}

Status end_user(Store& inside, std::string_view user, std::string_view by, Instant at) {
  const std::string id(user);
  BOOTHWISE_CHECK(inside.change(sql::end_user, {{"id", id}, {"nobody", "ended " + id}, {"at", seconds_of(at)}}));
  return done(inside.change(sql::end_role_grants_of, {{"user", id}, {"by", std::string(by)}, {"at", seconds_of(at)}}));
}

Status set_user_language(Store& store, std::string_view user, std::string_view language) {
  return done(store.change(sql::set_user_language, {{"id", std::string(user)}, {"language", std::string(language)}}));
}

Status add_role_grant(Store& store, const RoleGrant& grant) {
  return done(store.change(sql::add_role_grant, {{"id", grant.id},
                                                 {"user", grant.user},
                                                 {"role", grant.role},
                                                 {"unit", grant.unit},
                                                 {"path", grant.path.text},
                                                 {"pc_no", grant.pc ? Value(*grant.pc) : Value()},
                                                 {"reach", text_of(grant.reach)},
                                                 {"by", grant.given_by},
                                                 {"at", seconds_of(grant.given_at)}}));
}

Result<std::vector<RoleGrant>> role_grants_of(Store& store, std::string_view user) {
  return list_of(store, sql::role_grants_of, {{"user", std::string(user)}}, grant_of);
}

Result<std::vector<RoleGrant>> role_grants_below(Store& store, const UnitPath& at) {
  return list_of(store, sql::role_grants_below, within(at), grant_of);
}

Result<std::optional<RoleGrant>> role_grant(Store& store, std::string_view id) {
  return first_of(store, sql::role_grant, {{"id", std::string(id)}}, grant_of);
}

Result<bool> end_role_grant(Store& store, std::string_view id, std::string_view by, Instant at) {
  return changed_one(
      store.change(sql::end_role_grant, {{"id", std::string(id)}, {"by", std::string(by)}, {"at", seconds_of(at)}}));
}

Result<std::vector<RoleGrant>> seat_grants(Store& store) { return list_of(store, sql::seat_grants, {}, grant_of); }

Status set_reach(Store& store, std::string_view grant, const std::vector<UnitPath>& reach) {
  return done(store.change(sql::set_reach, {{"id", std::string(grant)}, {"reach", text_of(reach)}}));
}

}  // namespace boothwise::operations
