// @ts-check
/** The slide that is being written, as the projector and a phone will show it, each behind its own style sheets. */

import { fit } from "../fit.js"
import { part, put } from "../html.js"

/** @typedef {{from: number, to: number | null, where: string, wall: string, phone: string, notes: string, ask: any}} Slide */

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
  if (put(picture("phone"), slide.phone)) enliven(slide.ask)
  put(named("notes"), slide.notes)
  named("stale").hidden = true
  named("pictures").hidden = false
  refit()
}

/** A form with what its kind's own script gives it on a phone. @param {any} ask */
async function enliven(ask) {
  const form = picture("phone").querySelector("form[data-kind]")
  if (!form) return
  const kind = await import(`../asks/${ask.kind}.js`)
  kind.begin?.(form, ask, null)
}

/** A slide with errors keeps its last good pictures, if they are its own. @param {boolean} own */
export function wait(own) {
  named("stale").hidden = false
  named("pictures").hidden = !own
}

function refit() {
  const stage = /** @type {HTMLElement | null} */ (picture("wall").querySelector(".stage"))
  if (stage) fit(stage, part(stage, "[data-slot=board]"))
}
