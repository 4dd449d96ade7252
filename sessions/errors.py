"""Everything that can go wrong while a room is live: a class, a stable code, one kind sentence, a status."""

from __future__ import annotations

from typing import Any, ClassVar


class SessionError(Exception):
    """A refusal that a person may read. `extra` travels with it on the wire (for example `retry_after`)."""

    code: ClassVar[str] = "session.error"
    status: ClassVar[int] = 400
    says: str = "That did not work."

    def __init__(self, says: str | None = None, **extra: Any) -> None:
        self.says = says or type(self).says
        self.extra = extra
        super().__init__(self.says)


class UnknownCode(SessionError):
    code, status = "code.unknown", 404
    says = "That code opens no room right now. Look at the screen or ask the presenter."


class UnknownToken(SessionError):
    code, status = "token.unknown", 401
    says = "This phone is not in the room yet. Join with the code on the screen."


class WrongPairing(SessionError):
    code, status = "pairing.wrong", 403
    says = "That code does not fit, or its two minutes are over. Look at the console, or ask for a new one."


class DeviceEnded(SessionError):
    code, status = "device.ended", 401
    says = "This device is no longer paired with the session. Ask the presenter for a new code."


class RoleDenied(SessionError):
    code, status = "role.denied", 403
    says = "Only the presenter can do that."


class UnknownSession(SessionError):
    code, status = "session.unknown", 404
    says = "There is no such session here. It may have been deleted."


class UnknownFollowup(UnknownSession):
    code, status = "followup.unknown", 404
    says = "There is no follow-up at this address. It may have been deleted; ask whoever sent you the link."


class FollowupNotOpen(SessionError):
    code, status = "followup.not-open", 409
    says = "This follow-up takes no answers right now."


class FollowupNotOffered(SessionError):
    code, status = "followup.not-offered", 409
    says = "No follow-up can be made here. It needs an ended session whose phones were told, and an address that lasts."


class SessionEnded(SessionError):
    code, status = "session.ended", 409
    says = "This session has ended."


class UnknownDeck(SessionError):
    code, status = "deck.unknown", 404
    says = "There is no deck with that name. `readtheroom deck list` shows them."


class InvalidDeck(SessionError):
    code, status = "deck.invalid", 422
    says = "This deck has errors. `readtheroom deck check` lists them with their lines."


class DeckName(SessionError):
    code, status = "deck.name", 422
    says = "A deck's name is made of small letters from a to z, digits and hyphens, at most 60 of them."


class DeckNameTaken(SessionError):
    code, status = "deck.name-taken", 409
    says = "There is a deck with that name already. Choose another one; nothing was changed."


class DeckShipped(SessionError):
    code, status = "deck.shipped", 403
    says = "This deck came with the program and stays as it is. Make a copy of it, which is yours."


class DeckElsewhere(SessionError):
    code, status = "deck.elsewhere", 403
    says = "The file of this deck lies outside the folder of your decks, so it cannot be changed here."


class DeckInUse(SessionError):
    code, status = "deck.in-use", 409
    says = "A session that has not ended plays this deck. End that session first."


class DeckOvertaken(SessionError):
    """Carries `text` and `digest`: what the file holds now, and the name of that state (empty if the file is gone)."""

    code, status = "deck.overtaken", 409
    says = "This deck was changed elsewhere meanwhile. Nothing was saved, and nothing is lost."


class DeckTooLarge(SessionError):
    code, status = "deck.too-large", 413
    says = "A deck has at most 512 kB of text. Divide it into two."


class DeckUnreadable(SessionError):
    code, status = "deck.unreadable", 422
    says = "The file of this deck is no text that can be edited here. Save it as UTF-8 in another program first."


class UnknownSlide(SessionError):
    code, status = "slide.unknown", 404
    says = "The deck has no such slide."


class UnknownItem(SessionError):
    code, status = "item.unknown", 404
    says = "That text is no longer here."


class UnknownAsk(SessionError):
    code, status = "ask.unknown", 404
    says = "That question is not on the screen. The page will catch up in a moment."


class AskClosed(SessionError):
    code, status = "ask.closed", 409
    says = "This question is not taking answers right now."


class InvalidAnswer(SessionError):
    code, status = "answer.invalid", 422
    says = "That answer is not one of the choices here."


class AnswerTooLong(SessionError):
    code, status = "answer.too-long", 422
    says = "That is longer than this question allows."


class FixedAnswer(SessionError):
    code, status = "answer.fixed", 409
    says = "This text has been handed on already, so it cannot be changed any more. You can still take it back."


class TextsMuted(SessionError):
    code, status = "text.muted", 403
    says = "No more texts are taken from this phone for this question. Everything else goes on as before."


class StaleAnswer(SessionError):
    """Carries `seq`: the number of the answer that stands."""

    code, status = "answer.stale", 409
    says = "A newer answer from this phone is already counted."


class IllegalMove(SessionError):
    """Carries `moves`: the commands that are legal now."""

    code, status = "move.illegal", 409
    says = "That cannot be done right now."


class ConfirmNeeded(SessionError):
    code, status = "confirm.needed", 409
    says = "Answers to this personal question would cross this Wi-Fi unencrypted. Confirm to ask it all the same."


class StaleVersion(SessionError):
    """Carries `view`: what the presenter should be looking at."""

    code, status = "version.stale", 409
    says = "Somebody moved on meanwhile. Here is where the session stands now."


class RateLimited(SessionError):
    """Carries `retry_after` in seconds."""

    code, status = "rate.limited", 429
    says = "That was a little fast. It will be sent again in a moment."


class ServerBusy(SessionError):
    """Carries `retry_after` in seconds."""

    code, status = "server.busy", 503
    says = "The room is answering all at once. Your answer is kept and sent again in a moment."


class RoomFull(SessionError):
    """Carries `retry_after` in seconds."""

    code, status = "room.full", 503
    says = "The room is full right now. Please try again in a moment."


class StorageFull(SessionError):
    code, status = "storage.full", 503
    says = "The server could not save that: its disk is full or not writable. Nothing that was counted is lost."


class UnknownEvent(SessionError):
    code, status = "event.unknown", 400
    says = "This server does not know that message."


class InvalidMessage(SessionError):
    code, status = "message.invalid", 400
    says = "That message does not have the shape this server expects."


class UnknownFormat(SessionError):
    code, status = "summary.format", 404
    says = "The summary does not come in that format. There are these: {formats}."


class FewRuns(SessionError):
    code, status = "runs.few", 404
    says = "There are not yet two runs of this deck that may stand side by side."


class SummaryTooLong(SessionError):
    code, status = "summary.long", 503
    says = "Writing that file took too long. Try again, or take another format."


class Unreleased(SessionError):
    code, status = "summary.unreleased", 409
    says = "This summary has not been released yet. Whoever presented reads it first, and then hands it on."


class UnknownShare(SessionError):
    code, status = "share.unknown", 404
    says = "There is nothing to read at this link any more. Ask whoever sent it to you for another one."


class Overtaken(Exception):
    """The saved session has a newer version than the one this change was made from. Load it again."""
