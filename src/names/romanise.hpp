#pragma once

#include <string>
#include <string_view>

namespace boothwise::names {

/// A Devanagari text in everyday Latin letters, words capitalised: राम कुमार -> Ram Kumar. What is not Devanagari stays
/// as it is. Silent vowels are left out: the last one, except behind a cluster that needs it (चन्द्र), and one between
/// two syllables (कमला -> Kamla). Rules: Hunterian romanisation without its marks; schwa deletion after Ohala 1983. For
/// display and search, never a person's own spelling.
std::string romanise(std::string_view text);

}  // namespace boothwise::names
