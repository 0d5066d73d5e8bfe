#include "answers/pictures.hpp"
#include "answers/published.hpp"
#include "answers/register.hpp"
#include "answers/writing.hpp"

#include <boost/json.hpp>

#include "server/route_parts.hpp"

/// Claims and answers: docs/api.md#claims and #answers. What was published is read without signing in.
namespace boothwise::server {

namespace json = boost::json;
using answers::Desk;

namespace {

using View = Result<json::object>;
using ClaimChange = View (*)(Desk&, const std::string&, std::string_view);

template <typename Work>
auto at_desk(App& app, Work work, unsigned status = 200) {
  return with_snapshot(
      app,
      [work = std::move(work)](services::Caller& caller, const services::Snapshot& snapshot,
                               const Request& request) -> View {
        Desk desk(caller, snapshot);
        return work(desk, request);
      },
      status);
}

Parameter claim_in_path() { return text_in_path("claim", "its id"); }

Route claim_post(App& app, const char* what, const char* id, Right right, const char* summary, ClaimChange change) {
  return post_json("/api/v1/claims/{claim}/" + std::string(what), id, right, summary, {claim_in_path()}, 200,
                   at_desk(app, [change](Desk& desk, const Request& request) {
                     return change(desk, request.path_parameters.at("claim"), request.body);
                   }));
}

void add_claims(Router& router, App& app) {
  Parameter which = query("which", "a state, open, or due (open and over its time); all if left out");
  which.choices = {"new",       "triaged",      "answering", "in_review", "published",
                   "unsettled", "not_answered", "duplicate", "open",      "due"};
  router.add(get(
      "/api/v1/claims", "claims", Right::view_answers, "The register of claims, the newest first",
      {query("words", "that a claim or its card has, in either script"), which, query("owner", "me, or a user's id"),
       query("topic", "one topic's code"), query("place", "state, district:ID, seat:NUMBER or segment:NUMBER"),
       query("after", "the `next` of the page before")},
      at_desk(app, [](Desk& desk, const Request& request) {
        return answers::claims_view(
            desk, {request.query_value("words"), request.query_value("which"), request.query_value("owner"),
                   request.query_value("topic"), request.query_value("place"), request.query_value("after")});
      })));
  router.add(post_json(
      "/api/v1/claims", "note_claim", Right::note_claims, "Put a claim into the register", {}, 201,
      at_desk(
          app, [](Desk& desk, const Request& request) { return answers::note_claim(desk, request.body); }, 201)));
  router.add(get("/api/v1/claims/{claim}", "claim", Right::view_answers,
                 "One claim with its card, history, versions, and what says the same", {claim_in_path()},
                 at_desk(app, [](Desk& desk, const Request& request) {
                   return answers::claim_view(desk, request.path_parameters.at("claim"));
                 })));
  router.add(claim_post(app, "change", "change_claim", Right::note_claims, "Correct what was noted of a claim",
                        answers::change_claim));
  router.add(claim_post(app, "triage", "triage_claim", Right::write_answers, "Say whose it is, how urgent, until when",
                        answers::triage_claim));
  router.add(claim_post(app, "close", "close_claim", Right::write_answers,
                        "It cannot be settled, is not answered, or was said before", answers::close_claim));
  router.add(
      claim_post(app, "reopen", "reopen_claim", Right::write_answers, "Answer it after all", answers::reopen_claim));
}

void add_copies(Router& router, App& app) {
  Route copy = post("/api/v1/claims/{claim}/copy", "add_claim_copy", Right::note_claims,
                    "A copy of the source: a picture, a PDF or plain text, up to 5 MiB",
                    {claim_in_path(), query("name", "the file's name", true)}, 201,
                    at_desk(
                        app,
                        [](Desk& desk, const Request& request) {
                          auto view = answers::add_copy(desk, request.path_parameters.at("claim"),
                                                        request.query_value("name"), request.body_file);
                          std::error_code ignored;
                          std::filesystem::remove(request.body_file, ignored);
                          return view;
                        },
                        201));
  copy.takes_file = true;
  router.add(std::move(copy));
  router.add(answering(get("/api/v1/claims/{claim}/copy", "claim_copy", Right::view_answers,
                           "The copy of a claim's source", {claim_in_path()},
                           [&app](const Request& request) -> Response {
                             auto caller = app.caller(request);
                             if (!caller) return problem(caller.error());
                             const auto kept = answers::source_copy(*caller, request.path_parameters.at("claim"));
                             if (!kept) return problem(kept.error());
                             Response response;
                             response.type = kept->type == "text/plain" ? "text/plain; charset=utf-8" : kept->type;
                             response.body = kept->bytes;
                             // Never shown by the browser as a page of ours, whatever it holds.
                             response.headers.emplace_back("Content-Disposition", "attachment");
                             response.headers.emplace_back("Content-Security-Policy", "sandbox");
                             response.headers.emplace_back("Cache-Control", "private, no-store");
                             return response;
                           }),
                       {"image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain"}));
}

void add_cards(Router& router, App& app) {
  router.add(claim_post(app, "card", "save_answer_card", Right::write_answers, "Write a claim's answer card",
                        answers::save_card));
  router.add(claim_post(app, "card/check", "check_answer_card", Right::write_answers,
                        "What stops a card, and how it will read; nothing is kept", answers::check_draft));
  router.add(claim_post(app, "card/send", "send_answer_card", Right::write_answers, "Give a card to the second person",
                        answers::send_card));
  router.add(claim_post(app, "card/return", "return_answer_card", Right::review_answers,
                        "Give a card back to who wrote it", answers::return_card));
  router.add(claim_post(app, "card/publish", "publish_answer", Right::review_answers,
                        "Publish a card that another person wrote, or its correction", answers::publish_card));
  router.add(claim_post(app, "withdraw", "withdraw_answer", Right::review_answers,
                        "Withdraw a published answer; its page stays and says why", answers::withdraw_answer));
}

Language language_in(const Request& request) {
  return request.query_value("lang") == "en" ? Language::english : Language::hindi;
}

Parameter language_parameter() {
  Parameter language = query("lang", "hi or en; hi if left out");
  language.choices = {"hi", "en"};
  return language;
}

Result<answers::Answer> answer_asked(App& app, const Request& request) {
  BOOTHWISE_TRY(store, app.workspace().operations->store());
  return answers::answer_of(*store, request.path_parameters.at("claim"));
}

/// A drawn form of an answer, made once as long as it is asked for.
template <typename Draw>
auto drawn(App& app, const std::shared_ptr<answers::PictureShelf>& shelf, std::string type, Draw draw) {
  return [&app, shelf, type = std::move(type), draw = std::move(draw)](const Request& request) -> Response {
    const auto answer = answer_asked(app, request);
    if (!answer) return problem(answer.error());
    const std::string base = app.base_url(request);
    const std::string key = type + " " + answer->id + " " + std::to_string(answer->last().version) + " " +
                            request.query_value("lang") + " " + request.query_value("shape") + " " + base;
    std::shared_ptr<const std::string> bytes = shelf->find(key);
    if (bytes == nullptr) {
      auto made = draw(*answer, request, base);
      if (!made) return problem(made.error());
      bytes = std::make_shared<const std::string>(*std::move(made));
      shelf->keep(key, bytes);
    }
    Response response;
    response.type = type;
    response.body = *bytes;
    return response;
  };
}

void add_published(Router& router, App& app) {
  const auto shelf = std::make_shared<answers::PictureShelf>();
  const Parameter id = text_in_path("claim", "the claim's id");
  router.add(
      get("/api/v1/answers", "answers", Right::view_answers, "The newest published answers in full", {},
          for_caller(app, [](services::Caller& caller, const Request&) { return answers::answers_view(caller); })));
  router.add(get("/api/v1/answers/{claim}", "answer", Right::open_to_all, "One published answer", {id},
                 [&app](const Request& request) -> Response {
                   const auto answer = answer_asked(app, request);
                   return answer ? answer_with(answers::answer_json(*answer)) : problem(answer.error());
                 }));
  Parameter shape = query("shape", "square (1080 × 1080) or story (1080 × 1920); square if left out");
  shape.choices = {"square", "story"};
  router.add(answering(get("/api/v1/answers/{claim}/card.png", "answer_picture", Right::open_to_all,
                           "A published answer as a picture", {id, language_parameter(), shape},
                           drawn(app, shelf, "image/png",
                                 [](const answers::Answer& answer, const Request& request, const std::string& base) {
                                   const auto asked = answers::shape_named(request.query_value("shape"));
                                   return answers::card_picture(answer, language_in(request),
                                                                asked.value_or(answers::Shape::square), base);
                                 })),
                       {"image/png"}));
  router.add(answering(get("/api/v1/answers/{claim}/card.pdf", "answer_pdf", Right::open_to_all,
                           "A published answer on one A4 page", {id, language_parameter()},
                           drawn(app, shelf, "application/pdf",
                                 [](const answers::Answer& answer, const Request& request, const std::string& base) {
                                   return answers::card_pdf(answer, language_in(request), base);
                                 })),
                       {"application/pdf"}));
  router.add(answering(get("/api/v1/answers/{claim}/message.txt", "answer_message", Right::open_to_all,
                           "A published answer as a message", {id, language_parameter()},
                           [&app](const Request& request) -> Response {
                             const auto answer = answer_asked(app, request);
                             if (!answer) return problem(answer.error());
                             const std::string page = app.base_url(request) + answers::page_path(answer->id);
                             return answer_with_text(answers::message_text(*answer, language_in(request), page),
                                                     "text/plain");
                           }),
                       {"text/plain"}));
  router.add(answering(get("/answers/{claim}", "answer_page", Right::open_to_all,
                           "The public page of an answer, with its ClaimReview", {id, language_parameter()},
                           [&app](const Request& request) -> Response {
                             const auto answer = answer_asked(app, request);
                             if (!answer) return problem(answer.error());
                             Response response;
                             response.type = "text/html; charset=utf-8";
                             response.body = answers::answer_page(*answer, language_in(request), app.base_url(request));
                             response.headers.emplace_back("Content-Security-Policy", answers::page_policy());
                             return response;
                           }),
                       {"text/html"}));
}

}  // namespace

void add_answer_routes(Router& router, App& app) {
  add_claims(router, app);
  add_copies(router, app);
  add_cards(router, app);
  add_published(router, app);
}

}  // namespace boothwise::server
