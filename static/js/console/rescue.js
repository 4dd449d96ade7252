// @ts-check
/** Something to say when a room goes quiet, hot or tearful: three sentences for each need, fit for this moment. */

import { list, part, reveal, within } from "./dom.js"

/** @param {{rescue: Record<string, string[]>}} view */
export function show({ rescue }) {
  reveal("say-panel", Object.keys(rescue).length > 0)
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (part("rescue").querySelectorAll("[data-need]"))) {
    list(`need-${place.dataset.need}`, rescue[place.dataset.need ?? ""] ?? [], (line) => within("span", line))
  }
}
