/** @file Commands for drills: starting, acting, finishing, exporting, and verifying. Loaded with the Operate page. */
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import '../../../messages/en/drills'
import { message, Refusal, refuse } from '../../../messages/message'
import { flag, instance, optional, text as string } from '../../arguments'
import type { AppContext } from '../../context'
import { drillActionsOf, drillResultOf } from '../../operate/console-results'
import { operateController } from '../../operate/controller'
import { operateCommand } from './service-command'

const FILE = { ...instance<Uint8Array>(Uint8Array), problem: () => message('drill-file', { why: text.notBytes }) }

const session = () => import('../../operate/drills/drill-session')

export const listDrills = operateCommand({
  id: 'drill.list',
  args: {},
  async run(studio) {
    const [{ drills }, { readBestScore }] = await Promise.all([import('../../../gallery/drills'), session()])
    return Promise.all(
      drills.map(async (drill) => ({
        ...{ id: drill.id, title: drill.title, about: drill.about },
        best: (await readBestScore(studio, drill))?.score ?? null,
      })),
    )
  },
})

export const startDrill = operateCommand({
  id: 'drill.start',
  args: { id: string('drill id') },
  run: async (studio, { id }) => (await session()).startDrill(studio, id),
})

export const drillState = operateCommand({
  id: 'drill.state',
  args: {},
  async run(studio) {
    const { drillState: stateOf, actionsTaken } = await session()
    const state = stateOf(studio)
    if (state.tag !== 'over')
      return {
        ...state,
        actions: drillActionsOf(
          state.tag === 'open' ? actionsTaken(state, operateController(studio).store.getState().log?.log) : [],
        ),
      }
    const { tag, drill, acts, result, file } = state
    const verifiable = file instanceof Uint8Array
    return { tag, drill, actions: drillActionsOf(acts), result: drillResultOf(result), verifiable }
  },
})

export const doDrill = operateCommand({
  id: 'drill.do',
  args: { action: string('action id') },
  run: async (studio, { action }) => (await session()).runDrillAction(studio, action),
})

export const finishDrill = operateCommand({
  id: 'drill.finish',
  args: { rest: optional(flag()) },
  run: async (studio, { rest = false }) => drillResultOf(await (await session()).finishDrill(studio, { rest })),
})

export const gradeDrill = operateCommand({
  id: 'drill.result',
  args: {},
  run: async (studio) => drillResultOf((await over(studio)).result),
})

export const exportDrill = operateCommand({
  id: 'drill.export',
  args: {},
  async run(studio) {
    const { file } = await over(studio)
    if (file instanceof Uint8Array) return file
    throw new Refusal(file.why)
  },
})

export const verifyDrill = operateCommand({
  id: 'drill.verify',
  args: { bytes: FILE },
  async run(studio, { bytes }) {
    const { result, ...verified } = await (await import('../../operate/drills/drill-verify')).verifyDrill(studio, bytes)
    return { ...verified, result: drillResultOf(result) }
  },
})

async function over(studio: AppContext) {
  const state = (await session()).drillState(studio)
  return state.tag === 'over' ? state : refuse('drill-unfinished', {})
}
