#include "services/roll_matching.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "base/dates.hpp"
#include "base/large_memory.hpp"
#include "base/text.hpp"
#include "linkage/compare.hpp"
#include "linkage/decisions.hpp"
#include "linkage/propose.hpp"

namespace boothwise::services {

using linkage::CompareAs;
using linkage::RecordNo;
using warehouse::RollReader;

namespace {

/// Candidates that the blocking rules may bring. Of two rolls few are enough: nearly everybody has a partner there who
/// is like her in several ways. Of those left over most have none; more candidates brought a thousandth more movers.
/// Who stands twice in one roll is to be told from many who are alike.
constexpr double pairs_for_a_record_of_two = 5;
constexpr double pairs_for_a_record_left_over = 10;
constexpr double pairs_for_a_record_of_one = 20;
constexpr double pairs_least = 500'000;
/// Where a state's rolls are searched, rules that bring millions of pairs for a few hundred matches take as long as all
/// others; what they find is as often a namesake.
constexpr linkage::RuleWorth worth_of_one{1000, 0.01};
constexpr RecordNo nobody = ~RecordNo{0};

/// Columns of the table that is linked, in this order.
enum Column : std::size_t { name, relation_type, relation_name, house, part, age, gender, epic, column_count };

/// Comparisons of a roll's entries, and what each one's difference is called.
struct RollField {
  linkage::Comparison how;
  const char* field;
  linkage::Level same;  ///< up to here nothing was corrected: names that sound the same are one
  bool stays = true;    ///< also with those who moved to another segment
};
constexpr std::array roll_fields = std::to_array<RollField>({
    {{name, CompareAs::name}, "name", 2},
    {{relation_name, CompareAs::relation, relation_type, 0, true}, "relation_name", 2},
    {{house, CompareAs::code, {}, 0, true}, "house_no", 1, false},
    {{part, CompareAs::category, {}, 0, true}, "part_no", 0, false},
    {{age, CompareAs::number}, "age", 2},
    {{gender, CompareAs::category}, "gender", 1},
    {{epic, CompareAs::code}, "epic_no", 1},
});

double pairs_for_a_record(RollMatch kind) {
  switch (kind) {
    case RollMatch::revisions:
      return pairs_for_a_record_of_two;
    case RollMatch::between_segments:
      return pairs_for_a_record_left_over;
    case RollMatch::duplicates:
      break;
  }
  return pairs_for_a_record_of_one;
}

std::vector<RollField> fields_for(RollMatch kind) {
  std::vector<RollField> fields;
  for (const RollField& field : roll_fields) {
    if (field.stays || kind != RollMatch::between_segments) fields.push_back(field);
  }
  return fields;
}

}  // namespace

JudgementsOf one_at_a_time(const JudgementsOf& judgements, std::mutex& lock) {
  return [&judgements, &lock](AcNo ac) -> Result<std::vector<RollJudgement>> {
    const std::scoped_lock asking(lock);
    return judgements ? judgements(ac) : std::vector<RollJudgement>();
  };
}

std::vector<std::set<AcNo>> by_district(const std::set<AcNo>& segments, const Places& places) {
  std::map<std::string, std::set<AcNo>> districts;
  for (const AcNo ac : segments) {
    const AssemblyConstituency* place = places.ac(ac);
    const bool known = place != nullptr && !place->district.empty();
    districts[known ? place->district : "@" + std::to_string(ac.value)].insert(ac);
  }
  std::vector<std::set<AcNo>> groups;
  groups.reserve(districts.size());
  for (auto& [district, acs] : districts) groups.push_back(std::move(acs));
  return groups;
}

AcNo largest_of(const std::set<AcNo>& segments, const std::map<AcNo, std::int64_t>& entries) {
  const auto size = [&entries](AcNo ac) {
    const auto found = entries.find(ac);
    return found == entries.end() ? 0 : found->second;
  };
  return *std::ranges::max_element(segments, {}, size);
}

linkage::Resources resources_of_piece(const linkage::Resources& all, std::size_t pieces) {
  linkage::Resources share = all;
  const auto at_once = static_cast<unsigned>(std::clamp<std::size_t>(pieces, 1, std::max(all.threads, 1U)));
  share.threads = std::max(all.threads / at_once, 1U);
  return share;
}

struct RollMatching::State {
  State(RollMatch of, const linkage::Resources& given)
      : kind(of), resources(given), fields(fields_for(of)), table(column_count, given.threads) {}

  /// What the column of parts says. Entries come part by part.
  const std::string& part_text(AcNo ac, std::int32_t part_no) {
    if (part_of_text != std::pair(ac, part_no)) text_of_part = fmt::format("{}/{}", ac.value, part_no);
    part_of_text = {ac, part_no};
    return text_of_part;
  }

  [[nodiscard]] std::size_t field_of(Column column) const {
    const auto found =
        std::ranges::find(fields, std::size_t{column}, [](const RollField& one) { return one.how.column; });
    return static_cast<std::size_t>(found - fields.begin());
  }

  void set_shift(std::optional<std::int32_t> apart) {
    const std::size_t at = field_of(age);
    years = kind == RollMatch::duplicates ? 0 : apart ? *apart : linkage::propose_shift(prepared, at);
    settings.comparisons[at].shift = prepared.comparisons[at].shift = years;
  }

  /// Judgements about entries that are here, by record.
  [[nodiscard]] std::vector<linkage::Decision> by_record(std::span<const RollJudgement> judgements) const {
    std::vector<linkage::Decision> list;
    if (judgements.empty()) return list;
    std::map<EntryAddress, RecordNo> wanted;
    for (const RollJudgement& judgement : judgements) {
      wanted.emplace(judgement.left, nobody);
      wanted.emplace(judgement.right, nobody);
    }
    for (RecordNo number = 0; number < records.size(); ++number) {
      const auto found = wanted.find(address(number));
      if (found != wanted.end()) found->second = number;
    }
    for (const RollJudgement& judgement : judgements) {
      const RecordNo one = wanted.at(judgement.left);
      const RecordNo other = wanted.at(judgement.right);
      if (one != nobody && other != nobody) list.push_back({one, other, judgement.same});
    }
    // What contradicts the rest is nobody's settled view: it is left to the model.
    while (const auto odd = linkage::contradiction(list, records.size())) {
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(*odd));
    }
    return list;
  }

  [[nodiscard]] EntryAddress address(RecordNo number) const {
    const RollRecord& record = records[number];
    const bool right = kind != RollMatch::duplicates && number >= left;
    return {revisions.at(right ? 1 : 0), record.ac, record.part, record.serial};
  }

  /// Makes the entries ready; false if there is nothing to compare.
  bool begin(std::optional<std::int32_t> apart, std::span<const RollJudgement> judgements) {
    table.flush();
    const std::size_t right = records.size() - left;
    if (kind == RollMatch::duplicates ? records.size() < 2 : left == 0 || right == 0) {
      years = apart.value_or(0);
      return false;
    }
    decided = by_record(judgements);
    settings.columns = {"name", "relation_type", "relation_name", "house_no", "part_no", "age", "gender", "epic_no"};
    settings.one_to_one = kind == RollMatch::between_segments;
    settings.rivals = false;  // one who stands twice in the earlier roll keeps what speaks for her
    if (kind == RollMatch::duplicates) settings.probability_least = duplicate_least;
    for (const RollField& field : fields) settings.comparisons.push_back(field.how);
    prepared = linkage::prepare(std::move(table), settings.comparisons, words, false, resources.threads);
    set_shift(apart);
    return true;
  }

  Status learn(const RollModel* like, Progress& progress) {
    if (kind == RollMatch::between_segments) return learn_moves(like, progress);
    if (like != nullptr) return learn_counts(*like, progress);
    propose(nullptr);
    BOOTHWISE_TRY(learned, linkage::learn(prepared, settings, resources, progress, nullptr, decided));
    agreement = linkage::agreement_of(prepared, learned.model, settings.blocking, learned.samples);
    // Which rules bring those together who stayed is told by how they agree: a re-division leaves nobody her part.
    if (kind == RollMatch::revisions) return learn_counts({std::move(learned.model), std::move(agreement)}, progress);
    take(std::move(learned));
    return success();
  }

  /// `like`: what those who stayed taught.
  Status learn_moves(const RollModel* like, Progress& progress) {
    linkage::Agreement known;
    if (like != nullptr) known = linkage::narrowed(like->agreement, like->model, prepared.comparisons);
    propose(like == nullptr ? nullptr : &known);
    BOOTHWISE_TRY(learned, linkage::learn(prepared, settings, resources, progress, nullptr, decided));
    // In a state's hundred million million pairs of who is left over, the few who moved drown in namesakes, and more
    // would be found than there are people. Then they are told as those who stayed agree, but for where they live.
    const auto people = static_cast<double>(std::min(left, records.size() - left));
    if (like != nullptr && learned.model.matches > people) {
      const linkage::Model stayed = linkage::narrowed(like->model, prepared.comparisons);
      BOOTHWISE_TRY(again, linkage::learn(prepared, settings, resources, progress, &stayed, decided));
      learned = std::move(again);
    }
    take(std::move(learned));
    return success();
  }

  /// Rules that suit these records, by how one person's agree in rolls like these, and how many are one person.
  Status learn_counts(const RollModel& like, Progress& progress) {
    propose(&like.agreement);
    BOOTHWISE_TRY(counted, linkage::recount(prepared, settings, resources, progress, like.model, decided));
    agreement = like.agreement;
    take(std::move(counted));
    return success();
  }

  void take(linkage::Learned learned) {
    settings.blocking = linkage::worthwhile(settings.blocking, learned,
                                            kind == RollMatch::revisions ? linkage::RuleWorth{} : worth_of_one);
    model = std::move(learned.model);
  }

  /// Rules by how one person's records are known to agree, or as they usually do.
  void propose(const linkage::Agreement* known) {
    const double pairs = std::max(pairs_least, pairs_for_a_record(kind) * static_cast<double>(prepared.records));
    settings.blocking =
        linkage::propose_blocking(prepared, pairs, resources.block_pairs_max, settings.seed, known).rules;
  }

  /// Of two rolls, standing entries with a card number of their own, as far as nobody judged of them.
  [[nodiscard]] std::vector<linkage::Link> settled() const {
    if (kind != RollMatch::revisions) return {};
    std::vector<bool> passed_over(records.size());
    for (RecordNo record = 0; record < records.size(); ++record) passed_over[record] = records[record].is_struck;
    for (const linkage::Decision& decision : decided) passed_over[decision.left] = passed_over[decision.right] = true;
    return linkage::settled_pairs(prepared, *model, field_of(epic), passed_over, resources.threads);
  }

  Result<linkage::Linked> link(Progress& progress) {
    const std::vector<linkage::Link> known = settled();
    BOOTHWISE_TRY(linked, linkage::link(prepared, settings, *model, resources, progress, decided, known));
    compare.emplace(prepared);
    scorer.emplace(*model, prepared, settings.probability_review);
    return linked;
  }

  RollMatch kind;
  const linkage::Resources resources;
  std::vector<RollField> fields;
  linkage::Table table;
  linkage::Settings settings;
  linkage::Words words;
  linkage::Prepared prepared;
  std::optional<linkage::Model> model;
  linkage::Agreement agreement;
  std::optional<linkage::Comparer> compare;
  std::optional<linkage::Scorer> scorer;
  LargeVector<RollRecord> records;
  std::array<std::string, 2> revisions;
  std::pair<AcNo, std::int32_t> part_of_text;
  std::string text_of_part;
  std::vector<linkage::Decision> decided;
  std::size_t left = 0;
  std::int32_t years = 0;
};

RollMatching::RollMatching(RollMatch kind, const linkage::Resources& resources)
    : state_(std::make_unique<State>(kind, resources)) {}
RollMatching::~RollMatching() = default;

void RollMatching::add(const std::string& revision, AcNo ac, const RollReader::Entry& entry) {
  const std::string& part_text = state_->part_text(ac, entry.part);
  const std::string age_text = std::to_string(entry.age);
  const std::array<std::string_view, column_count> cells{entry.name,     entry.relation_type, entry.relation_name,
                                                         entry.house_no, part_text,           age_text,
                                                         entry.gender,   entry.epic_no};
  state_->table.add(cells);
  RollRecord& record = state_->records.emplace_back();
  record.ac = ac;
  record.part = entry.part;
  record.serial = entry.serial;
  record.age = static_cast<std::int32_t>(entry.age);
  record.gender = entry.gender.empty() ? 'T' : entry.gender.front();
  record.is_struck = entry.is_struck;
  record.reason = entry.deletion_reason.empty() ? '?' : entry.deletion_reason.front();
  state_->revisions[state_->left > 0 ? 1 : 0] = revision;
}

void RollMatching::end_left() {
  state_->table.end_left();
  state_->left = state_->records.size();
}

Result<linkage::Linked> RollMatching::match(std::optional<std::int32_t> years,
                                            std::span<const RollJudgement> judgements, Progress& progress,
                                            const RollModel* like) {
  if (!state_->begin(years, judgements)) return linkage::Linked{};
  BOOTHWISE_CHECK(state_->learn(like, progress));
  return state_->link(progress);
}

Status RollMatching::learn(std::optional<std::int32_t> years, std::span<const RollJudgement> judgements,
                           Progress& progress) {
  if (!state_->begin(years, judgements)) return success();
  return state_->learn(nullptr, progress);
}

std::optional<RollModel> RollMatching::learnt() const {
  if (!state_->model) return std::nullopt;
  return RollModel{*state_->model, state_->agreement};
}

std::span<const RollRecord> RollMatching::records() const { return state_->records; }
std::size_t RollMatching::left() const { return state_->left; }
std::int32_t RollMatching::years() const { return state_->years; }

std::span<const linkage::Decision> RollMatching::decisions() const { return state_->decided; }

std::string RollMatching::fields_of(const linkage::Link& link) {
  const linkage::Pattern pattern = state_->compare->compare(link.left, link.right);
  std::string fields;
  for (std::size_t at = 0; at < state_->fields.size(); ++at) {
    const RollField& field = state_->fields[at];
    if (field.how.column == part || linkage::level_in(pattern, at) <= field.same) continue;
    fields += (fields.empty() ? "" : ",") + std::string(field.field);
  }
  return fields;
}

void RollMatching::ask_ahead(std::span<const linkage::Link> links, std::size_t at) const {
  constexpr std::size_t rows_ahead = 24;
  constexpr std::size_t values_ahead = 12;
  const auto each_of = [&](std::size_t place, const auto& ask) {
    if (place >= links.size()) return;
    ask(links[place].left);
    ask(links[place].right);
  };
  each_of(at + rows_ahead, [this](RecordNo record) {
    __builtin_prefetch(state_->prepared.row(record));
    __builtin_prefetch(&state_->records[record]);
  });
  each_of(at + values_ahead, [this](RecordNo record) { state_->prepared.prefetch_right(record); });
}

warehouse::RollPair RollMatching::pair_of(const linkage::Link& link, std::string state) {
  warehouse::RollPair pair;
  pair.left = state_->address(link.left);
  pair.right = state_->address(link.right);
  pair.state = std::move(state);
  pair.weight = static_cast<double>(link.weight);
  pair.probability = static_cast<double>(link.probability);
  if (pair.state != "uncertain") {
    pair.fields = fields_of(link);
    return pair;
  }
  const linkage::Scorer::Explained explained = state_->scorer->explain(link.left, link.right);
  pair.evidence = fmt::format("{:.2f}", explained.related);
  for (const linkage::Scorer::Part& one : explained.parts) {
    pair.evidence += fmt::format(" {}:{:.2f}", one.level, one.weight);
  }
  return pair;
}

std::optional<KeptEvidence> read_evidence(RollMatch kind, std::string_view text) {
  const std::vector<RollField> fields = fields_for(kind);
  const std::vector<std::string> pieces = split(text, ' ');
  if (pieces.size() != fields.size() + 1) return std::nullopt;
  const auto related = parse_number<double>(pieces.front());
  if (!related) return std::nullopt;
  KeptEvidence evidence{*related, {}};
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const std::string_view piece = pieces[at + 1];
    const std::size_t colon = piece.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto level = parse_number<std::uint8_t>(piece.substr(0, colon));
    const auto weight = parse_number<double>(piece.substr(colon + 1));
    if (!level || *level > linkage::levels_of(fields[at].how.as) || !weight) return std::nullopt;
    evidence.parts.push_back({fields[at].field, linkage::describe(fields[at].how.as, *level), *weight});
  }
  return evidence;
}

Result<std::optional<std::int32_t>> years_between(RollReader& reader, const std::string& from, const std::string& to,
                                                  AcNo ac) {
  BOOTHWISE_TRY(earlier_text, reader.qualifying_date(from, ac));
  BOOTHWISE_TRY(later_text, reader.qualifying_date(to, ac));
  const auto earlier = parse_date(earlier_text);
  const auto later = parse_date(later_text);
  if (!earlier || !later) return std::optional<std::int32_t>();
  return std::optional(static_cast<int>(later->year()) - static_cast<int>(earlier->year()));
}

}  // namespace boothwise::services
