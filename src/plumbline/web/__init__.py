"""Pages: function views that parse, ask one service or selector, and render one dataclass."""
