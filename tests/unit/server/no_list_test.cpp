// Rule R17: no route, table, column or option selects persons by a protected answer.

#include "operations/store.hpp"
#include "operations/tables.hpp"
#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <set>

#include "base/text.hpp"
#include "server/app.hpp"
#include "server/router.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

/// Words that a name would have if it held or chose by a protected answer. Reservation of a seat is no such thing.
bool tells_of_a_protected_answer(std::string_view name) {
  static const std::set<std::string, std::less<>> words{
      "community", "caste",    "jati",     "tribe", "religion", "faith", "income",   "wealth",  "economic", "means",
      "assets",    "durables", "category", "sc",    "st",       "obc",   "general_", "poverty", "ration",   "answer"};
  std::string word;
  for (const char c : ascii_lower(name) + "_") {
    if (c != '_' && c != '-' && c != '.' && c != '/') {
      word += c;
      continue;
    }
    if (words.contains(word)) return true;
    word.clear();
  }
  return false;
}

/// Columns by which a row is a person's, a household's, a phone's or a worker's.
bool names_somebody(std::string_view column) {
  static const std::set<std::string, std::less<>> columns{
      "person_id",   "user_id",   "name",      "phone",       "epic_no", "serial_no", "house_no",
      "section_no",  "household", "device_id", "agent_id",    "unit_id", "path",      "relation_name",
      "age",         "gender",    "record_id", "instance_id", "made_by", "noted_by",  "assignee_id",
      "ac_and_part", "at",        "noted_at",  "made_at"};
  return columns.contains(column);
}

struct ColumnOfTable {
  std::string table;
  std::string column;
};

/// All columns of a book of the store, as its migrations make it.
std::vector<ColumnOfTable> columns_of(operations::Store& store) {
  std::vector<ColumnOfTable> list;
  const auto rows = store.ask(
      "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY 1, "
      "2");
  EXPECT_TRUE(rows.ok());
  for (const operations::Row& row : *rows) list.push_back({row.text(0), row.text(1)});
  return list;
}

std::vector<ColumnOfTable> columns_of(operations::Book book) {
  const test::TemporaryFolder folder;
  auto store = operations::Store::open(folder.path() / "book.sqlite", operations::Opening::brought_to_newest, book);
  EXPECT_TRUE(store.ok());
  return columns_of(**store);
}

TEST(NoListByCommunityOrMeans, TablesOfTheOrganisationAndOfPersonsHaveNoSuchColumn) {
  for (const operations::Book book : {operations::Book::operations, operations::Book::keys}) {
    const auto columns = columns_of(book);
    EXPECT_GT(columns.size(), 2U);
    for (const auto& [table, column] : columns)
      EXPECT_FALSE(tells_of_a_protected_answer(column)) << table << "." << column;
  }
}

TEST(NoListByCommunityOrMeans, TheSealedBookNamesNobodyAndSharesNoKeyWithOthers) {
  std::set<std::string> of_sealed;
  for (const auto& [table, column] : columns_of(operations::Book::sealed)) {
    EXPECT_FALSE(names_somebody(column)) << table << "." << column;
    EXPECT_FALSE(tells_of_a_protected_answer(column)) << table << "." << column << ": answers are in boxes alone";
    if (table.starts_with("sealed_") || table == "withdrawn_receipts") of_sealed.insert(column);
  }
  EXPECT_TRUE(of_sealed.contains("receipt"));
  // What other books call a receipt is made with another key (ServerKey::Purpose), so it joins with nothing here.
  const ServerKey key = ServerKey::passing();
  EXPECT_NE(key.keyed_id(ServerKey::Purpose::protected_receipts, "3f9a12bc77de"),
            key.keyed_id(ServerKey::Purpose::receipts, "3f9a12bc77de"));
}

TEST(NoListByCommunityOrMeans, OfTheWarehouseOnlyReleasedTablesHoldAnswersAndTheyAreOfAreas) {
  for (const warehouse::Table& table : warehouse::tables()) {
    const bool released = table.name.starts_with("released_");
    for (const warehouse::Column& column : table.columns) {
      const std::string_view name = column.name;
      if (released) {
        EXPECT_FALSE(names_somebody(name)) << table.name << "." << name;
      } else {
        EXPECT_FALSE(tells_of_a_protected_answer(name)) << table.name << "." << name;
      }
    }
  }
}

class RoutesOfPersons : public testing::Test {
 protected:
  void SetUp() override {
    const AppOptions options = app_options(shop_.folder.path());
    auto made = App::make(std::move(shop_.workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
  }
  test::Workshop shop_;
  std::unique_ptr<App> app_;
};

TEST_F(RoutesOfPersons, TakeNoParameterThatChoosesByAProtectedAnswer) {
  const json::object document = json::parse(openapi_document(app_->router(), "test")).as_object();
  std::size_t parameters = 0;
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& method : path.value().as_object()) {
      const json::value* list = method.value().as_object().if_contains("parameters");
      if (list == nullptr) continue;
      for (const json::value& parameter : list->as_array()) {
        ++parameters;
        const std::string_view name = parameter.at("name").as_string();
        EXPECT_FALSE(tells_of_a_protected_answer(name)) << path.key() << " " << name;
      }
    }
  }
  EXPECT_GT(parameters, 50U);
}

TEST_F(RoutesOfPersons, ReleasedTablesAreAskedByAreaAlone) {
  for (const Route& route : app_->router().routes()) {
    if (!route.pattern.starts_with("/api/v1/community")) continue;
    EXPECT_EQ(route.right, Right::view_released_tables) << route.pattern;
    EXPECT_FALSE(route.takes_json || route.takes_file) << route.pattern;
    for (const Parameter& parameter : route.parameters)
      EXPECT_TRUE((std::set<std::string>{"wave", "district", "ac", "kendra", "part"}.contains(parameter.name)))
          << route.pattern << " " << parameter.name;
  }
}

}  // namespace
}  // namespace boothwise::server
