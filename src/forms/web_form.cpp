#include "forms/web_form.hpp"

#include "forms/internal/web_form_page.hpp"
#include "forms/internal/xml.hpp"
#include "forms/xform.hpp"
#include "forms_sheets/sheets.hpp"

#include <libexslt/exslt.h>
#include <libxml/HTMLtree.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <memory>
#include <mutex>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

const xmlChar* xml_chars(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

struct FreeSheet {
  void operator()(xsltStylesheet* sheet) const { xsltFreeStylesheet(sheet); }
};
struct FreeTransform {
  void operator()(xsltTransformContext* context) const { xsltFreeTransformContext(context); }
};
using Sheet = std::unique_ptr<xsltStylesheet, FreeSheet>;

Sheet compiled(std::string_view text) {
  static std::once_flag once;
  std::call_once(once, [] {
    exsltCommonRegister();
    exsltStrRegister();
    exsltDynRegister();
  });
  xmlDoc* document = xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  Sheet sheet(document == nullptr ? nullptr : xsltParseStylesheetDoc(document));
  if (sheet == nullptr) throw BrokenInvariant("a style sheet of enketo-transformer cannot be read");
  return sheet;
}

/// libxslt's kind of function; what a sheet warns of is no matter of the user's.
void say_nothing(void* /*data*/, const char* /*format*/, ...) {}  // NOLINT(cert-dcl50-cpp)

/// A transformation that reads, writes and asks nothing beside its document.
Result<Document> transformed(xsltStylesheet* sheet, xmlDoc* document, const std::string& name) {
  static const std::unique_ptr<xsltSecurityPrefs, decltype(&xsltFreeSecurityPrefs)> forbidden = [] {
    std::unique_ptr<xsltSecurityPrefs, decltype(&xsltFreeSecurityPrefs)> preferences(xsltNewSecurityPrefs(),
                                                                                     &xsltFreeSecurityPrefs);
    for (const xsltSecurityOption option :
         {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
          XSLT_SECPREF_WRITE_NETWORK}) {
      xsltSetSecurityPrefs(preferences.get(), option, xsltSecurityForbid);
    }
    return preferences;
  }();
  const std::unique_ptr<xsltTransformContext, FreeTransform> context(xsltNewTransformContext(sheet, document));
  if (context == nullptr) throw std::bad_alloc();
  xsltSetCtxtSecurityPrefs(forbidden.get(), context.get());
  xsltSetTransformErrorFunc(context.get(), nullptr, &say_nothing);
  Document result(xsltApplyStylesheetUser(sheet, document, nullptr, nullptr, nullptr, context.get()));
  if (result == nullptr || context->state == XSLT_STATE_ERROR || xmlDocGetRootElement(result.get()) == nullptr) {
    return Error{ErrorKind::bad_input,
                 "web_form",
                 {"this form cannot be shown in the browser: the style sheet refused it",
                  "यह फ़ॉर्म ब्राउज़र में नहीं दिख सकता: शैली-पत्रक ने नहीं लिया"},
                 {name}};
  }
  return result;
}

/// A file as the answer that stands there already: its name is the text, where it lies the source.
void process_binary_defaults(xmlDoc* form) {
  for (xmlNode* bind : found_by(form, "/h:html/h:head/xf:model/xf:bind[@type='binary']")) {
    const std::string path = replaced(attribute_of(bind, "nodeset"), "/", "/xf:");
    if (path.empty()) continue;
    for (xmlNode* node : found_by(form, "/h:html/h:head/xf:model/xf:instance" + path)) {
      const std::string text = text_of(node);
      if (text.find("://") != std::string::npos) set_attribute(node, "src", text);
    }
  }
}

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text.substr(mark.size() - 1) : text.substr(at + mark.size());
}
std::string before(const std::string& text, std::string_view mark) { return text.substr(0, text.find(mark)); }

std::string without_filters(const std::string& path) {
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = path[at] == '[' ? path.find(']', at) : std::string::npos;
    if (end == std::string::npos) {
      out += path[at++];
    } else {
      at = end + 1;
    }
  }
  return out;
}

/// Where an itemset's values and labels stand, spelt out for the sheet, with the nodes that name its labels.
void process_itemset(xmlDoc* form, xmlNode* itemset) {
  const std::string value = attribute_of(child_of(itemset, "value"), "ref");
  const std::string label = attribute_of(child_of(itemset, "label"), "ref");
  const std::string nodeset = attribute_of(itemset, "nodeset");
  const bool is_random = nodeset.find("randomize(") != std::string::npos;
  std::string path = nodeset.find(')') == std::string::npos ? nodeset : after(nodeset, ")");
  if (is_random) path = before(path, nodeset.find(',') != std::string::npos ? "," : ")");
  const std::string quoted =
      nodeset.find("instance(") == std::string::npos ? std::string() : before(after(nodeset, "instance("), ")");
  const std::string instance = quoted.size() < 2 ? std::string() : quoted.substr(1, quoted.size() - 2);
  const std::string itext_path =
      "/h:html/h:head/xf:model/xf:instance[@id=\"" + instance + "\"]" + without_filters(replaced(path, "/", "/xf:"));
  set_attribute(itemset, "valueRef", value);
  set_attribute(itemset, "labelRef", label);
  set_attribute(itemset, "itextPath", itext_path);
  const std::string call = "itext(";
  const std::size_t at = label.find(call);
  if (at == std::string::npos || !label.ends_with(')') || instance.find('"') != std::string::npos) return;
  const std::string node_name = label.substr(at + call.size(), label.size() - at - call.size() - 1);
  for (xmlNode* item : found_by(form, itext_path + "/*[name() = \"" + node_name + "\"]"))
    xmlAddChild(itemset, xmlCopyNode(item, 1));
}

/// Prefixes that the instance uses are declared on its root: the engine takes it out of its surroundings.
void declare_namespaces(xmlDoc* form, xmlDoc* model) {
  const xmlNode* html = xmlDocGetRootElement(form);
  for (xmlNode* root : found_by(model, "/xf:root/xf:model/xf:instance/*")) {
    for (const xmlNs* space = html->nsDef; space != nullptr; space = space->next) {
      if (space->prefix == nullptr) continue;
      const std::string_view prefix = reinterpret_cast<const char*>(space->prefix);
      if (prefix == "h" || prefix == "ev" || prefix == "xsd" || prefix == "xf" || prefix == "xsl")
        continue;  // the sheet's own
      bool there = false;
      for (const xmlNs* own = root->nsDef; own != nullptr; own = own->next)
        there = there || xmlStrEqual(own->prefix, space->prefix) != 0;
      if (!there) xmlNewNs(root, space->href, space->prefix);
    }
  }
}

void add_instance_id(xmlDoc* model) {
  const std::string root = "/xf:root/xf:model/xf:instance[1]/*";
  if (!found_by(model, root + "/xf:meta/xf:instanceID | " + root + "/orx:meta/orx:instanceID").empty()) return;
  const auto roots = found_by(model, root);
  if (roots.empty()) return;
  const auto metas = found_by(model, root + "/xf:meta");
  xmlNode* meta =
      metas.empty() ? xmlNewChild(roots.front(), roots.front()->ns, xml_chars("meta"), nullptr) : metas.front();
  xmlNewChild(meta, meta->ns, xml_chars("instanceID"), nullptr);
}

struct FreeBuffer {
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};

/// What stands below the root, whose namespaces are not declared again: that of XForms goes.
std::string written(xmlDoc* document, bool as_html) {
  const std::unique_ptr<xmlBuffer, FreeBuffer> buffer(xmlBufferCreate());
  for (xmlNode* node : children_of(xmlDocGetRootElement(document))) {
    if (as_html) {
      xmlOutputBuffer* output = xmlOutputBufferCreateBuffer(buffer.get(), nullptr);
      htmlNodeDumpFormatOutput(output, document, node, "UTF-8", 0);
      xmlOutputBufferClose(output);
    } else {
      xmlNodeDump(buffer.get(), document, node, 0, 0);
    }
  }
  return reinterpret_cast<const char*>(xmlBufferContent(buffer.get()));
}

}  // namespace

Result<WebForm> to_web_form(std::string_view xform, const std::string& name,
                            const std::map<std::string, std::string>& media) {
  static const Sheet page_sheet = compiled(sheets::openrosa2html5form);
  static const Sheet model_sheet = compiled(sheets::openrosa2xmlmodel);
  BOOTHWISE_TRY(form, read_xml(xform, xform_bytes_max, name));
  process_binary_defaults(form.get());
  for (xmlNode* itemset : found_by(form.get(), "//xf:itemset")) process_itemset(form.get(), itemset);
  BOOTHWISE_TRY(page, transformed(page_sheet.get(), form.get(), name));
  WebForm web;
  web.languages = finish_page(page.get(), media);
  web.form = written(page.get(), true);
  BOOTHWISE_TRY(model, transformed(model_sheet.get(), form.get(), name));
  declare_namespaces(form.get(), model.get());
  replace_media(model.get(), media);
  add_instance_id(model.get());
  web.model = written(model.get(), false);
  return web;
}

}  // namespace boothwise::forms
