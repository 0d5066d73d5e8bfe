#include "operations/schemes.hpp"

#include "unit/operations/both_stores.hpp"

namespace boothwise::operations {
namespace {

class ChangedSchemes : public test::BothStores {
 protected:
  Scheme made_up() {
    Scheme scheme;
    scheme.code = "school_bicycle";
    scheme.name = {"Bicycles", "साइकिल"};
    scheme.owner = "UP";
    scheme.unit = SchemeUnit::person;
    scheme.from = parse_known_day("2024");
    scheme.benefit = {"a bicycle", "एक साइकिल"};
    scheme.source_url = "https://example.org";
    scheme.office = {"school", "विद्यालय"};
    scheme.to_check = {"from_day", "office"};
    return scheme;
  }
  Status put(const Scheme& scheme) {
    return store().atomically(
        [&](Store& inside) { return put_scheme(inside, scheme, "u1", Instant(std::chrono::seconds(1'780'000'000))); });
  }
};

TEST_P(ChangedSchemes, AreKeptAsTheyWereAndReplacedByCode) {
  EXPECT_TRUE(changed_schemes(store())->empty());
  Scheme scheme = made_up();
  ASSERT_TRUE(put(scheme).ok());
  scheme.status = SchemeStatus::closed;
  scheme.to = parse_known_day("2026-03-31");
  ASSERT_TRUE(put(scheme).ok());
  const auto kept = changed_schemes(store());
  ASSERT_EQ(kept->size(), 1U);
  const Scheme& back = kept->front();
  EXPECT_EQ(back.code, scheme.code);
  EXPECT_EQ(back.name.hi, "साइकिल");
  EXPECT_EQ(back.unit, SchemeUnit::person);
  EXPECT_TRUE(back.from->year_only);
  EXPECT_EQ(to_string(*back.to), "2026-03-31");
  EXPECT_EQ(back.status, SchemeStatus::closed);
  EXPECT_EQ(back.to_check, scheme.to_check);
}

TEST_P(ChangedSchemes, WithoutAnOfficialSourceAreNotKept) {
  Scheme scheme = made_up();
  scheme.source_url.clear();
  EXPECT_FALSE(put(scheme).ok()) << "the table itself refuses it (R20)";
}

INSTANTIATE_BOTH_STORES(ChangedSchemes);

}  // namespace
}  // namespace boothwise::operations
