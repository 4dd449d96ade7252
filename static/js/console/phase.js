// @ts-check
/** Where the room stands, in a few words: for those who have a list or notes before them instead of the picture. */

import { t } from "../words.js"
import { part, write } from "./dom.js"

/** @typedef {{session: any, stage: string, slide: any, ask: any, frozen?: any, summary?: boolean}} Room */

/** @param {Room} view @returns {string} */
export function phaseWords({ session, stage, slide, ask, frozen, summary }) {
  if (session.status === "ended") return t("This session has ended.")
  if (frozen) return t("The room still sees {number}: {title}", { number: frozen.number, title: frozen.title })
  if (stage === "covered") return t("Covered: phones and projector show nothing of this.")
  if (stage === "black") return t("The projector is black. Phones still show this.")
  if (stage === "white") return t("The projector is white. Phones still show this.")
  if (summary) return t("The phones show what the organiser will get.")
  if (!slide) return t("People are arriving.")
  return ask ? askWords(ask) : t("The room sees this slide.")
}

/** @param {{phase: string, round: number, closing: number | null, asked: boolean}} ask */
function askWords({ phase, round, closing, asked }) {
  if (phase === "open" && closing !== null) return t("The vote is closing.")
  if (phase === "open") return round === 2 ? t("The second vote is open") : t("The vote is open")
  if (phase === "ready") return asked ? t("The vote is not open yet.") : t("The talk has not begun yet.")
  if (phase === "talk") return t("Time to talk")
  return { closed: t("The vote is closed"), results: t("The room sees the results."), patterns: t("The room sees the patterns.") }[phase] ?? ""
}

/** How many are here and have answered, as far as this audience may know. Whoever answered may have gone since. @param {any} view @returns {string} */
export function countWords({ ask, session, joined, answered, nearly }) {
  if (session.status === "ended") return ""
  if (!ask?.asked || ask.phase === "ready") return t("{n} here", { n: joined })
  if (nearly) return t("Nearly everyone has answered")
  return answered > joined ? t("{n} answered", { n: answered }) : t("{n} of {joined} answered", { n: answered, joined })
}

/** Slide, phase and counts on the page. @param {Room} view */
export function show(view) {
  const { slide } = view
  write("now-counts", countWords(view))
  write("now-where", slide ? `${slide.number} / ${slide.of}` : "")
  write("now-title", slide?.title ?? view.session.title)
  write("now-phase", phaseWords(view))
  part("now").dataset.curtain = view.stage
  part("now").toggleAttribute("data-private", Boolean(view.frozen))
}
