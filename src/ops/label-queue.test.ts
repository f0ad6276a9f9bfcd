/**
 * Tests the label queue over a seeded log: which requests it contains, why, in which order, and that each input occurs
 * only once.
 */
import { describe, expect, it } from 'vitest'
import { inputKey, type LabelQueueQuery, labelQueue, userLabels } from './label-queue'
import { STRATEGIES } from './labeling-strategies'
import { aggregates } from './log/aggregates'
import { openFold } from './log/fold-log'
import { slotOf } from './log/request-buffer'
import { book, cut, sampleLog } from './log/sample-log.test-help'
import { type Labels, SOURCES } from './log-entry'

const sample = sampleLog(2000, 3_600_000, 3)
/** Second labels by hand, not by callers. */
const log = { ...sample, labels: { ...sample.labels, by: sample.labels.by.map((by) => Math.min(by, 1)) } }

function folded(times: readonly number[] = []) {
  const folding = openFold({ aggregates, personLabels: userLabels })
  for (const { entries, through } of cut(log, times)) folding.push(entries, through, book)
  return folding
}

const queryWith = (more: Partial<LabelQueueQuery> = {}): LabelQueueQuery => ({
  strategy: 'margin',
  limit: 50,
  seed: 1,
  ...more,
})

function labelOf(request: number, label: number, by: number): Labels {
  const at = Float64Array.of(3_600_000)
  return {
    ...{ kind: 'labels', count: 1, id: Float64Array.of(request), label: Float32Array.of(label), at },
    by: Uint8Array.of(by),
  }
}

describe('labelQueue', () => {
  const { buffer, states } = folded()
  const view = { buffer, book }
  it('contains requests without a label, and those that a caller reported as wrong', () => {
    for (const { request, reasons } of labelQueue(view, states.personLabels, queryWith({ limit: 2000 }))) {
      const place = slotOf(buffer, request)
      if (reasons[0] !== 'corrected') expect(buffer.labelBy[place]).toBe(255)
      expect([0, 5, 6]).toContain(buffer.columns.status[place])
    }
  })
  it('contains no input twice', () => {
    const keys = labelQueue(view, states.personLabels, queryWith({ limit: 2000 })).map(({ request }) =>
      inputKey(buffer, slotOf(buffer, request)),
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBeGreaterThan(500)
  })
  it('starts with abstentions and disagreements, then by uncertainty', () => {
    const found = labelQueue(view, states.personLabels, queryWith({ limit: 2000 }))
    const firsts = found.map(({ reasons }) => reasons[0])
    expect(firsts.indexOf('abstained')).toBe(0)
    expect(firsts.lastIndexOf('abstained')).toBeLessThan(firsts.indexOf('disagrees'))
    const uncertain = found.filter(({ reasons }) => reasons[0] === 'unsure').map(({ uncertainty }) => uncertainty)
    expect(uncertain).toEqual(uncertain.toSorted((a, b) => b - a))
  })
  it('does not depend on batches, for every strategy', () => {
    const other = folded([400_000, 1_234_567, 3_000_000])
    for (const strategy of STRATEGIES)
      expect(labelQueue({ buffer: other.buffer, book }, other.states.personLabels, queryWith({ strategy }))).toEqual(
        labelQueue(view, states.personLabels, queryWith({ strategy })),
      )
  })
  it('never repeats an input that the user labeled, even if another request has it', () => {
    const again = folded()
    const [first] = labelQueue({ buffer: again.buffer, book }, again.states.personLabels, queryWith())
    const request = first?.request as number
    const key = inputKey(again.buffer, slotOf(again.buffer, request))
    again.push([labelOf(request, 1, 1)], 3_600_000, book)
    expect(again.states.personLabels.count).toBe(states.personLabels.count + 1)
    const keys = labelQueue({ buffer: again.buffer, book }, again.states.personLabels, queryWith({ limit: 2000 })).map(
      (one) => inputKey(again.buffer, slotOf(again.buffer, one.request)),
    )
    expect(keys).not.toContain(key)
  })
  it('contains no load test requests', () => {
    const again = folded()
    const asksOf = () =>
      labelQueue({ buffer: again.buffer, book }, again.states.personLabels, queryWith({ limit: 2000 }))
    const own = asksOf().map(({ request }) => slotOf(again.buffer, request))
    const sent = own.filter((_, i) => i % 2 === 0)
    for (const place of sent) again.buffer.columns.source[place] = SOURCES.indexOf('load')
    const left = new Set(asksOf().map(({ request }) => slotOf(again.buffer, request)))
    expect(sent.some((place) => left.has(place))).toBe(false)
    expect(left.size).toBeGreaterThan(200)
  })
  it('starts with requests that a caller reported as wrong', () => {
    const again = folded()
    const place = again.buffer.columns.predicted.indexOf(2)
    const request = again.buffer.id[place] as number
    again.push([labelOf(request, 0, 2)], 3_600_000, book)
    const [first] = labelQueue({ buffer: again.buffer, book }, again.states.personLabels, queryWith())
    expect(first).toMatchObject({ request, reasons: expect.arrayContaining(['corrected']) as unknown })
  })
  it('leaves out skipped requests, and those with other reasons than the requested ones', () => {
    const [first] = labelQueue(view, states.personLabels, queryWith())
    const without = new Set([first?.request as number])
    expect(labelQueue(view, states.personLabels, queryWith({ without }))[0]?.request).not.toBe(first?.request)
    const wanted = labelQueue(view, states.personLabels, queryWith({ reasons: ['disagrees'] }))
    expect(wanted.every(({ reasons }) => reasons.includes('disagrees'))).toBe(true)
  })
  it('starts with inputs that the user asked to label, for every strategy', () => {
    const all = labelQueue(view, states.personLabels, queryWith({ limit: 2000 }))
    const last = all.at(-1)?.request as number
    const wanted = new Set([inputKey(buffer, slotOf(buffer, last))])
    for (const strategy of STRATEGIES) {
      const [first] = labelQueue(view, states.personLabels, queryWith({ strategy, requested: wanted }))
      expect([first?.request, first?.reasons[0]], strategy).toEqual([last, 'wanted'])
    }
  })
  it('draws at random from its seed', () => {
    const of = (seed: number) => labelQueue(view, states.personLabels, queryWith({ strategy: 'random', seed }))
    expect(of(1)).toEqual(of(1))
    expect(of(1)).not.toEqual(of(2))
  })
})
