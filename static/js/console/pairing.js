// @ts-check
/** Paired devices: their codes and their list on the console, and a word when one has come or gone. */

import { put } from "../html.js"
import { page, t } from "../words.js"
import { part, reveal, write } from "./dom.js"
import { tell } from "./notices.js"

/** @typedef {{device: string, role: "presenter" | "moderator", here: boolean}} Device */

const LOOK_AGAIN = 2000
const ADDRESS = `/present/${page.session}/pairing`

/** @type {Device[] | null} */
let known = null

/** @param {{devices: Device[]}} view */
export function show({ devices }) {
  const before = known ?? devices
  known = devices
  showReader({ devices })
  write("pair-words", devices.length ? t("Paired devices: {n}", { n: devices.length }) : t("Pair a phone"))
  if (JSON.stringify(before) === JSON.stringify(devices)) return
  tellOf(before, devices)
  fetchList()
}

/** Whether somebody else reads what people write, said where the texts are. @param {{devices: Device[]}} view */
export function showReader({ devices }) {
  reveal("reader", devices.some(({ role, here }) => here && role === "moderator"))
}

export function becomeAlive() {
  const panel = /** @type {HTMLDetailsElement} */ (part("pairing").closest("details"))
  panel.addEventListener("toggle", () => panel.open && fetchList())
  part("pairing").addEventListener("submit", (event) => send(event))
  setInterval(() => panel.open && part("pairing").querySelector("[data-offer]") && fetchList(), LOOK_AGAIN)
}

/** @param {Device[]} before @param {Device[]} devices */
function tellOf(before, devices) {
  const here = (/** @type {Device[]} */ list) => list.filter((one) => one.here).map(({ device }) => device)
  const come = devices.find(({ device }) => here(devices).includes(device) && !here(before).includes(device))
  const gone = before.find(({ device }) => here(before).includes(device) && !here(devices).includes(device))
  if (come) tell(come.role === "presenter" ? t("A phone presents with you now.") : t("Somebody else reads the texts now."))
  else if (gone) tell(gone.role === "presenter" ? t("The phone that presents with you has gone.") : t("Whoever read the texts has gone."))
}

/** @param {SubmitEvent} event */
async function send(event) {
  const form = /** @type {HTMLFormElement} */ (event.target)
  event.preventDefault()
  const answer = await fetch(ADDRESS, { method: "POST", body: new URLSearchParams(/** @type {any} */ (new FormData(form))), redirect: "manual" }).catch(() => null)
  if (!answer) return tell(t("No connection. Try again."))
  await fetchList()
  const heading = /** @type {HTMLElement | null} */ (part("pairing").querySelector("[data-heading]"))
  heading?.focus()
}

async function fetchList() {
  const answer = await fetch(ADDRESS).catch(() => null)
  if (answer?.ok) put(part("pairing"), await answer.text())
}
