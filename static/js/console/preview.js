// @ts-check
/** The projector's own picture, small: its templates, its sheets, its words. What covers it is left off here. */

import { fit } from "../fit.js"
import { put, show, write } from "../html.js"
import { clock } from "../scenes.js"
import { part, reveal } from "./dom.js"

/** @typedef {import("./where.js").View} View */

const stage = part("stage")
const coming = part("coming-stage")

export function becomeAlive() {
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const dress = () => [stage, coming].forEach((one) => (one.dataset.theme = dark.matches ? "night" : "paper"))
  dark.addEventListener("change", dress)
  addEventListener("resize", fitBoth)
  document.fonts.ready.then(fitBoth)
  dress()
}

/** @param {View} seen */
export function draw(seen) {
  const view = seen.frozen ? { ...seen, ask: null, results: null } : seen
  slot("slide").dataset.layout = view.slide?.layout ?? "text"
  put(slot("slide"), view.slide?.html ?? "")
  put(slot("results"), view.results?.html ?? "")
  answers(view.ask)
  drawNext(view.next)
  follow(view, 0)
  fitBoth()
}

/** What moves between two views. @param {View} seen @param {number} since seconds */
export function follow(seen, since) {
  const view = seen.frozen ? { ...seen, ask: null } : seen
  show(stage, sceneOf(view), factsOf(view, since))
}

/** @param {View} view */
function sceneOf({ session, slide, ask }) {
  if (session.status === "ended") return "ended"
  return slide ? ask?.phase ?? "story" : "lobby"
}

/** @param {View} view @param {number} since */
function factsOf({ ask, session, slide, timer, joined, answered, joincode }, since) {
  const closing = ask?.closing ?? null
  return {
    session: session.title, presenter: session.presenter, title: slide?.title, joined, answered, prompt: ask?.prompt,
    closing: Math.max(0, Math.ceil((closing ?? 0) - since)), isclosing: closing !== null,
    left: timer ? clock(timer.left - (timer.running ? since : 0)) : "", label: timer?.label, timed: timer,
    counting: ask?.phase === "open" && closing === null, hasprompt: ask?.prompt, second: ask?.round === 2,
    scaled: ask?.kind === "scale", listed: ask?.options?.length, card: joincode, corner: ["open", "talk"].includes(ask?.phase),
  }
}

/** @param {any} ask */
function answers(ask) {
  const options = ask?.options ?? []
  const shown = JSON.stringify(options)
  if (slot("options").dataset.shown !== shown) slot("options").replaceChildren(...options.map(row))
  slot("options").dataset.shown = shown
  write(slot("low"), `${ask?.min ?? ""} ${ask?.labels?.[0] ?? ""}`)
  write(slot("high"), `${ask?.max ?? ""} ${ask?.labels?.[1] ?? ""}`)
}

/** @param {{key: string, html: string}} option */
function row({ key, html }) {
  const template = /** @type {HTMLTemplateElement} */ (/** @type {unknown} */ (slot("option")))
  const item = /** @type {HTMLElement} */ (template.content.querySelector("li")?.cloneNode(true))
  item.dataset.key = key
  write(/** @type {Element} */ (item.querySelector(".letter")), key)
  put(/** @type {Element} */ (item.querySelector(".label")), html)
  return item
}

/** @param {{title: string, html: string} | null} next */
function drawNext(next) {
  reveal("coming", next !== null)
  put(part("coming-slide"), next?.html ?? "")
}

function fitBoth() {
  fit(stage, slot("board"))
  fit(coming, part("coming-board"))
}

/** @param {string} name @returns {HTMLElement} */
function slot(name) {
  return /** @type {HTMLElement} */ (stage.querySelector(`[data-slot="${name}"]`))
}
