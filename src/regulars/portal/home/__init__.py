"""The first page: who they are here, and their figures."""
