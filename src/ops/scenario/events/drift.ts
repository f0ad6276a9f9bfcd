/** @file Drift: inputs are not what they were. Its operators are those of the Data room, each weaker or stronger as a curve says. */
import { choice, float, text } from '../../../catalog/params'
import { augmentations } from '../../../data/augment'
import { transforms } from '../../../data/transforms'
import { curveParams, in32nds, levelAt } from '../curve'
import { defineNote } from '../define-event'

/** What varies one sample by itself, what can be done in part, and what the world of a set does on its own. */
const operators: readonly string[] = [
  ...augmentations.filter(({ mix }) => !mix).map(({ kind }) => kind),
  ...transforms.filter(({ blends }) => blends).map(({ kind }) => kind),
  'world',
]

export const drift = defineNote({
  kind: 'drift',
  lane: 'drift',
  title: 'Drift',
  summary: 'Inputs are changed by an operator of the Data room, as strongly as its curve says.',
  params: {
    operator: choice({
      label: 'Operator',
      options: operators,
      default: 'noise',
      help: 'brightness: darker and flatter, all pictures alike. world: a drift of the set’s own world, by its name.',
    }),
    column: text({ label: 'Column or drift', maxLength: 200, default: '', help: 'Empty: all that it can change.' }),
    strength: float({ label: 'Strength', min: 0, max: 1, step: 1 / 32, default: 1 }),
    amount: float({
      label: 'Amount',
      min: 0.1,
      max: 20,
      step: 0.1,
      default: 1,
      help: 'At full strength, so many times what the Data room does by default.',
    }),
    ...curveParams,
  },
  voice: ({ operator, column }) => `${operator} of ${column}`,
  sound(params, place) {
    const strength = in32nds(params.strength * levelAt(params, place))
    if (strength === 0) return {}
    return { drift: { operator: params.operator, column: params.column, strength, amount: params.amount } }
  },
})
