#include "operations/claims.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <limits>

namespace boothwise::operations {

namespace {

Value instant_or_null(const std::optional<Instant>& at) { return at ? Value(seconds_of(*at)) : Value(); }

Claim claim_of(const Row& row) {
  Claim claim;
  claim.id = row.text(0);
  claim.path = {row.text(1)};
  claim.text = row.text(2);
  claim.language = row.text(3);
  claim.said_by = row.text(4);
  claim.said_on = row.text(5);
  claim.said_where = row.text(6);
  claim.link = row.text(7);
  claim.topic = row.text(8);
  claim.area = row.text(9);
  claim.words = row.text(10);
  claim.state = row.text(11);
  claim.priority = row.text(12);
  claim.owner = row.text(13);
  if (const auto due = row.integer_or_none(14)) claim.due_at = instant_of(*due);
  claim.reason = row.text(15);
  claim.duplicate_of = row.text(16);
  claim.copy = {row.text(17), row.text(18), row.text(19), row.integer(20), row.text(21)};
  claim.made_by = row.text(22);
  claim.made_at = instant_of(row.integer(23));
  claim.changed_at = instant_of(row.integer(24));
  return claim;
}

/// All but who noted it and when.
Parameters parameters_of(const Claim& claim) {
  return {{"id", claim.id},
          {"path", claim.path.text},
          {"text", claim.text},
          {"language", claim.language},
          {"said_by", claim.said_by},
          {"said_on", claim.said_on},
          {"said_where", claim.said_where},
          {"link", claim.link},
          {"topic", claim.topic},
          {"area", claim.area},
          {"words", claim.words},
          {"state", claim.state},
          {"priority", claim.priority},
          {"owner", claim.owner},
          {"due_at", instant_or_null(claim.due_at)},
          {"reason", claim.reason},
          {"duplicate_of", claim.duplicate_of},
          {"copy_id", claim.copy.id},
          {"copy_name", claim.copy.name},
          {"copy_type", claim.copy.type},
          {"copy_bytes", claim.copy.bytes},
          {"copy_sha256", claim.copy.sha256},
          {"changed_at", seconds_of(claim.changed_at)}};
}

std::string word_at(const std::vector<std::string>& words, std::size_t place) {
  return place < words.size() ? words[place] : std::string();
}

}  // namespace

Status add_claim(Store& store, const Claim& claim) {
  Parameters parameters = parameters_of(claim);
  parameters.emplace_back("made_by", claim.made_by);
  parameters.emplace_back("made_at", seconds_of(claim.made_at));
  return done(store.change(sql::add_claim, parameters));
}

Result<bool> change_claim(Store& store, const Claim& claim, const std::string& before) {
  Parameters parameters = parameters_of(claim);
  parameters.emplace_back("state_before", before);
  return changed_one(store.change(sql::change_claim, parameters));
}

Result<std::optional<Claim>> claim_by_id(Store& store, const std::string& id) {
  return first_of(store, sql::claim_by_id, {{"id", id}}, claim_of);
}

Result<std::vector<Claim>> claims(Store& store, const ClaimQuestion& question) {
  const std::int64_t before =
      question.before_at ? seconds_of(*question.before_at) : std::numeric_limits<std::int64_t>::max();
  Parameters parameters = within(question.path);
  const Parameters more{{"which", question.which},
                        {"owner", question.owner},
                        {"topic", question.topic},
                        {"place", like_text(question.place)},
                        {"word", word_at(question.words, 0)},
                        {"second", word_at(question.words, 1)},
                        {"third", word_at(question.words, 2)},
                        {"fourth", word_at(question.words, 3)},
                        {"before_at", before},
                        {"before_id", question.before_id},
                        {"now", seconds_of(question.now)},
                        {"most", question.most}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  return list_of(store, sql::claims, parameters, claim_of);
}

Result<std::vector<ClaimWords>> claim_words(Store& store, const std::string& but, std::int64_t most) {
  return list_of(store, sql::claim_words, {{"id", but}, {"most", most}}, [](const Row& row) {
    return ClaimWords{row.text(0), row.text(1)};
  });
}

Result<std::vector<Claim>> duplicates_of(Store& store, const std::string& id) {
  return list_of(store, sql::duplicates_of_claim, {{"id", id}}, claim_of);
}

Result<std::vector<ClaimCount>> count_claims(Store& store, const UnitPath& path, Instant now) {
  Parameters parameters = within(path);
  parameters.emplace_back("now", seconds_of(now));
  return list_of(store, sql::count_claims, parameters, [](const Row& row) {
    return ClaimCount{row.text(0), row.integer(1), row.integer(2)};
  });
}

Status add_claim_step(Store& inside, const Claim& claim, const ClaimStep& step) {
  return done(inside.change(sql::add_claim_step, {{"claim", claim.id},
                                                  {"kind", step.kind},
                                                  {"from_state", step.from_state},
                                                  {"to_state", step.to_state},
                                                  {"text", step.text},
                                                  {"by", step.by},
                                                  {"by_name", step.by_name},
                                                  {"at", seconds_of(step.at)}}));
}

Result<std::vector<ClaimStep>> claim_steps(Store& store, const std::string& claim) {
  return list_of(store, sql::claim_steps, {{"claim", claim}}, [](const Row& row) {
    return ClaimStep{
        row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), instant_of(row.integer(7))};
  });
}

}  // namespace boothwise::operations
