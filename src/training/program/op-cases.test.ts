import { expect, test } from 'vitest'
import { interpretMachine, OP_NAMES } from './op-cases'
import { compareOps, opCases } from './op-cases'
import type { Machine } from './machine'

const cases = opCases(1)

test('every op has at least three cases with unique names', () => {
  const counts = new Map<string, number>()
  for (const { ops } of cases) for (const { op } of ops) counts.set(op, (counts.get(op) ?? 0) + 1)
  expect(OP_NAMES.filter((op) => (counts.get(op) ?? 0) < 3)).toEqual([])
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

test('the interpreter agrees with itself, and every case changes finite values', async () => {
  const reports = await compareOps(interpretMachine(), cases)
  expect(reports.filter(({ worst }) => worst !== 0)).toEqual([])
})

test('a machine that skips an op fails every case', async () => {
  const honest = interpretMachine()
  const idle: Machine = { ...honest, open: async (specs) => ({ ...(await honest.open(specs)), run: () => undefined }) }
  const reports = await compareOps(idle, cases)
  // The only case whose correct result equals the untouched buffers is an update that does not change the weights yet.
  const quiet = reports.filter(({ worst }) => worst === 0).map(({ name }) => name)
  expect(quiet).toEqual(['update SGD, clip by value 0'])
})
