"""The tables. Each comment is what the privacy page says about that column."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name of the session"),
    Column("code", String(6), nullable=True, unique=True, comment="the code on the screen; gone when it has ended"),
    Column("status", String(8), nullable=False, comment="lobby, live or ended"),
    Column("version", Integer, nullable=False, comment="how often the session has moved"),
    Column("title", Text, nullable=False, comment="the title the presenter gave it"),
    Column("deck", Text, nullable=False, comment="which deck it runs"),
    Column("day", String(10), nullable=False, comment="the day it was made, without the time"),
    Column("rehearsal", Boolean, nullable=False, comment="whether it is only a rehearsal"),
    Column("join_key", LargeBinary, nullable=True, comment="checks that a phone was let in; destroyed at the end"),
    Column("state", Text, nullable=False, comment="the slide, the phase and the published totals; no single answer"),
    comment="One row for each session that was started.",
)

scripts = Table(
    "scripts",
    metadata,
    Column("digest", String(64), primary_key=True, comment="a checksum of the deck's text"),
    Column("deck", Text, nullable=False, comment="which deck it is"),
    Column("folder", Text, nullable=False, comment="where its pictures lie"),
    Column("text", Text, nullable=False, comment="the deck's text"),
    comment="The decks that sessions run, as they were.",
)

boxes = Table(
    "boxes",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name of one vote"),
    Column("session", String(32), nullable=False, index=True, comment="the session or follow-up it belongs to"),
    Column("link_group", String(32), nullable=False, comment="the votes it may be compared with"),
    Column("open", Boolean, nullable=False, comment="whether it takes answers right now"),
    comment="One row for each vote whose answers still exist.",
)

ballots = Table(
    "ballots",
    metadata,
    Column("box", String(32), primary_key=True, comment="the vote it was cast in"),
    Column(
        "pseudonym",
        LargeBinary,
        primary_key=True,
        comment="a number made with a secret of this question only; the secret is destroyed when the question closes",
    ),
    Column("seq", Integer, nullable=False, comment="counts how often this phone changed this answer"),
    Column("nonce", LargeBinary, nullable=False, comment="random bytes that sealing needs"),
    Column("sealed", LargeBinary, nullable=False, comment="the answer, unreadable without the question's secret"),
    Column(
        "told",
        Boolean,
        nullable=False,
        server_default="0",
        comment="whether it is part of a total that the room sees while the question is open",
    ),
    comment="One sealed answer each, until its question (and any it is compared with) is closed; then none.",
    sqlite_with_rowid=False,
)

items = Table(
    "items",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name of the text"),
    Column("session", String(32), nullable=False, index=True, comment="the session it belongs to"),
    Column("ask", Text, nullable=False, comment="the question it answers"),
    Column("sort", String(8), nullable=False, comment="whether it is an answer, or a reason for one"),
    Column("option", String(8), nullable=False, comment="for a reason: which answer it was written for, dealt by lot"),
    Column("state", String(8), nullable=False, comment="waiting, approved, hidden or removed"),
    Column("mark", String(8), nullable=False, comment="for a question: whether it was answered or parked"),
    Column("n", Integer, nullable=False, comment="for a word: how many people wrote it, counted when it closed"),
    Column("votes", Integer, nullable=False, comment="for a question: how many lifted it up, counted when it closed"),
    Column("place", Integer, nullable=False, comment="in which order texts were approved, not written"),
    Column("keep", Boolean, nullable=False, comment="whether its author lets it into the summary"),
    Column(
        "pseudonym",
        LargeBinary,
        nullable=True,
        comment="the sealed answer it comes from; gone when the question closes, and then nothing leads back",
    ),
    Column("sealed", LargeBinary, nullable=True, comment="the text, unreadable once the session has ended"),
    Column("text", Text, nullable=True, comment="the text in plain words, where it may stand in the summary"),
    comment="One row for each text that was handed to whoever reads them before the room does.",
    sqlite_with_rowid=False,
)

shares = Table(
    "shares",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name of the link, which opens nothing"),
    Column("session", String(32), nullable=False, index=True, comment="the session whose summary it opens"),
    Column(
        "digest", String(64), nullable=False, unique=True, comment="a checksum of the link; it cannot be made again"
    ),
    Column("made", String(10), nullable=False, comment="the day it was made"),
    Column("until", String(10), nullable=False, comment="the last day on which it opens anything"),
    Column("used", String(10), nullable=True, comment="the last day on which somebody opened it; not who"),
    comment="One row for each link that lets an organiser read a released summary, until it is over.",
    sqlite_with_rowid=False,
)

upvotes = Table(
    "upvotes",
    metadata,
    Column("item", String(32), primary_key=True, comment="the question that was lifted up"),
    Column(
        "pseudonym",
        LargeBinary,
        primary_key=True,
        comment="a number made with a secret of this question only; the secret is destroyed when it closes",
    ),
    comment="One row for each time somebody lifted a question up, until it closes; then none.",
    sqlite_with_rowid=False,
)

pulses = Table(
    "pulses",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name, made when the session was deleted"),
    Column("deck", Text, nullable=False, index=True, comment="which deck was run"),
    Column("lang", Text, nullable=False, comment="the language of the deck"),
    Column("month", String(7), nullable=False, comment="the month of the run, without the day"),
    Column("days", Integer, nullable=False, comment="for how many days it may be kept, as the phones were told"),
    Column(
        "told",
        Text,
        nullable=False,
        comment="the wording of the first and the last question and their totals, as the room was shown them; "
        "never of fewer than ten people",
    ),
    comment="Totals of deleted sessions, kept alone for comparing, and only where every phone was told so before.",
    sqlite_with_rowid=False,
)

followups = Table(
    "followups",
    metadata,
    Column("id", String(32), primary_key=True, comment="a random name of the follow-up"),
    Column(
        "session",
        String(32),
        nullable=False,
        index=True,
        comment="the random name of the session it goes back to, which may be deleted by then",
    ),
    Column("stand", String(8), nullable=False, comment="planned, open or ended"),
    Column("version", Integer, nullable=False, comment="how often it has moved; an answer moves nothing"),
    Column("join_key", LargeBinary, nullable=True, comment="checks that a browser was let in; destroyed at the end"),
    Column(
        "state",
        Text,
        nullable=False,
        comment="its two questions and its days, the totals it is compared with, and after its end its own totals; "
        "no single answer",
    ),
    comment="One row for each follow-up: two questions that are asked once more, months after a session.",
)
