#include "domain/access.hpp"

#include <algorithm>
#include <array>

namespace boothwise {

namespace {

constexpr std::array<std::string_view, rights_count> right_names = {"open_to_all",
                                                                    "signed_in",
                                                                    "view_results",
                                                                    "view_imports",
                                                                    "run_imports",
                                                                    "view_roll_counts",
                                                                    "view_roll_rows",
                                                                    "work_on_rolls",
                                                                    "help_electors",
                                                                    "view_organisation",
                                                                    "view_contacts",
                                                                    "edit_organisation",
                                                                    "assign_responsibility",
                                                                    "view_work",
                                                                    "report_work",
                                                                    "direct_work",
                                                                    "manage_users",
                                                                    "approve",
                                                                    "read_audit",
                                                                    "manage_settings",
                                                                    "edit_schemes",
                                                                    "design_forms",
                                                                    "give_devices",
                                                                    "view_field_counts",
                                                                    "review_field_data",
                                                                    "export_field_contacts",
                                                                    "handle_rights",
                                                                    "view_released_tables",
                                                                    "view_answers",
                                                                    "note_claims",
                                                                    "write_answers",
                                                                    "review_answers",
                                                                    "hold_training"};

Error refused(const Access& access) {
  if (!access.known()) {
    return {ErrorKind::unauthenticated, "sign_in_needed", {"sign in first", "पहले साइन इन करें"}};
  }
  return {ErrorKind::forbidden,
          "not_yours",
          {"your role does not reach this; ask the one who gave it to you",
           "आपकी भूमिका यहाँ तक नहीं है; जिसने भूमिका दी उनसे कहें"}};
}

}  // namespace

std::string_view name_of(Right right) { return right_names.at(static_cast<std::size_t>(right)); }

std::optional<Right> right_named(std::string_view name) {
  const auto* found = std::ranges::find(right_names, name);
  if (found == right_names.end()) return std::nullopt;
  return static_cast<Right>(found - right_names.begin());
}

bool whole_only(Right right) {
  return right == Right::run_imports || right == Right::view_imports || right == Right::work_on_rolls ||
         right == Right::read_audit || right == Right::manage_settings || right == Right::edit_schemes ||
         right == Right::design_forms || right == Right::write_answers || right == Right::review_answers ||
         right == Right::hold_training;
}

std::string UnitPath::end() const {
  std::string end = text;
  if (!end.empty()) ++end.back();  // '.' becomes '/': no path has one
  return end;
}

RightSet RightSet::both(const RightSet& other) const {
  RightSet both;
  both.bits_ = bits_ & other.bits_;
  return both;
}

RightSet RightSet::all() {
  RightSet all;
  all.bits_.set();
  return all;
}

std::vector<UnitPath> topmost(std::vector<UnitPath> paths) {
  std::ranges::sort(paths);
  std::vector<UnitPath> top;
  for (UnitPath& path : paths) {
    if (top.empty() || !top.back().covers(path)) top.push_back(std::move(path));
  }
  return top;
}

Access Access::owner() { return {"owner", "owner", {{"owner", RightSet::all(), {whole_organisation}}}}; }

bool Access::may(Right right) const {
  if (right == Right::open_to_all) return true;
  if (right == Right::signed_in) return known();
  if (whole_only(right)) return may(right, whole_organisation);
  return std::ranges::any_of(grants_,
                             [right](const Grant& grant) { return grant.rights.has(right) && !grant.reach.empty(); });
}

bool Access::may(Right right, const UnitPath& at) const {
  return std::ranges::any_of(grants_, [&](const Grant& grant) {
    return grant.rights.has(right) &&
           std::ranges::any_of(grant.reach, [&at](const UnitPath& held) { return held.covers(at); });
  });
}

Result<Permit> Access::permit(Right right, const UnitPath& at) const {
  if (!may(right, at)) return refused(*this);
  return Permit(right, at, user_);
}

Status Access::require(Right right) const { return may(right) ? success() : Status(refused(*this)); }

bool Access::reaches(const UnitPath& at) const {
  return std::ranges::any_of(grants_, [&at](const Grant& grant) {
    return std::ranges::any_of(grant.reach, [&at](const UnitPath& held) { return held.covers(at); });
  });
}

std::vector<UnitPath> Access::reach(Right right) const {
  std::vector<UnitPath> paths;
  for (const Grant& grant : grants_) {
    if (grant.rights.has(right)) paths.insert(paths.end(), grant.reach.begin(), grant.reach.end());
  }
  return topmost(std::move(paths));
}

std::vector<UnitPath> Access::reach() const {
  std::vector<UnitPath> paths;
  for (const Grant& grant : grants_) paths.insert(paths.end(), grant.reach.begin(), grant.reach.end());
  return topmost(std::move(paths));
}

Access Access::only(const RightSet& rights) const {
  Access less = *this;
  for (Grant& grant : less.grants_) grant.rights = grant.rights.both(rights);
  return less;
}

}  // namespace boothwise
