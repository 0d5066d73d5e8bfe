#include "operations/sessions.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

std::string text(std::string_view view) { return std::string(view); }

Approval approval_of(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          {row.text(3)},
          row.text(4),
          row.text(5),
          instant_of(row.integer(6)),
          instant_of(row.integer(7)),
          row.text(8),
          row.text(10),
          row.integer_or_none(11).has_value()};
}

/// What the columns before the last two say of the moment.
void add_moment(const Row& row, Shown& shown) {
  std::size_t column = row.cells().size() - 2 - kept_kinds - 1;
  shown.answers_version = row.integer(column);
  for (std::int64_t& stamp : shown.stamps) stamp = row.integer(++column);
}

/// Whom an answer shows, which has a row for each of her roles: `made` of the first row, and the roles of all, which
/// stand in the last two columns. Nothing where there is no row.
template <typename Made>
Result<std::optional<Shown>> shown_with_roles(Store& store, std::string_view sql, const Parameters& parameters,
                                              Made made) {
  BOOTHWISE_TRY(rows, store.ask(sql, parameters));
  if (rows.empty()) return std::optional<Shown>();
  std::optional<Shown> shown = made(rows.front());
  for (const Row& row : rows) {
    const std::size_t columns = row.cells().size();
    const std::string role = row.text(columns - 2);
    if (!role.empty()) shown->roles.push_back({role, paths_in(row.text(columns - 1))});
  }
  return shown;
}

}  // namespace

Status add_session(Store& store, const Session& session, std::string_view hash) {
  return done(store.change(sql::add_session, {{"hash", text(hash)},
                                              {"id", session.id},
                                              {"user", session.user},
                                              {"whole", std::int64_t{session.whole ? 1 : 0}},
                                              {"device", session.device},
                                              {"at", seconds_of(session.made_at)},
                                              {"idle_seconds", session.idle_seconds},
                                              {"ends_at", seconds_of(session.ends_at)}}));
}

Result<std::optional<Shown>> shown_session(Store& store, std::string_view hash, Instant at) {
  return shown_with_roles(store, sql::session_by_hash, {{"hash", text(hash)}, {"at", seconds_of(at)}},
                          [](const Row& row) {
                            Shown shown{row.text(0), row.text(1), row.integer(2) != 0, instant_of(row.integer(3)),
                                        row.text(5), row.text(6), row.text(7),         {row.text(8)},
                                        {}};
                            add_moment(row, shown);
                            return shown;
                          });
}

Status touch_session(Store& store, std::string_view session, Instant at) {
  return done(store.change(sql::touch_session, {{"id", text(session)}, {"at", seconds_of(at)}}));
}

Result<std::vector<Session>> sessions_of(Store& store, std::string_view user, Instant at) {
  return list_of(store, sql::sessions_of, {{"user", text(user)}, {"at", seconds_of(at)}}, [&user](const Row& row) {
    return Session{row.text(0),
                   text(user),
                   row.integer(5) != 0,
                   row.text(1),
                   instant_of(row.integer(2)),
                   instant_of(row.integer(3)),
                   instant_of(row.integer(4)),
                   0};
  });
}

Result<bool> end_session(Store& store, std::string_view user, std::string_view session) {
  return changed_one(store.change(sql::end_session, {{"user", text(user)}, {"id", text(session)}}));
}

Status end_sessions(Store& store, std::string_view user, std::string_view except) {
  return done(store.change(sql::end_sessions, {{"user", text(user)}, {"except_id", text(except)}}));
}

Status drop_old_sessions(Store& store, Instant at) {
  return done(store.change(sql::drop_old_sessions, {{"at", seconds_of(at)}}));
}

Result<Attempts> attempts(Store& store, std::string_view key) {
  BOOTHWISE_TRY(rows, store.ask(sql::attempt, {{"key", text(key)}}));
  if (rows.empty()) return Attempts{};
  return Attempts{rows.front().integer(0), instant_of(rows.front().integer(1)), instant_of(rows.front().integer(2))};
}

Status note_failure(Store& store, std::string_view key, const Attempts& attempts) {
  return done(store.change(sql::note_failure, {{"key", text(key)},
                                               {"failures", attempts.failures},
                                               {"at", seconds_of(attempts.last_at)},
                                               {"locked_until", seconds_of(attempts.locked_until)}}));
}

Status forget_failures(Store& store, std::string_view key) {
  return done(store.change(sql::forget_failures, {{"key", text(key)}}));
}

Status add_invitation(Store& store, std::string_view user, std::string_view hash, std::string_view by, Instant at,
                      Instant ends_at) {
  return done(store.change(sql::add_invitation, {{"hash", text(hash)},
                                                 {"user", text(user)},
                                                 {"by", text(by)},
                                                 {"at", seconds_of(at)},
                                                 {"ends_at", seconds_of(ends_at)}}));
}

Result<std::optional<Invitation>> invitation(Store& store, std::string_view hash) {
  return first_of(store, sql::invitation, {{"hash", text(hash)}}, [](const Row& row) {
    return Invitation{row.text(0), instant_of(row.integer(1)), row.integer_or_none(2).has_value()};
  });
}

Result<bool> use_invitation(Store& store, std::string_view hash, Instant at) {
  return changed_one(store.change(sql::use_invitation, {{"hash", text(hash)}, {"at", seconds_of(at)}}));
}

Status retire_invitations(Store& store, std::string_view user, Instant at) {
  return done(store.change(sql::retire_invitations, {{"user", text(user)}, {"at", seconds_of(at)}}));
}

Status set_recovery_codes(Store& store, std::string_view user, const std::vector<std::string>& hashes) {
  return store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.change(sql::drop_recovery_codes, {{"user", text(user)}}));
    for (const std::string& hash : hashes) {
      BOOTHWISE_CHECK(inside.change(sql::add_recovery_code, {{"user", text(user)}, {"hash", hash}}));
    }
    return success();
  });
}

Result<bool> use_recovery_code(Store& store, std::string_view user, std::string_view hash, Instant at) {
  return changed_one(
      store.change(sql::use_recovery_code, {{"user", text(user)}, {"hash", text(hash)}, {"at", seconds_of(at)}}));
}

Result<std::int64_t> recovery_codes_left(Store& store, std::string_view user) {
  BOOTHWISE_TRY(rows, store.ask(sql::count_recovery_codes, {{"user", text(user)}}));
  return rows.front().integer(0);
}

Status add_api_token(Store& store, std::string_view user, const ApiToken& token, std::string_view hash) {
  return done(store.change(sql::add_api_token, {{"hash", text(hash)},
                                                {"id", token.id},
                                                {"user", text(user)},
                                                {"title", token.title},
                                                {"rights", token.rights},
                                                {"at", seconds_of(token.made_at)},
                                                {"ends_at", seconds_of(token.ends_at)}}));
}

Result<std::optional<Shown>> shown_token(Store& store, std::string_view hash, Instant at) {
  return shown_with_roles(store, sql::api_token_by_hash, {{"hash", text(hash)}, {"at", seconds_of(at)}},
                          [&at](const Row& row) {
                            Shown shown{row.text(0), row.text(1), true,          at,         row.text(3),
                                        row.text(4), row.text(5), {row.text(6)}, row.text(2)};
                            add_moment(row, shown);
                            return shown;
                          });
}

Status touch_api_token(Store& store, std::string_view token, Instant at) {
  constexpr std::int64_t often_enough_seconds = 300;
  return done(
      store.change(sql::touch_api_token,
                   {{"id", text(token)}, {"at", seconds_of(at)}, {"before", seconds_of(at) - often_enough_seconds}}));
}

Result<std::vector<ApiToken>> api_tokens_of(Store& store, std::string_view user) {
  return list_of(store, sql::api_tokens_of, {{"user", text(user)}}, [](const Row& row) {
    return ApiToken{row.text(0),
                    row.text(1),
                    row.text(2),
                    instant_of(row.integer(3)),
                    instant_of(row.integer(4)),
                    instant_or_none(row, 5)};
  });
}

Result<bool> revoke_api_token(Store& store, std::string_view user, std::string_view token, Instant at) {
  return changed_one(
      store.change(sql::revoke_api_token, {{"user", text(user)}, {"id", text(token)}, {"at", seconds_of(at)}}));
}

Status revoke_api_tokens(Store& store, std::string_view user, Instant at) {
  return done(store.change(sql::revoke_api_tokens, {{"user", text(user)}, {"at", seconds_of(at)}}));
}

Status add_approval(Store& store, const Approval& approval) {
  return done(store.change(sql::add_approval, {{"id", approval.id},
                                               {"kind", approval.kind},
                                               {"object", approval.object},
                                               {"path", approval.path.text},
                                               {"reason", approval.reason},
                                               {"by", approval.asked_by},
                                               {"at", seconds_of(approval.asked_at)},
                                               {"ends_at", seconds_of(approval.ends_at)}}));
}

Result<std::optional<Approval>> approval(Store& store, std::string_view id) {
  return first_of(store, sql::approval, {{"id", text(id)}}, approval_of);
}

Result<std::vector<Approval>> approvals_below(Store& store, const UnitPath& at, Instant since, std::int64_t most) {
  return list_of(store, sql::approvals_below,
                 {{"path", at.text}, {"path_end", at.end()}, {"since", seconds_of(since)}, {"most", most}},
                 approval_of);
}

Result<bool> decide_approval(Store& store, std::string_view id, std::string_view by, std::string_view decision,
                             Instant at) {
  return changed_one(
      store.change(sql::decide_approval,
                   {{"id", text(id)}, {"by", text(by)}, {"decision", text(decision)}, {"at", seconds_of(at)}}));
}

Result<bool> use_approval(Store& store, std::string_view id, std::string_view kind, std::string_view object,
                          std::string_view by, Instant at) {
  return changed_one(store.change(
      sql::use_approval,
      {{"id", text(id)}, {"kind", text(kind)}, {"object", text(object)}, {"by", text(by)}, {"at", seconds_of(at)}}));
}

Status set_calendar_address(Store& inside, std::string_view user, std::string_view hash, std::string_view language,
                            Instant at) {
  BOOTHWISE_CHECK(revoke_calendar_address(inside, user, at));
  return done(inside.change(sql::add_calendar_address, {{"hash", std::string(hash)},
                                                        {"user", std::string(user)},
                                                        {"language", std::string(language)},
                                                        {"at", seconds_of(at)}}));
}

Status revoke_calendar_address(Store& inside, std::string_view user, Instant at) {
  return done(inside.change(sql::revoke_calendar_addresses, {{"user", std::string(user)}, {"at", seconds_of(at)}}));
}

Result<std::optional<CalendarAddress>> calendar_address_of(Store& store, std::string_view user) {
  return first_of(store, sql::calendar_address_of, {{"user", std::string(user)}}, [](const Row& row) {
    CalendarAddress address{instant_of(row.integer(0)), {}, row.text(2)};
    if (const auto seen = row.integer_or_none(1)) address.seen_at = instant_of(*seen);
    return address;
  });
}

Result<std::optional<Shown>> shown_calendar(Store& store, std::string_view hash) {
  return shown_with_roles(store, sql::calendar_address_by_hash, {{"hash", std::string(hash)}}, [](const Row& row) {
    Shown shown;
    shown.user = row.text(0);
    shown.name = row.text(1);
    shown.path = {row.text(2)};
    shown.state = row.text(3);
    shown.language = row.text(4);
    shown.whole = true;
    return shown;
  });
}

Status touch_calendar_address(Store& store, std::string_view hash, Instant at) {
  return done(store.change(sql::touch_calendar_address, {{"hash", std::string(hash)}, {"at", seconds_of(at)}}));
}

}  // namespace boothwise::operations
