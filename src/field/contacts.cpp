#include "field/contacts.hpp"

#include "field/files.hpp"
#include "field/households.hpp"
#include "operations/sessions.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <limits>
#include <set>

#include "base/atomic_file.hpp"
#include "base/random.hpp"
#include "intake/csv_writer.hpp"
#include "intake/xlsx_writer.hpp"
#include "services/approvals.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"

namespace boothwise::field {

using services::code_bytes_most;
using services::field_contacts_kind;
using services::JsonBody;
using services::open_unit;
using services::refused_field;

namespace json = boost::json;

namespace {

constexpr std::size_t purpose_bytes_most = 400;

/// What a body asks about, and those who may be contacted there, in walking order.
struct Asked {
  operations::Unit unit;
  std::string form;
  std::vector<Visit> people;
};

Result<Asked> asked_in(const FieldDoor& door, Caller& caller, const JsonBody& body) {
  BOOTHWISE_TRY(number, body.integer("unit", 1, std::numeric_limits<std::int64_t>::max()));
  BOOTHWISE_TRY(form, body.text("form", code_bytes_most));
  BOOTHWISE_TRY(first, body.text_or_empty("first_day", code_bytes_most));
  BOOTHWISE_TRY(last, body.text_or_empty("last_day", code_bytes_most));
  BOOTHWISE_TRY(unit, open_unit(caller, number));
  BOOTHWISE_CHECK(caller.access().permit(Right::export_field_contacts, unit.path));
  BOOTHWISE_TRY(question, visits_question(caller, unit.path, {number, form, first, last}));
  BOOTHWISE_TRY(read, read_visits(door, caller, question));
  std::set<std::string> phones;
  Asked asked{std::move(unit), std::move(form), {}};
  // The newest visit of a number stands.
  std::ranges::reverse(read.visits);
  for (Visit& visit : read.visits) {
    if (!visit.phone.empty() && phones.insert(visit.phone).second) asked.people.push_back(std::move(visit));
  }
  std::ranges::sort(asked.people, [](const Visit& one, const Visit& other) {
    if (one.record.path != other.record.path) return one.record.path < other.record.path;
    if (const auto order = house_order(one.section, other.section); order != 0) return order < 0;
    if (const auto order = house_order(one.house_no, other.house_no); order != 0) return order < 0;
    return one.record.id < other.record.id;
  });
  return asked;
}

std::string digits_of(std::uint64_t number) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  return {digits.data(), end};
}

Result<std::uint64_t> seed_in(const JsonBody& body) {
  BOOTHWISE_TRY(text, body.text_or_empty("seed", 16));
  const std::string digits = text.empty() ? operations::new_id().substr(0, 15) : text;
  std::uint64_t seed = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seed, 16);
  if (read.ec == std::errc() && read.ptr == digits.data() + digits.size()) return seed;
  return JsonBody::malformed("seed", "expected at most 16 hexadecimal digits", "अधिकतम 16 हेक्साडेसिमल अंक चाहिए", text);
}

/// The first `count` of a shuffle (Fisher & Yates) of the records in order of their ids.
void draw(std::vector<Visit>& people, std::uint64_t seed, std::size_t count) {
  std::ranges::sort(people, {}, [](const Visit& visit) { return visit.record.id; });
  RandomStream random(seed);
  count = std::min(count, people.size());
  for (std::size_t at = 0; at < count; ++at) {
    const auto left = static_cast<double>(people.size() - at);
    const std::size_t other = at + std::min(people.size() - at - 1, static_cast<std::size_t>(random.uniform() * left));
    std::swap(people[at], people[other]);
  }
  people.resize(count);
}

std::size_t parts_of(const std::vector<Visit>& people) {
  std::set<std::string> parts;
  for (const Visit& visit : people) {
    parts.insert(visit.record.ac && !visit.record.part.empty()
                     ? std::to_string(*visit.record.ac) + "/" + visit.record.part
                     : visit.record.path);
  }
  return parts.size();
}

/// A cell that no spreadsheet takes for a formula.
std::string plain(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos ? "'" + text : text;
}

using ContactRow = std::vector<std::string>;

ContactRow columns() { return {"booth", "ac_no", "part", "section", "house_no", "name", "phone", "agreed_on"}; }

std::vector<ContactRow> rows_of(const std::vector<Visit>& people) {
  std::vector<ContactRow> rows;
  for (const Visit& visit : people) {
    rows.push_back({std::to_string(visit.record.unit), visit.record.ac ? std::to_string(*visit.record.ac) : "",
                    visit.record.part, visit.section, visit.house_no, visit.name, visit.phone, visit.agreed_on});
  }
  return rows;
}

Result<std::string> xlsx_of(const Workspace& workspace, const std::string& mark, const std::vector<ContactRow>& rows) {
  intake::XlsxSheet sheet{"contacts", {mark}, columns(), {}};
  for (const ContactRow& cells : rows) {
    auto& row = sheet.rows.emplace_back();
    for (const std::string& cell : cells) row.push_back({cell, false});
  }
  const std::filesystem::path folder = workspace.folder / "uploads";
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  const Uploaded file(folder / (operations::new_id() + ".xlsx"));
  BOOTHWISE_CHECK(intake::write_xlsx(file.path(), sheet));
  return read_file(file.path());
}

std::string csv_of(const std::string& mark, const std::vector<ContactRow>& rows) {
  std::string text = "\xEF\xBB\xBF" + intake::csv_line(ContactRow{mark}) + intake::csv_line(columns());
  for (ContactRow cells : rows) {
    for (std::string& cell : cells) cell = plain(cell);
    text += intake::csv_line(cells);
  }
  return text;
}

}  // namespace

Result<json::object> draw_call_backs(const FieldDoor& door, Caller& caller, std::string_view text) {
  constexpr std::int64_t most = 100;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"unit", "form", "first_day", "last_day", "count", "seed", "purpose"}));
  BOOTHWISE_TRY(count, body.integer("count", 1, most));
  BOOTHWISE_TRY(seed, seed_in(body));
  BOOTHWISE_TRY(purpose, body.text("purpose", purpose_bytes_most));
  BOOTHWISE_TRY(asked, asked_in(door, caller, body));
  const std::size_t among = asked.people.size();
  draw(asked.people, seed, static_cast<std::size_t>(count));
  json::array list;
  for (const Visit& visit : asked.people) {
    list.push_back(json::object{{"serial", list.size() + 1},
                                {"name", visit.name},
                                {"phone", visit.phone},
                                {"unit", visit.record.unit},
                                {"section", visit.section},
                                {"house_no", visit.house_no},
                                {"day", visit.record.day}});
  }
  const std::string seed_text = digits_of(seed);
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(caller.note(inside, "field.call_backs_drawn", "form:" + asked.form, asked.unit.path,
                                {{"seed", seed_text}, {"among", among}, {"drawn", list.size()}}, purpose));
    // Every look at a person, so that she can be told (R36).
    for (const Visit& visit : asked.people) {
      BOOTHWISE_CHECK(caller.note(inside, "record.contact_seen", "record:" + visit.record.id,
                                  UnitPath{visit.record.path}, {}, purpose));
    }
    return success();
  }));
  return json::object{{"unit", asked.unit.id},
                      {"form", asked.form},
                      {"seed", seed_text},
                      {"among", among},
                      {"people", std::move(list)}};
}

Result<ContactsFile> export_contacts(const FieldDoor& door, Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"unit", "form", "first_day", "last_day", "format", "reason", "approval"}));
  BOOTHWISE_TRY(format, body.text("format", code_bytes_most));
  if (format != "csv" && format != "xlsx") {
    return JsonBody::malformed("format", "expected csv or xlsx", "csv या xlsx चाहिए", format);
  }
  BOOTHWISE_TRY(reason, body.text("reason", purpose_bytes_most));
  BOOTHWISE_TRY(approval, body.text_or_empty("approval", code_bytes_most));
  BOOTHWISE_TRY(asked, asked_in(door, caller, body));
  const std::size_t parts = parts_of(asked.people);
  const std::string object = "unit:" + std::to_string(asked.unit.id);
  const std::string mark = "Boothwise · " + caller.access().name() + " · " + iso_utc(caller.now()) + " · " + reason +
                           " · केवल सहमति वाले संपर्क के लिए; आगे न दें (only to contact who agreed; pass on to nobody)";
  const std::vector<ContactRow> rows = rows_of(asked.people);
  ContactsFile file;
  file.name = "contacts-" + std::to_string(asked.unit.id) + "." + format;
  if (format == "csv") {
    file.media_type = "text/csv; charset=utf-8";
    file.bytes = csv_of(mark, rows);
  } else {
    file.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    BOOTHWISE_TRY(bytes, xlsx_of(caller.workspace(), mark, rows));
    file.bytes = std::move(bytes);
  }
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) -> Status {
    if (parts > 1) {
      BOOTHWISE_TRY(approved, operations::use_approval(inside, approval, field_contacts_kind, object,
                                                       caller.access().user(), caller.now()));
      if (!approved) {
        return refused_field(
            ErrorKind::conflict, "approval_needed", "approval",
            {"contacts of more than one part need a second person's approval (field_contacts, " + object + ")",
             "एक से अधिक भाग के संपर्कों के लिए दूसरे व्यक्ति की मंज़ूरी चाहिए (field_contacts, " + object + ")"});
      }
    }
    BOOTHWISE_CHECK(caller.note(inside, "field.contacts_exported", object, asked.unit.path,
                                {{"form", asked.form}, {"people", rows.size()}, {"parts", parts}, {"format", format}},
                                reason));
    for (const Visit& visit : asked.people) {
      BOOTHWISE_CHECK(caller.note(inside, "record.contact_seen", "record:" + visit.record.id,
                                  UnitPath{visit.record.path}, {}, reason));
    }
    return success();
  }));
  return file;
}

}  // namespace boothwise::field
