// @ts-check
/** Private signals: what somebody needs, how many in a word, and a sentence to say. They reach nobody but the presenter. */

import { t } from "../words.js"
import { commandForm, list, part, reveal, within } from "./dom.js"
import { announce } from "./notices.js"

/** @typedef {{kind: string, n: "one" | "some" | "many", says: string}} Signal */

/** @type {Set<string> | null} */
let known = null

/** @param {{signals: Signal[], moves: string[]}} view */
export function show({ signals, moves }) {
  reveal("signals", signals.length > 0)
  list("signals-list", signals, draw)
  for (const form of part("signals-list").querySelectorAll("form")) form.hidden = !moves.includes("seen")
  const fresh = signals.filter(({ kind }) => known && !known.has(kind))
  known = new Set(signals.map(({ kind }) => kind))
  if (fresh.length > 0) announce(t("Private signal: {what}", { what: fresh.map(({ kind }) => kindWords(kind)).join(", ") }))
}

/** @param {Signal} signal */
function draw({ kind, n, says }) {
  const what = within("p", within("strong", kindWords(kind)), ` ${many(n)}`)
  const sentence = within("p", says)
  const row = within("div", what, sentence, commandForm(t("Seen"), { do: "seen", kind }))
  what.className = "signal-kind"
  sentence.className = "signal-says"
  row.className = "signal"
  return row
}

/** @param {string} kind */
function kindWords(kind) {
  return { pause: t("A pause, please"), slow: t("Too fast"), close: t("Too close"), harm: t("Something hurt") }[kind] ?? kind
}

/** @param {Signal["n"]} n */
function many(n) {
  return { one: t("one person"), some: t("some people"), many: t("many people") }[n]
}
