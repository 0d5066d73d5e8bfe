#include "synthesis/scribe.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "names/romanise.hpp"

namespace boothwise::synthesis {

namespace {

enum Stream : std::uint64_t { house_stream = 4, hand_stream = 5, spelling_stream = 6, survey_stream = 7 };

constexpr std::array<std::array<std::string_view, 3>, 2> honorifics = {
    {{"श्री ", "स्व. ", "स्व० "}, {"Shri ", "Late ", "Sri "}}};

bool is_latin(Script script) { return script == Script::latin; }

void append_number(std::string& text, std::uint32_t number) {
  std::array<char, 12> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

}  // namespace

/// A clerk at work on one entry.
struct Scribe::Hand {
  RandomStream slips;      ///< of this entry
  RandomStream spellings;  ///< of this person, the same in every roll
  Script script = Script::devanagari;
  double noise = 0;

  bool slips_by(double times) { return happens(slips, noise * times); }
};

PartSummary summary_of(const Segment& segment, Roll which, const PartOfRoll& part) {
  PartSummary summary;
  const std::vector<Entry>& entries = segment.roll(which).entries;
  for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
    const Entry& entry = entries[i];
    ++summary.last_serial;
    summary.additions += entry.added_by != 0 ? 1 : 0;
    summary.deletions += entry.is_struck() ? 1 : 0;
    summary.corrections += entry.corrected_by != 0 ? 1 : 0;
    if (entry.is_struck()) continue;
    const Gender gender = segment.people[entry.person].gender;
    ++(gender == Gender::male ? summary.male : gender == Gender::female ? summary.female : summary.third);
  }
  return summary;
}

Scribe::Scribe(const Vocabulary& vocabulary, const State& state, const Segment& segment)
    : vocabulary_(vocabulary), state_(state), segment_(segment), epics_(state), random_(state.settings.seed) {}

void Scribe::begin_part(const PartOfRoll& part) {
  row_ = {};
  row_.part_no = part.no;
}

/// The section of an entry's house: hamlets are counted through the part.
void Scribe::place(const PartOfRoll& part, const Entry& entry) {
  const Village& village = segment_.village_of(entry.household);
  const std::uint32_t hamlet = village.hamlet_of(entry.household);
  const std::uint32_t first = segment_.village_of(part.first_household).hamlet_of(part.first_household);
  const auto section = static_cast<std::int32_t>(hamlet - first) + 1;
  if (row_.section_no == section) return;
  row_.section_no = section;
  const std::vector<std::string>& hamlets = vocabulary_.places().hamlets;
  const std::string& name = hamlets[(hamlet - village.first_hamlet) % hamlets.size()];
  const bool latin = is_latin(part.script);
  section_.assign(village.name[latin ? 1 : 0]).append(" ").append(latin ? names::romanise(name) : name);
  row_.section_name = section_;
}

std::string_view Scribe::written(WordNo word, Hand& hand) const {
  const WordForms& forms = vocabulary_.forms(word, hand.script);
  const auto any = [&](const std::vector<std::string_view>& list, RandomStream& random) {
    return list[below(random, list.size())];
  };
  if (hand.slips_by(state_.settings.errors.abbreviated) && !forms.abbreviation.empty()) return forms.abbreviation;
  constexpr double own_spelling = 0.12;
  std::string_view text = forms.spellings.front();
  const double spelling = hand.spellings.uniform();
  if (forms.spellings.size() > 1) {
    constexpr double usual = 0.7;
    if (spelling > usual)
      text = forms.spellings[static_cast<std::size_t>((spelling - usual) / (1 - usual) *
                                                      static_cast<double>(forms.spellings.size()))];
  } else if (is_latin(hand.script) && spelling < own_spelling && !forms.heard.empty()) {
    text = forms.heard[static_cast<std::size_t>(spelling / own_spelling * static_cast<double>(forms.heard.size()))];
  }
  if (hand.slips_by(1) && !forms.heard.empty()) text = any(forms.heard, hand.slips);
  if (hand.slips_by(state_.settings.errors.typo) && !forms.mistyped.empty()) text = any(forms.mistyped, hand.slips);
  return text;
}

void Scribe::write_name(std::string& text, const Name& name, Hand& hand) const {
  const ErrorRates& errors = state_.settings.errors;
  const bool loses = name.count > 1 && hand.slips_by(errors.word_lost);
  const bool gains = name.count < Name::words_most && hand.slips_by(errors.word_added);
  const std::size_t words = name.count - (loses ? 1U : 0U);
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    text += written(name.words.at(i), hand);
    if (gains && i == 0)
      text.append(" ").append(vocabulary_.forms(vocabulary_.added_word(), hand.script).spellings.front());
  }
}

void Scribe::write_relation(const Name& name, Hand& hand) {
  const ErrorRates& errors = state_.settings.errors;
  relation_.clear();
  if (hand.slips_by(errors.relation_missing)) return;
  if (hand.slips_by(errors.honorific)) {
    relation_ += honorifics.at(is_latin(hand.script) ? 1 : 0).at(below(hand.slips, honorifics[0].size()));
  }
  write_name(relation_, name, hand);
}

/// Numbers run through a village; some carry a letter or a second number, some are missing.
void Scribe::write_house(std::uint32_t household, Hand& hand) {
  const Village& village = segment_.village_of(household);
  RandomStream random = random_.of(static_cast<std::uint64_t>(segment_.ac.value)).of(household).of(house_stream);
  house_.clear();
  const double kind = random.uniform();
  std::uint32_t number = household - village.first_household + 1;
  if (kind < 0.03) {
    house_ = "0";
  } else if (kind < 0.05) {
    house_ = "-";
  } else if (kind >= 0.06) {
    if (kind > 0.80 && number > 1) --number;  // the neighbour's, divided
    append_number(house_, number);
    if (kind > 0.93) {
      house_ += is_latin(hand.script) ? "A" : "क";
    } else if (kind > 0.80) {
      house_.append("/").append(kind > 0.87 ? "2" : "1");
    }
  }
  if (!hand.slips_by(state_.settings.errors.house_changed)) return;
  const double change = hand.slips.uniform();
  if (change < 0.4) {
    std::ranges::replace(house_, '/', '-');
  } else if (change < 0.7) {
    house_ += "/1";
  } else {
    house_.clear();
    append_number(house_, static_cast<std::uint32_t>(between(hand.slips, 1, 400)));
  }
}

void Scribe::write_epic(Roll which, const Entry& entry, Hand& hand) {
  const ErrorRates& errors = state_.settings.errors;
  const EntityId entity = segment_.people[entry.person].entity;
  row_.epic_no = {};
  const double fault = hand.slips.uniform();
  if (fault < errors.epic_missing) return;
  bool reissued = which == Roll::later && fault < errors.epic_missing + errors.epic_changed;
  if (entry.kind == EntryKind::repeat || entry.kind == EntryKind::across) {
    reissued = !happens(hand.slips, state_.settings.keeping.repeated_same_epic);
  }
  std::uint32_t member = member_of(entity);
  if (happens(hand.slips, errors.epic_shared)) member = member == 0 ? 1 : 0;
  const AcNo home = ac_of(entity);
  const auto place = std::ranges::lower_bound(state_.segments, home, {}, &SegmentSize::ac) - state_.segments.begin();
  epics_.write(static_cast<std::size_t>(place), household_of(entity), member, reissued, epic_);
  row_.epic_no = {epic_, EpicSeries::length};
}

std::int32_t Scribe::age_of(const Person& person, Roll which, Hand& hand) const {
  std::int32_t age = person.stated_age + (which == Roll::later ? state_.settings.years : 0);
  if (hand.slips_by(state_.settings.errors.age_off)) {
    constexpr std::array<std::int32_t, 5> errors = {-2, -1, 1, 1, 2};
    age += errors.at(below(hand.slips, errors.size()));
  }
  return std::clamp(age, static_cast<std::int32_t>(age_least), static_cast<std::int32_t>(age_most));
}

void Scribe::write(Roll which, const PartOfRoll& part, const Entry& entry, bool corrected) {
  const Person& person = segment_.people[entry.person];
  const ErrorRates& errors = state_.settings.errors;
  const auto writing =
      static_cast<std::uint64_t>(which) * 8 + static_cast<std::uint64_t>(entry.kind) * 2 + (corrected ? 1 : 0);
  const RandomStream own = random_.of(person.entity);
  Hand hand{own.of(hand_stream).of(writing), own.of(spelling_stream),
            is_latin(part.script) ? Script::latin : Script::devanagari,
            corrected                ? 0
            : which == Roll::earlier ? errors.noise_before
                                     : errors.noise_after};
  const bool later = which == Roll::later && entry.kind != EntryKind::leftover;
  place(part, entry);
  name_.clear();
  write_name(name_, later ? person.later_name : person.name, hand);
  write_relation(later ? person.later_relation : person.relation, hand);
  write_house(entry.household, hand);
  write_epic(which, entry, hand);
  row_.age = age_of(person, which, hand);
  row_.name = name_;
  row_.relation_name = relation_;
  row_.house_no = house_;
  row_.relation_type = later ? person.later_relation_type : person.relation_type;
  row_.gender = person.gender;
  row_.entry = &entry;
  row_.person = &person;
}

Status Scribe::mother_roll(Roll which, const PartOfRoll& part, const TakeRow& take) {
  begin_part(part);
  const std::vector<Entry>& entries = segment_.roll(which).entries;
  for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
    if (entries[i].added_by != 0) continue;
    ++row_.serial_no;
    write(which, part, entries[i], false);
    BOOTHWISE_CHECK(take(row_));
  }
  return success();
}

Status Scribe::deletion(std::int32_t serial, const Entry& entry, const TakeRow& take) {
  RollRow row;
  row.part_no = row_.part_no;
  row.serial_no = serial;
  row.supplement_no = row_.supplement_no;
  row.list = SupplementList::deletion;
  row.reason = entry.reason;
  row.entry = &entry;
  row.person = &segment_.people[entry.person];
  return take(row);
}

Status Scribe::supplements(Roll which, const PartOfRoll& part, const TakeRow& take) {
  begin_part(part);
  const std::vector<Entry>& entries = segment_.roll(which).entries;
  std::int32_t added = 0;
  for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) added += entries[i].added_by == 0 ? 1 : 0;
  for (std::uint8_t supplement = 1; supplement <= supplements_most; ++supplement) {
    row_.supplement_no = supplement;
    std::int32_t serial = 0;
    for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
      const Entry& entry = entries[i];
      if (entry.added_by != 0) continue;
      ++serial;
      if (entry.struck_by == supplement) BOOTHWISE_CHECK(deletion(serial, entry, take));
      if (entry.corrected_by != supplement) continue;
      row_.serial_no = serial;
      row_.list = SupplementList::correction;
      write(which, part, entry, true);
      BOOTHWISE_CHECK(take(row_));
    }
    row_.list = SupplementList::addition;
    for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
      if (entries[i].added_by != supplement) continue;
      row_.serial_no = ++added;
      write(which, part, entries[i], false);
      BOOTHWISE_CHECK(take(row_));
    }
  }
  return success();
}

Status Scribe::survey(const PartOfRoll& part, const std::function<Status(const SurveyRow&)>& take) {
  begin_part(part);
  const std::vector<Entry>& entries = segment_.roll(Roll::later).entries;
  PartOfRoll latin = part;
  latin.script = Script::latin;
  constexpr double relation_told = 0.6;
  for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
    const Entry& entry = entries[i];
    const Person& person = segment_.people[entry.person];
    if (entry.kind != EntryKind::own || entry.is_struck()) continue;
    const RandomStream own = random_.of(person.entity).of(survey_stream);
    Hand hand{own.of(1), random_.of(person.entity).of(spelling_stream), Script::latin,
              state_.settings.errors.noise_survey};
    if (!happens(hand.slips, state_.settings.survey_share)) continue;
    place(latin, entry);
    name_.clear();
    write_name(name_, person.later_name, hand);
    write_relation(person.later_relation, hand);
    if (!happens(hand.slips, relation_told)) relation_.clear();
    write_house(entry.household, hand);
    BOOTHWISE_CHECK(take({name_, person.later_relation_type, relation_, house_, section_,
                          age_of(person, Roll::later, hand), person.gender, &person}));
  }
  return success();
}

}  // namespace boothwise::synthesis
