#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/sealed_stream.hpp"
#include "services/release_areas.hpp"
#include "services/wave_plan.hpp"

/// What is carried from the server to the key officers' machine: a wave's plan, all booths, and the boxes, sealed once
/// more to the wave's key (base/sealed_stream.hpp). docs/formats.md#release-bundle.
namespace boothwise::services {

/// A box without its receipt and day.
struct BundledBox {
  AcNo ac;
  std::string part;
  std::string kind;
  std::string box;
};

class BundleWriter {
 public:
  /// Errors: `file_unwritable`.
  static Result<BundleWriter> create(const std::filesystem::path& file, std::string_view open_half,
                                     const WavePlan& plan, Day made_on, const std::vector<ReleaseBooth>& booths);
  /// Errors: likewise.
  Status put(const BundledBox& box);
  Status commit();

 private:
  explicit BundleWriter(SealedWriter out) : out_(std::move(out)) {}
  SealedWriter out_;
  std::string block_;
};

struct BundleHead {
  WavePlan plan;
  Day made_on;
  std::vector<ReleaseBooth> booths;
};

/// A bundle older than this is refused: what was withdrawn since is still in it.
inline constexpr int bundle_days_max = 7;

/// Gives the head, then box by box. Errors: those of SealedReader; `bundle_malformed`; those of the callbacks.
Status read_bundle(const std::filesystem::path& file, const SealingKeys& keys,
                   const std::function<Status(BundleHead head)>& take_head,
                   const std::function<Status(const BundledBox& box)>& take_box);

}  // namespace boothwise::services
