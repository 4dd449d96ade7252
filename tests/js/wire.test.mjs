/** The line to the server: what is older is dropped, what is refused is tried again only where that can help. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { filled, inquiry, retryIn } from "../../static/js/wire.js"

test("a full room is tried again when it says so, and not all phones at once", () => {
  const waits = Array.from({ length: 50 }, () => retryIn({ code: "room.full", retry_after: 10 }))
  assert.ok(waits.every((wait) => wait >= 10_000 && wait <= 15_000))
  assert.ok(new Set(waits).size > 1)
})

test("a refusal for good is not tried again", () => {
  assert.equal(retryIn({ code: "token.unknown", says: "This phone is not in the room yet." }), null)
})

const HELD = {
  version: 4,
  slide: { id: "mend", html: "<p>…</p>" },
  ask: { id: "mend", kind: "text", phase: "open", items: [{ item: "a", text: "Sorry." }] },
  results: null,
}
const light = (/** @type {object} */ more) => ({ version: 6, since: 4, ask: { phase: "closed", items: [] }, results: null, ...more })

test("a view that was overtaken on its way is dropped, whatever it leaves out", () => {
  for (const more of [{}, { since: 2 }, { since: 3 }]) assert.equal(filled({ ...HELD, version: 3, ...more }, HELD), undefined)
})

test("a view as new as the one that stands may tell other numbers", () => {
  assert.equal(filled({ ...HELD, joined: 9 }, HELD).joined, 9)
})

test("what a light view leaves out is what this phone holds", () => {
  const { since, ...made } = filled(light({}), HELD)
  assert.deepEqual(made, { ...HELD, version: 6, ask: { ...HELD.ask, phase: "closed", items: [] } })
})

test("a phone that holds nothing as new as that has to ask", () => {
  assert.equal(filled(light({ since: 5 }), HELD), null)
})

test("a text that was told before keeps its words, and one that was missed has to be asked for", () => {
  const lifted = { phase: "open", items: [{ item: "a", votes: 3 }, { item: "b", text: "Thanks." }] }
  assert.deepEqual(filled(light({ ask: lifted }), HELD).ask.items, [{ item: "a", text: "Sorry.", votes: 3 }, { item: "b", text: "Thanks." }])
  assert.equal(filled(light({ ask: { phase: "open", items: [{ item: "c" }] } }), HELD), null)
})

test("another ask takes nothing from the one before, and none is none", () => {
  const other = { id: "how", kind: "choice", phase: "ready", items: [] }
  assert.deepEqual(filled(light({ ask: other }), HELD).ask, other)
  assert.equal(filled(light({ ask: null }), HELD).ask, null)
})

const TOO_FAST = { ok: false, code: "rate.limited", says: "That was a little fast.", retry_after: 0.4 }
const TOLD = { ok: true, view: {}, mine: {} }

/** A page that asks what stands, of a server with these replies; time passes only when the test says so. */
function asking(...replies) {
  const waits = []
  const counts = { asked: 0 }
  const fetch = async () => (counts.asked++, replies.shift() ?? TOLD)
  const it = inquiry(fetch, (act, wait) => waits.push({ act, wait }))
  const wait = async () => (waits.shift().act(), await settled())
  return { it, counts, waits, wait }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test("a page that asked too fast asks again by itself, as late as the server said, and not all pages at once", async () => {
  const waited = new Set()
  for (let phone = 0; phone < 20; phone++) {
    const { it, counts, waits, wait } = asking(TOO_FAST, TOO_FAST)
    await it.ask()
    assert.ok(waits[0].wait >= 400 && waits[0].wait <= 600)
    waited.add(waits[0].wait)
    await wait()
    await wait()
    assert.deepEqual([counts.asked, waits], [3, []])
  }
  assert.ok(waited.size > 1)
})

test("what has come by then is not asked for again", async () => {
  const { it, counts, wait } = asking(TOO_FAST)
  it.missed("view")
  await settled()
  it.came("view")
  await wait()
  assert.equal(counts.asked, 1)
})

test("a newer view does not bring what this phone answered, so that is still asked for", async () => {
  const { it, counts, wait } = asking(TOO_FAST)
  await it.ask()
  it.came("view")
  await wait()
  assert.equal(counts.asked, 2)
})

test("a view that is missed while a second try is due asks no sooner, and not twice", async () => {
  const { it, counts, waits, wait } = asking(TOO_FAST)
  it.missed("view")
  await settled()
  it.missed("view")
  it.missed("view")
  await settled()
  assert.deepEqual([counts.asked, waits.length], [1, 1])
  await wait()
  assert.deepEqual([counts.asked, waits], [2, []])
})

test("what is refused for good is not asked for again", async () => {
  const { it, waits } = asking({ ok: false, code: "device.ended", says: "This device was ended." })
  await it.ask()
  assert.deepEqual(waits, [])
})
