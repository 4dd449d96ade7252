// @ts-check
/** The projector's window, and the way in for phones. */

import { page, t } from "../words.js"
import { part, write } from "./dom.js"

const NAME = `readtheroom-${page.session}`
/** A window of its own can be moved to the other screen, and be asked to fill it. */
const LOOKS = "popup,width=1280,height=720"

/** @type {Window | null} */
let projector = null

export function becomeAlive() {
  const link = /** @type {HTMLAnchorElement} */ (part("projector"))
  link.addEventListener("click", (event) => {
    event.preventDefault()
    open()
  })
  part("copy").hidden = false
  part("copy").addEventListener("click", copy)
}

/** @param {{seen: boolean}} join */
export function show({ seen }) {
  part("door").dataset.seen = part("tried").dataset.seen = String(seen)
  write("reached-first", seen ? t("✓ Your phone's network reaches this laptop.") : t("Not yet: no phone of this network has come through."))
  write("reached", seen
    ? t("✓ Your phone's network reaches this laptop.")
    : t("Scan this with your own phone: it shows whether the room's phones can get here."))
}

/** Opens the projector, or asks the open one to fill its screen. A press of F there does the same. */
export function fullscreen() {
  if (projector === null || projector.closed) return open()
  const ask = { targetOrigin: new URL(address()).origin, delegate: "fullscreen" }
  projector.postMessage("fullscreen", /** @type {any} */ (ask))
  projector.focus()
}

function open() {
  projector = window.open(address(), NAME, LOOKS)
  projector?.focus()
}

function address() {
  return /** @type {HTMLAnchorElement} */ (part("projector")).href
}

async function copy() {
  try {
    await navigator.clipboard.writeText(address())
    write("copy", t("Copied"))
  } catch {
    // Without https a page may not write to the clipboard: then the address is there to be copied by hand.
    const field = /** @type {HTMLInputElement} */ (part("address"))
    field.hidden = false
    field.select()
  }
}
