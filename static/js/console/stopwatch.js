// @ts-check
/** The timer that everybody sees: what is left of its period, and a bell at the end for whoever wants one. */

import { clock } from "../scenes.js"
import { t } from "../words.js"
import { ring } from "./bell.js"
import { part, write } from "./dom.js"
import { period } from "./periods.js"

let passed = 0

/** Another view has come: its periods are counted from there. */
export function restart() {
  passed = 0
}

/** @param {import("./periods.js").Timer} timer @param {number} since seconds since its view came
 * @returns {boolean} whether a period has just ended */
export function show(timer, since) {
  const { left, label, turn, number } = period(timer, since)
  const over = number > passed
  if (over) ring()
  passed = number
  write("timer-left", clock(left))
  write("timer-label", left <= 0 ? t("Time is up") : label)
  write("timer-turn", turn === null || left <= 0 ? "" : t("Turn {turn} of 3", { turn }))
  part("timer").dataset.soon = String(left <= 30)
  return over
}
