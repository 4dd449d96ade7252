// @ts-check
/** The health light, and the one sentence about what is wrong. Seen at once; heard no more often than every ten seconds. */

import { t } from "../words.js"
import { part, reveal, write } from "./dom.js"

/** @typedef {{level: "good" | "look" | "bad", says: string}} Health */

const HEARD_EVERY = 10000

/** @param {{health: Health}} view */
export function show({ health }) {
  for (const name of ["health", "trouble"]) part(name).dataset.level = health.level
  write("health-word", word(health))
  reveal("trouble", health.level !== "good")
  write("trouble", health.level === "good" ? "" : health.says)
  aloud(health.says)
}

/** @param {Health} health */
export function word({ level, says }) {
  if (level === "bad") return t("Trouble")
  return level === "look" ? t("Look here") : says || t("All is well")
}

/** Speaks at once, then holds its tongue for a while; of all that came meanwhile only the last is said, unless it is
 * what was said already. @param {(words: string) => void} speak @param {(act: () => void, wait: number) => any} [later] */
export function voice(speak, later = setTimeout) {
  let resting = false
  let said = ""
  let wanted = ""

  function utter() {
    said = wanted
    speak(said)
    if (!said) return
    resting = true
    later(rested, HEARD_EVERY)
  }

  function rested() {
    resting = false
    says(wanted)
  }

  /** @param {string} words */
  function says(words) {
    wanted = words
    if (!resting && words !== said) utter()
  }

  return says
}

const aloud = voice((words) => write("trouble-said", words))
