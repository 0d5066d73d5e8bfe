"""The forecast's simulation in numpy, vectorised: the same world and error model as bench/forecast_kernel.cpp, one thread.
Usage: forecast.py ELECTIONS. Prints seconds (without imports and the factor), elections, mean seats of the first bloc."""

import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy  # noqa: E402

SEATS, BLOCS = 80, 4
REGION, NEAR, REACH_KM, DEGREES = 0.08, 0.2, 60.0, 6.0
LEVEL = numpy.array([0.42, 0.34, 0.16, 0.08])
SD = numpy.array([0.07, 0.07, 0.06, 0.05], dtype=numpy.float32)
BASE_SCALE = 0.2 / numpy.sqrt(2)
BATCH = 5_000


def factor():
    seat = numpy.arange(SEATS)
    east, north = 65.0 * (seat % 10), 50.0 * (seat // 10)
    region = (seat % 10) // 4 + 3 * (seat // 40)
    far = numpy.sqrt(3) * numpy.hypot(east[:, None] - east, north[:, None] - north) / REACH_KM
    correlation = REGION * (region[:, None] == region) + NEAR * (1 + far) * numpy.exp(-far)
    correlation += 1e-9 * numpy.eye(SEATS)
    # Given that the state's mean error is nought: how the state moves is drawn apart.
    with_state = correlation.mean(axis=1)
    correlation -= numpy.outer(with_state, with_state) / (with_state.mean() + (1 - REGION - NEAR) / SEATS)
    return numpy.linalg.cholesky(correlation).astype(numpy.float32)


def main():
    elections = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seat = numpy.arange(SEATS)
    expected = (LEVEL[:, None] + 0.08 * numpy.sin(seat * 4 + numpy.arange(BLOCS)[:, None])).astype(numpy.float32)
    lower = factor()
    size = numpy.sqrt(numpy.maximum(4 * LEVEL * (1 - LEVEL), 0.02))
    random = numpy.random.Generator(numpy.random.SFC64(1))
    own = numpy.float32(numpy.sqrt(1 - REGION - NEAR))
    wins = numpy.zeros((SEATS, BLOCS))
    counts = numpy.zeros((BLOCS, SEATS + 1))
    begun = time.perf_counter()
    for start in range(0, elections, BATCH):
        now = min(BATCH, elections - start)
        stretch = DEGREES_STATE / random.chisquare(DEGREES_STATE, size=(now, 1))
        state = BASE_SCALE * size * numpy.sqrt(stretch) * random.standard_normal((now, BLOCS))
        state -= state.mean(axis=1, keepdims=True)
        shared = random.standard_normal((now, BLOCS, SEATS), dtype=numpy.float32) @ lower.T
        local = numpy.sqrt((DEGREES - 2) / random.chisquare(DEGREES, size=(now, 1, SEATS))).astype(numpy.float32)
        shares = expected + state[:, :, None].astype(numpy.float32) + SD[:, None] * local * (
            shared + own * random.standard_normal((now, BLOCS, SEATS), dtype=numpy.float32))
        winner = shares.argmax(axis=1)
        for bloc in range(BLOCS):
            won = winner == bloc
            wins[:, bloc] += won.sum(axis=0)
            counts[bloc] += numpy.bincount(won.sum(axis=1), minlength=SEATS + 1)
    seconds = time.perf_counter() - begun
    print(f"seconds {seconds:.6f}\nelections {elections}\nseats {wins[:, 0].sum() / elections:.4f}\nall {counts[0, SEATS] / elections:.3e}")


DEGREES_STATE = 4.0

if __name__ == "__main__":
    main()
