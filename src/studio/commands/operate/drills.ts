/**
 * @file Commands for drills (starting, acting, finishing, exporting, and verifying) and for the postmortem of the open
 * service, which is drafted from the log. Loaded with the Operate page.
 */
import '../../../messages/en/drills'
import { commandNoticesText as notices } from '../../../messages/en/commands/notices'
import { message, Refusal, refuse } from '../../../messages/message'
import { flag, instance, number, optional, text } from '../../arguments'
import type { AppContext } from '../../context'
import { drillActionsOf, drillResultOf } from '../../operate/console-results'
import { operateController } from '../../operate/controller'
import { callOf } from '../../run-command'
import { operateCommand, serviceCommand } from './service-command'

const FILE = { ...instance<Uint8Array>(Uint8Array), problem: () => message('drill-file', { why: notices.notBytes }) }

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
  args: { id: text('drill id'), seed: optional(number('whole number')) },
  run: async (studio, { id, seed }) => (await session()).startDrill(studio, id, seed),
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
  args: { action: text('action id') },
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

export const cancelDrillVerification = operateCommand({
  id: 'drill.cancelVerify',
  args: {},
  run: async (studio) => (await import('../../operate/drills/drill-verify')).cancelVerification(studio),
})

async function over(studio: AppContext) {
  const state = (await session()).drillState(studio)
  return state.tag === 'over' ? state : refuse('drill-unfinished', {})
}

const postmortem = () => import('../../operate/alerts/postmortem')

export const draftPostmortem = serviceCommand({
  id: 'postmortem.draft',
  args: { fresh: optional(flag()) },
  async run(studio, { fresh = false }) {
    const { draftFromLog, readPostmortem } = await postmortem()
    return (fresh ? undefined : await readPostmortem(studio)) ?? draftFromLog(studio)
  },
})

export const savedPostmortem = serviceCommand({
  id: 'postmortem.saved',
  args: {},
  run: async (studio) => (await (await postmortem()).readPostmortem(studio)) ?? null,
})

export const savePostmortem = serviceCommand({
  id: 'postmortem.save',
  args: { text: text('markdown') },
  run: async (studio, { text: markdown }) => void (await postmortem()).savePostmortem(studio, markdown),
})

export const redraftPostmortem = serviceCommand({
  id: 'postmortem.redraft',
  args: {},
  async run(studio): Promise<void> {
    const before = (await postmortem()).redraft(studio)
    if (before === undefined) return
    await studio.run('notice.show', {
      ...{ tone: 'info', text: notices.postmortemDrafted },
      action: { title: notices.undo, ...callOf('postmortem.save', { text: before }) },
    })
  },
})

export const exportPostmortem = serviceCommand({
  id: 'postmortem.export',
  args: {},
  async run(studio) {
    const { draftFromLog, readPostmortem } = await postmortem()
    return new TextEncoder().encode((await readPostmortem(studio)) ?? draftFromLog(studio))
  },
})
