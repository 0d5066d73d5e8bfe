#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Grading by looking at what was done. A check asks the trainee's own practice workspace the question that its page
/// asks, so that the truth is what the page shows, and a new exercise needs no new code.
namespace boothwise::training {

/// What an exercise is graded by.
struct Check {
  enum class Kind : std::uint8_t {
    answer,    ///< what she writes is what the view says
    has,       ///< the view has a row like this
    withdrawn  ///< the record of the practice slip is gone
  };
  Kind kind = Kind::answer;
  std::string ask;   ///< address of the view: "/api/v1/seats/2?election=LS-2019&side=UPVAN"
  std::string list;  ///< JSON pointer to the rows; empty: the view itself is the only one
  std::vector<std::pair<std::string, boost::json::value>> where;  ///< pointer into a row, and what must stand there
  enum class Pick : std::uint8_t { first, smallest, largest, count };
  Pick pick = Pick::first;
  std::string by;                 ///< pointer to the number that `pick` goes by
  bool absolute = false;          ///< its size without sign
  std::vector<std::string> take;  ///< pointers into the row picked: each is a right answer
  double times = 1;               ///< numbers are shown so many times as large: 100 for per cent
  double within = 0;              ///< how far a number may be off
};

/// Asks a view of the practice workspace. Errors: those of the view.
using Ask = std::function<Result<boost::json::object>(const std::string& address)>;

struct Graded {
  bool passed = false;
  Bilingual message;
};

/// Grades an exercise. `answer`: what was written, for a check of that kind. Errors: those of `ask`; `check_broken`
/// where the view has not what the check says: the course is wrong, not the trainee.
Result<Graded> grade(const Check& check, const Ask& ask, std::string_view answer);

/// Whether a written answer is one of the right ones: numbers in any grouping and either digits, names in either
/// script.
bool is_right(const Check& check, const std::vector<boost::json::value>& right, std::string_view answer);

}  // namespace boothwise::training
