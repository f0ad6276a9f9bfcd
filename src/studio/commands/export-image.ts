/** @file Command that exports the visible level as an image. */
import { commandNoticesText } from '../../messages/en/commands/notices'
import { moreCommandsText } from '../../messages/en/commands/more'
import '../../messages/en/runs'
import { message, refuse } from '../../messages/message'
import { oneOf, optional } from '../arguments'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import { PICTURE_FORMATS, type ServiceDiagram } from '../studio'

export const drawPicture = defineCommand({
  id: 'graph.picture',
  title: moreCommandsText['graph.picture'],
  args: {
    format: {
      ...oneOf(...PICTURE_FORMATS),
      problem: (format: unknown) => message('no-picture', { format: String(format) }),
    },
    theme: optional({
      ...oneOf('light', 'dark'),
      problem: (theme: unknown) => message('no-theme', { theme: String(theme) }),
    }),
  },
  async run(studio, { format, theme = 'light' }) {
    if (!studio.drawPicture) return refuse('picture-failed', { why: commandNoticesText.noPage })
    try {
      return await studio.drawPicture((await serviceShown(studio)) ?? studio.store.getState(), format, theme)
    } catch (error) {
      return refuse('picture-failed', { why: error instanceof Error ? error.message : String(error) })
    }
  },
})

/** On the Operate page, the drawing to export is the service diagram. */
async function serviceShown(studio: AppContext): Promise<ServiceDiagram | undefined> {
  const { room, operate, project } = studio.store.getState()
  if (room !== 'operate' || operate === null || operate.service === null) return undefined
  const { operateController } = await import('../operate/controller')
  const { board } = operateController(studio).store.getState()
  return board ? { service: operate.service, project: project.name, board: board.store.getState() } : undefined
}
