// @ts-check
/** A number between two ends. */

import { answersOf } from "../scenes.js"

/** Gives the form this scale's numbers, each a copy of the one it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const answers = answersOf(ask)
  const row = /** @type {HTMLElement} */ (form.querySelector(".answer"))
  row.replaceWith(...answers.map((answer) => copy(row, answer)))
  form.querySelector('[data-slot="low"]').textContent = end(answers[0])
  form.querySelector('[data-slot="high"]').textContent = end(answers[answers.length - 1])
}

/** @param {HTMLFormElement} form @returns {number} */
export const value = (form) => Number(form.elements["value"].value)

/** @param {{key: string, text?: string}} answer */
const end = ({ key, text }) => (text ? `${key} · ${text}` : key)

/** @param {HTMLElement} row @param {{key: string, text?: string}} answer */
function copy(row, { key, text }) {
  const answer = /** @type {HTMLElement} */ (row.cloneNode(true))
  answer.querySelector("input").value = key
  answer.querySelector(".letter").textContent = key
  answer.querySelector(".label").textContent = text ?? ""
  return answer
}
