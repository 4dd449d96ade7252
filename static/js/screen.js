// @ts-check
/** The projector: it shows what the room may see, large, and never asks for anything. */

import { adopt, show, write } from "./html.js"
import { wall } from "./wall.js"
import { wire } from "./wire.js"
import { page } from "./words.js"

const SAID_LOST_AFTER = 3000
const SECOND = 1000

const stage = /** @type {HTMLElement} */ (document.querySelector('[data-page="screen"]'))
const { slot, draw, follow, refit } = wall(stage)

let view = page.view
let viewedAt = performance.now()
let lost = false
/** @type {any} */
let lostSoon

adopt(slot("slide"), view.slide?.html ?? "")
adopt(slot("results"), view.results?.html ?? "")
wire({ auth: () => ({ token: page.key }), held: view, view: take, pulse: count, link: linked })
addEventListener("resize", refit)
addEventListener("load", refit, true)
addEventListener("message", asked)
document.fonts.ready.then(refit)
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
  follow(view, sinceView(), lost)
}

/** @param {"on" | "off" | "refused"} state @param {{says: string}} [refusal] */
function linked(state, refusal) {
  if (state === "on") mark(false)
  else if (refusal) leave(refusal.says)
  else lostSoon ??= setTimeout(mark, SAID_LOST_AFTER, true)
}

/** @param {boolean} now */
function mark(now) {
  lost = now
  if (!now) lostSoon = clearTimeout(lostSoon)
  follow(view, sinceView(), lost)
}

/** There is nothing to show any more: somebody has deleted the session. @param {string} says */
function leave(says) {
  mark(false)
  write(slot("gone"), says)
  stage.dataset.scene = "gone"
  show(stage, "gone", {})
}

// --- what it shows

function render() {
  const fresh = draw(view, lost)
  if (!fresh) return
  slot("results").querySelector(".results")?.classList.add("grows")
  write(slot("status"), view.results.says)
}

function tick() {
  if (view.timer || view.ask?.closing != null) follow(view, sinceView(), lost)
}

function sinceView() {
  return (performance.now() - viewedAt) / SECOND
}

// --- the one key it knows, and the console's word for it

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) fullscreen()
}

/** The console passes its own press of F on: browsers let the page that was pressed lend its right to fill the screen.
 * @param {MessageEvent} event */
function asked(event) {
  if (event.data === "fullscreen" && event.source === opener) fullscreen()
}

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.().catch(() => {
    // The browser may refuse what another window asks for; F pressed here is never refused.
  })
}
