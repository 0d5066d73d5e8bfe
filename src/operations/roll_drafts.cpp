#include "operations/roll_drafts.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

RollDraft draft_of(const Row& row) {
  RollDraft draft;
  draft.id = row.text(0);
  draft.revision = row.text(1);
  draft.ac = AcNo(static_cast<std::int32_t>(row.integer(2)));
  draft.part = static_cast<std::int32_t>(row.integer(3));
  draft.qualifying_date = row.text(4);
  draft.publication_date = row.text(5);
  draft.source = row.text(6);
  draft.stated_male = row.integer(7);
  draft.stated_female = row.integer(8);
  draft.stated_other = row.integer(9);
  draft.made_by = row.text(10);
  draft.made_at = instant_of(row.integer(11));
  draft.state = row.text(12);
  draft.run = row.integer_or_none(13);
  return draft;
}

Parameters typed(std::string_view draft, Typing typing) {
  return {{"draft", std::string(draft)}, {"typing", static_cast<std::int64_t>(typing)}};
}

}  // namespace

Result<RollDraft> make_draft(Store& store, RollDraft draft) {
  draft.id = new_id();
  BOOTHWISE_CHECK(store.change(sql::add_draft, {{"id", draft.id},
                                                {"revision", draft.revision},
                                                {"ac_no", std::int64_t{draft.ac.value}},
                                                {"part_no", std::int64_t{draft.part}},
                                                {"qualifying_date", draft.qualifying_date},
                                                {"publication_date", draft.publication_date},
                                                {"source", draft.source},
                                                {"stated_male", draft.stated_male},
                                                {"stated_female", draft.stated_female},
                                                {"stated_other", draft.stated_other},
                                                {"made_by", draft.made_by},
                                                {"made_at", seconds_of(draft.made_at)}}));
  return draft;
}

Result<std::vector<RollDraft>> drafts(Store& store) {
  return list_of(store, sql::drafts, {{"id", std::string()}}, draft_of);
}

Result<RollDraft> draft(Store& store, std::string_view id) {
  BOOTHWISE_TRY(rows, store.ask(sql::drafts, {{"id", std::string(id)}}));
  if (id.empty() || rows.empty()) {
    return unknown("draft_unknown", id, {"there is no draft with this id", "इस पहचान का कोई प्रारूप नहीं है"});
  }
  return draft_of(rows.front());
}

Status put_entry(Store& store, std::string_view draft, Typing typing, const DraftEntry& entry) {
  Parameters parameters = typed(draft, typing);
  parameters.insert(parameters.end(), {{"serial_no", entry.serial},
                                       {"name", entry.name},
                                       {"relation_type", entry.relation_type},
                                       {"relation_name", entry.relation_name},
                                       {"house_no", entry.house_no},
                                       {"age", entry.age},
                                       {"gender", entry.gender},
                                       {"epic_no", entry.epic_no},
                                       {"typed_by", entry.typed_by},
                                       {"typed_at", seconds_of(entry.typed_at)}});
  BOOTHWISE_CHECK(store.change(sql::put_draft_entry, parameters));
  return success();
}

Status remove_entry(Store& store, std::string_view draft, Typing typing, std::int64_t serial) {
  Parameters parameters = typed(draft, typing);
  parameters.emplace_back("serial_no", serial);
  BOOTHWISE_TRY(removed, store.change(sql::remove_draft_entry, parameters));
  if (removed == 1) return success();
  return unknown("entry_unknown", std::to_string(serial),
                 {"no entry was typed under this serial number", "इस क्रम संख्या की कोई प्रविष्टि नहीं लिखी गई"});
}

Result<std::vector<DraftEntry>> draft_entries(Store& store, std::string_view draft, Typing typing) {
  return list_of(store, sql::draft_entries, typed(draft, typing), [](const Row& row) {
    return DraftEntry{row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
                      row.integer(5), row.text(6), row.text(7), row.text(8), instant_of(row.integer(9))};
  });
}

Status close_draft(Store& store, std::string_view id, std::optional<std::int64_t> run) {
  return store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(there, draft(inside, id));
    const Value run_value = run ? Value(*run) : Value();
    BOOTHWISE_TRY(closed, inside.change(sql::close_draft, {{"id", std::string(id)},
                                                           {"state", std::string(run ? "imported" : "dropped")},
                                                           {"run", run_value}}));
    if (closed != 1) {
      return Error{ErrorKind::conflict,
                   "draft_closed",
                   {"this draft is done with: " + there.state, "यह प्रारूप पूरा हो चुका है: " + there.state}};
    }
    BOOTHWISE_CHECK(inside.change(sql::empty_draft, {{"draft", std::string(id)}}));
    return success();
  });
}

}  // namespace boothwise::operations
