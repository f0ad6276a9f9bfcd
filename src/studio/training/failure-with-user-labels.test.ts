/** @file The reason a run failed, with the user's labels and row numbers. */
import { expect, test } from 'vitest'
import { message, formatMessage } from '../../messages/message'
import { moonsMlp } from '../../gallery/moons-mlp'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { withUserLabels } from './failure-with-user-labels'

const fix = { kind: 'rate', to: 0.5, now: 1 } as const
const failed = (layer: string): FromTrainer => ({
  type: 'failed',
  run: 'r',
  step: 3,
  reason: message('not-finite', { what: 'loss', epoch: 1, step: 3, layer, rows: [12, 87], fix }),
})

test('names the layer with the first non-finite number by its label; other messages are unchanged', () => {
  const labeled = withUserLabels(failed('dense_2'), moonsMlp.content)
  expect(labeled.type === 'failed' && formatMessage(labeled.reason)).toContain(
    'first in Dense 2, while training on dataset rows 13 and 88',
  )
  const other = withUserLabels(failed('unheard_of'), moonsMlp.content)
  expect(other.type === 'failed' && formatMessage(other.reason)).toContain('first in unheard_of')
  // Row numbers refer to the original dataset, even if some rows were excluded.
  const rows = Int32Array.from({ length: 100 }, (_, row) => row + 5)
  const base = { schema: { ...moonsMlp.content.data.schema } } as never
  const left = withUserLabels(failed('dense_2'), moonsMlp.content, { origin: { base, rows } })
  expect(left.type === 'failed' && formatMessage(left.reason)).toContain('while training on dataset rows 18 and 93')
  const pulse = { type: 'pulse' } as const
  expect(withUserLabels(pulse, moonsMlp.content)).toBe(pulse)
})
