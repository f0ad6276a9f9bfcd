/** @file Commands for the page, the theme, the trial input, and notices, and for this machine's backend and storage. */
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse, formatMessage } from '../../messages/message'
import { type Backend, BACKENDS, type BackendChoice } from '../../protocol/backend'
import { openTrainer } from '../../protocol/trainer-client'
import { defineCommand } from '../command'
import { type NewNotice, isSameNotice } from '../notice'
import { showUsage } from '../project-session'
import { DATA_TABS, type Notice, type PageId, type Theme } from '../state'

const PAGES: readonly PageId[] = ['build', 'data', 'train', 'evaluate', 'operate', 'machine']

export const openPage = defineCommand({
  id: 'room.open',
  title: commandsText['room.open'],
  args: { room: PAGES.join(', '), tab: 'string?: a tab of Data or Operate' },
  async run(studio, { room, tab }: { room: PageId; tab?: string }) {
    if (!PAGES.includes(room)) return refuse('no-page', { room: String(room) })
    if (room === 'operate' && tab !== undefined) {
      const { operateController } = await import('../operate/controller')
      operateController(studio).showTab(String(tab))
      return studio.store.setState({ room })
    }
    const shown = DATA_TABS.find((one) => one === tab)
    if (tab !== undefined && (room !== 'data' || shown === undefined))
      return refuse('no-tab', { tab: String(tab), tabs: DATA_TABS })
    studio.store.setState(shown === undefined ? { room } : { room, dataTab: shown })
  },
})

export const setTheme = defineCommand({
  id: 'theme.set',
  title: commandsText['theme.set'],
  async run(studio, { theme }: { theme: Theme }) {
    if (!['system', 'dark', 'light'].includes(theme)) return refuse('no-theme', { theme: String(theme) })
    studio.store.setState({ theme })
    await studio.storage.settings.put('theme', theme).catch(() => undefined)
  },
})

export const setTrial = defineCommand({
  id: 'trial.set',
  title: commandsText['trial.set'],
  run(studio, { input, value }: { input: string; value: unknown }) {
    studio.store.setState(({ trial }) => ({ trial: { ...trial, [input]: value } }))
  },
})

let notices = 0

export const showNotice = defineCommand({
  id: 'notice.show',
  title: commandsText['notice.show'],
  run(studio, given: NewNotice) {
    const id = ++notices
    const notice = { ...given, text: given.text ?? formatMessage(given.message), id }
    const others = (all: readonly Notice[]) => all.filter((one) => !isSameNotice(one, notice)).slice(-3)
    studio.store.setState((state) => ({ notices: [...others(state.notices), notice] }))
    return id
  },
})

export const closeNotice = defineCommand({
  id: 'notice.close',
  title: commandsText['notice.close'],
  run(studio, { id }: { id: number }) {
    studio.store.setState((state) => ({ notices: state.notices.filter((one) => one.id !== id) }))
  },
})

export const probeMachine = defineCommand({
  id: 'machine.probe',
  title: commandsText['machine.probe'],
  args: {},
  async run(studio) {
    const answer = await studio.runs.client().ask({ type: 'probe' })
    if (answer.type !== 'offers') throw new Refusal(message('no-run', {}))
    studio.store.setState(({ machine }) => ({ machine: { ...machine, offers: answer.offers } }))
    return answer.offers
  },
})

export const chooseBackend = defineCommand({
  id: 'machine.choose',
  title: commandsText['machine.choose'],
  async run(studio, { backend }: { backend: BackendChoice }) {
    if (backend !== 'auto' && !BACKENDS.includes(backend))
      return refuse('unknown-backend', { backend: String(backend) })
    studio.store.setState(({ machine }) => ({ machine: { ...machine, choice: backend } }))
    await studio.storage.settings.put('backend', backend).catch(() => undefined)
  },
})

export const measureMachine = defineCommand({
  id: 'machine.measure',
  title: commandsText['machine.measure'],
  run: (studio, { backend }: { backend?: BackendChoice }) =>
    studio.runs.client().ask({ type: 'measure', backend: backend ?? studio.store.getState().machine.choice }),
})

/** Runs in a separate worker, so that it does not disturb a run or a model. */
export const checkGradients = defineCommand({
  id: 'machine.gradients',
  title: commandsText['machine.gradients'],
  async run(_studio, { backend }: { backend: Backend }) {
    if (!BACKENDS.includes(backend)) return refuse('unknown-backend', { backend: String(backend) })
    const trainer = openTrainer({ onMessage: () => undefined, onLost: () => undefined })
    const answer = await trainer.ask({ type: 'gradients', backend }).finally(trainer.close)
    return answer.type === 'gradients' ? answer.reports : []
  },
})

export const memoryInUse = defineCommand({
  id: 'machine.memory',
  title: commandsText['machine.memory'],
  args: {},
  async run(studio) {
    const answer = await studio.runs.client().ask({ type: 'memory' })
    if (answer.type !== 'memory') return { tensors: 0, bytes: 0, reads: 0, readBytes: 0 }
    const { tensors, bytes, reads, readBytes } = answer
    return { tensors, bytes, reads, readBytes }
  },
})

export const persistStorage = defineCommand({
  id: 'storage.persist',
  title: commandsText['storage.persist'],
  args: {},
  listed: true,
  async run(studio) {
    const granted = await studio.storage.persist()
    await showUsage(studio.store, studio.storage)
    return granted
  },
})

export const updateApp = defineCommand({
  id: 'app.update',
  title: commandsText['app.update'],
  // Not available during an active run: the update reloads the page, which would end the run's worker.
  enabled: (studio) =>
    studio.updates.apply !== undefined &&
    !['training', 'paused', 'preparing'].includes(studio.store.getState().run.tag),
  async run(studio) {
    await studio.projects.flush()
    await studio.updates.apply?.()
  },
})
