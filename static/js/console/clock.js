// @ts-check
/** Time between two views: the timer, the grace of a closing vote, and the pace of the whole. */

import { clock } from "../scenes.js"
import { t } from "../words.js"
import { ring } from "./bell.js"
import { part, reveal, write } from "./dom.js"
import { period } from "./periods.js"
import { follow } from "./preview.js"
import * as sheet from "./sheet.js"

/** @typedef {import("./action.js").View} View */

/** @type {View} */
let view
let heard = 0
let passed = 0
let passing = () => {}

/** @param {View} now */
export function show(now) {
  view = now
  heard = performance.now()
  reveal("timer", view.timer !== null)
  passed = 0
  tick()
}

/** Counts that came between two views; the time goes on from the view before. @param {View} now */
export function recount(now) {
  view = now
  follow(view, secondsSince())
}

/** @param {() => void} [next] hears that a period has ended: the one after it may be a turn */
export function run(next = () => {}) {
  passing = next
  setInterval(tick, 250)
}

/** How far ahead of its plan (negative: behind) a session is after `since` more seconds on the same slide.
 * @param {{elapsed: number, planned: number, ahead: number}} timing @param {number} since @returns {number} */
export function aheadAfter({ elapsed, planned, ahead }, since) {
  const early = ahead > 0 ? ahead - since : 0
  return early > 0 ? early : Math.min(0, planned - elapsed - since)
}

function tick() {
  const since = secondsSince()
  if (view.timer) showTimer(view.timer, since)
  showPace(view.timing, since)
  const closing = view.ask?.phase === "open" ? view.ask.closing : null
  write("countdown", closing == null ? "" : clock(closing - since))
  if (view.timer || closing != null) follow(view, since)
}

/** @param {import("./periods.js").Timer} timer @param {number} since */
function showTimer(timer, since) {
  const { left, label, turn, number } = period(timer, since)
  if (number > passed) {
    ring()
    passing()
  }
  passed = number
  write("timer-left", clock(left))
  write("timer-label", left <= 0 ? t("Time is up") : label)
  write("timer-turn", turn === null || left <= 0 ? "" : t("Turn {turn} of 3", { turn }))
  part("timer").dataset.soon = String(left <= 30)
}

/** @param {{elapsed: number, planned: number, ahead: number, says: string}} timing @param {number} since */
function showPace(timing, since) {
  const runs = view.session.status === "live"
  const whole = Number(part("pace").dataset.minutes) * 60
  const elapsed = runs ? timing.elapsed + since : 0
  reveal("pace", runs)
  write("elapsed", clock(elapsed))
  sheet.show(view, since)
  if (whole === 0) return
  const ahead = aheadAfter(timing, since)
  write("pace-says", paceWords(ahead))
  sheet.showCut(view, ahead)
  part("covered").setAttribute("width", percent(timing.planned / whole))
  part("now").setAttribute("x", percent(elapsed / whole))
}

/** @param {number} ahead seconds; within half a minute nobody needs to be told */
function paceWords(ahead) {
  if (Math.abs(ahead) <= 30) return t("on time")
  return ahead < 0 ? t("{clock} behind", { clock: clock(-ahead) }) : t("{clock} ahead", { clock: clock(ahead) })
}

/** @param {number} share */
function percent(share) {
  return String(Math.min(100, Math.max(0, 100 * share)))
}

function secondsSince() {
  return (performance.now() - heard) / 1000
}
