#include "forms/definition.hpp"
#include "forms/question_lint.hpp"
#include "forms/web_form.hpp"
#include "forms/xform.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

namespace boothwise::forms {
namespace {

struct ReadyForm {
  std::string name;
  FormDefinition definition;
  std::string xml;
};

std::vector<ReadyForm> ready_forms() {
  std::vector<ReadyForm> forms;
  for (const auto& entry : std::filesystem::directory_iterator(BOOTHWISE_SOURCE_DIR "/data/forms")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const auto definition = parse_definition(std::string(std::istreambuf_iterator<char>(file), {}));
    EXPECT_TRUE(definition.ok()) << entry.path() << ": " << definition.error().line(Language::english);
    if (!definition.ok()) continue;
    const auto xml = to_xform(*definition, {.version = "1", .rsa_public_key = std::nullopt});
    EXPECT_TRUE(xml.ok()) << entry.path() << ": " << xml.error().line(Language::english);
    if (xml.ok()) forms.push_back({entry.path().stem(), *definition, *xml});
  }
  EXPECT_EQ(forms.size(), 8U);
  return forms;
}

TEST(ReadyForms, EachIsItsFilesNameAndReadsBackAsAnXForm) {
  for (const ReadyForm& form : ready_forms()) {
    EXPECT_EQ(form.definition.id, form.name);
    const auto read = read_xform(form.xml, form.name);
    ASSERT_TRUE(read.ok()) << read.error().line(Language::english);
    EXPECT_EQ(read->languages, (std::vector<std::string>{"hi", "en"}));
    EXPECT_EQ(read->title.hi, form.definition.title.hi);
    EXPECT_EQ(read->title.en, form.definition.title.en);
  }
}

TEST(ReadyForms, LinterFindsNothingToBlockInAny) {
  for (const ReadyForm& form : ready_forms()) {
    for (const LintFinding& finding : lint_form(form.definition)) {
      ADD_FAILURE() << form.name << ", " << finding.question << " (" << finding.where << "): " << finding.rule << " \""
                    << finding.matched << "\"";
    }
  }
}

TEST(ReadyForms, FormsAboutPersonsShowNoticeAndReceiptAndThoseAboutSchemesTheFooter) {
  for (const ReadyForm& form : ready_forms()) {
    const auto read = read_xform(form.xml, form.name);
    ASSERT_TRUE(read.ok());
    const auto shows = [&read](std::string_view what) {
      return std::any_of(read->fields.begin(), read->fields.end(),
                         [what](const FormField& field) { return field.shows == what; });
    };
    if (read->about_persons()) {
      EXPECT_FALSE(read->notice.empty()) << form.name;
      EXPECT_TRUE(shows("receipt")) << form.name;
    }
    EXPECT_TRUE(!read->asks_for("schemes") || shows("footer")) << form.name;
  }
}

TEST(ReadyForms, PreferNotToSayIsFirstAndCommunityIsAskedLastAndNeverRequired) {
  for (const ReadyForm& form : ready_forms()) {
    if (!form.definition.is_protected()) continue;
    const auto read = read_xform(form.xml, form.name);
    ASSERT_TRUE(read.ok());
    std::vector<const FormField*> asked;
    for (const FormField& field : read->fields) {
      if (!field.purpose.empty() && field.consent.empty()) asked.push_back(&field);
    }
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back()->purpose, "community");
    for (const FormField* field : asked) {
      EXPECT_TRUE(field->required.empty()) << field->path;
      EXPECT_EQ(field->choices.front(), "prefer_not_to_say") << field->path;
    }
  }
}

TEST(WebForm, EachReadyFormBecomesAPageAndAModelInBothLanguages) {
  for (const ReadyForm& form : ready_forms()) {
    const auto web = to_web_form(form.xml, form.name, {});
    ASSERT_TRUE(web.ok()) << web.error().line(Language::english);
    EXPECT_TRUE(web->form.starts_with("<form ")) << web->form.substr(0, 200);
    EXPECT_TRUE(web->model.starts_with("<model")) << web->model.substr(0, 200);
    EXPECT_NE(web->model.find("<data xmlns:"), std::string::npos) << web->model.substr(0, 800);
    ASSERT_EQ(web->languages.size(), 2U);
    EXPECT_EQ(web->languages[0].tag, "hi");
    EXPECT_EQ(web->languages[1].name, "English");
  }
}

/// An XForm with one text question whose label is given.
std::string with_label(const std::string& label, const std::string& more = "") {
  return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>t</h:title><model><instance><data id="t" version="1"><a/></data></instance><bind nodeset="/data/a" type="string"/></model></h:head>
<h:body><input ref="/data/a"><label>)" +
         label + "</label></input>" + more + "</h:body></h:html>";
}

TEST(WebForm, MarkdownOfLabelsBecomesElementsAndNothingElseDoes) {
  const auto web = to_web_form(with_label("**bold** and _so_ on\n# Head\n[here](https://example.org) "
                                          "[bad](javascript:alert(1)) &lt;b onclick='x'&gt; 2*3*4"),
                               "t", {});
  ASSERT_TRUE(web.ok());
  EXPECT_NE(web->form.find("<strong>bold</strong> and <em>so</em> on"), std::string::npos) << web->form;
  EXPECT_NE(web->form.find("href=\"https://example.org\""), std::string::npos);
  EXPECT_EQ(web->form.find("javascript:"), std::string::npos) << web->form;
  EXPECT_NE(web->form.find("&lt;b onclick="), std::string::npos) << web->form;
}

TEST(WebForm, NothingThatCouldRunOrLoadFromElsewhereIsLeft) {
  const auto web = to_web_form(with_label("a",
                                          "<h:script>alert(1)</h:script><input ref=\"/data/a\"><label><h:img "
                                          "src=\"https://evil.example/x.png\" onerror=\"alert(1)\"/></label></input>"),
                               "t", {});
  ASSERT_TRUE(web.ok());
  for (const char* part : {"<script", "onerror", "evil.example"})
    EXPECT_EQ(web->form.find(part), std::string::npos) << web->form;
}

TEST(WebForm, DocumentTypeIsRefusedAndMissingInstanceIdIsAdded) {
  EXPECT_EQ(to_web_form("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "t", {}).error().code,
            "xml_document_type");
  const auto web = to_web_form(with_label("a"), "t", {});
  ASSERT_TRUE(web.ok());
  EXPECT_NE(web->model.find("<meta><instanceID/></meta>"), std::string::npos) << web->model;
}

TEST(WebForm, MediaNamesBecomeAddresses) {
  std::string xml = with_label("a");
  const std::string itext =
      "<itext><translation lang=\"Hindi (hi)\"><text id=\"x\"><value>क</value><value "
      "form=\"audio\">jr://audio/न.mp3</value></text></translation></itext><instance>";
  xml.replace(xml.find("<instance>"), 10, itext);
  xml.replace(xml.find("<label>a</label>"), 16, "<label ref=\"jr:itext('x')\"/>");
  const auto web = to_web_form(xml, "t", {{"न.mp3", "/openrosa/media/1"}});
  ASSERT_TRUE(web.ok());
  EXPECT_NE(web->form.find("src=\"/openrosa/media/1\""), std::string::npos) << web->form;
  ASSERT_EQ(web->languages.size(), 1U);
  EXPECT_EQ(web->languages[0].tag, "hi");
}

}  // namespace
}  // namespace boothwise::forms
