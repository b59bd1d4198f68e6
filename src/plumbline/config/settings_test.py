"""Settings of the test suite: nothing outside a temporary folder is read or written.

`PLUMBLINE_TEST_DATABASE=postgres` with the three `PLUMBLINE_TEST_…_URL` of
`scripts/postgres_cluster.py` runs it on PostgreSQL as the app's role; else it runs on SQLite.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="plumbline-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("PLUMBLINE_")]:
    if not _name.startswith("PLUMBLINE_TEST_"):
        del os.environ[_name]
os.environ["PLUMBLINE_DATA"] = _folder
os.environ["PLUMBLINE_SECRET_KEY"] = "only-for-tests-" * 4
os.environ["PLUMBLINE_API_CALLS_PER_MINUTE"] = "1000000"  # a standing clock has one minute
if os.environ.get("PLUMBLINE_TEST_DATABASE") == "postgres":
    for _role in ("", "_MIGRATOR", "_KEEPER"):
        os.environ[f"PLUMBLINE_DATABASE{_role}_URL"] = os.environ[
            f"PLUMBLINE_TEST_DATABASE{_role}_URL"
        ]

from plumbline.config.settings import *  # noqa: E402, F403 — it reads what was set above

PLUMBLINE_REFUSE_STRAY_WRITES = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
LANGUAGES.append(("en-xa", "⟦Ƥšéûðö~~⟧"))  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
