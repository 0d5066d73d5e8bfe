#include "answers/pictures.hpp"

#include "reports/canvas.hpp"
#include "reports/pdf.hpp"
#include "reports/picture.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"

namespace boothwise::answers {

namespace json = boost::json;
namespace tokens = reports::tokens;
using reports::Box;
using reports::Canvas;
using reports::Point;
using reports::TextStyle;
using reports::Weight;

namespace {

/// What a sheet shows and how large, in units of its own canvas.
struct Sheet {
  double width;
  double height;
  double margin;
  double unit;               ///< size of plain letters
  std::size_t figures_most;  ///< that are listed
  bool with_text;            ///< the answer's words, not its headline alone
  bool with_limits;
  bool with_method;
  std::size_t claim_bytes_most;
  double smallest;  ///< share of the sizes down to which letters shrink
  double largest;   ///< likewise where there is little to say
};

constexpr Sheet square{1080, 1080, 64, 30, 2, false, false, false, 420, 0.62, 1};
constexpr Sheet story{1080, 1920, 72, 34, 3, true, true, false, 600, 0.5, 1.6};
constexpr Sheet paper{595.276, 841.89, 42, 10.5, figures_most, true, true, true, 4000, 0.55, 1};

/// Sets the blocks of a card one below the other; with `draws` off only to see how high they come.
class CardFlow {
 public:
  CardFlow(Canvas& canvas, const Sheet& sheet, const Answer& answer, Language language, std::string address,
           double scale, bool draws)
      : canvas_(canvas),
        sheet_(sheet),
        answer_(answer),
        content_(answer.content),
        language_(language),
        address_(std::move(address)),
        unit_(sheet.unit * scale),
        draws_(draws) {}

  /// Where the last block ends, with what the foot takes: not over the sheet's height if all fits.
  double run() {
    band();
    head();
    claim();
    verdict();
    corrections();
    figures();
    return y_ + foot_height();
  }

  Status foot() {
    const double side = foot_height() - sheet_.unit * 0.6;
    const double top = sheet_.height - sheet_.margin * 0.6 - side;
    line(top - sheet_.unit * 0.4);
    BOOTHWISE_CHECK(canvas_.qr({sheet_.width - sheet_.margin - side, top}, side, address_));
    const double width = sheet_.width - 2 * sheet_.margin - side - sheet_.unit;
    std::string text = in(content_.at("publisher").at("name")) + "\n" + day(answer_.last().at) + "\n" +
                       words("स्रोत, तरीक़ा और सीमाएँ इस पृष्ठ पर:", "Sources, method and limits on this page:") + "\n" +
                       address_;
    if (const std::string imprint = imprint_text(); !imprint.empty()) text = imprint + "\n" + text;
    TextStyle style = plain(sheet_.unit * 0.62, tokens::muted);
    style.width = width;
    const auto set = canvas_.text_within({sheet_.margin, top + sheet_.unit * 0.2, width, side - sheet_.unit * 0.2},
                                         text, style, sheet_.unit * 0.4);
    return set ? success() : Status(set.error());
  }

 private:
  [[nodiscard]] std::string words(std::string_view hi, std::string_view en) const {
    return std::string(language_ == Language::hindi ? hi : en);
  }
  [[nodiscard]] std::string in(const json::value& text) const {
    return std::string(text.at(language_ == Language::hindi ? "hi" : "en").as_string());
  }
  [[nodiscard]] std::string day(Instant at) const {
    return std::string(in_language(date_text(day_in_india(at)), language_));
  }
  [[nodiscard]] double inner() const { return sheet_.width - 2 * sheet_.margin; }
  [[nodiscard]] double foot_height() const { return sheet_.unit * 6.2; }

  static TextStyle plain(double size, const reports::Colour& colour = tokens::ink) {
    TextStyle style;
    style.size = size;
    style.colour = colour;
    return style;
  }
  static TextStyle bold(double size, const reports::Colour& colour = tokens::ink) {
    TextStyle style = plain(size, colour);
    style.weight = Weight::bold;
    return style;
  }
  void line(double at) {
    if (draws_) canvas_.line({sheet_.margin, at}, {sheet_.width - sheet_.margin, at}, tokens::line, sheet_.unit * 0.06);
  }
  double block(std::string_view text, TextStyle style, double x, double width) {
    if (text.empty()) return 0;
    style.width = width;
    const auto measure = draws_ ? canvas_.text({x, y_}, text, style) : canvas_.measure(text, style);
    return measure.height;
  }
  void paragraph(std::string_view text, const TextStyle& style, double gap) {
    y_ += block(text, style, sheet_.margin, inner()) + gap;
  }

  void band() {
    if (!content_.at("synthetic").as_bool()) {
      y_ = sheet_.margin * 0.7;
      return;
    }
    const double height = sheet_.unit * 1.9;
    if (draws_) canvas_.fill({0, 0, sheet_.width, height}, tokens::warn_soft);
    TextStyle style = bold(sheet_.unit * 0.85, tokens::warn);
    style.align = reports::Align::middle;
    y_ = sheet_.unit * 0.3;
    block(words("काल्पनिक आँकड़े: किसी वास्तविक जगह के नहीं", "Synthetic data: of no real place"), style, 0, sheet_.width);
    y_ = height + sheet_.unit * 0.7;
  }

  void head() {
    TextStyle style = plain(unit_ * 0.75, tokens::muted);
    paragraph(words("दावे की जाँच", "Claim check") + " · " + in(content_.at("publisher").at("name")), style, unit_ * 0.4);
  }

  void claim() {
    const json::value& said = content_.at("claim");
    std::string text = shortened(std::string(said.at("text").as_string()), sheet_.claim_bytes_most);
    const bool cut = text.size() < said.at("text").as_string().size();
    std::string by(said.at("said_by").as_string());
    if (said.at("said_on").is_string()) {
      by += ", " + std::string(in_language(date_text(std::string(said.at("said_on").as_string())), language_));
    }
    if (said.at("said_where").is_string()) by += ", " + std::string(said.at("said_where").as_string());
    if (cut) by += words(" · पूरा दावा पृष्ठ पर", " · the whole claim is on the page");
    const double pad = unit_ * 0.6;
    const double bar = sheet_.unit * 0.22;
    const double x = sheet_.margin + bar + pad;
    const double width = inner() - bar - 2 * pad;
    TextStyle quoted = plain(unit_ * 0.95);
    TextStyle small = plain(unit_ * 0.7, tokens::muted);
    quoted.width = small.width = width;
    text = "“" + text + "”";
    const double height = canvas_.measure(text, quoted).height + canvas_.measure(by, small).height + 1.4 * pad;
    if (draws_) {
      canvas_.fill({sheet_.margin, y_, inner(), height}, tokens::sunk);
      canvas_.fill({sheet_.margin, y_, bar, height}, tokens::line_strong);
    }
    const double top = y_;
    y_ += pad * 0.7;
    y_ += block(text, quoted, x, width);
    block(by, small, x, width);
    y_ = top + height + unit_ * 0.7;
  }

  void verdict() {
    const std::string text = in(content_.at("verdict_name"));
    const TextStyle style = bold(unit_ * 0.95, tokens::accent);
    const auto measure = canvas_.measure(text, style);
    const double pad = unit_ * 0.45;
    if (draws_) {
      canvas_.frame({sheet_.margin, y_, measure.width + 2 * pad, measure.height + pad * 0.6}, tokens::accent,
                    sheet_.unit * 0.09);
      canvas_.text({sheet_.margin + pad, y_ + pad * 0.3}, text, style);
    }
    y_ += measure.height + pad * 0.6 + unit_ * 0.5;
    paragraph(in(content_.at("headline")), bold(unit_ * 1.35), unit_ * 0.5);
    if (sheet_.with_text) paragraph(in(content_.at("text")), plain(unit_), unit_ * 0.5);
    const std::string limits = in(content_.at("limits"));
    if (!sheet_.with_limits || limits.empty()) return;
    paragraph(words("सीमाएँ, और जो इसके विरुद्ध जाता है", "Limits, and what speaks against it"),
              bold(unit_ * 0.8, tokens::muted), 0);
    paragraph(limits, plain(unit_ * 0.85), unit_ * 0.5);
  }

  void corrections() {
    if (answer_.last().kind != "corrected") return;
    const std::string text = words("सुधार, ", "Corrected, ") + day(answer_.last().at) + ": " +
                             std::string(in_language(answer_.last().note, language_));
    paragraph(text, plain(unit_ * 0.8, tokens::warn), unit_ * 0.5);
  }

  /// Those that the headline names come first; shown are so many as the sheet takes, in their order.
  [[nodiscard]] std::vector<const json::value*> chosen() const {
    const std::string headline = in(content_.at("headline"));
    std::vector<const json::value*> all;
    for (const json::value& figure : content_.at("figures").as_array()) all.push_back(&figure);
    const auto number = [](const json::value* figure) { return figure->at("number").to_number<std::int64_t>(); };
    std::ranges::stable_partition(all, [&](const json::value* figure) {
      return headline.find("[" + std::to_string(number(figure)) + "]") != std::string::npos;
    });
    all.resize(std::min(all.size(), sheet_.figures_most));
    std::ranges::sort(all, {}, number);
    return all;
  }

  void figures() {
    const std::vector<const json::value*> shown = chosen();
    for (const json::value* figure : shown) {
      line(y_);
      y_ += unit_ * 0.25;
      const std::string number = "[" + std::to_string(figure->at("number").to_number<std::int64_t>()) + "] ";
      paragraph(number + in(figure->at("title")) + ", " + in(figure->at("area")), plain(unit_ * 0.8), 0);
      paragraph(in(figure->at("value_with_kind")), bold(unit_ * 1.05), 0);
      std::string from = in(figure->at("date")) + " · " + words("स्रोत: ", "source: ") + in(figure->at("source"));
      if (sheet_.with_method) from += "\n" + words("कैसे: ", "how: ") + in(figure->at("method"));
      paragraph(from, plain(unit_ * 0.65, tokens::muted), unit_ * 0.3);
    }
    const std::size_t left = content_.at("figures").as_array().size() - shown.size();
    if (left == 0) return;
    paragraph(words("पृष्ठ पर और आँकड़े: ", "More figures on the page: ") + std::to_string(left),
              plain(unit_ * 0.65, tokens::muted), unit_ * 0.2);
  }

  [[nodiscard]] std::string imprint_text() const {
    const json::value& imprint = content_.at("imprint");
    const auto text = [&imprint](std::string_view field) { return std::string(imprint.at(field).as_string()); };
    std::string all;
    const auto add = [&all](const std::string& what, const std::string& value) {
      if (!value.empty()) all += (all.empty() ? "" : " · ") + what + value;
    };
    if (imprint.at("printed").as_bool()) {
      add(words("मुद्रक: ", "Printer: "), text("printer"));
      add(words("प्रकाशक: ", "Publisher: "), text("publisher"));
      add(words("प्रतियाँ: ", "Copies: "), grouped(imprint.at("copies").to_number<std::int64_t>()));
    }
    if (imprint.at("paid").as_bool()) add(words("MCMC प्रमाणपत्र: ", "MCMC certificate: "), text("certificate"));
    if (imprint.at("made_media").as_bool()) add("", text("media_label"));
    return all;
  }

  Canvas& canvas_;
  const Sheet& sheet_;
  const Answer& answer_;
  const json::object& content_;
  Language language_;
  std::string address_;
  double unit_;
  bool draws_;
  double y_ = 0;
};

Error withdrawn_error() {
  return services::refused_field(
      ErrorKind::conflict, "answer_withdrawn", "answer",
      {"this answer has been withdrawn; its page says why", "यह उत्तर वापस ले लिया गया है; कारण उसके पृष्ठ पर है"});
}

/// The largest letters with which all of it fits.
Status draw(Canvas& canvas, const Sheet& sheet, const Answer& answer, Language language, std::string_view base) {
  constexpr double step = 0.04;
  const std::string address =
      std::string(base) + page_path(answer.id) + (language == Language::english ? "?lang=en" : "");
  for (double scale = sheet.largest; scale >= sheet.smallest; scale -= step) {
    if (CardFlow(canvas, sheet, answer, language, address, scale, false).run() > sheet.height) continue;
    CardFlow flow(canvas, sheet, answer, language, address, scale, true);
    flow.run();
    return flow.foot();
  }
  return services::refused_field(ErrorKind::conflict, "card_too_long", "text",
                                 {"too much text for this form: shorten the claim's quotation, the text or the limits",
                                  "इस रूप के लिए पाठ बहुत लंबा है: दावा, पाठ या सीमाएँ छोटी करें"});
}

}  // namespace

std::optional<Shape> shape_named(std::string_view name) {
  if (name == "square") return Shape::square;
  if (name == "story") return Shape::story;
  return std::nullopt;
}

Result<std::string> card_picture(const Answer& answer, Language language, Shape shape, std::string_view base_address) {
  if (answer.withdrawn()) return withdrawn_error();
  const Sheet& sheet = shape == Shape::square ? square : story;
  BOOTHWISE_TRY(picture, reports::Picture::create(static_cast<int>(sheet.width), static_cast<int>(sheet.height)));
  BOOTHWISE_CHECK(draw(picture.canvas(), sheet, answer, language, base_address));
  return picture.png();
}

Result<std::string> card_pdf(const Answer& answer, Language language, std::string_view base_address) {
  if (answer.withdrawn()) return withdrawn_error();
  std::string bytes;
  const json::object& content = answer.content;
  const char* code = language == Language::hindi ? "hi" : "en";
  BOOTHWISE_TRY(document, reports::PdfDocument::create(
                              {std::string(content.at("headline").at(code).as_string()),
                               std::string(content.at("publisher").at("name").at(code).as_string()),
                               std::string(content.at("claim").at("text").as_string()), answer.last().at},
                              [&bytes](std::string_view piece) {
                                bytes += piece;
                                return success();
                              }));
  BOOTHWISE_CHECK(draw(document.next_page(), paper, answer, language, base_address));
  BOOTHWISE_CHECK(document.finish());
  return bytes;
}

std::shared_ptr<const std::string> PictureShelf::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(kept_, [&key](const auto& one) { return one.first == key; });
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front().second;
}

void PictureShelf::keep(const std::string& key, std::shared_ptr<const std::string> bytes) {
  const std::scoped_lock lock(mutex_);
  kept_.emplace_front(key, std::move(bytes));
  if (kept_.size() > most) kept_.pop_back();
}

}  // namespace boothwise::answers
