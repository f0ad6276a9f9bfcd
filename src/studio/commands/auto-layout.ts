/** @file Commands that lay out a drawing automatically, in a worker if it is large, and that cancel the layout. */
import { commandsText } from '../../messages/en/commands/studio'
import type { Position } from '../../graph/drawing'
import type { Board, BoardStore } from '../network/canvas-board'
import { defineBoardCommand } from '../command'
import { edit } from '../project/project-document'
import { shownDrawing } from '../network/block-levels'

/** For each board, the abort controller of the layout in progress. */
const running = new WeakMap<BoardStore, AbortController>()

function mark({ store }: Board, arranging: number | undefined): void {
  store.setState(({ canvas: { arranging: _, ...canvas } }) => ({
    canvas: arranging === undefined ? canvas : { ...canvas, arranging },
  }))
}

export const tidy = defineBoardCommand({
  id: 'graph.tidy',
  title: commandsText['graph.tidy'],
  args: {},
  listed: true,
  async run(board) {
    const { store } = board
    running.get(store)?.abort()
    const control = new AbortController()
    running.set(store, control)
    const drawing = shownDrawing(store.getState())
    const { inside, project } = store.getState()
    mark(board, drawing.nodes.length)
    try {
      const { arranged } = await import('../../protocol/layout-client')
      const places = await arranged(drawing, control.signal, store.subject.heights)
      const now = store.getState()
      // Discard the layout if another project or level is shown by the time it is done.
      if (!places || now.project.id !== project.id || now.inside.join('/') !== inside.join('/')) return
      const there = new Set(shownDrawing(now).nodes.map(({ id }) => id))
      const positions: Record<string, Position> = {}
      for (const [id, place] of Object.entries(places)) if (there.has(id)) positions[id] = place
      edit(store, [{ type: 'move', positions }])
    } finally {
      if (running.get(store) === control) {
        running.delete(store)
        mark(board, undefined)
      }
    }
  },
})

export const stopTidy = defineBoardCommand({
  id: 'graph.stopTidy',
  title: commandsText['graph.stopTidy'],
  args: {},
  listed: true,
  enabled: ({ store }) => store.getState().canvas.arranging !== undefined,
  run({ store }) {
    running.get(store)?.abort()
  },
})
