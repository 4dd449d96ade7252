"""How the machine, its disk and the room's network fare: watched lightly, told to whoever presents and to operators."""

from app.health.watch import Health

__all__ = ["Health"]
