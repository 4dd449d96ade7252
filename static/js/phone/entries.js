// @ts-check
/** The fields of somebody who writes: one at first, another when asked for; each with its own fate. */

import { part, write } from "../html.js"
import { t } from "../words.js"

/** So many characters left are worth being said aloud. */
const SAID_AT = [50, 20, 10, 0]
const SECOND = 1000

/** A blank form has one field. @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  part(form, '[data-slot="read-first"]').hidden = !ask.moderate
  part(form, '[data-slot="at-once"]').hidden = ask.moderate
}

/** Brings the fields to life; what the page came with was for phones without scripts. Its field stays the same one:
 * somebody may have the finger in it.
 * @param {HTMLFormElement} form @param {any} ask */
export function begin(form, ask) {
  for (const plain of form.querySelectorAll('[data-slot="written"], [name="n"]')) plain.remove()
  const [first] = rows(form)
  emptied(first, ask, 0)
  const more = part(form, '[data-entry="more"]')
  more.hidden = ask.answers < 2
  more.addEventListener("click", () => {
    field(add(form, ask, free(form))).focus()
    more.hidden = rows(form).length >= ask.answers
  })
  form.addEventListener("input", (event) => count(form, /** @type {HTMLElement} */ (event.target), ask.chars))
  form.addEventListener("click", (event) => mark(form, /** @type {HTMLElement} */ (event.target)))
}

/** What was written before stands in its fields again.
 * @param {HTMLFormElement} form @param {(import("../outbox.js").Said & {n?: number})[]} said @param {any} ask */
export function restore(form, said, ask) {
  for (const { n = 0, value, keep } of said) {
    if (typeof value !== "string") continue
    const row = rowOf(form, n) ?? add(form, ask, n)
    if (field(row).value !== value) field(row).value = value
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('[name="keep"]'))) box.checked = Boolean(keep)
    count(form, field(row), ask.chars)
  }
  part(form, '[data-entry="more"]').hidden = rows(form).length >= ask.answers
}

/** What is to be sent: each text as it stands now, or the one that is taken back. @param {HTMLFormElement} form */
export function entries(form) {
  const back = form.dataset.back
  if (back) return [{ n: Number(back), value: null }]
  return rows(form).filter((row) => !field(row).readOnly).map((row) => {
    const text = field(row).value.trim()
    const keep = row.querySelector('[name="keep"]:checked') !== null
    return { n: numberOf(row), value: text || null, ...(text && keep && { keep }) }
  })
}

/** Where the page came with the field, another one says which text it is for. @param {HTMLElement} row */
const numberOf = (row) => Number(/** @type {HTMLInputElement | null} */ (row.querySelector('[name="n"]'))?.value ?? row.dataset.n)

/** @param {HTMLFormElement} form */
export function lacks(form) {
  const says = form.dataset.back || rows(form).some((row) => field(row).value.trim())
  return says ? "" : t("Write something first, or press Pass.")
}

/** Says what became of each text. @param {HTMLFormElement} form @param {import("../outbox.js").Answer[]} texts */
export function news(form, texts) {
  for (const row of rows(form)) {
    const text = texts.find(({ n, value }) => value !== null && n === Number(row.dataset.n))
    const fixed = Boolean(text && (text.handed || text.state === "fixed"))
    const says = text ? stateOf(text) : ""
    write(part(row, '[data-slot="state"]'), says)
    part(row, '[data-slot="state"]').hidden = !says
    part(row, '[data-entry="back"]').hidden = !text || ["sending", "muted"].includes(text.state)
    field(row).readOnly = fixed
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('[name="keep"]'))) box.disabled = fixed
  }
}

/** @param {import("../outbox.js").Answer} text */
function stateOf({ state, says, until, handed }) {
  const wait = Math.ceil(((until ?? 0) - Date.now()) / SECOND)
  if (state === "sending") return wait > 0 ? t("Sent in {wait} s.", { wait }) : t("Sending…")
  if (handed || state === "fixed") return t("Handed on. It cannot be changed any more, only taken back.")
  return state === "counted" ? t("Counted ✓") : says ?? ""
}

/** @param {HTMLFormElement} form @param {any} ask @param {number} n */
const add = (form, ask, n) =>
  part(form, '[data-slot="entries"]').appendChild(emptied(/** @type {HTMLElement} */ (rows(form)[0].cloneNode(true)), ask, n))

/** A row as a blank one of that number. @param {HTMLElement} row @param {any} ask @param {number} n */
function emptied(row, ask, n) {
  row.hidden = false
  row.dataset.n = `${n}`
  row.dataset.left = ""
  if (field(row).value) field(row).value = ""
  field(row).id = `entry-${n}`
  field(row).maxLength = ask.chars
  field(row).readOnly = field(row).required = false
  part(row, "label[for]").setAttribute("for", `entry-${n}`)
  write(part(row, '[data-slot="number"]'), n ? ` ${n + 1}` : "")
  write(part(row, '[data-slot="left"]'), left(ask.chars))
  part(row, '[data-slot="state"]').hidden = true
  const back = /** @type {HTMLButtonElement} */ (part(row, '[data-entry="back"]'))
  back.hidden = true
  back.value = `${n}`
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('[name="keep"]'))) box.checked = box.disabled = false
  return row
}

/** Counts what is left; it is read out only when it becomes little. @param {HTMLFormElement} form @param {HTMLElement} target @param {number} most */
function count(form, target, most) {
  const row = /** @type {HTMLElement | null} */ (target.closest(".entry"))
  if (!row || target !== field(row)) return
  const now = most - field(row).value.length
  const before = Number(row.dataset.left || most)
  row.dataset.left = `${now}`
  write(part(row, '[data-slot="left"]'), left(now))
  if (SAID_AT.some((mark) => now <= mark && before > mark)) write(part(form, '[data-slot="left-said"]'), left(now))
}

/** @param {HTMLFormElement} form @param {HTMLElement} target */
function mark(form, target) {
  const pressed = /** @type {HTMLButtonElement | null} */ (target.closest('[data-entry="back"]'))
  if (pressed) form.dataset.back = pressed.value
}

/** The lowest number that no field has. @param {HTMLFormElement} form */
function free(form) {
  let n = 0
  while (rowOf(form, n)) n += 1
  return n
}

const left = (/** @type {number} */ n) => t("{n} left", { n })
const rows = (/** @type {HTMLFormElement} */ form) => /** @type {HTMLElement[]} */ ([...form.querySelectorAll(".entry")])
const rowOf = (/** @type {HTMLFormElement} */ form, /** @type {number} */ n) => rows(form).find((row) => row.dataset.n === `${n}`)
const field = (/** @type {Element} */ row) => /** @type {HTMLTextAreaElement} */ (part(row, '[name="value"]'))
