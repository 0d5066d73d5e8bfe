#!/usr/bin/env python3
"""Places each seat on an equal hexagon so that neighbours stay neighbours: solve_hexagons.py BOUNDARIES_AC.geojson.

Cells: the hexagons of a regular grid whose centres lie inside the state, the grid scaled until there are as many as seats.
Start: linear assignment of seats to cells by squared distance. Then simulated annealing over swaps of two cells; the cost is
squared distance in cell widths, minus a reward for each pair of true neighbours on neighbouring cells. Seeded.
Writes data/up/hexagons_{pc,ac}.csv (odd-r offset layout) and neighbours_{pc,ac}.csv. Needs numpy and scipy.
"""
import csv
import json
import math
import pathlib
import random
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

TARGET = pathlib.Path(__file__).parents[2] / "data" / "up"
features = json.load(open(sys.argv[1], encoding="utf-8"))["features"]


def rings(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def project(point):
    return (point[0] * math.cos(math.radians(27)), point[1])


def area_centre(ring):
    area = x = y = 0.0
    points = [project(p) for p in ring]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        cross = x0 * y1 - x1 * y0
        area += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return abs(area) / 2, (x / (3 * area), y / (3 * area))


class Unit:
    def __init__(self):
        self.area = 0.0
        self.weighted = np.zeros(2)
        self.points = set()

    def add(self, geometry):
        for ring in rings(geometry):
            area, centre = area_centre(ring)
            self.area += area
            self.weighted += area * np.array(centre)
            self.points.update((round(p[0], 4), round(p[1], 4)) for p in ring)

    @property
    def centre(self):
        return self.weighted / self.area


def units(key):
    found = {}
    for feature in features:
        found.setdefault(int(feature["properties"][key]), Unit()).add(feature["geometry"])
    return found


def neighbours(found):
    numbers = sorted(found)
    return [(a, b) for i, a in enumerate(numbers) for b in numbers[i + 1:] if len(found[a].points & found[b].points) >= 2]


def inside(point, polygons):
    odd = False
    for ring in polygons:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
            if (y0 > point[1]) != (y1 > point[1]) and point[0] < (x1 - x0) * (point[1] - y0) / (y1 - y0) + x0:
                odd = not odd
    return odd


def grid(count, polygons):
    points = np.array([p for ring in polygons for p in ring])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    area = sum(area_centre(ring)[0] for feature in features for ring in rings(feature["geometry"]))
    best = None
    for shift in range(12):
        low, high = 0.5 * math.sqrt(area / count), 2 * math.sqrt(area / count)
        for _ in range(40):
            width = (low + high) / 2
            height = width * math.sqrt(3) / 2
            x0 = west + width * (shift % 4) / 4
            y0 = north - height * (shift // 4) / 3
            cells = []
            for row in range(-1, int((north - south) / height) + 3):
                for column in range(-1, int((east - west) / width) + 3):
                    centre = (x0 + (column + (0.5 if row % 2 else 0)) * width, y0 - row * height)
                    if inside(centre, polygons):
                        cells.append((column, row, centre))
            if len(cells) == count:
                return width, cells
            if len(cells) > count:
                low = width
                if best is None or len(cells) < len(best[1]):
                    best = (width, cells)
            else:
                high = width
    width, cells = best
    middle = np.mean([c[2] for c in cells], axis=0)
    cells.sort(key=lambda c: np.sum((np.array(c[2]) - middle) ** 2))
    return width, cells[:count]


def touching(column, row):
    shift = 1 if row % 2 else 0
    return [(column - 1, row), (column + 1, row), (column - 1 + shift, row - 1), (column + shift, row - 1),
            (column - 1 + shift, row + 1), (column + shift, row + 1)]


def solve(found, polygons, same_group, reward):
    numbers = sorted(found)
    width, cells = grid(len(numbers), polygons)
    centres = np.array([found[n].centre for n in numbers])
    places = np.array([c[2] for c in cells])
    distance = ((centres[:, None, :] - places[None, :, :]) ** 2).sum(axis=2) / width ** 2
    _, assigned = linear_sum_assignment(distance)
    index = {(c[0], c[1]): i for i, c in enumerate(cells)}
    near = [{index[t] for t in touching(c[0], c[1]) if t in index} for c in cells]
    friends = [dict() for _ in numbers]
    position = {n: i for i, n in enumerate(numbers)}
    for a, b in neighbours(found):
        weight = reward * (2.0 if same_group(a, b) else 1.0)
        friends[position[a]][position[b]] = weight
        friends[position[b]][position[a]] = weight
    place = list(assigned)
    holder = {cell: unit for unit, cell in enumerate(place)}

    def cost(unit, cell, other):
        kept = sum(w for friend, w in friends[unit].items() if friend != other and place[friend] in near[cell])
        return distance[unit][cell] - kept

    random.seed(7)
    steps = 400 * len(numbers) * 10
    for step in range(steps):
        heat = 1.5 * (1 - step / steps) ** 2 + 1e-3
        a = random.randrange(len(numbers))
        # Mostly cells close by: a swap across the state is never taken.
        cell = random.choice(list(near[random.choice(list(near[place[a]]) or [place[a]])]) or [place[a]])
        b = holder[cell]
        if a == b:
            continue
        before = cost(a, place[a], b) + cost(b, place[b], a)
        after = cost(a, place[b], b) + cost(b, place[a], a)
        if after < before or random.random() < math.exp((before - after) / heat):
            place[a], place[b] = place[b], place[a]
            holder[place[a]], holder[place[b]] = a, b
    pairs = neighbours(found)
    kept = sum(place[position[b]] in near[place[position[a]]] for a, b in pairs)
    print(f"{len(numbers)} cells, {kept} of {len(pairs)} neighbour pairs kept ({100 * kept / len(pairs):.0f} %)")
    rows = [(n, cells[place[i]][0], cells[place[i]][1]) for i, n in enumerate(numbers)]
    west, north = min(r[1] for r in rows), min(r[2] for r in rows)
    north -= north % 2  # an even shift of rows keeps the offset of odd rows
    return [(n, c - west, r - north) for n, c, r in rows], pairs


def write(name, header, rows):
    with open(TARGET / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    polygons = [[project(p) for p in ring] for feature in features for ring in rings(feature["geometry"])]
    seat_of = {int(f["properties"]["ac_no"]): int(f["properties"]["pc_no"]) for f in features}
    rows, pairs = solve(units("pc_no"), polygons, lambda a, b: False, 1.2)
    write("hexagons_pc.csv", ["pc_no", "column", "row"], rows)
    write("neighbours_pc.csv", ["pc_no", "neighbour"], pairs)
    rows, pairs = solve(units("ac_no"), polygons, lambda a, b: seat_of[a] == seat_of[b], 1.2)
    write("hexagons_ac.csv", ["ac_no", "column", "row"], rows)
    write("neighbours_ac.csv", ["ac_no", "neighbour"], pairs)


main()
