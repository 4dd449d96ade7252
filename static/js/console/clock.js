// @ts-check
/** Time between two views: the timer, the grace of a closing vote, and the pace of the whole. */

import { clock } from "../scenes.js"
import { part, reveal, write } from "./dom.js"
import { aheadAfter, paceWords } from "./pace.js"
import { follow } from "./preview.js"
import * as sheet from "./sheet.js"
import * as stopwatch from "./stopwatch.js"

/** @typedef {import("./action.js").View} View */

/** @type {View} */
let view
let heard = 0

/** @param {View} now */
export function show(now) {
  view = now
  heard = performance.now()
  reveal("timer", view.timer !== null)
  stopwatch.restart(view.timer)
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

function tick() {
  const since = secondsSince()
  if (view.timer) stopwatch.show(view.timer, since)
  showPace(view.timing, since)
  const closing = view.ask?.phase === "open" ? view.ask.closing : null
  write("countdown", closing == null ? "" : clock(closing - since))
  if (view.timer || closing != null) follow(view, since)
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

/** @param {number} share */
function percent(share) {
  return String(Math.min(100, Math.max(0, 100 * share)))
}

function secondsSince() {
  return (performance.now() - heard) / 1000
}
