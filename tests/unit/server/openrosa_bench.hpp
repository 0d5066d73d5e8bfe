#pragma once

#include "field/records.hpp"
#include "operations/records.hpp"
#include "operations/withheld.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/sealed_stream.hpp"
#include "base/text.hpp"
#include "server/app.hpp"

/// A server with a form for visits and a phone that may fill it, and slips that are typed in.
namespace boothwise::server {

namespace json = boost::json;

inline std::string visit_form() {
  std::ifstream file(BOOTHWISE_SOURCE_DIR "/tests/data/forms/visit.xml");
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string uuid(int number) {
  const std::string digits = std::to_string(100000000000 + number);
  return "uuid:0b5e8a54-90a1-4a3b-8c61-" + digits;
}
inline std::string code_of(int number) { return uuid(number).substr(29); }

inline std::string filled(int number, const std::string& answers, const std::string& meta = "",
                          const std::string& version = "1") {
  return R"(<data xmlns:orx="http://openrosa.org/xforms" id="visit" version=")" + version + "\">" + answers +
         "<orx:meta><orx:instanceID>" + uuid(number) + "</orx:instanceID>" + meta + "</orx:meta></data>";
}

inline const std::string agreed =
    "<consent_schemes>yes</consent_schemes><gas>works</gas><consent_contact>yes</consent_contact><phone>9876543210</"
    "phone>";
inline const std::string with_photo = agreed + "<photo>घर 1.jpg</photo>";

/// A small organisation, a form, a phone.
class OpenRosaServer : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    shop_ = std::make_unique<test::Workshop>("UP");
    folder_ = shop_->folder.path();
    shop_->workspace.operations = std::make_unique<services::OperationsDoor>(file(), database());
    shop_->workspace.keys = std::make_unique<services::OperationsDoor>(keys_file(), database(), operations::Book::keys);
    AppOptions options = app_options(folder_);
    options.requests_per_second = options.requests_at_once = 1e9;
    auto made = App::make(std::move(shop_->workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
    ASSERT_NO_FATAL_FAILURE(begin());
  }
  void TearDown() override {
    app_.reset();
    test::BothStores::TearDown();
  }

  [[nodiscard]] std::filesystem::path keys_file() const { return test::BothStores::folder_.path() / "records.sqlite"; }

  json::object owner(const std::string& path, const json::object& body, unsigned least = 200, unsigned most = 299) {
    Request request;
    request.method = Method::post;
    request.path = path;
    request.body = json::serialize(body);
    request.access = Access::owner();
    const Response answer = app_->router().answer(request);
    EXPECT_GE(answer.status, least) << path << answer.body;
    EXPECT_LE(answer.status, most) << path << answer.body;
    return answer.body.empty() ? json::object() : json::parse(answer.body).as_object();
  }

  /// To whom answers are sealed.
  void name_officers(const SealingKeys& first, const SealingKeys& second) {
    const auto keys = app_->workspace().keys->store();
    ASSERT_TRUE(keys.ok());
    std::int64_t place = 0;
    for (const SealingKeys* officer : {&first, &second})
      ASSERT_TRUE(operations::put_officer(**keys, ++place, {"officer", hexadecimal(officer->open_half), {}}).ok());
  }

  void begin() {
    const json::object unit =
        owner("/api/v1/organisation/units", {{"level", "state"}, {"name_hi", "प्रदेश"}, {"name_en", "State"}});
    unit_ = unit.at("unit").as_int64();
    json::object words;
    for (const char* part : {"who", "items", "why", "withdraw", "complain", "contact"}) words[part] = part;
    owner("/api/v1/notices", {{"key", "visit"},
                              {"purposes", json::array{"schemes", "contact"}},
                              {"erasure", "destroy"},
                              {"texts", json::object{{"hi", words}, {"en", words}}}});
    form_ = std::string(owner("/api/v1/forms", {{"xml", visit_form()}}).at("form").as_string());
    owner("/api/v1/forms/" + form_ + "/publish", {});
    device_ = owner("/api/v1/devices", {{"unit", unit_}, {"title", "फ़ोन 1"}});
    const std::string address(device_.at("collect_address").as_string());
    base_ = address.substr(address.find("/openrosa"));
  }

  Request asked(Method method, const std::string& path) {
    Request request;
    request.method = method;
    const std::size_t question = path.find('?');
    request.path = path.substr(0, question);
    if (question != std::string::npos) {
      const std::string query = path.substr(question + 1);
      request.query.emplace_back(query.substr(0, query.find('=')), query.substr(query.find('=') + 1));
    }
    request.headers = {{"host", "localhost"}, {"x-openrosa-version", "1.0"}};
    return request;
  }
  Response get(const std::string& path) {
    Request request = asked(Method::get, path);
    return app_->answer(request);
  }
  Response send(const std::string& xml, const std::vector<std::pair<std::string, std::string>>& files = {}) {
    Request request = asked(Method::post, base_ + "/submission?deviceID=x");
    request.headers["content-type"] = "multipart/form-data; boundary=b";
    request.headers["date"] = "Mon, 30 Nov 2026 03:04:05 GMT";
    request.body =
        "--b\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"s.xml\"\r\nContent-Type: "
        "text/xml\r\n\r\n" +
        xml;
    for (const auto& [name, bytes] : files) {
      request.body += "\r\n--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name +
                      "\"\r\nContent-Type: image/jpeg\r\n\r\n" + bytes;
    }
    request.body += "\r\n--b--\r\n";
    return app_->answer(request);
  }
  std::optional<operations::Record> record(int number) {
    const std::string id = field::record_id_of(app_->key(), "visit", uuid(number));
    return operations::record_by_id(store(), id).value();
  }
  std::int64_t held() { return store().ask("SELECT count(*) FROM records")->front().integer(0); }
  Response by_slip(const std::string& path, const json::object& body) {
    Request request = asked(Method::post, "/api/v1/receipt" + path);
    request.client = "192.0.2." + std::to_string(++clients_);
    request.body = json::serialize(body);
    return app_->answer(request);
  }
  static std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }

  std::unique_ptr<test::Workshop> shop_;
  std::filesystem::path folder_;
  std::unique_ptr<App> app_;
  std::int64_t unit_ = 0;
  std::string form_;
  json::object device_;
  std::string base_;
  int clients_ = 0;
};

}  // namespace boothwise::server
