/**
 * @file Drift: inputs change. The operators are the operations available on the Data page, and a curve determines their
 * strength.
 */
import { choice, float, text as textParam } from '../../../catalog/params'
import { augmentations } from '../../../data/augment'
import { transforms } from '../../../data/transforms'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { curveParams, defineEvent, in32nds, levelAt } from '../define-event'

/**
 * Augmentations of single examples, transforms that can be applied partially, and `world`, which stands for the drifts
 * of the dataset's generator.
 */
const operators: readonly string[] = [
  ...augmentations.filter(({ mix }) => !mix).map(({ kind }) => kind),
  ...transforms.filter(({ blends }) => blends).map(({ kind }) => kind),
  'world',
]

const text = scenarioEventsText.drift

export const drift = defineEvent({
  kind: 'drift',
  track: 'drift',
  loggedAs: 'Drift', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    operator: choice({
      ...text.operator,
      options: operators,
      default: 'noise',
    }),
    column: textParam({ ...text.column, maxLength: 200, default: '' }),
    strength: float({ ...text.strength, min: 0, max: 1, step: 1 / 32, default: 1 }),
    amount: float({
      ...text.amount,
      min: 0.1,
      max: 20,
      step: 0.1,
      default: 1,
    }),
    ...curveParams,
  },
  conflictKey: ({ operator, column }) => `${operator} of ${column}`,
  effect(params, moment) {
    const strength = in32nds(params.strength * levelAt(params, moment))
    if (strength === 0) return {}
    return { drift: { operator: params.operator, column: params.column, strength, amount: params.amount } }
  },
})
