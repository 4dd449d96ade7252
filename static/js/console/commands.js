// @ts-check
/** What whoever presents says to the server, on the console as on a paired device: one command at a time, each with the
 * version of the view it was pressed on. */

import { Presses } from "../keys.js"
import { wire } from "../wire.js"
import { page, t } from "../words.js"
import { action, Arming, notByKey, press } from "./action.js"
import { fieldsOf, part } from "./dom.js"
import * as notices from "./notices.js"
import { settings } from "./settings.js"
import * as walking from "./walk.js"
import { natural } from "./where.js"

/** @typedef {import("./where.js").View} View */
/**
 * @typedef {object} Desk
 * @property {() => View} view what the page shows right now
 * @property {(view: View) => void} show a view has come
 * @property {(pulse: any) => void} pulse counts have come between two views
 * @property {(name?: string) => void} closeOpen closes the list that lies over the work, or only the one of that name
 * @property {() => void} [gone] the server will not have this device any more
 */

const TWICE = ["results", "void", "end"]

export class Presenting {
  arming = new Arming()
  presses = new Presses()
  #desk
  #connected = false
  #online = false
  #waiting = false

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk
    this.line = wire({
      auth: () => ({ token: page.token, session: page.session }),
      held: desk.view(),
      view: desk.show,
      pulse: desk.pulse,
      link: (link, refusal) => this.#hearLink(link, refusal),
    })
    document.addEventListener("submit", (event) => this.#pressButton(event))
  }

  /** @param {"on" | "off" | "refused"} link @param {{says: string}} [refusal] */
  #hearLink(link, refusal) {
    this.#online = link === "on"
    this.#connected ||= this.#online
    if (link === "refused" && this.#desk.gone) this.#desk.gone()
    else notices.showLink(link, refusal)
  }

  /** One press of the biggest button by a key, or of another way on. @param {string} [other] @param {boolean} [clicker] */
  walk = (other = "", clicker = false) => {
    const refusal = notByKey(other || action(this.#desk.view(), this.arming)?.does || "", clicker, settings)
    if (refusal) notices.tell(refusal)
    else this.advance(other)
  }

  /** @param {string} [other] */
  advance(other = "") {
    const view = this.#desk.view()
    this.#desk.closeOpen("say")
    const fields = press(view, this.arming, other)
    if (fields) return void this.send(fields)
    walking.show(view, this.arming)
    if (natural(view) === "choose" && !this.arming.at(view)) part("choices-list").querySelector("button")?.focus()
  }

  /** Only the cover never waits and is never too late. @param {Record<string, any>} fields */
  send = async (fields) => {
    const urgent = fields.do === "cover"
    if (!this.#online) return notices.tell(t("No connection. Try again."))
    if (this.#waiting && !urgent) return
    this.#waiting = true
    const reply = await this.line.say("command", urgent ? fields : { ...fields, version: this.#desk.view().version })
    this.#waiting = false
    return this.#answered(reply)
  }

  /** What whoever reads has decided about a text; it needs no version, since each text stands for itself.
   * @param {string} item @param {string} what */
  rule = (item, what) => this.line.say("moderate", { item, do: what })

  /** @returns {boolean} whether something was armed */
  disarm = () => {
    const was = this.arming.at(this.#desk.view()) !== ""
    this.arming.disarm()
    walking.show(this.#desk.view(), this.arming)
    return was
  }

  /** @param {import("../wire.js").Reply} reply @returns {boolean} */
  #answered(reply) {
    const view = this.#desk.view()
    this.arming.disarm()
    if (reply.code === "confirm.needed") this.arming.arm(view, "open", reply.says)
    if (reply.view) this.#desk.show(reply.view)
    else walking.show(view, this.arming)
    if (!reply.ok && !this.arming.at(this.#desk.view())) notices.tell(reply.says ?? "")
    return reply.ok
  }

  /** @param {SubmitEvent} event */
  #pressButton(event) {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (!this.#connected || form.dataset.command === undefined) return
    event.preventDefault()
    const fields = fieldsOf(form)
    const name = form.dataset.part ?? fields.do
    if (!this.presses.counts(form === part("main") ? "next" : name, event.timeStamp)) return
    if (form === part("main")) this.advance()
    else if (form.dataset.typed !== undefined) this.#sendTyped(form, fields)
    else if (TWICE.includes(fields.do)) this.advance(fields.do)
    else this.send(fields)
    if (form.closest(".panel") && form.dataset.typed === undefined) this.backToWork()
  }

  /** What was typed is there as long as it has not been taken. @param {HTMLFormElement} form @param {Record<string, any>} fields */
  async #sendTyped(form, fields) {
    if (!await this.send(fields)) return
    if (form.closest(".panel")) form.reset()
    this.backToWork()
  }

  backToWork() {
    this.#desk.closeOpen()
    walking.focus()
  }
}
