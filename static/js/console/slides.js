// @ts-check
/** All slides of the deck: to look through, to find one by number or title, and to go there. */

import { put } from "../html.js"
import { page } from "../words.js"
import { part, reveal, stamp } from "./dom.js"

/** @typedef {{id: string, number: number, title: string}} Entry */

/** @type {{item: HTMLElement, id: string, number: number, title: string}[]} */
let entries = []

export function becomeAlive() {
  const words = /** @type {HTMLInputElement} */ (part("find-words"))
  read()
  reveal("find", true)
  words.addEventListener("input", () => narrow(words.value))
  words.addEventListener("keydown", goToFirst)
  const panel = /** @type {HTMLDetailsElement} */ (words.closest("details"))
  panel.addEventListener("keydown", (event) => panel.open && typeInto(words, event))
  panel.addEventListener("toggle", () => {
    if (panel.open) return
    words.value = ""
    narrow("")
  })
}

/** @param {import("./where.js").View} view */
export function show(view) {
  mark(view)
  if (part("overview").dataset.version !== view.overview) follow(view)
}

/** The list is another one: slides were put in between, or the deck's file has changed. It is fetched, since a view
 * that carried it would carry it at every press. @param {import("./where.js").View} view */
async function follow(view) {
  part("overview").dataset.version = view.overview
  const answer = await fetch(`/present/${page.session}/overview`).catch(() => null)
  if (!answer?.ok) return void (part("overview").dataset.version = "")
  put(part("overview"), await answer.text())
  stamp(view.version)
  read()
  mark(view)
}

function read() {
  entries = Array.from(document.querySelectorAll("[data-part=overview] > li"), (element) => {
    const item = /** @type {HTMLElement} */ (element)
    return { item, id: item.dataset.slide ?? "", number: Number(item.dataset.number), title: item.dataset.title ?? "" }
  })
}

/** @param {import("./where.js").View} view */
function mark(view) {
  for (const { item, id } of entries) {
    const button = item.querySelector("button")
    if (id === view.slide?.id) button?.setAttribute("aria-current", "true")
    else button?.removeAttribute("aria-current")
  }
}

/** @param {number} number @returns {string | undefined} the id of the slide with that number */
export function numbered(number) {
  return entries.find((entry) => entry.number === number)?.id
}

/** @param {string | undefined} id @param {number} by @returns {string | undefined} the slide that many after it */
export function beside(id, by) {
  const at = entries.findIndex((entry) => entry.id === id)
  return at < 0 ? undefined : entries[at + by]?.id
}

export const first = () => entries[0]?.id
export const last = () => entries[entries.length - 1]?.id

/** @param {{number: number, title: string}} entry @param {string} words */
export function matches(entry, words) {
  const sought = words.trim().toLowerCase()
  return /^\d+$/.test(sought) ? String(entry.number).startsWith(sought) : entry.title.includes(sought)
}

/** Whoever types a title over the open list means the field, not the shortcuts; only X and O keep their meaning.
 * @param {HTMLInputElement} words @param {KeyboardEvent} event */
function typeInto(words, event) {
  const typed = /^[\p{L}\p{N}]$/u.test(event.key) && !/[xo]/i.test(event.key)
  if (!typed || event.ctrlKey || event.metaKey || event.altKey) return
  event.stopPropagation()
  words.focus()
}

/** @param {KeyboardEvent} event */
function goToFirst(event) {
  if (event.key !== "Enter") return
  event.preventDefault()
  entries.find(({ item }) => !item.hidden)?.item.querySelector("button")?.click()
}

/** @param {string} words */
function narrow(words) {
  for (const entry of entries) entry.item.hidden = !matches(entry, words)
}
