#include "services/pieces.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "base/parallel.hpp"
#include "base/stopped.hpp"

namespace boothwise::services {

void PiecesProgress::advance(Piece& piece, double fraction, const Bilingual* what) {
  const std::scoped_lock lock(lock_);
  if (fraction > piece.told_) {
    done_ += fraction - piece.told_;
    piece.told_ = fraction;
  }
  if (what != nullptr) whole_.report(std::min(1.0, done_ * unit_), *what);
}

Status each_piece(unsigned threads, std::size_t pieces, PiecesProgress& progress,
                  const std::function<Status(std::size_t piece, Progress& own)>& work) {
  std::mutex lock;
  std::atomic<bool> ended = false;
  std::optional<std::pair<std::size_t, Error>> failure;
  parallel_for(threads, pieces, [&](std::size_t piece, unsigned /*thread*/) {
    if (ended) return;
    PiecesProgress::Piece own(progress);
    Status status = own.stop_requested() ? Status(stopped_as_asked()) : work(piece, own);
    if (status) return;
    ended = true;
    const std::scoped_lock telling(lock);
    if (!failure || piece < failure->first) failure.emplace(piece, std::move(status).error());
  });
  if (failure) return std::move(failure->second);
  return success();
}

}  // namespace boothwise::services
