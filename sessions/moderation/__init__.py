"""Texts on their way to the room: taken in, handed on in groups, looked at by a person."""
