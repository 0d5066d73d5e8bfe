#include "services/preview.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::size_t rows_shown = 20;
constexpr std::size_t samples_shown = 3;

std::size_t needed_but_missing(const intake::Layout& layout, const std::vector<std::string>& header,
                               const intake::UserMapping& mapping) {
  const intake::ColumnMapping columns = intake::propose_columns(header, layout, mapping);
  return static_cast<std::size_t>(std::ranges::count_if(layout.fields, [&](const intake::LayoutField& field) {
    return field.required && !intake::is_told_by(mapping, field.field) &&
           std::ranges::find(columns.field_of_column, field.field) == columns.field_of_column.end();
  }));
}

/// True if a layout of seats' results is not of the election's house: a VS election has no PCs as its seats.
bool other_house(const intake::Layout& layout, const std::optional<std::string>& election_text) {
  const auto election = election_text ? parse_election(*election_text) : std::nullopt;
  if (layout.kind != intake::Kind::results || !election) return false;
  return (layout.id == "pc_results") != (election->house == House::lok_sabha);
}

/// The layout to show a file under: the one it is recognised as, else, so that its columns can be mapped, the one of
/// the wanted kinds that lacks the fewest columns, whole seats' results before others.
const intake::Layout* layout_for(const std::vector<std::string>& header, const ImportOptions& options) {
  const auto kind = options.kinds.size() == 1 ? std::optional(*options.kinds.begin()) : std::nullopt;
  if (const auto recognised = intake::recognise(header, kind, options.mapping)) return recognised->layout;
  if (options.kinds.empty()) return nullptr;
  const intake::Layout* best = nullptr;
  std::pair<bool, std::size_t> least;
  for (const intake::Layout& layout : intake::layouts()) {
    if (!options.kinds.contains(layout.kind) || layout.id == "ac_results_old") continue;
    if (other_house(layout, options.mapping.election)) continue;
    const std::pair lack(layout.kind != intake::Kind::results, needed_but_missing(layout, header, options.mapping));
    if (best == nullptr || lack < least) {
      best = &layout;
      least = lack;
    }
  }
  return best;
}

json::array fields_json(const intake::Layout& layout, const intake::UserMapping& mapping) {
  json::array fields;
  for (const intake::LayoutField& field : layout.fields) {
    fields.push_back({{"name", field_name(field.field)},
                      {"required", field.required && !intake::is_told_by(mapping, field.field)},
                      {"title", to_json(field_title(field.field))}});
  }
  return fields;
}

}  // namespace

json::object group_to_json(const GroupReport& group) {
  json::object view = report_to_json(group);
  view["kind"] = group.kind;
  view["run"] = group.run ? json::value(*group.run) : json::value(nullptr);
  view["already_there"] = group.already_there;
  json::array files;
  for (const warehouse::SourceFile& file : group.files) files.emplace_back(file.name);
  view["files"] = std::move(files);
  json::array elections;
  for (const ElectionId& election : group.elections) elections.emplace_back(to_string(election));
  view["elections"] = std::move(elections);
  return view;
}

json::object report_to_json(const ImportReport& report) {
  json::array groups;
  for (const GroupReport& group : report.groups) groups.emplace_back(group_to_json(group));
  json::array left;
  for (const LeftFile& file : report.left) left.push_back({{"name", file.name}, {"reason", to_json(file.reason)}});
  return {{"committed", report.committed}, {"groups", std::move(groups)}, {"left", std::move(left)}};
}

Result<json::object> preview_import(warehouse::Warehouse& warehouse, std::span<const ImportFile> files,
                                    const ImportOptions& options, Progress& progress) {
  if (files.empty())
    return Error{ErrorKind::bad_input, "no_files", {"expected at least one file", "कम से कम एक फ़ाइल चाहिए"}};
  json::object together{
      {"rows", {{"read", 0}, {"taken", 0}, {"refused", 0}}}, {"refused", json::array{}}, {"checks", json::array{}}};
  json::object view{{"kind", nullptr},         {"layout", nullptr},     {"columns", json::array{}},
                    {"fields", json::array{}}, {"rows", json::array{}}, {"header", json::array{}},
                    {"report", together},      {"would_take", 0}};
  intake::TableOptions table_options;
  table_options.display_name = files.front().name;
  table_options.header_row = options.mapping.header_row;
  auto table = intake::open_table(files.front().path, table_options);
  bool known = true;
  if (table) {
    const std::vector<std::string> header = (*table)->header();
    view["header"] = json::value_from(header);
    json::array rows;
    std::vector<json::array> samples(header.size());
    intake::Row row;
    while (rows.size() < rows_shown) {
      BOOTHWISE_TRY(more, (*table)->next(row));
      if (!more) break;
      json::array cells;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        cells.emplace_back(row.cells[i]);
        if (i < samples.size() && samples[i].size() < samples_shown) samples[i].emplace_back(row.cells[i]);
      }
      rows.emplace_back(std::move(cells));
    }
    view["rows"] = std::move(rows);
    const intake::Layout* layout = layout_for(header, options);
    known = layout != nullptr;
    if (layout != nullptr) {
      view["kind"] = kind_name(layout->kind);
      view["layout"] = layout->id;
      view["fields"] = fields_json(*layout, options.mapping);
    }
    const auto columns =
        layout == nullptr ? intake::ColumnMapping{} : intake::propose_columns(header, *layout, options.mapping);
    json::array column_list;
    for (std::size_t i = 0; i < header.size(); ++i) {
      const auto field = i < columns.field_of_column.size() ? columns.field_of_column[i] : std::nullopt;
      bool required = false;
      if (field && layout != nullptr) {
        const auto of_layout = std::ranges::find(layout->fields, *field, &intake::LayoutField::field);
        required = of_layout != layout->fields.end() && of_layout->required;
      }
      column_list.push_back({{"theirs", header[i]},
                             {"ours", field ? json::value(field_name(*field)) : json::value(nullptr)},
                             {"required", required},
                             {"sample", std::move(samples[i])}});
    }
    view["columns"] = std::move(column_list);
  } else if (table.error().code != "not_a_table") {
    return std::move(table).error();
  } else {
    view["kind"] = "boundaries";
  }
  if (!known) return view;
  ImportOptions dry = options;
  dry.dry_run = true;
  dry.skip_bad = false;
  auto report = import_files(warehouse, files, dry, progress);
  if (!report) {
    if (report.error().code == "layout_unknown") return view;
    return std::move(report).error();
  }
  std::int64_t read = 0;
  std::int64_t taken = 0;
  std::int64_t refused = 0;
  for (const GroupReport& group : report->groups) {
    json::object one = report_to_json(group);
    read += group.rows_read;
    taken += group.rows_taken;
    refused += group.rows_refused;
    for (const char* part : {"refused", "checks"}) {
      for (json::value& item : one[part].as_array()) together[part].as_array().push_back(std::move(item));
    }
  }
  together["rows"] = {{"read", read}, {"taken", taken}, {"refused", refused}};
  view["report"] = std::move(together);
  view["would_take"] = taken;
  return view;
}

}  // namespace boothwise::services
