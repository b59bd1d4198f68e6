"""Writing what belongs to a week: answers, decisions of a review, and one's own plan."""
