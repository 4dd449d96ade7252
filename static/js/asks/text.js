// @ts-check
/** A sentence or a short story from each. */

export { begin, entries, fill, lacks, news, restore } from "../phone/entries.js"
