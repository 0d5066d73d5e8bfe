#include "operations/messages.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Message message_of(const Row& row) {
  Message message;
  message.key = row.text(0);
  message.kind = row.text(1);
  message.person = row.text(2);
  message.unit = row.integer(3);
  message.path = {row.text(4)};
  message.work = row.text(5);
  message.due_day = row.text(6);
  message.tasks = row.integer(7);
  message.state = row.text(8);
  message.tries = row.integer(9);
  message.next_at = instant_of(row.integer(10));
  message.parts = row.integer(11);
  message.why = row.text(12);
  message.made_at = instant_of(row.integer(13));
  return message;
}

/// Of a message that is planned.
Parameters values_of(const Message& message) {
  return {{"key", message.key},
          {"kind", message.kind},
          {"person", message.person},
          {"unit", message.unit},
          {"path", message.path.text},
          {"work", message.work},
          {"due_day", message.due_day},
          {"tasks", message.tasks},
          {"state", message.state},
          {"next_at", seconds_of(message.next_at)},
          {"at", seconds_of(message.made_at)}};
}

DueTasks due_of(const Row& row) { return {row.text(0), row.integer(1), {row.text(2)}, row.text(3), row.integer(4)}; }

}  // namespace

Result<bool> plan_message(Store& inside, const Message& message) {
  return changed_one(inside.change(sql::plan_message, values_of(message)));
}

Result<std::int64_t> plan_messages(Store& inside, std::span<const Message> messages) {
  std::vector<Parameters> rows;
  rows.reserve(messages.size());
  for (const Message& message : messages) rows.push_back(values_of(message));
  return inside.change_each(sql::plan_message, rows);
}

Result<std::vector<Message>> messages_due(Store& store, Instant at, std::int64_t most) {
  return list_of(store, sql::messages_due, {{"at", seconds_of(at)}, {"most", most}}, message_of);
}

Result<bool> take_message(Store& store, const Message& message, Instant until, Instant at) {
  return changed_one(store.change(sql::take_message, {{"key", message.key},
                                                      {"state", message.state},
                                                      {"tries", message.tries},
                                                      {"until", seconds_of(until)},
                                                      {"at", seconds_of(at)}}));
}

Status settle_message(Store& inside, const Message& message, Instant at) {
  return done(inside.change(sql::settle_message, {{"key", message.key},
                                                  {"state", message.state},
                                                  {"tries", message.tries},
                                                  {"parts", message.parts},
                                                  {"why", message.why},
                                                  {"next_at", seconds_of(message.next_at)},
                                                  {"at", seconds_of(at)}}));
}

Result<std::optional<Message>> message_by_key(Store& store, std::string_view key) {
  return first_of(store, sql::message_by_key, {{"key", std::string(key)}}, message_of);
}

Result<bool> put_message_back(Store& inside, std::string_view key, Instant at) {
  return changed_one(inside.change(sql::put_message_back, {{"key", std::string(key)}, {"at", seconds_of(at)}}));
}

Result<std::vector<ListedMessage>> newest_messages(Store& store, std::string_view state, std::int64_t most) {
  return list_of(store, sql::newest_messages, {{"state", std::string(state)}, {"most", most}}, [](const Row& row) {
    return ListedMessage{message_of(row), {row.text(14), row.text(15)}};
  });
}

Result<std::vector<MessageCount>> count_messages(Store& store) {
  return list_of(store, sql::count_messages, {}, [](const Row& row) {
    return MessageCount{row.text(0), row.text(1), row.integer(2), row.integer(3)};
  });
}

Result<std::vector<DueTasks>> due_tasks(Store& store, std::string_view work, std::string_view first_day,
                                        std::string_view last_day, std::string_view head_post) {
  return list_of(store, sql::due_tasks,
                 {{"work", std::string(work)},
                  {"first_day", std::string(first_day)},
                  {"last_day", std::string(last_day)},
                  {"head_post", std::string(head_post)}},
                 due_of);
}

Result<std::vector<DueTasks>> late_tasks(Store& store, std::string_view work, std::string_view today) {
  return list_of(store, sql::late_tasks, {{"work", std::string(work)}, {"today", std::string(today)}}, due_of);
}

Result<std::optional<std::string>> head_of_unit(Store& store, std::int64_t unit, std::string_view head_post) {
  return first_of(store, sql::head_of_unit, {{"unit", unit}, {"post", std::string(head_post)}},
                  [](const Row& row) { return row.text(0); });
}

Result<std::vector<OpenWork>> open_works(Store& store) {
  return list_of(store, sql::open_works, {}, [](const Row& row) {
    return OpenWork{row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.integer(5), row.integer(6)};
  });
}

}  // namespace boothwise::operations
