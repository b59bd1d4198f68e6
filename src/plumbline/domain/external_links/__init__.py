"""External links: pages elsewhere that belong to an objective or a key result (M13, I2).

* Models: `ExternalLink`.
* Services: `external_link_add`, `external_link_remove`.
* Selectors: `external_links_of`, `external_links_ever`, `external_link_get`.

An address is kept and shown, and never asked: Plumbline fetches nothing from it. It is as private
as what it hangs on.
"""
