"""What a database knows of its own tables when it chooses how to read them."""

from django.db import connections

from plumbline.domain.tenancy.transactions import writing_global

#: Entries of each index that are looked at: enough to tell ten rows from ten thousand.
ENTRIES = 400


def statistics_refresh() -> None:
    """Lets SQLite count its tables roughly, in a few milliseconds; PostgreSQL does so by itself.

    Every question carries the organization. SQLite takes it for the rarest value there is as long
    as it knows nothing, and would read all rows of the organization instead of looking up ten ids.
    """
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return
    with writing_global(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ENTRIES}")
        cursor.execute("ANALYZE")
