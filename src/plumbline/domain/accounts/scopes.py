"""What an API token may do. Plain Python, so that the table of rights needs no Django."""

from enum import StrEnum


class TokenScope(StrEnum):
    """A cap on the rights of the person a token stands for; never a right of its own."""

    READ = "read"
    CHECK_IN = "check_in"
    WRITE = "write"
