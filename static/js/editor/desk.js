// @ts-check
/** What the editor asks of the server: the same forms as without scripts, answered as JSON. */

import { t } from "../words.js"

/** @typedef {{ok: boolean, code?: string, detail?: string, [fact: string]: any}} Reply */

/** Sends the deck's form. Whatever happens there is a reply; one that was broken off has the code `gone`.
 * @param {HTMLFormElement} form @param {string} to @param {{line?: number, signal?: AbortSignal}} [more] @returns {Promise<Reply>} */
export async function send(form, to, { line = 1, signal } = {}) {
  const body = new FormData(form)
  body.set("line", String(line))
  try {
    const response = await fetch(to, { method: "POST", body, signal, headers: { Accept: "application/json" } })
    return { ...(await response.json()), ok: response.ok }
  } catch {
    return signal?.aborted ? { ok: false, code: "gone" } : { ok: false, detail: t("The server did not answer. Your text is still here; try again.") }
  }
}
