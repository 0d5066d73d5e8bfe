#include "operations/unit_paths.hpp"

#include <algorithm>

#include "domain/coverage.hpp"
#include "services/organisation_merge.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_rules.hpp"

namespace boothwise::services {

using operations::Store;
using operations::Unit;
using operations::UnitId;

namespace {

Error refusal(std::string code, const std::string& value, Bilingual message) {
  return Error{ErrorKind::bad_input, std::move(code), std::move(message), {{}, 0, {}, value}};
}

/// The places of a merge for the rules of domain/coverage.hpp.
class MergedHolders : public PlaceHolders {
 public:
  using At = std::map<CoveredPlace, std::vector<std::size_t>>;
  using Parts = std::map<std::int32_t, std::vector<std::size_t>>;
  MergedHolders(const std::vector<UnitMerge::Node>& nodes, const At& at, const Parts& parts)
      : nodes_(nodes), at_(at), parts_(parts) {}

  Result<std::vector<PlaceHolder>> at(const CoveredPlace& place) override {
    std::vector<PlaceHolder> holders;
    if (const auto found = at_.find(place); found != at_.end()) {
      for (const std::size_t node : found->second) holders.push_back({nodes_[node].unit.path, place});
    }
    return holders;
  }
  Result<std::vector<PlaceHolder>> parts_in(AcNo ac, const UnitPath& but) override {
    std::vector<PlaceHolder> holders;
    const auto found = parts_.find(ac.value);
    if (found == parts_.end()) return holders;
    for (const std::size_t node : found->second) {
      if (but.covers(nodes_[node].unit.path)) continue;
      for (const CoveredPlace& place : nodes_[node].places) {
        if (place.kind == PlaceKind::part && place.number == ac.value) {
          holders.push_back({nodes_[node].unit.path, place});
        }
      }
    }
    return holders;
  }

 private:
  const std::vector<UnitMerge::Node>& nodes_;
  const At& at_;
  const Parts& parts_;
};

}  // namespace

Result<UnitMerge> UnitMerge::load(Store& inside, const MergeSetting& setting) {
  UnitMerge merge(setting);
  BOOTHWISE_TRY(units, operations::all_units(inside));
  merge.nodes_.reserve(units.size());
  for (Unit& unit : units) {
    const std::size_t node = merge.nodes_.size();
    merge.by_code_[unit.code] = node;
    merge.by_id_[unit.id] = node;
    Node& added = merge.nodes_.emplace_back();
    if (unit.parent) {
      added.above = merge.by_id_.at(*unit.parent);  // in order of paths the unit above came before
      added.former_parent = *unit.parent;
    }
    added.unit = std::move(unit);
  }
  BOOTHWISE_TRY(places, operations::all_places(inside));
  for (auto& [unit, place] : places) merge.nodes_[merge.by_id_.at(unit)].places.push_back(std::move(place));
  for (Node& node : merge.nodes_) {
    std::ranges::sort(node.places);
    node.former_places = node.places;
  }
  return merge;
}

Status UnitMerge::take(Store& inside, OrganisationRows& rows) {
  counts_.rows = static_cast<std::int64_t>(rows.units.size());
  for (const UnitRow& row : rows.units) take_row(rows, row);
  for (const UnitRow& row : rows.units) resolve_parent(rows, row, by_code_.at(row.code));
  if (rows.refused.total > 0) return success();
  order_nodes(rows);
  if (rows.refused.total > 0) return success();
  BOOTHWISE_CHECK(set_paths(inside));
  index_places();
  coverage_changed_ = std::ranges::any_of(nodes_, [](const Node& node) { return node.places_changed || node.moved; });
  for (const Node& node : nodes_) {
    if (!node.row) continue;
    const bool changed = node.renamed || node.moved || node.places_changed;
    ++(node.added ? counts_.added : changed ? counts_.changed : counts_.unchanged);
  }
  return check_coverage(rows);
}

void UnitMerge::take_row(OrganisationRows& rows, const UnitRow& row) {
  const auto [place, is_new] = by_code_.try_emplace(row.code, nodes_.size());
  if (is_new) {
    Node& node = nodes_.emplace_back();
    node.unit.code = row.code;
    node.unit.level = row.level;
    node.unit.opened_on = setting_.today;
    node.unit.synthetic = setting_.synthetic;
    node.added = true;
  }
  Node& node = nodes_[place->second];
  if (node.row) {
    return rows.refuse(
        row.at, "unit_code",
        refusal("code_repeated", row.code, {"a row before has this code", "यह कोड पहले की पंक्ति में आ चुका है"}));
  }
  node.row = row.at;
  if (node.unit.closed()) {
    return rows.refuse(row.at, "unit_code",
                       refusal("unit_closed", row.code, {"this unit was closed", "यह इकाई बंद हो चुकी है"}));
  }
  if (node.unit.level != row.level) {
    return rows.refuse(row.at, "level",
                       refusal("level_differs", row.level,
                               {"this unit is of the level " + node.unit.level + "; close it and open another",
                                "यह इकाई " + node.unit.level + " स्तर की है; इसे बंद कर नई बनाएँ"}));
  }
  Bilingual name = node.unit.name;
  if (!row.name.en.empty()) name.en = row.name.en;
  if (!row.name.hi.empty()) name.hi = row.name.hi;
  node.renamed = !node.added && name != node.unit.name;
  if (node.added || node.renamed) node.folded = folded_names(name);
  node.unit.name = std::move(name);
  if (row.places && *row.places != node.places) {
    node.places = *row.places;
    node.places_changed = true;
  }
}

void UnitMerge::resolve_parent(OrganisationRows& rows, const UnitRow& row, std::size_t at) {
  Node& node = nodes_[at];
  if (row.parent.empty()) {
    const bool is_top = node.added ? by_id_.empty() && !new_top_ : !node.above;
    new_top_ = new_top_ || node.added;
    if (is_top) return;
    return rows.refuse(
        row.at, "parent_code",
        refusal("top_there_already", row.code,
                {"only the top of the organisation stands below no unit", "केवल सबसे ऊपर की इकाई किसी के नीचे नहीं होती"}));
  }
  const auto above = by_code_.find(row.parent);
  if (above == by_code_.end() || nodes_[above->second].unit.closed()) {
    return rows.refuse(row.at, "parent_code",
                       refusal("parent_unknown", row.parent,
                               {"no unit has this code, here or in the file", "इस कोड की कोई इकाई न यहाँ है न फ़ाइल में"}));
  }
  if (!node.added && !node.above) {
    return rows.refuse(
        row.at, "parent_code",
        refusal("unit_is_top", row.parent,
                {"the top of the organisation stays where it is", "संगठन की सबसे ऊपर की इकाई वहीं रहती है"}));
  }
  if (const Status fits = check_levels(setting_.catalogue, nodes_[above->second].unit.level, node.unit.level); !fits) {
    rows.refuse(row.at, "level", fits.error());
  }
  node.moved = !node.added && node.above != above->second;
  node.above = above->second;
}

/// Puts each behind the one above it. A level below its own would be needed for a cycle, so checked levels leave none;
/// what is left over all the same is refused as one.
void UnitMerge::order_nodes(OrganisationRows& rows) {
  std::vector<std::vector<std::size_t>> below(nodes_.size());
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    if (nodes_[at].above) {
      below[*nodes_[at].above].push_back(at);
    } else {
      order_.push_back(at);
    }
  }
  std::vector<bool> placed(nodes_.size());
  for (std::size_t i = 0; i < order_.size(); ++i) {
    placed[order_[i]] = true;
    order_.insert(order_.end(), below[order_[i]].begin(), below[order_[i]].end());
  }
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    if (placed[at] || !nodes_[at].row) continue;
    rows.refuse(*nodes_[at].row, "parent_code",
                refusal("unit_cycle", nodes_[at].unit.code,
                        {"following the units above leads back here, or to no top",
                         "ऊपर की इकाइयाँ घूमकर यहीं आती हैं, या सबसे ऊपर की इकाई नहीं है"}));
  }
}

Status UnitMerge::set_paths(Store& inside) {
  const auto added = std::ranges::count_if(nodes_, [](const Node& node) { return node.added; });
  UnitId next = 0;
  if (added > 0) {
    BOOTHWISE_TRY(first, operations::take_unit_numbers(inside, added));
    next = first;
  }
  for (const std::size_t at : order_) {
    Node& node = nodes_[at];
    if (node.added) {
      node.unit.id = next++;
      by_id_[node.unit.id] = at;
    }
    UnitPath above;
    if (node.above) {
      const Node& upper = nodes_[*node.above];
      node.unit.parent = upper.unit.id;
      node.bound = upper.places.empty() ? upper.bound : node.above;
      above = upper.unit.path;
    }
    node.unit.path = path_below(above, node.unit.id);
  }
  return success();
}

void UnitMerge::index_places() {
  holders_.clear();
  part_holders_.clear();
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    std::int32_t segment = 0;
    for (const CoveredPlace& place : nodes_[at].places) {
      holders_[place].push_back(at);
      if (place.kind != PlaceKind::part || place.number == segment) continue;
      segment = place.number;
      part_holders_[segment].push_back(at);
    }
  }
}

Status UnitMerge::check_coverage(OrganisationRows& rows) {
  if (!coverage_changed_) return success();
  MergedHolders holders(nodes_, holders_, part_holders_);
  std::set<std::pair<UnitId, UnitId>> told;
  for (const std::size_t at : order_) {
    const Node& node = nodes_[at];
    const auto bound = node.bound ? std::optional(nodes_[*node.bound].unit.path) : std::nullopt;
    for (const CoveredPlace& place : node.places) {
      BOOTHWISE_TRY(fault, coverage_fault(setting_.places, holders, node.unit.path, bound, place, false));
      if (!fault) continue;
      const Node* other = find(units_of(fault->by).back());
      // A clash has two sides and is told once, at a row of these files, as what the other side is to it.
      if (!told.insert(std::minmax(node.unit.id, other->unit.id)).second) continue;
      const bool taken = fault->kind == CoverageFault::Kind::taken;
      const Error error = coverage_error(*fault, node.row || !taken ? &other->unit : &node.unit);
      const auto& row = node.row ? node.row : other->row;
      if (!row) return error;
      rows.refuse(*row, "places", error);
    }
  }
  return success();
}

/// From the top, so that each finds the one above it.
Status UnitMerge::write_added(Store& inside, const std::set<UnitId>& headed, Progress& progress) {
  std::vector<std::size_t> added;
  std::ranges::copy_if(order_, std::back_inserter(added), [&](std::size_t at) { return nodes_[at].added; });
  return in_batches(std::span<const std::size_t>(added), progress, {"writing units", "इकाइयाँ लिखी जा रही हैं"},
                    [&](std::span<const std::size_t> some) {
                      std::vector<operations::FoldedUnit> units;
                      units.reserve(some.size());
                      for (const std::size_t at : some) {
                        Node& node = nodes_[at];
                        node.unit.has_head = headed.contains(node.unit.id);
                        units.push_back({node.unit, node.folded});
                      }
                      return operations::add_units(inside, units);
                    });
}

Status UnitMerge::write_places(Store& inside, Progress& progress) const {
  std::vector<operations::UnitPlace> added;
  for (const Node& node : nodes_) {
    if (!node.places_changed) continue;
    std::vector<CoveredPlace> gone;
    std::vector<CoveredPlace> come;
    std::ranges::set_difference(node.former_places, node.places, std::back_inserter(gone));
    std::ranges::set_difference(node.places, node.former_places, std::back_inserter(come));
    for (const CoveredPlace& place : gone) BOOTHWISE_CHECK(operations::remove_unit_place(inside, node.unit.id, place));
    for (CoveredPlace& place : come) added.push_back({node.unit.id, node.unit.path, std::move(place)});
  }
  return in_batches(
      std::span<const operations::UnitPlace>(added), progress, {"writing places", "क्षेत्र लिखे जा रहे हैं"},
      [&](std::span<const operations::UnitPlace> some) { return operations::add_unit_places(inside, some); });
}

Status UnitMerge::write(Store& inside, const std::set<UnitId>& headed, Progress& progress) {
  if (counts_.added + counts_.changed > 0) BOOTHWISE_CHECK(setting_.catalogue.keep_levels(inside));
  // A path names all units above, so that no move of those that were here touches one that is written where it belongs.
  BOOTHWISE_CHECK(write_added(inside, headed, progress));
  for (const std::size_t at : order_) {  // from the top, so that a path under which something comes is final
    const Node& node = nodes_[at];
    if (node.renamed) BOOTHWISE_CHECK(operations::change_unit(inside, node.unit, node.folded));
    if (node.moved) {
      BOOTHWISE_TRY(stands, operations::unit_by_id(inside, node.unit.id));
      BOOTHWISE_CHECK(operations::move_paths(inside, stands->path, node.unit.path));
      BOOTHWISE_CHECK(operations::set_unit_parent(inside, node.unit.id, *node.unit.parent));
    }
  }
  return write_places(inside, progress);
}

const UnitMerge::Node* UnitMerge::find(const std::string& code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &nodes_[found->second];
}

const UnitMerge::Node* UnitMerge::find(UnitId unit) const {
  const auto found = by_id_.find(unit);
  return found == by_id_.end() ? nullptr : &nodes_[found->second];
}

const UnitMerge::Node* UnitMerge::lowest_holder(const CoveredPlace& part) const {
  const Node* lowest = nullptr;
  for (const CoveredPlace& place : around(setting_.places, part)) {
    const auto found = holders_.find(place);
    if (found == holders_.end()) continue;
    for (const std::size_t at : found->second) {
      if (lowest == nullptr || lowest->unit.path.covers(nodes_[at].unit.path)) lowest = &nodes_[at];
    }
  }
  return lowest;
}

}  // namespace boothwise::services
