#pragma once

#include "papers/paper.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Pieces that reports share.
namespace boothwise::papers {

/// Texts in the report's language.
class Saying {
 public:
  explicit Saying(Language language) : language_(language) {}
  [[nodiscard]] std::string operator()(std::string_view en, std::string_view hi) const {
    return std::string(language_ == Language::hindi ? hi : en);
  }
  /// Of a JSON {"en","hi"}; empty for null.
  [[nodiscard]] std::string of(const boost::json::value& bilingual) const;
  [[nodiscard]] std::string of(const Bilingual& text) const { return std::string(in_language(text, language_)); }
  /// "8.1 points" without a sign, "+8.1" with one.
  [[nodiscard]] std::string points(double value) const;
  [[nodiscard]] Language language() const { return language_; }

 private:
  Language language_;
};

inline constexpr std::string_view dash = "–";
inline constexpr double hundred = 100;  ///< per cent of a fraction

std::optional<double> number_of(const boost::json::value& value);
std::string text_of(const boost::json::value& value);  ///< empty for null
std::string count_text(const boost::json::value& value);
std::string signed_text(double value);                      ///< "+8.1", "−3.2"
std::string percent_text(const boost::json::value& value);  ///< of a fraction: "48.3 %"

reports::Cell text_cell(std::string text);
reports::Cell count_cell(const boost::json::value& value);
reports::Cell percent_cell(const boost::json::value& value);  ///< of a fraction
reports::Cell points_cell(const boost::json::value& value);
reports::Cell day_cell(const Saying& say, const boost::json::value& value);
reports::Cell class_cell(const Saying& say, std::string_view seat_class);

/// "INC" for a candidate's party, with the alliance behind it.
std::string party_text(const boost::json::value& placed);
/// "हारी" and so on.
std::string class_text(const Saying& say, std::string_view seat_class);

/// A report with its kind, day and language, and nothing on it yet.
reports::Report begun(const PaperDesk& desk, const PaperAsked& asked, std::string_view kind);
/// Notes the runs behind a view, each once, and whether its data are made up.
void take_sources(reports::Report& report, const boost::json::object& view);
/// Where a figure's numbers are from, in one line: files and the day of import.
std::string source_line(const Saying& say, const boost::json::object& view);
void add(reports::Report& report, reports::Block block);
void add_heading(reports::Report& report, std::string text);
void add_text(reports::Report& report, std::string text,
              reports::Paragraph::Tone tone = reports::Paragraph::Tone::plain);

/// Every seat by class; `own` ones outlined. `focus`: focus_view of a Lok Sabha election.
reports::HexagonMap seat_map(const PaperDesk& desk, const Saying& say, const boost::json::object& focus,
                             const std::vector<std::int64_t>& own, std::string title);

/// Candidates of a result as one bar's parts: three at most, then the rest.
std::vector<reports::ContestBars::Part> contest_parts(const Saying& say, const boost::json::array& candidates,
                                                      const boost::json::object& side);

/// The views, kept. Errors: those of the views.
Result<const boost::json::object*> focus_of(const PaperDesk& desk, const services::Asked& asked);
/// Chances as the pages begin with them: no polls, the last alliances.
Result<const boost::json::object*> forecast_of(const PaperDesk& desk);
Result<const boost::json::object*> seat_of(const PaperDesk& desk, std::int32_t pc, const services::Asked& asked);
Result<const boost::json::object*> segment_of(const PaperDesk& desk, std::int32_t ac, const services::Asked& asked);

/// The sentence of how classes are defined, with the thresholds of the view.
std::string class_method(const Saying& say, const boost::json::object& thresholds);

/// "booths" of a segment as a histogram of leads. REQUIRES: the segment has booths.
reports::Histogram lead_histogram(const Saying& say, const boost::json::object& segment, std::string title);

}  // namespace boothwise::papers
