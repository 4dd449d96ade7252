// @ts-check
/** The parts of the console by name, and the few ways in which they change. */

import { page } from "../words.js"

/** @param {string} name @returns {HTMLElement} */
export function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`)
  return /** @type {HTMLElement} */ (found)
}

/** @param {string} name @param {string | number} words */
export function write(name, words) {
  const place = part(name)
  if (place.textContent !== String(words)) place.textContent = String(words)
}

/** @param {string} name @param {boolean} visible */
export function reveal(name, visible) {
  part(name).hidden = !visible
}

/** Draws a list anew only when what it shows has changed, so that a button keeps its focus.
 * @template Item @param {string} name @param {Item[]} items @param {(item: Item, index: number) => Element} draw */
export function list(name, items, draw) {
  const place = part(name)
  const shown = JSON.stringify(items)
  if (place.dataset.shown === shown) return
  place.dataset.shown = shown
  place.replaceChildren(...items.map((item, index) => within("li", draw(item, index))))
}

/** @param {string} tag @param {...(Element | string)} content */
export function within(tag, ...content) {
  const element = document.createElement(tag)
  element.append(...content)
  return element
}

/** A command as a form, like those that the server writes.
 * @param {string} words @param {Record<string, string | number>} fields @param {string} [looks] */
export function commandForm(words, fields, looks = "") {
  const form = document.createElement("form")
  const button = within("button", words)
  button.className = `button ${looks}`
  Object.assign(form, { method: "post", action: `/present/${page.session}/command` })
  form.dataset.command = ""
  form.append(...Object.entries({ csrf_token: csrf(), ...fields }).map(hiddenField), button)
  return form
}

/** Gives a command form that the server wrote its present words and fields.
 * @param {string} name @param {{words?: string, fields?: Record<string, any>, hidden: boolean, disabled?: boolean}} control */
export function commandOf(name, { words, fields, hidden, disabled = false }) {
  const form = /** @type {HTMLFormElement} */ (part(name))
  const label = form.querySelector("[data-words]")
  form.hidden = hidden
  form.querySelector("button")?.toggleAttribute("disabled", disabled)
  if (fields) setFields(form, fields)
  if (label && words && label.textContent !== words) label.textContent = words
}

/** What a form would send, in the types that the wire expects.
 * @param {HTMLFormElement} form @returns {Record<string, any>} */
export function fieldsOf(form) {
  const { csrf_token, ...texts } = Object.fromEntries(new FormData(form))
  /** @type {Record<string, any>} */
  const fields = {}
  for (const [name, text] of Object.entries(texts)) {
    const [field, key] = name.split(".")
    if (!key) fields[name] = name === "options" ? lines(String(text)) : typed(name, String(text))
    else fields[field] = { ...fields[field], ...(text ? { [key]: Number(text) } : {}) }
  }
  return fields
}

/** @param {string} text */
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean)

/** @param {HTMLFormElement} form @param {Record<string, any>} fields */
export function setFields(form, fields) {
  for (const input of form.querySelectorAll("input[type=hidden]:not([name=csrf_token], [name=version])")) input.remove()
  form.prepend(...Object.entries(fields).map(hiddenField))
}

/** Plain forms act on what their page shows, or are told that somebody moved on. @param {number} version */
export function stamp(version) {
  for (const input of document.querySelectorAll("form[data-command] input[name=version]")) {
    input.setAttribute("value", String(version))
  }
}

function csrf() {
  return /** @type {HTMLInputElement} */ (document.querySelector("input[name=csrf_token]")).value
}

const NUMBERS = new Set(["version", "grace", "to", "seconds", "n"])

/** @param {string} name @param {string} text */
function typed(name, text) {
  if (text === "true" || text === "false") return text === "true"
  return NUMBERS.has(name) && /^\d+$/.test(text) ? Number(text) : text
}

/** @param {[string, any]} field */
function hiddenField([name, value]) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value: String(value) })
}
