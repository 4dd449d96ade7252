// @ts-check
/** Numbers beside the lines: a copy of the text under the editor, unseen and unheard, whose lines break where the editor's
 * do. Only what has changed is drawn anew. */

/** @param {HTMLElement} place */
export function numbers(place) {
  /** @type {string[]} */
  let shown = []
  return { draw, mark, lineAt: (/** @type {number} */ line) => place.children[line - 1] }

  /** @param {string} text */
  function draw(text) {
    const lines = text.split("\n")
    const before = alike(shown, lines)
    const after = Math.min(alike(shown.toReversed(), lines.toReversed()), shown.length - before, lines.length - before)
    const gone = [...place.children].slice(before, shown.length - after)
    const rest = place.children[shown.length - after] ?? null
    for (const line of gone) line.remove()
    const fresh = document.createDocumentFragment()
    for (const line of lines.slice(before, lines.length - after)) fresh.append(drawn(line))
    place.insertBefore(fresh, rest)
    shown = lines
  }

  /** Which lines something is said about, an error before a warning. @param {{line?: string, severity?: string}[]} problems */
  function mark(problems) {
    for (const line of place.querySelectorAll("[data-severity]")) line.removeAttribute("data-severity")
    for (const severity of ["warning", "error"]) {
      const meant = problems.filter((problem) => problem.severity === severity)
      for (const { line } of meant) place.children[Number(line) - 1]?.setAttribute("data-severity", severity)
    }
  }
}

/** How many lines at the beginning are the same. @param {string[]} before @param {string[]} now */
function alike(before, now) {
  const most = Math.min(before.length, now.length)
  let same = 0
  while (same < most && before[same] === now[same]) same++
  return same
}

/** @param {string} text */
function drawn(text) {
  const line = document.createElement("div")
  line.textContent = text
  return line
}
