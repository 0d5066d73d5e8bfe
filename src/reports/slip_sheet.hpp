#pragma once

#include "reports/pdf.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::reports {

/// One elector's slip. The fields of rule R28 and no other: no party, candidate, symbol or slogan, no card number, age
/// or house.
struct Slip {
  std::string_view name;
  std::int64_t serial = 0;
};

/// What all slips of a part share.
struct SlipPart {
  std::string segment;  ///< "322 गोरखपुर शहर"
  std::int32_t part = 0;
  std::string station;  ///< name as the roll has it; empty where it is not known
};

/// Printer and publisher with addresses, and how many copies (R33).
struct SlipImprint {
  std::string printer;
  std::string publisher;
  std::int64_t copies = 0;
};

/// Slips of one part on plain white A4, eight a page, black, with lines to cut along. Written while it is drawn: memory
/// does not grow with the number of slips.
class SlipSheet {
 public:
  static constexpr int a_page = 8;

  /// `synthetic`: the roll is made up, which every slip says. Errors: `font_missing`; `imprint_missing`.
  static Result<SlipSheet> create(Language language, SlipPart part, SlipImprint imprint, bool synthetic,
                                  const PdfSettings& settings, ByteSink sink);
  ~SlipSheet();
  SlipSheet(SlipSheet&&) noexcept;
  SlipSheet& operator=(SlipSheet&&) noexcept;

  void add(const Slip& slip);
  /// Errors: the sink's. REQUIRES: one slip at least.
  Status finish();

 private:
  struct State;
  explicit SlipSheet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::reports
