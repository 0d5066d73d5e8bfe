#include "services/planning_reasons.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace boothwise::services {

namespace {

using planning::PairNo;
using planning::PostNo;
using planning::Rule;
using planning::RuleKind;

constexpr std::size_t shown_most = 12;

void append(Bilingual& text, const Bilingual& more, std::string_view between = "; ") {
  if (!text.en.empty()) text.en += between;
  if (!text.hi.empty()) text.hi += between;
  text.en += more.en;
  text.hi += more.hi;
}

class Reasons {
 public:
  Reasons(const AssignInput& input, const planning::AssignmentProblem& problem) : input_(&input), problem_(&problem) {}

  [[nodiscard]] Bilingual posts_without_leaders(const std::vector<PostNo>& posts) const {
    Bilingual text;
    for (std::size_t at = 0; at < std::min(posts.size(), shown_most); ++at) {
      const auto [begin, end] = problem_->pairs_of_post(posts[at]);
      const std::string allowed = std::to_string(end - begin);
      const std::string needed = std::to_string(problem_->posts[posts[at]].least);
      append(text, {"post " + post_id(posts[at]) + " needs " + needed + " and " + allowed + " may take it",
                    "स्थान " + post_id(posts[at]) + " को " + needed + " चाहिए, ले सकते हैं " + allowed});
    }
    append_rest(text, posts.size());
    return text;
  }

  [[nodiscard]] Bilingual rules(const std::vector<Rule>& rules) const {
    Bilingual text;
    for (std::size_t at = 0; at < std::min(rules.size(), shown_most); ++at) append(text, rule(rules[at]));
    append_rest(text, rules.size());
    return text;
  }

 private:
  static void append_rest(Bilingual& text, std::size_t all) {
    if (all <= shown_most) return;
    const std::string rest = std::to_string(all - shown_most);
    append(text, {"and " + rest + " more", "और " + rest});
  }

  [[nodiscard]] std::string post_id(PostNo post) const { return input_->posts[post].id; }
  [[nodiscard]] std::string leader_id(planning::LeaderNo leader) const { return input_->leaders[leader].id; }
  [[nodiscard]] std::string at(PairNo pair) const {
    return leader_id(problem_->pairs[pair].leader) + " → " + post_id(problem_->pairs[pair].post);
  }

  [[nodiscard]] Bilingual rule(const Rule& rule) const {
    switch (rule.kind) {
      case RuleKind::conflict:
        return conflict(rule.number);
      case RuleKind::group:
        return group(rule.number);
      case RuleKind::leader_least:
      case RuleKind::leader_most:
        return load(rule);
      case RuleKind::fixed:
        return {"fixed: " + at(problem_->fixed[rule.number]), "तय: " + at(problem_->fixed[rule.number])};
      case RuleKind::post_need:
        return need(rule.number);
    }
    return {};
  }

  [[nodiscard]] Bilingual conflict(std::uint32_t number) const {
    const auto& [one, other] = problem_->conflicts[number];
    Bilingual text{"not both " + at(one) + " and " + at(other), at(one) + " और " + at(other) + " दोनों नहीं"};
    if (number < input_->far_from) return text;
    const std::string km = one_decimal(planning::great_circle_km(input_->posts[problem_->pairs[one].post].place,
                                                                 input_->posts[problem_->pairs[other].post].place));
    append(text, {"(" + km + " km apart)", "(" + km + " किमी दूर)"}, " ");
    return text;
  }

  [[nodiscard]] Bilingual group(std::uint32_t number) const {
    const std::string most = std::to_string(problem_->groups[number].most);
    return {"group " + input_->groups[number] + " at most " + most,
            "समूह " + input_->groups[number] + " में अधिकतम " + most};
  }

  [[nodiscard]] Bilingual load(const Rule& rule) const {
    const planning::Load& load = problem_->leaders[rule.number];
    const std::string id = leader_id(rule.number);
    if (rule.kind == RuleKind::leader_least) {
      const std::string least = std::to_string(load.least);
      return {"leader " + id + " at least " + least, "नेता " + id + " के पास कम से कम " + least};
    }
    const std::string most = std::to_string(load.most);
    return {"leader " + id + " at most " + most, "नेता " + id + " के पास अधिकतम " + most};
  }

  [[nodiscard]] Bilingual need(PostNo post) const {
    constexpr std::size_t listed_most = 3;
    const std::string needed = std::to_string(problem_->posts[post].least);
    Bilingual text{"post " + post_id(post) + " needs " + needed, "स्थान " + post_id(post) + " को " + needed + " चाहिए"};
    const auto [begin, end] = problem_->pairs_of_post(post);
    if (end - begin > listed_most) return text;
    std::string list;
    for (PairNo pair = begin; pair < end; ++pair)
      list += (list.empty() ? "" : ", ") + leader_id(problem_->pairs[pair].leader);
    append(text, {"(only " + list + " may take it)", "(केवल " + list + " ले सकते हैं)"}, " ");
    return text;
  }

  const AssignInput* input_;
  const planning::AssignmentProblem* problem_;
};

}  // namespace

Error plan_impossible(const AssignInput& input, const planning::AssignmentProblem& problem,
                      const planning::Contradiction& why) {
  const Reasons reasons(input, problem);
  Bilingual text;
  if (!why.posts_without_leaders.empty()) {
    text = reasons.posts_without_leaders(why.posts_without_leaders);
  } else if (!why.rules.empty()) {
    text = why.is_irreducible
               ? Bilingual{"these rules cannot hold together: ", "ये नियम एक साथ नहीं चल सकते: "}
               : Bilingual{"among these rules some cannot hold together: ", "इन नियमों में कुछ एक साथ नहीं चल सकते: "};
    append(text, reasons.rules(why.rules), "");
  } else {
    const std::string need = grouped(static_cast<std::int64_t>(why.posts_need));
    const std::string most = grouped(static_cast<std::int64_t>(why.leaders_most));
    const std::string least = grouped(static_cast<std::int64_t>(why.leaders_least));
    text = why.leaders_most < why.posts_need
               ? Bilingual{"the posts need " + need + ", and all caps together allow " + most,
                           "स्थानों को " + need + " चाहिए, और सभी सीमाएँ मिलाकर " + most + " ही हैं"}
               : Bilingual{"the posts need " + need + ", and the leaders must have at least " + least,
                           "स्थानों को " + need + " चाहिए, और नेताओं को कम से कम " + least + " मिलने हैं"};
  }
  return Error{
      ErrorKind::conflict, "plan_impossible", {"no plan is possible: " + text.en, "कोई योजना संभव नहीं: " + text.hi}};
}

}  // namespace boothwise::services
