// Fits the multilevel regression of a file and prints what that took, as name value lines.
// Usage: estimation_kernel ROWS SEED ROUNDS FILE METHOD
// FILE gets the rows for the peers: y, x1, x2 and five groupings of 403, 80, 30, 6 and 5 levels. METHOD: joint or
// laplace.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/text.hpp"
#include "estimation/internal/normal_draws.hpp"
#include "estimation/mixed_model.hpp"

using namespace boothwise;
using namespace boothwise::estimation;

namespace {

constexpr std::array<std::uint32_t, 5> levels{403, 80, 30, 6, 5};
constexpr std::array<double, 5> deviations{0.4, 0.3, 0.25, 0.5, 0.3};

MixedData answers(std::size_t rows, RandomStream stream, std::ofstream& file) {
  NormalDraws normals(stream.of(1));
  RandomStream uniforms = stream.of(2);
  MixedData data;
  data.columns = 3;
  std::vector<std::vector<double>> effects;
  for (std::size_t k = 0; k < levels.size(); ++k) {
    data.groupings.push_back({"g" + std::to_string(k), {}, levels.at(k)});
    std::vector<double>& of = effects.emplace_back();
    for (std::uint32_t level = 0; level < levels.at(k); ++level) of.push_back(deviations.at(k) * normals.next());
  }
  file << "y,x1,x2,g0,g1,g2,g3,g4\n";
  file.precision(17);
  for (std::size_t row = 0; row < rows; ++row) {
    const double one = normals.next();
    const double two = uniforms.uniform() < 0.5 ? 1 : 0;
    double predictor = -0.3 + 0.4 * one - 0.2 * two;
    for (std::size_t k = 0; k < levels.size(); ++k) {
      const auto level = static_cast<std::uint32_t>(uniforms.next() % levels.at(k));
      data.groupings[k].level.push_back(level);
      predictor += effects[k][level];
    }
    data.response.push_back(uniforms.uniform() < 1 / (1 + std::exp(-predictor)) ? 1 : 0);
    data.fixed.insert(data.fixed.end(), {1, one, two});
    file << data.response.back() << ',' << one << ',' << two;
    for (const Grouping& grouping : data.groupings) file << ',' << grouping.level.back();
    file << '\n';
  }
  return data;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto rows = parse_number<std::size_t>(argv[1]);
  const auto seed = parse_number<std::uint64_t>(argv[2]);
  const auto rounds = parse_number<unsigned>(argv[3]);
  if (!rows || !seed || !rounds) return 2;
  std::ofstream file(argv[4]);
  const MixedData data = answers(*rows, RandomStream(*seed), file);
  file.close();
  const Method method = std::string(argv[5]) == "laplace" ? Method::laplace : Method::joint;
  for (unsigned round = 0; round < *rounds; ++round) {
    const auto begun = std::chrono::steady_clock::now();
    const auto fit = fit_mixed(data, method);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (!fit) return 1;
    std::printf("seconds %.6f\n", took.count());
    if (round > 0) continue;
    std::printf("deviance %.6f\n", fit->deviance);
    for (std::size_t k = 0; k < fit->sd.size(); ++k) std::printf("sd%zu %.8f\n", k, fit->sd[k]);
  }
  return 0;
}
