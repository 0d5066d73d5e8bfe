#include "operations/schemes.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

std::string words_in_one(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string known_day_text(const std::optional<KnownDay>& day) { return day ? to_string(*day) : std::string(); }

}  // namespace

Result<std::vector<Scheme>> changed_schemes(Store& store) {
  return list_of(store, sql::changed_schemes, {}, [](const Row& row) {
    Scheme scheme;
    scheme.code = row.text(0);
    scheme.name = {row.text(1), row.text(2)};
    scheme.owner = row.text(3);
    const auto unit = parse_scheme_unit(row.text(4));
    const auto status = scheme_status_named(row.text(7));
    if (!unit || !status) throw BrokenInvariant("the store keeps a scheme that is none");
    scheme.unit = *unit;
    scheme.from = parse_known_day(row.text(5));
    scheme.to = parse_known_day(row.text(6));
    scheme.status = *status;
    scheme.base = row.text(8);
    scheme.benefit = {row.text(9), row.text(10)};
    scheme.eligibility = {row.text(11), row.text(12)};
    scheme.source_url = row.text(13);
    scheme.portal_url = row.text(14);
    scheme.office = {row.text(15), row.text(16)};
    scheme.helpline = row.text(17);
    for (std::string& word : split(row.text(18), ' ')) {
      if (!word.empty()) scheme.to_check.push_back(std::move(word));
    }
    return scheme;
  });
}

Status put_scheme(Store& inside, const Scheme& scheme, const std::string& by, Instant at) {
  return done(inside.change(sql::put_scheme, {{"code", scheme.code},
                                              {"name_en", scheme.name.en},
                                              {"name_hi", scheme.name.hi},
                                              {"owner", scheme.owner},
                                              {"unit", std::string(name_of(scheme.unit))},
                                              {"from_day", known_day_text(scheme.from)},
                                              {"to_day", known_day_text(scheme.to)},
                                              {"status", std::string(name_of(scheme.status))},
                                              {"base", scheme.base},
                                              {"benefit_en", scheme.benefit.en},
                                              {"benefit_hi", scheme.benefit.hi},
                                              {"eligibility_en", scheme.eligibility.en},
                                              {"eligibility_hi", scheme.eligibility.hi},
                                              {"source_url", scheme.source_url},
                                              {"portal_url", scheme.portal_url},
                                              {"office_en", scheme.office.en},
                                              {"office_hi", scheme.office.hi},
                                              {"helpline", scheme.helpline},
                                              {"to_check", words_in_one(scheme.to_check)},
                                              {"by", by},
                                              {"at", seconds_of(at)}}));
}

}  // namespace boothwise::operations
