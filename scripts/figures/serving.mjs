/**
 * @file Latency and throughput of the service URL: another page of the same origin sends requests to a perceptron, and
 * each response is compared with that of the model version itself. The peer is the minimum that a browser can do: a
 * service worker that replies to every request with the same few bytes.
 */
import { unwatched } from './unwatched.mjs'

const IN_FLIGHT = 8
const SECONDS = 5
/**
 * Number of turns that the service and the peer each take, alternating so that other load on the machine affects both.
 */
const TURNS = 3
const WITHIN_MS = 15
const PER_SECOND = 300

/** Measures the URL in the built page; every response must equal that of the model version itself. */
export async function urlUnderLoad(lab) {
  lab.put('peer/index.html', '<!doctype html><title>Peer</title><script src="page.js"></script>')
  lab.put('peer/page.js', `${asked}\n(${peerPage})(${JSON.stringify({ inFlight: IN_FLIGHT, seconds: SECONDS })})`)
  lab.put('peer/sw.js', `(${peerWorker})()`)
  // A different origin, which the studio's service worker does not control.
  const peer = `${lab.address.replace('127.0.0.1', 'localhost')}peer/index.html`
  const given = { peer, turns: TURNS, inFlight: IN_FLIGHT, seconds: SECONDS, perSecond: PER_SECOND }
  const kinds = await unwatched(lab, `${asked}\n(${driver})(${JSON.stringify(given)})`)
  const full = summary(kinds.full)
  const paced = summary(kinds.paced)
  const bare = summary(kinds.bare)
  const wrong = full.wrong + paced.wrong
  const share = full.perSecond / bare.perSecond
  return {
    said: `closed loop, ${IN_FLIGHT} in flight: ${words(full)}; a bare service worker in the same run: ${words(bare)}, so the URL reaches ${share.toFixed(2)} of the browser's maximum. Open loop at ${PER_SECOND} requests/s: ${words(paced)}. ${wrong} of ${full.requests + paced.requests} replies wrong`,
    reached: full.p95 <= WITHIN_MS && full.perSecond >= PER_SECOND && wrong === 0,
    share,
    full,
    paced,
    bare,
  }
}

/** Runs in the driving page: opens the studio, starts serving, and sends requests in turns. */
async function driver({ peer, turns, inFlight, seconds, perSecond }) {
  const report = (found) => fetch('/report', { method: 'POST', body: JSON.stringify(found) })
  const until = async (holds) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  try {
    const studio = window.open('/', 'studio', 'popup,width=1440,height=900')
    await until(() => studio.netloom)
    const { netloom } = studio
    await netloom.ready
    await netloom.run('project.new', { template: 'penguins-mlp' })
    await until(() => netloom.state().data.loaded)
    await netloom.run('machine.choose', { backend: 'wasm' })
    await netloom.run('run.start')
    await until(() => netloom.state().run.tag === 'done')
    await netloom.run('model.save', { name: 'penguins' })
    await netloom.run('service.new', { name: 'url', model: 'penguins' })
    await netloom.run('service.start')
    // The service worker replies only once it has cached the entire app.
    await until(() => navigator.serviceWorker.controller !== null)

    let resolvePeer
    const fromPeer = () =>
      new Promise((resolve) => {
        resolvePeer = resolve
      })
    window.addEventListener('message', ({ data }) => resolvePeer?.(data))
    const there = fromPeer()
    const other = window.open(peer, 'peer', 'popup,width=300,height=200')
    await there
    const askPeer = () => {
      other.postMessage('ask', '*')
      return fromPeer()
    }
    const ask = (more) => asked({ at: '/v2/models/url', inFlight, seconds, ...more })
    const kinds = { full: [], paced: [], bare: [] }
    // Warm up, because the first requests compile everything.
    await ask({})
    for (let turn = 0; turn < turns; turn++) {
      kinds.full.push(await ask({}))
      kinds.bare.push(await askPeer())
      kinds.paced.push(await ask({ perSecond }))
    }
    await report(kinds)
  } catch (error) {
    await report({ failed: String(error) })
  }
}

/** Runs in the peer's page: sends requests when a message asks for it. */
async function peerPage({ inFlight, seconds }) {
  await navigator.serviceWorker.register('sw.js')
  while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50))
  window.addEventListener('message', async () => {
    window.opener.postMessage(await asked({ at: 'v2/models/bare', inFlight, seconds }), '*')
  })
  window.opener.postMessage('here', '*')
}

/** Runs in the peer's service worker: reads each request, as any server must, and always sends the same response. */
function peerWorker() {
  const headers = { 'content-type': 'application/json' }
  const inputs = [{ name: 'x', shape: [-1, 10], datatype: 'FP32' }]
  const outputs = [{ name: 'y' }, { name: 'y.probabilities', shape: [1, 3], datatype: 'FP32', data: [0.2, 0.3, 0.5] }]
  const text = new TextEncoder().encode(JSON.stringify({ model_name: 'bare', inputs, outputs }))
  // A stream, because Chromium turns text and bytes into a Blob, which passes through the browser process twice.
  const stream = () =>
    new ReadableStream({
      type: 'bytes',
      start(controller) {
        controller.enqueue(text.slice())
        controller.close()
      },
    })
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
  self.addEventListener('fetch', (event) => {
    if (!event.request.url.includes('/v2/')) return
    event.respondWith(event.request.arrayBuffer().then(() => new Response(stream(), { headers })))
  })
}

/** Summarizes all turns together. */
function summary(turns) {
  const times = turns.flatMap((turn) => turn.times).sort((a, b) => a - b)
  const rank = (q) => times[Math.ceil(q * times.length) - 1]
  const sum = (of) => turns.reduce((total, turn) => total + of(turn), 0)
  return {
    p50: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
    perSecond: times.length / sum((turn) => turn.seconds),
    requests: times.length,
    wrong: sum((turn) => turn.wrong),
  }
}

function words({ p50, p95, p99, perSecond }) {
  return `P50 ${p50.toFixed(1)} ms, P95 ${p95.toFixed(1)} ms, P99 ${p99.toFixed(1)} ms, ${perSecond.toFixed(0)} requests/s`
}

/**
 * Runs in the page. All inputs differ, so none of them hits the cache. Without `perSecond`, it is a closed loop: each
 * response is followed by the next request. With `perSecond`, requests are due at fixed times, at most `inFlight` at
 * once, and latency counts from the due time.
 */
async function asked({ at, inFlight, seconds, perSecond }) {
  const bare = at.endsWith('bare')
  const { inputs, version } = await (await fetch(at)).json()
  const bodyOf = (nth) =>
    JSON.stringify({
      inputs: inputs.map(({ name, shape, datatype }) => {
        const size = shape.slice(1).reduce((product, n) => product * n, 1)
        const data = Array.from({ length: size }, (_, i) => (((nth + 1) * (i + 7)) % 9973) / 4986.5 - 1)
        return { name, shape: [1, ...shape.slice(1)], datatype, data }
      }),
    })
  const ask = async (nth, path) => {
    const answer = await fetch(`${at}${path}/infer`, { method: 'POST', body: bodyOf(nth) })
    const { outputs } = await answer.json()
    return JSON.stringify(outputs?.[1])
  }
  const times = []
  const answers = []
  const began = performance.now()
  const until = began + 1000 * seconds
  // Poisson arrivals, drawn from a small seeded generator.
  let state = 1
  let due = began
  const nextDue = () => {
    state = (state * 48271) % 2147483647
    due -= (1000 / perSecond) * Math.log(state / 2147483647)
    return due
  }
  const worker = async () => {
    for (;;) {
      const from = perSecond ? nextDue() : performance.now()
      if (from >= until) return
      if (from > performance.now()) await new Promise((resolve) => setTimeout(resolve, from - performance.now()))
      const nth = answers.push('') - 1
      answers[nth] = await ask(nth, '')
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const took = (performance.now() - began) / 1000
  let wrong = 0
  if (!bare)
    for (const [nth, reply] of answers.entries()) if (reply !== (await ask(nth, `/versions/${version}`))) wrong++
  return { times, wrong, seconds: took }
}
