/** @file What a run ended by is told as a person reads it. */
import { expect, test } from 'vitest'
import { message, formatMessage } from '../messages/message'
import { moonsMlp } from '../gallery/moons-mlp'
import type { FromTrainer } from '../protocol/trainer-messages'
import { named } from './with-user-labels'

const fix = { kind: 'rate', to: 0.5, now: 1 } as const
const failed = (layer: string): FromTrainer => ({
  type: 'failed',
  run: 'r',
  step: 3,
  said: message('not-finite', { what: 'loss', epoch: 1, step: 3, layer, rows: [12, 87], fix }),
})

test('the layer at which a number stopped being finite is told by its label, any other message as it came', () => {
  const said = named(failed('dense_2'), moonsMlp.content)
  expect(said.type === 'failed' && formatMessage(said.said)).toContain('first in Dense 2 (rows 13 and 88)')
  const other = named(failed('unheard_of'), moonsMlp.content)
  expect(other.type === 'failed' && formatMessage(other.said)).toContain('first in unheard_of')
  // Rows as they are called in the set, though some were left out before them.
  const rows = Int32Array.from({ length: 100 }, (_, row) => row + 5)
  const base = { schema: { ...moonsMlp.content.data.schema } } as never
  const left = named(failed('dense_2'), moonsMlp.content, { origin: { base, rows } })
  expect(left.type === 'failed' && formatMessage(left.said)).toContain('(rows 18 and 93)')
  const pulse = { type: 'pulse' } as const
  expect(named(pulse, moonsMlp.content)).toBe(pulse)
})
