// @ts-check
/** The periods of a timer as they pass between two views: each has its name, and turns in threes follow each other. */

/** @typedef {{left: number, running: boolean, label: string, then: {seconds: number, label: string}[], turn: number | null}} Timer */
/** @typedef {{left: number, label: string, turn: number | null, number: number}} Period */

/** Where a timer stands `since` seconds after its view came; `number` counts the periods that have ended since then.
 * @param {Timer} timer @param {number} since @returns {Period} */
export function period({ left, running, label, then, turn }, since) {
  const periods = [{ seconds: left, label }, ...then]
  let rest = running ? since : 0
  let number = 0
  while (number < periods.length && rest >= periods[number].seconds) rest -= periods[number++].seconds
  const now = periods[Math.min(number, periods.length - 1)]
  const turns = turn === null || now.label !== label ? null : Math.min(turn + number, turn + periods.length - 1)
  return { left: Math.max(0, now.seconds - rest) * Number(number < periods.length), label: now.label, turn: turns, number }
}
