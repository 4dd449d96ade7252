// @ts-check
/** What the room sees now, how its vote stands, and what hides it. */

import { t } from "../words.js"
import { list, part, reveal, within, write } from "./dom.js"
import { draw } from "./preview.js"

/** @typedef {import("./where.js").View} View */

/** @type {Set<string>} */
const telling = new Set()

/** @param {View} view */
export function show(view) {
  write("room-heading", view.frozen ? t("PRIVATE: you look ahead alone") : t("What the room sees now"))
  write("where", view.slide ? `${view.slide.number} / ${view.slide.of}` : "")
  draw(view)
  showVeil(view)
  showFrozen(view.frozen)
  showLife(view)
  reveal("beside", view.session.status !== "ended")
  reveal("answering", Boolean(view.ask?.asked))
  reveal("silence", view.moves.includes("silence"))
  reveal("proof", view.moves.includes("proof"))
  reveal("here", view.session.status !== "ended" || view.joined > 0)
  write("joined-words", view.session.status === "ended" ? t("phones were here") : t("here"))
  showCounts(view)
}

/** Counts come between views too. @param {{joined: number, answered: number, needed: number, ask?: any}} counts */
export function showCounts(counts) {
  write("joined", counts.joined)
  write("answered", counts.answered)
  write("needed", counts.needed === 1 ? t("1 more answer needed") : t("{n} more answers needed", { n: counts.needed }))
  reveal("needed", counts.needed > 0)
}

/** @param {View} view */
function showVeil({ stage, frozen }) {
  part("seen").dataset.curtain = stage
  part("seen").toggleAttribute("data-private", frozen !== null)
  write("veil", veilWords(stage))
  reveal("veil", stage !== "live")
  part("stage").inert = stage !== "live"
}

/** @param {string} stage */
function veilWords(stage) {
  if (stage === "covered") return t("Covered: phones and projector show nothing of this.")
  if (stage === "black") return t("The projector is black. Phones still show this.")
  return stage === "white" ? t("The projector is white. Phones still show this.") : ""
}

/** @param {{number: number, title: string} | null} frozen */
function showFrozen(frozen) {
  reveal("frozen", frozen !== null)
  if (frozen) write("frozen-says", t("The room still sees {number}: {title}", { number: frozen.number, title: frozen.title }))
}

/** @param {View} view */
function showLife(view) {
  if (tellsPatterns(view)) telling.add(view.ask?.id)
  const steps = view.frozen ? [] : life(view.ask, telling.has(view.ask?.id))
  reveal("life", steps.length > 0)
  list("life", steps, ({ words }) => within("span", words))
  part("life").querySelectorAll("li").forEach((step, index) => {
    step.dataset.state = steps[index].state
    step.toggleAttribute("aria-current", false)
    if (steps[index].state === "now") step.setAttribute("aria-current", "step")
  })
}

/** While a round is open nothing says whether patterns follow; what was known before is remembered. @param {View} view */
function tellsPatterns({ moves, ask }) {
  return moves.includes("patterns") || ask?.phase === "patterns"
}

/** The life of a vote as a row of steps, each of them over, standing, or still to come.
 * @param {{phase: string, round: number, rounds: number, results: string, asked: boolean} | null} ask @param {boolean} patterns
 * @returns {{words: string, state: "over" | "now" | "later"}[]} */
export function life(ask, patterns) {
  if (!ask?.asked) return []
  const again = ask.rounds > 1 ? [["talk", t("Talk")], ["vote2", t("Vote again")]] : []
  const last = [...(ask.results === "never" ? [] : [["results", t("Results")]]), ...(patterns ? [["patterns", t("Patterns")]] : [])]
  const steps = [["vote1", t("Vote")], ...again, ...last]
  const now = steps.findIndex(([name]) => name === stepOf(ask))
  return steps.map(([, words], index) => ({ words, state: index < now ? "over" : index === now ? "now" : "later" }))
}

/** @param {{phase: string, round: number}} ask */
function stepOf({ phase, round }) {
  return ["ready", "open", "closed"].includes(phase) ? `vote${round}` : phase
}
