#include "services/organisation_catalogue.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/own_tables.hpp"

namespace boothwise::services {

namespace {

template <typename List>
auto named(const List& list, std::string_view text) -> decltype(list.data()) {
  const std::string lower = ascii_lower(trimmed(text));
  const auto found = std::ranges::find_if(list, [&](const auto& one) {
    return lower == one.code || lower == ascii_lower(one.name.en) || trimmed(text) == one.name.hi;
  });
  return found == list.end() ? nullptr : &*found;
}

template <typename List>
auto coded(const List& list, std::string_view code) -> decltype(list.data()) {
  const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.code == code; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

Result<OrganisationCatalogue> OrganisationCatalogue::read(const std::filesystem::path& data_folder) {
  OrganisationCatalogue catalogue;
  const std::filesystem::path folder = data_folder / "organisation";
  BOOTHWISE_CHECK(each_own_row(folder / "levels.csv", [&](const std::vector<std::string>& cells) {
    catalogue.levels.push_back(
        {cells[0], parse_number<std::int64_t>(cells[1]).value_or(0), {cells[2], cells[3]}, cells[4], {}});
  }));
  BOOTHWISE_CHECK(each_own_row(folder / "posts.csv", [&](const std::vector<std::string>& cells) {
    catalogue.posts.push_back(
        {cells[0], cells[1], cells[2] == "1", parse_number<std::int64_t>(cells[3]).value_or(0), {cells[4], cells[5]}});
  }));
  std::ranges::sort(catalogue.levels, {}, &operations::Level::place);
  for (operations::Level& level : catalogue.levels) {
    const Post* head = catalogue.post(level.head_post);
    if (head == nullptr || head->level != level.code) {
      return Error{ErrorKind::environment,
                   "catalogue_damaged",
                   {"data/organisation/levels.csv names a head that is no post of the level",
                    "data/organisation/levels.csv में ऐसा प्रमुख पद है जो इस स्तर का नहीं"},
                   {"levels.csv", 0, "head_post", level.head_post}};
    }
    level.head = head->name;
  }
  return catalogue;
}

const operations::Level* OrganisationCatalogue::level(std::string_view code) const { return coded(levels, code); }
const Post* OrganisationCatalogue::post(std::string_view code) const { return coded(posts, code); }
const operations::Level* OrganisationCatalogue::level_called(std::string_view text) const {
  return named(levels, text);
}
const Post* OrganisationCatalogue::post_called(std::string_view text) const { return named(posts, text); }

const std::string& OrganisationCatalogue::head_post(std::string_view code) const {
  const operations::Level* found = level(code);
  if (found == nullptr) throw BrokenInvariant("a unit of a level that is not in data/organisation/levels.csv");
  return found->head_post;
}

Status OrganisationCatalogue::keep_levels(operations::Store& inside) const {
  for (const operations::Level& level : levels) BOOTHWISE_CHECK(operations::put_level(inside, level));
  return success();
}

}  // namespace boothwise::services
