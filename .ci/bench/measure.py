"""Running programs and reading what they cost: wall time, processor time, memory, wake-ups."""

import contextlib
import os
import statistics
import time

NULL = os.open(os.devnull, os.O_RDWR)


class Cost:
    """What one process took."""

    def __init__(self, seconds, usage, code):
        self.seconds = seconds
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mib = usage.ru_maxrss / 1024
        self.code = code


def run(command, environment=None, output=NULL):
    """Runs a program to its end. The start is posix_spawn, so that the size of this process costs the other nothing."""
    actions = [
        (os.POSIX_SPAWN_DUP2, NULL, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, NULL, 2),
    ]
    began = time.perf_counter()
    child = os.posix_spawnp(command[0], command, environment or os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    return Cost(time.perf_counter() - began, usage, os.waitstatus_to_exitcode(status))


def run_into_head(command, environment=None):
    """Runs `command | head`; gives the seconds until both have ended."""
    (end, begin) = os.pipe2(os.O_CLOEXEC)
    began = time.perf_counter()
    first = os.posix_spawnp(
        command[0], command, environment or os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, begin, 1), (os.POSIX_SPAWN_DUP2, NULL, 2)])
    second = os.posix_spawnp(
        "head", ["head"], os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, end, 0), (os.POSIX_SPAWN_DUP2, NULL, 1)])
    os.close(end)
    os.close(begin)
    os.waitpid(first, 0)
    os.waitpid(second, 0)
    return time.perf_counter() - began


def schedule(pid, policy, priority):
    """Sets how the threads of a process are scheduled."""
    for task in os.listdir(f"/proc/{pid}/task"):
        os.sched_setscheduler(int(task), policy, os.sched_param(priority))


@contextlib.contextmanager
def foremost(pid, wanted):
    """Runs what is inside, and a service, before all other work of the machine, where that is wanted and allowed: what others do
    meanwhile is then no part of the result. For seconds only, since nothing else gets a core that these ask for."""
    processes = {pid, os.getpid()} if wanted else set()
    for process in processes:
        schedule(process, os.SCHED_RR, 10)
    try:
        yield
    finally:
        for process in processes:
            schedule(process, os.SCHED_OTHER, 0)


def repeat(times, measure):
    """A warm-up, then so many runs."""
    measure()
    return [measure() for _ in range(times)]


def interleaved(times, measures):
    """Several measures, one after the other in turn, so that what else the machine does hits all of them alike."""
    for measure in measures.values():
        measure()
    results = {name: [] for name in measures}
    for _ in range(times):
        for name, measure in measures.items():
            results[name].append(measure())
    return results


def median_cost(costs):
    """The run of median time."""
    return sorted(costs, key=lambda cost: cost.seconds)[len(costs) // 2]


def paired_ratio(first, second):
    """The median of the ratios of runs that stood beside each other."""
    return statistics.median(a / b for a, b in zip(first, second))


def exponent(points):
    """The exponent of the power that fits (size, cost) best: the slope of a line through the logarithms."""
    import math

    xs = [math.log(size) for size, _ in points]
    ys = [math.log(cost) for _, cost in points]
    (mx, my) = (statistics.mean(xs), statistics.mean(ys))
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def memory(pid, field):
    """VmRSS or VmHWM of a process, in MiB."""
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    return float("nan")


def forget_peak(pid):
    with open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")


def switches(pid):
    """The context switches of each thread: {thread: (its name, given up of its own, taken away)}."""
    found = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        values = {}
        with open(f"/proc/{pid}/task/{task}/status") as file:
            for line in file:
                (name, _, value) = line.partition(":")
                values[name] = value.strip()
        found[task] = (
            values["Name"], int(values["voluntary_ctxt_switches"]), int(values["nonvoluntary_ctxt_switches"]))
    return found


def machine():
    """What this ran on, as far as it matters."""
    model = "unknown processor"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    memory_total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {memory_total:.0f} GiB, Linux {os.uname().release}"


def table(title, heads, rows):
    print(f"\n### {title}\n")
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


def ms(seconds):
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"
