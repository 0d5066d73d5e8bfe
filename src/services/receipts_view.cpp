#include "services/receipts_view.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::DeclaredReceipt;

namespace {

struct AnswerWords {
  std::string_view code;
  Bilingual words;
};

/// Finer answers are told only of wider areas (field/receipts.hpp).
const std::array<AnswerWords, 6>& answers() {
  static const std::array<AnswerWords, 6> all = {
      {{"receives", {"receive it", "मिलता है"}},
       {"receives_with_problem", {"receive it with a problem", "दिक़्क़त के साथ मिलता है"}},
       {"stopped", {"it has stopped", "रुका हुआ है"}},
       {"no", {"do not receive it", "नहीं मिलता"}},
       {"receives_any", {"receive it, with or without a problem", "मिलता है (दिक़्क़त के साथ भी)"}},
       {"receives_none", {"do not receive it, or no longer", "नहीं मिलता या अब रुका है"}}}};
  return all;
}

json::value share_json(std::int64_t count, std::int64_t base) {
  constexpr double z = 1.959964;  // of a central 95 % interval
  const auto n = static_cast<double>(base);
  const double share = std::min(1.0, static_cast<double>(count) / n);
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return json::object{{"value", share}, {"low", middle - half}, {"high", middle + half}};
}

json::object cell_json(const DeclaredReceipt& row) {
  const auto found = std::ranges::find(answers(), row.answer, &AnswerWords::code);
  const bool shown = row.base && row.count;
  return {{"answer", row.answer},
          {"title", to_json(found == answers().end() ? Bilingual{row.answer, row.answer} : found->words)},
          {"count", shown ? json::value(*row.count) : json::value(nullptr)},
          {"share", shown ? share_json(*row.count, *row.base) : json::value(nullptr)}};
}

bool same_area(const DeclaredReceipt& one, const DeclaredReceipt& other) {
  return one.scheme == other.scheme && one.level == other.level && one.district == other.district &&
         one.ac == other.ac && one.kendra == other.kendra && one.part == other.part;
}

}  // namespace

Result<json::object> receipts_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                   const warehouse::ReceiptsWhere& where) {
  BOOTHWISE_TRY(rows, warehouse::declared_receipts(warehouse, *snapshot.manifest, where));
  json::array areas;
  const DeclaredReceipt* before = nullptr;
  std::string day;
  for (const DeclaredReceipt& row : rows) {
    day = row.day;
    if (row.district.empty()) continue;  // of a scheme that nobody told anything of
    if (before == nullptr || !same_area(*before, row)) {
      areas.push_back(json::object{{"scheme", row.scheme},
                                   {"level", row.level},
                                   {"name", to_json(released_area_name(snapshot.places, row))},
                                   {"district", row.district},
                                   {"ac_no", row.ac.value == 0 ? json::value(nullptr) : json::value(row.ac.value)},
                                   {"kendra", text_or_null(row.kendra)},
                                   {"part", text_or_null(row.part)},
                                   {"base", or_null(row.base)},
                                   {"cells", json::array()}});
    }
    areas.back().as_object()["cells"].as_array().push_back(cell_json(row));
    before = &row;
  }
  json::object view{
      {"counted_on", text_or_null(day)},
      {"areas", std::move(areas)},
      {"method",
       to_json(
           {"What households said on visits, with consent. Areas of at least 30 answers, cells of at least 10; what "
            "would tell a hidden one is hidden too; numbers to the nearest five. Visits are no random sample: those "
            "who were met and agreed.",
            "घर-घर संपर्क में परिवारों ने सहमति के साथ जो बताया। कम से कम 30 उत्तर वाले क्षेत्र और 10 वाले खाने; जिससे छिपी संख्या "
            "खुल जाए वह भी छिपी; संख्याएँ निकटतम पाँच तक। यह यादृच्छिक नमूना नहीं: केवल वे जो मिले और सहमत हुए।"})},
      {"use",
       to_json({"Use: where a scheme lags and what goes wrong with it. Not for choosing whom to reach or leave out, "
                "and never with a promise.",
                "उपयोग: योजना कहाँ पीछे है और क्या दिक़्क़त है। किससे मिलें या किसे छोड़ें, इसके लिए नहीं, और कभी कोई वादा नहीं।"})}};
  add_sources(view, *snapshot.manifest, {{"released_receipts", std::string(warehouse::receipts_scope)}});
  return view;
}

}  // namespace boothwise::services
