#include "services/problem_json.hpp"

#include <boost/json.hpp>

namespace boothwise::services {

namespace json = boost::json;

json::object problem_json(const Error& error) {
  json::object problem{
      {"title", error.code}, {"detail", error.line(Language::english)}, {"detail_hi", error.line(Language::hindi)}};
  if (!error.where.column.empty()) problem["field"] = error.where.column;
  if (!error.where.value.empty()) problem["value"] = error.where.value;
  if (error.where.line > 0) problem["line"] = error.where.line;
  if (!error.where.file.empty()) problem["file"] = error.where.file;
  if (!error.choices.empty()) problem["choices"] = json::value_from(error.choices);
  return problem;
}

}  // namespace boothwise::services
