// @ts-check
/** The presenter's console: one view after the other on the page, and each press as one command with its version. */

import * as clock from "./console/clock.js"
import { Presenting } from "./console/commands.js"
import * as controls from "./console/controls.js"
import { deeds } from "./console/deeds.js"
import { part } from "./console/dom.js"
import * as door from "./console/door.js"
import * as hands from "./console/hands.js"
import * as health from "./console/health.js"
import * as heads from "./console/heads.js"
import * as keyboard from "./console/keyboard.js"
import * as notices from "./console/notices.js"
import * as pairing from "./console/pairing.js"
import * as panels from "./console/panels.js"
import * as preview from "./console/preview.js"
import * as reasons from "./console/reasons.js"
import * as recap from "./console/recap.js"
import * as rescue from "./console/rescue.js"
import * as room from "./console/room.js"
import { settings } from "./console/settings.js"
import * as signals from "./console/signals.js"
import * as slides from "./console/slides.js"
import * as speaker from "./console/speaker.js"
import { hideAll, texts } from "./console/texts.js"
import * as walking from "./console/walk.js"
import { place } from "./console/where.js"
import { page } from "./words.js"

let view = page.view
const presenting = new Presenting({ view: () => view, show, pulse: hearCounts, closeOpen: panels.closeOpen })
const { arming, send } = presenting
const rulings = { rule: presenting.rule, tell: notices.tell, announce: notices.announce, letters: () => settings.letters }
const reading = texts(part("texts"), rulings)
const hiding = hideAll(/** @type {HTMLFormElement} */ (part("hide-all")), rulings)
const does = deeds({ view: () => view, send, walk: presenting.walk, disarm: presenting.disarm, hideAll: hiding.press })
const PARTS = [room, heads, speaker, reasons, recap, controls, slides, panels, notices, signals, rescue, hands, reading, hiding, pairing, clock, health]

/** @param {import("./console/where.js").View} next */
function show(next) {
  const moved = place(next) !== place(view)
  const focused = document.activeElement
  view = next
  for (const part of PARTS) part.show(view)
  notices.showWaiting(view)
  door.show(view.join)
  walking.show(view, arming)
  if (moved) notices.announce(walking.news(view, arming))
  walking.keepFocus(focused)
}

/** @param {{version: number, joined: number, answered: number, needed: number, seen: boolean, health: health.Health}} pulse */
function hearCounts(pulse) {
  health.show(pulse)
  if (pulse.version !== view.version || view.session.status === "ended") return
  view = { ...view, ...pulse }
  room.showCounts(view)
  heads.recount(view)
  clock.recount(view)
  door.show(pulse)
  walking.show(view, arming)
}

for (const part of [walking, speaker, panels, preview, slides, door, pairing]) part.becomeAlive()
clock.run()
keyboard.listen(does, presenting.presses, (slide) => send({ do: "goto", slide }))
document.addEventListener("click", (event) => {
  const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"))
  if (act) does[act.dataset.act ?? ""](false)
})
show(view)
