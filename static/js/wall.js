// @ts-check
/** The wall, drawn into a stage: large on the projector, small on the console, the same picture on both. */

import { fit } from "./fit.js"
import { list, put, show } from "./html.js"
import { pins } from "./pins.js"
import { sealed } from "./sealed.js"
import { clock, periodOf } from "./scenes.js"

/** @param {HTMLElement} stage an element that holds the templates of `wall/` */
export function wall(stage) {
  const slot = (/** @type {string} */ name) => /** @type {HTMLElement} */ (stage.querySelector(`[data-slot="${name}"]`))
  const board = slot("board")
  const pinned = pins(stage, board)
  let more = 0
  return { slot, draw, follow, refit }

  /** Draws a view. @param {any} view @param {boolean} [lost] @returns {boolean} whether results have just come */
  function draw(view, lost = false) {
    stage.dataset.scene = sceneOf(view)
    slot("slide").dataset.layout = view.slide?.layout ?? "text"
    put(slot("slide"), view.slide?.html ?? "")
    list(slot("options"), /** @type {any} */ (slot("option")), view.ask?.options ?? [])
    slot("options").classList.toggle("scaled", view.ask?.picture === "steps")
    pinned.draw(view.ask)
    sealed(board, view.sealed)
    more = view.ask?.more ?? 0
    const fresh = put(slot("results"), view.results?.html ?? "") && sceneOf(view) === "results"
    follow(view, 0, lost)
    refit()
    return fresh
  }

  /** Fills in what moves between two views. @param {any} view @param {number} since seconds @param {boolean} [lost] */
  function follow(view, since, lost = false) {
    show(stage, sceneOf(view), { ...factsOf(view, since), lost })
  }

  function refit() {
    fit(stage, board)
    pinned.trim(more)
  }
}

/** @param {any} view @returns {string} */
function sceneOf(view) {
  if (view.session.status === "ended") return "ended"
  if (view.stage !== "live") return view.stage
  if (view.summary) return "summary"
  return view.slide ? view.ask?.phase ?? "story" : "lobby"
}

/** @param {any} view @param {number} since */
function factsOf({ answered, ask, join, joined, nearly, rehearsal, results, sealed, session, slide, timer }, since) {
  const counting = ask?.phase === "open" && ask.closing === null
  const period = timer && periodOf(timer, since)
  return {
    session: session.title, presenter: session.presenter, title: slide?.title, joined, answered,
    closing: ask?.closing == null ? "" : Math.max(0, Math.ceil(ask.closing - since)), prompt: ask?.prompt,
    left: period ? clock(period.seconds) : "", label: period?.label, n: results?.n,
    isclosing: ask?.closing != null, counting: counting && !nearly, nearly: counting && nearly,
    hasprompt: ask?.prompt, timed: timer, turn: period?.turn, inturns: period?.turn != null, picked: ask?.picked,
    sealed, rows: sealed?.n, some: sealed?.n, gone: sealed && !sealed.n && !["open", "ready"].includes(ask?.phase ?? ""),
    unpicked: !ask?.picked && !sealed, pinned: ask?.items.length && !ask.picked, hushed: ask?.collects && !ask.items.length,
    told: results, listed: ask?.options.length && !sealed && !(results && ask.phase === "open"),
    second: ask?.round === 2, personal: ask?.privacy === "personal",
    bare: session.status === "ended" || !slide || slide.layout === "title",
    card: join.show && session.status === "live", corner: ["ready", "open", "closed", "talk"].includes(ask?.phase), rehearsal,
  }
}
