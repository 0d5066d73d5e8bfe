#include "services/waves.hpp"

#include "operations/sealed_answers.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"
#include "privacy/areas.hpp"

#include <boost/json.hpp>

#include "base/secrets.hpp"
#include "services/booth_list.hpp"
#include "services/release_bundle.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::size_t parts_in_a_row = 6;
constexpr std::int64_t counted_in = 100;

Error no_such_wave(std::string_view wave) {
  return refused_field(ErrorKind::not_found, "wave_unknown", "wave", {"there is no such wave", "ऐसा कोई चरण नहीं है"},
                       wave);
}

Day stored_day(const std::string& text) { return parse_date(text).value(); }

/// In the order of the list; a number of its own for each.
std::vector<privacy::WaveDays> days_of(const std::vector<operations::Wave>& waves) {
  std::vector<privacy::WaveDays> days;
  days.reserve(waves.size() + 1);
  for (std::uint32_t number = 0; number < waves.size(); ++number)
    days.push_back({privacy::WaveNo(number), stored_day(waves[number].first_day), stored_day(waves[number].last_day)});
  return days;
}

/// Notes it in the trail of the operations store, which knows of waves but of no answer.
Status note_wave(Caller& caller, std::string_view action, const std::string& code, const json::object& details = {}) {
  return caller.whole_store().atomically([&](operations::Store& inside) {
    return caller.note(inside, action, "wave:" + code, whole_organisation, details);
  });
}

/// Shakti kendras by the parts that they and the units below them name.
class Kendras {
 public:
  static Result<Kendras> of(operations::Store& whole) {
    Kendras kendras;
    BOOTHWISE_TRY(units, operations::all_units(whole));
    std::map<operations::UnitId, const operations::Unit*> by_id;
    for (const operations::Unit& unit : units) by_id[unit.id] = &unit;
    BOOTHWISE_TRY(places, operations::all_places(whole));
    for (const auto& [unit, place] : places) {
      if (place.kind != PlaceKind::part) continue;
      const operations::Unit* at = by_id[unit];
      while (at != nullptr && at->level != "shakti_kendra") at = at->parent ? by_id[*at->parent] : nullptr;
      if (at != nullptr && !at->closed())
        kendras.of_part_.insert_or_assign({AcNo(place.number), place.text}, Kendra{at->code, at->name});
    }
    return kendras;
  }

  struct Kendra {
    std::string code;
    Bilingual name;
  };
  [[nodiscard]] const Kendra* of(AcNo ac, const std::string& part) const {
    const auto found = of_part_.find({ac, part});
    return found == of_part_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::pair<AcNo, std::string>, Kendra> of_part_;
};

/// Neighbouring parts of a segment that no shakti kendra names, some six at a time, by their numbers alone.
void add_rows_of_parts(const AssemblyConstituency& ac, const std::vector<std::string>& parts,
                       std::vector<ReleaseBooth>& booths) {
  for (std::size_t begin = 0; begin < parts.size(); begin += parts_in_a_row) {
    const std::size_t end = std::min(begin + parts_in_a_row, parts.size());
    const std::string range = parts[begin] + "–" + parts[end - 1];
    for (std::size_t at = begin; at < end; ++at)
      booths.push_back({ac.district, ac.no, "parts:" + parts[begin], {"parts " + range, "भाग " + range}, parts[at]});
  }
}

}  // namespace

Status open_wave(Caller& caller, const WavePlan& plan, const WavePublicKeys& keys) {
  BOOTHWISE_CHECK(caller.access().require(Right::manage_settings));
  if (keys.wave != plan.code)
    return refused_field(ErrorKind::bad_input, "wave_other", "wave",
                         {"these keys are another wave's", "ये कुंजियाँ किसी और चरण की हैं"}, keys.wave);
  BOOTHWISE_TRY(sealed, caller.workspace().sealed->store());
  BOOTHWISE_CHECK(sealed->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(waves, operations::waves(inside));
    for (const operations::Wave& wave : waves) {
      if (wave.code == plan.code)
        return refused_field(ErrorKind::conflict, "wave_taken", "code",
                             {"there is a wave of this code", "इस कोड का चरण पहले से है"}, plan.code);
    }
    std::vector<privacy::WaveDays> days = days_of(waves);
    days.push_back({privacy::WaveNo(static_cast<std::uint32_t>(days.size())), plan.first, plan.last});
    BOOTHWISE_CHECK(privacy::check_waves(days));
    return operations::add_wave(inside,
                                {plan.code, iso_date(plan.first), iso_date(plan.last), json::serialize(plan_json(plan)),
                                 hexadecimal(keys.box), keys.rsa, keys.verifying, true});
  }));
  return note_wave(caller, "wave.opened", plan.code);
}

Status close_wave(Caller& caller, const std::string& code) {
  BOOTHWISE_CHECK(caller.access().require(Right::manage_settings));
  BOOTHWISE_TRY(sealed, caller.workspace().sealed->store());
  BOOTHWISE_TRY(closed, operations::set_wave_open(*sealed, code, false));
  if (!closed) return no_such_wave(code);
  return note_wave(caller, "wave.closed", code);
}

Result<json::object> waves_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::manage_settings));
  BOOTHWISE_TRY(sealed, caller.workspace().sealed->store());
  BOOTHWISE_TRY(waves, operations::waves(*sealed));
  json::array list;
  for (const operations::Wave& wave : waves) {
    BOOTHWISE_TRY(count, operations::count_sealed_answers(*sealed, wave.code));
    list.push_back({{"wave", wave.code},
                    {"open", wave.open},
                    {"plan", json::parse(wave.plan)},
                    {"box_key", wave.box_key},
                    {"rsa_key", wave.rsa_key},
                    {"answers_about", count / counted_in * counted_in}});
  }
  return json::object{{"waves", std::move(list)}};
}

Result<std::vector<ReleaseBooth>> release_booths(Caller& caller, const Snapshot& snapshot) {
  BOOTHWISE_TRY(kendras, Kendras::of(caller.whole_store()));
  BoothList list(snapshot, caller.workspace());
  std::vector<ReleaseBooth> booths;
  for (const AssemblyConstituency& ac : snapshot.places.acs()) {
    BOOTHWISE_TRY(of_segment, list.segment(ac.no));
    std::vector<std::string> alone;
    for (const ListedBooth& booth : of_segment) {
      const std::string part = to_string(booth.part);
      if (const Kendras::Kendra* kendra = kendras.of(ac.no, part)) {
        booths.push_back({ac.district, ac.no, kendra->code, kendra->name, part});
      } else {
        alone.push_back(part);
      }
    }
    add_rows_of_parts(ac, alone, booths);
  }
  return booths;
}

Result<json::object> export_wave(Caller& caller, const Snapshot& snapshot, const std::string& code,
                                 const std::filesystem::path& file) {
  BOOTHWISE_CHECK(caller.access().require(Right::manage_settings));
  BOOTHWISE_TRY(sealed, caller.workspace().sealed->store());
  BOOTHWISE_TRY(wave, operations::wave(*sealed, code));
  if (!wave) return no_such_wave(code);
  BOOTHWISE_TRY(plan, parse_wave_plan(wave->plan, "wave " + code));
  BOOTHWISE_TRY(booths, release_booths(caller, snapshot));
  if (booths.empty())
    return Error{ErrorKind::conflict,
                 "no_booths",
                 {"no booths are known here; import booth sheets or rolls first",
                  "यहाँ कोई बूथ ज्ञात नहीं; पहले बूथ-पत्रक या मतदाता सूची आयात करें"}};
  const auto open_half = bytes_of_hexadecimal(wave->box_key, wave->box_key.size() / 2);
  BOOTHWISE_TRY(out, BundleWriter::create(file, open_half.value(), plan, caller.today(), booths));
  std::int64_t count = 0;
  BOOTHWISE_CHECK(sealed->at_one_moment([&](operations::Store& inside) {
    return operations::each_sealed_answer(inside, code, [&](const operations::SealedAnswer& answer) {
      ++count;
      return out.put({AcNo(static_cast<std::int32_t>(answer.ac)), answer.part, answer.kind,
                      bytes_of_base64(answer.box).value_or("")});
    });
  }));
  BOOTHWISE_CHECK(out.commit());
  BOOTHWISE_CHECK(note_wave(caller, "wave.exported", code));
  return json::object{{"file", file.string()},
                      {"wave", code},
                      {"booths", booths.size()},
                      {"answers_about", count / counted_in * counted_in}};
}

}  // namespace boothwise::services
