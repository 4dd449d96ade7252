/** What a phone shows at each moment of a session, by table. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { clock, factsOf, gateOf, news, periodOf, sceneOf, tellingOf } from "../../static/js/scenes.js"

const SLIDE = { id: "beat", part: "story", title: "The slip", content_note: "", step: 0 }
const ASK = { id: "beat", kind: "choice", phase: "open", round: 1, rounds: 2, privacy: "standard", closing: null, options: [] }
const COUNTED = { ask: "beat", round: 1, seq: 1, value: "A", state: "counted" }

const view = (changes = {}) => ({
  session: { title: "Tuesday", status: "live", presenter: "Ana" }, stage: "live", slide: SLIDE, ask: null, results: null,
  timer: null, joined: 9, answered: 0, rehearsal: false, ...changes,
})
const asking = (changes = {}) => view({ ask: { ...ASK, ...changes } })
const scene = (moment) => sceneOf({ gate: "in", ...moment })

const MOMENTS = [
  ["before it begins", { view: view({ slide: null, session: { status: "lobby" } }) }, "lobby"],
  ["a part of the story", { view: view() }, "story"],
  ["a part its owner has not agreed to", { view: asking(), gate: "gate" }, "gate"],
  ["a part its owner sits out, like any other phone", { view: asking(), gate: "out" }, "open"],
  ["a question that is not open yet", { view: asking({ phase: "ready" }) }, "ready"],
  ["an open question", { view: asking() }, "open"],
  ["an answer on its way", { view: asking(), answer: { ...COUNTED, state: "sending" } }, "sending"],
  ["a counted answer", { view: asking(), answer: COUNTED }, "counted"],
  ["a counted answer, to be seen again", { view: asking(), answer: COUNTED, again: true }, "open"],
  ["a refused answer", { view: asking(), answer: { ...COUNTED, state: "refused" } }, "open"],
  ["the second vote of somebody who voted", { view: asking({ round: 2 }), before: COUNTED }, "again"],
  ["the second vote of somebody who passed", { view: asking({ round: 2 }), before: { ...COUNTED, value: null } }, "again"],
  ["the second vote, first answer forgotten", { view: asking({ round: 2 }), before: { ...COUNTED, folded: true } }, "open"],
  ["the second vote of a latecomer", { view: asking({ round: 2 }) }, "open"],
  ["a closed vote", { view: asking({ phase: "closed" }), answer: COUNTED }, "closed"],
  ["time to talk", { view: asking({ phase: "talk" }) }, "talk"],
  ["results", { view: asking({ phase: "results" }) }, "results"],
  ["what the answers do", { view: asking({ phase: "patterns" }) }, "patterns"],
  ["a covered room, whatever was there", { view: view({ slide: null, stage: "covered" }) }, "covered"],
  ["a projector gone black, which is not the phones' affair", { view: { ...asking(), stage: "black" } }, "open"],
  ["the end", { view: view({ session: { status: "ended" }, slide: null }) }, "ended"],
]

for (const [moment, facts, expected] of MOMENTS) {
  test(`${moment}: ${expected}`, () => assert.equal(scene(facts), expected))
}

test("a content note is asked about once, and again when another one comes", () => {
  const noted = { ...SLIDE, content_note: "Somebody is talked about." }
  assert.equal(gateOf(noted, {}), "gate")
  assert.equal(gateOf(noted, { "story: Somebody is talked about.": "ready" }), "in")
  assert.equal(gateOf({ ...noted, content_note: "It gets worse." }, { "story: Somebody is talked about.": "ready" }), "gate")
})

test("whoever sits a part out sits out all of it, and none of the next", () => {
  assert.equal(gateOf(SLIDE, { story: "out" }), "out")
  assert.equal(gateOf({ ...SLIDE, part: "later" }, { story: "out" }), "in")
})

test("an answer that is in the bars already stays counted, whatever was tried since", () => {
  const answer = { state: "fixed", value: "B" }
  assert.equal(scene({ view: asking(), answer }), "counted")
  assert.equal(factsOf({ view: asking(), gate: "in", answer }, { sinceView: 0, offline: false }).counted, true)
  assert.notEqual(scene({ view: asking({ collects: true }), answer }), "counted", "a text can still be taken back")
})

test("the countdown goes on between two views and stops at nothing", () => {
  const facts = (sinceView) => factsOf({ view: asking({ closing: 8 }), gate: "in" }, { sinceView, offline: false })
  assert.deepEqual([facts(0).closing, facts(2.5).closing, facts(20).closing], [8, 6, 0])
})

test("between two views a timer goes from one period to the next, and turns of three with it", () => {
  const then = [1, 2, 3].map((turn) => ({ seconds: 20, label: "threes", turn }))
  const timer = { left: 5, running: true, label: "alone", turn: null, then }
  const at = (since) => (({ label, turn, seconds }) => [label, turn, seconds])(periodOf(timer, since))

  assert.deepEqual([0, 4, 5, 26, 64, 70].map(at), [
    ["alone", null, 5], ["alone", null, 1], ["threes", 1, 20], ["threes", 2, 19], ["threes", 3, 1], ["threes", 3, -5],
  ])
  assert.deepEqual(periodOf({ ...timer, running: false }, 30).label, "alone")
})

test("a paused timer stands still, a running one runs", () => {
  const left = (running) =>
    factsOf({ view: view({ timer: { left: 95, running, label: "pairs" } }), gate: "in" }, { sinceView: 10, offline: false }).left
  assert.deepEqual([left(false), left(true)], ["1:35", "1:25"])
  assert.equal(clock(-3), "0:00")
})

test("of several texts the one that is not yet as its owner wants it tells how all stand", () => {
  const texts = (...states) => tellingOf(states.map((state, n) => ({ n, state })))
  assert.equal(texts(), undefined)
  assert.equal(texts("counted", "sending").n, 1)
  assert.equal(texts("counted", "refused", "late").n, 1)
  assert.equal(texts("counted", "counted").state, "counted")
})

test("a screen reader hears that something is new, never the slide itself", () => {
  const before = { scene: "story", slide: "beat/0" }
  assert.equal(news(before, { scene: "story", slide: "beat/1" }, view()), "New part on screen")
  assert.equal(news(before, before, view()), "")
  assert.equal(news(before, { scene: "open", slide: "beat/0" }, asking()), "The vote is open")
  assert.equal(news(before, { ...before, line: "lost" }, view()), "No connection. This page catches up by itself.")
  assert.equal(news({ ...before, line: "lost" }, { ...before, line: "kept" }, view()), "No connection – your answer is kept.")
  assert.equal(news({ ...before, line: "kept" }, { ...before, line: "kept" }, view()), "")
  assert.equal(news({ ...before, line: "kept" }, { ...before, line: "" }, view()), "")
  assert.equal(news({ ...before, scene: "counted" }, { scene: "open", slide: "beat/0" }, asking()), "")
  const shown = { ...asking({ phase: "results" }), results: { says: "B: 7 of 12." } }
  assert.equal(news(before, { scene: "results", slide: "beat/0" }, shown), "B: 7 of 12.")
  assert.equal(news(before, { scene: "talk", slide: "beat/0" }, asking({ phase: "talk" })), "Time to talk")
  assert.equal(news(before, { scene: "covered", slide: "" }, view()), "A short pause")
})

test("whoever sits a part out is not told of slides that this phone does not show", () => {
  assert.equal(news({ scene: "out", slide: "beat/0" }, { scene: "out", slide: "beat/1" }, view()), "")
})

test("that a vote is closing is said once, to whoever has not answered", () => {
  const open = { scene: "open", slide: "beat/0" }
  assert.equal(news({ ...open, closing: null }, { ...open, closing: 8 }, asking({ closing: 8 })), "Closing in 8…")
  assert.equal(news({ ...open, closing: 8 }, { ...open, closing: 5 }, asking({ closing: 5 })), "")
  const counted = { scene: "counted", slide: "beat/0" }
  assert.equal(news({ ...counted, closing: null }, { ...counted, closing: 8 }, asking({ closing: 8 })), "")
})
