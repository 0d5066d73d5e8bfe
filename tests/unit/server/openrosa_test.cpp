#include "field/records.hpp"
#include "operations/people.hpp"
#include "operations/records.hpp"
#include "operations/units.hpp"
#include "unit/server/openrosa_bench.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "server/app.hpp"
#include "server/digest.hpp"
#include "server/route_parts.hpp"
#include "warehouse/tables.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

TEST_P(OpenRosaServer, TheListHoldsWhatThePhoneMayFill) {
  const Response list = get(base_ + "/formList?deviceID=x");
  ASSERT_EQ(list.status, 200U) << list.body;
  EXPECT_EQ(list.type, "text/xml; charset=utf-8");
  EXPECT_EQ(header(list, "X-OpenRosa-Version"), "1.0");
  EXPECT_TRUE(header(list, "Date").ends_with(" GMT"));
  EXPECT_NE(list.body.find("<formID>visit</formID><name>घर-घर संपर्क</name><version>1</version><hash>md5:" +
                           md5(visit_form()) + "</hash>"),
            std::string::npos)
      << list.body;
  EXPECT_NE(list.body.find("http://localhost" + base_ + "/forms/visit.xml"), std::string::npos);
  EXPECT_EQ(get(base_ + "/forms/visit.xml").body, visit_form());
  EXPECT_EQ(get(base_ + "/formList?formID=other").body.find("<xform>"), std::string::npos);
  EXPECT_EQ(get(base_ + "/forms/other.xml").status, 404U);
}

TEST_P(OpenRosaServer, WhoAsksForEnglishGetsIt) {
  Request request = asked(Method::get, base_ + "/formList");
  request.headers["accept-language"] = "en-IN,en;q=0.9,hi;q=0.5";
  const Response list = app_->answer(request);
  EXPECT_NE(list.body.find("<name>Household visit</name>"), std::string::npos);
  EXPECT_EQ(header(list, "Content-Language"), "en");
}

TEST_P(OpenRosaServer, HeadOfSubmissionSays204AndHowMuchItTakes) {
  Request request = asked(Method::get, base_ + "/submission?deviceID=x");
  request.head = true;
  const Response answer = app_->answer(request);
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(header(answer, "X-OpenRosa-Accept-Content-Length"), "8000000");
}

TEST_P(OpenRosaServer, ARecordIsHeldOnceHoweverOftenItComes) {
  EXPECT_EQ(send(filled(1, agreed)).status, 201U);
  EXPECT_EQ(send(filled(1, agreed)).status, 201U);
  EXPECT_EQ(held(), 1);
  EXPECT_EQ(send(filled(1, replaced(agreed, "works", "stopped"))).status, 409U);
  EXPECT_EQ(held(), 1);
  const auto kept = record(1);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, "good");
  EXPECT_EQ(kept->faults, "[]");
  EXPECT_EQ(operations::consents_of_record(store(), kept->id)->size(), 2U);
}

TEST_P(OpenRosaServer, FilesComeInSeveralPostsUnderHindiNames) {
  EXPECT_EQ(send(filled(1, with_photo), {{"*isIncomplete*", "yes"}}).status, 201U);
  EXPECT_FALSE(record(1)->complete());
  EXPECT_EQ(send(filled(1, with_photo), {{"घर 1.jpg", "JPEG"}, {"other.jpg", "JPEG"}}).status, 201U);
  EXPECT_TRUE(record(1)->complete());
  EXPECT_EQ(record(1)->files_here, 1);
  EXPECT_EQ(send(filled(1, with_photo), {{"घर 1.jpg", "JPEG"}}).status, 201U);
  EXPECT_EQ(record(1)->files_here, 1);
}

TEST_P(OpenRosaServer, WhatCannotBeTakenIsRefusedWithWordsInHindi) {
  EXPECT_EQ(send("no xml").status, 400U);
  EXPECT_EQ(send("<!DOCTYPE a><a/>").status, 400U);
  EXPECT_EQ(send(replaced(filled(1, agreed), "id=\"visit\"", "id=\"other\"")).status, 404U);
  EXPECT_EQ(send(filled(1, agreed, "", "7")).status, 404U);
  const Response closed = [&] {
    owner("/api/v1/forms/" + form_ + "/close", {{"days", 0}});
    return send(filled(2, agreed));
  }();
  EXPECT_EQ(closed.status, 409U);
  EXPECT_NE(closed.body.find("यह फ़ॉर्म बंद हो चुका है"), std::string::npos) << closed.body;
  EXPECT_NE(closed.body.find("http://openrosa.org/http/response"), std::string::npos);
  Request request = asked(Method::post, base_ + "/submission");
  request.headers["content-type"] = "text/xml";
  EXPECT_EQ(app_->answer(request).status, 400U);
  EXPECT_EQ(held(), 0);
}

TEST_P(OpenRosaServer, AClosedFormTakesLateRecordsForItsDaysOfGrace) {
  owner("/api/v1/forms/" + form_ + "/close", {{"days", 3}});
  EXPECT_EQ(send(filled(1, agreed)).status, 201U);
  EXPECT_EQ(get(base_ + "/formList").body.find("<xform>"), std::string::npos);
}

TEST_P(OpenRosaServer, AnEditTakesTheFormersPlace) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  const std::string edit = "<orx:deprecatedID>" + uuid(1) + "</orx:deprecatedID>";
  EXPECT_EQ(send(filled(2, agreed, edit)).status, 201U);
  EXPECT_EQ(send(filled(3, agreed, edit)).status, 409U);
  EXPECT_EQ(send(filled(4, agreed, "<orx:deprecatedID>" + uuid(99) + "</orx:deprecatedID>")).status, 404U);
  EXPECT_EQ(record(1)->replaced_by, record(2)->id);
  EXPECT_EQ(held(), 2);
}

TEST_P(OpenRosaServer, WithoutConsentARecordIsQuarantined) {
  EXPECT_EQ(send(filled(1, replaced(agreed, "<consent_contact>yes", "<consent_contact>no"))).status, 201U);
  EXPECT_EQ(record(1)->state, "quarantined");
  EXPECT_EQ(send(filled(2, "<consent_schemes>no</consent_schemes><consent_contact>no</consent_contact>")).status, 201U);
  EXPECT_EQ(record(2)->state, "good");  // a refusal is a visit too
}

TEST_P(OpenRosaServer, ARecordOfAPersonWithoutARowOfTheLedgerIsRefusedByTheDatabase) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  operations::Arrival bare{*record(1), {}, {}};
  bare.record.id = operations::new_id();
  bare.record.consent.clear();
  const std::vector<const operations::Arrival*> one{&bare};
  EXPECT_FALSE(operations::add_arrivals(store(), one).ok());
  EXPECT_FALSE(store().change("UPDATE consents SET given = 1").ok());
  EXPECT_FALSE(store().change("DELETE FROM consents").ok());
}

TEST_P(OpenRosaServer, AnAadhaarNumberIsMaskedBeforeItIsKept) {
  ASSERT_EQ(send(filled(1, agreed + "<note>2345 6789 0124</note>")).status, 201U);
  EXPECT_NE(record(1)->faults.find("masked"), std::string::npos) << record(1)->faults;
  const Response seen = by_slip("", {{"code", code_of(1)}});
  EXPECT_EQ(seen.body.find("2345 6789"), std::string::npos) << seen.body;
}

TEST_P(OpenRosaServer, AKeyThatIsNoneIs401AndOneThatEndedIs403) {
  EXPECT_EQ(get("/openrosa/key/short/formList").status, 401U);
  EXPECT_EQ(get("/openrosa/key/" + std::string(64, 'a') + "/formList").status, 403U);
  owner("/api/v1/devices/" + std::string(device_.at("device").as_string()) + "/revoke", {});
  EXPECT_EQ(get(base_ + "/formList").status, 403U);
}

TEST_P(OpenRosaServer, KeysAreListedWithTheNamesOfTheirUnitsAndOfWhoCarriesThem) {
  operations::OrganisationPerson person;
  person.id = "carrier";
  person.unit = unit_;
  person.path = operations::unit_by_id(store(), unit_).value()->path;
  person.name = "मीना देवी";
  ASSERT_TRUE(operations::add_person(store(), person, "mina devi", 1'780'000'000).ok());
  owner("/api/v1/devices", {{"unit", unit_}, {"title", "फ़ोन 2"}, {"person", "carrier"}});
  const auto names = [this] {
    Request request = asked(Method::get, "/api/v1/devices");
    request.access = Access::owner();
    std::map<std::string, std::string> by_title;
    const json::object listed = json::parse(app_->router().answer(request).body).as_object();
    for (const json::value& one : listed.at("devices").as_array()) {
      EXPECT_EQ(one.at("unit_name").at("hi").as_string(), "प्रदेश");
      const json::value& name = one.at("person_name");
      by_title.emplace(one.at("title").as_string(), name.is_null() ? "nobody's name" : name.as_string());
    }
    return by_title;
  };
  using Names = std::map<std::string, std::string>;
  EXPECT_EQ(names(), (Names{{"फ़ोन 1", "nobody's name"}, {"फ़ोन 2", "मीना देवी"}}));
  ASSERT_TRUE(operations::person_leaves(store(), "carrier", "2026-11-30").ok());
  EXPECT_EQ(names(), (Names{{"फ़ोन 1", "nobody's name"}, {"फ़ोन 2", "nobody's name"}}));
}

TEST_P(OpenRosaServer, DigestIsAskedForAndTaken) {
  const Response asked_for = get("/openrosa/formList");
  ASSERT_EQ(asked_for.status, 401U);
  const std::string challenge = header(asked_for, "WWW-Authenticate");
  ASSERT_TRUE(challenge.starts_with("Digest ")) << challenge;
  const auto field = [&challenge](const std::string& name) {
    const std::size_t at = challenge.find(name + "=\"") + name.size() + 2;
    return challenge.substr(at, challenge.find('"', at) - at);
  };
  const json::object& digest = device_.at("digest").as_object();
  DigestAnswer answer{std::string(digest.at("name").as_string()),
                      field("realm"),
                      field("nonce"),
                      "/openrosa/formList",
                      "",
                      "auth",
                      "00000001",
                      "abc"};
  const std::string ha1 = md5(answer.user + ":" + answer.realm + ":" + std::string(digest.at("secret").as_string()));
  const auto ask = [&](const std::string& response) {
    Request request = asked(Method::get, "/openrosa/formList");
    request.headers["authorization"] = "Digest username=\"" + answer.user + "\", realm=\"" + answer.realm +
                                       "\", nonce=\"" + answer.nonce + "\", uri=\"" + answer.uri + "\", response=\"" +
                                       response + "\", qop=auth, nc=00000001, cnonce=\"abc\"";
    return app_->answer(request).status;
  };
  EXPECT_EQ(ask(digest_response(ha1, answer, "GET")), 200U);
  EXPECT_EQ(ask(digest_response(ha1, answer, "POST")), 401U);
  EXPECT_EQ(ask(digest_response(std::string(32, '0'), answer, "GET")), 401U);
}

TEST_P(OpenRosaServer, AVersionHeaderIsAskedForOnlyWhereTheProtocolSaysSo) {
  for (const auto& [path, status] : std::vector<std::pair<std::string, unsigned>>{
           {"/formList", 400}, {"/submission", 400}, {"/forms/visit.xml", 200}}) {
    Request request = asked(Method::get, base_ + path);
    request.headers.erase("x-openrosa-version");
    EXPECT_EQ(app_->answer(request).status, status) << path;
  }
}

TEST_P(OpenRosaServer, TheSlipShowsWhatIsHeldAndWithdrawalErasesIt) {
  ASSERT_EQ(send(filled(1, with_photo), {{"घर 1.jpg", "JPEG"}}).status, 201U);
  const std::string code = code_of(1);
  const Response seen = by_slip("", {{"code", code.substr(0, 4) + "-" + code.substr(4, 4) + " " + code.substr(8)}});
  ASSERT_EQ(seen.status, 200U) << seen.body;
  for (const char* words : {"Household visit", "9876543210", "Yes, it works", "being contacted"}) {
    EXPECT_NE(seen.body.find(words), std::string::npos) << words << seen.body;
  }
  const std::string id = record(1)->id;
  const std::int64_t key = record(1)->key;
  const Response gone = by_slip("/withdraw", {{"code", code}});
  ASSERT_EQ(gone.status, 200U) << gone.body;
  EXPECT_EQ(json::parse(gone.body).at("erased"), true);
  EXPECT_FALSE(record(1));
  EXPECT_EQ(by_slip("", {{"code", code}}).status, 404U);
  auto door = app_->field_door();
  EXPECT_EQ(door->vault.key(key).error().code, "record_erased");
  const auto ledger = operations::consents_of_record(store(), id);
  EXPECT_EQ(ledger->size(), 4U);
  EXPECT_FALSE(ledger->back().given);
  const Response late = send(filled(1, with_photo));
  EXPECT_EQ(late.status, 409U);
  EXPECT_NE(late.body.find("withdrawn"), std::string::npos);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(app_->workspace().folder / "field")) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 0U);
}

TEST_P(OpenRosaServer, OnePurposeCanBeTakenBackAndTheRestStays) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  const Response some = by_slip("/withdraw", {{"code", code_of(1)}, {"purposes", json::array{"contact"}}});
  ASSERT_EQ(some.status, 200U) << some.body;
  EXPECT_EQ(json::parse(some.body).at("erased"), false);
  const Response seen = by_slip("", {{"code", code_of(1)}});
  EXPECT_EQ(seen.body.find("9876543210"), std::string::npos);
  EXPECT_NE(seen.body.find("Yes, it works"), std::string::npos);
  by_slip("/withdraw", {{"code", code_of(1)}, {"purposes", json::array{"schemes"}}});
  EXPECT_FALSE(record(1));
}

TEST_P(OpenRosaServer, WithdrawalReachesWhatStandsInARecordsPlace) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  ASSERT_EQ(send(filled(2, agreed, "<orx:deprecatedID>" + uuid(1) + "</orx:deprecatedID>")).status, 201U);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(1)}}).status, 200U);
  EXPECT_EQ(held(), 0);
}

TEST_P(OpenRosaServer, NoFileHoldsAnAnswerInPlainWords) {
  ASSERT_EQ(send(filled(1, with_photo), {{"घर 1.jpg", "a picture of nine roses"}}).status, 201U);
  for (const auto& root : {folder_, test::BothStores::folder_.path()}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(file), {});
      for (const std::string& words : {std::string("9876543210"), std::string("nine roses"), code_of(1), uuid(1)}) {
        EXPECT_EQ(bytes.find(words), std::string::npos) << entry.path() << " " << words;
      }
    }
  }
}

TEST_P(OpenRosaServer, AComplaintHasAClockAndAnAnswerThatTheSlipShows) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  ASSERT_EQ(by_slip("/requests", {{"kind", "correction"}, {"text", "फ़ोन बदल गया"}, {"code", code_of(1)}}).status, 200U);
  EXPECT_EQ(by_slip("/requests", {{"kind", "complaint"}, {"text", "देर रात आए"}}).status, 200U);
  EXPECT_EQ(by_slip("/requests", {{"kind", "correction"}, {"text", "?"}}).status, 400U);
  Request desk;
  desk.path = "/api/v1/rights";
  desk.access = Access::owner();
  const json::object list = json::parse(app_->router().answer(desk).body).as_object();
  ASSERT_EQ(list.at("requests").as_array().size(), 2U);
  for (const json::value& request : list.at("requests").as_array()) {
    const std::string id(request.at("request").as_string());
    owner("/api/v1/rights/" + id + "/answer", {{"answer", "ठीक किया"}});
    owner("/api/v1/rights/" + id + "/answer", {{"answer", "again"}}, 409, 409);
  }
  EXPECT_NE(by_slip("", {{"code", code_of(1)}}).body.find("ठीक किया"), std::string::npos);
}

TEST_P(OpenRosaServer, ABreachIsDrilledWithCountsAndDraftsInBothLanguages) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  const json::object drill = owner("/api/v1/breaches", {{"what", "a phone was lost"}, {"drill", true}});
  EXPECT_EQ(drill.at("affected").as_array().size(), 1U);
  EXPECT_NE(json::serialize(drill.at("drafts")).find("72"), 0U);
  EXPECT_NE(json::serialize(drill.at("drafts")).find("डेटा संरक्षण बोर्ड"), std::string::npos);
}

TEST_P(OpenRosaServer, AFormWithoutNoticeOrConsentIsNotPublished) {
  const auto refused = [&](const std::string& what, const std::string& with, const std::string& code) {
    const std::string xml = replaced(replaced(visit_form(), what, with), "version=\"1\"", "version=\"2\"");
    const json::object draft = owner("/api/v1/forms", {{"xml", xml}, {"form", form_}});
    const json::object problem = owner("/api/v1/forms/" + form_ + "/publish", {}, 400, 409);
    EXPECT_NE(json::serialize(problem).find(code), std::string::npos) << json::serialize(problem);
    EXPECT_NE(json::serialize(draft.at("obstacles")).find(code), std::string::npos);
  };
  refused("bw:notice=\"visit/1\"", "", "notice_missing");
  refused("bw:notice=\"visit/1\"", "bw:notice=\"visit/9\"", "notice_missing");
  refused(" bw:consent=\"contact\"", "", "consent_missing");
  refused("bw:shows=\"footer\"", "", "footer_missing");
  refused("bw:scheme=\"pmuy\"", "bw:scheme=\"saubhagya\"", "scheme_not_in_force");
  refused("bw:purpose=\"contact\"", "bw:purpose=\"community\"", "protected_mixed");
  owner("/api/v1/forms", {{"xml", replaced(visit_form(), "Yes, it works", "Yes")}, {"form", form_}});
  owner("/api/v1/forms/" + form_ + "/publish", {}, 409, 409);  // the same version with other words
}

TEST_P(OpenRosaServer, ReadyNoticesSayWhoAsksAndNoFormIsPublishedWhileOneIsBlank) {
  const auto form_named = [this](const std::string& name) {
    return operations::form_by_name(store(), name).value().value().id;
  };
  const json::object asker{{"organisation", {{"hi", "परीक्षण संगठन"}, {"en", "a test organisation"}}},
                           {"telephone", "00000 00000"}};
  ASSERT_NO_FATAL_FAILURE(
      name_officers(new_sealing_keys(), new_sealing_keys()));  // from May 2027 the law asks for them
  owner("/api/v1/forms/ready", asker);
  const json::object refused = owner("/api/v1/forms/" + form_named("roll-check") + "/publish", {}, 400, 400);
  EXPECT_NE(json::serialize(refused).find("notice_blank"), std::string::npos) << json::serialize(refused);
  EXPECT_NE(json::serialize(refused).find("[पता]"), std::string::npos) << "it says which blank";
  ASSERT_TRUE(
      store()
          .change("UPDATE notices SET texts = replace(replace(texts, '[पता]', 'मार्ग 1'), '[address]', '1 Road')")
          .ok());
  owner("/api/v1/forms/" + form_named("roll-check") + "/publish", {});
  const std::string who = operations::notice(store(), "roll-check", 1).value()->texts;
  EXPECT_NE(who.find("परीक्षण संगठन की ओर से"), std::string::npos) << who;
  EXPECT_NE(who.find("[नाम]"), std::string::npos) << "the worker says her own name";
}

INSTANTIATE_BOTH_STORES(OpenRosaServer);

/// What reviewers see of the work, and what they decide about it.
class FieldWork : public OpenRosaServer {
 protected:
  /// Records came yesterday, so that their day is over.
  void on_the_day_before() {
    ASSERT_TRUE(store().change("UPDATE records SET day = :day", {{"day", yesterday()}}).ok());
  }
  static std::string yesterday() { return iso_date(Day(std::chrono::sys_days(today()) - std::chrono::days(1))); }
  Response quality() {
    Request request = asked(Method::get, "/api/v1/records/quality?form=" + form_);
    request.access = Access::owner();
    return app_->router().answer(request);
  }
  Response by_owner(const std::string& path, const json::object& body) {
    Request request = asked(Method::post, "/api/v1/records/" + path);
    request.body = json::serialize(body);
    request.access = Access::owner();
    return app_->router().answer(request);
  }
  Response review(const std::string& state, const std::string& reason = "फिर से मिलें") {
    return by_owner("days",
                    {{"device", device_.at("device")}, {"day", yesterday()}, {"state", state}, {"reason", reason}});
  }
  Response contacts(const std::string& format = "csv", const std::string& approval = "") {
    return by_owner(
        "contacts",
        {{"unit", unit_}, {"form", form_}, {"format", format}, {"reason", "बैठक का निमंत्रण"}, {"approval", approval}});
  }
  /// A data set with one polling station.
  void put_station(std::int64_t ac, std::int64_t part, const std::string& suffix, double latitude, double longitude) {
    warehouse::Warehouse& warehouse = *app_->workspace().warehouse;
    warehouse::Connection connection = warehouse.connect();
    auto rows = connection.create("stations", warehouse::table("booth_points").columns);
    ASSERT_TRUE(rows.ok());
    rows->set(0, ac);
    rows->set(1, part);
    rows->set(2, std::string_view(suffix));
    rows->set(3, std::string_view("School"));
    rows->set(4, latitude);
    rows->set(5, longitude);
    ASSERT_TRUE(rows->end_row().ok());
    ASSERT_TRUE(rows->close().ok());
    auto writer = warehouse::Writer::begin(warehouse);
    ASSERT_TRUE(writer.ok());
    warehouse::Run run;
    run.number = (*writer)->next().next_run;
    run.kind = "test";
    auto file = (*writer)->write(connection, "booth_points", "places", "stations", run.number);
    ASSERT_TRUE(file.ok()) << file.error().line(Language::english);
    run.data.push_back(std::move(*file));
    (*writer)->next().next_run = run.number + 1;
    (*writer)->next().runs.push_back(run);
    ASSERT_TRUE((*writer)->commit().ok());
  }
  std::int64_t noted(const std::string& action) {
    return store().ask("SELECT count(*) FROM audit WHERE action = :action", {{"action", action}})->front().integer(0);
  }
  static std::string with_phone(const std::string& phone) { return replaced(agreed, "9876543210", phone); }
  static constexpr const char* refusal = "<consent_schemes>no</consent_schemes><consent_contact>no</consent_contact>";
};

TEST_P(FieldWork, IsCountedByBoothWorkerAndDayWithoutAnyAnswer) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  ASSERT_EQ(send(filled(2, refusal)).status, 201U);
  ASSERT_EQ(send(filled(3, "")).status, 201U);
  const Response seen = quality();
  ASSERT_EQ(seen.status, 200U) << seen.body;
  const json::value view = json::parse(seen.body);
  const json::value& day = view.at("booths").at(0).at("workers").at(0).at("days").at(0);
  EXPECT_EQ(day.at("visits"), 3);
  EXPECT_EQ(day.at("agreed"), 1);
  EXPECT_EQ(day.at("refused"), 1);
  EXPECT_EQ(day.at("nobody"), 1);
  EXPECT_EQ(day.at("over"), false);
  for (const char* answer : {"9876543210", "works", "Yes, it works"}) {
    EXPECT_EQ(seen.body.find(answer), std::string::npos) << answer;
  }
  EXPECT_EQ(noted("field.quality_seen"), 1);
}

TEST_P(FieldWork, DistanceFromTheStationIsToldOnlyWhereTheStationsPlaceIsKnown) {
  EXPECT_TRUE(json::parse(quality().body).at("checked").at("distance").is_null());  // the form asks for no place
  const std::string with_place = replaced(
      replaced(visit_form(), "nodeset=\"/data/note\" type=\"string\"", "nodeset=\"/data/note\" type=\"geopoint\""),
      "version=\"1\"", "version=\"2\"");
  owner("/api/v1/forms", {{"xml", with_place}, {"form", form_}});
  owner("/api/v1/forms/" + form_ + "/publish", {});
  ASSERT_EQ(send(filled(1, agreed + "<note>26.768 83.371 0 100</note>", "", "2")).status, 201U);
  ASSERT_TRUE(store().change("UPDATE records SET ac_no = 7, part = '12A'").ok());
  const auto distance = [this] { return json::parse(quality().body).at("checked").at("distance"); };
  EXPECT_EQ(distance().at("stations"), 0);
  EXPECT_NE(std::string(distance().at("words").at("en").as_string()).find("Nobody can tell how far"),
            std::string::npos);
  put_station(7, 12, "A", 26.7651, 83.3702);
  EXPECT_EQ(distance().at("stations"), 1);
  EXPECT_EQ(distance().at("booths"), 1);
  EXPECT_TRUE(distance().at("words").is_null());
  // No place of a visit is told, however coarse.
  EXPECT_EQ(quality().body.find("26.7"), std::string::npos);
}

TEST_P(FieldWork, AHouseholdThatCameTwiceIsToldWithoutItsNumber) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  ASSERT_EQ(send(filled(2, agreed)).status, 201U);
  const Response seen = quality();
  EXPECT_EQ(json::parse(seen.body).at("twins").as_array().size(), 1U);
  EXPECT_EQ(seen.body.find("9876543210"), std::string::npos);
}

TEST_P(FieldWork, ADayThatIsSentBackIsShownToTheWorkersPhoneWithItsReason) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  EXPECT_EQ(review("sent_back").body.find("\"changed\":1"), std::string::npos);  // nothing came on that day
  on_the_day_before();
  const Response done = review("sent_back");
  ASSERT_EQ(done.status, 200U) << done.body;
  EXPECT_EQ(json::parse(done.body).at("changed"), 1);
  const Response told = get(base_ + "/days");
  EXPECT_NE(told.body.find("फिर से मिलें"), std::string::npos) << told.body;
  EXPECT_NE(quality().body.find("फिर से मिलें"), std::string::npos);
  ASSERT_EQ(review("approved", "").status, 200U);
  EXPECT_EQ(record(1)->state, "good");
  EXPECT_EQ(get(base_ + "/days").body.find("फिर से मिलें"), std::string::npos);
  EXPECT_EQ(noted("field.day_approved"), 1);
}

TEST_P(FieldWork, ADecisionNeedsAReasonADayThatIsOverAndAPhoneThatIsThere) {
  EXPECT_EQ(review("rolled_back", "").status, 400U);
  EXPECT_EQ(review("liked").status, 400U);
  EXPECT_EQ(
      by_owner("days", {{"device", device_.at("device")}, {"day", iso_date(today())}, {"state", "approved"}}).status,
      409U);
  EXPECT_EQ(by_owner("days", {{"device", "x"}, {"day", yesterday()}, {"state", "approved"}}).status, 404U);
}

TEST_P(FieldWork, ADayThatWasRolledBackCountsNowhere) {
  ASSERT_EQ(send(filled(1, agreed)).status, 201U);
  on_the_day_before();
  EXPECT_NE(contacts().body.find("+919876543210"), std::string::npos);
  ASSERT_EQ(review("rolled_back").status, 200U);
  EXPECT_EQ(contacts().body.find("9876543210"), std::string::npos);
  const json::value booth = json::parse(quality().body).at("booths").at(0);
  EXPECT_EQ(booth.at("visits"), 0);
  EXPECT_EQ(booth.at("rolled_back"), 1);
}

TEST_P(FieldWork, ContactsAreThoseWhoAgreedAndDidNotTakeItBack) {
  ASSERT_EQ(send(filled(1, with_phone("9811111111"))).status, 201U);
  ASSERT_EQ(send(filled(2, with_phone("9822222222"))).status, 201U);
  ASSERT_EQ(send(filled(3, refusal)).status, 201U);
  ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(2)}, {"purposes", json::array{"contact"}}}).status, 200U);
  // Noted down once more by another worker: left alone for good all the same (R27).
  ASSERT_EQ(send(filled(4, with_phone("+91 98222 22222"))).status, 201U);
  const Response file = contacts();
  ASSERT_EQ(file.status, 200U) << file.body;
  EXPECT_NE(file.body.find("'+919811111111"), std::string::npos) << file.body;
  EXPECT_EQ(file.body.find("9822222222"), std::string::npos);
  EXPECT_NE(file.body.find("बैठक का निमंत्रण"), std::string::npos);
  EXPECT_EQ(noted("field.contacts_exported"), 1);
  EXPECT_EQ(noted("record.contact_seen"), 1);
  const Response workbook = contacts("xlsx");
  EXPECT_EQ(workbook.body.substr(0, 2), "PK");
  EXPECT_EQ(contacts("pdf").status, 400U);
}

TEST_P(FieldWork, ContactsOfMoreThanOnePartNeedASecondPerson) {
  ASSERT_EQ(send(filled(1, with_phone("9811111111"))).status, 201U);
  ASSERT_EQ(send(filled(2, with_phone("9822222222"))).status, 201U);
  const auto put_in_part = [this](int number, const std::string& part) {
    ASSERT_TRUE(store()
                    .change("UPDATE records SET ac_no = 1, part = :part WHERE record_id = :id",
                            {{"part", part}, {"id", record(number)->id}})
                    .ok());
  };
  put_in_part(1, "1");
  put_in_part(2, "2");
  const Response refused = contacts();
  EXPECT_EQ(refused.status, 409U);
  EXPECT_EQ(refused.body.find("98"), std::string::npos);
  const json::object wish =
      owner("/api/v1/approvals",
            {{"kind", "field_contacts"}, {"object", "unit:" + std::to_string(unit_)}, {"reason", "बैठक"}});
  const std::string id(wish.at("id").as_string());
  EXPECT_EQ(contacts("csv", id).status, 409U);
  ASSERT_TRUE(store().change("UPDATE approvals SET decision = 'approved', decided_by = 'second'").ok());
  EXPECT_EQ(contacts("csv", id).status, 200U);
  EXPECT_EQ(contacts("csv", id).status, 409U);  // good for once
}

TEST_P(FieldWork, ASampleIsDrawnAgainByItsSeedAndEveryLookIsNoted) {
  for (int number = 1; number <= 6; ++number) {
    ASSERT_EQ(send(filled(number, with_phone("981111111" + std::to_string(number)))).status, 201U);
  }
  const auto drawn = [this](const std::string& seed) {
    const Response answer =
        by_owner("call-backs", {{"unit", unit_}, {"form", form_}, {"count", 2}, {"seed", seed}, {"purpose", "जाँच"}});
    EXPECT_EQ(answer.status, 200U) << answer.body;
    return json::parse(answer.body).at("people");
  };
  const json::value first = drawn("5eed");
  EXPECT_EQ(first.as_array().size(), 2U);
  EXPECT_EQ(json::serialize(first), json::serialize(drawn("5eed")));
  EXPECT_EQ(noted("record.contact_seen"), 4);
  std::set<std::string> phones;
  for (int seed = 0; seed < 30; ++seed) {
    const json::value people = drawn(std::to_string(seed));
    for (const json::value& one : people.as_array()) phones.emplace(one.at("phone").as_string());
  }
  EXPECT_EQ(phones.size(), 6U);
}

INSTANTIATE_BOTH_STORES(FieldWork);

TEST(Digest, AgreesWithTheExampleOfRfc2617) {
  const auto answer = parse_digest(
      "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
      "uri=\"/dir/index.html\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", "
      "response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
  ASSERT_TRUE(answer);
  const std::string ha1 = md5("Mufasa:testrealm@host.com:Circle Of Life");
  EXPECT_EQ(ha1, "939e7578ed9e3c518a452acee763bce9");
  EXPECT_EQ(digest_response(ha1, *answer, "GET"), answer->response);
}

TEST(Digest, ANonceIsGoodForTenMinutesAndOnlyOurs) {
  const ServerKey key = ServerKey::passing();
  const DigestGate gate(key);
  const Instant at = now();
  const std::string challenge = gate.challenge(at, "r", false);
  const std::size_t begin = challenge.find("nonce=\"") + 7;
  const std::string nonce = challenge.substr(begin, challenge.find('"', begin) - begin);
  EXPECT_EQ(gate.check(nonce, at), DigestGate::Nonce::good);
  EXPECT_EQ(gate.check(nonce, at + std::chrono::minutes(11)), DigestGate::Nonce::stale);
  EXPECT_EQ(gate.check("1" + nonce, at), DigestGate::Nonce::unknown);
  EXPECT_EQ(gate.check("", at), DigestGate::Nonce::unknown);
}

}  // namespace
}  // namespace boothwise::server
