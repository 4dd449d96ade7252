// @ts-check
/** A number between two ends. */

import { part, put } from "../html.js"
import { fill as fillRows, value as chosen } from "./choice.js"

/** Gives the form this scale's numbers, and the words of its ends. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  fillRows(form, ask)
  put(part(form, '[data-slot="low"]'), end(ask.options[0]))
  put(part(form, '[data-slot="high"]'), end(ask.options[ask.options.length - 1]))
}

/** @param {HTMLFormElement} form */
export function value(form) {
  const step = chosen(form)
  return step === null ? null : Number(step)
}

/** @param {import("../html.js").Option} option */
const end = ({ key, html }) => (html ? `${key} · ${html}` : key)
