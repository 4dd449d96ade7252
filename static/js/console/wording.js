// @ts-check
/** What the biggest button says for each action: at the first press, and once it is armed. */

import { t } from "../words.js"
import { choosing, hasMoreParts, isClosing } from "./where.js"

/** @typedef {import("./where.js").View} View */
/** @typedef {{words: string, hint: string, tone: "calm" | "room" | "warn", fields?: Record<string, any>}} Wording */

export const GRACE_SECONDS = 8

const WALK = { do: "next" }
const CLOSE = { do: "close", grace: GRACE_SECONDS }
const OPEN_ANYWAY = { do: "open", confirm: true }

/** @type {Record<string, (view: View) => Wording>} */
export const FIRST = {
  start: ({ locked }) => calm(t("Start: show the first slide"), locked ? t("The room is locked: no more phones can join.") : t("Phones can still join later.")),
  step: () => calm(t("Show the next part"), t("The room sees it at once."), WALK),
  look: (view) => calm(lookWords(view), t("You look alone. The room's view stays frozen."), WALK),
  open: (view) => isClosing(view)
    ? calm(t("Keep the vote open"), t("Answers still count while it is closing."))
    : calm(openWords(view), t("Phones can answer as soon as you press.")),
  close: (view) => calm(t("Close the vote in {seconds} seconds", { seconds: GRACE_SECONDS }), closeHint(view), CLOSE),
  talk: (view) => calm(view.ask?.asked ? t("Start the talk") : t("Start the discussion"), tooFewClosed(view) || t("No result is shown by this.")),
  results: (view) => calm(t("Get the results ready"), tooFewClosed(view) || unread(view) || t("Shows nothing yet. The press after this one does.")),
  patterns: (view) => calm(patternWords(view), t("One answer at a time, without numbers.")),
  next: (view) => calm(nextWords(view), choosing(view).length ? t("You confirm it with a second press.") : ""),
  summary: () => calm(t("Show the phones what the organiser will get"), t("They read it before you end the session.")),
  choose: () => calm(t("Choose where the story goes"), t("The ways stand above your notes.")),
  end: (view) => calm(t("End the session"), unseen(view) || t("You confirm it with a second press.")),
}

/** @type {Record<string, (view: View, because: string) => Wording>} */
export const ARMED = {
  open: (_, because) => warn(t("Open it all the same"), because, OPEN_ANYWAY),
  close: (view) => view.needed > 0 ? warn(t("Close it all the same in {seconds} seconds", { seconds: GRACE_SECONDS }), tooFew(view), CLOSE) : FIRST.close(view),
  results: () => room(t("Show the results to the room"), t("Press again to show them. Esc puts them away.")),
  next: (view) => room(t("Go on to: {title}", { title: view.next?.title ?? "" }), t("The room sees only where it lands.")),
  end: (view) => warn(t("End the session for everybody"), unseen(view) || t("Phones and projector say goodbye. Esc puts this away.")),
  void: () => warn(t("Discard this round and ask again"), t("Every answer of this round is thrown away. Esc puts this away.")),
}

/** @param {View} view */
function openWords({ ask, results }) {
  const round = ask.phase === "ready" ? ask.round : (results?.rounds?.length ?? 0) + 1
  if (round > 1) return t("Open round {round}", { round })
  return ask.rounds > 1 && ask.phase === "ready" ? t("Open the vote (round 1 of 2)") : t("Open the vote")
}

/** @param {View} view */
function patternWords({ results, untold }) {
  if (!results?.patterns && untold === 1) return t("Show the only pattern")
  if (!results?.patterns) return t("Show the first of {n} patterns", { n: untold })
  return untold === 1 ? t("Show the last pattern") : t("Show the next pattern ({n} left)", { n: untold })
}

/** @param {View} view */
function closeHint(view) {
  return view.needed > 0 ? tooFew(view) : t("Press again before then to keep it open.")
}

/** @param {View} view */
function tooFew({ ask, needed }) {
  return t("{have} of {floor} needed; closing throws these away.", { have: ask.floor - needed, floor: ask.floor })
}

/** A round closed with too few answers has nothing to show, and can be asked again until it is shown.
 * @param {View} view @returns {string} */
function tooFewClosed({ moves, results }) {
  const closed = results?.rounds?.at(-1)?.withheld === "few"
  return closed && moves.includes("void") ? t("Too few answered to show anything. To ask again: Other ways.") : ""
}

/** Texts that nobody has read are not shown; whoever forgets that shows an empty wall. @param {View} view @returns {string} */
function unread({ ask, moderation }) {
  if (!ask?.collects) return ""
  const n = moderation.filter((/** @type {any} */ item) => item.ask === ask.id && item.state === "waiting").length
  return n ? t("Texts that wait for you: {n}. The room sees only what you let through.", { n }) : ""
}

/** @param {View} view */
function unseen({ recap }) {
  return recap === "unseen" ? t("The room has not seen what the organiser will get.") : ""
}

/** @param {View} view */
function nextWords({ next }) {
  return next ? t("Next slide: {title}", { title: next.title }) : t("Next slide")
}

/** @param {View} view */
function lookWords(view) {
  return hasMoreParts(view) ? t("Look at its next part") : t("Look at: {title}", { title: view.next.title })
}

/** @param {string} words @param {string} hint @param {Record<string, any>} [fields] @returns {Wording} */
function calm(words, hint, fields) {
  return { words, hint, tone: "calm", fields }
}

/** @param {string} words @param {string} hint @returns {Wording} */
function room(words, hint) {
  return { words, hint, tone: "room" }
}

/** @param {string} words @param {string} hint @param {Record<string, any>} [fields] @returns {Wording} */
function warn(words, hint, fields) {
  return { words, hint, tone: "warn", fields }
}
