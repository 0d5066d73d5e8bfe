#pragma once

#include "operations/store.hpp"
#include "unit/warehouse/temporary_folder.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace boothwise::test {

/// The folder of the tests' PostgreSQL server (tests/postgres); empty where none was started.
inline std::string postgres_folder() {
  const char* folder = std::getenv("BOOTHWISE_TEST_POSTGRES");
  return folder == nullptr ? std::string() : std::string(folder);
}

/// libpq's text for a database of the tests' server. The server's own where `database` is left out.
inline std::string postgres_address(const std::string& database = "postgres") {
  return "host=" + postgres_folder() + " user=boothwise_app dbname=" + database;
}

/// A PostgreSQL database of its own, dropped at the end.
class TemporaryDatabase {
 public:
  enum class Holds : std::uint8_t {
    nothing,
    empty_tables  ///< the books' newest layout, copied from a database that the first test to ask has made
  };
  explicit TemporaryDatabase(Holds what = Holds::nothing);
  ~TemporaryDatabase();
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
  [[nodiscard]] std::string address() const { return postgres_address(name_); }

 private:
  std::string name_;
};

enum class StoreKind : std::uint8_t { sqlite, postgresql };

/// A store of either kind, empty, which can be opened again. Use: INSTANTIATE_BOTH_STORES(Fixture).
class BothStores : public testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    if (GetParam() == StoreKind::postgresql) {
      if (postgres_folder().empty()) GTEST_SKIP() << "no PostgreSQL server was started for the tests (tests/postgres)";
      database_ = std::make_unique<TemporaryDatabase>(TemporaryDatabase::Holds::empty_tables);
    }
    open();
  }
  void TearDown() override { store_.reset(); }

  void open() {
    store_.reset();
    auto opened = another();
    ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
    store_ = std::move(opened).value();
  }
  /// Another opening of the same store, as another process has it.
  Result<std::unique_ptr<operations::Store>> another() {
    constexpr unsigned connections = 4;
    return database_ ? operations::Store::open_server(database_->address(), connections)
                     : operations::Store::open(file());
  }
  operations::Store& store() { return *store_; }
  /// libpq's text of the store's database; empty where it is a file.
  [[nodiscard]] std::string database() const { return database_ ? database_->address() : std::string(); }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "operations.sqlite"; }

  TemporaryFolder folder_;

 private:
  std::unique_ptr<TemporaryDatabase> database_;
  std::unique_ptr<operations::Store> store_;
};

#define INSTANTIATE_BOTH_STORES(fixture)                                                                          \
  INSTANTIATE_TEST_SUITE_P(                                                                                       \
      Each, fixture, testing::Values(boothwise::test::StoreKind::sqlite, boothwise::test::StoreKind::postgresql), \
      [](const auto& kind) { return kind.param == boothwise::test::StoreKind::sqlite ? "Sqlite" : "Postgresql"; })

}  // namespace boothwise::test
