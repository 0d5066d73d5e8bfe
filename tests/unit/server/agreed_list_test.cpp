#include "field/agreed.hpp"
#include "forms/xform.hpp"
#include "unit/server/openrosa_bench.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"

namespace boothwise::server {
namespace {

/// A form for visits that asks for the house and the wished hour, one for follow-up visits, and phones at two booths.
class AgreedList : public OpenRosaServer {
 protected:
  void SetUp() override {
    OpenRosaServer::SetUp();
    if (IsSkipped()) return;
    const std::string file = read("/data/forms/follow-up-visit.json");
    const json::object made = owner("/api/v1/forms", {{"definition", file}, {"persons", false}});
    owner("/api/v1/forms/" + std::string(made.at("form").as_string()) + "/publish", {});
    owner("/api/v1/forms", {{"xml", visits()}, {"form", form_}});
    owner("/api/v1/forms/" + form_ + "/publish", {});
    put_at(device_, "12");
    other_ = owner("/api/v1/devices", {{"unit", unit_}, {"title", "फ़ोन 2"}});
    put_at(other_, "13");
  }

  static std::string read(const std::string& path) {
    std::ifstream file(BOOTHWISE_SOURCE_DIR + path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static std::string visits() {
    std::string xml = replaced(visit_form(), "<gas/>", "<section/><house_no/><community/><gas/>");
    xml = replaced(std::move(xml), "<phone/>", "<phone/><contact_when/>");
    xml = replaced(std::move(xml), "version=\"1\">", "version=\"2\">");
    xml = replaced(std::move(xml), "</model>",
                   "<bind nodeset=\"/data/contact_when\" relevant=\"/data/consent_contact = 'yes'\" "
                   "bw:purpose=\"contact\"/></model>");
    const std::string when =
        "<select1 ref=\"/data/contact_when\"><label>कब?</label><item><label>शाम "
        "(4–7)</label><value>evening</value></item></select1>";
    const std::string place =
        "<input ref=\"/data/section\"><label>अनुभाग</label></input><input "
        "ref=\"/data/house_no\"><label>घर</label></input>";
    // Between the last consent and what comes after it.
    return replaced(std::move(xml), "<input ref=\"/data/note\">", place + when + "<input ref=\"/data/note\">");
  }
  void put_at(const json::object& device, const std::string& part) {
    ASSERT_TRUE(store()
                    .change("UPDATE devices SET ac_no = 7, part = :part WHERE device_id = :id",
                            {{"part", part}, {"id", std::string(device.at("device").as_string())}})
                    .ok());
  }
  static std::string base_of(const json::object& device) {
    const std::string address(device.at("collect_address").as_string());
    return address.substr(address.find("/openrosa"));
  }
  static std::string house(const std::string& number, const std::string& phone, const std::string& section = "1",
                           const std::string& contact = "yes") {
    const std::string reached =
        contact == "yes" ? "<phone>" + phone + "</phone><contact_when>evening</contact_when>" : "";
    return "<consent_schemes>yes</consent_schemes><gas>works</gas><section>" + section + "</section><house_no>" +
           number + "</house_no><consent_contact>" + contact + "</consent_contact>" + reached;
  }
  Response visit(int number, const std::string& answers, const std::string& meta = "") {
    return send(filled(number, answers, meta, "2"));
  }
  std::string list(const std::string& base = "") {
    return get((base.empty() ? base_ : base) + "/forms/follow-up-visit/files/agreed_households.csv").body;
  }
  /// Ids of the list in its order.
  std::vector<std::string> ids() {
    std::vector<std::string> found;
    for (const std::string& line : split(list(), '\n')) {
      if (line.size() > 36 && line[8] == '-') found.push_back(line.substr(0, 36));
    }
    return found;
  }
  std::string integrity(const std::string& asked_ids, const std::string& base = "") {
    const Response answer = get((base.empty() ? base_ : base) + "/lists/agreed_households/integrity?id=" + asked_ids);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.type, "text/xml; charset=utf-8");
    EXPECT_EQ(header(answer, "X-OpenRosa-Version"), "1.0");
    return answer.body;
  }
  static std::string state(const std::string& id, bool deleted) {
    return "<entity id=\"" + id + "\"><deleted>" + (deleted ? "true" : "false") + "</deleted></entity>";
  }

  json::object other_;
};

TEST_P(AgreedList, IsAnEntityListOfTheFormsThatUseItWithItsHashAndIntegrityUrl) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  const Response manifest = get(base_ + "/forms/follow-up-visit/manifest");
  ASSERT_EQ(manifest.status, 200U);
  EXPECT_NE(manifest.body.find("<mediaFile type=\"entityList\"><filename>agreed_households.csv</filename><hash>md5:" +
                               md5(list()) + "</hash><downloadUrl>http://localhost" + base_ +
                               "/forms/follow-up-visit/files/agreed_households.csv</downloadUrl><integrityUrl>"
                               "http://localhost" +
                               base_ + "/lists/agreed_households/integrity</integrityUrl></mediaFile>"),
            std::string::npos)
      << manifest.body;
  EXPECT_NE(get(base_ + "/formList").body.find("/forms/follow-up-visit/manifest"), std::string::npos);
  EXPECT_EQ(get(base_ + "/forms/visit/manifest").body.find("entityList"), std::string::npos);
  EXPECT_EQ(get(base_ + "/forms/visit/files/agreed_households.csv").status, 404U);  // the form does not use it
}

TEST_P(AgreedList, HoldsTheHousesThatAgreedInWalkingOrderAndNothingElseOfTheRecord) {
  ASSERT_EQ(visit(1, house("10", "9811111111")).status, 201U);
  ASSERT_EQ(visit(2, house("9", "9822222222")).status, 201U);
  ASSERT_EQ(visit(3, house("3", "9833333333", "2")).status, 201U);
  ASSERT_EQ(visit(4, house("8", "", "1", "no")).status, 201U);
  ASSERT_EQ(visit(5, house("9क", "9844444444") + "<note>Ram Kumar</note>").status, 201U);
  const std::string csv = list();
  const std::vector<std::string> lines = split(csv, '\n');
  ASSERT_GE(lines.size(), 5U) << csv;
  EXPECT_EQ(trimmed(lines[0]), "name,label,__version,section,house_no,wished");
  const std::vector<std::string> in_order = {
      "घर 9 · अनुभाग 1 · शाम (4–7),1,1,9,शाम (4–7)", "घर 9क · अनुभाग 1 · शाम (4–7),1,1,9क,शाम (4–7)",
      "घर 10 · अनुभाग 1 · शाम (4–7),1,1,10,शाम (4–7)", "घर 3 · अनुभाग 2 · शाम (4–7),1,2,3,शाम (4–7)"};
  for (std::size_t at = 0; at < in_order.size(); ++at) {
    EXPECT_EQ(trimmed(lines[at + 1]).substr(37), in_order[at]);
    EXPECT_EQ(lines[at + 1][14], '4');  // a UUID of version 4, as clients ask for
  }
  EXPECT_EQ(ids().size(), 4U);
  // Whole numbers, as the letters of an entity's id may hold any two digits.
  for (const char* words : {"9811111111", "9822222222", "9833333333", "9844444444", "works", "Ram", "yes"}) {
    EXPECT_EQ(csv.find(words), std::string::npos) << words;
  }
}

TEST_P(AgreedList, WhoWithdrewByTheSlipIsDeletedOnPhonesAndGoneFromTheList) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  ASSERT_EQ(visit(2, house("5", "9822222222")).status, 201U);
  const std::vector<std::string> there = ids();
  ASSERT_EQ(there.size(), 2U);
  const std::string hash = md5(list());
  EXPECT_NE(integrity(there[0] + "," + there[1]).find(state(there[0], false) + "\n" + state(there[1], false)),
            std::string::npos);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(1)}}).status, 200U);
  EXPECT_EQ(ids(), std::vector<std::string>{there[1]});
  const std::string told = integrity(there[0] + "," + there[1]);
  EXPECT_NE(told.find(state(there[0], true)), std::string::npos) << told;
  EXPECT_NE(told.find(state(there[1], false)), std::string::npos) << told;
  EXPECT_NE(md5(list()), hash);  // so that phones fetch it
}

TEST_P(AgreedList, WhoTookBackTheContactAloneIsGoneToo) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  const std::string id = ids().at(0);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(1)}, {"purposes", json::array{"contact"}}}).status, 200U);
  EXPECT_TRUE(record(1));
  EXPECT_NE(integrity(id).find(state(id, true)), std::string::npos);
  // Her number is left alone for good, whoever writes it down again (R27).
  ASSERT_EQ(visit(2, house("4", "9811111111")).status, 201U);
  EXPECT_TRUE(ids().empty());
}

TEST_P(AgreedList, AnotherBoothsAndUnknownEntitiesAreDeleted) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  const std::string id = ids().at(0);
  const std::string other = base_of(other_);
  EXPECT_EQ(list(other).find(id), std::string::npos);
  EXPECT_NE(integrity(id, other).find(state(id, true)), std::string::npos);
  EXPECT_NE(integrity("x<y,0b5e8a54-90a1-4a3b-8c61-000000000000").find("<entity id=\"x&lt;y\"><deleted>true"),
            std::string::npos);
  EXPECT_NE(integrity("").find("<entities>\n</entities>"), std::string::npos);
  put_at(device_, "");
  EXPECT_TRUE(ids().empty());
}

TEST_P(AgreedList, ARecordThatIsNotUsedIsNotOnIt) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  const std::string id = ids().at(0);
  // An edit stands in its place, under an id of its own.
  ASSERT_EQ(visit(2, house("6", "9811111111"), "<orx:deprecatedID>" + uuid(1) + "</orx:deprecatedID>").status, 201U);
  ASSERT_EQ(ids().size(), 1U);
  EXPECT_NE(ids().at(0), id);
  ASSERT_TRUE(store().change("UPDATE records SET state = 'rolled_back'").ok());
  EXPECT_TRUE(ids().empty());
  ASSERT_TRUE(store().change("UPDATE records SET state = 'good', kept_until = 1").ok());
  EXPECT_TRUE(ids().empty());
}

TEST_P(AgreedList, AHouseWhereSomebodySaidNoLaterIsLeftAlone) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  ASSERT_EQ(visit(2, house("4", "", "1", "no")).status, 201U);
  ASSERT_EQ(visit(3, house("5", "", "1", "no")).status, 201U);
  ASSERT_EQ(visit(4, house("5", "9822222222")).status, 201U);
  const auto came = [this](int number, int seconds) {
    ASSERT_TRUE(store()
                    .change("UPDATE records SET received_at = received_at + :later WHERE record_id = :id",
                            {{"later", std::int64_t{seconds}}, {"id", record(number)->id}})
                    .ok());
  };
  came(2, 60);
  came(4, 60);
  const std::string csv = list();
  EXPECT_EQ(csv.find("घर 4"), std::string::npos) << csv;
  EXPECT_NE(csv.find("घर 5"), std::string::npos) << csv;
}

TEST_P(AgreedList, AHouseThatCameTwiceStandsThereOnce) {
  ASSERT_EQ(visit(1, house("4", "9811111111")).status, 201U);
  ASSERT_EQ(visit(2, house("4", "9822222222")).status, 201U);
  EXPECT_EQ(ids().size(), 1U);
}

INSTANTIATE_BOTH_STORES(AgreedList);

}  // namespace
}  // namespace boothwise::server
