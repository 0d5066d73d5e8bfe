#include "asking/answer.hpp"
#include "command.hpp"

#include <boost/json.hpp>
#include <iostream>
#include <type_traits>

/// Questions in words, and single numbers by their reference: docs/api.md#ask has the same views.
namespace boothwise::app {

namespace json = boost::json;

namespace {

struct AskArguments {
  std::string text;
  asking::QuestionDefaults defaults;
};

/// What a question or a reference is answered from.
template <typename View>
Result<json::object> with_figures(const Common& common, View view) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, desk->snapshot());
  services::Caller& caller = desk->caller();
  const std::filesystem::path folder = data_folder();
  asking::Figures figures({*snapshot, caller.workspace(), folder, caller.today()});
  if constexpr (std::is_invocable_v<View, asking::Figures&, services::Caller&>) {
    return view(figures, caller);
  } else {
    return view(figures);
  }
}

void print_told_by(const Common& common, const json::value& by) {
  if (by.is_null()) return;
  std::cout << say(common, "From: ", "स्रोत: ") << text_of(common, by.at("source")) << " · "
            << text_of(common, by.at("kind_name")) << '\n'
            << text_of(common, by.at("method")) << '\n';
}

int print_not_understood(const Common& common, const json::object& view) {
  std::cout << text_of(common, view.at("why"));
  if (!view.at("words").is_null()) std::cout << ": " << view.at("words").as_string().c_str();
  std::cout << '\n';
  for (const json::value& choice : view.at("choices").as_array())
    std::cout << "  " << choice.as_string().c_str() << '\n';
  std::cout << say(common, "What can be asked, for example:", "ऐसे पूछ सकते हैं:") << '\n';
  for (const json::value& example : view.at("examples").as_array())
    std::cout << "  " << text_of(common, example) << '\n';
  return 1;
}

Result<int> ask(const Common& common, const AskArguments& arguments) {
  BOOTHWISE_TRY(
      view, with_figures(common, [&](asking::Figures& figures, services::Caller& caller) -> Result<json::object> {
        BOOTHWISE_TRY(lexicon, asking::Lexicon::read(figures));
        services::ForecastShelf shelf;
        shelf.keep_in(caller.workspace().folder);
        const asking::OwnDesk own{caller, shelf, services::state_folder(data_folder(), caller.workspace().state)};
        return asking::answer_view(lexicon, figures, arguments.text, arguments.defaults, &own);
      }));
  const bool answered = !view.at("answer").is_null();
  if (common.format == Format::json) {
    print_json(view);
    return answered ? 0 : 1;
  }
  if (!view.at("understood").is_null())
    std::cout << say(common, "Understood: ", "समझा गया: ") << text_of(common, view.at("understood")) << '\n';
  if (!answered) return print_not_understood(common, view);
  const json::object& answer = view.at("answer").as_object();
  std::cout << text_of(common, answer.at("sentence")) << '\n';
  if (answer.at("synthetic").as_bool()) std::cout << say(common, "Synthetic data.", "काल्पनिक आँकड़े।") << '\n';
  if (!answer.at("note").is_null()) std::cout << text_of(common, answer.at("note")) << '\n';
  if (!answer.at("rows").as_array().empty()) {
    std::vector<std::vector<std::string>> rows;
    for (const json::value& row : answer.at("rows").as_array()) {
      const json::value& station = row.at("station");
      rows.push_back({text_of(common, row.at("area")), station.is_null() ? "" : std::string(station.as_string()),
                      text_of(common, row.at("text"))});
    }
    print_rows(common, {{"place", "जगह"}, {"station", "मतदान केंद्र"}, {"value", "मान", true}}, rows);
  }
  print_told_by(common, answer.at("told_by"));
  for (const json::value& figure : answer.at("figures").as_array()) print_told_by(common, figure);
  return 0;
}

Result<int> figure(const Common& common, const AskArguments& arguments) {
  BOOTHWISE_TRY(view, with_figures(common, [&](asking::Figures& figures) -> Result<json::object> {
                  BOOTHWISE_TRY(reference, asking::parse_reference(arguments.text));
                  BOOTHWISE_TRY(made, figures.of(reference));
                  return asking::figure_json(made);
                }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::cout << text_of(common, view.at("area")) << ", " << text_of(common, view.at("date")) << ": "
            << text_of(common, view.at("title")) << ' ' << text_of(common, view.at("text")) << '\n';
  print_told_by(common, view);
  return 0;
}

}  // namespace

void add_ask_commands(CLI::App& app, std::vector<Command>& commands) {
  auto arguments = std::make_shared<AskArguments>();
  CLI::App* question = app.add_subcommand("ask", "Ask in Hindi or English; answered from the fixed measures alone");
  question->add_option("QUESTION", arguments->text, "such as \"Who won Amethi in 2019?\"")->required();
  question->add_option("--election", arguments->defaults.election, "meant where the question names none");
  question->add_option("--side", arguments->defaults.side, "who \"we\" are: NDA, SP+INC …");
  commands.push_back({question, [arguments](const Common& common) { return ask(common, *arguments); }});

  CLI::App* number = app.add_subcommand("figure", "One number by its reference, with source, date and method");
  number->add_option("REFERENCE", arguments->text, "such as \"turnout?area=seat:64&election=LS-2019\"")->required();
  commands.push_back({number, [arguments](const Common& common) { return figure(common, *arguments); }});
}

}  // namespace boothwise::app
