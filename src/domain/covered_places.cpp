#include "domain/covered_places.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace boothwise {

namespace {

constexpr std::size_t places_most = 5000;
constexpr std::int32_t number_most = 9999;

struct KindWord {
  std::string_view word;
  PlaceKind kind;
};

/// Beginnings of a piece, in lower case and without nukta; a longer word before the one that it begins with.
constexpr std::array kind_words = std::to_array<KindWord>({
    {"state", PlaceKind::state},
    {"प्रदेश", PlaceKind::state},
    {"राज्य", PlaceKind::state},
    {"district", PlaceKind::district},
    {"जिला", PlaceKind::district},
    {"जनपद", PlaceKind::district},
    {"pc", PlaceKind::pc},
    {"लोक सभा", PlaceKind::pc},
    {"लोकसभा", PlaceKind::pc},
    {"ac", PlaceKind::ac},
    {"विधान सभा", PlaceKind::ac},
    {"विधानसभा", PlaceKind::ac},
    {"parts", PlaceKind::part},
    {"part", PlaceKind::part},
    {"booths", PlaceKind::part},
    {"booth", PlaceKind::part},
    {"भाग", PlaceKind::part},
    {"बूथ", PlaceKind::part},
});

/// Small letters, ASCII digits, no nukta; a form only for reading.
std::string plain(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const auto third = [&] { return static_cast<unsigned char>(rest[2]); };
    if (rest.starts_with("\u093C")) {  // nukta
      i += 2;
    } else if (rest.starts_with("\u095B")) {  // ज़ in one piece
      result += "\u091C";
      i += 2;
    } else if (rest.size() > 2 && rest.starts_with("\xE0\xA5") && third() >= 0xA6 && third() <= 0xAF) {
      result += static_cast<char>('0' + (third() - 0xA6));
      i += 2;
    } else if (rest.starts_with("–")) {
      result += '-';
      i += 2;
    } else {
      result += rest.front();
    }
  }
  return ascii_lower(result);
}

Error malformed(std::string_view piece) {
  Error error{ErrorKind::bad_input,
              "places_malformed",
              {"expected places such as: AC 12, 14; parts 12: 1-8, 9A; district Agra; PC 3; state",
               "स्थान इस तरह चाहिए: AC 12, 14; भाग 12: 1-8, 9A; ज़िला आगरा; PC 3; प्रदेश"}};
  constexpr std::size_t value_shown = 80;
  error.where.value = shortened(trimmed(piece), value_shown);
  return error;
}

std::optional<std::int32_t> number_of(std::string_view text) {
  const auto number = parse_number<std::int32_t>(trimmed(text));
  if (!number || *number < 1 || *number > number_most) return std::nullopt;
  return number;
}

/// "3" and "3-8"; nothing for what is neither.
std::optional<std::pair<std::int32_t, std::int32_t>> range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = number_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return std::pair(*first, *last);
}

class PlacesReader {
 public:
  Status read(std::string_view text) {
    for (const std::string& piece : split(text, ';')) {
      if (!trimmed(piece).empty()) BOOTHWISE_CHECK(read_piece(trimmed(piece)));
    }
    return success();
  }
  std::vector<CoveredPlace> take() {
    std::ranges::sort(places_);
    const auto repeated = std::ranges::unique(places_);
    places_.erase(repeated.begin(), repeated.end());
    return std::move(places_);
  }

 private:
  Status read_piece(std::string_view piece) {
    const std::string text = plain(piece);
    for (const KindWord& word : kind_words) {
      if (!text.starts_with(word.word)) continue;
      const std::string_view list = trimmed(std::string_view(text).substr(word.word.size()));
      switch (word.kind) {
        case PlaceKind::state:
          return list.empty() ? add({PlaceKind::state, 0, {}}) : Status(malformed(piece));
        case PlaceKind::district:
          return read_districts(piece);
        case PlaceKind::part:
          return read_parts(piece, list);
        default:
          return read_numbers(piece, list, word.kind);
      }
    }
    return malformed(piece);
  }

  /// As written, behind the word itself.
  Status read_districts(std::string_view piece) {
    const std::size_t space = piece.find(' ');
    if (space == std::string_view::npos) return malformed(piece);
    for (const std::string& name : split(piece.substr(space), ',')) {
      constexpr std::size_t name_bytes_most = 80;
      const std::string_view district = trimmed(name);
      if (district.empty() || district.size() > name_bytes_most || !is_utf8(district)) return malformed(piece);
      BOOTHWISE_CHECK(add({PlaceKind::district, 0, std::string(district)}));
    }
    return success();
  }

  Status read_numbers(std::string_view piece, std::string_view list, PlaceKind kind) {
    for (const std::string& item : split(list, ',')) {
      const auto range = range_of(item);
      if (!range) return malformed(piece);
      for (std::int32_t number = range->first; number <= range->second; ++number)
        BOOTHWISE_CHECK(add({kind, number, {}}));
    }
    return success();
  }

  Status read_parts(std::string_view piece, std::string_view list) {
    const std::size_t colon = list.find(':');
    const auto ac = number_of(list.substr(0, colon));
    if (colon == std::string_view::npos || !ac) return malformed(piece);
    for (const std::string& item : split(list.substr(colon + 1), ',')) {
      if (const auto range = range_of(item)) {
        for (std::int32_t number = range->first; number <= range->second; ++number)
          BOOTHWISE_CHECK(add({PlaceKind::part, *ac, std::to_string(number)}));
      } else if (const auto part = parse_part(item); part && part->number > 0) {
        BOOTHWISE_CHECK(add(part_of(AcNo(*ac), *part)));
      } else {
        return malformed(piece);
      }
    }
    return success();
  }

  Status add(CoveredPlace place) {
    if (places_.size() >= places_most) {
      return Error{ErrorKind::bad_input,
                   "places_too_many",
                   {"at most 5,000 places in one unit; name whole segments with AC, or give the units below the rest",
                    "एक इकाई में अधिकतम 5,000 स्थान; पूरे क्षेत्र AC से लिखें, या बाक़ी नीचे की इकाइयों को दें"}};
    }
    places_.push_back(std::move(place));
    return success();
  }

  std::vector<CoveredPlace> places_;
};

/// A run of places that are written as one piece: of one kind, and of one AC if they are parts.
struct Piece {
  PlaceKind kind = PlaceKind::state;
  std::int32_t ac = 0;
  std::string list;
};

/// "1-8, 9A": numbers in a row drawn together, the rest as it is.
std::string list_of(std::vector<std::int32_t> numbers, const std::vector<std::string>& others) {
  std::ranges::sort(numbers);
  std::string list;
  const auto append = [&list](const std::string& item) { list += (list.empty() ? "" : ", ") + item; };
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[i] + static_cast<std::int32_t>(end - i)) ++end;
    const std::string first = std::to_string(numbers[i]);
    append(end - i == 1 ? first : first + "-" + std::to_string(numbers[end - 1]));
    i = end;
  }
  for (const std::string& other : others) append(other);
  return list;
}

std::vector<Piece> pieces_of(std::span<const CoveredPlace> places) {
  std::vector<CoveredPlace> sorted(places.begin(), places.end());
  std::ranges::sort(sorted);
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < sorted.size();) {
    const PlaceKind kind = sorted[i].kind;
    const std::int32_t ac = kind == PlaceKind::part ? sorted[i].number : 0;
    std::vector<std::int32_t> numbers;
    std::vector<std::string> others;
    for (; i < sorted.size() && sorted[i].kind == kind && (kind != PlaceKind::part || sorted[i].number == ac); ++i) {
      const auto part = parse_number<std::int32_t>(sorted[i].text);
      if (kind == PlaceKind::pc || kind == PlaceKind::ac) numbers.push_back(sorted[i].number);
      if (kind == PlaceKind::part && part && std::to_string(*part) == sorted[i].text) {
        numbers.push_back(*part);
      } else if (kind == PlaceKind::part || kind == PlaceKind::district) {
        others.push_back(sorted[i].text);
      }
    }
    pieces.push_back({kind, ac, list_of(std::move(numbers), others)});
  }
  return pieces;
}

std::string joined(std::span<const CoveredPlace> places, const std::array<std::string_view, 5>& words) {
  std::string text;
  for (const Piece& piece : pieces_of(places)) {
    text += text.empty() ? "" : "; ";
    text += words.at(static_cast<std::size_t>(piece.kind));
    if (piece.kind == PlaceKind::part) text += " " + std::to_string(piece.ac) + ":";
    if (!piece.list.empty()) text += " " + piece.list;
  }
  return text;
}

constexpr std::array<std::string_view, 5> written = {"state", "district", "PC", "AC", "parts"};

}  // namespace

std::string_view code_of(PlaceKind kind) {
  constexpr std::array<std::string_view, 5> codes = {"state", "district", "pc", "ac", "part"};
  return codes.at(static_cast<std::size_t>(kind));
}

PlaceKind place_kind_of(std::string_view code) {
  for (const PlaceKind kind : {PlaceKind::state, PlaceKind::district, PlaceKind::pc, PlaceKind::ac, PlaceKind::part}) {
    if (code_of(kind) == code) return kind;
  }
  throw BrokenInvariant("no kind of place: " + std::string(code));
}

CoveredPlace part_of(AcNo ac, const Part& part) { return {PlaceKind::part, ac.value, to_string(part)}; }

Result<std::vector<CoveredPlace>> parse_places(std::string_view text) {
  PlacesReader reader;
  BOOTHWISE_CHECK(reader.read(text));
  return reader.take();
}

std::string format_places(std::span<const CoveredPlace> places) { return joined(places, written); }

Bilingual describe_places(std::span<const CoveredPlace> places) {
  constexpr std::array<std::string_view, 5> english = {"whole state", "district", "Lok Sabha", "assembly segment",
                                                       "booths of segment"};
  constexpr std::array<std::string_view, 5> hindi = {"पूरा प्रदेश", "ज़िला", "लोक सभा", "विधान सभा", "बूथ, विधान सभा"};
  return {joined(places, english), joined(places, hindi)};
}

Result<std::vector<CoveredPlace>> known_places(const Places& places, std::vector<CoveredPlace> wanted) {
  const auto known = [&places](CoveredPlace& place) {
    switch (place.kind) {
      case PlaceKind::state:
        return true;
      case PlaceKind::district:
        for (const District& district : places.districts()) {
          if (ascii_lower(place.text) != ascii_lower(district.id) && place.text != district.name.hi) continue;
          place.text = district.id;
          return true;
        }
        return false;
      case PlaceKind::pc:
        return places.pcs().empty() || places.pc(PcNo(place.number)) != nullptr;
      case PlaceKind::ac:
      case PlaceKind::part:
        return places.acs().empty() || places.ac(AcNo(place.number)) != nullptr;
    }
    return false;
  };
  for (CoveredPlace& place : wanted) {
    if (known(place)) continue;
    Error error{ErrorKind::bad_input, "place_unknown", {"the state has no such place", "प्रदेश में ऐसा कोई स्थान नहीं"}};
    error.where.value = format_places({&place, 1});
    return error;
  }
  std::ranges::sort(wanted);
  const auto repeated = std::ranges::unique(wanted);
  wanted.erase(repeated.begin(), repeated.end());
  return wanted;
}

}  // namespace boothwise
