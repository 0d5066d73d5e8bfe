#pragma once

#include <cstddef>
#include <functional>
#include <mutex>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::services {

/// The progress of work that is cut into equal pieces, several of them running at once. Thread-safe.
class PiecesProgress {
 public:
  /// `share`: how much of all that `whole` tells of this work is.
  PiecesProgress(Progress& whole, std::size_t pieces, double share = 1)
      : whole_(whole), unit_(share / static_cast<double>(pieces == 0 ? 1 : pieces)) {}

  /// One piece's; it counts as done when this ends.
  class Piece final : public Progress {
   public:
    explicit Piece(PiecesProgress& all) : all_(all) {}
    ~Piece() override { all_.advance(*this, 1, nullptr); }
    Piece(const Piece&) = delete;
    Piece& operator=(const Piece&) = delete;
    void report(double fraction, const Bilingual& what) override { all_.advance(*this, fraction, &what); }
    [[nodiscard]] bool stop_requested() const override { return all_.stop_requested(); }

   private:
    friend class PiecesProgress;
    PiecesProgress& all_;
    double told_ = 0;  // guarded by the lock of all
  };

  [[nodiscard]] bool stop_requested() const { return whole_.stop_requested(); }

 private:
  void advance(Piece& piece, double fraction, const Bilingual* what);

  Progress& whole_;
  double unit_;
  std::mutex lock_;
  double done_ = 0;  // pieces
};

/// Runs `work` for the pieces 0 to `pieces` - 1 on up to `threads` threads. After the first failure no further piece
/// begins; of several failures that of the lowest piece is returned. Errors: those of `work`; `stopped`.
Status each_piece(unsigned threads, std::size_t pieces, PiecesProgress& progress,
                  const std::function<Status(std::size_t piece, Progress& own)>& work);

}  // namespace boothwise::services
