#pragma once

#include <string>
#include <string_view>

namespace boothwise::services {

/// A form in which spellings of one name in either script come close: romanised, without marks and without the inherent
/// vowel's "a", long and short vowels one; small letters, digits and single spaces only. For finding places and people
/// of the organisation by what somebody types; whether two electors are one is decided by a kernel of its own.
std::string folded_name(std::string_view text);

/// How well a folded name answers a folded query: 0 equal, 1 begins with it, 2 a word begins with it, 3 holds it; -1
/// not at all.
int rank_of(std::string_view folded_name, std::string_view folded_query);

}  // namespace boothwise::services
