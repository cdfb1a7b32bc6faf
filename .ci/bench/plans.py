"""The command without a service: `cnswatch plan` over sizes, on one core and two, against DuckDB on the same files."""

import os
import statistics
import sys

from measure import exponent, interleaved, median_cost, ms, paired_ratio, run, table

# What a data engineer would write for one item of the fifteen: patients with a brain finding who live, the latest brain MRI
# that shows something, and an interval from it that grows with the time since the finding. Partial dates are their first day.
QUERY = """
    COPY (
        WITH events AS (
            SELECT mrn, event, detail, result,
                   coalesce(try_strptime(date, '%Y-%m-%d'), try_strptime(date, '%Y-%m'), try_strptime(date, '%Y')) AS day
            FROM read_csv('{folder}/events.csv', header = true, all_varchar = true)
        ),
        found AS (
            SELECT mrn, min(day) AS since FROM events
            WHERE event = 'imaging' AND detail = 'mri-brain'
                AND result IN ('positive', 'new-lesions', 'progression', 'response', 'stable')
            GROUP BY mrn
        ),
        scanned AS (
            SELECT mrn, max(day) AS last FROM events
            WHERE event = 'imaging' AND detail = 'mri-brain' AND result <> 'non-diagnostic'
            GROUP BY mrn
        ),
        gone AS (SELECT DISTINCT mrn FROM events WHERE event = 'status' AND detail = 'deceased')
        SELECT p.mrn, p.family_name, p.given_name, p.clinic,
               scanned.last + CASE WHEN scanned.last < found.since + INTERVAL 24 MONTH
                                   THEN INTERVAL 3 MONTH ELSE INTERVAL 6 MONTH END AS due
        FROM read_csv('{folder}/patients.csv', header = true, all_varchar = true) p
        JOIN found USING (mrn) JOIN scanned USING (mrn)
        WHERE mrn NOT IN (SELECT mrn FROM gone)
        ORDER BY due
    ) TO '{folder}.duckdb.csv' (FORMAT csv, HEADER)
"""


def duckdb_command(folder, threads=2):
    program = (
        "import duckdb, sys; c = duckdb.connect(); "
        f"c.execute('SET threads = {threads}'); c.execute(sys.argv[1])")
    return [sys.executable, "-c", program, QUERY.format(folder=folder)]


def measure(cnswatch, rosters, protocol, times):
    """rosters: {patients: folder}."""

    def plan(folder, cores=None):
        pinned = ["taskset", "-c", "0"] if cores == 1 else []
        return pinned + [cnswatch, "plan", folder, "--protocol", protocol, "-o", "ndjson"]

    try:
        import duckdb

        peer = duckdb.__version__
    except ImportError:
        peer = None

    (rows, points) = ([], [])
    for size, folder in rosters.items():
        kinds = {"two": lambda folder=folder: run(plan(folder)), "one": lambda folder=folder: run(plan(folder, 1))}
        if peer:
            kinds["duckdb"] = lambda folder=folder: run(duckdb_command(folder))
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
