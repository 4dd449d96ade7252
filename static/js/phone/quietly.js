// @ts-check
/** Sitting out looks like having answered: the question is passed after a while that nobody can guess. */

import { roundOf } from "../scenes.js"

const LEAST = 2000
const SPREAD = 7000

/** @param {(ask: string, round: number, value: null) => void} pass
 * @param {(act: () => void, wait: number) => void} [later] */
export function quietly(pass, later = setTimeout) {
  /** The round that is being passed. */
  let passing = ""
  /** @type {{view: any, out: boolean, answered: boolean}} */
  let last

  const due = () => last.out && !last.answered && last.view.ask?.phase === "open" && roundOf(last.view.ask)

  return (/** @type {{view: any, out: boolean, answered: boolean}} */ now) => {
    last = now
    const round = due()
    if (!round || passing === round) return
    passing = round
    later(() => {
      passing = ""
      if (due() === round) pass(now.view.ask.id, now.view.ask.round, null)
    }, LEAST + Math.random() * SPREAD)
  }
}
