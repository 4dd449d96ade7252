// @ts-check
/** The biggest button: its words, its tone, and the plain form behind it. */

import { t } from "../words.js"
import { action } from "./action.js"
import { part, reveal, setFields, stamp, write } from "./dom.js"

/** @param {import("./where.js").View} view @param {import("./action.js").Arming} arming */
export function show(view, arming) {
  const next = action(view, arming)
  const button = part("next-action")
  reveal("main", next !== null)
  reveal("summary", view.session.status === "ended")
  part("skip").setAttribute("href", view.session.status === "ended" ? "#to-summary" : "#next-action")
  button.dataset.tone = next?.tone ?? "calm"
  write("main-words", next?.words ?? "")
  write("main-hint", hintWords(view, next))
  if (next) setFields(/** @type {HTMLFormElement} */ (part("main")), next.fields)
  stamp(view.version)
}

/** @param {import("./where.js").View} view @param {import("./action.js").Action | null} next */
function hintWords({ stage }, next) {
  if (stage === "covered") return t("Covered: the room sees this once you uncover.")
  return stage === "live" ? next?.hint ?? "" : t("The projector is plain: it shows this once you bring it back.")
}

/** Where the session stands and what comes next, for screen readers. @param {import("./where.js").View} view
 * @param {import("./action.js").Arming} arming @returns {string} */
export function news(view, arming) {
  const next = action(view, arming)?.words ?? ""
  const { slide } = view
  return slide ? t("{number} of {of}: {title} · Next: {next}", { number: slide.number, of: slide.of, title: slide.title, next }) : next
}

/** A button that vanished must not leave the keyboard nowhere. @param {Element | null} focused */
export function keepFocus(focused) {
  const lost = focused !== null && focused !== document.body && (!focused.isConnected || focused.matches(":disabled") || focused.closest("[hidden]"))
  if (lost) focus()
}

/** Puts the keyboard where the work goes on. */
export function focus() {
  part(part("main").hidden ? "summary" : "next-action").focus()
}

/** Where the second press is the button itself, the boxes that stood in for it go. */
export function becomeAlive() {
  for (const box of document.querySelectorAll("[data-plain]")) box.remove()
}
