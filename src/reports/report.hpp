#pragma once

#include "reports/marks.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"

/// A report as values: what stands on it, in one language, without how it looks. The same value becomes a PDF file
/// (paper.hpp), a message or a picture (card.hpp), and a workbook (papers/workbook.hpp).
namespace boothwise::reports {

struct Heading {
  std::string text;
};

struct Paragraph {
  enum class Tone : std::uint8_t { plain, muted, warning };
  std::string text;
  Tone tone = Tone::plain;
};

/// A number with what it is. The value is a text as people read it, its interval (if any) in the note.
struct KeyFigure {
  std::string value;
  std::string label;
  std::string note;
};

/// Begins a page.
struct PageBreak {};

/// 1 to 4 beside one another.
struct KeyFigures {
  std::vector<KeyFigure> figures;
};

enum class CellKind : std::uint8_t { text, count, percent, points, day };

/// `text` is what is printed; a workbook gets `value` as what it is (a fraction for `percent`).
struct Cell {
  std::string text;
  std::optional<double> value{};
  CellKind kind = CellKind::text;
  Mark mark = Mark::none;
};

struct Column {
  std::string title;
  double share = 1;  ///< of the width, against the others
  Align align = Align::start;
};

struct Table {
  std::string title;
  std::string sheet;  ///< its name in a workbook; empty: printed only
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::string note;               ///< where from, how
  std::size_t printed_most = 60;  ///< rows on paper; how many more there are is said under it
};

/// What each chart says of itself: the finding, the measure and its unit, where the numbers are from.
struct ChartHead {
  std::string title;
  std::string unit;
  std::string source;
};

enum class BarRole : std::uint8_t { side, rival, other };

/// Shares of one contest a row, as one bar each; the gap in words behind it.
struct ContestBars {
  ChartHead head;
  struct Part {
    std::string label;
    double share = 0;  ///< 0 to 1
    BarRole role = BarRole::other;
  };
  struct Row {
    std::string label;
    std::vector<Part> parts;
    std::string gap;
  };
  std::vector<Row> rows;
};

/// Bars from 0 with their interval; hidden ones hatched with the reason.
struct IntervalBars {
  ChartHead head;
  struct Row {
    std::string label;
    std::optional<double> value{};
    std::optional<double> low{};
    std::optional<double> high{};
    std::string text;  ///< the figure in words, or why there is none
    bool strong = false;
  };
  std::vector<Row> rows;
  double most = 1;  ///< of the axis
};

/// Columns above and below zero, one an election: the margin's trend.
struct TrendColumns {
  ChartHead head;
  struct One {
    std::string label;
    std::optional<double> value{};
    std::string text;
    Mark mark = Mark::none;
  };
  std::vector<One> columns;
};

/// How many booths have a lead between two bounds (points); below zero darker and hatched.
struct Histogram {
  ChartHead head;
  struct Bin {
    double from = 0;
    double to = 0;
    double count = 0;
  };
  std::vector<Bin> bins;
};

/// Each dot a booth: x its lead in points, area its votes, colour its class.
struct Beeswarm {
  ChartHead head;
  struct Dot {
    double lead = 0;
    double votes = 0;
    Mark mark = Mark::none;
  };
  std::vector<Dot> dots;
};

/// A line through elections: turnout.
struct Sequence {
  ChartHead head;
  struct At {
    std::string label;
    std::optional<double> value{};
    std::string text;
  };
  std::vector<At> values;
};

/// Two of them beside one another.
struct Beside {
  TrendColumns left;
  Sequence right;
};

/// A hundred outcomes as dots over the number of seats; a line where the wanted number is.
struct OutcomeDots {
  ChartHead head;
  struct Stack {
    std::int32_t seats = 0;
    int dots = 0;
  };
  std::vector<Stack> stacks;
  std::optional<std::int32_t> wanted{};
  std::string wanted_text;
};

/// One equal hexagon a seat ("odd-r" offset layout, pointy top), by class with its shape; own ones outlined.
struct HexagonMap {
  ChartHead head;
  struct Seat {
    std::int32_t column = 0;
    std::int32_t row = 0;
    std::string label;
    Mark mark = Mark::none;
    bool own = false;
  };
  std::vector<Seat> seats;
  struct Legend {
    Mark mark = Mark::none;
    std::string text;
  };
  std::vector<Legend> legend;
};

using Block = std::variant<Heading, Paragraph, KeyFigures, Table, ContestBars, IntervalBars, TrendColumns, Histogram,
                           Beeswarm, Sequence, Beside, OutcomeDots, HexagonMap, PageBreak>;

struct Report {
  Language language = Language::hindi;
  std::string kind;                ///< "district_brief"
  std::string kind_name;           ///< in words
  std::string place;               ///< what it is of, in words
  std::string sentence;            ///< what it says first
  std::vector<KeyFigure> figures;  ///< the first three stand on the picture and in the message
  std::string as_of;               ///< what the numbers are of: an election, a day
  Day made{};
  bool synthetic = false;
  std::vector<Block> blocks;
  std::vector<std::string> sources;  ///< runs and files behind it
  std::vector<std::string> methods;  ///< how figures are defined
  std::string link;                  ///< where the same is on the pages; empty where they have no address
};

/// Whose paper it is. Neutral where nothing was set.
struct Branding {
  Bilingual organisation;
  Bilingual address;
  Colour accent = tokens::accent;
  std::string logo;   ///< a PNG file's bytes; empty: none
  Bilingual printer;  ///< name and address, as s. 127A RPA asks (R33)
  Bilingual publisher;
};

}  // namespace boothwise::reports
