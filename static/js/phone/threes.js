// @ts-check
/** Practising in threes: the phone says what its owner does in this turn. Who is who stays on the phone. */

import { part, write } from "../html.js"
import { t } from "../words.js"

const ROLES = ["speaker", "listener", "observer"]
const BUZZ_MS = 200

/** What somebody does in this turn: whoever stands at its place speaks, the next listens, the third observes.
 * @param {number} place 1 to 3 @param {number} turn 1 to 3 */
export const roleOf = (place, turn) => ROLES[(place - turn + 3) % 3]

/** @param {HTMLElement} root @param {import("../outbox.js").Shelf} shelf */
export function threes(root, shelf) {
  const section = part(root, '[data-slot="threes"]')
  let last = 0
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-place]"))) {
    button.addEventListener("click", () => choose(Number(button.dataset.place)))
  }

  /** @param {number} place */
  function choose(place) {
    shelf.write({ place })
    show(last)
    part(section, place ? '[data-threes="role"]' : '[data-threes="agree"] h3').focus()
  }

  /** @param {number} turn */
  function show(turn) {
    const place = shelf.read().place ?? 0
    part(section, '[data-threes="plain"]').hidden = true
    part(section, '[data-threes="agree"]').hidden = Boolean(place)
    part(section, '[data-threes="role"]').hidden = !place
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-role]"))) {
      each.hidden = each.dataset.role !== roleOf(place, turn)
    }
    write(part(section, '[data-slot="turn"]'), t("Turn {turn} of 3", { turn }))
  }

  return (/** @type {number | null} */ turn) => {
    section.hidden = !turn
    if (!turn) last = 0
    if (!turn || turn === last) return
    if (last && shelf.read().place) buzz()
    last = turn
    show(turn)
  }
}

/** A short tremble, where phones can and their owner has not asked for calm. */
function buzz() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !navigator.userActivation?.hasBeenActive) return
  navigator.vibrate?.(BUZZ_MS)
}
