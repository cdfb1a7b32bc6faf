"""Five minutes in which nothing is due: who wakes up?"""

import ctypes
import os
import shutil
import signal
import subprocess
import threading
import time

from measure import switches
from service import Service


class ClockSets(threading.Thread):
    """Counts how often somebody sets the machine's clock: the daemon has to wake for each, and is not to blame for it."""

    def __init__(self):
        super().__init__(daemon=True)
        self.times = []

    def run(self):
        library = ctypes.CDLL(None, use_errno=True)
        # A time far away, absolute, and cancelled by the kernel when the clock is set.
        (realtime, absolute, cancel_on_set) = (0, 1, 2)
        far = (ctypes.c_long * 4)(0, 0, 2**33, 0)
        timer = library.timerfd_create(realtime, 0o2000000)
        while True:
            library.timerfd_settime(timer, absolute | cancel_on_set, far, None)
            try:
                os.read(timer, 8)
            except OSError:
                self.times.append(time.time() - time.monotonic())


class Idle(threading.Thread):
    """Two daemons beside the other measurements, with a watchdog and without, and a third under strace."""

    def __init__(self, daemon, folder, roster, protocol, patients, seconds=300):
        super().__init__(daemon=True)
        self.kinds = {"no watchdog": None, "watchdog, 60 s": 60, "watchdog, 60 s, traced": 60}
        self.services = {
            kind: Service(daemon, f"{folder}/idle-{number}", roster, protocol, watchdog)
            for number, (kind, watchdog) in enumerate(self.kinds.items())
        }
        (self.folder, self.seconds, self.patients) = (folder, seconds, patients)
        self.rows = []
        self.trace = ""
        self.sets = ClockSets()
        self.sets_within = 0

    def run(self):
        self.sets.start()
        for service in self.services.values():
            service.forget()
            service.start()
        # What the start left to do, such as looking again at a folder that has just been written, is done by then.
        time.sleep(10)
        tracer = None
        traced = self.services["watchdog, 60 s, traced"]
        if shutil.which("strace"):
            tracer = subprocess.Popen(
                ["strace", "-f", "-c", "-o", self.folder + "/strace", "-p", str(traced.pid)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(2)
        for service in self.services.values():
            service.words()
        before = {kind: switches(service.pid) for kind, service in self.services.items()}
        sets = len(self.sets.times)
        time.sleep(self.seconds)
        self.sets_within = len(self.sets.times) - sets
        after = {kind: switches(service.pid) for kind, service in self.services.items()}
        pings = {kind: len([w for w in service.words() if "WATCHDOG=1" in w])
                 for kind, service in self.services.items()}
        for kind, service in self.services.items():
            for task, (name, voluntary, taken) in sorted(after[kind].items(), key=lambda item: int(item[0])):
                (_, was, was_taken) = before[kind].get(task, ("", 0, 0))
                loop = int(task) == service.pid
                self.rows.append((
                    kind, "the loop" if loop else name, voluntary - was, taken - was_taken,
                    pings[kind] if loop else "", f"{service.rss():.1f} MiB" if loop else ""))
        if tracer:
            tracer.send_signal(signal.SIGINT)
            tracer.wait()
            if os.path.exists(self.folder + "/strace"):
                with open(self.folder + "/strace") as file:
                    self.trace = file.read().strip()
        for service in self.services.values():
            service.stop()
