"""The command without a service: `cnswatch plan` over sizes, on one core and two, against DuckDB on the same files."""

import csv
import json
import os
import statistics
import subprocess
import sys

import odd_roster
from measure import exponent, interleaved, median_cost, ms, paired_ratio, run, table

COLUMNS = ("rule", "anchor", "earliest", "due", "latest", "status", "urgency")


def duckdb_command(folder, day, threads=2):
    """DuckDB's answer for the one item, written to FOLDER.duckdb.csv."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "brain-mri.sql")) as file:
        query = file.read()
    for name, value in {"folder": folder, "day": day, "out": folder + ".duckdb.csv"}.items():
        query = query.replace("{" + name + "}", value)
    program = (
        "import duckdb, sys; c = duckdb.connect(); "
        f"c.execute('SET threads = {threads}'); c.execute(sys.argv[1])")
    return [sys.executable, "-c", program, query]


def check_equal(plan, folder, day):
    """Ends the bench where DuckDB does not say the same as the command of everyone: then the times mean nothing."""
    ours = {}
    for line in subprocess.run(plan, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        patient = json.loads(line)
        for item in patient["items"]:
            if item["item"] == "brain-mri":
                ours[patient["mrn"]] = tuple(item[column] for column in COLUMNS)
    subprocess.run(duckdb_command(folder, day), check=True)
    with open(folder + ".duckdb.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    theirs = {row["mrn"]: tuple(row[column] for column in COLUMNS) for row in rows}
    different = sorted(mrn for mrn in ours.keys() | theirs.keys() if ours.get(mrn) != theirs.get(mrn))
    if not ours or different or len(rows) != len(theirs):
        shown = "".join(f"\n{mrn}: cnswatch {ours.get(mrn)}, DuckDB {theirs.get(mrn)}" for mrn in different[:5])
        raise SystemExit(
            f"cnswatch has {len(ours)} brain-mri items, DuckDB {len(rows)}; {len(different)} patients differ.{shown}\n"
            "brain-mri.sql or the command is wrong; nothing was measured.")
    os.unlink(folder + ".duckdb.csv")
    return ours


def measure(cnswatch, rosters, protocol, day, times):
    """rosters: {patients: folder}; day: that of their export, as of which all plan."""

    def plan(folder, cores=None):
        pinned = ["taskset", "-c", "0"] if cores == 1 else []
        return pinned + [cnswatch, "plan", folder, "--protocol", protocol, "--as-of", day, "-o", "ndjson"]

    try:
        import duckdb

        peer = duckdb.__version__
    except ImportError:
        peer = None

    if peer:
        smallest = min(rosters)
        odd = os.path.join(os.path.dirname(rosters[smallest]), "odd")
        odd_roster.write(odd, 2_000, day)
        for (name, folder) in (f"the {smallest:,} invented patients", rosters[smallest]), ("2,000 odd ones", odd):
            items = check_equal(plan(folder), folder, day)
            rules = {item[0] for item in items.values()}
            print(
                f"\nDuckDB and cnswatch say the same of {name}: {len(items):,} brain-mri items of {len(rules)} leading rules, "
                "column by column.")
    (rows, points) = ([], [])
    for size, folder in rosters.items():
        kinds = {"two": lambda folder=folder: run(plan(folder)), "one": lambda folder=folder: run(plan(folder, 1))}
        if peer:
            kinds["duckdb"] = lambda folder=folder: run(duckdb_command(folder, day))
        costs = interleaved(times, kinds)
        for kind, runs in costs.items():
            if any(cost.code for cost in runs):
                raise SystemExit(f"{kind} failed on {folder}")
        seconds = {kind: [cost.seconds for cost in runs] for kind, runs in costs.items()}
        (two, one) = (median_cost(costs["two"]), median_cost(costs["one"]))
        points.append((size, two.cpu))
        row = [
            f"{size:,}", ms(two.seconds), ms(one.seconds), f"{paired_ratio(seconds['one'], seconds['two']):.2f}",
            f"{statistics.median(cost.cpu for cost in costs['two']):.3g} s",
            f"{statistics.median(cost.mib for cost in costs['two']):.0f} MiB",
        ]
        if peer:
            other = median_cost(costs["duckdb"])
            other_mib = statistics.median(cost.mib for cost in costs["duckdb"])
            row += [
                ms(other.seconds), f"{statistics.median(cost.cpu for cost in costs['duckdb']):.3g} s",
                f"{other_mib:.0f} MiB", f"{paired_ratio(seconds['duckdb'], seconds['two']):.2f}",
                f"{paired_ratio([c.cpu for c in costs['duckdb']], [c.cpu for c in costs['two']]):.2f}",
                f"{statistics.median(cost.mib for cost in costs['two']) / other_mib:.2f}",
            ]
        rows.append(row)
    heads = ["patients", "two cores", "one core", "one / two", "processor time", "peak"]
    if peer:
        heads += [
            f"DuckDB {peer}, whole process", "its processor time", "its peak", "DuckDB / cnswatch", "processor time, DuckDB / cnswatch", "memory / DuckDB's"]
    table("`cnswatch plan -o ndjson`, all items", heads, rows)
    if len(points) > 1:
        print(f"\nThe processor time grows with the patients to the power of {exponent(points):.3f}.")
    if not peer:
        print("\nDuckDB was not to be had here.")
    for folder in rosters.values():
        if os.path.exists(folder + ".duckdb.csv"):
            os.unlink(folder + ".duckdb.csv")
