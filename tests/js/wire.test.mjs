/** The line to the server: what is older is dropped, what is refused is tried again only where that can help. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { neverOlder, retryIn } from "../../static/js/wire.js"

test("a view that was overtaken on its way is dropped", () => {
  const passes = neverOlder(3)
  assert.deepEqual([4, 5, 4, 5, 6].map((version) => passes({ version })), [true, true, false, true, true])
})

test("the version that the page came with counts already", () => {
  assert.equal(neverOlder(41)({ version: 40 }), false)
  assert.equal(neverOlder(41)({ version: 41 }), true)
})

test("a full room is tried again when it says so, and not all phones at once", () => {
  const waits = Array.from({ length: 50 }, () => retryIn({ code: "room.full", retry_after: 10 }))
  assert.ok(waits.every((wait) => wait >= 10_000 && wait <= 15_000))
  assert.ok(new Set(waits).size > 1)
})

test("a refusal for good is not tried again", () => {
  assert.equal(retryIn({ code: "token.unknown", says: "This phone is not in the room yet." }), null)
})
