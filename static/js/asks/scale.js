// @ts-check
/** A number between two ends. */

/** Gives the form this scale's numbers, each a copy of the one it came with. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const numbers = Array.from({ length: ask.max - ask.min + 1 }, (_, step) => ask.min + step)
  const [low, high] = ask.labels?.length ? ask.labels : ["", ""]
  const row = /** @type {HTMLElement} */ (form.querySelector(".answer"))
  row.replaceWith(...numbers.map((number) => copy(row, number, number === ask.min ? low : number === ask.max ? high : "")))
  form.querySelector('[data-slot="low"]').textContent = end(ask.min, low)
  form.querySelector('[data-slot="high"]').textContent = end(ask.max, high)
}

/** @param {HTMLFormElement} form @returns {number} */
export const value = (form) => Number(form.elements["value"].value)

/** @param {number} number @param {string} label */
const end = (number, label) => (label ? `${number} · ${label}` : `${number}`)

/** @param {HTMLElement} row @param {number} number @param {string} label */
function copy(row, number, label) {
  const answer = /** @type {HTMLElement} */ (row.cloneNode(true))
  answer.querySelector("input").value = `${number}`
  answer.querySelector(".letter").textContent = `${number}`
  answer.querySelector(".label").textContent = label
  return answer
}
