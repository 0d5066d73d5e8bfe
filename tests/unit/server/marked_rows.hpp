#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access.hpp"

namespace boothwise::test {

/// Texts that say of which row they are: "zq", a number written in letters, "z". Wherever one comes out of the server,
/// its row came out.
class MarkedRows {
 public:
  /// `leader`: no marks of its own; where a person holds a post or a duty.
  enum class Kind : std::uint8_t { unit, person, contact, agent, work, task, claim, user, leader };
  struct Mark {
    Kind kind = Kind::unit;
    std::string id;  ///< the row's
  };

  /// A text for the next row that is made; `belongs_to` says which that was.
  std::string next(Kind kind) {
    marks_.push_back({kind, {}});
    std::string letters = std::to_string(marks_.size() - 1);
    for (char& letter : letters) letter = static_cast<char>(letter - '0' + 'a');
    return "zq" + letters + "z";
  }
  void belongs_to(const std::string& text, const std::string& id) {
    for (const std::size_t number : found_in(text)) marks_[number].id = id;
  }
  [[nodiscard]] const Mark& mark(std::size_t number) const { return marks_.at(number); }

  /// The marks in a text, in order.
  [[nodiscard]] std::vector<std::size_t> found_in(std::string_view text) const {
    std::vector<std::size_t> found;
    for (auto at = text.find("zq"); at != std::string_view::npos; at = text.find("zq", at + 2)) {
      std::size_t number = 0;
      auto end = at + 2;
      while (end < text.size() && text[end] >= 'a' && text[end] <= 'j') {
        number = number * 10 + static_cast<std::size_t>(text[end++] - 'a');
      }
      const bool whole = end > at + 2 && end < text.size() && text[end] == 'z';
      if (whole && number < marks_.size()) found.push_back(number);
    }
    return found;
  }

  /// Where a row stands now: a person also where she holds something, a work also where it asks something.
  [[nodiscard]] const std::vector<UnitPath>& places(Kind kind, const std::string& id) const {
    static const std::vector<UnitPath> nowhere;
    const auto found = places_.find(key(kind, id));
    return found == places_.end() ? nowhere : found->second;
  }

  /// Reads the places again, after something changed. `store` sees everything.
  void read_places(operations::Store& store) {
    places_.clear();
    const auto take = [&](Kind kind, const char* sql) {
      const auto rows = store.ask(sql);
      ASSERT_TRUE(rows.ok()) << sql << ": " << rows.error().line(Language::english);
      for (const auto& row : *rows) places_[key(kind, row.text(0))].push_back({row.text(1)});
    };
    take(Kind::unit, "SELECT CAST(unit_id AS VARCHAR(20)), path FROM units");
    take(Kind::contact, "SELECT person_id, path FROM people");
    take(Kind::person,
         "SELECT person_id, path FROM people UNION SELECT person_id, path FROM posts_held UNION "
         "SELECT person_id, path FROM responsibilities UNION SELECT person_id, path FROM booth_agents UNION "
         "SELECT assignee_person, path FROM tasks WHERE assignee_person IS NOT NULL");
    take(Kind::leader, "SELECT person_id, path FROM posts_held UNION SELECT person_id, path FROM responsibilities");
    take(Kind::agent, "SELECT agent_id, path FROM booth_agents");
    take(Kind::work, "SELECT work_id, path FROM works UNION SELECT work_id, path FROM tasks");
    take(Kind::task, "SELECT CAST(task_id AS VARCHAR(20)), path FROM tasks");
    take(Kind::claim, "SELECT claim_id, path FROM claims");
    take(Kind::user,
         "SELECT user_id, path FROM users UNION SELECT noted_by, path FROM task_notes UNION SELECT owner_user, path "
         "FROM "
         "claims UNION SELECT s.noted_by, c.path FROM claim_steps s JOIN claims c ON c.claim_id = s.claim_id");
  }

 private:
  static std::string key(Kind kind, const std::string& id) { return std::to_string(static_cast<int>(kind)) + ":" + id; }

  std::vector<Mark> marks_;
  std::map<std::string, std::vector<UnitPath>> places_;
};

}  // namespace boothwise::test
