// @ts-check
/** Buttons that are always in the same place: what each does and says right now, and whether it may. */

import { t } from "../words.js"
import { commandOf, part } from "./dom.js"
import { natural } from "./where.js"

/** @typedef {import("./where.js").View} View */
/** @typedef {{words?: string, fields?: Record<string, any>, hidden: boolean, disabled?: boolean}} Control */

/** Those that this page has; a paired device has fewer. @param {View} view */
export function show(view) {
  for (const [name, control] of Object.entries(CONTROLS)) if (part(name)) commandOf(name, control(view))
}

/** @type {Record<string, (view: View) => Control>} */
const CONTROLS = {
  "previous": (view) => ({ hidden: false, disabled: !view.moves.includes("previous") }),
  "cover": (view) => view.stage === "covered"
    ? either(view, t("Uncover"), { do: "uncover" })
    : either(view, t("Cover all"), { do: "cover" }),
  "black": (view) => curtain(view, "black", t("Black")),
  "white": (view) => curtain(view, "white", t("White")),
  "freeze": (view) => either(view, t("Freeze"), { do: "freeze" }),
  "take-here": (view) => either(view, t("Take the room here"), { do: "unfreeze", go: true }),
  "go-back": (view) => either(view, t("Back to the room's slide"), { do: "unfreeze", go: false }),
  "proof-on": (view) => either(view, view.proof ? t("Hide the sealed answers") : t("Show the sealed answers"), { do: "proof", on: !view.proof }),
  "joincode": (view) => either(view, view.joincode ? t("Hide code") : t("Show code"), { do: "joincode", on: !view.joincode }),
  "recap-on": (view) => either(view, view.summary ? t("Put the summary away again") : t("Show the phones what the organiser will get"), { do: "summary", on: !view.summary }),
  "timer-run": (view) => timer(view, view.timer?.running ? t("Pause") : t("Go on"), view.timer?.running ? "pause" : "start"),
  "timer-reset": (view) => timer(view, t("Reset"), "reset"),
  "timer-more": (view) => either(view, t("+1 min"), { do: "extend", seconds: 60 }),
  "way-talk": (view) => other(view, "talk", view.ask?.phase === "ready" ? t("Second round only: talk first") : t("Start the talk")),
  "way-open": (view) => other(view, "open", view.ask?.phase === "ready" ? t("Open the vote now") : t("Open the next round now")),
  "way-close": (view) => other(view, "close", t("Close the vote at once")),
  "way-results": (view) => other(view, "results", t("One round is enough: get the results ready")),
  "way-patterns": (view) => other(view, "patterns", t("Patterns only")),
  "way-skip": (view) => other(view, "skip", t("Not now: on to the next slide")),
  "way-void": (view) => other(view, "void", t("Ask again (discard this round)")),
  "way-part": (view) => other(view, "skip", t("Not now: on to the next part"), { part: true }),
  "silence-30": (view) => silence(view, t("30 seconds"), 30),
  "silence-60": (view) => silence(view, t("1 minute"), 60),
  "silence-120": (view) => silence(view, t("2 minutes"), 120),
  "prompt-next": (view) => ({ words: t("Next prompt"), fields: { do: "prompt", to: view.prompt_index + 1 }, hidden: !view.moves.includes("prompt") || view.prompt_index + 1 >= view.prompts.length }),
  "lock": (view) => view.locked
    ? either(view, t("Let people in again"), { do: "unlock" })
    : either(view, t("Lock the room"), { do: "lock" }),
  "end": (view) => either(view, t("End the session"), { do: "end" }),
}

/** @param {View} view @param {string} words @param {Record<string, any>} fields @returns {Control} */
function either(view, words, fields) {
  return { words, fields, hidden: !view.moves.includes(fields.do) }
}

/** @param {View} view @param {string} words @param {number} seconds @returns {Control} */
function silence(view, words, seconds) {
  return either(view, words, { do: "silence", seconds })
}

/** A way on that is not the natural one; that one has the biggest button.
 * @param {View} view @param {string} does @param {string} words @param {Record<string, any>} [more] @returns {Control} */
function other(view, does, words, more = {}) {
  return { words, fields: { do: does, ...more }, hidden: !view.moves.includes(does) || natural(view) === does }
}

/** @param {View} view @param {string} colour @param {string} words @returns {Control} */
function curtain(view, colour, words) {
  return view.stage === colour
    ? either(view, t("Show again"), { do: "unblank" })
    : either(view, words, { do: "blank", colour })
}

/** @param {View} view @param {string} words @param {string} to @returns {Control} */
function timer(view, words, to) {
  return either(view, words, { do: "timer", to })
}
