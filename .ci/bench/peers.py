"""Other services with a command that asks them: chrony and Prometheus' Alertmanager, where they were unpacked or installed."""

import os
import shutil
import socket
import subprocess
import time

CHRONY = ".build/chrony/usr"
ALERTMANAGER = ".build/alertmanager/usr/bin"


def find(name, *folders):
    for folder in folders:
        if os.access(f"{folder}/{name}", os.X_OK):
            return os.path.abspath(f"{folder}/{name}")
    return shutil.which(name)


def start(folder):
    """Starts those that are there; gives {name: command to ask it} and what ends them."""
    (commands, ends) = ({}, [])
    for attempt in (chrony, alertmanager):
        found = attempt(folder)
        if found:
            (name, command, process) = found
            commands[name] = command
            ends.append(lambda process=process: (process.terminate(), process.wait()))
    return commands, ends


def answers(command, process):
    for _ in range(50):
        if process.poll() is not None:
            return False
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            return True
        time.sleep(0.1)
    process.terminate()
    process.wait()
    return False


def chrony(folder):
    daemon = find("chronyd", CHRONY + "/sbin", "/usr/sbin")
    client = find("chronyc", CHRONY + "/bin")
    if not daemon or not client or os.geteuid() != 0:
        return None
    # chronyd wants the folder of its socket for itself.
    place = folder + "/chrony"
    os.makedirs(place, mode=0o700, exist_ok=True)
    with open(place + "/conf", "w") as file:
        file.write(f"bindcmdaddress {place}/socket\ncmdport 0\nport 0\npidfile {place}/pid\nlocal\n")
    # -x: the clock is left alone.
    process = subprocess.Popen(
        [daemon, "-d", "-x", "-u", "root", "-f", place + "/conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    command = [client, "-h", place + "/socket", "tracking"]
    return ("`chronyc tracking`", command, process) if answers(command, process) else None


def alertmanager(folder):
    daemon = find("prometheus-alertmanager", ALERTMANAGER) or shutil.which("alertmanager")
    client = find("amtool", ALERTMANAGER)
    # Debian's build wants its templates where the package would have installed them.
    templates = "/usr/share/prometheus/alertmanager"
    if not daemon or not client or not os.path.exists(templates):
        return None
    place = folder + "/alertmanager"
    os.makedirs(place, exist_ok=True)
    with open(place + "/conf", "w") as file:
        file.write("route:\n  receiver: none\nreceivers:\n  - name: none\n")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [daemon, f"--config.file={place}/conf", f"--storage.path={place}", f"--web.listen-address=127.0.0.1:{port}",
         "--cluster.listen-address="], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    command = [client, f"--alertmanager.url=http://127.0.0.1:{port}", "alert", "query"]
    return ("`amtool alert query`", command, process) if answers(command, process) else None
