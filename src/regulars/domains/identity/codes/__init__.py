"""One-time codes: asked for, counted, proven, given back."""
