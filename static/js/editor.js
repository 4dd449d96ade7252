// @ts-check
/** Writing a deck: what the check says while one writes, the slide in pictures, saving, and slides to insert. */

import { put, write } from "./html.js"
import { page, t } from "./words.js"
import { send } from "./editor/desk.js"
import { numbers } from "./editor/lines.js"
import * as pictures from "./editor/pictures.js"
import { behind, lineOf, placeOf } from "./editor/text.js"

const PAUSE_MS = 500

const named = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`))
const form = /** @type {HTMLFormElement} */ (document.getElementById("deck"))
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("deck-text"))
const theirs = /** @type {HTMLTextAreaElement} */ (named("theirs"))
const digest = /** @type {HTMLInputElement} */ (form.elements.namedItem("digest"))
const checks = /** @type {HTMLButtonElement} */ (named("check")).formAction
const lines = numbers(named("lines"))

/** The text that is saved; none is where a page without scripts brought one that is not. @type {string | null} */
let saved = named("saved").dataset.unsaved === undefined ? text.value : null
/** The lines of the slide in the pictures. @type {{from: number, to: number | null}} */
let drawn = { from: 1, to: null }
/** The line with whose slide the check could not do anything; 0 where it could. */
let brokenAt = 0
let theirDigest = digest.value
let asked = new AbortController()
/** @type {any} */
let soon

begin()

function begin() {
  named("check").hidden = true
  named("insert").hidden = false
  named("paper").dataset.alive = ""
  text.addEventListener("input", typed)
  document.addEventListener("selectionchange", moved)
  document.addEventListener("click", clicked)
  document.addEventListener("keydown", pressed)
  form.addEventListener("submit", submitted)
  addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault())
  pictures.becomeAlive()
  typed()
}

// --- while one writes

function typed() {
  lines.draw(text.value)
  tellWhetherSaved()
  later()
}

function later() {
  clearTimeout(soon)
  soon = setTimeout(check, PAUSE_MS)
}

/** Another slide under the cursor is another picture. */
function moved() {
  const line = here()
  if (document.activeElement === text && (brokenAt ? line !== brokenAt : !isDrawn(line))) later()
}

async function check() {
  asked.abort()
  asked = new AbortController()
  const line = here()
  const reply = await send(form, checks, { line, signal: asked.signal })
  if (reply.code === "gone") return
  if (reply.ok) tell(reply, line)
  else refuse(reply.detail ?? "")
}

/** @param {any} reply @param {number} line */
function tell({ problems, says, slide }, line) {
  refuse("")
  put(named("problems"), problems)
  write(named("says"), says)
  lines.mark([...named("problems").querySelectorAll("li")].map(({ dataset }) => dataset))
  brokenAt = slide ? 0 : line
  if (slide) pictures.draw((drawn = slide))
  else pictures.wait(isDrawn(line))
}

/** Whether the slide in the pictures has this line. @param {number} line */
function isDrawn(line) {
  return line >= drawn.from && (drawn.to === null || line < drawn.to)
}

function here() {
  return lineOf(text.value, text.selectionStart)
}

// --- saving

/** @param {SubmitEvent} event */
function submitted(event) {
  event.preventDefault()
  if (event.submitter?.dataset.do === "mine") digest.value = theirDigest
  save()
}

async function save() {
  const sent = text.value
  const reply = await send(form, form.action)
  if (reply.code === "deck.overtaken") return conflict(reply)
  if (!reply.ok) return refuse(reply.detail ?? "")
  digest.value = reply.digest
  saved = sent
  refuse("")
  named("conflict").hidden = true
  tellWhetherSaved()
}

/** @param {any} reply */
function conflict(reply) {
  theirs.value = reply.text
  theirDigest = reply.digest
  named("conflict").hidden = false
  document.getElementById("conflict-heading")?.focus()
}

function takeTheirs() {
  replace(0, text.value.length, theirs.value)
  digest.value = theirDigest
  saved = text.value
  named("conflict").hidden = true
  tellWhetherSaved()
}

function isUnsaved() {
  return text.value !== saved
}

function tellWhetherSaved() {
  write(named("saved"), isUnsaved() ? t("Not saved yet.") : t("Saved."))
}

/** @param {string} says */
function refuse(says) {
  write(named("refused"), says)
  named("refused").hidden = !says
}

// --- what is pressed

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return
  event.preventDefault()
  if (!event.repeat) save()
}

/** @param {Event} event */
function clicked(event) {
  const on = /** @type {HTMLElement} */ (event.target)
  const does = /** @type {HTMLElement | null} */ (on.closest("[data-do]"))?.dataset.do
  const problem = /** @type {HTMLElement | null} */ (on.closest("[data-part=problems] li"))
  if (problem && on.closest("a")) {
    event.preventDefault()
    goTo(Number(problem.dataset.line))
  } else if (does === "insert") insert()
  else if (does === "theirs") {
    event.preventDefault()
    takeTheirs()
  }
}

/** @param {number} line */
function goTo(line) {
  text.focus({ preventScroll: true })
  text.setSelectionRange(...placeOf(text.value, line))
  lines.lineAt(line)?.scrollIntoView({ block: "center" })
}

function insert() {
  const what = /** @type {HTMLSelectElement} */ (named("insert-what")).value
  const { from, to, words } = behind(text.value, text.selectionStart, page.inserts[what])
  replace(from, to, words)
  goTo(lineOf(text.value, from + words.search(/[^\n-]/)))
}

/** As if it had been typed, so that it can be taken back with the keys for it.
 * @param {number} from @param {number} to @param {string} words */
function replace(from, to, words) {
  text.focus({ preventScroll: true })
  text.setSelectionRange(from, to)
  if (document.execCommand("insertText", false, words)) return
  text.setRangeText(words, from, to, "end")
  typed()
}
