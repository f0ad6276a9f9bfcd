import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, SOURCES } from '../log-entry'
import { aggregates, packDay } from './aggregates'
import { defineReducer, fold, openFold, timeSegments } from './fold-log'
import { makeRequestBuffer } from './request-buffer'
import { book, cut, sampleLog } from './sample-log.test-help'

/** Records everything it receives, so that any difference becomes visible. */
const recorder = defineReducer<{ lines: string[]; open: number }>({
  initial: () => ({ lines: [], open: 0 }),
  requests(state, requests, from, to) {
    for (let i = from; i < to; i++) state.lines.push(`${requests.at[i]} request ${requests.first + i}`)
    state.open += to - from
  },
  label(state, labels, row, { buffer }) {
    const id = labels.id[row] as number
    state.lines.push(`${labels.at[row]} label of ${id}, until now ${buffer.label[id % buffer.capacity]}`)
  },
  change: (state, change) => void state.lines.push(`${change.at} change ${change.what.type}`),
  minute(state, minute) {
    state.lines.push(`${minute} is over with ${state.open}`)
    state.open = 0
  },
})

const log = sampleLog(300, 20 * 60_000)
const whole: Entry[] = [log.requests, log.labels, ...log.changes]
const at = fc.uniqueArray(fc.integer({ min: 0, max: log.through }), { maxLength: 20 })

describe('a log read live', () => {
  test('gives the same state as one read at once, whatever the batches', () => {
    const once = fold({ recorded: recorder, aggregates }, whole, log.through, book)
    expect(once.recorded.lines.length).toBeGreaterThan(400)
    void fc.assert(
      fc.property(at, fc.integer({ min: 20, max: 400 }), (times, capacity) => {
        const live = openFold(
          { recorded: recorder, aggregates },
          { ring: makeRequestBuffer({ width: 3, stages: 3 }, capacity) },
        )
        for (const batch of cut(
          log,
          times.sort((a, b) => a - b),
        ))
          live.push(batch.entries, batch.through, book)
        const again = openFold(
          { recorded: recorder, aggregates },
          { ring: makeRequestBuffer({ width: 3, stages: 3 }, capacity) },
        )
        again.push(whole, log.through, book)
        expect(live.states.recorded).toEqual(again.states.recorded)
        expect(packDay(live.states.aggregates, 0)).toEqual(packDay(again.states.aggregates, 0))
        if (capacity >= 300) {
          expect(live.states.recorded).toEqual(once.recorded)
          expect(packDay(live.states.aggregates, 0)).toEqual(packDay(once.aggregates, 0))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('hides load tests from reducers: their requests are only stored, mixed with others or alone', () => {
    const asOf = (source: number) => ({
      ...log.requests,
      source: log.requests.source.map((own, i) => (i % 100 < 40 ? source : own)),
    })
    const read = (source: number) => {
      const live = openFold(
        { recorded: recorder, aggregates },
        { ring: makeRequestBuffer({ width: 3, stages: 3 }, 400) },
      )
      live.push([asOf(source), log.labels], log.through, book)
      const of = (kind: string) =>
        live.states.recorded.lines.flatMap((line) => {
          const id = new RegExp(`${kind} (\\d+)`).exec(line)?.[1]
          return id === undefined ? [] : [Number(id)]
        })
      return {
        requests: of('request'),
        labels: of('label of'),
        next: live.buffer.next,
        kept: live.buffer.columns.source,
      }
    }
    const load = read(SOURCES.indexOf('load'))
    const url = read(SOURCES.indexOf('url'))
    expect(url.requests).toHaveLength(300)
    expect(load.requests).toEqual(url.requests.filter((id) => id % 100 >= 40))
    expect(load.labels).toEqual(url.labels.filter((id) => id % 100 >= 40))
    expect(load.labels.length).toBeLessThan(url.labels.length)
    expect(load.next).toBe(300)
    expect(load.kept[0]).toBe(SOURCES.indexOf('load'))
  })

  test('reports every minute once, in order, also in a quiet hour', () => {
    const { recorded: state } = fold({ recorded: recorder }, whole, 80 * 60_000, book)
    const minutes = state.lines.flatMap((line) => (line.includes('is over') ? [Number.parseInt(line, 10)] : []))
    expect(minutes).toEqual(Array.from({ length: 80 }, (_, i) => i))
  })

  test('is passed in time order: a change before a simultaneous request, a label after it', () => {
    const lines = [...timeSegments(whole)].flatMap((segment) =>
      segment.kind === 'change' ? [segment.entry.at] : [...segment.entry.at.subarray(segment.from, segment.to)],
    )
    expect(lines).toEqual([...lines].sort((a, b) => a - b))
    const same: Entry[] = [
      {
        kind: 'labels',
        count: 1,
        id: Float64Array.of(0),
        label: Float32Array.of(1),
        at: Float64Array.of(5),
        by: Uint8Array.of(0),
      },
      { ...log.requests, count: 1, at: Float64Array.of(5) },
      { kind: 'change', at: 5, what: { type: 'service', why: '' } },
    ]
    expect([...timeSegments(same)].map(({ kind }) => kind)).toEqual(['change', 'requests', 'labels'])
  })

  test('an entry of a completed minute counts in the current one', () => {
    expect([...timeSegments([{ kind: 'change', at: 5, what: { type: 'service', why: '' } }], 3)][0]?.minute).toBe(3)
  })
})
