/** @file Exports a network as SVG or PNG, with its name, parameter count and dataset. */
import { schemaOf } from '../../compile/dataset-of-project'
import { innerNodes } from '../../graph/block'
import { networkImageText as text } from '../../messages/en/inspector'
import { count } from '../../messages/format'
import { shownBlock, shownDrawing, shownReport } from '../../studio/network/block-levels'
import type { AppState } from '../../studio/state'
import type { PictureFormat, ServiceDiagram } from '../../studio/studio'
import { drawingToSvg } from '../canvas/svg-export/drawing-to-svg'
import { svgToPng } from '../canvas/svg-export/svg'
import { FACE_HEIGHTS, layerCatalog } from './layer-catalog'

/** Renders the visible level of the network as SVG. */
export function networkSvg(state: AppState, theme: 'light' | 'dark'): string {
  const { parameters, totalParameters } = shownReport(state)
  const { name, data } = state.project
  const block = shownBlock(state)
  const dataset = block ? undefined : schemaOf(data)?.title
  // Port nodes of a block do not count as layers.
  const layers = innerNodes(shownDrawing(state))
  return drawingToSvg(
    {
      ...layerCatalog,
      faces: FACE_HEIGHTS,
      // Inputs and outputs have no corner text, because their names need the space.
      corner({ id, kind }) {
        const size = parameters.get(id)
        return size === undefined || kind === 'input' || kind === 'output' ? '' : count(size)
      },
    },
    state,
    {
      title: block ? text.titleInBlock({ block: block.name, network: name }) : name,
      caption: text.caption({ layers: layers.length, parameters: totalParameters, dataset }),
      theme,
    },
  )
}

/** Renders a network or a service as an image and returns the bytes of the file. */
export async function renderImage(
  what: AppState | ServiceDiagram,
  format: PictureFormat,
  theme: 'light' | 'dark',
): Promise<Uint8Array<ArrayBuffer>> {
  const svg = 'service' in what ? await service(what, theme) : networkSvg(what, theme)
  return format === 'png' ? svgToPng(svg) : new TextEncoder().encode(svg)
}

async function service(what: ServiceDiagram, theme: 'light' | 'dark'): Promise<string> {
  return (await import('../pages/operate/service-diagram/stage-text')).serviceImage(what, theme)
}
