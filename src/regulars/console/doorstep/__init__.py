"""The doorstep: pages for whoever has not said which business they come to."""
