"""Discrete Gaussian noise by OpenDP, as name value lines. Usage: privacy.py NUMERATOR DENOMINATOR COUNT"""

import math
import sys
import time

import opendp.prelude as dp

numerator, denominator, count = (int(word) for word in sys.argv[1:])
dp.enable_features("contrib")
domain = dp.vector_domain(dp.atom_domain(T="i64"))
noise = dp.m.make_gaussian(domain, dp.l2_distance(T=float), math.sqrt(numerator / denominator))
zeros = [0] * count
begun = time.perf_counter()
drawn = noise(zeros)
took = time.perf_counter() - begun
print("samples_per_second", count / took)
print("variance", sum(value * value for value in drawn) / count)
