"""What colours become on paper: profiles, print conditions, conversions, limits of ink."""
