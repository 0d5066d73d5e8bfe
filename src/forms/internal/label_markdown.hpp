#pragma once

#include <libxml/tree.h>
#include <string>
#include <string_view>
#include <vector>

/// The Markdown that labels and hints of XForms may hold (https://docs.getodk.org/form-styling/): bold, emphasis,
/// headings, links to https, tel and mailto, plain lists, line ends. Nothing else: no HTML passes through.
namespace boothwise::forms {

/// Puts the text of `label` in place of its children. `outputs[i]` stands where the text has U+E000 + i; the nodes
/// become children.
void render_markdown(xmlNode* label, std::string_view text, const std::vector<xmlNode*>& outputs);

}  // namespace boothwise::forms
