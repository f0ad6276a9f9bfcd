/** @file StageSubject: what a service's board draws: stages, checked as a service against the models of this device. */
import { stages } from '../../catalog/stages'
import { checkService } from '../../compile/service/check-service'
import type { Known } from '../../compile/service/known'
import type { Subject } from '../board'
import { withoutLoneShares } from './orphaned-split'

export type { Known as KnownModels } from '../../compile/service/known'

/** A model shows its flag and its name; its wires meet it where those of an end of a network do. All else is as high as a layer. */
const HEIGHTS = { source: 64, log: 64, model: 152 }

/** The subject of a board of stages; `known` is asked at each check, and may not know the models yet. */
export function serviceSubject(known: () => Known | undefined): Subject {
  return {
    catalog: stages,
    noun: 'stage',
    leadsToEnd: true,
    heights: HEIGHTS,
    blocks: [],
    check: ({ project }) => checkService(project.drawing, known()),
    comesBack: ({ project }, then) => withoutLoneShares(project.drawing, then, known()),
    isShown: () => true,
    shown: {},
  }
}
