/** Where things are in a deck's text. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { behind, lineOf, placeOf, slideEnd } from "../../static/js/editor/text.js"

const DECK = `---
title: T
---

# One

\`\`\`text
---
\`\`\`

Text.

---

## Two
`

test("a place is on the line that it stands on, and on its end as well", () => {
  assert.deepEqual([0, 3, 4, 12, 13].map((at) => lineOf(DECK, at)), [1, 1, 2, 2, 3])
  assert.equal(lineOf(DECK, DECK.length), DECK.split("\n").length)
  assert.equal(lineOf("", 0), 1)
})

test("a line is found by its number, and one that is not there is the last", () => {
  assert.equal(DECK.slice(...placeOf(DECK, 5)), "# One")
  assert.equal(DECK.slice(...placeOf(DECK, 99)), "")
  assert.deepEqual(placeOf("a\nb", 0), [0, 1])
})

test("a slide ends at the next line that begins a slide, not at one in a sample", () => {
  const end = DECK.indexOf("---\n\n## Two")
  for (const at of [0, DECK.indexOf("# One"), DECK.indexOf("```"), DECK.indexOf("Text."), end]) assert.equal(slideEnd(DECK, at), end)
  assert.equal(slideEnd(DECK, end + 1), DECK.length)
  assert.equal(slideEnd("no deck", 3), 7)
  assert.equal(slideEnd("glued\n---\n", 0), 10, "a line that is glued to text begins no slide")
})

/** The text with the slide in it. */
const inserted = (text, at, slide) => {
  const { from, to, words } = behind(text, at, slide)
  return text.slice(0, from) + words + text.slice(to)
}

test("a new slide stands behind the one that the cursor is in", () => {
  assert.equal(inserted(DECK, 20, "## New\n").replace("---\n\n## New\n\n", ""), DECK)
  assert.match(inserted(DECK, 20, "## New\n"), /Text\.\n\n---\n\n## New\n\n---\n\n## Two/)
  assert.equal(inserted(DECK, DECK.length, "## New\n"), `${DECK}\n---\n\n## New\n`)
  assert.equal(inserted("---\ntitle: T\n---", 0, "# New\n"), "---\ntitle: T\n---\n\n# New\n", "the first one needs no line above it")
})
