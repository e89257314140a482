"""The JSON edge: /api/v1, one file a noun."""
