#include "services/tasks.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <functional>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/image_type.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Task;

namespace {

constexpr std::int64_t page = 50;
constexpr std::size_t note_bytes_most = 2000;
constexpr std::int64_t number_most = 999'999'999;
constexpr std::array states = {"all", "open", "done", "blocked", "late"};

Error task_unknown(std::int64_t id) {
  return refused_field(ErrorKind::not_found, "task_unknown", "task", {"there is no such task", "ऐसा कोई काम नहीं है"},
                       std::to_string(id));
}

/// A task that the caller reaches, with a right there. One elsewhere is answered as one that is not there.
Result<Task> task_for(Caller& caller, Right right, std::int64_t id) {
  BOOTHWISE_TRY(task, operations::task(caller.whole_store(), id));
  if (!task || !caller.access().reaches(task->path)) return task_unknown(id);
  BOOTHWISE_CHECK(caller.access().permit(right, task->path));
  return std::move(*task);
}

Status read_cursor(const std::string& after, operations::TaskQuestion& question) {
  if (after.empty()) return success();
  const std::vector<std::string> parts = split(after, '|');
  const auto number = parts.size() == 2 ? parse_number<std::int64_t>(parts[1]) : std::nullopt;
  if (!number) {
    return refused_field(ErrorKind::bad_input, "cursor_malformed", "after",
                         {"expected the `next` of the page before", "पिछले पृष्ठ का `next` चाहिए"}, after);
  }
  question.after_path = parts[0];
  question.after_task = *number;
  return success();
}

/// Changes a task and notes it, all or nothing; answers with the task as it is then.
Result<json::object> changed(Caller& caller, const Task& task, std::string_view action, const json::object& details,
                             const std::function<Status(operations::Store& inside)>& change) {
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(change(inside));
    return caller.note(inside, action, "task:" + std::to_string(task.id), task.path, details);
  });
  BOOTHWISE_CHECK(done);
  return task_view(caller, task.id);
}

Result<std::string> assignee_in(Caller& caller, const JsonBody& body) {
  BOOTHWISE_TRY(person, body.text_or_empty("assignee", code_bytes_most));
  if (person.empty()) return person;
  BOOTHWISE_TRY(who, operations::work_person(caller.whole_store(), person));
  if (who && !who->left && caller.access().reaches(who->path)) return person;
  return refused_field(ErrorKind::not_found, "person_unknown", "assignee",
                       {"there is no such person", "ऐसा कोई व्यक्ति नहीं है"}, person);
}

/// The type by a file's first bytes; empty for what is not taken.
std::string type_of(std::string_view bytes) {
  return bytes.starts_with("%PDF-") ? "application/pdf" : image_type(bytes);
}

fs::path evidence_path(const Caller& caller, const std::string& id) {
  return caller.workspace().folder / attachment_path(id);
}

json::object file_json(const operations::TaskFile& file) {
  return {{"file", file.id}, {"name", file.name}, {"type", file.type}, {"bytes", file.bytes}, {"at", iso_utc(file.at)}};
}

}  // namespace

Result<json::object> tasks_view(Caller& caller, const TasksAsked& asked) {
  operations::TaskQuestion question;
  BOOTHWISE_TRY(unit, unit_asked(caller, asked.unit));
  BOOTHWISE_CHECK(read_cursor(asked.after, question));
  if (!asked.state.empty() && std::ranges::find(states, asked.state) == states.end()) {
    Error error = refused_field(ErrorKind::bad_input, "state_unknown", "state",
                                {"expected one of these", "इनमें से एक चाहिए"}, asked.state);
    error.choices.assign(states.begin(), states.end());
    return error;
  }
  question.path = unit.path;
  question.work = asked.work;
  question.state = asked.state.empty() ? "all" : asked.state;
  question.today = iso_date(caller.today());
  question.most = page;
  question.wide = is_counted(unit);
  BOOTHWISE_TRY(list, operations::tasks(caller.store(), question));
  Names names(caller);
  json::array rows;
  for (const Task& task : list) rows.push_back(task_json(task, names, caller.today()));
  json::value next = nullptr;
  if (list.size() == static_cast<std::size_t>(page)) {
    next = list.back().path.text + "|" + std::to_string(list.back().id);
  }
  return json::object{{"unit", unit_json(unit)},
                      {"may_report", caller.access().may(Right::report_work, unit.path)},
                      {"may_direct", caller.access().may(Right::direct_work, unit.path)},
                      {"tasks", std::move(rows)},
                      {"next", std::move(next)}};
}

Result<json::object> task_view(Caller& caller, std::int64_t id) {
  BOOTHWISE_TRY(task, task_for(caller, Right::view_work, id));
  BOOTHWISE_TRY(notes, operations::task_notes(caller.store(), id));
  BOOTHWISE_TRY(files, operations::task_files(caller.store(), id));
  Names names(caller);
  json::object view = task_json(task, names, caller.today());
  Bilingual words{task.words, task.words};
  if (!task.work.empty()) {
    BOOTHWISE_TRY(work, operations::work(caller.store(), task.work));
    if (work) {
      words = work->words;
      view["target_source"] = text_or_null(work->target_source);
      view["target_day"] = text_or_null(work->target_day);
    }
  }
  view["words"] = to_json(words);
  view["may_report"] = caller.access().may(Right::report_work, task.path);
  view["may_direct"] = caller.access().may(Right::direct_work, task.path);
  json::array note_rows;
  for (const operations::TaskNote& note : notes) {
    note_rows.push_back({{"kind", note.kind}, {"text", note.text}, {"by", note.by}, {"at", iso_utc(note.at)}});
  }
  json::array file_rows;
  for (const operations::TaskFile& file : files) file_rows.push_back(file_json(file));
  view["history"] = std::move(note_rows);
  view["files"] = std::move(file_rows);
  return view;
}

Result<json::object> add_task(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"unit", "title", "words", "first_day", "due_day", "assignee_post", "assignee"}));
  Task task;
  BOOTHWISE_TRY(unit_no, body.integer("unit", 1, number_most));
  BOOTHWISE_TRY(title, body.text("title", title_bytes_most));
  BOOTHWISE_TRY(words, body.text_or_empty("words", words_bytes_most));
  BOOTHWISE_TRY(first_day, day_or_none(body, "first_day"));
  BOOTHWISE_TRY(due_day, day_in(body, "due_day"));
  BOOTHWISE_TRY(post, body.text_or_empty("assignee_post", 40));
  BOOTHWISE_TRY(unit, unit_for(caller, Right::direct_work, unit_no));
  BOOTHWISE_TRY(person, assignee_in(caller, body));
  task.unit = unit.id;
  task.path = unit.path;
  task.title = title;
  task.words = words;
  task.first_day = first_day.empty() ? std::min(iso_date(caller.today()), due_day) : first_day;
  task.due_day = due_day;
  task.assignee_post = post;
  task.assignee_person = person;
  task.changed_at = caller.now();
  if (task.due_day < task.first_day) {
    return refused_field(ErrorKind::bad_input, "due_before_start", "due_day",
                         {"it is due before it starts", "इसकी अंतिम तिथि शुरू होने से पहले है"}, task.due_day);
  }
  BOOTHWISE_TRY(segments, operations::segments_under(caller.whole_store(), unit.path));
  if (segments.size() == 1) task.ac = segments.front();
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(number, operations::add_task(inside, task, caller.access().user()));
    task.id = number;
    return caller.note(inside, "task.added", "task:" + std::to_string(number), task.path, {{"due_day", due_day}});
  });
  BOOTHWISE_CHECK(done);
  return task_view(caller, task.id);
}

Result<json::object> report_task(Caller& caller, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"state", "note", "reached"}));
  BOOTHWISE_TRY(state, body.text("state", code_bytes_most));
  BOOTHWISE_TRY(note, body.text_or_empty("note", note_bytes_most));
  BOOTHWISE_TRY(reached, body.integer_or_none("reached", 0, number_most));
  if (state != "open" && state != "done" && state != "blocked") {
    return JsonBody::malformed("state", "expected open, done or blocked", "open, done या blocked चाहिए", state);
  }
  if (state != "open" && note.empty()) {
    return refused_field(
        ErrorKind::bad_input, "note_missing", "note",
        {"say in a few words what was done, or what blocks it", "थोड़े शब्दों में बताएँ कि क्या हुआ, या क्या रुकावट है"});
  }
  BOOTHWISE_TRY(task, task_for(caller, Right::report_work, id));
  return changed(caller, task, "task." + state, {}, [&](operations::Store& inside) {
    return operations::report_task(inside, id, {state, note, reached}, change_of(caller));
  });
}

Result<json::object> read_task(Caller& caller, std::int64_t id) {
  BOOTHWISE_TRY(task, task_for(caller, Right::report_work, id));
  if (!task.read_at) {
    BOOTHWISE_CHECK(caller.store().atomically(
        [&](operations::Store& inside) { return operations::mark_task_read(inside, id, change_of(caller)); }));
  }
  return json::object{{"task", id}, {"read", true}};
}

Result<json::object> comment_on_task(Caller& caller, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(words, body.text("text", note_bytes_most));
  BOOTHWISE_TRY(task, task_for(caller, Right::report_work, id));
  return changed(caller, task, "task.commented", {}, [&](operations::Store& inside) {
    return operations::comment_on_task(inside, id, words, change_of(caller));
  });
}

Result<json::object> change_task(Caller& caller, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"due_day", "assignee_post", "assignee"}));
  BOOTHWISE_TRY(due_day, day_or_none(body, "due_day"));
  BOOTHWISE_TRY(post, body.text_or_empty("assignee_post", 40));
  BOOTHWISE_TRY(task, task_for(caller, Right::direct_work, id));
  BOOTHWISE_TRY(person, assignee_in(caller, body));
  const bool assigns = body.has("assignee_post") || body.has("assignee");
  if (due_day.empty() && !assigns) {
    return JsonBody::malformed("due_day", "expected a due day or an assignee", "अंतिम तिथि या ज़िम्मेदार व्यक्ति चाहिए");
  }
  return changed(caller, task, "task.changed", {{"due_day", due_day}}, [&](operations::Store& inside) -> Status {
    if (!due_day.empty()) BOOTHWISE_CHECK(operations::set_task_due(inside, id, due_day, change_of(caller)));
    if (assigns) BOOTHWISE_CHECK(operations::set_task_assignee(inside, id, post, person, change_of(caller)));
    return success();
  });
}

std::string cleaned_name(std::string_view name) {
  constexpr std::size_t bytes_most = 120;
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string clean;
  for (const char letter : name) {
    const bool control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
    if (!control && std::string_view("\"<>:|?*;").find(letter) == std::string_view::npos) clean += letter;
  }
  clean = std::string(trimmed(clean));
  while (clean.starts_with('.')) clean.erase(0, 1);
  return is_utf8(clean) ? shortened(clean, bytes_most) : std::string();
}

Result<json::object> add_evidence(Caller& caller, std::int64_t id, const std::string& name, const fs::path& sent) {
  std::error_code failure;
  const std::uint64_t size = fs::file_size(sent, failure);
  if (!failure && size > evidence_bytes_most) {
    return refused_field(ErrorKind::too_large, "evidence_too_large", "file",
                         {"a file may have up to 5 MiB", "फ़ाइल 5 MiB तक की हो सकती है"}, std::to_string(size));
  }
  BOOTHWISE_TRY(task, task_for(caller, Right::report_work, id));
  BOOTHWISE_TRY(bytes, read_file(sent, evidence_bytes_most));
  operations::TaskFile file;
  file.id = operations::new_id();
  file.task = id;
  file.name = cleaned_name(name);
  file.type = type_of(bytes);
  file.bytes = static_cast<std::int64_t>(bytes.size());
  file.sha256 = sha256(bytes);
  if (file.type.empty()) {
    return refused_field(ErrorKind::bad_input, "evidence_type", "file",
                         {"expected a PNG, JPEG or WebP picture, or a PDF", "PNG, JPEG या WebP चित्र, या PDF चाहिए"},
                         name);
  }
  if (file.name.empty()) {
    return refused_field(ErrorKind::bad_input, "evidence_name", "name", {"the file needs a name", "फ़ाइल का नाम चाहिए"},
                         name);
  }
  const fs::path path = evidence_path(caller, file.id);
  fs::create_directories(path.parent_path(), failure);
  BOOTHWISE_CHECK(write_file_atomically(path, bytes));
  auto view = changed(caller, task, "task.file_added", {{"type", file.type}, {"bytes", file.bytes}},
                      [&](operations::Store& inside) {
                        return operations::add_task_file(inside, file, evidence_files_most, change_of(caller));
                      });
  if (!view) fs::remove(path, failure);  // nothing names it
  return view;
}

Result<Evidence> evidence(Caller& caller, const std::string& id) {
  BOOTHWISE_TRY(file, operations::task_file(caller.whole_store(), id));
  if (!file || !caller.access().reaches(file->path)) {
    return refused_field(ErrorKind::not_found, "file_unknown", "file", {"there is no such file", "ऐसी कोई फ़ाइल नहीं है"},
                         id);
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::view_work, file->path));
  BOOTHWISE_TRY(bytes, read_file(evidence_path(caller, file->id), evidence_bytes_most));
  return Evidence{file->name, file->type, std::move(bytes)};
}

}  // namespace boothwise::services
