/** @file Commands for the page, the theme, the trial input, and notices, for the backend, and for storage. */
import { commandsText } from '../../messages/en/commands/studio'
import { formatMessage, type Message, message, refuse } from '../../messages/message'
import { checkedLater, flag, integer, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { replaces } from '../notice'
import { OPERATE_TABS, operateTab } from '../operate/state'
import { showUsage } from '../project/project-session'
import { DATA_TABS, EVALUATE_TABS, type Notice, type NoticeAction } from '../state'
import { BACKEND_CHOICE, PAGE } from './common-arguments'

const defineCommand = commandsWith(commandsText)

export const openPage = defineCommand({
  id: 'room.open',
  args: { room: PAGE, tab: optional(text()) },
  // Without a wait, so that a tab shows as chosen from the click on.
  run(studio, { room, tab }) {
    if (tab === undefined) return studio.store.setState({ room })
    if (room === 'operate') {
      const shown = operateTab(tab)
      if (shown === undefined) return refuse('no-tab', { room, tab, tabs: OPERATE_TABS })
      return studio.store.setState(({ operate }) => ({ room, operate: { ...operate, tab: shown } }))
    }
    if (room === 'evaluate') {
      const evaluateTab = EVALUATE_TABS.find((one) => one === tab)
      if (evaluateTab === undefined) return refuse('no-tab', { room, tab, tabs: EVALUATE_TABS })
      return studio.store.setState({ room, evaluateTab })
    }
    const tabs = room === 'data' ? DATA_TABS : []
    const dataTab = tabs.find((one) => one === tab)
    if (dataTab === undefined) return refuse('no-tab', { room, tab, tabs })
    studio.store.setState({ room, dataTab })
  },
})

export const viewOutline = defineCommand({
  id: 'view.outline',
  args: {},
  listed: true,
  // Bound to the physical key, because Option+O types ø on a Mac.
  shortcut: 'Alt+KeyO',
  run({ store }) {
    const { room, operate, sidePanel } = store.getState()
    const shown = sidePanel === 'outline' ? null : 'outline'
    // On the Operate page, the outline is that of the service diagram.
    const isService = room === 'operate' && Boolean(operate.service)
    store.setState({
      sidePanel: shown,
      ...(isService ? { operate: { ...operate, tab: 'diagram' } } : { room: 'build' }),
    })
  },
})

export const setTheme = defineCommand({
  id: 'theme.set',
  args: {
    theme: {
      ...oneOf('system', 'dark', 'light'),
      problem: (_: unknown, theme: string) => message('no-theme', { theme }),
    },
  },
  async run(studio, { theme }) {
    studio.store.setState({ theme })
    await studio.storage.settings.put('theme', theme).catch(() => undefined)
  },
})

export const setPresent = defineCommand({
  id: 'theme.present',
  args: { on: optional(flag()) },
  listed: true,
  async run(studio, { on = !studio.store.getState().present }) {
    studio.store.setState({ present: on })
    await studio.storage.settings.put('present', on).catch(() => undefined)
  },
})

export const setTrial = defineCommand({
  id: 'trial.set',
  args: { input: text(), value: checkedLater<unknown>('raw sample') },
  run(studio, { input, value }) {
    studio.store.setState(({ trial }) => ({ trial: { ...trial, [input]: value } }))
  },
})

let notices = 0

export const showNotice = defineCommand({
  id: 'notice.show',
  args: {
    tone: oneOf('info', 'good', 'bad'),
    text: optional(text()),
    message: optional(checkedLater<Message>('{code, args}')),
    about: optional(oneOf('canvas', 'saving')),
    action: optional(checkedLater<NoticeAction>('{title, command, args?}')),
  },
  async run(studio, { tone, text: given, message: content, about, action }) {
    const sentence = given ?? (content ? formatMessage(content) : undefined)
    if (sentence === undefined) {
      await import('../../messages/en/commands/notices')
      return refuse('argument-missing', { command: 'notice.show', name: 'text', type: 'string' })
    }
    const id = ++notices
    const notice: Notice = {
      id,
      tone,
      text: sentence,
      ...(content ? { message: content } : {}),
      ...(about ? { about } : {}),
      ...(action ? { action } : {}),
    }
    const others = (all: readonly Notice[]) => all.filter((one) => !replaces(notice, one)).slice(-3)
    studio.store.setState((state) => ({ notices: [...others(state.notices), notice] }))
    return id
  },
})

export const closeNotice = defineCommand({
  id: 'notice.close',
  args: { id: integer() },
  run(studio, { id }) {
    studio.store.setState((state) => ({ notices: state.notices.filter((one) => one.id !== id) }))
  },
})

export const chooseBackend = defineCommand({
  id: 'machine.choose',
  args: { backend: BACKEND_CHOICE },
  async run(studio, { backend }) {
    studio.store.setState(({ machine }) => ({ machine: { ...machine, choice: backend } }))
    await studio.storage.settings.put('backend', backend).catch(() => undefined)
  },
})

export const persistStorage = defineCommand({
  id: 'storage.persist',
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
  args: {},
  // Not available during an active run: the update reloads the page, which would end the run's worker.
  enabled: (studio) =>
    studio.updates.apply !== undefined &&
    !['training', 'paused', 'preparing'].includes(studio.store.getState().run.tag),
  async run(studio) {
    // Data of a newer version can be saved only after the update.
    if (studio.storage.whyNot?.code !== 'storage-newer') await studio.projects.flush()
    await studio.updates.apply?.()
  },
})
