#include "intake/office_package.hpp"

#include <array>
#include <expat.h>
#include <utility>
#include <zip.h>

namespace boothwise::intake {

namespace {

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Error damaged_file(const std::string& display_name) {
  return {ErrorKind::bad_input,
          "xlsx_damaged",
          {"the XLSX file is damaged; open it in a spreadsheet program and save it again",
           "XLSX फ़ाइल ख़राब है; स्प्रेडशीट में खोलकर फिर सहेजें"},
          {display_name}};
}

/// The part that `target` names, seen from `base` ("xl/workbook.xml"). RFC 3986 5.2.4, for paths alone.
std::string resolved(std::string_view base, std::string_view target) {
  std::string path;
  if (target.starts_with('/')) {
    target.remove_prefix(1);
  } else if (const std::size_t slash = base.rfind('/'); slash != std::string_view::npos) {
    path = base.substr(0, slash);
  }
  while (!target.empty()) {
    const std::size_t slash = target.find('/');
    const std::string_view step = target.substr(0, slash);
    target = slash == std::string_view::npos ? std::string_view() : target.substr(slash + 1);
    if (step == "..") {
      const std::size_t last = path.rfind('/');
      path.resize(last == std::string::npos ? 0 : last);
    } else if (step != "." && !step.empty()) {
      if (!path.empty()) path += '/';
      path += step;
    }
  }
  return path;
}

class RelationshipReader final : public XmlHandler {
 public:
  explicit RelationshipReader(std::string_view part) : part_(part) {}
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attribute(attributes, "TargetMode") == "External") return true;
    const std::string_view type = attribute(attributes, "Type");
    const std::size_t slash = type.rfind('/');
    found.push_back({std::string(attribute(attributes, "Id")),
                     std::string(slash == std::string_view::npos ? type : type.substr(slash + 1)),
                     resolved(part_, attribute(attributes, "Target"))});
    return true;
  }
  bool end(std::string_view) override { return true; }
  void text(std::string_view) override {}

  std::vector<OfficePackage::Relationship> found;

 private:
  std::string_view part_;
};

}  // namespace

std::string_view attribute(const XmlAttributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

struct XmlPart::State {
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser;
  std::string display_name;
  XmlHandler* handler = nullptr;
  XmlAttributes attributes{};

  static State& of(void* state) { return *static_cast<State*>(state); }
  void stop_unless(bool go_on) const {
    if (!go_on) XML_StopParser(parser.get(), XML_FALSE);
  }
  static void XMLCALL start(void* state, const XML_Char* name, const XML_Char** attributes) {
    State& self = of(state);
    self.attributes.clear();
    for (; *attributes != nullptr; attributes += 2) {
      self.attributes.emplace_back(without_prefix(attributes[0]), attributes[1]);
    }
    self.stop_unless(self.handler->start(without_prefix(name), self.attributes));
  }
  static void XMLCALL end(void* state, const XML_Char* name) {
    of(state).stop_unless(of(state).handler->end(without_prefix(name)));
  }
  static void XMLCALL text(void* state, const XML_Char* text, int size) {
    of(state).handler->text({text, static_cast<std::size_t>(size)});
  }
  static void XMLCALL document_type(void* state, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    of(state).stop_unless(false);
  }
};

XmlPart::XmlPart(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlPart::XmlPart(XmlPart&&) noexcept = default;
XmlPart& XmlPart::operator=(XmlPart&&) noexcept = default;
XmlPart::~XmlPart() = default;

Result<bool> XmlPart::advance(XmlHandler& handler) {
  constexpr int piece_bytes = 1 << 16;
  state_->handler = &handler;
  void* buffer = XML_GetBuffer(state_->parser.get(), piece_bytes);
  if (buffer == nullptr) return damaged_file(state_->display_name);
  // A member whose checksum does not fit is an error of the last read.
  const zip_int64_t got = zip_fread(state_->file.get(), buffer, piece_bytes);
  if (got < 0) return damaged_file(state_->display_name);
  const bool last = got == 0;
  if (XML_ParseBuffer(state_->parser.get(), static_cast<int>(got), last ? XML_TRUE : XML_FALSE) != XML_STATUS_OK) {
    return damaged_file(state_->display_name);
  }
  return !last;
}

Status XmlPart::finish(XmlHandler& handler) {
  while (true) {
    BOOTHWISE_TRY(more, advance(handler));
    if (!more) return success();
  }
}

struct OfficePackage::State {
  std::string bytes;
  std::string display_name;
  std::unique_ptr<zip_t, void (*)(zip_t*)> archive;
};

OfficePackage::OfficePackage(std::unique_ptr<State> state) : state_(std::move(state)) {}
OfficePackage::OfficePackage(OfficePackage&&) noexcept = default;
OfficePackage& OfficePackage::operator=(OfficePackage&&) noexcept = default;
OfficePackage::~OfficePackage() = default;

Result<OfficePackage> OfficePackage::open(std::string bytes, std::string display_name) {
  auto state = std::make_unique<State>(State{std::move(bytes), std::move(display_name), {nullptr, zip_discard}});
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* source = zip_source_buffer_create(state->bytes.data(), state->bytes.size(), 0, &failure);
  if (source != nullptr) {
    state->archive.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &failure));
    if (!state->archive) zip_source_free(source);
  }
  zip_error_fini(&failure);
  if (!state->archive) return damaged_file(state->display_name);
  return OfficePackage(std::move(state));
}

Result<XmlPart> OfficePackage::part(const std::string& name) {
  auto state =
      std::make_unique<XmlPart::State>(XmlPart::State{{zip_fopen(state_->archive.get(), name.c_str(), 0), zip_fclose},
                                                      {XML_ParserCreate(nullptr), XML_ParserFree},
                                                      state_->display_name});
  if (!state->file || !state->parser) return damaged();
  XML_SetUserData(state->parser.get(), state.get());
  XML_SetElementHandler(state->parser.get(), XmlPart::State::start, XmlPart::State::end);
  XML_SetCharacterDataHandler(state->parser.get(), XmlPart::State::text);
  XML_SetStartDoctypeDeclHandler(state->parser.get(), XmlPart::State::document_type);
  return XmlPart(std::move(state));
}

Result<std::vector<OfficePackage::Relationship>> OfficePackage::relationships(std::string_view part_name) {
  const std::size_t slash = part_name.rfind('/');
  const std::size_t folder = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string name =
      std::string(part_name.substr(0, folder)) + "_rels/" + std::string(part_name.substr(folder)) + ".rels";
  RelationshipReader reader(part_name);
  if (zip_name_locate(state_->archive.get(), name.c_str(), 0) < 0) return std::move(reader.found);
  BOOTHWISE_TRY(xml, part(name));
  BOOTHWISE_CHECK(xml.finish(reader));
  return std::move(reader.found);
}

std::uint64_t OfficePackage::size() const { return state_->bytes.size(); }
Error OfficePackage::damaged() const { return damaged_file(state_->display_name); }

}  // namespace boothwise::intake
