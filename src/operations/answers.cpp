#include "operations/answers.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

KeptCard card_of_row(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5), instant_of(row.integer(6))};
}

AnswerVersion version_of(const Row& row) {
  AnswerVersion version;
  version.claim = row.text(0);
  version.version = row.integer(1);
  version.kind = row.text(2);
  version.content = row.text(3);
  version.words = row.text(4);
  version.note = {row.text(5), row.text(6)};
  version.written_by = row.text(7);
  version.reviewed_by = row.text(8);
  version.at = instant_of(row.integer(9));
  return version;
}

Parameters parameters_of(const KeptCard& card) {
  return {{"claim", card.claim},
          {"content", card.content},
          {"changes", card.changes},
          {"by", card.written_by},
          {"looked_at_data", card.looked_at_data},
          {"at", seconds_of(card.written_at)}};
}

}  // namespace

Status add_card(Store& store, const KeptCard& card) {
  return done(store.change(sql::add_answer_card, parameters_of(card)));
}

Result<bool> change_card(Store& store, const KeptCard& card) {
  Parameters parameters = parameters_of(card);
  parameters.emplace_back("revision", card.revision);
  return changed_one(store.change(sql::change_answer_card, parameters));
}

Result<std::optional<KeptCard>> card_of(Store& store, const std::string& claim) {
  return first_of(store, sql::answer_card, {{"claim", claim}}, card_of_row);
}

Result<std::vector<KeptCard>> cards_to_look_at(Store& store, const std::string& data, std::int64_t most) {
  return list_of(store, sql::cards_to_look_at, {{"data", data}, {"most", most}}, card_of_row);
}

Result<bool> note_looked_at(Store& store, const KeptCard& card, const std::string& data, const std::string& changes) {
  return changed_one(
      store.change(sql::note_card_looked_at,
                   {{"claim", card.claim}, {"revision", card.revision}, {"data", data}, {"changes", changes}}));
}

Status add_answer_version(Store& inside, const AnswerVersion& version) {
  return done(inside.change(sql::add_answer_version, {{"claim", version.claim},
                                                      {"version", version.version},
                                                      {"kind", version.kind},
                                                      {"content", version.content},
                                                      {"words", version.words},
                                                      {"note_en", version.note.en},
                                                      {"note_hi", version.note.hi},
                                                      {"written_by", version.written_by},
                                                      {"reviewed_by", version.reviewed_by},
                                                      {"at", seconds_of(version.at)}}));
}

Result<std::vector<AnswerVersion>> answer_versions(Store& store, const std::string& claim) {
  return list_of(store, sql::answer_versions, {{"claim", claim}}, version_of);
}

Result<std::vector<AnswerVersion>> newest_answers(Store& store, std::int64_t most) {
  return list_of(store, sql::newest_answers, {{"most", most}}, version_of);
}

}  // namespace boothwise::operations
