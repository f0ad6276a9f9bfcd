/**
 * @file Commands for the postmortem of the open service: drafting it from the log, saving, and exporting it. Loaded
 * with the Operate page.
 */

import { commandNoticesText as noticesText } from '../../../messages/en/commands/notices'
import { flag, optional, text } from '../../arguments'
import { callOf } from '../../run-command'
import { serviceCommand } from './service-command'

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
    const { draftFromLog, savePostmortem } = await postmortem()
    const before = savePostmortem(studio, draftFromLog(studio))
    if (before === undefined) return
    await studio.run('notice.show', {
      ...{ tone: 'info', text: noticesText.postmortemDrafted },
      action: { title: noticesText.undo, ...callOf('postmortem.save', { text: before }) },
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
