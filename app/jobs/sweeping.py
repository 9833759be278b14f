"""Every day files are removed that no row keeps: what was left when an upload ended between file and row."""

from app.files import sweep
from app.queue import Work


def sweep_files(work: Work) -> None:
    """Take orphaned files off the disk and say how many there were."""
    removed = sweep()
    with work.completion() as result:
        result["removed"] = removed
