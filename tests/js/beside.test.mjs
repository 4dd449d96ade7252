/** What stands beside the answer, as far as it is pure: the card's sentence, turns of three, veiled words, reasons in order. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { cards, sentence } from "../../static/js/phone/card.js"
import { grouped } from "../../static/js/phone/items.js"
import { quietly } from "../../static/js/phone/quietly.js"
import { roleOf } from "../../static/js/phone/threes.js"
import { veiled } from "../../static/js/phone/veil.js"

test("whoever writes the opening words once more does not read them twice", () => {
  const german = "Wenn {when}, dann werde ich {then}."
  assert.equal(sentence({ when: "If I slip,", then: "then I will say sorry" }), "If I slip, then I will say sorry.")
  assert.equal(sentence({ when: "wenn ich mich irre", then: "Dann werde ich fragen." }, german), "Wenn ich mich irre, dann werde ich fragen.")
  assert.equal(sentence({ when: "Iffy jokes", then: "thenceforth stop" }), "If Iffy jokes, then I will thenceforth stop.")
})

test("a card is one sentence, however its halves were ended", () => {
  assert.equal(sentence({ when: " I slip, ", then: "say sorry once. " }), "If I slip, then I will say sorry once.")
})

test("half a card is a card, and none is none", () => {
  assert.equal(sentence({ when: "", then: "Ask first." }), "Ask first")
  assert.equal(sentence({ when: "  ", then: "" }), "")
})

test("a card is kept by its room and its ask, until its owner forgets it", () => {
  const facts = {}
  globalThis.localStorage = {
    getItem: (key) => facts[key] ?? null,
    setItem: (key, text) => (facts[key] = text),
    removeItem: (key) => delete facts[key],
  }
  const [here, elsewhere] = [cards("K7M2PQ"), cards("K7M2PR")]
  here.keep("next", { when: "a", then: "b" })
  here.keep("later", { when: "c", then: "d" })

  assert.deepEqual(cards("K7M2PQ").of("next"), { when: "a", then: "b" })
  assert.deepEqual(elsewhere.all(), [])
  here.forget("next")
  assert.deepEqual(here.all(), [["later", { when: "c", then: "d" }]])
  here.forget("later")
  assert.deepEqual(facts, {})
})

test("in three turns everybody speaks, listens and observes once, and each turn has one of each", () => {
  const places = [1, 2, 3]
  for (const place of places) assert.deepEqual(new Set(places.map((turn) => roleOf(place, turn))).size, 3)
  for (const turn of places) {
    assert.equal(roleOf(turn, turn), "speaker")
    assert.equal(new Set(places.map((place) => roleOf(place, turn))).size, 3)
  }
})

test("veiled words have the shape of the words, and none of their letters in place for certain", () => {
  const texts = ["Sam finished his part, 3 of 12.", "Größe, 你好!"]
  const shape = (text) => text.replace(/\p{L}/gu, "x")
  const mixed = veiled(texts, () => 0)

  assert.deepEqual(mixed.map(shape), texts.map(shape))
  assert.notDeepEqual(mixed, texts)
  assert.deepEqual([...mixed.join("")].sort(), [...texts.join("")].sort())
})

test("reasons stand in the order of the answers that they are for, and other texts as they come", () => {
  const options = [{ key: "A" }, { key: "B" }]
  const items = [{ item: "1", option: "B" }, { item: "2", option: "A" }, { item: "3", option: "B" }]
  assert.deepEqual(grouped({ items, options }).map(({ item }) => item), ["2", "1", "3"])
  assert.deepEqual(grouped({ items: [{ item: "9" }, { item: "8" }], options: [] }).map(({ item }) => item), ["9", "8"])
})

test("whoever sits out passes once, after a while, and not when they are back in by then", () => {
  const passed = []
  const waits = []
  const look = quietly((...pass) => passed.push(pass), (act, wait) => waits.push({ act, wait }))
  const ask = { id: "beat", round: 1, phase: "open" }
  const now = (changes = {}) => ({ view: { ask }, out: true, answered: false, ...changes })

  look(now())
  look(now())
  assert.equal(waits.length, 1)
  assert.ok(waits[0].wait >= 2000)
  waits.shift().act()
  assert.deepEqual(passed, [["beat", 1, null]])

  look(now({ answered: true }))
  look(now({ view: { ask: { ...ask, phase: "closed" } } }))
  assert.equal(waits.length, 0)
  look(now({ view: { ask: { ...ask, round: 2 } } }))
  look(now({ view: { ask: { ...ask, round: 2 } }, out: false }))
  waits.shift().act()
  assert.equal(passed.length, 1)
})
