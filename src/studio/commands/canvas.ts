/** @file Commands on the canvas as a view: what is brought into sight, the map, the search, the steps taken. */
import { refuse } from '../../base/messages/message'
import { defineCommand } from '../command'
import type { Workshop } from '../context'
import { redo, undo } from '../document'
import { shownDrawing } from '../levels'
import type { CanvasView } from '../board'

function change(studio: Workshop, part: Partial<CanvasView>): void {
  studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, ...part } }))
}

const inBuild = (studio: Workshop) => studio.store.getState().room === 'build'

export const showAll = defineCommand({
  id: 'canvas.showAll',
  title: 'Show all of the drawing',
  listed: true,
  shortcut: 'Shift+Digit1',
  heard: 'canvas',
  args: {},
  enabled: inBuild,
  run: (studio) => change(studio, { look: { at: 'all' } }),
})

export const showSelection = defineCommand({
  id: 'canvas.showSelection',
  title: 'Show what is selected',
  listed: true,
  shortcut: 'Shift+Digit2',
  heard: 'canvas',
  args: {},
  enabled: (studio) => inBuild(studio) && studio.store.getState().selection.length > 0,
  run: (studio) => change(studio, { look: { at: studio.store.getState().selection } }),
})

/** Selects a layer and brings it into view: where a search ends. */
export const goTo = defineCommand({
  id: 'canvas.goTo',
  title: 'Go to a layer',
  args: { node: 'node id' },
  run(studio, { node }: { node: string }) {
    const there = shownDrawing(studio.store.getState()).nodes.some(({ id }) => id === node)
    if (!there) return refuse('no-node', { node })
    studio.store.setState({ selection: [node], room: 'build' })
    change(studio, { look: { at: [node] }, panel: null })
  },
})

export const toggleMap = defineCommand({
  id: 'canvas.map',
  title: 'Map of the drawing',
  listed: true,
  shortcut: 'm',
  heard: 'canvas',
  args: {},
  enabled: inBuild,
  run: (studio) => change(studio, { map: !studio.store.getState().canvas.map }),
})

export const search = defineCommand({
  id: 'canvas.search',
  title: 'Find a layer in the drawing',
  listed: true,
  // Ctrl F is the browser's own.
  shortcut: 'f',
  heard: 'canvas',
  args: {},
  enabled: inBuild,
  run: (studio) => change(studio, { panel: 'search' }),
})

export const showHistory = defineCommand({
  id: 'canvas.history',
  title: 'Steps taken',
  listed: true,
  shortcut: 'h',
  heard: 'canvas',
  args: {},
  enabled: inBuild,
  run: (studio) => change(studio, { panel: studio.store.getState().canvas.panel === 'history' ? null : 'history' }),
})

export const closePanel = defineCommand({
  id: 'canvas.closePanel',
  title: 'Close what is open over the canvas',
  args: {},
  run: (studio) => change(studio, { panel: null }),
})

export const jump = defineCommand({
  id: 'graph.jump',
  title: 'Go back or forward several steps',
  args: { steps: 'number: below 0 back, above 0 forward' },
  run(studio, { steps }: { steps: number }) {
    const { past, future } = studio.store.getState().history
    if (!Number.isInteger(steps) || steps < -past.length || steps > future.length) {
      return refuse('no-history', { steps: Number(steps) })
    }
    const step = steps < 0 ? undo : redo
    for (let i = Math.abs(steps); i > 0; i--) step(studio.store)
  },
})
