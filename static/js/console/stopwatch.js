// @ts-check
/** The timer that everybody sees: what is left of its period, and a bell at the end for whoever wants one. */

import { clock, periodOf } from "../scenes.js"
import { t } from "../words.js"
import { ring } from "./bell.js"
import { part, write } from "./dom.js"

/** @typedef {{left: number, running: boolean, label: string, turn: number | null, then: {seconds: number, label: string}[]}} Timer */

let passed = 0

/** Another view has come: its periods are counted from there, and what was over by then has rung.
 * @param {Timer | null} timer */
export function restart(timer) {
  passed = timer ? ended(timer, 0) : 0
}

/** How many of a timer's periods have ended `since` seconds after its view came.
 * @param {Timer} timer @param {number} since @returns {number} */
export function ended({ left, running, then }, since) {
  let rest = running ? since : 0
  return [left, ...then.map(({ seconds }) => seconds)].filter((seconds) => (rest -= seconds) >= 0).length
}

/** @param {Timer} timer @param {number} since seconds since its view came
 * @returns {boolean} whether a period has just ended */
export function show(timer, since) {
  const { seconds: left, label, turn } = periodOf(timer, since)
  const over = ended(timer, since) > passed
  if (over) ring()
  passed = ended(timer, since)
  write("timer-left", clock(left))
  write("timer-label", left <= 0 ? t("Time is up") : label)
  write("timer-turn", turn == null || left <= 0 ? "" : t("Turn {turn} of 3", { turn }))
  part("timer").dataset.soon = String(left <= 30)
  return over
}
