#!/usr/bin/env python3
"""Re-tabulates public result files in our own schema: build_results.py SOURCE_FOLDER [TARGET].

The source folder holds the files that docs/data.md names. The tables are facts only; their sources stand in data/SOURCES.md.
Output is deterministic: the same source gives the same bytes.
"""
import csv
import gzip
import io
import pathlib
import sys

SOURCE = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parents[2] / "data" / "up" / "results")


def read(name):
    path = SOURCE / name
    stream = gzip.open(path, "rt", encoding="utf-8", newline="") if name.endswith(".gz") else open(path, encoding="utf-8", newline="")
    with stream:
        return list(csv.DictReader(stream))


def write(name, header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    TARGET.mkdir(parents=True, exist_ok=True)
    # No name and no time in the gzip header: equal rows, equal bytes.
    with open(TARGET / f"{name}.csv.gz", "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))


def party(row):
    return row["party"] or ("NOTA" if row["candidate"].upper() == "NOTA" else "")


def seats(rows, election, seat, total):
    header = ["election", seat, "position", "candidate", "party", "votes", "electors", "stated_total"]
    table = [[election, r[seat], r["position"], r["candidate"], party(r), r["votes"], r.get("electors", ""), r.get(total, "")] for r in rows]
    write(election, header, table)


def by_year(rows):
    years = {}
    for row in rows:
        years.setdefault(row["year"], []).append(row)
    return years.items()


def main():
    for name in ("pc_results_2009_2019.csv", "pc_results_1999_2004_olddelim.csv"):
        for year, rows in by_year(read(name)):
            seats(rows, f"LS-{year}", "pc_no", "valid_votes")
    for year, rows in by_year(read("pc_byelections_2009_2018.csv")):
        seats(rows, f"LS-{year}-BY", "pc_no", "valid_votes")
    for year in ("2012", "2017", "2022"):
        seats(read(f"ac_results_{year}.csv"), f"VS-{year}", "ac_no", "total_votes")
    seats(read("ac_results_2007_olddelim.csv"), "VS-2007", "ac_no_old", "total_votes")
    for name in ("pc_results_by_ac_2009.csv.gz", "pc_results_by_ac_2014.csv.gz", "pc_results_by_ac_2019.csv"):
        rows = read(name)
        election = f"LS-{rows[0]['year']}"
        write(f"{election}-segments", ["election", "pc_no", "ac_no", "candidate", "party", "votes"],
              [[election, r["pc_no"], r["ac_no"], r["candidate"], party(r), r["evm_votes"]] for r in rows])


main()
