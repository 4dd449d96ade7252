// @ts-check
/** The projector's own picture, small. What covers it is left off here, and so is the vote while one looks ahead alone. */

import { fit } from "../fit.js"
import { put } from "../html.js"
import { wall } from "../wall.js"
import { part, reveal } from "./dom.js"

/** @typedef {import("./where.js").View} View */

/** The wall stops counting here, so that nobody sees who is missing (`sessions/audiences.py`). */
const NEARLY = 2

const stage = part("stage")
const coming = part("coming-stage")
const small = wall(stage)

export function becomeAlive() {
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const dress = () => [stage, coming].forEach((one) => (one.dataset.theme = dark.matches ? "night" : "paper"))
  dark.addEventListener("change", dress)
  addEventListener("resize", refit)
  document.fonts.ready.then(refit)
  dress()
}

/** @param {View} view */
export function draw(view) {
  small.draw(onTheWall(view))
  reveal("coming", view.next !== null)
  put(part("coming-slide"), view.next?.html ?? "")
  fit(coming, part("coming-board"))
}

/** What moves between two views. @param {View} view @param {number} since seconds */
export function follow(view, since) {
  small.follow(onTheWall(view), since)
}

/** @param {View} view */
function onTheWall(view) {
  const alone = view.frozen ? { ask: null, results: null } : {}
  const join = { ...view.join, show: view.joincode }
  return { ...view, ...alone, join, stage: "live", nearly: view.joined > 0 && view.answered >= view.joined - NEARLY, rehearsal: false }
}

function refit() {
  small.refit()
  fit(coming, part("coming-board"))
}
