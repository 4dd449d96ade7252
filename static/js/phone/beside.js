// @ts-check
/** What stands beside the answer: texts of others, a reason, practice in threes, the card, a private word. Fetched only
 * where there is something of it, so that the first load stays small. */

import { prepare } from "../asks/form.js"
import { part } from "../html.js"
import { shelf } from "../outbox.js"
import { page } from "../words.js"
import { cards, sentence, showCard } from "./card.js"
import { items } from "./items.js"
import { privately } from "./private.js"
import { quietly } from "./quietly.js"
import { reason } from "./reason.js"
import { threes } from "./threes.js"
import { veils } from "./veil.js"

/** A hall does not ask all at once what it was dealt. */
const DEALT_WITHIN = 3000
/** Where one's own card is shown: once it is written. */
const WRITTEN = ["counted", "closed", "results", "patterns"]

/** @param {HTMLElement} root the page's main
 * @param {{say: (name: string, message?: object) => Promise<any>, resync: () => Promise<void>}} line
 * @param {{put: (ask: string, round: number, value: any) => any}} box */
export async function begin(root, line, box) {
  const blanks = await prepare()
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-beside]"))) fillEmpty(place, blanks)
  const memory = (/** @type {string} */ name) => shelf(`room:${page.session}:${name}`)
  const showItems = items(root, line.say)
  const showReason = reason(root, { say: line.say, ask: () => setTimeout(line.resync, Math.random() * DEALT_WITHIN), shelf: memory("reasons") })
  const showTurn = threes(root, memory("place"))
  const receipt = privately(part(document, '[data-slot="private"]'), line.say)
  const { veil, unveil } = veils(root)
  const passQuietly = quietly(box.put)
  const kept = cards(page.code)
  const place = part(root, '[data-slot="card"]')

  /** @param {any} view @param {string} scene */
  function showCards({ ask }, scene) {
    const mine = ask && WRITTEN.includes(scene) && kept.of(ask.id)
    const text = mine ? sentence(mine) : ""
    if (text) showCard(place, text, () => (kept.forget(ask.id), (place.hidden = true)))
    else place.hidden = true
  }

  /** Whether the page must be filled anew. @param {{view: any, mine: any, scene: string, out: boolean, answered: boolean, turn?: number | null}} now */
  function render(now) {
    const { view, mine, scene, out } = now
    showItems(view, mine, scene)
    showReason(view, mine, scene)
    turn(scene, now.turn)
    showCards(view, scene)
    passQuietly(now)
    return out ? veil() : unveil()
  }

  /** Whose turn it is passes between two views. @param {string} scene @param {number | null} [now] */
  const turn = (scene, now) => showTurn(scene === "talk" ? now ?? null : null)

  /** Whoever sits out and wants to see the answer learns where they are, and how to come back. */
  function explain() {
    const about = /** @type {HTMLDetailsElement} */ (part(root, '[data-slot="part"]'))
    about.open = true
    part(about, "summary").focus()
  }

  return { render, turn, receipt, explain }
}

/** What the page came with stays. @param {HTMLElement} place @param {Element} blanks */
function fillEmpty(place, blanks) {
  const blank = /** @type {HTMLTemplateElement} */ (part(blanks, `template[data-blank="${place.dataset.beside}"]`))
  if (place.children.length === 0) place.append(blank.content.cloneNode(true))
}
