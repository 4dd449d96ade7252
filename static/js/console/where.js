// @ts-check
/** Questions that the console asks of a view: where the session stands, and what comes next. */

/** The presenter's view, as `sessions/audiences` builds it; named here are the parts that are counted on.
 * @typedef {{joined: number, answered: number, needed: number, moves: string[], choices: {id: string, title: string}[], [field: string]: any}} View */

/** What "next" stands for on this console, or "".
 * `look` walks alone while the room is frozen; `choose` leaves the way to the presenter.
 * @param {View} view @returns {string} */
export function natural(view) {
  if (view.session.status === "lobby") return "start"
  if (view.session.status === "ended") return ""
  if (view.frozen) return view.next || hasMoreParts(view) ? "look" : ""
  if (isClosing(view)) return "open"
  if (view.natural) return view.natural
  return choosing(view).length > 0 ? "choose" : "end"
}

/** The vote action that stands next even while the slide still has parts to show, or "".
 * @param {View} view @returns {string} */
export function voteAction(view) {
  const votes = ["close", "open", "talk", "results", "patterns"]
  const now = natural(view)
  return votes.includes(now) ? now : votes.find((move) => view.moves.includes(move)) ?? ""
}

/** The ways that the presenter may choose from, once the vote before them is done.
 * @param {View} view @returns {{id: string, title: string}[]} */
export function choosing(view) {
  const done = view.natural === "next" || view.natural === null
  return done && !view.frozen && !isOpen(view) ? view.choices : []
}

/** @param {View} view @returns {boolean} */
export function isOpen(view) {
  return view.ask?.phase === "open"
}

/** @param {View} view @returns {boolean} */
export function isClosing(view) {
  return isOpen(view) && view.ask.closing != null
}

/** @param {View} view @returns {boolean} */
export function hasMoreParts({ slide }) {
  return Boolean(slide) && slide.step < slide.steps
}

/** There is a result, and the room does not see it.
 * @param {View} view @returns {boolean} */
export function isPrivate({ ask, results, frozen }) {
  return Boolean(results?.html) && !frozen && !["open", "results", "patterns"].includes(ask?.phase)
}

/** Exactly where a session stands; two views of the same place have the same words.
 * @param {View} view @returns {string} */
export function place({ slide, ask, session, frozen }) {
  return [session.status, slide?.id, slide?.step, ask?.phase, ask?.round, ask?.closing != null, frozen?.id].join("/")
}
