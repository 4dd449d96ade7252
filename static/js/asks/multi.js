// @ts-check
/** Several of the answers. */

import { part, write } from "../html.js"
import { t } from "../words.js"
import { fill as fillRows } from "./choice.js"

/** @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  fillRows(form, ask)
  write(part(form, '[data-slot="most"]'), says(0, ask))
}

/** Whoever ticks one too many keeps what they have, and is told. @param {HTMLFormElement} form @param {any} ask */
export function begin(form, ask) {
  const place = part(form, '[data-slot="most"]')
  form.addEventListener("input", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target)
    const over = box.name === "value" && ticked(form).length > (ask.pick ?? Infinity)
    if (over) box.checked = false
    write(place, says(ticked(form).length, ask, over))
  })
}

/** @param {HTMLFormElement} form */
export const value = (form) => (ticked(form).length ? ticked(form) : null)

/** @param {HTMLFormElement} form @param {string[] | null} value @param {any} ask */
export function restore(form, value, ask) {
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('[name="value"]'))) {
    box.checked = Boolean(value?.includes(box.value))
  }
  write(part(form, '[data-slot="most"]'), says(ticked(form).length, ask))
}

/** How many may be ticked, and where somebody stands who has ticked so many.
 * @param {number} ticked @param {{pick: number | null, options: any[]}} ask */
export function says(ticked, { pick, options }, over = false) {
  if (!pick || pick >= options.length) return t("Choose as many as you like.")
  if (over) return t("That was one more than {most}: untick another one first.", { most: pick })
  if (ticked === 0) return pick === 1 ? t("Choose one answer.") : t("Choose up to {most} answers.", { most: pick })
  return pick === ticked ? t("Chosen: {ticked} of {most}. That is all.", { ticked, most: pick }) : t("Chosen: {ticked} of {most}.", { ticked, most: pick })
}

/** @param {HTMLFormElement} form */
const ticked = (form) => new FormData(form).getAll("value").map(String)
