/** @file The default service for a model: guarded and cached, with a challenger whose traffic share is 0. */
import type { Service } from '../../compile/project'
import { servicesText as text } from '../../messages/en/gallery/services'
import { draw } from '../template'

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
        calibrate: [1, 1.5, 'calibrate', 'Calibrate'],
        abstain: [2, 1.5, 'abstain', 'Abstain'],
        fallback: [3, 1.5, 'fallback', 'Fallback'],
        log: [4, 1.5, 'log', 'Log'],
      },
      [
        ...['source > validate', 'validate > features', 'features > cache', 'cache > split'],
        ...['split > champion', 'split > challenger', 'champion > calibrate', 'challenger > calibrate'],
        ...['calibrate > abstain', 'abstain > fallback', 'fallback > log'],
      ],
    ),
  }
}

/** A service without stages, to draw from nothing. */
export function emptyService(modelName: string): Service {
  return { name: modelName, drawing: { nodes: [], wires: [] } }
}
