/** @file A cascade: a small model answers what is easy, a large one the rest. */
import type { Service } from '../../compile/project'
import { draw } from '../template'

/** A small model in front, and a large one behind a router for what the small one is not sure of. */
export function routerService(
  small: string,
  large = small,
  name = small === large ? `${small} cascade` : `${small} and ${large}`,
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
