"""Help that knows the page: what a page is for, what one does there, its keys."""
