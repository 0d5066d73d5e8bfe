#!/usr/bin/env python3
"""Splink on DuckDB on the public sets. Usage: splink_persons.py febrl3|febrl4|historical OUT FILE [FILE]

One file: clusters (record_id, cluster_id) at 0.5. Two: links. Comparisons and blocking rules follow Splink's own examples for
these sets. Needs the PyPI packages splink 4 and duckdb.
"""

import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FEBRL = {
    "id": "rec_id",
    "comparisons": [
        cl.JaroWinklerAtThresholds("given_name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.LevenshteinAtThresholds("postcode", [1, 2]),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
        cl.ExactMatch("street_number"),
    ],
    "rules": [("soc_sec_id",), ("given_name", "surname"), ("date_of_birth",), ("given_name", "postcode"),
              ("surname", "postcode"), ("street_number", "postcode")],
    "recall": [("soc_sec_id",)],
    "training": [("date_of_birth",), ("postcode",)],
}
HISTORICAL = {
    "id": "unique_id",
    "comparisons": [
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.LevenshteinAtThresholds("postcode_fake", [2]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ],
    "rules": [("first_name", "surname", "substr(dob,1,4)"), ("surname", "dob"), ("first_name", "dob"),
              ("postcode_fake", "first_name"), ("postcode_fake", "surname"), ("dob", "birth_place"),
              ("substr(postcode_fake,1,3)", "dob"), ("substr(postcode_fake,1,3)", "first_name", "surname")],
    "recall": [("first_name", "surname", "dob")],
    "training": [("first_name", "surname"), ("dob",)],
}


def main():
    name, out, *files = sys.argv[1:]
    how = HISTORICAL if name == "historical" else FEBRL
    connection = duckdb.connect()
    columns = [row[0] for row in connection.execute(
        f"DESCRIBE FROM read_csv('{files[0]}', all_varchar = true, header = true)").fetchall()]
    kept = [column for column in columns if column not in ("entity_id", "cluster")]
    cells = ", ".join(f"nullif(trim({column}), '') AS {column}" for column in kept)
    for number, file in enumerate(files):
        connection.execute(f"CREATE TABLE t{number} AS SELECT {cells} FROM read_csv('{file}', all_varchar = true, header = true)")
    settings = SettingsCreator(
        link_type="dedupe_only" if len(files) == 1 else "link_only", unique_id_column_name=how["id"],
        comparisons=how["comparisons"], blocking_rules_to_generate_predictions=[block_on(*rule) for rule in how["rules"]],
        retain_intermediate_calculation_columns=False, retain_matching_columns=False)
    linker = Linker([connection.table(f"t{number}") for number in range(len(files))], settings, DuckDBAPI(connection))
    linker.training.estimate_probability_two_random_records_match([block_on(*rule) for rule in how["recall"]], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in how["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    if len(files) == 2:
        connection.execute(f"COPY (SELECT {how['id']}_l AS left_id, {how['id']}_r AS right_id FROM "
                           f"{predictions.physical_name}) TO '{out}' (HEADER)")
        return
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, 0.5)
    connection.execute(f"COPY (SELECT {how['id']} AS record_id, cluster_id FROM {clusters.physical_name}) TO '{out}' (HEADER)")


if __name__ == "__main__":
    main()
