/** What the kinds' forms reckon: how many may still be ticked, and what a press makes of somebody's points. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { says } from "../../static/js/asks/multi.js"
import { stepped } from "../../static/js/asks/points.js"

const UP_TO = { pick: 2, options: [1, 2, 3] }

test("whoever may tick two of three is told where they stand", () => {
  assert.deepEqual([0, 1, 2].map((ticked) => says(ticked, UP_TO)), [
    "Choose up to 2 answers.", "Chosen: 1 of 2.", "Chosen: 2 of 2. That is all.",
  ])
  assert.equal(says(2, UP_TO, true), "That was one more than 2: untick another one first.")
})

test("whoever may tick all of them is told that, and nothing of a limit", () => {
  for (const pick of [null, 3]) for (const ticked of [0, 3]) {
    assert.equal(says(ticked, { ...UP_TO, pick }), "Choose as many as you like.")
  }
})

test("one answer is one answer", () => {
  assert.equal(says(0, { ...UP_TO, pick: 1 }), "Choose one answer.")
})

test("a press adds a tenth of the purse, and never more than is left", () => {
  assert.equal(stepped(0, 100, 100, "more"), 10)
  assert.equal(stepped(95, 5, 100, "more"), 100)
  assert.equal(stepped(100, 0, 100, "more"), 100)
  assert.equal(stepped(0, 10, 10, "more"), 1)
  assert.equal(stepped(3, 1, 15, "more"), 4)
})

test("a press takes a tenth away, and never more than is there", () => {
  assert.equal(stepped(25, 75, 100, "less"), 15)
  assert.equal(stepped(5, 95, 100, "less"), 0)
})

test("the rest goes in one tap, and there is none once the purse is empty or overdrawn", () => {
  assert.equal(stepped(20, 40, 100, "rest"), 60)
  assert.equal(stepped(20, 0, 100, "rest"), 20)
  assert.equal(stepped(20, -30, 100, "rest"), 20)
  assert.equal(stepped(20, -30, 100, "more"), 20)
})
