#include "services/planning.hpp"

#include "planning/contradiction.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <utility>

#include "base/stopped.hpp"
#include "base/text.hpp"
#include "services/planning_reasons.hpp"
#include "services/table_file.hpp"

namespace boothwise::services {

namespace json = boost::json;
using planning::Alternative;
using planning::Cost;
using planning::Ending;
using planning::PairNo;
using planning::PostNo;

namespace {

double in_units(Cost cost) { return static_cast<double>(cost) / static_cast<double>(planning::cost_unit); }

Error not_found(double seconds_max) {
  const std::string seconds = one_decimal(seconds_max);
  return Error{ErrorKind::not_found,
               "plan_not_found",
               {"no plan was found in " + seconds + " s; give more time (--seconds) or fewer rules",
                seconds + " सेकंड में कोई योजना नहीं मिली; और समय दें (--seconds) या नियम घटाएँ"}};
}

}  // namespace

Assignment::Assignment(AssignInput input, double seconds_max)
    : input_(std::move(input)), planner_(std::exchange(input_.problem, {})), seconds_max_(seconds_max) {}

Result<Assignment> Assignment::make(const AssignJob& job, Progress& progress) {
  progress.report(0, {"reading", "पढ़ा जा रहा है"});
  BOOTHWISE_TRY(input, read_assign_input(job, progress));
  return make(std::move(input), job.seconds_max, progress);
}

Result<Assignment> Assignment::make(AssignInput input, double seconds_max, Progress& progress) {
  Assignment assignment(std::move(input), seconds_max);
  progress.report(0.1, {"planning", "योजना बन रही है"});
  planning::Search search = assignment.planner_.plan(seconds_max, progress);
  if (progress.stop_requested()) return stopped_unwritten();
  const planning::AssignmentProblem& problem = assignment.planner_.problem();
  if (search.ending == Ending::impossible) {
    progress.report(0.2, {"finding out why there is no plan", "योजना क्यों नहीं बनती, देखा जा रहा है"});
    const planning::Contradiction why = planning::why_impossible(problem, seconds_max, progress);
    if (progress.stop_requested()) return stopped_unwritten();
    return plan_impossible(assignment.input_, problem, why);
  }
  if (search.ending == Ending::undecided) return not_found(seconds_max);
  assignment.plan_ = std::move(search.plan);
  return assignment;
}

Status Assignment::find_second_choices(Progress& progress) {
  const std::size_t posts = input_.posts.size();
  second_choices_.assign(posts, std::nullopt);
  for (PostNo post = 0; post < posts; ++post) {
    progress.report(0.2 + 0.8 * static_cast<double>(post) / static_cast<double>(posts),
                    {"second choices", "दूसरे विकल्प"});
    std::vector<Alternative> list = planner_.alternatives(post, 1, seconds_max_, progress);
    if (progress.stop_requested()) return stopped_unwritten();
    if (!list.empty() && list.front().proven) second_choices_[post] = std::move(list.front());
  }
  return success();
}

std::vector<PairNo> Assignment::chosen_at(PostNo post) const {
  const auto [begin, end] = planner_.problem().pairs_of_post(post);
  const auto first = std::ranges::lower_bound(plan_.chosen, begin);
  return {first, std::lower_bound(first, plan_.chosen.end(), end)};
}

json::object Assignment::leader_json(PairNo pair) const {
  const planning::AssignmentProblem& problem = planner_.problem();
  const AssignLeader& leader = input_.leaders[problem.pairs[pair].leader];
  json::object parts;
  for (std::size_t part = 0; part < input_.parts.size(); ++part)
    parts[input_.parts[part]] = in_units(problem.parts_of(pair)[part]);
  return {{"leader", leader.id},
          {"name", leader.name},
          {"cost", in_units(problem.pairs[pair].cost)},
          {"parts", std::move(parts)}};
}

json::object Assignment::view() const {
  const planning::AssignmentProblem& problem = planner_.problem();
  json::array posts;
  for (PostNo post = 0; post < input_.posts.size(); ++post) {
    json::array leaders;
    for (const PairNo pair : chosen_at(post)) leaders.push_back(leader_json(pair));
    json::object one{{"post", input_.posts[post].id},
                     {"name", input_.posts[post].name},
                     {"kind", input_.posts[post].kind},
                     {"leaders", std::move(leaders)}};
    if (!second_choices_.empty()) {
      json::value& second = one["second_choice"];
      if (const auto& other = second_choices_[post]) {
        second = leader_json(other->comes);
        second.as_object()["plan_costs_more"] = in_units(other->extra);
      }
    }
    posts.push_back(std::move(one));
  }
  return {{"cost", in_units(plan_.cost)},
          {"proven", plan_.proven},
          {"gap", in_units(plan_.cost - plan_.bound)},
          {"leaders", input_.leaders.size()},
          {"conflicts", problem.conflicts.size()},
          {"groups", problem.groups.size()},
          {"fixed", problem.fixed.size()},
          {"posts", std::move(posts)}};
}

json::object Assignment::changes_json(const std::vector<PairNo>& other) const {
  const planning::AssignmentProblem& problem = planner_.problem();
  const auto list = [&](const std::vector<PairNo>& pairs) {
    json::array changes;
    for (const PairNo pair : pairs) {
      const planning::Pair& one = problem.pairs[pair];
      changes.push_back({{"leader", input_.leaders[one.leader].id},
                         {"name", input_.leaders[one.leader].name},
                         {"post", input_.posts[one.post].id}});
    }
    return changes;
  };
  std::vector<PairNo> goes;
  std::vector<PairNo> comes;
  std::ranges::set_difference(plan_.chosen, other, std::back_inserter(goes));
  std::ranges::set_difference(other, plan_.chosen, std::back_inserter(comes));
  return {{"gives_up", list(goes)}, {"takes", list(comes)}};
}

Result<json::object> Assignment::explain(std::string_view post_id, Progress& progress) {
  constexpr std::size_t alternatives_shown = 5;
  const auto found = std::ranges::find(input_.posts, post_id, &AssignPost::id);
  if (found == input_.posts.end()) {
    return Error{ErrorKind::bad_input,
                 "post_unknown",
                 {"no post has this id", "इस पहचान का कोई दायित्व-स्थान नहीं है"},
                 {{}, 0, {}, shortened(post_id, 80)}};
  }
  const auto post = static_cast<PostNo>(found - input_.posts.begin());
  json::array leaders;
  for (const PairNo pair : chosen_at(post)) leaders.push_back(leader_json(pair));
  json::array others;
  for (const Alternative& other : planner_.alternatives(post, alternatives_shown, seconds_max_, progress)) {
    json::object one = leader_json(other.comes);
    one["plan_costs_more"] = in_units(other.extra);
    one["proven"] = other.proven;
    one["changes"] = changes_json(other.chosen);
    others.push_back(std::move(one));
  }
  if (progress.stop_requested()) return stopped_unwritten();
  return json::object{{"post", found->id},
                      {"name", found->name},
                      {"kind", found->kind},
                      {"leaders", std::move(leaders)},
                      {"instead", std::move(others)}};
}

Status Assignment::write(const std::filesystem::path& path) const {
  using warehouse::ColumnType;
  std::vector<warehouse::Column> columns{
      {"post", ColumnType::text}, {"leader", ColumnType::text}, {"cost", ColumnType::decimal}};
  for (const std::string& part : input_.parts) columns.push_back({part, ColumnType::decimal});
  columns.push_back({"second_choice", ColumnType::text});
  columns.push_back({"second_choice_cost", ColumnType::decimal});
  BOOTHWISE_TRY(file, TableFile::create(path, columns));
  const planning::AssignmentProblem& problem = planner_.problem();
  for (const PairNo pair : plan_.chosen) {
    const planning::Pair& one = problem.pairs[pair];
    file.add(input_.posts[one.post].id);
    file.add(input_.leaders[one.leader].id);
    file.add(in_units(one.cost));
    for (const Cost part : problem.parts_of(pair)) file.add(in_units(part));
    if (second_choices_.empty() || !second_choices_[one.post]) {
      file.add_missing();
      file.add_missing();
    } else {
      file.add(input_.leaders[problem.pairs[second_choices_[one.post]->comes].leader].id);
      file.add(in_units(second_choices_[one.post]->extra));
    }
    BOOTHWISE_CHECK(file.end_row());
  }
  return file.commit();
}

}  // namespace boothwise::services
