/**
 * @file How stages are shown as text and as a picture: names, palette groups, wire labels, problems in terms of a
 * service, and the diagram as SVG.
 */
import { stages } from '../../../../catalog/service-stages'
import { model } from '../../../../catalog/service-stages/model-stages'
import type { Flow, StageDef } from '../../../../catalog/stage-def'
import { serviceProblemText } from '../../../../compile/service/service-to-spec'
import type { DrawnNode } from '../../../../graph/drawing'
import { serviceDiagramText as text } from '../../../../messages/en/operate/service'
import { termsText } from '../../../../messages/en/operate/terms'
import type { ServiceDiagram } from '../../../../studio/studio'
import type { CatalogText } from '../../../canvas/canvas-catalog'
import { drawingToSvg } from '../../../canvas/svg-export/drawing-to-svg'

export const stageText: CatalogText<Flow, StageDef> = {
  nodes: stages,
  nouns: { node: 'stage', ...text.nouns },
  groups: [
    { family: 'learns', title: text.groups.learns },
    { family: 'combines', title: text.groups.combines },
    { family: 'reshapes', title: text.groups.reshapes },
    { family: 'regularises', title: text.groups.regularises },
    { family: 'end', title: text.groups.end },
  ],
  flowText,
  problemText: serviceProblemText,
  isOwnFault: (code) => code !== 'extra-input',
}

/** The label of a wire: its share of the requests, or the kind of data if all requests pass through it. */
function flowText(flow: Flow, to?: DrawnNode): string {
  const share = configuredShare(flow, to)
  if (share !== undefined) return text.wire.share({ share })
  if (flow.split) return text.wire.shares(flow.split)
  if (flow.shadow || (flow.copies !== undefined && to?.params.alias === 'shadow')) return text.wire.copies
  return text.wire[flow.carries]
}

/** The share of requests (0 to 1) that the diagram is configured to send along a wire, if the wire shows a share. */
export function configuredShare({ share, split, shadow, unsure }: Flow, to?: DrawnNode): number | undefined {
  const side = to?.kind === 'model' ? (to.params.alias ?? 'champion') : undefined
  if (split) return side === 'champion' || side === 'challenger' ? split[side] / 100 : undefined
  return !shadow && !unsure && share < 1 ? share : undefined
}

/** The diagram of a service as SVG. */
export function serviceImage({ service, project, board }: ServiceDiagram, theme: 'light' | 'dark'): string {
  const { nodes } = board.project.drawing
  return drawingToSvg(
    {
      ...stageText,
      faces: {},
      corner: ({ kind, params }) => (kind === model.kind ? aliasText(params.alias) : ''),
    },
    board,
    { title: service, caption: text.pictureCaption({ stages: nodes.length, project }), theme },
  )
}

function aliasText(alias: unknown): string {
  return alias === 'challenger' || alias === 'shadow' ? termsText.alias[alias] : termsText.alias.champion
}
