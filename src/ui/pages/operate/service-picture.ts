/** @file The image of a service diagram: its stages as SVG, with the alias of each model and the project as the caption. */
import { serviceDiagramText as text } from '../../../messages/en/operate/service-diagram'
import { termsText } from '../../../messages/en/operate/terms'
import { model } from '../../../catalog/stages/model'
import type { PicturedService } from '../../../studio/studio'
import { pictureOf } from '../../canvas/picture/picture'
import { stageWords } from './stage-text'

/** The diagram of a service as SVG. */
export function servicePicture({ service, project, board }: PicturedService, theme: 'light' | 'dark'): string {
  const { nodes } = board.project.drawing
  return pictureOf(
    {
      ...stageWords,
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
