/** @file Commands for the side panel (outline, code, blocks, cost), and for coloring nodes by cost. */
import { LANGUAGES } from '../../compile/code-languages'
import { COST_COLUMNS } from '../../compile/cost'
import { commandsText } from '../../messages/en/commands/studio'
import { message, refuse } from '../../messages/message'
import { oneOf, optional } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import type { SidePanelId } from '../state'

const defineCommand = commandsWith(commandsText)

/** Shows a panel, or hides it if it is shown. */
function toggle(studio: AppContext, which: SidePanelId): void {
  studio.store.setState(({ sidePanel }) => ({ sidePanel: sidePanel === which ? null : which, room: 'build' }))
}

export const viewCode = defineCommand({
  id: 'view.code',
  args: {},
  listed: true,
  run: (studio) => toggle(studio, 'code'),
})

export const viewBlocks = defineCommand({
  id: 'view.blocks',
  args: {},
  listed: true,
  run: (studio) => toggle(studio, 'blocks'),
})

export const viewCost = defineCommand({
  id: 'view.cost',
  args: {},
  listed: true,
  run: (studio) => toggle(studio, 'cost'),
})

export const colorByCost = defineCommand({
  id: 'view.heat',
  args: {
    by: optional({ ...oneOf(...COST_COLUMNS), problem: (_: unknown, by: string) => message('no-cost', { by }) }),
  },
  run(studio, { by }) {
    studio.store.setState({ heat: by ?? null })
  },
})

export const printCode = defineCommand({
  id: 'code.print',
  args: {
    language: {
      ...oneOf(...LANGUAGES),
      problem: (_: unknown, language: string) => message('no-language', { language }),
    },
  },
  async run(studio, { language }) {
    const [{ sourceOf }, { linesOf }] = await Promise.all([
      import('../../compile/source-code'),
      import('../../compile/code-lines'),
    ])
    const { report, project } = studio.store.getState()
    const { checked, expanded } = report
    return checked
      ? sourceOf(linesOf(checked, project.drawing, expanded, language, project.plan))
      : refuse('no-code', {})
  },
})
