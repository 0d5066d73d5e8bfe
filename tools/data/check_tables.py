#!/usr/bin/env python3
"""Checks the tables in data/ by themselves: counts, keys, sums, winners, names. Ends with N passed, N failed."""
import collections
import csv
import gzip
import pathlib
import sys
import unicodedata

DATA = pathlib.Path(__file__).parents[2] / "data"
UP = DATA / "up"
results = {"passed": 0, "failed": 0}


def read(name):
    path = UP / name
    stream = gzip.open(path, "rt", encoding="utf-8", newline="") if name.endswith(".gz") else open(path, encoding="utf-8", newline="")
    with stream:
        return list(csv.DictReader(stream))


def check(text, problems):
    problems = list(problems) if not isinstance(problems, bool) else ([] if problems else ["no"])
    results["failed" if problems else "passed"] += 1
    if problems:
        print(f"FAILED {text}: " + "; ".join(str(p) for p in problems[:10]))


# --- a plain romanisation, only good enough to see that a Hindi name belongs to its English one ---
CONSONANTS = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h".split()))
CONSONANTS.update({"क़": "k", "ख़": "kh", "ग़": "g", "ज़": "z", "ड़": "r", "ढ़": "rh", "फ़": "f"})
VOWELS = dict(zip("अआइईउऊऋएऐओऔऑ", "a a i i u u ri e ai o au o".split()))
SIGNS = dict(zip("ािीुूृेैोौॉ", "a i i u u ri e ai o au o".split()))


def romanise(text):
    text = unicodedata.normalize("NFD", text)
    out, i = [], 0
    while i < len(text):
        c = text[i]
        if i + 1 < len(text) and text[i + 1] == "\u093c":
            c = unicodedata.normalize("NFC", text[i:i + 2]) if text[i:i + 2] not in CONSONANTS else text[i:i + 2]
            latin = CONSONANTS.get(text[i:i + 2], CONSONANTS.get(text[i], ""))
            i += 1
        else:
            latin = CONSONANTS.get(c)
        nxt = text[i + 1] if i + 1 < len(text) else ""
        if latin is not None:
            out.append(latin)
            if nxt not in SIGNS and nxt != "\u094d" and nxt not in ("", " ", "-"):
                out.append("a")
        elif c in SIGNS:
            out.append(SIGNS[c])
        elif c in VOWELS:
            out.append(VOWELS[c])
        elif c in "ंँ":
            out.append("n")
        elif c in " -":
            out.append(" ")
        i += 1
    return "".join(out)


TRANSLATED = {"पश्चिम": "west", "उत्तर": "north", "दक्षिण": "south", "पूर्व": "east", "मध्य": "central", "ग्रामीण": "rural", "कैंट": "cantt", "शहर": "urban"}


def skeleton(text):
    """Consonants only, spellings of one sound folded."""
    text = text.lower()
    for a, b in (("cantonment", "cantt"), ("ph", "f"), ("sh", "s"), ("chh", "c"), ("ch", "c"), ("th", "t"), ("dh", "d"), ("kh", "k"), ("gh", "g"),
                 ("bh", "b"), ("rh", "r"), ("jh", "j"), ("w", "v"), ("z", "j"), ("q", "k"), ("x", "k"), ("ee", "i"), ("m", "n")):
        text = text.replace(a, b)
    kept = []
    for c in text:
        if c.isalpha() and c not in "aeiouyh" and (not kept or kept[-1] != c):
            kept.append(c)
    return "".join(kept)


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


# Checked by hand: the English spelling does not follow the Hindi one.
IRREGULAR = {"उन्नाव": "Unnao", "लखनऊ": "Lucknow", "लखनऊ उत्तर": "Lucknow North", "भोगांव": "Bhongaon"}


def unlike(row):
    if IRREGULAR.get(row["name_hi"]) == row["name_en"]:
        return False
    words = " ".join(TRANSLATED.get(word, romanise(word)) for word in row["name_hi"].replace("-", " ").split())
    hindi = skeleton(words)
    names = [row["name_en"], *row.get("name_alt", "").split(";")]
    best = min(distance(hindi, skeleton(name)) / max(1, len(hindi), len(skeleton(name))) for name in names if name)
    return best > 0.34


def names_checks(table, rows, key):
    check(f"{table}: Hindi names are Devanagari in NFC", [r[key] for r in rows if not r["name_hi"] or r["name_hi"] != unicodedata.normalize("NFC", r["name_hi"]) or
                                                            any(not ("\u0900" <= c <= "\u097f" or c in " -") for c in r["name_hi"])])
    check(f"{table}: Hindi names sound like the English ones", [f"{r[key]} {r['name_en']} / {r['name_hi']}" for r in rows if unlike(r)])


SEATS = {
    "LS-2009": {"SP": 23, "INC": 21, "BSP": 20, "BJP": 10, "RLD": 5, "IND": 1},
    "LS-2014": {"BJP": 71, "SP": 5, "INC": 2, "AD": 2},
    "LS-2019": {"BJP": 62, "BSP": 10, "SP": 5, "ADAL": 2, "INC": 1},
    "VS-2007": {"BSP": 206, "SP": 97, "BJP": 51, "INC": 22},
    "VS-2012": {"SP": 224, "BSP": 80, "BJP": 47, "INC": 28, "RLD": 9},
    "VS-2017": {"BJP": 312, "SP": 47, "BSP": 19, "ADAL": 9, "INC": 7},
    "VS-2022": {"BJP": 255, "SP": 111, "ADAL": 12, "RLD": 8},
}


def check_results(election, seats):
    rows = read(f"results/{election}.csv.gz")
    key = next(k for k in ("pc_no", "ac_no", "ac_no_old") if k in rows[0])
    by_seat = collections.defaultdict(list)
    for row in rows:
        by_seat[row[key]].append(row)
    check(f"{election}: every row names its election", all(r["election"] == election for r in rows))
    if seats:
        check(f"{election}: {seats} seats", len(by_seat) == seats)
    check(f"{election}: candidate votes add up to the stated total",
          [seat for seat, list_ in by_seat.items() if list_[0]["stated_total"] and sum(int(r["votes"]) for r in list_) != int(list_[0]["stated_total"])])
    check(f"{election}: the first row has the most votes", [seat for seat, list_ in by_seat.items()
                                                             if max(int(r["votes"]) for r in list_ if r["party"] != "NOTA") != int(next(r["votes"] for r in list_ if r["position"] == "1"))])
    winners = collections.Counter(r["party"] for r in rows if r["position"] == "1")
    check(f"{election}: seats by party", [f"{p} {winners[p]} != {n}" for p, n in SEATS.get(election, {}).items() if winners[p] != n])
    return {r["party"] for r in rows}, by_seat


def main():
    pcs, acs, districts = read("parliamentary_constituencies.csv"), read("assembly_constituencies.csv"), read("districts.csv")
    check("80 parliamentary constituencies", [int(r["pc_no"]) for r in pcs] == list(range(1, 81)))
    check("403 assembly constituencies", [int(r["ac_no"]) for r in acs] == list(range(1, 404)))
    check("75 districts", len({r["district"] for r in districts}) == 75)
    known = {r["district"] for r in districts}
    check("each AC lies in a known PC and district", [r["ac_no"] for r in acs if not 1 <= int(r["pc_no"]) <= 80 or r["district"] not in known])
    check("each PC's districts are known", [r["pc_no"] for r in pcs if any(d not in known for d in r["districts"].split(";"))])
    check("each PC has AC segments", [p for p in range(1, 81) if not any(int(r["pc_no"]) == p for r in acs)])
    check("reservation of PCs", collections.Counter(r["reservation"] for r in pcs) == {"GEN": 63, "SC": 17})
    check("reservation of ACs", collections.Counter(r["reservation"] for r in acs) == {"GEN": 317, "SC": 84, "ST": 2})
    names_checks("PCs", pcs, "pc_no")
    names_checks("ACs", acs, "ac_no")
    names_checks("districts", districts, "district")
    parties = read("parties.csv")
    check("parties have names in both languages", [r["party"] for r in parties if not r["name_en"] or not r["name_hi"]])

    stood = {}
    for path in sorted((UP / "results").glob("*.csv.gz")):
        name = path.name.removesuffix(".csv.gz")
        if not name.endswith("-segments"):
            seats = {"LS-1999": 85, "LS-2004": 80}.get(name, 403 if name.startswith("VS") else 80)
            stood[name], _ = check_results(name, 0 if name.endswith("-BY") else seats)
            continue
        election = name.removesuffix("-segments")
        rows = read(f"results/{path.name}")
        check(f"{name}: 403 segments", len({r["ac_no"] for r in rows}) == 403)
        segment_votes, seat_votes = collections.Counter(), collections.Counter()
        for r in rows:
            segment_votes[r["pc_no"]] += int(r["votes"])
        for r in read(f"results/{election}.csv.gz"):
            seat_votes[r["pc_no"]] += int(r["votes"])
        check(f"{name}: segments hold 96.5 to 100.1 % of their seat's votes",
              [f"{pc} {segment_votes[pc] / seat_votes[pc]:.4f}" for pc in seat_votes if not 0.965 <= segment_votes[pc] / seat_votes[pc] <= 1.001])
    for row in read("alliances.csv"):
        election = f"{row['house']}-{row['year']}"
        if election in stood and row["party"] not in stood[election]:
            check(f"{election}: {row['alliance']} member {row['party']} stood", False)
    check("alliances have both names", [r["alliance"] for r in read("alliances.csv") if not r["name_hi"]])

    for level, count in (("pc", 80), ("ac", 403)):
        cells = read(f"hexagons_{level}.csv")
        check(f"hexagons {level}: one cell each", len({(r["column"], r["row"]) for r in cells}) == count == len({r[f"{level}_no"] for r in cells}))
        check(f"hexagons {level}: no negative cell", all(int(r["column"]) >= 0 and int(r["row"]) >= 0 for r in cells))
    print(f"{results['passed']} passed, {results['failed']} failed")
    return 1 if results["failed"] else 0


sys.exit(main())
