import assert from "node:assert/strict"
import { test } from "node:test"

import { action, Arming, notByKey, press } from "../../static/js/console/action.js"
import { voteAction } from "../../static/js/console/where.js"
import { digit, fromClicker, KEYS, meaning, Presses, SlideNumber, working } from "../../static/js/keys.js"

const LETTERS = { letters: true }
const NO_LETTERS = { letters: false }

/** A key press on an element that lies inside those that `within` names. */
function pressed(key, { within = [], ...modifiers } = {}) {
  const closest = (selector) => within.some((name) => selector.split(", ").includes(name)) || null
  return { key, target: { closest }, ...modifiers }
}

function view(changes = {}) {
  return {
    version: 7, session: { status: "live" }, slide: { id: "what-next", step: 0 },
    ask: { kind: "choice", phase: "ready", round: 1, rounds: 2, floor: 5, closing: null },
    results: null, frozen: null, next: { id: "then", title: "Then" }, choices: [], moves: [], needed: 0, natural: "open", ...changes,
  }
}

function asking(phase, changes = {}) {
  return { ...view().ask, phase, ...changes }
}

test("every key of the table means what the table says", () => {
  const meanings = KEYS.flatMap(({ does, keys }) => keys.map((key) => [key, does]))
  for (const [chord, does] of meanings) {
    const [, modifier, key] = /^(Alt\+|Shift\+)?(.+)$/s.exec(chord)
    const event = pressed(key, { altKey: modifier === "Alt+", shiftKey: modifier === "Shift+" })
    assert.equal(meaning(event, LETTERS), does, chord)
  }
})

test("no two rows claim one key", () => {
  const keys = KEYS.flatMap((row) => row.keys)
  assert.equal(new Set(keys).size, keys.length)
})

test("the buttons of a clicker walk, blank and start", () => {
  const sent = ["PageDown", "PageUp", ".", "F5", "Escape"]
  assert.deepEqual(sent.map((key) => meaning(pressed(key), LETTERS)), ["next", "previous", "black", "begin", "leave"])
  assert.ok(sent.every((key) => fromClicker(pressed(key))))
  assert.ok(["v", "n", " "].every((key) => !fromClicker(pressed(key))))
})

test("capitals from caps lock mean their letter, and Shift+T is not T", () => {
  assert.equal(meaning(pressed("V"), LETTERS), "vote")
  assert.equal(meaning(pressed("T", { shiftKey: true }), LETTERS), "reset")
  assert.equal(meaning(pressed("?", { shiftKey: true }), LETTERS), "help")
})

test("keys mean nothing while somebody types", () => {
  for (const within of ["input", "textarea", "select", "[contenteditable]"]) {
    assert.equal(meaning(pressed("n", { within: [within] }), LETTERS), null)
    assert.equal(digit(pressed("4", { within: [within] }), LETTERS), "")
  }
})

test("space and Enter belong to the focused button, other keys do not", () => {
  const onButton = { within: ["button"] }
  assert.equal(meaning(pressed(" ", onButton), LETTERS), null)
  assert.equal(meaning(pressed("PageDown", onButton), LETTERS), "next")
})

test("arrows scroll the notes when the notes have the focus, and PageDown still goes on", () => {
  const inNotes = { within: ["[data-scrolls]"] }
  assert.equal(meaning(pressed("ArrowDown", inNotes), LETTERS), null)
  assert.equal(meaning(pressed("PageDown", inNotes), LETTERS), "next")
})

test("the browser's own shortcuts stay the browser's", () => {
  assert.equal(meaning(pressed("n", { ctrlKey: true }), LETTERS), null)
  assert.equal(meaning(pressed("w", { metaKey: true }), LETTERS), null)
  assert.equal(meaning(pressed("b", { altKey: true }), LETTERS), null)
})

test("single-letter keys can be turned off, and the others stay", () => {
  assert.ok(["n", "b", ".", ",", "?", "+", "v"].every((key) => meaning(pressed(key), NO_LETTERS) === null))
  assert.equal(digit(pressed("4"), NO_LETTERS), "")
  const stay = ["ArrowRight", "PageUp", " ", "Home", "F11", "Escape"].map((key) => meaning(pressed(key), NO_LETTERS))
  assert.deepEqual(stay, ["next", "previous", "next", "first", "fullscreen", "leave"])
})

test("the help lists the keys that work right now, and no others", () => {
  const does = (moves, settings) => working({ moves }, settings).map((row) => row.does)
  assert.ok(does(["timer"], LETTERS).includes("pause"))
  assert.ok(!does([], LETTERS).includes("pause"))
  assert.ok(does(["goto"], NO_LETTERS).includes("first") && !does(["goto"], NO_LETTERS).includes("overview"))
})

test("two presses within 300 ms count once, and two different ones both count", () => {
  const presses = new Presses()
  const counted = [["next", 1000], ["next", 1299], ["previous", 1299], ["next", 1300]].map(([does, at]) => presses.counts(does, at))
  assert.deepEqual(counted, [true, false, true, true])
})

test("a held key counts once", () => {
  const presses = new Presses()
  assert.deepEqual([presses.counts("next", 0), presses.counts("next", 500, true), presses.counts("bigger", 0, true)], [true, false, false])
})

test("F5 is caught even while somebody types, or the clicker would reload the page", () => {
  assert.equal(meaning(pressed("F5", { within: ["input"] }), LETTERS), "begin")
})

test("the notes can grow as fast as one presses", () => {
  const presses = new Presses()
  assert.ok(presses.counts("bigger", 1000) && presses.counts("bigger", 1050))
})

test("digits make a slide number that is taken once and forgotten after three seconds", () => {
  const number = new SlideNumber()
  number.add("1", 0)
  assert.equal(number.add("2", 2000), "12")
  assert.equal(number.take(4000), 12)
  assert.equal(number.take(4001), null)
  number.add("9", 5000)
  assert.equal(number.take(8000), null)
})

test("next walks a whole vote, and only the results take two presses", () => {
  const arming = new Arming()
  const walk = [
    view({ natural: "step" }),
    view(),
    view({ ask: asking("open"), natural: "close" }),
    view({ ask: asking("closed"), natural: "talk" }),
    view({ ask: asking("talk"), natural: "open" }),
    view({ ask: asking("open", { round: 2 }), natural: "close" }),
    view({ ask: asking("closed", { round: 2 }), natural: "results" }),
    view({ ask: asking("closed", { round: 2 }), natural: "results" }),
    view({ ask: asking("results", { round: 2 }), natural: "patterns" }),
    view({ ask: asking("patterns", { round: 2 }), natural: "next" }),
  ]
  const sent = walk.map((now) => press(now, arming)?.do ?? "armed")
  assert.deepEqual(sent, ["next", "open", "close", "talk", "open", "close", "armed", "results", "patterns", "next"])
})

test("the button's words say what it will do", () => {
  const words = (now) => action(now, new Arming()).words
  assert.equal(words(view({ session: { status: "lobby" } })), "Start: show the first slide")
  assert.equal(words(view()), "Open the vote (round 1 of 2)")
  assert.equal(words(view({ ask: asking("ready", { rounds: 1 }) })), "Open the vote")
  assert.equal(words(view({ ask: asking("open"), natural: "close" })), "Close the vote in 8 seconds")
  assert.equal(words(view({ ask: asking("talk"), natural: "open", results: { rounds: [{}] } })), "Open round 2")
  assert.equal(words(view({ ask: asking("talk"), natural: "open" })), "Open the vote", "the talk came first")
  assert.equal(words(view({ natural: "results" })), "Get the results ready")
  assert.equal(words(view({ natural: "next" })), "Next slide: Then")
})

test("results that were armed are put away again when anything moves", () => {
  const arming = new Arming()
  const closed = view({ ask: asking("closed"), natural: "results" })
  press(closed, arming)
  assert.equal(action(closed, arming).words, "Show the results to the room")
  assert.equal(arming.at(view({ ...closed, slide: { id: "another", step: 0 } })), "")
  assert.equal(arming.at(view({ ...closed, ask: asking("talk") })), "")
  assert.equal(arming.at({ ...closed, version: 8 }), "results", "moderation in between disarms nothing")
  arming.disarm()
  assert.equal(action(closed, arming).words, "Get the results ready")
})

test("closing below the floor warns first and says what is lost", () => {
  const arming = new Arming()
  const few = view({ ask: asking("open"), natural: "close", needed: 1 })
  assert.equal(press(few, arming), null)
  assert.equal(action(few, arming).hint, "4 of 5 needed; closing throws these away.")
  assert.deepEqual(press(few, arming), { do: "close", grace: 8 })
})

test("closing with enough answers takes one press, and a second one keeps the vote open", () => {
  const arming = new Arming()
  assert.deepEqual(press(view({ ask: asking("open"), natural: "close" }), arming), { do: "close", grace: 8 })
  const closing = view({ ask: asking("open", { closing: 6 }), natural: "close" })
  assert.deepEqual(press(closing, arming), { do: "open" })
  assert.equal(action(closing, arming).words, "Keep the vote open")
})

test("where the room's answers decide the way, the presenter confirms it", () => {
  const arming = new Arming()
  const branch = view({ natural: "next", choices: [{ id: "then", title: "Then" }, { id: "else", title: "Else" }] })
  assert.equal(press(branch, arming), null)
  assert.equal(action(branch, arming).words, "Go on to: Then")
  assert.deepEqual(press(branch, arming), { do: "next" })
})

test("where the presenter decides the way, next sends nothing", () => {
  const fork = view({ natural: null, next: null, moves: ["next", "end"], choices: [{ id: "long", title: "Long" }] })
  assert.equal(action(fork, new Arming()).words, "Choose where the story goes")
  assert.equal(press(fork, new Arming()), null)
})

test("a personal question on an open Wi-Fi is confirmed with the server's own reason", () => {
  const arming = new Arming()
  arming.arm(view(), "open", "Answers would cross this Wi-Fi unencrypted.")
  assert.equal(action(view(), arming).hint, "Answers would cross this Wi-Fi unencrypted.")
  assert.deepEqual(press(view(), arming), { do: "open", confirm: true })
})

test("looking ahead alone never touches the vote that the room has open", () => {
  const frozen = view({ natural: "close", ask: asking("open"), frozen: { id: "what-next" }, slide: { id: "later", step: 0, steps: 0 } })
  assert.deepEqual(press(frozen, new Arming()), { do: "next" })
  assert.equal(action(frozen, new Arming()).words, "Look at: Then")
})

test("a press that shows something is never the press that discards something", () => {
  const arming = new Arming()
  const closed = view({ ask: asking("closed"), natural: "talk" })
  assert.equal(press(closed, arming, "void"), null)
  assert.deepEqual(press(closed, arming, "talk"), { do: "talk" })
  assert.deepEqual(press(closed, arming, "void"), { do: "void" })
})

test("no key ends a session or discards a round, and a clicker can be kept from the votes", () => {
  assert.match(notByKey("end", false, { clickerVotes: true }), /button itself/)
  assert.match(notByKey("void", true, { clickerVotes: true }), /button itself/)
  assert.match(notByKey("open", true, { clickerVotes: false }), /clicker/)
  assert.equal(notByKey("open", false, { clickerVotes: false }), "")
  assert.equal(notByKey("open", true, { clickerVotes: true }), "")
  assert.equal(notByKey("results", true, { clickerVotes: false }), "")
})

test("V finds the vote while the slide still has parts, and the last slide offers the end", () => {
  assert.equal(voteAction(view({ natural: "step", moves: ["next", "open"] })), "open")
  assert.equal(voteAction(view({ natural: "next", moves: ["next", "goto"] })), "")
  assert.equal(action(view({ natural: null, next: null }), new Arming()).words, "End the session")
  assert.equal(action(view({ session: { status: "ended" }, natural: null }), new Arming()), null)
})
