// @ts-check
/** What stands beside the answer: texts of others, a reason, practice in threes, the card, a private word. Fetched only
 * where there is something of it, so that the first load stays small. */

import { part } from "../html.js"
import { shelf } from "../outbox.js"
import { page } from "../words.js"
import { cards, sentence, showCard } from "./card.js"
import { items } from "./items.js"
import { privately } from "./private.js"
import { reason } from "./reason.js"
import { threes } from "./threes.js"

/** A hall does not ask all at once what it was dealt. */
const DEALT_WITHIN = 3000
/** Where one's own card is shown: once it is written. */
const WRITTEN = ["counted", "closed", "results", "patterns"]

/** @param {HTMLElement} root the page's main
 * @param {{say: (name: string, message?: object) => Promise<any>, resync: () => Promise<void>}} line */
export function begin(root, line) {
  const memory = (/** @type {string} */ name) => shelf(`room:${page.session}:${name}`)
  const showItems = items(root, line.say)
  const showReason = reason(root, { say: line.say, ask: () => setTimeout(line.resync, Math.random() * DEALT_WITHIN), shelf: memory("reasons") })
  const showTurn = threes(root, memory("place"))
  const receipt = privately(part(document, '[data-slot="private"]'), line.say)
  const kept = cards(page.code)
  const place = part(root, '[data-slot="card"]')

  /** @param {any} view @param {string} scene */
  function showCards({ ask }, scene) {
    const mine = scene === "ended" ? kept.all()[0] : ask && WRITTEN.includes(scene) && /** @type {const} */ ([ask.id, kept.of(ask.id)])
    const text = mine && mine[1] ? sentence(mine[1]) : ""
    if (mine && text) showCard(place, text, () => (kept.forget(mine[0]), (place.hidden = true)))
    else place.hidden = true
  }

  /** @param {{view: any, mine: any, scene: string, out: boolean}} now */
  function render({ view, mine, scene, out }) {
    showItems(view, mine, out ? "" : scene)
    showReason(view, mine, out ? "" : scene)
    showTurn(out ? null : view.timer?.turn ?? null)
    showCards(view, scene)
  }

  return { render, receipt }
}

