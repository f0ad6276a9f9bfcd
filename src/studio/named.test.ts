import { expect, test } from 'vitest'
import { message, say } from '../base/messages/message'
import { moonsMlp } from '../gallery/moons-mlp'
import type { FromTrainer } from '../protocol/trainer-messages'
import { named } from './named'

const fix = { kind: 'rate', to: 0.5, now: 1 } as const
const failed = (layer: string): FromTrainer => ({
  type: 'failed',
  run: 'r',
  step: 3,
  said: message('not-finite', { what: 'The loss', epoch: 1, step: 3, layer, rows: [12, 87], fix }),
})

test('the layer at which a number stopped being finite is told by its label, any other message as it came', () => {
  const said = named(failed('dense_2'), moonsMlp.content)
  expect(said.type === 'failed' && say(said.said)).toContain('first in Dense 2 (rows 12, 87)')
  expect(named(failed('unheard_of'), moonsMlp.content)).toEqual(failed('unheard_of'))
  const pulse = { type: 'pulse' } as const
  expect(named(pulse, moonsMlp.content)).toBe(pulse)
})
