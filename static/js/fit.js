// @ts-check
/** Type that steps down until the slide fits its stage, and never below 1/30 of its height (css/tokens.css has the steps).
 * After that long answers are cut to their beginnings: two lines, then one (css/screen.css). */

const STEPS = 7

/** @param {HTMLElement} stage @param {HTMLElement} board the part of it that must not overflow @returns {boolean} whether it fits */
export function fit(stage, board) {
  for (let step = 0; step <= STEPS; step++) {
    stage.dataset.fit = `${step}`
    if (board.scrollHeight <= board.clientHeight + 1 && board.scrollWidth <= board.clientWidth + 1) return true
  }
  return false
}
