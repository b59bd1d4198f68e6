"""A month of real use: a server under a moved clock, and people who work with it in Chromium.

`make month` starts the example organization on a Monday and lets owners of key results check in,
answer the three questions, comment and grade, week by week, the server restarted each morning. What
a visitor would stumble over is listed at the end: pages that broke, were refused or were slow.
"""
