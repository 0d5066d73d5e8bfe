#include "services/decisions.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "intake/table.hpp"
#include "linkage/decisions.hpp"

namespace boothwise::services {

namespace {

constexpr std::array<std::string_view, 3> columns{"left_id", "right_id", "decision"};

Result<std::array<std::size_t, 3>> places_of(const std::vector<std::string>& header, const std::string& file) {
  std::array<std::size_t, 3> places{};
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const auto found = std::ranges::find(header, columns[at]);
    if (found == header.end()) return column_missing(file, std::string(columns[at]), header);
    places[at] = static_cast<std::size_t>(found - header.begin());
  }
  return places;
}

Error malformed(const std::string& file, std::uint64_t line, std::string_view value) {
  Error error{ErrorKind::bad_input,
              "decision_malformed",
              {"expected one of two words", "दो में से एक शब्द चाहिए"},
              {file, line, "decision", shortened(value, 80)}};
  error.choices = {"same", "different"};
  return error;
}

Result<std::vector<NamedDecision>> read_all(intake::TableReader& table, const std::string& file) {
  BOOTHWISE_TRY(places, places_of(table.header(), file));
  std::vector<NamedDecision> decisions;
  intake::Row row;
  for (;;) {
    BOOTHWISE_TRY(more, table.next(row));
    if (!more) return decisions;
    if (row.cells.size() != table.header().size())
      return row_length(file, row.line, table.header().size(), row.cells.size());
    const std::string_view decision = row.cells[places[2]];
    if (decision != "same" && decision != "different") return malformed(file, row.line, decision);
    decisions.push_back(
        {std::string(row.cells[places[0]]), std::string(row.cells[places[1]]), decision == "same", row.line});
  }
}

Error unknown(const std::string& file, const NamedDecision& decision, bool left) {
  return Error{
      ErrorKind::bad_input,
      "record_unknown",
      {"no record has this id", "इस पहचान का कोई अभिलेख नहीं है"},
      {file, decision.line, left ? "left_id" : "right_id", shortened(left ? decision.left_id : decision.right_id, 80)}};
}

Error contradicts(const std::string& file, const NamedDecision& decision) {
  return Error{ErrorKind::bad_input,
               "decisions_contradict",
               {"this decision cannot hold beside the others: two records cannot be the same and different",
                "यह निर्णय बाक़ी निर्णयों से मेल नहीं खाता: दो अभिलेख एक साथ समान और अलग नहीं हो सकते"},
               {file, decision.line, "decision", shortened(decision.left_id + ", " + decision.right_id, 80)}};
}

}  // namespace

Result<std::vector<NamedDecision>> read_decisions(const std::filesystem::path& file) {
  BOOTHWISE_TRY(table, intake::open_table(file));
  return read_all(*table, file.string());
}

Result<std::vector<NamedDecision>> parse_decisions(std::string_view bytes, const std::string& display_name) {
  intake::TableOptions options;
  options.display_name = display_name;
  BOOTHWISE_TRY(table, intake::read_table(bytes, options));
  return read_all(*table, display_name);
}

Result<std::vector<linkage::Decision>> resolved(const std::vector<NamedDecision>& decisions, const std::string& file,
                                                const RecordIds& left, const RecordIds* right) {
  std::vector<std::string> left_ids;
  std::vector<std::string> right_ids;
  for (const NamedDecision& decision : decisions) {
    left_ids.push_back(decision.left_id);
    right_ids.push_back(decision.right_id);
  }
  const auto left_places = left.find(left_ids);
  const auto right_places = (right == nullptr ? left : *right).find(right_ids);
  const std::size_t right_begin = right == nullptr ? 0 : left.size();
  std::vector<linkage::Decision> found;
  for (std::size_t at = 0; at < decisions.size(); ++at) {
    if (!left_places[at]) return unknown(file, decisions[at], true);
    if (!right_places[at]) return unknown(file, decisions[at], false);
    found.push_back({static_cast<linkage::RecordNo>(*left_places[at]),
                     static_cast<linkage::RecordNo>(right_begin + *right_places[at]), decisions[at].same});
    if (found.back().left == found.back().right) return contradicts(file, decisions[at]);
  }
  const std::size_t records = left.size() + (right == nullptr ? 0 : right->size());
  if (const auto at = linkage::contradiction(found, records)) return contradicts(file, decisions[*at]);
  return found;
}

}  // namespace boothwise::services
