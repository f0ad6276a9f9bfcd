/** @file The picture of a service: its stages as SVG, with which alias answers where, and the project it belongs to. */
import { counted } from '../../../messages/format'
import { model } from '../../../catalog/stages/model'
import type { PicturedService } from '../../../studio/studio'
import { pictureOf } from '../../canvas/picture/picture'
import { stageWords } from './stage-words'

/** The drawing of a service. */
export function servicePicture({ service, project, board }: PicturedService, theme: 'light' | 'dark'): string {
  const { nodes } = board.project.drawing
  return pictureOf(
    {
      ...stageWords,
      faces: {},
      corner: ({ kind, params }) => (kind === model.kind ? String(params.alias ?? 'champion') : ''),
    },
    board,
    { title: service, caption: `${counted(nodes.length, 'stage')} · ${project}`, theme },
  )
}
