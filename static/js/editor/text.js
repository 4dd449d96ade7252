// @ts-check
/** Where things are in a deck's text: lines, slides, and the place for one more. Text in, places out. */

const BREAK = /^ {0,3}-[ \t]*-[ \t]*-[- \t]*$/
const SETTINGS_ALONE = /^---[ \t]*\n(?:(?!---[ \t]*\n).*\n)*---$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/

/** The number of the line that this place is on, from 1. @param {string} text @param {number} at */
export function lineOf(text, at) {
  let line = 1
  for (let end = text.indexOf("\n"); end !== -1 && end < at; end = text.indexOf("\n", end + 1)) line++
  return line
}

/** Where a line begins and ends; a line that is not there is the last. @param {string} text @param {number} line @returns {[number, number]} */
export function placeOf(text, line) {
  const lines = text.split("\n")
  const last = Math.min(Math.max(line, 1), lines.length) - 1
  const start = lines.slice(0, last).reduce((sum, each) => sum + each.length + 1, 0)
  return [start, start + lines[last].length]
}

/** Where the slide that this place is in ends: at the next --- that begins a slide, or with the text.
 * @param {string} text @param {number} at */
export function slideEnd(text, at) {
  const lines = text.split("\n")
  let settings = lines[0].trimEnd() === "---"
  let fence = ""
  let start = 0
  for (const [number, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1] ?? ""
    if (settings) settings = number === 0 || line.trimEnd() !== "---"
    else if (fence) fence = mark.startsWith(fence) ? "" : fence
    else if (mark) fence = mark
    else if (start >= at && BREAK.test(line) && !lines[number - 1].trim()) return start
    start += line.length + 1
  }
  return text.length
}

/** What to put where, so that a new slide stands behind the one that this place is in.
 * @param {string} text @param {number} at @param {string} slide @returns {{from: number, to: number, words: string}} */
export function behind(text, at, slide) {
  const to = slideEnd(text, at)
  const before = text.slice(0, to).trimEnd()
  const first = before === "" || SETTINGS_ALONE.test(before)
  const words = `${first ? "" : "\n\n---"}\n\n${slide.trimEnd()}\n${to < text.length ? "\n" : ""}`
  return { from: before.length, to, words }
}
