// @ts-check
/** What only the presenter sees: notes, prompts, the ways on, and a result that is not shown yet. */

import { put } from "../html.js"
import { commandForm, list, part, reveal, within } from "./dom.js"
import { keep, settings } from "./settings.js"
import { choosing, isPrivate } from "./where.js"

/** @typedef {import("./action.js").View} View */

const SMALLEST = 0.75
const LARGEST = 2.5
let notesOf = ""
let wasTalking = false
/** @type {string | undefined} */
let phase

/** @param {View} view */
export function show(view) {
  showNotes(view)
  showPrompts(view)
  const ways = choosing(view)
  showWays("choices", ways, "next")
  showWays("jumps", view.jumps.filter((/** @type {{id: string}} */ { id }) => !ways.some((way) => way.id === id)), "goto")
  showResult(view)
}

export function becomeAlive() {
  reveal("sizes", true)
  resize(1)
}

/** @param {number} factor */
export function resize(factor) {
  const size = Math.min(LARGEST, Math.max(SMALLEST, settings.notesSize * factor))
  keep({ notesSize: size })
  part("notes").style.setProperty("--notes-size", String(size))
}

/** @param {View} view */
function showNotes(view) {
  const slide = view.slide?.id ?? ""
  reveal("notes-section", view.slide !== null)
  reveal("arriving", view.session.status === "lobby")
  put(part("notes"), view.notes)
  reveal("notes", view.notes !== "")
  reveal("no-notes", view.notes === "")
  if (slide !== notesOf) part("notes").scrollTop = 0
  notesOf = slide
}

/** Outside the talk the prompts are there to be read; in it each is a button that puts it up. @param {View} view */
function showPrompts({ prompts, prompt_index, moves }) {
  const talking = moves.includes("prompt")
  const panel = /** @type {HTMLDetailsElement} */ (part("prompts"))
  reveal("prompts", prompts.length > 0)
  if (talking !== wasTalking) panel.open = talking
  wasTalking = talking
  list("prompts-list", prompts.map((/** @type {string} */ words) => ({ words, talking })), ({ words }, index) =>
    talking ? commandForm(words, { do: "prompt", to: index }, "row") : within("span", words))
  panel.querySelectorAll("button").forEach((button, index) => button.setAttribute("aria-current", String(index === prompt_index)))
}

/** Open when a vote has just closed, folded while people talk: then the notes need the room. @param {View} view */
function showResult(view) {
  const panel = /** @type {HTMLDetailsElement} */ (part("unshown"))
  const waiting = isPrivate(view)
  if (view.ask?.phase !== phase) panel.open = view.ask?.phase === "closed"
  phase = view.ask?.phase
  reveal("unshown", waiting)
  put(part("unshown-html"), waiting ? view.results.html : "")
}

/** @param {"choices" | "jumps"} name @param {{id: string, title: string}[]} ways @param {string} does */
function showWays(name, ways, does) {
  reveal(name, ways.length > 0)
  list(`${name}-list`, ways, (way) => commandForm(way.title, { do: does, slide: way.id }))
}
