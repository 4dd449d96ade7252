// @ts-check
/** Words that cannot be read, and look like words from a step away: for whoever sits a part out among people who do not. */

import { adopt } from "../html.js"

/** Where a part's own words stand. */
const PLACES = '.about, [data-slot="slide"], [data-slot="options"], [data-slot="results"], [data-slot="form"] > form, .prompt, [data-beside="reason"], [data-beside="items"]'

/** What stands on every phone whatever is asked. */
const ANYWAY = ".letter, .actions, .hint"

/** Veils what the page shows of a part, and lifts the veil again. @param {HTMLElement} root */
export function veils(root) {
  /** What was written into each text, and what had stood there. @type {WeakMap<Text, {veiled: string, plain: string}>} */
  let known = new WeakMap()
  const places = () => /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(PLACES))

  /** Deals the letters of all that is readable out anew among their places. Numbers, marks and spaces stay. */
  function veil() {
    const all = [...places()]
    for (const place of all) place.inert = true
    const texts = all.flatMap((place) => textsOf(place)).filter((text) => known.get(text)?.veiled !== text.data)
    const mixed = veiled(texts.map((text) => text.data))
    texts.forEach((text, number) => {
      known.set(text, { veiled: mixed[number], plain: text.data })
      text.data = mixed[number]
    })
    root.classList.add("veiled")
    return false
  }

  /** Whether the page has to be filled anew, since it has moved on. What is the same in every part gets its words back here. */
  function unveil() {
    if (!root.classList.contains("veiled")) return false
    root.classList.remove("veiled")
    for (const place of places()) {
      place.inert = false
      for (const text of textsOf(place)) text.data = plain(text)
      adopt(place, "")
    }
    for (const form of root.querySelectorAll('[data-slot="form"] > form')) form.remove()
    known = new WeakMap()
    return true
  }

  /** What has been written anew since it was veiled stays as it is. @param {Text} text */
  function plain(text) {
    const was = known.get(text)
    return was?.veiled === text.data ? was.plain : text.data
  }

  return { veil, unveil }
}

/** @param {string[]} texts @param {() => number} dice @returns {string[]} */
export function veiled(texts, dice = Math.random) {
  const letters = Array.from(texts.join("")).filter(isLetter)
  for (let last = letters.length - 1; last > 0; last--) {
    const other = Math.floor(dice() * (last + 1))
    ;[letters[last], letters[other]] = [letters[other], letters[last]]
  }
  return texts.map((text) => Array.from(text, (letter) => (isLetter(letter) ? letters.pop() ?? "" : letter)).join(""))
}

const isLetter = (/** @type {string} */ letter) => /\p{L}/u.test(letter)

/** @param {Element} place @returns {Text[]} */
function textsOf(place) {
  const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const found = []
  while (walk.nextNode()) found.push(/** @type {Text} */ (walk.currentNode))
  return found.filter((text) => !text.parentElement?.closest(ANYWAY))
}
