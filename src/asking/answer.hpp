#pragma once

#include "asking/own_answer.hpp"
#include "asking/question.hpp"

#include <boost/json/object.hpp>
#include <string_view>

/// The box *Ask*: a question in Hindi or English, answered from the fixed measures alone. Shape: docs/api.md#ask.
namespace boothwise::asking {

/// What was not understood is an answer too: why, which words, and what can be asked. Errors: `question_empty`,
/// `question_too_long`, `warehouse_failed`, those of our tables. `own`: whose question it is; without, nothing is told
/// of the organisation's own work and forecasts.
Result<boost::json::object> answer_view(const Lexicon& lexicon, Figures& figures, std::string_view text,
                                        const QuestionDefaults& defaults, const OwnDesk* own = nullptr);

/// Measures, with what each is called, and questions that are understood. Errors: those of our tables.
Result<boost::json::object> askable_view(Figures& figures);

}  // namespace boothwise::asking
