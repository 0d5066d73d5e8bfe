#include "services/release_bundle.hpp"

#include <boost/json.hpp>
#include <fstream>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view bundle_format = "boothwise-release-bundle/1";
constexpr std::size_t block_bytes = std::size_t{256} << 10U;
// What a message holds, by its first letter.
constexpr char head_block = 'h';
constexpr char booths_block = 'p';
constexpr char boxes_block = 'x';
constexpr char end_block = 'e';

Error bundle_malformed(const std::string& name) {
  return Error{
      ErrorKind::bad_input,
      "bundle_malformed",
      {"expected a bundle as `boothwise release export` makes it", "`boothwise release export` का बनाया बंडल चाहिए"},
      {name}};
}

std::string cells(std::initializer_list<std::string_view> texts) {
  std::string line;
  for (const std::string_view text : texts) {
    if (!line.empty()) line += '\t';
    line += text;
  }
  return line + '\n';
}

class BundleReading {
 public:
  BundleReading(std::string name, const std::function<Status(BundleHead head)>& take_head,
                const std::function<Status(const BundledBox& box)>& take_box)
      : name_(std::move(name)), take_head_(take_head), take_box_(take_box) {}

  Status take(std::string_view message) {
    if (message.empty()) return bundle_malformed(name_);
    const std::string_view rest = message.substr(1);
    switch (message.front()) {
      case head_block:
        return read_head(rest);
      case booths_block:
        return each_line(rest, booth_cells, [&](std::vector<std::string>& line) { return take_booth(line); });
      case boxes_block:
        BOOTHWISE_CHECK(hand_head_over());
        return each_line(rest, box_cells, [&](std::vector<std::string>& line) { return take_box(line); });
      case end_block:
        return hand_head_over();
      default:
        return bundle_malformed(name_);
    }
  }

 private:
  static constexpr std::size_t booth_cells = 6;
  static constexpr std::size_t box_cells = 4;

  Status read_head(std::string_view text) {
    BOOTHWISE_TRY(body, JsonBody::parse(text));
    BOOTHWISE_TRY(format, body.text("format", code_bytes_most));
    BOOTHWISE_TRY(made_on, body.text("made_on", code_bytes_most));
    BOOTHWISE_TRY(plan_body, body.object_or_none("plan"));
    const auto day = parse_date(made_on);
    if (format != bundle_format || !day || !plan_body) return bundle_malformed(name_);
    BOOTHWISE_TRY(plan, read_wave_plan(*plan_body));
    head_ = BundleHead{std::move(plan), *day, {}};
    return success();
  }

  template <typename Take>
  Status each_line(std::string_view text, std::size_t count, const Take& take) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::vector<std::string> line = split(text.substr(0, end), '\t');
      if (line.size() != count) return bundle_malformed(name_);
      BOOTHWISE_CHECK(take(line));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return success();
  }

  Status take_booth(std::vector<std::string>& line) {
    const auto ac = parse_number<std::int32_t>(line[1]);
    if (!head_ || !ac) return bundle_malformed(name_);
    head_->booths.push_back({line[0], AcNo(*ac), line[2], {line[3], line[4]}, line[5]});
    return success();
  }

  Status take_box(std::vector<std::string>& line) {
    const auto ac = parse_number<std::int32_t>(line[0]);
    auto box = bytes_of_base64(line[3]);
    if (!ac || !box) return bundle_malformed(name_);
    return take_box_({AcNo(*ac), line[1], line[2], std::move(*box)});
  }

  Status hand_head_over() {
    if (handed_over_) return success();
    if (!head_) return bundle_malformed(name_);
    handed_over_ = true;
    return take_head_(std::move(*head_));
  }

  std::string name_;
  const std::function<Status(BundleHead head)>& take_head_;
  const std::function<Status(const BundledBox& box)>& take_box_;
  std::optional<BundleHead> head_;
  bool handed_over_ = false;
};

}  // namespace

Result<BundleWriter> BundleWriter::create(const fs::path& file, std::string_view open_half, const WavePlan& plan,
                                          Day made_on, const std::vector<ReleaseBooth>& booths) {
  BOOTHWISE_TRY(out, SealedWriter::create(file, open_half));
  BundleWriter writer(std::move(out));
  BOOTHWISE_CHECK(writer.out_.put(
      head_block + json::serialize(json::object{
                       {"format", bundle_format}, {"made_on", iso_date(made_on)}, {"plan", plan_json(plan)}})));
  writer.block_ = booths_block;
  for (const ReleaseBooth& booth : booths) {
    writer.block_ += cells({booth.district, std::to_string(booth.ac.value), booth.kendra, booth.kendra_name.en,
                            booth.kendra_name.hi, booth.part});
    if (writer.block_.size() < block_bytes) continue;
    BOOTHWISE_CHECK(writer.out_.put(writer.block_));
    writer.block_ = booths_block;
  }
  BOOTHWISE_CHECK(writer.out_.put(writer.block_));
  writer.block_ = boxes_block;
  return writer;
}

Status BundleWriter::put(const BundledBox& box) {
  block_ += cells({std::to_string(box.ac.value), box.part, box.kind, base64(box.box)});
  if (block_.size() < block_bytes) return success();
  BOOTHWISE_CHECK(out_.put(block_));
  block_ = boxes_block;
  return success();
}

Status BundleWriter::commit() {
  BOOTHWISE_CHECK(out_.put(block_));
  BOOTHWISE_CHECK(out_.put(std::string(1, end_block), true));
  return out_.commit();
}

Status read_bundle(const fs::path& file, const SealingKeys& keys,
                   const std::function<Status(BundleHead head)>& take_head,
                   const std::function<Status(const BundledBox& box)>& take_box) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return Error{
        ErrorKind::bad_input, "file_not_found", {"cannot read this file", "यह फ़ाइल पढ़ी नहीं जा सकी"}, {file.string()}};
  }
  BOOTHWISE_TRY(reader, SealedReader::open(in, file.string(), {keys, {}}));
  BundleReading reading(file.string(), take_head, take_box);
  while (true) {
    BOOTHWISE_TRY(message, reader.next());
    if (!message) return success();
    BOOTHWISE_CHECK(reading.take(*message));
  }
}

}  // namespace boothwise::services
