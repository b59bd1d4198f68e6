"""Mail into a folder, for an instance without a mail server."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes each mail as `<Message-ID>.eml` into the folder `PLUMBLINE_MAIL_FOLDER`.

    A file appears whole or not at all, and the same mail sent twice is one file.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        super().__init__(**kwargs)
        self._folder = Path(settings.PLUMBLINE_MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes the mails; returns how many.

        Raises:
            OSError: The folder cannot be written.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            name = str(message["Message-ID"]).strip("<>").partition("@")[0]
            target = self._folder / f"{name}.eml"
            draft = self._folder / f".{name}.{os.getpid()}.part"
            draft.write_bytes(message.as_bytes())
            draft.chmod(0o600)
            draft.replace(target)
        return len(email_messages)
