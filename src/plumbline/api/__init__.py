"""The REST interface: `/api/v1`, described by its own OpenAPI document.

It holds no rules: operations read through selectors and write through the services that the pages
use, as the person its bearer token stands for.
"""
