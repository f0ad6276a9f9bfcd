/** @file A shadow deployment: a second model answers copies of all requests, and its answers are never returned. */
import type { Service } from '../../compile/project'
import { servicesText as text } from '../../messages/en/gallery/services'
import { draw } from '../template'

/** A service in which the champion answers requests and a shadow model is compared with the champion. */
export function shadowService(modelName: string, name = text.shadow({ model: modelName })): Service {
  return {
    name,
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source'],
        validate: [1, 0, 'validate', 'Validate'],
        features: [2, 0, 'features', 'Features'],
        shadow: [3, 0, 'shadow', 'Shadow'],
        champion: [0, 1, 'model', 'Champion', { model: modelName }],
        rehearsed: [0, 2, 'model', 'Shadow model', { model: modelName, alias: 'shadow' }],
        fallback: [1, 1, 'fallback', 'Fallback'],
        log: [2, 1, 'log', 'Log'],
      },
      [
        ...['source > validate', 'validate > features', 'features > shadow', 'shadow > champion'],
        ...['shadow > rehearsed', 'champion > fallback', 'fallback > log'],
      ],
    ),
  }
}
