// @ts-check
/** Type that steps down until the slide fits its stage, and never below 1/30 of its height (css/tokens.css has the steps).
 * After that long answers are cut to their beginnings: to as many lines as there is room for, and at last to one line
 * beside its bar (css/screen.css). */

const SIZES = 6
const MOST_LINES = 8

const STEPS = [
  ...Array.from({ length: SIZES }, (_, fit) => ({ fit, lines: MOST_LINES })),
  ...Array.from({ length: MOST_LINES }, (_, less) => ({ fit: SIZES, lines: MOST_LINES - less })),
  { fit: SIZES + 1, lines: 1 },
]

/** @param {HTMLElement} stage @param {HTMLElement} board the part of it that must not overflow @returns {boolean} whether it fits */
export function fit(stage, board) {
  return STEPS.some((step) => {
    stage.dataset.fit = `${step.fit}`
    stage.dataset.lines = `${step.lines}`
    return board.scrollHeight <= board.clientHeight + 1 && board.scrollWidth <= board.clientWidth + 1
  })
}
