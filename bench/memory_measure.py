"""Watches the resident memory of Posterframe: memory_measure.py EDGE_PID, for SECONDS_EACH seconds."""

import os
import sys
import time
from statistics import median

import processes

edge = int(sys.argv[1])
end = time.monotonic() + float(os.environ["SECONDS_EACH"])
edge_levels, worker_levels = [], []
while time.monotonic() < end:
    time.sleep(0.5)
    edge_levels.append(processes.resident(edge))
    for worker in processes.descendants(edge):
        try:
            worker_levels.append(processes.resident(worker))
        except OSError:
            pass  # it was recycled just now
MB = 1 << 20
print("| process | median, MiB | maximum, MiB |")
print("|---|---|---|")
print(f"| edge | {median(edge_levels) / MB:.0f} | {max(edge_levels) / MB:.0f} |")
print(f"| a worker | {median(worker_levels) / MB:.0f} | {max(worker_levels) / MB:.0f} |")
