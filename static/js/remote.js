// @ts-check
/** The console in a hand: two buttons under the thumbs, the notes, and what cannot wait. */

import { Presenting } from "./console/commands.js"
import * as controls from "./console/controls.js"
import { part, reveal, write } from "./console/dom.js"
import * as health from "./console/health.js"
import * as notices from "./console/notices.js"
import { aheadAfter, paceWords } from "./console/pace.js"
import { showReader } from "./console/pairing.js"
import * as panels from "./console/panels.js"
import * as phase from "./console/phase.js"
import * as reasons from "./console/reasons.js"
import * as recap from "./console/recap.js"
import * as rescue from "./console/rescue.js"
import { settings } from "./console/settings.js"
import * as signals from "./console/signals.js"
import * as speaker from "./console/speaker.js"
import * as stopwatch from "./console/stopwatch.js"
import { hideAll, texts } from "./console/texts.js"
import * as walking from "./console/walk.js"
import { place } from "./console/where.js"
import { fromClicker, meaning } from "./keys.js"
import { clock } from "./scenes.js"
import { page } from "./words.js"

const STEP = 1.125
/** Some clickers for phones are shutters of cameras. @type {Record<string, string>} */
const SHUTTERS = { AudioVolumeUp: "next", AudioVolumeDown: "previous", VolumeUp: "next", VolumeDown: "previous" }

let view = page.view
let heard = performance.now()
const presenting = new Presenting({ view: () => view, show, pulse: hearCounts, closeOpen: panels.closeOpen, gone: () => location.reload() })
const { arming, send, walk } = presenting
const rulings = { rule: presenting.rule, tell: notices.tell, announce: notices.announce, letters: () => settings.letters }
const reading = texts(part("texts"), rulings)
const hiding = hideAll(/** @type {HTMLFormElement} */ (part("hide-all")), rulings)
const PARTS = [phase, speaker, reasons, recap, controls, signals, rescue, reading, hiding, health]

/** @type {Record<string, (clicker: boolean) => void>} */
const DOES = {
  next: (clicker) => walk("", clicker),
  previous: () => send({ do: "previous" }),
  cover: () => send({ do: view.stage === "covered" ? "uncover" : "cover" }),
  pause: () => send({ do: "timer", to: view.timer?.running ? "pause" : "start" }),
  texts: () => panels.toggle("texts", "[data-card], [data-texts=title]"),
  say: () => panels.toggle("say", "[data-part=say-title]"),
  hideAll: () => void hiding.press(),
  bigger: () => speaker.resize(STEP),
  smaller: () => speaker.resize(1 / STEP),
  leave: () => void (presenting.disarm() || panels.closeOpen()),
}

/** @param {import("./console/where.js").View} next */
function show(next) {
  const moved = place(next) !== place(view)
  const slide = view.slide?.id
  const focused = document.activeElement
  view = next
  heard = performance.now()
  for (const part of PARTS) part.show(view)
  notices.showWaiting(view)
  showReader(/** @type {any} */ (view))
  reveal("timer", view.timer !== null)
  reveal("silence", view.moves.includes("silence"))
  stopwatch.restart(view.timer)
  tick()
  walking.show(view, arming)
  if (view.slide?.id !== slide) part("work").scrollTop = 0
  if (moved) notices.announce(walking.news(view, arming))
  walking.keepFocus(focused)
}

/** @param {{version: number, health: health.Health}} pulse */
function hearCounts(pulse) {
  health.show(pulse)
  if (pulse.version !== view.version || view.session.status === "ended") return
  view = { ...view, ...pulse }
  phase.show(view)
  walking.show(view, arming)
}

function tick() {
  const since = (performance.now() - heard) / 1000
  const closing = view.ask?.phase === "open" ? view.ask.closing : null
  if (view.timer && stopwatch.show(view.timer, since)) presenting.line.resync()
  write("countdown", closing == null ? "" : clock(closing - since))
  reveal("pace", view.session.status === "live")
  write("pace", paceWords(aheadAfter(view.timing, since)))
}

/** @param {KeyboardEvent} event */
function pressKey(event) {
  const meant = SHUTTERS[event.key] ?? meaning(event, settings) ?? ""
  if (!DOES[meant]) return
  event.preventDefault()
  if (presenting.presses.counts(meant, event.timeStamp, event.repeat)) DOES[meant](fromClicker(event) || event.key in SHUTTERS)
}

/** A screen that goes dark in mid-sentence helps nobody. Without https a page may not ask for it. */
async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => null)
}

for (const part of [walking, speaker, panels]) part.becomeAlive()
setInterval(tick, 250)
document.addEventListener("keydown", pressKey)
document.addEventListener("visibilitychange", stayAwake)
document.addEventListener("click", (event) => {
  const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"))
  if (act) DOES[act.dataset.act ?? ""]?.(false)
})
stayAwake()
show(view)
