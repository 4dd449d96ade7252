// @ts-check
/** The page that is left of a room that has ended: whoever wrote a card there finds it again on the same phone. */

import { part } from "./html.js"
import { cards, sentence, showCard } from "./phone/card.js"

const place = part(document, "[data-cards-of]")
const kept = cards(place.dataset.cardsOf ?? "")
const blank = part(place, '[data-slot="card"]')
blank.remove()

for (const [ask, card] of kept.all()) {
  const copy = /** @type {HTMLElement} */ (blank.cloneNode(true))
  place.append(copy)
  showCard(copy, sentence(card), () => (kept.forget(ask), copy.remove()))
}
