#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/text.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

/// A form in which spellings of one name in either script come close: romanised, without marks and without the inherent
/// vowel's "a", long and short vowels one. Only for finding places; names of persons have a kernel of their own.
class Folder {
 public:
  Folder() {
    UErrorCode status = U_ZERO_ERROR;
    romanise_.reset(icu::Transliterator::createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Lower",
                                                        UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0) throw BrokenInvariant("ICU has no Any-Latin transliteration");
  }

  [[nodiscard]] std::string fold(std::string_view text) const {
    icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    romanise_->transliterate(unicode);
    std::string latin;
    unicode.toUTF8String(latin);
    std::string folded;
    for (const char c : latin) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ';
      if (!letter || c == 'a' || c == 'h') continue;  // the inherent vowel; aspiration is spelt in many ways
      const char canonical = c == 'w' ? 'v' : c == 'e' ? 'i' : c == 'o' ? 'u' : c == 'z' ? 'j' : c == 'q' ? 'k' : c;
      if (!folded.empty() && folded.back() == canonical) continue;
      folded += canonical;
    }
    return std::string(trimmed(folded));
  }

 private:
  std::unique_ptr<icu::Transliterator> romanise_;
};

struct Hit {
  int rank = 0;  // smaller is better
  json::object row;
};

/// How well `name` answers: 0 equal, 1 begins with, 2 a word begins with, 3 holds; -1 not at all.
int rank_of(std::string_view folded_name, std::string_view folded_query) {
  if (folded_name == folded_query) return 0;
  if (folded_name.starts_with(folded_query)) return 1;
  const std::size_t at = folded_name.find(folded_query);
  if (at == std::string_view::npos) return -1;
  return folded_name[at - 1] == ' ' ? 2 : 3;
}

/// Where a PC lies, as people say it: its districts.
Bilingual names_of(const Snapshot& snapshot, const std::vector<std::string>& ids) {
  Bilingual names;
  for (const std::string& id : ids) {
    const District* district = snapshot.places.district(id);
    names.en += (names.en.empty() ? "" : ", ") + (district == nullptr ? id : district->name.en);
    names.hi += (names.hi.empty() ? "" : ", ") + (district == nullptr ? id : district->name.hi);
  }
  return names;
}

}  // namespace

json::object search_view(const Snapshot& snapshot, std::string_view query) {
  constexpr std::size_t shown = 20;
  thread_local const Folder folder;
  const std::string wanted = folder.fold(query);
  std::vector<Hit> hits;
  const auto consider = [&](const std::vector<std::string>& names, const auto& make_row) {
    int best = -1;
    for (const std::string& name : names) {
      const int rank = rank_of(folder.fold(name), wanted);
      if (rank >= 0 && (best < 0 || rank < best)) best = rank;
    }
    if (best >= 0) hits.push_back({best, make_row()});
  };
  if (!wanted.empty()) {
    for (const ParliamentaryConstituency& pc : snapshot.places.pcs()) {
      consider({pc.name.en, pc.name.hi, std::to_string(pc.no.value)}, [&] {
        return json::object{{"kind", "pc"},
                            {"no", pc.no.value},
                            {"id", nullptr},
                            {"name", to_json(pc.name)},
                            {"where", to_json(names_of(snapshot, pc.districts))}};
      });
    }
    for (const AssemblyConstituency& ac : snapshot.places.acs()) {
      std::vector<std::string> names = ac.other_names;
      names.insert(names.end(), {ac.name.en, ac.name.hi, std::to_string(ac.no.value)});
      consider(names, [&] {
        return json::object{{"kind", "ac"},
                            {"no", ac.no.value},
                            {"id", nullptr},
                            {"name", to_json(ac.name)},
                            {"where", to_json(snapshot.seat_name(House::lok_sabha, ac.pc.value))}};
      });
    }
    for (const District& district : snapshot.places.districts()) {
      consider({district.name.en, district.name.hi}, [&] {
        return json::object{{"kind", "district"},
                            {"no", nullptr},
                            {"id", district.id},
                            {"name", to_json(district.name)},
                            {"where", to_json(Bilingual{})}};
      });
    }
  }
  std::ranges::stable_sort(hits, {}, &Hit::rank);
  json::array results;
  for (std::size_t i = 0; i < std::min(shown, hits.size()); ++i) results.emplace_back(std::move(hits[i].row));
  return {{"results", std::move(results)}};
}

}  // namespace boothwise::services
