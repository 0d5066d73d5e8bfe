#include "asking/answer.hpp"

#include "asking/figure_parts.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::asking {

namespace json = boost::json;
using services::to_json;

namespace {

constexpr std::size_t rows_most = 500;

struct Row {
  Figure figure;
  std::string station;  ///< a booth's name
};

struct List {
  std::vector<Row> rows;
  std::size_t looked_at = 0;
  std::size_t unknown = 0;  ///< places of which it is not known, or hidden
  Bilingual note;
};

bool within(const Question& question, double value) {
  if (question.verdict == Verdict::lost && value >= 0) return false;
  if (question.verdict == Verdict::won && value <= 0) return false;
  if (question.risen && (*question.risen ? value <= 0 : value >= 0)) return false;
  if (!question.bound) return true;
  const double far = question.verdict == Verdict::any && !question.group ? value : std::abs(value);
  switch (question.bound->kind) {
    case Bound::Kind::less:
      return far < question.bound->value;
    case Bound::Kind::more:
      return far > question.bound->value;
    case Bound::Kind::between:
      return far >= question.bound->value && far <= question.bound->upper;
  }
  return false;
}

/// Errors that say that a place has no such number, not that the question is wrong.
bool is_absence(const Error& error) {
  return error.code == "no_figure" || error.code == "hidden_figure" || error.code == "unknown_side" ||
         error.code == "area_unfit" || error.code == "not_yours";
}

Result<List> booth_list(Figures& figures, const Question& question, Reference asked) {
  List list;
  BOOTHWISE_TRY(data, figures.desk().snapshot.election(asked.election));
  if (asked.side.empty()) asked.side = services::default_side(figures.desk().snapshot, data->results);
  BOOTHWISE_TRY(side, figures.side(asked.side, *data));
  // What all rows share: the first booth's figure says it whole.
  std::optional<Figure> shared;
  std::size_t segments = 0;
  std::size_t with_sheets = 0;
  for (const Area& area : question.areas) {
    BOOTHWISE_TRY(leads, figures.booth_leads(area, *data, side));
    segments += leads.segments;
    with_sheets += leads.with_sheets;
    for (Figures::BoothLead& lead : leads.booths) {
      ++list.looked_at;
      const bool in_votes = asked.measure == Measure::margin;
      const double value = in_votes ? static_cast<double>(lead.votes) : lead.points;
      if (!within(question, value)) continue;
      Reference reference = asked;
      reference.area = lead.area;
      if (!shared) {
        BOOTHWISE_TRY(made, figures.of(reference));
        shared = std::move(made);
      }
      Figure figure = *shared;
      figure.reference.area = lead.area;
      BOOTHWISE_TRY(name, figures.name(lead.area));
      figure.area = std::move(name);
      figure.value = value;
      figure.text = value_text(figure);
      figure.page = replaced(shared->page, "/booth/" + shared->reference.area.id, "/booth/" + lead.area.id);
      list.rows.push_back({std::move(figure), std::move(lead.station)});
    }
  }
  if (with_sheets == 0) {
    return no_figure({"no booth sheets of this place and election are here", "इस जगह और चुनाव के बूथवार नतीजे यहाँ नहीं हैं"});
  }
  if (with_sheets < segments) {
    const std::string with = std::to_string(with_sheets);
    const std::string of = std::to_string(segments);
    list.note = {"Booth sheets of " + with + " of " + of + " assembly segments are here.",
                 of + " में " + with + " विधानसभा क्षेत्रों के बूथवार नतीजे यहाँ हैं।"};
  }
  return list;
}

Result<List> place_list(Figures& figures, const Question& question, const Reference& asked) {
  List list;
  std::shared_ptr<const services::Classified> classified;
  if (question.group) {
    BOOTHWISE_TRY(made, services::classify(figures.desk().snapshot, asked.election, asked.side, {}));
    classified = std::move(made);
  }
  std::set<Area> seen;
  for (const Area& area : question.areas) {
    BOOTHWISE_TRY(places, figures.inside(area, *question.each, asked.election));
    for (const Area& place : places) {
      if (!seen.insert(place).second) continue;
      ++list.looked_at;
      if (classified) {
        const SeatStanding* standing = classified->seat(number_of(place));
        if (standing == nullptr || !is_in_group(*standing, *question.group)) continue;
      }
      Reference reference = asked;
      reference.area = place;
      if (reference.measure == Measure::seats) reference.measure = Measure::margin;
      auto figure = figures.of(reference);
      if (!figure) {
        if (!is_absence(figure.error())) return std::move(figure).error();
        ++list.unknown;
        continue;
      }
      if (within(question, figure->value)) list.rows.push_back({std::move(figure).value(), {}});
    }
  }
  return list;
}

void order_rows(const Question& question, List& list) {
  const bool by_distance = question.verdict != Verdict::any || question.group;
  const auto key = [&](const Row& row) { return by_distance ? std::abs(row.figure.value) : row.figure.value; };
  const bool most_first = question.order == Order::most;
  const bool any_order = question.order != Order::none || by_distance || question.bound;
  if (!any_order) return;
  std::ranges::stable_sort(list.rows, [&](const Row& one, const Row& other) {
    return most_first ? key(one) > key(other) : key(one) < key(other);
  });
}

/// What every number of an answer shares, said once.
json::object told_by(const Figure& figure) {
  return {{"date", to_json(figure.date)},
          {"source", to_json(figure.source)},
          {"source_url", services::text_or_null(figure.source_url)},
          {"method", to_json(figure.method)},
          {"kind", name_of(figure.kind)},
          {"kind_name", to_json(title_of(figure.kind))}};
}

/// "64 seats"; `of`: what they are counted among, "80 सीटों".
Bilingual counted_places(AreaLevel level, std::size_t count, bool of = false) {
  struct Words {
    std::string_view one, many, hi_one, hi_many, hi_of;
  };
  static constexpr std::array<Words, 6> words = {
      {{"state", "states", "प्रदेश", "प्रदेश", "प्रदेशों"},
       {"region", "regions", "अंचल", "अंचल", "अंचलों"},
       {"district", "districts", "ज़िला", "ज़िले", "ज़िलों"},
       {"seat", "seats", "सीट", "सीटें", "सीटों"},
       {"assembly segment", "assembly segments", "विधानसभा क्षेत्र", "विधानसभा क्षेत्र", "विधानसभा क्षेत्रों"},
       {"booth", "booths", "बूथ", "बूथ", "बूथों"}}};
  const Words& word = words.at(static_cast<std::size_t>(level));
  const std::string number = grouped(static_cast<std::int64_t>(count)) + " ";
  return {number + std::string(count == 1 ? word.one : word.many), number + std::string(of           ? word.hi_of
                                                                                        : count == 1 ? word.hi_one
                                                                                                     : word.hi_many)};
}

Result<json::object> list_answer(Figures& figures, const Question& question) {
  const bool by_booth = *question.each == AreaLevel::booth && needs_side(question.asked.measure);
  BOOTHWISE_TRY(
      list, by_booth ? booth_list(figures, question, question.asked) : place_list(figures, question, question.asked));
  order_rows(question, list);
  const std::size_t found = list.rows.size();
  std::size_t shown = std::min(found, rows_most);
  if (question.limit > 0) shown = std::min(shown, question.limit);
  json::array rows;
  bool synthetic = false;
  for (const Row& row : list.rows) synthetic |= row.figure.synthetic;
  for (std::size_t at = 0; at < shown; ++at) {
    const Figure& figure = list.rows[at].figure;
    rows.push_back({{"reference", to_string(figure.reference)},
                    {"area", to_json(figure.area)},
                    {"station", services::text_or_null(list.rows[at].station)},
                    {"value", figure.value},
                    {"text", to_json(figure.text)},
                    {"low", services::or_null(figure.low)},
                    {"high", services::or_null(figure.high)},
                    {"page", figure.page}});
  }
  Bilingual sentence = counted_places(*question.each, found);
  if (found == 0) {
    const Bilingual all = counted_places(*question.each, list.looked_at, true);
    sentence = {"None of " + all.en + ".", all.hi + " में एक भी नहीं।"};
  } else if (question.order != Order::none) {
    const Figure& first = list.rows.front().figure;
    sentence = {first.area.en + ": " + first.text.en + ".", first.area.hi + ": " + first.text.hi + "।"};
  } else {
    const Bilingual all = counted_places(*question.each, list.looked_at, true);
    const std::string number = grouped(static_cast<std::int64_t>(found));
    sentence = {number + " of " + all.en + ".", all.hi + " में " + number + "।"};
  }
  if (list.unknown > 0) {
    const std::string unknown = std::to_string(list.unknown);
    list.note.en += (list.note.en.empty() ? "" : " ") + ("Not known of " + unknown + " places.");
    list.note.hi += (list.note.hi.empty() ? "" : " ") + (unknown + " जगहों का ज्ञात नहीं।");
  }
  if (found > shown) {
    const std::string some = std::to_string(shown);
    list.note.en += (list.note.en.empty() ? "" : " ") + ("The first " + some + " are shown.");
    list.note.hi += (list.note.hi.empty() ? "" : " ") + ("पहले " + some + " दिखाए गए।");
  }
  json::object answer{{"form", question.count ? "count" : "list"},
                      {"sentence", to_json(sentence)},
                      {"count", found},
                      {"looked_at", list.looked_at},
                      {"rows", std::move(rows)},
                      {"note", list.note.en.empty() ? json::value(nullptr) : json::value(to_json(list.note))},
                      {"figures", json::array()},
                      {"told_by", nullptr},
                      {"synthetic", synthetic}};
  if (!list.rows.empty()) {
    const Figure& first = list.rows.front().figure;
    answer["told_by"] = told_by(first);
    answer["title"] = to_json(first.title);
  }
  return answer;
}

Result<json::object> value_answer(Figures& figures, const Question& question) {
  json::array made;
  std::optional<Error> absence;
  bool synthetic = false;
  Bilingual sentence;
  const std::vector<std::string> elections =
      question.elections.empty() ? std::vector{question.asked.election} : question.elections;
  const std::vector<std::string> sides = question.sides.empty() ? std::vector{question.asked.side} : question.sides;
  for (const Area& area : question.areas) {
    for (const std::string& election : elections) {
      for (const std::string& side : sides) {
        Reference reference = question.asked;
        reference.area = area;
        reference.election = election;
        reference.side = side;
        auto figure = figures.of(reference);
        if (!figure) {
          if (!is_absence(figure.error()) && figure.error().code != "boundaries_differ")
            return std::move(figure).error();
          absence = figure.error();
          continue;
        }
        synthetic |= figure->synthetic;
        const auto add = [](std::string& text, const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
        // Of a statistic who found it is said, too: a survey's and a census's are not one.
        const Bilingual& when = reference.measure == Measure::statistic ? figure->source : figure->date;
        add(sentence.en, figure->area.en + ", " + when.en + ": " + figure->title.en + " " + figure->text.en);
        add(sentence.hi, figure->area.hi + ", " + when.hi + ": " + figure->title.hi + " " + figure->text.hi);
        made.emplace_back(figure_json(*figure));
      }
    }
  }
  if (made.empty() && absence) return *absence;
  return json::object{{"form", "value"},
                      {"sentence", to_json({sentence.en + ".", sentence.hi + "।"})},
                      {"count", nullptr},
                      {"looked_at", nullptr},
                      {"rows", json::array()},
                      {"note", absence ? json::value(to_json(absence->message)) : json::value(nullptr)},
                      {"figures", std::move(made)},
                      {"told_by", nullptr},
                      {"synthetic", synthetic}};
}

Result<json::array> examples(Figures& figures) {
  json::array list;
  BOOTHWISE_CHECK(services::each_own_row(figures.desk().data_folder / "asking" / "examples.csv",
                                         [&](const std::vector<std::string>& cells) {
                                           list.push_back(to_json({cells[0], cells[1]}));
                                         }));
  return list;
}

}  // namespace

Result<json::object> answer_view(const Lexicon& lexicon, Figures& figures, std::string_view text,
                                 const QuestionDefaults& defaults, const OwnDesk* own) {
  const auto without = [&](const Error& error, const json::value& understood) -> Result<json::object> {
    BOOTHWISE_TRY(can_be_asked, examples(figures));
    json::array choices;
    for (const std::string& choice : error.choices) choices.emplace_back(choice);
    return json::object{{"question", text},
                        {"understood", understood},
                        {"why", to_json(error.message)},
                        {"words", services::text_or_null(error.where.value)},
                        {"choices", std::move(choices)},
                        {"examples", std::move(can_be_asked)},
                        {"answer", nullptr}};
  };
  const auto with = [&](const Bilingual& understood, const std::vector<std::string>& guesses, json::object answer) {
    return json::object{{"question", text},
                        {"understood", to_json(understood)},
                        {"guesses", json::value_from(guesses)},
                        {"why", nullptr},
                        {"words", nullptr},
                        {"choices", json::array()},
                        {"examples", json::array()},
                        {"answer", std::move(answer)}};
  };
  const auto unanswered = [](const Error& error) {
    return is_absence(error) || error.kind == ErrorKind::bad_input || error.kind == ErrorKind::forbidden ||
           error.code == "boundaries_differ" || error.code == "unit_unknown" || error.code == "locked_by_election";
  };
  BOOTHWISE_TRY(reading, reading_of_question(lexicon, text));
  if (own != nullptr) {
    auto found = own_answer(reading, figures, *own, defaults.side);
    if (!found) return unanswered(found.error()) ? without(found.error(), nullptr) : std::move(found).error();
    if (*found) return with((*found)->understood, {}, std::move((*found)->answer));
  }
  auto question = question_of(lexicon, reading, figures, defaults);
  if (!question) {
    if (question.error().code != "not_understood") return std::move(question).error();
    return without(question.error(), nullptr);
  }
  BOOTHWISE_TRY(again, said_again(figures, *question));
  auto answer = question->each ? list_answer(figures, *question) : value_answer(figures, *question);
  if (!answer) {
    if (unanswered(answer.error())) return without(answer.error(), to_json(again));
    return std::move(answer).error();
  }
  return with(again, question->guesses, std::move(answer).value());
}

Result<json::object> askable_view(Figures& figures) {
  json::array measures;
  for (const Measure measure : all_measures())
    measures.push_back({{"measure", name_of(measure)}, {"title", to_json(title_of(measure))}});
  BOOTHWISE_TRY(can_be_asked, examples(figures));
  return json::object{{"measures", std::move(measures)}, {"examples", std::move(can_be_asked)}};
}

}  // namespace boothwise::asking
