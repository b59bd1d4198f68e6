"""What the log leaves out."""

import logging


class WithoutTraceback(logging.Filter):
    """Keep the line and leave its traceback out: the fault is the visitor's, not ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through, shorter."""
        record.exc_info = record.exc_text = None
        return True
