// @ts-check
/** Which scene a phone is in, what its sentences are filled with, and what a screen reader hears. Facts in, facts out. */

import { t } from "./words.js"

/**
 * @typedef {object} Moment
 * @property {any} view
 * @property {"in" | "gate" | "out"} gate whether its owner has agreed to this part
 * @property {import("./outbox.js").Answer} [answer] what this phone answered in this round; of several texts the one that tells most
 * @property {import("./outbox.js").Answer} [before] and in the first, once there is a second
 * @property {boolean} [again] its owner asked to see the answers again
 * @property {boolean} [unsent] its owner had chosen, and the vote closed before anything was sent
 */

/** The one part of the page that belongs to this moment. @param {Moment} moment @returns {string} */
export function sceneOf({ view, gate, answer, before, again }) {
  if (view.session.status === "ended") return "ended"
  if (view.stage === "covered") return "covered"
  if (view.summary) return "summary"
  if (!view.slide) return "lobby"
  if (gate === "gate") return gate
  if (!view.ask) return "story"
  if (view.ask.phase !== "open") return view.ask.phase
  if (again) return "open"
  if (answer?.state === "fixed" && !view.ask.collects) return "counted"
  if (answer?.state === "sending" || answer?.state === "counted") return answer.state
  return view.ask.round === 2 && before?.state === "counted" && !before.folded && !answer ? "again" : "open"
}

/** Whether its owner still has to agree to this part, or sits it out. A note is asked about once; sitting out lasts
 * for the whole part. @param {any} slide @param {Record<string, string>} chosen @returns {"in" | "gate" | "out"} */
export function gateOf(slide, chosen) {
  if (!slide) return "in"
  if (chosen[slide.part] === "out") return "out"
  return slide.content_note && chosen[noted(slide)] !== "ready" ? "gate" : "in"
}

/** Everything the page's sentences and parts ask about. @param {Moment} moment @param {{sinceView: number, offline: boolean}} now */
export function factsOf({ view, gate, answer, before, unsent }, { sinceView, offline }) {
  const { ask, session, slide, timer } = view
  const counted = answer?.state === "counted" || (answer?.state === "fixed" && !ask?.collects)
  const over = ask?.phase === "closed"
  const now = timer && periodOf(timer, sinceView)
  const passed = counted && ask?.phase === "open"
  return {
    presenter: session.presenter, session: session.title, joined: view.joined, rehearsal: view.rehearsal,
    title: slide?.title, note: slide?.content_note, prompt: ask?.prompt, floor: ask?.floor,
    closing: Math.max(0, Math.ceil((ask?.closing ?? 0) - sinceView)), label: now?.label,
    left: now ? clock(now.seconds) : "",
    named: session.presenter, hasprompt: ask?.prompt, timed: timer, isclosing: ask && ask.closing !== null,
    talked: ask && !ask.asked, asked: ask?.asked, compared: ask?.compared?.join(" · "),
    personal: ask?.privacy === "personal",
    told: view.results, chosen: !ask?.collects && ask?.privacy !== "personal", live: ask?.results === "live", after: ask?.results === "after", never: ask?.results === "never",
    latecomer: ask?.round === 2 && !before, counted, late: answer?.state === "late", unsent, passed, over, idle: !passed && !over,
    offline, kept: answer?.state === "sending", line: offline ? (answer?.state === "sending" ? "kept" : "lost") : "", plain: false, out: gate === "out", in: gate !== "out",
    wait: Math.max(0, Math.ceil(((answer?.until ?? 0) - Date.now()) / 1000)), waits: (answer?.until ?? 0) > Date.now(), threes: now?.turn,
  }
}

/** Of all that somebody wrote to one ask, the one that says how the whole stands: first whatever is not yet as they want it.
 * @param {import("./outbox.js").Answer[]} answers */
export const tellingOf = (answers) =>
  ["sending", "muted", "fixed", "refused", "late", "counted"].flatMap((state) => answers.filter((answer) => answer.state === state))[0]

/** The period of a timer that runs `since` seconds after its view came. @param {any} timer @param {number} since */
export function periodOf({ left, running, label, turn, then = [] }, since) {
  const periods = [{ seconds: left, label, turn }, ...then]
  let rest = running ? since : 0
  while (periods.length > 1 && rest >= periods[0].seconds) rest -= periods.shift().seconds
  return { ...periods[0], seconds: periods[0].seconds - rest }
}

/** Minutes and seconds, never below nothing. @param {number} seconds */
export function clock(seconds) {
  const left = Math.max(0, Math.round(seconds))
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
}

/**
 * @typedef {object} Shown
 * @property {string} scene
 * @property {string} slide
 * @property {number | null} [closing] the seconds that answers still count
 * @property {"" | "kept" | "lost"} [line] what there is to say of a line that is down
 */

/** Scenes that show nothing of a slide: there a new one is no news. */
const APART = ["lobby", "out", "covered", "summary", "ended", "gone"]

/** What a screen reader hears of a change; it never reads the slide aloud over the presenter.
 * @param {Shown} before @param {Shown} now @param {any} view @returns {string} */
export function news(before, now, view) {
  if (now.line && now.line !== before.line) {
    return now.line === "kept" ? t("No connection – your answer is kept.") : t("No connection. This page catches up by itself.")
  }
  if (now.scene !== before.scene) {
    if (now.scene === "open" && before.scene !== "counted" && before.scene !== "again") return t("The vote is open")
    if (now.scene === "again") return t("The second vote is open")
    if (now.scene === "counted") return t("Counted")
    if (now.scene === "closed") return t("The vote is closed")
    if (now.scene === "results") return view.results?.says ?? ""
    if (now.scene === "talk") return view.ask?.prompt || t("Time to talk")
    if (now.scene === "gate") return t("Before the next part")
    if (now.scene === "out") return t("You are sitting this part out.")
    if (now.scene === "covered") return t("A short pause")
    if (now.scene === "summary") return t("What the organiser will get")
    if (now.scene === "ended") return t("That was it. Thank you.")
    if (now.scene === "gone") return t("This room is closed.")
  }
  if (now.closing != null && before.closing == null && ["open", "again"].includes(now.scene)) {
    return t("Closing in {closing}…", { closing: Math.ceil(now.closing) })
  }
  return now.slide === before.slide || APART.includes(now.scene) ? "" : t("New part on screen")
}

/** @param {{part: string, content_note: string}} slide */
export const noted = (slide) => `${slide.part}: ${slide.content_note}`

/** @param {{id: string, round: number}} ask */
export const roundOf = (ask) => `${ask.id}/${ask.round}`
