/**
 * @file Tests serveAnalysis and its client in one thread: columns are transferred only once, and jobs run one at a time
 * and can be canceled.
 */
import { expect, test } from 'vitest'
import type { Dataset, Split } from '../data/dataset'
import { openAnalysis } from '../protocol/analysis-client'
import type { FromAnalysis, ToAnalysis } from '../protocol/analysis-messages'
import type { WorkerLike } from '../protocol/worker-client'
import { testScope } from '../protocol/worker-scope.test-help'
import { serveAnalysis } from './serve-analysis'

const ROWS = 400_000

function numbers(names: readonly string[], rows = 50): Dataset {
  return {
    schema: {
      ...{ id: 's', title: 'S', kind: 'table', rows, testRows: 0, target: names[0] as string, ignore: [] },
      columns: names.map((name) => ({ name, type: 'number' as const })),
    },
    columns: names.map((_, c) => ({
      type: 'number' as const,
      values: Float32Array.from({ length: rows }, (_, row) => ((row * (c + 3)) % 97) / 7),
    })),
  }
}

const SPLIT: Split = { train: Uint32Array.of(0, 1, 2), validation: Uint32Array.of(3), test: Uint32Array.of(4) }

/**
 * Creates ports as a worker would provide them. The first `deaf` ports receive no messages after their first job, like
 * a busy worker.
 */
function ports({ deaf = 0 } = {}) {
  const sent: ToAnalysis[] = []
  const messages: FromAnalysis[] = []
  let opened = 0
  const open = (): WorkerLike<ToAnalysis, FromAnalysis> => {
    const mute = opened++ < deaf
    const { scope, deliver } = testScope<ToAnalysis, FromAnalysis>((message) => {
      messages.push(message)
      setTimeout(() => worker.onmessage?.({ data: message } as MessageEvent<FromAnalysis>), 0)
    })
    let closed = false
    const worker: WorkerLike<ToAnalysis, FromAnalysis> = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage(message) {
        sent.push(message)
        if (!mute) setTimeout(() => !closed && deliver(message), 0)
      },
      terminate() {
        closed = true
      },
    }
    serveAnalysis(scope)
    return worker
  }
  return { sent, messages, open, opened: () => opened }
}

test('columns are transferred once, and after a step only those that changed', async () => {
  const { sent, open } = ports()
  const client = openAnalysis(open)
  const first = numbers(['a', 'b', 'c'])
  const [profiles, found] = await Promise.all([
    client.ask('profile', { key: 'one', dataset: first, split: SPLIT }, {}),
    client.ask('report', { key: 'one', dataset: first, split: SPLIT }, {}),
  ])
  expect(profiles.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(found.map(({ code }) => code)).toContain('few-rows')
  expect(sent.filter(({ type }) => type === 'column')).toHaveLength(3)
  const other = numbers(['x']).columns[0] as Dataset['columns'][0]
  const second = { schema: first.schema, columns: first.columns.with(1, other) }
  await client.ask('profile', { key: 'two', dataset: second, split: SPLIT }, {})
  expect(sent.filter(({ type }) => type === 'column')).toHaveLength(4)
  client.close()
})

test('large columns are transferred one per task, and a job canceled before sending is never sent', async () => {
  const { sent, open } = ports()
  const client = openAnalysis(open)
  const data = { key: 'large', dataset: numbers(['a', 'b', 'c'], ROWS), split: SPLIT }
  const abort = new AbortController()
  const given = client.ask('profile', data, {}, { signal: abort.signal })
  const other = client.ask('report', data, {})
  expect(sent.map(({ type }) => type)).toEqual(['column'])
  abort.abort(new Error('no more'))
  await expect(given).rejects.toThrow('no more')
  expect((await other).length).toBeGreaterThan(0)
  expect(sent.map(({ type }) => type)).toEqual(['column', 'column', 'column', 'set', 'job'])
  client.close()
})

test('a canceled job ends at its next yield, and the same worker runs the next one', async () => {
  const { open, opened, messages } = ports()
  // The timeout is generous so that the test also passes on a slow machine.
  const client = openAnalysis(open, 60_000)
  const data = { key: 'large', dataset: numbers(['a', 'b', 'c', 'd', 'e', 'f'], ROWS), split: SPLIT }
  const abort = new AbortController()
  let seen = 0
  const request = client.ask(
    'profile',
    data,
    {},
    {
      signal: abort.signal,
      onProgress: () => {
        seen++
      },
    },
  )
  while (seen === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  const before = messages.length
  abort.abort()
  await expect(request).rejects.toThrow()
  const small = { key: 'small', dataset: numbers(['a']), split: SPLIT }
  expect(await client.ask('profile', small, {})).toHaveLength(1)
  expect(opened()).toBe(1)
  const [first] = messages
  const later = messages.slice(before).filter(({ id }) => id === first?.id)
  expect(later.at(-1)?.type).toBe('cancelled')
  // After the cancellation, only messages that were already in transit may arrive.
  expect(later.length).toBeLessThanOrEqual(3)
  client.close()
})

test('an unresponsive worker is terminated, and a new one gets the other requests', async () => {
  const { open, opened } = ports({ deaf: 1 })
  const client = openAnalysis(open)
  const data = { key: 'one', dataset: numbers(['a', 'b']), split: SPLIT }
  const abort = new AbortController()
  const given = client.ask('report', data, {}, { signal: abort.signal })
  const other = client.ask('profile', data, {})
  abort.abort()
  await expect(given).rejects.toThrow()
  expect(await other).toHaveLength(2)
  expect(opened()).toBe(2)
  client.close()
})

test('an error of a job is reported to its caller', async () => {
  const { open } = ports()
  const client = openAnalysis(open)
  const broken = { ...numbers(['a', 'b']), columns: [null as never, numbers(['b']).columns[0] as never] }
  await expect(client.ask('report', { key: 'k', dataset: broken, split: SPLIT }, {})).rejects.toThrow()
  client.close()
})
