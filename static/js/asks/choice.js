// @ts-check
/** One of several answers. */

import { put } from "../html.js"

/** Gives the form this ask's answers, each a copy of the row it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const row = /** @type {HTMLElement} */ (form.querySelector(".answer"))
  row.replaceWith(...ask.options.map((/** @type {{key: string, html: string}} */ option) => copy(row, option)))
}

/** @param {HTMLFormElement} form @returns {string} */
export const value = (form) => form.elements["value"].value

/** @param {HTMLElement} row @param {{key: string, html: string}} option */
function copy(row, { key, html }) {
  const answer = /** @type {HTMLElement} */ (row.cloneNode(true))
  const input = /** @type {HTMLInputElement} */ (answer.querySelector("input"))
  input.value = key
  answer.querySelector(".letter").textContent = key
  put(answer.querySelector(".label"), html)
  return answer
}
