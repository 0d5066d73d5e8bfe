#include "check.hpp"

#include <numeric>

#include "base/text.hpp"
#include "services/forecast_scenario.hpp"

using namespace boothwise;

/// The text as a scenario: what is taken adds up and names each party once; what is not says where and why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto scenario = services::read_forecast_scenario(fuzzing::text_of(data, size), "f");
  if (!scenario) {
    fuzzing::must(is_utf8(scenario.error().where.value) && !scenario.error().message.hi.empty());
    return 0;
  }
  double total = 0;
  for (const auto& bloc : scenario->blocs) {
    fuzzing::must(!bloc.name.empty() && !bloc.parties.empty());
    total += bloc.share.value_or(0);
  }
  fuzzing::must(!scenario->blocs.empty() && total <= 1.000001);
  for (const auto& poll : scenario->polls)
    fuzzing::must(poll.shares.size() == scenario->blocs.size() + 1 && poll.people >= 1);
  return 0;
}
