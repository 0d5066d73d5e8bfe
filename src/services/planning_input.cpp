#include "services/planning_input.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>

#include "base/text.hpp"
#include "intake/record_reader.hpp"
#include "services/record_files.hpp"
#include "services/table_rows.hpp"

namespace boothwise::services {

namespace {

using planning::LeaderNo;
using planning::PairNo;
using planning::Point;
using planning::PostNo;

constexpr std::string_view distance_part = "distance_km";
constexpr std::string_view languages_part = "languages_missing";
constexpr std::string_view grades_part = "grades_below";
constexpr std::size_t pairs_most = 10'000'000;
constexpr std::size_t far_looks_most = 20'000'000;  // pairs of posts, over all leaders

Result<bool> has_column(const std::filesystem::path& path, std::string_view column) {
  BOOTHWISE_TRY(present, columns_of(path));
  return std::ranges::find(present, column) != present.end();
}

using Numbers = std::unordered_map<std::string, std::uint32_t>;

Result<std::string> new_id(const TableRow& row, Numbers& numbers) {
  std::string id(row.text(0));
  if (id.empty()) return row.error(0, "id_missing", {"expected an id", "पहचान (id) चाहिए"});
  if (!numbers.emplace(id, static_cast<std::uint32_t>(numbers.size())).second)
    return row.error(0, "id_repeated", {"a row before has this id", "यह पहचान पहले आ चुकी है"});
  return id;
}

Result<Point> point_of(const TableRow& row, std::size_t latitude, std::size_t longitude) {
  constexpr double latitude_most = 90;
  constexpr double longitude_most = 180;
  BOOTHWISE_TRY(north, row.number(latitude, -latitude_most, latitude_most, std::nullopt));
  BOOTHWISE_TRY(east, row.number(longitude, -longitude_most, longitude_most, std::nullopt));
  return Point{north, east};
}

constexpr double grade_most = 1000;
constexpr std::uint32_t load_most = 10'000;

class InputReader {
 public:
  InputReader(const AssignJob& job, Progress& progress) : job_(&job), progress_(&progress) {}

  Result<AssignInput> read() {
    BOOTHWISE_CHECK(read_leaders());
    BOOTHWISE_CHECK(read_posts());
    BOOTHWISE_CHECK(name_parts());
    if (!job_->costs.empty()) BOOTHWISE_CHECK(read_costs());
    BOOTHWISE_CHECK(make_pairs());
    if (!job_->fixed.empty()) BOOTHWISE_CHECK(read_fixed());
    if (!job_->conflicts.empty()) BOOTHWISE_CHECK(read_conflicts());
    if (!job_->groups.empty()) BOOTHWISE_CHECK(read_groups());
    BOOTHWISE_CHECK(forbid_far());
    return std::move(input_);
  }

 private:
  /// What the costs file says of a pair.
  struct Said {
    bool allowed = true;
    std::vector<std::pair<std::size_t, double>> amounts;  ///< by number of the part
  };

  Status read_leaders() {
    const std::vector<std::string> columns{"id", "latitude", "longitude", "name", "languages", "cap", "least", "grade"};
    return read_rows(job_->leaders, columns, 3, *progress_, [this](const TableRow& row) -> Status {
      BOOTHWISE_TRY(id, new_id(row, leader_numbers_));
      BOOTHWISE_TRY(home, point_of(row, 1, 2));
      BOOTHWISE_TRY(cap, row.count(5, load_most, job_->cap));
      BOOTHWISE_TRY(least, row.count(6, cap, 0));
      BOOTHWISE_TRY(grade, row.number(7, 0, grade_most, 0));
      input_.problem.leaders.push_back({least, cap});
      input_.leaders.push_back({std::move(id), std::string(row.text(3)), home, row.words(4), grade});
      return success();
    });
  }

  Status read_posts() {
    const std::vector<std::string> columns{"id",   "latitude",  "longitude", "name",
                                           "kind", "languages", "needs",     "grade"};
    return read_rows(job_->posts, columns, 3, *progress_, [this](const TableRow& row) -> Status {
      BOOTHWISE_TRY(id, new_id(row, post_numbers_));
      BOOTHWISE_TRY(place, point_of(row, 1, 2));
      BOOTHWISE_TRY(needs, row.count(6, load_most, 1));
      BOOTHWISE_TRY(grade, row.number(7, 0, grade_most, 0));
      input_.problem.posts.push_back({needs, needs});
      input_.posts.push_back(
          {std::move(id), std::string(row.text(3)), std::string(row.text(4)), place, row.words(5), grade});
      return success();
    });
  }

  Status name_parts() {
    constexpr double language_weight = 100;
    constexpr double grade_weight = 50;
    const auto add = [this](std::string_view name, double weight) {
      input_.parts.emplace_back(name);
      weights_.push_back(weight);
    };
    add(distance_part, 1);
    BOOTHWISE_TRY(languages, has_column(job_->posts, "languages"));
    if (languages) add(languages_part, language_weight);
    BOOTHWISE_TRY(grades, has_column(job_->posts, "grade"));
    if (grades) add(grades_part, grade_weight);
    if (!job_->costs.empty()) BOOTHWISE_CHECK(name_parts_of_costs());
    for (const auto& [name, weight] : job_->weights) {
      const auto found = std::ranges::find(input_.parts, name);
      if (found == input_.parts.end()) return weight_unknown(name);
      weights_[static_cast<std::size_t>(found - input_.parts.begin())] = weight;
    }
    return success();
  }

  [[nodiscard]] Error weight_unknown(const std::string& name) const {
    Error error{
        ErrorKind::bad_input, "weight_unknown", {"the cost has no part of this name", "लागत में इस नाम का कोई अंश नहीं है"}};
    error.where.value = shortened(name, 80);
    error.choices = input_.parts;
    return error;
  }

  Status name_parts_of_costs() {
    constexpr std::array<std::string_view, 8> taken{
        "leader", "post", "allowed", "cost", "second_choice", "second_choice_cost", "name", "kind"};
    BOOTHWISE_TRY(present, columns_of(job_->costs));
    for (const std::string& name : present) {
      if (name == "leader" || name == "post" || name == "allowed") continue;
      if (!intake::is_label(name) || std::ranges::find(taken, name) != taken.end()) {
        return Error{
            ErrorKind::bad_input,
            "part_name",
            {"a part of the cost is named by 1 to 40 letters, digits, - and _, and not as a column of the plan",
             "लागत के अंश का नाम 1 से 40 अक्षर, अंक, - और _ का हो, और योजना के स्तंभ जैसा नहीं"},
            {job_->costs.string(), 1, shortened(name, 80)}};
      }
      if (std::ranges::find(input_.parts, name) != input_.parts.end()) continue;
      input_.parts.push_back(name);
      weights_.push_back(1);
    }
    return success();
  }

  /// The leader or post of a cell.
  Result<std::uint32_t> known(const TableRow& row, std::size_t column, bool leader) const {
    const Numbers& numbers = leader ? leader_numbers_ : post_numbers_;
    const auto found = numbers.find(std::string(row.text(column)));
    if (found != numbers.end()) return found->second;
    if (leader) return row.error(column, "leader_unknown", {"no leader has this id", "इस पहचान का कोई नेता नहीं है"});
    return row.error(column, "post_unknown", {"no post has this id", "इस पहचान का कोई दायित्व-स्थान नहीं है"});
  }

  /// The pair of two cells, leader first; none where it is forbidden.
  Result<std::optional<PairNo>> pair_of(const TableRow& row, std::size_t column) const {
    BOOTHWISE_TRY(leader, known(row, column, true));
    BOOTHWISE_TRY(post, known(row, column + 1, false));
    return input_.problem.find(leader, post);
  }

  Status read_costs() {
    constexpr double amount_most = 1e6;
    std::vector<std::string> columns{"leader", "post", "allowed"};
    columns.insert(columns.end(), input_.parts.begin(), input_.parts.end());
    return read_rows(job_->costs, columns, 2, *progress_, [&](const TableRow& row) -> Status {
      BOOTHWISE_TRY(leader, known(row, 0, true));
      BOOTHWISE_TRY(post, known(row, 1, false));
      Said said;
      const std::string allowed = ascii_lower(row.text(2));
      if (allowed != "no" && allowed != "yes" && !allowed.empty()) {
        Error error = row.error(2, "allowed_malformed", {"expected one of two words", "दो में से एक शब्द चाहिए"});
        error.choices = {"yes", "no"};
        return error;
      }
      said.allowed = allowed != "no";
      for (std::size_t part = 0; part < input_.parts.size(); ++part) {
        if (row.text(3 + part).empty()) continue;
        BOOTHWISE_TRY(amount, row.number(3 + part, -amount_most, amount_most, std::nullopt));
        said.amounts.emplace_back(part, amount);
      }
      if (!said_.emplace(std::pair(post, leader), std::move(said)).second)
        return row.error(0, "pair_repeated",
                         {"a row before tells of this leader and post", "इस नेता और स्थान की पंक्ति पहले आ चुकी है"});
      return success();
    });
  }

  [[nodiscard]] std::vector<double> amounts_of(const AssignLeader& leader, const AssignPost& post) const {
    std::vector<double> amounts(input_.parts.size(), 0.0);
    amounts[0] = planning::great_circle_km(leader.home, post.place);
    for (std::size_t part = 1; part < input_.parts.size(); ++part) {
      if (input_.parts[part] == languages_part) {
        const auto lacks = [&](const std::string& language) {
          return std::ranges::find(leader.languages, language) == leader.languages.end();
        };
        amounts[part] = static_cast<double>(std::ranges::count_if(post.languages, lacks));
      } else if (input_.parts[part] == grades_part) {
        amounts[part] = std::max(0.0, post.grade - leader.grade);
      }
    }
    return amounts;
  }

  Status make_pairs() {
    if (input_.leaders.size() * input_.posts.size() > pairs_most)
      return too_large({"leaders times posts", "नेता गुणा स्थान"}, pairs_most);
    input_.problem.part_count = static_cast<std::uint32_t>(input_.parts.size());
    for (PostNo post = 0; post < input_.posts.size(); ++post) {
      for (LeaderNo leader = 0; leader < input_.leaders.size(); ++leader) {
        std::vector<double> amounts = amounts_of(input_.leaders[leader], input_.posts[post]);
        if (const auto said = said_.find({post, leader}); said != said_.end()) {
          if (!said->second.allowed) continue;
          for (const auto& [part, amount] : said->second.amounts) amounts[part] = amount;
        }
        if (!input_.problem.allow(leader, post, amounts, weights_)) {
          return Error{
              ErrorKind::bad_input,
              "cost_too_large",
              {"a cost beyond 10,00,000, with its weights: leader " + input_.leaders[leader].id + ", post " +
                   input_.posts[post].id,
               "भार सहित लागत 10,00,000 से अधिक: नेता " + input_.leaders[leader].id + ", स्थान " + input_.posts[post].id}};
        }
      }
    }
    return success();
  }

  Status read_fixed() {
    return read_rows(job_->fixed, {"leader", "post"}, 2, *progress_, [this](const TableRow& row) -> Status {
      BOOTHWISE_TRY(pair, pair_of(row, 0));
      if (!pair)
        return row.error(0, "fixed_forbidden",
                         {"this leader is not allowed at this post", "इस नेता को यह स्थान देने की मनाही है"});
      if (std::ranges::find(input_.problem.fixed, *pair) == input_.problem.fixed.end())
        input_.problem.fixed.push_back(*pair);
      return success();
    });
  }

  Status read_conflicts() {
    const std::vector<std::string> columns{"leader_1", "post_1", "leader_2", "post_2"};
    return read_rows(job_->conflicts, columns, 4, *progress_, [this](const TableRow& row) -> Status {
      BOOTHWISE_TRY(one, pair_of(row, 0));
      BOOTHWISE_TRY(other, pair_of(row, 2));
      if (row.text(0) == row.text(2) && row.text(1) == row.text(3))
        return row.error(2, "conflict_malformed",
                         {"expected another leader or another post", "दूसरा नेता या दूसरा स्थान चाहिए"});
      if (one && other) input_.problem.conflicts.push_back({*one, *other});
      return success();
    });
  }

  Status read_groups() {
    const std::vector<std::string> columns{"group", "most", "leader", "post"};
    Numbers numbers;
    return read_rows(job_->groups, columns, 4, *progress_, [&](const TableRow& row) -> Status {
      BOOTHWISE_TRY(most, row.count(1, load_most, std::nullopt));
      BOOTHWISE_TRY(pair, pair_of(row, 2));
      std::vector<planning::Group>& groups = input_.problem.groups;
      const auto [place, is_new] = numbers.emplace(row.text(0), static_cast<std::uint32_t>(groups.size()));
      if (is_new) {
        groups.push_back({{}, most});
        input_.groups.emplace_back(row.text(0));
      }
      planning::Group& group = groups[place->second];
      if (group.most != most)
        return row.error(1, "group_malformed",
                         {"a row before has another number for this group", "इस समूह की पहली पंक्ति में दूसरी संख्या है"});
      if (pair && std::ranges::find(group.of, *pair) == group.of.end()) group.of.push_back(*pair);
      return success();
    });
  }

  Status forbid_far() {
    input_.far_from = input_.problem.conflicts.size();
    if (!job_->km_most) return success();
    if (input_.leaders.size() * input_.posts.size() * input_.posts.size() / 2 > far_looks_most)
      return too_large({"with --max-km, leaders times pairs of posts", "--max-km के साथ, नेता गुणा स्थानों के जोड़े"},
                       far_looks_most);
    std::vector<Point> places;
    places.reserve(input_.posts.size());
    for (const AssignPost& post : input_.posts) places.push_back(post.place);
    planning::forbid_far_posts(input_.problem, places, *job_->km_most);
    return success();
  }

  static Error too_large(const Bilingual& what, std::size_t most) {
    const std::string number = grouped(static_cast<std::int64_t>(most));
    return Error{ErrorKind::too_large,
                 "plan_too_large",
                 {what.en + ": at most " + number + "; plan one district at a time",
                  what.hi + ": अधिकतम " + number + "; एक-एक ज़िले की योजना बनाएँ"}};
  }

  const AssignJob* job_;
  Progress* progress_;
  AssignInput input_;
  Numbers leader_numbers_;
  Numbers post_numbers_;
  std::vector<double> weights_;
  std::map<std::pair<PostNo, LeaderNo>, Said> said_;
};

}  // namespace

Result<AssignInput> read_assign_input(const AssignJob& job, Progress& progress) {
  return InputReader(job, progress).read();
}

}  // namespace boothwise::services
