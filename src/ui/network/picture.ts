/** @file The picture of a network as SVG or PNG, with its name, its parameters and its dataset below. */
import { count } from '../../messages/format'
import { networkText } from '../../messages/en/network'
import { schemaOf } from '../../compile/picked'
import type { PicturedService, PictureFormat } from '../../studio/studio'
import { innerNodes } from '../../graph/block'
import { shownBlock, shownDrawing, shownReport } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { pictureOf } from '../canvas/picture/picture'
import { toPng } from '../canvas/picture/to-png'
import { FACE_HEIGHTS } from './face-heights'
import { networkWords } from './layer-catalog'

const text = networkText.picture

/** The level of the network that is shown. */
export function networkPicture(state: AppState, theme: 'light' | 'dark'): string {
  const { parameters, totalParameters } = shownReport(state)
  const { name, data } = state.project
  const block = shownBlock(state)
  const dataset = block ? undefined : schemaOf(data)?.title
  // The ports of a block do not count as layers.
  const drawn = innerNodes(shownDrawing(state))
  return pictureOf(
    {
      ...networkWords,
      faces: FACE_HEIGHTS,
      // The mark and the place of an end tell which end it is; its name needs the room.
      corner({ id, kind }) {
        const own = parameters.get(id)
        return own === undefined || kind === 'input' || kind === 'output' ? '' : count(own)
      },
    },
    state,
    {
      title: block ? text.titleInBlock({ block: block.name, network: name }) : name,
      caption: text.caption({ layers: drawn.length, parameters: totalParameters, dataset }),
      theme,
    },
  )
}

/** The picture of a network, or of a service, as the bytes of a file. */
export async function drawPicture(
  what: AppState | PicturedService,
  format: PictureFormat,
  theme: 'light' | 'dark',
): Promise<Uint8Array<ArrayBuffer>> {
  const svg = 'service' in what ? await service(what, theme) : networkPicture(what, theme)
  return format === 'png' ? toPng(svg) : new TextEncoder().encode(svg)
}

async function service(what: PicturedService, theme: 'light' | 'dark'): Promise<string> {
  return (await import('../pages/operate/service-picture')).servicePicture(what, theme)
}
