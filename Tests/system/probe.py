"""Tries, under the settings of the unit, what they are to forbid; ends with 1 where anything succeeds."""
import ctypes
import errno
import mmap
import os
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
failures = []


def forbidden(what, attempt):
    try:
        attempt()
    except OSError as error:
        print("refused as it should be:", what, errno.errorcode.get(error.errno, error.errno))
    else:
        failures.append(what)
        print("NOT refused:", what)


def call(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), "")


def write(path):
    with open(path, "w"):
        pass


for path in ("/usr/lib/x", "/etc/cnswatch/x", "/var/lib/x", "/srv/cnswatch/roster/x", "/root/x", "/home/x"):
    forbidden("writing " + path, lambda: write(path))
forbidden("reading /etc/shadow", lambda: open("/etc/shadow"))
forbidden("looking into the homes", lambda: os.listdir("/home/vera"))
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
    forbidden(f"a socket of {family.name}", lambda: socket.socket(family))
forbidden("tracing", lambda: call(libc.ptrace(16, 1, 0, 0)))
forbidden("memory that is written and run", lambda: mmap.mmap(
    -1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC))
forbidden("setting the clock", lambda: call(libc.settimeofday((ctypes.c_long * 2)(1, 0), None)))
forbidden("a namespace", lambda: call(libc.unshare(0x10000000)))
forbidden("mounting", lambda: call(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)))
forbidden("another user", lambda: os.setuid(0))
forbidden("a host name", lambda: socket.sethostname("x"))
forbidden("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))
forbidden("seeing other processes", lambda: open("/proc/1/status"))
sys.exit(1 if failures else 0)
