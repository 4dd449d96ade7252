// @ts-check
/** A number between two ends. */

import { part, write } from "../html.js"
import { answersOf } from "../scenes.js"

/** Gives the form this scale's numbers, each a copy of the one it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const answers = answersOf(ask)
  const row = part(form, ".answer")
  row.replaceWith(...answers.map((answer) => copy(row, answer)))
  write(part(form, '[data-slot="low"]'), end(answers[0]))
  write(part(form, '[data-slot="high"]'), end(answers[answers.length - 1]))
}

/** @param {HTMLFormElement} form */
export const value = (form) => Number(new FormData(form).get("value"))

/** @param {{key: string, text?: string}} answer */
const end = ({ key, text }) => (text ? `${key} · ${text}` : key)

/** @param {HTMLElement} row @param {{key: string, text?: string}} answer */
function copy(row, { key, text }) {
  const answer = /** @type {HTMLElement} */ (row.cloneNode(true))
  part(answer, "input").setAttribute("value", key)
  write(part(answer, ".letter"), key)
  write(part(answer, ".label"), text ?? "")
  return answer
}
