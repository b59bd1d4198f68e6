"""A full recomputation written back, in a process that has built nothing; prints JSON.

    python -m bench.recomputing

What it needs of memory can be told only here: building an organization takes more.
"""

import json
import resource
import time
from datetime import timedelta
from pathlib import Path

import django


def main() -> int:
    """Put all sums to nothing, add them up, print."""
    django.setup()
    # Models can be imported only now.
    from bench.building import AT  # noqa: PLC0415
    from plumbline.domain.okrs.models import ObjectiveScore  # noqa: PLC0415
    from plumbline.domain.okrs.services.sums_restoring import sums_restore  # noqa: PLC0415
    from plumbline.domain.tenancy.models import Organization  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import writing  # noqa: PLC0415

    organization = Organization.objects.get(slug="bench")
    with writing(organization):
        ObjectiveScore.objects.update(weight_sum=0, weighted_sum=0, progress=None)
    begun, used = time.perf_counter(), time.process_time()
    with writing(organization):
        sums_restore(at=AT + timedelta(days=1))
    taken = {"seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - used}
    print(json.dumps({**taken, "memory_mb": _memory()}))
    return 0


def _memory() -> int:
    """Return the most MB that this program held; the system's own count has its parent's in it."""
    told = Path("/proc/self/status")
    if not told.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in told.read_text("ascii").splitlines() if "VmHWM" in line)
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    raise SystemExit(main())
