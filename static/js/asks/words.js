// @ts-check
/** A word or two from each. */

export { begin, entries, fill, lacks, news, restore } from "../phone/entries.js"
