/** @file Tests which notices close automatically: old notices, and those that no longer apply. */
import { callOf } from '../../studio/run-command'
import { describe, expect, it } from 'vitest'
import { type Message, message, formatMessage } from '../../messages/message'
import type { Notice } from '../../studio/state'
import { outdatedNotices, noticeDuration } from './notices'

const notice = (id: number, tone: Notice['tone'], text = `Notice ${id}.`): Notice => ({ id, tone, text })
const notify = (id: number, content: Message): Notice => ({
  id,
  tone: 'bad',
  text: formatMessage(content),
  message: content,
})
const ids = (notices: readonly Notice[]) => notices.map(({ id }) => id)

const SAVED = { tag: 'saved' } as const

describe('notices', () => {
  it('errors close after there was time to read them, except those with an action or about saving', () => {
    expect(noticeDuration(notice(1, 'bad'), SAVED)).toBe(12_000)
    expect(noticeDuration(notice(1, 'bad', 'x'.repeat(200)), SAVED)).toBe(24_000)
    expect(noticeDuration(notice(1, 'good'), SAVED)).toBe(8000)
    expect(
      noticeDuration({ ...notice(1, 'bad'), action: { title: 'Undo', ...callOf('graph.undo') } }, SAVED),
    ).toBeUndefined()
    expect(noticeDuration({ ...notice(1, 'bad'), about: 'saving' }, SAVED)).toBeUndefined()
    const why = message('save-failed', { why: 'The disk is full.' })
    expect(noticeDuration(notify(1, why), { tag: 'unsaved', why })).toBeUndefined()
    expect(noticeDuration(notify(1, message('save-failed', { why: 'Locked.' })), { tag: 'unsaved', why })).toBe(12_000)
  })
  it('only the newest two errors and the newest two others stay', () => {
    const shown = [notice(1, 'bad'), notice(2, 'info'), notice(3, 'bad'), notice(4, 'good'), notice(5, 'bad')]
    expect(ids(outdatedNotices(shown, 'wrong'))).toEqual([1])
    expect(outdatedNotices(shown.slice(0, 4), 'wrong')).toEqual([])
    expect(ids(outdatedNotices([...shown.slice(0, 4), notice(6, 'good')], 'wrong'))).toEqual([2])
  })
  it('the refusal to train closes once the network has no problems', () => {
    const refusal = message('drawing-wrong', { problem: 'shape', sentence: 'Dense needs one row.' })
    const shown = [notice(1, 'bad'), notify(2, refusal), notice(3, 'bad')]
    expect(ids(outdatedNotices(shown, 'ready'))).toEqual([2])
    expect(ids(outdatedNotices(shown, 'wrong'))).toEqual([1])
  })
})
