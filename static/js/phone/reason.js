// @ts-check
/** Between two votes: why might a decent person say this? Of an answer that was dealt by lot. */

import { part, put, write } from "../html.js"
import { t } from "../words.js"

/** @param {HTMLElement} root @param {object} parts
 * @param {(name: string, message: object) => Promise<any>} parts.say
 * @param {() => void} parts.ask asks the server what was dealt
 * @param {import("../outbox.js").Shelf} parts.shelf which asks its owner has done with */
export function reason(root, { say, ask: askAgain, shelf }) {
  const section = part(root, '[data-slot="reason"]')
  const form = /** @type {HTMLFormElement} */ (part(section, "form"))
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const refusal = part(section, '[data-slot="reason-refusal"]')
  let about = ""
  let dealt = ""
  let asked = ""

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const reply = await say("reason", { ask: about, option: dealt, text: field.value })
    if (reply.ok) return done("sent")
    write(refusal, wait(reply))
    refusal.hidden = false
  })
  form.addEventListener("input", () => write(part(form, '[data-slot="left"]'), t("{n} left", { n: field.maxLength - field.value.length })))
  part(form, '[data-reason="skip"]').addEventListener("click", () => done("skipped"))

  /** @param {"sent" | "skipped"} how */
  function done(how) {
    shelf.write({ ...shelf.read(), [about]: how })
    field.value = ""
    show(how)
    part(section, `[data-reason="${how}"]`).focus()
  }

  /** @param {string} how */
  function show(how) {
    part(section, '[data-slot="question"]').hidden = Boolean(how)
    refusal.hidden = true
    for (const words of ["sent", "skipped"]) part(section, `[data-reason="${words}"]`).hidden = words !== how
  }

  /** @param {any} view @param {any} mine @param {string} scene */
  return ({ ask }, mine, scene) => {
    const mineNow = mine?.ask === ask?.id ? mine : null
    const open = Boolean(ask?.reasons) && ["closed", "talk"].includes(scene)
    section.hidden = !open || !mineNow?.dealt
    if (open && !mineNow?.dealt && asked !== ask.id) askAgain()
    if (open) asked = ask.id
    if (section.hidden || (about === ask.id && dealt === mineNow.dealt)) return
    about = ask.id
    dealt = mineNow.dealt
    const option = ask.options.find((/** @type {any} */ one) => one.key === dealt)
    part(section, '[data-slot="dealt"]').dataset.key = dealt
    write(part(section, '[data-slot="dealt-letter"]'), dealt)
    put(part(section, '[data-slot="dealt-words"]'), option?.html ?? "")
    part(form, '[data-reason="skip"]').hidden = false
    show(mineNow.reasoned ? "sent" : shelf.read()[about] ?? "")
  }
}

/** @param {any} reply */
const wait = ({ says, retry_after: seconds }) => (seconds ? `${says} (${Math.ceil(seconds)} s)` : says)
