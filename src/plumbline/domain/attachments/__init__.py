"""Files that people hand in; what they hang on points to them, and says who may have them."""
