// @ts-check
/** How a session keeps its time, in seconds and in words. */

import { clock } from "../scenes.js"
import { t } from "../words.js"

/** How far ahead of its plan (negative: behind) a session is after `since` more seconds on the same slide.
 * @param {{elapsed: number, planned: number, ahead: number}} timing @param {number} since @returns {number} */
export function aheadAfter({ elapsed, planned, ahead }, since) {
  const early = ahead > 0 ? ahead - since : 0
  return early > 0 ? early : Math.min(0, planned - elapsed - since)
}

/** @param {number} ahead seconds; within half a minute nobody needs to be told */
export function paceWords(ahead) {
  if (Math.abs(ahead) <= 30) return t("on time")
  return ahead < 0 ? t("{clock} behind", { clock: clock(-ahead) }) : t("{clock} ahead", { clock: clock(ahead) })
}
