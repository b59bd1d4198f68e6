"""How the documentation is built: `make docs`, every warning an error, nothing fetched."""

from plumbline import __version__

project = "Plumbline"
author = "The Plumbline maintainers"
copyright = "2026, The Plumbline maintainers"  # noqa: A001 - Sphinx calls it so
release = __version__
version = __version__

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["pictures"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Plumbline"
html_copy_source = False
html_show_sourcelink = False
