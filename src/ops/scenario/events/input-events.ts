/** @file Events that change which inputs arrive: more requests of a slice, and drift. */
import { choice, float, text as textParam } from '../../../catalog/params'
import { augmentations } from '../../../data/augment'
import { transforms } from '../../../data/transforms'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { curveParams, defineEvent, in32nds, levelAt } from '../define-event'

const text = scenarioEventsText

/** More of a slice: the requests of one slice become more frequent. */
export const share = defineEvent({
  kind: 'share',
  track: 'mix',
  loggedAs: 'More of a slice', // not text: stored in logs
  text: text.share,
  params: {
    slice: textParam({ ...text.share.slice, maxLength: 200, default: '' }),
    share: float({ ...text.share.share, min: 0, max: 1, step: 0.05, default: 0.5 }),
    ...curveParams,
  },
  requires: ['slice'],
  conflictKey: ({ slice }) => `share of ${slice}`,
  effect: (params, moment) => ({ mix: { slice: params.slice, share: params.share * levelAt(params, moment) } }),
})

/**
 * Augmentations of single examples, transforms that can be applied partially, and `world`, which stands for the drifts
 * of the dataset's generator; each with its title on the Data page.
 */
const operators: Readonly<Record<string, string>> = Object.fromEntries([
  ...augmentations.filter(({ mix, isOfEngine }) => !mix && !isOfEngine).map(({ kind, title }) => [kind, title]),
  ...transforms.filter(({ blends }) => blends).map(({ kind, title }) => [kind, title]),
  ['world', text.drift.generator],
])

/** The title of an operator; an unknown one is returned unchanged. */
export function operatorTitle(operator: string): string {
  return operators[operator] ?? operator
}

/** Drift: inputs change. The operators are the operations available on the Data page, and a curve determines their strength. */
export const drift = defineEvent({
  kind: 'drift',
  track: 'drift',
  loggedAs: 'Drift', // not text: stored in logs
  text: text.drift,
  params: {
    operator: choice({ ...text.drift.operator, options: Object.keys(operators), labels: operators, default: 'noise' }),
    column: textParam({ ...text.drift.column, maxLength: 200, default: '' }),
    strength: float({ ...text.drift.strength, min: 0, max: 1, step: 1 / 32, default: 1 }),
    amount: float({ ...text.drift.amount, min: 0.1, max: 20, step: 0.1, default: 1 }),
    ...curveParams,
  },
  conflictKey: ({ operator, column }) => `${operator} of ${column}`,
  effect(params, moment) {
    const strength = in32nds(params.strength * levelAt(params, moment))
    if (strength === 0) return {}
    return { drift: { operator: params.operator, column: params.column, strength, amount: params.amount } }
  },
})
