// @ts-check
/** Presses of keys: one meaning each, counted once, and digits gathered into the number of a slide. */

import { digit, fromClicker, meaning, SlideNumber } from "../keys.js"
import { t } from "../words.js"
import { tell } from "./notices.js"
import { settings } from "./settings.js"
import { numbered } from "./slides.js"

const number = new SlideNumber()

/** @param {Record<string, (clicker: boolean) => void>} does @param {import("../keys.js").Presses} presses
 * @param {(slide: string) => void} goto */
export function listen(does, presses, goto) {
  document.addEventListener("keydown", (event) => {
    if (gather(event) || arrive(event, goto)) return
    const meant = meaning(event, settings)
    if (meant === null) return
    event.preventDefault()
    if (presses.counts(meant, event.timeStamp, event.repeat)) does[meant](fromClicker(event))
  })
}

/** @param {KeyboardEvent} event @returns {boolean} whether it was a digit */
function gather(event) {
  const figure = digit(event, settings)
  if (figure) tell(t("Go to slide {number}: press Enter.", { number: number.add(figure, event.timeStamp) }))
  return figure !== ""
}

/** @param {KeyboardEvent} event @param {(slide: string) => void} goto @returns {boolean} whether a number stood there */
function arrive(event, goto) {
  const wanted = event.key === "Enter" ? number.take(event.timeStamp) : null
  if (wanted === null) return false
  const slide = numbered(wanted)
  event.preventDefault()
  if (slide) goto(slide)
  else tell(t("There is no slide {number}.", { number: wanted }))
  return true
}
