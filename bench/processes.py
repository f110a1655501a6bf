"""What processes have used, from /proc."""

import os

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def stat(pid):
    """The fields of /proc/PID/stat behind the name, which may have spaces in it."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()


def cpu(pids):
    """Seconds of user and system time of the processes, ended threads included."""
    return sum(int(field) for pid in pids for field in stat(pid)[11:13]) / TICKS


def children(pid):
    """The process ids of a process's children."""
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and int(stat(name)[1]) == int(pid):
                found.append(int(name))
        except OSError:
            pass
    return sorted(found)


def descendants(pid):
    """The process ids of a process's children and theirs: a worker in a sandbox is a child of what shuts it in."""
    found = children(pid)
    return found + [further for child in found for further in descendants(child)]


def resident(pid):
    """Resident bytes."""
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * PAGE
