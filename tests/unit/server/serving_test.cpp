#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <thread>

#include "base/text.hpp"
#include "server/app.hpp"
#include "server/listener.hpp"
#include "services/concordance_decisions.hpp"

namespace boothwise::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;

/// A real server on a free port, over a workspace with two seats, and a client.
class Serving : public ::testing::Test {
 protected:
  test::Workshop shop{"UP"};
  AppOptions app_options;
  std::unique_ptr<App> app;
  ListenerOptions where;
  std::unique_ptr<Listener> listener;
  std::thread thread;

  void SetUp() override {
    ASSERT_TRUE(shop.import({{"LS-2019.csv",
                              "election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,BJP,600,2000\nLS-2019,1,Y,SP,"
                              "400,2000\n"}})
                    ->committed);
    app_options = server::app_options(shop.folder.path());
    std::ofstream(app_options.web_folder / "index.html") << "<html><script>run()</script></html>";
    app_options.caretaker = caretaker();
    app = std::move(App::make(std::move(shop.workspace), app_options)).value();
    where.port = 0;
    where.upload_folder = app->upload_folder();
    listener = std::move(Listener::bind(
                             where, {[this](Request& request) { return app->answer(request); },
                                     [this](const std::string& path) { return app->takes_file(path); },
                                     [this](const Request& a, const Response& b, double s) { app->served(a, b, s); },
                                     [](const std::string& path) { return path.starts_with(OpenRosa::prefix); }}))
                   .value();
    thread = std::thread([this] { listener->run(false); });
  }
  void TearDown() override {
    listener->stop();
    thread.join();
  }

  [[nodiscard]] virtual std::optional<CaretakerOptions> caretaker() const { return std::nullopt; }

  using Headers = std::vector<std::pair<std::string, std::string>>;
  http::response<http::string_body> send(http::verb verb, const std::string& target, const std::string& body = {},
                                         const Headers& headers = {}) {
    asio::io_context context;
    boost::beast::tcp_stream stream(context);
    stream.connect(asio::ip::tcp::endpoint(asio::ip::make_address("127.0.0.1"), listener->port()));
    http::request<http::string_body> request{verb, target, 11};
    request.set(http::field::host, "localhost:" + std::to_string(listener->port()));
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    http::write(stream, request);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    if (verb == http::verb::head) parser.skip(true);
    boost::system::error_code failure;
    http::read(stream, buffer, parser, failure);
    return parser.release();
  }
  const Headers own{{"X-Boothwise", "1"}};

  /// Imports straight into the server's workspace.
  bool shop_import(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<services::ImportFile> list;
    for (const auto& [name, content] : files) list.push_back({shop.folder.write(name, content), name});
    services::ImportOptions options;
    options.now = shop.at;
    NoProgress progress;
    const auto report = services::import_files(*app->workspace().warehouse, list, options, progress);
    return report.ok() && report->committed;
  }
};

TEST_F(Serving, AnswersHealthReadinessAndMetrics) {
  EXPECT_EQ(send(http::verb::get, "/healthz").result_int(), 200U);
  EXPECT_EQ(send(http::verb::get, "/readyz").result_int(), 200U);
  EXPECT_NE(send(http::verb::get, "/metrics").body().find("boothwise_answers_total{route=\"health\",status=\"200\"} 1"),
            std::string::npos);
}

TEST_F(Serving, TheAuditorsSignedHeadsAreTextToKeep) {
  const auto answer = send(http::verb::get, "/api/v1/audit/heads/signed");
  ASSERT_EQ(answer.result_int(), 200U);
  EXPECT_TRUE(std::string(answer[http::field::content_type]).starts_with("text/plain"));
  EXPECT_TRUE(answer.body().starts_with("boothwise audit heads 1\n"));
}

/// A server that also brings heads to an auditor, in short turns.
class ServingAnAuditor : public Serving {
 protected:
  [[nodiscard]] std::optional<CaretakerOptions> caretaker() const override {
    return CaretakerOptions{shop.folder.path() / "auditor", {}, std::chrono::milliseconds(5)};
  }
  /// Asks until the answer holds the words, or some thousand times.
  bool comes_to_say(const std::string& target, const std::string& words, bool wanted = true) {
    constexpr int times = 3000;
    for (int at = 0; at < times; ++at) {
      if ((send(http::verb::get, target).body().find(words) != std::string::npos) == wanted) return true;
    }
    return false;
  }
};

TEST_F(ServingAnAuditor, WarnsWhileTheHeadsDoNotArriveAndIsReadyAllTheSame) {
  EXPECT_TRUE(comes_to_say("/readyz", "ok\nwarning: the audit trail's heads do not reach the auditor"));
  EXPECT_EQ(send(http::verb::get, "/readyz").result_int(), 200U);
  EXPECT_TRUE(comes_to_say("/metrics", "boothwise_audit_heads_delivered 0"));
}

TEST_F(Serving, AnswersFocusWithAnETagAndThenOnlyThatNothingChanged) {
  const auto first = send(http::verb::get, "/api/v1/focus?election=LS-2019&side=BJP");
  ASSERT_EQ(first.result_int(), 200U);
  EXPECT_EQ(json::parse(first.body()).at("summary").at("won").to_number<int>(), 1);
  const std::string etag(first[http::field::etag]);
  const auto second = send(http::verb::get, "/api/v1/focus?election=LS-2019&side=BJP", {}, {{"If-None-Match", etag}});
  EXPECT_EQ(second.result_int(), 304U);
  EXPECT_TRUE(second.body().empty());
}

TEST_F(Serving, ABodyOfAnotherMediaTypeIsRefused) {
  const Headers form{{"X-Boothwise", "1"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", "a=b", form).result_int(), 415U);
  const Headers said{{"X-Boothwise", "1"}, {"Content-Type", "application/json; charset=utf-8"}};
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", "{}", said).result_int(), 400U);
}

TEST_F(Serving, ABodyThatIsNoTextIsRefusedInText) {
  const auto answer = send(http::verb::post, "/api/v1/approvals", "\xF4{\x80", own);
  EXPECT_EQ(answer.result_int(), 400U);
  EXPECT_TRUE(is_utf8(answer.body())) << answer.body();
}

TEST_F(Serving, AnAnswerIsNoPageAndIsFramedByNone) {
  const auto answer = send(http::verb::get, "/api/v1/state");
  EXPECT_EQ(answer["Content-Security-Policy"], "default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(answer["X-Content-Type-Options"], "nosniff");
  EXPECT_EQ(answer["Strict-Transport-Security"], "") << "not over plain HTTP on this machine";
}

/// The same behind a proxy that ends TLS.
class BehindProxy : public Serving {
 protected:
  void SetUp() override {
    where.proxies = {"127.0.0.1"};
    where.public_url = "https://booths.example.org";
    Serving::SetUp();
  }
};

TEST_F(BehindProxy, BrowsersAreToldToKeepToTls) {
  EXPECT_NE(send(http::verb::get, "/healthz")["Strict-Transport-Security"], "");
}

TEST_F(Serving, HeadHasNoBody) {
  const auto answer = send(http::verb::head, "/healthz");
  EXPECT_EQ(answer.result_int(), 200U);
  EXPECT_TRUE(answer.body().empty());
}

TEST_F(Serving, AnUnknownSideIsAProblemThatListsChoices) {
  const auto answer = send(http::verb::get, "/api/v1/focus?election=LS-2019&side=XYZ");
  EXPECT_EQ(answer.result_int(), 400U);
  EXPECT_EQ(answer[http::field::content_type], "application/problem+json");
  EXPECT_FALSE(json::parse(answer.body()).at("choices").as_array().empty());
}

TEST_F(Serving, OtherSitesCannotPostAndOtherNamesAreNotAnswered) {
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/1/undo").result_int(), 403U);
  EXPECT_EQ(
      send(http::verb::post, "/api/v1/imports/1/undo", {}, {{"X-Boothwise", "1"}, {"Origin", "http://evil.example"}})
          .result_int(),
      403U);
  EXPECT_EQ(send(http::verb::get, "/healthz", {}, {{"Host", "evil.example"}}).result_int(), 403U);
}

TEST_F(Serving, RefusesABodyThatIsTooLargeAndOneThatIsNoJson) {
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", std::string(2U << 20U, 'x'), own).result_int(), 413U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", "{", own).result_int(), 400U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", "{\"uploads\":[\"u1\"]}", own).result_int(), 404U);
}

TEST_F(Serving, ConcordanceNamesTheSetsThatAreHereAndSaysWhatIsMissing) {
  EXPECT_EQ(send(http::verb::get, "/api/v1/concordance?from=LS-2014").result_int(), 400U);
  const auto missing = send(http::verb::get, "/api/v1/concordance?from=LS-2014&to=VS-2017&ac=1");
  EXPECT_EQ(missing.result_int(), 404U);
  EXPECT_NE(std::string(json::parse(missing.body()).at("detail_hi").as_string()).find("LS-2014"), std::string::npos);
  EXPECT_EQ(send(http::verb::get, "/api/v1/concordance?from=roll:2026&to=VS-2017").result_int(), 400U);
  const auto sets = send(http::verb::get, "/api/v1/concordance/sets?ac=1");
  ASSERT_EQ(sets.result_int(), 200U);
  EXPECT_TRUE(json::parse(sets.body()).at("sets").as_array().empty());
}

/// Two sets of stations, of which the second has changed numbers.
class ServingStations : public Serving {
 protected:
  void SetUp() override {
    Serving::SetUp();
    const std::string sheet = "election,ac_no,part_no,station_name,electors\n";
    ASSERT_TRUE(shop_import({{"a.csv", sheet + "LS-2014,1,1,P.S. RAMPUR,900\nLS-2014,1,2,P.S. BELWA,800\n"},
                             {"b.csv", sheet + "VS-2017,1,1,P.S. BELWA,810\nVS-2017,1,2,P.S. RAMPUR,890\n"}}));
  }
  /// What the first station of the older set is said to be in the newer.
  std::string best() {
    const auto answer = send(http::verb::get, "/api/v1/concordance?from=LS-2014&to=VS-2017&ac=1");
    return std::string(
        json::parse(answer.body()).at("segment").at("stations").at(0).at("to").at(0).at("part").as_string());
  }
  const std::string body =
      R"({"from":"LS-2014","to":"VS-2017","ac_no":1,"from_part":"1","targets":[{"part":"1","weight":1}],"by":"C"})";
};

TEST_F(ServingStations, AreAnsweredAnewWhenAnotherProcessDecides) {
  ASSERT_EQ(best(), "2");
  auto other = services::open_workspace(app->workspace().folder, {});
  ASSERT_TRUE(other.ok());
  const auto kept = services::decide_concordance_view(*other, *other->warehouse->manifest(), body, shop.at);
  ASSERT_TRUE(kept.ok()) << kept.error().line(Language::english);
  EXPECT_EQ(best(), "1");
  ASSERT_TRUE(services::undo_concordance_view(*other, kept->at("id").as_string(), shop.at).ok());
  EXPECT_EQ(best(), "2");
}

TEST_F(ServingStations, ADecisionChangesWhatIsAnsweredAtOnce) {
  ASSERT_EQ(best(), "2");
  EXPECT_EQ(send(http::verb::post, "/api/v1/concordance/decisions", body).result_int(), 403U);
  const auto kept = send(http::verb::post, "/api/v1/concordance/decisions", body, own);
  ASSERT_EQ(kept.result_int(), 201U) << kept.body();
  EXPECT_EQ(best(), "1");
  const std::string id(json::parse(kept.body()).at("id").as_string());
  EXPECT_EQ(send(http::verb::post, "/api/v1/concordance/decisions/" + id + "/undo", "{}", own).result_int(), 200U);
  EXPECT_EQ(best(), "2");
  const auto none = send(http::verb::get, "/api/v1/concordance/decisions?from=LS-2014&to=VS-2017");
  EXPECT_TRUE(json::parse(none.body()).at("decisions").as_array().empty());
}

TEST_F(Serving, TakesAFileFromUploadToUndo) {
  const std::string file = "election,pc_no,candidate,party,votes\nLS-2024,1,X,BJP,7\nLS-2024,1,Y,SP,9\n";
  const auto uploaded = send(http::verb::post, "/api/v1/imports/uploads?name=LS-2024.csv", file, own);
  ASSERT_EQ(uploaded.result_int(), 201U) << uploaded.body();
  const json::value upload = json::parse(uploaded.body());
  EXPECT_EQ(upload.at("recognised").at("kind").as_string(), "results");
  const std::string body = json::serialize(json::object{{"uploads", json::array{upload.at("upload")}}});
  const auto preview = send(http::verb::post, "/api/v1/imports/preview", body, own);
  ASSERT_EQ(preview.result_int(), 200U) << preview.body();
  EXPECT_EQ(json::parse(preview.body()).at("would_take").to_number<int>(), 2);
  // A preview leaves nothing behind: the same again is answered alike.
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", body, own).result_int(), 200U);
  const auto started = send(http::verb::post, "/api/v1/imports", body, own);
  ASSERT_EQ(started.result_int(), 202U);
  const std::string job = "/api/v1/jobs/" + std::string(json::parse(started.body()).at("job").as_string());
  json::value state;
  for (int tries = 0; tries < 2000; ++tries) {
    state = json::parse(send(http::verb::get, job).body());
    if (state.at("state").as_string() != "running") break;
    std::this_thread::yield();
  }
  ASSERT_EQ(state.at("state").as_string(), "done") << json::serialize(state);
  EXPECT_EQ(send(http::verb::get, "/api/v1/focus?election=LS-2024&side=SP").result_int(), 200U);
  const std::string run = std::to_string(state.at("run").to_number<int>());
  EXPECT_EQ(send(http::verb::post, "/api/v1/imports/" + run + "/undo", {}, own).result_int(), 200U);
  EXPECT_EQ(send(http::verb::get, "/api/v1/focus?election=LS-2024&side=SP").result_int(), 400U);
}

TEST_F(Serving, AnotherServerOfTheWorkspaceKnowsUploadsAndJobs) {
  const std::string file = "election,pc_no,candidate,party,votes\nLS-2024,1,X,BJP,7\nLS-2024,1,Y,SP,9\n";
  const auto uploaded = send(http::verb::post, "/api/v1/imports/uploads?name=LS-2024.csv", file, own);
  ASSERT_EQ(uploaded.result_int(), 201U) << uploaded.body();
  const std::string body = json::serialize(json::object{{"uploads", {json::parse(uploaded.body()).at("upload")}}});
  auto workspace = services::open_workspace(app->workspace().folder, {});
  ASSERT_TRUE(workspace.ok());
  auto other = App::make(std::move(*workspace), app_options);
  ASSERT_TRUE(other.ok()) << "what was sent is still there after another has started";
  const auto ask_other = [&](Method method, const std::string& path, const std::string& text) {
    Request request;
    request.method = method;
    request.path = path;
    request.body = text;
    request.client = "127.0.0.1";
    return (*other)->answer(request);
  };
  EXPECT_EQ(ask_other(Method::post, "/api/v1/imports/preview", body).status, 200U);
  const Response started = ask_other(Method::post, "/api/v1/imports", body);
  ASSERT_EQ(started.status, 202U) << started.body;
  const std::string job = "/api/v1/jobs/" + std::string(json::parse(started.body).at("job").as_string());
  std::string state = "running";
  for (int tries = 0; tries < 2000 && state == "running"; ++tries) {
    state = json::parse(send(http::verb::get, job).body()).at("state").as_string();
    EXPECT_EQ(ask_other(Method::get, job, "").status, 200U);
  }
  EXPECT_EQ(state, "done");
  EXPECT_EQ(send(http::verb::get, "/api/v1/focus?election=LS-2024&side=SP").result_int(), 200U);
  EXPECT_EQ(ask_other(Method::get, "/api/v1/jobs/nobody", "").status, 404U);
}

TEST_F(Serving, AFileOfOtherColumnsIsOfferedTheFieldsOfItsKind) {
  const auto upload =
      send(http::verb::post, "/api/v1/imports/uploads?name=other.csv", "Seat,Who,For,Got\n1,X,BJP,7\n", own);
  const std::string id(json::parse(upload.body()).at("upload").as_string());
  const auto preview = [&](const json::object& mapping, const char* election) {
    const json::object asked{{"uploads", {id}}, {"kind", "results"}, {"mapping", mapping}, {"election", election}};
    return json::parse(send(http::verb::post, "/api/v1/imports/preview", json::serialize(asked), own).body());
  };
  EXPECT_EQ(preview({}, "LS-2024").at("layout").as_string(), "pc_results");
  EXPECT_EQ(preview({}, "VS-2027").at("layout").as_string(), "ac_results");
  EXPECT_FALSE(preview({}, "LS-2024").at("fields").as_array().empty());
  EXPECT_EQ(preview({}, "LS-2024").at("report").at("rows").at("taken").as_int64(), 0);
  const json::object mapping{{"Seat", "pc_no"}, {"Who", "candidate"}, {"For", "party"}, {"Got", "votes"}};
  EXPECT_EQ(preview(mapping, "LS-2024").at("would_take").as_int64(), 1);
  for (const char* word :
       {"results", "booths", "places", "districts", "parties", "alliances", "boundaries", "statistics"}) {
    const json::object asked{{"uploads", {id}}, {"kind", word}};
    EXPECT_EQ(send(http::verb::post, "/api/v1/imports/preview", json::serialize(asked), own).result_int(), 200U)
        << word;
  }
}

TEST_F(Serving, PagesOfTheAppGetItsShellUnderAPolicyThatAllowsOnlyItsOwnScripts) {
  const auto answer = send(http::verb::get, "/seat/64");
  EXPECT_EQ(answer.result_int(), 200U);
  const std::string policy(answer["Content-Security-Policy"]);
  EXPECT_NE(policy.find("'sha256-"), std::string::npos);
  EXPECT_EQ(policy.find("'unsafe-eval'"), std::string::npos);
  EXPECT_EQ(send(http::verb::get, "/missing.js").result_int(), 404U);
}

TEST_F(Serving, ThePolicyLetsPagesSealAnswersAndPlayNoticesOutOfTheirStore) {
  const std::string policy(send(http::verb::get, "/collect")["Content-Security-Policy"]);
  EXPECT_NE(policy.find("script-src 'self' 'wasm-unsafe-eval'"), std::string::npos) << policy;
  EXPECT_NE(policy.find("media-src 'self' blob:"), std::string::npos) << policy;
}

TEST_F(Serving, DescribesEveryRouteThatItServes) {
  const json::value document = json::parse(send(http::verb::get, "/api/v1/openapi.json").body());
  for (const Route& route : app->router().routes())
    EXPECT_TRUE(document.at("paths").as_object().contains(route.pattern)) << route.pattern;
}

TEST_F(Serving, AnInvitationComesWithItsWholeAddressAndAQrCode) {
  const auto json_of = [](const auto& response) { return json::parse(response.body()).as_object(); };
  Headers posting = own;
  posting.emplace_back("Content-Type", "application/json");
  ASSERT_EQ(send(http::verb::post, "/api/v1/organisation/units", R"({"level":"state","name_hi":"प्रदेश"})", posting)
                .result_int(),
            201U);
  const auto made = send(http::verb::post, "/api/v1/users",
                         R"({"name":"Asha","sign_in_name":"asha","role":"auditor","unit":1,"send":true})", posting);
  ASSERT_EQ(made.result_int(), 201U) << made.body();
  const auto view = json_of(made);
  const std::string link(view.at("link").as_string());
  EXPECT_TRUE(link.starts_with("http://localhost:")) << link;
  EXPECT_NE(link.find("/invitation#"), std::string::npos);
  EXPECT_TRUE(view.at("qr").as_string().starts_with("<svg"));
  EXPECT_FALSE(view.at("message").at("sent").as_bool()) << "no way to send is set up, and the invitation stands";
  EXPECT_EQ(send(http::verb::get, "/api/v1/users").result_int(), 401U) << "the first user ends the owner's reign";
}

TEST_F(Serving, ACalendarThatIsNoneIsNotThere) {
  const auto answer = send(http::verb::get, "/api/v1/calendars/nothing.ics");
  EXPECT_EQ(answer.result_int(), 404U);
  EXPECT_NE(answer.body().find("calendar_unknown"), std::string::npos) << answer.body();
}

TEST(Listener, RefusesAnAddressThatOthersCanReachAndSaysWhy) {
  ListenerOptions options;
  options.address = "0.0.0.0";
  const auto listener = Listener::bind(options, {});
  ASSERT_FALSE(listener.ok());
  EXPECT_EQ(listener.error().code, "address_not_loopback");
  EXPECT_NE(listener.error().message.en.find("tunnel"), std::string::npos);
}

TEST(AnswerCache, ForgetsTheLeastRecentlyUsedWhenFull) {
  AnswerCache cache(1000);
  const auto answer = [](char c) {
    auto response = std::make_shared<Response>();
    response->body = std::string(100, c);
    return response;
  };
  for (char c = 'a'; c < 'a' + 10; ++c) cache.keep(std::string(1, c), answer(c));
  EXPECT_NE(cache.find("a"), nullptr);  // used now, so b is the oldest
  cache.keep("k", answer('k'));
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("a"), nullptr);
}

TEST_F(Serving, RollsAreAnsweredAboutAndComparedAsAJob) {
  const auto none = send(http::verb::get, "/api/v1/rolls");
  ASSERT_EQ(none.result_int(), 200U);
  EXPECT_TRUE(json::parse(none.body()).at("revisions").as_array().empty());
  const auto unknown = send(http::verb::get, "/api/v1/rolls/changes?from=2022&to=2026");
  EXPECT_EQ(unknown.result_int(), 404U);
  EXPECT_EQ(unknown[http::field::content_type], "application/problem+json");
  EXPECT_EQ(json::parse(unknown.body()).at("title").as_string(), "revision_not_found");
  const auto job = send(http::verb::post, "/api/v1/rolls/compare", R"({"from":"2022","to":"2026"})", own);
  ASSERT_EQ(job.result_int(), 202U);
  const auto wrong = send(http::verb::post, "/api/v1/rolls/compare", R"({"from":"2022","ac":0})", own);
  EXPECT_EQ(wrong.result_int(), 400U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/rolls/compare", R"({"from":"2022","to":"2026"})").result_int(), 403U);
}

TEST_F(Serving, APartIsTypedOverHttpAndErrorsNameTheField) {
  const auto made = send(http::verb::post, "/api/v1/roll-drafts",
                         R"({"revision":"2026","ac_no":1,"part_no":3,"qualifying_date":"2026-01-01",
                             "publication_date":"2026-01-06","source":"images from the ERO","stated_male":1,
                             "stated_female":0,"stated_other":0,"by":"Asha"})",
                         own);
  ASSERT_EQ(made.result_int(), 201U) << made.body();
  const std::string draft(json::parse(made.body()).at("draft").as_string());
  const std::string entries = "/api/v1/roll-drafts/" + draft + "/entries";
  for (const char* by : {"Asha", "Bano"}) {
    EXPECT_EQ(send(http::verb::post, entries,
                   R"({"by":")" + std::string(by) + R"(","serial_no":1,"name":"राम","age":40,"gender":"M"})", own)
                  .result_int(),
              200U);
  }
  const auto wrong =
      send(http::verb::post, entries, R"({"by":"Asha","serial_no":2,"name":"राम","age":17,"gender":"M"})", own);
  EXPECT_EQ(wrong.result_int(), 400U);
  EXPECT_EQ(json::parse(wrong.body()).at("field").as_string(), "age");
  EXPECT_TRUE(
      json::parse(send(http::verb::get, "/api/v1/roll-drafts/" + draft + "/check").body()).at("ready").as_bool());
  EXPECT_EQ(send(http::verb::post, "/api/v1/roll-drafts/" + draft + "/import", "", own).result_int(), 200U);
  EXPECT_EQ(json::parse(send(http::verb::get, "/api/v1/rolls/part?revision=2026&ac=1&part=3").body())
                .at("entries")
                .as_array()
                .size(),
            1U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/roll-drafts/" + draft + "/drop", "", own).result_int(), 409U);
}

TEST_F(Serving, ReviewAndHelpRefuseWhatTheyDoNotKnow) {
  EXPECT_TRUE(json::parse(send(http::verb::get, "/api/v1/review/queues").body()).at("queues").as_array().empty());
  EXPECT_EQ(send(http::verb::get, "/api/v1/review/next?queue=x&by=Asha").result_int(), 404U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/review/decisions", "{}", own).result_int(), 400U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/review/decisions/none/undo", "", own).result_int(), 404U);
  EXPECT_EQ(send(http::verb::get, "/api/v1/roll-help/guide").result_int(), 200U);
  EXPECT_EQ(send(http::verb::get, "/api/v1/roll-help?revision=2026").result_int(), 404U);
  EXPECT_EQ(send(http::verb::post, "/api/v1/roll-help/periods", R"({"revision":"2026"})", own).result_int(), 400U);
}

}  // namespace
}  // namespace boothwise::server
