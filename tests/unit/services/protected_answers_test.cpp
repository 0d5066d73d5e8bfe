#include "services/protected_answers.hpp"

#include "unit/services/protected_bench.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>

#include "services/sealed_reading.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

class ProtectedAnswers : public test::ProtectedBench {
 protected:
  /// All bytes of all files of the workspace.
  std::string every_byte() {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(workshop.workspace.folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }
  std::int64_t count() {
    return operations::count_sealed_answers(*workshop.workspace.sealed->store().value(), plan.code).value();
  }
  std::string body(const std::string& box, const std::string& more = "") {
    return R"({"wave":"household-means","unit":{"ac_no":1,"part":"7"},"receipt":"3f9a-12bc-77de","day":"2027-01-15",)"
           R"("consents":[{"purpose":"community","notice":"household-means/1","language":"hi"}],"box":")" +
           box + "\"" + more + "}";
  }
  static std::string code(const Result<ProtectedAnswer>& read) { return read.ok() ? "done" : read.error().code; }
};

TEST_F(ProtectedAnswers, WhatAPhoneSealsIsTakenOnceAndReadByTheKeyAlone) {
  const auto read = parse_protected_answer(body(base64(seal_box(test::wave_keys().open.box, test::said("obc", 3)))));
  ASSERT_TRUE(read.ok()) << read.error().line(Language::english);
  EXPECT_EQ(read->receipt, "3f9a12bc77de");
  ASSERT_TRUE(take(*read).ok());
  ASSERT_TRUE(take(*read).ok()) << "a retry is answered alike";
  EXPECT_EQ(count(), 1);
  const auto fields = open_sealed(WaveOpener(test::wave_keys()), "box", read->box);
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->at("community"), "obc");
  const WaveSecretKeys other = new_wave_keys("household-means");
  EXPECT_FALSE(open_sealed(WaveOpener(other), "box", read->box)) << "another key";
}

TEST_F(ProtectedAnswers, AnAdministratorWithAllFilesButWithoutTheKeyReadsNothing) {
  const std::string telltale = "obc\",\"durables\":\"telltale_word";
  for (int number = 0; number < 40; ++number) ASSERT_TRUE(take(answer(number, test::said(telltale, 4))).ok());
  const std::string bytes = every_byte();
  ASSERT_NE(bytes.find("sealed_answers"), std::string::npos) << "the book is among the files";
  EXPECT_EQ(bytes.find("telltale_word"), std::string::npos);
  EXPECT_EQ(bytes.find("consent_community"), bytes.rfind("consent_community")) << "in the plan alone";
  // Nor the receipts, though the server's key lies beside: what is kept is a hash.
  for (int number = 0; number < 40; ++number) EXPECT_EQ(bytes.find(receipt(number)), std::string::npos);
  const std::string server_key = key.keyed_id(ServerKey::Purpose::protected_receipts, receipt(7));
  EXPECT_NE(bytes.find(server_key), std::string::npos);
}

TEST_F(ProtectedAnswers, BoxesOfAllAnswersAreOfOneLength) {
  std::size_t length = seal_box(test::wave_keys().open.box, test::said("sc", 0)).size();
  for (const PlannedAnswer& one : plan.questions[0].answers) {
    for (int things = 0; things <= 11; ++things)
      EXPECT_EQ(seal_box(test::wave_keys().open.box, test::said(one.code, things)).size(), length);
  }
  EXPECT_EQ(length, 1024U + 48);
}

TEST_F(ProtectedAnswers, RowsLieInNoOrderOfArrival) {
  constexpr int arrivals = 400;
  std::vector<std::string> arrived;
  for (int number = 0; number < arrivals; ++number) {
    const ProtectedAnswer one = answer(number, test::said("sc", 1));
    arrived.push_back(base64(one.box));
    ASSERT_TRUE(take(one).ok());
  }
  std::vector<double> place;  // of each row as it lies there, when it came
  const auto rows = workshop.workspace.sealed->store().value()->ask("SELECT box FROM sealed_answers");
  ASSERT_TRUE(rows.ok());
  for (const operations::Row& row : *rows)
    place.push_back(static_cast<double>(std::ranges::find(arrived, row.text(0)) - arrived.begin()));
  ASSERT_EQ(place.size(), static_cast<std::size_t>(arrivals));
  // Spearman's rank correlation of a random order has a standard deviation of 1 / sqrt(n - 1).
  double squares = 0;
  for (std::size_t at = 0; at < place.size(); ++at) squares += std::pow(place[at] - static_cast<double>(at), 2);
  const double correlation = 1 - 6 * squares / (std::pow(arrivals, 3) - arrivals);
  EXPECT_LT(std::abs(correlation), 4 / std::sqrt(arrivals - 1.0));
}

TEST_F(ProtectedAnswers, ColumnsKnowNoPersonNoDeviceAndNoHour) {
  const auto columns = workshop.workspace.sealed->store().value()->ask(
      "SELECT m.name || '.' || p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND "
      "m.name IN ('sealed_answers', 'sealed_consents', 'withdrawn_receipts') ORDER BY 1");
  ASSERT_TRUE(columns.ok());
  std::string all;
  for (const operations::Row& row : *columns) all += row.text(0) + " ";
  EXPECT_EQ(all,
            "sealed_answers.ac_no sealed_answers.box sealed_answers.day sealed_answers.kind sealed_answers.part "
            "sealed_answers.purpose sealed_answers.receipt sealed_answers.wave sealed_consents.day "
            "sealed_consents.language sealed_consents.notice sealed_consents.purpose sealed_consents.receipt "
            "withdrawn_receipts.day withdrawn_receipts.receipt ");
}

TEST_F(ProtectedAnswers, AfterAWithdrawalALateCopyIsRefused) {
  const ProtectedAnswer one = answer(5, test::said("general", 6));
  ASSERT_TRUE(take(one).ok());
  EXPECT_TRUE(*withdraw_protected_answer(workshop.workspace, key, forms::shown_receipt_code(receipt(5)), day));
  EXPECT_EQ(count(), 0);
  const Status late = take(one);
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, "receipt_withdrawn");
  EXPECT_EQ(every_byte().find(base64(one.box).substr(0, 80)), std::string::npos) << "nothing of it is in any file";
  const auto view = protected_receipt_view(workshop.workspace, key, receipt(5));
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->at("state").as_string(), "withdrawn");
  // Withdrawn before it came: a phone may still have it.
  EXPECT_FALSE(*withdraw_protected_answer(workshop.workspace, key, receipt(6), day));
  EXPECT_EQ(take(answer(6, test::said("sc", 1))).error().code, "receipt_withdrawn");
}

TEST_F(ProtectedAnswers, AReceiptShowsToWhatSheAgreedAndNoAnswer) {
  ASSERT_TRUE(take(answer(5, test::said("general", 6))).ok());
  const auto view = protected_receipt_view(workshop.workspace, key, receipt(5));
  ASSERT_TRUE(view.ok());
  const std::string text = json::serialize(*view);
  EXPECT_NE(text.find(R"("purpose":"community","notice":"household-means/1","language":"hi","day":"2027-01-15")"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("general"), std::string::npos);
  EXPECT_EQ(protected_receipt_view(workshop.workspace, key, receipt(6))->at("state").as_string(), "unknown");
  EXPECT_EQ(protected_receipt_view(workshop.workspace, key, "no code").error().code, "receipt_malformed");
}

TEST_F(ProtectedAnswers, WhatIsNoBoxIsRefusedWithTheField) {
  const std::string box = base64(seal_box(test::wave_keys().open.box, test::said("sc", 2)));
  EXPECT_EQ(code(parse_protected_answer(body(base64("open text")))), "box_malformed");
  EXPECT_EQ(code(parse_protected_answer(body("%%%"))), "box_malformed");
  EXPECT_EQ(code(parse_protected_answer(body(box, R"(,"device":"x")"))), "body_malformed") << "no field more";
  EXPECT_EQ(code(parse_protected_answer("[]")), "body_malformed");
  std::string without = body(box);
  const std::string consents = R"({"purpose":"community","notice":"household-means/1","language":"hi"})";
  without.erase(without.find(consents), consents.size());
  EXPECT_EQ(code(parse_protected_answer(without)), "consent_missing");
  std::string other = body(box);
  other.replace(other.find("community"), 9, "schemes\":\"");
  EXPECT_NE(code(parse_protected_answer(other)), "done");
  ProtectedAnswer unknown = answer(1, test::said("sc", 2));
  unknown.wave = "other";
  EXPECT_EQ(take(unknown).error().code, "wave_unknown");
}

TEST_F(ProtectedAnswers, AClosedWaveTakesNoMore) {
  ASSERT_TRUE(take(answer(1, test::said("sc", 2))).ok());
  auto desk = caller();
  ASSERT_TRUE(close_wave(desk, plan.code).ok());
  EXPECT_TRUE(take(answer(1, test::said("sc", 2))).ok()) << "a retry of what is there";
  EXPECT_EQ(take(answer(2, test::said("sc", 2))).error().code, "wave_closed");
}

TEST_F(ProtectedAnswers, ADayOutsideTheWaveIsItsNearest) {
  ProtectedAnswer one = answer(1, test::said("sc", 2));
  one.day = Day(std::chrono::year(1999), std::chrono::month(1), std::chrono::day(1));
  ASSERT_TRUE(take(one).ok());
  const auto rows = workshop.workspace.sealed->store().value()->ask("SELECT day FROM sealed_answers");
  EXPECT_EQ(rows->front().text(0), "2027-01-01");
}

/// tests/data/encrypted_form: what a phone would send, made by Node's crypto after the specification (make.cjs).
class EncryptedForms : public ProtectedAnswers {
 protected:
  static std::string data(const char* name) {
    return read_file(std::filesystem::path(BOOTHWISE_SOURCE_DIR "/tests/data/encrypted_form") / name).value();
  }
  static EncryptedSubmission submission(const WavePlan& plan, Day day) {
    return {plan.code,
            AcNo(1),
            "7",
            day,
            {{"community", "household-means/1", "hi", ""}},
            forms::read_submission(data("manifest.xml"), "manifest.xml").value(),
            bytes_of_base64(data("submission.xml.enc.base64")).value()};
  }
};

TEST_F(EncryptedForms, OfCollectOpenWithTheWavesRsaKey) {
  const EncryptedSubmission sent = submission(plan, day);
  WaveSecretKeys keys = new_wave_keys(plan.code);
  keys.rsa_der = bytes_of_base64(data("private_key.der.base64")).value();
  const WaveOpener opener(keys);
  const auto text = opener.encrypted_form(sent.manifest.encrypted->key, sent.manifest.instance_id, sent.answers_file);
  ASSERT_TRUE(text);
  const auto fields = sealed_fields(*text);
  ASSERT_TRUE(fields);
  EXPECT_EQ(planned_answers(plan, *fields), (std::vector<std::optional<std::size_t>>{3, 2}));
  const auto garbled = opener.encrypted_form(sent.manifest.encrypted->key, "uuid:other", sent.answers_file);
  EXPECT_FALSE(garbled && sealed_fields(*garbled)) << "the id seeds the cipher";
  EXPECT_FALSE(WaveOpener(test::wave_keys())
                   .encrypted_form(sent.manifest.encrypted->key, sent.manifest.instance_id, sent.answers_file));
}

TEST_F(EncryptedForms, AreKeptWithoutTheirIdAndLength) {
  const auto one = protected_from_encrypted(workshop.workspace, submission(plan, day));
  ASSERT_TRUE(one.ok()) << one.error().line(Language::english);
  EXPECT_EQ(one->receipt, "c072d76762ed");
  EXPECT_EQ((one->box.size() - 48) % box_filled_to, 0U);
  ASSERT_TRUE(take(*one).ok());
  const std::string bytes = every_byte();
  EXPECT_EQ(bytes.find("5b9cf8d1-106f"), std::string::npos);
  EXPECT_EQ(bytes.find("c072d76762ed"), std::string::npos);
  // Two keys open it: the wave's box key, then its RSA key.
  WaveSecretKeys keys = new_wave_keys(plan.code);
  keys.box = test::wave_keys().box;
  keys.rsa_der = bytes_of_base64(data("private_key.der.base64")).value();
  const auto fields = open_sealed(WaveOpener(keys), "odk", one->box);
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->at("community"), "obc");
}

TEST_F(EncryptedForms, WithPicturesOrTooLargeAreRefused) {
  EncryptedSubmission sent = submission(plan, day);
  sent.manifest.encrypted->files.emplace_back("picture.jpg.enc");
  EXPECT_EQ(code(protected_from_encrypted(workshop.workspace, sent)), "box_malformed");
  sent = submission(plan, day);
  sent.answers_file.resize(20'000);
  EXPECT_EQ(code(protected_from_encrypted(workshop.workspace, sent)), "box_malformed");
  sent = submission(plan, day);
  sent.manifest.encrypted.reset();
  EXPECT_EQ(code(protected_from_encrypted(workshop.workspace, sent)), "box_malformed");
}

TEST(PlannedAnswers, CountOnlyWithConsentAndOnlyWhatThePlanKnows) {
  const WavePlan plan = test::ready_made_plan();
  const auto of = [&](std::string_view text) { return planned_answers(plan, *sealed_fields(text)); };
  using Given = std::vector<std::optional<std::size_t>>;
  EXPECT_EQ(of(test::said("st", 0)), (Given{2, 1}));
  EXPECT_EQ(of(test::said("general", 5)), (Given{4, 2}));
  EXPECT_EQ(of(test::said("something else", 9)), (Given{std::nullopt, 3}));
  EXPECT_EQ(
      of(R"({"answers":{"consent_community":"no","community":"sc","consent_economic":"yes","durables":"a b c"}})"),
      (Given{std::nullopt, 2}));
  EXPECT_EQ(of(R"({"answers":{"community":"sc","durables":"a"}})"), (Given{std::nullopt, std::nullopt}));
  EXPECT_EQ(of(R"({"answers":{"consent_economic":"yes","durables":"prefer_not_to_say"}})"), (Given{std::nullopt, 0}));
  EXPECT_FALSE(sealed_fields("no form"));
  EXPECT_FALSE(sealed_fields("<not closed"));
  EXPECT_FALSE(sealed_fields(R"({"answers":7})"));
}

}  // namespace
}  // namespace boothwise::services
