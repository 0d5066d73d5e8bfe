#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/strong.hpp"

namespace boothwise {

/// ECI numbers: PcNo 1-80 and AcNo 1-403 in Uttar Pradesh. 0 = none.
using PcNo = Strong<struct PcTag, std::int32_t>;
using AcNo = Strong<struct AcTag, std::int32_t>;

/// A polling station's number within its AC in one election: part number and, for auxiliary stations, a suffix ("12A").
/// Stations are renumbered between elections: the same part of another election is another station.
struct Part {
  std::int32_t number = 0;
  std::string suffix;

  friend auto operator<=>(const Part&, const Part&) = default;
};

/// "12A".
std::string to_string(const Part& part);
/// "12", "12A", "12अ", "12-A". Nothing if it does not begin with a number from 0 to 9999 or the suffix is over 8 bytes.
std::optional<Part> parse_part(std::string_view text);

struct District {
  std::string id;  ///< present English name, as results and places refer to it
  Bilingual name;
  std::vector<std::string> former_names{};
};

struct ParliamentaryConstituency {
  PcNo no;
  Bilingual name;
  std::string reservation;             ///< GEN, SC, ST; empty = not known
  std::vector<std::string> districts;  ///< ids; a PC often crosses district borders
};

struct AssemblyConstituency {
  AcNo no;
  Bilingual name;
  std::vector<std::string> other_names;
  std::string reservation;
  PcNo pc;
  std::string district;  ///< the main one
};

/// The places of one state, each list in order of number or id.
class Places {
 public:
  Places() = default;
  Places(std::vector<District> districts, std::vector<ParliamentaryConstituency> pcs,
         std::vector<AssemblyConstituency> acs);

  [[nodiscard]] std::span<const District> districts() const { return districts_; }
  [[nodiscard]] std::span<const ParliamentaryConstituency> pcs() const { return pcs_; }
  [[nodiscard]] std::span<const AssemblyConstituency> acs() const { return acs_; }

  [[nodiscard]] const District* district(std::string_view id) const;
  [[nodiscard]] const ParliamentaryConstituency* pc(PcNo no) const;
  [[nodiscard]] const AssemblyConstituency* ac(AcNo no) const;
  [[nodiscard]] std::vector<const AssemblyConstituency*> segments_of(PcNo no) const;

 private:
  std::vector<District> districts_;
  std::vector<ParliamentaryConstituency> pcs_;
  std::vector<AssemblyConstituency> acs_;
};

}  // namespace boothwise
