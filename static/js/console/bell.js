// @ts-check
/** A soft tone when a time or a turn is over. Off unless this computer's console wants it. */

import { settings } from "./settings.js"

const PITCH = 660
const SECONDS = 1.6
const SOFT = 0.15

/** @type {AudioContext | null} */
let sound = null

/** Rings, if it is wanted. A browser lets a page sound only after somebody has pressed something there. */
export function ring() {
  if (!settings.bell || !navigator.userActivation?.hasBeenActive) return
  sound ??= new AudioContext()
  const tone = new OscillatorNode(sound, { type: "sine", frequency: PITCH })
  const swell = new GainNode(sound, { gain: SOFT })
  swell.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + SECONDS)
  tone.connect(swell).connect(sound.destination)
  tone.start()
  tone.stop(sound.currentTime + SECONDS)
}
