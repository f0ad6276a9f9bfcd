/** @file Commands on what stands beside the canvas: the drawing as code, what it costs, what another step has otherwise; and the colours of cost upon it. */
import { refuse } from '../../messages/message'
import { COST_COLUMNS, type CostColumn } from '../../compile/cost'
import { LANGUAGES, type Language } from '../../compile/languages'
import { defineCommand } from '../command'
import type { Workshop } from '../context'
import type { Beside } from '../state'

/** Shows it, or puts it away where it is shown. */
function toggle(studio: Workshop, which: Beside): void {
  studio.store.setState(({ beside }) => ({ beside: beside === which ? null : which, room: 'build' }))
}

export const viewOutline = defineCommand({
  id: 'view.outline',
  title: 'Outline of the drawing',
  listed: true,
  // By its place, since a Mac writes ø with it.
  shortcut: 'Alt+KeyO',
  args: {},
  async run(studio) {
    const { room, operate, beside } = studio.store.getState()
    // In Operate the drawing is that of the service.
    if (room !== 'operate' || !operate?.service) return toggle(studio, 'outline')
    studio.store.setState({ beside: beside === 'outline' ? null : 'outline' })
    const { operateDesk } = await import('../operate/controller')
    operateDesk(studio).show('drawing')
  },
})

export const viewCode = defineCommand({
  id: 'view.code',
  title: 'Code of the drawing',
  listed: true,
  args: {},
  run: (studio) => toggle(studio, 'code'),
})

export const viewBlocks = defineCommand({
  id: 'view.blocks',
  title: 'Blocks and your library of them',
  listed: true,
  args: {},
  run: (studio) => toggle(studio, 'blocks'),
})

export const viewCost = defineCommand({
  id: 'view.cost',
  title: 'Cost of each layer',
  listed: true,
  args: {},
  run: (studio) => toggle(studio, 'cost'),
})

export const colourByCost = defineCommand({
  id: 'view.heat',
  title: 'Colour the layers by their cost',
  args: { by: `${COST_COLUMNS.join(', ')}; absent: no colours` },
  run(studio, { by }: { by?: CostColumn }) {
    if (by !== undefined && !COST_COLUMNS.includes(by)) return refuse('no-cost', { by: String(by) })
    studio.store.setState({ heat: by ?? null })
  },
})

export const printCode = defineCommand({
  id: 'code.print',
  title: 'Print the drawing as code',
  args: { language: LANGUAGES.join(' or ') },
  async run(studio, { language }: { language: Language }) {
    if (!LANGUAGES.includes(language)) return refuse('no-language', { language: String(language) })
    const [{ sourceOf }, { linesOf }] = await Promise.all([
      import('../../compile/code'),
      import('../../compile/lines-of'),
    ])
    const { report, project } = studio.store.getState()
    const { checked, expanded } = report
    return checked ? sourceOf(linesOf(checked, project.drawing, expanded, language)) : refuse('no-code', {})
  },
})
