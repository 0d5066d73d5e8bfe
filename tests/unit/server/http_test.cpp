#include "server/http.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <zlib.h>

#include "server/encoding.hpp"
#include "server/router.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

TEST(Target, IsDecodedAndKeepsItsOrder) {
  const auto target = parse_target("/api/v1/search?q=%E0%A4%97%E0%A5%8B+x&side=SP%2BINC&empty&q=2");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->path, "/api/v1/search");
  ASSERT_EQ(target->query.size(), 4U);
  EXPECT_EQ(target->query[0].second, "गो x");
  EXPECT_EQ(target->query[1].second, "SP+INC");
  EXPECT_EQ(target->query[2].second, "");
}

TEST(Target, IsRefusedWhereItTricks) {
  for (const char* text :
       {"", "api", "/a/../b", "/a/%2e%2e/b", "//host/x", "/a//b", "/%00", "/%zz", "/a?q=%ff", "/a?q=%0a", "/%c0%af"}) {
    EXPECT_FALSE(parse_target(text).ok()) << text;
  }
  EXPECT_FALSE(parse_target("/" + std::string(9000, 'a')).ok());
}

TEST(Problem, CarriesBothLanguagesFieldValueAndChoices) {
  Error error{ErrorKind::bad_input, "unknown_side", {"no such side", "ऐसा कोई पक्ष नहीं"}};
  error.where.column = "side";
  error.where.value = "XYZ";
  error.choices = {"NDA"};
  const Response response = problem(error);
  EXPECT_EQ(response.status, 400U);
  EXPECT_EQ(response.type, "application/problem+json");
  const json::value body = json::parse(response.body);
  EXPECT_EQ(body.at("title").as_string(), "unknown_side");
  EXPECT_EQ(body.at("field").as_string(), "side");
  EXPECT_EQ(body.at("value").as_string(), "XYZ");
  EXPECT_EQ(body.at("choices").as_array().size(), 1U);
  EXPECT_NE(body.at("detail_hi").as_string().find("पक्ष"), json::string::npos);
}

TEST(AcceptEncoding, TakesBrotliBeforeGzipAndHonoursRefusals) {
  EXPECT_EQ(accepted_encoding("gzip, deflate, br"), Encoding::brotli);
  EXPECT_EQ(accepted_encoding("gzip;q=0.5"), Encoding::gzip);
  EXPECT_EQ(accepted_encoding("br;q=0, gzip"), Encoding::gzip);
  EXPECT_EQ(accepted_encoding("gzip;q=0"), Encoding::identity);
  EXPECT_EQ(accepted_encoding(""), Encoding::identity);
}

TEST(Encoding, GzipIsReadBack) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "seat " + std::to_string(i) + ";";
  std::string packed = encoded(text, Encoding::gzip);
  EXPECT_LT(packed.size(), text.size());
  std::string unpacked(text.size(), '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
  stream.avail_out = static_cast<uInt>(unpacked.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(unpacked, text);
}

class RouterTest : public ::testing::Test {
 protected:
  Router router;
  Access access = Access::owner();
  void SetUp() override {
    Route route;
    route.pattern = "/api/v1/seats/{pc_no}";
    route.id = "seat";
    route.right = Right::view_results;
    Parameter number{"pc_no", Parameter::Place::path, Parameter::Type::integer, true, "number"};
    number.least = 1;
    number.most = 80;
    Parameter level{"level", Parameter::Place::query, Parameter::Type::text, false, "level"};
    level.choices = {"pc", "ac"};
    route.parameters = {number, level};
    route.handler = [](const Request& request) {
      if (request.query_value("level") == "ac") throw BrokenInvariant("words of the invariant");
      Response response;
      response.body = request.path_parameters.at("pc_no");
      return response;
    };
    router.add(std::move(route));
  }
  Response get(const std::string& target) {
    auto parsed = parse_target(target);
    Request request;
    request.path = parsed->path;
    request.query = parsed->query;
    request.access = access;
    return router.answer(request);
  }
};

TEST_F(RouterTest, FillsPathParameters) { EXPECT_EQ(get("/api/v1/seats/12").body, "12"); }

TEST_F(RouterTest, RefusesWhatTheTableDoesNotAllow) {
  EXPECT_EQ(get("/api/v1/seats/81").status, 400U);
  EXPECT_EQ(get("/api/v1/seats/x").status, 400U);
  EXPECT_EQ(get("/api/v1/seats/1.5").status, 400U);
  EXPECT_EQ(get("/api/v1/seats/.1e1").status, 400U);
  EXPECT_EQ(get("/api/v1/seats/1?level=town").status, 400U);
  EXPECT_EQ(get("/api/v1/seats/1?lewel=pc").status, 400U);
  EXPECT_EQ(get("/api/v1/seats").status, 404U);
}

TEST_F(RouterTest, KnowsAMethodItDoesNotTake) {
  Request request;
  request.method = Method::post;
  request.path = "/api/v1/seats/1";
  const Response refused = router.answer(request);
  EXPECT_EQ(refused.status, 405U);
  EXPECT_EQ(refused.headers, (std::vector<std::pair<std::string, std::string>>{{"Allow", "GET, HEAD"}}));
}

TEST_F(RouterTest, AnswersABrokenInvariantWithoutItsWords) {
  const Response response = get("/api/v1/seats/1?level=ac");
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(response.body.find("words of the invariant"), std::string::npos);
}

TEST_F(RouterTest, IsDescribedByItsOpenApiDocument) {
  const json::value document = json::parse(openapi_document(router, "1.2.3"));
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  const json::value& operation = document.at("paths").at("/api/v1/seats/{pc_no}").at("get");
  EXPECT_EQ(operation.at("operationId").as_string(), "seat");
  EXPECT_EQ(operation.at("parameters").as_array().size(), 2U);
}

}  // namespace
}  // namespace boothwise::server
