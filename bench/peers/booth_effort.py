"""Peers of effort over booths on one problem. Usage: booth_effort.py PEER FILE. Prints seconds (of building and solving, without reading the
file or importing) and the votes gained in whole thousandths.

PEER: numpy (every unit's gain in one array, sorted; each area in turn keeps its best), highs (scipy.optimize.linprog: a column a unit, a row an
area; the rows are nested, so the programme has whole solutions)."""

import sys
import time

import numpy


def read(path):
    with open(path) as file:
        half, areas, booths = file.readline().split()
        table = numpy.loadtxt(file, max_rows=int(areas), dtype=numpy.int64)
        return float(half), table, numpy.loadtxt(file, max_rows=int(booths))


def gains_of(half, booths):
    """A row a booth, a column a unit, in thousandths; 0 beyond the booth's cap."""
    most = int(booths[:, 2].max())
    reached = numpy.minimum(booths[:, :1] * (1 - numpy.exp2(-numpy.arange(most + 1) / half)), booths[:, 1:2])
    gains = numpy.rint(1000 * numpy.diff(reached, axis=1)).astype(numpy.int64)
    return numpy.where(numpy.arange(most) < booths[:, 2:3], gains, 0)


def with_numpy(half, areas, booths):
    begun = time.perf_counter()
    gains = gains_of(half, booths)
    unit_gain = gains.reshape(-1)
    area = numpy.repeat(booths[:, 3].astype(numpy.int64), gains.shape[1])
    kept = numpy.flatnonzero(unit_gain > 0)
    kept = kept[numpy.argsort(-unit_gain[kept], kind="stable")]
    area = area[kept]
    while True:  # from the smallest areas outward
        place = numpy.argsort(area, kind="stable")
        first = numpy.searchsorted(area[place], numpy.arange(len(areas)))
        rank = numpy.empty(len(kept), dtype=numpy.int64)
        rank[place] = numpy.arange(len(kept)) - first[area[place]]
        stays = rank < areas[area, 0]
        kept, area = kept[stays], area[stays]
        if (areas[area, 1] < 0).all():
            return time.perf_counter() - begun, int(unit_gain[kept].sum())
        area = numpy.where(areas[area, 1] >= 0, areas[area, 1], area)


def with_highs(half, areas, booths):
    from scipy.optimize import linprog
    from scipy.sparse import csr_array
    begun = time.perf_counter()
    gains = gains_of(half, booths)
    unit = numpy.arange(gains.size)
    rows, columns = [], []
    area = numpy.repeat(booths[:, 3].astype(numpy.int64), gains.shape[1])
    while len(unit):
        rows.append(area)
        columns.append(unit)
        within = areas[area, 1]
        unit, area = unit[within >= 0], within[within >= 0]
    row, column = numpy.concatenate(rows), numpy.concatenate(columns)
    matrix = csr_array((numpy.ones(len(row)), (row, column)), shape=(len(areas), gains.size))
    solved = linprog(-gains.reshape(-1), A_ub=matrix, b_ub=areas[:, 0], bounds=(0, 1), method="highs")
    return time.perf_counter() - begun, round(-solved.fun)


def main():
    problem = read(sys.argv[2])
    seconds, thousandths = {"numpy": with_numpy, "highs": with_highs}[sys.argv[1]](*problem)
    print(f"seconds {seconds:.6f}\nthousandths {thousandths}")


main()
