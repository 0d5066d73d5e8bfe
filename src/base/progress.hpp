#pragma once

#include "base/bilingual.hpp"

namespace boothwise {

/// How long work tells where it stands and learns that it should stop. Implementations are thread-safe.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  /// `fraction` 0-1, never going back within one piece of work.
  virtual void report(double fraction, const Bilingual& what) = 0;
  /// True once the user has asked to stop. Checked at least every 100 ms of work.
  [[nodiscard]] virtual bool stop_requested() const = 0;
};

/// Tells nobody, never stops.
class NoProgress final : public Progress {
 public:
  void report(double /*fraction*/, const Bilingual& /*what*/) override {}
  [[nodiscard]] bool stop_requested() const override { return false; }
};

}  // namespace boothwise
