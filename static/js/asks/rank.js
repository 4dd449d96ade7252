// @ts-check
/** All answers, put in order: each row moves up and down by its buttons; dragging it does the same. */

import { part, rows as copies, write } from "../html.js"
import { t } from "../words.js"

/** @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const sample = part(form, ".ranked")
  sample.replaceWith(...copies(sample, ask.options))
}

/** Places that are given become rows that move. @param {HTMLFormElement} form */
export function begin(form) {
  for (const row of rows(form)) {
    part(row, ".given").remove()
    part(row, ".moves").hidden = false
    name(row)
  }
  number(form)
  form.addEventListener("click", (event) => press(form, /** @type {HTMLElement} */ (event.target)))
  drags(form)
}

/** The order of the rows, or of the places that were given before they could move. @param {HTMLFormElement} form */
export const value = (form) => rows(form).sort((one, other) => placeOf(one) - placeOf(other)).map((row) => row.dataset.key ?? "")

/** @param {HTMLElement} row */
const placeOf = (row) => Number(row.querySelector("select")?.value) || Number.MAX_SAFE_INTEGER

/** @param {HTMLFormElement} form @param {string[] | null} value */
export function restore(form, value) {
  const standing = rows(form)
  const order = (value ?? []).map((key) => standing.find((row) => row.dataset.key === key))
  part(form, '[data-slot="answers"]').append(...order.flatMap((row) => row ?? []))
  number(form)
}

/** Any order is an answer, also the one in which they stood. */
export const lacks = () => ""

/** @param {HTMLElement} row */
function name(row) {
  const letter = row.dataset.key ?? ""
  const label = part(row, ".label")
  label.id = `ranked-${letter}`
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-label", button.dataset.move === "up" ? t("Move {letter} up", { letter }) : t("Move {letter} down", { letter }))
    button.setAttribute("aria-describedby", label.id)
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} target */
function press(form, target) {
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-move]"))
  const row = /** @type {HTMLElement | null} */ (target.closest(".ranked"))
  if (!button || !row) return
  const up = button.dataset.move === "up"
  const other = up ? row.previousElementSibling : row.nextElementSibling
  if (other) swap(form, row, other)
  tell(form, row)
  button.scrollIntoView({ block: "nearest" })
}

/** The other row moves, never the one that has the focus or the finger: it would lose it.
 * @param {HTMLFormElement} form @param {Element} row @param {Element} other */
function swap(form, row, other) {
  if (other === row.previousElementSibling) row.after(other)
  else row.before(other)
  number(form)
  form.dispatchEvent(new Event("input", { bubbles: true }))
}

/** The end of the list stays pressable: nothing that has the focus is switched off. @param {HTMLFormElement} form */
function number(form) {
  const standing = rows(form)
  standing.forEach((row, index) => {
    write(part(row, '[data-slot="place"]'), `${index + 1}`)
    part(row, '[data-move="up"]').setAttribute("aria-disabled", `${index === 0}`)
    part(row, '[data-move="down"]').setAttribute("aria-disabled", `${index === standing.length - 1}`)
  })
}

/** @param {HTMLFormElement} form @param {HTMLElement} row */
function tell(form, row) {
  const order = value(form)
  const letter = row.dataset.key ?? ""
  const words = t("{letter} is now number {place} of {count}.", { letter, place: order.indexOf(letter) + 1, count: order.length })
  const place = part(form, '[data-slot="moved"]')
  write(place, place.textContent === words ? `${words}\u00a0` : words)
}

/** A row follows the finger that holds it by its number or letter. @param {HTMLFormElement} form */
function drags(form) {
  /** @type {HTMLElement | null} */
  let held = null
  form.addEventListener("pointerdown", (event) => {
    const handle = /** @type {HTMLElement} */ (event.target).closest(".handle")
    held = handle && event.isPrimary ? /** @type {HTMLElement} */ (handle.closest(".ranked")) : null
    if (!handle || !held) return
    handle.setPointerCapture(event.pointerId)
    held.dataset.held = "yes"
  })
  form.addEventListener("pointermove", ({ clientY }) => {
    const over = held && rows(form).find((row) => row !== held && isPast(row, held, clientY))
    if (held && over) swap(form, held, over)
  })
  for (const end of ["pointerup", "pointercancel"]) form.addEventListener(end, () => {
    if (held) tell(form, held)
    delete held?.dataset.held
    held = null
  })
}

/** Whether the finger has passed the middle of a neighbour. @param {Element} row @param {Element} held @param {number} y */
function isPast(row, held, y) {
  const { top, height } = row.getBoundingClientRect()
  if (row === held.previousElementSibling) return y < top + height / 2
  return row === held.nextElementSibling && y > top + height / 2
}

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
const rows = (form) => [...form.querySelectorAll(".ranked")].map((row) => /** @type {HTMLElement} */ (row))
