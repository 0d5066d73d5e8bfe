#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Who may do what where (rules R16, R17, R36). Rights are the program's; which role has which is data
/// (data/organisation/roles.csv).
namespace boothwise {

/// What a route, page or command needs. docs/security.md#rights says each in a sentence.
enum class Right : std::uint8_t {
  open_to_all,            ///< no log-in: health, sign-in itself, the API's description
  signed_in,              ///< any user: own account, own notices
  view_results,           ///< public figures: results, maps, places
  view_imports,           ///< what was imported
  run_imports,            ///< import and undo
  view_roll_counts,       ///< counts of rolls, no persons
  view_roll_rows,         ///< persons of the roll, of covered parts only
  work_on_rolls,          ///< review of pairs, typing of parts, corrections of the concordance
  help_electors,          ///< note help in a claims period
  view_organisation,      ///< units and who holds which post, by name
  view_contacts,          ///< telephone numbers and addresses of people of the organisation
  edit_organisation,      ///< units, people, posts, agents
  assign_responsibility,  ///< who answers for a seat, segment, district, booth
  view_work,              ///< programmes, directives, tasks
  report_work,            ///< say what was done
  direct_work,            ///< issue programmes, directives, tasks
  manage_users,           ///< invite, suspend, grant below one's own unit
  approve,                ///< be the second of four eyes (R37)
  read_audit,             ///< the audit trail
  manage_settings,        ///< election calendar and locks (R29, R30)
  edit_schemes,           ///< the catalogue of public schemes (R20)
  design_forms,           ///< forms and notices
  give_devices,           ///< ways in for field workers' phones
  view_field_counts,      ///< how many records came from where, no answers
  review_field_data,      ///< approve, send back or roll back a worker's day, by its counts and reasons
  export_field_contacts,  ///< those who agreed to be contacted, part by part (R25, R37)
  handle_rights,          ///< complaints, corrections, erasure for people who ask
  view_released_tables,   ///< finished tables of protected answers: areas only (R16)
  view_answers,           ///< claims within reach, and published answers in the app
  note_claims,            ///< put a claim into the register
  write_answers,          ///< triage claims, write answer cards (R31)
  review_answers,         ///< be the second person of a card: publish, withdraw (R31, R32)
  hold_training,          ///< sessions: roster, check-in, board, certificates, report
};
constexpr std::size_t rights_count = static_cast<std::size_t>(Right::hold_training) + 1;

/// The enumerator's name: "view_results". Views live for ever.
std::string_view name_of(Right right);
std::optional<Right> right_named(std::string_view name);
/// True for what concerns the whole organisation: it must be held at the top.
bool whole_only(Right right);

/// Where a unit stands in the organisation's tree: the numbers of the units above it and its own, each with a dot
/// behind it: "1.7.203.". A unit's subtree is what begins with its path.
struct UnitPath {
  std::string text;

  [[nodiscard]] bool covers(const UnitPath& other) const { return !text.empty() && other.text.starts_with(text); }
  /// The first text that sorts, by bytes, behind everything in the subtree: `path >= text AND path < end()`.
  [[nodiscard]] std::string end() const;
  friend auto operator<=>(const UnitPath&, const UnitPath&) = default;
};

/// The top of the organisation; the first unit has the number 1.
inline const UnitPath whole_organisation{"1."};

class RightSet {
 public:
  RightSet() = default;
  RightSet(std::initializer_list<Right> rights) {
    for (const Right right : rights) add(right);
  }
  void add(Right right) { bits_.set(static_cast<std::size_t>(right)); }
  [[nodiscard]] bool has(Right right) const { return bits_.test(static_cast<std::size_t>(right)); }
  /// What is in both.
  [[nodiscard]] RightSet both(const RightSet& other) const;
  [[nodiscard]] bool holds_all_of(const RightSet& other) const { return (other.bits_ & ~bits_).none(); }
  static RightSet all();

 private:
  std::bitset<rights_count> bits_;
};

/// A role held somewhere. A seat's in-charge reaches the units that lie wholly inside the seat, hence several paths.
struct Grant {
  std::string role;
  RightSet rights;
  std::vector<UnitPath> reach;
};

class Access;

/// Proof that a right was checked at a unit. Only Access makes one; services that touch rows of the organisation take
/// it.
class Permit {
 public:
  [[nodiscard]] Right right() const { return right_; }
  [[nodiscard]] const UnitPath& at() const { return at_; }
  /// The user's id.
  [[nodiscard]] const std::string& by() const { return by_; }

 private:
  friend class Access;
  Permit(Right right, UnitPath at, std::string by) : right_(right), at_(std::move(at)), by_(std::move(by)) {}
  Right right_;
  UnitPath at_;
  std::string by_;
};

/// What a user may do. Made by the sign-in service from what is granted, or for the workspace's owner.
class Access {
 public:
  /// Nobody: only what is open to all.
  Access() = default;
  Access(std::string user, std::string name, std::vector<Grant> grants)
      : user_(std::move(user)), name_(std::move(name)), grants_(std::move(grants)) {}
  /// The workspace's owner at the machine itself: every right, everywhere.
  static Access owner();

  [[nodiscard]] bool known() const { return !user_.empty(); }
  /// The user's id; "owner" for the owner, empty for nobody.
  [[nodiscard]] const std::string& user() const { return user_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<Grant>& grants() const { return grants_; }

  /// Anywhere; for a right of the whole organisation, at its top.
  [[nodiscard]] bool may(Right right) const;
  [[nodiscard]] bool may(Right right, const UnitPath& at) const;
  /// Errors: `sign_in_needed` (unauthenticated), `not_yours` (forbidden).
  [[nodiscard]] Result<Permit> permit(Right right, const UnitPath& at) const;
  /// As `may(right)`. Errors: likewise.
  [[nodiscard]] Status require(Right right) const;
  /// Whether anything is held at or above a unit.
  [[nodiscard]] bool reaches(const UnitPath& at) const;
  /// Where a right is held, topmost units only, in order.
  [[nodiscard]] std::vector<UnitPath> reach(Right right) const;
  /// Where anything is held, topmost units only, in order.
  [[nodiscard]] std::vector<UnitPath> reach() const;
  /// The same for less: what a token with this scope may do.
  [[nodiscard]] Access only(const RightSet& rights) const;

 private:
  std::string user_;
  std::string name_;
  std::vector<Grant> grants_;
};

/// Paths without those that lie below another one, in order.
std::vector<UnitPath> topmost(std::vector<UnitPath> paths);

}  // namespace boothwise
