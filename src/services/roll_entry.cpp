#include "services/roll_entry.hpp"

#include "operations/roll_drafts.hpp"

#include <array>
#include <boost/json.hpp>
#include <map>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "domain/elector.hpp"
#include "intake/csv_writer.hpp"
#include "intake/guard.hpp"
#include "intake/record_reader.hpp"
#include "services/import_service.hpp"
#include "services/json_body.hpp"
#include "services/view_parts.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::DraftEntry;
using operations::RollDraft;
using operations::Typing;

namespace {

constexpr std::size_t person_bytes_most = 80;
constexpr std::size_t name_bytes_most = 200;
constexpr std::size_t short_bytes_most = 80;
constexpr std::size_t differences_shown_max = 500;
constexpr std::int64_t serial_most = 99'999;

Error malformed(std::string code, std::string field, std::string_view value, Bilingual expected) {
  Error error{ErrorKind::bad_input, std::move(code), std::move(expected)};
  error.where.column = std::move(field);
  error.where.value = shortened(value, short_bytes_most);
  return error;
}

/// Electors by gender.
struct Counts {
  std::int64_t male = 0;
  std::int64_t female = 0;
  std::int64_t other = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
  [[nodiscard]] json::object json() const {
    return {{"male", male}, {"female", female}, {"other", other}, {"total", male + female + other}};
  }
};

Counts stated_of(const RollDraft& draft) { return {draft.stated_male, draft.stated_female, draft.stated_other}; }

Counts counts_of(const std::vector<DraftEntry>& entries) {
  Counts counts;
  for (const DraftEntry& entry : entries) {
    ++(entry.gender == code_of(Gender::male)     ? counts.male
       : entry.gender == code_of(Gender::female) ? counts.female
                                                 : counts.other);
  }
  return counts;
}

/// Both typings of a draft.
struct Typed {
  std::vector<DraftEntry> first;
  std::vector<DraftEntry> second;

  static Result<Typed> read(operations::Store& store, std::string_view draft) {
    BOOTHWISE_TRY(first, operations::draft_entries(store, draft, Typing::first));
    BOOTHWISE_TRY(second, operations::draft_entries(store, draft, Typing::second));
    return Typed{std::move(first), std::move(second)};
  }

  /// Whose turn `by` has. Errors: `third_person`.
  [[nodiscard]] Result<Typing> typing_of(std::string_view by) const {
    if (first.empty() && (second.empty() || second.front().typed_by != by)) return Typing::first;
    if (!first.empty() && first.front().typed_by == by) return Typing::first;
    if (second.empty() || second.front().typed_by == by) return Typing::second;
    return Error{ErrorKind::conflict,
                 "third_person",
                 {"two others type this part already", "यह भाग दो और लोग पहले से लिख रहे हैं"},
                 {{}, 0, "by", shortened(by, person_bytes_most)}};
  }
};

json::value typist(const std::vector<DraftEntry>& entries) {
  return entries.empty() ? json::value(nullptr) : json::value(entries.front().typed_by);
}

Result<json::object> draft_json(operations::Store& store, const Places& places, const RollDraft& draft) {
  BOOTHWISE_TRY(typed, Typed::read(store, draft.id));
  return json::object{{"draft", draft.id},
                      {"revision", draft.revision},
                      {"ac_no", draft.ac.value},
                      {"name", to_json(segment_name(places, draft.ac))},
                      {"part_no", draft.part},
                      {"qualifying_date", draft.qualifying_date},
                      {"publication_date", draft.publication_date},
                      {"source", draft.source},
                      {"stated", stated_of(draft).json()},
                      {"made_by", draft.made_by},
                      {"made_at", iso_utc(draft.made_at)},
                      {"state", draft.state},
                      {"run", or_null(draft.run)},
                      {"typed", {{"first", typed.first.size()}, {"second", typed.second.size()}}},
                      {"typists", {{"first", typist(typed.first)}, {"second", typist(typed.second)}}}};
}

Result<Places> places_of(Workspace& workspace, const warehouse::Manifest& manifest) {
  return warehouse::Reader(*workspace.warehouse, manifest).places();
}

Result<std::string> date_in(const JsonBody& body, std::string_view field) {
  BOOTHWISE_TRY(text, body.text(field, short_bytes_most));
  const auto date = parse_date(text);
  if (!date) {
    return malformed("date_malformed", std::string(field), text,
                     {"expected a date such as 2026-01-01", "2026-01-01 जैसी तिथि चाहिए"});
  }
  return iso_date(*date);
}

json::object entry_json(const DraftEntry& entry) {
  return {{"serial_no", entry.serial},
          {"name", entry.name},
          {"relation_type", entry.relation_type},
          {"relation_name", entry.relation_name},
          {"house_no", entry.house_no},
          {"age", entry.age},
          {"gender", entry.gender},
          {"epic_no", entry.epic_no}};
}

Result<DraftEntry> parse_entry(const JsonBody& body) {
  DraftEntry entry;
  BOOTHWISE_TRY(serial, body.integer("serial_no", 1, serial_most));
  BOOTHWISE_TRY(name, body.text("name", name_bytes_most));
  BOOTHWISE_TRY(relation, body.text_or_empty("relation_type", short_bytes_most));
  BOOTHWISE_TRY(relation_name, body.text_or_empty("relation_name", name_bytes_most));
  BOOTHWISE_TRY(house, body.text_or_empty("house_no", short_bytes_most));
  BOOTHWISE_TRY(age, body.integer("age", age_least, age_most));
  BOOTHWISE_TRY(gender_text, body.text("gender", short_bytes_most));
  BOOTHWISE_TRY(epic, body.text_or_empty("epic_no", short_bytes_most));
  const auto gender = parse_gender(gender_text);
  if (!gender) {
    return malformed("entry_malformed", "gender", gender_text, {"expected M, F or T", "M, F या T चाहिए"});
  }
  if (!relation.empty()) {
    const auto type = parse_relation(relation);
    if (!type) {
      return malformed("entry_malformed", "relation_type", relation,
                       {"expected F, M, H, W, O or G", "F, M, H, W, O या G चाहिए"});
    }
    entry.relation_type = code_of(*type);
  }
  for (const auto& [field, text] : {std::pair<const char*, const std::string&>("name", name),
                                    {"relation_name", relation_name},
                                    {"house_no", house},
                                    {"epic_no", epic}}) {
    if (intake::must_be_masked(text)) {
      return malformed(
          "number_forbidden", field, std::string(intake::masked_number),
          {"identity, card and bank numbers are never kept (R4)", "पहचान, कार्ड और बैंक की संख्याएँ कभी नहीं रखी जातीं (R4)"});
    }
  }
  entry.serial = serial;
  entry.name = std::move(name);
  entry.relation_name = std::move(relation_name);
  entry.house_no = std::move(house);
  entry.age = age;
  entry.gender = code_of(*gender);
  entry.epic_no = normal_epic(epic);
  return entry;
}

Result<RollDraft> open_draft(operations::Store& store, std::string_view id) {
  BOOTHWISE_TRY(draft, operations::draft(store, id));
  if (draft.state == "open") return draft;
  return Error{ErrorKind::conflict,
               "draft_closed",
               {"this draft is done with: " + draft.state, "यह प्रारूप पूरा हो चुका है: " + draft.state}};
}

/// One field of an entry, as both wrote it.
using FieldText = std::pair<const char*, std::string (*)(const DraftEntry&)>;
constexpr std::array field_texts = std::to_array<FieldText>({
    {"name", [](const DraftEntry& entry) { return entry.name; }},
    {"relation_type", [](const DraftEntry& entry) { return entry.relation_type; }},
    {"relation_name", [](const DraftEntry& entry) { return entry.relation_name; }},
    {"house_no", [](const DraftEntry& entry) { return entry.house_no; }},
    {"age", [](const DraftEntry& entry) { return std::to_string(entry.age); }},
    {"gender", [](const DraftEntry& entry) { return entry.gender; }},
    {"epic_no", [](const DraftEntry& entry) { return entry.epic_no; }},
});

/// What keeps a draft from being imported.
struct DraftCheck {
  json::array only_first;
  json::array only_second;
  json::array differences;
  json::array problems;
  Counts counts;
  bool ready = false;

  DraftCheck(const RollDraft& draft, const Typed& typed) : counts(counts_of(typed.first)) {
    compare(typed);
    const auto add = [this](std::string_view en, std::string_view hi) {
      problems.push_back(to_json(Bilingual{std::string(en), std::string(hi)}));
    };
    if (typed.first.empty()) add("nothing was typed yet", "अभी कुछ नहीं लिखा गया");
    if (typed.second.empty()) {
      add("a second person has to type the part without seeing the first one's work",
          "दूसरे व्यक्ति को पहले का काम देखे बिना यह भाग लिखना है");
    }
    if (!only_first.empty() || !only_second.empty() || !differences.empty()) {
      add("the two typings differ: look at the image again", "दोनों लेखन अलग हैं: चित्र फिर देखें");
    }
    if (counts != stated_of(draft)) {
      add("the entries do not add up to the summary sheet", "प्रविष्टियों का योग सारांश से नहीं मिलता");
    }
    ready = problems.empty();
  }

 private:
  void compare(const Typed& typed) {
    std::map<std::int64_t, const DraftEntry*> second;
    for (const DraftEntry& entry : typed.second) second[entry.serial] = &entry;
    for (const DraftEntry& entry : typed.first) {
      const auto other = second.find(entry.serial);
      if (other == second.end()) {
        only_first.push_back(entry.serial);
        continue;
      }
      for (const auto& [field, text] : field_texts) {
        if (text(entry) == text(*other->second) || differences.size() == differences_shown_max) continue;
        differences.push_back(
            {{"serial_no", entry.serial}, {"field", field}, {"first", text(entry)}, {"second", text(*other->second)}});
      }
      second.erase(other);
    }
    for (const auto& [serial, entry] : second) only_second.push_back(serial);
  }
};

std::string mother_csv(const RollDraft& draft, const std::vector<DraftEntry>& entries) {
  const std::vector<std::string> header = {"ac_no",         "part_no",  "serial_no", "name", "relation_type",
                                           "relation_name", "house_no", "epic_no",   "age",  "gender"};
  std::string csv = intake::csv_line(header);
  for (const DraftEntry& entry : entries) {
    const std::vector<std::string> cells = {std::to_string(draft.ac.value),
                                            std::to_string(draft.part),
                                            std::to_string(entry.serial),
                                            entry.name,
                                            entry.relation_type,
                                            entry.relation_name,
                                            entry.house_no,
                                            entry.epic_no,
                                            std::to_string(entry.age),
                                            entry.gender};
    csv += intake::csv_line(cells);
  }
  return csv;
}

std::string summary_csv(const RollDraft& draft) {
  const std::vector<std::string> header = {"ac_no",           "part_no",        "electors_male",
                                           "electors_female", "electors_other", "electors"};
  const std::vector<std::string> cells = {
      std::to_string(draft.ac.value),     std::to_string(draft.part),
      std::to_string(draft.stated_male),  std::to_string(draft.stated_female),
      std::to_string(draft.stated_other), std::to_string(draft.stated_male + draft.stated_female + draft.stated_other)};
  return intake::csv_line(header) + intake::csv_line(cells);
}

}  // namespace

Result<json::object> roll_drafts_view(Workspace& workspace, const warehouse::Manifest& manifest) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(places, places_of(workspace, manifest));
  BOOTHWISE_TRY(drafts, operations::drafts(*store));
  json::array list;
  for (const RollDraft& draft : drafts) {
    BOOTHWISE_TRY(one, draft_json(*store, places, draft));
    list.push_back(std::move(one));
  }
  return json::object{{"drafts", std::move(list)}};
}

Result<json::object> roll_draft_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                     std::string_view draft) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(places, places_of(workspace, manifest));
  BOOTHWISE_TRY(found, operations::draft(*store, draft));
  return draft_json(*store, places, found);
}

Result<json::object> make_roll_draft(Workspace& workspace, const warehouse::Manifest& manifest, std::string_view text,
                                     Instant now) {
  constexpr std::int64_t ac_most = 9999;
  constexpr std::size_t source_bytes_most = 400;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(revision, body.text("revision", short_bytes_most));
  if (!intake::is_label(revision)) {
    return malformed("revision_malformed", "revision", revision,
                     {"expected up to 40 letters, digits, -, _ or .", "40 तक अक्षर, अंक, -, _ या . चाहिए"});
  }
  BOOTHWISE_TRY(ac, body.integer("ac_no", 1, ac_most));
  BOOTHWISE_TRY(part, body.integer("part_no", 1, ac_most));
  BOOTHWISE_TRY(qualifying, date_in(body, "qualifying_date"));
  BOOTHWISE_TRY(publication, date_in(body, "publication_date"));
  BOOTHWISE_TRY(source, body.text("source", source_bytes_most));
  BOOTHWISE_TRY(male, body.integer("stated_male", 0, serial_most));
  BOOTHWISE_TRY(female, body.integer("stated_female", 0, serial_most));
  BOOTHWISE_TRY(other, body.integer("stated_other", 0, serial_most));
  BOOTHWISE_TRY(by, body.text("by", person_bytes_most));
  RollDraft draft;
  draft.revision = std::move(revision);
  draft.ac = AcNo(static_cast<std::int32_t>(ac));
  draft.part = static_cast<std::int32_t>(part);
  draft.qualifying_date = std::move(qualifying);
  draft.publication_date = std::move(publication);
  draft.source = std::move(source);
  draft.stated_male = male;
  draft.stated_female = female;
  draft.stated_other = other;
  draft.made_by = std::move(by);
  draft.made_at = now;
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(places, places_of(workspace, manifest));
  BOOTHWISE_TRY(made, operations::make_draft(*store, std::move(draft)));
  return draft_json(*store, places, made);
}

Result<json::object> draft_entries_view(Workspace& workspace, std::string_view draft, std::string_view by) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(found, operations::draft(*store, draft));
  BOOTHWISE_TRY(typed, Typed::read(*store, found.id));
  BOOTHWISE_TRY(typing, typed.typing_of(by));
  const std::vector<DraftEntry>& own = typing == Typing::first ? typed.first : typed.second;
  json::array entries;
  for (const DraftEntry& entry : own) entries.push_back(entry_json(entry));
  return json::object{
      {"draft", found.id}, {"typing", typing == Typing::first ? "first" : "second"}, {"entries", std::move(entries)}};
}

Result<json::object> put_draft_entry(Workspace& workspace, std::string_view draft, std::string_view text, Instant now) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(by, body.text("by", person_bytes_most));
  BOOTHWISE_TRY(entry, parse_entry(body));
  entry.typed_by = by;
  entry.typed_at = now;
  BOOTHWISE_TRY(store, workspace.operations->store());
  const Status done = store->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(open, open_draft(inside, draft));
    BOOTHWISE_TRY(typed, Typed::read(inside, open.id));
    BOOTHWISE_TRY(typing, typed.typing_of(by));
    return operations::put_entry(inside, open.id, typing, entry);
  });
  BOOTHWISE_CHECK(done);
  return entry_json(entry);
}

Result<json::object> remove_draft_entry(Workspace& workspace, std::string_view draft, std::int64_t serial,
                                        std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(by, body.text("by", person_bytes_most));
  BOOTHWISE_TRY(store, workspace.operations->store());
  const Status done = store->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(open, open_draft(inside, draft));
    BOOTHWISE_TRY(typed, Typed::read(inside, open.id));
    BOOTHWISE_TRY(typing, typed.typing_of(by));
    return operations::remove_entry(inside, open.id, typing, serial);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"removed", serial}};
}

Result<json::object> check_roll_draft(Workspace& workspace, std::string_view id) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(draft, operations::draft(*store, id));
  BOOTHWISE_TRY(typed, Typed::read(*store, draft.id));
  DraftCheck check(draft, typed);
  return json::object{{"draft", draft.id},
                      {"ready", check.ready && draft.state == "open"},
                      {"only_first", std::move(check.only_first)},
                      {"only_second", std::move(check.only_second)},
                      {"differences", std::move(check.differences)},
                      {"stated", stated_of(draft).json()},
                      {"typed", typed.first.empty() ? json::value(nullptr) : json::value(check.counts.json())},
                      {"problems", std::move(check.problems)}};
}

Result<json::object> import_roll_draft(Workspace& workspace, std::string_view id, Instant now, Progress& progress) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(draft, open_draft(*store, id));
  BOOTHWISE_TRY(typed, Typed::read(*store, draft.id));
  if (!DraftCheck(draft, typed).ready) {
    return Error{ErrorKind::conflict,
                 "draft_not_ready",
                 {"the part was not typed twice alike, or does not add up to its summary sheet",
                  "भाग दो बार एक-सा नहीं लिखा गया, या सारांश से नहीं मिलता"}};
  }
  const std::filesystem::path folder = workspace.folder / "drafts" / draft.id;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  const std::string stem = draft.revision + "-" + std::to_string(draft.ac.value) + "-" + std::to_string(draft.part);
  const std::vector<ImportFile> files = {{folder / "mother.csv", "typed-" + stem + ".csv"},
                                         {folder / "summary.csv", "typed-" + stem + "-summary.csv"}};
  ImportOptions options;
  options.source = draft.source + "; typed by hand twice, by " + typed.first.front().typed_by + " and " +
                   typed.second.front().typed_by;
  options.revision = draft.revision;
  options.qualifying_date = draft.qualifying_date;
  options.publication_date = draft.publication_date;
  options.now = now;
  options.one_run = true;
  const auto imported = [&]() -> Result<ImportReport> {
    BOOTHWISE_CHECK(write_file_atomically(files[0].path, mother_csv(draft, typed.first)));
    BOOTHWISE_CHECK(write_file_atomically(files[1].path, summary_csv(draft)));
    return import_files(*workspace.warehouse, files, options, progress);
  }();
  std::filesystem::remove_all(folder, failure);
  if (!imported.ok()) return imported.error();
  if (!imported->committed) {
    return Error{ErrorKind::conflict,
                 "draft_not_ready",
                 {"the import refused rows of the draft", "आयात ने प्रारूप की पंक्तियाँ नहीं लीं"}};
  }
  const std::optional<std::int64_t> run = imported->groups.front().run;
  BOOTHWISE_CHECK(operations::close_draft(*store, draft.id, run));
  return json::object{{"run", *run}};
}

Result<json::object> drop_roll_draft(Workspace& workspace, std::string_view draft) {
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_CHECK(operations::close_draft(*store, draft, std::nullopt));
  return json::object{{"dropped", draft}};
}

}  // namespace boothwise::services
