"""Follow-ups, without a server."""
