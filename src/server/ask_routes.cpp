#include "asking/answer.hpp"
#include "asking/evidence.hpp"

#include <boost/json.hpp>
#include <memory>
#include <mutex>
#include <type_traits>

#include "server/route_parts.hpp"
#include "services/json_body.hpp"

/// Questions in words, single numbers by their reference, and what bears on a claim: docs/api.md#ask.
namespace boothwise::server {

namespace json = boost::json;

namespace {

/// The words of the present data. Thread-safe.
class LexiconShelf {
 public:
  Result<std::shared_ptr<const asking::Lexicon>> of(asking::Figures& figures) {
    const std::scoped_lock lock(mutex_);
    const std::shared_ptr<const warehouse::Manifest>& manifest = figures.desk().snapshot.manifest;
    if (lexicon_ == nullptr || manifest_ != manifest) {
      BOOTHWISE_TRY(read, asking::Lexicon::read(figures));
      lexicon_ = std::make_shared<const asking::Lexicon>(std::move(read));
      manifest_ = manifest;
    }
    return lexicon_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const warehouse::Manifest> manifest_;
  std::shared_ptr<const asking::Lexicon> lexicon_;
};

/// The figures as far as the asker may see them.
template <typename View>
auto with_figures(App& app, View view) {
  return with_snapshot(app,
                       [&app, view = std::move(view)](services::Caller& caller, const services::Snapshot& snapshot,
                                                      const Request& request) -> Result<json::object> {
                         asking::Figures figures({snapshot, app.workspace(), app.options().data_folder, caller.today(),
                                                  caller.access().may(Right::view_released_tables),
                                                  caller.access().may(Right::view_field_counts)});
                         if constexpr (std::is_invocable_v<View, asking::Figures&, services::Caller&, const Request&>) {
                           return view(figures, caller, request);
                         } else {
                           return view(figures, request);
                         }
                       });
}

}  // namespace

void add_ask_routes(Router& router, App& app) {
  const auto shelf = std::make_shared<LexiconShelf>();
  router.add(get("/api/v1/ask", "ask", Right::view_results,
                 "A question in Hindi or English, answered from the fixed measures alone",
                 {query("q", "the question, at most 300 characters", true),
                  query("election", "meant where the question names none; the latest if left out"),
                  query("side", "who \"we\" are; the largest side if left out")},
                 with_figures(app,
                              [shelf, &app](asking::Figures& figures, services::Caller& caller,
                                            const Request& request) -> Result<json::object> {
                                BOOTHWISE_TRY(lexicon, shelf->of(figures));
                                const asking::OwnDesk own{
                                    caller, app.forecast_shelf(),
                                    services::state_folder(app.options().data_folder, app.workspace().state)};
                                return asking::answer_view(
                                    *lexicon, figures, request.query_value("q"),
                                    {request.query_value("election"), request.query_value("side")}, &own);
                              })));
  router.add(
      get("/api/v1/askable", "askable", Right::view_results, "The measures, and questions that are understood", {},
          with_figures(app, [](asking::Figures& figures, const Request&) { return asking::askable_view(figures); })));
  router.add(get("/api/v1/figure", "figure", Right::view_results,
                 "One number by its reference, with source, date, method and interval",
                 {query("reference", "such as turnout?area=seat:64&election=LS-2019", true)},
                 with_figures(app, [](asking::Figures& figures, const Request& request) -> Result<json::object> {
                   BOOTHWISE_TRY(reference, asking::parse_reference(request.query_value("reference")));
                   BOOTHWISE_TRY(figure, figures.of(reference));
                   return asking::figure_json(figure);
                 })));
  router.add(post_json(
      "/api/v1/evidence", "evidence", Right::view_results, "What bears on a claim, against the wished answer first", {},
      200, with_figures(app, [shelf](asking::Figures& figures, const Request& request) -> Result<json::object> {
        BOOTHWISE_TRY(claim, asking::read_claim(request.body));
        BOOTHWISE_TRY(lexicon, shelf->of(figures));
        BOOTHWISE_TRY(list, asking::evidence_for(*lexicon, figures, claim));
        return asking::evidence_json(list);
      })));
}

}  // namespace boothwise::server
