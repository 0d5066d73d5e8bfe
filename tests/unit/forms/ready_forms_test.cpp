#include "forms/answers_check.hpp"
#include "forms/definition.hpp"
#include "forms/question_lint.hpp"
#include "forms/web_form.hpp"
#include "forms/xform.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

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
  EXPECT_EQ(forms.size(), 9U);
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
      const bool asks = field.control != Control::none;
      if (asks && !field.purpose.empty() && field.consent.empty()) asked.push_back(&field);
    }
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back()->purpose, "community");
    for (const FormField* field : asked) {
      EXPECT_TRUE(field->required.empty()) << field->path;
      EXPECT_EQ(field->choices.front(), "prefer_not_to_say") << field->path;
    }
  }
}

/// The grid as it is published: data/means/nccs.csv.
std::vector<std::vector<std::string>> nccs_grid() {
  std::ifstream file(BOOTHWISE_SOURCE_DIR "/data/means/nccs.csv");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(split(line, ','));
  return rows;
}

TEST(NccsClass, IsTheGridsForEveryEducationAndNumberOfThings) {
  const auto forms = ready_forms();
  const auto found = std::ranges::find(forms, "household-means-nccs", &ReadyForm::name);
  ASSERT_NE(found, forms.end());
  const auto read = read_xform(found->xml, found->name);
  ASSERT_TRUE(read.ok());
  const FormField* things = read->field("/data/means/durables");
  ASSERT_NE(things, nullptr);
  std::vector<std::string> durables;
  for (const std::string& choice : things->choices) {
    if (choice != "none" && choice != "prefer_not_to_say") durables.push_back(choice);
  }
  ASSERT_EQ(durables.size(), 11U);
  /// What the form's own expressions make of answers, asked as a rule that the value be `expected`.
  const std::string cell = read->field("/data/nccs_cell")->calculate;
  const auto gives = [&](const std::string& education, const std::string& owned, const std::string& keep,
                         const std::string& expected) {
    XForm form = *read;
    const auto node = std::ranges::find(form.fields, "/data/nccs_class", &FormField::path);
    const std::string expression = replaced(std::exchange(node->calculate, ""), "/data/nccs_cell", "(" + cell + ")");
    node->constraint = "(" + expression + ") = '" + expected + "'";
    const std::string sent =
        "<data id=\"household-means-nccs\" "
        "version=\"1\"><agreed><consent_economic>yes</consent_economic></agreed><means><education>" +
        education + "</education><durables>" + owned + "</durables></means><keep_class>" + keep +
        "</keep_class><nccs_class>?</nccs_class></data>";
    const auto faults = check_answers(form, sent, Instant());
    EXPECT_TRUE(faults.ok());
    return std::ranges::none_of(*faults, [](const AnswerFault& fault) {
      return fault.path == "/data/nccs_class" && fault.kind == AnswerFault::Kind::constraint;
    });
  };
  const auto grid = nccs_grid();
  ASSERT_EQ(grid.size(), 11U);
  std::size_t cells = 0;
  for (std::size_t column = 1; column < grid[0].size(); ++column) {
    for (std::size_t owned = 0; owned <= durables.size(); ++owned) {
      std::string names = owned == 0 ? "none" : "";
      for (std::size_t at = 0; at < owned; ++at) names += (at == 0 ? "" : " ") + durables[at];
      const std::string& expected = grid.at(std::min<std::size_t>(owned, 9) + 1).at(column);
      EXPECT_TRUE(gives(grid[0][column], names, "keep", expected)) << grid[0][column] << " " << owned;
      EXPECT_FALSE(gives(grid[0][column], names, "keep", expected == "A1" ? "E3" : "A1"));
      ++cells;
    }
  }
  EXPECT_EQ(cells, 84U);
  EXPECT_TRUE(gives("prefer_not_to_say", "car", "keep", "prefer_not_to_say"));
  EXPECT_TRUE(gives("graduate", "prefer_not_to_say", "keep", "prefer_not_to_say"));
  EXPECT_TRUE(gives("graduate", "car", "prefer_not_to_say", "prefer_not_to_say"));
  EXPECT_TRUE(gives("graduate", "car", "", ""));  // who did not say that it may be kept
  EXPECT_TRUE(gives("", "car", "keep", ""));
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
