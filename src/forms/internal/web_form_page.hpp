#pragma once

#include "forms/internal/xml.hpp"
#include "forms/web_form.hpp"

#include <libxml/xpath.h>
#include <map>
#include <string>
#include <vector>

/// The steps between Enketo's style sheets and its engine, on documents.
namespace boothwise::forms {

/// Elements and attributes that an expression finds, in order; prefixes xf, orx and h are bound.
std::vector<xmlNode*> found_by(xmlDoc* document, const std::string& expression);

/// All that follows the first sheet: actions, appearances, media, languages, Markdown, and nothing that could run.
std::vector<WebFormLanguage> finish_page(xmlDoc* page, const std::map<std::string, std::string>& media);

/// Puts the address of a file in place of its jr:// name in every `src` and `href`.
void replace_media(xmlDoc* document, const std::map<std::string, std::string>& media);

void set_attribute(xmlNode* node, const char* name, const std::string& value);

}  // namespace boothwise::forms
