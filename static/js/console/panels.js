// @ts-check
/** Lists that open beside the work: never modal, one at a time, closed by Esc, and the focus goes back where it was. */

import { working } from "../keys.js"
import { part, reveal, within } from "./dom.js"
import { keep, settings } from "./settings.js"

/** @type {HTMLDetailsElement[]} */
const panels = Array.from(document.querySelectorAll("details.panel"))

/** What had the focus before a key opened a panel. @type {HTMLElement | null} */
let before = null

export function becomeAlive() {
  if (part("keys-panel")) reveal("keys-panel", true)
  for (const panel of panels) panel.addEventListener("toggle", () => panel.open && closeOthers(panel))
  for (const panel of panels) panel.addEventListener("keydown", (event) => leave(panel, event))
  for (const box of document.querySelectorAll("[data-setting]")) tick(/** @type {HTMLInputElement} */ (box))
}

/** @param {import("./where.js").View} view */
export function show(view) {
  const rows = working(view, settings)
  part("keys").replaceChildren(...rows.flatMap(({ shown, says }) => [within("dt", ...shown.split(" ").map((key) => within("kbd", key))), within("dd", says())]))
}

/** Opens a panel, or closes it where it is open.
 * @param {string} name @param {...string} focus what gets the focus in it: the first of these that is there */
export function toggle(name, ...focus) {
  const panel = /** @type {HTMLDetailsElement} */ (document.querySelector(`[data-panel="${name}"]`))
  if (panel.open) return close(panel)
  if (!panel.contains(document.activeElement)) before = /** @type {HTMLElement} */ (document.activeElement)
  panel.open = true
  const found = focus.map((selector) => /** @type {HTMLElement | null} */ (panel.querySelector(selector)))
  found.find((element) => element?.checkVisibility())?.focus()
}

/** @param {string} [name] only that one @returns {boolean} whether there was one to close */
export function closeOpen(name) {
  const open = panels.find((panel) => panel.open && (!name || panel.dataset.panel === name))
  if (open) close(open)
  return Boolean(open)
}

/** Keys are the page's own while somebody types; there Esc still leaves. Elsewhere what covers the room goes first.
 * @param {HTMLDetailsElement} panel @param {KeyboardEvent} event */
function leave(panel, event) {
  const typing = /** @type {Element} */ (event.target).matches("input, textarea")
  if (event.key === "Escape" && typing) close(panel)
}

/** @param {HTMLDetailsElement} panel */
function close(panel) {
  const within = panel.contains(document.activeElement)
  panel.open = false
  if (within) goBack()
}

/** To where the focus was, or to the next action: on the panel's own button the space bar would only open it again. */
function goBack() {
  const there = before?.isConnected && before.checkVisibility() && !before.matches("body, .panel *, :disabled")
  const place = there ? before : document.getElementById("next-action")
  before = null
  place?.focus()
}

/** @param {HTMLDetailsElement} panel */
function closeOthers(panel) {
  for (const other of panels) if (other !== panel) other.open = false
}

/** @param {HTMLInputElement} box */
function tick(box) {
  const name = /** @type {"letters" | "clickerVotes" | "bell"} */ (box.dataset.setting)
  box.checked = settings[name]
  box.addEventListener("change", () => keep({ [name]: box.checked }))
}
