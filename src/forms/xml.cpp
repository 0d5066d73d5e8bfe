#include "forms/internal/xml.hpp"

#include <cstdint>
#include <libxml/parser.h>
#include <mutex>

#include "base/text.hpp"

namespace boothwise::forms {

namespace {

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

const xmlChar* chars_of(std::string_view text) { return reinterpret_cast<const xmlChar*>(text.data()); }

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string taken(xmlChar* text) {
  std::string copy(view_of(text));
  xmlFree(text);
  return copy;
}

Error at(const std::string& name, std::uint64_t line, std::string code, Bilingual message) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {name, line}};
}

}  // namespace

Result<Document> read_xml(std::string_view text, std::size_t bytes_max, const std::string& name) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  if (text.size() > bytes_max) {
    const std::string most = std::to_string(bytes_max);
    Error error =
        at(name, 0, "xml_too_large", {"more than the " + most + " bytes that are taken", most + " बाइट की सीमा से बड़ा"});
    error.kind = ErrorKind::too_large;
    return error;
  }
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
    return at(name, 0, "xml_malformed", {"expected XML in UTF-8", "UTF-8 में XML चाहिए"});
  }
  if (text.find("<!DOCTYPE") != std::string_view::npos || text.find("<!ENTITY") != std::string_view::npos) {
    return at(name, 0, "xml_document_type", {"a document type is not taken", "DOCTYPE वाला XML नहीं लिया जाता"});
  }
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (context == nullptr) throw std::bad_alloc();
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  Document document(
      xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", options));
  if (document == nullptr || xmlGetIntSubset(document.get()) != nullptr) {
    const xmlError* failure = xmlCtxtGetLastError(context.get());
    const bool told = failure != nullptr && failure->message != nullptr;
    const std::string words = told ? as_utf8(trimmed(failure->message)) : "no document";
    return at(name, told ? static_cast<std::uint64_t>(failure->line) : 0, "xml_malformed",
              {"this is no well-formed XML: " + words, "यह सही XML नहीं है: " + words});
  }
  return document;
}

std::vector<xmlNode*> children_of(const xmlNode* node) {
  std::vector<xmlNode*> elements;
  if (node == nullptr) return elements;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) elements.push_back(child);
  }
  return elements;
}

xmlNode* child_of(const xmlNode* node, std::string_view name) {
  if (node == nullptr) return nullptr;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && name_of(child) == name) return child;
  }
  return nullptr;
}

std::string_view name_of(const xmlNode* node) { return view_of(node->name); }

std::string_view namespace_of(const xmlNode* node) {
  return node->ns == nullptr ? std::string_view() : view_of(node->ns->href);
}

std::string text_of(const xmlNode* node) { return node == nullptr ? std::string() : taken(xmlNodeGetContent(node)); }

std::string attribute_of(const xmlNode* node, const char* name) {
  return node == nullptr ? std::string() : taken(xmlGetNoNsProp(node, chars_of(name)));
}

std::string attribute_of(const xmlNode* node, const char* name, std::string_view space) {
  return node == nullptr ? std::string()
                         : taken(xmlGetNsProp(node, chars_of(name), chars_of(std::string(space).c_str())));
}

bool has_attribute(const xmlNode* node, const char* name) {
  return node != nullptr && xmlHasProp(node, chars_of(name)) != nullptr;
}

}  // namespace boothwise::forms
