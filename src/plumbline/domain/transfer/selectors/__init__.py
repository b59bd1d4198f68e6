"""Reading for import and export; every function takes the viewer."""

from plumbline.domain.transfer.selectors.imports import (
    import_get,
    import_obstacles,
    import_own,
    import_unclaimed,
    imports_own_part,
    imports_waiting,
)

__all__ = [
    "import_get",
    "import_obstacles",
    "import_own",
    "import_unclaimed",
    "imports_own_part",
    "imports_waiting",
]
