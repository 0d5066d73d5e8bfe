#include "answers/card.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

#include "base/text.hpp"
#include "services/json_text.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::answers {

namespace json = boost::json;
using services::JsonBody;

namespace {

constexpr std::size_t headline_bytes_most = 600;
constexpr std::size_t text_bytes_most = 6000;
constexpr std::size_t reference_bytes_most = 400;
constexpr std::size_t imprint_bytes_most = 300;

struct VerdictWords {
  Verdict verdict;
  std::string_view name;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array<VerdictWords, 5> verdicts = {
    {{Verdict::none, "", "", ""},
     {Verdict::supported, "supported", "The data support this claim", "आँकड़े इस दावे के पक्ष में हैं"},
     {Verdict::contradicted, "contradicted", "The data contradict this claim", "आँकड़े इस दावे के विरुद्ध हैं"},
     {Verdict::partly, "partly", "The claim holds in part", "दावा आंशिक रूप से सही है"},
     {Verdict::cannot_tell, "cannot_tell", "The data cannot tell", "आँकड़ों से तय नहीं होता"}}};

struct TextField {
  std::string_view field;  ///< of bodies and findings
  Bilingual Card::*text;
  Language language;
  std::size_t bytes_most;
  bool needed;
};
constexpr std::array<TextField, 6> text_fields = {
    {{"headline_hi", &Card::headline, Language::hindi, headline_bytes_most, true},
     {"headline_en", &Card::headline, Language::english, headline_bytes_most, true},
     {"text_hi", &Card::text, Language::hindi, text_bytes_most, true},
     {"text_en", &Card::text, Language::english, text_bytes_most, true},
     {"limits_hi", &Card::limits, Language::hindi, text_bytes_most, true},
     {"limits_en", &Card::limits, Language::english, text_bytes_most, true}}};

std::string& text_in(Bilingual& text, Language language) { return language == Language::hindi ? text.hi : text.en; }
const std::string& text_in(const Bilingual& text, Language language) {
  return language == Language::hindi ? text.hi : text.en;
}

Finding whole_finding(std::string code, Severity severity, std::string field, Bilingual reason) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.field = std::move(field);
  finding.reason = std::move(reason);
  return finding;
}

std::string string_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool flag_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<double> number_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

json::object imprint_json(const Imprint& imprint) {
  return {{"paid", imprint.paid},
          {"certificate", imprint.certificate},
          {"printed", imprint.printed},
          {"printer", imprint.printer},
          {"publisher", imprint.publisher},
          {"copies", imprint.copies},
          {"made_media", imprint.made_media},
          {"media_label", imprint.media_label}};
}

Imprint imprint_from(const json::object& object) {
  return {flag_in(object, "paid"),        string_in(object, "certificate"),
          flag_in(object, "printed"),     string_in(object, "printer"),
          string_in(object, "publisher"), static_cast<std::int64_t>(number_in(object, "copies").value_or(0)),
          flag_in(object, "made_media"),  string_in(object, "media_label")};
}

Result<Imprint> read_imprint(const JsonBody& body) {
  constexpr std::int64_t copies_most = 100'000'000;
  BOOTHWISE_CHECK(
      body.only({"paid", "certificate", "printed", "printer", "publisher", "copies", "made_media", "media_label"}));
  Imprint imprint;
  const std::array flags = std::to_array<std::pair<std::string_view, bool*>>(
      {{"paid", &imprint.paid}, {"printed", &imprint.printed}, {"made_media", &imprint.made_media}});
  for (const auto& [field, to] : flags) {
    BOOTHWISE_TRY(flag, body.flag(field));
    *to = flag;
  }
  const std::array texts =
      std::to_array<std::pair<std::string_view, std::string*>>({{"certificate", &imprint.certificate},
                                                                {"printer", &imprint.printer},
                                                                {"publisher", &imprint.publisher},
                                                                {"media_label", &imprint.media_label}});
  for (const auto& [field, to] : texts) {
    BOOTHWISE_TRY(text, body.text_or_empty(field, imprint_bytes_most));
    *to = std::move(text);
  }
  BOOTHWISE_TRY(copies, body.integer_or_none("copies", 0, copies_most));
  imprint.copies = copies.value_or(0);
  return imprint;
}

void take(CardFigure& figure, const LiveFigures& live, const std::string& now) {
  auto taken = live(figure.reference);
  if (!taken) return;
  figure.taken = *std::move(taken);
  figure.taken_at = now;
}

Result<std::vector<CardFigure>> read_figures(const JsonBody& body, const Card& before, const LiveFigures& live,
                                             const std::string& now) {
  BOOTHWISE_TRY(rows, body.objects("figures", figures_most));
  std::vector<CardFigure> figures;
  for (const JsonBody& row : rows) {
    BOOTHWISE_CHECK(row.only({"reference", "stance", "take_anew"}));
    CardFigure figure;
    BOOTHWISE_TRY(reference, row.text("reference", reference_bytes_most));
    BOOTHWISE_TRY(stance, row.text_or_empty("stance", services::code_bytes_most));
    BOOTHWISE_TRY(anew, row.flag("take_anew"));
    if (!stance.empty() && stance != "supports" && stance != "contradicts") {
      return JsonBody::malformed("stance", "expected supports, contradicts or nothing",
                                 "supports, contradicts या ख़ाली चाहिए", stance);
    }
    const auto known = std::ranges::find(before.figures, reference, &CardFigure::reference);
    if (known != before.figures.end() && !known->taken.empty() && !anew) figure = *known;
    figure.reference = std::move(reference);
    figure.stance = std::move(stance);
    if (figure.taken.empty()) take(figure, live, now);
    figures.push_back(std::move(figure));
  }
  return figures;
}

void check_words(const TextField& field, const Card& card, std::string_view claim, const WordLists& lists,
                 std::set<std::size_t>& used, std::vector<Finding>& findings) {
  const std::string& text = text_in(card.*field.text, field.language);
  if (trimmed(text).empty()) {
    if (!field.needed) return;
    findings.push_back(whole_finding("text_missing", Severity::stops, std::string(field.field),
                                     {"this text is missing", "यह पाठ नहीं लिखा गया"}));
    return;
  }
  const auto pieces = pieces_of(text);
  if (!pieces) {
    Finding finding =
        whole_finding("placeholder_malformed", Severity::stops, std::string(field.field), pieces.error().message);
    const auto column = parse_number<std::size_t>(pieces.error().where.column).value_or(1);
    finding.span = {column - 1, column + 1};
    finding.matched = pieces.error().where.value;
    findings.push_back(std::move(finding));
    return;
  }
  for (const TextPiece& piece : *pieces) {
    if (piece.figure == 0) continue;
    used.insert(piece.figure);
    if (piece.figure <= card.figures.size()) continue;
    Finding finding = whole_finding("figure_missing", Severity::stops, std::string(field.field),
                                    {"the card has no figure of this number", "कार्ड में इस क्रम का आँकड़ा नहीं है"});
    finding.span = piece.span;
    finding.matched = "{{" + std::to_string(piece.figure) + "}}";
    findings.push_back(std::move(finding));
  }
  for (auto list : {bare_numbers(field.field, text, claim, lists), identity_appeals(field.field, text, lists),
                    personal_attacks(field.field, text, lists)}) {
    std::ranges::move(list, std::back_inserter(findings));
  }
}

/// Empty where both say the same.
bool says_the_same(const json::object& then, const json::object& now) {
  for (const std::string_view field : {"value", "low", "high"}) {
    const auto before = number_in(then, field);
    const auto after = number_in(now, field);
    if (before.has_value() != after.has_value()) return false;
    constexpr double as_shown = 1e-6;  // what is kept has six decimals
    if (before && std::abs(*before - *after) > as_shown * std::max(1.0, std::abs(*before))) return false;
  }
  return string_in(then, "kind") == string_in(now, "kind") && text_of(then, "text") == text_of(now, "text") &&
         text_of(then, "date") == text_of(now, "date") && text_of(then, "source") == text_of(now, "source");
}

void check_figure(std::size_t number, const CardFigure& figure, const LiveFigures& live,
                  std::vector<Finding>& findings) {
  const std::string field = "figures." + std::to_string(number);
  const auto now = live(figure.reference);
  if (!now) {
    Finding finding = whole_finding("figure_broken", Severity::stops, field, now.error().message);
    finding.matched = figure.reference;
    findings.push_back(std::move(finding));
    return;
  }
  const Bilingual source = text_of(*now, "source");
  if (source.en.empty() && source.hi.empty()) {
    findings.push_back(whole_finding("source_empty", Severity::stops, field,
                                     {"this figure names no source (R31)", "इस आँकड़े का स्रोत नहीं है (R31)"}));
  }
  if (figure.taken.empty() || !says_the_same(figure.taken, *now)) {
    findings.push_back(whole_finding(
        "figure_changed", Severity::stops, field,
        {"the data now say “" + text_of(*now, "text").en + "”: take the figure anew and read the text again",
         "आँकड़ा अब “" + text_of(*now, "text").hi + "” है: इसे फिर से लें और पाठ दोबारा पढ़ें"}));
  }
}

void check_imprint(const Imprint& imprint, std::vector<Finding>& findings) {
  const auto missing = [&findings](std::string field, Bilingual reason) {
    findings.push_back(whole_finding("imprint_missing", Severity::stops, std::move(field), std::move(reason)));
  };
  if (imprint.paid && imprint.certificate.empty()) {
    missing("imprint.certificate", {"paid matter needs the number of the MCMC's certificate (R33)",
                                    "सशुल्क सामग्री के लिए MCMC प्रमाणपत्र की संख्या चाहिए (R33)"});
  }
  if (imprint.printed && (imprint.printer.empty() || imprint.publisher.empty() || imprint.copies == 0)) {
    missing("imprint.printer", {"printed matter names printer, publisher and copies (RPA 1951 s. 127A)",
                                "मुद्रित सामग्री पर मुद्रक, प्रकाशक और प्रतियाँ लिखी जाती हैं (RPA 1951 धारा 127A)"});
  }
  if (imprint.made_media && imprint.media_label.empty()) {
    missing("imprint.media_label",
            {"media made by a program are labelled as such (R33)", "प्रोग्राम से बनी सामग्री पर वैसा लेबल होता है (R33)"});
  }
}

std::string number_text(double number, std::string_view unit) {
  if (unit == "percent" || unit == "points") return one_decimal(number);
  return grouped(static_cast<std::int64_t>(std::llround(number)));
}

}  // namespace

std::string_view name_of(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)).name; }

std::optional<Verdict> verdict_named(std::string_view name) {
  const auto* found = std::ranges::find(verdicts, name, &VerdictWords::name);
  return found == verdicts.end() ? std::nullopt : std::optional(found->verdict);
}

Bilingual title_of(Verdict verdict) {
  const VerdictWords& words = verdicts.at(static_cast<std::size_t>(verdict));
  return {std::string(words.en), std::string(words.hi)};
}

std::optional<int> rating_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::supported:
      return 5;
    case Verdict::partly:
      return 3;
    case Verdict::contradicted:
      return 1;
    case Verdict::none:
    case Verdict::cannot_tell:
      return std::nullopt;
  }
  return std::nullopt;
}

const std::vector<ChecklistItem>& checklist() {
  static const std::vector<ChecklistItem> items = {
      {"sources", "I opened the source of every number, and it says this number (R31)",
       "मैंने हर संख्या का स्रोत खोलकर देखा, और उसमें यही संख्या है (R31)"},
      {"limits", "What speaks against us, and what the data cannot tell, stands in the card (R31)",
       "जो हमारे विरुद्ध जाता है और जो आँकड़े नहीं बता सकते, वह कार्ड में लिखा है (R31)"},
      {"kinds", "Official figures and survey estimates are not compared as if they were the same (R31)",
       "आधिकारिक आँकड़ों और सर्वे के अनुमानों को एक जैसा मानकर नहीं मिलाया गया (R31)"},
      {"persons", "Nothing about anybody's private life or character, and no example person (R32)",
       "किसी के निजी जीवन या चरित्र की बात नहीं, और किसी व्यक्ति का उदाहरण नहीं (R32)"},
      {"labels", "Imprint and labels are right: printer, publisher, certificate, made media (R33)",
       "मुद्रण-विवरण और लेबल सही हैं: मुद्रक, प्रकाशक, प्रमाणपत्र, प्रोग्राम से बनी सामग्री (R33)"}};
  return items;
}

std::vector<Finding> open_items(const std::vector<std::string>& ticked) {
  std::vector<Finding> findings;
  for (const ChecklistItem& item : checklist()) {
    if (std::ranges::find(ticked, item.code) != ticked.end()) continue;
    findings.push_back(whole_finding("checklist_open", Severity::stops, "checklist." + std::string(item.code),
                                     {std::string(item.en), std::string(item.hi)}));
  }
  return findings;
}

json::object card_json(const Card& card) {
  json::array figures;
  for (const CardFigure& figure : card.figures) {
    figures.push_back({{"reference", figure.reference},
                       {"stance", figure.stance},
                       {"taken", figure.taken.empty() ? json::value(nullptr) : json::value(figure.taken)},
                       {"taken_at", services::text_or_null(figure.taken_at)}});
  }
  json::object view{{"verdict", services::text_or_null(name_of(card.verdict))}};
  for (const TextField& field : text_fields) view[field.field] = text_in(card.*field.text, field.language);
  view["figures"] = std::move(figures);
  view["attack_reason"] = card.attack_reason;
  view["imprint"] = imprint_json(card.imprint);
  return view;
}

Card card_from(std::string_view text) {
  const json::object object = json::parse(text).as_object();
  Card card;
  card.verdict = verdict_named(string_in(object, "verdict")).value_or(Verdict::none);
  for (const TextField& field : text_fields) {
    text_in(card.*field.text, field.language) = string_in(object, field.field);
  }
  for (const json::value& row : object.at("figures").as_array()) {
    const json::object& one = row.as_object();
    CardFigure figure;
    figure.reference = string_in(one, "reference");
    figure.stance = string_in(one, "stance");
    if (one.at("taken").is_object()) figure.taken = one.at("taken").as_object();
    figure.taken_at = string_in(one, "taken_at");
    card.figures.push_back(std::move(figure));
  }
  card.attack_reason = string_in(object, "attack_reason");
  card.imprint = imprint_from(object.at("imprint").as_object());
  return card;
}

Result<Card> read_card(const JsonBody& body, const Card& before, const LiveFigures& live, const std::string& now) {
  Card card;
  BOOTHWISE_TRY(verdict, body.text_or_empty("verdict", services::code_bytes_most));
  const auto known = verdict_named(verdict);
  if (!known) {
    return JsonBody::malformed("verdict", "expected supported, contradicted, partly or cannot_tell",
                               "supported, contradicted, partly या cannot_tell चाहिए", verdict);
  }
  card.verdict = *known;
  for (const TextField& field : text_fields) {
    BOOTHWISE_TRY(text, body.text_or_empty(field.field, field.bytes_most));
    text_in(card.*field.text, field.language) = std::move(text);
  }
  BOOTHWISE_TRY(figures, read_figures(body, before, live, now));
  card.figures = std::move(figures);
  BOOTHWISE_TRY(reason, body.text_or_empty("attack_reason", headline_bytes_most));
  card.attack_reason = std::move(reason);
  BOOTHWISE_TRY(imprint, body.object_or_none("imprint"));
  if (imprint) {
    BOOTHWISE_TRY(read, read_imprint(*imprint));
    card.imprint = std::move(read);
  }
  return card;
}

std::vector<Finding> check_card(const Card& card, std::string_view claim, const WordLists& lists,
                                const LiveFigures& live) {
  std::vector<Finding> findings;
  if (card.verdict == Verdict::none) {
    findings.push_back(whole_finding("verdict_missing", Severity::stops, "verdict",
                                     {"say what the data say of the claim", "बताएँ कि आँकड़े दावे के बारे में क्या कहते हैं"}));
  }
  std::set<std::size_t> used;
  for (const TextField& field : text_fields) check_words(field, card, claim, lists, used, findings);
  if (card.figures.empty() && card.verdict != Verdict::cannot_tell && card.verdict != Verdict::none) {
    findings.push_back(
        whole_finding("figures_missing", Severity::stops, "figures",
                      {"a verdict needs a figure with its source (R31)", "निष्कर्ष के लिए स्रोत सहित आँकड़ा चाहिए (R31)"}));
  }
  for (std::size_t number = 1; number <= card.figures.size(); ++number) {
    check_figure(number, card.figures[number - 1], live, findings);
    if (used.contains(number)) continue;
    findings.push_back(whole_finding(
        "figure_unused", Severity::tells, "figures." + std::to_string(number),
        {"no text names this figure; it is listed below them", "किसी पाठ में यह आँकड़ा नहीं आया; यह नीचे सूची में रहेगा"}));
  }
  if (is_synthetic(card)) {
    findings.push_back(whole_finding("synthetic", Severity::tells, "figures",
                                     {"rests on synthetic data: marked so on every page and picture",
                                      "काल्पनिक आँकड़ों पर टिका है: हर पृष्ठ और चित्र पर यह लिखा रहेगा"}));
  }
  check_imprint(card.imprint, findings);
  return findings;
}

bool may_go_on(const std::vector<Finding>& findings, const Card& card) {
  return std::ranges::none_of(findings, [&card](const Finding& finding) {
    return finding.severity == Severity::stops || (finding.severity == Severity::asks && card.attack_reason.empty());
  });
}

json::array findings_json(const std::vector<Finding>& findings) {
  json::array rows;
  for (const Finding& finding : findings) {
    rows.push_back({{"code", finding.code},
                    {"severity", name_of(finding.severity)},
                    {"field", finding.field},
                    {"begin", finding.span.begin},
                    {"end", finding.span.end},
                    {"matched", finding.matched},
                    {"reason", services::to_json(finding.reason)}});
  }
  return rows;
}

json::array changes_of(const Card& card, const LiveFigures& live) {
  json::array changes;
  for (std::size_t place = 0; place < card.figures.size(); ++place) {
    const CardFigure& figure = card.figures[place];
    const auto now = live(figure.reference);
    if (now && says_the_same(figure.taken, *now)) continue;
    const auto said = [](const json::object& of) -> json::value {
      if (of.empty()) return nullptr;
      return json::object{{"text", services::to_json(text_of(of, "text"))},
                          {"date", services::to_json(text_of(of, "date"))},
                          {"source", services::to_json(text_of(of, "source"))}};
    };
    changes.push_back({{"figure", place + 1},
                       {"reference", figure.reference},
                       {"title", services::to_json(text_of(figure.taken, "title"))},
                       {"area", services::to_json(text_of(figure.taken, "area"))},
                       {"from", said(figure.taken)},
                       {"to", now ? said(*now) : json::value(nullptr)},
                       {"problem", now ? json::value(nullptr) : json::value(services::to_json(now.error().message))}});
  }
  return changes;
}

std::string filled(std::string_view text, const Card& card, Language language) {
  const auto pieces = pieces_of(text);
  if (!pieces) return std::string(text);
  std::string out;
  for (const TextPiece& piece : *pieces) {
    if (piece.figure == 0) {
      out += piece.words;
    } else if (piece.figure > card.figures.size() || card.figures[piece.figure - 1].taken.empty()) {
      out += "[?]";
    } else {
      const CardFigure& figure = card.figures[piece.figure - 1];
      const bool survey = string_in(figure.taken, "kind") == "survey";
      out += survey ? value_with_kind(figure, language)
                    : std::string(in_language(text_of(figure.taken, "text"), language));
      out += "\u00A0[" + std::to_string(piece.figure) + "]";
    }
  }
  return out;
}

std::string value_with_kind(const CardFigure& figure, Language language) {
  std::string text(in_language(text_of(figure.taken, "text"), language));
  text += " (" + std::string(in_language(text_of(figure.taken, "kind_name"), language));
  const auto low = number_in(figure.taken, "low");
  const auto high = number_in(figure.taken, "high");
  if (low && high) {
    const std::string unit = string_in(figure.taken, "unit");
    text += ", " + number_text(*low, unit) + " – " + number_text(*high, unit);
  }
  return text + ")";
}

Bilingual text_of(const json::object& figure, std::string_view field) {
  const json::value* value = figure.if_contains(field);
  if (value == nullptr || !value->is_object()) return {};
  return {string_in(value->get_object(), "en"), string_in(value->get_object(), "hi")};
}

bool is_synthetic(const Card& card) {
  return std::ranges::any_of(card.figures, [](const CardFigure& figure) { return flag_in(figure.taken, "synthetic"); });
}

}  // namespace boothwise::answers
