#pragma once

#include <cstddef>
#include <libxml/tree.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// XML from strangers, through libxml2: UTF-8, no document types, no entities of its own, nothing fetched, depth and
/// size bounded (OR-47).
namespace boothwise::forms {

constexpr std::string_view xforms_namespace = "http://www.w3.org/2002/xforms";
constexpr std::string_view html_namespace = "http://www.w3.org/1999/xhtml";
constexpr std::string_view javarosa_namespace = "http://openrosa.org/javarosa";
constexpr std::string_view openrosa_namespace = "http://openrosa.org/xforms";
constexpr std::string_view encryption_namespace = "http://opendatakit.org/submissions";
/// Attributes of binds that say what an answer is for: docs/formats.md#forms.
constexpr std::string_view policy_namespace = "https://boothwise.org/xforms";

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

/// Errors: `xml_malformed` with the line and what is wrong; `xml_document_type`; `xml_too_large` over `bytes_max`.
Result<Document> read_xml(std::string_view text, std::size_t bytes_max, const std::string& name);

/// Elements below a node, in order. Null gives none.
std::vector<xmlNode*> children_of(const xmlNode* node);
/// The first child of that name, in any namespace; null if there is none.
xmlNode* child_of(const xmlNode* node, std::string_view name);
std::string_view name_of(const xmlNode* node);
/// Empty where it has none.
std::string_view namespace_of(const xmlNode* node);
/// All text below, as it stands.
std::string text_of(const xmlNode* node);
/// Of no namespace; empty where it is not there.
std::string attribute_of(const xmlNode* node, const char* name);
std::string attribute_of(const xmlNode* node, const char* name, std::string_view space);
bool has_attribute(const xmlNode* node, const char* name);
/// Calls `look` for the node and every element below it, in order.
template <typename Look>
void each_element(xmlNode* node, const Look& look) {
  look(node);
  for (xmlNode* child : children_of(node)) each_element(child, look);
}

}  // namespace boothwise::forms
