import { afterEach, expect, test } from 'vitest'
import { openCaller, type PortReply, type PortRequest } from './service-url-messages'
import { type Registrations, serveUrl, type UrlServing } from './service-url-page'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** A fake service worker registration that records every message posted to it. */
function registered(scope: string | undefined) {
  const sent: { readonly data: unknown; readonly ports: readonly MessagePort[] }[] = []
  const target = new EventTarget()
  const worker = {
    postMessage: (data: unknown, ports: readonly MessagePort[] = []) => sent.push({ data, ports }),
  } as unknown as ServiceWorker
  const registration = { scope, active: worker } as ServiceWorkerRegistration
  const registrations = {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    controller: worker,
    ready: scope === undefined ? new Promise<never>(() => undefined) : Promise.resolve(registration),
    getRegistration: async () => (scope === undefined ? undefined : registration),
  } as unknown as Registrations
  return { sent, registrations, tell: (event: Event) => target.dispatchEvent(event) }
}

/** Connects a fake serving worker that replies with the path of the request. */
function connect(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<PortRequest>) => {
    const reply: PortReply = { id: data.id, status: 200, headers: {}, body: data.path }
    port.postMessage(reply)
  }
  endings.push(() => port.close())
}

async function asked(port: MessagePort | undefined): Promise<string | undefined> {
  const caller = openCaller(port as MessagePort)
  endings.push(caller.close)
  return (await caller.call({ method: 'GET', path: '/v2', headers: {}, body: '' }))?.body
}

test('the service worker gets a port to the serving worker, and a new one each time it asks', async () => {
  const { sent, registrations, tell } = registered('https://x.test/app/')
  const serving: UrlServing = serveUrl(['digits'], connect, registrations, new EventTarget())
  expect(await serving.at).toEqual({ base: 'https://x.test/app/' })
  expect(sent.map(({ data }) => data)).toEqual([{ netloom: 'serves', names: ['digits'] }])
  expect(await asked(sent[0]?.ports[0])).toBe('/v2')

  tell(new MessageEvent('message', { data: { netloom: 'who serves' } }))
  tell(new MessageEvent('message', { data: 'something of another library' }))
  tell(new Event('controllerchange'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent.length).toBe(3)
  expect(await asked(sent[1]?.ports[0])).toBe('/v2')

  serving.stop()
  serving.stop()
  tell(new MessageEvent('message', { data: { netloom: 'who serves' } }))
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent.slice(3).map(({ data }) => data)).toEqual([{ netloom: 'stopped' }])
})

test('a page says at once that it closes, and serves again when it returns from the back-forward cache', async () => {
  const { sent, registrations } = registered('https://x.test/app/')
  const page = new EventTarget()
  const serving = serveUrl(['digits'], connect, registrations, page)
  await serving.at
  const show = (persisted: boolean) => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
  const kinds = () => sent.map(({ data }) => (data as { netloom: string }).netloom)
  show(false)
  page.dispatchEvent(new Event('pagehide'))
  expect(kinds()).toEqual(['serves', 'stopped'])
  show(true)
  expect(kinds()).toEqual(['serves', 'stopped', 'serves'])
  expect(await asked(sent[2]?.ports[0])).toBe('/v2')

  serving.stop()
  page.dispatchEvent(new Event('pagehide'))
  show(true)
  expect(kinds().slice(3)).toEqual(['stopped'])
})

test('a renamed service is answered under its new name over a new port', async () => {
  const { sent, registrations, tell } = registered('https://x.test/app/')
  const serving = serveUrl(['digits'], connect, registrations, new EventTarget())
  await serving.at
  serving.rename(['numbers'])
  tell(new MessageEvent('message', { data: { netloom: 'who serves' } }))
  await new Promise((resolve) => setTimeout(resolve))
  const names = sent.map(({ data }) => (data as { names?: readonly string[] }).names)
  expect(names).toEqual([['digits'], ['numbers'], ['numbers']])
  expect(await asked(sent[1]?.ports[0])).toBe('/v2')
  serving.stop()
})

test('without a service worker, it says what is missing', async () => {
  expect(await serveUrl(['digits'], connect, registered(undefined).registrations, new EventTarget()).at).toEqual({
    missing: 'not installed',
  })
  expect(await serveUrl(['digits'], connect, undefined).at).toEqual({ missing: 'no service worker' })
})
