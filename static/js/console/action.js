// @ts-check
/** The one next action, and the actions that take two presses: arm, then do. */

import { t } from "../words.js"
import { choosing, natural, place } from "./where.js"
import { ARMED, FIRST } from "./wording.js"

/** @typedef {import("./where.js").View} View */
/** @typedef {import("./wording.js").Wording & {does: string, fields: Record<string, any>}} Action */

const UNDONE_BY_NOTHING = ["end", "void"]
const VOTES = ["open", "close"]

/** Remembers that something was armed, for as long as the session stays exactly where it was. */
export class Arming {
  #does = ""
  #place = ""
  #because = ""

  /** @param {View} view @param {string} does @param {string} [because] the server's own reason */
  arm(view, does, because = "") {
    this.#does = does
    this.#place = place(view)
    this.#because = because
  }

  disarm() {
    this.#does = ""
  }

  /** @param {View} view @returns {string} what is armed, or "" */
  at(view) {
    return this.#place === place(view) ? this.#does : ""
  }

  get because() {
    return this.#because
  }
}

/** What the biggest button stands for right now, or null when nothing is left to do.
 * @param {View} view @param {Arming} arming @returns {Action | null} */
export function action(view, arming) {
  const armed = arming.at(view)
  const does = armed || natural(view)
  const wording = armed ? ARMED[armed](view, arming.because) : FIRST[does]?.(view)
  return wording ? { ...wording, does, fields: wording.fields ?? { do: does } } : null
}

/** One press: the command to send, or null where it only armed something, the way is the presenter's, or nothing is left.
 * @param {View} view @param {Arming} arming @param {string} [does] another action than the biggest button's
 * @returns {Record<string, any> | null} */
export function press(view, arming, does = "") {
  const armed = arming.at(view)
  const wanted = does || armed || natural(view)
  if (wanted !== armed && takesTwoPresses(view, wanted)) {
    arming.arm(view, wanted)
    return null
  }
  const wording = wanted === armed ? ARMED[wanted]?.(view, arming.because) : FIRST[wanted]?.(view)
  return wording && wanted !== "choose" ? wording.fields ?? { do: wanted } : null
}

/** Why a key may not do this, or "": nothing final happens by walking, and a clicker can be kept from the votes.
 * @param {string} does @param {boolean} clicker @param {{clickerVotes: boolean}} settings */
export function notByKey(does, clicker, settings) {
  if (UNDONE_BY_NOTHING.includes(does)) return t("Keys do not do this. Press the button itself.")
  if (clicker && !settings.clickerVotes && VOTES.includes(does)) return t("The clicker does not open or close votes here. Press V, or the button.")
  return ""
}

/** @param {View} view @param {string} does */
function takesTwoPresses(view, does) {
  return does === "results" || UNDONE_BY_NOTHING.includes(does)
    || (does === "close" && view.needed > 0)
    || (does === "next" && choosing(view).length > 0)
}
