/** The outbox, phone side: nothing is "counted" before the server said so, and nothing that was sent is lost. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { outbox, shelf } from "../../static/js/outbox.js"

const OK = { ok: true }
const NO_REPLY = { ok: false, code: "no.reply", says: "No connection. Try again." }

/** A phone whose server gives these replies, one after the other; time passes only when the test says so. */
function phone(...replies) {
  const said = []
  const sizes = []
  const waits = []
  const box = outbox({
    say: async (name, { pad, ...message }) => (sizes.push(bytes({ ...message, pad })), said.push({ name, ...message }), replies.shift() ?? OK),
    shelf: kept(),
    changed: () => {},
    later: (act, wait) => waits.push({ act, wait }),
  })
  const wait = async () => waits.shift().act()
  return { box, said, sizes, waits, wait }
}

const bytes = (message) => new TextEncoder().encode(JSON.stringify(message)).length

/** A shelf in a browser storage that holds these facts. */
function kept(facts = {}) {
  const storage = { getItem: (key) => facts[key] ?? null, setItem: (key, text) => (facts[key] = text), removeItem: (key) => delete facts[key] }
  return shelf("room:1", () => storage)
}

test("an answer is counted only after the server acknowledged it", async () => {
  let acknowledge
  const states = []
  const box = outbox({
    say: () => new Promise((resolve) => (acknowledge = resolve)),
    shelf: kept(),
    changed: () => states.push(box.of("beat", 1).state),
  })

  const sent = box.put("beat", 1, "B")
  assert.deepEqual(states, ["sending"])

  acknowledge(OK)
  await sent
  assert.deepEqual(states, ["sending", "counted"])
})

test("each change of mind carries a higher number", async () => {
  const { box, said } = phone()
  await box.put("beat", 1, "A")
  await box.put("beat", 1, "C")
  assert.deepEqual(said, [
    { name: "answer", ask: "beat", round: 1, seq: 1, value: "A" },
    { name: "answer", ask: "beat", round: 1, seq: 2, value: "C" },
  ])
})

test("a pass is an answer like any other", async () => {
  const { box, said } = phone()
  await box.put("beat", 1, null)
  assert.deepEqual([said[0].value, box.of("beat", 1).state], [null, "counted"])
})

test("without a connection the same answer is sent again, later each time", async () => {
  const { box, said, waits, wait } = phone(NO_REPLY, NO_REPLY, OK)
  await box.put("beat", 1, "A")
  const first = waits[0].wait
  await wait()
  const second = waits[0].wait
  assert.equal(box.of("beat", 1).state, "sending")
  assert.ok(first >= 500 && first <= 750 && second >= 1000 && second <= 1500, `${first}, ${second}`)

  await wait()
  assert.deepEqual(said.map(({ seq, value }) => [seq, value]), [[1, "A"], [1, "A"], [1, "A"]])
  assert.deepEqual([box.of("beat", 1).state, waits.length], ["counted", 0])
})

test("a server that says when to come back is obeyed", async () => {
  const { box, waits } = phone({ ok: false, code: "rate.limited", retry_after: 5 })
  await box.put("beat", 1, "A")
  assert.ok(waits[0].wait >= 5000 && waits[0].wait <= 7500, `${waits[0].wait}`)
})

test("a newer answer on the shelf of the server is overtaken by what was pressed last here", async () => {
  const { box, said, wait } = phone({ ok: false, code: "answer.stale", seq: 7 }, OK)
  await box.put("beat", 1, "B")
  await wait()
  assert.deepEqual(said.map(({ seq, value }) => [seq, value]), [[1, "B"], [8, "B"]])
  assert.equal(box.of("beat", 1).state, "counted")
})

test("a closed vote is final: nothing is sent again", async () => {
  const { box, waits } = phone({ ok: false, code: "ask.closed" })
  await box.put("beat", 1, "A")
  assert.deepEqual([box.of("beat", 1).state, waits.length], ["late", 0])
})

test("a refusal keeps its sentence and is not repeated", async () => {
  const { box, waits } = phone({ ok: false, code: "answer.invalid", says: "That answer is not one of the choices here." })
  await box.put("beat", 1, "Z")
  assert.deepEqual([box.of("beat", 1).says, waits.length], ["That answer is not one of the choices here.", 0])
})

test("what is chosen while an older choice is on its way is what counts in the end", async () => {
  let acknowledge
  const said = []
  const box = outbox({
    say: (_, { value }) => (said.push(value), new Promise((resolve) => (acknowledge = resolve))),
    shelf: kept(),
    changed: () => {},
    later: (act) => void act(),
  })
  const sent = box.put("beat", 1, "A")
  box.put("beat", 1, "B")
  acknowledge(OK)
  await sent
  assert.deepEqual([said, box.of("beat", 1).state], [["A", "B"], "sending"])

  acknowledge(OK)
  await new Promise(setImmediate)
  assert.equal(box.of("beat", 1).state, "counted")
})

test("a reloaded page sends what its tab had not got through", async () => {
  const facts = {}
  const before = outbox({ say: async () => NO_REPLY, shelf: kept(facts), changed: () => {}, later: () => {} })
  await before.put("beat", 1, "A")

  const said = []
  const after = outbox({ say: async (_, message) => (said.push(message.value), OK), shelf: kept(facts), changed: () => {} })
  await after.flush()
  assert.deepEqual([said, after.of("beat", 1).state], [["A"], "counted"])
})

test("a phone whose storage is forbidden remembers while the page lives", async () => {
  const forbidden = () => {
    throw new Error("SecurityError")
  }
  const box = outbox({ say: async () => OK, shelf: shelf("room:1", forbidden), changed: () => {} })
  await box.put("beat", 1, "A")
  assert.deepEqual([box.of("beat", 1).value, box.of("beat", 1).state], ["A", "counted"])
})

test("the server's word about this phone is taken, with its number", async () => {
  const { box, said } = phone()
  box.heard({ ask: "beat", round: 1, answered: true, value: "C", seq: 4 }, true)
  assert.deepEqual([box.of("beat", 1).state, box.of("beat", 1).value], ["counted", "C"])

  await box.put("beat", 1, "D")
  assert.equal(said[0].seq, 5)
})

test("an open vote in which the server knows nothing of this phone is asked again", async () => {
  const { box } = phone()
  await box.put("beat", 1, "A")
  box.heard({ ask: "beat", round: 1, answered: false, value: null, seq: 0 }, false)
  assert.equal(box.of("beat", 1)?.state, "counted", "a closed vote's key is gone, so its silence says nothing")

  box.heard({ ask: "beat", round: 1, answered: false, value: null, seq: 0 }, true)
  assert.equal(box.of("beat", 1), undefined)
})

test("an answer that is still on its way is not undone by the server's silence", async () => {
  const { box } = phone(NO_REPLY)
  await box.put("beat", 1, "A")
  box.heard({ ask: "beat", round: 1, answered: false, value: null, seq: 0 }, true)
  assert.equal(box.of("beat", 1).state, "sending")
})

test("a voided second round leaves the first answer to keep", async () => {
  const { box } = phone()
  await box.put("beat", 1, "A")
  await box.put("beat", 2, "B")
  box.forget("beat", 2)
  assert.deepEqual([box.of("beat", 1).value, box.of("beat", 2)], ["A", undefined])
})

test("when all rounds are over the phone forgets what was chosen", async () => {
  const { box } = phone()
  await box.put("beat", 1, "A")
  await box.put("later", 1, "B")
  box.fold((answer) => answer.ask === "beat")

  const { value, state, folded } = box.of("beat", 1)
  assert.deepEqual([value, state, folded, box.of("later", 1).value], [null, "counted", true, "B"])
})

test("a phone that has lost its memory learns from the server what it answered in the first vote", async () => {
  const { box, said } = phone()
  box.heard({ ask: "beat", round: 2, answered: false, value: null, seq: 0, before: { value: "A" } }, true)
  assert.deepEqual([box.of("beat", 1).value, box.of("beat", 2)], ["A", undefined])

  await box.put("beat", 2, box.of("beat", 1).value)
  assert.deepEqual(said, [{ name: "answer", ask: "beat", round: 2, seq: 1, value: "A" }])
})

// --- several texts, and what goes along with an answer

const LIMITED = { ok: false, code: "rate.limited", retry_after: 5, says: "Slower." }

test("how sure somebody is goes along, and a pass says nothing of it", async () => {
  const { box, said } = phone()
  await box.put("beat", 1, "A", { sure: 4 })
  await box.put("beat", 1, null, { sure: 4 })
  assert.deepEqual(said.map(({ value, sure }) => [value, sure]), [["A", 4], [null, undefined]])
})

test("each text has its own number and its own fate", async () => {
  const { box, said } = phone(OK, { ok: false, code: "text.muted", says: "Not here." }, { ok: false, code: "answer.fixed", says: "Handed on." })
  await box.send("words", 1, [{ n: 0, value: "calm" }, { n: 1, value: "loud", keep: true }, { n: 2, value: "late" }])
  await new Promise(setImmediate)
  while (box.all("words", 1).some(({ state }) => state === "sending")) await box.flush()

  assert.deepEqual(said.map(({ n, seq, value, keep }) => [n, seq, value, keep]), [
    [undefined, 1, "calm", undefined], [1, 1, "loud", true], [2, 1, "late", undefined],
  ])
  assert.deepEqual(box.all("words", 1).map(({ state }) => state), ["counted", "muted", "fixed"])
  assert.equal(box.of("words", 1, 2).value, "late", "what could not be sent is not lost")
})

test("what is counted and has not changed is not sent again, and nothing empty is sent", async () => {
  const { box, said } = phone()
  await box.send("words", 1, [{ n: 0, value: "calm" }, { n: 1, value: null }])
  await box.send("words", 1, [{ n: 0, value: "calm" }, { n: 1, value: "loud" }])
  assert.deepEqual(said.map(({ n, value }) => [n ?? 0, value]), [[0, "calm"], [1, "loud"]])

  await box.send("words", 1, [{ n: 0, value: null }, { n: 1, value: "loud", keep: true }])
  await box.flush()
  assert.deepEqual(said.slice(2).map(({ n, value, keep }) => [n ?? 0, value, keep]), [[0, null, undefined], [1, "loud", true]])
})

test("whoever passes takes back all that they had written", async () => {
  const { box, said } = phone()
  await box.send("words", 1, [{ n: 0, value: "calm" }, { n: 1, value: "loud" }])
  await box.flush()
  said.length = 0
  await box.pass("words", 1)
  await box.flush()
  assert.deepEqual(said.map(({ n, value }) => [n ?? 0, value]), [[0, null], [1, null]])
})

test("a text that comes too soon waits by itself, and holds up no other answer", async () => {
  const { box, said, waits } = phone(LIMITED, OK)
  await box.put("words", 1, "calm")
  const [{ wait, act }] = waits
  assert.ok(wait >= 5000 && wait <= 7500)
  assert.ok(box.of("words", 1).until > Date.now() + 4000)

  await box.put("beat", 1, "A")
  await box.connected()
  assert.deepEqual(said.map(({ ask }) => ask), ["words", "beat"], "told to wait, it waits, also over a new connection")
  assert.deepEqual([box.of("beat", 1).state, box.of("words", 1).state], ["counted", "sending"])

  await act()
  assert.deepEqual([said.length, box.of("words", 1).state, box.of("words", 1).until], [3, "counted", undefined])
})

test("a text that is changed while it waits is sent as it is then, and no sooner", async () => {
  const { box, said, waits } = phone(LIMITED, OK)
  await box.put("words", 1, "calm")
  await box.put("words", 1, "calmer")
  assert.equal(said.length, 1)
  await waits[0].act()
  assert.deepEqual(said.map(({ value, seq }) => [value, seq]), [["calm", 1], ["calmer", 2]])
})

test("what failed for want of a line is tried as soon as there is one", async () => {
  const { box, said } = phone(NO_REPLY, OK)
  await box.put("beat", 1, "A")
  await box.connected()
  assert.deepEqual([said.length, box.of("beat", 1).state], [2, "counted"])
})

test("the server's word about several texts is taken, and which of them others may have read", () => {
  const { box } = phone()
  const entries = [{ n: 0, value: "calm", seq: 1 }, { n: 2, value: "late", seq: 3, keep: true }]
  box.heard({ ask: "words", round: 1, answered: true, value: "calm", seq: 1, entries, fixed: [0] }, true)
  assert.deepEqual(box.all("words", 1).map(({ n, handed, keep }) => [n, handed, keep]), [[0, true, undefined], [2, undefined, true]])

  box.heard({ ask: "words", round: 1, answered: true, value: "calm", seq: 1, entries: entries.slice(0, 1), fixed: [0] }, true)
  assert.deepEqual(box.all("words", 1).map(({ n }) => n), [0])
})

test("a phone without memory keeps its first answer with how sure it was", async () => {
  const { box } = phone()
  box.heard({ ask: "beat", round: 2, answered: false, value: null, seq: 0, before: { value: "A", sure: 3 } }, true)
  assert.deepEqual([box.of("beat", 1).value, box.of("beat", 1).sure], ["A", 3])
  box.fold(() => true)
  assert.deepEqual([box.of("beat", 1).value, box.of("beat", 1).sure], [null, undefined], "and forgets both in the end")
})

test("nobody on the network tells an answer from a pass, or from another answer, by its length", async () => {
  const values = ["A", "C", null, 4, ["A", "C"], ["C", "A", "B"], { A: 60, B: 40, C: 0 }, "calm", "überwältigt – 😮"]
  const { box, sizes } = phone()
  for (const value of values) await box.put("where-should-the-next-hour-of-the-team-go", 1, value, { sure: 5, keep: true })
  assert.deepEqual([...new Set(sizes)], [256])

  await box.put("story", 1, "x".repeat(250))
  await box.put("story", 1, "ü".repeat(150))
  assert.deepEqual(sizes.slice(-2), [512, 512], "long ones are told apart only roughly")
})
