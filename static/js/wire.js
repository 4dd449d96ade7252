// @ts-check
/** The only file that opens a socket. A page says messages and hears whole views; whatever was missed comes back by itself. */

import { io } from "../vendor/socket.io.esm.min.js"
import { t } from "./words.js"

/** @typedef {{ok: boolean, code?: string, says?: string, retry_after?: number, [field: string]: any}} Reply */
/** @typedef {{code: string, says: string}} Refusal */
/**
 * @typedef {object} Listener
 * @property {() => object} auth what the socket shows at the door; asked again at each reconnect
 * @property {(view: any) => void} view the whole view of this audience, never an older one than it had
 * @property {(mine: any) => void} [mine] what this phone answered
 * @property {(pulse: any) => void} [pulse] counts in between
 * @property {(receipt: {kind: string}) => void} [receipt] the presenter has seen this phone's private word
 * @property {(link: "on" | "off" | "refused", refusal?: Refusal) => void} [link] how the line is
 * @property {any} held the view that the page came with
 */

export const NO_REPLY = "no.reply"
const PATIENCE = 5000
const PROBE = 1200
const SERVER_CLOSED = "io server disconnect"
const EVERYTHING = ["view", "mine"]
const WORTH_A_RETRY = ["rate.limited", "server.busy", "room.full", "storage.full"]

/** Opens the line of a page.
 * @param {Listener} listener @returns {{say: (name: string, message?: object) => Promise<Reply>, resync: () => Promise<void>}} */
export function wire(listener) {
  const link = listener.link ?? (() => {})
  let { held } = listener
  const socket = io({
    auth: (/** @type {(auth: object) => void} */ show) => show(listener.auth()),
    transports: "WebSocket" in globalThis ? ["websocket", "polling"] : ["polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 1500,
    randomizationFactor: 0.5,
  })

  // Nothing is said into a line that is down: a press should not take effect ten seconds later.
  const say = async (/** @type {string} */ name, message = {}, patience = PATIENCE) =>
    socket.connected ? socket.timeout(patience).emitWithAck(name, message).catch(unheard) : noReply()

  // A line that answers nothing may only look open.
  const unheard = () => {
    if (socket.connected) resync()
    return noReply()
  }

  const hear = (/** @type {any} */ { view, mine }) => {
    const whole = view && filled(view, held)
    if (whole === null) standing.missed("view")
    else if (whole) {
      standing.came("view")
      listener.view((held = whole))
    }
    if (mine) {
      standing.came("mine")
      listener.mine?.(mine)
    }
  }

  const reconnect = () => {
    socket.disconnect()
    socket.connect()
  }

  const standing = inquiry(async () => {
    const reply = socket.connected ? await say("resync", {}, PROBE) : noReply()
    if (reply.code === NO_REPLY) reconnect()
    else hear(reply)
    return reply
  })
  const resync = standing.ask

  socket.on("view", (/** @type {any} */ view) => hear({ view }))
  socket.on("mine", (/** @type {any} */ mine) => hear({ mine }))
  socket.on("receipt", (/** @type {any} */ receipt) => listener.receipt?.(receipt))
  socket.on("pulse", (/** @type {any} */ pulse) => listener.pulse?.(pulse))
  socket.on("connect", () => {
    standing.came(...EVERYTHING)
    link("on")
  })
  socket.on("disconnect", (/** @type {string} */ reason) => {
    link("off")
    if (reason === SERVER_CLOSED) setTimeout(() => socket.connect(), jitter(2000))
  })
  socket.on("connect_error", (/** @type {any} */ error) => {
    if (socket.active) return link("off")
    const wait = retryIn(error.data)
    if (wait === null) return link("refused", error.data)
    link("off")
    setTimeout(() => socket.connect(), wait)
  })
  onWaking(resync)
  return { say, resync }
}

/** Asks for everything as it stands, once at a time. Where that is refused for now it is asked again by itself, unless
 * what was missing has come by then: with a newer view, or with a new line.
 * @param {() => Promise<Reply>} fetch @param {(act: () => void, wait: number) => void} [later] */
export function inquiry(fetch, later = setTimeout) {
  const missing = new Set()
  let waits = false
  const run = once(async () => {
    const reply = await fetch()
    const wait = reply.ok ? null : retryIn(reply)
    if (wait === null) missing.clear()
    else if (!waits) later(again, wait)
    waits ||= wait !== null
  })

  function again() {
    waits = false
    if (missing.size) run()
  }

  return {
    ask() {
      for (const what of EVERYTHING) missing.add(what)
      return run()
    },
    /** Something is known to be missing: whoever waits for a second try anyway need not ask now. @param {string} what */
    missed(what) {
      missing.add(what)
      if (!waits) run()
    },
    /** @param {string[]} what */
    came(...what) {
      for (const it of what) missing.delete(it)
    },
  }
}

/** @typedef {{item: string, text?: string}} Text */

/** A view that is at least as new as the one held. A light one leaves out what has lasted since a version: whoever holds
 * one that new has all of it.
 * @param {any} view @param {any} held @returns {any} the whole of it; undefined if it is older; null if it has to be asked for */
export function filled(view, held) {
  if (view.version < held.version) return
  if (view.since === undefined) return view
  if (view.since > held.version) return null
  const { ask } = view
  if (!ask) return { ...held, ...view }
  /** @type {Text[]} */
  const known = held.ask?.items ?? []
  /** @type {Text[]} */
  const told = ask.items
  const items = told.map((it) => ({ ...known.find(({ item }) => item === it.item), ...it }))
  if (items.some(({ text }) => text == null)) return null
  return { ...held, ...view, ask: { ...(ask.id ? {} : held.ask), ...ask, items } }
}

/** Milliseconds until a refused line is worth another try, or null when it is not.
 * @param {any} refusal @returns {number | null} */
export function retryIn(refusal) {
  if (!refusal?.code) return jitter(4000)
  return WORTH_A_RETRY.includes(refusal.code) ? jitter(1000 * (refusal.retry_after ?? 5)) : null
}

/** A wait around `base`, never shorter, so that a hall of phones does not come back in one blow. */
export const jitter = (/** @type {number} */ base) => base * (1 + Math.random() / 2)

/** @returns {Reply} */
function noReply() {
  return { ok: false, code: NO_REPLY, says: t("No connection. Try again.") }
}

/** Runs one call at a time; calls meanwhile share its end. @param {() => Promise<void>} act */
function once(act) {
  /** @type {Promise<void> | null} */
  let running = null
  return () => (running ??= act().finally(() => (running = null)))
}

/** A phone that slept or changed its network may hold a dead line that looks open: it asks. @param {() => void} resync */
function onWaking(resync) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && resync())
  addEventListener("pageshow", (event) => event.persisted && resync())
  addEventListener("online", resync)
  addEventListener("offline", resync)
}
