/**
 * @file Tests that the edit history entry of a roles step lists what the step changed, not all columns that are
 * excluded from the inputs.
 */
import { expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Dataset } from '../dataset'
import { roles } from './column-steps'

const number = (name: string) => ({ name, type: 'number' }) as const
const dataset = {
  schema: {
    ...{ id: 's', title: 'S', kind: 'table', rows: 0, testRows: 0, target: 'left', ignore: ['joined'] },
    columns: [number('joined'), number('customer'), number('left')],
  },
  columns: [0, 1, 2].map(() => ({ type: 'number', values: new Float32Array(0) })),
} as unknown as Dataset

function recorded(ignore: readonly string[]): string {
  const step = { kind: 'roles', ignore } as const
  const after = roles.apply(dataset, step, new Map())
  if (!after.ok) throw new Error('refused')
  const settled = roles.settle?.(step, dataset, after.value) ?? step
  expect(roles.check(settled)).toBeUndefined()
  return formatMessage(roles.record(settled))
}

test('columns that are newly excluded, or no longer', () => {
  expect(recorded(['joined', 'customer'])).toBe('Changed roles: not an input: "customer"')
  expect(recorded([])).toBe('Changed roles: input again: "joined"')
  // A step recorded by an earlier version.
  expect(formatMessage(roles.record({ kind: 'roles', ignore: ['joined', 'customer'] }))).toBe(
    'Changed roles: not an input: "joined" and "customer"',
  )
})
