// @ts-check
/** The slide that is being written, as the projector and a phone will show it, each behind its own style sheets. */

import { fit } from "../fit.js"
import { part, put } from "../html.js"

/** @typedef {{from: number, to: number | null, where: string, wall: string, phone: string, notes: string}} Slide */

const named = (/** @type {string} */ name) => part(document, `[data-part="${name}"]`)
const picture = (/** @type {string} */ name) => part(/** @type {ShadowRoot} */ (named(name).shadowRoot), "[data-part=picture]")

export function becomeAlive() {
  new ResizeObserver(refit).observe(named("wall"))
  picture("wall").addEventListener("load", refit, true)
  document.fonts.ready.then(refit)
}

/** @param {Slide} slide */
export function draw(slide) {
  named("where").textContent = slide.where
  put(picture("wall"), slide.wall)
  put(picture("phone"), slide.phone)
  put(named("notes"), slide.notes)
  named("pictures").hidden = false
  refit()
}

/** Errors leave the last good picture standing, and say that it is the last. @param {boolean} now */
export function stale(now) {
  named("stale").hidden = !now
}

function refit() {
  const stage = /** @type {HTMLElement | null} */ (picture("wall").querySelector(".stage"))
  if (stage) fit(stage, part(stage, "[data-slot=board]"))
}
