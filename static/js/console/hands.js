// @ts-check
/** Raised hands and paper ballots: a number for each answer, kept apart from what phones said. */

import { put } from "../html.js"
import { part, reveal, within } from "./dom.js"

let drawn = ""

/** What was typed stays while the question stays. @param {import("./where.js").View} view */
export function show({ ask, moves, results, session }) {
  const legal = moves.includes("hands")
  reveal("ask-panel", session.status === "live")
  reveal("no-unplanned", !moves.includes("unplanned"))
  reveal("unplanned", moves.includes("unplanned"))
  reveal("hands-section", legal)
  if (!legal || drawn === key(ask, results)) return
  drawn = key(ask, results)
  part("hands-list").replaceChildren(...ask.options.map((/** @type {import("../html.js").Option} */ option) => row(option, results?.hands?.counts)))
}

/** @param {any} ask @param {any} results */
const key = (ask, results) => JSON.stringify([ask.id, ask.options, results?.hands])

/** @param {import("../html.js").Option} option @param {Record<string, number>} [counts] */
function row({ key, html }, counts) {
  const letter = within("span", key)
  const words = within("span")
  const field = Object.assign(document.createElement("input"), { type: "number", name: `counts.${key}`, min: "0", max: "100000", inputMode: "numeric", value: String(counts?.[key] ?? "") })
  letter.className = "letter"
  put(words, html)
  return within("li", within("label", letter, words, field))
}
