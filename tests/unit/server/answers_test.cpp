#include "answers/card.hpp"
#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "server/app.hpp"
#include "server/route_parts.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

/// A server over a state with one seat's result, and people who write, review and only look.
class AnswerRoutes : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(shop_
                    .import({{"LS-2019.csv",
                              "election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,AAA,600,2000\nLS-2019,1,Y,"
                              "BBB,400,2000\n"}})
                    ->committed);
    const AppOptions options = app_options(shop_.folder.path());
    app_ = std::move(App::make(std::move(shop_.workspace), options)).value();
  }

  static Access user(const std::string& id, RightSet rights) {
    return {id, id, {{"role", rights, {whole_organisation}}}};
  }
  const Access writer_ = user("u1", {Right::view_answers, Right::note_claims, Right::write_answers});
  const Access reviewer_ = user("u2", {Right::view_answers, Right::review_answers});
  const Access nobody_{};

  Response ask(const Access& access, Method method, const std::string& target, const std::string& body = {}) {
    const auto parsed = parse_target(target);
    Request request;
    request.method = method;
    request.path = parsed->path;
    request.query = parsed->query;
    request.body = body;
    request.headers["host"] = "localhost";
    request.access = access;
    return app_->router().answer(request);
  }
  json::object posted(const Access& access, const std::string& path, const json::object& body) {
    const Response response = ask(access, Method::post, "/api/v1/claims" + path, json::serialize(body));
    EXPECT_LT(response.status, 300U) << path << ": " << response.body;
    return response.status < 300 ? json::parse(response.body).as_object() : json::object();
  }
  static json::object ticked() {
    json::array items;
    for (const answers::ChecklistItem& item : answers::checklist()) items.emplace_back(item.code);
    return {{"revision", 1}, {"checklist", std::move(items)}};
  }
  std::string published() {
    const std::string claim(
        posted(writer_, "", {{"text", "900 वोट मिले"}, {"said_by", "एक वक्ता"}}).at("claim").as_string());
    const json::array figures{{{"reference", "votes?area=seat:1&election=LS-2019&side=AAA"}}};
    posted(writer_, "/" + claim + "/card",
           {{"revision", 0},
            {"verdict", "contradicted"},
            {"headline_hi", "गिनती में {{1}}"},
            {"headline_en", "The count has {{1}}"},
            {"text_hi", "{{1}}"},
            {"text_en", "{{1}}"},
            {"limits_hi", "–"},
            {"limits_en", "–"},
            {"figures", figures}});
    posted(writer_, "/" + claim + "/card/send", ticked());
    posted(reviewer_, "/" + claim + "/card/publish", ticked());
    return claim;
  }

  test::Workshop shop_{"UP"};
  std::unique_ptr<App> app_;
};

TEST_F(AnswerRoutes, WhatWasPublishedIsForEverybodyAndTheRegisterIsNot) {
  const std::string claim = published();
  const std::string base = "/api/v1/answers/" + claim;
  EXPECT_EQ(ask(nobody_, Method::get, "/api/v1/claims/" + claim).status, 401U);
  EXPECT_EQ(ask(nobody_, Method::get, "/api/v1/answers").status, 401U);
  EXPECT_EQ(ask(nobody_, Method::get, base).status, 200U);
  EXPECT_EQ(ask(nobody_, Method::get, base + "/card.png?shape=story&lang=en").type, "image/png");
  EXPECT_TRUE(ask(nobody_, Method::get, base + "/card.pdf").body.starts_with("%PDF-"));
  EXPECT_NE(ask(nobody_, Method::get, base + "/message.txt?lang=en").body.find("600 votes"), std::string::npos);
  EXPECT_EQ(ask(nobody_, Method::get, base + "/card.png?shape=round").status, 400U);
  EXPECT_EQ(ask(nobody_, Method::get, "/api/v1/answers/none").status, 404U);
}

TEST_F(AnswerRoutes, ThePublicPageIsHtmlWithoutScriptsOfItsOwn) {
  const std::string claim = published();
  const Response page = ask(nobody_, Method::get, "/answers/" + claim + "?lang=en");
  EXPECT_EQ(page.status, 200U);
  EXPECT_TRUE(page.type.starts_with("text/html"));
  EXPECT_NE(page.body.find("The count has 600 votes"), std::string::npos);
  EXPECT_NE(page.body.find("\"@type\":\"ClaimReview\""), std::string::npos);
  const auto policy = std::ranges::find(page.headers, std::string("Content-Security-Policy"),
                                        &std::pair<std::string, std::string>::first);
  ASSERT_NE(policy, page.headers.end());
  EXPECT_TRUE(policy->second.starts_with("default-src 'none'"));
  // Through the application as a browser asks: the address is the server's, not the app's shell.
  Request request;
  request.path = "/answers/" + claim;
  request.headers["host"] = "localhost";
  EXPECT_TRUE(app_->answer(request).type.starts_with("text/html"));
  EXPECT_EQ(request.route, "answer_page");
}

TEST_F(AnswerRoutes, RightsAreThoseOfTheTable) {
  const std::string claim = published();
  const auto post = [&](const Access& access, const char* what) {
    return ask(access, Method::post, "/api/v1/claims/" + claim + what, "{}").status;
  };
  EXPECT_EQ(post(reviewer_, "/card"), 403U);
  EXPECT_EQ(post(writer_, "/card/publish"), 403U);
  EXPECT_EQ(post(writer_, "/withdraw"), 403U);
  EXPECT_EQ(post(nobody_, "/triage"), 401U);
  EXPECT_EQ(ask(reviewer_, Method::post, "/api/v1/claims", "{}").status, 403U);
  EXPECT_EQ(ask(writer_, Method::get, "/api/v1/claims?which=never").status, 400U);
  EXPECT_EQ(ask(writer_, Method::get, "/api/v1/claims?after=x").status, 400U);
}

}  // namespace
}  // namespace boothwise::server
