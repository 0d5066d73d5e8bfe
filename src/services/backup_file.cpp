#include "services/backup_file.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

/// The first byte of a message says what it is.
constexpr char head_mark = 'H';
constexpr char data_mark = 'D';
constexpr char end_mark = 'E';
constexpr char finish_mark = 'Z';
constexpr std::size_t data_bytes_max = sealed_message_bytes_max - 1;

std::string marked(char mark, const json::object& object) { return mark + json::serialize(object); }

/// Whether the parts come as they must, and what is in them.
class Reading {
 public:
  Reading(const std::string& name, BackupTaker& taker) : name_(name), taker_(taker) {}

  Status take(std::string_view message) {
    if (message.empty() || finished_) return malformed("a message that is empty or behind the last");
    const std::string_view content = message.substr(1);
    switch (message.front()) {
      case head_mark:
        if (inside_) return malformed("a part inside a part");
        inside_ = true;
        ++parts_;
        return with_object(content, [this](const json::object& head) { return taker_.begin(head); });
      case data_mark:
        return inside_ ? taker_.data(content) : malformed("data outside a part");
      case end_mark:
        if (!inside_) return malformed("an end without a part");
        inside_ = false;
        return with_object(content, [this](const json::object& tail) { return taker_.end(tail); });
      case finish_mark:
        if (inside_) return malformed("the end inside a part");
        finished_ = true;
        return with_object(content, [this](const json::object& all) -> Status {
          const json::value* parts = all.if_contains("parts");
          if (parts == nullptr || !parts->is_int64() || parts->as_int64() != parts_) {
            return malformed("another number of parts than there are");
          }
          return success();
        });
      default:
        return malformed("a message of an unknown kind");
    }
  }
  [[nodiscard]] bool finished() const { return finished_; }
  [[nodiscard]] Error malformed(const std::string& what) const { return backup_malformed(name_, what); }

 private:
  template <typename Use>
  Status with_object(std::string_view text, Use use) {
    boost::system::error_code failure;
    const json::value value = json::parse(text, failure);
    if (failure || !value.is_object()) return malformed("a part without its description");
    return use(value.as_object());
  }

  const std::string& name_;
  BackupTaker& taker_;
  std::int64_t parts_ = 0;
  bool inside_ = false;
  bool finished_ = false;
};

}  // namespace

Status BackupWriter::begin(const json::object& head) {
  ++parts_;
  return out_.put(marked(head_mark, head));
}

Status BackupWriter::data(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, data_bytes_max - waiting_.size());
    waiting_ += piece;
    bytes.remove_prefix(piece.size());
    if (waiting_.size() == data_bytes_max) BOOTHWISE_CHECK(flush());
  }
  return success();
}

Status BackupWriter::flush() {
  if (waiting_.empty()) return success();
  waiting_.insert(waiting_.begin(), data_mark);
  BOOTHWISE_CHECK(out_.put(waiting_));
  waiting_.clear();
  return success();
}

Status BackupWriter::end(const json::object& tail) {
  BOOTHWISE_CHECK(flush());
  return out_.put(marked(end_mark, tail));
}

Status BackupWriter::finish() { return out_.put(marked(finish_mark, {{"parts", parts_}}), true); }

Status read_backup(SealedReader& in, const std::string& name, BackupTaker& taker) {
  Reading reading(name, taker);
  while (true) {
    BOOTHWISE_TRY(message, in.next());
    if (!message) break;
    BOOTHWISE_CHECK(reading.take(*message));
  }
  return reading.finished() ? success() : Status(reading.malformed("no end"));
}

Error backup_malformed(const std::string& name, const std::string& what) {
  return {ErrorKind::bad_input,
          "backup_malformed",
          {"this backup is authentic but holds what it should not: " + what,
           "यह बैकअप असली है, पर इसमें वह है जो नहीं होना चाहिए: " + what},
          {name}};
}

}  // namespace boothwise::services
