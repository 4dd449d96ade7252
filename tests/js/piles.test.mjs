/** What people wrote, as whoever reads it first has it before them. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { deeds, facts, News, piles } from "../../static/js/console/piles.js"

const text = (item, changes = {}) => ({ item, ask: "why", option: "", text: `words of ${item}`, state: "waiting", mark: "", votes: 0, flags: [], ...changes })
const names = (heaps) => heaps.map(({ name, texts }) => [name, texts.map(({ item }) => item).join("")])
const asking = (changes = {}) => ({ moderation: [], ask: { id: "why", lifts: false, picked: null, ...changes } })

test("what waits comes first, then what the room sees, then what is hidden; what was removed lies nowhere", () => {
  const heaps = piles([text("a", { state: "hidden" }), text("b", { state: "removed" }), text("c", { state: "approved" }), text("d")], new Map())
  assert.deepEqual(names(heaps), [["waiting", "d"], ["approved-", "c"], ["hidden", "a"]])
})

test("all that wait are counted, also where the list has no room for them", () => {
  assert.deepEqual(piles([text("a"), text("b")], new Map(), 200).map(({ heading }) => heading), ["Waiting for you: 200"])
})

test("a pile with nothing on it is not there", () => {
  assert.deepEqual(piles([], new Map()), [])
})

test("whatever waits keeps its place, wherever new texts come in", () => {
  const places = new Map()
  piles([text("b"), text("d")], places)
  assert.deepEqual(names(piles([text("a"), text("d"), text("c"), text("b")], places)), [["waiting", "bdac"]])
})

test("the room sees open questions by their votes, and those that are done last", () => {
  const shown = [["a", 2, ""], ["b", 5, "answered"], ["c", 4, ""]].map(([item, votes, mark]) => text(item, { state: "approved", votes, mark }))
  assert.deepEqual(names(piles(shown, new Map())), [["approved-", "cab"]])
})

test("reasons lie beside the answers that they speak for", () => {
  const shown = [["a", "B"], ["b", "A"], ["c", "B"]].map(([item, option]) => text(item, { state: "approved", option }))
  assert.deepEqual(names(piles(shown, new Map())), [["approved-A", "b"], ["approved-B", "ac"]])
})

test("a text can be approved, hidden or removed, and not what it already is", () => {
  const able = (state, ask = {}) => deeds(text("a", { state }), asking(ask)).map((deed) => deed.do)
  assert.deepEqual(able("waiting"), ["approve", "hide", "remove"])
  assert.deepEqual(able("approved"), ["hide", "remove"])
  assert.deepEqual(able("hidden"), ["approve", "remove"])
  assert.deepEqual(able("approved", { lifts: true }), ["pick", "answered", "park", "hide", "remove"])
  assert.deepEqual(able("approved", { lifts: true, id: "another" }), ["hide", "remove"])
})

test("the question on the screen goes back to all by the same button", () => {
  const [pick] = deeds(text("a", { state: "approved" }), asking({ lifts: true, picked: { item: "a" } }))
  assert.deepEqual(pick, { do: "pick", words: "Back to all" })
})

test("flags, votes and marks are told in words", () => {
  const told = facts(text("a", { state: "approved", flags: ["contact", "name", "coarse"], votes: 4, mark: "parked" }), asking({ picked: { item: "a" } }))
  assert.deepEqual(told, ["alone on the screen", "has an address", "names the presenter", "coarse word", "4 votes", "parked"])
})

test("a text that still waits from another question says so", () => {
  assert.deepEqual(facts(text("a"), asking({ id: "later" })), ["from another question"])
  assert.deepEqual([facts(text("a"), { moderation: [], ask: null }), facts(text("a"), asking())], [["from another question"], []])
})

test("what was there at the beginning is no news", () => {
  assert.equal(new News([text("a")]).tell([text("a")], 0), "")
})

test("new texts are told together, never more often than every ten seconds", () => {
  const news = new News([])
  const told = [[1, 0], [2, 500], [4, 9999], [4, 10000], [4, 30000]].map(([n, at]) =>
    news.tell(["a", "b", "c", "d"].slice(0, n).map((item) => text(item)), at))
  assert.deepEqual(told, ["1 new text waits for you.", "", "", "3 new texts wait for you.", ""])
})

test("what was approved at once is no news either", () => {
  assert.equal(new News([]).tell([text("a", { state: "approved" })], 0), "")
})
