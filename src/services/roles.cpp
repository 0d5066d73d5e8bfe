#include "services/roles.hpp"

#include "base/text.hpp"
#include "intake/table.hpp"

namespace boothwise::services {

Result<Roles> Roles::load(const std::filesystem::path& data_folder) {
  const auto path = data_folder / "organisation" / "roles.csv";
  BOOTHWISE_TRY(table, intake::open_table(path));
  Roles roles;
  intake::Row row;
  while (true) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return roles;
    const auto damaged = [&](std::string_view value) {
      return Error{ErrorKind::environment,
                   "table_damaged",
                   {"expected role, level, 0 or 1, two names and rights", "भूमिका, स्तर, 0 या 1, दो नाम और अधिकार चाहिए"},
                   {path.string(), row.line, {}, std::string(value)}};
    };
    if (row.cells.size() != table->header().size() || row.cells.size() != 6) return damaged("");
    Role role{std::string(row.cells[0]),
              std::string(row.cells[1]),
              row.cells[2] != "0",
              {std::string(row.cells[3]), std::string(row.cells[4])},
              {Right::open_to_all, Right::signed_in}};
    for (const std::string& name : split(row.cells[5], ' ')) {
      const auto right = right_named(name);
      if (!right) return damaged(name);
      role.rights.add(*right);
    }
    roles.roles_.emplace(role.code, std::move(role));
  }
}

const Role* Roles::find(std::string_view code) const {
  const auto found = roles_.find(code);
  return found == roles_.end() ? nullptr : &found->second;
}

}  // namespace boothwise::services
