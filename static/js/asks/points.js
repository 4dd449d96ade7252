// @ts-check
/** A purse of points, spent over the answers: steps up and down, the rest in one tap, and a total that runs along. */

import { part, rows as copies, write } from "../html.js"
import { t } from "../words.js"

/** A press adds or takes so large a part of the purse. */
const STEPS = 10

/** @typedef {"less" | "more" | "rest"} Step */

/** @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  const sample = part(form, ".spend")
  const answers = copies(sample, ask.options)
  for (const row of answers) {
    const key = row.dataset.key ?? ""
    part(row, "label").setAttribute("for", `points-${key}`)
    Object.assign(field(row), { id: `points-${key}`, name: `value-${key}`, max: `${ask.points}` })
  }
  sample.replaceWith(...answers)
}

/** @param {HTMLFormElement} form @param {any} ask */
export function begin(form, ask) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-step]"))) button.hidden = false
  form.addEventListener("click", (event) => press(form, ask, /** @type {HTMLElement} */ (event.target)))
  form.addEventListener("input", () => total(form, ask))
  total(form, ask)
}

/** @param {HTMLFormElement} form */
export function value(form) {
  const spent = rows(form).filter((row) => field(row).value !== "").map((row) => [row.dataset.key, Number(field(row).value)])
  return spent.length ? Object.fromEntries(spent) : null
}

/** @param {HTMLFormElement} form @param {Record<string, number> | null} value @param {any} ask */
export function restore(form, value, ask) {
  for (const row of rows(form)) field(row).value = `${value?.[row.dataset.key ?? ""] || ""}`
  total(form, ask)
}

/** @param {HTMLFormElement} form @param {any} ask */
export function lacks(form, ask) {
  const left = leftIn(form, ask)
  if (left > 0) return t("Share out all {points} points first. Points left: {left}.", { points: ask.points, left })
  return left < 0 ? t("Points too many: {over}. Take some back first.", { over: -left }) : ""
}

/** What a press makes of one answer's points: a round step, never below nothing, never more than there is.
 * @param {number} spent @param {number} left @param {number} purse @param {Step} step @returns {number} */
export function stepped(spent, left, purse, step) {
  const size = Math.max(1, Math.round(purse / STEPS))
  if (step === "less") return Math.max(0, spent - size)
  return spent + Math.max(0, step === "rest" ? left : Math.min(size, left))
}

/** @param {HTMLFormElement} form @param {any} ask @param {HTMLElement} target */
function press(form, ask, target) {
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-step]"))
  const row = /** @type {HTMLElement | null} */ (target.closest(".spend"))
  if (!button || !row) return
  const now = stepped(Number(field(row).value), leftIn(form, ask), ask.points, /** @type {Step} */ (button.dataset.step))
  field(row).value = `${now || ""}`
  form.dispatchEvent(new Event("input", { bubbles: true }))
  write(part(form, '[data-slot="stepped"]'), t("Points for {letter}: {now}", { letter: row.dataset.key ?? "", now }))
}

/** @param {HTMLFormElement} form @param {any} ask */
function total(form, ask) {
  const left = leftIn(form, ask)
  const place = part(form, '[data-slot="purse"]')
  write(place, left < 0 ? t("Points too many: {over}", { over: -left }) : t("Points left: {left} of {points}", { left, points: ask.points }))
  place.dataset.state = left < 0 ? "over" : left ? "left" : "spent"
  for (const row of rows(form)) name(row, left)
}

/** Buttons that would do nothing say so and stay where they are. @param {HTMLElement} row @param {number} left */
function name(row, left) {
  const letter = row.dataset.key ?? ""
  const names = {
    less: t("Fewer points for {letter}", { letter }),
    more: t("More points for {letter}", { letter }),
    rest: t("The rest for {letter}: {left}", { letter, left: Math.max(left, 0) }),
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-step]"))) {
    const step = /** @type {Step} */ (button.dataset.step)
    button.setAttribute("aria-label", names[step])
    button.setAttribute("aria-disabled", `${step === "less" ? !Number(field(row).value) : left <= 0}`)
  }
}

/** @param {HTMLFormElement} form @param {any} ask */
const leftIn = (form, ask) => rows(form).reduce((left, row) => left - Number(field(row).value), ask.points)

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
const rows = (form) => [...form.querySelectorAll(".spend")].map((row) => /** @type {HTMLElement} */ (row))

/** @param {Element} row */
const field = (row) => /** @type {HTMLInputElement} */ (part(row, "input"))
