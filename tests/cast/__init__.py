"""The cast of the stories: a house with the real server in it, Ana who presents, the projector, and people with phones.

Ana presents. Ben, Chi, Dee, Eli, Fay and the others have phones. Everything goes through the real doors: the product
runs in a process of its own, and nobody here knows more than the network tells.
"""

from tests.cast.evening import Evening
from tests.cast.house import House, Hurried, standing
from tests.cast.page import Page
from tests.cast.people import Listener, Phone, Presenter, Screen
from tests.cast.waiting import until

__all__ = ["Evening", "House", "Hurried", "Listener", "Page", "Phone", "Presenter", "Screen", "standing", "until"]
