// @ts-check
/** While phones ask why a decent person might choose an answer: what they do now, and the approved reasons by answer. */

import { t } from "../words.js"
import { part, reveal, within, write } from "./dom.js"

/** @typedef {{item: string, text: string, option?: string}} Reason */

/** Reasons beside the answers that they speak for, answers in their order.
 * @param {Reason[]} items @returns {[string, string[]][]} */
export function byAnswer(items) {
  const letters = [...new Set(items.map(({ option }) => option ?? ""))].filter(Boolean).sort()
  return letters.map((letter) => [letter, items.filter(({ option }) => option === letter).map(({ text }) => text)])
}

/** @param {import("./where.js").View} view */
export function show({ ask, frozen }) {
  const writing = Boolean(ask?.reasons) && !frozen
  reveal("reasons", writing)
  if (!writing) return
  const groups = byAnswer(ask.items)
  const rows = groups.flatMap(([letter, texts]) => [within("dt", letter), ...texts.map((text) => within("dd", text))])
  const n = groups.reduce((sum, [, texts]) => sum + texts.length, 0) + ask.more
  reveal("reasons-told", n > 0)
  write("reasons-n", t("Approved reasons: {n}", { n }))
  part("reasons-list").replaceChildren(...rows)
}
