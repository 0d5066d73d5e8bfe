#!/usr/bin/env python3
"""Splink on DuckDB links two revisions of a roll. Usage: splink_rolls.py LEFT RIGHT OUT [--years 3] [--epic] [--careful]

LEFT and RIGHT are CSV files with rec_id, name, rel_type, rel_name, house_no, part_no, age, gender (and epic). Writes
left_id, right_id, match_weight, match_probability of the pairs at 0.5 or more; prints seconds and processor seconds.
`--careful` is what a user writes who has time: name and relative's name split into first and last word and compared by
both, more blocking rules, more training. Needs the PyPI packages splink 4 and duckdb.
"""

import argparse
import resource
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def age_comparison():
    levels = [("age_l = age_r", "same")] + [(f"abs(age_l - age_r) <= {years}", f"up to {years} off") for years in (1, 2, 5)]
    return cl.CustomComparison(
        output_column_name="age",
        comparison_levels=[
            {"sql_condition": "age_l IS NULL OR age_r IS NULL", "label_for_charts": "missing", "is_null_level": True},
            *({"sql_condition": condition, "label_for_charts": label} for condition, label in levels),
            {"sql_condition": "ELSE", "label_for_charts": "other"},
        ],
    )


def careful_settings(with_epic):
    def name(column):
        return cl.JaroWinklerAtThresholds(column, [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True)

    comparisons = [
        name("first_name"), name("last_name"), name("rel_first"), name("rel_last"),
        cl.LevenshteinAtThresholds("house_no", [1]),
        cl.ExactMatch("part_no").configure(term_frequency_adjustments=True),
        age_comparison(),
        cl.ExactMatch("gender"),
    ]
    rules = [
        block_on("first_name", "part_no"),
        block_on("last_name", "part_no", "age"),
        block_on("rel_first", "part_no", "gender"),
        block_on("house_no", "part_no", "gender"),
        block_on("first_name", "rel_first"),
        block_on("first_name", "house_no", "last_name"),
        block_on("substr(first_name, 1, 3)", "substr(rel_first, 1, 3)", "house_no"),
        block_on("substr(first_name, 1, 3)", "substr(rel_first, 1, 3)", "age"),
        block_on("substr(first_name, 1, 4)", "part_no"),
    ]
    if with_epic:
        comparisons.append(cl.LevenshteinAtThresholds("epic", [1, 2]))
        rules.insert(0, block_on("epic"))
    return comparisons, rules


def quick_settings(with_epic):
    comparisons = [
        cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("rel_name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("house_no", [1]),
        cl.ExactMatch("part_no"),
        age_comparison(),
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
    return comparisons, rules


def settings(with_epic, careful):
    comparisons, rules = careful_settings(with_epic) if careful else quick_settings(with_epic)
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
    parser.add_argument("--careful", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    connection = duckdb.connect()
    epic = ", nullif(epic, '') AS epic" if options.epic else ""
    for table, path, years in (("a", options.left, options.years), ("b", options.right, 0)):
        connection.execute(
            f"CREATE TABLE {table} AS SELECT rec_id, nullif(name, '') AS name, nullif(rel_name, '') AS rel_name, "
            f"nullif(regexp_extract(name, '^[^ ]+'), '') AS first_name, "
            f"nullif(regexp_extract(name, '[^ ]+$'), '') AS last_name, "
            f"nullif(regexp_extract(rel_name, '^[^ ]+'), '') AS rel_first, "
            f"nullif(regexp_extract(rel_name, '[^ ]+$'), '') AS rel_last, "
            f"nullif(house_no, '') AS house_no, part_no, CAST(age AS INTEGER) + {years} AS age, gender{epic} "
            f"FROM read_csv('{path}', all_varchar = true, header = true)")
    linker = Linker([connection.table("a"), connection.table("b")], settings(options.epic, options.careful), DuckDBAPI(connection))
    linker.training.estimate_probability_two_random_records_match([block_on("name", "rel_name", "part_no")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6 if options.careful else 2e6, seed=1)
    training = ([("first_name", "part_no"), ("rel_first", "house_no"), ("last_name", "rel_last", "age")]
                if options.careful else [("name", "part_no"), ("rel_name", "house_no")])
    for columns in training:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    connection.execute(
        f"COPY (SELECT rec_id_l AS left_id, rec_id_r AS right_id, match_weight, match_probability "
        f"FROM {predictions.physical_name}) TO '{options.out}' (HEADER)")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"seconds {time.perf_counter() - begun:.2f} processor_seconds {usage.ru_utime + usage.ru_stime:.2f} "
          f"peak_mib {usage.ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main()
