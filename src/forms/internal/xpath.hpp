#pragma once

#include "forms/internal/xml.hpp"

#include <libxml/xpath.h>
#include <memory>
#include <optional>
#include <string>

#include "base/dates.hpp"

namespace boothwise::forms {

/// XPath over a filled form, with the functions that XForms add
/// (https://getodk.github.io/xforms-spec/#xpath-functions). Dates are numbers of days since 1970, so that they compare.
/// For one thread.
class XPath {
 public:
  /// REQUIRES: the document outlives this; its elements are in no namespace.
  XPath(xmlDoc* document, Instant now);

  /// Whether `expression` holds at `context`. Nothing where it cannot be told: a function that is not known here, a
  /// list that only the phone has.
  std::optional<bool> holds(const std::string& expression, xmlNode* context);

 private:
  struct FreeContext {
    void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
  };
  std::unique_ptr<xmlXPathContext, FreeContext> context_;
  double now_days_;
};

/// Days since 1970 of "2026-11-29" or "2026-11-29T10:00:00.000+05:30"; nothing for what is neither.
std::optional<double> days_of(std::string_view text);

}  // namespace boothwise::forms
