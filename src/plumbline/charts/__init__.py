"""Charts as typed definitions: data in, SVG out, the same for a page, a mail and print."""
