#include "forms/submission.hpp"

#include "forms/answers_check.hpp"
#include "unit/forms/sample_form.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace boothwise::forms {
namespace {

using Faults = std::vector<std::string>;

const Instant noon = begin_in_india(*parse_date("2026-11-29")) + std::chrono::hours(12);

/// "path kind" of each.
Faults faults_of(const std::string& answers) {
  const auto form = read_xform(sample_xform(), "sample.xml");
  EXPECT_TRUE(form.ok());
  const auto faults = check_answers(*form, sample_submission(answers), noon);
  EXPECT_TRUE(faults.ok());
  Faults told;
  for (const AnswerFault& fault : *faults) told.push_back(fault.path + " " + std::string(name_of(fault.kind)));
  return told;
}

const std::string good =
    "<consent_schemes>yes</consent_schemes><gas>a b</gas><since>2026-11-29</since>"
    "<about><adults>3</adults><phone>9876543210</phone></about>"
    "<member><age>40</age><works>yes</works></member><member><age>7</age><works/></member>"
    "<photo>घर का चित्र.jpg</photo><kind>pucca</kind><total>5</total>";

std::string with(std::string_view what, std::string_view other) { return replaced(good, what, other); }

TEST(Submission, SaysWhatItFillsAndWhoItIs) {
  const auto read = read_submission(sample_submission(good), "x");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->form_id, "household-visit");
  EXPECT_EQ(read->version, "3");
  EXPECT_EQ(read->instance_id, sample_uuid);
  EXPECT_EQ(read->answer("/data/about/adults"), "3");
  EXPECT_EQ(read->answer("/data/nothing"), "");
}

TEST(Submission, NamesTheFilesThatMustCome) {
  const auto form = read_xform(sample_xform(), "sample.xml");
  const auto read = read_submission(sample_submission(good), "x");
  ASSERT_TRUE(form.ok() && read.ok());
  EXPECT_EQ(files_of(*read, *form), std::vector<std::string>{"घर का चित्र.jpg"});
}

TEST(Submission, AnEncryptedOneBringsItsKeyAndFiles) {
  const auto read = read_submission(
      "<data xmlns=\"http://opendatakit.org/submissions\" id=\"household-means\" version=\"1\" encrypted=\"yes\">"
      "<base64EncryptedKey>abc=</base64EncryptedKey><meta xmlns=\"http://openrosa.org/xforms\"><instanceID>" +
          std::string(sample_uuid) +
          "</instanceID></meta><media><file>a.jpg.enc</file></media><encryptedXmlFile>submission.xml.enc</"
          "encryptedXmlFile></data>",
      "x");
  ASSERT_TRUE(read.ok()) << read.error().line(Language::english);
  ASSERT_TRUE(read->encrypted);
  EXPECT_EQ(read->encrypted->key, "abc=");
  EXPECT_EQ(files_of(*read, XForm{}), (std::vector<std::string>{"submission.xml.enc", "a.jpg.enc"}));
  EXPECT_TRUE(read->answers.empty());
}

TEST(Submission, WithoutAFormOrAnIdItIsRefused) {
  for (const char* xml : {"<data id='a'/>", "<data><meta><instanceID>uuid:1</instanceID></meta></data>", "no", "<a>"}) {
    EXPECT_FALSE(read_submission(xml, "x").ok()) << xml;
  }
}

TEST(Submission, FileNamesLeadNowhere) {
  EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_file_name("C:\\photos\\a.jpg"), "a.jpg");
  EXPECT_EQ(safe_file_name("C:a.jpg"), "a.jpg");
  EXPECT_EQ(safe_file_name(".."), "");
  EXPECT_EQ(safe_file_name("a\nb"), "");
  EXPECT_EQ(safe_file_name("फ़ोटो.jpg"), "फ़ोटो.jpg");
}

TEST(ReceiptCode, IsTheEndOfARandomUuidAndReadAsPeopleTypeIt) {
  EXPECT_EQ(receipt_code(sample_uuid), "3f9a12bc77de");
  EXPECT_EQ(receipt_code("uuid:0b5e8a54-90a1-1a3b-8c61-3f9a12bc77de"), std::nullopt);
  EXPECT_EQ(receipt_code("collect:2026"), std::nullopt);
  EXPECT_EQ(shown_receipt_code("3f9a12bc77de"), "3f9a-12bc-77de");
  for (const char* typed : {"3f9a-12bc-77de", "3F9A 12BC 77DE", "3f9a12bc77de", "३f९a-१२bc-७७de"}) {
    EXPECT_EQ(parse_receipt_code(typed), "3f9a12bc77de") << typed;
  }
  for (const char* typed : {"", "3f9a12bc77d", "3f9a12bc77dg"}) EXPECT_FALSE(parse_receipt_code(typed)) << typed;
}

TEST(AnswersCheck, AGoodOneHasNoFaults) { EXPECT_EQ(faults_of(good), Faults{}); }

TEST(AnswersCheck, WhatIsRequiredAndRelevantMustBeThere) {
  EXPECT_EQ(faults_of(with("<adults>3</adults>", "<adults/>")), Faults{"/data/about/adults missing"});
  EXPECT_EQ(faults_of(with("<works>yes</works>", "<works/>")), Faults{"/data/member/works missing"});
}

TEST(AnswersCheck, NothingIsMissedWhereConsentWasRefused) {
  EXPECT_EQ(faults_of("<consent_schemes>no</consent_schemes><gas/><since/><about><adults/><phone/></about><kind/>"),
            Faults{});
}

TEST(AnswersCheck, AnAnswerWithoutConsentIsToldAsNotRelevant) {
  const Faults told = faults_of(with("<consent_schemes>yes", "<consent_schemes>no"));
  EXPECT_EQ(told,
            (Faults{"/data/gas not_relevant", "/data/about/adults not_relevant", "/data/about/phone not_relevant"}));
}

TEST(AnswersCheck, TypesConstraintsAndChoicesAreHeldTo) {
  EXPECT_EQ(faults_of(with("<adults>3", "<adults>three")), Faults{"/data/about/adults type"});
  EXPECT_EQ(faults_of(with("<adults>3", "<adults>40")), Faults{"/data/about/adults constraint"});
  EXPECT_EQ(faults_of(with("2026-11-29", "2026-11-30")), Faults{"/data/since constraint"});
  EXPECT_EQ(faults_of(with("2026-11-29", "29/11/2026")), Faults{"/data/since type"});
  EXPECT_EQ(faults_of(with("9876543210", "12345")), Faults{"/data/about/phone constraint"});
  EXPECT_EQ(faults_of(with("a b", "a c")), Faults{"/data/gas choice"});
  EXPECT_EQ(faults_of(with(">pucca", ">palace")), Faults{"/data/kind choice"});
}

TEST(AnswersCheck, WhatTheServerCannotTellIsNoFault) {
  EXPECT_EQ(faults_of(with("<kind>pucca", "<kind>kutcha")), Faults{});  // its constraint calls a function nobody knows
}

TEST(AnswersCheck, ANodeThatTheFormDoesNotHaveIsTold) {
  EXPECT_EQ(faults_of(good + "<caste>x</caste>"), Faults{"/data/caste unknown_node"});
}

TEST(AnswersCheck, APatternThatNeverEndsIsGivenUp) {
  const auto form = read_xform(replaced(sample_xform(), "[6-9][0-9]{9}", "(a+)+b"), "sample.xml");
  ASSERT_TRUE(form.ok());
  const auto faults = check_answers(*form, sample_submission(with("9876543210", std::string(60, 'a'))), noon);
  ASSERT_TRUE(faults.ok());
  EXPECT_EQ(faults->size(), 1U);
}

}  // namespace
}  // namespace boothwise::forms
