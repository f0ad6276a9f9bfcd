/** @file Words of the canvas for stages: nouns, groups of the palette, what a wire carries, and problems as a service has them. */
import { percent } from '../../../catalog/stages/shared/words'
import type { Flow, StageDef } from '../../../catalog/stage-def'
import { stages } from '../../../catalog/stages'
import { sayOfService } from '../../../compile/service/say-of-service'
import type { DrawnNode } from '../../../graph/drawing'
import type { CanvasWords } from '../../canvas/catalog'

export const stageWords: CanvasWords<Flow, StageDef> = {
  nodes: stages,
  nouns: {
    node: 'stage',
    nodes: 'stages',
    drawing: 'Service',
    empty: 'A service is drawn here, from its source on the left to its log on the right.',
    hint: 'canary, limit, unsure',
  },
  groups: [
    { family: 'learns', title: 'Answers' },
    { family: 'combines', title: 'Chooses who answers' },
    { family: 'reshapes', title: 'Prepares and adjusts' },
    { family: 'regularises', title: 'Guards' },
    { family: 'end', title: 'Begins and ends' },
  ],
  flowWords,
  say: sayOfService,
  isOwnFault: (code) => code !== 'extra-input',
}

/** As a wire between two stages has room for: what it carries where that is everything, else its share. */
function flowWords({ carries, share, split, shadow, unsure }: Flow, to?: DrawnNode): string {
  const side = to?.kind === 'model' ? (to.params.alias ?? 'champion') : undefined
  if (split && (side === 'champion' || side === 'challenger')) return percent(split[side])
  if (split) return `${Number(split.champion.toFixed(1))} : ${Number(split.challenger.toFixed(1))}`
  if (shadow) return 'copies'
  if (unsure) return 'unsure'
  return share < 1 ? percent(share * 100) : carries
}
