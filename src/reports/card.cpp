#include "reports/card.hpp"

#include "reports/picture.hpp"

#include <algorithm>

#include "base/date_text.hpp"
#include "base/text.hpp"

namespace boothwise::reports {

namespace {

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string_view say(const Report& report, std::string_view en, std::string_view hi) {
  return report.language == Language::hindi ? hi : en;
}

std::string first_source(const Report& report) {
  return report.sources.empty() ? std::string() : report.sources.front();
}

/// At most so many letters, with "…" where something was left out: the address leads to the whole.
std::string cut(std::string_view text, std::size_t most) {
  if (letters_in(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t letters = 0; end < text.size(); ++end) {
    if ((static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U && ++letters == most) break;
  }
  return std::string(trimmed(text.substr(0, end))) + "…";
}

}  // namespace

std::string message_of(const Report& report, const Branding& branding) {
  constexpr std::size_t sentence_most = 260;
  constexpr std::size_t source_most = 120;
  std::string head;
  if (report.synthetic) head += std::string(say(report, "[Synthetic data]", "[काल्पनिक आँकड़े]")) + "\n";
  head += "*" + cut(report.place, 60) + "* · " + cut(report.kind_name, 40) + "\n" + cut(report.sentence, sentence_most);
  std::string tail;
  if (!report.as_of.empty()) tail += "\n" + cut(report.as_of, 80);
  const std::string source = first_source(report);
  if (!source.empty()) tail += "\n" + std::string(say(report, "Source: ", "स्रोत: ")) + cut(source, source_most);
  tail += "\n" + std::string(in_language(date_text(report.made), report.language));
  const std::string organisation(in_language(branding.organisation, report.language));
  if (!organisation.empty()) tail += " · " + cut(organisation, 60);
  std::string figures;
  for (const KeyFigure& one : report.figures) {
    std::string line = "\n• " + one.label + ": " + one.value;
    if (!one.note.empty()) line += " (" + one.note + ")";
    if (letters_in(head) + letters_in(figures) + letters_in(line) + letters_in(tail) > message_letters_most) break;
    figures += line;
  }
  return head + figures + tail;
}

Result<std::string> picture_of(const Report& report, const Branding& branding) {
  constexpr int side = 1080;
  constexpr double edge = 72;
  constexpr double inside = side - 2 * edge;
  BOOTHWISE_TRY(picture, Picture::create(side, side, tokens::paper));
  Canvas& canvas = picture.canvas();
  double y = 0;
  if (report.synthetic) {
    canvas.fill({0, 0, side, 52}, tokens::warn_soft);
    canvas.text({side / 2.0, 7}, say(report, "Synthetic data", "काल्पनिक आँकड़े"),
                {.size = 26, .weight = Weight::bold, .colour = tokens::warn, .align = Align::middle});
    y = 40;
  }
  canvas.fill({0, y + (report.synthetic ? 12 : 0), side, 12}, branding.accent);
  y += 52;
  const std::string organisation(in_language(branding.organisation, report.language));
  double head_left = edge;
  if (!branding.logo.empty()) {
    constexpr double logo = 84;
    BOOTHWISE_CHECK(canvas.image({edge, y, logo, logo}, branding.logo));
    head_left += logo + 18;
  }
  const double head_width = side - edge - head_left;
  BOOTHWISE_TRY(head,
                canvas.text_within({head_left, y, head_width, 44},
                                   organisation.empty() ? report.kind_name : organisation + " · " + report.kind_name,
                                   {.size = 27, .colour = tokens::muted}, 14));
  BOOTHWISE_TRY(place, canvas.text_within({head_left, y + head.height, head_width, 96}, report.place,
                                          {.size = 54, .weight = Weight::bold, .line_height = 1.35}, 24));
  y += std::max(96.0, head.height + place.height) + 22;
  const double lower = report.link.empty() ? 70 : 0;  // no code below takes room
  const double figures_top = 510 + lower;
  BOOTHWISE_CHECK(canvas.text_within({edge, y, inside, figures_top - y - 16}, report.sentence,
                                     {.size = 42, .line_height = 1.45}, 20));
  const std::size_t shown = std::min<std::size_t>(report.figures.size(), 3);
  constexpr double between = 24;
  const double each = shown == 0 ? 0 : (inside - between * static_cast<double>(shown - 1)) / static_cast<double>(shown);
  constexpr double box = 230;
  for (std::size_t i = 0; i < shown; ++i) {
    const KeyFigure& one = report.figures[i];
    const double x = edge + (each + between) * static_cast<double>(i);
    canvas.fill_rounded({x, figures_top, each, box}, 14, tokens::accent_soft);
    constexpr double pad = 22;
    BOOTHWISE_CHECK(canvas.text_within({x + pad, figures_top + 16, each - 2 * pad, 84}, one.value,
                                       {.size = 54, .weight = Weight::bold, .colour = branding.accent}, 20));
    BOOTHWISE_TRY(label, canvas.text_within({x + pad, figures_top + 98, each - 2 * pad, 74}, one.label,
                                            {.size = 25, .line_height = 1.4}, 15));
    if (!one.note.empty()) {
      BOOTHWISE_CHECK(
          canvas.text_within({x + pad, figures_top + 102 + label.height, each - 2 * pad, 120 - label.height}, one.note,
                             {.size = 20, .colour = tokens::muted, .line_height = 1.4}, 11));
    }
  }
  const double foot = 786 + lower;
  constexpr double code = 210;
  if (!report.link.empty()) BOOTHWISE_CHECK(canvas.qr({side - edge - code, foot}, code, report.link));
  std::string note = report.as_of;
  if (const std::string source = first_source(report); !source.empty()) {
    note += "\n" + std::string(say(report, "Source: ", "स्रोत: ")) + cut(source, 200);
  }
  note += "\n" + std::string(in_language(date_text(report.made), report.language));
  const double note_width = report.link.empty() ? inside : inside - code - 32;
  BOOTHWISE_CHECK(canvas.text_within({edge, foot, note_width, side - foot - 50}, note,
                                     {.size = 24, .colour = tokens::muted, .line_height = 1.45}, 13));
  return picture.png();
}

}  // namespace boothwise::reports
