#include "domain/access.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise {
namespace {

Access president_of(std::vector<UnitPath> reach) {
  return {"u1", "Asha", {{"district_president", {Right::view_work, Right::edit_organisation}, std::move(reach)}}};
}

TEST(Access, ARoleReachesItsUnitAndWhatIsBelow) {
  const Access access = president_of({{"1.7."}});
  EXPECT_TRUE(access.may(Right::view_work, {"1.7."}));
  EXPECT_TRUE(access.may(Right::view_work, {"1.7.203."}));
  EXPECT_FALSE(access.may(Right::view_work, {"1."}));
  EXPECT_FALSE(access.may(Right::view_work, {"1.70."}));
  EXPECT_FALSE(access.may(Right::view_work, {""}));
  EXPECT_FALSE(access.may(Right::manage_users, {"1.7."}));
}

TEST(Access, NobodyIsAskedToSignInAndSomebodyIsToldThatItIsNotHers) {
  const Access nobody;
  EXPECT_EQ(nobody.permit(Right::view_work, {"1.7."}).error().code, "sign_in_needed");
  EXPECT_EQ(nobody.require(Right::signed_in).error().kind, ErrorKind::unauthenticated);
  EXPECT_TRUE(nobody.require(Right::open_to_all).ok());
  EXPECT_EQ(president_of({{"1.7."}}).permit(Right::view_work, {"1.8."}).error().code, "not_yours");
  EXPECT_EQ(president_of({{"1.7."}}).permit(Right::view_work, {"1.8."}).error().kind, ErrorKind::forbidden);
}

TEST(Access, WhatConcernsTheWholeMustBeHeldAtTheTop) {
  const Access district{"u1", "Asha", {{"x", RightSet::all(), {{"1.7."}}}}};
  EXPECT_FALSE(district.may(Right::run_imports));
  EXPECT_FALSE(district.may(Right::read_audit));
  EXPECT_TRUE(Access::owner().may(Right::run_imports));
}

TEST(Access, ATokenMayDoNoMoreThanItsScopeAndItsOwner) {
  const Access token = president_of({{"1.7."}}).only({Right::view_work, Right::run_imports});
  EXPECT_TRUE(token.may(Right::view_work, {"1.7.1."}));
  EXPECT_FALSE(token.may(Right::edit_organisation, {"1.7.1."}));
  EXPECT_FALSE(token.may(Right::run_imports));
}

TEST(Access, APermitSaysWhatWasChecked) {
  const auto permit = president_of({{"1.7."}}).permit(Right::view_work, {"1.7.9."});
  ASSERT_TRUE(permit.ok());
  EXPECT_EQ(permit->at().text, "1.7.9.");
  EXPECT_EQ(permit->right(), Right::view_work);
  EXPECT_EQ(permit->by(), "u1");
}

TEST(Access, EveryRightHasANameOfItsOwn) {
  for (std::size_t i = 0; i < rights_count; ++i) {
    const auto right = static_cast<Right>(i);
    EXPECT_EQ(right_named(name_of(right)), right);
  }
  EXPECT_FALSE(right_named("view_everything").has_value());
}

/// Paths of a small tree, so that some lie below others.
rc::Gen<UnitPath> any_path() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(2, 13)), [](std::vector<int> numbers) {
    UnitPath path = whole_organisation;
    if (numbers.size() > 4) numbers.resize(4);
    for (const int number : numbers) path.text += std::to_string(number) + ".";
    return path;
  });
}

TEST(UnitPathProperty, ARangeOfTextsIsTheSubtree) {
  EXPECT_TRUE(rc::check([] {
    const UnitPath at = *any_path();
    const UnitPath other = *any_path();
    RC_ASSERT(at.covers(other) == (other.text >= at.text && other.text < at.end()));
  }));
}

TEST(UnitPathProperty, TopmostPathsCoverTheSameAndNeverEachOther) {
  EXPECT_TRUE(rc::check([] {
    const auto paths = *rc::gen::container<std::vector<UnitPath>>(any_path());
    const auto top = topmost(paths);
    const UnitPath asked = *any_path();
    const auto covered = [&asked](const std::vector<UnitPath>& by) {
      return std::ranges::any_of(by, [&asked](const UnitPath& path) { return path.covers(asked); });
    };
    RC_ASSERT(covered(paths) == covered(top));
    for (const UnitPath& one : top) {
      for (const UnitPath& other : top) RC_ASSERT(&one == &other || !one.covers(other));
    }
  }));
}

}  // namespace
}  // namespace boothwise
