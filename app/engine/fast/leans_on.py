"""What the accelerations know of three libraries' insides: every function that they replace, imitate or look into.

Each has a mark made from its source. Where one has changed, the server goes the libraries' own way, and a test fails
until somebody has read the change, run the stories with the accelerations, and written down the new mark:
`python -m app.engine.fast.leans_on` prints them.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import engineio.async_drivers.eventlet
import engineio.base_socket
import engineio.packet
import engineio.server
import engineio.socket
import eventlet.greenpool
import eventlet.hubs.epolls
import eventlet.hubs.hub
import eventlet.hubs.poll
import eventlet.semaphore
import eventlet.websocket
import eventlet.wsgi
import socketio.base_manager
import socketio.manager
import socketio.server

LENGTH = 12

KNOWN: dict[Callable[..., Any], str] = {
    engineio.socket.Socket.send: "f8b2738ee5d4",
    engineio.socket.Socket.receive: "4126eb2537d0",
    engineio.socket.Socket.close: "05fac5583199",
    engineio.socket.Socket.check_ping_timeout: "ccddc110d983",
    engineio.socket.Socket.schedule_ping: "fe316639159c",
    engineio.socket.Socket._send_ping: "21861287bd38",
    engineio.socket.Socket._upgrade_websocket: "02f6ac054416",
    engineio.socket.Socket._websocket_handler: "58afe1227192",
    engineio.base_socket.BaseSocket.__init__: "8532b631a4dc",
    engineio.packet.Packet.__init__: "26559aaf4a6f",
    engineio.packet.Packet.encode: "8f3d5d869711",
    engineio.server.Server._handle_connect: "049f7c2b2c23",
    engineio.async_drivers.eventlet.WebSocketWSGI.__call__: "07c2efb0db73",
    eventlet.hubs.epolls.Hub.do_poll: "a133ab7f98d1",
    eventlet.hubs.hub.BaseHub.add: "5aa4447a94d4",
    eventlet.hubs.hub.BaseHub.switch: "e9ca670468f3",
    eventlet.hubs.hub.BaseHub.close_one: "c98b6f7b7fb9",
    eventlet.hubs.hub.BaseHub.schedule_call_global: "b2a6d8872158",
    eventlet.hubs.poll.Hub.remove: "f57afd5e7196",
    eventlet.hubs.poll.Hub.wait: "691d0ecab34b",
    eventlet.semaphore.Semaphore.acquire: "49d224ecc916",
    eventlet.semaphore.Semaphore.release: "eb9318fc7c5d",
    eventlet.greenpool.GreenPool.spawn: "4b35090bb8c2",
    eventlet.wsgi.HttpProtocol.handle: "d898ddfd2434",
    eventlet.wsgi.HttpProtocol.__init__: "ef058c1de18a",
    eventlet.wsgi.HttpProtocol.handle_one_request: "4d466c537abf",
    eventlet.wsgi.HttpProtocol.get_environ: "b8865250e21c",
    eventlet.wsgi.HttpProtocol.handle_one_response: "b2ae04db91bb",
    eventlet.wsgi.HttpProtocol.finish: "d23530dd4e6a",
    eventlet.wsgi.server: "8db9f629ea68",
    eventlet.websocket.WebSocketWSGI.__call__: "9e0ec3809e82",
    eventlet.websocket.RFC6455WebSocket.__init__: "94f5579952f3",
    eventlet.websocket.RFC6455WebSocket._send_closing_frame: "f8baf7278536",
    socketio.manager.Manager.emit: "566510ea2de3",
    socketio.base_manager.BaseManager.basic_enter_room: "3f509586d2d7",
    socketio.base_manager.BaseManager.basic_leave_room: "e27f3eea06d1",
    socketio.base_manager.BaseManager.basic_disconnect: "2933b50bc4b2",
    socketio.base_manager.BaseManager.is_connected: "d37721466718",
    socketio.base_manager.BaseManager.pre_disconnect: "18a8d01ed87a",
    socketio.server.Server._handle_event: "3f64c030f25e",
    socketio.server.Server._handle_event_internal: "37e1c84a6974",
    socketio.server.Server._handle_eio_message: "65f309c138d6",
}


def mark(function: Callable[..., Any]) -> str:
    """A short mark of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:LENGTH]


def changed() -> list[str]:
    """The names of those that are not as they were when somebody last looked."""
    return [_name(function) for function, known in KNOWN.items() if _mark_or_nothing(function) != known]


def _mark_or_nothing(function: Callable[..., Any]) -> str:
    try:
        return mark(function)
    except OSError:  # installed without its source
        return ""


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def lines() -> Iterator[str]:
    """The marks as they are now, as they are written above."""
    return (f'    {_name(function)}: "{mark(function)}",' for function in KNOWN)


if __name__ == "__main__":
    print("\n".join(lines()))
