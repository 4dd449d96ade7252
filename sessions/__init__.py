"""What happens: a live session of a deck with a room. No web framework, no sockets."""
