"""Fields that an organization adds to objectives and key results without code."""
