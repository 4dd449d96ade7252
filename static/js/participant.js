// @ts-check
/** The phone: it shows this moment, takes what its owner presses, and remembers until the server has counted it. */

import { adopt, list, part, put, show, write } from "./html.js"
import { forgetOtherRooms, outbox, shelf } from "./outbox.js"
import { factsOf, gateOf, news, noted, roundOf, sceneOf, tellingOf } from "./scenes.js"
import { wire } from "./wire.js"
import { page } from "./words.js"

const SAID_OFFLINE_AFTER = 2000
const TRY_AGAIN_AFTER = 3000
const SECOND = 1000
/** What is left to show where the door stays shut. @type {Record<string, string>} */
const CLOSED = { "session.ended": "ended" }

const root = part(document, '[data-page="participant"]')
const slot = (/** @type {string} */ name) => part(root, `[data-slot="${name}"]`)
const parts = shelf(`room:${page.session}:parts`)
const drafts = shelf(`room:${page.session}:draft`)
const box = outbox({ say: (name, message) => line.say(name, message), shelf: shelf(`room:${page.session}`), changed: render })
/** How each kind of ask shows its form and reads it. @type {Map<string, any>} */
const booths = new Map()

let view = page.view
/** What the server last said of this phone's own answers. @type {import("./outbox.js").Mine | null} */
let mine = page.mine
let viewedAt = performance.now()
let offline = false
/** @type {any} */
let offlineSoon
/** The round whose answers its owner asked to see again. */
let again = ""
/** The round that closed on a choice which its owner had not sent. */
let unsent = ""
/** The code with which the server would not let this phone in any more. */
let refused = ""
/** What stands beside the answer, once there is something of it. @type {Promise<any> | undefined} */
let besides
/** @type {any} */
let beside
/** What keeps for its owner what the room was told. @type {Promise<any> | undefined} */
let keeper
/** @type {import("./scenes.js").Shown} */
let last = { scene: root.dataset.scene ?? "", slide: slideNow(), closing: view.ask?.closing }

forgetOtherRooms(page.session)
adoptPage()
const line = wire({
  auth: () => ({ token: page.token, session: page.session, light: true }),
  held: view,
  view: take,
  mine: hear,
  receipt: () => fetchBeside().then((it) => it?.receipt()),
  link: linked,
})
root.addEventListener("submit", submitted)
root.addEventListener("click", clicked)
root.addEventListener("keydown", pressedKey)
root.addEventListener("focusin", fetchKind)
part(document, '[data-slot="private"] > details').addEventListener("toggle", fetchBeside)
addEventListener("storage", render)
setInterval(tick, SECOND)
settle()
render()

// --- what the server says

/** What the server has put into the page already is not put in again. */
function adoptPage() {
  adopt(slot("slide"), view.slide?.html ?? "")
  adopt(slot("results"), view.results?.html ?? "")
  const given = formNow()
  if (given) given.dataset.for = roundOf(view.ask)
  if (mine) hear(mine)
}

/** @param {any} newer */
function take(newer) {
  view = newer
  viewedAt = performance.now()
  settle()
  render()
}

/** @param {import("./outbox.js").Mine} told */
function hear(told) {
  mine = told
  const { ask } = view
  box.heard(told, ask?.phase === "open" && ask.id === told.ask && ask.round === told.round)
  if (beside) render()
}

/** What a new view means for what this phone remembers. */
function settle() {
  const { ask, session, stage } = view
  if (ask?.phase === "ready") box.forget(ask.id, ask.round)
  if (ask?.phase === "open") box.fold((answer) => answer.ask !== ask.id)
  else if (ask && ask.phase !== "ready" && ask.round >= ask.rounds) box.fold((answer) => answer.ask === ask.id)
  if (!ask || ask.phase !== "open" || roundOf(ask) !== again) again = ""
  if (ask?.phase === "closed" && drafts.read().for === roundOf(ask) && !box.of(ask.id, ask.round)) unsent = roundOf(ask)
  if (stage !== "covered" && (ask?.phase !== "open" || drafts.read().for !== roundOf(ask))) drafts.wipe()
  if (session.status === "ended") forgetOtherRooms("")
}

/** @param {"on" | "off" | "refused"} state @param {{code: string}} [refusal] */
function linked(state, refusal) {
  refused = state === "refused" ? refusal?.code ?? "" : ""
  if (state === "on") box.connected().then(fetchKind)
  if (state === "off") offlineSoon ??= setTimeout(mark, SAID_OFFLINE_AFTER, true)
  else mark(false)
}

/** @param {boolean} off */
function mark(off) {
  offline = off
  if (!off) offlineSoon = clearTimeout(offlineSoon)
  render()
}

// --- what its owner does

/** A form whose kind has not been fetched goes the plain way, by itself. @param {SubmitEvent} event */
function submitted(event) {
  const form = /** @type {HTMLFormElement} */ (event.target)
  const { ask } = view
  const booth = booths.get(form.dataset.kind ?? "")
  if (!booth) return
  event.preventDefault()
  const passes = (event.submitter ?? document.activeElement)?.getAttribute("name") === "pass"
  const said = passes || booth.read(form, ask)
  if (!said) return
  again = ""
  drafts.wipe()
  if (passes) box.pass(ask.id, ask.round)
  else box.send(ask.id, ask.round, said)
  render()
}

/** @param {Event} event */
function clicked(event) {
  const pressed = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-do]"))
  if (!pressed) return
  event.preventDefault()
  act(pressed.dataset.do ?? "")
  render()
}

/** A link that acts as a button answers to the space bar as one does. @param {KeyboardEvent} event */
function pressedKey(event) {
  const pressed = /** @type {HTMLElement} */ (event.target)
  if (event.key !== " " || pressed.getAttribute("role") !== "button") return
  event.preventDefault()
  pressed.click()
}

/** @param {string} what */
function act(what) {
  const { ask, slide } = view
  const { gate, answer, before } = moment()
  const stays = answer?.state === "fixed" && !ask.collects
  if (what === "ready" || what === "out") takePart(slide, what)
  else if (gate === "out") beside?.explain()
  else if (what === "try" || ask.collects || stays) line.resync()
  if (gate === "out" || stays || ["ready", "out", "try"].includes(what)) return
  if (what === "keep") box.put(ask.id, ask.round, before?.value ?? null, { sure: before?.sure })
  else again = roundOf(ask)
}

/** @param {any} slide @param {"ready" | "out"} how */
function takePart(slide, how) {
  /** @type {HTMLDetailsElement} */ (slot("part")).open = false
  parts.write({ ...parts.read(), [slide.part]: how, [noted(slide)]: "ready" })
  history.replaceState(null, "", how === "out" ? `?out=${encodeURIComponent(slide.part)}` : location.pathname)
}

// --- what it shows

/** @returns {import("./scenes.js").Moment} */
function moment() {
  const { ask, slide } = view
  return {
    view,
    gate: gateOf(slide, parts.read()),
    answer: ask ? tellingOf(box.all(ask.id, ask.round)) : undefined,
    before: ask?.round === 2 ? box.of(ask.id, 1) : undefined,
    again: Boolean(ask) && roundOf(ask) === again,
    unsent: Boolean(ask) && roundOf(ask) === unsent,
  }
}

function render() {
  const now = moment()
  const scene = refused ? CLOSED[refused] ?? "gone" : sceneOf(now)
  const held = root.contains(document.activeElement) ? document.activeElement : null
  root.dataset.scene = scene
  paint(now, scene)
  const told = facts(now)
  show(root, scene, told)
  standBeside(now, scene, told.threes)
  keepForOwner(scene)
  refuse((["refused", view.ask?.collects ? "" : "fixed"].includes(now.answer?.state ?? "-") && now.answer?.says) || "")
  tell({ scene: now.gate === "out" ? "out" : scene, slide: slideNow(), closing: now.view.ask?.closing, line: told.line })
  if (held && (!held.isConnected || held.closest("[hidden]"))) catchFocus(held)
}

/** @param {import("./scenes.js").Moment} now @param {string} scene */
function paint(now, scene) {
  const { ask, slide, results } = view
  const shows = now.gate === "in" || (now.gate === "out" && beside)
  slot("slide").dataset.layout = slide?.layout ?? "text"
  put(slot("slide"), shows && slide ? slide.html : "")
  put(slot("results"), shows && results ? results.html : "")
  list(slot("options"), /** @type {any} */ (slot("option")), shows ? ask?.options ?? [] : [])
  slot("options").classList.toggle("scaled", ask?.picture === "steps")
  if (["ready", "open"].includes(ask?.phase)) fetchKind()
  if (scene === "open" && shows) booths.get(ask.kind)?.show(ask, box.all(ask.id, ask.round), mine?.ask === ask.id ? mine : null)
  else if (scene !== "covered") formNow()?.remove()
}

function formNow() {
  return slot("form").querySelector("form")
}

/** Each kind has a file of its own, fetched while the question is being read: whoever presses Send when the network has
 * just gone must not need it then. It is no part of the first load. */
function fetchKind() {
  const { ask } = view
  if (!ask?.asked || booths.has(ask.kind)) return
  booths.set(ask.kind, null)
  Promise.all([import("./asks/form.js"), import(`./asks/${ask.kind}.js`)])
    .then(([{ booth, prepare }, kind]) => {
      booths.set(ask.kind, booth(kind, { place: slot("form"), drafts }))
      render()
      return prepare()
    })
    .catch(() => setTimeout(() => booths.delete(ask.kind) && render(), TRY_AGAIN_AFTER))
    .then(render)
}

/** @param {import("./scenes.js").Moment} now @param {string} scene @param {number | null} turn */
function standBeside({ gate, answer }, scene, turn) {
  const { ask, timer } = view
  const turns = timer && [timer, ...timer.then].some(({ turn }) => turn)
  const some = ask?.collects || ask?.reasons || ask?.items.length || turns || gate === "out"
  if (beside?.render({ view, mine, scene, out: gate === "out", answered: Boolean(answer), turn })) render()
  else if (some) fetchBeside()
}

/** What was told, for this phone's owner to keep: no part of the first load either. @param {string} scene */
function keepForOwner(scene) {
  if (!keeper && scene !== "patterns" && scene !== "ended") return
  keeper ??= import("./phone/takeaway.js").then(({ keeper }) => keeper(page.code, root))
  keeper.then((it) => it.render(view, scene), () => void setTimeout(() => (keeper = undefined), TRY_AGAIN_AFTER))
}

/** Texts of others, reasons, turns, cards, private words: no part of the first load either. */
function fetchBeside() {
  return (besides ??= import("./phone/beside.js").then(({ begin }) => begin(root, line, box)).then(
    (it) => ((beside = it), render(), it),
    () => void setTimeout(() => (besides = undefined), TRY_AGAIN_AFTER),
  ))
}

/** @param {string} says */
function refuse(says) {
  write(slot("refusal"), says)
  slot("refusal").hidden = !says
}

/** Words that already stand there would not be heard again, so that a space that cannot be heard makes them new.
 * @param {import("./scenes.js").Shown} now */
function tell(now) {
  const words = news(last, now, view)
  if (words) write(slot("status"), slot("status").textContent === words ? `${words}\u00a0` : words)
  last = now
}

/** What had the focus is gone: the last heading shown takes over, but others' texts only from one of them. @param {Element} held */
function catchFocus(held) {
  const places = held.closest('[data-beside="items"]') ? "[hidden]" : '[hidden], [data-beside="items"]'
  for (const it of [...root.querySelectorAll('[tabindex="-1"]')].reverse()) if (!it.closest(places)) return /** @type {HTMLElement} */ (it).focus()
}

function tick() {
  const { scene = "" } = root.dataset
  if (!view.timer && view.ask?.closing == null && scene !== "sending") return
  const now = facts(moment())
  show(root, scene, now)
  beside?.turn(scene, now.threes)
}

/** @param {import("./scenes.js").Moment} now */
function facts(now) {
  return factsOf(now, { sinceView: (performance.now() - viewedAt) / SECOND, offline })
}

function slideNow() {
  const told = Object.keys(view.results?.patterns ?? {}).length
  return view.slide ? `${view.slide.id}/${view.slide.step}/${told}` : ""
}
