/**
 * @file Commands for the postmortem of the open service: drafting it from the log, saving, and exporting it. Loaded
 * with the Operate page.
 */
import { callOf } from '../../run-command'
import { commandNoticesText as noticesText } from '../../../messages/en/commands/notices'
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { flag, optional, text } from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'

const postmortem = () => import('../../operate/alerts/postmortem')
const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null

export const draftPostmortem = defineCommand({
  id: 'postmortem.draft',
  title: operateCommandsText['postmortem.draft'],
  args: { fresh: optional(flag()) },
  enabled: isOpen,
  async run(studio, { fresh = false }) {
    const { draftFromLog, readPostmortem } = await postmortem()
    return (fresh ? undefined : await readPostmortem(studio)) ?? draftFromLog(studio)
  },
})

export const savedPostmortem = defineCommand({
  id: 'postmortem.saved',
  title: operateCommandsText['postmortem.saved'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await (await postmortem()).readPostmortem(studio)) ?? null,
})

export const savePostmortem = defineCommand({
  id: 'postmortem.save',
  title: operateCommandsText['postmortem.save'],
  args: { text: text('markdown') },
  enabled: isOpen,
  run: async (studio, { text: markdown }) => void (await postmortem()).savePostmortem(studio, markdown),
})

export const redraftPostmortem = defineCommand({
  id: 'postmortem.redraft',
  title: operateCommandsText['postmortem.redraft'],
  args: {},
  enabled: isOpen,
  async run(studio): Promise<void> {
    const { draftFromLog, savePostmortem } = await postmortem()
    const before = savePostmortem(studio, draftFromLog(studio))
    if (before === undefined) return
    await studio.run('notice.show', {
      ...{ tone: 'info', text: noticesText.postmortemDrafted },
      action: { title: noticesText.undo, ...callOf('postmortem.save', { text: before }) },
    })
  },
})

export const exportPostmortem = defineCommand({
  id: 'postmortem.export',
  title: operateCommandsText['postmortem.export'],
  args: {},
  enabled: isOpen,
  async run(studio) {
    const { draftFromLog, readPostmortem } = await postmortem()
    return new TextEncoder().encode((await readPostmortem(studio)) ?? draftFromLog(studio))
  },
})
