// @ts-check
/** One of several answers. */

import { part, rows } from "../html.js"

/** Gives the form this ask's answers, each a copy of the row it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const sample = part(form, ".answer")
  const answers = rows(sample, ask.options)
  for (const answer of answers) part(answer, "input").setAttribute("value", answer.dataset.key ?? "")
  sample.replaceWith(...answers)
}

/** @param {HTMLFormElement} form */
export const value = (form) => new FormData(form).get("value")
