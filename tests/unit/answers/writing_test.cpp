#include "answers/writing.hpp"

#include "unit/answers/answers_bench.hpp"

namespace boothwise::answers {
namespace {

namespace json = boost::json;

class Writing : public test::AnswersBench {
 protected:
  std::string state_of(const std::string& claim) {
    return text(must(as(asha, [&](Desk& desk) { return claim_view(desk, claim); })).at("state"));
  }
  /// Codes of what a draft's check says, with their fields.
  std::string said_of(const std::string& claim, const json::object& draft) {
    const auto view = must(as(asha, [&](Desk& desk) { return check_draft(desk, claim, json::serialize(draft)); }));
    std::string all;
    for (const json::value& finding : view.at("findings").as_array()) {
      all += text(finding.at("code")) + ":" + text(finding.at("field")) + " ";
    }
    return all;
  }
};

TEST_P(Writing, AClaimIsAnsweredBySomebodyAndPublishedByAnother) {
  const std::string claim = note();
  const auto saved = must(save(claim, draft(), asha));
  EXPECT_EQ(text(saved.at("state")), "answering");
  EXPECT_EQ(text(saved.at("owner")), "u1");
  EXPECT_EQ(text(saved.at("card").at("figures").at(0).at("taken").at("text").at("en")), "600 votes");
  EXPECT_EQ(code_of(publish(claim, ticked(1), ravi)), "state_unfit") << "it was not sent";
  must(send(claim, 1, asha));
  EXPECT_EQ(code_of(publish(claim, ticked(1), asha)), "same_person");
  const auto done = must(publish(claim, ticked(1), ravi));
  EXPECT_EQ(text(done.at("state")), "published");
  const Answer shown = answer(claim);
  EXPECT_EQ(text(shown.content.at("headline").at("hi")), "आधिकारिक गिनती में 600 वोट\u00A0[1] मिले");
  EXPECT_NE(text(shown.content.at("figures").at(0).at("value_with_kind").at("en")).find("official"), std::string::npos)
      << "each figure says its kind (R31)";
  std::string kinds;
  for (const json::value& step : done.at("history").as_array()) kinds += text(step.at("kind")) + " ";
  EXPECT_EQ(kinds, "noted card_written sent published ");
}

TEST_P(Writing, WithABrokenOrEmptySourceNothingIsPublished) {
  const std::string claim = note();
  json::object card = draft();
  card["figures"].as_array().push_back({{"reference", "votes?area=seat:79&election=LS-2019&side=AAA"}, {"stance", ""}});
  must(save(claim, card, asha));
  const auto sent = send(claim, 1, asha);
  ASSERT_EQ(code_of(sent), "card_stopped");
  EXPECT_NE(listed(sent.error()).find("figure_broken figures.3"), std::string::npos);
  // An empty source, from a desk whose figures have none.
  card = draft(1);
  must(save(claim, card, asha));
  services::Caller caller(shop->workspace, BOOTHWISE_SOURCE_DIR "/data", key, asha, store(), now, today);
  Desk sourceless(caller, *snapshot, [&](const std::string& reference) -> Result<json::object> {
    return as(asha, [&](Desk& desk) -> Result<json::object> {
      BOOTHWISE_TRY(figure, desk.figures()(reference));
      figure["source"] = {{"en", ""}, {"hi", ""}};
      return figure;
    });
  });
  const auto empty = send_card(sourceless, claim, json::serialize(ticked(2)));
  ASSERT_EQ(code_of(empty), "card_stopped");
  EXPECT_NE(listed(empty.error()).find("source_empty figures.1"), std::string::npos);
  EXPECT_EQ(state_of(claim), "answering");
}

TEST_P(Writing, TheChecksNameEveryFaultOfACard) {
  const std::string claim = note();
  json::object card = draft();
  card["verdict"] = nullptr;
  card["text_hi"] = "वहाँ 42 घर हैं और {{3}}।";
  card["text_en"] = "Hindus must vote for {{1}}.";
  card["limits_en"] = "He is a liar.";
  card["headline_en"] = "{{1";
  card["limits_hi"] = "";
  card["imprint"] = {{"paid", true}, {"printed", true}};
  EXPECT_EQ(said_of(claim, card),
            "verdict_missing:verdict placeholder_malformed:headline_en figure_missing:text_hi bare_number:text_hi "
            "identity_appeal:text_en text_missing:limits_hi personal_attack:limits_en figure_unused:figures.2 "
            "imprint_missing:imprint.certificate imprint_missing:imprint.printer ");
  card = draft();
  EXPECT_EQ(said_of(claim, card), "");
  card["figures"] = json::array();
  card["headline_hi"] = card["headline_en"] = card["text_hi"] = card["text_en"] = "–";
  EXPECT_EQ(said_of(claim, card), "figures_missing:figures ");
  card["verdict"] = "cannot_tell";
  EXPECT_EQ(said_of(claim, card), "");
}

TEST_P(Writing, WordsAboutAPersonNeedAReasonAndAppealsHaveNone) {
  const std::string claim = note();
  json::object card = draft();
  card["limits_en"] = "He is a thief.";
  must(save(claim, card, asha));
  EXPECT_EQ(code_of(send(claim, 1, asha)), "card_stopped");
  card["revision"] = 1;
  card["attack_reason"] = "the court's finding is the source";
  must(save(claim, card, asha));
  EXPECT_EQ(code_of(send(claim, 2, asha)), "done");
  card["revision"] = 2;
  card["limits_en"] = "Muslims must vote for us.";
  must(save(claim, card, asha));
  EXPECT_EQ(code_of(send(claim, 3, asha)), "card_stopped");
}

TEST_P(Writing, TheChecklistIsTickedTwice) {
  const std::string claim = note();
  must(save(claim, draft(), asha));
  json::object half = ticked(1);
  half["checklist"].as_array().pop_back();
  const auto refused = as(asha, [&](Desk& desk) { return send_card(desk, claim, json::serialize(half)); });
  EXPECT_EQ(listed(refused.error()), " checklist_open checklist.labels");
  must(send(claim, 1, asha));
  EXPECT_EQ(code_of(publish(claim, half, ravi)), "card_stopped");
}

TEST_P(Writing, NobodyWhoEverWroteACardIsItsSecondPerson) {
  const std::string claim = note();
  must(save(claim, draft(), asha));
  must(save(claim, draft(1), ravi));
  must(send(claim, 2, ravi));
  EXPECT_EQ(code_of(publish(claim, ticked(2), asha)), "same_person");
  EXPECT_EQ(code_of(publish(claim, ticked(2), ravi)), "same_person");
}

TEST_P(Writing, AReturnedOrChangedCardIsSentAgain) {
  const std::string claim = note();
  must(save(claim, draft(), asha));
  must(send(claim, 1, asha));
  EXPECT_EQ(text(must(as(ravi, [&](Desk& desk) { return return_card(desk, claim, R"({"reason":"शीर्षक छोटा करें"})"); }))
                     .at("state")),
            "answering");
  must(send(claim, 1, asha));
  must(save(claim, draft(1), asha));
  EXPECT_EQ(state_of(claim), "answering");
  EXPECT_EQ(code_of(save(claim, draft(1), asha)), "card_changed");
}

TEST_P(Writing, ChangedDataMarkTheCardAndStopItUntilTheFigureIsTakenAnew) {
  use(new_shop());
  const std::string claim = published();
  const auto again = [&] { return as(Access::owner(), [](Desk& desk) { return look_again(desk, 10); }); };
  EXPECT_EQ(*again(), 0);
  ASSERT_TRUE(services::undo_run(*shop->workspace.warehouse, snapshot->manifest->runs.back().number).ok());
  ASSERT_TRUE(shop->import({{"LS-2019.csv", election(650)}})->committed);
  snapshot = shop->snapshot();
  EXPECT_EQ(*again(), 1);
  EXPECT_EQ(*again(), 0) << "it was held against these data";
  const auto view = must(as(asha, [&](Desk& desk) { return claim_view(desk, claim); }));
  const json::value& change = view.at("card").at("changes").at(0);
  EXPECT_EQ(text(change.at("from").at("text").at("en")), "600 votes");
  EXPECT_EQ(text(change.at("to").at("text").at("en")), "650 votes");
  EXPECT_EQ(text(view.at("history").as_array().back().at("kind")), "data_changed");
  EXPECT_EQ(text(answer(claim).content.at("headline").at("en")), "The official count has 600 votes\u00A0[1]")
      << "what was published stays as it was";
  must(save(claim, draft(1), asha));
  EXPECT_NE(listed(send(claim, 2, asha).error()).find("figure_changed figures.1"), std::string::npos);
  json::object anew = draft(2);
  for (json::value& figure : anew["figures"].as_array()) figure.as_object()["take_anew"] = true;
  const auto saved = must(save(claim, anew, asha));
  EXPECT_TRUE(saved.at("card").at("changes").as_array().empty());
  must(send(claim, 3, asha));
  EXPECT_EQ(code_of(publish(claim, ticked(3), ravi)), "note_missing") << "a correction says what was wrong";
  json::object noted = ticked(3);
  noted["note_hi"] = "पहले 600 वोट लिखा था";
  noted["note_en"] = "it said 600 votes before";
  must(publish(claim, noted, ravi));
  const Answer corrected = answer(claim);
  EXPECT_EQ(corrected.versions.size(), 2U);
  EXPECT_EQ(corrected.last().kind, "corrected");
  EXPECT_NE(message_text(corrected, Language::english, "").find("Correction: it said 600 votes before"),
            std::string::npos);
}

TEST_P(Writing, AWithdrawnAnswerKeepsItsPageWithANote) {
  const std::string claim = published();
  const auto withdrawn = [&](const char* body) {
    return as(ravi, [&](Desk& desk) { return withdraw_answer(desk, claim, body); });
  };
  EXPECT_EQ(code_of(withdrawn(R"({"note_hi":"ग़लत सीट"})")), "note_missing");
  must(withdrawn(R"({"note_hi":"ग़लत सीट","note_en":"wrong seat"})"));
  EXPECT_EQ(code_of(withdrawn(R"({"note_hi":"ग़लत सीट","note_en":"wrong seat"})")), "state_unfit");
  const Answer shown = answer(claim);
  EXPECT_TRUE(shown.withdrawn());
  EXPECT_EQ(text(answer_json(shown).at("headline").at("hi")), "");
  const std::string page = answer_page(shown, Language::english, "https://example.org");
  EXPECT_NE(page.find("wrong seat"), std::string::npos);
  EXPECT_EQ(page.find("600 votes"), std::string::npos);
  EXPECT_EQ(page.find("ld+json"), std::string::npos);
}

TEST_P(Writing, IsForThoseWhoHoldTheRight) {
  const std::string claim = note();
  EXPECT_EQ(code_of(save(claim, draft(), reader)), "claim_unknown") << "it is noted for the whole, she reaches 1.2.";
  const Access below = user("u9", "Below", {Right::view_answers, Right::write_answers, Right::review_answers}, "1.2.");
  EXPECT_EQ(code_of(save(claim, draft(), below)), "claim_unknown");
  must(save(claim, draft(), asha));
  must(send(claim, 1, asha));
  must(publish(claim, ticked(1), ravi));
  const auto phone = must(as(reader, [](Desk& desk) { return answers_view(desk.caller()); }));
  EXPECT_EQ(phone.at("answers").as_array().size(), 1U) << "what was published is for everybody";
}

TEST_P(Writing, ThePagesClaimReviewIsWholeAndNothingInItEndsItsScript) {
  const std::string claim = note("</script><b>900 वोट</b>");
  must(save(claim, draft(), asha));
  must(send(claim, 1, asha));
  must(publish(claim, ticked(1), ravi));
  const std::string page = answer_page(answer(claim), Language::hindi, "https://example.org");
  const std::string opening = "<script type=\"application/ld+json\">";
  const std::size_t begin = page.find(opening) + opening.size();
  const json::object review = json::parse(page.substr(begin, page.find("</script>") - begin)).as_object();
  EXPECT_EQ(text(review.at("@type")), "ClaimReview");
  EXPECT_EQ(text(review.at("claimReviewed")), "</script><b>900 वोट</b>");
  EXPECT_EQ(text(review.at("url")), "https://example.org/answers/" + claim);
  EXPECT_EQ(text(review.at("reviewRating").at("alternateName")), "आँकड़े इस दावे के विरुद्ध हैं");
  EXPECT_EQ(review.at("reviewRating").at("ratingValue").as_int64(), 1);
  EXPECT_EQ(text(review.at("itemReviewed").at("author").at("name")), "एक वक्ता");
  EXPECT_EQ(text(review.at("datePublished")), "2026-05-29");
  EXPECT_EQ(page.find("<b>900"), std::string::npos);
}

INSTANTIATE_BOTH_STORES(Writing);

}  // namespace
}  // namespace boothwise::answers
