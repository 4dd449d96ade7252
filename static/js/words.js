// @ts-check
/** What the server put into the page for its script, and the words in the page's language. */

/** @type {Record<string, any>} */
export const page = read()

/** The sentence in the page's language, its {names} filled in. English is the key, so nothing is ever missing.
 * @param {string} sentence @param {Record<string, string | number>} [values] @returns {string} */
export function t(sentence, values = {}) {
  const words = page.words?.[sentence] || sentence
  return words.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) => String(values[name] ?? whole))
}

function read() {
  const text = globalThis.document?.getElementById("page")?.textContent
  return text ? JSON.parse(text) : {}
}
