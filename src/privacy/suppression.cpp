#include "privacy/suppression.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

namespace boothwise::privacy {

namespace {

using Node = std::uint32_t;
using Column = std::size_t;  ///< a group, or one past the last group: the base

/// An area and the areas that it is made of.
struct Family {
  Node parent = no_area;
  std::vector<Node> children;
};

class Suppression {
 public:
  Suppression(const NoisedForest& forest, const Floors& floors) : forest_(forest), floors_(floors) {
    hidden_.base.assign(forest.nodes(), 0);
    hidden_.cells.assign(forest.counts.size(), 0);
    family_of_.assign(forest.nodes(), no_area);
    for (Node node = 0; node < forest.nodes(); ++node) {
      const Node parent = forest.parent[node];
      if (parent == no_area) continue;
      if (family_of_[parent] == no_area) {
        family_of_[parent] = static_cast<Node>(families_.size());
        families_.push_back({parent, {}});
      }
      families_[family_of_[parent]].children.push_back(node);
    }
    std::ranges::sort(families_, {}, &Family::parent);
    for (Node family = 0; family < families_.size(); ++family) family_of_[families_[family].parent] = family;
  }

  /// Only ever hides more, so it ends.
  Hidden settled() {
    hide_small();
    std::size_t before = 0;
    do {
      before = hidden_count_;
      for (Node node = 0; node < forest_.nodes(); ++node) {
        if (forest_.parent[node] == no_area) settle_row(node);
      }
      for (const Family& family : families_) settle(family);
    } while (hidden_count_ != before);
    return std::move(hidden_);
  }

 private:
  [[nodiscard]] Column base_column(Node node) const { return forest_.groups(node); }
  [[nodiscard]] bool is_hidden(Node node, Column column) const {
    return column == base_column(node) ? hidden_.base[node] != 0 : hidden_.cells[forest_.first[node] + column] != 0;
  }
  [[nodiscard]] std::int64_t value(Node node, Column column) const {
    return column == base_column(node) ? forest_.base(node) : forest_.counts[forest_.first[node] + column];
  }
  void mark(char& place) {
    if (place == 0) ++hidden_count_;
    place = 1;
  }
  void hide(Node node, Column column) {
    if (column != base_column(node)) return mark(hidden_.cells[forest_.first[node] + column]);
    mark(hidden_.base[node]);
    hide_cells(node);
  }
  void hide_cells(Node node) {
    for (Column column = 0; column < forest_.groups(node); ++column) hide(node, column);
  }
  void hide_small() {
    for (Node node = 0; node < forest_.nodes(); ++node) {
      if (forest_.base(node) < floors_.base()) hide(node, base_column(node));
      for (Column column = 0; column < forest_.groups(node); ++column) {
        if (value(node, column) < floors_.cell()) hide(node, column);
      }
    }
  }

  /// The column of a node's parts that one of its own belongs to; its own where it has no parts.
  [[nodiscard]] Column column_below(Node node, Column column) const {
    if (family_of_[node] == no_area) return column;
    const Node part = families_[family_of_[node]].children.front();
    if (column == base_column(node)) return base_column(part);
    const Groups& here = forest_.set->groups(forest_.level[node]);
    const auto category = std::ranges::find(here, static_cast<std::uint32_t>(column)) - here.begin();
    return forest_.set->groups(forest_.level[part])[static_cast<std::size_t>(category)];
  }

  /// The parent's total of a column of its parts, if it follows from the parent's row: all of it is shown, or all that
  /// is hidden belongs to it.
  [[nodiscard]] std::optional<std::int64_t> known_total(Node parent, Column part_column, Column part_base) const {
    if (part_column == part_base)
      return is_hidden(parent, base_column(parent)) ? std::nullopt : std::optional(forest_.base(parent));
    std::int64_t total = 0;
    bool hidden_within = false;
    bool hidden_outside = is_hidden(parent, base_column(parent));
    for (Column column = 0; column < forest_.groups(parent); ++column) {
      const bool within = column_below(parent, column) == part_column;
      if (within) total += value(parent, column);
      if (is_hidden(parent, column)) (within ? hidden_within : hidden_outside) = true;
    }
    return hidden_within && hidden_outside ? std::nullopt : std::optional(total);
  }

  /// A row that hides something hides at least two cells, which together are no small group.
  void settle_row(Node node) {
    if (is_hidden(node, base_column(node))) return;
    while (true) {
      Column hidden = 0;
      std::int64_t rest = forest_.base(node);
      for (Column column = 0; column < forest_.groups(node); ++column) {
        if (is_hidden(node, column)) {
          ++hidden;
        } else {
          rest -= value(node, column);
        }
      }
      if (hidden == 0 || hidden == forest_.groups(node)) return;
      if (hidden > 1 && rest >= floors_.cell()) return;
      hide(node, companion_in_row(node));
    }
  }

  /// The smallest cell shown, first among those that are one group with a hidden one in the level below: then that
  /// group's total stays known there.
  [[nodiscard]] Column companion_in_row(Node node) const {
    std::vector<char> below(forest_.groups(node) + 1, 0);
    for (Column column = 0; column < forest_.groups(node); ++column) {
      if (is_hidden(node, column)) below[column_below(node, column)] = 1;
    }
    using Rank = std::tuple<bool, std::int64_t, Column>;
    Rank best{true, std::numeric_limits<std::int64_t>::max(), 0};
    for (Column column = 0; column < forest_.groups(node); ++column) {
      if (is_hidden(node, column)) continue;
      best = std::min(best, Rank{below[column_below(node, column)] == 0, value(node, column), column});
    }
    return std::get<Column>(best);
  }

  /// Where the parts' whole is known, at least two parts are hidden or none, and together they are no small group.
  void settle_column(const Family& family, Column column) {
    const std::optional<std::int64_t> total = known_total(family.parent, column, base_column(family.children.front()));
    while (total) {
      std::size_t hidden = 0;
      std::int64_t rest = *total;
      Node smallest = no_area;
      for (const Node child : family.children) {
        if (is_hidden(child, column)) {
          ++hidden;
        } else {
          rest -= value(child, column);
          if (smallest == no_area || value(child, column) < value(smallest, column)) smallest = child;
        }
      }
      if (hidden == 0 || (hidden > 1 && rest >= floors_.cell())) return;
      if (smallest == no_area) {
        // An only part is its parent over again: hidden in one, hidden in the other.
        if (hidden == 1) hide_in_parent(family.parent, column == base_column(family.children.front()));
        return;
      }
      hide(smallest, column);
    }
  }
  void hide_in_parent(Node parent, bool with_base) {
    if (with_base) {
      hide(parent, base_column(parent));
    } else {
      hide_cells(parent);
    }
  }

  void settle(const Family& family) {
    const Column columns = base_column(family.children.front()) + 1;
    std::size_t before = 0;
    do {
      before = hidden_count_;
      for (Column column = 0; column < columns; ++column) {
        if (known_total(family.parent, column, columns - 1)) continue;
        for (const Node child : family.children) hide(child, column);
      }
      for (const Node child : family.children) settle_row(child);
      for (Column column = 0; column < columns; ++column) settle_column(family, column);
      if (hidden_count_ == before && family.children.size() > 1) {
        for (const Node child : family.children) connect(family, child, columns);
      }
    } while (hidden_count_ != before);
  }

  /// Columns that rows of the family other than `left_out` hide together are in one component.
  [[nodiscard]] std::vector<Column> components(const Family& family, Node left_out, Column columns) const {
    std::vector<Column> component(columns);
    std::iota(component.begin(), component.end(), Column{0});
    for (const Node row : family.children) {
      if (row == left_out) continue;
      std::optional<Column> seen;
      for (Column column = 0; column < columns; ++column) {
        if (!is_hidden(row, column)) continue;
        const Column from = component[column];
        if (seen && from != *seen) std::ranges::replace(component, from, *seen);
        seen = seen.value_or(from);
      }
    }
    return component;
  }

  /// What a row hides could be shifted between any two of its hidden columns and back in other rows, without a sum
  /// changing; else it follows from the sums.
  void connect(const Family& family, Node row, Column columns) {
    while (true) {
      const std::vector<Column> component = components(family, row, columns);
      std::vector<Column> hidden;
      for (Column column = 0; column < columns; ++column) {
        if (is_hidden(row, column)) hidden.push_back(column);
      }
      const auto apart =
          std::ranges::find_if(hidden, [&](Column column) { return component[column] != component[hidden.front()]; });
      if (apart == hidden.end()) return;
      const Node other = cheapest_row(family, row, hidden.front(), *apart);
      hide(other, hidden.front());
      hide(other, *apart);
    }
  }

  /// The row, but for `left_out`, in which hiding both columns hides the fewest people more.
  [[nodiscard]] Node cheapest_row(const Family& family, Node left_out, Column one, Column other) const {
    Node cheapest = no_area;
    std::int64_t least = 0;
    for (const Node row : family.children) {
      if (row == left_out) continue;
      std::int64_t people = 0;
      for (const Column column : {one, other}) people += is_hidden(row, column) ? 0 : value(row, column);
      if (cheapest == no_area || people < least) {
        cheapest = row;
        least = people;
      }
    }
    return cheapest;
  }

  const NoisedForest& forest_;
  const Floors& floors_;
  std::vector<Family> families_;  ///< by parent, so from the top down
  std::vector<Node> family_of_;   ///< of each node as a parent; no_area for a node without parts
  Hidden hidden_;
  std::size_t hidden_count_ = 0;
};

}  // namespace

std::int64_t NoisedForest::base(std::size_t node) const {
  return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first[node]),
                         counts.begin() + static_cast<std::ptrdiff_t>(first[node + 1]), std::int64_t{0});
}

Result<Floors> Floors::raised(std::int64_t base, std::int64_t cell) {
  Floors floors;
  if (base < floors.base_ || cell < floors.cell_ || base < cell)
    return Error{ErrorKind::bad_input,
                 "floor_lowered",
                 {"a base of at least 30 and cells of at least 10 are the law of this house: they can be raised only",
                  "आधार कम से कम 30 और खाना कम से कम 10: इन्हें केवल बढ़ाया जा सकता है"},
                 {.value = std::to_string(base) + ", " + std::to_string(cell)}};
  floors.base_ = base;
  floors.cell_ = cell;
  return floors;
}

Hidden hidden_numbers(const NoisedForest& forest, const Floors& floors) {
  return Suppression(forest, floors).settled();
}

}  // namespace boothwise::privacy
