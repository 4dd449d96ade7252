/** Time, people and reasons on the console: sums that need no page. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { compared } from "../../static/js/console/heads.js"
import { period } from "../../static/js/console/periods.js"
import { byAnswer } from "../../static/js/console/reasons.js"
import { beginnings, clockTime, cutWords } from "../../static/js/console/sheet.js"

const SLIDES = [["one", 60], ["two", 120], ["three", 300], ["four", 30]].map(([id, seconds]) => ({ id, seconds }))
const THREES = { left: 60, running: true, label: "in threes", then: [{ seconds: 60, label: "in threes" }, { seconds: 60, label: "in threes" }], turn: 1 }

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

test("turns follow each other while the timer runs, and it rings at the end of each", () => {
  const at = (since) => { const { left, turn, number } = period(THREES, since); return [left, turn, number] }
  assert.deepEqual([at(0), at(59), at(60), at(125), at(180), at(999)], [[60, 1, 0], [1, 1, 0], [60, 2, 1], [55, 3, 2], [0, 3, 3], [0, 3, 3]])
})

test("a timer that is paused stays where it is", () => {
  assert.deepEqual(period({ ...THREES, running: false }, 100), { left: 60, label: "in threes", turn: 1, number: 0 })
})

test("a period of another name has no turns", () => {
  const alone = { left: 10, running: true, label: "alone", then: [{ seconds: 60, label: "in threes" }], turn: null }
  assert.deepEqual([period(alone, 0).turn, period(alone, 11).label, period(alone, 11).left], [null, "in threes", 59])
  assert.equal(period({ ...THREES, then: [{ seconds: 60, label: "together" }] }, 61).turn, null)
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
