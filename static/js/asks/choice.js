// @ts-check
/** One of several answers. */

import { part, put, write } from "../html.js"

/** Gives the form this ask's answers, each a copy of the row it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const row = part(form, ".answer")
  row.replaceWith(...ask.options.map((/** @type {Option} */ option) => copy(row, option)))
}

/** @param {HTMLFormElement} form */
export const value = (form) => String(new FormData(form).get("value"))

/** @typedef {{key: string, html: string}} Option */
/** @param {HTMLElement} row @param {Option} option */
function copy(row, { key, html }) {
  const answer = /** @type {HTMLElement} */ (row.cloneNode(true))
  part(answer, "input").setAttribute("value", key)
  write(part(answer, ".letter"), key)
  put(part(answer, ".label"), html)
  return answer
}
