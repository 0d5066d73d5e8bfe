#!/usr/bin/env python3
"""Latin spellings of the name words in data/synthesis/name_families.csv.

Usage: build_synthesis_names.py BOOTHWISE CMU_NAMES.csv.gz NAME_TOKENS.csv.gz > data/synthesis/words.csv

Spellings come from two public tables of name words in both scripts (data/SOURCES.md names them), the most usual first;
our own romanisation stands in its place among them, and alone where neither table has the word.
"""

import collections
import csv
import gzip
import pathlib
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPELLINGS_MAX = 4
# How clerks shorten the words that many names hold.
SHORTENED = {"कुमार": ("कु.", "kr."), "मोहम्मद": ("मो.", "md."), "अब्दुल": ("अ.", "a."), "प्रसाद": ("प्र.", "pd."),
             "चन्द्र": ("चं.", "ch."), "लाल": ("ला.", "l."), "सिंह": ("सिं.", "s.")}


def plain(word):
    """Without nukta, chandrabindu as anusvara: what offices leave out."""
    word = unicodedata.normalize("NFD", word).replace("\u093c", "").replace("\u0901", "\u0902")
    return unicodedata.normalize("NFC", word)


def words():
    found = {}
    with open(ROOT / "data/synthesis/name_families.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for column in ("first", "men", "women", "men_second", "women_second"):
                found.update(dict.fromkeys(row[column].split()))
    return list(found)


def attested(paths):
    counts = collections.defaultdict(collections.Counter)
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                latin = row["latin"].lower()
                if latin.isascii() and latin.isalpha():
                    counts[plain(row["devanagari"])][latin] += int(row.get("count") or 1)
    return counts


def looks_alike(latin, other):
    """The tables hold some words beside the wrong one: the consonants must agree."""
    def bones(text):
        for old, new in (("ch", "c"), ("sh", "s"), ("w", "v"), ("ph", "f"), ("z", "j"), ("q", "k"), ("ck", "k"), ("x", "ks"),
                         ("dh", "d"), ("th", "t"), ("bh", "b"), ("gh", "g"), ("kh", "k"), ("jh", "j"), ("y", ""), ("h", "")):
            text = text.replace(old, new)
        kept = [letter for letter in text if letter not in "aeiou"]
        return [a for a, b in zip(kept, kept[1:] + [""]) if a != b]
    return bones(latin) == bones(other)


def main():
    binary, *tables = sys.argv[1:]
    known = attested(tables)
    listed = words()
    said = subprocess.run([binary, "names", "romanise"], input="\n".join(listed) + "\n", capture_output=True, text=True,
                          check=True).stdout.splitlines()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["word", "latin", "short", "short_latin"])
    for word, line in zip(listed, said):
        ours = line.split("\t")[-1].lower()
        spellings = [latin for latin, _ in known[plain(word)].most_common() if looks_alike(latin, ours)]
        if ours not in spellings:
            spellings.append(ours)
        out.writerow([word, " ".join(spellings[:SPELLINGS_MAX]), *SHORTENED.get(word, ("", ""))])


if __name__ == "__main__":
    main()
