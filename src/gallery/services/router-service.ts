/** @file A cascade: a small model answers easy requests, and a large model answers the rest. */
import type { Service } from '../../compile/project'
import { servicesText as text } from '../../messages/en/gallery/services'
import { draw } from '../template'

/** A service with a small model, and a router that forwards requests with uncertain predictions to a large model. */
export function routerService(
  small: string,
  large = small,
  name = small === large ? text.cascadeOfOne({ model: small }) : text.cascadeOfTwo({ small, large }),
): Service {
  return {
    name,
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source'],
        limit: [1, 0, 'rateLimit', 'Rate limit'],
        validate: [2, 0, 'validate', 'Validate'],
        features: [3, 0, 'features', 'Features'],
        small: [0, 1, 'model', 'Small', { model: small }],
        router: [1, 1, 'router', 'Router'],
        large: [2, 1, 'model', 'Large', { model: large, ...(small === large ? { alias: 'challenger' } : {}) }],
        log: [3, 1, 'log', 'Log'],
      },
      [
        ...['source > limit', 'limit > validate', 'validate > features', 'features > small'],
        ...['small > router', 'router > large', 'large > log'],
      ],
    ),
  }
}
