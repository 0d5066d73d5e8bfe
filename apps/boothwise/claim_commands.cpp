#include "answers/pictures.hpp"
#include "answers/published.hpp"
#include "answers/register.hpp"
#include "answers/writing.hpp"
#include "command.hpp"

#include <boost/json.hpp>
#include <iostream>
#include <map>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

/// The register of claims and answers from the command line: docs/api.md#claims has the same views.
namespace boothwise::app {

namespace json = boost::json;

namespace {

struct ClaimArguments {
  std::string claim;
  answers::ClaimsAsked asked;
  std::map<std::string, std::string> fields;  ///< of the claim that is noted
  std::vector<std::string> areas;
  std::filesystem::path file;
  std::string reason;
  std::string as;
  std::string other;
  std::string base = "http://localhost:8080";
  std::string form = "square";
  std::filesystem::path out;
  bool ticked = false;
};

/// The owner, at a desk with the data as they are now.
template <typename Work>
Result<json::object> at_answers_desk(const Common& common, Work work) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, owner->snapshot());
  answers::Desk desk(owner->caller(), *snapshot);
  return work(desk);
}

std::string claim_cell(const json::value& value) { return value.is_null() ? "–" : std::string(value.as_string()); }

void print_claim(const Common& common, const json::object& claim) {
  std::cout << claim_cell(claim.at("claim")) << "  " << text_of(common, claim.at("state_name")) << "\n“"
            << claim_cell(claim.at("text")) << "”\n"
            << say(common, "said by", "किसने कहा") << ": " << claim_cell(claim.at("said_by"));
  if (!claim.at("said_on").is_null()) std::cout << ", " << claim_cell(claim.at("said_on"));
  std::cout << "\n";
  if (claim.at("late").as_bool()) std::cout << say(common, "over its time", "समय निकल गया") << "\n";
  if (const json::value* similar = claim.if_contains("similar"); similar != nullptr) {
    for (const json::value& one : similar->as_array()) {
      std::cout << say(common, "says nearly the same", "लगभग यही") << ": " << claim_cell(one.at("claim")) << " “"
                << shortened(claim_cell(one.at("text")), 120) << "”\n";
    }
  }
}

void print_card(const Common& common, const json::object& claim) {
  if (claim.at("card").is_null()) return;
  const json::object& card = claim.at("card").as_object();
  const char* language = common.language == Language::hindi ? "headline_hi" : "headline_en";
  std::cout << say(common, "card", "कार्ड") << ": " << claim_cell(card.at(language)) << " ("
            << claim_cell(card.at("verdict")) << ", " << say(common, "revision", "संशोधन") << " "
            << card.at("revision").as_int64() << ")\n";
  for (const json::value& figure : card.at("figures").as_array()) {
    const json::value& taken = figure.at("taken");
    std::cout << "  " << claim_cell(figure.at("reference")) << ": "
              << (taken.is_null() ? std::string(say(common, "broken", "टूटा हुआ")) : text_of(common, taken.at("text")))
              << "\n";
  }
  for (const json::value& change : card.at("changes").as_array()) {
    const auto said = [&](const char* side) {
      return change.at(side).is_null() ? std::string("–") : text_of(common, change.at(side).at("text"));
    };
    std::cout << say(common, "to be reviewed", "फिर देखना है") << ": " << text_of(common, change.at("title")) << ": "
              << said("from") << " → " << said("to") << "\n";
  }
}

Result<int> list_claims(const Common& common, const ClaimArguments& arguments) {
  BOOTHWISE_TRY(
      view, at_answers_desk(common, [&](answers::Desk& desk) { return answers::claims_view(desk, arguments.asked); }));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  constexpr std::size_t shown = 90;
  for (const json::value& one : view.at("claims").as_array()) {
    std::string state = text_of(common, one.at("state_name"));
    if (one.at("to_review").as_bool()) state += say(common, ", to be reviewed", ", फिर देखना है");
    rows.push_back({claim_cell(one.at("claim")), claim_cell(one.at("noted_at")).substr(0, 10), state,
                    claim_cell(one.at("due_at")).substr(0, 10), claim_cell(one.at("said_by")),
                    shortened(claim_cell(one.at("text")), shown)});
  }
  print_rows(common,
             {{"claim", "दावा"},
              {"noted", "दर्ज"},
              {"state", "स्थिति"},
              {"due", "कब तक"},
              {"said_by", "किसने कहा"},
              {"text", "शब्द"}},
             rows);
  return rows.empty() ? 1 : 0;
}

template <typename Work>
Result<int> of_claim(const Common& common, Work work) {
  BOOTHWISE_TRY(view, at_answers_desk(common, work));
  if (common.format == Format::json) {
    print_json(view);
  } else if (!common.quiet) {
    print_claim(common, view);
    if (view.contains("card")) print_card(common, view);
  }
  return 0;
}

Result<int> show_claim(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) { return answers::claim_view(desk, arguments.claim); });
}

Result<int> add_claim(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) -> Result<json::object> {
    json::object body;
    for (const auto& [name, value] : arguments.fields) body[name] = value;
    if (!arguments.areas.empty()) body["areas"] = json::value_from(arguments.areas);
    BOOTHWISE_TRY(noted, answers::note_claim(desk, json::serialize(body)));
    if (arguments.file.empty()) return noted;
    return answers::add_copy(desk, std::string(noted.at("claim").as_string()), arguments.file.filename().string(),
                             arguments.file);
  });
}

Result<int> end_claim(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) {
    return answers::close_claim(
        desk, arguments.claim,
        json::serialize(
            json::object{{"as", arguments.as}, {"reason", arguments.reason}, {"duplicate_of", arguments.other}}));
  });
}

Result<int> write_card(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) -> Result<json::object> {
    BOOTHWISE_TRY(text, read_file(arguments.file, 1U << 20U));
    return answers::save_card(desk, arguments.claim, text);
  });
}

/// The card's present revision with all items of the checklist, which whoever types --checked says.
Result<std::string> ticked_body(answers::Desk& desk, const ClaimArguments& arguments) {
  BOOTHWISE_TRY(view, answers::claim_view(desk, arguments.claim));
  json::object body{{"revision", view.at("card").is_null() ? json::value(1) : view.at("card").at("revision")}};
  json::array items;
  for (const answers::ChecklistItem& item : answers::checklist()) {
    if (arguments.ticked) items.emplace_back(item.code);
  }
  body["checklist"] = std::move(items);
  return json::serialize(body);
}

Result<int> send_card(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) -> Result<json::object> {
    BOOTHWISE_TRY(body, ticked_body(desk, arguments));
    return answers::send_card(desk, arguments.claim, body);
  });
}

Result<int> publish(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) -> Result<json::object> {
    BOOTHWISE_TRY(body, ticked_body(desk, arguments));
    json::object fields = json::parse(body).as_object();
    for (const auto& [name, value] : arguments.fields) fields[name] = value;
    return answers::publish_card(desk, arguments.claim, json::serialize(fields));
  });
}

Result<int> withdraw(const Common& common, const ClaimArguments& arguments) {
  return of_claim(common, [&](answers::Desk& desk) {
    json::object fields;
    for (const auto& [name, value] : arguments.fields) fields[name] = value;
    return answers::withdraw_answer(desk, arguments.claim, json::serialize(fields));
  });
}

Result<int> look_again(const Common& common, const ClaimArguments&) {
  constexpr std::int64_t all = 100'000;
  BOOTHWISE_TRY(view, at_answers_desk(common, [](answers::Desk& desk) -> Result<json::object> {
                  BOOTHWISE_TRY(changed, answers::look_again(desk, all));
                  return json::object{{"to_review", changed}};
                }));
  if (common.format == Format::json) {
    print_json(view);
  } else if (!common.quiet) {
    std::cout << say(common, "cards to be reviewed: ", "फिर देखने वाले कार्ड: ") << view.at("to_review").as_int64() << "\n";
  }
  return 0;
}

/// The bytes of a published answer in the form that was asked for.
Result<std::string> form_of(const Common& common, const answers::Answer& answer, const ClaimArguments& arguments) {
  if (arguments.form == "text") {
    return answers::message_text(answer, common.language, arguments.base + answers::page_path(answer.id));
  }
  if (arguments.form == "html") return answers::answer_page(answer, common.language, arguments.base);
  if (arguments.form == "pdf") return answers::card_pdf(answer, common.language, arguments.base);
  return answers::card_picture(answer, common.language, *answers::shape_named(arguments.form), arguments.base);
}

Result<int> export_answer(const Common& common, const ClaimArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(answer, answers::answer_of(owner->caller().store(), arguments.claim));
  BOOTHWISE_TRY(bytes, form_of(common, answer, arguments));
  if (arguments.out.empty()) {
    std::cout << bytes;
    return 0;
  }
  BOOTHWISE_CHECK(write_file_atomically(arguments.out, bytes));
  return 0;
}

void add_field(CLI::App* parser, const std::shared_ptr<ClaimArguments>& arguments, const char* option,
               const char* field, const char* description, bool required = false) {
  parser
      ->add_option_function<std::string>(
          option, [arguments, name = std::string(field)](const std::string& value) { arguments->fields[name] = value; },
          description)
      ->required(required);
}

}  // namespace

void add_claim_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* claims = app.add_subcommand("claims", "claims made in public, and sourced answers to them");
  claims->require_subcommand(1);
  const auto arguments = std::make_shared<ClaimArguments>();
  const auto command = [&](const char* name, const char* description, auto run) {
    CLI::App* parser = claims->add_subcommand(name, description);
    commands.push_back({parser, [run, arguments](const Common& common) { return run(common, *arguments); }});
    return parser;
  };
  const auto with_claim = [&](CLI::App* parser) {
    parser->add_option("claim", arguments->claim, "the claim's id")->required();
    return parser;
  };
  CLI::App* list = command("list", "the register, the newest first", list_claims);
  list->add_option("--words", arguments->asked.words, "that a claim or its card has, in either script");
  list->add_option("--which", arguments->asked.which,
                   "new, triaged, answering, in_review, published, unsettled, not_answered, duplicate, open, due");
  list->add_option("--topic", arguments->asked.topic, "one topic: data/answers/topics.csv");
  list->add_option("--place", arguments->asked.place, "state, district:ID, seat:NUMBER, segment:NUMBER");
  list->add_option("--after", arguments->asked.after, "the `next` of the page before");
  with_claim(command("show", "one of them with its card", show_claim));
  CLI::App* add = command("add", "put a claim into the register", add_claim);
  add_field(add, arguments, "--text", "text", "its words, as they were said", true);
  add_field(add, arguments, "--by", "said_by", "who said it", true);
  add_field(add, arguments, "--on", "said_on", "the day");
  add_field(add, arguments, "--where", "said_where", "the place or paper");
  add_field(add, arguments, "--link", "link", "its address");
  add_field(add, arguments, "--topic", "topic", "one topic: data/answers/topics.csv");
  add->add_option("--area", arguments->areas, "state, district:ID, seat:NUMBER, segment:NUMBER; may be repeated");
  add->add_option("--copy", arguments->file, "a picture, PDF or text of the source");
  CLI::App* close = with_claim(command("close", "say that it is not answered, and why", end_claim));
  close->add_option("--as", arguments->as, "unsettled, not_answered, duplicate")->required();
  close->add_option("--reason", arguments->reason, "why");
  close->add_option("--duplicate-of", arguments->other, "the claim that is answered in its place");
  CLI::App* card = with_claim(command("card", "write its card from a file", write_card));
  card->add_option("file", arguments->file, "JSON: docs/formats.md#answer-cards")->required();
  CLI::App* send = with_claim(command("send", "give the card to the second person", send_card));
  send->add_flag("--checked", arguments->ticked, "all items of the checklist hold");
  CLI::App* publishing = with_claim(command("publish", "publish a card that another person wrote", publish));
  publishing->add_flag("--checked", arguments->ticked, "all items of the checklist hold");
  add_field(publishing, arguments, "--note-hi", "note_hi", "of a correction: what was wrong, in Hindi");
  add_field(publishing, arguments, "--note-en", "note_en", "in English");
  CLI::App* withdrawal = with_claim(command("withdraw", "withdraw a published answer; its page stays", withdraw));
  add_field(withdrawal, arguments, "--note-hi", "note_hi", "why, in Hindi", true);
  add_field(withdrawal, arguments, "--note-en", "note_en", "in English", true);
  command("look-again", "hold cards against the present data", look_again);
  CLI::App* out = with_claim(command("export", "a published answer as a picture, page or text", export_answer));
  out->add_option("--as", arguments->form, "square, story, pdf, text, html")
      ->check(CLI::IsMember({"square", "story", "pdf", "text", "html"}));
  out->add_option("--out", arguments->out, "file; standard output if left out");
  out->add_option("--base-url", arguments->base, "of the server that shows its page");
}

}  // namespace boothwise::app
