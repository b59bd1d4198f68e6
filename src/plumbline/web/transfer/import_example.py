"""An example to try, on the first step."""

EXAMPLE = """\
# Claims are settled before customers think of calling us

Owner: Kim Lindgren

- Median time to settle a claim from 9 days to 2 days
- Claims settled with one contact from 48% to 70%
- Reopened claims never above 3%

# Every depot knows a damaged load when it sees one

- 40 people trained by 30 November
- Damage found at the depot instead of the customer: 35% -> 80%
"""
