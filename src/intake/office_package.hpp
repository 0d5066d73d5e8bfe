#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

/// Attributes of one element, names without their prefix.
using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;

/// The value of an attribute; empty if it is not there.
std::string_view attribute(const XmlAttributes& attributes, std::string_view name);

/// Takes an XML part as it is read. Names come without their prefix, so that `<x:row>` is `row`. A false return ends
/// the reading as damaged.
class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;
  virtual bool start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual bool end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

/// One XML part of a package, read forward in pieces. A document type declaration is refused (ECMA-376 part 2 forbids
/// it), and with it every entity of the file's own.
class XmlPart {
 public:
  XmlPart(XmlPart&&) noexcept;
  XmlPart& operator=(XmlPart&&) noexcept;
  ~XmlPart();

  /// Reads the next piece (at most 64 KiB) into `handler`; false at the end. Errors: `xlsx_damaged`.
  Result<bool> advance(XmlHandler& handler);
  /// Reads all that is left.
  Status finish(XmlHandler& handler);

 private:
  friend class OfficePackage;
  struct State;
  explicit XmlPart(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// An Office Open XML package: a ZIP file whose parts are named by relationships (ECMA-376 part 2). Not thread-safe.
class OfficePackage {
 public:
  /// `bytes` is the whole file. Errors: `xlsx_damaged`.
  static Result<OfficePackage> open(std::string bytes, std::string display_name);
  OfficePackage(OfficePackage&&) noexcept;
  OfficePackage& operator=(OfficePackage&&) noexcept;
  ~OfficePackage();

  struct Relationship {
    std::string id;
    std::string type;  ///< the last word of its URI: "worksheet"
    std::string part;  ///< absolute, without the leading '/'
  };
  /// The relationships of a part ("" for the package itself); none if it has none.
  Result<std::vector<Relationship>> relationships(std::string_view part);

  /// Opens a part. Errors: `xlsx_damaged` if it is not there. The package outlives the part.
  Result<XmlPart> part(const std::string& name);

  [[nodiscard]] std::uint64_t size() const;  ///< of the file, bytes
  [[nodiscard]] Error damaged() const;       ///< the error that says so

 private:
  struct State;
  explicit OfficePackage(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::intake
