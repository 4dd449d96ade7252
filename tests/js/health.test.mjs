import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { voice, word } from "../../static/js/console/health.js"

function someone() {
  const heard = []
  const waits = []
  const says = voice((words) => heard.push(words), (act, wait) => waits.push({ act, wait }))
  return { says, heard, waits, passes: () => waits.shift().act() }
}

test("what is wrong is said at once", () => {
  const { says, heard, waits } = someone()
  says("The disk is full.")
  assert.deepEqual(heard, ["The disk is full."])
  assert.equal(waits[0].wait, 10000)
})

test("however much changes meanwhile, the next word comes ten seconds later and is the latest", () => {
  const { says, heard, passes } = someone()
  says("Busy: 2 s.")
  for (const words of ["Busy: 3 s.", "Busy: 4 s.", "All is well again."]) says(words)
  assert.equal(heard.length, 1)
  passes()
  assert.deepEqual(heard, ["Busy: 2 s.", "All is well again."])
})

test("the same is not said twice", () => {
  const { says, heard, passes } = someone()
  says("Busy.")
  says("Busy.")
  passes()
  says("Busy.")
  assert.deepEqual(heard, ["Busy."])
})

test("silence costs no time: what comes after it is said at once", () => {
  const { says, heard } = someone()
  says("")
  says("The disk is full.")
  assert.deepEqual(heard.filter(Boolean), ["The disk is full."])
})

test("the light has a word for each level", () => {
  assert.equal(word({ level: "good", says: "" }), "All is well")
  assert.equal(word({ level: "good", says: "All is well again." }), "All is well again.")
  assert.equal(word({ level: "look", says: "Busy." }), "Look here")
  assert.equal(word({ level: "bad", says: "Full." }), "Trouble")
})

test("the shapes differ, so that colour is not alone", () => {
  const light = readFileSync(new URL("../../app/templates/console/health.html", import.meta.url), "utf8")
  for (const shape of ["<circle", "<path", "<rect"]) assert.ok(light.includes(shape))
})
