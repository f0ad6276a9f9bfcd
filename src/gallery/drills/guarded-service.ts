/**
 * @file The service used by most drills: a split between two models, a stage that abstains when the prediction is
 * uncertain, and a fallback when both models fail.
 */
import type { ParamValue } from '../../catalog/params'
import type { Service } from '../../compile/project'
import { draw } from '../template'

type Params = Readonly<Record<string, ParamValue>>

/** The stages: source, validate, split, champion and challenger, abstain, fallback, log. */
export function guardedService(
  model: string,
  name: string,
  split: { readonly champion: number; readonly challenger: number },
  more: { readonly source?: Params; readonly replica?: Params; readonly abstain?: Params } = {},
): Service {
  const { source = {}, replica = {}, abstain = { below: 0 } } = more
  return {
    name,
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source', source],
        validate: [1, 0, 'validate', 'Validate'],
        features: [2, 0, 'features', 'Features'],
        split: [3, 0, 'split', 'Split', split],
        champion: [0, 1, 'model', 'Champion', { model, ...replica }],
        challenger: [0, 2, 'model', 'Challenger', { model, alias: 'challenger', ...replica }],
        abstain: [1, 1.5, 'abstain', 'Abstain', abstain],
        fallback: [2, 1.5, 'fallback', 'Fallback'],
        log: [3, 1.5, 'log', 'Log'],
      },
      [
        ...['source > validate', 'validate > features', 'features > split', 'split > champion', 'split > challenger'],
        ...['champion > abstain', 'challenger > abstain', 'abstain > fallback', 'fallback > log'],
      ],
    ),
  }
}
