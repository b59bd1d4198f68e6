"""OKRs out of Markdown: blocks, their meaning, and the document made of it."""
