"""What comes before objectives: mission, vision, the strategy and its priorities."""
