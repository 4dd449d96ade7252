// @ts-check
/** Bringing slides: says that a file is too large before it is sent, and how far the reading is. */

const EVERY_MS = 500

for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-most]"))) {
  input.addEventListener("change", () => input.setCustomValidity(isTooLarge(input) ? input.dataset.tooLarge ?? "" : ""))
  input.addEventListener("change", () => input.reportValidity())
}

const bringing = /** @type {HTMLElement | null} */ (document.querySelector("[data-bringing]"))
if (bringing) setTimeout(look, EVERY_MS, bringing)

/** @param {HTMLInputElement} input @returns {boolean} */
function isTooLarge(input) {
  return [...(input.files ?? [])].some((file) => file.size > Number(input.dataset.most))
}

/** Ask how far it is. Without an answer, ask again; the button beside it always works.
 * @param {HTMLElement} place */
async function look(place) {
  const now = await asked(place.dataset.bringing ?? "")
  if (now?.over) return location.reload()
  if (now?.total) show(place, now)
  setTimeout(look, EVERY_MS, place)
}

/** @param {string} address @returns {Promise<{over: boolean, done: number, total: number} | null>} */
async function asked(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
    return answer.redirected ? { over: true, done: 0, total: 0 } : await answer.json()
  } catch {
    return null
  }
}

/** @param {HTMLElement} place @param {{done: number, total: number}} now */
function show(place, now) {
  const [words, bar] = [place.querySelector("p"), place.querySelector("progress")]
  const says = (place.dataset.says ?? "").replace("{page}", String(now.done + 1)).replace("{pages}", String(now.total))
  if (words && words.textContent !== says) words.textContent = says
  if (bar) [bar.max, bar.value] = [now.total, now.done]
}
