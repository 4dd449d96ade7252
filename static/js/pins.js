// @ts-check
/** The texts that were let through, pinned to the wall: the newest first, as many as fit; or the picked one alone. */

import { part, write } from "./html.js"
import { t } from "./words.js"

/** @typedef {{item: string, text: string, option?: string, votes?: number, mark?: string}} Pin */

/** @param {HTMLElement} stage an element that holds the templates of `wall/` @param {HTMLElement} board what must not overflow */
export function pins(stage, board) {
  const place = part(board, '[data-slot="pins"]')
  const row = /** @type {HTMLTemplateElement} */ (part(stage, '[data-slot="pin"]'))
  let shown = ""

  return { draw, trim }

  /** @param {any} ask the ask of a view, or null */
  function draw(ask) {
    const now = ask?.picked ? [] : ask?.items ?? []
    write(part(board, '[data-slot="picked"]'), ask?.picked?.text ?? "")
    place.classList.toggle("chips", ask?.picture === "cloud")
    const key = JSON.stringify(now)
    if (key === shown) return
    shown = key
    place.replaceChildren(...now.map(pin))
  }

  /** @param {Pin} item */
  function pin(item) {
    const copy = /** @type {HTMLElement} */ (row.content.firstElementChild?.cloneNode(true))
    const letter = part(copy, ".letter")
    if (item.option) copy.dataset.key = item.option
    if (item.mark) copy.dataset.mark = item.mark
    write(letter, item.option ?? "")
    letter.hidden = !item.option
    write(part(copy, ".words"), item.text)
    write(part(copy, ".besides"), besides(item))
    return copy
  }

  /** What does not fit is left to the phones, and said. @param {number} more how many the view had no room for */
  function trim(more) {
    for (const several of board.querySelectorAll(".pins")) hide(several, board)
    const left = more + place.querySelectorAll(":scope > [hidden]").length
    write(part(board, '[data-slot="more"]'), left ? t("{n} more on the phones", { n: left }) : "")
  }
}

/** @param {Pin} item */
function besides({ votes, mark }) {
  const says = { answered: t("answered"), parked: t("parked for later") }[mark ?? ""]
  return [votes ? t("{n} want this answered", { n: votes }) : "", says].filter(Boolean).join(" · ")
}

/** @param {Element} several @param {HTMLElement} board */
function hide(several, board) {
  const all = /** @type {HTMLElement[]} */ ([...several.children])
  for (const one of all) one.hidden = false
  for (const one of all.reverse()) {
    if (board.scrollHeight <= board.clientHeight + 1) return
    one.hidden = true
  }
}
