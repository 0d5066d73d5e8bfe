#include <algorithm>

#include "services/name_folding.hpp"
#include "services/organisation_merge.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_rules.hpp"

namespace boothwise::services {

using operations::BoothAgent;
using operations::HeldPost;
using operations::OrganisationPerson;
using operations::Store;
using operations::UnitId;

namespace {

Error refusal(std::string code, const std::string& value, Bilingual message) {
  return Error{ErrorKind::bad_input, std::move(code), std::move(message), {{}, 0, {}, value}};
}

/// Puts `said` in place of `known`, where it says something; true if that is new.
template <typename T>
bool put(T& known, const T& said, const T& nothing) {
  if (said == nothing || said == known) return false;
  known = said;
  return true;
}

}  // namespace

Status step(Progress& progress, std::size_t done, std::size_t all, const Bilingual& what) {
  constexpr double read = 0.4;
  if (done % batch_of_rows != 0) return success();
  if (progress.stop_requested()) {
    return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was taken", "रोका गया; कुछ नहीं लिया गया"}};
  }
  progress.report(read + (1 - read) * static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(all, 1)),
                  what);
  return success();
}

Result<PeopleMerge> PeopleMerge::load(Store& inside, const MergeSetting& setting, const UnitMerge& units) {
  PeopleMerge merge(setting, units);
  BOOTHWISE_TRY(people, operations::all_people(inside));
  for (OrganisationPerson& person : people) {
    if (!person.phone.empty()) merge.by_phone_[person.phone] = merge.people_.size();
    merge.by_name_.emplace(std::pair(person.unit, person.name), merge.people_.size());
    merge.people_.push_back({std::move(person)});
  }
  BOOTHWISE_TRY(held, operations::all_held_posts(inside));
  for (HeldPost& post : held) merge.held_[{post.unit, post.post}].push_back(std::move(post));
  BOOTHWISE_TRY(agents, operations::all_agents(inside));
  for (BoothAgent& agent : agents) {
    if (agent.to_day.empty()) merge.open_agents_[{agent.ac.value, agent.part}] = std::move(agent);
  }
  return merge;
}

void PeopleMerge::take(OrganisationRows& rows) {
  people_counts_.rows = static_cast<std::int64_t>(rows.people.size());
  agent_counts_.rows = static_cast<std::int64_t>(rows.agents.size());
  for (const PersonRow& row : rows.people) {
    const UnitMerge::Node* unit = units_.find(row.who.unit);
    if (unit == nullptr || unit->unit.closed()) {
      rows.refuse(row.who.at, "unit_code",
                  refusal("unit_unknown", row.who.unit,
                          {"no unit has this code, here or in the files", "इस कोड की कोई इकाई न यहाँ है न फ़ाइलों में"}));
      continue;
    }
    const auto person = someone(rows, row.who, *unit, true);
    if (person && !row.post.empty()) take_post(rows, row, *unit, *person);
  }
  for (const AgentRow& row : rows.agents) take_agent(rows, row);
  for (const Someone& one : people_) {
    if (!one.spoken_of) continue;
    ++(one.added ? people_counts_.added : one.changed ? people_counts_.changed : people_counts_.unchanged);
  }
}

std::optional<std::size_t> PeopleMerge::found(const ContactRow& who, UnitId unit) const {
  if (const auto known = by_phone_.find(who.phone); !who.phone.empty() && known != by_phone_.end()) {
    return known->second;
  }
  const auto named = by_name_.find({unit, who.name});
  if (named == by_name_.end()) return std::nullopt;
  const bool another = !who.phone.empty() && !people_[named->second].person.phone.empty();
  return another ? std::nullopt : std::optional(named->second);
}

std::optional<std::size_t> PeopleMerge::someone(OrganisationRows& rows, const ContactRow& who,
                                                const UnitMerge::Node& unit, bool belongs) {
  std::optional<std::size_t> at = found(who, unit.unit.id);
  if (at && people_[*at].spoken_of && people_[*at].person.name != who.name) {
    rows.refuse(who.at, "phone",
                refusal("phone_taken", who.phone,
                        {"a row before gives this number to somebody else", "पहले की पंक्ति में यह नंबर किसी और का है"}));
    return std::nullopt;
  }
  if (!at) {
    at = people_.size();
    Someone& added = people_.emplace_back();
    added.person.id = operations::new_id();
    added.person.synthetic = setting_.synthetic;
    added.added = true;
    belongs = true;
  }
  lay_over(people_[*at], who, unit, belongs);
  if (!who.phone.empty()) by_phone_[who.phone] = *at;
  by_name_.emplace(std::pair(people_[*at].person.unit, who.name), *at);
  return at;
}

void PeopleMerge::lay_over(Someone& one, const ContactRow& who, const UnitMerge::Node& unit, bool belongs) {
  OrganisationPerson& person = one.person;
  bool changed = false;
  if (belongs && !one.spoken_of) changed = put(person.unit, unit.unit.id, UnitId{0}) || changed;
  changed = put(person.name, who.name, {}) || changed;
  changed = put(person.phone, who.phone, {}) || changed;
  changed = put(person.email, who.email, {}) || changed;
  changed = put(person.languages, who.languages, {}) || changed;
  changed = put(person.home_ac, who.home_ac, {}) || changed;
  one.changed = one.changed || changed;
  one.spoken_of = true;
}

void PeopleMerge::end_if_said(const PersonRow& row, HeldPost& held) {
  if (row.to_day.empty() || !held.to_day.empty() || row.to_day < held.from_day) {
    ++post_counts_.unchanged;
    return;
  }
  held.to_day = row.to_day;
  ended_posts_.push_back(held);
  ++post_counts_.changed;
}

void PeopleMerge::take_post(OrganisationRows& rows, const PersonRow& row, const UnitMerge::Node& unit,
                            std::size_t person) {
  ++post_counts_.rows;
  const auto post = known_post(setting_.catalogue, row.post, unit.unit.level);
  if (!post) return rows.refuse(row.who.at, "post", post.error());
  const std::string& id = people_[person].person.id;
  std::vector<HeldPost>& others = held_[{unit.unit.id, (*post)->code}];
  const auto known = std::ranges::find_if(others, [&](const HeldPost& held) {
    return held.person == id && (row.from_day.empty() ? held.to_day.empty() : held.from_day == row.from_day);
  });
  if (known != others.end()) return end_if_said(row, *known);
  HeldPost held;
  held.id = operations::new_id();
  held.person = id;
  held.unit = unit.unit.id;
  held.post = (*post)->code;
  held.from_day = row.from_day.empty() ? setting_.today : row.from_day;
  held.to_day = row.to_day;
  if (const Status fits = check_period(**post, others, held); !fits) {
    return rows.refuse(row.who.at, "post", fits.error());
  }
  others.push_back(held);
  new_posts_.push_back(std::move(held));
  ++post_counts_.added;
}

void PeopleMerge::take_agent(OrganisationRows& rows, const AgentRow& row) {
  const UnitMerge::Node* covers = units_.lowest_holder({PlaceKind::part, row.ac.value, row.part});
  const UnitMerge::Node* unit = row.who.unit.empty() ? covers : units_.find(row.who.unit);
  if (unit == nullptr || unit->unit.closed()) {
    return rows.refuse(row.who.at, row.who.unit.empty() ? "part_no" : "unit_code",
                       row.who.unit.empty() ? refusal("part_uncovered", row.part,
                                                      {"no unit covers this part: name the agent's unit in unit_code",
                                                       "यह भाग किसी इकाई के पास नहीं: एजेंट की इकाई unit_code में लिखें"})
                                            : refusal("unit_unknown", row.who.unit,
                                                      {"no unit has this code, here or in the files",
                                                       "इस कोड की कोई इकाई न यहाँ है न फ़ाइलों में"}));
  }
  const auto person = someone(rows, row.who, *unit, false);
  if (!person) return;
  const std::string& id = people_[*person].person.id;
  const auto [there, is_new] = open_agents_.try_emplace({row.ac.value, row.part});
  if (!is_new) {
    if (there->second.person == id) {
      ++agent_counts_.unchanged;
      return;
    }
    return rows.refuse(row.who.at, "part_no",
                       refusal("agent_there_already", row.part,
                               {"this part has another agent; end that appointment first",
                                "इस भाग का दूसरा एजेंट है; पहले वह नियुक्ति समाप्त करें"}));
  }
  BoothAgent& agent = there->second;
  agent.id = operations::new_id();
  agent.person = id;
  agent.path = covers != nullptr ? covers->unit.path : unit->unit.path;
  agent.ac = row.ac;
  agent.part = row.part;
  agent.elector_part = row.elector_part;
  agent.elector_serial = row.elector_serial;
  agent.bla1_by = row.bla1_by;
  agent.bla2_on = row.bla2_on;
  agent.note = row.note;
  agent.from_day = row.from_day;
  new_agents_.push_back(agent);
  ++agent_counts_.added;
}

std::set<UnitId> PeopleMerge::headed() const {
  std::set<UnitId> units;
  for (const auto& [at, posts] : held_) {
    const Post* post = setting_.catalogue.post(at.second);
    if (post == nullptr || !post->head) continue;
    if (std::ranges::any_of(posts, [](const HeldPost& held) { return held.to_day.empty(); })) units.insert(at.first);
  }
  return units;
}

/// Those who were here first, so that a number that one of them gave up is free.
Status PeopleMerge::write_people(Store& inside, Progress& progress) const {
  std::vector<const Someone*> added;
  const auto folded_of = [&](const Someone& one) {
    operations::FoldedPerson person{one.person, folded_name(one.person.name)};
    person.person.path = units_.find(one.person.unit)->unit.path;
    return person;
  };
  std::size_t done = 0;
  for (const Someone& one : people_) {
    BOOTHWISE_CHECK(step(progress, done++, people_.size(), {"writing people", "लोग लिखे जा रहे हैं"}));
    if (one.added) {
      added.push_back(&one);
    } else if (one.changed) {
      const operations::FoldedPerson person = folded_of(one);
      BOOTHWISE_CHECK(operations::change_person(inside, person.person, person.folded));
    }
  }
  return in_batches(std::span<const Someone* const>(added), progress, {"writing people", "लोग लिखे जा रहे हैं"},
                    [&](std::span<const Someone* const> some) {
                      std::vector<operations::FoldedPerson> people;
                      people.reserve(some.size());
                      for (const Someone* one : some) people.push_back(folded_of(*one));
                      return operations::add_people(inside, people, setting_.noted.at);
                    });
}

Status PeopleMerge::write_posts(Store& inside, Progress& progress) const {
  for (const HeldPost& post : ended_posts_) BOOTHWISE_CHECK(operations::end_held_post(inside, post.id, post.to_day));
  BOOTHWISE_CHECK(in_batches(std::span<const HeldPost>(new_posts_), progress, {"writing posts", "पद लिखे जा रहे हैं"},
                             [&](std::span<const HeldPost> some) {
                               std::vector<HeldPost> posts(some.begin(), some.end());
                               for (HeldPost& post : posts) post.path = units_.find(post.unit)->unit.path;
                               return operations::add_held_posts(inside, posts, setting_.noted);
                             }));
  for (const std::vector<HeldPost>* list : {&ended_posts_, &new_posts_}) {
    for (const HeldPost& post : *list) {
      const UnitMerge::Node* unit = units_.find(post.unit);
      if (unit->added) continue;  // written with its head
      BOOTHWISE_CHECK(operations::set_unit_head(inside, post.unit, setting_.catalogue.head_post(unit->unit.level)));
    }
  }
  return success();
}

Status PeopleMerge::write_agents(Store& inside, Progress& progress) const {
  BOOTHWISE_CHECK(in_batches(
      std::span<const BoothAgent>(new_agents_), progress, {"writing agents", "एजेंट लिखे जा रहे हैं"},
      [&](std::span<const BoothAgent> some) { return operations::add_agents(inside, some, setting_.noted); }));
  if (!units_.coverage_changed()) return success();
  std::set<std::string> added;
  for (const BoothAgent& agent : new_agents_) added.insert(agent.id);
  for (const auto& [part, agent] : open_agents_) {
    if (added.contains(agent.id)) continue;
    const UnitMerge::Node* lowest = units_.lowest_holder({PlaceKind::part, agent.ac.value, agent.part});
    const UnitMerge::Node* stands = units_.find(units_of(agent.path).back());
    if (lowest != nullptr && lowest != stands) {
      BOOTHWISE_CHECK(operations::set_agent_path(inside, agent.id, lowest->unit.path));
    }
  }
  return success();
}

Status PeopleMerge::write(Store& inside, Progress& progress) {
  BOOTHWISE_CHECK(write_people(inside, progress));
  BOOTHWISE_CHECK(write_posts(inside, progress));
  return write_agents(inside, progress);
}

}  // namespace boothwise::services
