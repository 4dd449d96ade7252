// @ts-check
/** The projector: it shows what the room may see, large, and never asks for anything. */

import { fit } from "./fit.js"
import { adopt, list, put, show, write } from "./html.js"
import { answersOf, clock } from "./scenes.js"
import { wire } from "./wire.js"
import { page } from "./words.js"

const SAID_LOST_AFTER = 3000
const SECOND = 1000

const stage = /** @type {HTMLElement} */ (document.querySelector('[data-page="screen"]'))
const slot = (/** @type {string} */ name) => /** @type {HTMLElement} */ (stage.querySelector(`[data-slot="${name}"]`))

let view = page.view
let viewedAt = performance.now()
let lost = false
/** @type {any} */
let lostSoon

adopt(slot("slide"), view.slide?.html ?? "")
adopt(slot("results"), view.results?.html ?? "")
wire({ auth: () => ({ token: page.key }), version: view.version, view: take, pulse: count, link: linked })
addEventListener("resize", fitAgain)
addEventListener("load", fitAgain, true)
document.fonts.ready.then(fitAgain)
document.addEventListener("keydown", pressed)
stage.querySelector('[data-do="full"]')?.addEventListener("click", fullscreen)
setInterval(tick, SECOND)
render()

// --- what the server says

/** @param {any} newer */
function take(newer) {
  view = newer
  viewedAt = performance.now()
  render()
}

/** @param {{version: number, joined: number, answered: number, nearly: boolean}} counts */
function count({ version, joined, answered, nearly }) {
  if (version !== view.version) return
  view = { ...view, joined, answered, nearly }
  show(stage, sceneNow(), facts())
}

/** @param {"on" | "off" | "refused"} state */
function linked(state) {
  clearTimeout(lostSoon)
  if (state === "on") mark(false)
  else lostSoon = setTimeout(mark, SAID_LOST_AFTER, true)
}

/** @param {boolean} now */
function mark(now) {
  lost = now
  show(stage, sceneNow(), facts())
}

// --- what it shows

function sceneNow() {
  if (view.session.status === "ended") return "ended"
  if (view.stage !== "live") return view.stage
  return view.slide ? view.ask?.phase ?? "story" : "lobby"
}

function facts() {
  const { ask, join, results, session, slide, timer } = view
  const since = (performance.now() - viewedAt) / SECOND
  const counting = ask?.phase === "open" && ask.closing === null
  return {
    session: session.title, presenter: session.presenter, title: slide?.title, joined: view.joined, answered: view.answered,
    closing: ask?.closing == null ? "" : Math.max(0, Math.ceil(ask.closing - since)), prompt: ask?.prompt,
    left: timer ? clock(timer.left - (timer.running ? since : 0)) : "", label: timer?.label, n: results?.n,
    isclosing: ask?.closing != null, counting: counting && !view.nearly, nearly: counting && view.nearly,
    hasprompt: ask?.prompt, timed: timer, second: ask?.round === 2, listed: answersOf(ask).length,
    card: join.show && session.status === "live", corner: ["open", "talk"].includes(ask?.phase), rehearsal: view.rehearsal, lost,
  }
}

function render() {
  const scene = sceneNow()
  stage.dataset.scene = scene
  slot("slide").dataset.layout = view.slide?.layout ?? "text"
  put(slot("slide"), view.slide?.html ?? "")
  list(slot("options"), /** @type {any} */ (slot("option")), answersOf(view.ask))
  slot("options").classList.toggle("scaled", view.ask?.kind === "scale")
  const fresh = put(slot("results"), view.results?.html ?? "")
  if (fresh && scene === "results") slot("results").querySelector(".results")?.classList.add("grows")
  show(stage, scene, facts())
  if (fresh && scene === "results") write(slot("status"), view.results.says)
  fitAgain()
}

function fitAgain() {
  fit(stage, slot("board"))
}

function tick() {
  if (view.timer || view.ask?.closing != null) show(stage, sceneNow(), facts())
}

// --- the one key it knows

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) fullscreen()
}

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()
}
