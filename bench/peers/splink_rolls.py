#!/usr/bin/env python3
"""Splink on DuckDB links two revisions of a roll. Usage: splink_rolls.py LEFT RIGHT OUT [--years 3] [--epic]

LEFT and RIGHT are CSV files with rec_id, name, rel_type, rel_name, house_no, part_no, age, gender (and epic). Writes
left_id, right_id, match_weight, match_probability of the pairs at 0.5 or more; prints seconds and processor seconds.
Needs the PyPI packages splink 4 and duckdb.
"""

import argparse
import resource
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def settings(with_epic):
    comparisons = [
        cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("rel_name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("house_no", [1]),
        cl.ExactMatch("part_no"),
        cl.CustomComparison(
            output_column_name="age",
            comparison_levels=[
                {"sql_condition": "age_l IS NULL OR age_r IS NULL", "label_for_charts": "missing", "is_null_level": True},
                {"sql_condition": "age_l = age_r", "label_for_charts": "same"},
                {"sql_condition": "abs(age_l - age_r) <= 1", "label_for_charts": "one off"},
                {"sql_condition": "abs(age_l - age_r) <= 2", "label_for_charts": "two off"},
                {"sql_condition": "abs(age_l - age_r) <= 5", "label_for_charts": "up to five off"},
                {"sql_condition": "ELSE", "label_for_charts": "other"},
            ],
        ),
        cl.ExactMatch("gender"),
    ]
    rules = [
        block_on("name", "part_no"),
        block_on("rel_name", "part_no", "gender"),
        block_on("house_no", "part_no"),
        block_on("name", "rel_name"),
        block_on("substr(name, 1, 4)", "substr(rel_name, 1, 4)", "age"),
    ]
    if with_epic:
        comparisons.append(cl.LevenshteinAtThresholds("epic", [1, 2]))
        rules.insert(0, block_on("epic"))
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("out")
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--epic", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    connection = duckdb.connect()
    epic = ", nullif(epic, '') AS epic" if options.epic else ""
    for table, path, years in (("a", options.left, options.years), ("b", options.right, 0)):
        connection.execute(
            f"CREATE TABLE {table} AS SELECT rec_id, nullif(name, '') AS name, nullif(rel_name, '') AS rel_name, "
            f"nullif(house_no, '') AS house_no, part_no, CAST(age AS INTEGER) + {years} AS age, gender{epic} "
            f"FROM read_csv('{path}', all_varchar = true, header = true)")
    linker = Linker([connection.table("a"), connection.table("b")], settings(options.epic), DuckDBAPI(connection))
    linker.training.estimate_probability_two_random_records_match([block_on("name", "rel_name", "part_no")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "part_no"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("rel_name", "house_no"))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    connection.execute(
        f"COPY (SELECT rec_id_l AS left_id, rec_id_r AS right_id, match_weight, match_probability "
        f"FROM {predictions.physical_name}) TO '{options.out}' (HEADER)")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"seconds {time.perf_counter() - begun:.2f} processor_seconds {usage.ru_utime + usage.ru_stime:.2f} "
          f"peak_mib {usage.ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main()
