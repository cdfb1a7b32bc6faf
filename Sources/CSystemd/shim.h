#pragma once

// What Swift's Glibc module leaves out.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/timex.h>

#include <stdint.h>

#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

// What SO_PEERCRED fills in. The C library shows its `struct ucred` to GNU sources only, which a
// module map is not; the three words and their order are the kernel's ABI (unix(7)).
struct peer_credentials {
    int32_t pid;
    uint32_t uid;
    uint32_t gid;
};
