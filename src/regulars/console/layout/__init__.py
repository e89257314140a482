"""The frame around every page, its shared parts, and the pages that say what went wrong."""
