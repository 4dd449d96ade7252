/** Dates for one's own calendar: three of them, private, and in the format that calendars read. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { folded, monthsAfter, reminders } from "../../static/js/phone/calendar.js"

const NOW = new Date(2026, 0, 31, 15, 4, 5)
const random = (bytes) => new Uint8Array(bytes).fill(7)
const file = (title = "Note to myself") => reminders({ title, now: NOW, random })
const all = (name) => [...file().matchAll(new RegExp(`^${name}[:;](.*)\r$`, "gm"))].map(([, value]) => value)

test("there are three mornings: after one month, three and eight, without a time zone", () => {
  assert.deepEqual(all("DTSTART"), ["20260228T090000", "20260430T090000", "20260930T090000"])
})

test("each is private and called a note, and nothing else is said", () => {
  assert.deepEqual(all("SUMMARY"), Array(3).fill("Note to myself"))
  assert.deepEqual(all("CLASS"), Array(3).fill("PRIVATE"))
  assert.deepEqual(all("DESCRIPTION"), Array(3).fill("Note to myself"), "that of the alarm, which must have one")
})

test("every event has an identity and a stamp in the world's time", () => {
  assert.deepEqual(all("UID"), Array(3).fill(`${"07".repeat(16)}@readtheroom`))
  assert.ok(all("DTSTAMP").every((stamp) => /^\d{8}T\d{6}Z$/.test(stamp)))
  assert.equal(new Set(reminders({ title: "x", now: NOW }).match(/UID:.*/g)).size, 3)
})

test("lines end as the format wants it, and every part that begins ends", () => {
  const text = file()
  assert.ok(text.endsWith("END:VCALENDAR\r\n"))
  assert.equal(text.replaceAll("\r\n", "").includes("\n"), false)
  for (const part of ["VCALENDAR", "VEVENT", "VALARM"]) {
    assert.equal(text.split(`BEGIN:${part}\r\n`).length, text.split(`END:${part}\r\n`).length, part)
  }
})

test("no line is longer than 75 bytes, and no letter is cut in two", () => {
  const title = `Notiz an mich: ${"Größe ".repeat(30)}🌱🌱🌱`
  const text = file(title)
  const lines = text.split("\r\n")
  assert.ok(lines.some((line) => line.startsWith(" ")))
  assert.ok(lines.every((line) => new TextEncoder().encode(line).length <= 75))
  assert.ok(text.replaceAll("\r\n ", "").includes(title))
  assert.equal(folded("short"), "short")
})

test("commas, semicolons and line breaks of a title do not end its line", () => {
  assert.ok(file("a, b; c\\d\ne").includes("SUMMARY:a\\, b\\; c\\\\d\\ne\r\n"))
})

test("a month that is shorter has its last day", () => {
  const day = (months) => monthsAfter(NOW, months).toDateString()
  assert.deepEqual([1, 3, 8, 12].map(day), ["Sat Feb 28 2026", "Thu Apr 30 2026", "Wed Sep 30 2026", "Sun Jan 31 2027"])
})
