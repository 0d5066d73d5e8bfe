#include "operations/internal/kept_answers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/result.hpp"

namespace boothwise::operations {

namespace {

struct SeldomChanged {
  std::string_view table;
  Kept kind;
};

constexpr std::array seldom_changed = {SeldomChanged{"levels", Kept::ground},
                                       SeldomChanged{"units", Kept::ground},
                                       SeldomChanged{"unit_places", Kept::ground},
                                       SeldomChanged{"polls", Kept::ground},
                                       SeldomChanged{"lock_overrides", Kept::ground},
                                       SeldomChanged{"people", Kept::duties},
                                       SeldomChanged{"posts_held", Kept::duties},
                                       SeldomChanged{"responsibilities", Kept::duties},
                                       SeldomChanged{"works", Kept::works}};

KeptKinds kinds_of_table(std::string_view table) {
  const auto found = std::ranges::find(seldom_changed, table, &SeldomChanged::table);
  return found == seldom_changed.end() ? KeptKinds{} : KeptKinds{}.with(found->kind);
}

/// The name that text begins with; empty where it begins with none.
std::string_view name_at(std::string_view text) {
  return text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"));
}

std::size_t bytes_of(const std::vector<Row>& rows) {
  std::size_t bytes = 0;
  for (const Row& row : rows) {
    bytes += sizeof(Row) + row.cells().size() * sizeof(Value);
    for (const Value& cell : row.cells()) {
      const auto* text = std::get_if<std::string>(&cell);
      if (text != nullptr) bytes += text->capacity();
    }
  }
  return bytes;
}

}  // namespace

KeptKinds kinds_read(std::string_view sql) {
  KeptKinds kinds;
  for (const std::string_view before : {"FROM ", "JOIN "}) {
    for (std::size_t at = sql.find(before); at != std::string_view::npos; at = sql.find(before, at + 1)) {
      const std::string_view table = name_at(sql.substr(at + before.size()));
      if (table.empty()) continue;  // a question inside
      const KeptKinds kind = kinds_of_table(table);
      if (kind.none()) throw BrokenInvariant("answers from this table are not kept: " + std::string(table));
      kinds = kinds.with(kind);
    }
  }
  return kinds;
}

KeptKinds kinds_changed(std::string_view sql) {
  for (const std::string_view before : {"INSERT INTO ", "DELETE FROM ", "UPDATE "}) {
    const std::size_t at = sql.find(before);
    if (at != std::string_view::npos) return kinds_of_table(name_at(sql.substr(at + before.size())));
  }
  return {};
}

KeptRows KeptAnswers::find(const std::string& question, KeptKinds kinds, const KeptStamps& now) {
  const std::scoped_lock lock(mutex_);
  if (!kinds.same(stamps_, now)) take_note(now);
  const Entry* found = entries_.find(question);
  return found == nullptr ? nullptr : found->rows;
}

void KeptAnswers::keep(const std::string& question, KeptKinds kinds, const KeptStamps& then, const KeptRows& rows) {
  constexpr std::size_t share_most = 64;    // of one answer
  constexpr std::size_t entry_bytes = 200;  // the list's, the table's
  const std::size_t bytes = bytes_of(*rows) + question.size() + entry_bytes;
  if (bytes > bytes_most_ / share_most) return;
  const std::scoped_lock lock(mutex_);
  if (kinds.same(stamps_, then)) entries_.keep(question, {kinds, rows}, bytes);
}

std::size_t KeptAnswers::bytes() const {
  const std::scoped_lock lock(mutex_);
  return entries_.bytes();
}

void KeptAnswers::take_note(const KeptStamps& now) {
  KeptKinds changed;
  for (std::size_t kind = 0; kind < kept_kinds; ++kind) {
    if (stamps_.at(kind) != now.at(kind)) changed = changed.with(static_cast<Kept>(kind));
  }
  stamps_ = now;
  entries_.drop_if([&](const Entry& entry) { return entry.kinds.meets(changed); });
}

}  // namespace boothwise::operations
