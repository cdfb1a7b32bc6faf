"""A roster of FHIR: planned without a service, and taken by one."""

import os
import subprocess
import sys
import time

from measure import ms, run, table
from service import Service

HERE = os.path.dirname(os.path.abspath(__file__))


def resources(tables, folder):
    """Writes the tables as FHIR; gives how many resources there are, in how many files, of how many MiB."""
    subprocess.run([sys.executable, f"{HERE}/fhir-roster", tables, folder], check=True)
    names = sorted(os.listdir(folder))
    lines = 0
    for name in names:
        with open(f"{folder}/{name}", "rb") as file:
            lines += sum(1 for _ in file)
    return (lines, len(names), sum(os.stat(f"{folder}/{name}").st_size for name in names) / 2**20)


def reload(service):
    began = time.perf_counter()
    report = service.client().call("org.cnswatch.Control.Reload")
    return (time.perf_counter() - began, report)


def touch(folder):
    for name in os.listdir(folder):
        with open(f"{folder}/{name}", "r+b") as file:
            byte = file.read(1)
            file.seek(0)
            file.write(byte)


def move_scans(folder, count):
    """Moves so many scans by a day, spread over the file."""
    path = f"{folder}/DiagnosticReport.ndjson"
    with open(path) as file:
        lines = file.readlines()
    for number in range(0, len(lines), max(1, len(lines) // count)):
        (head, mark, rest) = lines[number].partition('"effectiveDateTime":"')
        day = "1" if rest[9:10] != "1" else "2"
        if len(rest) > 10 and rest[10] == '"':
            lines[number] = head + mark + rest[:9] + day + rest[10:]
    with open(path + ".new", "w") as file:
        file.writelines(lines)
    os.replace(path + ".new", path)


def measure(cnswatch, cnswatchd, folder, rosters, protocol, day):
    """Tables for each size: the command, and the daemon's first start, rest, and reloads."""
    (sizes, plans, starts, reloads) = ([], [], [], [])
    for size, tables in rosters.items():
        place = f"{folder}/fhir-{size}"
        (lines, files, mib) = resources(tables, place)
        sizes.append([f"{size:,}", f"{lines:,}", f"{files}", f"{mib:.0f} MiB"])
        cost = run([cnswatch, "plan", place, "--as-of", day, "--protocol", protocol, "-o", "ndjson"])
        if cost.code != 0:
            raise SystemExit(f"plan of FHIR ended with {cost.code}")
        plans.append([f"{size:,}", ms(cost.seconds), ms(cost.cpu), f"{cost.mib:.0f} MiB"])

        service = Service(cnswatchd, f"{folder}/fhir-daemon-{size}", place, protocol)
        service.forget()
        first = service.start(wait=3_600)
        peak = service.peak()
        time.sleep(3)
        rest = service.rss()
        service.stop()
        again = service.start(wait=3_600)
        time.sleep(2)
        starts.append([f"{size:,}", ms(first), f"{peak:.0f} MiB", f"{rest:.0f} MiB", ms(again), f"{service.rss():.0f} MiB"])
        for (what, act) in (
            ("none, files untouched", lambda: None),
            ("none, files written anew", lambda: touch(place)),
            ("100 scans moved by a day", lambda: move_scans(place, 100)),
        ):
            act()
            (seconds, report) = reload(service)
            if report["outcome"] == "refused":
                raise SystemExit("the daemon refuses the roster of FHIR; nothing of it was measured")
            reloads.append([f"{size:,}", what, ms(seconds), report["outcome"], f"{report['changed']}", f"{service.peak():.0f} MiB"])
        service.stop()
    table("Rosters of FHIR NDJSON, made of the same tables", ["patients", "resources", "files", "size"], sizes)
    table("`cnswatch plan -o ndjson` of FHIR", ["patients", "time", "processor", "peak"], plans)
    table(
        "The daemon on FHIR", ["patients", "first start to READY", "peak", "at rest", "start again", "at rest then"], starts)
    table("Reload of FHIR", ["patients", "changed", "time", "outcome", "patients changed", "peak since the start"], reloads)
