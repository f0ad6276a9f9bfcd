/**
 * @file The image of a service diagram: its stages as SVG, with the alias of each model, and the project name in the
 * caption.
 */
import { stage as model } from '../../../../catalog/service-stages/model'
import { serviceDiagramText as text } from '../../../../messages/en/operate/service'
import { termsText } from '../../../../messages/en/operate/terms'
import type { ServiceDiagram } from '../../../../studio/studio'
import { drawingToSvg } from '../../../canvas/svg-export/drawing-to-svg'
import { stageText } from './stage-text'

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
