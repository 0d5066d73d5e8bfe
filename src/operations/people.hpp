#pragma once

#include "operations/store.hpp"
#include "operations/units.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// People of the organisation, and the posts that they hold or held. Every function's errors: `operations_failed`, and
/// those named.
namespace boothwise::operations {

struct OrganisationPerson {
  std::string id;
  UnitId unit = 0;  ///< where she belongs
  UnitPath path;
  std::string name;       ///< empty once she left (R39)
  std::string phone;      ///< +91 and ten digits; empty if not known
  std::string email;      ///< empty if not known
  std::string languages;  ///< words, by comma
  std::optional<std::int64_t> home_ac{};
  std::string left_on;  ///< day; empty while she belongs
  bool synthetic = false;
};

struct HeldPost {
  std::string id;
  std::string person;
  UnitId unit = 0;
  UnitPath path;
  std::string post;
  std::string from_day;
  std::string to_day;  ///< empty while it is held; on this day the successor may begin
  std::string person_name{};
  Bilingual unit_name{};
};

/// `folded`: the name as search compares it.
struct FoldedPerson {
  OrganisationPerson person;
  std::string folded;
};

/// Who noted something, and when (seconds since 1970).
struct NotedBy {
  std::string by;  ///< keyed id
  std::int64_t at = 0;
};

/// Errors: `operations_taken` where the telephone number is another's.
Status add_person(Store& inside, const OrganisationPerson& person, const std::string& folded, std::int64_t at);
/// The same for many. Errors: likewise; the value is the id of the first that failed.
Status add_people(Store& inside, std::span<const FoldedPerson> people, std::int64_t at);
/// All but id and synthetic. Errors: likewise.
Status change_person(Store& inside, const OrganisationPerson& person, const std::string& folded);
/// Erases what tells who she was.
Status person_leaves(Store& inside, const std::string& person, const std::string& day);
/// All who belong to `unit` belong to another one from now on.
Status move_people_of_unit(Store& inside, UnitId unit, UnitId to, const UnitPath& to_path);

Result<std::optional<OrganisationPerson>> person_by_id(Store& store, const std::string& person);
Result<std::optional<OrganisationPerson>> person_by_phone(Store& store, const std::string& phone);
/// Those who have not left.
Result<std::vector<OrganisationPerson>> all_people(Store& store);

/// A person of a list, with what she holds now.
struct ListedPerson {
  OrganisationPerson person;
  Bilingual unit_name;
  std::vector<HeldPost> posts;
};

/// People of a subtree in order of unit and name, at most `most`, behind the person `after` (empty: from the first on);
/// only those of whose folded names a word begins with each of `folded_words`, if there are any.
Result<std::vector<ListedPerson>> people_within(Store& store, const UnitPath& below, const std::string& after,
                                                const std::string& folded_words, std::int64_t most);
Result<std::int64_t> count_people(Store& store, const UnitPath& below);

Status add_held_post(Store& inside, const HeldPost& held, const NotedBy& noted);
/// Many; an error's value is the first one's post that failed.
Status add_held_posts(Store& inside, std::span<const HeldPost> posts, const NotedBy& noted);
/// Errors: `post_not_held` where it is not held any more.
Status end_held_post(Store& inside, const std::string& held, const std::string& day);
Result<std::optional<HeldPost>> held_post_by_id(Store& store, const std::string& held);
/// Of all times, newest first.
Result<std::vector<HeldPost>> posts_of_unit(Store& store, UnitId unit);
Result<std::vector<HeldPost>> posts_of_person(Store& store, const std::string& person);
/// Of all times, without the names.
Result<std::vector<HeldPost>> all_held_posts(Store& store);
/// Person, from_day and to_day of all who held a post at a unit.
Result<std::vector<HeldPost>> periods_of_post(Store& store, UnitId unit, const std::string& post);

}  // namespace boothwise::operations
