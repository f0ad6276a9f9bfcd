/** @file Tests that the exported log has every stored request once, and adds up to the totals. */
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { HOUR } from '../../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo, tenHours } from '../../testing/served-moons.test-help'

test('the log as CSV adds up to the totals of the log, and follows its query', async () => {
  const netloom = await openMoons()
  try {
    await netloom.run('service.new', { name: 'moons', model: 'moons' })
    await netloom.run(
      'scenario.set',
      tenHours({ id: 'n1', kind: 'deploy', startMs: HOUR / 2, lengthMs: HOUR, model: 'permuted classes' }),
    )
    await playedTo(netloom, HOUR)
    const read = async (query?: object) => {
      const csv = await netloom.run<string>('log.export', query && { query })
      return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data
    }
    const totals = await netloom.run<{ requests: number; statuses: Record<string, number> }>('log.totals')
    const all = await read()
    expect(all.length).toBe(totals.requests)
    expect(new Set(all.map(({ request }) => request)).size).toBe(all.length)
    expect(all.filter(({ status }) => status === 'ok').length).toBe(totals.statuses.ok)
    const times = all.map(({ at_ms }) => Number(at_ms))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect([...new Set(all.map(({ predicted }) => predicted))].sort()).toEqual(['lower', 'upper'])
    expect([...new Set(all.map(({ version }) => version))]).toEqual(['moons v1', 'new build of moons'])
    const late = await read({ from: HOUR / 2 })
    expect(late.map(({ request }) => request)).toEqual(
      all.filter(({ at_ms }) => Number(at_ms) >= HOUR / 2).map(({ request }) => request),
    )
    expect(late.length).toBeGreaterThan(0)
    expect(late.length).toBeLessThan(all.length)
  } finally {
    await closeMoons(netloom)
  }
}, 30_000)
