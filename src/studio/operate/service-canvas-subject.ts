/**
 * @file Stage subject: adapts the canvas to service diagrams, whose nodes are stages and which are checked against the
 * models of this device.
 */
import { stages } from '../../catalog/service-stages'
import { checkService } from '../../compile/service/check-service'
import type { RegistrySnapshot } from '../../compile/service/registry-snapshot'
import type { Subject } from '../canvas-board'
import { withoutOrphanedShares } from './orphaned-traffic-share'

export type { RegistrySnapshot as KnownModels } from '../../compile/service/registry-snapshot'

/**
 * Node heights in pixels. A model stage is taller, because it shows its alias and name; most other stages are as tall
 * as a layer.
 */
const HEIGHTS = { source: 64, log: 64, model: 152 }

/**
 * The subject of a service board. `known` is called at each check, and may return undefined while the models are not
 * loaded.
 */
export function serviceSubject(known: () => RegistrySnapshot | undefined): Subject {
  return {
    catalog: stages,
    noun: 'stage',
    leadsToEnd: true,
    heights: HEIGHTS,
    blocks: [],
    check: ({ project }) => checkService(project.drawing, known()),
    restore: ({ project }, then) => withoutOrphanedShares(project.drawing, then, known()),
    isShown: () => true,
    shown: {},
  }
}
