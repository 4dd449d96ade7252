// @ts-check
/** How many people the presenter counts, against how many phones have joined. */

import { t } from "../words.js"
import { part, reveal, write } from "./dom.js"

/** @type {number | null} */
let heads = null
let locked = false
let arriving = false

/** @param {import("./where.js").View} view */
export function show(view) {
  const field = /** @type {HTMLInputElement} */ (part("heads-n"))
  if (view.heads !== heads && document.activeElement !== field) field.value = view.heads ? String(view.heads) : ""
  heads = view.heads
  locked = view.locked
  unfoldWhileArriving(view.session.status === "lobby")
  reveal("counting", view.moves.includes("heads"))
  recount(view)
}

/** Phones come between views too. @param {{joined: number}} counts */
export function recount({ joined }) {
  const says = compared(joined, heads) || t("Count the people, lock the room")
  write("heads-says", locked ? `${t("Locked")} · ${says}` : says)
  part("heads-says").dataset.more = String(heads !== null && joined > heads)
}

/** @param {boolean} lobby */
function unfoldWhileArriving(lobby) {
  if (lobby !== arriving) /** @type {HTMLDetailsElement} */ (part("counting")).open = lobby
  arriving = lobby
}

/** @param {number} phones @param {number | null} people @returns {string} */
export function compared(phones, people) {
  if (!people) return ""
  return phones > people
    ? t("{phones} phones, {people} people: more phones than people", { phones, people })
    : t("{phones} phones, {people} people", { phones, people })
}
