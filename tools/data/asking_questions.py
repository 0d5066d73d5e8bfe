#!/usr/bin/env python3
"""Writes tests/data/asking/questions.csv: questions with their right answers, reckoned here from the public files alone
(folder as argument), by another way than the program's own. An answer is a number and, of a list, how many rows it has
and which place stands first; "-" where the right answer is that the question cannot be taken."""
import csv
import gzip
import pathlib
import sys
from collections import defaultdict

FOLDER = pathlib.Path(sys.argv[1])
OUT = pathlib.Path(__file__).parents[2] / "tests/data/asking/questions.csv"


def rows(name):
    path = FOLDER / name
    opened = gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else open(path, encoding="utf-8")
    with opened as text:
        return list(csv.DictReader(text))


OURS = OUT.parents[3] / "data/up"
PLACES = {int(r["ac_no"]): r for r in csv.DictReader(open(OURS / "assembly_constituencies.csv", encoding="utf-8"))}
SEATS = {int(r["pc_no"]): r for r in csv.DictReader(open(OURS / "parliamentary_constituencies.csv", encoding="utf-8"))}
REGION = {r["district"]: r["region"] for r in csv.DictReader(open(OURS / "regions.csv", encoding="utf-8"))}
ALLIES = defaultdict(set)
for r in csv.DictReader(open(OURS / "alliances.csv", encoding="utf-8")):
    ALLIES[r["house"] + "-" + r["year"], r["alliance"]].add(r["party"])


def contests():
    """election -> seat -> [(party, candidate, votes)], and electors."""
    found, electors = defaultdict(lambda: defaultdict(list)), {}
    for name, house, key in (("pc_results_2009_2019.csv", "LS", "pc_no"), ("ac_results_2012.csv", "VS", "ac_no"),
                             ("ac_results_2017.csv", "VS", "ac_no"), ("ac_results_2022.csv", "VS", "ac_no")):
        for r in rows(name):
            election, seat = house + "-" + r["year"], int(r[key])
            found[election][seat].append((r["party"], r["candidate"], int(r["votes"])))
            electors[election, seat] = int(r["electors"])
    return found, electors


RESULTS, ELECTORS = contests()
SEGMENTS = defaultdict(lambda: defaultdict(list))
for year, name in ((2014, "pc_results_by_ac_2014.csv.gz"), (2019, "pc_results_by_ac_2019.csv")):
    for r in rows(name):
        SEGMENTS[f"LS-{year}"][int(r["ac_no"])].append((r["party"], r["candidate"], int(r["evm_votes"])))


def parties(election, side):
    return ALLIES.get((election, side), {side})


def margin(contest, side):
    ours = max((v for p, _, v in contest if p in side), default=None)
    others = max((v for p, _, v in contest if p not in side and p != "NOTA"), default=0)
    return None if ours is None else ours - others


def margins(election, side="NDA", contests_of=None):
    side = parties(election, side)
    return {seat: margin(c, side) for seat, c in (contests_of or RESULTS[election]).items() if margin(c, side) is not None}


def valid(contest):
    return sum(v for p, _, v in contest if p != "NOTA")


def share(contest_list, election, side):
    side = parties(election, side)
    return 100 * sum(v for c in contest_list for p, _, v in c if p in side) / sum(map(valid, contest_list))


def votes(contest_list, election, side):
    side = parties(election, side)
    return sum(v for c in contest_list for p, _, v in c if p in side)


def turnout(election, seats):
    polled = sum(v for s in seats for _, _, v in RESULTS[election][s])
    return 100 * polled / sum(ELECTORS[election, s] for s in seats)


def seats_of_region(region):
    found = []
    for pc in SEATS:
        count = defaultdict(int)
        for ac in PLACES.values():
            if int(ac["pc_no"]) == pc and ac["district"] in REGION:
                count[REGION[ac["district"]]] += 1
        best = max(count.values())
        if region == min(r for r in count if count[r] == best):
            found.append(pc)
    return found


def acs(**where):
    """ACs of a district, region or seat."""
    return [no for no, r in PLACES.items() if all(
        REGION.get(r["district"]) == value if key == "region" else r["district" if key == "district" else "pc_no"] == str(value)
        for key, value in where.items())]


def winner_margin(contest):
    ranked = sorted((v for p, _, v in contest if p != "NOTA"), reverse=True)
    return ranked[0] - ranked[1]


def nfhs(column, district, round_):
    return float(next(r[column] for r in rows("nfhs_district.csv") if r["district"] == district and r["nfhs_round"] == str(round_)))


def census(name, column, district, area="total"):
    return float(next(r[column] for r in rows(name) if r["district"] == district and r["area"] == area))


def booth_leads(pc, side="NDA", election="LS-2014"):
    numbers = {int(r["cand_no"]): r["party"] for r in rows("booth_ls2014_candidates.csv") if int(r["pc_no"]) == pc}
    inside = set(acs(pc_no=pc))
    of_booth = defaultdict(lambda: defaultdict(int))
    for r in rows("booth_ls2014_votes.csv.gz"):
        if int(r["ac_no"]) in inside:
            of_booth[r["ac_no"], r["booth_no"]][int(r["cand_no"])] += int(r["votes"])
    side = parties(election, side)
    leads = {}
    for booth, by in of_booth.items():
        contest = [(numbers.get(n, "?"), "", v) for n, v in by.items()]
        contest += [(p, "", 0) for n, p in numbers.items() if n not in by]
        leads[booth] = margin(contest, side)
    return leads


LS19, LS14, VS22, VS17 = RESULTS["LS-2019"], RESULTS["LS-2014"], RESULTS["VS-2022"], RESULTS["VS-2017"]
M19, M14 = margins("LS-2019"), margins("LS-2014")
M22, M17 = margins("VS-2022"), margins("VS-2017")
POINTS19 = {s: 100 * m / valid(LS19[s]) for s, m in M19.items()}
POINTS22 = {s: 100 * m / valid(VS22[s]) for s, m in M22.items()}
NARROW19 = [s for s in POINTS19 if 0 < POINTS19[s] < 5]
AWADH = seats_of_region("awadh")
GORAKHPUR14 = booth_leads(64)
TURNOUT19 = {s: turnout("LS-2019", [s]) for s in LS19}
TURNOUT22 = {s: turnout("VS-2022", [s]) for s in VS22}


def value(number):
    return ("value", number, "", "")


def listed(places, first=""):
    return ("list", "", len(places), first)


def counted(number):
    return ("count", "", number, "")


NOT = ("-", "", "", "")


def sorted_by(of, reverse=False):
    return sorted(of, key=of.get, reverse=reverse)


QUESTIONS = [
    # booths
    ("Which booths of Gorakhpur did we lose by less than 50 votes in 2014?", listed([b for b, m in GORAKHPUR14.items() if -50 < m < 0])),
    ("2014 में गोरखपुर में किन बूथों पर हम 50 वोट से कम से हारे", listed([b for b, m in GORAKHPUR14.items() if -50 < m < 0])),
    ("गोरखपुर में किन बूथों पर हम पचास वोट से कम से हारे", listed([b for b, m in GORAKHPUR14.items() if -50 < m < 0])),
    ("Booths in Gorakhpur won by more than 300 votes in 2014", listed([b for b, m in GORAKHPUR14.items() if m > 300])),
    ("How many booths did NDA lose in Gorakhpur in 2014?", counted(len([b for b, m in GORAKHPUR14.items() if m < 0]))),
    ("2014 में गोरखपुर के कितने बूथ हारे", counted(len([b for b, m in GORAKHPUR14.items() if m < 0]))),
    ("Gorakhpur booths lost by between 100 and 200 votes in 2014", listed([b for b, m in GORAKHPUR14.items() if 100 <= -m <= 200])),
    ("How many booths are there in Gorakhpur in 2014?", value(len([1 for r in rows("booth_ls2014_stations.csv.gz") if int(r["pc_no"]) == 64]))),
    # narrow, weak, lost seats
    ("narrow seats in Awadh 2019", listed([s for s in NARROW19 if s in AWADH])),
    ("अवध में 2019 की कम अंतर वाली सीटें", listed([s for s in NARROW19 if s in AWADH])),
    ("How many narrow seats in 2019?", counted(len(NARROW19))),
    ("2019 में कितनी सीटें कम अंतर से जीती", counted(len(NARROW19))),
    ("Seats we lost in 2019", listed([s for s, m in M19.items() if m < 0])),
    ("2019 में हारी सीटें", listed([s for s, m in M19.items() if m < 0])),
    ("How many seats did NDA win in 2019?", counted(len([s for s, m in M19.items() if m > 0]))),
    ("2014 में एनडीए ने कितनी सीटें जीतीं", counted(len([s for s, m in M14.items() if m > 0]))),
    ("How many seats did BSP win in 2019?", counted(len([s for s, m in margins("LS-2019", "BSP").items() if m > 0]))),
    ("2019 में सपा ने कितनी सीटें जीतीं?", counted(len([s for s, m in margins("LS-2019", "SP").items() if m > 0]))),
    ("2022 में सपा ने कितनी विधानसभा सीटें जीतीं", counted(len([s for s, m in margins("VS-2022", "SP").items() if m > 0]))),
    ("Seats lost by less than 2 points in 2019", listed([s for s in POINTS19 if -2 < POINTS19[s] < 0])),
    ("2019 में 10000 वोट से कम से हारी सीटें", listed([s for s, m in M19.items() if -10000 < m < 0])),
    ("Seats won by more than 4 lakh votes in 2019", listed([s for s, m in M19.items() if m > 400000])),
    ("2019 में 4 लाख वोट से अधिक से जीती सीटें", listed([s for s, m in M19.items() if m > 400000])),
    ("Which seats did Congress win in 2019?", listed([s for s, m in margins("LS-2019", "INC").items() if m > 0])),
    ("2022 में 500 वोट से कम से हारी विधानसभा सीटें", listed([s for s, m in M22.items() if -500 < m < 0])),
    ("assembly seats NDA lost by less than 1000 votes in 2022", listed([s for s, m in M22.items() if -1000 < m < 0])),
    ("Seats lost in Bundelkhand in 2014", listed([s for s, m in M14.items() if m < 0 and s in seats_of_region("bundelkhand")])),
    ("2019 में पूर्वांचल में हारी सीटें", listed([s for s, m in M19.items() if m < 0 and s in seats_of_region("eastern")])),
    ("10 seats with the smallest margin lost in 2019", listed(sorted_by({s: -m for s, m in M19.items() if m < 0})[:10])),
    ("The biggest wins of 2019: top 3 seats won", listed([1, 2, 3], f"seat:{sorted_by(M19, True)[0]}")),
    ("2019 में सबसे कम अंतर से जीती 5 सीटें", listed([1] * 5, f"seat:{sorted_by({s: m for s, m in M19.items() if m > 0})[0]}")),
    ("Assembly segments of Varanasi where we trailed in 2019", listed([a for a in acs(pc_no=77) if margins("LS-2019", "NDA", SEGMENTS["LS-2019"])[a] < 0])),
    ("2019 में रायबरेली के किन विधानसभा क्षेत्रों में हम आगे रहे", listed([a for a in acs(pc_no=36) if margins("LS-2019", "NDA", SEGMENTS["LS-2019"]).get(a, -1) > 0])),
    # winners and margins
    ("Who won Amethi in 2019?", value(winner_margin(LS19[37]))),
    ("2019 में अमेठी से कौन जीता", value(winner_margin(LS19[37]))),
    ("गोरखपुर सीट पर 2014 में कौन जीता?", value(winner_margin(LS14[64]))),
    ("Who won seat 35 in 2014?", value(winner_margin(LS14[35]))),
    ("2022 में सहजनवा से कौन जीता", value(winner_margin(VS22[next(a for a in PLACES if PLACES[a]["name_en"].lower().startswith("sahajanwa"))]))),
    ("By how many votes did we win Lucknow in 2019?", value(M19[35])),
    ("लखनऊ में 2019 में हम कितने वोट से जीते", value(M19[35])),
    ("हम मैनपुरी में 2019 में कितने से हारे", value(M19[21])),
    ("margin of NDA in Kannauj 2019", value(M19[42])),
    ("Margin of SP in Azamgarh 2014", value(margins("LS-2014", "SP")[69])),
    ("आजमगढ़ में 2019 में भाजपा का अंतर", value(margins("LS-2019", "BJP")[69])),
    ("Who won Ghosi in 2019", value(winner_margin(LS19[70]))),
    ("AC 322 2022 winner", value(winner_margin(VS22[322]))),
    ("विधानसभा 322 में 2017 में कौन जीता", value(winner_margin(VS17[322]))),
    # votes, shares, turnout
    ("Vote share of BJP in 2019", value(share(LS19.values(), "LS-2019", "BJP"))),
    ("2019 में भाजपा का वोट प्रतिशत", value(share(LS19.values(), "LS-2019", "BJP"))),
    ("vote share of SP in Bundelkhand 2022", value(share([VS22[a] for a in acs(region="bundelkhand")], "VS-2022", "SP"))),
    ("2022 में बुंदेलखंड में सपा का वोट प्रतिशत", value(share([VS22[a] for a in acs(region="bundelkhand")], "VS-2022", "SP"))),
    ("How many votes did BSP get in Saharanpur in 2019?", value(votes([LS19[1]], "LS-2019", "BSP"))),
    ("सहारनपुर में 2019 में बसपा को कितने वोट मिले", value(votes([LS19[1]], "LS-2019", "BSP"))),
    ("Congress vote share in Rae Bareli 2019", value(share([LS19[36]], "LS-2019", "INC"))),
    ("What percentage of votes did NDA get in Varanasi in 2014?", value(share([LS14[77]], "LS-2014", "NDA"))),
    ("Turnout in Lucknow 2019", value(TURNOUT19[35])),
    ("लखनऊ में 2019 का मतदान प्रतिशत", value(TURNOUT19[35])),
    ("2014 में गोरखपुर में मतदान कितना रहा", value(turnout("LS-2014", [64]))),
    ("turnout 2019 in Uttar Pradesh", value(turnout("LS-2019", LS19))),
    ("2022 में प्रदेश का मतदान प्रतिशत", value(turnout("VS-2022", VS22))),
    ("turnout in Agra district in 2022", value(turnout("VS-2022", acs(district="Agra")))),
    ("आगरा ज़िले में 2022 का मतदान प्रतिशत", value(turnout("VS-2022", acs(district="Agra")))),
    ("How many electors in Gorakhpur in 2019?", value(ELECTORS["LS-2019", 64])),
    ("2019 में गोरखपुर में कितने मतदाता थे", value(ELECTORS["LS-2019", 64])),
    ("NOTA votes in Banda 2019", value(sum(v for p, _, v in LS19[48] if p == "NOTA"))),
    ("2019 में बांदा में नोटा को कितने वोट मिले", value(sum(v for p, _, v in LS19[48] if p == "NOTA"))),
    ("Votes polled in Ghaziabad in 2019", value(sum(v for _, _, v in LS19[12]))),
    ("Seats where turnout was below 55% in 2019", listed([s for s in TURNOUT19 if TURNOUT19[s] < 55])),
    ("2019 में 55 प्रतिशत से कम मतदान वाली सीटें", listed([s for s in TURNOUT19 if TURNOUT19[s] < 55])),
    ("The 5 seats with the lowest turnout in 2019", listed([1] * 5, f"seat:{sorted_by(TURNOUT19)[0]}")),
    ("2019 में सबसे ज़्यादा मतदान वाली 5 सीटें", listed([1] * 5, f"seat:{sorted_by(TURNOUT19, True)[0]}")),
    ("assembly seats with turnout above 75 percent in 2022", listed([s for s in TURNOUT22 if TURNOUT22[s] > 75])),
    ("change of turnout in Lucknow from 2014 to 2019", value(TURNOUT19[35] - turnout("LS-2014", [35]))),
    ("2014 से 2019 में अमेठी का मतदान कितना बढ़ा", value(TURNOUT19[37] - turnout("LS-2014", [37]))),
    ("How much did the vote share of BJP increase from 2014 to 2019?", value(share(LS19.values(), "LS-2019", "BJP") - share(LS14.values(), "LS-2014", "BJP"))),
    ("swing of NDA in Varanasi 2019", value((100 * M19[77] / valid(LS19[77]) - 100 * M14[77] / valid(LS14[77])) / 2)),
    ("segments led in Rae Bareli 2019", value(len([a for a in acs(pc_no=36) if margins("LS-2019", "NDA", SEGMENTS["LS-2019"]).get(a, -1) > 0]))),
    # published statistics
    ("clean fuel in Bahraich", value(nfhs("clean_fuel_pct", "Bahraich", 5))),
    ("बहराइच में स्वच्छ ईंधन", value(nfhs("clean_fuel_pct", "Bahraich", 5))),
    ("Change of electricity in Bahraich", value(nfhs("electricity_pct", "Bahraich", 5) - nfhs("electricity_pct", "Bahraich", 4))),
    ("बहराइच में बिजली कितनी बढ़ी", value(nfhs("electricity_pct", "Bahraich", 5) - nfhs("electricity_pct", "Bahraich", 4))),
    ("health insurance in Gonda in 2019-21", value(nfhs("health_insurance_pct", "Gonda", 5))),
    ("literacy in Etah", value(census("census2011_district_pca.csv", "literacy_rate_7plus_pct", "Etah"))),
    ("बाल विवाह बलरामपुर ज़िले में", value(nfhs("women_married_before18_pct", "Balrampur", 5))),
    ("population of Azamgarh", value(census("census2011_district_pca.csv", "population", "Azamgarh"))),
    ("आज़मगढ़ की जनसंख्या", value(census("census2011_district_pca.csv", "population", "Azamgarh"))),
    ("districts where health insurance is below 5%", listed({r["district"] for r in rows("nfhs_district.csv") if r["nfhs_round"] == "5" and r["health_insurance_pct"] and float(r["health_insurance_pct"]) < 5})),
    ("toilets in Sitapur in 2015-16", value(nfhs("improved_sanitation_pct", "Sitapur", 4))),
    # what cannot be taken
    ("Which seats did we not win in 2019?", NOT),
    ("How many women voters in Gorakhpur in 2019?", NOT),
    ("2019 में गोरखपुर में कितनी महिला मतदाता थीं", NOT),
    ("Who will win Amethi in 2029?", NOT),
    ("Which booths have the most Yadav voters?", NOT),
    ("गोरखपुर में किस जाति के कितने मतदाता हैं", NOT),
    ("vote share in Gorakhpur 2019", NOT),
    ("How many seats did NDA win in 2018?", NOT),
    ("Turnout of young voters in Lucknow", NOT),
    ("मौसम कैसा रहेगा", NOT),
    ("Who won Fatehabad in 2022 and why did the loser lose?", NOT),
    ("List the people who did not vote in Lucknow", NOT),
]

with open(OUT, "w", newline="", encoding="utf-8") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["question", "form", "value", "count", "first"])
    for text, (form, number, count, first) in QUESTIONS:
        writer.writerow([text, form, f"{number:.6f}" if number != "" else "", count, first])
print(len(QUESTIONS), "questions")
