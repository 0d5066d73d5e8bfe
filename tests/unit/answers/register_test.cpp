#include "answers/register.hpp"

#include "unit/answers/answers_bench.hpp"

namespace boothwise::answers {
namespace {

namespace json = boost::json;

class Register : public test::AnswersBench {
 protected:
  json::object list(const ClaimsAsked& asked, const Access& by) {
    return must(as(by, [&](Desk& desk) { return claims_view(desk, asked); }));
  }
  std::string found(const ClaimsAsked& asked) {
    std::string all;
    const json::object view = list(asked, asha);
    for (const json::value& claim : view.at("claims").as_array()) all += text(claim.at("text")) + "|";
    return all;
  }
  Result<json::object> close(const std::string& claim, const json::object& body) {
    return as(asha, [&](Desk& desk) { return close_claim(desk, claim, json::serialize(body)); });
  }
  Result<json::object> copy(const std::string& claim, const std::string& bytes, const std::string& name) {
    const auto file = shop->folder.write("sent", bytes);
    return as(asha, [&](Desk& desk) { return add_copy(desk, claim, name, file); });
  }
};

TEST_P(Register, FindsClaimsInEitherScriptByWordsOfClaimOrCard) {
  note("सहारनपुर में हम पचास बूथ हारे");
  const std::string second = note("Gorakhpur has no new roads");
  EXPECT_EQ(found({.words = "saharanpur"}), "सहारनपुर में हम पचास बूथ हारे|");
  EXPECT_EQ(found({.words = "गोरखपुर"}), "Gorakhpur has no new roads|");
  must(save(second, draft(), asha));
  EXPECT_EQ(found({.words = "official count"}), "Gorakhpur has no new roads|") << "by its card";
  EXPECT_EQ(found({.words = "aadhikarik ginti"}), "Gorakhpur has no new roads|");
  EXPECT_EQ(found({.which = "new"}), "सहारनपुर में हम पचास बूथ हारे|");
  EXPECT_EQ(found({.place = "seat:1"}).size(), found({}).size());
  EXPECT_EQ(found({.place = "seat:11"}), "");
}

TEST_P(Register, SaysWhatWasSaidBefore) {
  const std::string first = note("सहारनपुर में पचास हज़ार घर बने, यह उनका दावा है");
  const auto again = must(as(asha, [&](Desk& desk) {
    return note_claim(desk, R"({"text":"saharanpur mein pachas hazaar ghar bane","said_by":"B"})");
  }));
  ASSERT_EQ(again.at("similar").as_array().size(), 1U);
  EXPECT_EQ(text(again.at("similar").at(0).at("claim")), first);
  const std::string second = text(again.at("claim"));
  EXPECT_EQ(code_of(close(second, {{"as", "duplicate"}, {"duplicate_of", second}})), "duplicate_unknown");
  must(close(second, {{"as", "duplicate"}, {"duplicate_of", first}}));
  const auto view = must(as(asha, [&](Desk& desk) { return claim_view(desk, first); }));
  EXPECT_EQ(view.at("duplicates").as_array().size(), 1U);
}

TEST_P(Register, TriageSaysWhoseAClaimIsAndUntilWhen) {
  const std::string claim = note();
  const auto triaged = [&](const char* body) {
    return as(asha, [&](Desk& desk) { return triage_claim(desk, claim, body); });
  };
  EXPECT_EQ(code_of(triaged(R"({"priority":"urgent"})")), "body_malformed");
  EXPECT_EQ(code_of(triaged(R"({"priority":"high","due_at":"soon"})")), "body_malformed");
  EXPECT_EQ(code_of(triaged(R"({"priority":"high","owner":"nobody"})")), "owner_unknown");
  const auto view = must(triaged(R"({"priority":"high","due_at":"2026-05-01T10:00:00Z"})"));
  EXPECT_EQ(text(view.at("state")), "triaged");
  EXPECT_TRUE(view.at("mine").as_bool());
  EXPECT_TRUE(view.at("late").as_bool());
  EXPECT_EQ(list({.which = "due"}, asha).at("claims").as_array().size(), 1U);
  EXPECT_EQ(list({.owner = "me"}, ravi).at("claims").as_array().size(), 0U);
}

TEST_P(Register, WhatIsNotAnsweredSaysWhyAndCanBeTakenUpAgain) {
  const std::string claim = note();
  EXPECT_EQ(code_of(close(claim, {{"as", "unsettled"}})), "reason_missing");
  must(close(claim, {{"as", "unsettled"}, {"reason", "इसका कोई आँकड़ा नहीं है"}}));
  EXPECT_EQ(code_of(save(claim, draft(), asha)), "state_unfit");
  const auto again = must(as(asha, [&](Desk& desk) { return reopen_claim(desk, claim, R"({"reason":"आँकड़ा आया"})"); }));
  EXPECT_EQ(text(again.at("state")), "triaged");
  EXPECT_TRUE(again.at("reason").is_null());
}

TEST_P(Register, RefusesWhatIsNoClaim) {
  const auto noted = [&](const char* body) {
    return code_of(as(asha, [&](Desk& desk) { return note_claim(desk, body); }));
  };
  EXPECT_EQ(noted(R"({"said_by":"A"})"), "body_malformed");
  EXPECT_EQ(noted(R"({"text":"x"})"), "body_malformed") << "who said it";
  EXPECT_EQ(noted(R"({"text":"x","said_by":"A","topic":"weather"})"), "topic_unknown");
  EXPECT_EQ(noted(R"({"text":"x","said_by":"A","areas":["seat:99"]})"), "area_unknown");
  EXPECT_EQ(noted(R"({"text":"x","said_by":"A","link":"javascript:void"
})"),
            "link_malformed");
  EXPECT_EQ(noted(R"({"text":"x","said_by":"A","said_on":"yesterday"})"), "date_malformed");
  EXPECT_EQ(code_of(as(reader, [](Desk& desk) { return note_claim(desk, R"({"text":"x","said_by":"A"})"); })),
            "not_yours");
}

TEST_P(Register, KeepsACopyOfTheSourceAsItCame) {
  const std::string claim = note();
  const auto files = [this] {
    std::ptrdiff_t count = 0;
    std::error_code none;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(shop->workspace.folder / "attachments", none)) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  };
  const std::ptrdiff_t before = files();
  EXPECT_EQ(code_of(copy(claim, std::string("MZ\0\1", 4), "a.exe")), "copy_type");
  must(copy(claim, "%PDF-1.4 …", "../a\"b.pdf"));
  const auto view = must(copy(claim, "जैसा अख़बार में था", "note.txt"));
  EXPECT_EQ(text(view.at("copy").at("type")), "text/plain");
  EXPECT_EQ(text(view.at("copy").at("sha256")).size(), 64U);
  services::Caller caller(shop->workspace, BOOTHWISE_SOURCE_DIR "/data", key, asha, store(), now, today);
  EXPECT_EQ(source_copy(caller, claim)->bytes, "जैसा अख़बार में था");
  EXPECT_EQ(files(), before + 1) << "the first one was replaced";
  EXPECT_EQ(code_of(copy(claim, std::string((5U << 20U) + 1, 'a'), "large.txt")), "copy_too_large");
}

INSTANTIATE_BOTH_STORES(Register);

}  // namespace
}  // namespace boothwise::answers
