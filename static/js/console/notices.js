// @ts-check
/** What needs a decision or a warning, in the page and in nobody's way; and the one voice of the console. */

import { t } from "../words.js"
import { commandForm, list, part, reveal, within, write } from "./dom.js"

/** @typedef {import("./where.js").View} View */

const READING_TIME = 10000
const BLINK = 3000
let fades = 0
let lost = 0

/** Says something for the eye and the screen reader. @param {string} words */
export function tell(words) {
  announce(words)
  part("said").classList.remove("visually-hidden")
  clearTimeout(fades)
  fades = window.setTimeout(() => write("said", ""), READING_TIME)
}

/** Says something for screen readers, which cannot see the page change. @param {string} words */
export function announce(words) {
  part("said").classList.add("visually-hidden")
  write("said", words)
}

/** @param {View} view */
export function show({ deck, plain_http }) {
  reveal("plain-http", plain_http)
  reveal("deck-problems", deck.problems.length > 0)
  list("problems", deck.problems, (/** @type {string} */ words) => within("code", words))
  reveal("deck-changed", deck.changed.length > 0)
  list("changed", deck.changed, ({ slide, title }) => within("div", within("span", title),
    commandForm(t("Keep the counts by position"), { do: "changed", slide, to: "keep" }),
    commandForm(t("Ask again"), { do: "changed", slide, to: "again" })))
}

/** How many texts wait to be read. @param {{waiting: number}} view */
export function showWaiting({ waiting }) {
  reveal("waiting", waiting > 0)
  write("waiting-n", waiting)
}

/** A line that is back within seconds is nobody's concern.
 * @param {"on" | "off" | "refused"} link @param {{says: string}} [refusal] */
export function showLink(link, refusal) {
  if (link === "off") {
    lost ||= window.setTimeout(reveal, BLINK, "offline", true)
  } else {
    clearTimeout(lost)
    lost = 0
    reveal("offline", link === "refused")
  }
  if (refusal) write("offline-says", `${refusal.says} ${t("Reload this page; if that does not help, open the console from the list of sessions.")}`)
}
