#!/usr/bin/env python3
"""Writes data/practice: the tables of a district that is nowhere, for practice. The same bytes every time.

Votes of a segment follow from a lean of its own, a swing of the year and some luck, so that seats, segments and booths
of every class occur. Usage: tools/practice_tables.py
"""
import csv
import pathlib
import random

ROOT = pathlib.Path(__file__).resolve().parent.parent / "data" / "practice"
DISTRICT = ("Abhyaspur", "अभ्यासपुर")
SEATS = [(1, "Abhyaspur North", "अभ्यासपुर उत्तर"), (2, "Abhyaspur South", "अभ्यासपुर दक्षिण")]
SEGMENTS = [
    (1, 1, "Neemganj", "नीमगंज", "GEN"), (2, 1, "Pipalpur", "पीपलपुर", "GEN"), (3, 1, "Bargadwa", "बरगदवा", "SC"),
    (4, 1, "Amrai", "अमराई", "GEN"), (5, 2, "Kusumpur", "कुसुमपुर", "GEN"), (6, 2, "Talgaon", "तालगाँव", "SC"),
    (7, 2, "Madhuban Khurd", "मधुबन खुर्द", "GEN"), (8, 2, "Surajkund", "सूरजकुंड", "GEN"),
]
PARTIES = [("NEEM", "Neem Dal", "नीम दल"), ("BARGAD", "Bargad Dal", "बरगद दल"), ("PEEPAL", "Peepal Dal", "पीपल दल"),
           ("AMLA", "Amla Dal", "आँवला दल"), ("IND", "Independent", "निर्दलीय"), ("NOTA", "None of the above", "इनमें से कोई नहीं")]
# Leans of segments towards NEEM and BARGAD, in points; swings by election.
LEAN = {1: 6, 2: 1.5, 3: -4, 4: 2, 5: -1, 6: -7, 7: 3, 8: 0.6}
SWING = {("VS", 2017): 5, ("LS", 2014): 2, ("VS", 2022): -1, ("LS", 2019): 0.4, ("LS", 2024): -1.6}
NAMES = ["काल्पनिक उम्मीदवार " + letter for letter in "कखगघचछजझटठडढतथदधनपफबभमयरलवशसह"]


def votes_of(house, year, ac):
    draw = random.Random(f"{house} {year} {ac}")
    electors = 52000 + 900 * ac + {2014: 0, 2017: 1800, 2019: 2600, 2022: 3900, 2024: 4700}[year] + draw.randrange(700)
    valid = int(electors * (0.56 + draw.random() * 0.08))
    lead = LEAN[ac] + SWING[house, year] + draw.gauss(0, 1.6)
    third, small, lone, nota = 13 + draw.random() * 4, 4 + draw.random() * 2, 2.2, 0.9
    both = 100 - third - small - lone - nota
    shares = {"NEEM": both / 2 + lead / 2, "BARGAD": both / 2 - lead / 2, "PEEPAL": third, "AMLA": small, "IND": lone}
    votes = {party: int(valid * share / 100) for party, share in shares.items()}
    votes["NOTA"] = valid - sum(votes.values())
    return electors, votes


def write(name, header, rows):
    path = ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def candidate(house, year, number, party):
    if party == "NOTA":
        return "NOTA"
    order = [code for code, _, _ in PARTIES].index(party)
    return NAMES[(number * 5 + order + year + (11 if house == "VS" else 0)) % len(NAMES)]


def assembly(year):
    rows = []
    for ac, *_ in SEGMENTS:
        electors, votes = votes_of("VS", year, ac)
        ranked = sorted(votes.items(), key=lambda item: -item[1])
        total = sum(votes.values())
        rows += [(f"VS-{year}", ac, place, candidate("VS", year, ac, party), party, count, electors, total)
                 for place, (party, count) in enumerate(ranked, 1)]
    return ["election", "ac_no", "position", "candidate", "party", "votes", "electors", "stated_total"], rows


def parliament(year):
    whole, parts = [], []
    for seat, *_ in SEATS:
        total, electors = {}, 0
        for ac, of_seat, *_ in SEGMENTS:
            if of_seat != seat:
                continue
            some, votes = votes_of("LS", year, ac)
            electors += some
            for party, count in votes.items():
                total[party] = total.get(party, 0) + count
                parts.append((f"LS-{year}", seat, ac, candidate("LS", year, seat, party), party, count))
        ranked = sorted(total.items(), key=lambda item: -item[1])
        whole += [(f"LS-{year}", seat, place, candidate("LS", year, seat, party), party, count, electors,
                   sum(total.values())) for place, (party, count) in enumerate(ranked, 1)]
    return whole, parts


def main():
    write("districts.csv", ["district", "name_en", "name_hi", "census2011_code", "former_names"],
          [(DISTRICT[0], DISTRICT[0], DISTRICT[1], "", "")])
    write("parliamentary_constituencies.csv", ["pc_no", "name_en", "name_hi", "reservation", "districts"],
          [(number, en, hi, "GEN", DISTRICT[0]) for number, en, hi in SEATS])
    write("assembly_constituencies.csv",
          ["ac_no", "name_en", "name_hi", "name_alt", "reservation", "pc_no", "district", "point_lat", "point_lon"],
          [(ac, en, hi, "", reserved, seat, DISTRICT[0], "", "") for ac, seat, en, hi, reserved in SEGMENTS])
    write("parties.csv", ["party", "name_en", "name_hi"], PARTIES)
    write("alliances.csv", ["house", "year", "alliance", "name_en", "name_hi", "party"],
          [(house, year, "UPVAN", "Upvan alliance", "उपवन गठबंधन", party) for house, year in sorted(SWING)
           for party in ("NEEM", "AMLA")])
    write("hexagons_pc.csv", ["pc_no", "column", "row"], [(1, 0, 0), (2, 0, 1)])
    write("neighbours_pc.csv", ["pc_no", "neighbour"], [(1, 2)])
    write("hexagons_ac.csv", ["ac_no", "column", "row"], [(ac, (ac - 1) % 3, (ac - 1) // 3) for ac, *_ in SEGMENTS])
    whole_header = ["election", "pc_no", "position", "candidate", "party", "votes", "electors", "stated_total"]
    part_header = ["election", "pc_no", "ac_no", "candidate", "party", "votes"]
    for year in (2014, 2019):
        whole, parts = parliament(year)
        write(f"results/LS-{year}.csv", whole_header, whole)
        write(f"results/LS-{year}-segments.csv", part_header, parts)
    for year in (2017, 2022):
        write(f"results/VS-{year}.csv", *assembly(year))
    # What trainees import themselves.
    whole, _ = parliament(2024)
    write("files/LS-2024-practice.csv", whole_header, whole)
    write("files/scheme-counts-practice.csv", ["scheme", "district", "count", "as_of", "counted", "base", "source"],
          [("pm_kisan", DISTRICT[0], 31250, "2026-09-30", "reached", 41800, "काल्पनिक: अभ्यास के लिए"),
           ("pmuy", DISTRICT[0], 22470, "2026-09-30", "reached", "", "काल्पनिक: अभ्यास के लिए")])


if __name__ == "__main__":
    main()
