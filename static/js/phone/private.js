// @ts-check
/** A private word to the presenter: four sentences, ten seconds to take one back, and a receipt. */

import { part, write } from "../html.js"
import { t } from "../words.js"

const SECOND = 1000

/** @param {HTMLElement} panel @param {(name: string, message: object) => Promise<any>} say */
export function privately(panel, say) {
  const said = part(panel, '[data-slot="private-said"]')
  const undo = part(panel, '[data-slot="undo"]')
  let kind = ""
  let left = 0
  /** @type {any} */
  let countdown

  panel.addEventListener("submit", async (event) => {
    event.preventDefault()
    const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter)
    if (pressed) await (pressed.name === "undo" ? takeBack() : whisper(pressed.value))
  })

  /** @param {string} what */
  async function whisper(what) {
    const reply = await say("signal", { kind: what })
    if (!reply.ok) return write(said, reply.says)
    kind = what
    write(said, t("On its way."))
    clearInterval(countdown)
    left = reply.undo
    countdown = setInterval(count, SECOND)
    count(0)
  }

  async function takeBack() {
    const reply = await say("signal", { kind, undo: true })
    over()
    write(said, reply.undone ? t("Taken back. Nobody has seen it.") : reply.says ?? t("That is longer ago than it can be taken back."))
    part(panel, "summary").focus()
  }

  function count(by = 1) {
    left -= by
    write(part(undo, '[data-slot="left"]'), `(${left} s)`)
    undo.hidden = left <= 0
    if (left > 0) return
    if (undo.contains(document.activeElement)) part(panel, "summary").focus()
    over()
  }

  function over() {
    clearInterval(countdown)
    undo.hidden = true
  }

  return () => {
    over()
    write(said, t("Seen. Nobody will be asked who."))
  }
}
