// @ts-check
/** How this computer likes its console. Kept in the browser, where that is allowed; otherwise for this page only. */

const KEY = "readtheroom.console"
const USUAL = { letters: true, clickerVotes: true, bell: false, notesSize: 1 }

/** @type {typeof USUAL} */
export const settings = { ...USUAL, ...stored() }

/** @param {Partial<typeof USUAL>} changes */
export function keep(changes) {
  Object.assign(settings, changes)
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // Private windows may refuse; the setting then holds until the page closes.
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}")
  } catch {
    return {}
  }
}
