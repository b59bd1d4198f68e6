"""Opening the instance for a command: settings, Django, and who acts where.

A module that needs Django is imported by its name after Django is set up, because its models
cannot be imported earlier; everything else of the command line starts without it.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from plumbline.cli.refusals import CommandRefused

#: One of these lies in the data folder of every instance.
TRACES = ("plumbline.env", "secret_key", "plumbline.sqlite3")


def instance_open(work: str, *, makes: bool = False) -> ModuleType:
    """Set Django up with the instance's settings and return the module that does the work.

    Args:
        work: Name of the module; it may import models.
        makes: Make the instance where there is none. All other commands would only hide from
            whoever mistyped a folder that nothing is there.

    Raises:
        CommandRefused: There is no instance, a setting cannot be used, or the data folder cannot.
    """
    if not makes:
        _there_is_one(_data_folder())
    # Another program's settings, left in the environment, are not ours.
    os.environ["DJANGO_SETTINGS_MODULE"] = "plumbline.config.settings"
    mistake: type[Exception] = import_module("django.core.exceptions").ImproperlyConfigured
    with loading():
        try:
            import_module("django").setup()
        except mistake as error:
            raise CommandRefused(str(error)) from None
        # From here on a failure finds its log beside the data.
        os.environ["PLUMBLINE_DATA"] = str(import_module("django.conf").settings.PLUMBLINE.data)
        return import_module(work)


@contextmanager
def loading() -> Iterator[None]:
    """Keep the garbage collector away while modules are loaded, and from what they hold later.

    All of it stays. To walk it again and again while it grows took a sixth of a server's start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def data_folder_made() -> Path:
    """Return the data folder, made if need be, without opening the instance.

    Raises:
        CommandRefused: It cannot be made or written to.
    """
    environment = import_module("plumbline.config.environment")
    mistake: type[Exception] = environment.EnvironmentMistake
    folder = _data_folder()
    try:
        environment.data_folder_prepare(folder)
    except mistake as error:
        raise CommandRefused(str(error)) from None
    return folder


def _data_folder() -> Path:
    default = import_module("plumbline.config.environment").data_folder_default
    return Path(os.environ.get("PLUMBLINE_DATA") or default()).expanduser().absolute()


def _there_is_one(folder: Path) -> None:
    """Refuse a folder without any trace of an instance.

    Raises:
        CommandRefused: There is none, and no database is named in the environment either.
    """
    if os.environ.get("PLUMBLINE_DATABASE_URL"):
        return
    try:
        if any((folder / name).exists() for name in TRACES):
            return
    except PermissionError:
        return  # opening it says which rights are missing
    raise CommandRefused(
        f"There is no instance in {folder}. Name its folder with --data or PLUMBLINE_DATA; "
        "plumbline up makes a new one."
    )
