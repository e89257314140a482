"""The trail: what was changed, who looked, how far the chain is proven, and a file of it."""
