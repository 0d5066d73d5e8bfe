#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "intake/layout.hpp"
#include "intake/record_reader.hpp"

namespace boothwise::intake {

namespace {

/// A header without case, spaces, line breaks, `_`, `-`, dots and brackets.
std::string folded(std::string_view header) {
  std::string text = ascii_lower(trimmed(header));
  std::erase_if(text, [](char c) {
    return c == ' ' || c == '_' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '\n';
  });
  return text;
}

struct Synonym {
  std::string_view header;  ///< folded
  Field field;
};

/// What other makers call our fields. One header may mean two fields; the layout decides.
constexpr std::array synonyms = std::to_array<Synonym>({
    {"validvotes", Field::total_votes},
    {"statedtotal", Field::total_votes},
    {"totalvotesstated", Field::total_votes},
    {"totalvotespolled", Field::total_votes},
    {"evmvotes", Field::votes},
    {"votessecured", Field::votes},
    {"votespolled", Field::votes},
    {"boothvotes", Field::votes},
    {"totalelectors", Field::electors},
    {"boothno", Field::part_no},
    {"boothsuffix", Field::part_suffix},
    {"boothname", Field::station_name},
    {"stationno", Field::part_no},
    {"psno", Field::part_no},
    {"psname", Field::station_name},
    {"pollingstation", Field::station_name},
    {"pollingstationname", Field::station_name},
    {"turnout", Field::voters},
    {"turnoutm", Field::voters_male},
    {"turnoutf", Field::voters_female},
    {"turnouto", Field::voters_other},
    {"electorsm", Field::electors_male},
    {"electorsf", Field::electors_female},
    {"electorso", Field::electors_other},
    {"tendered", Field::tendered_votes},
    {"candno", Field::candidate_no},
    {"form20name", Field::name_as_printed},
    {"matchreldiff", Field::match_difference},
    {"booths", Field::stations},
    {"boothfiles", Field::sheets_present},
    {"acnamealt", Field::name_alt},
    {"pointlat", Field::latitude},
    {"pointlon", Field::longitude},
    {"lat", Field::latitude},
    {"lon", Field::longitude},
    {"census2011code", Field::census_code},
    {"formeroralternatenames", Field::former_names},
    {"districthi", Field::name_hi},
    {"name", Field::name_en},
    {"slno", Field::serial_no},
    {"sno", Field::serial_no},
    {"serial", Field::serial_no},
    {"electorname", Field::name},
    {"electorsname", Field::name},
    {"votername", Field::name},
    {"reltype", Field::relation_type},
    {"relationtype", Field::relation_type},
    {"rlntype", Field::relation_type},
    {"relname", Field::relation_name},
    {"fathername", Field::relation_name},
    {"fatherhusbandname", Field::relation_name},
    {"relativename", Field::relation_name},
    {"rlnfmnm", Field::relation_name},
    {"houseno", Field::house_no},
    {"housenumber", Field::house_no},
    {"epic", Field::epic_no},
    {"epicno", Field::epic_no},
    {"idcardno", Field::epic_no},
    {"sex", Field::gender},
    {"statustype", Field::list},
    {"reason", Field::deletion_reason},
    {"supplement", Field::supplement_no},
    {"male", Field::electors_male},
    {"female", Field::electors_female},
    {"thirdgender", Field::electors_other},
    {"other", Field::electors_other},
    {"total", Field::electors},
    {"क्रमसंख्या", Field::serial_no},
    {"क्रमांक", Field::serial_no},
    {"निर्वाचककानाम", Field::name},
    {"मतदाताकानाम", Field::name},
    {"नाम", Field::name},
    {"संबंध", Field::relation_type},
    {"पितापतिकानाम", Field::relation_name},
    {"पिताकानाम", Field::relation_name},
    {"संबंधीकानाम", Field::relation_name},
    {"मकानसंख्या", Field::house_no},
    {"मकाननं", Field::house_no},
    {"पहचानपत्रसंख्या", Field::epic_no},
    {"आयु", Field::age},
    {"उम्र", Field::age},
    {"लिंग", Field::gender},
    {"अनुभागसंख्या", Field::section_no},
    {"अनुभाग", Field::section_name},
    {"अनुपूरकसूचीसंख्या", Field::supplement_no},
    {"सूची", Field::list},
    {"विलोपनकाकारण", Field::deletion_reason},
    {"पुनरीक्षण", Field::revision},
    {"अर्हतातिथि", Field::qualifying_date},
    {"प्रकाशनतिथि", Field::publication_date},
    {"पुरुष", Field::electors_male},
    {"महिला", Field::electors_female},
    {"तृतीयलिंग", Field::electors_other},
    {"योग", Field::electors},
    {"कुल", Field::electors},
    {"परिवर्धन", Field::additions},
    {"विलोपन", Field::deletions},
    {"संशोधन", Field::corrections},
    {"parties", Field::members},
    {"nfhsround", Field::round},
    {"votesharepct", Field::share_percent},
    {"voteshare", Field::share_percent},
    {"turnoutpct", Field::turnout_percent},
    {"candidatename", Field::candidate},
    {"partyname", Field::party},
    {"constituencyno", Field::pc_no},
    {"rank", Field::position},
    {"partno", Field::part_no},
    {"चुनाव", Field::election},
    {"वर्ष", Field::year},
    {"प्रत्याशी", Field::candidate},
    {"उम्मीदवार", Field::candidate},
    {"दल", Field::party},
    {"पार्टी", Field::party},
    {"मत", Field::votes},
    {"वोट", Field::votes},
    {"निर्वाचक", Field::electors},
    {"भागसंख्या", Field::part_no},
    {"बूथसंख्या", Field::part_no},
    {"मतदेयस्थल", Field::station_name},
    {"लोकसभासंख्या", Field::pc_no},
    {"विधानसभासंख्या", Field::ac_no},
    {"ज़िला", Field::district},
    {"जिला", Field::district},
    {"प्रत्याशीसंख्या", Field::candidate_no},
    {"उम्मीदवारसंख्या", Field::candidate_no},
    {"विधानसभा", Field::ac_no},
    {"विधानसभाक्षेत्रसंख्या", Field::ac_no},
    {"लोकसभा", Field::pc_no},
    {"लोकसभाक्षेत्रसंख्या", Field::pc_no},
    {"मतदेयस्थलसंख्या", Field::part_no},
    {"प्राप्तमत", Field::votes},
    {"कुलमत", Field::total_votes},
    {"कुलनिर्वाचक", Field::electors},
    {"आरक्षण", Field::reservation},
    {"स्थान", Field::position},
    {"unit", Field::unit_code},
    {"unitcode", Field::unit_code},
    {"code", Field::unit_code},
    {"इकाई", Field::unit_code},
    {"इकाईकोड", Field::unit_code},
    {"इकाईकाकोड", Field::unit_code},
    {"कोड", Field::unit_code},
    {"parent", Field::parent_code},
    {"parentunit", Field::parent_code},
    {"above", Field::parent_code},
    {"ऊपरकीइकाई", Field::parent_code},
    {"ऊपरकाकोड", Field::parent_code},
    {"unitlevel", Field::level},
    {"स्तर", Field::level},
    {"covers", Field::places},
    {"area", Field::places},
    {"क्षेत्र", Field::places},
    {"स्थान", Field::places},
    {"नाम", Field::name_hi},
    {"unitname", Field::name_en},
    {"इकाईकानाम", Field::name_hi},
    {"name", Field::name},
    {"personname", Field::name},
    {"mobile", Field::phone},
    {"mobileno", Field::phone},
    {"mobilenumber", Field::phone},
    {"phoneno", Field::phone},
    {"phonenumber", Field::phone},
    {"मोबाइल", Field::phone},
    {"मोबाइलनंबर", Field::phone},
    {"फोन", Field::phone},
    {"फ़ोन", Field::phone},
    {"ईमेल", Field::email},
    {"language", Field::languages},
    {"भाषा", Field::languages},
    {"भाषाएँ", Field::languages},
    {"गृहविधानसभा", Field::home_ac},
    {"पद", Field::post},
    {"दायित्व", Field::post},
    {"designation", Field::post},
    {"from", Field::from_day},
    {"since", Field::from_day},
    {"कबसे", Field::from_day},
    {"to", Field::to_day},
    {"till", Field::to_day},
    {"कबतक", Field::to_day},
    {"agent", Field::name},
    {"agentname", Field::name},
    {"blaname", Field::name},
    {"एजेंट", Field::name},
    {"एजेंटकानाम", Field::name},
    {"blapart", Field::elector_part},
    {"निर्वाचकभाग", Field::elector_part},
    {"electorserialno", Field::elector_serial},
    {"bla1", Field::bla1_by},
    {"authorisedby", Field::bla1_by},
    {"किसनेअधिकृतकिया", Field::bla1_by},
    {"bla2", Field::bla2_on},
    {"bla2date", Field::bla2_on},
    {"बीएलए2तिथि", Field::bla2_on},
    {"भाग", Field::part_no},
    {"बूथ", Field::part_no},
    {"schemecode", Field::scheme},
    {"योजना", Field::scheme},
    {"योजनाकोड", Field::scheme},
    {"districtname", Field::district},
    {"nameofdistrict", Field::district},
    {"nameofthedistrict", Field::district},
    {"जनपद", Field::district},
    {"जनपदकानाम", Field::district},
    {"ज़िलेकानाम", Field::district},
    {"जिलेकानाम", Field::district},
    {"areaname", Field::area_name},
    {"blockname", Field::area_name},
    {"block", Field::area_name},
    {"विकासखंड", Field::area_name},
    {"villagename", Field::area_name},
    {"village", Field::area_name},
    {"grampanchayat", Field::area_name},
    {"ग्रामपंचायत", Field::area_name},
    {"ग्राम", Field::area_name},
    {"date", Field::as_of},
    {"ason", Field::as_of},
    {"तिथि", Field::as_of},
    {"number", Field::count},
    {"संख्या", Field::count},
    {"इकाई", Field::unit},
    {"target", Field::base},
    {"लक्ष्य", Field::base},
    {"स्रोत", Field::source},
    {"url", Field::source_url},
});

std::optional<Field> field_of_layout(const Layout& layout, Field field) {
  const auto found = std::ranges::find(layout.fields, field, &LayoutField::field);
  return found == layout.fields.end() ? std::nullopt : std::optional(field);
}

std::optional<Field> field_of_header(const Layout& layout, std::string_view header) {
  const std::string name = folded(header);
  for (const LayoutField& field : layout.fields) {
    if (folded(field_name(field.field)) == name) return field.field;
  }
  for (const Synonym& synonym : synonyms) {
    if (synonym.header != name) continue;
    if (const auto field = field_of_layout(layout, synonym.field)) return field;
  }
  return std::nullopt;
}

std::vector<LayoutField> missing_fields(const Layout& layout, const ColumnMapping& columns, const UserMapping& user) {
  std::vector<LayoutField> missing;
  for (const LayoutField& field : layout.fields) {
    const bool there =
        std::ranges::find(columns.field_of_column, std::optional(field.field)) != columns.field_of_column.end() ||
        is_told_by(user, field.field);
    if (field.required && !there) missing.push_back(field);
  }
  return missing;
}

/// Columns of the file that the layout explains.
std::size_t explained(const ColumnMapping& columns) {
  return static_cast<std::size_t>(
      std::ranges::count_if(columns.field_of_column, [](const auto& field) { return field.has_value(); }));
}

Error unknown_layout(const std::vector<std::string>& header, const Layout* nearest,
                     const std::vector<LayoutField>& missing) {
  Error error{ErrorKind::bad_input,
              "layout_unknown",
              {"these columns are of no kind of data that we know", "ये स्तंभ हमारे जाने किसी प्रकार के आँकड़ों के नहीं"}};
  if (nearest != nullptr) {
    std::string names;
    for (const LayoutField& field : missing)
      names += (names.empty() ? "" : ", ") + std::string(field_name(field.field));
    error.message.en += "; nearest is " + std::string(nearest->id) + ", which also needs: " + names +
                        " (name them with --map theirs=ours)";
    error.message.hi +=
        "; सबसे निकट " + std::string(nearest->id) + " है, जिसे ये भी चाहिए: " + names + " (--map theirs=ours से बताएँ)";
  }
  std::string seen;
  for (const std::string& name : header) seen += (seen.empty() ? "" : ", ") + name;
  error.where.value = shortened(seen, 80);
  error.where.line = 1;
  return error;
}

Error column_unknown(std::string_view theirs, const std::vector<std::string>& header) {
  Error error{ErrorKind::bad_input,
              "mapping_unknown_column",
              {"the file has no column of this name", "फ़ाइल में इस नाम का स्तंभ नहीं"}};
  error.where.value = shortened(theirs, 80);
  error.choices = header;
  return error;
}

Status check_user_mapping(const std::vector<std::string>& header, const UserMapping& user) {
  std::set<Field> taken;
  for (const auto& [theirs, ours] : user.columns) {
    const auto field = field_named(ours);
    if (!field) return unknown_field(ours);
    const auto same = [&theirs = theirs](const std::string& name) { return folded(name) == folded(theirs); };
    if (std::ranges::none_of(header, same)) return column_unknown(theirs, header);
    if (!taken.insert(*field).second) {
      Error error{ErrorKind::bad_input,
                  "mapping_repeated",
                  {"two columns are mapped to this field", "दो स्तंभ इसी क्षेत्र से जोड़े गए"}};
      error.where.value = ours;
      return error;
    }
  }
  return success();
}

std::optional<std::size_t> column_of(const std::vector<std::string>& header, std::string_view theirs) {
  const auto found = std::ranges::find_if(header, [&](const auto& name) { return folded(name) == folded(theirs); });
  return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
}

/// Adds what a mapping says of the whole file and of a wide report's columns.
Result<Recognised> with_report_parts(Recognised recognised, const std::vector<std::string>& header,
                                     const UserMapping& user) {
  for (const auto& [field, text] : user.constants) {
    const auto of_layout = std::ranges::find(recognised.layout->fields, field, &LayoutField::field);
    if (of_layout == recognised.layout->fields.end() || !cell_fits(of_layout->type, text)) {
      Error error{
          ErrorKind::bad_input,
          "mapping_malformed",
          {"this layout has no such field, or it cannot hold this", "इस प्रारूप में यह क्षेत्र नहीं, या इसमें यह नहीं आ सकता"}};
      error.where.column = field_name(field);
      error.where.value = shortened(text, 80);
      return error;
    }
    for (auto& of_column : recognised.columns.field_of_column) {
      if (of_column == field) of_column.reset();  // said for the whole file
    }
    recognised.constants.emplace_back(field, text);
  }
  if (!user.counts.empty() && recognised.layout->kind == Kind::scheme_counts) {
    for (const CountColumn& column : user.counts) {
      const auto at = column_of(header, column.header);
      const auto base = column.base.empty() ? std::nullopt : column_of(header, column.base);
      if (!at || (!base && !column.base.empty())) return column_unknown(at ? column.base : column.header, header);
      recognised.columns.field_of_column[*at].reset();
      recognised.counts.push_back({column, *at, base});
    }
  }
  return recognised;
}

}  // namespace

bool is_told_by(const UserMapping& user, Field field) {
  if (std::ranges::find(user.constants, field, &std::pair<Field, std::string>::first) != user.constants.end()) {
    return true;
  }
  if (user.counts.empty()) return false;
  return field == Field::count ||
         (field == Field::scheme &&
          std::ranges::none_of(user.counts, [](const CountColumn& column) { return column.scheme.empty(); }));
}

ColumnMapping propose_columns(const std::vector<std::string>& header, const Layout& layout, const UserMapping& user) {
  ColumnMapping columns;
  std::set<Field> taken;
  columns.field_of_column.resize(header.size());
  for (std::size_t i = 0; i < header.size(); ++i) {
    for (const auto& [theirs, ours] : user.columns) {
      if (folded(theirs) != folded(header[i])) continue;
      const auto field = field_named(ours);
      if (field && field_of_layout(layout, *field) && taken.insert(*field).second) columns.field_of_column[i] = field;
    }
  }
  // A column under our own name comes before one under a synonym.
  for (const bool own_name : {true, false}) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (columns.field_of_column[i]) continue;
      const bool mapped =
          std::ranges::any_of(user.columns, [&](const auto& pair) { return folded(pair.first) == folded(header[i]); });
      const auto field = field_of_header(layout, header[i]);
      if (mapped || !field || (folded(field_name(*field)) == folded(header[i])) != own_name) continue;
      if (taken.insert(*field).second) columns.field_of_column[i] = field;
    }
  }
  return columns;
}

Result<Recognised> recognise(const std::vector<std::string>& header, std::optional<Kind> kind,
                             const UserMapping& user) {
  BOOTHWISE_CHECK(check_user_mapping(header, user));
  const std::optional<Kind> wanted = kind ? kind : user.kind;
  const Layout* best = nullptr;
  std::size_t best_explained = 0;
  const Layout* nearest = nullptr;
  std::size_t nearest_missing = 0;
  for (const Layout& layout : layouts()) {
    if (wanted && layout.kind != *wanted) continue;
    const ColumnMapping columns = propose_columns(header, layout, user);
    const auto missing = missing_fields(layout, columns, user);
    if (!missing.empty()) {
      if (explained(columns) > 0 && (nearest == nullptr || missing.size() < nearest_missing)) {
        nearest = &layout;
        nearest_missing = missing.size();
      }
      continue;
    }
    std::size_t found = explained(columns);
    if (layout.other_columns_are_indicators) {
      // Numbers by district are the last resort: only what no other layout takes, with a column to show.
      if (best != nullptr || found == header.size()) continue;
      found = 1;
    }
    if (found > best_explained) {
      best = &layout;
      best_explained = found;
    }
  }
  if (best == nullptr) {
    return unknown_layout(header, nearest,
                          nearest == nullptr ? std::vector<LayoutField>{}
                                             : missing_fields(*nearest, propose_columns(header, *nearest, user), user));
  }
  return with_report_parts({best, propose_columns(header, *best, user)}, header, user);
}

}  // namespace boothwise::intake
