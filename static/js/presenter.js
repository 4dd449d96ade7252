// @ts-check
/** The presenter's console: one view after the other on the page, and each press as one command with its version. */

import { action, Arming, notByKey, press } from "./console/action.js"
import * as clock from "./console/clock.js"
import * as controls from "./console/controls.js"
import { deeds } from "./console/deeds.js"
import { fieldsOf, part, reveal, write } from "./console/dom.js"
import * as door from "./console/door.js"
import * as hands from "./console/hands.js"
import * as heads from "./console/heads.js"
import * as keyboard from "./console/keyboard.js"
import * as notices from "./console/notices.js"
import * as panels from "./console/panels.js"
import * as preview from "./console/preview.js"
import * as reasons from "./console/reasons.js"
import * as rescue from "./console/rescue.js"
import * as room from "./console/room.js"
import { settings } from "./console/settings.js"
import * as signals from "./console/signals.js"
import * as slides from "./console/slides.js"
import * as speaker from "./console/speaker.js"
import { hideAll, texts } from "./console/texts.js"
import * as walking from "./console/walk.js"
import { natural, place } from "./console/where.js"
import { Presses } from "./keys.js"
import { wire } from "./wire.js"
import { page, t } from "./words.js"

const arming = new Arming()
const presses = new Presses()
const rulings = { rule, tell: notices.tell, announce: notices.announce, letters: () => settings.letters }
const reading = texts(part("texts"), rulings)
const hiding = hideAll(/** @type {HTMLFormElement} */ (part("hide-all")), rulings)
const does = deeds({ view: () => view, send, walk, disarm, hideAll: hiding.press })
const armed = ["results", "void", "end"]
const PARTS = [room, heads, speaker, reasons, controls, slides, panels, notices, signals, rescue, hands, reading, hiding, clock]
let view = page.view
let connected = false
let online = false
let waiting = false

const line = wire({
  auth: () => ({ token: page.token, session: page.session }),
  version: view.version,
  view: show,
  pulse: hearCounts,
  link: showLink,
})

/** @param {import("./console/where.js").View} next */
function show(next) {
  const moved = place(next) !== place(view)
  const focused = document.activeElement
  view = next
  for (const part of PARTS) part.show(view)
  showWaiting(view)
  door.show(view.join)
  walking.show(view, arming)
  if (moved) notices.announce(whereWeAre())
  keepFocus(focused)
}

/** @param {{version: number, joined: number, answered: number, needed: number, seen: boolean}} pulse */
function hearCounts(pulse) {
  if (pulse.version !== view.version || view.session.status === "ended") return
  view = { ...view, ...pulse }
  room.showCounts(view)
  heads.recount(view)
  clock.recount(view)
  door.show(pulse)
  walking.show(view, arming)
}

/** @param {"on" | "off" | "refused"} link @param {{says: string}} [refusal] */
function showLink(link, refusal) {
  online = link === "on"
  connected ||= online
  notices.showLink(link, refusal)
}

/** One press of the biggest button, of "next", or of another way on.
 * @param {string} [other] @param {boolean} [clicker] */
function walk(other = "", clicker = false) {
  const refusal = notByKey(other || action(view, arming)?.does || "", clicker, settings)
  if (refusal) notices.tell(refusal)
  else advance(other)
}

/** @param {string} [other] */
function advance(other = "") {
  panels.closeOpen("say")
  const fields = press(view, arming, other)
  if (fields) return send(fields)
  walking.show(view, arming)
  if (natural(view) === "choose" && !arming.at(view)) part("choices-list").querySelector("button")?.focus()
}

/** One command at a time, and each from the view it was pressed on; only the cover never waits and is never too late.
 * @param {Record<string, any>} fields */
async function send(fields) {
  const urgent = fields.do === "cover"
  if (!online) return notices.tell(t("No connection. Try again."))
  if (waiting && !urgent) return
  waiting = true
  const reply = await line.say("command", urgent ? fields : { ...fields, version: view.version })
  waiting = false
  return answered(reply)
}

/** What whoever reads has decided about a text; it needs no version, since each text stands for itself.
 * @param {string} item @param {string} what */
async function rule(item, what) {
  return line.say("moderate", { item, do: what })
}

/** @param {{waiting: number}} now */
function showWaiting({ waiting: n }) {
  reveal("waiting", n > 0)
  write("waiting-n", n)
}

/** @param {import("./wire.js").Reply} reply @returns {boolean} */
function answered(reply) {
  arming.disarm()
  if (reply.code === "confirm.needed") arming.arm(view, "open", reply.says)
  if (reply.view) show(reply.view)
  else walking.show(view, arming)
  if (!reply.ok && !arming.at(view)) notices.tell(reply.says ?? "")
  return reply.ok
}

function disarm() {
  const was = arming.at(view) !== ""
  arming.disarm()
  walking.show(view, arming)
  return was
}

/** @param {SubmitEvent} event */
function pressButton(event) {
  const form = /** @type {HTMLFormElement} */ (event.target)
  if (!connected || form.dataset.command === undefined) return
  event.preventDefault()
  const fields = fieldsOf(form)
  const name = form.dataset.part ?? fields.do
  if (!presses.counts(form === part("main") ? "next" : name, event.timeStamp)) return
  if (form === part("main")) advance()
  else if (form.dataset.typed !== undefined) sendTyped(form, fields)
  else if (armed.includes(fields.do)) advance(fields.do)
  else send(fields)
  if (form.closest(".panel") && form.dataset.typed === undefined) backToWork()
}

/** What was typed is there as long as it has not been taken. @param {HTMLFormElement} form @param {Record<string, any>} fields */
async function sendTyped(form, fields) {
  if (!await send(fields)) return
  if (form.closest(".panel")) form.reset()
  backToWork()
}

function backToWork() {
  panels.closeOpen()
  walking.focus()
}

function whereWeAre() {
  const next = action(view, arming)?.words ?? ""
  const { slide } = view
  return slide ? t("{number} of {of}: {title} · Next: {next}", { number: slide.number, of: slide.of, title: slide.title, next }) : next
}

/** A button that vanished must not leave the keyboard nowhere. @param {Element | null} focused */
function keepFocus(focused) {
  const lost = focused !== null && focused !== document.body && (!focused.isConnected || focused.matches(":disabled") || focused.closest("[hidden]"))
  if (lost) walking.focus()
}

for (const part of [walking, speaker, panels, preview, slides, door]) part.becomeAlive()
clock.run(line.resync)
document.addEventListener("submit", pressButton)
keyboard.listen(does, presses, (slide) => send({ do: "goto", slide }))
document.addEventListener("click", (event) => {
  const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"))
  if (act) does[act.dataset.act ?? ""](false)
})
show(view)
