"""Saved views: what a page is narrowed and sorted by, kept under a name.

* Models: `SavedView`, `ViewDefault`.
* Services: `view_save`, `view_rename`, `view_delete`, `view_put_back`, `view_default_set`.
* Selectors: `views_list`, `view_get`.

A view holds a query and never what was found by it: whoever opens it finds what they may see.
"""
