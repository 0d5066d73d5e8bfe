#include "services/organisation_import.hpp"

#include <array>
#include <boost/json.hpp>

#include "intake/csv_writer.hpp"
#include "services/organisation_merge.hpp"
#include "services/organisation_parts.hpp"
#include "services/report_json.hpp"
#include "services/seat_reach.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::Store;

namespace {

constexpr std::string_view rows_refused = "rows_refused";

json::object counts_json(const MergeCounts& counts) {
  return {{"rows", counts.rows}, {"added", counts.added}, {"changed", counts.changed}, {"unchanged", counts.unchanged}};
}

json::array refused_json(const RefusedRows& refused) {
  json::array list;
  for (const intake::Refusal& row : refused.rows) {
    list.push_back({{"file", row.file},
                    {"line", row.line},
                    {"column", row.column},
                    {"value", row.value},
                    {"reason", to_json(row.reason)}});
  }
  return list;
}

Status all_refused() { return Error{ErrorKind::bad_input, std::string(rows_refused), {}}; }

/// Lays the rows over what is there, in a transaction. An error `rows_refused` takes it back; the report tells why.
Status merge(const Caller& caller, Store& inside, const MergeSetting& setting, OrganisationRows& rows,
             OrganisationImport& import, Progress& progress) {
  BOOTHWISE_TRY(units, UnitMerge::load(inside, setting));
  BOOTHWISE_CHECK(units.take(inside, rows));
  BOOTHWISE_TRY(people, PeopleMerge::load(inside, setting, units));
  if (rows.refused.total == 0) people.take(rows);
  import.report["units"] = counts_json(units.counts());
  import.report["people"] = counts_json(people.people());
  import.report["posts"] = counts_json(people.posts());
  import.report["agents"] = counts_json(people.agents());
  if (rows.refused.total > 0) return all_refused();
  std::int64_t differences = 0;
  for (const MergeCounts& counts : {units.counts(), people.people(), people.posts(), people.agents()}) {
    differences += counts.added + counts.changed;
  }
  if (differences == 0) return success();
  BOOTHWISE_CHECK(operations::note_organisation_change(inside));
  BOOTHWISE_CHECK(units.write(inside, people.headed(), progress));
  BOOTHWISE_CHECK(people.write(inside, progress));
  BOOTHWISE_CHECK(refresh_seat_reaches(inside, setting.places));
  return caller.note(inside, "organisation.imported", "unit:1", whole_organisation,
                     {{"units", units.counts().added + units.counts().changed},
                      {"people", people.people().added + people.people().changed},
                      {"posts", people.posts().added + people.posts().changed},
                      {"agents", people.agents().added}});
}

}  // namespace

Result<OrganisationImport> import_organisation(Caller& caller, const Places& places, std::span<const ImportFile> files,
                                               const intake::UserMapping& mapping, bool synthetic, Progress& progress) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, whole_organisation));
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(rows, read_organisation(files, mapping, catalogue, places, caller.today(), progress));
  return import_organisation_rows(caller, places, catalogue, std::move(rows), synthetic, progress);
}

Result<OrganisationImport> import_organisation_rows(Caller& caller, const Places& places,
                                                    const OrganisationCatalogue& catalogue, OrganisationRows rows,
                                                    bool synthetic, Progress& progress) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, whole_organisation));
  const MergeSetting setting{catalogue, places, iso_date(caller.today()), synthetic, noted_by(caller)};
  OrganisationImport import;
  for (const char* kind : {"units", "people", "posts", "agents"}) import.report[kind] = counts_json({});
  // Rows that hang on one that could not be read would be refused for want of it.
  const bool readable = rows.refused.total == 0;
  const Status done = !readable ? all_refused() : caller.whole_store().atomically([&](Store& inside) {
    return merge(caller, inside, setting, rows, import, progress);
  });
  if (!done.ok() && done.error().code != rows_refused) return done.error();
  import.committed = done.ok();
  import.report["committed"] = import.committed;
  import.report["synthetic"] = synthetic;
  import.report["refused_total"] = rows.refused.total;
  import.report["refused"] = refused_json(rows.refused);
  import.refused = std::move(rows.refused);
  return import;
}

std::string refused_rows_csv(const RefusedRows& refused, Language language) {
  std::string csv = intake::csv_line(std::array<std::string, 5>{"file", "line", "column", "value", "reason"});
  for (const intake::Refusal& row : refused.rows) {
    csv += intake::csv_line(std::array<std::string, 5>{row.file, std::to_string(row.line), row.column, row.value,
                                                       std::string(in_language(row.reason, language))});
  }
  return csv;
}

}  // namespace boothwise::services
