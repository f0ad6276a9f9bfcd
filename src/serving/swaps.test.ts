import { afterEach, expect, test, vi } from 'vitest'
import { rng } from '../base/rng'
import type { Alias } from '../catalog/lowered-stage'
import type { LogDictionary, Requests } from '../ops/log-entry'
import { openCaller } from '../protocol/service-url-messages'
import type { FromServing, ToServing } from '../protocol/serving-messages'
import { initialWeights } from '../training/initial-weights'
import '../training/testing/node-wasm'
import { testScope } from '../protocol/worker-scope.test-help'
import { decimal } from './http/write-response'
import { toPredictProgram } from './predict-program'
import { serveService } from './serve-service'
import { MODELS, spec, start } from './testing/fixture'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const [FIRST] = MODELS as [(typeof MODELS)[number]]
/** A version that is added while requests arrive. */
const THIRD = {
  ...FIRST,
  ref: { model: 'net', version: 3 },
  weights: initialWeights(FIRST.model, toPredictProgram(FIRST.model, 1).specs, 3),
}
const INPUTS = [
  [0.5, -0.25],
  [-0.5, 0.75],
  [0.1, 0.1],
  [-0.9, -0.4],
] as const
/** The response to one row. */
interface Said {
  readonly status: string
  readonly version: string
  readonly probabilities: string
}
interface Reply {
  readonly model_version: string
  readonly parameters: { readonly status: string; readonly versions?: string }
  readonly outputs: readonly { readonly data: readonly (string | number)[] }[]
}

async function opened() {
  const onLogged: FromServing[] = []
  const say = await new Promise<(message: ToServing) => void>((resolve) => {
    const { scope, deliver } = testScope<ToServing, FromServing>((message) => {
      onLogged.push(message)
      if (message.type === 'opened') resolve(deliver)
    })
    endings.push(serveService(scope))
    deliver({ type: 'open', id: 1, ...start() })
  })
  const { port1, port2 } = new MessageChannel()
  say({ type: 'listen', port: port1 })
  const caller = openCaller(port2)
  endings.push(caller.close)
  async function infer(path: string, rows: readonly (readonly number[])[]): Promise<readonly Said[]> {
    const input = { name: inputName, shape: [rows.length, 2], datatype: 'FP32', data: rows.flat() }
    const body = JSON.stringify({ inputs: [input] })
    const reply = await caller.call({ method: 'POST', path: `/v2/models/${path}/infer`, headers: {}, body })
    // As long as the champion alias is not set, no model can respond.
    if (reply?.status === 503) return []
    expect(reply?.status, reply?.body).toBe(200)
    const { model_version, parameters, outputs } = JSON.parse(reply?.body ?? '') as Reply
    const statuses = parameters.status.split(',')
    const versions = parameters.versions?.split(',')
    const numbers = outputs[1]?.data ?? []
    return rows.map((_, row) => ({
      status: statuses.length === 1 ? (statuses[0] as string) : (statuses[row] as string),
      version: versions?.[row] ?? model_version,
      probabilities: JSON.stringify(numbers.slice(2 * row, 2 * row + 2)),
    }))
  }
  const meta = await caller.call({ method: 'GET', path: '/v2/models/net', headers: {}, body: '' })
  const inputName = JSON.parse(meta?.body ?? '').inputs[0].name as string
  return { say, received: onLogged, infer }
}

test.each([1, 2, 3])(
  'while aliases, shares, caches and versions change at random, each response equals a direct prediction of the version it names, and so does the log (seed %i)',
  async (seed) => {
    const { say, received: onLogged, infer } = await opened()
    const source = rng(seed, { kind: 'generate' })
    const random = () => source.uniform()
    const { below } = source
    let id = 10
    const versions = [1, 2]
    const replies: Promise<readonly Said[]>[] = []
    const request: number[][] = []
    for (let i = 0; i < 240; i++) {
      if (i === 60) {
        say({ type: 'models', id: id++, models: [THIRD] })
        versions.push(3)
      }
      if (random() < 0.3) {
        // Sometimes an alias is not set, or points to a version that does not exist.
        const at = (): Partial<Record<Alias, number>>[Alias] => [...versions, undefined, 9][below(versions.length + 2)]
        const [champion, challenger] = [at(), at()]
        const net = { ...(champion && { champion }), ...(challenger && { challenger }) }
        say({ type: 'aliases', id: id++, aliases: { net }, by: 'test', why: 'at random' })
      }
      if (random() < 0.1) {
        const drawing = spec({ challenger: below(101), cache: random() < 0.5 ? 3 : 0 })
        say({ type: 'spec', id: id++, spec: drawing, by: 'test', why: 'at random' })
      }
      const rows = Array.from({ length: 1 + below(3) }, () => below(INPUTS.length))
      request.push(rows)
      replies.push(
        infer(
          'points',
          rows.map((row) => INPUTS[row] as readonly number[]),
        ),
      )
      if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const answers = await Promise.all(replies)
    const alone = new Map<string, string>()
    for (const version of versions)
      for (const [row, input] of INPUTS.entries()) {
        const [one] = await infer(`net/versions/${version}`, [input])
        alone.set(`${version} ${row}`, one?.probabilities ?? '')
      }
    expect(new Set(alone.values()).size).toBe(alone.size)

    const seen = new Set<string>()
    for (const [i, rows] of request.entries())
      for (const [k, row] of rows.entries()) {
        const answer = answers[i]?.[k]
        if (!answer) continue
        const { status, version, probabilities } = answer
        seen.add(`${status} ${version}`)
        if (status === 'ok') expect(probabilities, `request ${i}, row ${k}`).toBe(alone.get(`${version} ${row}`))
        else expect(status).toBe('fallback')
      }
    for (const one of ['ok 1', 'ok 2', 'ok 3']) expect(seen).toContain(one)
    expect([...seen].some((one) => one.startsWith('fallback'))).toBe(true)

    const requests = () =>
      onLogged
        .flatMap((one) => (one.type === 'entries' ? one.entries : []))
        .filter((entry): entry is Requests => entry.kind === 'requests')
    const flat = answers.flat()
    // The total also includes the requests that were sent to a specific version.
    const all = flat.length + alone.size
    const logged = () => requests().reduce((sum, { count }) => sum + count, 0)
    await vi.waitFor(() => expect(logged()).toBe(all), { timeout: 10_000 })
    const books = onLogged.flatMap((one): readonly LogDictionary[] =>
      (one.type === 'entries' || one.type === 'opened') && one.book ? [one.book] : [],
    )
    const refs = books.at(-1)?.versions ?? []
    for (const { first, count, version, outputs } of requests())
      for (let i = 0; i < count; i++) {
        const one = flat[first + i]
        if (one?.status !== 'ok') continue
        expect(String(refs[version[i] as number]?.version)).toBe(one.version)
        const numbers = Array.from(outputs.slice(2 * i, 2 * i + 2), decimal)
        expect(JSON.stringify(numbers)).toBe(one.probabilities)
      }
  },
)
