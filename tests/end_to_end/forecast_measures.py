#!/usr/bin/env python3
"""How good past forecasts are, on the real results, against what was measured before this model: the forecast must not get worse unseen.
Usage: forecast_measures.py BOOTHWISE SHARED_DATA. Without the data: says so, exit 77 (skipped)."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

# Election: seats right at least, Brier at most. Of the shared model's first measurement; LS-2014 with room for the fit's
# random draws about 0.0713 (0.071 wanted): see docs/forecast.md#backtest.
REQUIRED = {"LS-2014": (71, 0.073), "LS-2019": (67, 0.100), "VS-2017": (315, 0.150), "VS-2022": (330, 0.121)}
# Per cent of all targets' leads together in their intervals.
COVERED = {"50": (45, 56), "80": (75, 86.5), "95": (90, 99)}
BEATS = ["last_winner_holds", "uniform_swing", "proportional_swing", "logistic_last_lead", "base_rate"]


def ask(*command):
    printed = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if printed.returncode != 0:
        raise SystemExit(f"{command}: {printed.stderr}")
    return printed.stdout


def check_backtest(told):
    faults = []
    rows = {row["election"]: row for row in told["targets"] if row["mode"] == "A"}
    for election, (right, brier) in REQUIRED.items():
        row = rows[election]
        if row["seats_right"] < right or row["brier"] > brier:
            faults.append(f"{election}: {row['seats_right']} right, Brier {row['brier']}; required {right}, {brier}")
        for name in BEATS:
            if row["brier"] >= row["baselines"][name]["brier"]:
                faults.append(f"{election}: Brier not better than {name}")
        if row["coverage"]["95"] < 90:
            faults.append(f"{election}: 95 % hold {row['coverage']['95']}")
        if sum(row["pit"]) != row["units"] or sum(part["seats"] for part in row["reliability"]) != row["units"]:
            faults.append(f"{election}: tables do not add up")
    units = sum(row["units"] for row in rows.values())
    for central, (least, most) in COVERED.items():
        share = sum(row["units"] * row["coverage"][central] for row in rows.values()) / units
        if not least <= share <= most:
            faults.append(f"{central} % intervals hold {share:.1f} % of the leads")
    return faults


def check_forecast(told):
    faults = []
    for seat in told["seats"]:
        chances = seat["p_win"].values()
        if not all(0.001 <= chance <= 0.999 for chance in chances) or abs(sum(chances) - 1) > 0.02:
            faults.append(f"{seat}: chances")
        for bloc in seat["blocs"].values():
            for key in ("share", "lead"):
                wide = bloc[key]
                if not wide["interval_95"][0] <= wide["interval_80"][0] <= wide["interval_50"][0] <= wide["interval_50"][1]:
                    faults.append(f"{seat['pc_no']}: intervals are not nested")
    if len(told["seats"]) != 80:
        faults.append("not 80 seats")
    for name, bloc in told["state"].items():
        if abs(sum(bloc["seats"]["distribution"]) - 1) > 1e-3:
            faults.append(f"{name}: the distribution does not add up")
    return faults


def main():
    boothwise, shared = sys.argv[1], pathlib.Path(os.environ.get("BOOTHWISE_SHARED_DATA", sys.argv[2]))
    samples = pathlib.Path(__file__).resolve().parents[2] / "data/samples/forecast"
    if not (shared / "up/pc_results_2009_2019.csv").exists():
        print(f"SKIPPED: the results are not in {shared}", file=sys.stderr)
        return 77
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        workspace = pathlib.Path(folder) / "w"
        ask(boothwise, "init", "-w", workspace, "--state", "UP")
        ask(boothwise, "-w", workspace, "import", "all", shared / "up", "--quiet")
        one = ask(boothwise, "-w", workspace, "forecast", "backtest", "--format", "json", "--threads", "1")
        if one != ask(boothwise, "-w", workspace, "forecast", "backtest", "--format", "json", "--threads", "2"):
            faults.append("the backtest depends on the number of threads")
        faults += check_backtest(json.loads(one))
        for scenario in sorted(samples.glob("*.toml")):
            command = [boothwise, "-w", workspace, "forecast", "--scenario", scenario, "--format", "json", "--seed", "7", "--threads"]
            told = ask(*command, "1")
            if told != ask(*command, "2"):
                faults.append(f"{scenario.name}: bytes depend on the number of threads")
            faults += check_forecast(json.loads(told))
            needs = json.loads(ask(boothwise, "-w", workspace, "forecast", "needs", "--scenario", scenario, "--format", "json", "--budget", "20"))
            swings = [row["even_points"] for row in needs["lead_points_needed"]]
            if swings != sorted(swings):
                faults.append(f"{scenario.name}: more seats take less")
        columns = ["--column", "seat=ons_id", "--column", "party=party_abbreviation", "--column", "region=region_name", "--column", "name=constituency_name"]
        results = ["--results", f"2015={shared}/stats/uk_ge2015_candidates.csv.gz", "--results", f"2017={shared}/stats/uk_ge2017_candidates.csv.gz"]
        other = json.loads(ask(boothwise, "forecast", "backtest", *results, *columns, "--mode", "A", "--format", "json"))["targets"][0]
        print(f"second country: {other['seats_right']} of {other['units']} right, Brier {other['brier']}, coverage {other['coverage']}")
        if other["units"] < 600 or other["seats_right"] < 0.88 * other["units"]:
            faults.append("the second country is told badly")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
