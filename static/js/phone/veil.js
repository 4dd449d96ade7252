// @ts-check
/** Words that cannot be read, and look like words from a step away: for whoever sits a part out among people who do not. */

/** Deals the letters of these elements out anew among all their places. Numbers, marks and spaces stay.
 * @param {Element[]} places @param {() => number} [dice] */
export function veil(places, dice = Math.random) {
  const texts = places.flatMap((place) => textsOf(place))
  const mixed = veiled(texts.map((text) => text.data), dice)
  texts.forEach((text, number) => (text.data = mixed[number]))
}

/** @param {string[]} texts @param {() => number} dice @returns {string[]} */
export function veiled(texts, dice) {
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
  return found
}
