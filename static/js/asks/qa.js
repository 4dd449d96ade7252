// @ts-check
/** Questions from the room. */

export { begin, entries, fill, lacks, news, restore } from "../phone/entries.js"
