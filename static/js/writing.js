// @ts-check
/** A file that takes a while: says since when it is written, and fetches it once it is there. */

const EVERY_MS = 1000
const HEARD_EVERY_S = 5
/** Screen readers hear every change of the sentence, so it changes seldom. */
let heard = 0

const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-writing]"))
if (place) setTimeout(look, EVERY_MS, place)

/** Ask how it stands. Without an answer, ask again; the button below always works.
 * @param {HTMLElement} place */
async function look(place) {
  const address = place.dataset.writing ?? ""
  const now = await asked(address)
  if (now?.over) return fetched(place, address)
  if (now && now.seconds >= heard + HEARD_EVERY_S) {
    heard = now.seconds
    show(place, (place.dataset.says ?? "").replace("{seconds}", String(heard)))
  }
  setTimeout(look, EVERY_MS, place)
}

/** @param {string} address @returns {Promise<{over: boolean, seconds: number} | null>} */
async function asked(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
    return answer.ok ? await answer.json() : { over: true, seconds: 0 }
  } catch {
    return null
  }
}

/** The file is saved beside this page, which stays.
 * @param {HTMLElement} place @param {string} address */
function fetched(place, address) {
  place.querySelector("progress")?.remove()
  show(place, place.dataset.done ?? "")
  location.assign(address)
}

/** @param {HTMLElement} place @param {string} says */
function show(place, says) {
  const words = place.querySelector("p")
  if (words && words.textContent !== says) words.textContent = says
}
