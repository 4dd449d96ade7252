// @ts-check
/** Whoever reads what people write, on a device of their own. */

import { part } from "./console/dom.js"
import * as notices from "./console/notices.js"
import * as phase from "./console/phase.js"
import { hideAll, texts } from "./console/texts.js"
import { put } from "./html.js"
import { meaning } from "./keys.js"
import { wire } from "./wire.js"
import { page } from "./words.js"

let view = page.view
const rulings = { rule, tell: notices.tell, announce: notices.announce }
const reading = texts(part("texts"), rulings)
const hiding = hideAll(/** @type {HTMLFormElement} */ (part("hide-all")), rulings)
const line = wire({
  auth: () => ({ token: page.token, session: page.session }),
  held: view,
  view: show,
  pulse: (pulse) => pulse.version === view.version && phase.show((view = { ...view, ...pulse })),
  link: (link) => link === "refused" ? location.reload() : notices.showLink(link),
})

/** @param {any} next */
function show(next) {
  view = next
  phase.show(view)
  reading.show(view)
  hiding.show(view)
  put(part("slide"), view.slide?.html ?? "")
  part("room").hidden = !view.slide
}

/** @param {string} item @param {string} what */
async function rule(item, what) {
  return line.say("moderate", { item, do: what })
}

document.addEventListener("keydown", (event) => {
  if (meaning(event, { letters: true }) !== "hideAll" || event.repeat) return
  event.preventDefault()
  hiding.press()
})
show(view)
