#include "answers/page.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <openssl/evp.h>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/qr_code.hpp"

namespace boothwise::answers {

namespace json = boost::json;

namespace {

/// Colours and sizes are those of the pages' tokens (web/src/lib/style/tokens.css).
constexpr std::string_view style =
    "*{box-sizing:border-box}body{margin:0;background:#fbfaf6;color:#1a1f22;font:17px/1.65 'Noto Sans "
    "Devanagari','Noto "
    "Sans',sans-serif}main{max-width:44rem;margin:0 "
    "auto;padding:1rem}h1{font-size:1.65rem;line-height:1.35;margin:.75rem "
    "0 1rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}.claim{margin:1rem 0;padding:.75rem "
    "1rem;border-left:4px solid #8b8a82;background:#f1efe7}.claim p{margin:0 0 "
    ".25rem}.small{font-size:.88rem;color:#545b60}"
    ".verdict{display:inline-block;margin:1rem 0 0;padding:.35rem .75rem;border:2px solid "
    "#0b5c63;color:#0b5c63;font-weight:"
    "700}.band{background:#fbeccb;color:#7a4a00;padding:.5rem 1rem;font-weight:700;text-align:center}.note{border:2px "
    "solid "
    "#7a4a00;background:#fbeccb;padding:.75rem 1rem;margin:1rem 0}.note p{margin:0 0 "
    ".25rem}ol{padding-left:1.5rem}li{margin:0 0 "
    "1rem}.value{font-weight:700}a{color:#0b5c63}nav{display:flex;gap:1rem;flex-"
    "wrap:wrap;justify-content:space-between}.share{display:flex;gap:.5rem "
    "1.25rem;flex-wrap:wrap;padding:0;margin:0;list-"
    "style:none}.share a,nav a{display:inline-block;padding:.6rem 0}.qr{width:8.5rem}footer{margin:2rem 0 "
    "1rem;padding-top:1rem;border-top:1px solid "
    "#d9d5c9;display:flex;gap:1rem;flex-wrap:wrap;justify-content:space-between}"
    "p{overflow-wrap:anywhere;white-space:pre-line}";

/// Builds the page of one answer in one language.
class Writer {
 public:
  Writer(const Answer& answer, Language language, std::string_view base)
      : answer_(answer), content_(answer.content), language_(language), base_(base) {}

  std::string page() {
    const std::string headline = in(content_.at("headline"));
    const std::string claim(content_.at("claim").at("text").as_string());
    out_ = "<!doctype html><html lang=\"" + code() +
           "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width,initial-scale=1\"><title>" +
           html_text(answer_.withdrawn() ? claim : headline) + "</title><meta property=\"og:title\" content=\"" +
           html_text(answer_.withdrawn() ? claim : headline) +
           "\"><meta property=\"og:type\" content=\"article\"><meta property=\"og:image\" content=\"" +
           html_text(base_ + picture("square")) + "\"><link rel=\"canonical\" href=\"" +
           html_text(base_ + page_path(answer_.id)) + "\"><link rel=\"alternate\" hreflang=\"en\" href=\"" +
           html_text(base_ + page_path(answer_.id) + "?lang=en") + "\"><style>" + std::string(style) + "</style>";
    // Nothing in it may end the script: "<" is written as its escape, which JSON allows.
    if (!answer_.withdrawn()) {
      out_ += "<script type=\"application/ld+json\">" +
              replaced(json::serialize(claim_review(answer_, language_, base_)), "<", "\\u003c") + "</script>";
    }
    out_ += "</head><body>";
    if (content_.at("synthetic").as_bool()) {
      out_ += "<div class=\"band\">" +
              words("काल्पनिक आँकड़े: किसी वास्तविक जगह के नहीं", "Synthetic data: of no real place") + "</div>";
    }
    out_ += "<main>";
    head();
    claim_block(claim);
    if (answer_.withdrawn()) {
      withdrawn();
    } else {
      answer_block(headline);
    }
    corrections();
    if (!answer_.withdrawn()) figures();
    foot();
    return out_ + "</main></body></html>\n";
  }

 private:
  [[nodiscard]] std::string words(std::string_view hi, std::string_view en) const {
    return std::string(language_ == Language::hindi ? hi : en);
  }
  [[nodiscard]] std::string code() const { return words("hi", "en"); }
  [[nodiscard]] std::string in(const json::value& text) const {
    return std::string(text.at(language_ == Language::hindi ? "hi" : "en").as_string());
  }
  [[nodiscard]] std::string day(Instant at) const {
    return std::string(in_language(date_text(day_in_india(at)), language_));
  }
  [[nodiscard]] std::string picture(std::string_view shape) const {
    return "/api/v1/answers/" + answer_.id + "/card.png?shape=" + std::string(shape) + "&lang=" + code();
  }

  void head() {
    const bool hindi = language_ == Language::hindi;
    out_ += "<nav><span class=\"small\">" + html_text(in(content_.at("publisher").at("name"))) + "</span><a href=\"" +
            page_path(answer_.id) +
            (hindi ? "?lang=en\" hreflang=\"en\" lang=\"en\">English" : "\" hreflang=\"hi\" lang=\"hi\">हिन्दी") +
            "</a></nav>";
  }

  void claim_block(const std::string& claim) {
    const json::value& said = content_.at("claim");
    out_ += "<section class=\"claim\"><p class=\"small\">" + words("दावा", "The claim") + "</p><p lang=\"" +
            std::string(said.at("language").as_string()) + "\">“" + html_text(claim) + "”</p><p class=\"small\">" +
            html_text(said.at("said_by").as_string());
    if (said.at("said_on").is_string()) {
      out_ += ", " + html_text(in_language(date_text(std::string(said.at("said_on").as_string())), language_));
    }
    if (said.at("said_where").is_string()) out_ += ", " + html_text(said.at("said_where").as_string());
    if (said.at("link").is_string()) {
      out_ += " · <a rel=\"nofollow noopener\" href=\"" + html_text(said.at("link").as_string()) + "\">" +
              words("जहाँ कहा गया", "where it was said") + "</a>";
    }
    out_ += "</p></section>";
  }

  void answer_block(const std::string& headline) {
    out_ += "<p class=\"verdict\">" + html_text(in(content_.at("verdict_name"))) + "</p><h1>" + html_text(headline) +
            "</h1><p>" + html_text(in(content_.at("text"))) + "</p>";
    if (const std::string limits = in(content_.at("limits")); !limits.empty()) {
      out_ += "<h2>" + words("सीमाएँ, और जो इसके विरुद्ध जाता है", "Limits, and what speaks against it") + "</h2><p>" +
              html_text(limits) + "</p>";
    }
  }

  void figures() {
    const json::array& figures = content_.at("figures").as_array();
    if (figures.empty()) return;
    out_ += "<h2>" + words("आँकड़े और उनके स्रोत", "The figures and their sources") + "</h2><ol>";
    for (const json::value& figure : figures) {
      out_ += "<li>" + html_text(in(figure.at("title")) + ", " + in(figure.at("area"))) + ": <span class=\"value\">" +
              html_text(in(figure.at("value_with_kind"))) + "</span><br><span class=\"small\">" +
              html_text(in(figure.at("date"))) + " · " + words("स्रोत: ", "source: ");
      const json::value& link = figure.at("source_url");
      const std::string source = html_text(in(figure.at("source")));
      out_ += link.is_string()
                  ? "<a rel=\"nofollow noopener\" href=\"" + html_text(link.as_string()) + "\">" + source + "</a>"
                  : source;
      out_ += "<br>" + words("कैसे: ", "how: ") + html_text(in(figure.at("method"))) + "</span></li>";
    }
    out_ += "</ol>";
  }

  void withdrawn() {
    out_ += "<section class=\"note\"><p><strong>" +
            words("यह उत्तर वापस ले लिया गया है", "This answer has been withdrawn") + "</strong> (" +
            day(answer_.last().at) + ")</p><p>" + html_text(in_language(answer_.last().note, language_)) +
            "</p></section>";
  }

  void corrections() {
    for (const operations::AnswerVersion& version : answer_.versions) {
      if (version.kind != "corrected") continue;
      out_ += "<section class=\"note\"><p><strong>" + words("सुधार", "Correction") + "</strong>, " + day(version.at) +
              "</p><p>" + html_text(in_language(version.note, language_)) + "</p></section>";
    }
  }

  void imprint() {
    const json::value& imprint = content_.at("imprint");
    const auto line = [this](std::string_view what, const json::value& value) {
      if (value.is_string() && !value.as_string().empty()) {
        out_ += "<br>" + std::string(what) + html_text(value.as_string());
      }
    };
    line(words("मुद्रक: ", "Printer: "), imprint.at("printer"));
    line(words("प्रकाशक: ", "Publisher: "), imprint.at("publisher"));
    line(words("MCMC प्रमाणपत्र: ", "MCMC certificate: "), imprint.at("certificate"));
    line(words("लेबल: ", "Label: "), imprint.at("media_label"));
  }

  void foot() {
    if (!answer_.withdrawn()) {
      const std::string api = "/api/v1/answers/" + answer_.id;
      out_ += "<h2>" + words("आगे भेजें", "Pass on") + "</h2><ul class=\"share\"><li><a href=\"" +
              html_text(picture("square")) + "\">" + words("चित्र", "Picture") + "</a></li><li><a href=\"" +
              html_text(picture("story")) + "\">" + words("खड़ा चित्र", "Tall picture") + "</a></li><li><a href=\"" +
              api + "/card.pdf?lang=" + code() + "\">PDF</a></li><li><a href=\"" + api + "/message.txt?lang=" + code() +
              "\">" + words("संदेश", "Message") + "</a></li></ul>";
    }
    out_ += "<footer><p class=\"small\">" + html_text(in(content_.at("publisher").at("name"))) + "<br>" +
            words("पहली बार: ", "First published: ") + day(answer_.versions.front().at);
    if (answer_.versions.size() > 1) out_ += "<br>" + words("अंतिम बदलाव: ", "Last changed: ") + day(answer_.last().at);
    imprint();
    out_ += "</p><div class=\"qr\">" + services::qr_svg(base_ + page_path(answer_.id)) + "</div></footer>";
  }

  const Answer& answer_;
  const json::object& content_;
  Language language_;
  std::string base_;
  std::string out_;
};

std::string base64(std::string_view bytes) {
  std::array<unsigned char, 64> encoded{};
  EVP_EncodeBlock(encoded.data(), reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return reinterpret_cast<const char*>(encoded.data());
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string answer_page(const Answer& answer, Language language, std::string_view base_address) {
  return Writer(answer, language, base_address).page();
}

std::string page_policy() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(style.data(), style.size(), digest.data(), &length, EVP_sha256(), nullptr);
  return "default-src 'none'; style-src 'sha256-" + base64({reinterpret_cast<const char*>(digest.data()), length}) +
         "'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace boothwise::answers
