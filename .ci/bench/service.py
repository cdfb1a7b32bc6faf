"""The daemon under measurement: started as a service manager would, asked over its socket."""

import atexit
import grp
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

from measure import memory

# A group of every Linux system: its members may read, so that several users can ask.
READERS = grp.getgrgid(1)


class Service:
    """A daemon on a roster, with a socket for its notifications."""

    def __init__(self, daemon, folder, roster, protocol, watchdog=None):
        (self.daemon, self.folder, self.watchdog) = (daemon, folder, watchdog)
        os.makedirs(folder, exist_ok=True)
        self.socket = folder + "/control"
        codes = os.path.normpath(f"{os.path.dirname(protocol)}/../codes")
        self.configuration = folder + "/cnswatch.toml"
        with open(self.configuration, "w") as file:
            file.write(
                f'[roster]\nfolder = "{roster}"\ncodes = "{codes}"\n[protocol]\nfile = "{protocol}"\n'
                f'[state]\nfolder = "{folder}/state"\n[control]\nsocket = "{self.socket}"\n'
                f'[access]\nviewers = ["{READERS.gr_name}"]\n')
        self.process = None

    def start(self, wait=600):
        """Starts the daemon; gives the seconds until it says that it is ready."""
        path = self.folder + "/notify"
        if os.path.exists(path):
            os.unlink(path)
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(path)
        environment = dict(os.environ, NOTIFY_SOCKET=path, TZ="UTC")
        environment.pop("WATCHDOG_PID", None)
        if self.watchdog:
            environment["WATCHDOG_USEC"] = str(self.watchdog * 1_000_000)
        log = open(self.folder + "/log", "ab")
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [self.daemon, "--config", self.configuration], env=environment, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL)
        atexit.register(self.process.kill)
        (self.heard, self.ready) = ([], threading.Event())
        threading.Thread(target=self._listen, args=(self.notify,), daemon=True).start()
        while not self.ready.wait(0.5):
            if self.process.poll() is not None or time.perf_counter() > began + wait:
                raise SystemExit(f"the daemon did not start; see {self.folder}/log")
        return self.ready_at - began

    def _listen(self, notify):
        """Hears all that the daemon notifies, as a service manager does: one that nobody hears would wait."""
        while True:
            word = notify.recv(65536)
            if word == b"":
                return
            self.heard.append(word.decode())
            if not self.ready.is_set() and b"READY=1" in word:
                self.ready_at = time.perf_counter()
                self.ready.set()

    def words(self):
        """What the daemon notified since this was asked before."""
        (words, self.heard) = (self.heard, [])
        return words

    @property
    def pid(self):
        return self.process.pid

    def rss(self):
        return memory(self.pid, "VmRSS")

    def peak(self):
        return memory(self.pid, "VmHWM")

    def cpu(self):
        """The seconds of processor time that it has taken, threads that ended included."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"", self.folder + "/notify")

    def forget(self):
        shutil.rmtree(self.folder + "/state", ignore_errors=True)

    def client(self):
        return Client(self.socket)

    def clients(self, count):
        """So many connections, of eight users where this process may be others: one user may have sixteen at most."""
        try:
            os.chmod(self.socket, 0o666)
            found = []
            for number in range(count):
                os.setegid(READERS.gr_gid)
                os.seteuid(40_000 + number % 8)
                try:
                    found.append(Client(self.socket))
                finally:
                    os.seteuid(os.getuid())
                    os.setegid(os.getgid())
            return found
        except OSError:
            return [Client(self.socket) for _ in range(min(count, 12))]


class Client:
    """A connection to the control interface."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.left = b""

    def send(self, frame):
        self.socket.sendall(frame)

    def receive(self):
        """The bytes of the next reply."""
        while True:
            (reply, found, rest) = self.left.partition(b"\0")
            if found:
                self.left = rest
                return reply
            more = self.socket.recv(1 << 18)
            if not more:
                raise SystemExit("the daemon closed the connection")
            self.left += more

    def call(self, method, **parameters):
        self.send(frame(method, **parameters))
        reply = json.loads(self.receive())
        if "error" in reply:
            raise SystemExit(f"{method}: {reply}")
        return reply["parameters"]


def frame(method, **parameters):
    return json.dumps({"method": method, "parameters": parameters}).encode() + b"\0"
