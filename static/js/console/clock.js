// @ts-check
/** Time between two views: the timer, the grace of a closing vote, and the pace of the whole. */

import { clock } from "../scenes.js"
import { t } from "../words.js"
import { part, reveal, write } from "./dom.js"
import { follow } from "./preview.js"

/** @typedef {import("./action.js").View} View */

/** @type {View} */
let view
let heard = 0

/** @param {View} now */
export function show(now) {
  view = now
  heard = performance.now()
  reveal("timer", view.timer !== null)
  tick()
}

/** Counts that came between two views; the time goes on from the view before. @param {View} now */
export function recount(now) {
  view = now
  follow(view, secondsSince())
}

export function run() {
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

/** @param {{left: number, running: boolean, label: string}} timer @param {number} since */
function showTimer(timer, since) {
  const left = timer.left - (timer.running ? since : 0)
  write("timer-left", clock(left))
  write("timer-label", left <= 0 ? t("Time is up") : timer.label)
  part("timer").dataset.soon = String(left <= 30)
}

/** @param {{elapsed: number, planned: number, ahead: number, says: string}} timing @param {number} since */
function showPace(timing, since) {
  const runs = view.session.status === "live"
  const whole = Number(part("pace").dataset.minutes) * 60
  const elapsed = runs ? timing.elapsed + since : 0
  reveal("pace", runs)
  write("elapsed", clock(elapsed))
  if (whole === 0) return
  write("pace-says", paceWords(aheadAfter(timing, since)))
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
