// @ts-check
/** Proof in the room: the sealed answers of a harmless vote as they lie on the disk, and that nothing is left of them. */

import { part } from "./html.js"

/** @param {HTMLElement} board @param {{n: number, rows: string[]} | null | undefined} sealed */
export function sealed(board, sealed) {
  const rows = (sealed?.rows ?? []).map((words) => {
    const row = document.createElement("li")
    row.textContent = words
    return row
  })
  part(board, '[data-slot="sealed-rows"]').replaceChildren(...rows)
}
