/** @file The services that a new service diagram can start from. */
import type { Service } from '../compile/project'
import { servicesText as text } from '../messages/en/gallery/services'
import { draw } from './template'

/**
 * A service from source to log, with a champion, a challenger, and a stage that abstains when the prediction is
 * uncertain.
 */
export function exampleService(modelName: string, name = text.guarded({ model: modelName })): Service {
  // The first row of stages guards and routes requests; the second answers them.
  return {
    name,
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source'],
        validate: [1, 0, 'validate', 'Validate'],
        features: [2, 0, 'features', 'Features'],
        cache: [3, 0, 'cache', 'Cache', { minutes: 1 }],
        split: [4, 0, 'split', 'Split'],
        champion: [0, 1, 'model', 'Champion', { model: modelName }],
        challenger: [0, 2, 'model', 'Challenger', { model: modelName, alias: 'challenger' }],
        calibrate: [1, 1, 'calibrate', 'Calibrate'],
        abstain: [2, 1, 'abstain', 'Abstain'],
        fallback: [3, 1, 'fallback', 'Fallback'],
        log: [4, 1, 'log', 'Log'],
      },
      [
        'source > validate > features > cache > split > champion',
        'split > challenger',
        'champion > calibrate',
        'challenger > calibrate > abstain > fallback > log',
      ],
    ),
  }
}

/** A service without stages, to draw from nothing. */
export function emptyService(modelName: string): Service {
  return { name: modelName, drawing: { nodes: [], wires: [] } }
}

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
      ['source > validate > features > shadow > champion', 'shadow > rehearsed', 'champion > fallback > log'],
    ),
  }
}

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
      ['source > limit > validate > features > small > router > large > log'],
    ),
  }
}
