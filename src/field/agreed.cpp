#include "field/agreed.hpp"

#include "field/households.hpp"
#include "field/visits.hpp"
#include "forms/submission.hpp"
#include "operations/records.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <set>

#include "domain/consent.hpp"
#include "domain/phone.hpp"
#include "intake/csv_writer.hpp"
#include "services/tombstones.hpp"

namespace boothwise::field {

using forms::FormField;
using operations::Record;

namespace {

/// 32 hexadecimal digits as a UUID whose version and variant are those of random ones.
std::string uuid_of(std::string digits) {
  digits.at(12) = '4';
  digits.at(16) = 'a';
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, "-");
  return digits;
}

/// The choice's words where the answer is a choice.
std::string words_of(const FormField& field, std::string_view answer) {
  const auto found = std::ranges::find(field.choices, answer);
  if (found == field.choices.end()) return std::string(answer);
  const auto at = static_cast<std::size_t>(found - field.choices.begin());
  return at < field.choice_labels.size() ? field.choice_labels[at].hi : std::string(answer);
}

/// The record's house; nothing where it names none, or its number is not to be called (R27).
Result<std::optional<AgreedHouse>> house_in(const FieldDoor& door, const Record& record) {
  BOOTHWISE_TRY(form, operations::form_by_id(door.store, record.form));
  if (!form) throw BrokenInvariant("a record of no form");
  BOOTHWISE_TRY(published, door.shelf.find(door.store, form->name, record.version));
  auto opened = door.vault.open(record.key, record.content);
  // Withdrawn between the list and now: as if it had never been there.
  if (!opened && opened.error().code == "record_erased") return std::optional<AgreedHouse>();
  if (!opened) return opened.error();
  BOOTHWISE_TRY(submission, forms::read_submission(*opened, "record"));
  AgreedHouse house;
  for (const FormField& field : published->xform.fields) {
    const std::string_view answer = submission.answer(field.path);
    if (answer.empty()) continue;
    if (is_house_number(field)) house.house_no = answer;
    if (is_section(field)) house.section = answer;
    if (field.purpose != code_of(Purpose::contact)) continue;
    if (is_wished_hour(field)) house.wished = words_of(field, answer);
    const auto phone = field.contact == "phone" ? parse_phone(answer) : std::nullopt;
    if (!phone) continue;
    BOOTHWISE_TRY(left_alone, services::is_buried(door.store, door.key, services::Buried::no_contact, *phone));
    if (left_alone) return std::optional<AgreedHouse>();
  }
  if (house.house_no.empty()) return std::optional<AgreedHouse>();
  house.id = uuid_of(door.key.keyed_id(ServerKey::Purpose::records, "agreed " + record.id));
  return std::optional(std::move(house));
}

using HouseName = std::pair<std::string, std::string>;
HouseName name_of(const AgreedHouse& house) { return {house.section, house.house_no}; }

bool walks_before(const AgreedHouse& one, const AgreedHouse& other) {
  if (const auto order = house_order(one.section, other.section); std::is_neq(order)) return std::is_lt(order);
  if (const auto order = house_order(one.house_no, other.house_no); std::is_neq(order)) return std::is_lt(order);
  return one.id < other.id;
}

std::string label_of(const AgreedHouse& house) {
  std::string label = "घर " + house.house_no;
  if (!house.section.empty()) label += " · अनुभाग " + house.section;
  if (!house.wished.empty()) label += " · " + house.wished;
  return label;
}

}  // namespace

Result<std::vector<AgreedHouse>> agreed_households(const FieldDoor& door, const operations::Device& device) {
  std::vector<AgreedHouse> houses;
  if (!device.ac || device.part.empty()) return houses;
  const auto said = [&](bool yes) {
    return operations::records_of_booth_for(
        door.store, {*device.ac, device.part, std::string(code_of(Purpose::contact)), yes, door.now});
  };
  // Whoever speaks for a house last is heard: a no that came after a yes leaves the house alone.
  std::map<HouseName, Instant> refused;
  BOOTHWISE_TRY(refusals, said(false));
  for (const Record& record : refusals) {
    BOOTHWISE_TRY(house, house_in(door, record));
    if (house) refused.try_emplace(name_of(*house), record.received_at);  // newest first
  }
  std::set<HouseName> there;
  BOOTHWISE_TRY(agreements, said(true));
  for (const Record& record : agreements) {
    BOOTHWISE_TRY(house, house_in(door, record));
    if (!house || !there.insert(name_of(*house)).second) continue;
    const auto later = refused.find(name_of(*house));
    if (later == refused.end() || later->second < record.received_at) houses.push_back(std::move(*house));
  }
  std::ranges::sort(houses, walks_before);
  return houses;
}

Result<std::string> agreed_households_list(const FieldDoor& door, const operations::Device& device) {
  using Cells = std::vector<std::string>;
  BOOTHWISE_TRY(houses, agreed_households(door, device));
  std::string csv = intake::csv_line(Cells{"name", "label", "__version", "section", "house_no", "wished"});
  for (const AgreedHouse& house : houses) {
    // An edit makes another entity, so that one is never but in its first version.
    csv += intake::csv_line(Cells{house.id, label_of(house), "1", house.section, house.house_no, house.wished});
  }
  return csv;
}

Result<std::vector<std::pair<std::string, bool>>> deleted_households(const FieldDoor& door,
                                                                     const operations::Device& device,
                                                                     std::span<const std::string> ids) {
  BOOTHWISE_TRY(houses, agreed_households(door, device));
  std::vector<std::pair<std::string, bool>> states;
  for (const std::string& id : ids) {
    states.emplace_back(id, std::ranges::find(houses, id, &AgreedHouse::id) == houses.end());
  }
  return states;
}

}  // namespace boothwise::field
