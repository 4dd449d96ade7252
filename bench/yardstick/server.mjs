// The yardstick: a socket.io server that does the same talk in memory. Nothing is checked, sealed or kept.
// It is told over plain HTTP on the same port: POST /open, /close, /show, each with the view that phones then get.

import { createServer } from "node:http"
import { Server } from "socket.io"

const PULSE_MS = 100

let view = { version: 0 }
let votes = new Map()
let counted = false

const http = createServer(async (request, response) => {
  if (request.url.startsWith("/socket.io")) return
  let body = ""
  for await (const piece of request) body += piece
  response.setHeader("Content-Type", "application/json")
  response.end(JSON.stringify(act(request.url, body && JSON.parse(body))))
})

function act(url, facts) {
  if (url === "/open") votes = new Map()
  if (facts) io.emit("view", (view = facts))
  return { counts: tally(), n: votes.size, phones: io.engine.clientsCount }
}

function tally() {
  const counts = {}
  for (const value of votes.values()) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const io = new Server(http, { serveClient: false, pingInterval: 20_000, pingTimeout: 20_000 })

io.on("connection", (socket) => {
  const { token, session } = socket.handshake.auth
  socket.join(session ? "desk" : "room")
  socket.emit("view", view)
  socket.on("answer", ({ seq, value }, reply) => {
    votes.set(token, value)
    counted = true
    reply({ ok: true, seq })
  })
})

setInterval(() => {
  if (counted) io.to("desk").emit("pulse", { joined: io.engine.clientsCount, answered: votes.size })
  counted = false
}, PULSE_MS)

http.listen(0, "127.0.0.1", 4096, () => console.log(`ready http://127.0.0.1:${http.address().port}`))
