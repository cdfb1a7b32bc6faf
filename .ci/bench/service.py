"""The daemon under measurement: started as a service manager would, asked over its socket."""

import atexit
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import time

from measure import memory

CONTROL = "org.cnswatch.Control."


class Service:
    """A daemon on a roster, with a socket for its notifications."""

    def __init__(self, daemon, folder, roster, protocol, watchdog=None):
        (self.daemon, self.folder, self.watchdog) = (daemon, folder, watchdog)
        os.makedirs(folder, exist_ok=True)
        self.socket = folder + "/control"
        self.configuration = folder + "/cnswatch.toml"
        with open(self.configuration, "w") as file:
            file.write(
                f'[roster]\nfolder = "{roster}"\n[protocol]\nfile = "{protocol}"\n'
                f'[state]\nfolder = "{folder}/state"\n[control]\nsocket = "{self.socket}"\n')
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
        end = began + wait
        while True:
            (readable, _, _) = select.select([self.notify], [], [], 0.5)
            if readable:
                if b"READY=1" in self.notify.recv(65536):
                    return time.perf_counter() - began
            if self.process.poll() is not None or time.perf_counter() > end:
                raise SystemExit(f"the daemon did not start; see {self.folder}/log")

    def words(self):
        """What the daemon notified since."""
        self.notify.setblocking(False)
        words = []
        while True:
            try:
                words.append(self.notify.recv(65536).decode())
            except BlockingIOError:
                return words

    @property
    def pid(self):
        return self.process.pid

    def rss(self):
        return memory(self.pid, "VmRSS")

    def peak(self):
        return memory(self.pid, "VmHWM")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
        self.notify.close()

    def forget(self):
        shutil.rmtree(self.folder + "/state", ignore_errors=True)

    def client(self):
        return Client(self.socket)


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
