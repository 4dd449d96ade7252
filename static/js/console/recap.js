// @ts-check
/** What the organiser will get: whether the room can be shown it now, and whether it has seen it. */

import { reveal } from "./dom.js"

/** @param {import("./where.js").View} view */
export function show({ moves, recap }) {
  reveal("recap", moves.includes("summary"))
  reveal("unread", recap === "unseen")
}
