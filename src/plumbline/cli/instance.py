"""Opening the instance for a command: settings, Django, and who acts where.

A module that needs Django is imported by its name after Django is set up, because its models
cannot be imported earlier; everything else of the command line starts without it.
"""

import os
from importlib import import_module
from pathlib import Path
from types import ModuleType

from plumbline.cli.refusals import CommandRefused


def instance_open(work: str) -> ModuleType:
    """Set Django up with the instance's settings and return the module that does the work.

    Args:
        work: Name of the module; it may import models.

    Raises:
        CommandRefused: A setting cannot be used, or the data folder cannot.
    """
    # Another program's settings, left in the environment, are not ours.
    os.environ["DJANGO_SETTINGS_MODULE"] = "plumbline.config.settings"
    mistake: type[Exception] = import_module("django.core.exceptions").ImproperlyConfigured
    try:
        import_module("django").setup()
    except mistake as error:
        raise CommandRefused(str(error)) from None
    # From here on a failure finds its log beside the data.
    os.environ["PLUMBLINE_DATA"] = str(import_module("django.conf").settings.PLUMBLINE.data)
    return import_module(work)


def data_folder_made() -> Path:
    """Return the data folder, made if need be, without opening the instance.

    Raises:
        CommandRefused: It cannot be made or written to.
    """
    environment = import_module("plumbline.config.environment")
    mistake: type[Exception] = environment.EnvironmentMistake
    folder = Path(os.environ.get("PLUMBLINE_DATA") or environment.data_folder_default())
    folder = folder.expanduser().absolute()
    try:
        environment.data_folder_prepare(folder)
    except mistake as error:
        raise CommandRefused(str(error)) from None
    return folder
