// @ts-check
/** The one next action: what it is, what its button says, and which actions take two presses. */

import { t } from "../words.js"

export const GRACE_SECONDS = 8

/** @typedef {Record<string, any>} View */
/** @typedef {{do: string, words: string, hint: string, tone: "calm" | "room" | "warn", [field: string]: any}} Action */

/** Remembers that something was armed, for as long as the session stays exactly where it was. */
export class Arming {
  #does = ""
  #place = ""
  #because = ""

  /** @param {View} view @param {string} does @param {string} [because] */
  arm(view, does, because = "") {
    this.#does = does
    this.#place = place(view)
    this.#because = because
  }

  disarm() {
    this.#does = ""
  }

  /** @param {View} view @returns {string} the armed command, or "" */
  at(view) {
    return this.#place === place(view) ? this.#does : ""
  }

  get because() {
    return this.#because
  }
}

/** What the biggest button stands for right now, or null when nothing is left to do.
 * @param {View} view @param {Arming} arming @returns {Action | null} */
export function action(view, arming) {
  const armed = arming.at(view)
  const does = armed || natural(view)
  const words = armed ? ARMED[armed] : FIRST[does]
  return words ? { do: does, ...words(view, arming) } : null
}

/** One press of "next": either a command to send, or the first of two presses.
 * @param {View} view @param {Arming} arming @returns {Action | null} */
export function press(view, arming) {
  const next = action(view, arming)
  if (next && !arming.at(view) && takesTwoPresses(view, next.do)) {
    arming.arm(view, next.do)
    return null
  }
  return next
}

/** @param {View} view @param {string} does */
export function takesTwoPresses(view, does) {
  return does === "results" || does === "end" || does === "void"
    || (does === "close" && view.needed > 0)
    || (does === "next" && view.choices.length > 0)
}

/** The vote action that stands next even while the slide still has parts to show, or "".
 * @param {View} view */
export function voteAction(view) {
  const votes = ["close", "open", "talk", "results", "patterns"]
  const now = natural(view)
  return votes.includes(now) ? now : votes.find((move) => view.moves.includes(move)) ?? ""
}

/** The fields that travel with a command.
 * @param {Action} next @returns {Record<string, any>} */
export function command({ words, hint, tone, ...fields }) {
  return fields
}

/** @param {View} view */
function natural(view) {
  if (view.session.status === "lobby") return "start"
  if (view.session.status === "ended") return ""
  if (closing(view)) return "open"
  return view.natural ?? (view.moves.includes("end") && view.choices.length === 0 ? "end" : "")
}

/** @param {View} view */
function closing(view) {
  return view.ask?.phase === "open" && view.ask.closing != null
}

/** @param {View} view */
function place({ slide, ask, session }) {
  return [session.status, slide?.id, slide?.step, ask?.phase, ask?.round, ask?.closing != null].join("/")
}

/** @type {Record<string, (view: View, arming: Arming) => Omit<Action, "do">>} */
const FIRST = {
  start: () => calm(t("Start: show the first slide"), t("Phones can still join later.")),
  step: () => calm(t("Show the next part"), t("The room sees it at once.")),
  open: (view) => closing(view)
    ? calm(t("Keep the vote open"), t("Answers still count while it is closing."))
    : calm(openWords(view), t("Phones can answer as soon as you press.")),
  close: (view) => ({ ...calm(t("Close the vote ({seconds} s grace)", { seconds: GRACE_SECONDS }), closeHint(view)), grace: GRACE_SECONDS }),
  talk: (view) => calm(view.ask?.kind === "discuss" ? t("Start the discussion") : t("Start the talk"), t("The timer starts; nothing is shown.")),
  results: () => calm(t("Arm the results"), t("Shows nothing yet. The press after this one does.")),
  patterns: (view) => calm(view.results?.patterns ? t("Show the next pattern") : t("Show the first pattern"), t("One answer at a time, without numbers.")),
  next: (view) => calm(nextWords(view), view.choices.length ? t("You confirm it with a second press.") : ""),
  end: () => calm(t("End the session"), t("This was the last slide. You confirm it with a second press.")),
}

/** @type {typeof FIRST} */
const ARMED = {
  open: (view, arming) => ({ ...warn(t("Open it all the same"), arming.because), confirm: true }),
  close: (view) => ({ ...warn(t("Close it all the same ({seconds} s grace)", { seconds: GRACE_SECONDS }), tooFew(view)), grace: GRACE_SECONDS }),
  results: () => room(t("Show the results to the room"), t("Armed. Esc puts it away again.")),
  next: (view) => room(t("Go on to: {title}", { title: view.next?.title ?? "" }), t("The room sees only where it lands.")),
  end: () => warn(t("End the session for everybody"), t("Phones and projector say goodbye. Esc puts this away.")),
  void: () => warn(t("Discard this round and ask again"), t("Every answer of this round is thrown away. Esc puts this away.")),
}

/** @param {View} view */
function openWords({ ask }) {
  if (ask.phase !== "ready") return t("Open round 2")
  return ask.rounds > 1 ? t("Open the vote (round 1 of 2)") : t("Open the vote")
}

/** @param {View} view */
function closeHint(view) {
  return view.needed > 0 ? tooFew(view) : t("A second press within the grace keeps it open.")
}

/** @param {View} view */
function tooFew({ ask, needed }) {
  return t("{have} of {floor} needed; closing throws these away.", { have: ask.floor - needed, floor: ask.floor })
}

/** @param {View} view */
function nextWords({ next }) {
  return next ? t("Next slide: {title}", { title: next.title }) : t("Next slide")
}

/** @param {string} words @param {string} hint @returns {{words: string, hint: string, tone: "calm"}} */
const calm = (words, hint) => ({ words, hint, tone: "calm" })

/** @param {string} words @param {string} hint @returns {{words: string, hint: string, tone: "room"}} */
const room = (words, hint) => ({ words, hint, tone: "room" })

/** @param {string} words @param {string} hint @returns {{words: string, hint: string, tone: "warn"}} */
const warn = (words, hint) => ({ words, hint, tone: "warn" })
