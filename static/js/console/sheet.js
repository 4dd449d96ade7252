// @ts-check
/** The run sheet: when each slide's turn comes, counted from now, and what can go when time runs short. */

import { t } from "../words.js"
import { commandOf, part, reveal, write } from "./dom.js"

/** @typedef {import("./where.js").View} View */
/** @typedef {{id: string, seconds: number}} Planned */

const LATE = 60

/** When each slide from the current one on begins, in seconds from now, if every slide is taken.
 * @param {Planned[]} slides @param {string | undefined} here @param {{elapsed: number, planned: number}} timing
 * @returns {Map<string, number>} */
export function beginnings(slides, here, { elapsed, planned }) {
  const at = slides.findIndex(({ id }) => id === here)
  const coming = slides.slice(at + 1)
  const left = at < 0 ? 0 : Math.min(slides[at].seconds, Math.max(0, planned - elapsed))
  let from = left
  return new Map(coming.map(({ id, seconds }) => {
    from += seconds
    return [id, from - seconds]
  }))
}

/** A moment as a clock on the wall has it. @param {number} seconds from now @param {Date} now @returns {string} */
export function clockTime(seconds, now) {
  const then = new Date(now.getTime() + 1000 * seconds)
  return `${then.getHours()}:${String(then.getMinutes()).padStart(2, "0")}`
}

/** @param {View} view @param {number} since seconds since this view came */
export function show(view, since) {
  const rows = /** @type {HTMLElement[]} */ (Array.from(part("overview").children))
  const slides = rows.map(({ dataset }) => ({ id: dataset.slide ?? "", seconds: Number(dataset.seconds) }))
  const timed = slides.some(({ seconds }) => seconds > 0) && view.session.status !== "ended"
  const timing = { ...view.timing, elapsed: view.timing.elapsed + since }
  const times = timed ? beginnings(slides, view.slide?.id, timing) : new Map()
  const now = new Date()
  rows.forEach((row, index) => {
    const place = /** @type {HTMLElement} */ (row.querySelector("[data-clock]"))
    const from = times.get(slides[index].id)
    const words = from === undefined ? "" : clockTime(from, now)
    if (place.textContent !== words) place.textContent = words
  })
  reveal("sheet-says", timed)
  write("sheet-says", t("The times are counted from now, if you take every slide."))
}

/** What can go, in a sentence; and the way past it as soon as it would be next. @param {View} view @param {number} ahead */
export function showCut(view, ahead) {
  const { cut } = view.timing
  const late = Boolean(cut) && ahead <= -LATE && !view.frozen
  reveal("cut", late)
  if (!late) return
  const reached = cut.after !== null && view.next?.id === cut.id && view.moves.includes("goto")
  write("cut-says", cutWords(cut, ahead))
  commandOf("cut-go", { fields: { do: "goto", slide: cut.after }, hidden: !reached })
}

/** @param {{title: string, minutes: number}} cut @param {number} ahead */
export function cutWords({ title, minutes }, ahead) {
  return t("You are {n} min behind: “{title}” ({minutes} min, optional) can go.", { n: Math.round(-ahead / 60), title, minutes })
}
