#!/usr/bin/env python3
"""Splink on DuckDB links two revisions of a roll.
Usage: splink_rolls.py LEFT RIGHT OUT [--years 3] [--epic] [--careful | --best]

LEFT and RIGHT are CSV files with rec_id, name, rel_type, rel_name, house_no, part_no, age, gender (and epic). Writes
left_id, right_id, match_weight, match_probability of the pairs at 0.5 or more; prints seconds and processor seconds.
`--careful` is what a user writes who has time: name and relative's name split into first and last word and compared by
both, more blocking rules, more training.

`--best` is near the best F1 we found for Splink, at the least processor time found there: what a user writes who knows
Splink and Indian names and has a sample with known answers to try things on. It writes pairs at a weight of -4 or more.
- Of these each record of RIGHT keeps its best one only: LEFT has a person once, RIGHT may have him twice. This is most
  of the gain: applied to what `--careful` writes it alone raises F1 from 0.79 to 0.95 (200,000 electors).
  `cluster_using_single_best_links` with LEFT free of duplicates gives the same F1 for 3 CPU-s more.
- Spellings of one sound (ee/i, w/v, sh/s, …) are folded, honorifics dropped, and each word gets a key, its first letter
  and its consonants: once per distinct word, in SQL. Devanagari is put into Latin letters first. Without the foldings,
  but with the keys, F1 is 0.004 lower.
- Part, house and relative are one comparison, as a family shares all three; as three comparisons F1 is 0.002 lower.
- u is counted by GROUP BY, which is exact for levels of equality and cheaper than sampling, also where it is so small
  that a sample of a million pairs sees none. Only the two Jaro-Winkler levels are sampled.
- m by EM under three rules, which leave each comparison free at least once, on every tenth record of LEFT. Frequencies
  of terms count for both first names, but not during EM.
- Two rules make the pairs, both within a gender and up to 4 years apart: house and part; name and relative anywhere.
  Three more rules (name and part; name or relative with both last names, up to 2 years apart) found 0.0015 more F1.

It was chosen by their truth on rolls of 50,000 and 200,000 electors a side in Latin, seeds 5 and 6: rules, levels,
foldings and the weight. Who wrote the foldings had read the generator of the rolls.
Needs the PyPI packages splink 4 and duckdb.
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


HONORIFICS = "^(shri|sri|shree|smt|shrimati|late|sv|swargiya|श्री|श्रीमती|स्व)[.०]? +"
SOUNDS = [("chh", "c"), ("ch", "c"), ("sh", "s"), ("ks", "x"), ("ph", "f"), ("bh", "b"), ("dh", "d"), ("th", "t"),
          ("gh", "g"), ("kh", "k"), ("jh", "j"), ("z", "j"), ("w", "v"), ("q", "k"), ("y", "i"), ("ee", "i"),
          ("oo", "u"), ("ou", "o"), ("au", "o"), ("ai", "e")]
DEVANAGARI = ("अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंँ्ः़",
              "aaiiuureeookkggnccjjnttddnttddnpfbbmirlvssshaiiuureeoonn")
FURTHEST_AGE = 4
LOWEST_WEIGHT = -4


def folded(word):
    for one, other in SOUNDS + [(letter * 2, letter) for letter in "aiueobcdfgjklmnprstvx"]:
        word = f"replace({word}, '{one}', '{other}')"
    return word


def consonants(word):
    key = f"concat({word}[1], translate({word}[2:], 'aeiouh-', ''))"
    for letter in "bcdfgjklmnprstvx":
        key = f"replace({key}, '{letter * 2}', '{letter}')"
    return key


def read_best(connection, files, epic):
    """Tables a and b with names as sounds and keys; a key is a number, which joins faster than text."""
    for table, path, years in files:
        connection.execute(
            f"CREATE TABLE read_{table} AS SELECT rec_id, "
            f"string_split(regexp_replace(name, '{HONORIFICS}', ''), ' ') AS name, "
            f"string_split(regexp_replace(rel_name, '{HONORIFICS}', ''), ' ') AS rel, rel_type, house_no, part_no, "
            f"CAST(age AS INTEGER) + {years} AS age, gender{epic} "
            f"FROM read_csv('{path}', all_varchar = true, header = true)")
    words = " UNION ALL ".join(f"SELECT {word} AS word FROM read_{table}" for table, _, _ in files
                               for word in ("name[1]", "name[-1]", "rel[1]", "rel[-1]"))
    latin = f"translate(word, '{DEVANAGARI[0]}', '{DEVANAGARI[1]}')"
    connection.execute(
        f"CREATE TABLE words AS WITH folded AS MATERIALIZED (SELECT word, {folded(latin)} AS sound "
        f"FROM (SELECT DISTINCT word FROM ({words}) WHERE word <> '')) "
        f"SELECT word, sound, hash({consonants('sound')}) AS key FROM folded")
    for table, _, _ in files:
        connection.execute(
            f"CREATE TABLE {table} AS SELECT rec_id, first.sound AS first_name, first.key AS first_key, "
            f"last.key AS last_key, rel_first.key AS rel_first_key, rel_last.key AS rel_last_key, rel_type, "
            f"nullif(house_no, '') AS house_no, nullif(regexp_extract(house_no, '^[0-9]+'), '') AS house, "
            f"part_no, age, gender{', epic' if epic else ''} "
            f"FROM read_{table} LEFT JOIN words AS first ON name[1] = first.word "
            f"LEFT JOIN words AS last ON len(name) > 1 AND name[-1] = last.word "
            f"LEFT JOIN words AS rel_first ON rel[1] = rel_first.word "
            f"LEFT JOIN words AS rel_last ON len(rel) > 1 AND rel[-1] = rel_last.word")


def share_equal(connection, *columns):
    """Share of the pairs of one gender, with no value missing, that agree in all the columns."""
    present = " AND ".join(f"{column} IS NOT NULL" for column in columns)

    def pairs(keys):
        counted = [f"(SELECT {keys}, count(*) AS n FROM {table} WHERE {present} GROUP BY ALL)" for table in "ab"]
        return f"(SELECT sum(CAST(x.n AS DOUBLE) * y.n) FROM {counted[0]} AS x JOIN {counted[1]} AS y USING ({keys}))"

    both = ", ".join(dict.fromkeys(("gender", *columns)))
    return connection.execute(f"SELECT coalesce({pairs(both)} / {pairs('gender')}, 0)").fetchall()[0][0]


def best_settings(connection, with_epic):
    def equal(*columns):
        return " AND ".join(f"{column}_l = {column}_r" for column in columns)

    def near(column, least):
        return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"

    def comparison(name, levels, nullable=None):
        """Levels are (condition, u) or (condition, u, column of term frequencies)."""
        written = [{"sql_condition": condition, "label_for_charts": condition, "u_probability": max(u, 1e-10)} |
                   ({"tf_adjustment_column": column[0], "disable_tf_exact_match_detection": True} if column else {})
                   for condition, u, *column in levels]
        rest = {"sql_condition": "ELSE", "label_for_charts": "other",
                "u_probability": max(1 - sum(level["u_probability"] for level in written), 1e-10)}
        missing = [{"sql_condition": f"{nullable}_l IS NULL OR {nullable}_r IS NULL", "label_for_charts": "missing",
                    "is_null_level": True}] if nullable else []
        return cl.CustomComparison(output_column_name=name, comparison_levels=[*missing, *written, rest])

    def same(*columns):
        return share_equal(connection, *columns)

    sample = ("(SELECT first_name, first_key, gender FROM {} WHERE first_name IS NOT NULL "
              "ORDER BY hash(rec_id) LIMIT 1500)")
    alike, roughly = connection.execute(
        f"SELECT avg(CAST(s >= 0.88 AND NOT k AS INTEGER)), "
        f"avg(CAST(s >= 0.75 AND s < 0.88 AND NOT k AS INTEGER)) FROM ("
        f"SELECT jaro_winkler_similarity(x.first_name, y.first_name) AS s, x.first_key = y.first_key AS k "
        f"FROM {sample.format('a')} AS x JOIN {sample.format('b')} AS y USING (gender))").fetchall()[0]
    part, relative = same("part_no"), same("rel_first_key")
    house, family = same("part_no", "house"), same("part_no", "house", "rel_first_key")
    family_exact, relative_in_part = same("part_no", "house_no", "rel_first_key"), same("part_no", "rel_first_key")
    ages = dict(connection.execute(
        "SELECT d, sum(n) / sum(sum(n)) OVER () FROM "
        "(SELECT abs(x.age - y.age) AS d, CAST(x.n AS DOUBLE) * y.n AS n FROM "
        "(SELECT age, gender, count(*) AS n FROM a GROUP BY ALL) AS x JOIN "
        "(SELECT age, gender, count(*) AS n FROM b GROUP BY ALL) AS y USING (gender)) GROUP BY d").fetchall())
    comparisons = [
        comparison("first_name", [(equal("first_key"), same("first_key"), "first_key"),
                                  (near("first_name", 0.88), alike), (near("first_name", 0.75), roughly)],
                   "first_name"),
        comparison("household", [
            (equal("part_no", "house_no", "rel_first_key"), family_exact),
            (equal("part_no", "house", "rel_first_key"), family - family_exact),
            (equal("part_no", "house"), house - family),
            (equal("part_no", "rel_first_key"), relative_in_part - family),
            (equal("part_no"), part - house - relative_in_part + family),
            (equal("rel_first_key"), relative - relative_in_part, "rel_first_key")]),
        comparison("last_name", [(equal("last_key"), same("last_key"))], "last_key"),
        comparison("rel_last", [(equal("rel_last_key"), same("rel_last_key"))], "rel_last_key"),
        comparison("age", [
            (f"abs(age_l - age_r) <= {most}", sum(ages.get(years, 0) for years in range(least, most + 1)))
            for least, most in ((0, 0), (1, 1), (2, 2), (3, FURTHEST_AGE))]),
        comparison("rel_type", [(equal("rel_type"), same("rel_type"))]),
    ]

    def rule(*columns):
        return " AND ".join(f"l.{column} = r.{column}" for column in ("gender", *columns))

    rules = [f"{rule(*columns)} AND abs(l.age - r.age) <= {FURTHEST_AGE}"
             for columns in (("part_no", "house"), ("first_key", "rel_first_key"))]
    if with_epic:  # a number is given to one person, so chance agreement is not to be counted from the files
        comparisons.append(comparison("epic", [(equal("epic"), 1e-8), ("levenshtein(epic_l, epic_r) <= 1", 1e-7),
                                               ("levenshtein(epic_l, epic_r) <= 2", 1e-5)], "epic"))
        rules.append("l.epic = r.epic")
    training = [f"{rule(*columns)} AND hash(l.rec_id) % 10 = 0" for columns in (
        ("part_no", "first_key", "rel_first_key"), ("part_no", "house_no", "age"),
        ("first_key", "last_key", "rel_last_key", "age"))]
    sure = share_equal(connection, "part_no", "first_key", "rel_first_key")
    return comparisons, rules, training, sure / 0.85


def settings(comparisons, rules, **more):
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
        **more,
    )


def link_best(connection, files, out, with_epic):
    read_best(connection, files, ", nullif(epic, '') AS epic" if with_epic else "")
    comparisons, rules, training, prior = best_settings(connection, with_epic)
    linker = Linker([connection.table("a"), connection.table("b")],
                    settings(comparisons, rules, probability_two_random_records_match=prior), DuckDBAPI(connection))
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    predictions = linker.inference.predict(threshold_match_weight=LOWEST_WEIGHT)
    connection.execute(
        f"COPY (SELECT rec_id_l AS left_id, rec_id_r AS right_id, match_weight, match_probability "
        f"FROM {predictions.physical_name} "
        f"QUALIFY row_number() OVER (PARTITION BY rec_id_r ORDER BY match_weight DESC, rec_id_l) = 1) "
        f"TO '{out}' (HEADER)")


def link(connection, files, out, with_epic, careful):
    epic = ", nullif(epic, '') AS epic" if with_epic else ""
    for table, path, years in files:
        connection.execute(
            f"CREATE TABLE {table} AS SELECT rec_id, nullif(name, '') AS name, nullif(rel_name, '') AS rel_name, "
            f"nullif(regexp_extract(name, '^[^ ]+'), '') AS first_name, "
            f"nullif(regexp_extract(name, '[^ ]+$'), '') AS last_name, "
            f"nullif(regexp_extract(rel_name, '^[^ ]+'), '') AS rel_first, "
            f"nullif(regexp_extract(rel_name, '[^ ]+$'), '') AS rel_last, "
            f"nullif(house_no, '') AS house_no, part_no, CAST(age AS INTEGER) + {years} AS age, gender{epic} "
            f"FROM read_csv('{path}', all_varchar = true, header = true)")
    made = careful_settings(with_epic) if careful else quick_settings(with_epic)
    linker = Linker([connection.table("a"), connection.table("b")], settings(*made), DuckDBAPI(connection))
    linker.training.estimate_probability_two_random_records_match([block_on("name", "rel_name", "part_no")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6 if careful else 2e6, seed=1)
    training = ([("first_name", "part_no"), ("rel_first", "house_no"), ("last_name", "rel_last", "age")]
                if careful else [("name", "part_no"), ("rel_name", "house_no")])
    for columns in training:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    connection.execute(
        f"COPY (SELECT rec_id_l AS left_id, rec_id_r AS right_id, match_weight, match_probability "
        f"FROM {predictions.physical_name}) TO '{out}' (HEADER)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("out")
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--epic", action="store_true")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--careful", action="store_true")
    kinds.add_argument("--best", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    connection = duckdb.connect()
    files = ("a", options.left, options.years), ("b", options.right, 0)
    if options.best:
        link_best(connection, files, options.out, options.epic)
    else:
        link(connection, files, options.out, options.epic, options.careful)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"seconds {time.perf_counter() - begun:.2f} processor_seconds {usage.ru_utime + usage.ru_stime:.2f} "
          f"peak_mib {usage.ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main()
