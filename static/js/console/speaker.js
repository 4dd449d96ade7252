// @ts-check
/** What only the presenter sees: notes, prompts, the ways on, and a result that is not shown yet. */

import { put } from "../html.js"
import { t } from "../words.js"
import { commandForm, list, part, reveal, within, write } from "./dom.js"
import { keep, settings } from "./settings.js"
import { choosing, isPrivate } from "./where.js"

/** @typedef {import("./action.js").View} View */

const SMALLEST = 0.75
const LARGEST = 2.5
let notesOf = ""
/** @type {string | undefined} */
let phase

/** @param {View} view */
export function show(view) {
  showNotes(view)
  showPrompts(view)
  const ways = choosing(view)
  showWays("choices", ways, "next", view.next?.id)
  showWays("jumps", view.jumps.filter((/** @type {{id: string}} */ { id }) => !ways.some((way) => way.id === id)), "goto")
  showForks(view)
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

/** Outside the talk the prompts are there to be read; in it each is a button that puts it up, and the one that is up
 * stands on the line that folds them: the notes need the room. @param {View} view */
function showPrompts({ prompts, prompt_index: up, moves }) {
  const talking = moves.includes("prompt") && prompts.length > 0
  reveal("prompts", prompts.length > 0)
  write("prompts-says", talking ? t("Prompt {n} of {of}: {prompt}", { n: up + 1, of: prompts.length, prompt: prompts[up] }) : t("Prompts for the talk"))
  list("prompts-list", prompts.map((/** @type {string} */ words) => ({ words, talking })), ({ words }, index) =>
    talking ? commandForm(words, { do: "prompt", to: index }, "row") : within("span", words))
  part("prompts").querySelectorAll("ol button").forEach((button, index) => button.setAttribute("aria-current", String(index === up)))
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

/** The way that the room's answer proposes is marked, and each says when the deck would take it.
 * @param {"choices" | "jumps" | "forks"} name @param {{id: string, title: string, when?: string}[]} ways @param {string} does @param {string} [proposed] */
function showWays(name, ways, does, proposed = "") {
  reveal(name, ways.length > 0)
  list(`${name}-list`, ways.map((way) => ({ ...way, proposed: way.id === proposed })), (way) => {
    const why = [way.proposed ? t("proposed") : "", way.when ?? ""].filter(Boolean).join(": ")
    const form = commandForm(way.title, { do: does, slide: way.id })
    return why ? within("div", form, within("small", why)) : form
  })
}

/** @param {View} view */
function showForks({ forks, moves, slide }) {
  showWays("forks", moves.includes("goto") ? forks.filter((/** @type {{id: string}} */ { id }) => id !== slide?.id) : [], "goto")
}
