#include "answers/writing.hpp"

#include "answers/published.hpp"
#include "answers/register.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/election_locks.hpp"
#include "services/json_body.hpp"

namespace boothwise::answers {

namespace json = boost::json;
using operations::Claim;
using operations::KeptCard;
using services::JsonBody;
using services::refused_field;

namespace {

constexpr std::size_t note_bytes_most = 1500;
constexpr std::int64_t revisions_most = 1'000'000;
constexpr std::size_t items_most = 20;

Error card_changed() {
  return refused_field(
      ErrorKind::conflict, "card_changed", "revision",
      {"somebody else wrote this card meanwhile; look at it again", "इस बीच किसी और ने यह कार्ड लिखा; इसे फिर देखें"});
}

Error card_stopped(const std::vector<Finding>& findings) {
  Error error = refused_field(ErrorKind::conflict, "card_stopped", "",
                              {"the card is not ready: see what stops it", "कार्ड तैयार नहीं: देखें क्या रोकता है"});
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::tells) continue;
    error.choices.push_back(finding.code + " " + finding.field);
  }
  return error;
}

struct CardInHand {
  Claim claim;
  KeptCard kept;
  Card card;
};

/// A claim's card in the revision that the body names. Errors: `card_missing`, `card_changed`.
Result<CardInHand> card_in_hand(Desk& desk, Right right, const std::string& id, const JsonBody& body) {
  BOOTHWISE_TRY(claim, claim_for(desk.caller(), right, id));
  BOOTHWISE_TRY(kept, operations::card_of(desk.caller().store(), id));
  if (!kept) {
    return refused_field(ErrorKind::conflict, "card_missing", "",
                         {"nobody wrote a card yet", "अभी कोई कार्ड नहीं लिखा गया"});
  }
  BOOTHWISE_TRY(revision, body.integer("revision", 1, revisions_most));
  if (revision != kept->revision) return card_changed();
  Card card = card_from(kept->content);
  return CardInHand{std::move(claim), *std::move(kept), std::move(card)};
}

Result<std::vector<Finding>> findings_of(Desk& desk, const Claim& claim, const Card& card) {
  BOOTHWISE_TRY(lists, desk.word_lists());
  return check_card(card, claim.text, lists, desk.figures());
}

/// What stops a card with these ticks. Errors: `card_stopped`.
Status require_ready(Desk& desk, const CardInHand& hand, const JsonBody& body) {
  BOOTHWISE_TRY(ticked, body.texts("checklist", items_most, services::code_bytes_most));
  BOOTHWISE_TRY(findings, findings_of(desk, hand.claim, hand.card));
  std::ranges::move(open_items(ticked), std::back_inserter(findings));
  return may_go_on(findings, hand.card) ? success() : Status(card_stopped(findings));
}

Result<Bilingual> note_in(const JsonBody& body, bool needed) {
  BOOTHWISE_TRY(hi, body.text_or_empty("note_hi", note_bytes_most));
  BOOTHWISE_TRY(en, body.text_or_empty("note_en", note_bytes_most));
  if (needed && (hi.empty() || en.empty())) {
    return refused_field(ErrorKind::bad_input, "note_missing", hi.empty() ? "note_hi" : "note_en",
                         {"say in both languages what was wrong", "दोनों भाषाओं में बताएँ कि क्या ग़लत था"});
  }
  return Bilingual{en, hi};
}

/// Who wrote the card, however long ago: none of them is its second person.
Result<bool> wrote_it(Desk& desk, const std::string& claim, const std::string& user) {
  BOOTHWISE_TRY(steps, operations::claim_steps(desk.caller().store(), claim));
  return std::ranges::any_of(
      steps, [&user](const operations::ClaimStep& step) { return step.kind == "card_written" && step.by == user; });
}

bool may_be_written(std::string_view of) {
  return of != state::unsettled && of != state::not_answered && of != state::duplicate;
}

json::object preview_of(const Card& card) {
  json::object preview;
  for (const Language language : {Language::hindi, Language::english}) {
    const auto shown = [&](const Bilingual& text) {
      return filled(language == Language::hindi ? text.hi : text.en, card, language);
    };
    preview[language == Language::hindi ? "hi" : "en"] =
        json::object{{"headline", shown(card.headline)}, {"text", shown(card.text)}, {"limits", shown(card.limits)}};
  }
  return preview;
}

}  // namespace

Result<json::object> save_card(Desk& desk, const std::string& id, std::string_view text) {
  services::Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::write_answers, id));
  if (!may_be_written(claim.state)) return state_unfit(claim.state);
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(revision, body.integer("revision", 0, revisions_most));
  BOOTHWISE_TRY(before, operations::card_of(caller.store(), id));
  if (revision != (before ? before->revision : 0)) return card_changed();
  const Card written = before ? card_from(before->content) : Card();
  BOOTHWISE_TRY(card, read_card(body, written, desk.figures(), iso_utc(caller.now())));
  BOOTHWISE_TRY(data, desk.data());
  const json::array changes = changes_of(card, desk.figures());
  KeptCard kept{id,
                json::serialize(card_json(card)),
                changes.empty() ? std::string() : json::serialize(changes),
                revision,
                data,
                caller.access().user(),
                caller.now()};
  if (claim.owner.empty()) claim.owner = caller.access().user();
  if (claim.priority.empty()) claim.priority = "normal";
  claim.words = words_for_search(claim, &card);
  BOOTHWISE_CHECK(keep_claim(caller, claim, state::answering, {"card_written", {}}, [&](operations::Store& inside) {
    if (!before) return operations::add_card(inside, kept);
    const auto changed = operations::change_card(inside, kept);
    if (!changed) return Status(changed.error());
    return *changed ? success() : Status(card_changed());
  }));
  return claim_view(desk, id);
}

Result<json::object> check_draft(Desk& desk, const std::string& id, std::string_view text) {
  services::Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::write_answers, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(before, operations::card_of(caller.store(), id));
  const Card written = before ? card_from(before->content) : Card();
  BOOTHWISE_TRY(card, read_card(body, written, desk.figures(), iso_utc(caller.now())));
  BOOTHWISE_TRY(findings, findings_of(desk, claim, card));
  json::object view{
      {"findings", findings_json(findings)}, {"may_go_on", may_go_on(findings, card)}, {"preview", preview_of(card)}};
  view["figures"] = card_json(card).at("figures");
  return view;
}

Result<json::object> send_card(Desk& desk, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"revision", "checklist"}));
  BOOTHWISE_TRY(hand, card_in_hand(desk, Right::write_answers, id, body));
  if (hand.claim.state != state::answering) return state_unfit(hand.claim.state);
  BOOTHWISE_CHECK(require_ready(desk, hand, body));
  BOOTHWISE_CHECK(keep_claim(desk.caller(), hand.claim, state::in_review, {"sent", {}}));
  return claim_view(desk, id);
}

Result<json::object> return_card(Desk& desk, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"reason"}));
  BOOTHWISE_TRY(claim, claim_for(desk.caller(), Right::review_answers, id));
  BOOTHWISE_TRY(reason, body.text("reason", note_bytes_most));
  if (claim.state != state::in_review) return state_unfit(claim.state);
  BOOTHWISE_CHECK(keep_claim(desk.caller(), claim, state::answering, {"returned", reason}));
  return claim_view(desk, id);
}

Result<json::object> publish_card(Desk& desk, const std::string& id, std::string_view text) {
  services::Caller& caller = desk.caller();
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"revision", "checklist", "note_hi", "note_en"}));
  BOOTHWISE_TRY(hand, card_in_hand(desk, Right::review_answers, id, body));
  if (hand.claim.state != state::in_review) return state_unfit(hand.claim.state);
  BOOTHWISE_TRY(own, wrote_it(desk, id, caller.access().user()));
  if (own || hand.kept.written_by == caller.access().user()) {
    return refused_field(ErrorKind::conflict, "same_person", "",
                         {"you wrote this card; another person reviews it", "यह कार्ड आपने लिखा है; जाँच कोई दूसरा करेगा"});
  }
  BOOTHWISE_CHECK(services::require_unlocked(caller, desk.snapshot(), "outgoing_message", {}));
  BOOTHWISE_TRY(versions, operations::answer_versions(caller.store(), id));
  BOOTHWISE_TRY(note, note_in(body, !versions.empty()));
  BOOTHWISE_CHECK(require_ready(desk, hand, body));
  BOOTHWISE_TRY(published, content_of(desk, hand.claim, hand.card));
  const operations::AnswerVersion version{id,
                                          static_cast<std::int64_t>(versions.size()) + 1,
                                          versions.empty() ? "published" : "corrected",
                                          json::serialize(published),
                                          words_for_search(hand.claim, &hand.card),
                                          versions.empty() ? Bilingual{} : note,
                                          hand.kept.written_by,
                                          caller.access().user(),
                                          caller.now()};
  BOOTHWISE_CHECK(keep_claim(caller, hand.claim, state::published, {version.kind, version.note.hi},
                             [&version](operations::Store& inside) { return add_answer_version(inside, version); }));
  return claim_view(desk, id);
}

Result<json::object> withdraw_answer(Desk& desk, const std::string& id, std::string_view text) {
  services::Caller& caller = desk.caller();
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"note_hi", "note_en"}));
  BOOTHWISE_TRY(claim, claim_for(caller, Right::review_answers, id));
  BOOTHWISE_TRY(versions, operations::answer_versions(caller.store(), id));
  if (versions.empty() || versions.back().kind == "withdrawn") return state_unfit(claim.state);
  BOOTHWISE_TRY(note, note_in(body, true));
  operations::AnswerVersion version = versions.back();
  version.version += 1;
  version.kind = "withdrawn";
  version.note = note;
  version.reviewed_by = caller.access().user();
  version.at = caller.now();
  claim.reason = note.hi;
  BOOTHWISE_CHECK(keep_claim(caller, claim, state::not_answered, {version.kind, note.hi},
                             [&version](operations::Store& inside) { return add_answer_version(inside, version); }));
  return claim_view(desk, id);
}

Result<std::int64_t> look_again(Desk& desk, std::int64_t most) {
  services::Caller& caller = desk.caller();
  BOOTHWISE_TRY(data, desk.data());
  BOOTHWISE_TRY(cards, operations::cards_to_look_at(caller.store(), data, most));
  std::int64_t changed = 0;
  for (const KeptCard& kept : cards) {
    const json::array changes = changes_of(card_from(kept.content), desk.figures());
    const std::string text = changes.empty() ? std::string() : json::serialize(changes);
    changed += changes.empty() ? 0 : 1;
    const Status noted = caller.store().atomically([&](operations::Store& inside) -> Status {
      BOOTHWISE_TRY(there, operations::note_looked_at(inside, kept, data, text));
      if (!there || text.empty() || text == kept.changes) return success();
      BOOTHWISE_TRY(claim, operations::claim_by_id(inside, kept.claim));
      if (!claim) return success();
      return operations::add_claim_step(
          inside, *claim,
          {"data_changed", claim->state, claim->state, summary_of(changes), "", "boothwise", caller.now()});
    });
    BOOTHWISE_CHECK(noted);
  }
  return changed;
}

}  // namespace boothwise::answers
