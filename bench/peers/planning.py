"""Peers of the planner on one problem. Usage: planning.py PEER FILE. Prints seconds (of building and solving, without reading
the file or importing), the cost in thousandths, and whether it was proven.

PEER: scipy (linear_sum_assignment, each leader twice for her cap of 2), cp_sat (OR-tools, one thread), cp_sat_2 (two), cbc_rows (CBC through
OR-tools, a row a conflict), highs (scipy.optimize.milp, a row a conflict)."""

import sys
import time

import numpy

CAP = 2
SECONDS_MAX = 120


def read(path):
    numbers = numpy.array(open(path).read().split(), dtype=numpy.int64)
    leaders, posts, conflicts = (int(number) for number in numbers[:3])
    costs = numbers[3:3 + leaders * posts].reshape(posts, leaders)
    return costs, numbers[3 + leaders * posts:].reshape(conflicts, 2)


def scipy_assignment(costs, conflicts):
    from scipy.optimize import linear_sum_assignment
    begun = time.perf_counter()
    doubled = numpy.tile(costs, (1, CAP))
    rows, columns = linear_sum_assignment(doubled)
    return time.perf_counter() - begun, int(doubled[rows, columns].sum()), True


def cp_sat(costs, conflicts, threads):
    from ortools.sat.python import cp_model
    begun = time.perf_counter()
    posts, leaders = costs.shape
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(posts * leaders)]
    for post in range(posts):
        model.add_exactly_one(chosen[post * leaders:(post + 1) * leaders])
    for leader in range(leaders):
        model.add(sum(chosen[leader::leaders]) <= CAP)
    for one, other in conflicts.tolist():
        model.add_at_most_one(chosen[one], chosen[other])
    model.minimize(cp_model.LinearExpr.weighted_sum(chosen, costs.reshape(-1).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.max_time_in_seconds = SECONDS_MAX
    status = solver.solve(model)
    return time.perf_counter() - begun, round(solver.objective_value), status == cp_model.OPTIMAL


def rows_of(costs, conflicts):
    """The programme's rows as a sparse matrix with bounds: needs, caps, a row a conflict."""
    from scipy.sparse import csr_array
    posts, leaders = costs.shape
    pair = numpy.arange(posts * leaders)
    row = numpy.concatenate([pair // leaders, posts + pair % leaders, posts + leaders + numpy.repeat(numpy.arange(len(conflicts)), 2)])
    column = numpy.concatenate([pair, pair, conflicts.reshape(-1)])
    matrix = csr_array((numpy.ones(len(row)), (row, column)))
    lower = numpy.concatenate([numpy.ones(posts), numpy.zeros(leaders + len(conflicts))])
    upper = numpy.concatenate([numpy.ones(posts), numpy.full(leaders, CAP), numpy.ones(len(conflicts))])
    return matrix, lower, upper


def highs(costs, conflicts):
    from scipy.optimize import LinearConstraint, milp
    begun = time.perf_counter()
    matrix, lower, upper = rows_of(costs, conflicts)
    solved = milp(costs.reshape(-1) / 1000, integrality=1, bounds=(0, 1), constraints=LinearConstraint(matrix, lower, upper),
                  options={"time_limit": SECONDS_MAX, "mip_rel_gap": 0})
    return time.perf_counter() - begun, round(solved.fun * 1000) if solved.x is not None else -1, solved.status == 0


def cbc_rows(costs, conflicts):
    from ortools.linear_solver import pywraplp
    begun = time.perf_counter()
    posts, leaders = costs.shape
    solver = pywraplp.Solver.CreateSolver("CBC")
    solver.SetTimeLimit(SECONDS_MAX * 1000)
    chosen = [solver.BoolVar("") for _ in range(posts * leaders)]
    for post in range(posts):
        solver.Add(solver.Sum(chosen[post * leaders:(post + 1) * leaders]) == 1)
    for leader in range(leaders):
        solver.Add(solver.Sum(chosen[leader::leaders]) <= CAP)
    for one, other in conflicts.tolist():
        row = solver.Constraint(0, 1)
        row.SetCoefficient(chosen[one], 1)
        row.SetCoefficient(chosen[other], 1)
    for variable, cost in zip(chosen, (costs.reshape(-1) / 1000).tolist()):
        solver.Objective().SetCoefficient(variable, cost)
    solver.Objective().SetMinimization()
    settings = pywraplp.MPSolverParameters()
    settings.SetDoubleParam(pywraplp.MPSolverParameters.RELATIVE_MIP_GAP, 0)
    status = solver.Solve(settings)
    return time.perf_counter() - begun, round(solver.Objective().Value() * 1000), status == pywraplp.Solver.OPTIMAL


PEERS = {"scipy": scipy_assignment, "cp_sat": lambda *problem: cp_sat(*problem, 1), "cp_sat_2": lambda *problem: cp_sat(*problem, 2),
         "highs": highs, "cbc_rows": cbc_rows}


def main():
    took, cost, proven = PEERS[sys.argv[1]](*read(sys.argv[2]))
    print(f"seconds {took:.6f}\ncost {cost}\nproven {int(proven)}")


main()
