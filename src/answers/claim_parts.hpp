#pragma once

#include "answers/desk.hpp"

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// What noting claims and showing them share.
namespace boothwise::answers {

/// What claims are about: data/answers/topics.csv.
struct Topic {
  std::string code;
  Bilingual name;
};
/// Errors: those of each_own_row.
Result<std::vector<Topic>> topics(const services::Caller& caller);

/// Name of a place such as "seat:64"; nothing where there is none.
std::optional<Bilingual> place_name(const services::Snapshot& snapshot, std::string_view area);

/// As people know her; empty for who is gone.
std::string user_name(services::Caller& caller, const std::string& user);

/// Users who hold `right` for the whole: [{user, name}]. Errors: `operations_failed`; those of reading data/.
Result<boost::json::array> holders_json(services::Caller& caller, Right right);

/// Whether somebody still has to do something about it.
bool is_open(std::string_view state);

/// Claims that share half of their words with this one, the most alike first, at most five. Errors:
/// `operations_failed`.
Result<boost::json::array> similar_json(Desk& desk, const operations::Claim& claim);

}  // namespace boothwise::answers
