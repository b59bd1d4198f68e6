"""A document with a flaw that a person must mend and one that is mended by itself."""

TEXT = """plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - title: Buyers trust us before they call
    owner: ada@example.org
    style: committed
    key_results:
      - {title: Publish 24 customer stories, owner: carl@example.org}
      - {title: Cut churn from 5% to 3% by writing letters, owner: mia@example.org}
"""
FLAWS = "PL-W01,work-in-result,PL-S"
