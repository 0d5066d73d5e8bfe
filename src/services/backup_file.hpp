#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/sealed_stream.hpp"

/// What stands in a backup's messages: parts, each with a head (JSON), data of any length, and an end (JSON); the last
/// message counts the parts. docs/formats.md#backup.
namespace boothwise::services {

class BackupWriter {
 public:
  explicit BackupWriter(SealedWriter& out) : out_(out) {}
  /// Errors of all: `file_unwritable`.
  Status begin(const boost::json::object& head);
  /// Any number of bytes of the part that was begun.
  Status data(std::string_view bytes);
  Status end(const boost::json::object& tail);
  /// Nothing can be added any more.
  Status finish();

 private:
  Status flush();
  SealedWriter& out_;
  std::string waiting_;
  std::int64_t parts_ = 0;
};

/// Takes what read_backup reads, in order: begin, data as often as there is some, end; again for each part.
class BackupTaker {
 public:
  BackupTaker() = default;
  virtual ~BackupTaker() = default;
  BackupTaker(const BackupTaker&) = delete;
  BackupTaker& operator=(const BackupTaker&) = delete;

  virtual Status begin(const boost::json::object& head) = 0;
  virtual Status data(std::string_view bytes) = 0;
  virtual Status end(const boost::json::object& tail) = 0;
};

/// Errors: those of SealedReader and of the taker; `backup_malformed` for what is authentic but no backup (a program's
/// fault, or another program's file for the same key). What was taken counts only if this succeeds.
Status read_backup(SealedReader& in, const std::string& name, BackupTaker& taker);

/// Of what is authentic and still not as it should be.
Error backup_malformed(const std::string& name, const std::string& what);

}  // namespace boothwise::services
