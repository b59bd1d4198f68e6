"""Settings of a process that writes to the SQLite file named in its environment."""

import os

INSTALLED_APPS: list[str] = []
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "plumbline.domain.tenancy.databases.sqlite",
        "NAME": os.environ["PLUMBLINE_TEST_FILE"],
    }
}
