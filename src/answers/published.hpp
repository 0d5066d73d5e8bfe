#pragma once

#include "answers/desk.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// What was published: JSON for phones, plain text for messages, a page that crawlers read. Shapes:
/// docs/api.md#answers.
namespace boothwise::answers {

/// All that a version shows, with its numbers in place: docs/formats.md#answers. Errors: those of
/// papers::load_branding.
Result<boost::json::object> content_of(Desk& desk, const operations::Claim& claim, const Card& card);
/// "margin, Gorakhpur: 1,234 votes → 1,230 votes; …", in Hindi: what a history says of changed data.
std::string summary_of(const boost::json::array& changes);

boost::json::array versions_json(const std::vector<operations::AnswerVersion>& versions);

/// An answer as everybody sees it: the last version with its content, and when each version was there and why.
struct Answer {
  std::string id;
  std::vector<operations::AnswerVersion> versions;  ///< in order; one at least
  boost::json::object content;                      ///< of the last
  [[nodiscard]] const operations::AnswerVersion& last() const { return versions.back(); }
  [[nodiscard]] bool withdrawn() const { return versions.back().kind == "withdrawn"; }
};
/// Errors: `answer_unknown`; `operations_failed`.
Result<Answer> answer_of(operations::Store& store, const std::string& id);
boost::json::object answer_json(const Answer& answer);

constexpr std::int64_t answers_on_phone = 60;
/// The newest answers in full, so that a phone has them when there is no network: {answers, most}. Errors: those of
/// Access::permit.
Result<boost::json::object> answers_view(services::Caller& caller);

/// For a message: claim, verdict, text, figures with kind, source and date, the page's address. At most one screen.
std::string message_text(const Answer& answer, Language language, std::string_view page_address);
/// schema.org/ClaimReview of the answer.
boost::json::object claim_review(const Answer& answer, Language language, std::string_view base_address);
/// The public page, without scripts. `style_hash` of its Content-Security-Policy is page_policy().
std::string answer_page(const Answer& answer, Language language, std::string_view base_address);
std::string page_policy();

/// "/answers/ID".
std::string page_path(std::string_view id);

}  // namespace boothwise::answers
