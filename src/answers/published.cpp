#include "answers/published.hpp"

#include "answers/page.hpp"
#include "answers/register.hpp"
#include "papers/branding.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::answers {

namespace json = boost::json;
using operations::AnswerVersion;
using services::to_json;

namespace {

json::array figures_json(const Card& card) {
  json::array rows;
  for (std::size_t place = 0; place < card.figures.size(); ++place) {
    const CardFigure& figure = card.figures[place];
    json::object row = figure.taken;
    row["number"] = place + 1;
    row["stance"] = services::text_or_null(figure.stance);
    row["taken_at"] = figure.taken_at;
    row["value_with_kind"] = {{"en", value_with_kind(figure, Language::english)},
                              {"hi", value_with_kind(figure, Language::hindi)}};
    rows.emplace_back(std::move(row));
  }
  return rows;
}

json::object filled_json(const Bilingual& text, const Card& card) {
  return {{"en", filled(text.en, card, Language::english)}, {"hi", filled(text.hi, card, Language::hindi)}};
}

json::object version_json(const AnswerVersion& version) {
  return {{"version", version.version},
          {"kind", version.kind},
          {"note", to_json(version.note)},
          {"published_at", iso_utc(version.at)}};
}

std::string in(const json::value& text, Language language) {
  return std::string(text.at(language == Language::hindi ? "hi" : "en").as_string());
}

}  // namespace

Result<json::object> content_of(Desk& desk, const operations::Claim& claim, const Card& card) {
  BOOTHWISE_TRY(branding, papers::load_branding(desk.caller().workspace().folder));
  const Bilingual publisher = branding.organisation.hi.empty() && branding.organisation.en.empty()
                                  ? Bilingual{"Boothwise answers desk", "बूथवाइज़ उत्तर डेस्क"}
                                  : branding.organisation;
  const json::object claimed = claim_json(desk, claim);
  const json::object written = card_json(card);
  return json::object{{"claim",
                       {{"text", claim.text},
                        {"language", claim.language},
                        {"said_by", claim.said_by},
                        {"said_on", claimed.at("said_on")},
                        {"said_where", claimed.at("said_where")},
                        {"link", claimed.at("link")},
                        {"copy_sha256", services::text_or_null(claim.copy.sha256)}}},
                      {"topic", claimed.at("topic")},
                      {"topic_name", claimed.at("topic_name")},
                      {"areas", claimed.at("areas")},
                      {"verdict", name_of(card.verdict)},
                      {"verdict_name", to_json(title_of(card.verdict))},
                      {"headline", filled_json(card.headline, card)},
                      {"text", filled_json(card.text, card)},
                      {"limits", filled_json(card.limits, card)},
                      {"figures", figures_json(card)},
                      {"imprint", written.at("imprint")},
                      {"synthetic", is_synthetic(card)},
                      {"publisher", {{"name", to_json(publisher)}}}};
}

std::string summary_of(const json::array& changes) {
  constexpr std::size_t bytes_most = 1500;
  std::string text;
  for (const json::value& change : changes) {
    const auto said = [&change](std::string_view side) {
      const json::value& value = change.at(side);
      return value.is_null() ? std::string("—") : in(value.at("text"), Language::hindi);
    };
    if (!text.empty()) text += "; ";
    text += in(change.at("title"), Language::hindi) + ", " + in(change.at("area"), Language::hindi) + ": " +
            said("from") + " → " + said("to");
  }
  return shortened(text, bytes_most);
}

json::array versions_json(const std::vector<AnswerVersion>& versions) {
  json::array rows;
  for (const AnswerVersion& version : versions) rows.emplace_back(version_json(version));
  return rows;
}

Result<Answer> answer_of(operations::Store& store, const std::string& id) {
  BOOTHWISE_TRY(versions, operations::answer_versions(store, id));
  if (versions.empty()) {
    return services::refused_field(ErrorKind::not_found, "answer_unknown", "answer",
                                   {"there is no such answer", "ऐसा कोई उत्तर नहीं है"}, id);
  }
  Answer answer{id, std::move(versions), {}};
  answer.content = json::parse(answer.last().content).as_object();
  return answer;
}

json::object answer_json(const Answer& answer) {
  json::object view = answer.content;
  view["answer"] = answer.id;
  view["page"] = page_path(answer.id);
  view["withdrawn"] = answer.withdrawn();
  if (answer.withdrawn()) {  // what was withdrawn is not passed on
    for (const std::string_view field : {"headline", "text", "limits"}) view[field] = to_json(Bilingual{});
    view["figures"] = json::array();
  }
  view["version"] = answer.last().version;
  view["published_at"] = iso_utc(answer.last().at);
  view["first_published_at"] = iso_utc(answer.versions.front().at);
  view["versions"] = versions_json(answer.versions);
  return view;
}

Result<json::object> answers_view(services::Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_answers));
  BOOTHWISE_TRY(newest, operations::newest_answers(caller.store(), answers_on_phone));
  json::array rows;
  for (AnswerVersion& version : newest) {
    std::string words = version.words;
    std::string id = version.claim;
    Answer answer{id, {std::move(version)}, {}};
    answer.content = json::parse(answer.last().content).as_object();
    json::object row = answer_json(answer);
    row["words"] = std::move(words);
    rows.emplace_back(std::move(row));
  }
  return json::object{{"answers", std::move(rows)}, {"most", answers_on_phone}};
}

std::string message_text(const Answer& answer, Language language, std::string_view page_address) {
  constexpr std::size_t figures_shown = 5;
  const bool hindi = language == Language::hindi;
  const json::object& content = answer.content;
  const json::value& claim = content.at("claim");
  const auto word = [hindi](std::string_view hi, std::string_view en) { return std::string(hindi ? hi : en); };
  std::string text;
  if (content.at("synthetic").as_bool()) text += word("काल्पनिक आँकड़े", "SYNTHETIC DATA") + "\n\n";
  text += word("दावा", "Claim") + " (" + std::string(claim.at("said_by").as_string()) + "): “" +
          std::string(claim.at("text").as_string()) + "”\n\n";
  if (answer.withdrawn()) {
    text += word("यह उत्तर वापस ले लिया गया है: ", "This answer has been withdrawn: ") +
            std::string(in_language(answer.last().note, language)) + "\n\n";
  } else {
    text += "*" + in(content.at("verdict_name"), language) + "*\n" + in(content.at("headline"), language) + "\n\n" +
            in(content.at("text"), language) + "\n";
    if (const std::string limits = in(content.at("limits"), language); !limits.empty()) {
      text += "\n" + word("सीमाएँ: ", "Limits: ") + limits + "\n";
    }
    std::size_t shown = 0;
    for (const json::value& figure : content.at("figures").as_array()) {
      if (++shown > figures_shown) break;
      text += "\n[" + std::to_string(figure.at("number").as_int64()) + "] " + in(figure.at("title"), language) + ", " +
              in(figure.at("area"), language) + ": " + in(figure.at("value_with_kind"), language) + ". " +
              in(figure.at("source"), language) + ", " + in(figure.at("date"), language);
    }
    if (!content.at("figures").as_array().empty()) text += "\n";
    if (answer.last().kind == "corrected") {
      text += "\n" + word("सुधार: ", "Correction: ") + std::string(in_language(answer.last().note, language)) + "\n";
    }
  }
  const Bilingual day = date_text(day_in_india(answer.last().at));
  text += "\n" + in(content.at("publisher").at("name"), language) + ", " + std::string(in_language(day, language));
  if (!page_address.empty()) text += "\n" + std::string(page_address);
  return text + "\n";
}

json::object claim_review(const Answer& answer, Language language, std::string_view base_address) {
  const json::object& content = answer.content;
  const json::value& claim = content.at("claim");
  const json::value& publisher = content.at("publisher");
  json::object author{
      {"@type", "Organization"}, {"name", in(publisher.at("name"), language)}, {"url", std::string(base_address)}};
  json::object item{{"@type", "Claim"}, {"author", {{"@type", "Person"}, {"name", claim.at("said_by")}}}};
  if (claim.at("said_on").is_string()) item["datePublished"] = claim.at("said_on");
  if (claim.at("link").is_string()) {
    item["appearance"] = {{"@type", "CreativeWork"}, {"url", claim.at("link")}};
    item["firstAppearance"] = {{"@type", "CreativeWork"}, {"url", claim.at("link")}};
  }
  const Verdict verdict = verdict_named(std::string(content.at("verdict").as_string())).value_or(Verdict::cannot_tell);
  json::object rating{{"@type", "Rating"}, {"alternateName", in(content.at("verdict_name"), language)}};
  if (const auto value = rating_of(verdict)) {
    rating["ratingValue"] = *value;
    rating["bestRating"] = 5;
    rating["worstRating"] = 1;
  }
  return {{"@context", "https://schema.org"},
          {"@type", "ClaimReview"},
          {"url", std::string(base_address) + page_path(answer.id)},
          {"inLanguage", language == Language::hindi ? "hi" : "en"},
          {"claimReviewed", claim.at("text")},
          {"datePublished", iso_date(day_in_india(answer.versions.front().at))},
          {"dateModified", iso_date(day_in_india(answer.last().at))},
          {"author", std::move(author)},
          {"itemReviewed", std::move(item)},
          {"reviewRating", std::move(rating)}};
}

std::string page_path(std::string_view id) { return "/answers/" + std::string(id); }

}  // namespace boothwise::answers
