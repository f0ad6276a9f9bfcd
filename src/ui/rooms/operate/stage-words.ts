/** @file Words of the canvas for stages: nouns, groups of the palette, what a wire carries, and problems as a service has them. */
import '../../../base/messages/learn-stages'
import { say } from '../../../base/messages/message'
import { counted } from '../../../base/messages/words'
import { percent } from '../../../catalog/stages/shared/words'
import type { Flow, StageDef } from '../../../catalog/stage-def'
import { stages } from '../../../catalog/stages'
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
  say(said) {
    switch (said.code) {
      case 'no-input':
        return 'No requests come in yet: the service has no source.'
      case 'no-output':
        return 'No request ends yet: the service has no log.'
      case 'unknown-kind':
        return `There is no stage called "${said.args.kind}" here.`
      case 'no-node':
        return `There is no stage "${said.args.node}" in this drawing.`
      case 'missing-input':
        return said.args.has === 0
          ? `Nothing leads to ${said.args.layer}, so no request reaches it.`
          : `${said.args.layer} joins ${said.args.wants} or more; only ${counted(said.args.has, 'wire leads', 'wires lead')} into it.`
      case 'extra-input':
        return `${said.args.layer} begins the service; nothing can be wired into it.`
      case 'wire-from-output':
        return `${said.args.layer} ends the service; nothing comes out of it.`
      case 'cycle':
        return said.args.nodes === 1
          ? `${said.args.to} is wired to itself; a request would go round forever.`
          : `The wire from ${said.args.from} to ${said.args.to} closes a circle of ${said.args.nodes} stages; a request would go round forever.`
      case 'unused':
        return `${said.args.layer} leads to no log: requests that go there are lost to the record.`
      default:
        return say(said)
    }
  },
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
