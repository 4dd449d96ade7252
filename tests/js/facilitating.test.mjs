/** Time, people and reasons on the console: sums that need no page. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { compared } from "../../static/js/console/heads.js"
import { countWords } from "../../static/js/console/phase.js"
import { byAnswer } from "../../static/js/console/reasons.js"
import { beginnings, clockTime, cutWords } from "../../static/js/console/sheet.js"
import { ended } from "../../static/js/console/stopwatch.js"
import { ARMED, FIRST } from "../../static/js/console/wording.js"

const SLIDES = [["one", 60], ["two", 120], ["three", 300], ["four", 30]].map(([id, seconds]) => ({ id, seconds }))
const THREES = { left: 60, running: true, label: "in threes", turn: 1, then: [{ seconds: 60, label: "in threes", turn: 2 }, { seconds: 60, label: "in threes", turn: 3 }] }

test("each slide begins when those before it are over, the current one's rest first", () => {
  const times = beginnings(SLIDES, "two", { elapsed: 100, planned: 180 })
  assert.deepEqual([...times], [["three", 80], ["four", 380]])
})

test("a slide whose time is up leaves at once, and one that was reached early takes no longer than planned", () => {
  assert.deepEqual(beginnings(SLIDES, "two", { elapsed: 500, planned: 180 }).get("three"), 0)
  assert.deepEqual(beginnings(SLIDES, "two", { elapsed: 0, planned: 180 }).get("three"), 120)
})

test("before the start every slide still comes", () => {
  assert.deepEqual([...beginnings(SLIDES, undefined, { elapsed: 0, planned: 0 }).keys()], ["one", "two", "three", "four"])
})

test("times are told as a clock on the wall has them, past midnight too", () => {
  assert.equal(clockTime(125, new Date(2026, 0, 1, 14, 0, 0)), "14:02")
  assert.equal(clockTime(120, new Date(2026, 0, 1, 23, 59, 0)), "0:01")
})

test("what can go is a sentence with minutes", () => {
  assert.equal(cutWords({ title: "A second story", minutes: 8 }, -350), "You are 6 min behind: “A second story” (8 min, optional) can go.")
})

test("a timer that runs rings at the end of each of its periods, and never while it is paused", () => {
  assert.deepEqual([0, 59, 60, 125, 180, 999].map((since) => ended(THREES, since)), [0, 0, 1, 2, 3, 3])
  assert.equal(ended({ ...THREES, running: false }, 999), 0)
})

test("the button says how many patterns there still are", () => {
  const words = (results, untold) => FIRST.patterns({ results, untold }).words
  assert.equal(words(null, 1), "Show the only pattern")
  assert.equal(words({ patterns: null }, 4), "Show the first of 4 patterns")
  assert.equal(words({ patterns: { A: {} } }, 3), "Show the next pattern (3 left)")
  assert.equal(words({ patterns: { A: {} } }, 1), "Show the last pattern")
})

test("people are held against phones, and only more phones than people is worth a word", () => {
  assert.equal(compared(23, null), "")
  assert.equal(compared(12, 18), "12 phones, 18 people")
  assert.equal(compared(23, 18), "23 phones, 18 people: more phones than people")
})

test("reasons stand under the answer that they are for", () => {
  const items = [["b", "second"], ["a", "first"], ["b", "third"]].map(([option, text]) => ({ item: text, option: option.toUpperCase(), text }))
  assert.deepEqual(byAnswer(items), [["A", ["first"]], ["B", ["second", "third"]]])
  assert.deepEqual(byAnswer([{ item: "a", text: "no reason" }]), [])
})

test("nobody is told that phones can still join a room that is locked", () => {
  assert.match(FIRST.start({ locked: false }).hint, /still join/)
  assert.match(FIRST.start({ locked: true }).hint, /locked/)
})

test("phones that answered and went home make no sum like forty of thirty-seven", () => {
  const view = { ask: { asked: true, phase: "closed" }, session: { status: "live" }, nearly: false }
  assert.equal(countWords({ ...view, joined: 40, answered: 37 }), "37 of 40 answered")
  assert.equal(countWords({ ...view, joined: 37, answered: 40 }), "40 answered")
})

test("whoever is about to close too early is warned no longer once enough have answered", () => {
  const view = { ask: { floor: 5 }, moves: ["close"] }
  assert.match(ARMED.close({ ...view, needed: 1 }, "").hint, /^4 of 5 needed/)
  assert.deepEqual(ARMED.close({ ...view, needed: 0 }, ""), FIRST.close({ ...view, needed: 0 }))
})
