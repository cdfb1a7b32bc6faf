"""The service: start, import, rest, reload, answers."""

import datetime
import mmap
import os
import selectors
import statistics
import threading
import time

import peers
from measure import foremost, forget_peak, interleaved, ms, paired_ratio, percentile, run, run_into_head, schedule, table
from service import Service, frame

DUE = frame("org.cnswatch.Control.Due", limit=5)
SMALL = frame("org.varlink.service.GetInfo")
STATUS = frame("org.cnswatch.Control.Status")


def settle(service):
    """Waits until the daemon has done what a change of its folder set off: it looks again a second after."""
    time.sleep(1.6)
    service.client().call("org.cnswatch.Control.Status")


def touch(folder):
    for name in ("patients.csv", "events.csv"):
        with open(f"{folder}/{name}", "r+b") as file:
            byte = file.read(1)
            file.seek(0)
            file.write(byte)


def change(folder, count, add):
    """Changes so many patients: a visit a day earlier, or one more visit. The file is too large to be taken into memory."""
    path = f"{folder}/events.csv"
    changed = 0
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as text:
        pieces = []
        end = 0
        for number in range(count):
            # Evenly spread, so that they are visits of different patients.
            visit = text.find(b",visit,", len(text) * number // count)
            start = text.rfind(b"\n", 0, visit) + 1
            date = text[visit - 10 : visit]
            if visit < 0 or text[start:visit].count(b",") != 1 or start < end:
                continue
            earlier = datetime.date.fromisoformat(date.decode()) - datetime.timedelta(days=1)
            stop = text.find(b"\n", visit) + 1
            row = text[start : visit - 10] + earlier.isoformat().encode() + text[visit:stop]
            changed += 1
            if add:
                pieces.append((end, start, row))
                end = start
            else:
                text[start:stop] = row
        if add:
            with open(path + ".new", "wb") as new:
                for begin, start, row in pieces:
                    new.write(text[begin:start])
                    new.write(row)
                new.write(text[end:])
    if add:
        os.replace(path + ".new", path)
    if changed < count * 0.9:
        raise SystemExit(f"only {changed} of {count} patients were changed")


def reload(service):
    client = service.client()
    began = time.perf_counter()
    report = client.call("org.cnswatch.Control.Reload")
    return (time.perf_counter() - began, report)


class Reader(threading.Thread):
    """Asks for the head of the work-list every few milliseconds, and keeps how long each answer took."""

    def __init__(self, service):
        super().__init__(daemon=True)
        (self.client, self.going, self.times) = (service.client(), True, [])

    def run(self):
        while self.going:
            began = time.perf_counter()
            self.client.send(STATUS)
            self.client.receive()
            self.times.append(time.perf_counter() - began)
            time.sleep(0.002)

    def end(self):
        self.going = False
        self.join()
        return self.times


def reload_cost(service):
    """Seconds, processor time and report of a reload."""
    before = service.cpu()
    (seconds, report) = reload(service)
    return (seconds, service.cpu() - before, report)


def first_list(service, size):
    """The first list after a change, which has to be put in order, and what a short question waits for meanwhile."""
    reader = Reader(service)
    reader.start()
    client = service.client()
    began = time.perf_counter()
    client.send(DUE)
    client.receive()
    first = time.perf_counter() - began
    began = time.perf_counter()
    client.send(DUE)
    client.receive()
    second = time.perf_counter() - began
    table(
        f"The first list after a change, {size:,} patients",
        ["first", "second", "longest answer to another meanwhile"], [[ms(first), ms(second), ms(max(reader.end()))]])


def lifecycle(daemon, folder, rosters, protocol, times, is_foremost):
    """Start, import, reload for each size; leaves the stores for the answers."""
    (starts, reloads, services) = ([], [], {})
    for size, roster in rosters.items():
        # An import of a million takes its time.
        times = min(times, 3) if size >= 1_000_000 else times
        service = Service(daemon, f"{folder}/daemon-{size}", roster, protocol)
        service.forget()
        first = service.start()
        (peak, first_cpu) = (service.peak(), service.cpu())
        time.sleep(3)
        rest = service.rss()
        ready = []
        for number in range(times + 1):
            service.stop()
            with foremost(os.getpid(), is_foremost):
                seconds = service.start()
            # What was started so goes on so.
            if is_foremost:
                schedule(service.pid, os.SCHED_OTHER, 0)
            if number:
                ready.append(seconds)
        time.sleep(1)
        starts.append([
            f"{size:,}", ms(first), f"{first_cpu:.3g} s", f"{peak:.0f} MiB", f"{rest:.1f} MiB", f"{ms(statistics.median(ready))}",
            f"{service.rss():.1f} MiB",
        ])

        files = [f"{roster}/{name}.csv" for name in ("patients", "events")]
        hashes = []

        def hashing():
            """A run of what a reload is held against, beside each reload."""
            hashes.append(run(["sha256sum"] + files))
            return hashes[-1]

        def row(what, costs, longest="", peak=""):
            """Costs are pairs of seconds and processor time of a reload and of the hashing beside it."""
            median = statistics.median
            reloads.append([
                f"{size:,}", what, ms(median(cost[0] for cost in costs)), ms(median(cost[2].seconds for cost in costs)),
                f"{median(cost[0] / cost[2].seconds for cost in costs):.2f}",
                f"{median(cost[1] for cost in costs):.2f} s", f"{median(cost[2].cpu for cost in costs):.2f} s",
                longest, peak])

        settle(service)
        untouched = []
        for _ in range(times):
            (seconds, cpu, _) = reload_cost(service)
            untouched.append((seconds, cpu, hashing()))
        touched = []
        for _ in range(times):
            touch(roster)
            (seconds, cpu, report) = reload_cost(service)
            if report["outcome"] != "unchanged":
                raise SystemExit(f"a touched roster is not unchanged: {report}")
            touched.append((seconds, cpu, hashing()))
            settle(service)
        row("none, files untouched", untouched)
        row("none, files written anew", touched)
        for (what, add) in (("100 patients, no row added", False), ("100 patients, a row added to each", True)):
            (taken, answers, peaks) = ([], [], [])
            for _ in range(times):
                change(roster, min(100, size // 10), add)
                forget_peak(service.pid)
                reader = Reader(service)
                reader.start()
                (seconds, cpu, report) = reload_cost(service)
                answers += reader.end()
                taken.append((seconds, cpu, hashing()))
                peaks.append(service.peak())
                if report["outcome"] != "taken":
                    raise SystemExit(f"a changed roster was not taken: {report}")
                settle(service)
            row(
                what, taken, f"{ms(max(answers))} (99 %: {ms(percentile(answers, 0.99))})",
                f"{statistics.median(peaks):.0f} MiB")
        services[size] = service
    table(
        "The daemon: first import, rest, start with an unchanged roster",
        ["patients", "first start to READY", "processor time", "peak of it", "at rest after it", "start to READY, unchanged", "at rest"],
        starts)
    table(
        "Reload",
        [
            "patients", "changed", "reload", "sha256sum of the files", "ratio", "processor time", "that of sha256sum",
            "longest answer meanwhile", "peak",
        ], reloads)
    return services


def whole_process(cnswatch, service, size, folder, times):
    """What a person waits for, beside what others wait for."""
    environment = dict(os.environ, CNSWATCH_SOCKET=service.socket)
    measures = {
        "`cnswatch due --limit 5`": lambda: run([cnswatch, "due", "--limit", "5"], environment).seconds,
        "`cnswatch due --limit 5 -o json`":
            lambda: run([cnswatch, "due", "--limit", "5", "-o", "json"], environment).seconds,
        "`cnswatch due -o json \\| head`": lambda: run_into_head([cnswatch, "due", "-o", "json"], environment),
        "`cnswatch status`": lambda: run([cnswatch, "status"], environment).seconds,
        "`cnswatch --version`": lambda: run([cnswatch, "--version"]).seconds,
    }
    (others, ends) = peers.start(folder)
    try:
        for name, command in others.items():
            measures[name] = lambda command=command: run(command).seconds
        results = interleaved(times, measures)
    finally:
        for end in ends:
            end()
    heads = ["process", "median", "p95"] + [f"/ {name}" for name in others]
    rows = []
    for name, values in results.items():
        rows.append(
            [name, ms(statistics.median(values)), ms(percentile(values, 0.95))]
            + [f"{paired_ratio(values, results[other]):.2f}" for other in others])
    table(f"Whole processes, {size:,} patients, medians of {times} interleaved runs", heads, rows)


def in_connection(service, size, seconds=2):
    """How many small calls one connection answers, one after the other and many at once."""
    rows = []
    for name, call in (("GetInfo", SMALL), ("Status", STATUS), ("Due, limit 5", DUE)):
        client = service.client()
        client.send(call)
        client.receive()
        (times, end) = ([], time.perf_counter() + seconds)
        while time.perf_counter() < end:
            began = time.perf_counter()
            client.send(call)
            client.receive()
            times.append(time.perf_counter() - began)
        (batch, answered) = (call * 16, 0)
        began = time.perf_counter()
        while time.perf_counter() < began + seconds:
            client.send(batch)
            for _ in range(16):
                client.receive()
            answered += 16
        rate = answered / (time.perf_counter() - began)
        rows.append([
            name, f"{1 / statistics.mean(times):,.0f}", ms(statistics.median(times)), ms(percentile(times, 0.99)),
            f"{rate:,.0f}"])
    table(
        f"Calls on one connection, {size:,} patients, a client in Python",
        ["call", "a second, one by one", "p50", "p99", "a second, 16 sent at once"], rows)


def many_clients(service, size, count=64, seconds=4):
    """So many clients, each with one call under way at all times, and so many that ask once each fifty milliseconds."""
    rows = []
    for name, call in (("Status", STATUS), ("Due, limit 5", DUE)):
        for pause in (0, 0.05):
            (clients, times) = crowd(service, call, count, pause, seconds)
            rows.append([
                name, clients, "none" if not pause else ms(pause), f"{len(times) / seconds:,.0f}",
                ms(statistics.median(times)), ms(percentile(times, 0.99)), ms(max(times))])
    table(
        f"{count} clients at once, {size:,} patients", ["call", "clients", "pause", "answers a second", "p50", "p99", "longest"], rows)


def crowd(service, call, count, pause, seconds):
    clients = service.clients(count)
    count = len(clients)
    selector = selectors.DefaultSelector()
    (sent, times) = ({}, [])
    began = time.perf_counter()
    due = [(began + pause * number / count, number) for number in range(count)]
    for number, client in enumerate(clients):
        selector.register(client.socket, selectors.EVENT_READ, number)
    while True:
        now = time.perf_counter()
        if now > began + seconds:
            break
        while due and due[0][0] <= now:
            (_, number) = due.pop(0)
            sent[number] = time.perf_counter()
            clients[number].send(call)
        wait = max(0, due[0][0] - now) if due else 1
        for key, _ in selector.select(min(wait, 1)):
            number = key.data
            clients[number].receive()
            now = time.perf_counter()
            times.append(now - sent[number])
            due.append((now + pause, number))
    for client in clients:
        client.socket.close()
    return count, times
