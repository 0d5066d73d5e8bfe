#include "privacy/areas.hpp"
#include "privacy/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise::privacy {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Inverse by Gauss and Jordan.
Matrix inverse(Matrix a) {
  const std::size_t n = a.size();
  for (std::size_t row = 0; row < n; ++row) {
    a[row].resize(2 * n, 0);
    a[row][n + row] = 1;
  }
  for (std::size_t at = 0; at < n; ++at) {
    std::size_t pivot = at;
    for (std::size_t row = at; row < n; ++row) {
      if (std::abs(a[row][at]) > std::abs(a[pivot][at])) pivot = row;
    }
    std::swap(a[at], a[pivot]);
    const double by = a[at][at];
    for (double& entry : a[at]) entry /= by;
    for (std::size_t row = 0; row < n; ++row) {
      const double times = a[row][at];
      for (std::size_t column = 0; row != at && column < 2 * n; ++column) a[row][column] -= times * a[at][column];
    }
  }
  for (auto& row : a) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n));
  return a;
}

struct Forest {
  std::vector<std::uint32_t> parent;
  std::vector<double> variance;
  std::vector<double> values;
};

Forest any_forest() {
  Forest forest;
  const auto nodes = *rc::gen::inRange<std::uint32_t>(1, 14);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const bool top = node == 0 || *rc::gen::inRange(0, 8) == 0;
    forest.parent.push_back(top ? no_area : *rc::gen::inRange<std::uint32_t>(0, node));
    forest.variance.push_back(*rc::gen::inRange(1, 300));
    forest.values.push_back(*rc::gen::inRange(-50, 500));
  }
  return forest;
}

TEST(TreeFit, IsWeightedLeastSquaresOverTheLeaves) {
  EXPECT_TRUE(rc::check("against the normal equations", [] {
    const Forest forest = any_forest();
    const std::size_t nodes = forest.parent.size();
    std::vector<std::size_t> leaves;
    for (std::uint32_t node = 0; node < nodes; ++node) {
      if (std::ranges::find(forest.parent, node) == forest.parent.end()) leaves.push_back(node);
    }
    Matrix holds(nodes, std::vector<double>(leaves.size(), 0));  // node by leaf
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
      for (auto node = static_cast<std::uint32_t>(leaves[leaf]); node != no_area; node = forest.parent[node])
        holds[node][leaf] = 1;
    }
    Matrix information(leaves.size(), std::vector<double>(leaves.size(), 0));
    std::vector<double> right(leaves.size(), 0);
    for (std::size_t node = 0; node < nodes; ++node) {
      for (std::size_t one = 0; one < leaves.size(); ++one) {
        right[one] += holds[node][one] * forest.values[node] / forest.variance[node];
        for (std::size_t other = 0; other < leaves.size(); ++other)
          information[one][other] += holds[node][one] * holds[node][other] / forest.variance[node];
      }
    }
    const Matrix covariance = inverse(information);
    const TreeFit tree(forest.parent, forest.variance);
    std::vector<double> fitted = forest.values;
    tree.fit(fitted);
    for (std::size_t node = 0; node < nodes; ++node) {
      double value = 0;
      double variance = 0;
      for (std::size_t one = 0; one < leaves.size(); ++one) {
        for (std::size_t other = 0; other < leaves.size(); ++other) {
          value += holds[node][one] * covariance[one][other] * right[other];
          variance += holds[node][one] * covariance[one][other] * holds[node][other];
        }
      }
      RC_ASSERT(std::abs(fitted[node] - value) < 1e-6);
      RC_ASSERT(std::abs(tree.variance()[node] - variance) < 1e-6 * variance);
      RC_ASSERT(tree.variance()[node] <= forest.variance[node] * (1 + 1e-12));
    }
  }));
}

TEST(TreeFit, PartsAddUpToTheWhole) {
  EXPECT_TRUE(rc::check("sums", [] {
    const Forest forest = any_forest();
    std::vector<double> fitted = forest.values;
    TreeFit(forest.parent, forest.variance).fit(fitted);
    std::vector<double> sums(fitted.size(), 0);
    std::vector<bool> whole(fitted.size(), false);
    for (std::size_t node = 0; node < fitted.size(); ++node) {
      if (forest.parent[node] == no_area) continue;
      sums[forest.parent[node]] += fitted[node];
      whole[forest.parent[node]] = true;
    }
    for (std::size_t node = 0; node < fitted.size(); ++node)
      RC_ASSERT(!whole[node] || std::abs(sums[node] - fitted[node]) < 1e-6);
  }));
}

}  // namespace
}  // namespace boothwise::privacy
