/** A phone that loses views by lot: what its script makes of the others is held against what stands. The evenings come on
 * the input, each a list of [the whole view, what was told of it or null]; how often it had to ask goes out. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"

import { filled } from "../../static/js/wire.js"

const evenings = JSON.parse(readFileSync(0, "utf8"))
const OFTEN = 0.4
let drawn = 7

console.log(JSON.stringify({ never: hear(0), often: hear(OFTEN) }))

/** @param {number} rate how many of the views are lost */
function hear(rate) {
  const counts = { heard: 0, asked: 0 }
  for (const told of evenings) {
    let held = { version: -1 }
    for (const [whole, light] of told.filter(([, light]) => light && lot() >= rate)) {
      counts.heard++
      const made = filled(light, held)
      if (made === null) counts.asked++
      else same(made, whole)
      held = made ?? whole
    }
  }
  return counts
}

/** Numbers beside the picture are not told; all else is there, and nothing else. */
function same({ since, results, ...made }, { results: told, ...whole }) {
  assert.deepEqual(made, whole)
  assert.equal(results?.html, told?.html)
  assert.equal(results?.says, told?.says)
  assert.deepEqual(Object.keys(results?.patterns ?? {}), Object.keys(told?.patterns ?? {}))
}

/** Numbers from 0 to 1, the same in each run. */
function lot() {
  drawn = (drawn * 16807) % 2147483647
  return drawn / 2147483647
}
