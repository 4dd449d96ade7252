"""The doors: who is knocking, what they want, tell the core, reply.

Nothing is imported here: the engine patches the standard library before anything else is loaded.
"""
