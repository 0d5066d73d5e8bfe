#include "forms/xform.hpp"

#include "unit/forms/sample_form.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace boothwise::forms {
namespace {

using Names = std::vector<std::string>;

XForm sample() {
  auto form = read_xform(sample_xform(), "sample.xml");
  EXPECT_TRUE(form.ok()) << form.error().line(Language::english);
  return form.ok() ? std::move(form).value() : XForm{};
}

std::string code_of(const std::string& xml) {
  const auto form = read_xform(xml, "broken.xml");
  return form.ok() ? "taken" : form.error().code;
}

TEST(XForm, SaysWhichFormItIsInBothLanguages) {
  const XForm form = sample();
  EXPECT_EQ(form.id, "household-visit");
  EXPECT_EQ(form.version, "3");
  EXPECT_EQ(form.title, (Bilingual{"Household visit", "घर-घर संपर्क"}));
  EXPECT_EQ(form.languages, (Names{"Hindi (hi)", "English (en)"}));
}

TEST(XForm, AQuestionKnowsItsWordsAndChoices) {
  const XForm form = sample();
  const FormField* gas = form.field("/data/gas");
  ASSERT_NE(gas, nullptr);
  EXPECT_EQ(gas->label, (Bilingual{"Ujjwala gas?", "उज्ज्वला गैस?"}));
  EXPECT_EQ(gas->control, Control::select_many);
  EXPECT_EQ(gas->choices, (Names{"a", "b"}));
  EXPECT_EQ(form.field("/data/about/adults")->hint.en, "18 and over");
  const FormField* kind = form.field("/data/kind");
  EXPECT_EQ(kind->choices, (Names{"pucca", "kutcha"}));
  EXPECT_EQ(kind->choice_labels.front(), (Bilingual{"Yes", "हाँ"}));
}

TEST(XForm, WhatAnAnswerIsForStandsInItsBindOrAboveIt) {
  const XForm form = sample();
  EXPECT_EQ(form.field("/data/consent_schemes")->consent, "schemes");
  EXPECT_EQ(form.field("/data/gas")->purpose, "schemes");
  EXPECT_EQ(form.field("/data/gas")->scheme, "pmuy");
  EXPECT_EQ(form.field("/data/about/phone")->purpose, "contact");
  EXPECT_EQ(form.field("/data/about/phone")->contact, "phone");
  EXPECT_TRUE(form.field("/data/photo")->purpose.empty());
  EXPECT_TRUE(form.asks_for("schemes"));
  EXPECT_FALSE(form.asks_for("community"));
  EXPECT_TRUE(form.about_persons());
}

TEST(XForm, RepeatsAndMediaAreKnown) {
  const XForm form = sample();
  EXPECT_EQ(form.repeats, Names{"/data/member"});
  EXPECT_TRUE(form.field("/data/member/age")->repeated);
  EXPECT_FALSE(form.field("/data/gas")->repeated);
  EXPECT_EQ(form.media, (Names{"gas.mp3", "stations.csv"}));
}

TEST(XForm, WhatIsNoFormIsRefusedWithAReason) {
  EXPECT_EQ(code_of(""), "xml_malformed");
  EXPECT_EQ(code_of("<data/>"), "xform_malformed");
  EXPECT_EQ(code_of("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), "xml_document_type");
  EXPECT_EQ(code_of(replaced(sample_xform(), "id=\"household-visit\"", "")), "xform_malformed");
  EXPECT_EQ(code_of(replaced(sample_xform(), "nodeset=\"/data/photo\"", "nodeset=\"/data/nowhere\"")),
            "xform_malformed");
  EXPECT_EQ(code_of(replaced(sample_xform(), "ref=\"/data/photo\"", "ref=\"/data/nowhere\"")), "xform_malformed");
  EXPECT_EQ(code_of(replaced(sample_xform(), "version=\"3\"", "version=\"" + std::string(250, '3') + "\"")),
            "xform_malformed");
}

TEST(XForm, AnErrorNamesFileLineAndValue) {
  const auto form =
      read_xform(replaced(sample_xform(), "nodeset=\"/data/photo\"", "nodeset=\"/data/nowhere\""), "a.xml");
  ASSERT_FALSE(form.ok());
  EXPECT_EQ(form.error().where.file, "a.xml");
  EXPECT_EQ(form.error().where.line, 25U);
  EXPECT_EQ(form.error().where.value, "/data/nowhere");
}

TEST(XForm, DepthAndSizeAreBounded) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  EXPECT_EQ(code_of(deep), "xml_malformed");
  const auto large = read_xform(std::string(xform_bytes_max + 1, ' '), "large.xml");
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace boothwise::forms
