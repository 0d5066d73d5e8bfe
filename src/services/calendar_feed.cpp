#include "services/calendar_feed.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "services/works.hpp"

namespace boothwise::services {

namespace {

/// TEXT of RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\n') {
      out += "\\n";
    } else if (letter != '\r') {
      if (letter == '\\' || letter == ';' || letter == ',') out += '\\';
      out += letter;
    }
  }
  return out;
}

/// A content line, folded: no line over 75 octets, continued ones begin with a space (3.1).
void add_line(std::string& out, const std::string& line) {
  constexpr std::size_t octets_most = 75;
  const auto continues = [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U; };
  std::size_t room = octets_most;
  for (std::size_t begin = 0; begin < line.size();) {
    std::size_t end = std::min(begin + room, line.size());
    while (end < line.size() && continues(line[end])) --end;
    if (begin > 0) out += "\r\n ";
    out.append(line, begin, end - begin);
    begin = end;
    room = octets_most - 1;
  }
  out += "\r\n";
}

std::string day_digits(const Day& day) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

}  // namespace

std::string ics_of(const std::vector<CalendarEntry>& entries, std::string_view name) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Boothwise//Boothwise//HI");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "X-WR-CALNAME:" + escaped(name));
  for (const CalendarEntry& entry : entries) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + escaped(entry.uid));
    add_line(out, fmt::format("DTSTAMP:{:%Y%m%dT%H%M%SZ}", entry.stamped));
    add_line(out, "DTSTART;VALUE=DATE:" + day_digits(entry.first));
    add_line(out, "DTEND;VALUE=DATE:" + day_digits(days_after(entry.last, 1)));  // the day after: 3.6.1
    add_line(out, "SUMMARY:" + escaped(entry.summary));
    if (!entry.description.empty()) add_line(out, "DESCRIPTION:" + escaped(entry.description));
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

Result<std::string> calendar_feed(Caller& caller, Language language) {
  constexpr std::int64_t own_tasks_most = 200;
  BOOTHWISE_TRY(unit, unit_asked(caller, std::nullopt));
  BOOTHWISE_TRY(standings, work_standings(caller, unit));
  std::vector<CalendarEntry> entries;
  for (const WorkStanding& one : standings.works) {
    const Bilingual done{fmt::format("{} of {} done", one.of.done, one.of.asked),
                         fmt::format("{} में से {} पूरे", one.of.asked, one.of.done)};
    entries.push_back(
        {one.work.id + "@boothwise", kept_day(one.work.first_day), kept_day(one.work.due_day),
         std::string(in_language(one.work.title, language)),
         std::string(in_language(one.work.words, language)) + "\n" + std::string(in_language(done, language)),
         one.work.made_at});
  }
  operations::TaskQuestion question;
  question.path = unit.path;
  question.own_only = true;
  question.today = iso_date(caller.today());
  question.most = own_tasks_most;
  BOOTHWISE_TRY(tasks, operations::tasks(caller.store(), question));
  for (const operations::Task& task : tasks) {
    if (task.state == "done") continue;
    entries.push_back({"task-" + std::to_string(task.id) + "@boothwise", kept_day(task.due_day), kept_day(task.due_day),
                       task.title + " · " + std::string(in_language(task.unit_name, language)), task.words,
                       task.changed_at});
  }
  return ics_of(entries, in_language(unit.name, language));
}

}  // namespace boothwise::services
