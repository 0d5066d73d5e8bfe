#include "asking/figure_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/community_view.hpp"
#include "services/receipts_view.hpp"
#include "services/rolls_view.hpp"
#include "services/scheme_catalogue.hpp"
#include "services/scheme_views.hpp"
#include "services/view_parts.hpp"
#include "warehouse/rolls.hpp"

/// Numbers of rolls, schemes, published statistics and released tables: taken from the views that the pages show.
namespace boothwise::asking {

namespace json = boost::json;

namespace {

Bilingual bilingual_of(const json::value& text) {
  return {std::string(text.at("en").as_string()), std::string(text.at("hi").as_string())};
}

std::string text_in(const json::value& value) {
  return value.is_null() ? std::string() : std::string(value.as_string());
}

Error hidden_figure() {
  return {ErrorKind::not_found,
          "hidden_figure",
          {"this number stays hidden: too few people stand behind it (rule R16)",
           "यह संख्या छिपी रहती है: इसके पीछे बहुत कम लोग हैं (नियम R16)"}};
}

/// Sources of a view's `sources`.
void cite_view(Figure& figure, const json::object& view) {
  std::string joined = figure.source.en;
  for (const json::value& one : view.at("sources").as_array()) {
    std::string source = text_in(one.at("source"));
    if (source.empty() && !one.at("files").as_array().empty()) source = text_in(one.at("files").at(0).at("name"));
    if (joined.find(source) == std::string::npos) joined += (joined.empty() ? "" : "; ") + source;
  }
  figure.source = {joined, joined};
  figure.synthetic |= view.at("synthetic").as_bool();
}

/// Protected numbers are told of districts and segments here. Errors: `area_unfit`.
template <typename Where>
Status set_place(const Area& area, Where& where) {
  if (area.level == AreaLevel::district) {
    where.district = area.id;
  } else if (area.level == AreaLevel::segment) {
    where.ac = AcNo{number_of(area)};
  } else {
    return area_unfit(area);
  }
  return success();
}

/// Reads an estimate's share into the figure.
void set_share(Figure& figure, const json::value& share, std::string interval) {
  figure.value = share.at("value").to_number<double>() * hundred;
  figure.low = share.at("low").to_number<double>() * hundred;
  figure.high = share.at("high").to_number<double>() * hundred;
  figure.unit = Unit::percent;
  figure.interval = std::move(interval);
  figure.kind = FigureKind::survey;
}

}  // namespace

Result<Figure> Figures::of_roll(Figure figure) {
  Reference& reference = figure.reference;
  warehouse::RollReader reader(*desk_.workspace.warehouse, *desk_.snapshot.manifest);
  const auto revisions = reader.revisions();
  if (revisions.empty()) return no_figure({"no electoral roll is here", "यहाँ कोई निर्वाचक नामावली नहीं है"});
  if (reference.when.empty()) reference.when = *revisions.rbegin();
  if (!revisions.contains(reference.when))
    return no_figure({"no roll of the revision " + reference.when + " is here",
                      "पुनरीक्षण " + reference.when + " की नामावली यहाँ नहीं है"});
  std::optional<std::int32_t> part;
  std::vector<AcNo> acs;
  if (reference.area.level == AreaLevel::booth) {
    BOOTHWISE_TRY(booth, booth_of(reference.area));
    acs = {booth.first};
    part = booth.second.number;
  } else {
    BOOTHWISE_TRY(inside, segments(reference.area));
    acs = std::move(inside);
  }
  const auto here = reader.segments(reference.when);
  const auto covered = std::ranges::count_if(acs, [&](AcNo ac) { return here.contains(ac); });
  if (covered < std::ssize(acs))
    return no_figure({"the roll here does not hold all of this place", "यहाँ की नामावली में यह पूरी जगह नहीं है"});
  std::int64_t sum = 0;
  for (const AcNo ac : acs) {
    BOOTHWISE_TRY(view, services::roll_stats_view(*desk_.workspace.warehouse, *desk_.snapshot.manifest, reference.when,
                                                  ac, part));
    if (reference.measure == Measure::roll_added) {
      sum += view.at("added").to_number<std::int64_t>();
    } else if (reference.measure == Measure::roll_electors) {
      sum += view.at("electors").at("total").to_number<std::int64_t>();
    } else {
      for (const json::value& reason : view.at("struck").as_array())
        sum += reason.at("total").to_number<std::int64_t>();
    }
  }
  cite(figure, services::drawn_rolls({reference.when}));
  figure.value = static_cast<double>(sum);
  figure.unit = reference.measure == Measure::roll_electors ? Unit::electors : Unit::names;
  figure.date = {"revision " + reference.when, "पुनरीक्षण " + reference.when};
  figure.method = {"Entries of the mother roll and its supplements, counted.",
                   "मूल नामावली और पूरकों की प्रविष्टियाँ गिनकर।"};
  figure.page = "/rolls?revision=" + reference.when;
  return figure;
}

Result<Figure> Figures::of_scheme(Figure figure) {
  Reference& reference = figure.reference;
  const AreaLevel level = reference.area.level;
  if (level != AreaLevel::state && level != AreaLevel::district) return area_unfit(reference.area);
  const std::string key = reference.item + " " + reference.when;
  auto found = schemes_.find(key);
  if (found == schemes_.end()) {
    const services::SchemeDesk desk{desk_.snapshot, desk_.workspace, desk_.data_folder, desk_.today};
    services::SchemeAsked asked;
    asked.day = reference.when;
    BOOTHWISE_TRY(view, services::scheme_view(desk, reference.item, asked));
    found = schemes_.emplace(key, std::move(view)).first;
  }
  const json::object& view = found->second;
  const json::object& shown = view.at("shown").as_object();
  const Bilingual scheme = bilingual_of(view.at("scheme").at("name"));
  if (shown.at("counted").is_null())
    return no_figure({"no official count of " + scheme.en + " is here: import a report of its portal",
                      scheme.hi + " की आधिकारिक संख्या यहाँ नहीं है: पोर्टल की रिपोर्ट आयात करें"});
  const json::value* row = &view.at("state");
  if (level == AreaLevel::district) {
    const auto& districts = view.at("districts").as_array();
    const auto place = std::ranges::find_if(
        districts, [&](const json::value& one) { return text_in(one.at("district")) == reference.area.id; });
    if (place == districts.end()) return area_unfit(reference.area);
    row = &*place;
  }
  const Bilingual counted = bilingual_of(shown.at("counted_name"));
  const bool of_share = reference.measure == Measure::scheme_share;
  const json::value& value = row->at(of_share ? "share" : "count");
  if (value.is_null())
    return no_figure({"the reports here do not tell it of this place", "यहाँ की रिपोर्टें इस जगह का यह नहीं बतातीं"});
  reference.when = text_in(shown.at("day"));
  figure.title = {scheme.en + ": " + counted.en, scheme.hi + ": " + counted.hi};
  if (of_share) {
    const Bilingual base = bilingual_of(shown.at("base").at("name"));
    figure.title.en += ", share of " + base.en;
    figure.title.hi += ", " + base.hi + " में हिस्सा";
    figure.value = value.to_number<double>() * hundred;
    figure.unit = Unit::percent;
    figure.method = {"Official count over " + base.en + ".", "आधिकारिक संख्या ÷ " + base.hi + "।"};
  } else {
    figure.value = value.to_number<double>();
    figure.unit = Unit::counted;
    figure.unit_name = bilingual_of(shown.at("unit_name"));
    figure.method = {"As the scheme's office reports it.", "जैसा योजना के कार्यालय ने बताया।"};
  }
  figure.date = date_text(reference.when);
  for (const json::value& from : view.at("counts_from").as_array()) {
    if (text_in(from.at("day")) != reference.when) continue;
    const std::string source = text_in(from.at("source"));
    figure.source = {source, source};
    figure.source_url = text_in(from.at("url"));
    break;
  }
  figure.synthetic |= view.at("synthetic").as_bool();
  if (figure.source.en.empty()) cite_view(figure, view);
  figure.page = "/schemes/" + reference.item;
  return figure;
}

Result<Figure> Figures::of_statistic(Figure figure) {
  Reference& reference = figure.reference;
  if (reference.area.level != AreaLevel::district) return area_unfit(reference.area);
  BOOTHWISE_TRY(all, published());
  const services::Outcome* newest = nullptr;
  const services::Outcome* before = nullptr;
  bool known = false;
  const bool without = reference.item.starts_with(without_prefix);
  const std::string item = without ? reference.item.substr(without_prefix.size()) : reference.item;
  for (const services::Outcome& one : all->outcomes()) {
    if (one.id != item) continue;
    known = true;
    if (!one.values.contains(reference.area.id)) continue;
    if (!reference.since.empty() && one.year == reference.since) before = &one;
    if (!reference.when.empty() && one.year != reference.when) continue;
    if (newest == nullptr || one.year > newest->year) newest = &one;
  }
  if (!known) {
    Error error{ErrorKind::bad_input, "item_unknown", {"no such statistic", "ऐसा कोई आँकड़ा नहीं"}};
    error.where.value = shortened(reference.item, 80);
    for (const services::Outcome& one : all->outcomes()) {
      if (std::ranges::find(error.choices, one.id) == error.choices.end()) error.choices.push_back(one.id);
    }
    return error;
  }
  if (newest == nullptr || (!reference.since.empty() && before == nullptr))
    return no_figure({"it is not published for this district and time", "इस ज़िले और समय का यह प्रकाशित नहीं"});
  reference.when = newest->year;
  const bool census = newest->survey.en.find("Census") != std::string::npos;
  figure.kind = census ? FigureKind::official : FigureKind::survey;
  figure.title = {newest->name.en + " (of " + newest->of.en + ")", newest->name.hi + " (" + newest->of.hi + " में)"};
  if (without) figure.title = {"Without: " + figure.title.en, figure.title.hi + " – इसके बिना"};
  const auto share = [&](const services::Outcome& of) {
    const double value = of.values.at(reference.area.id);
    return without ? hundred - value : value;
  };
  figure.value = share(*newest);
  figure.unit = Unit::percent;
  figure.date = {newest->year, newest->year};
  figure.source = {newest->survey.en + " " + newest->year, newest->survey.hi + " " + newest->year};
  figure.source_url = newest->source_url;
  figure.method = newest->method;
  if (without) {
    figure.method.en += "; a hundred less the published share";
    figure.method.hi += "; सौ में से प्रकाशित हिस्सा घटाकर";
  }
  if (before != nullptr) {
    figure.value -= share(*before);
    figure.date = {before->year + " to " + newest->year, before->year + " से " + newest->year};
    figure.title = {"change of " + figure.title.en, figure.title.hi + " में बदलाव"};
    figure.text = value_text(figure);
    if (before->survey.en != newest->survey.en) {
      figure.source = {before->survey.en + " " + before->year + "; " + figure.source.en,
                       before->survey.hi + " " + before->year + "; " + figure.source.hi};
    }
  }
  figure.page = "/schemes?district=" + reference.area.id;
  return figure;
}

Result<Figure> Figures::of_base(Figure figure) {
  Reference& reference = figure.reference;
  BOOTHWISE_TRY(places, inside(reference.area, AreaLevel::district, {}));
  const AreaLevel level = reference.area.level;
  if (level != AreaLevel::state && level != AreaLevel::region && level != AreaLevel::district)
    return area_unfit(reference.area);
  BOOTHWISE_TRY(all, published());
  const auto found = std::ranges::find(all->bases(), reference.item, &services::SchemeBase::id);
  if (found == all->bases().end()) return no_figure({"no such count is here", "ऐसी कोई गिनती यहाँ नहीं है"});
  double sum = 0;
  std::size_t missing = 0;
  for (const Area& place : places) {
    const auto value = found->values.find(place.id);
    if (value == found->values.end()) {
      ++missing;
    } else {
      sum += value->second;
    }
  }
  // Districts made after a census have no count of their own; the whole state is counted without them.
  if (missing > 0 && (level != AreaLevel::state || !found->whole))
    return no_figure({"this place had other boundaries when it was counted", "गिनती के समय इस जगह की सीमा अलग थी"});
  figure.title = found->name;
  figure.value = sum;
  figure.unit = found->unit == SchemeUnit::person ? Unit::people : Unit::counted;
  figure.unit_name = title_of(found->unit);
  figure.date = date_text(found->as_of);
  figure.source = found->source;
  figure.method = found->estimate
                      ? Bilingual{"A published share times a published count.", "प्रकाशित हिस्सा × प्रकाशित गिनती।"}
                      : Bilingual{"A full count.", "पूरी गणना।"};
  figure.page = "/schemes";
  return figure;
}

Result<Figure> Figures::of_declared(Figure figure) {
  Reference& reference = figure.reference;
  warehouse::ReceiptsWhere where;
  where.scheme = reference.item;
  BOOTHWISE_CHECK(set_place(reference.area, where));
  BOOTHWISE_TRY(view, services::receipts_view(desk_.snapshot, *desk_.workspace.warehouse, where));
  const std::string_view level = name_of(reference.area.level);
  BOOTHWISE_TRY(scheme, services::scheme_named(desk_.workspace, desk_.data_folder, reference.item));
  // Of wide areas the answers are told apart, of small ones together.
  const std::vector<std::string> wanted =
      reference.answer.empty() ? std::vector<std::string>{"receives_any", "receives"} : std::vector{reference.answer};
  for (const json::value& area : view.at("areas").as_array()) {
    if (text_in(area.at("scheme")) != reference.item || text_in(area.at("level")) != level) continue;
    const json::value* cell = nullptr;
    for (const json::value& one : area.at("cells").as_array()) {
      if (cell == nullptr && std::ranges::find(wanted, text_in(one.at("answer"))) != wanted.end()) cell = &one;
    }
    if (cell == nullptr) continue;
    if (cell->at("share").is_null()) return hidden_figure();
    set_share(figure, cell->at("share"), "95 %");
    reference.answer = text_in(cell->at("answer"));
    const Bilingual title = bilingual_of(cell->at("title"));
    figure.title = {scheme.name.en + ": households that " + title.en, scheme.name.hi + ": परिवार जिन्हें " + title.hi};
    figure.date = date_text(text_in(view.at("counted_on")));
    figure.method = bilingual_of(view.at("method"));
    figure.source = {"Households' own answers on visits", "घर-घर संपर्क में परिवारों के उत्तर"};
    figure.synthetic |= view.at("synthetic").as_bool();
    figure.page = "/schemes/" + reference.item;
    return figure;
  }
  return no_figure({"households have not told enough of it here", "यहाँ परिवारों ने इसके बारे में पर्याप्त नहीं बताया"});
}

Result<Figure> Figures::of_community(Figure figure) {
  Reference& reference = figure.reference;
  services::CommunityAsked where;
  where.wave = reference.when;
  BOOTHWISE_CHECK(set_place(reference.area, where));
  auto view = services::community_view(desk_.snapshot, *desk_.workspace.warehouse, where);
  if (!view) {
    if (view.error().code == "no_released_tables") return no_figure(view.error().message);
    return std::move(view).error();
  }
  const std::string_view level = name_of(reference.area.level);
  for (const json::value& question : view->at("questions").as_array()) {
    if (text_in(question.at("code")) != reference.item) continue;
    for (const json::value& area : view->at("areas").as_array()) {
      if (text_in(area.at("level")) != level) continue;
      for (const json::value& table : area.at("tables").as_array()) {
        if (table.at("question") != question.at("question")) continue;
        for (const json::value& cell : table.at("cells").as_array()) {
          if (text_in(cell.at("answer")) != reference.answer) continue;
          if (cell.at("share").is_null()) return hidden_figure();
          set_share(figure, cell.at("share"), "90 %");
          const Bilingual asked = bilingual_of(question.at("title"));
          const Bilingual answer = bilingual_of(cell.at("title"));
          figure.title = {asked.en + ": " + answer.en, asked.hi + ": " + answer.hi};
          figure.date = date_text(text_in(view->at("wave").at("last_day")));
          figure.method = bilingual_of(view->at("method"));
          const Bilingual use = bilingual_of(question.at("use"));
          figure.method.en += " " + use.en;
          figure.method.hi += " " + use.hi;
          figure.source = bilingual_of(view->at("wave").at("title"));
          figure.synthetic |= view->at("synthetic").as_bool();
          figure.page = "/community";
          return figure;
        }
      }
    }
  }
  return no_figure({"no released table tells it of this place", "कोई जारी तालिका इस जगह का यह नहीं बताती"});
}

}  // namespace boothwise::asking
